# Campagnes, modèles, boutiques, réponses, compte : comment on demande, et ce qui revient.

page-menu-ask = Comment vous demandez
page-search = Rechercher
page-find = Chercher
page-any = Tous
page-yes = Oui
page-no = Non
page-nothing = Rien
page-nobody = Personne inconnue
page-nothing-found = Rien n’a été trouvé
page-nothing-found-text = Essayez avec moins de lettres, ou retirez un filtre.
page-unit = Unité
page-unit-hours = heures
page-unit-days = jours
page-unit-weeks = semaines
page-unit-months = mois
page-unit-years = ans
page-purpose = Demande
page-storefront = Boutique
page-meanwhile = Rien de ce que vous avez saisi n’est encore enregistré. Voici ce qui s’y trouve maintenant ; enregistrez de nouveau si votre version doit la remplacer.
page-meanwhile-who = { $who } a modifié ceci pendant que vous écriviez ({ $at }).
page-meanwhile-program = Ceci a été modifié pendant que vous écriviez.

page-campaigns = Campagnes
page-campaigns-lead = Chaque campagne demande un avis sur un type d’événement dans une boutique : à qui, quand et à quelle fréquence.
page-campaigns-none = Personne n’est encore sollicité
page-campaigns-none-text = Créez une campagne : elle dit après quel événement vos clients sont sollicités, et quand. Elle reste désactivée jusqu’à ce que vous l’activiez.
page-campaign-new = Nouvelle campagne
page-campaign-new-lead = Elle est désactivée au départ, pour que vous puissiez l’examiner tranquillement.
page-campaign-make = Créer
page-event-type = Type d’événement
page-event-type-hint = Tel que votre boutique le signale, par exemple order.delivered. Demander après la livraison donne les meilleures réponses.
page-campaign-enabled = La campagne est activée
page-campaign-enabled-hint = Une seule campagne peut être active pour la même boutique, le même événement et la même demande. Désactivée, elle ne sollicite personne, et ce qui est prévu ne part pas.
page-campaign-is-on = Activée
page-campaign-is-paused = En pause
page-campaign-is-off = Désactivée
page-campaign-pause = Mettre en pause
page-campaign-resume = Reprendre
page-campaign-name = Nom
page-campaign-name-hint = Pour vous seulement ; les clients ne le voient jamais.
page-campaign-when-title = Quand elle demande
page-campaign-base = Compté à partir de
page-campaign-base-hint = La date d’activation convient à ce qui sert plus tard que l’achat : un séjour, un cours, une précommande. Elle vaut pour toutes les campagnes de cette boutique et de cet événement.
page-base-event = l’événement
page-base-activation-date = la date d’activation
page-campaign-delay = Attendre
page-campaign-delay-hint = 7 jours après une commande, les articles sont arrivés et ont servi ; après une livraison ou une visite, 1 à 3 jours suffisent.
page-campaign-hour = Heure d’envoi
page-campaign-hour-hint = En fin de matinée ou en début de soirée, quand on a une minute. La même heure que l’événement convient si vos clients achètent sur leur temps libre.
page-hour-of-event = même heure que l’événement
page-campaign-zone = À l’heure de qui
page-campaign-zone-hint = L’heure du destinataire est la plus prévenante ; si son fuseau est inconnu, celui de la boutique est pris.
page-zone-recipient = du destinataire
page-zone-storefront = de la boutique
page-zone-utc = UTC
page-campaign-often-title = À quelle fréquence
page-campaign-mode = Solliciter la même personne
page-campaign-mode-hint = Après chaque achat convient aux services qui diffèrent à chaque fois ; sinon les gens se lassent.
page-mode-min-gap = pas plus souvent que ci-dessous
page-mode-every-event = après chaque achat
page-campaign-gap = Au moins cet intervalle
page-campaign-gap-hint = Trois ans, c’est l’usage des grandes boutiques pour les avis sur la boutique ; 30 à 90 jours conviennent aux visites régulières.
page-campaign-reminder-title = Rappel et fin
page-campaign-reminder = Rappeler une fois à qui n’a pas répondu
page-campaign-reminder-hint = Un rappel apporte environ un tiers de réponses en plus. Il n’y en a jamais de second. Le désactiver annule définitivement ceux qui attendent.
page-campaign-reminder-after = Rappel après le premier message
page-campaign-reminder-after-hint = Une semaine : assez pour ne pas insister, assez peu pour se souvenir.
page-campaign-expires = Le formulaire ferme après
page-campaign-expires-hint = Compté à partir du premier message. Trois mois ne perdent personne ; un rappel doit venir au moins un jour avant.
page-campaign-words-title = Avec quels mots
page-campaign-template = Modèle
page-campaign-template-hint = Les textes standard sont courts et existent en sept langues. Vos propres mots vous ressemblent davantage.
page-template-standard = Textes standard
page-campaign-pinned = Ce qui est déjà prévu garde l’heure et les mots de sa planification. Les interrupteurs agissent aussitôt sur tout ce qui n’est pas parti.
page-campaign-look = Voir ce que cela donne
page-campaign-line-title = Une commande passée maintenant
page-campaign-line-lead = Avec les réglages de cette page, enregistrés ou non.
page-campaign-when =
    { $delay ->
        [none] Juste après
       *[other] { $delay } après
    } { $base ->
        [activation_date] la date d’activation
       *[event] l’événement
    }{ $hour ->
        [none] , à la même heure
        [auto] , quand on répond le plus
       *[other] , à { $hour }
    }
