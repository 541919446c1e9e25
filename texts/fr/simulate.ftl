# Simulations : ce qu'un autre réglage aurait donné.

page-simulations = Simulations
page-simulate-lead = Essayez un changement sur des commandes existantes avant de le faire. Les règles sont celles qui s'appliquent pour de vrai ; rien n'est enregistré ni envoyé.
page-simulate-campaign = Campagne
page-simulate-take = Reprendre ses réglages
page-simulate-would = Comme ce serait
page-simulate-would-lead = Les champs contiennent les réglages actuels. Changez ce qui vous intéresse ; tout le reste demeure.
page-simulate-pressure = Délai entre deux demandes à une même personne
page-simulate-pressure-hint = Pour tout le compte. 0 signifie que les campagnes ne tiennent pas compte les unes des autres.
page-simulate-orders = Quelles commandes
page-simulate-source = Commandes
page-simulate-source-hint = Chacune est prise comme signalée au moment où elle a eu lieu. Pour vos propres commandes, les consentements et désinscriptions sont ceux d'aujourd'hui.
page-simulate-own = Nos commandes jusqu'ici
page-simulate-file = Un fichier de commandes (CSV)
page-simulate-file-hint = Jusqu'à 16 Mo, brut ou gzip. Il est lu une fois et n'est pas conservé.
page-simulate-storefront = Boutique du fichier
page-simulate-pattern = Adresse pour les lignes qui n'en ont pas
page-simulate-pattern-hint = Utile seulement si le fichier a des numéros de client sans adresses e-mail. Rien n'y est envoyé.
page-simulate-start = Simuler
page-simulate-no-campaign = Une simulation compare une campagne telle qu'elle est à ce qu'elle pourrait être. Créez d'abord une campagne.
page-simulate-result = Simulation de { $campaign }
page-simulate-lead-orders = { $orders } commandes du { $first } au { $last }.
page-simulate-no-orders = Il n'y a pas de commandes à rejouer. Signalez-en, ou choisissez un fichier.
page-simulate-bad-lines = { $count ->
        [one] { $count } ligne du fichier n'a pas pu être lue comme une commande.
       *[other] { $count } lignes du fichier n'ont pas pu être lues comme des commandes.
    }
page-simulate-is = Tel quel
page-simulate-difference = Différence
page-simulate-total = Ensemble
page-simulate-figures = En bref
page-simulate-messages = Messages
page-simulate-reached = Personnes jointes
page-simulate-answers = Réponses attendues
page-simulate-refused = Pas sollicité : refusé
page-simulate-requests = Ce que devient chaque demande
page-simulate-answered = Sollicité, a répondu
page-simulate-unanswered = Sollicité, sans réponse
page-simulate-cancelled = Annulée avant tout envoi
page-simulate-waiting = Retenue jusqu'à ce que quelqu'un la libère
page-simulate-by-role = Messages par type
page-simulate-refusals = Refus, selon la règle qui en donne la raison
page-simulate-holds = Reports, selon la règle qui en donne la raison
page-simulate-people = Personnes, selon le nombre de messages reçus
page-simulate-people-messages = { $count ->
        [0] Aucun message
        [one] { $count } message
       *[other] { $count } messages
    }
page-simulate-people-more = Plus de { $count } messages
page-simulate-chart = { $count ->
        [1] Messages par jour
        [7] Messages par semaine
       *[other] Messages, par tranches de { $count } jours
    }
page-simulate-chart-told = Deux séries de barres du { $first } au { $last }, la plus haute à { $most } messages. Le tableau ci-dessous dit la même chose.
page-simulate-as-table = En tableau
page-simulate-assumptions = Réponses attendues : { $first } des premiers messages reçoivent une réponse, et { $again } de ceux qui relancent.
page-simulate-share-own = { $percent } % (votre propre taux, sur { $count } messages)
page-simulate-share-assumed = { $percent } % (hypothèse : vous avez trop peu envoyé pour le savoir)
page-simulate-nothing-sent = Rien n'a été enregistré ni envoyé.
page-simulate-another = Une autre simulation
page-simulate-running = Les commandes sont rejouées
page-simulate-running-text = Cette page se recharge d'elle-même. Vous pouvez la quitter et revenir.
page-simulate-progress = Avancement
page-simulate-broken = La simulation n'est pas arrivée à son terme
page-simulate-broken-text = Rien n'a changé. Réessayez ; si cela persiste, le journal du programme dit pourquoi.
page-simulate-gone = Cette simulation n’est pas ici
page-simulate-gone-text = Les simulations restent dans la mémoire du serveur qui les exécute, les quarante dernières en tout. Celle-ci tourne ou a tourné sur un autre serveur, ou a disparu. Rechargez la page ou relancez-la ; rien d’autre n’en dépend.

fault-simulation-busy = Une de vos simulations est en cours. Attendez sa fin.
