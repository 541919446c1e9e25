# Forespørsler, kontakter, i dag og hvorfor: hva disse sidene sier.

page-why = Hvorfor ikke?

page-contacts = Kontakter

page-search-hint = Et ordrenummer, en adresse eller et kundenummer slik det ble meldt inn, eller hvordan et navn begynner.

page-requests-lead = Alle som har fått, får eller skal få en forespørsel.
page-requests-search = Søk
page-requests-status = Status
page-requests-storefront = Butikk
page-requests-campaign = Kampanje
page-requests-purpose = Gjelder
page-requests-by = Periode for
page-requests-by-planned = planleggingen
page-requests-by-sent = første utsending
page-requests-by-next = neste utsending
page-requests-from = Fra
page-requests-to = Til
page-requests-any = Alle
page-requests-reminded = påminnet
page-requests-narrow = Avgrens
page-requests-show = Vis
page-requests-all = Alle forespørsler
page-requests-export = Last ned som CSV
page-requests-whom = Hvem
page-requests-order = Ordre
page-requests-first = Først sendt
page-requests-second = Påminnet
page-requests-read = Lest
page-requests-next = Neste
page-requests-waits = venter på klarsignal
page-requests-none-title = Ingen er spurt ennå
page-requests-none-text = Så snart butikken din melder inn en ordre som en kampanje spør om, står forespørselen her.
page-requests-unfound-title = Ingen slik forespørsel
page-requests-unfound-text = Velg mindre, eller se under «Hvorfor ikke?»: der finnes også ordrer ingen er spurt om.

page-request-story = Hva som har skjedd
page-request-about = Om forespørselen
page-request-closes = Skjemaet stenger
page-request-change = Et annet tidspunkt
page-request-change-text = Reglene blir spurt igjen før noe sendes.
page-request-send-now = Send nå
page-request-day = Dag
page-request-time = Klokkeslett
page-request-move = Flytt
page-request-cancel = Avbryt forespørselen
page-request-cancel-text = Ingenting mer sendes til { $whom } for denne ordren, og skjemaet stenges.
page-request-cancel-undo = Du kan angre: da planlegges den på nytt, hvis reglene fortsatt tillater det.
page-request-cancel-gone = Den første meldingen er allerede sendt. Du kan angre: da åpnes skjemaet igjen.
page-request-reopen = Trekk avbrytelsen tilbake
page-request-reopen-text = Noen har avbrutt forespørselen. Det som ikke var sendt, planlegges på nytt, hvis reglene fortsatt tillater det.

page-said-moved = Neste melding er flyttet.
page-said-due = Den skal gå nå og sendes så snart reglene tillater det.
page-said-moved-back = Den går på sitt tidligere tidspunkt igjen.
page-said-cancelled = Forespørselen er avbrutt.
page-said-reopened = Avbrytelsen er trukket tilbake.
page-said-not-reopened = Den forblir avbrutt: reglene tillater den ikke nå. Historikken sier hvilken.

page-story-reported = Meldt inn av butikken: { $type }
page-story-happened = Det skjedde { $at }.
page-story-sent = Sendt via { $channel }: { $role }
page-story-delivered = Levert via { $channel }: { $role }
page-story-opened = Åpnet, { $channel }: { $role }
page-story-clicked = Lenken fulgt, { $channel }: { $role }
page-story-failed = Kom ikke fram via { $channel }: { $role }
page-story-unknown = Ingen vet om det kom fram via { $channel }: { $role }
page-story-unknown-text = Det regnes som sendt og sendes aldri igjen, så ingen får det to ganger.
page-story-again = Prøves igjen via { $channel }: { $role }
page-story-sending = Sendes akkurat nå via { $channel }: { $role }
page-story-begun = Et svar ble påbegynt
page-story-answered = Besvart
page-story-doubtful = Et tvilsomt svar kom; en robot kan ha gitt det, så det teller ikke
page-story-expired = Skjemaet stengte uten svar
page-story-given-up = Gitt opp: ingen melding kunne leveres
page-story-waiting = Venter på svar
page-story-closes = Skjemaet er åpent til { $at }. Ingen flere meldinger er planlagt.
page-story-ahead = Kommer via { $channel }: { $role }
page-story-held = Den venter på noens klarsignal, fordi { $reason }.
page-story-stops = Hva som ennå kan stoppe den
page-story-rules = Regel for regel

