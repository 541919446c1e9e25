# Reglenes setninger. Nøkler og variabler som i texts/en/rules.ftl.

## How facts read

instant = { date } kl. { $clock } { $zone }
years = { $count } år
months = { $count ->
        [one] { $count } måned
       *[other] { $count } måneder
    }
weeks = { $count ->
        [one] { $count } uke
       *[other] { $count } uker
    }
days = { $count ->
        [one] { $count } dag
       *[other] { $count } dager
    }
hours = { $count ->
        [one] { $count } time
       *[other] { $count } timer
    }
minutes = { $count ->
        [one] { $count } minutt
       *[other] { $count } minutter
    }
seconds = { $count ->
        [one] { $count } sekund
       *[other] { $count } sekunder
    }
and = { $first } og { $last }

## What one rule says

rule-campaign-inactive-pass = Kampanjen er på.
rule-campaign-inactive-hold = Kampanjen er satt på pause; meldinger venter til den gjenopptas.
rule-campaign-inactive-refuse =
    { $state ->
        [plan-feature] Kontoens plan har ikke slike kampanjer.
        [plan-limit] Så mange kampanjer er på som kontoens plan har plass til.
       *[off] Kampanjen er slått av.
    }
rule-event-unmatched-refuse = Ingen kampanje spør om denne typen hendelse i denne butikken.
rule-event-duplicate-pass = Hendelsen var ikke meldt inn før.
rule-event-duplicate-refuse = Butikken hadde allerede meldt inn hendelsen, så det planlegges ikke noe nytt.
rule-event-cancelled-pass = Bestillingen er verken avbestilt eller refundert.
rule-event-cancelled-refuse = Bestillingen ble avbestilt eller refundert { $at }.
rule-event-on-hold-pass = Bestillingen er ikke satt på vent.
rule-event-on-hold-hold = Bestillingen har vært satt på vent siden { $since }; meldingen venter til noen gir klarsignal.
rule-event-too-old-pass =
    { $base ->
        [activation_date] Regnet fra aktiveringsdatoen skal meldingen sendes { $due_at }
        [occurred_at_without_activation_date] Hendelsen kom uten aktiveringsdato. Regnet fra selve hendelsen skal meldingen sendes { $due_at }
        [service_invitation] Regnet fra spørsmålet om servicen skal meldingen sendes { $due_at }
       *[occurred_at] Meldingen skal sendes { $due_at }
    }; { $tolerance ->
        [none] den kan ikke sendes senere.
       *[other] inntil { $tolerance } senere er greit.
    }
rule-event-too-old-refuse =
    { $base ->
        [activation_date] Regnet fra aktiveringsdatoen skulle meldingen vært sendt { $due_at }
        [occurred_at_without_activation_date] Hendelsen kom uten aktiveringsdato. Regnet fra selve hendelsen skulle meldingen vært sendt { $due_at }
        [service_invitation] Regnet fra spørsmålet om servicen skulle meldingen vært sendt { $due_at }
       *[occurred_at] Meldingen skulle vært sendt { $due_at }
    }; { $tolerance ->
        [none] nå er det for sent å spørre.
       *[other] det er mer enn { $tolerance } siden og for sent å spørre.
    }
rule-products-none-pass = Dette er ikke et spørsmål om varer, eller ordren sier hvilke varer som ble kjøpt.
rule-products-none-refuse = Ordren sier ikke hvilke varer som ble kjøpt, så det er ingenting å spørre om.
rule-products-service-first-pass = Ingen forespørsel om servicen må gå først.
rule-products-service-first-hold =
    { $earliest ->
        [none] Spørsmålet om servicen for denne ordren går først og venter på noen i bedriften; dette venter med det.
       *[other] Spørsmålet om servicen for denne ordren går først; dette kan gå fra { $earliest }.
    }
rule-audience-holdout-pass = Personen hører ikke til den andelen av kundene som holdes utenfor.
rule-audience-holdout-refuse = Personen hører til de { $percent } % av kundene som ikke blir spurt, slik at man ser hva det gir å spørre.
rule-response-received-pass = Det har ikke kommet noe svar for denne bestillingen ennå ({ $purpose }).
rule-response-received-refuse = Det har allerede kommet et svar for denne bestillingen ({ $purpose }), så ingen blir spurt igjen.
rule-invitation-expired-pass =
    { $closes_at ->
        [none] Fristen for skjemaet begynner å løpe med den første meldingen.
       *[other] Skjemaet er åpent til { $closes_at }.
    }
