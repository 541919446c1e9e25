# Demandes, contacts, aujourd’hui et pourquoi : ce que disent ces pages.

page-why = Pourquoi pas ?

page-contacts = Contacts

page-search-hint = Un numéro de commande, une adresse ou un numéro de client tel qu’il a été transmis, ou le début d’un nom.

page-requests-lead = Toutes les personnes à qui un mot a été, est ou sera demandé.
page-requests-search = Rechercher
page-requests-status = État
page-requests-storefront = Boutique
page-requests-campaign = Campagne
page-requests-purpose = Objet
page-requests-by = Période
page-requests-by-planned = de planification
page-requests-by-sent = du premier envoi
page-requests-by-next = du prochain envoi
page-requests-from = Du
page-requests-to = Au
page-requests-any = Tous
page-requests-reminded = relancé
page-requests-narrow = Affiner
page-requests-show = Afficher
page-requests-all = Toutes les demandes
page-requests-export = Télécharger en CSV
page-requests-whom = À qui
page-requests-order = Commande
page-requests-first = Premier envoi
page-requests-second = Relance
page-requests-read = Lu
page-requests-next = À venir
page-requests-waits = attend le feu vert
page-requests-none-title = Personne n’a encore été sollicité
page-requests-none-text = Dès que votre boutique transmet une commande qui intéresse une campagne, la demande apparaît ici.
page-requests-unfound-title = Aucune demande de ce genre
page-requests-unfound-text = Retirez un filtre, ou regardez sous « Pourquoi pas ? » : on y trouve aussi les commandes qui n’ont donné lieu à aucune demande.

page-request-story = Ce qui s’est passé
page-request-about = À propos de cette demande
page-request-closes = Fermeture du formulaire
page-request-change = À un autre moment
page-request-change-text = Les règles sont consultées de nouveau avant tout envoi.
page-request-send-now = Envoyer maintenant
page-request-day = Jour
page-request-time = Heure
page-request-move = Déplacer
page-request-cancel = Annuler cette demande
page-request-cancel-text = Plus rien ne sera envoyé à { $whom } pour cette commande, et le formulaire se ferme.
page-request-cancel-undo = Vous pourrez revenir en arrière : elle sera replanifiée si les règles le permettent encore.
page-request-cancel-gone = Le premier message est déjà parti. Vous pourrez revenir en arrière : le formulaire rouvrira.
page-request-reopen = Revenir sur l’annulation
page-request-reopen-text = Quelqu’un a annulé cette demande. Ce qui n’était pas parti est replanifié, si les règles le permettent encore.

page-said-moved = Le prochain message a été déplacé.
page-said-due = Il part dès maintenant, aussitôt que les règles le permettent.
page-said-moved-back = Il reprend son heure précédente.
page-said-cancelled = La demande est annulée.
page-said-reopened = L’annulation a été retirée.
page-said-not-reopened = Elle reste annulée : les règles ne la permettent pas à présent. L’historique dit laquelle.

page-story-reported = Transmis par la boutique : { $type }
page-story-happened = Cela s’est passé le { $at }.
page-story-sent = Envoyé par { $channel } : { $role }
page-story-delivered = Remis par { $channel } : { $role }
page-story-opened = Ouvert, { $channel } : { $role }
page-story-clicked = Lien suivi, { $channel } : { $role }
page-story-failed = Non remis par { $channel } : { $role }
page-story-unknown = Personne ne sait si c’est arrivé par { $channel } : { $role }
page-story-unknown-text = Il compte comme envoyé et n’est jamais renvoyé, pour que personne ne le reçoive deux fois.
page-story-again = Nouvel essai par { $channel } : { $role }
page-story-sending = Envoi en cours par { $channel } : { $role }
page-story-begun = Une réponse a été commencée
page-story-answered = Réponse reçue
page-story-doubtful = Une réponse douteuse est arrivée ; un robot a pu la donner, elle ne compte donc pas
page-story-expired = Le formulaire s’est fermé sans réponse
page-story-given-up = Abandon : aucun message n’a pu être remis
page-story-waiting = En attente d’une réponse
page-story-closes = Le formulaire est ouvert jusqu’au { $at }. Aucun autre message n’est prévu.
page-story-ahead = À venir par { $channel } : { $role }
page-story-held = Il attend le feu vert de quelqu’un, car { $reason }.
page-story-stops = Ce qui peut encore l’arrêter
page-story-rules = Règle par règle