page-campaign-reminded = Un rappel après { $after }
page-campaign-not-reminded = Pas de rappel
page-line-placed = La commande est passée
page-line-message = Part : { $role } ({ $channel })
page-line-never = Ne part pas : { $role } ({ $channel })
page-line-stopped = Avec ces réglages, il ne part jamais : { $reason }.
page-line-waits = Il attend les heures où vos messages peuvent arriver.
page-line-closes = Le formulaire ferme
page-line-activates = On suppose ici que la date d’activation de la commande est le { $day }.
page-line-unknown = Corrigez les champs signalés, et la ligne sera tracée ici.
page-warning-before-delivery = Sollicités aussitôt, la plupart des clients n’ont pas encore reçu leurs articles. Attendez quelques jours, ou demandez après la livraison.
page-warning-reminder-expired = Le rappel viendrait quand le formulaire est fermé ou presque : personne ne le reçoit. Rappelez plus tôt, ou fermez plus tard.
page-warning-quiet-hours = Cette heure est hors de la plage où vos messages peuvent arriver : ils attendent. Choisissez une heure comprise dans la plage.
page-warning-basis = Cette boutique ne déclare aucun droit de demander : seuls les clients dont le consentement accompagne la commande sont sollicités.
page-warning-held = L’envoi est arrêté pour tout le compte : rien ne part avant que quelqu’un le relance.
page-campaign-strike-title = Annuler les rappels en attente ?
page-campaign-strikes =
    { $count ->
        [one] { $count } rappel est en attente. Sans rappels il est annulé, et il ne revient pas quand ils sont réactivés.
       *[other] { $count } rappels sont en attente. Sans rappels ils sont annulés, et ils ne reviennent pas quand les rappels sont réactivés.
    }
page-campaign-strike = Enregistrer et les annuler
page-said-campaign-made = La campagne est créée, encore désactivée. Examinez-la, puis activez-la.
page-said-campaign-saved = Enregistré. Cela vaut pour ce qui sera prévu désormais.
page-said-campaign-struck =
    { $count ->
        [one] Enregistré. { $count } rappel en attente a été annulé ; il n’en reste aucun.
       *[other] Enregistré. { $count } rappels en attente ont été annulés ; il n’en reste aucun.
    }
page-said-campaign-undone = Les réglages précédents valent de nouveau. Les rappels annulés le restent.
page-said-campaign-paused = En pause. Ce qui est prévu attend.
page-said-campaign-resumed = Reprise. Ce qui attendait est réexaminé et part à la prochaine heure d’envoi.

