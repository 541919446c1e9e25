# Kalenderen over det som skal ut, køen bak den, strømmen, og invitasjoner for hånd.

page-calendar = Kalender
page-calendar-lead = Hva som sendes og når. Åpne en dag for å se timene, eller et antall for å se meldingene bak det.
page-calendar-month = { $month ->
        [1] Januar
        [2] Februar
        [3] Mars
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Desember
    } { $year }
page-calendar-weekday = { $count ->
        [1] man.
        [2] tir.
        [3] ons.
        [4] tor.
        [5] fre.
        [6] lør.
       *[7] søn.
    }
page-calendar-messages = { $count ->
        [one] { $number } melding
       *[other] { $number } meldinger
    }
page-calendar-more = { $count ->
        [one] og { $count } til
       *[other] og { $count } til
    }
page-calendar-months = Andre måneder
page-calendar-before = Forrige måned
page-calendar-today = Denne måneden
page-calendar-after = Neste måned
page-calendar-days = Andre dager
page-calendar-day-before = Dagen før
page-calendar-day-after = Neste dag
page-calendar-all = Alle meldinger denne dagen
page-calendar-held = På vent:
page-calendar-none-title = Ingenting er planlagt her
page-calendar-none-text = Når bestillinger kommer inn, står det her dag for dag hvem som blir spurt. Du kan også invitere for hånd.
page-calendar-free-title = Ingenting sendes denne dagen
page-calendar-free-text = Se på en annen dag, eller på hele måneden.

page-queue = Kø
page-queue-all = Hele listen: { $messages }, på alle sider
page-queue-pick = Velg
page-queue-move = Flytt
page-queue-cancel = Avlys dem
page-queue-unpicked = Velg minst én melding først, eller hele listen.
page-queue-empty-title = Ingenting står i kø her
page-queue-empty-text = Det som var her, er sendt, flyttet eller avlyst.
page-queue-move-title = Flytt { $messages }
page-queue-move-text = De sendes den dagen du velger, i stedet for da de skulle ha gått.
page-queue-send-title = Send { $messages } nå
page-queue-send-text = De sendes så snart reglene tillater det; i stille timer venter de til morgenen.
page-queue-cancel-title = Avlys { $messages }
page-queue-cancel-text = Det sendes ikke mer til disse personene om disse bestillingene, og skjemaene deres lukkes.
page-queue-rules = Hver melding vurderes for seg. Det reglene ville stoppet, blir som det var, og du får vite hvilke og hvorfor.
page-queue-undo = I 30 dager kan du angre dette, så lenge ingenting har rukket å gå ut.
page-queue-time-hint = La stå tomt, så beholder hver melding sitt klokkeslett.
page-queue-back = Tilbake til listen
page-queue-moved = Flyttet til { $day }
page-queue-sent = Sendes nå
page-queue-cancelled = Avlyst
page-queue-undone = Angret
page-queue-done = Ferdig: { $messages }.
page-queue-was-undone = Dette ble angret.
page-queue-working = Dette fortsetter av seg selv; du kan forlate siden.
page-queue-look = Se igjen
page-queue-stayed = Ble som de var: { $messages }
page-queue-why = Hvorfor
page-queue-why-ended = den var allerede avsluttet
page-queue-why-gone = ingenting av den står i kø lenger
page-queue-why-changed = den ble endret i mellomtiden
page-queue-why-held = den sto allerede på vent
page-queue-why-not-reopened = reglene tillater det ikke lenger, eller den ble ikke avlyst for hånd
page-queue-why-past = tidspunktet er passert

page-feed = Kalenderstrøm
page-feed-lead = En adresse der din egen kalender ser hvor mange meldinger som går ut hvilken dag, ved siden av nyhetsbrevene dine. Den viser antall og navn på kampanjer, og ingenting om noen person.
page-feed-name = Meldinger fra { $name }
page-feed-note = Slik det er planlagt nå. Reglene spørres igjen før hver melding sendes.
page-feed-address = Adresse
page-feed-address-hint = Velg «abonner via URL» eller «fra internett» i kalenderen din. Den som har adressen, ser antallene.
page-feed-made = Laget
page-feed-zone = Dager etter klokken i
page-feed-make = Lag en adresse
page-feed-renew = Lag en ny adresse
page-feed-renew-hint = Den gamle slutter å virke med en gang.
page-feed-revoke = Slå av strømmen
page-feed-revoke-text = Adressen slutter å virke med en gang. Kalendere som henter den, viser ikke noe nytt, og noen viser en feil.
page-feed-none-title = Det finnes ingen strøm ennå
page-feed-none-text = Lag en adresse, og gi den til kalenderen der du planlegger nyhetsbrevene dine.

page-said-feed-made = Adressen er på plass.
page-said-feed-revoked = Strømmen er slått av.

page-invite = Inviter for hånd
page-invite-lead = Spør noen du velger, eller en hel liste. Du ser hva som ville skjedd med hver enkelt før noe planlegges; de samme reglene gjelder som for alle.
page-invite-list = Hvem
page-invite-list-hint = Én per linje: en e-postadresse, et telefonnummer, et kundenummer eller et ordrenummer. Bak et komma ordren, hvis du vil oppgi den; ellers gjelder den siste. Høyst 500.
page-invite-file = Eller fra en fil
page-invite-file-hint = En CSV- eller tekstfil med samme slags linjer. Den leses inn i feltet over, der du fortsatt kan endre.
page-invite-look = Se hva som ville skje
page-invite-would = { $count ->
        [one] { $count } av { $all } ville blitt spurt. Ingenting er planlagt ennå.
       *[other] { $count } av { $all } ville blitt spurt. Ingenting er planlagt ennå.
    }
page-invite-made = { $count ->
        [one] { $count } av { $all } blir spurt.
       *[other] { $count } av { $all } blir spurt.
    }
page-invite-do = { $count ->
        [one] Spør denne
       *[other] Spør disse { $count }
    }
page-invite-line = Som skrevet
page-invite-when = Når, eller hvorfor ikke
page-invite-yes = blir spurt
page-invite-no = blir ikke spurt
page-invite-waits = venter
page-invite-unknown = Ingen person og ingen bestilling er kjent under dette. La butikken melde bestillingen, eller importer den.
page-invite-no-order = Ingen bestilling fra personen er kjent her. Skriv nummeret bak et komma.
page-invite-more = Inviter flere
page-invite-none-title = Ingen kampanje er på
page-invite-none-text = Det er en kampanje som spør. Slå på en, eller lag en.

fault-list-too-long = Høyst 500 linjer om gangen.
fault-id-unknown = Dette finnes ikke lenger. Velg noe annet.
fault-line-malformed = Hver linje trenger en første kolonne, på høyst 254 tegn og uten styretegn.

act-queue-changed = endret mange meldinger i køen
act-queue-change-undone = angret en endring av mange meldinger
act-calendar-feed-made = laget en adresse for kalenderstrømmen
act-calendar-feed-revoked = slo av kalenderstrømmen
