# Sidene for virksomheten: rammen rundt dem, og det alle sier.

page-skip = Hopp til siden
page-menu = Meny
page-menu-happens = Hva som skjer
page-today = I dag
page-requests = Forespørsler
page-sign-in = Logg inn
page-sign-in-refused = Adressen eller passordet stemmer ikke. Prøv igjen, eller be en administrator om en ny lenke.
page-sign-out = Logg ut
page-email = E-post
page-password = Passord
page-undo = Angre
page-save = Lagre
page-cancel = Avbryt
page-delete = Slett
page-first = Til begynnelsen
page-next = Neste
page-pager = Listens sider
page-stars = { $count ->
        [one] { $count } stjerne av 5
       *[other] { $count } stjerner av 5
    }
page-to-today = Til første side

page-missing-title = Her er det ingenting
page-missing-text = Siden finnes ikke, eller ikke lenger. Kanskje ble adressen kuttet.
page-forbidden-title = Ikke med din rolle
page-forbidden-text = Du kan se andre sider, men ikke denne. En administrator kan endre rollen din.
page-slowed-title = Et øyeblikk
page-slowed-text = Det ble for mange forsøk på en gang. Vent et minutt og prøv igjen.
page-refused-title = Det går ikke
page-refused-text = Ingenting ble endret. Gå tilbake, se hva som gjelder nå, og prøv igjen.
page-trouble-title = Noe gikk galt her
page-trouble-text = Ingenting gikk tapt. Prøv igjen om litt; fortsetter det, står årsaken i programmets logg.

page-style = Slik ser sidene ut
page-style-lead = Hver del som sidene består av, én gang: endre den her, så endres den overalt.
page-style-colours = Farger
page-style-ways = Veier
page-style-type = Tekst
page-style-buttons = Knapper
page-style-badges = Tilstander
page-style-fields = Felt
page-style-notices = Meldinger
page-style-figures = Tall
page-style-lists = Lister

fault-field-missing = Dette trengs.

act-session-begun = logget inn
act-session-ended = logget ut
