# Ce que les destinataires lisent dans un e-mail. Clés et variables comme dans texts/en/mail.ftl.

mail-greeting = Bonjour { $name },
mail-greeting-without-name = Bonjour,
mail-review-subject = Comment cela s’est-il passé avec { $shop } ?
mail-review-reminder-subject = Avez-vous une minute pour donner votre avis sur { $shop } ?
mail-review-text = Merci d’avoir choisi { $shop } (référence { $reference }). Comment cela s’est-il passé ? Quelques mots sincères, bons ou mauvais, nous aident à progresser et aident d’autres personnes à choisir. Cela prend environ une minute.
mail-review-action = Donner mon avis
mail-product-subject = Que pensez-vous de votre achat chez { $shop } ?
mail-product-reminder-subject = Avez-vous une minute pour donner votre avis sur votre achat chez { $shop } ?
mail-product-text = Merci d’avoir choisi { $shop } (référence { $reference }). Que pensez-vous de ce que vous avez acheté ? Quelques mots sincères, bons ou mauvais, aident d’autres personnes à choisir. Donnez votre avis sur autant d’articles que vous le souhaitez.
mail-products-too = Vous pouvez dire au même endroit ce que vous pensez de vos achats :
mail-products-more = et { $count } de plus
mail-platform = L’avis s’écrit sur { $platform }.
mail-survey-subject = { $shop } aimerait vous poser quelques questions
mail-survey-reminder-subject = Il est encore temps de répondre à { $shop }
mail-survey-text = Merci de faire confiance à { $shop } (référence { $reference }). Pouvons-nous vous poser quelques courtes questions ? Vos réponses sincères, bonnes ou mauvaises, nous montrent ce qu’il faut garder et ce qu’il faut changer. Cela prend environ une minute.
mail-survey-action = Répondre aux questions
mail-preferences = Ce n’est pas le bon moment ? Choisissez un autre jour ou moins d’e-mails
mail-unsubscribe = Ne plus recevoir ce type d’e-mail
mail-footer = Vous recevez cet e-mail parce que vous avez fait appel à { $shop }.
mail-privacy = Politique de confidentialité
