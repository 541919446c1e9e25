# Sidorna för verksamheten: ramen runt dem, och vad alla säger.

page-skip = Hoppa till sidan
page-menu = Meny
page-menu-happens = Vad som händer
page-today = I dag
page-requests = Förfrågningar
page-sign-in = Logga in
page-sign-in-refused = Adressen eller lösenordet stämmer inte. Försök igen, eller be en administratör om en ny länk.
page-sign-out = Logga ut
page-email = E-post
page-password = Lösenord
page-undo = Ångra
page-save = Spara
page-cancel = Avbryt
page-delete = Ta bort
page-first = Till början
page-next = Nästa
page-pager = Listans sidor
page-stars = { $count ->
        [one] { $count } stjärna av 5
       *[other] { $count } stjärnor av 5
    }
page-to-today = Till första sidan

page-missing-title = Här finns ingenting
page-missing-text = Sidan finns inte, eller inte längre. Kanske blev adressen avklippt.
page-forbidden-title = Inte med din roll
page-forbidden-text = Du får se andra sidor, men inte den här. En administratör kan ändra din roll.
page-slowed-title = Ett ögonblick
page-slowed-text = Det blev för många försök på en gång. Vänta en minut och försök igen.
page-refused-title = Det går inte
page-refused-text = Ingenting ändrades. Gå tillbaka, se vad som gäller nu och försök igen.
page-trouble-title = Något gick fel här
page-trouble-text = Ingenting gick förlorat. Försök igen om en stund; om det fortsätter står orsaken i programmets logg.

page-style = Hur sidorna ser ut
page-style-lead = Varje del som sidorna består av, en gång: ändra den här, så ändras den överallt.
page-style-colours = Färger
page-style-ways = Vägar
page-style-type = Text
page-style-buttons = Knappar
page-style-badges = Lägen
page-style-fields = Fält
page-style-notices = Meddelanden
page-style-figures = Siffror
page-style-lists = Listor

fault-field-missing = Det här behövs.

act-session-begun = loggade in
act-session-ended = loggade ut
