# Förfrågningar, kontakter, i dag och varför: vad dessa sidor säger.

page-why = Varför inte?

page-contacts = Kontakter

page-search-hint = Ett ordernummer, en adress eller ett kundnummer som det rapporterades, eller hur ett namn börjar.

page-requests-lead = Alla som har fått, får eller ska få en förfrågan.
page-requests-search = Sök
page-requests-status = Status
page-requests-storefront = Butik
page-requests-campaign = Kampanj
page-requests-purpose = Gäller
page-requests-by = Period för
page-requests-by-planned = planeringen
page-requests-by-sent = första utskicket
page-requests-by-next = nästa utskick
page-requests-from = Från
page-requests-to = Till
page-requests-any = Alla
page-requests-reminded = påmind
page-requests-narrow = Begränsa
page-requests-show = Visa
page-requests-all = Alla förfrågningar
page-requests-export = Ladda ner som CSV
page-requests-whom = Vem
page-requests-order = Order
page-requests-first = Skickat först
page-requests-second = Påmind
page-requests-read = Läst
page-requests-next = Nästa
page-requests-waits = väntar på klartecken
page-requests-none-title = Ingen har fått en förfrågan än
page-requests-none-text = Så snart din butik rapporterar en order som en kampanj frågar om, står förfrågan här.
page-requests-unfound-title = Ingen sådan förfrågan
page-requests-unfound-text = Välj mindre, eller titta under ”Varför inte?”: där finns även ordrar som ingen har frågats om.

page-request-story = Vad som har hänt
page-request-about = Om förfrågan
page-request-closes = Formuläret stänger
page-request-change = En annan tid
page-request-change-text = Reglerna tillfrågas igen innan något skickas.
page-request-send-now = Skicka nu
page-request-day = Dag
page-request-time = Klockslag
page-request-move = Flytta
page-request-cancel = Avbryt förfrågan
page-request-cancel-text = Inget mer skickas till { $whom } för den här ordern, och formuläret stängs.
page-request-cancel-undo = Du kan ångra det: då planeras den på nytt, om reglerna fortfarande tillåter det.
page-request-cancel-gone = Det första meddelandet har redan gått. Du kan ångra det: då öppnas formuläret igen.
page-request-reopen = Ta tillbaka avbrytandet
page-request-reopen-text = Någon har avbrutit förfrågan. Det som inte hade gått planeras på nytt, om reglerna fortfarande tillåter det.

page-said-moved = Nästa meddelande har flyttats.
page-said-due = Det ska gå nu och skickas så snart reglerna tillåter.
page-said-moved-back = Det går på sin tidigare tid igen.
page-said-cancelled = Förfrågan är avbruten.
page-said-reopened = Avbrytandet är tillbakataget.
page-said-not-reopened = Den förblir avbruten: reglerna tillåter den inte nu. Historiken säger vilken.

page-story-reported = Rapporterat av butiken: { $type }
page-story-happened = Det hände { $at }.
page-story-sent = Skickat via { $channel }: { $role }
page-story-delivered = Levererat via { $channel }: { $role }
page-story-opened = Öppnat, { $channel }: { $role }
page-story-clicked = Länken följd, { $channel }: { $role }
page-story-failed = Kom inte fram via { $channel }: { $role }
page-story-unknown = Ingen vet om det kom fram via { $channel }: { $role }
page-story-unknown-text = Det räknas som skickat och skickas aldrig igen, så att ingen får det två gånger.
page-story-again = Försöks igen via { $channel }: { $role }
page-story-sending = Skickas just nu via { $channel }: { $role }
page-story-begun = Ett svar påbörjades
page-story-answered = Besvarad
page-story-doubtful = Ett tveksamt svar kom; en robot kan ha gett det, så det räknas inte
page-story-expired = Formuläret stängdes utan svar
page-story-given-up = Uppgivet: inget meddelande kunde levereras
page-story-waiting = Väntar på svar
page-story-closes = Formuläret är öppet till { $at }. Inget fler meddelande är planerat.
page-story-ahead = Kommer via { $channel }: { $role }
page-story-held = Det väntar på någons klartecken, eftersom { $reason }.
page-story-stops = Vad som ännu kan stoppa det
page-story-rules = Regel för regel

page-why-lead = Varför någon fick mejl eller inte, i ord, för varje order som har rapporterats.
page-why-box = Varför fick någon inget mejl?
page-why-ask = Fråga
page-why-next = Nästa: { $role }, { $at }.
page-why-whole = Hela historien
page-why-cut = Det här är de 20 senaste. Ett ordernummer leder till en enda.
page-why-unknown-title = Inget är känt om detta
page-why-unknown-text = Ingen sådan order, adress eller namn har rapporterats, så ingen kunde tillfrågas. Kontrollera:
page-why-check-spelling = Är det skrivet precis som butiken skickade det?
page-why-check-reported = Rapporterade butiken ordern, och togs rapporten emot?
page-why-check-address = Beställde kunden med en annan adress?

page-today-sent = tillfrågade de senaste 24 timmarna
page-today-answered = svar de senaste 24 timmarna
page-today-due = ska gå de närmaste 24 timmarna
page-today-week = { $number } på 7 dagar
page-today-week-ahead = { $number } de närmaste 7 dagarna
page-today-answers = Senaste svaren
page-today-no-answers = Inget svar än. De första visas här.
page-today-next = Går härnäst
page-today-nothing-due = Inget väntar på att skickas.
page-today-connect = Så rapporterar du ordrar

