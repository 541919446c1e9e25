## Ce qui ne va pas, et ce qu’on y fait

page-campaign-is-braked = Arrêtée d’elle-même
page-said-campaign-released = La campagne reprend. Ce qui attendait part à sa prochaine heure d’envoi.
page-brake-bounced = « { $campaign } » s’est arrêtée d’elle-même : { $faulty } de ses { $messages } derniers messages n’ont pas pu être remis.
page-brake-complained = « { $campaign } » s’est arrêtée d’elle-même : { $faulty } de ses { $messages } derniers messages ont été signalés comme indésirables.
page-brake-warning = { $faulty } des { $messages } derniers messages de « { $campaign } » ont été signalés comme indésirables. Elle s’arrête d’elle-même au-delà de 3 pour 1 000.
page-brake-release = Lever le frein
page-brake-release-text = Ce qui attend est réexaminé et part à sa prochaine heure d’envoi. Seuls les messages envoyés à partir de maintenant comptent.
page-brake-release-now = Lever le frein maintenant
page-brake-advice-bounced = Avant de continuer : les adresses sont-elles anciennes ou mal saisies, et le domaine de l’expéditeur passe-t-il le contrôle ?
page-brake-advice-complained = Avant de continuer : ces personnes attendaient-elles un message de votre part, et reconnaissent-elles l’expéditeur ?
act-campaign-released = a levé le frein d’une campagne qui s’était arrêtée d’elle-même

## Ce que les relances ont apporté

page-effect = Ce qu’apportent les relances
page-effect-lead = Combien de réponses sont venues par la relance, et ce qu’un changement de délai a fait. Chaque part est suivie de l’intervalle où se trouve la vraie, 95 fois sur 100.
page-effect-none = Aucune campagne n’a encore relancé personne
page-effect-none-text = Activez les relances d’une campagne : ce qu’elles apportent sera compté ici.
page-effect-nothing-yet = Pas encore assez de réponses.
page-effect-share =
    { $count ->
        [one] Une réponse sur { $of } est venue par la relance : { $share } ({ $between }).
       *[other] { $count } réponses sur { $of } sont venues par la relance : { $share } ({ $between }).
    }
page-effect-between = de { $low } à { $high }
page-effect-compared =
    { $verdict ->
        [better] On répond plus souvent à une relance après { $after } qu’à une relance après { $before } : { $is } au lieu de { $was }.
        [worse] On répond moins souvent à une relance après { $after } qu’à une relance après { $before } : { $is } au lieu de { $was }.
       *[same] On répond à une relance après { $after } dans { $is } des cas, après { $before } dans { $was }. La différence peut être due au hasard.
    }
page-effect-table = Réponses aux relances, selon leur délai
page-effect-from = Depuis
page-effect-after = Relance après
page-effect-off = pas de relance
page-effect-reminded = Relances
page-effect-rate = Réponses après relance
page-effect-by = Sur toutes les réponses

## Ce qui a été refusé

page-refusals = Ce qui n’est pas parti
page-refusals-lead = Combien de fois chaque règle a retenu un message. Chaque nombre ouvre la liste qu’il compte.
page-refusals-all-campaigns = Toutes les campagnes
page-refusals-rule = Raison
page-refusals-count = Nombre
page-refusals-none = Rien n’a été refusé
page-refusals-none-text = Pendant ces jours, aucune règle n’a retenu de message.
page-refused-lead = Les plus récents d’abord. Chaque ligne mène à toute l’histoire, règle par règle.
page-refused-at = Décidé
page-refused-stage = Quand

## Ce que l’entreprise dit d’une commande

page-order = La commande
page-order-text = Ce que vous dites ici est examiné avant chaque message.
page-order-is-held = En attente
page-order-is-cancelled = Annulée
page-order-hold = La commande est retardée
page-order-release = La commande reprend
page-order-cancel = La commande a été annulée
page-order-cancel-text = Plus personne n’est interrogé sur cette commande : ce qui est prévu est annulé, sur tous les canaux. On ne peut pas revenir en arrière.
page-order-cancel-now = Oui, elle a été annulée
page-order-day = Commence le
page-order-day-hint = La livraison, le départ ou le début. Ce qui est prévu se déplace avec ce jour si la campagne compte à partir de lui.
page-order-day-save = Changer le jour
page-said-order-held = La commande est en attente, et ses messages avec elle.
page-said-order-released = La commande reprend. Ce qui attendait part à sa prochaine heure d’envoi.
page-said-order-cancelled = La commande est annulée : personne n’est interrogé à son sujet.
page-said-order-changed = Le jour est changé, et ce qui était prévu a été replanifié.
page-said-order-day-unreadable = Ce n’est pas un jour. Rien n’a été changé.
act-order-held = a mis une commande en attente
act-order-released = a relancé une commande
act-order-cancelled = a annulé une commande
act-order-changed = a changé le jour d’une commande
page-scope-reports-read = Voir les rapports

## How products are rated

page-product-ratings = Les notes des produits
page-product-ratings-lead = Ce que les clients qui ont répondu ont donné à chaque produit. Chaque moyenne est suivie de l’intervalle où se trouve la vraie, 95 fois sur 100 : il est large là où peu ont répondu.
page-product-ratings-none = Personne n’a encore noté de produit
page-product-ratings-none-text = Interrogez aussi sur les produits d’une commande : leurs étoiles seront comptées ici.
page-product-ratings-name = Produit
page-product-ratings-sku = Numéro
page-product-ratings-count = Notes
page-product-ratings-mean = Étoiles en moyenne
