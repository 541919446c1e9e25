# Kampanjer, mallar, butiker, svar, konto: hur man frågar, och vad som kommer tillbaka.

page-menu-ask = Så frågar ni
page-search = Sök
page-find = Sök
page-any = Alla
page-yes = Ja
page-no = Nej
page-nothing = Ingenting
page-nobody = Okänd person
page-nothing-found = Inget hittades
page-nothing-found-text = Försök med färre bokstäver, eller ta bort ett filter.
page-unit = Enhet
page-unit-hours = timmar
page-unit-days = dagar
page-unit-weeks = veckor
page-unit-months = månader
page-unit-years = år
page-purpose = Frågar efter
page-storefront = Butik
page-meanwhile = Inget av ditt är sparat än. Så här ser det ut nu; spara igen om ditt ska gälla i stället.
page-meanwhile-who = { $who } ändrade detta medan du skrev ({ $at }).
page-meanwhile-program = Detta ändrades medan du skrev.

page-campaigns = Kampanjer
page-campaigns-lead = Varje kampanj frågar om en sorts händelse i en butik: vem, när och hur ofta.
page-campaigns-none = Ingen tillfrågas än
page-campaigns-none-text = Skapa en kampanj: den säger efter vilken händelse dina kunder tillfrågas, och när. Den är avstängd tills du slår på den.
page-campaign-new = Ny kampanj
page-campaign-new-lead = Den börjar avstängd, så att du kan titta på den i lugn och ro.
page-campaign-make = Skapa
page-event-type = Sorts händelse
page-event-type-hint = Så som din butik rapporterar den, till exempel order.delivered. Att fråga efter leveransen ger de bästa svaren.
page-campaign-enabled = Kampanjen är på
page-campaign-enabled-hint = Bara en kampanj kan vara på för samma butik, händelse och fråga. Avstängd frågar den ingen, och det som är planerat skickas inte.
page-campaign-is-on = På
page-campaign-is-paused = Pausad
page-campaign-is-off = Av
page-campaign-pause = Pausa
page-campaign-resume = Återuppta
page-campaign-name = Namn
page-campaign-name-hint = Bara för er; kunderna ser det aldrig.
page-campaign-when-title = När den frågar
page-campaign-base = Räknas från
page-campaign-base-hint = Aktiveringsdatum passar det som används senare än det köps: en vistelse, en kurs, en förhandsbeställning. Det gäller alla kampanjer för butiken och händelsen.
page-base-event = händelsen
page-base-activation-date = aktiveringsdatumet
page-campaign-delay = Vänta
page-campaign-delay-hint = 7 dagar efter en beställning hinner varorna komma och användas; efter leverans eller besök räcker 1 till 3 dagar.
page-campaign-hour = Tid på dagen
page-campaign-hour-hint = Sen förmiddag eller tidig kväll, när folk har en stund över. Samma tid som händelsen passar när kunderna handlar på sin lediga tid.
page-hour-of-event = samma tid som händelsen
page-campaign-zone = På vems klocka
page-campaign-zone-hint = Mottagarens klocka är vänligast; där deras tidszon är okänd gäller butikens.
page-zone-recipient = mottagarens
page-zone-storefront = butikens
page-zone-utc = UTC
page-campaign-often-title = Hur ofta
page-campaign-mode = Fråga samma person
page-campaign-mode-hint = Efter varje köp passar tjänster som skiljer sig från gång till gång; annars tröttnar folk.
page-mode-min-gap = inte oftare än nedan
page-mode-every-event = efter varje köp
page-campaign-gap = Minst så långt emellan
page-campaign-gap-hint = Tre år är vad stora butiker använder för omdömen om butiken; 30 till 90 dagar passar återkommande besök.
page-campaign-reminder-title = Påminnelse och slut
page-campaign-reminder = Påminn en gång den som inte svarat
page-campaign-reminder-hint = En påminnelse ger ungefär en tredjedel fler svar. Det blir aldrig en andra. Stängs den av avbryts de som redan står i kö, för gott.
page-campaign-reminder-after = Påminnelse efter första meddelandet
page-campaign-reminder-after-hint = En vecka: länge nog för att inte tränga sig på, kort nog för att minnas.
page-campaign-expires = Formuläret stänger efter
page-campaign-expires-hint = Räknas från första meddelandet. Tre månader förlorar ingen; en påminnelse måste komma minst en dag innan.
page-campaign-words-title = Med vilka ord
page-campaign-template = Mall
page-campaign-template-hint = Standardtexterna är korta och finns på sju språk. Egna ord låter mer som ni.
page-template-standard = Standardtexter
page-campaign-pinned = Det som redan är planerat behåller sin tid och sina ord. Strömbrytare gäller genast för allt osänt.
page-campaign-look = Visa vad det blir
page-campaign-line-title = En beställning som görs nu
page-campaign-line-lead = Med inställningarna på sidan, sparade eller inte.
page-campaign-when =
    { $delay ->
        [none] Direkt efter
       *[other] { $delay } efter
    } { $base ->
        [activation_date] aktiveringsdatumet
       *[event] händelsen
    }{ $hour ->
        [none] , samma tid på dagen
        [auto] , när flest svarar
       *[other] , kl. { $hour }
    }
