# Reglernas meningar. Nycklar och variabler som i texts/en/rules.ftl.

## How facts read

instant = { date } kl. { $clock } { $zone }
years = { $count } år
months = { $count ->
        [one] { $count } månad
       *[other] { $count } månader
    }
weeks = { $count ->
        [one] { $count } vecka
       *[other] { $count } veckor
    }
days = { $count ->
        [one] { $count } dag
       *[other] { $count } dagar
    }
hours = { $count ->
        [one] { $count } timme
       *[other] { $count } timmar
    }
minutes = { $count ->
        [one] { $count } minut
       *[other] { $count } minuter
    }
seconds = { $count ->
        [one] { $count } sekund
       *[other] { $count } sekunder
    }
and = { $first } och { $last }

## What one rule says

rule-campaign-inactive-pass = Kampanjen är på.
rule-campaign-inactive-hold = Kampanjen är pausad; meddelanden väntar tills den återupptas.
rule-campaign-inactive-refuse =
    { $state ->
        [plan-feature] Kontots plan har inga sådana kampanjer.
        [plan-limit] Så många kampanjer är på som kontots plan har plats för.
       *[off] Kampanjen är avstängd.
    }
rule-event-unmatched-refuse = Ingen kampanj frågar om den här typen av händelse i den här butiken.
rule-event-duplicate-pass = Händelsen hade inte rapporterats tidigare.
rule-event-duplicate-refuse = Butiken hade redan rapporterat händelsen, så inget nytt planeras.
rule-event-cancelled-pass = Beställningen är varken annullerad eller återbetald.
rule-event-cancelled-refuse = Beställningen annullerades eller återbetalades { $at }.
rule-event-on-hold-pass = Beställningen är inte pausad.
rule-event-on-hold-hold = Beställningen är pausad sedan { $since }; meddelandet väntar tills någon ger klartecken.
rule-event-too-old-pass =
    { $base ->
        [activation_date] Räknat från aktiveringsdatumet ska meddelandet gå { $due_at }
        [occurred_at_without_activation_date] Händelsen kom utan aktiveringsdatum. Räknat från själva händelsen ska meddelandet gå { $due_at }
        [service_invitation] Räknat från frågan om servicen ska meddelandet gå { $due_at }
       *[occurred_at] Meddelandet ska gå { $due_at }
    }; { $tolerance ->
        [none] det får inte gå senare.
       *[other] upp till { $tolerance } senare går bra.
    }
rule-event-too-old-refuse =
    { $base ->
        [activation_date] Räknat från aktiveringsdatumet skulle meddelandet ha gått { $due_at }
        [occurred_at_without_activation_date] Händelsen kom utan aktiveringsdatum. Räknat från själva händelsen skulle meddelandet ha gått { $due_at }
        [service_invitation] Räknat från frågan om servicen skulle meddelandet ha gått { $due_at }
       *[occurred_at] Meddelandet skulle ha gått { $due_at }
    }; { $tolerance ->
        [none] nu är det för sent att fråga.
       *[other] det är mer än { $tolerance } sedan och för sent att fråga.
    }
rule-products-none-pass = Det här är ingen fråga om varor, eller så framgår det av ordern vilka varor som köptes.
rule-products-none-refuse = Av ordern framgår inte vilka varor som köptes, så det finns inget att fråga om.
rule-products-service-first-pass = Ingen fråga om servicen måste gå först.
rule-products-service-first-hold =
    { $earliest ->
        [none] Frågan om servicen för den här ordern går först och väntar på någon i företaget; den här väntar med den.
       *[other] Frågan om servicen för den här ordern går först; den här får gå från { $earliest }.
    }
rule-audience-holdout-pass = Personen hör inte till den andel av kunderna som lämnas utanför.
rule-audience-holdout-refuse = Personen hör till de { $percent } % av kunderna som inte tillfrågas, så att man ser vad det ger att fråga.
rule-response-received-pass = Inget svar har kommit för den här beställningen än ({ $purpose }).
rule-response-received-refuse = Det har redan kommit ett svar för den här beställningen ({ $purpose }), så ingen får frågan igen.
rule-invitation-expired-pass =
    { $closes_at ->
        [none] Formulärets tid börjar räknas med det första meddelandet.
       *[other] Formuläret är öppet till { $closes_at }.
    }
