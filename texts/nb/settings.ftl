# Kampanjer, maler, butikker, svar, konto: hvordan man spør, og hva som kommer tilbake.

page-menu-ask = Slik spør dere
page-search = Søk
page-find = Finn
page-any = Alle
page-yes = Ja
page-no = Nei
page-nothing = Ingenting
page-nobody = Ukjent person
page-nothing-found = Ingenting ble funnet
page-nothing-found-text = Prøv færre bokstaver, eller ta bort et filter.
page-unit = Enhet
page-unit-hours = timer
page-unit-days = dager
page-unit-weeks = uker
page-unit-months = måneder
page-unit-years = år
page-purpose = Spør om
page-storefront = Butikk
page-meanwhile = Ingenting av ditt er lagret ennå. Slik er det nå; lagre igjen hvis ditt skal gjelde i stedet.
page-meanwhile-who = { $who } endret dette mens du skrev ({ $at }).
page-meanwhile-program = Dette ble endret mens du skrev.

page-campaigns = Kampanjer
page-campaigns-lead = Hver kampanje spør om én type hendelse i én butikk: hvem, når og hvor ofte.
page-campaigns-none = Ingen blir spurt ennå
page-campaigns-none-text = Lag en kampanje: den sier etter hvilken hendelse kundene blir spurt, og når. Den er av til du slår den på.
page-campaign-new = Ny kampanje
page-campaign-new-lead = Den starter avslått, så du kan se på den i fred.
page-campaign-make = Lag den
page-event-type = Type hendelse
page-event-type-hint = Slik butikken melder den, for eksempel order.delivered. De beste svarene kommer når man spør etter leveringen.
page-campaign-enabled = Kampanjen er på
page-campaign-enabled-hint = Bare én kampanje kan være på for samme butikk, hendelse og spørsmål. Avslått spør den ingen, og det som er planlagt, sendes ikke.
page-campaign-is-on = På
page-campaign-is-paused = På pause
page-campaign-is-off = Av
page-campaign-pause = Sett på pause
page-campaign-resume = Gjenoppta
page-campaign-name = Navn
page-campaign-name-hint = Bare for dere; kundene ser det aldri.
page-campaign-when-title = Når den spør
page-campaign-base = Regnes fra
page-campaign-base-hint = Aktiveringsdatoen passer for det som brukes senere enn det kjøpes: et opphold, et kurs, en forhåndsbestilling. Den gjelder alle kampanjer for butikken og hendelsen.
page-base-event = hendelsen
page-base-activation-date = aktiveringsdatoen
page-campaign-delay = Vent
page-campaign-delay-hint = 7 dager etter en bestilling rekker varene å komme og bli brukt; etter levering eller besøk holder 1 til 3 dager.
page-campaign-hour = Tid på dagen
page-campaign-hour-hint = Sen formiddag eller tidlig kveld, når folk har et øyeblikk. Samme tid som hendelsen passer når kundene handler i fritiden.
page-hour-of-event = samme tid som hendelsen
page-campaign-zone = På hvem sin klokke
page-campaign-zone-hint = Mottakerens klokke er vennligst; der sonen er ukjent, gjelder butikkens.
page-zone-recipient = mottakerens
page-zone-storefront = butikkens
page-zone-utc = UTC
page-campaign-often-title = Hvor ofte
page-campaign-mode = Spør samme person
page-campaign-mode-hint = Etter hvert kjøp passer for tjenester som er ulike hver gang; ellers blir folk lei.
page-mode-min-gap = ikke oftere enn nedenfor
page-mode-every-event = etter hvert kjøp
page-campaign-gap = Minst så lenge imellom
page-campaign-gap-hint = Tre år er det store butikker bruker for vurderinger av butikken; 30 til 90 dager passer for faste besøk.
page-campaign-reminder-title = Påminnelse og slutt
page-campaign-reminder = Påminn én gang den som ikke har svart
page-campaign-reminder-hint = En påminnelse gir omtrent en tredjedel flere svar. Det blir aldri en til. Slås den av, avlyses de som alt står i kø, for godt.
page-campaign-reminder-after = Påminnelse etter første melding
page-campaign-reminder-after-hint = En uke: lenge nok til ikke å mase, kort nok til å huske.
page-campaign-expires = Skjemaet stenger etter
page-campaign-expires-hint = Regnes fra første melding. Tre måneder mister ingen; en påminnelse må komme minst en dag før.
page-campaign-words-title = Med hvilke ord
page-campaign-template = Mal
page-campaign-template-hint = Standardtekstene er korte og finnes på sju språk. Egne ord høres mer ut som dere.
page-template-standard = Standardtekster
page-campaign-pinned = Det som alt er planlagt, beholder tid og ord. Brytere gjelder straks for alt som ikke er sendt.
page-campaign-look = Vis hva det blir
page-campaign-line-title = En bestilling som gjøres nå
page-campaign-line-lead = Med innstillingene på siden, lagret eller ikke.
page-campaign-when =
    { $delay ->
        [none] Rett etter
       *[other] { $delay } etter
    } { $base ->
        [activation_date] aktiveringsdatoen
       *[event] hendelsen
    }{ $hour ->
        [none] , til samme tid på dagen
        [auto] , når flest svarer
       *[other] , kl. { $hour }
    }
