# Who is left out, and what asking brings; what points to other platforms; what a plan has.

page-account-holdout = Holdes utenfor ved loddtrekning, i prosent
page-account-holdout-hint = Så mange av hundre kunder blir aldri spurt. Det de gjør, viser hva det gir å spørre. 0: alle kan bli spurt.
page-account-holdout-report = Hva det gir å spørre
page-holdout = Hva det gir å spørre
page-holdout-lead = Noen kunder, valgt ved loddtrekning, blir aldri spurt. Det de gjør, sammenlignes med hva de gjør som blir spurt.
page-holdout-off = Ingen holdes utenfor nå. Hold fem eller ti av hundre kunder utenfor, så ser du her om noen uker hva det gir å spørre.
page-holdout-on = { $count } av hundre kunder holdes utenfor nå.
page-holdout-none = Det er ingenting å sammenligne ennå
page-holdout-set = Velg hvor mange
page-holdout-answered = Svarte
page-holdout-ordered = Bestilte igjen
page-holdout-who = Kunder
page-holdout-asked = Spurt
page-holdout-held-out = Ikke spurt
page-holdout-share = Andel
page-holdout-interval = Sikkert mellom
page-holdout-people = Personer
page-holdout-count = { $count } av { $of }
page-holdout-too-few = Det er for lite ennå til å si noe.
page-holdout-unclear = Det går ennå ikke an å si om det gjør noen forskjell å spørre.
page-holdout-more = Av hundre kunder som blir spurt, gjør { $low } til { $high } flere det enn av dem som ikke blir spurt.
page-holdout-fewer = Av hundre kunder som blir spurt, gjør { $low } til { $high } færre det enn av dem som ikke blir spurt.
page-holdout-how = Hver person telles én gang: fra den første bestillingen der bare loddet avgjorde om det ble spurt, i 90 dager. Spennene er slik at 95 av 100 inneholder den sanne verdien.
act-account-plan-changed = endret planen
fault-plan-feature = Planen din har ingen produktomtaler. Be den som driver Afterword for dere om en større plan.
fault-plan-limit = Så mange kampanjer er på som planen din har plass til. Slå av en annen først, eller be den som driver Afterword for dere om en større plan.
page-plan = Plan
page-plan-free = Én kampanje om gangen, uten produktomtaler.
page-plan-standard = Fem kampanjer samtidig, med produktomtaler.
page-plan-enterprise = Alt, uten grenser.
page-application = Bruk innstillingene i andre butikker
page-application-lead = Det som spør om det samme der, får innstillingene til denne kampanjen. Navnene beholdes, og det som er på eller av, forblir slik. Du kan angre etterpå.
page-application-changed = Endres
page-application-made = Ny kampanje
page-application-made-on = Her spør ingen om dette ennå. Butikken får sin egen kampanje, som er på med en gang.
page-application-made-off = Her spør ingen om dette ennå. Butikken får sin egen kampanje, som fortsatt er av.
page-application-unseen = Bare innstillinger som ikke gjør noe akkurat nå, endres.
page-application-change = { $after } i stedet for { $before }
page-application-steps = Meldinger
page-application-steps-change = I en annen rekkefølge eller i andre kanaler
page-application-strikes =
    { $count ->
        [one] { $count } påminnelse i kø avlyses for godt.
       *[other] { $count } påminnelser i kø avlyses for godt.
    }
page-application-same =
    { $count ->
        [one] { $count } annen butikk har allerede disse innstillingene.
       *[other] { $count } andre butikker har allerede disse innstillingene.
    }
page-application-rest =
    { $count ->
        [one] Og { $count } butikk til
       *[other] Og { $count } butikker til
    }
page-application-do = Bruk dem der
page-application-none = Det er ingenting å endre
page-application-back = Tilbake til kampanjen
page-application-alone = Dette er den eneste butikken din
page-application-alone-text = Når det finnes en til, kan du bruke innstillingene der også.
page-application-unpicked = Velg minst én butikk.
page-application-overtaken = Noe ble endret siden du så på det, så ingenting er gjort ennå. Dette ville endres nå.
page-application-refused = { $storefront } tok dem ikke imot: { $why }
page-application-refused-otherwise = det går ikke der nå.
page-application-refused-more =
    { $count ->
        [one] { $count } til tok dem ikke imot.
       *[other] { $count } til tok dem ikke imot.
    }
page-said-application =
    { $count ->
        [0] Brukes ikke i noen annen butikk.
        [one] Brukes nå i { $count } butikk.
       *[other] Brukes nå i { $count } butikker.
    }
page-said-application-undone =
    { $count ->
        [one] Angret i { $count } butikk. En kampanje som ble laget, er av; avlyste påminnelser forblir avlyst.
       *[other] Angret i { $count } butikker. Kampanjer som ble laget, er av; avlyste påminnelser forblir avlyst.
    }
fault-campaign-changed = Noen endret kampanjen der i mellomtiden.
fault-template-purpose = Malen er for kampanjer med et annet formål.
