# Kalendern över det som ska ut, kön bakom den, dess flöde, och inbjudningar för hand.

page-calendar = Kalender
page-calendar-lead = Vad som skickas och när. Öppna en dag för att se timmarna, eller ett antal för att se meddelandena bakom det.
page-calendar-month = { $month ->
        [1] Januari
        [2] Februari
        [3] Mars
        [4] April
        [5] Maj
        [6] Juni
        [7] Juli
        [8] Augusti
        [9] September
        [10] Oktober
        [11] November
       *[12] December
    } { $year }
page-calendar-weekday = { $count ->
        [1] mån
        [2] tis
        [3] ons
        [4] tor
        [5] fre
        [6] lör
       *[7] sön
    }
page-calendar-messages = { $count ->
        [one] { $number } meddelande
       *[other] { $number } meddelanden
    }
page-calendar-more = { $count ->
        [one] och { $count } till
       *[other] och { $count } till
    }
page-calendar-months = Andra månader
page-calendar-before = Föregående månad
page-calendar-today = Den här månaden
page-calendar-after = Nästa månad
page-calendar-days = Andra dagar
page-calendar-day-before = Föregående dag
page-calendar-day-after = Nästa dag
page-calendar-all = Alla meddelanden den här dagen
page-calendar-held = Väntar:
page-calendar-none-title = Inget är planerat här
page-calendar-none-text = När beställningar kommer in står här, dag för dag, vilka som kommer att tillfrågas. Du kan också bjuda in för hand.
page-calendar-free-title = Inget skickas den här dagen
page-calendar-free-text = Titta på en annan dag, eller på hela månaden.

page-queue = Kö
page-queue-all = Hela listan: { $messages }, på alla sidor
page-queue-pick = Välj
page-queue-move = Flytta
page-queue-cancel = Avbryt dem
page-queue-unpicked = Välj minst ett meddelande först, eller hela listan.
page-queue-empty-title = Inget står i kö här
page-queue-empty-text = Det som fanns här har skickats, flyttats eller avbrutits.
page-queue-move-title = Flytta { $messages }
page-queue-move-text = De skickas den dag du anger i stället för den dag de skulle ha gått.
page-queue-send-title = Skicka { $messages } nu
page-queue-send-text = De skickas så snart reglerna tillåter det; under tysta timmar väntar de till morgonen.
page-queue-cancel-title = Avbryt { $messages }
page-queue-cancel-text = Inget mer skickas till dessa personer om dessa beställningar, och deras formulär stängs.
page-queue-rules = Varje meddelande prövas för sig. Det som reglerna skulle stoppa blir som det var, och du får veta vilka och varför.
page-queue-undo = I 30 dagar kan du ångra det här, så länge inget har hunnit skickas.
page-queue-time-hint = Lämna tomt, så behåller vart och ett sin tid på dagen.
page-queue-back = Tillbaka till listan
page-queue-moved = Flyttade till { $day }
page-queue-sent = Skickas nu
page-queue-cancelled = Avbrutna
page-queue-undone = Ångrat
page-queue-done = Klart: { $messages }.
page-queue-was-undone = Det här har ångrats.
page-queue-working = Det fortsätter av sig självt; du kan lämna sidan.
page-queue-look = Titta igen
page-queue-stayed = Blev som de var: { $messages }
page-queue-why = Varför
page-queue-why-ended = den var redan avslutad
page-queue-why-gone = inget av den står i kö längre
page-queue-why-changed = den ändrades under tiden
page-queue-why-held = den väntade redan på besked
page-queue-why-not-reopened = reglerna tillåter det inte längre, eller så avbröts den inte för hand
page-queue-why-past = tiden har passerat

page-feed = Kalenderflöde
page-feed-lead = En adress där din egen kalender ser hur många meddelanden som skickas vilken dag, bredvid dina nyhetsbrev. Den visar antal och kampanjernas namn, och inget om någon person.
page-feed-name = Meddelanden från { $name }
page-feed-note = Så som det är planerat nu. Reglerna prövas igen innan varje meddelande skickas.
page-feed-address = Adress
page-feed-address-hint = Välj ”prenumerera via URL” eller ”från internet” i din kalender. Den som har adressen ser antalen.
page-feed-made = Skapad
page-feed-zone = Dagar enligt klockan i
page-feed-make = Skapa en adress
page-feed-renew = Skapa en ny adress
page-feed-renew-hint = Den gamla slutar gälla genast.
page-feed-revoke = Stäng av flödet
page-feed-revoke-text = Adressen slutar gälla genast. Kalendrar som hämtar den visar inget nytt, och en del visar ett fel.
page-feed-none-title = Det finns inget flöde än
page-feed-none-text = Skapa en adress och ge den till kalendern där du planerar dina nyhetsbrev.

page-said-feed-made = Adressen finns nu.
page-said-feed-revoked = Flödet är avstängt.

page-invite = Bjud in för hand
page-invite-lead = Fråga någon du väljer, eller en hel lista. Du ser vad som skulle hända med var och en innan något planeras; samma regler gäller som för alla.
page-invite-list = Vem
page-invite-list-hint = En per rad: en e-postadress, ett telefonnummer, ett kundnummer eller ett ordernummer. Efter ett kommatecken ordern, om du vill ange den; annars gäller den senaste. Högst 500.
page-invite-file = Eller från en fil
page-invite-file-hint = En CSV- eller textfil med samma slags rader. Den läses in i rutan ovanför, där du fortfarande kan ändra.
page-invite-look = Se vad som skulle hända
page-invite-would = { $count ->
        [one] { $count } av { $all } skulle tillfrågas. Inget är planerat än.
       *[other] { $count } av { $all } skulle tillfrågas. Inget är planerat än.
    }
page-invite-made = { $count ->
        [one] { $count } av { $all } kommer att tillfrågas.
       *[other] { $count } av { $all } kommer att tillfrågas.
    }
page-invite-do = { $count ->
        [one] Fråga den här
       *[other] Fråga dessa { $count }
    }
page-invite-line = Som du skrev
page-invite-when = När, eller varför inte
page-invite-yes = tillfrågas
page-invite-no = tillfrågas inte
page-invite-waits = väntar
page-invite-unknown = Ingen person och ingen beställning är känd under detta. Låt butiken rapportera beställningen, eller importera den.
page-invite-no-order = Ingen beställning från personen är känd här. Skriv dess nummer efter ett kommatecken.
page-invite-more = Bjud in fler
page-invite-none-title = Ingen kampanj är påslagen
page-invite-none-text = Det är en kampanj som frågar. Slå på en, eller skapa en ny.

fault-list-too-long = Högst 500 rader åt gången.
fault-id-unknown = Detta finns inte längre. Välj något annat.
fault-line-malformed = Varje rad behöver en första kolumn, på högst 254 tecken och utan styrtecken.

act-queue-changed = ändrade många meddelanden i kön
act-queue-change-undone = ångrade en ändring av många meddelanden
act-calendar-feed-made = skapade en adress för kalenderflödet
act-calendar-feed-revoked = stängde av kalenderflödet
