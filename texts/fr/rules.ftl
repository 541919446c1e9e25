# Les phrases des règles. Clés et variables comme dans texts/en/rules.ftl.

## How facts read

instant = { date } à { $clock } { $zone }
years = { $count ->
        [one] { $count } an
       *[other] { $count } ans
    }
months = { $count } mois
weeks = { $count ->
        [one] { $count } semaine
       *[other] { $count } semaines
    }
days = { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
hours = { $count ->
        [one] { $count } heure
       *[other] { $count } heures
    }
minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
seconds = { $count ->
        [one] { $count } seconde
       *[other] { $count } secondes
    }
and = { $first } et { $last }

## What one rule says

rule-campaign-inactive-pass = La campagne est active.
rule-campaign-inactive-hold = La campagne est en pause ; les messages attendent sa reprise.
rule-campaign-inactive-refuse =
    { $state ->
        [plan-feature] L’offre du compte ne comprend pas ce type de campagne.
        [plan-limit] Autant de campagnes sont actives que l’offre du compte en permet.
       *[off] La campagne est désactivée.
    }
rule-event-unmatched-refuse = Aucune campagne ne porte sur ce type d’événement dans cette boutique.
rule-event-duplicate-pass = Cet événement n’avait pas encore été signalé.
rule-event-duplicate-refuse = La boutique avait déjà signalé cet événement, rien de nouveau n’est donc prévu.
rule-event-cancelled-pass = La commande n’a été ni annulée ni remboursée.
rule-event-cancelled-refuse = La commande a été annulée ou remboursée le { $at }.
rule-event-on-hold-pass = La commande n’est pas en attente.
rule-event-on-hold-hold = La commande est en attente depuis le { $since } ; le message partira quand quelqu’un donnera le feu vert.
rule-event-too-old-pass =
    { $base ->
        [activation_date] Compté à partir de la date d’activation, l’envoi est prévu le { $due_at }
        [occurred_at_without_activation_date] L’événement est arrivé sans date d’activation. Compté à partir de l’événement lui-même, l’envoi est prévu le { $due_at }
        [service_invitation] Compté à partir de la demande sur le service, l’envoi est prévu le { $due_at }
       *[occurred_at] L’envoi est prévu le { $due_at }
    } ; { $tolerance ->
        [none] aucun retard n’est admis.
       *[other] un retard de { $tolerance } au plus est admis.
    }
rule-event-too-old-refuse =
    { $base ->
        [activation_date] Compté à partir de la date d’activation, l’envoi était prévu le { $due_at }
        [occurred_at_without_activation_date] L’événement est arrivé sans date d’activation. Compté à partir de l’événement lui-même, l’envoi était prévu le { $due_at }
        [service_invitation] Compté à partir de la demande sur le service, l’envoi était prévu le { $due_at }
       *[occurred_at] L’envoi était prévu le { $due_at }
    } ; { $tolerance ->
        [none] il est maintenant trop tard pour demander.
       *[other] c’était il y a plus de { $tolerance }, il est trop tard pour demander.
    }
rule-products-none-pass = Cette demande ne porte pas sur des articles, ou la commande indique les articles achetés.
rule-products-none-refuse = La commande n’indique pas les articles achetés : il n’y a donc rien à demander.
rule-products-service-first-pass = Aucune demande sur le service ne doit partir d’abord.
rule-products-service-first-hold =
    { $earliest ->
        [none] La demande sur le service de cette commande part d’abord et attend quelqu’un de l’entreprise ; celle-ci attend avec elle.
       *[other] La demande sur le service de cette commande part d’abord ; celle-ci peut partir à partir du { $earliest }.
    }
rule-audience-holdout-pass = La personne ne fait pas partie des clients laissés de côté.
rule-audience-holdout-refuse = La personne fait partie des { $percent } % de clients que l’on n’interroge pas, afin de mesurer ce que demander apporte.
rule-response-received-pass = Aucune réponse n’est encore arrivée pour cette commande ({ $purpose }).
rule-response-received-refuse = Une réponse est déjà arrivée pour cette commande ({ $purpose }), la question n’est donc plus posée.
rule-invitation-expired-pass =
    { $closes_at ->
        [none] Le délai du formulaire commence avec le premier message.
       *[other] Le formulaire est ouvert jusqu’au { $closes_at }.
    }
rule-invitation-expired-refuse = Les envois s’arrêtent un jour avant la fermeture du formulaire, et il ferme le { $closes_at }.
rule-recipient-later-pass = Le destinataire n’a pas demandé d’attendre, ou le jour choisi est arrivé.
rule-recipient-later-hold = Le destinataire a demandé à ne pas être contacté avant le { $day }.
rule-contact-erased-pass = La personne n’a pas demandé l’effacement de ses données.
rule-contact-erased-refuse = La personne a demandé l’effacement de ses données, rien n’est donc envoyé.
rule-suppressed-unsubscribed-pass = Le destinataire ne s’est pas désabonné.
rule-suppressed-unsubscribed-refuse = Le destinataire s’est désabonné de ce type de message par { $channel }.
rule-suppressed-bounced-pass = Aucun message à cette adresse n’est revenu.
rule-suppressed-bounced-refuse = Un message précédent par { $channel } n’a pas pu être remis.
rule-suppressed-complained-pass = Le destinataire n’a pas signalé nos messages comme indésirables.
rule-suppressed-complained-refuse = Le destinataire a signalé un message précédent par { $channel } comme indésirable.
rule-suppressed-manual-pass = L’entreprise n’a pas bloqué cette adresse.
rule-suppressed-manual-refuse = Quelqu’un dans l’entreprise a bloqué cette adresse pour les envois par { $channel }.
rule-consent-missing-pass = Le consentement aux envois par { $channel } est enregistré ({ $basis }).
rule-consent-missing-refuse = Aucun consentement n’est enregistré pour ce type de message par { $channel }.
rule-channel-unreachable-pass = Il y a une adresse pour les envois par { $channel }.
rule-channel-unreachable-refuse = La personne n’a pas d’adresse utilisable pour les envois par { $channel }.
rule-frequency-campaign-pass =
    { $gap ->
        [none] Aucun délai minimal entre les demandes de ce type ne s’applique ici.
       *[other] Aucune autre demande de ce type ne se trouve à moins de { $gap } d’intervalle.
    }
rule-frequency-campaign-refuse = Trop proche de la demande du { $previous } : les demandes de ce type sont espacées d’au moins { $gap }, la prochaine pourra donc partir dès le { $over_at }.
rule-frequency-pressure-pass =
    { $distinct ->
        [distinct] Une autre demande se trouve à moins de { $gap } d’intervalle, le { $previous }, mais elle concerne une autre expérience : les deux peuvent partir.
       *[none] { $gap ->
            [none] Aucun délai minimal entre les demandes ne s’applique à ce message.
           *[other] Aucune autre demande à cette personne ne se trouve à moins de { $gap } d’intervalle.
        }
    }
rule-frequency-pressure-hold = Trop proche d’une autre demande à la même personne ou adresse, le { $previous } : les demandes sont espacées d’au moins { $gap }, celle-ci pourra donc partir dès le { $over_at }.
rule-frequency-pressure-refuse = Trop proche d’une autre demande à la même personne ou adresse, le { $previous } : les demandes sont espacées d’au moins { $gap } ; celle-ci ne pourrait pas partir avant le { $over_at }, et ce serait trop tard.
rule-frequency-displaced-hold = Une demande plus importante à cette personne passe d’abord ; celle-ci pourra partir dès le { $over_at }.
rule-frequency-displaced-refuse = Une demande plus importante à cette personne passe d’abord ; celle-ci ne pourrait pas partir avant le { $over_at }, et ce serait trop tard.
rule-reminder-off-pass = Ce n’est pas un rappel que quelqu’un a désactivé.
rule-reminder-off-refuse =
    { $when ->
        [creation] Les rappels étaient désactivés quand l’invitation a été planifiée.
        [first_message] Les rappels étaient désactivés quand le premier message est parti.
        [since] Les rappels ont été désactivés entre-temps ; cette invitation n’en aura donc jamais.
       *[now] Les rappels sont désactivés.
    }
rule-reminder-order-reminded-pass = Ce n’est pas un deuxième rappel pour la même commande.
rule-reminder-order-reminded-refuse = Cette commande a déjà eu son unique rappel.
rule-reminder-product-pending-pass = Aucune demande sur les produits ne fait obstacle à ce message.
rule-reminder-product-pending-refuse = Une demande séparée sur les produits de cette commande est encore à venir, il n’y a donc pas de rappel.
rule-reminder-first-unknown-pass = Ce n’est pas le rappel d’un message qui n’est peut-être jamais arrivé.
rule-reminder-first-unknown-refuse = Personne ne sait si le premier message est arrivé, il n’y a donc pas de rappel.
rule-routing-followed-pass = Le destinataire n’a pas poursuivi vers une autre plateforme d’avis.
rule-routing-followed-refuse = Le destinataire a poursuivi vers une autre plateforme d’avis le { $at }. Ce qui y a été écrit n’est pas connu ici, donc personne ne redemande.
rule-brake-on-pass = Les envois ne sont arrêtés ni pour ce compte ni pour cette campagne.
rule-brake-on-hold =
    { $cause ->
        [restored] La base de données a été restaurée ou copiée ; rien ne part avant que quelqu’un ne donne le feu vert.
        [kill_switch] Quelqu’un a arrêté tous les envois de ce compte ; les messages attendent que quelqu’un donne le feu vert.
        [bounced] La campagne s’est arrêtée d’elle-même : { $faulty } de ses { $messages } derniers messages n’ont pas pu être remis. Elle reprendra quand quelqu’un lèvera le frein.
        [complained] La campagne s’est arrêtée d’elle-même : des destinataires ont signalé { $faulty } de ses { $messages } derniers messages comme indésirables. Elle reprendra quand quelqu’un lèvera le frein.
       *[other] Les envois sont arrêtés jusqu’à ce que quelqu’un donne le feu vert.
    }
rule-brake-staged-pass = Aucune étape d’un envoi important ne retient ce message.
rule-brake-staged-hold = Les envois importants partent par étapes : { $went } premiers messages de la campagne sur { $most } sont partis, et l’étape suivante s’ouvre le { $opens_at }.
rule-quiet-hours-pass = L’heure ne pose pas de problème.
rule-quiet-hours-hold =
    { $opens_at ->
        [none] Aucune heure de la journée ne convient dans tous les fuseaux horaires possibles du destinataire.
       *[other] Chez le destinataire, ce n’est pas l’heure pour ce type de message ; les envois reprennent le { $opens_at }.
    }
rule-invitation-cancelled-refuse = L’invitation a été annulée.
rule-invitation-moved-pass = Le feu vert a été donné ; l’envoi passe du { $from } au { $to }.

## What came of it

outcome-scheduled = Prévu le { $due_at }.
outcome-send = Envoi lancé le { $due_at }.
outcome-hold =
    { $due_at ->
        [none] En attente d’un feu vert{ $because }.
       *[other] En attente jusqu’au { $due_at }{ $because }.
    }
outcome-refused =
    { $stage ->
        [plan] Pas d’envoi prévu{ $because }.
       *[send] Pas envoyé{ $because }.
    }
outcome-cancelled = Annulé{ $because }.
outcome-moved = Le feu vert a été donné ; l’envoi est déplacé au { $due_at }.
because = , car { $reason }

## Why, in a few words, after "because"

reason-campaign-inactive = la campagne est en pause ou désactivée
reason-event-unmatched = aucune campagne ne porte sur ce type d’événement
reason-event-duplicate = l’événement avait déjà été signalé
reason-event-cancelled = la commande a été annulée ou remboursée
reason-event-on-hold = la commande est en attente
reason-event-too-old = il aurait été trop tard
reason-products-none = la commande n’indique aucun article
reason-products-service-first = la demande sur le service part d’abord
reason-audience-holdout = la personne fait partie de ceux que l’on n’interroge pas
reason-response-received = la réponse est déjà arrivée
reason-invitation-expired = le formulaire ferme trop tôt ou a déjà fermé
reason-recipient-later = le destinataire a demandé d’attendre
reason-contact-erased = la personne a demandé l’effacement de ses données
reason-suppressed-unsubscribed = le destinataire s’est désabonné
reason-suppressed-bounced = un message précédent n’a pas pu être remis
reason-suppressed-complained = le destinataire a signalé un message précédent comme indésirable
reason-suppressed-manual = l’entreprise a bloqué cette adresse
reason-consent-missing = aucun consentement n’est enregistré
reason-channel-unreachable = il n’y a pas d’adresse utilisable
reason-frequency-campaign = une autre demande de ce type est trop proche dans le temps
reason-frequency-pressure = une autre demande à cette personne est trop proche dans le temps
reason-frequency-displaced = une demande plus importante passe d’abord
reason-reminder-off = les rappels sont ou étaient désactivés
reason-reminder-order-reminded = la commande a déjà eu son rappel
reason-reminder-product-pending = une demande sur les produits est encore à venir
reason-reminder-first-unknown = personne ne sait si le premier message est arrivé
reason-routing-followed = le destinataire a poursuivi vers une autre plateforme d’avis
reason-brake-on = les envois sont arrêtés
reason-brake-staged = un envoi important part par étapes
reason-quiet-hours = il est trop tôt ou trop tard dans la journée
reason-invitation-cancelled = quelqu’un a retiré l’invitation
reason-invitation-moved = l’envoi a été déplacé

## Words

stage-plan = à la planification
stage-send = avant l’envoi
outcome-word-scheduled = prévu
outcome-word-send = parti
outcome-word-hold = en attente
outcome-word-refused = refusé
outcome-word-cancelled = annulé
outcome-word-moved = déplacé
verdict-pass = oui
verdict-hold = attendre
verdict-refuse = non
invitation-scheduled = prévue
invitation-sent = envoyée
invitation-opened = ouverte
invitation-started = commencée
invitation-completed = avec réponse
invitation-expired = expirée
invitation-cancelled = annulée
invitation-refused = non envoyée
invitation-failed = en échec
message-queued = en file d’attente
message-sending = en cours d’envoi
message-unknown = remise inconnue
message-sent = envoyé
message-delivered = remis
message-opened = ouvert
message-clicked = cliqué
message-failed = en échec
message-bounced = revenu
message-cancelled = annulé
role-first = premier message
role-follow-up = suivi
role-reminder = rappel
channel-email = e-mail
channel-sms = SMS
channel-whatsapp = WhatsApp
purpose-service-review = avis sur le service
purpose-product-review = avis sur un produit
purpose-survey = enquête
purpose-rebooking = nouveau rendez-vous
basis-consent = donné par le destinataire
basis-double-opt-in = donné et confirmé
basis-existing-customer = client existant
basis-contract = contrat
