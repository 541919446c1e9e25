# Simuleringar: vad en annan inställning hade lett till.

page-simulations = Simuleringar
page-simulate-lead = Prova en ändring på ordrar som redan finns, innan du gör den. Reglerna är desamma som på riktigt; inget sparas eller skickas.
page-simulate-campaign = Kampanj
page-simulate-take = Hämta dess inställningar
page-simulate-would = Som det skulle bli
page-simulate-would-lead = Fälten visar vad som gäller nu. Ändra det du undrar över; allt annat förblir som det är.
page-simulate-pressure = Tid mellan två förfrågningar till samma person
page-simulate-pressure-hint = Gäller hela kontot. 0 betyder att kampanjerna inte tar hänsyn till varandra.
page-simulate-orders = Vilka ordrar
page-simulate-source = Ordrar
page-simulate-source-hint = Varje order räknas som rapporterad när den hände. För egna ordrar gäller dagens samtycken och avanmälningar.
page-simulate-own = Våra egna ordrar hittills
page-simulate-file = En fil med ordrar (CSV)
page-simulate-file-hint = Högst 16 MB, vanlig eller gzip. Den läses en gång och sparas inte.
page-simulate-storefront = Filens butik
page-simulate-pattern = Adress för rader som saknar en
page-simulate-pattern-hint = Behövs bara när filen har kundnummer men inga e-postadresser. Inget skickas dit.
page-simulate-start = Simulera
page-simulate-no-campaign = En simulering jämför en kampanj som den är med hur den kunde vara. Skapa en kampanj först.
page-simulate-result = Simulering av { $campaign }
page-simulate-lead-orders = { $orders } ordrar från { $first } till { $last }.
page-simulate-no-orders = Det finns inga ordrar att spela upp. Rapportera några eller välj en fil.
page-simulate-bad-lines = { $count ->
        [one] En rad i filen kunde inte läsas som en order.
       *[other] { $count } rader i filen kunde inte läsas som ordrar.
    }
page-simulate-is = Som det är
page-simulate-difference = Skillnad
page-simulate-total = Tillsammans
page-simulate-figures = I korthet
page-simulate-messages = Meddelanden
page-simulate-reached = Personer som nås
page-simulate-answers = Svar att vänta
page-simulate-refused = Tillfrågas inte: nekad
page-simulate-requests = Vad som händer med varje förfrågan
page-simulate-answered = Tillfrågad och svarade
page-simulate-unanswered = Tillfrågad, inget svar
page-simulate-cancelled = Avbruten innan något gick ut
page-simulate-waiting = Väntar tills någon släpper den
page-simulate-by-role = Meddelanden efter slag
page-simulate-refusals = Nekade, efter regeln som gav skälet
page-simulate-holds = Uppskjutna, efter regeln som gav skälet
page-simulate-people = Personer, efter hur många meddelanden de får
page-simulate-people-messages = { $count ->
        [0] Inget meddelande
        [one] { $count } meddelande
       *[other] { $count } meddelanden
    }
page-simulate-people-more = Fler än { $count } meddelanden
page-simulate-chart = { $count ->
        [1] Meddelanden per dag
        [7] Meddelanden per vecka
       *[other] Meddelanden, { $count } dagar i taget
    }
page-simulate-chart-told = Två rader staplar från { $first } till { $last }, den högsta { $most } meddelanden. Tabellen nedanför säger samma sak.
page-simulate-as-table = Som tabell
page-simulate-assumptions = Svar att vänta: { $first } av de första meddelandena besvaras, och { $again } av dem som frågar igen.
page-simulate-share-own = { $percent } % (er egen andel, av { $count } meddelanden)
page-simulate-share-assumed = { $percent } % (antaget: ni har skickat för lite för att veta)
page-simulate-nothing-sent = Inget har sparats eller skickats.
page-simulate-another = En ny simulering
page-simulate-running = Ordrarna spelas upp
page-simulate-running-text = Sidan tittar efter igen av sig själv. Du kan lämna den och komma tillbaka.
page-simulate-progress = Så långt har det kommit
page-simulate-broken = Simuleringen kom inte till slutet
page-simulate-broken-text = Inget ändrades. Försök igen; om det inte hjälper säger programmets logg varför.
page-simulate-gone = Den här simuleringen finns inte här
page-simulate-gone-text = Simuleringar ligger i minnet på den server som kör dem, de fyrtio senaste av alla. Den här körs eller kördes på en annan server, eller är borta. Ladda om sidan, eller kör den på nytt; inget annat beror på den.

fault-simulation-busy = En av dina simuleringar pågår. Vänta tills den är klar.
