# Det mottagare läser på sidorna som länkarna i ett mejl leder till. Nycklar och variabler som i
# texts/en/recipient.ftl.

date = den { $day } { $month ->
        [1] januari
        [2] februari
        [3] mars
        [4] april
        [5] maj
        [6] juni
        [7] juli
        [8] augusti
        [9] september
        [10] oktober
        [11] november
       *[12] december
    } { $year }
recipient-form-title = Vad tyckte du om { $shop }?
recipient-form-lead = Det gäller { $reference }. Ett ärligt svar, bra eller dåligt, hjälper mest.
recipient-route-lead = Det gäller { $reference }. Omdömet skrivs på { $platform }, en annan webbplats. Ett ärligt omdöme, bra eller dåligt, hjälper mest.
recipient-route-button = Fortsätt till { $platform }
recipient-route-note = Vi noterar att du gick vidare, och får inte veta vad du skriver där.
recipient-question-rating = Hur nöjd är du?
recipient-question-comment = Vad var bra, vad kan bli bättre?
recipient-optional = valfritt
recipient-stars = { $stars } av { $most }
recipient-stars-1 = Mycket missnöjd
recipient-stars-2 = Missnöjd
recipient-stars-3 = Sådär
recipient-stars-4 = Nöjd
recipient-stars-5 = Mycket nöjd
recipient-send = Skicka
recipient-send-change = Spara ändringen
recipient-save = Spara och fortsätt senare
recipient-saved = Sparat. Du kan fortsätta när du vill genom länken i ditt mejl.
recipient-error-title = Något saknas
recipient-error-rating = Välj 1 till 5 stjärnor.
recipient-error-comment = Det här är längre än { $most } tecken. Korta ned det.
recipient-products-title = Vad tycker du om det du köpte hos { $shop }?
recipient-products-lead = Och det du köpte? Betygsätt så många du vill.
recipient-products-cut = Det här är de första { $shown } av { $all } varor.
recipient-error-words = Skriv några ord till stjärnorna.
recipient-error-nothing = Det finns inget att spara ännu.
recipient-again = Det gick väldigt fort. Tryck på knappen en gång till, så att vi vet att det var en människa.
recipient-thanks-title = Tack!
recipient-thanks-text = Ditt svar har kommit fram till { $shop }.
recipient-thanks-change = Du kan ändra det i 24 timmar.
recipient-change = Ändra svaret
recipient-your-answer = Ditt svar
recipient-final = Det kan inte längre ändras.
recipient-closed-title = Formuläret är stängt
recipient-closed-text = Tiden för att svara är slut. Inget sparas längre.
recipient-missing-title = Länken leder ingenstans
recipient-missing-text = En del av den kan saknas. Öppna den från ditt mejl en gång till.
recipient-often-title = För många länkar som inte leder någonstans
recipient-often-text = Från din anslutning har för många trasiga länkar öppnats. Hela länken från ditt mejl fungerar alltid.
recipient-large-title = Det är för mycket text
recipient-large-text = Gå tillbaka och korta ned den. Inget sparades.
recipient-trouble-title = Något fungerar inte
recipient-trouble-text = Försök igen om en stund.
recipient-unsubscribe-title = Inga fler sådana här mejl?
recipient-unsubscribe-text = { $shop } frågar då inte längre efter din åsikt i mejl.
recipient-unsubscribe-button = Avregistrera
recipient-unsubscribed-title = Du är avregistrerad
recipient-unsubscribed-text = { $shop } frågar inte längre efter din åsikt i mejl.
recipient-undo = Ångra
recipient-rather = Eller välj en senare dag eller färre mejl
recipient-preferences-title = När får vi fråga dig?
recipient-preferences-lead = Välj det som passar dig. Det gäller genast.
recipient-in-force = Det du har valt
recipient-less-often-title = Mer sällan
recipient-less-often-text = Högst hälften så ofta som förut.
recipient-less-often-button = Fråga mer sällan
recipient-less-often-on = Vi frågar dig mer sällan.
recipient-later-title = Senare
recipient-later-text = Vi frågar inget på ett tag.
recipient-months = { $count ->
        [one] I { $count } månad
       *[other] I { $count } månader
    }
recipient-later-on = Vi frågar inget före { $day }.
recipient-not-yet-title = Inte än
recipient-not-yet-text = Har det du beställde inte kommit? Då frågar vi om { $reference } senare.
recipient-weeks = { $count ->
        [one] Om { $count } vecka
       *[other] Om { $count } veckor
    }
recipient-not-yet-on = Vi frågar om { $reference } från och med { $day }.
recipient-never-title = Aldrig
recipient-never-text = Inga fler sådana här mejl.
recipient-never-on = Vi skickar dig inga sådana här mejl.
recipient-done = Ditt val är sparat.