rule-invitation-expired-refuse = Utskicken slutar ett dygn innan formuläret stänger, och det stänger { $closes_at }.
rule-recipient-later-pass = Mottagaren har inte bett om en senare dag, eller så har dagen kommit.
rule-recipient-later-hold = Mottagaren har bett att inte bli kontaktad före { $day }.
rule-contact-erased-pass = Personen har inte bett att få sina uppgifter raderade.
rule-contact-erased-refuse = Personen har bett att få sina uppgifter raderade, så inget skickas.
rule-suppressed-unsubscribed-pass = Mottagaren har inte avregistrerat sig.
rule-suppressed-unsubscribed-refuse = Mottagaren har avregistrerat sig från sådana här meddelanden via { $channel }.
rule-suppressed-bounced-pass = Inget meddelande till adressen har kommit tillbaka.
rule-suppressed-bounced-refuse = Ett tidigare meddelande via { $channel } gick inte att leverera.
rule-suppressed-complained-pass = Mottagaren har inte anmält våra meddelanden som oönskade.
rule-suppressed-complained-refuse = Mottagaren har anmält ett tidigare meddelande via { $channel } som oönskat.
rule-suppressed-manual-pass = Företaget har inte spärrat adressen.
rule-suppressed-manual-refuse = Någon på företaget har spärrat adressen för { $channel }.
rule-consent-missing-pass = Samtycke till { $channel } finns registrerat ({ $basis }).
rule-consent-missing-refuse = Det finns inget registrerat samtycke till sådana här meddelanden via { $channel }.
rule-channel-unreachable-pass = Det finns en adress för { $channel }.
rule-channel-unreachable-refuse = Personen har ingen användbar adress för { $channel }.
rule-frequency-campaign-pass =
    { $gap ->
        [none] Här gäller ingen minsta tid mellan sådana förfrågningar.
       *[other] Ingen annan sådan förfrågan ligger inom { $gap }.
    }
rule-frequency-campaign-refuse = För nära förfrågan { $previous }: det ska vara minst { $gap } mellan sådana förfrågningar, så nästa får gå från och med { $over_at }.
rule-frequency-pressure-pass =
    { $distinct ->
        [distinct] Det finns en annan förfrågan inom { $gap }, { $previous }, men den gäller en annan upplevelse, så båda får gå.
       *[none] { $gap ->
            [none] För det här meddelandet gäller ingen minsta tid mellan förfrågningar.
           *[other] Ingen annan förfrågan till personen ligger inom { $gap }.
        }
    }
rule-frequency-pressure-hold = För nära en annan förfrågan till samma person eller adress, { $previous }: det ska vara minst { $gap } mellan förfrågningar, så den här får gå från och med { $over_at }.
rule-frequency-pressure-refuse = För nära en annan förfrågan till samma person eller adress, { $previous }: det ska vara minst { $gap } mellan förfrågningar; den här skulle inte få gå före { $over_at }, och det vore för sent.
rule-frequency-displaced-hold = En viktigare förfrågan till personen går först; den här får gå från och med { $over_at }.
rule-frequency-displaced-refuse = En viktigare förfrågan till personen går först; den här skulle inte få gå före { $over_at }, och det vore för sent.
rule-reminder-off-pass = Det här är inte en påminnelse som någon har stängt av.
rule-reminder-off-refuse =
    { $when ->
        [creation] Påminnelser var avstängda när inbjudan planerades.
        [first_message] Påminnelser var avstängda när det första meddelandet gick ut.
        [since] Påminnelser har stängts av under tiden, och då får inbjudan aldrig någon.
       *[now] Påminnelser är avstängda.
    }
rule-reminder-order-reminded-pass = Det här är inte en andra påminnelse för samma beställning.
rule-reminder-order-reminded-refuse = Beställningen har redan fått sin enda påminnelse.
rule-reminder-product-pending-pass = Ingen förfrågan om produkter står i vägen för meddelandet.
rule-reminder-product-pending-refuse = En separat förfrågan om beställningens produkter är på väg, så det blir ingen påminnelse.
rule-reminder-first-unknown-pass = Det här är inte en påminnelse om ett meddelande som kanske aldrig kom fram.
rule-reminder-first-unknown-refuse = Ingen vet om det första meddelandet kom fram, så det blir ingen påminnelse om det.
rule-routing-followed-pass = Mottagaren har inte gått vidare till en annan omdömesplattform.
rule-routing-followed-refuse = Mottagaren gick vidare till en annan omdömesplattform den { $at }. Vad som skrevs där vet vi inte, så ingen frågar igen.
rule-brake-on-pass = Utskicken är inte stoppade, varken för kontot eller för kampanjen.
rule-brake-on-hold =
    { $cause ->
        [restored] Databasen har återställts eller kopierats; inget skickas förrän någon ger klartecken.
        [kill_switch] Någon har stoppat alla utskick för kontot; meddelanden väntar tills någon ger klartecken.
        [bounced] Kampanjen stannade av sig själv: { $faulty } av dess senaste { $messages } meddelanden gick inte att leverera. Den fortsätter när någon släpper på bromsen.
        [complained] Kampanjen stannade av sig själv: mottagare anmälde { $faulty } av dess senaste { $messages } meddelanden som oönskade. Den fortsätter när någon släpper på bromsen.
       *[other] Utskicken är stoppade tills någon ger klartecken.
    }
