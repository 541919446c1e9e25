# Sandlådan: dess klocka, dess utkorg, demonstrationen och rundturen.

page-clock = Sandlådans klocka
page-clock-lead = En sandlåda har sin egen tid. Den står stilla tills du flyttar fram den; allt som ska hända till dess händer, i tur och ordning.
page-clock-now = Klockan är
page-clock-due = Nästa händelse
page-clock-nothing = Ingenting väntar
page-clock-hour = +1 timme
page-clock-day = +1 dag
page-clock-next = Till nästa utskick

page-outbox = Utkorg
page-outbox-lead = Det som sandlådan har skickat, det senaste först. Ingenting av det har lämnat programmet.
page-outbox-empty-title = Ingenting är skickat än
page-outbox-empty-text = Rapportera en order och flytta fram klockan: det som ska gå ut till dess hamnar här.
page-outbox-from = Från
page-outbox-to = Till
page-outbox-subject = Ämne
page-outbox-time = Skickat
page-outbox-request = förfrågan
page-outbox-desk = På datorn
page-outbox-phone = I telefonen
page-outbox-links = Vad kunden kan göra
page-outbox-answer = Svara
page-outbox-unsubscribe = Avregistrera
page-outbox-preferences = Inställningar
page-outbox-text = Som ren text
page-outbox-headers = Brevhuvud

page-demo-title = Se dig om i Afterword
page-demo-text = Två skivbutiker, en i New York och en i Stockholm, med tre månaders verkliga order bakom sig. Kunderna fick frågan hur det gick; några svarade, några blev påminda, några fick vara i fred.
page-demo-safe = Namnen är påhittade, breven hamnar i en låda, och klockan flyttar du själv. Du kan inte ha sönder något.
page-demo-enter = Se dig om

page-tour = Rundtur
page-tour-position = Stopp { $count } av 6
page-tour-next = Nästa stopp
page-tour-leave = Lämna rundturen
page-tour-end = Avsluta rundturen
page-tour-today-title = I dag
page-tour-today-text = Vad som gick ut, vad som kom tillbaka och vad som behöver dig. Klockan längst ner är sandlådans egen: den går när du flyttar den.
page-tour-mail-title = En order blev ett brev
page-tour-mail-text = En order levererades, några dagar gick, och kunden fick en fråga: en gång, vänligt och vid en rimlig tid på dagen. Här är brevet som det ser ut på datorn och i telefonen.
page-tour-answer-title = Nu är du kunden
page-tour-answer-text = Tryck på knappen i brevet. Ett formulär öppnas bredvid den här sidan: välj stjärnor, skriv en mening och skicka. Kom sedan tillbaka hit.
page-tour-reminder-title = Påminnelsen som inte går ut
page-tour-reminder-text = Även här var en påminnelse planerad. Svaret tog bort den i samma ögonblick, och förfrågans historia berättar det.
page-tour-why-title = Varför fick den här kunden ingen fråga?
page-tour-why-text = Kunden hade fått frågan kort dessförinnan och får vara i fred. Varje order har ett sådant svar, regel för regel, även de som inte ledde till något brev.
page-tour-delay-title = Ändra en väntetid
page-tour-delay-text = Fråga tidigare eller senare, eller stäng av påminnelsen: bilden visar vad som skulle hända med en order som läggs nu. Spara, flytta fram klockan och se det ske. Det var rundturen.
