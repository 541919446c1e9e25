# Mitä vastaanottaja lukee sivuilla, joille viestin linkit vievät. Avaimet ja muuttujat kuten tiedostossa
# texts/en/recipient.ftl.

date = { $day }. { $month ->
        [1] tammikuuta
        [2] helmikuuta
        [3] maaliskuuta
        [4] huhtikuuta
        [5] toukokuuta
        [6] kesäkuuta
        [7] heinäkuuta
        [8] elokuuta
        [9] syyskuuta
        [10] lokakuuta
        [11] marraskuuta
       *[12] joulukuuta
    } { $year }
recipient-form-title = { $shop }: miten asiointi sujui?
recipient-form-lead = Viite: { $reference }. Rehellinen vastaus, hyvä tai huono, auttaa eniten.
recipient-route-lead = Aihe: { $reference }. Arvostelu kirjoitetaan toisella sivustolla: { $platform }. Rehellinen arvostelu, hyvä tai huono, auttaa eniten.
recipient-route-button = Jatka: { $platform }
recipient-route-note = Merkitsemme muistiin, että jatkoit, mutta emme saa tietää, mitä kirjoitat siellä.
recipient-question-rating = Kuinka tyytyväinen olet?
recipient-question-comment = Mikä oli hyvää, mikä voisi olla paremmin?
recipient-optional = vapaaehtoinen
recipient-stars = { $stars } / { $most }
recipient-stars-1 = Erittäin tyytymätön
recipient-stars-2 = Tyytymätön
recipient-stars-3 = Siltä väliltä
recipient-stars-4 = Tyytyväinen
recipient-stars-5 = Erittäin tyytyväinen
recipient-send = Lähetä
recipient-send-change = Tallenna muutos
recipient-save = Tallenna ja jatka myöhemmin
recipient-saved = Tallennettu. Voit jatkaa milloin vain viestisi linkistä.
recipient-error-title = Jotakin puuttuu
recipient-error-rating = Valitse 1–5 tähteä.
recipient-error-comment = Teksti on pidempi kuin { $most } merkkiä. Lyhennä sitä.
recipient-products-title = { $shop }: mitä pidit ostoksistasi?
recipient-products-lead = Entä ostoksesi? Arvioi niin monta kuin haluat.
recipient-products-cut = Tässä ovat { $shown } ensimmäistä tuotetta, yhteensä { $all }.
recipient-error-words = Kirjoita tähtien lisäksi muutama sana.
recipient-error-nothing = Tallennettavaa ei vielä ole.
recipient-again = Se kävi hyvin nopeasti. Paina painiketta vielä kerran, niin tiedämme, että asialla on ihminen.
recipient-thanks-title = Kiitos!
recipient-thanks-text = Vastauksesi on saapunut perille: { $shop }.
recipient-thanks-change = Voit muuttaa sitä 24 tunnin ajan.
recipient-change = Muuta vastausta
recipient-your-answer = Vastauksesi
recipient-final = Sitä ei voi enää muuttaa.
recipient-closed-title = Lomake on suljettu
recipient-closed-text = Vastausaika on päättynyt. Mitään ei enää tallenneta.
recipient-missing-title = Linkki ei johda mihinkään
recipient-missing-text = Siitä saattaa puuttua osa. Avaa se viestistäsi vielä kerran.
recipient-often-title = Liian monta linkkiä, jotka eivät johda mihinkään
recipient-often-text = Yhteydestäsi on avattu liian monta rikkinäistä linkkiä. Viestisi koko linkki toimii milloin tahansa.
recipient-large-title = Tekstiä on liikaa
recipient-large-text = Palaa takaisin ja lyhennä sitä. Mitään ei tallennettu.
recipient-trouble-title = Jokin ei toimi
recipient-trouble-text = Yritä hetken kuluttua uudelleen.
recipient-unsubscribe-title = Ei enää tällaisia viestejä?
recipient-unsubscribe-text = { $shop } ei sen jälkeen enää kysy mielipidettäsi sähköpostitse.
recipient-unsubscribe-button = Peru viestit
recipient-unsubscribed-title = Viestit on peruttu
recipient-unsubscribed-text = { $shop } ei enää kysy mielipidettäsi sähköpostitse.
recipient-undo = Kumoa
recipient-rather = Tai valitse myöhempi päivä tai vähemmän viestejä
recipient-preferences-title = Milloin saamme kysyä?
recipient-preferences-lead = Valitse, mikä sinulle sopii. Valinta on voimassa heti.
recipient-in-force = Valintasi
recipient-less-often-title = Harvemmin
recipient-less-often-text = Enintään puolet niin usein kuin ennen.
recipient-less-often-button = Kysykää harvemmin
recipient-less-often-on = Kysymme sinulta harvemmin.
recipient-later-title = Myöhemmin
recipient-later-text = Emme kysy vähään aikaan mitään.
recipient-months = { $count ->
        [one] { $count } kuukauteen
       *[other] { $count } kuukauteen
    }
recipient-later-on = Emme kysy mitään ennen { $day }.
recipient-not-yet-title = Ei vielä
recipient-not-yet-text = Eikö tilaamasi ole saapunut? Silloin kysymme myöhemmin (viite { $reference }).
recipient-weeks = { $count ->
        [one] { $count } viikon kuluttua
       *[other] { $count } viikon kuluttua
    }
recipient-not-yet-on = Kysymme viitteestä { $reference } alkaen { $day }.
recipient-never-title = Ei koskaan
recipient-never-text = Ei enää tällaisia viestejä.
recipient-never-on = Emme lähetä sinulle tällaisia viestejä.
recipient-done = Valintasi on tallennettu.