page-campaign-reminded = En påminnelse efter { $after }
page-campaign-not-reminded = Ingen påminnelse
page-line-placed = Beställningen görs
page-line-message = Skickas: { $role } ({ $channel })
page-line-never = Skickas inte: { $role } ({ $channel })
page-line-stopped = Med de här inställningarna skickas det aldrig: { $reason }.
page-line-waits = Det väntar till de tider då era mejl får komma fram.
page-line-closes = Formuläret stänger
page-line-activates = Här antas beställningens aktiveringsdatum vara { $day }.
page-line-unknown = Rätta de markerade fälten, så ritas det här.
page-warning-before-delivery = Frågas genast har de flesta kunder inte fått sina varor än. Vänta några dagar, eller fråga efter leveransen.
page-warning-reminder-expired = Påminnelsen skulle komma när formuläret har stängt eller strax stänger: ingen får den. Påminn tidigare, eller stäng senare.
page-warning-quiet-hours = Tiden på dagen ligger utanför de tider då era mejl får komma fram, så de väntar. Välj en tid inom dem.
page-warning-basis = Butiken anger ingen rätt att fråga: bara kunder vars samtycke kommer med beställningen tillfrågas.
page-warning-held = All sändning är stoppad för kontot: inget skickas förrän någon släpper på den.
page-campaign-strike-title = Avbryta köade påminnelser?
page-campaign-strikes =
    { $count ->
        [one] { $count } påminnelse står i kö. Utan påminnelser avbryts den, och den kommer inte tillbaka när de slås på igen.
       *[other] { $count } påminnelser står i kö. Utan påminnelser avbryts de, och de kommer inte tillbaka när påminnelser slås på igen.
    }
page-campaign-strike = Spara och avbryt dem
page-said-campaign-made = Kampanjen är skapad, och fortfarande avstängd. Titta på den och slå sedan på den.
page-said-campaign-saved = Sparat. Det gäller det som planeras från och med nu.
page-said-campaign-struck =
    { $count ->
        [one] Sparat. { $count } köad påminnelse avbröts; ingen är kvar.
       *[other] Sparat. { $count } köade påminnelser avbröts; ingen är kvar.
    }
page-said-campaign-undone = De tidigare inställningarna gäller igen. Påminnelser som avbröts förblir avbrutna.
page-said-campaign-paused = Pausad. Det som är planerat väntar.
page-said-campaign-resumed = Återupptagen. Det som väntade prövas på nytt och skickas vid nästa sändningstid.

