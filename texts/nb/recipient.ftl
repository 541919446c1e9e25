# Det mottakere leser på sidene som lenkene i en e-post fører til. Nøkler og variabler som i
# texts/en/recipient.ftl.

date = { $day }. { $month ->
        [1] januar
        [2] februar
        [3] mars
        [4] april
        [5] mai
        [6] juni
        [7] juli
        [8] august
        [9] september
        [10] oktober
        [11] november
       *[12] desember
    } { $year }
recipient-form-title = Hva syntes du om { $shop }?
recipient-form-lead = Det gjelder { $reference }. Et ærlig svar, godt eller dårlig, hjelper mest.
recipient-route-lead = Det gjelder { $reference }. Omtalen skrives på { $platform }, et annet nettsted. En ærlig omtale, god eller dårlig, hjelper mest.
recipient-route-button = Fortsett til { $platform }
recipient-route-note = Vi noterer at du gikk videre, og får ikke vite hva du skriver der.
recipient-question-rating = Hvor fornøyd er du?
recipient-question-comment = Hva var bra, hva kan bli bedre?
recipient-optional = valgfritt
recipient-stars = { $stars } av { $most }
recipient-stars-1 = Svært misfornøyd
recipient-stars-2 = Misfornøyd
recipient-stars-3 = Sånn passe
recipient-stars-4 = Fornøyd
recipient-stars-5 = Svært fornøyd
recipient-send = Send
recipient-send-change = Lagre endringen
recipient-save = Lagre og fortsett senere
recipient-saved = Lagret. Du kan fortsette når du vil med lenken i e-posten.
recipient-error-title = Noe mangler
recipient-error-rating = Velg 1 til 5 stjerner.
recipient-error-comment = Dette er lengre enn { $most } tegn. Gjør det kortere.
recipient-products-title = Hva synes du om det du kjøpte hos { $shop }?
recipient-products-lead = Og det du kjøpte? Vurder så mange du vil.
recipient-products-cut = Dette er de første { $shown } av { $all } varer.
recipient-error-words = Skriv noen ord sammen med stjernene.
recipient-error-nothing = Det er ingenting å lagre ennå.
recipient-again = Det gikk veldig fort. Trykk på knappen en gang til, så vi vet at det var et menneske.
recipient-thanks-title = Takk!
recipient-thanks-text = Svaret ditt har kommet fram til { $shop }.
recipient-thanks-change = Du kan endre det i 24 timer.
recipient-change = Endre svaret
recipient-your-answer = Svaret ditt
recipient-final = Det kan ikke lenger endres.
recipient-closed-title = Skjemaet er stengt
recipient-closed-text = Svartiden er over. Ingenting lagres lenger.
recipient-missing-title = Lenken fører ingen steder
recipient-missing-text = En del av den kan mangle. Åpne den fra e-posten en gang til.
recipient-often-title = For mange lenker som ikke fører noe sted
recipient-often-text = Fra tilkoblingen din er det åpnet for mange ødelagte lenker. Hele lenken fra e-posten virker når som helst.
recipient-large-title = Det er for mye tekst
recipient-large-text = Gå tilbake og gjør den kortere. Ingenting ble lagret.
recipient-trouble-title = Noe virker ikke
recipient-trouble-text = Prøv igjen om litt.
recipient-unsubscribe-title = Ikke flere e-poster som denne?
recipient-unsubscribe-text = { $shop } spør deg da ikke lenger om din mening på e-post.
recipient-unsubscribe-button = Meld meg av
recipient-unsubscribed-title = Du er meldt av
recipient-unsubscribed-text = { $shop } spør deg ikke lenger om din mening på e-post.
recipient-undo = Angre
recipient-rather = Eller velg en senere dag eller færre e-poster
recipient-preferences-title = Når kan vi spørre deg?
recipient-preferences-lead = Velg det som passer deg. Det gjelder med en gang.
recipient-in-force = Det du har valgt
recipient-less-often-title = Sjeldnere
recipient-less-often-text = Høyst halvparten så ofte som før.
recipient-less-often-button = Spør sjeldnere
recipient-less-often-on = Vi spør deg sjeldnere.
recipient-later-title = Senere
recipient-later-text = Vi spør ikke om noe på en stund.
recipient-months = { $count ->
        [one] I { $count } måned
       *[other] I { $count } måneder
    }
recipient-later-on = Vi spør ikke om noe før { $day }.
recipient-not-yet-title = Ikke ennå
recipient-not-yet-text = Har ikke det du bestilte kommet? Da spør vi om { $reference } senere.
recipient-weeks = { $count ->
        [one] Om { $count } uke
       *[other] Om { $count } uker
    }
recipient-not-yet-on = Vi spør om { $reference } fra { $day }.
recipient-never-title = Aldri
recipient-never-text = Ikke flere e-poster som denne.
recipient-never-on = Vi sender deg ingen e-poster som denne.
recipient-done = Valget ditt er lagret.