rule-brake-staged-pass = Ingen etapp av ett stort utskick håller tillbaka meddelandet.
rule-brake-staged-hold = Stora utskick går i etapper: { $went } av { $most } första meddelanden i kampanjen har gått, och nästa etapp öppnar { $opens_at }.
rule-quiet-hours-pass = Tiden på dygnet är inget hinder.
rule-quiet-hours-hold =
    { $opens_at ->
        [none] Det finns ingen tid på dygnet som passar i alla tidszoner där mottagaren kan vara.
       *[other] Det är utanför tiderna för sådana meddelanden där mottagaren är; de börjar igen { $opens_at }.
    }
rule-invitation-cancelled-refuse = Inbjudan har avbrutits.
rule-invitation-moved-pass = Klartecken har getts; flyttat från { $from } till { $to }.

## What came of it

outcome-scheduled = Planerat till { $due_at }.
outcome-send = Skickades i väg { $due_at }.
outcome-hold =
    { $due_at ->
        [none] Väntar tills någon ger klartecken{ $because }.
       *[other] Väntar till { $due_at }{ $because }.
    }
outcome-refused =
    { $stage ->
        [plan] Planerades inte{ $because }.
       *[send] Skickades inte{ $because }.
    }
outcome-cancelled = Avbröts{ $because }.
outcome-moved = Klartecken har getts; flyttat till { $due_at }.
because = , eftersom { $reason }

## Why, in a few words, after "because"

reason-campaign-inactive = kampanjen är pausad eller avstängd
reason-event-unmatched = ingen kampanj frågar om den här typen av händelse
reason-event-duplicate = händelsen redan hade rapporterats
reason-event-cancelled = beställningen är annullerad eller återbetald
reason-event-on-hold = beställningen är pausad
reason-event-too-old = det hade blivit för sent
reason-products-none = ordern säger inget om varor
reason-products-service-first = frågan om servicen går först
reason-audience-holdout = personen hör till den andel som inte tillfrågas
reason-response-received = svaret redan har kommit
reason-invitation-expired = formuläret stänger för snart eller har stängt
reason-recipient-later = mottagaren har bett att få vänta
reason-contact-erased = personen har bett att få sina uppgifter raderade
reason-suppressed-unsubscribed = mottagaren har avregistrerat sig
reason-suppressed-bounced = ett tidigare meddelande inte gick att leverera
reason-suppressed-complained = mottagaren har anmält ett tidigare meddelande som oönskat
reason-suppressed-manual = företaget har spärrat adressen
reason-consent-missing = det inte finns något registrerat samtycke
reason-channel-unreachable = det inte finns någon användbar adress
reason-frequency-campaign = en annan sådan förfrågan ligger för nära i tiden
reason-frequency-pressure = en annan förfrågan till personen ligger för nära i tiden
reason-frequency-displaced = en viktigare förfrågan går först
reason-reminder-off = påminnelser är eller var avstängda
reason-reminder-order-reminded = beställningen redan har fått sin påminnelse
reason-reminder-product-pending = en förfrågan om produkterna är på väg
reason-reminder-first-unknown = ingen vet om det första meddelandet kom fram
reason-routing-followed = mottagaren gick vidare till en annan omdömesplattform
reason-brake-on = utskicken är stoppade
reason-brake-staged = ett stort utskick går i etapper
reason-quiet-hours = det är för tidigt eller för sent på dygnet
reason-invitation-cancelled = någon drog tillbaka inbjudan
reason-invitation-moved = tiden flyttades

## Words

stage-plan = vid planeringen
stage-send = före utskicket
outcome-word-scheduled = planerat
outcome-word-send = på väg
outcome-word-hold = väntar
outcome-word-refused = nekat
outcome-word-cancelled = avbrutet
outcome-word-moved = flyttat
verdict-pass = ja
verdict-hold = vänta
verdict-refuse = nej
invitation-scheduled = planerad
invitation-sent = skickad
invitation-opened = öppnad
invitation-started = påbörjad
invitation-completed = besvarad
invitation-expired = utgången
invitation-cancelled = avbruten
invitation-refused = skickades inte
invitation-failed = misslyckad
message-queued = i kö
message-sending = skickas
message-unknown = okänt om det kom fram
message-sent = skickat
message-delivered = levererat
message-opened = öppnat
message-clicked = klickat
message-failed = misslyckat
message-bounced = kom tillbaka
message-cancelled = avbrutet
role-first = första meddelandet
role-follow-up = uppföljning
role-reminder = påminnelse
channel-email = e-post
channel-sms = sms
channel-whatsapp = WhatsApp
purpose-service-review = omdöme om servicen
purpose-product-review = omdöme om en produkt
purpose-survey = enkät
purpose-rebooking = ny bokning
basis-consent = lämnat av mottagaren
basis-double-opt-in = lämnat och bekräftat
basis-existing-customer = befintlig kund
basis-contract = avtal