rule-invitation-expired-refuse = Meldingene stopper et døgn før skjemaet stenger, og det stenger { $closes_at }.
rule-recipient-later-pass = Mottakeren har ikke bedt om en senere dag, eller så er dagen kommet.
rule-recipient-later-hold = Mottakeren har bedt om ikke å bli kontaktet før { $day }.
rule-contact-erased-pass = Personen har ikke bedt om å få opplysningene sine slettet.
rule-contact-erased-refuse = Personen har bedt om å få opplysningene sine slettet, så ingenting sendes.
rule-suppressed-unsubscribed-pass = Mottakeren har ikke meldt seg av.
rule-suppressed-unsubscribed-refuse = Mottakeren har meldt seg av slike meldinger på { $channel }.
rule-suppressed-bounced-pass = Ingen melding til adressen har kommet i retur.
rule-suppressed-bounced-refuse = En tidligere melding på { $channel } kunne ikke leveres.
rule-suppressed-complained-pass = Mottakeren har ikke rapportert meldingene våre som uønsket.
rule-suppressed-complained-refuse = Mottakeren har rapportert en tidligere melding på { $channel } som uønsket.
rule-suppressed-manual-pass = Bedriften har ikke sperret adressen.
rule-suppressed-manual-refuse = Noen i bedriften har sperret adressen for { $channel }.
rule-consent-missing-pass = Samtykke til { $channel } er registrert ({ $basis }).
rule-consent-missing-refuse = Det er ikke registrert noe samtykke til slike meldinger på { $channel }.
rule-channel-unreachable-pass = Det finnes en adresse for { $channel }.
rule-channel-unreachable-refuse = Personen har ingen brukbar adresse for { $channel }.
rule-frequency-campaign-pass =
    { $gap ->
        [none] Her gjelder det ingen minstetid mellom slike forespørsler.
       *[other] Ingen annen slik forespørsel ligger innenfor { $gap }.
    }
rule-frequency-campaign-refuse = For tett på forespørselen { $previous }: det skal være minst { $gap } mellom slike forespørsler, så den neste kan sendes fra og med { $over_at }.
rule-frequency-pressure-pass =
    { $distinct ->
        [distinct] Det finnes en annen forespørsel innenfor { $gap }, { $previous }, men den gjelder en annen opplevelse, så begge kan sendes.
       *[none] { $gap ->
            [none] For denne meldingen gjelder det ingen minstetid mellom forespørsler.
           *[other] Ingen annen forespørsel til personen ligger innenfor { $gap }.
        }
    }
rule-frequency-pressure-hold = For tett på en annen forespørsel til samme person eller adresse, { $previous }: det skal være minst { $gap } mellom forespørsler, så denne kan sendes fra og med { $over_at }.
rule-frequency-pressure-refuse = For tett på en annen forespørsel til samme person eller adresse, { $previous }: det skal være minst { $gap } mellom forespørsler; denne kunne ikke sendes før { $over_at }, og det ville være for sent.
rule-frequency-displaced-hold = En viktigere forespørsel til personen går først; denne kan sendes fra og med { $over_at }.
rule-frequency-displaced-refuse = En viktigere forespørsel til personen går først; denne kunne ikke sendes før { $over_at }, og det ville være for sent.
rule-reminder-off-pass = Dette er ikke en påminnelse som noen har slått av.
rule-reminder-off-refuse =
    { $when ->
        [creation] Påminnelser var slått av da invitasjonen ble planlagt.
        [first_message] Påminnelser var slått av da den første meldingen gikk ut.
        [since] Påminnelser er blitt slått av i mellomtiden, og da får invitasjonen aldri noen.
       *[now] Påminnelser er slått av.
    }
rule-reminder-order-reminded-pass = Dette er ikke en påminnelse nummer to for samme bestilling.
rule-reminder-order-reminded-refuse = Bestillingen har allerede fått sin ene påminnelse.
rule-reminder-product-pending-pass = Ingen forespørsel om produkter står i veien for meldingen.
rule-reminder-product-pending-refuse = En egen forespørsel om produktene i bestillingen er på vei, så det blir ingen påminnelse.
rule-reminder-first-unknown-pass = Dette er ikke en påminnelse om en melding som kanskje aldri kom frem.
rule-reminder-first-unknown-refuse = Ingen vet om den første meldingen kom frem, så det blir ingen påminnelse om den.
rule-routing-followed-pass = Mottakeren har ikke gått videre til en annen omtaleplattform.
rule-routing-followed-refuse = Mottakeren gikk videre til en annen omtaleplattform { $at }. Hva som ble skrevet der, vet vi ikke, så ingen spør igjen.
rule-brake-on-pass = Utsendingen er ikke stoppet, verken for kontoen eller for kampanjen.
rule-brake-on-hold =
    { $cause ->
        [restored] Databasen er gjenopprettet eller kopiert; ingenting sendes før noen gir klarsignal.
        [kill_switch] Noen har stoppet all utsending for kontoen; meldinger venter til noen gir klarsignal.
        [bounced] Kampanjen stoppet av seg selv: { $faulty } av de siste { $messages } meldingene kunne ikke leveres. Den fortsetter når noen slipper bremsen.
        [complained] Kampanjen stoppet av seg selv: mottakere meldte { $faulty } av de siste { $messages } meldingene som uønsket. Den fortsetter når noen slipper bremsen.
       *[other] Utsendingen er stoppet til noen gir klarsignal.
    }
