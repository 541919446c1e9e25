# Simuleringer: hva en annen innstilling ville ha ført til.

page-simulations = Simuleringer
page-simulate-lead = Prøv en endring på ordrer som allerede finnes, før du gjør den. Reglene er de samme som på ordentlig; ingenting lagres eller sendes.
page-simulate-campaign = Kampanje
page-simulate-take = Hent innstillingene
page-simulate-would = Slik det ville blitt
page-simulate-would-lead = Feltene viser det som gjelder nå. Endre det du lurer på; alt annet blir som det er.
page-simulate-pressure = Tid mellom to forespørsler til samme person
page-simulate-pressure-hint = Gjelder hele kontoen. 0 betyr at kampanjene ikke tar hensyn til hverandre.
page-simulate-orders = Hvilke ordrer
page-simulate-source = Ordrer
page-simulate-source-hint = Hver ordre regnes som meldt da den skjedde. For egne ordrer gjelder dagens samtykker og avmeldinger.
page-simulate-own = Våre egne ordrer hittil
page-simulate-file = En fil med ordrer (CSV)
page-simulate-file-hint = Inntil 16 MB, vanlig eller gzip. Den leses én gang og lagres ikke.
page-simulate-storefront = Filens butikk
page-simulate-pattern = Adresse for linjer som mangler en
page-simulate-pattern-hint = Trengs bare når filen har kundenumre, men ingen e-postadresser. Ingenting sendes dit.
page-simulate-start = Simuler
page-simulate-no-campaign = En simulering sammenligner en kampanje slik den er, med slik den kunne vært. Lag en kampanje først.
page-simulate-result = Simulering av { $campaign }
page-simulate-lead-orders = { $orders } ordrer fra { $first } til { $last }.
page-simulate-no-orders = Det er ingen ordrer å spille av. Meld inn noen, eller velg en fil.
page-simulate-bad-lines = { $count ->
        [one] Én linje i filen kunne ikke leses som en ordre.
       *[other] { $count } linjer i filen kunne ikke leses som ordrer.
    }
page-simulate-is = Slik det er
page-simulate-difference = Forskjell
page-simulate-total = Til sammen
page-simulate-figures = Kort sagt
page-simulate-messages = Meldinger
page-simulate-reached = Personer som nås
page-simulate-answers = Svar å vente
page-simulate-refused = Spørres ikke: avvist
page-simulate-requests = Hva som skjer med hver forespørsel
page-simulate-answered = Spurt og svarte
page-simulate-unanswered = Spurt, ikke noe svar
page-simulate-cancelled = Avbrutt før noe gikk ut
page-simulate-waiting = Venter til noen slipper den
page-simulate-by-role = Meldinger etter slag
page-simulate-refusals = Avvist, etter regelen som ga grunnen
page-simulate-holds = Utsatt, etter regelen som ga grunnen
page-simulate-people = Personer, etter hvor mange meldinger de får
page-simulate-people-messages = { $count ->
        [0] Ingen melding
        [one] { $count } melding
       *[other] { $count } meldinger
    }
page-simulate-people-more = Flere enn { $count } meldinger
page-simulate-chart = { $count ->
        [1] Meldinger per dag
        [7] Meldinger per uke
       *[other] Meldinger, { $count } dager om gangen
    }
page-simulate-chart-told = To rader med søyler fra { $first } til { $last }, den høyeste { $most } meldinger. Tabellen nedenfor sier det samme.
page-simulate-as-table = Som tabell
page-simulate-assumptions = Svar å vente: { $first } av de første meldingene blir besvart, og { $again } av dem som spør igjen.
page-simulate-share-own = { $percent } % (deres egen andel, av { $count } meldinger)
page-simulate-share-assumed = { $percent } % (antatt: dere har sendt for lite til å vite det)
page-simulate-nothing-sent = Ingenting ble lagret eller sendt.
page-simulate-another = En ny simulering
page-simulate-running = Ordrene spilles av
page-simulate-running-text = Siden ser etter igjen av seg selv. Du kan forlate den og komme tilbake.
page-simulate-progress = Så langt har det kommet
page-simulate-broken = Simuleringen kom ikke til slutten
page-simulate-broken-text = Ingenting ble endret. Prøv igjen; blir det ved, sier programmets logg hvorfor.
page-simulate-gone = Denne simuleringen er ikke her
page-simulate-gone-text = Simuleringer ligger i minnet på serveren som kjører dem, de førti siste av alle. Denne kjører eller kjørte på en annen server, eller er borte. Last siden på nytt, eller kjør den om igjen; ingenting annet avhenger av den.

fault-simulation-busy = En av simuleringene dine pågår. Vent til den er ferdig.