page-why-lead = Pourquoi quelqu’un a reçu un message ou non, avec des mots, pour chaque commande transmise.
page-why-box = Pourquoi quelqu’un n’a-t-il rien reçu ?
page-why-ask = Demander
page-why-next = À venir : { $role }, le { $at }.
page-why-whole = Toute l’histoire
page-why-cut = Voici les 20 plus récentes. Un numéro de commande mène à une seule.
page-why-unknown-title = On ne sait rien à ce sujet
page-why-unknown-text = Aucune commande, adresse ni nom de ce genre n’a été transmis ; personne n’a donc pu être sollicité. À vérifier :
page-why-check-spelling = Est-ce écrit exactement comme la boutique l’a envoyé ?
page-why-check-reported = La boutique a-t-elle transmis la commande, et l’envoi a-t-il été accepté ?
page-why-check-address = Le client a-t-il commandé avec une autre adresse ?

page-today-sent = sollicités ces dernières 24 heures
page-today-answered = réponses ces dernières 24 heures
page-today-due = à envoyer dans les 24 heures
page-today-week = { $number } en 7 jours
page-today-week-ahead = { $number } dans les 7 jours
page-today-answers = Dernières réponses
page-today-no-answers = Pas encore de réponse. Les premières apparaîtront ici.
page-today-next = Prochains envois
page-today-nothing-due = Rien n’attend d’être envoyé.
page-today-connect = Comment transmettre les commandes

page-first-storefront-title = D’abord, votre boutique
page-first-storefront-text = Indiquez la boutique au nom de laquelle on demande, avec son fuseau horaire et son expéditeur.
page-first-campaign-title = Maintenant, une campagne
page-first-campaign-text = Elle dit après quel événement on demande, combien de temps après, et à quel sujet.
page-first-event-title = Tout est prêt pour la première commande
page-first-event-text = Faites transmettre une commande par votre boutique. En une seconde, vous verrez ici ce qui est prévu, ou pourquoi rien ne l’est.

page-wrong-restored = La base de données a été restaurée ou copiée : rien n’est envoyé. Assurez-vous qu’aucune autre copie n’envoie, puis libérez le compte.
page-wrong-kill-switch = Quelqu’un a arrêté tous les envois. Les messages attendent que le compte soit libéré.
page-wrong-to-account = Vers le compte
page-wrong-paused =
    { $count ->
        [one] Une campagne est en pause ; ses messages attendent.
       *[other] { $count } campagnes sont en pause ; leurs messages attendent.
    }
page-wrong-to-campaigns = Vers les campagnes
page-wrong-nameless = Il manque l’adresse d’expéditeur ou l’adresse postale que chaque message doit indiquer : { $storefronts }.
page-wrong-to-storefronts = Vers les boutiques
page-wrong-astray =
    { $more ->
        [yes] Plus de { $count } messages ne sont pas arrivés ces dernières 24 heures, ou personne ne le sait.
       *[no] { $count ->
            [one] Un message n’est pas arrivé ces dernières 24 heures, ou personne ne le sait.
           *[other] { $count } messages ne sont pas arrivés ces dernières 24 heures, ou personne ne le sait.
        }
    }
page-wrong-look = Les regarder
page-wrong-silent = Aucune commande n’a été transmise depuis le { $at }. La boutique est-elle toujours reliée ?

page-contacts-lead = Toutes les personnes nommées par une commande, les plus récentes d’abord.
page-contacts-search = Rechercher
page-contacts-all = Tous les contacts
page-contacts-none-title = Personne n’est encore connu
page-contacts-none-text = Les contacts arrivent d’eux-mêmes, avec chaque commande transmise par votre boutique.
page-contacts-unfound-title = Personne de ce genre n’est connu
page-contacts-unfound-text = Les adresses et les numéros se trouvent en entier, les noms par leur début.

