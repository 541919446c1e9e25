## Det som går fel, och vad man gör åt det

page-campaign-is-braked = Har stannat av sig själv
page-said-campaign-released = Kampanjen fortsätter. Det som väntade går vid nästa sändningstid.
page-brake-bounced = ”{ $campaign }” stannade av sig själv: { $faulty } av de senaste { $messages } meddelandena gick inte att leverera.
page-brake-complained = ”{ $campaign }” stannade av sig själv: { $faulty } av de senaste { $messages } meddelandena anmäldes som oönskade.
page-brake-warning = { $faulty } av de senaste { $messages } meddelandena i ”{ $campaign }” anmäldes som oönskade. Kampanjen stannar av sig själv över 3 på 1 000.
page-brake-release = Släpp kampanjens broms
page-brake-release-text = Det som väntar prövas på nytt och går vid nästa sändningstid. Bara meddelanden som skickas från och med nu räknas.
page-brake-release-now = Släpp bromsen nu
page-brake-advice-bounced = Innan du fortsätter: är adresserna gamla eller felskrivna, och klarar avsändarens domän kontrollen?
page-brake-advice-complained = Innan du fortsätter: väntade sig mottagarna ett mejl från er, och känner de igen avsändaren?
act-campaign-released = släppte bromsen på en kampanj som hade stannat av sig själv

## Vad påminnelser gav

page-effect = Vad påminnelser ger
page-effect-lead = Hur många svar som kom genom påminnelsen, och vad en ändrad väntetid gjorde. Efter varje andel står det spann där den sanna ligger, 95 gånger av 100.
page-effect-none = Ingen kampanj har påmint någon än
page-effect-none-text = Slå på påminnelser för en kampanj, så räknas här vad de ger.
page-effect-nothing-yet = Inte tillräckligt många svar än.
page-effect-share =
    { $count ->
        [one] Ett av { $of } svar kom genom påminnelsen: { $share } ({ $between }).
       *[other] { $count } av { $of } svar kom genom påminnelsen: { $share } ({ $between }).
    }
page-effect-between = { $low } till { $high }
page-effect-compared =
    { $verdict ->
        [better] En påminnelse efter { $after } besvaras oftare än en efter { $before }: { $is } i stället för { $was }.
        [worse] En påminnelse efter { $after } besvaras mer sällan än en efter { $before }: { $is } i stället för { $was }.
       *[same] En påminnelse efter { $after } besvaras i { $is } av fallen, en efter { $before } i { $was }. Skillnaden kan vara en slump.
    }
page-effect-table = Svar på påminnelser, efter väntetid
page-effect-from = Sedan
page-effect-after = Påminner efter
page-effect-off = inga påminnelser
page-effect-reminded = Påminnelser
page-effect-rate = Svarade efter påminnelse
page-effect-by = Av alla svar

## Vad som nekades

page-refusals = Vad som inte skickades
page-refusals-lead = Hur ofta varje regel stoppade ett meddelande. Varje tal öppnar listan bakom det.
page-refusals-all-campaigns = Alla kampanjer
page-refusals-rule = Skäl
page-refusals-count = Hur ofta
page-refusals-none = Inget nekades
page-refusals-none-text = De här dagarna stoppade ingen regel något meddelande.
page-refused-lead = Det senaste först. Varje rad leder till hela historien, regel för regel.
page-refused-at = Avgjort
page-refused-stage = När

## Vad företaget säger om en beställning

page-order = Beställningen
page-order-text = Det du anger här prövas före varje meddelande.
page-order-is-held = Väntar
page-order-is-cancelled = Avbeställd
page-order-hold = Beställningen är försenad
page-order-release = Beställningen fortsätter
page-order-cancel = Beställningen avbeställdes
page-order-cancel-text = Ingen får frågor om beställningen längre: allt som är köat ställs in, i alla kanaler. Det går inte att ångra.
page-order-cancel-now = Ja, den avbeställdes
page-order-day = Börjar den
page-order-day-hint = Leverans, avresa eller start. Det som är köat flyttas med, där kampanjen räknar från den dagen.
page-order-day-save = Ändra dagen
page-said-order-held = Beställningen väntar, och dess meddelanden med den.
page-said-order-released = Beställningen fortsätter. Det som väntade går vid nästa sändningstid.
page-said-order-cancelled = Beställningen är avbeställd: ingen får frågor om den.
page-said-order-changed = Dagen är ändrad, och det som var köat planerades om.
page-said-order-day-unreadable = Det är ingen dag. Inget ändrades.
act-order-held = lät en beställning vänta
act-order-released = släppte en beställning
act-order-cancelled = avbeställde en beställning
act-order-changed = ändrade dagen för en beställning
page-scope-reports-read = Se rapporter

## How products are rated

page-product-ratings = Hur produkter får betyg
page-product-ratings-lead = Vad kunder som svarade gav varje produkt. Efter varje medelvärde står det spann där det sanna ligger, 95 gånger av 100: det är brett där få har svarat.
page-product-ratings-none = Ingen har betygsatt en produkt än
page-product-ratings-none-text = Fråga också om produkterna i en order, så räknas deras stjärnor här.
page-product-ratings-name = Produkt
page-product-ratings-sku = Nummer
page-product-ratings-count = Betyg
page-product-ratings-mean = Stjärnor i snitt