page-templates = Modèles
page-templates-lead = Vos propres mots pour les messages qui demandent.
page-templates-none = Pas encore de textes à vous
page-templates-none-text = Les textes standard servent, dans la langue de chaque destinataire. Un modèle les remplace dans les campagnes qui le choisissent.
page-template-new = Nouveau modèle
page-template-new-lead = Commencez par une langue ; d’autres pourront suivre.
page-template-lead = Ce qui est déjà prévu garde ses mots.
page-template-name = Nom
page-template-name-hint = Pour vous seulement.
page-template-language = Langue
page-template-languages = Langues
page-template-no-texts = pas encore de textes
page-template-subject = Objet
page-template-subject-hint = Une ligne. Une question avec le nom de votre boutique est la plus ouverte.
page-template-body = Texte
page-template-body-hint = Une ligne vide termine un paragraphe ; [mots](https://…) est un lien. Les moyens de se désinscrire sont ajoutés d’office.
page-template-reminder-subject = Objet du rappel
page-template-reminder-subject-hint = Le rappel a le même texte. Laissé vide, il a l’objet standard.
page-template-variables = Ce que vous pouvez nommer
page-variable-first-name = le prénom du client
page-variable-name = le nom complet du client
page-variable-reference = le numéro de la commande, de la visite ou de la réservation
page-variable-date = le jour où cela a eu lieu
page-variable-total = le montant, avec sa devise
page-variable-products = ce qui a été acheté, l’un après l’autre
page-variable-staff = qui a servi le client
page-variable-shop = le nom de la boutique
page-variable-shop-url = son adresse sur le web
page-variable-address = son adresse postale
page-variable-button = un bouton qui mène au formulaire ; seul sur sa ligne
page-variable-url = l’adresse du formulaire
page-template-look = Affichage
page-look-mail = Messagerie
page-look-phone = Téléphone
page-look-dark = Sombre
page-template-preview = Afficher
page-template-preview-title = Le message tel qu’il serait
page-template-sample = Pour une commande inventée. Ses liens ne mènent nulle part.
page-template-faults = Ce texte ne fonctionne pas encore
page-template-remove-language = Retirer cette langue
page-template-test = Envoyer un essai
page-template-test-send = Envoyer le texte enregistré
page-template-to = À
page-template-to-hint = Un essai va à quelqu’un de votre compte, une fois toutes les 10 secondes, et ne compte nulle part. Un bac à sable le met dans sa boîte.
page-template-starter-subject = Comment était-ce chez { $shop } ?
page-template-starter-body =
    Bonjour { $name },

    merci pour votre commande. Comment était-ce ? Cela prend une minute, et nous lisons chaque mot.
page-template-delete = Supprimer ce modèle ?
page-template-delete-text = Aucune campagne ne l’utilise. Ce qui est déjà prévu avec lui garde ses mots.
page-template-used = Une campagne utilise ce modèle
page-template-used-text = Donnez d’abord un autre modèle à ces campagnes :
page-said-template-saved = Enregistré. Les campagnes utilisent les nouveaux mots pour ce qui sera prévu désormais.
page-said-template-made = Le modèle est créé. Choisissez-le dans une campagne.
page-said-template-deleted = Le modèle est supprimé.
page-said-template-boxed = L’essai est dans la boîte du bac à sable.
page-said-template-accepted = Le serveur de messagerie a accepté l’essai. Il devrait arriver dans un instant.
page-said-template-refused = Le serveur de messagerie a refusé l’essai. Vérifiez l’adresse et l’expéditeur de la boutique.
page-said-template-retry = Le serveur de messagerie n’a pas pris l’essai. Réessayez dans un instant.
page-said-template-unknown = Nul ne sait si l’essai est parti : le serveur de messagerie n’a rien dit.

page-storefronts = Boutiques
page-storefronts-lead = Un site, un marché, une clinique ou un salon : qui demande, au nom de qui et avec quel droit.
page-storefronts-none = Pas encore de boutique
page-storefronts-none-text = Créez-en une : les événements la nomment, et son nom figure sur chaque message.
page-storefront-new = Nouvelle boutique
page-storefront-new-lead = Le nom, la langue et le fuseau horaire suffisent pour commencer.
page-storefront-name = Nom
page-storefront-name-hint = Tel que vos clients le connaissent.
page-storefront-slug = Nom court pour les programmes
page-storefront-slug-hint = Les événements désignent la boutique par lui : a-z, chiffres, _ et -. Changez-le aussi dans la connexion de votre boutique.
page-storefront-url = Adresse sur le web
page-storefront-url-hint = Pour les liens dans vos modèles.
page-storefront-language = Langue
page-storefront-language-hint = Pour les clients dont la langue est inconnue.
page-storefront-time-zone = Fuseau horaire
page-storefront-time-zone-hint = Par son nom, par exemple Europe/Stockholm.
page-storefront-right = Le droit de demander
page-storefront-basis = Clients sans consentement propre
page-storefront-basis-hint = Ce que vous déclarez ici est conservé avec chaque message comme raison de son envoi.
page-basis-none = personne n’est sollicité
page-basis-which = Laquelle est la bonne ?
page-basis-consent-text = Donné par le destinataire : votre boutique le demande au paiement et toutes les personnes de vos événements ont dit oui. Donné et confirmé : elles ont aussi suivi un lien dans un message.
page-basis-existing-text = Client existant : dans l’UE, vous pouvez interroger quelqu’un sur ce qu’il a acheté chez vous (article 13, paragraphe 2, de la directive vie privée et communications électroniques) si l’adresse vient de la vente et s’il pouvait refuser alors et dans chaque message. La plupart des boutiques choisissent ceci.
page-basis-contract-text = Contrat : demander fait partie de ce que vous avez convenu avec le client. Rarement le bon choix ; consultez quelqu’un qui connaît le droit.
page-basis-none-text = Personne n’est sollicité : seulement ceux dont votre boutique transmet le consentement avec l’événement.
page-storefront-sender = Expéditeur et mentions
page-storefront-sender-name = Nom de l’expéditeur
page-storefront-sender-name-hint = Vide : le nom de la boutique.
page-storefront-sender-address = Adresse de l’expéditeur
page-storefront-sender-address-hint = Vide : celle de l’installation. Vérifiez-la avec le bouton ci-dessus après l’avoir changée.
page-storefront-reply-to = Les réponses vont à
page-storefront-reply-to-hint = Une adresse que quelqu’un lit.
page-storefront-postal-address = Adresse postale
page-storefront-postal-address-hint = Au bas de chaque message ; beaucoup de pays l’exigent.
page-storefront-privacy = Page de confidentialité
page-storefront-privacy-hint = Où vous dites ce que vous faites des données des personnes ; https seulement.
page-storefront-look = L’apparence du formulaire
page-storefront-logo = Logo
page-storefront-logo-hint = L’adresse d’une image, https seulement.
page-storefront-colour = Couleur
page-storefront-colour-hint = Celle de votre marque, sous la forme #rrggbb ; le texte y reste lisible.
page-said-storefront-saved = Enregistré.
page-said-storefront-made = La boutique est créée. Créez maintenant une campagne pour elle.
page-sender-check = Vérifier l’expéditeur
page-sender-check-hint = Interroge le DNS ; jusqu’à cinq secondes.
page-sender-lead = Ce que les messageries penseront de cet expéditeur, selon le DNS de cet instant.
page-sender-spf = SPF : qui peut envoyer
page-sender-dkim = DKIM : la signature
page-sender-dmarc = DMARC : que faire des faux
page-sender-replies = Réponses
page-sender-good = Bien
page-sender-notice = À savoir
page-sender-missing = Manque
page-sender-wrong = Erroné
page-sender-unknown = Inconnu
page-sender-record = À ajouter à votre DNS
page-sender-again = Vérifier de nouveau
page-sender-none = Aucun serveur de messagerie n’est configuré
page-sender-none-text = Rien n’est envoyé, il n’y a donc rien à vérifier. La personne qui exploite le programme en indique un dans sa configuration.

page-answers = Réponses
page-answers-good = Des clients
page-answers-suspect = Douteuses
page-answers-suspect-text = Un programme a pu les donner : le formulaire est revenu trop vite, ou un champ caché était rempli. Elles ne comptent nulle part, et le client peut encore répondre.
page-answers-no-suspect = Aucune
page-answers-no-suspect-text = Aucun programme n’a tenté de répondre.
page-answers-none = Pas de réponse pendant cette période
page-answers-none-text = Elles apparaissent ici dès qu’un client répond. Regardez plus loin en arrière, ou voyez ce qui est prévu.
page-answers-days = Période
page-answers-last = les derniers { $span }
page-answers-ever = depuis le début
page-answers-stars = Étoiles
page-answers-given = Étoiles, du service ou d’un produit
page-answers-order = Numéro de commande
page-answers-contact = Client
page-answers-at = Répondu
page-answers-commented = Avec un commentaire
page-answers-unread = Non lues
page-answers-new = Nouveau
page-answers-count = Réponses
page-answers-mean = Étoiles du service en moyenne
page-answers-share = Part
page-answers-spread = Combien de réponses ont donné combien d’étoiles au service
page-answers-table = Emporter en tableau (CSV)
page-answers-mark = Je l’ai lue
page-answers-mark-all = Tout marquer comme lu
page-answers-more = Tout lire
page-answer-too-fast = Le formulaire est revenu plus vite qu’une personne ne le lit.
page-answer-honeypot = Un champ que personne ne voit a été rempli.
page-said-answer-read = Marquée comme lue.
page-said-answers-read = Tout ce qui précède est marqué comme lu.

page-account = Compte
page-account-sandbox = Ceci est un bac à sable : il a sa propre horloge, et ses messages vont dans une boîte et à personne.
page-account-sending = Envoi
page-account-is-on = Les messages partent
page-account-is-held = Arrêté
page-account-held = Quelqu’un a arrêté tous les envois. Ce qui est prévu attend la reprise.
page-account-held-restored = La base de données a été restaurée ou copiée. Assurez-vous qu’aucune autre copie n’envoie, puis relancez.
page-account-hold = Arrêter tous les envois
page-account-hold-hint = Si quelque chose ne va pas, arrêtez tout d’abord et regardez ensuite. Rien n’est perdu : ce qui est prévu attend.
page-account-hold-text =
    { $count ->
        [0] Rien n’est prévu pour l’instant. Ce qui viendra attendra une reprise. Ce qui est en route peut encore partir dans les 10 secondes.
        [one] { $count } demande est prévue et attendra une reprise. Ce qui est en route peut encore partir dans les 10 secondes.
       *[other] { $count } demandes sont prévues et attendront une reprise. Ce qui est en route peut encore partir dans les 10 secondes.
    }
page-account-hold-now = Arrêter maintenant
page-account-release = Relancer les envois
page-account-release-text =
    { $count ->
        [0] Rien n’attend.
        [one] { $count } demande attend. Elle est réexaminée et part à sa prochaine heure d’envoi.
       *[other] { $count } demandes attendent. Chacune est réexaminée et part à sa prochaine heure d’envoi.
    }
page-account-release-now = Relancer maintenant
page-account-pressure = À quelle fréquence une personne est sollicitée
page-account-gap = Au moins cet intervalle, toutes campagnes confondues
page-account-gap-hint = 30 jours gardent les gens bien disposés. 0 jour désactive cette règle.
page-account-distinct = Des achats ou visites différents peuvent se rapprocher
page-account-distinct-hint = Une deuxième commande est une autre expérience ; le nombre ci-dessous limite combien.
page-account-distinct-limit = Au plus ce nombre pendant cette durée
page-account-hours = Heures où les messages peuvent arriver
page-account-opens = De
page-account-opens-hint = À l’heure du destinataire. Laissez les deux vides : à toute heure.
page-account-closes = Jusqu’à
page-account-mails = Messages sur les nouvelles réponses
page-account-mail-when = À quelle fréquence
page-account-mail-never = jamais
page-account-mail-daily = une fois par jour, le matin
page-account-mail-each = peu après chaque réponse
page-account-mail-to = À
page-account-mail-to-hint = L’adresse d’un utilisateur de ce compte. Un bac à sable n’écrit à personne.
page-said-account-saved = Enregistré. Cela vaut aussitôt pour tout ce qui n’est pas parti.
page-said-account-held = Tous les envois sont arrêtés.
page-said-account-released =
    { $count ->
        [0] L’envoi a repris. Rien n’attendait.
        [one] L’envoi a repris. { $count } demande en attente est réexaminée.
       *[other] L’envoi a repris. { $count } demandes en attente sont réexaminées.
    }

fault-duration-invalid = Indiquez un nombre entier d’heures, de jours, de semaines, de mois ou d’années, 24 mois au plus.
fault-duration-zero = Cette durée ne peut pas être nulle.
fault-hour-invalid = Indiquez une heure comme 10:00.
fault-percent-too-large = Un nombre entier de 0 à 50.
fault-limit-zero = Un nombre entier, au moins 1.
fault-window-empty = La plage s’ouvre et se ferme à la même heure.
fault-campaign-exists = Une autre campagne active demande déjà cela. Désactivez-la d’abord.
fault-storefront-unknown = Cette boutique n’existe pas.
fault-storefront-exists = Une autre boutique a ce nom court.
fault-slug-malformed = Utilisez a à z, des chiffres, _ et -, 64 au plus.
fault-type-malformed = Utilisez des minuscules, des chiffres, des points et _, comme order.delivered.
fault-url-malformed = Indiquez l’adresse complète d’une page, commençant par https://.
fault-url-insecure = L’adresse doit commencer par https://.
fault-colour-malformed = Indiquez six caractères après #, comme #1b4d8f.
fault-email-malformed = Ce n’est pas une adresse e-mail.
fault-text-too-long = C’est trop long.
fault-to-no-user = Un essai ne va qu’à un utilisateur de votre compte.
fault-test-too-soon = Un essai vient d’être envoyé. Attendez dix secondes.
fault-account-held = Tous les envois du compte sont arrêtés.

act-campaign-made = a créé une campagne
act-campaign-changed = a modifié une campagne
act-template-made = a créé un modèle
act-template-changed = a modifié un modèle
act-template-deleted = a supprimé un modèle
act-storefront-made = a créé une boutique
act-storefront-changed = a modifié une boutique
act-account-changed = a modifié les réglages du compte
act-account-held = a arrêté tous les envois
act-account-released = a relancé les envois
act-answers-exported = a téléchargé une liste de réponses

# A storefront to choose where there are too many for a list.
page-storefront-typed = Vous en avez beaucoup : tapez son nom court, comme dans la liste des boutiques.
