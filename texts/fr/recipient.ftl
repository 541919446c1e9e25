# Ce que les destinataires lisent sur les pages vers lesquelles mènent les liens d’un message. Clés et variables
# comme dans texts/en/recipient.ftl.

date = { $day ->
        [1] 1er
       *[other] { $day }
    } { $month ->
        [1] janvier
        [2] février
        [3] mars
        [4] avril
        [5] mai
        [6] juin
        [7] juillet
        [8] août
        [9] septembre
        [10] octobre
        [11] novembre
       *[12] décembre
    } { $year }
recipient-form-title = Comment cela s’est-il passé avec { $shop } ?
recipient-form-lead = Il s’agit de { $reference }. Une réponse sincère, bonne ou mauvaise, aide le plus.
recipient-route-lead = Il s’agit de { $reference }. L’avis s’écrit sur { $platform }, un autre site. Un avis sincère, bon ou mauvais, aide le plus.
recipient-route-button = Continuer vers { $platform }
recipient-route-note = Nous notons que vous avez poursuivi, sans rien apprendre de ce que vous y écrivez.
recipient-question-rating = Quel est votre degré de satisfaction ?
recipient-question-comment = Qu’est-ce qui était bien, qu’est-ce qui pourrait être mieux ?
recipient-optional = facultatif
recipient-stars = { $stars } sur { $most }
recipient-stars-1 = Très mauvais
recipient-stars-2 = Mauvais
recipient-stars-3 = Moyen
recipient-stars-4 = Bien
recipient-stars-5 = Très bien
recipient-send = Envoyer
recipient-send-change = Enregistrer la modification
recipient-save = Enregistrer et finir plus tard
recipient-saved = Enregistré. Vous pouvez finir quand vous voulez par le lien de votre message.
recipient-error-title = Il manque quelque chose
recipient-error-rating = Choisissez de 1 à 5 étoiles.
recipient-error-comment = Ce texte dépasse { $most } caractères. Veuillez le raccourcir.
recipient-products-title = Que pensez-vous de votre achat chez { $shop } ?
recipient-products-lead = Et vos achats ? Notez-en autant que vous le souhaitez.
recipient-products-cut = Voici les { $shown } premiers articles sur { $all }.
recipient-error-words = Ajoutez quelques mots à vos étoiles, s’il vous plaît.
recipient-error-nothing = Il n’y a encore rien à enregistrer.
recipient-again = C’était très rapide. Appuyez encore une fois sur le bouton, pour que nous sachions que c’est bien une personne.
recipient-thanks-title = Merci !
recipient-thanks-text = Votre réponse est bien arrivée chez { $shop }.
recipient-thanks-change = Vous pouvez la modifier pendant 24 heures.
recipient-change = Modifier la réponse
recipient-your-answer = Votre réponse
recipient-final = Elle ne peut plus être modifiée.
recipient-closed-title = Ce formulaire est fermé
recipient-closed-text = Le délai de réponse est passé. Plus rien n’est enregistré.
recipient-missing-title = Ce lien ne mène nulle part
recipient-missing-text = Il en manque peut-être une partie. Ouvrez-le encore une fois depuis votre message.
recipient-often-title = Trop de liens qui ne mènent nulle part
recipient-often-text = Trop de liens incomplets ont été ouverts depuis votre connexion. Le lien entier de votre message fonctionne à tout moment.
recipient-large-title = Ce texte est trop long
recipient-large-text = Revenez en arrière et raccourcissez-le. Rien n’a été enregistré.
recipient-trouble-title = Quelque chose ne marche pas
recipient-trouble-text = Veuillez réessayer dans un instant.
recipient-unsubscribe-title = Ne plus recevoir ce type d’e-mail ?
recipient-unsubscribe-text = { $shop } ne vous demandera alors plus votre avis par e-mail.
recipient-unsubscribe-button = Se désinscrire
recipient-unsubscribed-title = Désinscription effectuée
recipient-unsubscribed-text = { $shop } ne vous demande plus votre avis par e-mail.
recipient-undo = Annuler
recipient-rather = Ou choisissez un autre jour ou moins d’e-mails
recipient-preferences-title = Quand pouvons-nous vous demander ?
recipient-preferences-lead = Choisissez ce qui vous convient. Cela prend effet tout de suite.
recipient-in-force = Ce que vous avez choisi
recipient-less-often-title = Moins souvent
recipient-less-often-text = Au moins deux fois moins souvent qu’avant.
recipient-less-often-button = Demander moins souvent
recipient-less-often-on = Nous vous demandons moins souvent.
recipient-later-title = Plus tard
recipient-later-text = Nous ne demandons rien pendant un temps.
recipient-months = Pendant { $count } mois
recipient-later-on = Nous ne demandons rien avant le { $day }.
recipient-not-yet-title = Pas encore
recipient-not-yet-text = Votre commande n’est pas arrivée ? Nous reviendrons vers vous plus tard pour { $reference }.
recipient-weeks = { $count ->
        [one] Dans { $count } semaine
       *[other] Dans { $count } semaines
    }
recipient-not-yet-on = Pour { $reference }, nous attendons le { $day }.
recipient-never-title = Jamais
recipient-never-text = Ne plus recevoir ce type d’e-mail.
recipient-never-on = Nous ne vous envoyons plus ce type d’e-mail.
recipient-done = Votre choix est enregistré.
