# Sandkassen: klokken, utboksen, demonstrasjonen og omvisningen.

page-clock = Sandkassens klokke
page-clock-lead = En sandkasse har sin egen tid. Den står stille til du flytter den fram; alt som skal skje innen da, skjer i tur og orden.
page-clock-now = Klokken er
page-clock-due = Neste hendelse
page-clock-nothing = Ingenting venter
page-clock-hour = +1 time
page-clock-day = +1 dag
page-clock-next = Til neste utsending

page-outbox = Utboks
page-outbox-lead = Det sandkassen har sendt, det nyeste først. Ingenting av det har forlatt programmet.
page-outbox-empty-title = Ingenting er sendt ennå
page-outbox-empty-text = Meld inn en ordre og flytt klokken fram: det som skal ut innen da, havner her.
page-outbox-from = Fra
page-outbox-to = Til
page-outbox-subject = Emne
page-outbox-time = Sendt
page-outbox-request = forespørselen
page-outbox-desk = På datamaskinen
page-outbox-phone = På telefonen
page-outbox-links = Hva kunden kan gjøre
page-outbox-answer = Svar
page-outbox-unsubscribe = Meld av
page-outbox-preferences = Innstillinger
page-outbox-text = Som ren tekst
page-outbox-headers = Brevhode

page-demo-title = Se deg om i Afterword
page-demo-text = To platebutikker, en i New York og en i Stockholm, med tre måneders virkelige ordrer bak seg. Kundene ble spurt hvordan det gikk; noen svarte, noen ble minnet på det, noen fikk være i fred.
page-demo-safe = Navnene er oppdiktet, brevene havner i en boks, og klokken flytter du selv. Du kan ikke ødelegge noe.
page-demo-enter = Se deg om

page-tour = Omvisning
page-tour-position = Stopp { $count } av 6
page-tour-next = Neste stopp
page-tour-leave = Forlat omvisningen
page-tour-end = Avslutt omvisningen
page-tour-today-title = I dag
page-tour-today-text = Hva som gikk ut, hva som kom tilbake, og hva som trenger deg. Klokken nederst er sandkassens egen: den går når du flytter den.
page-tour-mail-title = En ordre ble til et brev
page-tour-mail-text = En ordre ble levert, noen dager gikk, og kunden ble spurt: én gang, vennlig og til en grei tid på dagen. Her er brevet slik det ser ut på datamaskinen og på telefonen.
page-tour-answer-title = Nå er du kunden
page-tour-answer-text = Trykk på knappen i brevet. Et skjema åpnes ved siden av denne siden: velg stjerner, skriv en setning og send. Kom så tilbake hit.
page-tour-reminder-title = Påminnelsen som ikke går ut
page-tour-reminder-text = Også her var det planlagt en påminnelse. Svaret fjernet den i samme øyeblikk, og forespørselens historie sier det.
page-tour-why-title = Hvorfor ble ikke denne kunden spurt?
page-tour-why-text = Kunden var blitt spurt kort tid før, og får være i fred. Hver ordre har et slikt svar, regel for regel, også de som ikke førte til noe brev.
page-tour-delay-title = Endre en ventetid
page-tour-delay-text = Spør tidligere eller senere, eller slå av påminnelsen: tegningen viser hva som ville skje med en ordre som legges inn nå. Lagre, flytt klokken fram og se det skje. Det var omvisningen.
