# Le calendrier de ce qui doit partir, la file derrière lui, son flux, et les invitations à la main.

page-calendar = Calendrier
page-calendar-lead = Ce qui partira, et quand. Ouvrez un jour pour en voir les heures, ou un nombre pour voir les messages qu’il compte.
page-calendar-month = { $month ->
        [1] Janvier
        [2] Février
        [3] Mars
        [4] Avril
        [5] Mai
        [6] Juin
        [7] Juillet
        [8] Août
        [9] Septembre
        [10] Octobre
        [11] Novembre
       *[12] Décembre
    } { $year }
page-calendar-weekday = { $count ->
        [1] lun.
        [2] mar.
        [3] mer.
        [4] jeu.
        [5] ven.
        [6] sam.
       *[7] dim.
    }
page-calendar-messages = { $count ->
        [one] { $number } message
       *[other] { $number } messages
    }
page-calendar-more = { $count ->
        [one] et { $count } autre
       *[other] et { $count } autres
    }
page-calendar-months = Autres mois
page-calendar-before = Mois précédent
page-calendar-today = Ce mois-ci
page-calendar-after = Mois suivant
page-calendar-days = Autres jours
page-calendar-day-before = Jour précédent
page-calendar-day-after = Jour suivant
page-calendar-all = Tous les messages de ce jour
page-calendar-held = En attente :
page-calendar-none-title = Rien n’est prévu ici
page-calendar-none-text = Au fil des commandes, ce qui sera demandé apparaît ici, jour par jour. Vous pouvez aussi inviter à la main.
page-calendar-free-title = Rien ne part ce jour-là
page-calendar-free-text = Regardez un autre jour, ou le mois entier.

page-queue = File d’attente
page-queue-all = Toute cette liste : { $messages }, sur toutes les pages
page-queue-pick = Choisir
page-queue-move = Déplacer
page-queue-cancel = Les annuler
page-queue-unpicked = Choisissez d’abord au moins un message, ou toute la liste.
page-queue-empty-title = Rien n’attend ici
page-queue-empty-text = Ce qui était ici est parti, ou a été déplacé ou annulé.
page-queue-move-title = Déplacer { $messages }
page-queue-move-text = Ils partiront le jour que vous indiquez, et non plus quand ils devaient partir.
page-queue-send-title = Envoyer { $messages } maintenant
page-queue-send-text = Ils partent dès que les règles le permettent ; aux heures calmes, ils attendent le matin.
page-queue-cancel-title = Annuler { $messages }
page-queue-cancel-text = Plus rien ne part vers ces personnes au sujet de ces commandes, et leurs formulaires se ferment.
page-queue-rules = Chaque message est examiné à part. Ce que les règles arrêteraient reste tel quel, et l’on vous dit lesquels et pourquoi.
page-queue-undo = Pendant 30 jours, vous pouvez revenir en arrière tant que rien n’est parti.
page-queue-time-hint = Laissez vide, et chacun garde son heure.
page-queue-back = Retour à la liste
page-queue-moved = Déplacés au { $day }
page-queue-sent = Partent maintenant
page-queue-cancelled = Annulés
page-queue-undone = Remis comme avant
page-queue-done = Fait : { $messages }.
page-queue-was-undone = On est revenu en arrière.
page-queue-working = Cela continue tout seul ; vous pouvez quitter cette page.
page-queue-look = Regarder à nouveau
page-queue-stayed = Restés tels quels : { $messages }
page-queue-why = Pourquoi
page-queue-why-ended = la demande était déjà terminée
page-queue-why-gone = plus rien n’en attend dans la file
page-queue-why-changed = elle a été modifiée entre-temps
page-queue-why-held = elle était déjà en attente d’un feu vert
page-queue-why-not-reopened = les règles ne le permettent plus, ou elle n’a pas été annulée à la main
page-queue-why-past = l’heure est passée

page-feed = Flux de calendrier
page-feed-lead = Une adresse où votre propre calendrier voit combien de messages partent quel jour, à côté de vos lettres d’information. On y lit des nombres et les noms des campagnes, et rien sur personne.
page-feed-name = Messages de { $name }
page-feed-note = Tel que prévu maintenant. Les règles sont consultées à nouveau avant chaque envoi.
page-feed-address = Adresse
page-feed-address-hint = Dans votre calendrier, choisissez « s’abonner par URL » ou « depuis Internet ». Qui a cette adresse voit ces nombres.
page-feed-made = Créée
page-feed-zone = Jours selon l’heure de
page-feed-make = Créer une adresse
page-feed-renew = Créer une nouvelle adresse
page-feed-renew-hint = L’ancienne cesse aussitôt de fonctionner.
page-feed-revoke = Arrêter le flux
page-feed-revoke-text = L’adresse cesse aussitôt de fonctionner. Les calendriers abonnés n’affichent plus rien de nouveau, certains une erreur.
page-feed-none-title = Il n’y a pas encore de flux
page-feed-none-text = Créez une adresse, et donnez-la au calendrier où vous prévoyez vos lettres d’information.

page-said-feed-made = L’adresse est prête.
page-said-feed-revoked = Le flux est arrêté.

page-invite = Inviter à la main
page-invite-lead = Demandez à la personne de votre choix, ou à toute une liste. Vous voyez ce qu’il adviendrait de chacun avant que rien ne soit prévu ; les mêmes règles valent pour tous.
page-invite-list = Qui
page-invite-list-hint = Un par ligne : une adresse e-mail, un numéro de téléphone, un numéro de client ou de commande. Après une virgule la commande, si vous voulez la nommer ; sinon la dernière compte. Jusqu’à 500.
page-invite-file = Ou depuis un fichier
page-invite-file-hint = Un fichier CSV ou texte avec les mêmes lignes. Il est lu dans la case ci-dessus, où vous pouvez encore le modifier.
page-invite-look = Voir ce qu’il en adviendrait
page-invite-would = { $count ->
        [one] { $count } sur { $all } serait sollicité. Rien n’est encore prévu.
       *[other] { $count } sur { $all } seraient sollicités. Rien n’est encore prévu.
    }
page-invite-made = { $count ->
        [one] { $count } sur { $all } sera sollicité.
       *[other] { $count } sur { $all } seront sollicités.
    }
page-invite-do = { $count ->
        [one] Demander à cette personne
       *[other] Demander à ces { $count } personnes
    }
page-invite-line = Comme écrit
page-invite-when = Quand, ou pourquoi pas
page-invite-yes = sera sollicité
page-invite-no = pas sollicité
page-invite-waits = attend
page-invite-unknown = Ni personne ni commande connue sous cette indication. Laissez votre boutique signaler la commande, ou importez-la.
page-invite-no-order = Aucune commande de cette personne n’est connue ici. Écrivez son numéro après une virgule.
page-invite-more = Inviter d’autres personnes
page-invite-none-title = Aucune campagne n’est active
page-invite-none-text = C’est une campagne qui demande. Activez-en une, ou créez-en une.

fault-list-too-long = 500 lignes au plus à la fois.
fault-id-unknown = Ceci n’existe plus. Choisissez autre chose.
fault-line-malformed = Chaque ligne demande une première colonne, de 254 caractères au plus et sans caractères de contrôle.

act-queue-changed = a modifié de nombreux messages en attente
act-queue-change-undone = est revenu sur une modification de nombreux messages
act-calendar-feed-made = a créé une adresse pour le flux de calendrier
act-calendar-feed-revoked = a arrêté le flux de calendrier