page-templates = Mallar
page-templates-lead = Era egna ord i mejlen som frågar.
page-templates-none = Inga egna ord än
page-templates-none-text = Standardtexterna används, på varje mottagares språk. En mall ersätter dem i de kampanjer som väljer den.
page-template-new = Ny mall
page-template-new-lead = Börja med ett språk; fler kan följa.
page-template-lead = Det som redan är planerat behåller sina ord.
page-template-name = Namn
page-template-name-hint = Bara för er.
page-template-language = Språk
page-template-languages = Språk
page-template-no-texts = inga texter än
page-template-subject = Ämnesrad
page-template-subject-hint = En rad. En fråga med butikens namn öppnas mest.
page-template-body = Text
page-template-body-hint = En tom rad avslutar ett stycke; [ord](https://…) är en länk. Sätten att avanmäla sig läggs till av sig själva.
page-template-reminder-subject = Påminnelsens ämnesrad
page-template-reminder-subject-hint = Påminnelsen har samma text. Lämnas det tomt får den standardämnet.
page-template-variables = Vad du kan nämna
page-variable-first-name = kundens förnamn
page-variable-name = kundens hela namn
page-variable-reference = beställningens, besökets eller bokningens nummer
page-variable-date = dagen då det hände
page-variable-total = summan, med valuta
page-variable-products = vad som köptes, en sak i taget
page-variable-staff = vem som hjälpte kunden
page-variable-shop = butikens namn
page-variable-shop-url = dess adress på webben
page-variable-address = dess postadress
page-variable-button = en knapp som leder till formuläret; ensam på en rad
page-variable-url = formulärets adress
page-template-look = Hur det visas
page-look-mail = Mejl
page-look-phone = Telefon
page-look-dark = Mörkt
page-template-preview = Visa
page-template-preview-title = Mejlet som det skulle bli
page-template-sample = För en påhittad beställning. Länkarna leder ingenstans.
page-template-faults = Texten fungerar inte än
page-template-remove-language = Ta bort språket
page-template-test = Skicka ett prov
page-template-test-send = Skicka den sparade texten
page-template-to = Till
page-template-to-hint = Ett prov går till någon i ert konto, en gång var tionde sekund, och räknas ingenstans. En sandlåda lägger det i sin låda.
page-template-starter-subject = Hur var det hos { $shop }?
page-template-starter-body =
    Hej { $name },

    tack för din beställning. Hur gick det? Det tar en minut, och vi läser varje ord.
page-template-delete = Ta bort mallen?
page-template-delete-text = Ingen kampanj använder den. Det som redan är planerat med den behåller sina ord.
page-template-used = En kampanj använder mallen
page-template-used-text = Ge först dessa kampanjer en annan mall:
page-said-template-saved = Sparat. Kampanjerna använder de nya orden för det som planeras från och med nu.
page-said-template-made = Mallen är skapad. Välj den i en kampanj.
page-said-template-deleted = Mallen är borta.
page-said-template-boxed = Provet ligger i sandlådans låda.
page-said-template-accepted = Mejlservern tog emot provet. Det bör komma fram om ett ögonblick.
page-said-template-refused = Mejlservern nekade provet. Kontrollera adressen och butikens avsändare.
page-said-template-retry = Mejlservern tog inte emot provet. Försök igen om ett ögonblick.
page-said-template-unknown = Ingen vet om provet gick iväg: mejlservern sa inget.

page-storefronts = Butiker
page-storefronts-lead = En webbutik, en marknad, en klinik eller en salong: vem som frågar, i vems namn och med vilken rätt.
page-storefronts-none = Ingen butik än
page-storefronts-none-text = Skapa en: händelser nämner den, och dess namn står på varje meddelande.
page-storefront-new = Ny butik
page-storefront-new-lead = Namn, språk och tidszon räcker för att börja.
page-storefront-name = Namn
page-storefront-name-hint = Så som kunderna känner den.
page-storefront-slug = Kortnamn för program
page-storefront-slug-hint = Händelser nämner butiken med det: a-z, siffror, _ och -. Ändra det också i butikens koppling.
page-storefront-url = Adress på webben
page-storefront-url-hint = För länkar i egna mallar.
page-storefront-language = Språk
page-storefront-language-hint = För kunder vars eget språk är okänt.
page-storefront-time-zone = Tidszon
page-storefront-time-zone-hint = Med dess namn, till exempel Europe/Stockholm.
page-storefront-right = Rätten att fråga
page-storefront-basis = Kunder utan eget samtycke
page-storefront-basis-hint = Det ni anger här sparas med varje meddelande som skälet till att det var tillåtet.
page-basis-none = ingen tillfrågas
page-basis-which = Vilken är rätt?
page-basis-consent-text = Givet av mottagaren: butiken frågar i kassan och alla i era händelser har sagt ja. Givet och bekräftat: de har också följt en länk i ett mejl.
page-basis-existing-text = Befintlig kund: i EU får ni fråga någon om det de köpt av er (artikel 13.2 i e-privacydirektivet) om ni fick adressen vid köpet och de kunde säga nej då och i varje meddelande. De flesta butiker väljer detta.
page-basis-contract-text = Avtal: att fråga är en del av det ni avtalat med kunden. Sällan rätt; fråga någon som kan lagen.
page-basis-none-text = Ingen tillfrågas: bara de vars samtycke butiken skickar med händelsen.
page-storefront-sender = Avsändare och finstilt
page-storefront-sender-name = Avsändarens namn
page-storefront-sender-name-hint = Tomt: butikens namn.
page-storefront-sender-address = Avsändarens adress
page-storefront-sender-address-hint = Tomt: installationens. Kontrollera den med knappen ovan när du ändrat den.
page-storefront-reply-to = Svar går till
page-storefront-reply-to-hint = En adress som någon läser.
page-storefront-postal-address = Postadress
page-storefront-postal-address-hint = Längst ned i varje meddelande; många länder kräver det.
page-storefront-privacy = Sida om integritet
page-storefront-privacy-hint = Där ni säger vad ni gör med det ni vet om folk; bara https.
page-storefront-look = Hur formuläret ser ut
page-storefront-logo = Logotyp
page-storefront-logo-hint = Adressen till en bild, bara https.
page-storefront-colour = Färg
page-storefront-colour-hint = Ert varumärkes, som #rrggbb; text på den görs läsbar.
page-said-storefront-saved = Sparat.
page-said-storefront-made = Butiken är skapad. Skapa nu en kampanj för den.
page-sender-check = Kontrollera avsändaren
page-sender-check-hint = Frågar DNS; tar upp till fem sekunder.
page-sender-lead = Vad mottagarnas e-post gör med avsändaren, så som DNS ser ut nu.
page-sender-spf = SPF: vem som får skicka
page-sender-dkim = DKIM: underskriften
page-sender-dmarc = DMARC: vad som görs med förfalskningar
page-sender-replies = Svar
page-sender-good = Bra
page-sender-notice = Bra att veta
page-sender-missing = Saknas
page-sender-wrong = Fel
page-sender-unknown = Okänt
page-sender-record = Lägg in i er DNS
page-sender-again = Kontrollera igen
page-sender-none = Ingen mejlserver är inställd
page-sender-none-text = Inget skickas, så det finns inget att kontrollera. Den som driver programmet anger en i dess inställningar.

page-answers = Svar
page-answers-good = Från kunder
page-answers-suspect = Tveksamma
page-answers-suspect-text = Ett program kan ha lämnat dessa: formuläret kom tillbaka för fort, eller ett dolt fält var ifyllt. De räknas ingenstans, och kunden kan fortfarande svara.
page-answers-no-suspect = Inga
page-answers-no-suspect-text = Inget program har försökt svara.
page-answers-none = Inga svar under den här tiden
page-answers-none-text = De står här så snart en kund svarar. Titta längre tillbaka, eller se vad som är planerat.
page-answers-days = Tid
page-answers-last = de senaste { $span }
page-answers-ever = från början
page-answers-stars = Stjärnor
page-answers-given = Stjärnor, för servicen eller en produkt
page-answers-order = Ordernummer
page-answers-contact = Kund
page-answers-at = Besvarat
page-answers-commented = Med kommentar
page-answers-unread = Olästa
page-answers-new = Nytt
page-answers-count = Svar
page-answers-mean = Stjärnor för servicen i snitt
page-answers-share = Andel
page-answers-spread = Hur många svar som gav servicen hur många stjärnor
page-answers-table = Hämta som tabell (CSV)
page-answers-mark = Jag har läst det
page-answers-mark-all = Markera alla som lästa
page-answers-more = Läs allt
page-answer-too-fast = Formuläret kom tillbaka snabbare än en människa läser det.
page-answer-honeypot = Ett fält fylldes i som ingen människa ser.
page-said-answer-read = Markerat som läst.
page-said-answers-read = Allt hittills är markerat som läst.

page-account = Konto
page-account-sandbox = Det här är en sandlåda: den har en egen klocka, och dess meddelanden går till en låda och till ingen.
page-account-sending = Sändning
page-account-is-on = Meddelanden skickas
page-account-is-held = Stoppad
page-account-held = Någon har stoppat all sändning. Det som är planerat väntar tills den släpps på.
page-account-held-restored = Databasen har återställts eller kopierats. Se till att ingen annan kopia skickar, och släpp sedan på.
page-account-hold = Stoppa all sändning
page-account-hold-hint = Om något är fel, stoppa allt först och titta sedan. Inget går förlorat: det som är planerat väntar.
page-account-hold-text =
    { $count ->
        [0] Inget är planerat just nu. Det som kommer väntar tills någon släpper på. Det som är på väg kan ännu gå inom 10 sekunder.
        [one] { $count } förfrågan är planerad och väntar tills någon släpper på. Det som är på väg kan ännu gå inom 10 sekunder.
       *[other] { $count } förfrågningar är planerade och väntar tills någon släpper på. Det som är på väg kan ännu gå inom 10 sekunder.
    }
page-account-hold-now = Stoppa nu
page-account-release = Släpp på sändningen
page-account-release-text =
    { $count ->
        [0] Inget väntar.
        [one] { $count } förfrågan väntar. Den prövas på nytt och skickas vid nästa sändningstid.
       *[other] { $count } förfrågningar väntar. Var och en prövas på nytt och skickas vid nästa sändningstid.
    }
page-account-release-now = Släpp på nu
page-account-pressure = Hur ofta en person tillfrågas
page-account-gap = Minst så långt emellan, för alla kampanjer
page-account-gap-hint = 30 dagar håller folk vänligt inställda. 0 dagar stänger av.
page-account-distinct = Olika köp eller besök får komma tätare
page-account-distinct-hint = En andra beställning är en annan upplevelse; talet nedan begränsar hur många.
page-account-distinct-limit = Högst så många under den tiden
page-account-hours = Tider då mejl får komma fram
page-account-opens = Från
page-account-opens-hint = På mottagarens klocka. Lämna båda tomma: när som helst.
page-account-closes = Till
page-account-mails = Mejl om nya svar
page-account-mail-when = Hur ofta
page-account-mail-never = aldrig
page-account-mail-daily = en gång om dagen, på morgonen
page-account-mail-each = strax efter varje svar
page-account-mail-to = Till
page-account-mail-to-hint = Adressen till en användare i kontot. En sandlåda mejlar ingen.
page-said-account-saved = Sparat. Det gäller genast för allt osänt.
page-said-account-held = All sändning är stoppad.
page-said-account-released =
    { $count ->
        [0] Sändningen är igång. Inget väntade.
        [one] Sändningen är igång. { $count } förfrågan som väntade prövas på nytt.
       *[other] Sändningen är igång. { $count } förfrågningar som väntade prövas på nytt.
    }

fault-duration-invalid = Ange ett helt antal timmar, dagar, veckor, månader eller år, högst 24 månader.
fault-duration-zero = Detta måste vara längre än ingenting.
fault-hour-invalid = Ange en tid på dagen, till exempel 10:00.
fault-percent-too-large = Ett heltal från 0 till 50.
fault-limit-zero = Ett heltal, minst 1.
fault-window-empty = Tiderna öppnar och stänger samtidigt.
fault-campaign-exists = En annan kampanj som är på frågar redan detta. Stäng av den först.
fault-storefront-unknown = Det finns ingen sådan butik.
fault-storefront-exists = En annan butik har detta kortnamn.
fault-slug-malformed = Använd a till z, siffror, _ och -, högst 64.
fault-type-malformed = Använd små bokstäver, siffror, punkter och _, som order.delivered.
fault-url-malformed = Ange en hel webbadress som börjar med https://.
fault-url-insecure = Adressen måste börja med https://.
fault-colour-malformed = Ange sex tecken efter #, som #1b4d8f.
fault-email-malformed = Detta är ingen e-postadress.
fault-text-too-long = Detta är för långt.
fault-to-no-user = Ett prov går bara till en användare i kontot.
fault-test-too-soon = Ett prov skickades nyss. Vänta tio sekunder.
fault-account-held = All sändning är stoppad för kontot.

act-campaign-made = skapade en kampanj
act-campaign-changed = ändrade en kampanj
act-template-made = skapade en mall
act-template-changed = ändrade en mall
act-template-deleted = tog bort en mall
act-storefront-made = skapade en butik
act-storefront-changed = ändrade en butik
act-account-changed = ändrade kontots inställningar
act-account-held = stoppade all sändning
act-account-released = släppte på sändningen
act-answers-exported = laddade ner en lista med svar

# A storefront to choose where there are too many for a list.
page-storefront-typed = Ni har många: skriv kortnamnet, som i listan över butiker.