page-first-storefront-title = Först din butik
page-first-storefront-text = Ange butiken som frågar, med dess tidszon och avsändare.
page-first-campaign-title = Nu en kampanj
page-first-campaign-text = Den säger efter vilken händelse någon tillfrågas, hur långt efter och om vad.
page-first-event-title = Allt är klart för den första ordern
page-first-event-text = Låt din butik rapportera en order. Inom en sekund ser du här vad som planeras, eller varför inte.

page-wrong-restored = Databasen har återställts eller kopierats, så inget skickas. Kontrollera att ingen annan kopia skickar, och frige sedan kontot.
page-wrong-kill-switch = Någon har stoppat allt utskick. Meddelanden väntar tills kontot friges.
page-wrong-to-account = Till kontot
page-wrong-paused =
    { $count ->
        [one] En kampanj är pausad; dess meddelanden väntar.
       *[other] { $count } kampanjer är pausade; deras meddelanden väntar.
    }
page-wrong-to-campaigns = Till kampanjerna
page-wrong-nameless = Avsändar- eller postadress saknas, och varje meddelande måste ange den: { $storefronts }.
page-wrong-to-storefronts = Till butikerna
page-wrong-astray =
    { $more ->
        [yes] Fler än { $count } meddelanden kom inte fram de senaste 24 timmarna, eller så vet ingen.
       *[no] { $count ->
            [one] Ett meddelande kom inte fram de senaste 24 timmarna, eller så vet ingen.
           *[other] { $count } meddelanden kom inte fram de senaste 24 timmarna, eller så vet ingen.
        }
    }
page-wrong-look = Titta på dem
page-wrong-silent = Ingen order har rapporterats sedan { $at }. Är butiken fortfarande ansluten?

page-contacts-lead = Alla som en order har nämnt, de nyaste först.
page-contacts-search = Sök
page-contacts-all = Alla kontakter
page-contacts-none-title = Ingen är känd än
page-contacts-none-text = Kontakter kommer av sig själva: med varje order som din butik rapporterar.
page-contacts-unfound-title = Ingen sådan är känd
page-contacts-unfound-text = Adresser och nummer hittas i sin helhet, namn efter hur de börjar.

page-contact-nameless = Utan namn
page-contact-erased = Raderad person
page-contact-erased-text = Personens uppgifter har raderats:
page-contact-name = Namn
page-contact-phone = Telefon
page-contact-external = Kundnummer
page-contact-since = Känd sedan
page-contact-known = Vad som är känt
page-contact-language = Språk
page-contact-language-hint = Som en kort kod, till exempel sv eller nb; tomt: butikens.
page-contact-zone = Tidszon
page-contact-zone-hint = Till exempel Europe/Stockholm; tomt: butikens.
page-contact-channel = Föredrar
page-contact-any-channel = har inte sagt
page-contact-asked = Vad som har frågats och ska frågas
page-contact-never-asked = Personen har aldrig tillfrågats. ”Varför inte?” säger varför.
page-contact-consents = Samtycken
page-contact-no-consents = Inget samtycke finns registrerat.
page-contact-everything = allt
page-contact-withdrawn = Återkallat
page-contact-withdraw = Återkalla samtycket
page-contact-withdraw-text = Inget skickas längre till { $whom } på detta samtycke. För att ändra det krävs ett nytt samtycke.
page-contact-stops = Vad som stoppar meddelanden
page-contact-no-stops = Inget gör det.
page-contact-stop-unsubscribed = Avregistrerad för { $channel }.
page-contact-stop-bounced = Ett meddelande via { $channel } kunde inte levereras.
page-contact-stop-complained = Anmälde ett meddelande via { $channel } som oönskat.
page-contact-stop-manual = Någon i verksamheten har spärrat adressen för { $channel }.
page-contact-lift = Häv
page-contact-lasting = Bara mottagaren kan ta tillbaka det.
page-contact-less-often = Bad { $at } om att få färre förfrågningar.
page-contact-later = Bad om att inte höra av er före { $day }.
page-contact-rights = Personens rättigheter
page-contact-rights-text = Var och en får fråga vad som är känt om dem, och be om att raderas. Båda står i granskningsloggen.
page-contact-export = Ladda ner allt
page-contact-erase = Radera personen
page-contact-erase-text = Allt som är känt om { $whom } raderas, i varje tabell, och det som är planerat avbryts. Det går inte att ångra.
page-contact-erase-stays = Det som blir kvar nämner ingen: att någon tillfrågades, hur många stjärnor de gav, och en kod för adressen så att den aldrig får mejl igen.
page-contact-erase-word = radera
page-contact-erase-typed = Skriv ”{ $word }” för att fortsätta

page-said-erased = Personen är raderad.
page-said-contact-saved = Sparat.
page-said-withdrawn = Samtycket är återkallat.
page-said-lifted = Hävt: meddelanden får gå dit igen.

fault-day-malformed = Skriv en dag, till exempel 2026-03-01.

fault-clock-malformed = Skriv ett klockslag, till exempel 10:00.

fault-due-at-past = Tiden har passerat. Välj en senare.

fault-word-other = Det är ett annat ord. Skriv ordet inom citattecken.

fault-locale-malformed = Skriv ett språk som en kort kod, till exempel sv eller nb.

fault-zone-unknown = Skriv en tidszon med dess namn, till exempel Europe/Stockholm.

act-invitation-moved = flyttade en förfrågan
act-invitation-cancelled = avbröt en förfrågan
act-invitation-reopened = tog tillbaka ett avbrytande

act-invitations-exported = laddade ner en lista med förfrågningar

act-contact-changed = ändrade en kontakt
act-contact-exported = laddade ner alla uppgifter om en kontakt
act-contact-erased = raderade en kontakt

act-consent-withdrawn = återkallade ett samtycke

act-suppression-lifted = hävde en spärr av en adress
