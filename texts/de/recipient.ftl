# Was Empfänger auf den Seiten lesen, auf die die Links einer Nachricht führen. Schlüssel und Variablen wie in
# texts/en/recipient.ftl.

date = { $day }. { $month ->
        [1] Januar
        [2] Februar
        [3] März
        [4] April
        [5] Mai
        [6] Juni
        [7] Juli
        [8] August
        [9] September
        [10] Oktober
        [11] November
       *[12] Dezember
    } { $year }
recipient-form-title = Wie war es bei { $shop }?
recipient-form-lead = Es geht um { $reference }. Eine ehrliche Antwort, ob gut oder schlecht, hilft am meisten.
recipient-route-lead = Es geht um { $reference }. Die Bewertung wird auf { $platform } geschrieben, einer anderen Website. Eine ehrliche, ob gut oder schlecht, hilft am meisten.
recipient-route-button = Weiter zu { $platform }
recipient-route-note = Wir vermerken, dass Sie weitergegangen sind, und erfahren nicht, was Sie dort schreiben.
recipient-question-rating = Wie zufrieden sind Sie?
recipient-question-comment = Was war gut, was könnte besser sein?
recipient-optional = freiwillig
recipient-stars = { $stars } von { $most }
recipient-stars-1 = Sehr unzufrieden
recipient-stars-2 = Unzufrieden
recipient-stars-3 = Teils, teils
recipient-stars-4 = Zufrieden
recipient-stars-5 = Sehr zufrieden
recipient-send = Absenden
recipient-send-change = Änderung speichern
recipient-save = Speichern und später fertig machen
recipient-saved = Gespeichert. Sie können jederzeit über den Link in Ihrer Nachricht weitermachen.
recipient-error-title = Es fehlt noch etwas
recipient-error-rating = Bitte wählen Sie 1 bis 5 Sterne.
recipient-error-comment = Das sind mehr als { $most } Zeichen. Bitte kürzen Sie den Text.
recipient-products-title = Wie gefällt Ihnen, was Sie bei { $shop } gekauft haben?
recipient-products-lead = Und Ihr Einkauf? Bewerten Sie so viele Artikel, wie Sie möchten.
recipient-products-cut = Das sind die ersten { $shown } von { $all } Artikeln.
recipient-error-words = Bitte schreiben Sie zu den Sternen ein paar Worte.
recipient-error-nothing = Es gibt noch nichts zu speichern.
recipient-again = Das ging sehr schnell. Bitte drücken Sie noch einmal, damit wir wissen, dass es ein Mensch war.
recipient-thanks-title = Vielen Dank!
recipient-thanks-text = Ihre Antwort ist bei { $shop } angekommen.
recipient-thanks-change = Sie können sie 24 Stunden lang ändern.
recipient-change = Antwort ändern
recipient-your-answer = Ihre Antwort
recipient-final = Sie kann nicht mehr geändert werden.
recipient-closed-title = Dieses Formular ist geschlossen
recipient-closed-text = Die Zeit für eine Antwort ist vorbei. Es wird nichts mehr gespeichert.
recipient-missing-title = Dieser Link führt nirgendwohin
recipient-missing-text = Vielleicht fehlt ein Teil davon. Bitte öffnen Sie ihn noch einmal aus Ihrer Nachricht.
recipient-often-title = Zu viele Links, die nirgendwohin führen
recipient-often-text = Von Ihrem Anschluss wurden zu viele unvollständige Links geöffnet. Der ganze Link aus Ihrer Nachricht funktioniert jederzeit.
recipient-large-title = Das ist zu viel Text
recipient-large-text = Bitte gehen Sie zurück und kürzen Sie ihn. Es wurde nichts gespeichert.
recipient-trouble-title = Etwas funktioniert nicht
recipient-trouble-text = Bitte versuchen Sie es gleich noch einmal.
recipient-unsubscribe-title = Keine E-Mails wie diese mehr?
recipient-unsubscribe-text = { $shop } fragt Sie dann nicht mehr per E-Mail nach Ihrer Meinung.
recipient-unsubscribe-button = Abmelden
recipient-unsubscribed-title = Sie sind abgemeldet
recipient-unsubscribed-text = { $shop } fragt Sie nicht mehr per E-Mail nach Ihrer Meinung.
recipient-undo = Rückgängig
recipient-rather = Oder wählen Sie einen späteren Tag oder weniger E-Mails
recipient-preferences-title = Wann dürfen wir Sie fragen?
recipient-preferences-lead = Wählen Sie, was Ihnen passt. Es gilt sofort.
recipient-in-force = Ihre Wahl
recipient-less-often-title = Seltener
recipient-less-often-text = Höchstens halb so oft wie bisher.
recipient-less-often-button = Seltener fragen
recipient-less-often-on = Wir fragen Sie seltener.
recipient-later-title = Später
recipient-later-text = Wir fragen eine Zeit lang nichts.
recipient-months = { $count ->
        [one] Für { $count } Monat
       *[other] Für { $count } Monate
    }
recipient-later-on = Wir fragen nichts vor dem { $day }.
recipient-not-yet-title = Noch nicht
recipient-not-yet-text = Ist Ihre Bestellung noch nicht da? Dann fragen wir später nach { $reference }.
recipient-weeks = { $count ->
        [one] In { $count } Woche
       *[other] In { $count } Wochen
    }
recipient-not-yet-on = Wir fragen nach { $reference } erst ab dem { $day }.
recipient-never-title = Nie
recipient-never-text = Keine E-Mails wie diese mehr.
recipient-never-on = Wir senden Ihnen keine E-Mails wie diese.
recipient-done = Ihre Wahl ist gespeichert.