page-contact-nameless = Sans nom
page-contact-erased = Personne effacée
page-contact-erased-text = Les données de cette personne ont été effacées :
page-contact-name = Nom
page-contact-phone = Téléphone
page-contact-external = Numéro de client
page-contact-since = Connu depuis
page-contact-known = Ce que l’on sait
page-contact-language = Langue
page-contact-language-hint = Sous forme de code court, comme sv ou fr ; vide : celle de la boutique.
page-contact-zone = Fuseau horaire
page-contact-zone-hint = Par exemple Europe/Paris ; vide : celui de la boutique.
page-contact-channel = Préfère
page-contact-any-channel = n’a pas dit
page-contact-asked = Ce qui a été et sera demandé
page-contact-never-asked = Cette personne n’a jamais été sollicitée. « Pourquoi pas ? » dit pourquoi.
page-contact-consents = Consentements
page-contact-no-consents = Aucun consentement n’est enregistré.
page-contact-everything = tout
page-contact-withdrawn = Retiré le
page-contact-withdraw = Retirer ce consentement
page-contact-withdraw-text = Plus rien ne sera envoyé à { $whom } sur la base de ce consentement. Pour revenir en arrière, il en faudra un nouveau.
page-contact-stops = Ce qui arrête les messages
page-contact-no-stops = Rien.
page-contact-stop-unsubscribed = Désabonnement : { $channel }.
page-contact-stop-bounced = Un message par { $channel } n’a pas pu être remis.
page-contact-stop-complained = A signalé un message par { $channel } comme indésirable.
page-contact-stop-manual = Quelqu’un de l’entreprise a bloqué l’adresse pour { $channel }.
page-contact-lift = Lever
page-contact-lasting = Seul le destinataire peut revenir dessus.
page-contact-less-often = A demandé le { $at } à être sollicité moins souvent.
page-contact-later = A demandé à ne rien recevoir avant le { $day }.
page-contact-rights = Les droits de la personne
page-contact-rights-text = Chacun peut demander ce que l’on sait de lui, et demander à être effacé. Les deux figurent au journal d’audit.
page-contact-export = Tout télécharger
page-contact-erase = Effacer cette personne
page-contact-erase-text = Tout ce que l’on sait de { $whom } est effacé, dans chaque table, et ce qui est prévu est annulé. C’est irréversible.
page-contact-erase-stays = Ce qui reste ne nomme personne : que quelqu’un a été sollicité, combien d’étoiles ont été données, et un code de l’adresse pour ne plus jamais lui écrire.
page-contact-erase-word = effacer
page-contact-erase-typed = Tapez « { $word } » pour continuer

page-said-erased = La personne est effacée.
page-said-contact-saved = Enregistré.
page-said-withdrawn = Le consentement est retiré.
page-said-lifted = Levé : des messages peuvent de nouveau y aller.

fault-day-malformed = Écrivez un jour, par exemple 2026-03-01.

fault-clock-malformed = Écrivez une heure, par exemple 10:00.

fault-due-at-past = Cette heure est passée. Choisissez-en une plus tardive.

fault-word-other = C’est un autre mot. Tapez celui entre guillemets.

fault-locale-malformed = Écrivez une langue sous forme de code court, comme sv ou fr.

fault-zone-unknown = Écrivez un fuseau horaire par son nom, par exemple Europe/Paris.

act-invitation-moved = a déplacé une demande
act-invitation-cancelled = a annulé une demande
act-invitation-reopened = est revenu sur une annulation

act-invitations-exported = a téléchargé une liste de demandes

act-contact-changed = a modifié un contact
act-contact-exported = a téléchargé toutes les données d’un contact
act-contact-erased = a effacé un contact

act-consent-withdrawn = a retiré un consentement

act-suppression-lifted = a levé le blocage d’une adresse