page-why-lead = Hvorfor noen fikk e-post eller ikke, i ord, for hver ordre som er meldt inn.
page-why-box = Hvorfor fikk noen ikke e-post?
page-why-ask = Spør
page-why-next = Neste: { $role }, { $at }.
page-why-whole = Hele historien
page-why-cut = Dette er de 20 nyeste. Et ordrenummer fører til én.
page-why-unknown-title = Ingenting er kjent om dette
page-why-unknown-text = Ingen slik ordre, adresse eller navn er meldt inn, så ingen kunne spørres. Sjekk:
page-why-check-spelling = Er det skrevet akkurat slik butikken sendte det?
page-why-check-reported = Meldte butikken inn ordren, og ble meldingen tatt imot?
page-why-check-address = Bestilte kunden med en annen adresse?

page-today-sent = spurt de siste 24 timene
page-today-answered = svar de siste 24 timene
page-today-due = skal gå de neste 24 timene
page-today-week = { $number } på 7 dager
page-today-week-ahead = { $number } de neste 7 dagene
page-today-answers = Nyeste svar
page-today-no-answers = Ingen svar ennå. De første vises her.
page-today-next = Går nå snart
page-today-nothing-due = Ingenting venter på å bli sendt.
page-today-connect = Slik melder du inn ordrer

page-first-storefront-title = Først butikken din
page-first-storefront-text = Oppgi butikken som spør, med tidssone og avsender.
page-first-campaign-title = Nå en kampanje
page-first-campaign-text = Den sier etter hvilken hendelse noen blir spurt, hvor lenge etter, og om hva.
page-first-event-title = Alt er klart for den første ordren
page-first-event-text = La butikken din melde inn en ordre. Innen et sekund ser du her hva som planlegges, eller hvorfor ikke.

page-wrong-restored = Databasen er gjenopprettet eller kopiert, så ingenting sendes. Forsikre deg om at ingen annen kopi sender, og frigi så kontoen.
page-wrong-kill-switch = Noen har stoppet all sending. Meldinger venter til kontoen frigis.
page-wrong-to-account = Til kontoen
page-wrong-paused =
    { $count ->
        [one] Én kampanje er satt på pause; meldingene venter.
       *[other] { $count } kampanjer er satt på pause; meldingene venter.
    }
page-wrong-to-campaigns = Til kampanjene
page-wrong-nameless = Avsender- eller postadresse mangler, og hver melding må oppgi den: { $storefronts }.
page-wrong-to-storefronts = Til butikkene
page-wrong-astray =
    { $more ->
        [yes] Mer enn { $count } meldinger kom ikke fram de siste 24 timene, eller ingen vet om de gjorde det.
       *[no] { $count ->
            [one] Én melding kom ikke fram de siste 24 timene, eller ingen vet om den gjorde det.
           *[other] { $count } meldinger kom ikke fram de siste 24 timene, eller ingen vet om de gjorde det.
        }
    }
page-wrong-look = Se på dem
page-wrong-silent = Ingen ordre er meldt inn siden { $at }. Er butikken fortsatt koblet til?

page-contacts-lead = Alle som en ordre har nevnt, de nyeste først.
page-contacts-search = Søk
page-contacts-all = Alle kontakter
page-contacts-none-title = Ingen er kjent ennå
page-contacts-none-text = Kontakter kommer av seg selv: med hver ordre butikken din melder inn.
page-contacts-unfound-title = Ingen slik er kjent
page-contacts-unfound-text = Adresser og numre finnes i sin helhet, navn etter hvordan de begynner.

