# Who is left out, and what asking brings; what points to other platforms; what a plan has.

page-account-holdout = Laissés de côté par tirage au sort, en pour cent
page-account-holdout-hint = Ce nombre de clients sur cent n’est jamais interrogé. Ce qu’ils font montre ce que demander apporte. 0 : chacun peut être interrogé.
page-account-holdout-report = Ce que demander apporte
page-holdout = Ce que demander apporte
page-holdout-lead = Quelques clients, tirés au sort, ne sont jamais interrogés. On compare ce qu’ils font à ce que font ceux que l’on interroge.
page-holdout-off = Personne n’est laissé de côté pour l’instant. Laissez de côté cinq ou dix clients sur cent : dans quelques semaines, vous verrez ici ce que demander apporte.
page-holdout-on = { $count } clients sur cent sont laissés de côté actuellement.
page-holdout-none = Il n’y a encore rien à comparer
page-holdout-set = Choisir combien
page-holdout-answered = Ont répondu
page-holdout-ordered = Ont recommandé
page-holdout-who = Clients
page-holdout-asked = Interrogés
page-holdout-held-out = Non interrogés
page-holdout-share = Part
page-holdout-interval = Sûrement entre
page-holdout-people = Personnes
page-holdout-count = { $count } sur { $of }
page-holdout-too-few = C’est encore trop peu pour dire quoi que ce soit.
page-holdout-unclear = On ne peut pas encore dire si demander change quelque chose ici.
page-holdout-more = Sur cent clients interrogés, { $low } à { $high } de plus le font que parmi ceux qui ne le sont pas.
page-holdout-fewer = Sur cent clients interrogés, { $low } à { $high } de moins le font que parmi ceux qui ne le sont pas.
page-holdout-how = Chaque personne compte une fois : à partir de la première commande pour laquelle seul le sort a décidé de demander ou non, pendant 90 jours. Les fourchettes sont telles que 95 sur 100 contiennent la vraie valeur.
act-account-plan-changed = a changé l’offre
fault-plan-feature = Votre offre ne comprend pas les avis sur les produits. Demandez une offre plus large à qui exploite Afterword pour vous.
fault-plan-limit = Autant de campagnes sont actives que votre offre en permet. Arrêtez-en d’abord une autre, ou demandez une offre plus large à qui exploite Afterword pour vous.
page-plan = Offre
page-plan-free = Une campagne à la fois, sans avis sur les produits.
page-plan-standard = Cinq campagnes à la fois, avec avis sur les produits.
page-plan-enterprise = Tout, sans limite.
page-application = Utiliser ces réglages dans d’autres boutiques
page-application-lead = Ce qui y demande la même chose reçoit les réglages de cette campagne. Les noms restent, et ce qui est actif ou non le reste. Vous pourrez l’annuler ensuite.
page-application-changed = Change
page-application-made = Nouvelle campagne
page-application-made-on = Rien ne le demande encore ici. La boutique reçoit sa propre campagne, active aussitôt.
page-application-made-off = Rien ne le demande encore ici. La boutique reçoit sa propre campagne, encore désactivée.
page-application-unseen = Seuls changent des réglages qui n’ont pas d’effet pour le moment.
page-application-change = { $after } au lieu de { $before }
page-application-steps = Messages
page-application-steps-change = Dans un autre ordre ou par d’autres canaux
page-application-strikes =
    { $count ->
        [one] { $count } rappel en attente est annulé pour de bon.
       *[other] { $count } rappels en attente sont annulés pour de bon.
    }
page-application-same =
    { $count ->
        [one] { $count } autre boutique a déjà ces réglages.
       *[other] { $count } autres boutiques ont déjà ces réglages.
    }
page-application-rest =
    { $count ->
        [one] Et { $count } boutique de plus
       *[other] Et { $count } boutiques de plus
    }
page-application-do = Les utiliser là-bas
page-application-none = Il n’y a rien à changer
page-application-back = Retour à la campagne
page-application-alone = C’est votre seule boutique
page-application-alone-text = Dès qu’il y en aura une autre, vous pourrez y utiliser ces réglages.
page-application-unpicked = Choisissez au moins une boutique.
page-application-overtaken = Quelque chose a changé depuis, rien n’a donc encore été fait. Voici ce qui changerait maintenant.
page-application-refused = { $storefront } ne les a pas acceptés : { $why }
page-application-refused-otherwise = ce n’est pas possible là-bas pour l’instant.
page-application-refused-more =
    { $count ->
        [one] { $count } autre ne les a pas acceptés.
       *[other] { $count } autres ne les ont pas acceptés.
    }
page-said-application =
    { $count ->
        [0] Utilisés dans aucune autre boutique.
        [one] Utilisés dans { $count } boutique.
       *[other] Utilisés dans { $count } boutiques.
    }
page-said-application-undone =
    { $count ->
        [one] Annulé dans { $count } boutique. Une campagne qui a été créée est désactivée ; les rappels annulés le restent.
       *[other] Annulé dans { $count } boutiques. Les campagnes qui ont été créées sont désactivées ; les rappels annulés le restent.
    }
fault-campaign-changed = Quelqu’un y a changé la campagne entre-temps.
fault-template-purpose = Le modèle est pour des campagnes d’un autre but.
