## Det som går galt, og hva man gjør med det

page-campaign-is-braked = Har stoppet av seg selv
page-said-campaign-released = Kampanjen fortsetter. Det som ventet, går ved neste sendetid.
page-brake-bounced = «{ $campaign }» stoppet av seg selv: { $faulty } av de siste { $messages } meldingene kunne ikke leveres.
page-brake-complained = «{ $campaign }» stoppet av seg selv: { $faulty } av de siste { $messages } meldingene ble meldt som uønsket.
page-brake-warning = { $faulty } av de siste { $messages } meldingene i «{ $campaign }» ble meldt som uønsket. Kampanjen stopper av seg selv over 3 av 1 000.
page-brake-release = Slipp bremsen på kampanjen
page-brake-release-text = Det som venter, vurderes på nytt og går ved neste sendetid. Bare meldinger som sendes fra nå av, telles.
page-brake-release-now = Slipp bremsen nå
page-brake-advice-bounced = Før du fortsetter: Er adressene gamle eller feilskrevet, og består avsenderens domene kontrollen?
page-brake-advice-complained = Før du fortsetter: Ventet mottakerne en e-post fra dere, og kjenner de igjen avsenderen?
act-campaign-released = slapp bremsen på en kampanje som hadde stoppet av seg selv

## Hva påminnelser ga

page-effect = Hva påminnelser gir
page-effect-lead = Hvor mange svar som kom via påminnelsen, og hva en endret ventetid gjorde. Etter hver andel står det spennet der den sanne ligger, 95 av 100 ganger.
page-effect-none = Ingen kampanje har påminnet noen ennå
page-effect-none-text = Slå på påminnelser for en kampanje, så telles det her hva de gir.
page-effect-nothing-yet = Ikke nok svar ennå.
page-effect-share =
    { $count ->
        [one] Ett av { $of } svar kom via påminnelsen: { $share } ({ $between }).
       *[other] { $count } av { $of } svar kom via påminnelsen: { $share } ({ $between }).
    }
page-effect-between = { $low } til { $high }
page-effect-compared =
    { $verdict ->
        [better] En påminnelse etter { $after } besvares oftere enn en etter { $before }: { $is } i stedet for { $was }.
        [worse] En påminnelse etter { $after } besvares sjeldnere enn en etter { $before }: { $is } i stedet for { $was }.
       *[same] En påminnelse etter { $after } besvares i { $is } av tilfellene, en etter { $before } i { $was }. Forskjellen kan være tilfeldig.
    }
page-effect-table = Svar på påminnelser, etter ventetid
page-effect-from = Siden
page-effect-after = Påminner etter
page-effect-off = ingen påminnelser
page-effect-reminded = Påminnelser
page-effect-rate = Svarte etter påminnelse
page-effect-by = Av alle svar

## Hva som ble avvist

page-refusals = Hva som ikke ble sendt
page-refusals-lead = Hvor ofte hver regel stoppet en melding. Hvert tall åpner listen bak det.
page-refusals-all-campaigns = Alle kampanjer
page-refusals-rule = Grunn
page-refusals-count = Hvor ofte
page-refusals-none = Ingenting ble avvist
page-refusals-none-text = Disse dagene stoppet ingen regel noen melding.
page-refused-lead = Det siste først. Hver linje fører til hele historien, regel for regel.
page-refused-at = Avgjort
page-refused-stage = Når

## Hva virksomheten sier om en bestilling

page-order = Bestillingen
page-order-text = Det du angir her, vurderes før hver melding.
page-order-is-held = På vent
page-order-is-cancelled = Avbestilt
page-order-hold = Bestillingen er forsinket
page-order-release = Bestillingen fortsetter
page-order-cancel = Bestillingen ble avbestilt
page-order-cancel-text = Ingen blir spurt om denne bestillingen mer: Alt som står i kø, avlyses i alle kanaler. Dette kan ikke angres.
page-order-cancel-now = Ja, den ble avbestilt
page-order-day = Begynner
page-order-day-hint = Levering, avreise eller start. Det som står i kø, flyttes med der kampanjen teller fra den dagen.
page-order-day-save = Endre dagen
page-said-order-held = Bestillingen er på vent, og meldingene venter med den.
page-said-order-released = Bestillingen fortsetter. Det som ventet, går ved neste sendetid.
page-said-order-cancelled = Bestillingen er avbestilt: Ingen blir spurt om den.
page-said-order-changed = Dagen er endret, og det som sto i kø, ble planlagt på nytt.
page-said-order-day-unreadable = Det er ingen dag. Ingenting ble endret.
act-order-held = satte en bestilling på vent
act-order-released = slapp en bestilling fri
act-order-cancelled = avbestilte en bestilling
act-order-changed = endret dagen for en bestilling
page-scope-reports-read = Se rapporter

## How products are rated

page-product-ratings = Hvordan produkter vurderes
page-product-ratings-lead = Hva kunder som svarte ga hvert produkt. Etter hvert snitt står det spennet der det sanne ligger, 95 av 100 ganger: det er bredt der få har svart.
page-product-ratings-none = Ingen har vurdert et produkt ennå
page-product-ratings-none-text = Spør også om produktene i en ordre, så telles stjernene deres her.
page-product-ratings-name = Produkt
page-product-ratings-sku = Nummer
page-product-ratings-count = Vurderinger
page-product-ratings-mean = Stjerner i snitt