page-campaign-reminded = Én påminnelse etter { $after }
page-campaign-not-reminded = Ingen påminnelse
page-line-placed = Bestillingen gjøres
page-line-message = Sendes: { $role } ({ $channel })
page-line-never = Sendes ikke: { $role } ({ $channel })
page-line-stopped = Med disse innstillingene sendes den aldri: { $reason }.
page-line-waits = Den venter til tidene da e-postene deres får komme fram.
page-line-closes = Skjemaet stenger
page-line-activates = Her antas bestillingens aktiveringsdato å være { $day }.
page-line-unknown = Rett feltene som er merket, så tegnes det her.
page-warning-before-delivery = Spurt med en gang har de fleste kunder ikke fått varene ennå. Vent noen dager, eller spør etter leveringen.
page-warning-reminder-expired = Påminnelsen ville komme når skjemaet har stengt eller straks stenger: ingen får den. Påminn tidligere, eller steng senere.
page-warning-quiet-hours = Tiden på dagen ligger utenfor tidene da e-postene får komme fram, så de venter. Velg en tid innenfor.
page-warning-basis = Butikken oppgir ingen rett til å spørre: bare kunder med samtykke i bestillingen blir spurt.
page-warning-held = All sending er stanset for kontoen: ingenting sendes før noen slipper den fri.
page-campaign-strike-title = Avlyse påminnelser i kø?
page-campaign-strikes =
    { $count ->
        [one] { $count } påminnelse står i kø. Uten påminnelser avlyses den, og den kommer ikke tilbake når de slås på igjen.
       *[other] { $count } påminnelser står i kø. Uten påminnelser avlyses de, og de kommer ikke tilbake når påminnelser slås på igjen.
    }
page-campaign-strike = Lagre og avlys dem
page-said-campaign-made = Kampanjen er laget, og fortsatt av. Se på den, og slå den så på.
page-said-campaign-saved = Lagret. Det gjelder det som planlegges fra nå av.
page-said-campaign-struck =
    { $count ->
        [one] Lagret. { $count } påminnelse i kø ble avlyst; ingen er igjen.
       *[other] Lagret. { $count } påminnelser i kø ble avlyst; ingen er igjen.
    }
page-said-campaign-undone = De tidligere innstillingene gjelder igjen. Avlyste påminnelser forblir avlyst.
page-said-campaign-paused = På pause. Det som er planlagt, venter.
page-said-campaign-resumed = Gjenopptatt. Det som ventet, avgjøres på nytt og sendes ved neste sendetid.

