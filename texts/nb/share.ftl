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
page-scope-reports-read = Se rapporter