page-contact-nameless = Uten navn
page-contact-erased = Slettet person
page-contact-erased-text = Personens opplysninger er slettet:
page-contact-name = Navn
page-contact-phone = Telefon
page-contact-external = Kundenummer
page-contact-since = Kjent siden
page-contact-known = Hva som er kjent
page-contact-language = Språk
page-contact-language-hint = Som en kort kode, for eksempel sv eller nb; tomt: butikkens.
page-contact-zone = Tidssone
page-contact-zone-hint = For eksempel Europe/Oslo; tomt: butikkens.
page-contact-channel = Foretrekker
page-contact-any-channel = har ikke sagt
page-contact-asked = Hva som er og blir spurt om
page-contact-never-asked = Personen er aldri spurt. «Hvorfor ikke?» sier hvorfor.
page-contact-consents = Samtykker
page-contact-no-consents = Ingen samtykke er registrert.
page-contact-everything = alt
page-contact-withdrawn = Trukket tilbake
page-contact-withdraw = Trekk samtykket tilbake
page-contact-withdraw-text = Ingenting sendes lenger til { $whom } på dette samtykket. For å endre det trengs et nytt samtykke.
page-contact-stops = Hva som stopper meldinger
page-contact-no-stops = Ingenting gjør det.
page-contact-stop-unsubscribed = Avmeldt for { $channel }.
page-contact-stop-bounced = En melding via { $channel } kunne ikke leveres.
page-contact-stop-complained = Meldte en melding via { $channel } som uønsket.
page-contact-stop-manual = Noen i virksomheten har sperret adressen for { $channel }.
page-contact-lift = Opphev
page-contact-lasting = Bare mottakeren kan trekke dette tilbake.
page-contact-less-often = Ba { $at } om færre forespørsler.
page-contact-later = Ba om ikke å høre fra dere før { $day }.
page-contact-rights = Personens rettigheter
page-contact-rights-text = Alle kan spørre hva som er kjent om dem, og be om å bli slettet. Begge deler står i revisjonsloggen.
page-contact-export = Last ned alt
page-contact-erase = Slett personen
page-contact-erase-text = Alt som er kjent om { $whom } slettes, i hver tabell, og det som er planlagt, avbrytes. Det kan ikke angres.
page-contact-erase-stays = Det som blir igjen, nevner ingen: at noen ble spurt, hvor mange stjerner de ga, og en kode for adressen så den aldri får e-post igjen.
page-contact-erase-word = slett
page-contact-erase-typed = Skriv «{ $word }» for å fortsette

page-said-erased = Personen er slettet.
page-said-contact-saved = Lagret.
page-said-withdrawn = Samtykket er trukket tilbake.
page-said-lifted = Opphevet: meldinger kan gå dit igjen.

fault-day-malformed = Skriv en dag, for eksempel 2026-03-01.

fault-clock-malformed = Skriv et klokkeslett, for eksempel 10:00.

fault-due-at-past = Tidspunktet er passert. Velg et senere.

fault-word-other = Det er et annet ord. Skriv ordet i anførselstegn.

fault-locale-malformed = Skriv et språk som en kort kode, for eksempel sv eller nb.

fault-zone-unknown = Skriv en tidssone med navnet, for eksempel Europe/Oslo.

act-invitation-moved = flyttet en forespørsel
act-invitation-cancelled = avbrøt en forespørsel
act-invitation-reopened = trakk en avbrytelse tilbake

act-invitations-exported = lastet ned en liste med forespørsler

act-contact-changed = endret en kontakt
act-contact-exported = lastet ned alle opplysninger om en kontakt
act-contact-erased = slettet en kontakt

act-consent-withdrawn = trakk et samtykke tilbake

act-suppression-lifted = opphevet en sperre av en adresse
