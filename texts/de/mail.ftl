# Was Empfänger in einer E-Mail lesen. Schlüssel und Variablen wie in texts/en/mail.ftl. Nach dem Komma der Anrede geht
# der Satz klein weiter.

mail-greeting = Guten Tag { $name },
mail-greeting-without-name = Guten Tag,
mail-review-subject = Wie war es bei { $shop }?
mail-review-reminder-subject = Haben Sie eine Minute für ein Wort über { $shop }?
mail-review-text = vielen Dank, dass Sie sich für { $shop } entschieden haben (Referenz { $reference }). Wie ist es gelaufen? Ein paar ehrliche Worte, ob gut oder schlecht, helfen uns, besser zu werden, und anderen bei der Wahl. Es dauert etwa eine Minute.
mail-review-action = Bewertung schreiben
mail-product-subject = Wie gefällt Ihnen, was Sie bei { $shop } gekauft haben?
mail-product-reminder-subject = Haben Sie eine Minute für ein Wort über Ihren Einkauf bei { $shop }?
mail-product-text = vielen Dank, dass Sie sich für { $shop } entschieden haben (Referenz { $reference }). Wie gefällt Ihnen, was Sie gekauft haben? Ein paar ehrliche Worte, ob gut oder schlecht, helfen anderen bei der Wahl. Bewerten Sie so viele Artikel, wie Sie möchten.
mail-products-too = Sie können an derselben Stelle sagen, wie Ihnen gefällt, was Sie gekauft haben:
mail-products-more = und { $count } weitere
mail-platform = Die Bewertung wird auf { $platform } geschrieben.
mail-survey-subject = Ein paar Fragen von { $shop }
mail-survey-reminder-subject = Noch ist Zeit für die Fragen von { $shop }
mail-survey-text = vielen Dank für Ihr Vertrauen in { $shop } (Referenz { $reference }). Dürfen wir Ihnen ein paar kurze Fragen stellen? Ihre ehrlichen Antworten, ob gut oder schlecht, zeigen uns, was wir beibehalten und was wir ändern sollten. Es dauert etwa eine Minute.
mail-survey-action = Fragen beantworten
mail-preferences = Passt es gerade nicht? Wählen Sie einen späteren Tag oder weniger E-Mails
mail-unsubscribe = Keine weiteren E-Mails dieser Art
mail-footer = Sie erhalten diese E-Mail, weil Sie Kundin oder Kunde von { $shop } sind.
mail-privacy = Datenschutzhinweise