rule-brake-staged-pass = Ingen etappe av en stor utsending holder meldingen tilbake.
rule-brake-staged-hold = Store utsendinger går i etapper: { $went } av { $most } førstemeldinger i kampanjen er sendt, og neste etappe åpner { $opens_at }.
rule-quiet-hours-pass = Tiden på døgnet er ikke til hinder.
rule-quiet-hours-hold =
    { $opens_at ->
        [none] Det finnes ingen tid på døgnet som passer i alle tidssonene mottakeren kan være i.
       *[other] Det er utenfor tidene for slike meldinger der mottakeren er; de begynner igjen { $opens_at }.
    }
rule-invitation-cancelled-refuse = Invitasjonen ble avbrutt.
rule-invitation-moved-pass = Klarsignalet er gitt; flyttet fra { $from } til { $to }.

## What came of it

outcome-scheduled = Planlagt til { $due_at }.
outcome-send = Sendt av gårde { $due_at }.
outcome-hold =
    { $due_at ->
        [none] Venter til noen gir klarsignal{ $because }.
       *[other] Venter til { $due_at }{ $because }.
    }
outcome-refused =
    { $stage ->
        [plan] Ikke planlagt{ $because }.
       *[send] Ikke sendt{ $because }.
    }
outcome-cancelled = Avbrutt{ $because }.
outcome-moved = Klarsignalet er gitt; flyttet til { $due_at }.
because = , fordi { $reason }

## Why, in a few words, after "because"

reason-campaign-inactive = kampanjen er satt på pause eller slått av
reason-event-unmatched = ingen kampanje spør om denne typen hendelse
reason-event-duplicate = hendelsen allerede var meldt inn
reason-event-cancelled = bestillingen er avbestilt eller refundert
reason-event-on-hold = bestillingen er satt på vent
reason-event-too-old = det ville ha blitt for sent
reason-products-none = ordren sier ingenting om varer
reason-products-service-first = spørsmålet om servicen går først
reason-audience-holdout = personen hører til andelen som ikke blir spurt
reason-response-received = svaret allerede har kommet
reason-invitation-expired = skjemaet stenger for snart eller har stengt
reason-recipient-later = mottakeren har bedt om å få vente
reason-contact-erased = personen har bedt om å få opplysningene sine slettet
reason-suppressed-unsubscribed = mottakeren har meldt seg av
reason-suppressed-bounced = en tidligere melding ikke kunne leveres
reason-suppressed-complained = mottakeren har rapportert en tidligere melding som uønsket
reason-suppressed-manual = bedriften har sperret adressen
reason-consent-missing = det ikke er registrert noe samtykke
reason-channel-unreachable = det ikke finnes noen brukbar adresse
reason-frequency-campaign = en annen slik forespørsel ligger for tett i tid
reason-frequency-pressure = en annen forespørsel til personen ligger for tett i tid
reason-frequency-displaced = en viktigere forespørsel går først
reason-reminder-off = påminnelser er eller var slått av
reason-reminder-order-reminded = bestillingen allerede har fått sin påminnelse
reason-reminder-product-pending = en forespørsel om produktene er på vei
reason-reminder-first-unknown = ingen vet om den første meldingen kom frem
reason-routing-followed = mottakeren gikk videre til en annen omtaleplattform
reason-brake-on = utsendingen er stoppet
reason-brake-staged = en stor utsending går i etapper
reason-quiet-hours = det er for tidlig eller for sent på døgnet
reason-invitation-cancelled = noen trakk invitasjonen tilbake
reason-invitation-moved = tiden ble flyttet

## Words

stage-plan = ved planleggingen
stage-send = før utsendingen
outcome-word-scheduled = planlagt
outcome-word-send = på vei
outcome-word-hold = venter
outcome-word-refused = avslått
outcome-word-cancelled = avbrutt
outcome-word-moved = flyttet
verdict-pass = ja
verdict-hold = vent
verdict-refuse = nei
invitation-scheduled = planlagt
invitation-sent = sendt
invitation-opened = åpnet
invitation-started = påbegynt
invitation-completed = besvart
invitation-expired = utløpt
invitation-cancelled = avbrutt
invitation-refused = ikke sendt
invitation-failed = mislyktes
message-queued = i kø
message-sending = sendes
message-unknown = ukjent om den kom frem
message-sent = sendt
message-delivered = levert
message-opened = åpnet
message-clicked = klikket
message-failed = mislyktes
message-bounced = kom i retur
message-cancelled = avbrutt
role-first = første melding
role-follow-up = oppfølging
role-reminder = påminnelse
channel-email = e-post
channel-sms = SMS
channel-whatsapp = WhatsApp
purpose-service-review = omtale av servicen
purpose-product-review = omtale av et produkt
purpose-survey = undersøkelse
purpose-rebooking = ny bestilling
basis-consent = gitt av mottakeren
basis-double-opt-in = gitt og bekreftet
basis-existing-customer = eksisterende kunde
basis-contract = avtale
