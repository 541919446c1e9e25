# Mitä vastaanottaja lukee sähköpostissa. Avaimet ja muuttujat kuten tiedostossa texts/en/mail.ftl.

mail-greeting = Hei { $name }!
mail-greeting-without-name = Hei!
mail-review-subject = { $shop }: miten asiointi sujui?
mail-review-reminder-subject = { $shop }: ehditkö kertoa, miten asiointi sujui?
mail-review-text = Kiitos, että valitsit yrityksen { $shop } (viite { $reference }). Miten kaikki sujui? Muutama rehellinen sana, hyvä tai huono, auttaa meitä parantamaan ja muita valitsemaan. Siihen menee noin minuutti.
mail-review-action = Kirjoita arvostelu
mail-product-subject = { $shop }: mitä pidit ostoksistasi?
mail-product-reminder-subject = { $shop }: ehditkö kertoa, mitä pidit ostoksistasi?
mail-product-text = Kiitos, että valitsit yrityksen { $shop } (viite { $reference }). Mitä pidit ostoksistasi? Muutama rehellinen sana, hyvä tai huono, auttaa muita valitsemaan. Voit arvioida niin monta tuotetta kuin haluat.
mail-products-too = Samalla voit kertoa, mitä pidit ostoksistasi:
mail-products-more = ja { $count } muuta
mail-platform = Arvostelu kirjoitetaan palvelussa { $platform }.
mail-survey-subject = { $shop }: muutama kysymys sinulle
mail-survey-reminder-subject = { $shop }: ehdit vielä vastata kysymyksiin
mail-survey-text = Kiitos, että olet yrityksen { $shop } asiakas (viite { $reference }). Saammeko kysyä muutaman lyhyen kysymyksen? Rehelliset vastauksesi, niin hyvät kuin huonot, kertovat meille, mitä kannattaa säilyttää ja mitä muuttaa. Siihen menee noin minuutti.
mail-survey-action = Vastaa kysymyksiin
mail-preferences = Eikö hetki ole sopiva? Valitse myöhempi päivä tai vähemmän viestejä
mail-unsubscribe = Ei enää tällaisia viestejä
mail-footer = Sait tämän viestin, koska olet yrityksen { $shop } asiakas.
mail-privacy = Tietosuojaseloste
