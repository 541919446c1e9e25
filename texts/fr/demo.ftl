# Le bac à sable : son horloge, sa boîte d'envoi, la démonstration et sa visite guidée.

page-clock = Horloge du bac à sable
page-clock-lead = Un bac à sable a son propre temps. Il s'arrête jusqu'à ce que vous l'avanciez ; tout ce qui est prévu d'ici là arrive, dans l'ordre.
page-clock-now = Il est
page-clock-due = Prochaine échéance
page-clock-nothing = Rien n'est prévu
page-clock-hour = +1 heure
page-clock-day = +1 jour
page-clock-next = Au prochain envoi

page-outbox = Boîte d'envoi
page-outbox-lead = Ce que le bac à sable a envoyé, le plus récent d'abord. Rien n'a quitté ce programme.
page-outbox-empty-title = Rien n'a encore été envoyé
page-outbox-empty-text = Signalez une commande et avancez l'horloge : ce qui est prévu d'ici là arrive ici.
page-outbox-from = De
page-outbox-to = À
page-outbox-subject = Objet
page-outbox-time = Envoyé
page-outbox-request = sa demande
page-outbox-desk = Sur un ordinateur
page-outbox-phone = Sur un téléphone
page-outbox-links = Ce que le client peut faire
page-outbox-answer = Répondre
page-outbox-unsubscribe = Se désabonner
page-outbox-preferences = Préférences
page-outbox-text = En texte brut
page-outbox-headers = En-têtes

page-demo-title = Découvrir Afterword
page-demo-text = Deux disquaires, l'un à New York et l'autre à Stockholm, avec trois mois de vraies commandes derrière eux. On a demandé aux clients comment cela s'était passé ; certains ont répondu, certains ont reçu un rappel, d'autres ont été laissés tranquilles.
page-demo-safe = Les noms sont inventés, les e-mails vont dans une boîte, et c'est vous qui avancez l'horloge. Vous ne pouvez rien casser.
page-demo-enter = Découvrir

page-tour = Visite guidée
page-tour-position = Étape { $count } sur 6
page-tour-next = Étape suivante
page-tour-leave = Quitter la visite
page-tour-end = Terminer la visite
page-tour-today-title = Aujourd'hui
page-tour-today-text = Ce qui est parti, ce qui est revenu, et ce qui a besoin de vous. L'horloge en bas est celle du bac à sable : elle n'avance que par vous.
page-tour-mail-title = Une commande est devenue un e-mail
page-tour-mail-text = Une commande a été livrée, quelques jours ont passé, et on a demandé son avis au client : une fois, poliment, à une heure convenable. Voici l'e-mail sur un ordinateur et sur un téléphone.
page-tour-answer-title = À vous d'être le client
page-tour-answer-text = Appuyez sur le bouton de l'e-mail. Un formulaire s'ouvre à côté de cette page : choisissez vos étoiles, écrivez une phrase, envoyez. Puis revenez ici.
page-tour-reminder-title = Le rappel qui ne part pas
page-tour-reminder-text = Un rappel était prévu ici aussi. La réponse l'a supprimé au même instant, et l'histoire de la demande le dit.
page-tour-why-title = Pourquoi ce client n'a-t-il pas été sollicité ?
page-tour-why-text = Il l'avait été peu de temps avant, et on le laisse tranquille. Chaque commande a une telle réponse, règle par règle, même celles qui n'ont mené à aucun e-mail.
page-tour-delay-title = Changer un délai
page-tour-delay-text = Demandez plus tôt ou plus tard, ou désactivez le rappel : le dessin montre ce qui arriverait à une commande passée maintenant. Enregistrez, avancez l'horloge et regardez. La visite est finie.