page-templates = Maler
page-templates-lead = Egne ord i e-postene som spør.
page-templates-none = Ingen egne ord ennå
page-templates-none-text = Standardtekstene brukes, på mottakerens språk. En mal erstatter dem i kampanjene som velger den.
page-template-new = Ny mal
page-template-new-lead = Begynn med ett språk; flere kan følge.
page-template-lead = Det som alt er planlagt, beholder ordene sine.
page-template-name = Navn
page-template-name-hint = Bare for dere.
page-template-language = Språk
page-template-languages = Språk
page-template-no-texts = ingen tekster ennå
page-template-subject = Emne
page-template-subject-hint = Én linje. Et spørsmål med butikkens navn åpnes oftest.
page-template-body = Tekst
page-template-body-hint = En tom linje avslutter et avsnitt; [ord](https://…) er en lenke. Måtene å melde seg av på legges til av seg selv.
page-template-reminder-subject = Påminnelsens emne
page-template-reminder-subject-hint = Påminnelsen har samme tekst. Står det tomt, får den standardemnet.
page-template-variables = Hva du kan nevne
page-variable-first-name = kundens fornavn
page-variable-name = kundens fulle navn
page-variable-reference = nummeret på bestillingen, besøket eller bookingen
page-variable-date = dagen det skjedde
page-variable-total = summen, med valuta
page-variable-products = hva som ble kjøpt, én ting om gangen
page-variable-staff = hvem som hjalp kunden
page-variable-shop = butikkens navn
page-variable-shop-url = adressen på nettet
page-variable-address = postadressen
page-variable-button = en knapp som fører til skjemaet; alene på en linje
page-variable-url = adressen til skjemaet
page-template-look = Hvordan det vises
page-look-mail = E-post
page-look-phone = Telefon
page-look-dark = Mørkt
page-template-preview = Vis
page-template-preview-title = E-posten slik den ville bli
page-template-sample = For en oppdiktet bestilling. Lenkene fører ingen steder.
page-template-faults = Teksten virker ikke ennå
page-template-remove-language = Ta bort språket
page-template-test = Send en prøve
page-template-test-send = Send den lagrede teksten
page-template-to = Til
page-template-to-hint = En prøve går til noen på kontoen, én gang hvert tiende sekund, og telles ingen steder. En sandkasse legger den i boksen sin.
page-template-starter-subject = Hvordan var det hos { $shop }?
page-template-starter-body =
    Hei { $name },

    takk for bestillingen. Hvordan gikk det? Det tar et minutt, og vi leser hvert ord.
page-template-delete = Slette malen?
page-template-delete-text = Ingen kampanje bruker den. Det som alt er planlagt med den, beholder ordene.
page-template-used = En kampanje bruker malen
page-template-used-text = Gi først disse kampanjene en annen mal:
page-said-template-saved = Lagret. Kampanjene bruker de nye ordene for det som planlegges fra nå av.
page-said-template-made = Malen er laget. Velg den i en kampanje.
page-said-template-deleted = Malen er borte.
page-said-template-boxed = Prøven ligger i sandkassens boks.
page-said-template-accepted = E-posttjeneren tok imot prøven. Den bør komme fram om et øyeblikk.
page-said-template-refused = E-posttjeneren avviste prøven. Sjekk adressen og butikkens avsender.
page-said-template-retry = E-posttjeneren tok ikke imot prøven. Prøv igjen om et øyeblikk.
page-said-template-unknown = Ingen vet om prøven gikk: e-posttjeneren sa ingenting.

page-storefronts = Butikker
page-storefronts-lead = En nettbutikk, et marked, en klinikk eller en salong: hvem som spør, i hvem sitt navn og med hvilken rett.
page-storefronts-none = Ingen butikk ennå
page-storefronts-none-text = Lag en: hendelser nevner den, og navnet står på hver melding.
page-storefront-new = Ny butikk
page-storefront-new-lead = Navn, språk og tidssone er nok til å begynne.
page-storefront-name = Navn
page-storefront-name-hint = Slik kundene kjenner den.
page-storefront-slug = Kortnavn for programmer
page-storefront-slug-hint = Hendelser nevner butikken med det: a-z, sifre, _ og -. Endre det også i butikkens kobling.
page-storefront-url = Adresse på nettet
page-storefront-url-hint = For lenker i egne maler.
page-storefront-language = Språk
page-storefront-language-hint = For kunder med ukjent språk.
page-storefront-time-zone = Tidssone
page-storefront-time-zone-hint = Ved navn, for eksempel Europe/Stockholm.
page-storefront-right = Retten til å spørre
page-storefront-basis = Kunder uten eget samtykke
page-storefront-basis-hint = Det dere oppgir her, lagres med hver melding som grunnen til at den var tillatt.
page-basis-none = ingen blir spurt
page-basis-which = Hvilken er riktig?
page-basis-consent-text = Gitt av mottakeren: butikken spør i kassen, og alle i hendelsene har sagt ja. Gitt og bekreftet: de har også fulgt en lenke i en e-post.
page-basis-existing-text = Eksisterende kunde: i EØS kan dere spørre noen om det de har kjøpt av dere (artikkel 13(2) i ePrivacy-direktivet) hvis dere fikk adressen ved kjøpet og de kunne si nei da og i hver melding. De fleste butikker velger dette.
page-basis-contract-text = Avtale: å spørre er en del av det dere har avtalt med kunden. Sjelden riktig; spør noen som kan loven.
page-basis-none-text = Ingen blir spurt: bare de som butikken sender med samtykke for i hendelsen.
page-storefront-sender = Avsender og småskrift
page-storefront-sender-name = Avsenderens navn
page-storefront-sender-name-hint = Tomt: butikkens navn.
page-storefront-sender-address = Avsenderens adresse
page-storefront-sender-address-hint = Tomt: installasjonens. Sjekk den med knappen over når du har endret den.
page-storefront-reply-to = Svar går til
page-storefront-reply-to-hint = En adresse som noen leser.
page-storefront-postal-address = Postadresse
page-storefront-postal-address-hint = Nederst i hver melding; mange land krever det.
page-storefront-privacy = Personvernside
page-storefront-privacy-hint = Der dere sier hva dere gjør med det dere vet om folk; bare https.
page-storefront-look = Hvordan skjemaet ser ut
page-storefront-logo = Logo
page-storefront-logo-hint = Adressen til et bilde, bare https.
page-storefront-colour = Farge
page-storefront-colour-hint = Merkevarens, som #rrggbb; tekst på den gjøres lesbar.
page-said-storefront-saved = Lagret.
page-said-storefront-made = Butikken er laget. Lag nå en kampanje for den.
page-sender-check = Sjekk avsenderen
page-sender-check-hint = Spør DNS; tar opptil fem sekunder.
page-sender-lead = Hva e-postmottakere gjør med avsenderen, slik DNS er nå.
page-sender-spf = SPF: hvem som får sende
page-sender-dkim = DKIM: signaturen
page-sender-dmarc = DMARC: hva som gjøres med forfalskninger
page-sender-replies = Svar
page-sender-good = Bra
page-sender-notice = Godt å vite
page-sender-missing = Mangler
page-sender-wrong = Feil
page-sender-unknown = Ukjent
page-sender-record = Legg inn i DNS
page-sender-again = Sjekk igjen
page-sender-none = Ingen e-posttjener er satt opp
page-sender-none-text = Ingenting sendes, så det er ingenting å sjekke. Den som driver programmet, angir en i innstillingene.

page-answers = Svar
page-answers-good = Fra kunder
page-answers-suspect = Tvilsomme
page-answers-suspect-text = Et program kan ha gitt disse: skjemaet kom tilbake for fort, eller et skjult felt var fylt ut. De telles ingen steder, og kunden kan fortsatt svare.
page-answers-no-suspect = Ingen
page-answers-no-suspect-text = Ingen programmer har prøvd å svare.
page-answers-none = Ingen svar i denne tiden
page-answers-none-text = De står her så snart en kunde svarer. Se lenger tilbake, eller se hva som er planlagt.
page-answers-days = Tid
page-answers-last = de siste { $span }
page-answers-ever = fra begynnelsen
page-answers-stars = Stjerner
page-answers-given = Stjerner, for servicen eller et produkt
page-answers-order = Ordrenummer
page-answers-contact = Kunde
page-answers-at = Besvart
page-answers-commented = Med kommentar
page-answers-unread = Uleste
page-answers-new = Nytt
page-answers-count = Svar
page-answers-mean = Stjerner for servicen i snitt
page-answers-share = Andel
page-answers-spread = Hvor mange svar som ga servicen hvor mange stjerner
page-answers-table = Hent som tabell (CSV)
page-answers-mark = Jeg har lest det
page-answers-mark-all = Merk alle som lest
page-answers-more = Les alt
page-answer-too-fast = Skjemaet kom tilbake raskere enn et menneske leser det.
page-answer-honeypot = Et felt ble fylt ut som ingen mennesker ser.
page-said-answer-read = Merket som lest.
page-said-answers-read = Alt hittil er merket som lest.

page-account = Konto
page-account-sandbox = Dette er en sandkasse: den har sin egen klokke, og meldingene går i en boks og til ingen.
page-account-sending = Sending
page-account-is-on = Meldinger sendes
page-account-is-held = Stanset
page-account-held = Noen har stanset all sending. Det som er planlagt, venter til den slippes fri.
page-account-held-restored = Databasen er gjenopprettet eller kopiert. Forsikre deg om at ingen annen kopi sender, og slipp den så fri.
page-account-hold = Stans all sending
page-account-hold-hint = Er noe galt, stans alt først og se etterpå. Ingenting går tapt: det som er planlagt, venter.
page-account-hold-text =
    { $count ->
        [0] Ingenting er planlagt nå. Det som kommer, venter til noen slipper det fri. Det som er på vei, kan ennå gå innen 10 sekunder.
        [one] { $count } forespørsel er planlagt og venter til noen slipper den fri. Det som er på vei, kan ennå gå innen 10 sekunder.
       *[other] { $count } forespørsler er planlagt og venter til noen slipper dem fri. Det som er på vei, kan ennå gå innen 10 sekunder.
    }
page-account-hold-now = Stans nå
page-account-release = Slipp sendingen fri
page-account-release-text =
    { $count ->
        [0] Ingenting venter.
        [one] { $count } forespørsel venter. Den avgjøres på nytt og sendes ved neste sendetid.
       *[other] { $count } forespørsler venter. Hver av dem avgjøres på nytt og sendes ved neste sendetid.
    }
page-account-release-now = Slipp fri nå
page-account-pressure = Hvor ofte én person blir spurt
page-account-gap = Minst så lenge imellom, for alle kampanjer
page-account-gap-hint = 30 dager holder folk vennlig innstilt. 0 dager slår det av.
page-account-distinct = Ulike kjøp eller besøk kan komme tettere
page-account-distinct-hint = En ny bestilling er en annen opplevelse; tallet nedenfor begrenser hvor mange.
page-account-distinct-limit = Høyst så mange i den tiden
page-account-hours = Tider da e-post kan komme fram
page-account-opens = Fra
page-account-opens-hint = På mottakerens klokke. La begge stå tomme: når som helst.
page-account-closes = Til
page-account-mails = E-post om nye svar
page-account-mail-when = Hvor ofte
page-account-mail-never = aldri
page-account-mail-daily = én gang om dagen, om morgenen
page-account-mail-each = kort etter hvert svar
page-account-mail-to = Til
page-account-mail-to-hint = Adressen til en bruker på kontoen. En sandkasse sender e-post til ingen.
page-said-account-saved = Lagret. Det gjelder straks for alt som ikke er sendt.
page-said-account-held = All sending er stanset.
page-said-account-released =
    { $count ->
        [0] Sendingen er i gang. Ingenting ventet.
        [one] Sendingen er i gang. { $count } forespørsel som ventet, avgjøres på nytt.
       *[other] Sendingen er i gang. { $count } forespørsler som ventet, avgjøres på nytt.
    }

fault-duration-invalid = Bruk et helt antall timer, dager, uker, måneder eller år, høyst 24 måneder.
fault-duration-zero = Dette må være lengre enn ingenting.
fault-hour-invalid = Bruk et klokkeslett, for eksempel 10:00.
fault-percent-too-large = Et helt tall fra 0 til 50.
fault-limit-zero = Et helt tall, minst 1.
fault-window-empty = Tidene åpner og stenger samtidig.
fault-campaign-exists = En annen kampanje som er på, spør alt om dette. Slå av den først.
fault-storefront-unknown = Det finnes ingen slik butikk.
fault-storefront-exists = En annen butikk har dette kortnavnet.
fault-slug-malformed = Bruk a til z, sifre, _ og -, høyst 64.
fault-type-malformed = Bruk små bokstaver, sifre, punktum og _, som order.delivered.
fault-url-malformed = Bruk hele adressen til en side, som begynner med https://.
fault-url-insecure = Adressen må begynne med https://.
fault-colour-malformed = Bruk seks tegn etter #, som #1b4d8f.
fault-email-malformed = Dette er ingen e-postadresse.
fault-text-too-long = Dette er for langt.
fault-to-no-user = En prøve går bare til en bruker på kontoen.
fault-test-too-soon = En prøve ble sendt nettopp. Vent ti sekunder.
fault-account-held = All sending er stanset for kontoen.

act-campaign-made = laget en kampanje
act-campaign-changed = endret en kampanje
act-template-made = laget en mal
act-template-changed = endret en mal
act-template-deleted = slettet en mal
act-storefront-made = laget en butikk
act-storefront-changed = endret en butikk
act-account-changed = endret kontoens innstillinger
act-account-held = stanset all sending
act-account-released = slapp sendingen fri
act-answers-exported = lastet ned en liste med svar

# A storefront to choose where there are too many for a list.
page-storefront-typed = Dere har mange: Skriv kortnavnet, som i listen over butikker.
