# Det, modtagere læser på de sider, som linkene i en mail fører til. Nøgler og variabler som i
# texts/en/recipient.ftl.

date = { $day }. { $month ->
        [1] januar
        [2] februar
        [3] marts
        [4] april
        [5] maj
        [6] juni
        [7] juli
        [8] august
        [9] september
        [10] oktober
        [11] november
       *[12] december
    } { $year }
recipient-form-title = Hvad syntes du om { $shop }?
recipient-form-lead = Det drejer sig om { $reference }. Et ærligt svar, godt eller dårligt, hjælper mest.
recipient-route-lead = Det handler om { $reference }. Anmeldelsen skrives på { $platform }, et andet websted. En ærlig anmeldelse, god eller dårlig, hjælper mest.
recipient-route-button = Fortsæt til { $platform }
recipient-route-note = Vi noterer, at du gik videre, og får ikke at vide, hvad du skriver der.
recipient-question-rating = Hvor tilfreds er du?
recipient-question-comment = Hvad var godt, hvad kan blive bedre?
recipient-optional = valgfrit
recipient-stars = { $stars } af { $most }
recipient-stars-1 = Meget utilfreds
recipient-stars-2 = Utilfreds
recipient-stars-3 = Nogenlunde
recipient-stars-4 = Tilfreds
recipient-stars-5 = Meget tilfreds
recipient-send = Send
recipient-send-change = Gem ændringen
recipient-save = Gem og fortsæt senere
recipient-saved = Gemt. Du kan fortsætte, når du vil, med linket i din mail.
recipient-error-title = Der mangler noget
recipient-error-rating = Vælg 1 til 5 stjerner.
recipient-error-comment = Det her er længere end { $most } tegn. Gør det kortere.
recipient-products-title = Hvad synes du om det, du købte hos { $shop }?
recipient-products-lead = Og det, du købte? Bedøm så mange, du vil.
recipient-products-cut = Dette er de første { $shown } af { $all } varer.
recipient-error-words = Skriv nogle ord sammen med stjernerne.
recipient-error-nothing = Der er ikke noget at gemme endnu.
recipient-again = Det gik meget hurtigt. Tryk på knappen en gang til, så vi ved, at det var et menneske.
recipient-thanks-title = Tak!
recipient-thanks-text = Dit svar er nået frem til { $shop }.
recipient-thanks-change = Du kan ændre det i 24 timer.
recipient-change = Ret svaret
recipient-your-answer = Dit svar
recipient-final = Det kan ikke længere ændres.
recipient-closed-title = Formularen er lukket
recipient-closed-text = Tiden til at svare er udløbet. Der gemmes ikke længere noget.
recipient-missing-title = Linket fører ingen steder hen
recipient-missing-text = Måske mangler en del af det. Åbn det fra din mail en gang til.
recipient-often-title = For mange links, der ingen steder fører hen
recipient-often-text = Fra din forbindelse er der åbnet for mange ødelagte links. Hele linket fra din mail virker når som helst.
recipient-large-title = Det er for meget tekst
recipient-large-text = Gå tilbage og gør den kortere. Der blev ikke gemt noget.
recipient-trouble-title = Noget virker ikke
recipient-trouble-text = Prøv igen om et øjeblik.
recipient-unsubscribe-title = Ikke flere mails som denne?
recipient-unsubscribe-text = { $shop } spørger dig så ikke længere om din mening på mail.
recipient-unsubscribe-button = Afmeld
recipient-unsubscribed-title = Du er afmeldt
recipient-unsubscribed-text = { $shop } spørger dig ikke længere om din mening på mail.
recipient-undo = Fortryd
recipient-rather = Eller vælg en senere dag eller færre mails
recipient-preferences-title = Hvornår må vi spørge dig?
recipient-preferences-lead = Vælg det, der passer dig. Det gælder med det samme.
recipient-in-force = Det, du har valgt
recipient-less-often-title = Sjældnere
recipient-less-often-text = Højst halvt så ofte som før.
recipient-less-often-button = Spørg sjældnere
recipient-less-often-on = Vi spørger dig sjældnere.
recipient-later-title = Senere
recipient-later-text = Vi spørger ikke om noget i et stykke tid.
recipient-months = { $count ->
        [one] I { $count } måned
       *[other] I { $count } måneder
    }
recipient-later-on = Vi spørger ikke om noget før { $day }.
recipient-not-yet-title = Ikke endnu
recipient-not-yet-text = Er det, du bestilte, ikke kommet? Så spørger vi om { $reference } senere.
recipient-weeks = { $count ->
        [one] Om { $count } uge
       *[other] Om { $count } uger
    }
recipient-not-yet-on = Vi spørger om { $reference } fra { $day }.
recipient-never-title = Aldrig
recipient-never-text = Ikke flere mails som denne.
recipient-never-on = Vi sender dig ingen mails som denne.
recipient-done = Dit valg er gemt.
