# L’heure à laquelle partent les messages, là où elle est apprise.

rule-sending-hour-auto-pass =
    { $source ->
        [explored] Part à { $hour }, heure du destinataire, pour savoir combien répondent à ce moment-là. La plupart des messages prennent l’heure apprise.
       *[learned] { $answers ->
            [0] Part à { $hour }, heure du destinataire. Cette boutique n’a pas encore de réponses dont apprendre une meilleure heure.
           *[other] Part à { $hour }, heure du destinataire : l’heure apprise des réponses de cette boutique. Il y en avait { $answers }.
        }
    }
reason-sending-hour-auto = l’heure a été apprise

page-hours-auto = optimiser automatiquement
page-hours-see = Voir quand vos clients répondent
page-hours-explore = Messages sur cent qui essaient une autre heure
page-hours-explore-hint = Seulement si l’heure d’envoi est optimisée automatiquement. Quelques messages partent à une autre heure, pour que l’on voie laquelle est la meilleure ; de 0 à 20, d’ordinaire 5.
page-hours-line = { $hour } est l’heure à laquelle vos clients répondent le plus, à notre connaissance.
page-hours = Quand vos clients répondent
page-hours-lead = À l’heure de chaque client. Les campagnes dont l’heure d’envoi est optimisée automatiquement utilisent ce qui est appris ici.
page-hours-spread = Réponses par heure
page-hours-learned =
    { $count ->
        [one] La plupart des messages partent à { $hour }. Cela repose sur { $count } réponse et sur ce qui marche d’habitude.
       *[other] La plupart des messages partent à { $hour }. Cela repose sur { $count } réponses et sur ce qui marche d’habitude.
    }
page-hours-drawn = Chaque barre est la part des réponses arrivées à cette heure ; le trait montre où se trouve sans doute la part réelle. Le tableau ci-dessous donne tous les chiffres.
page-hours-empty = Rien à dessiner pour l’instant
page-hours-empty-text = Dès que des clients répondent, vous voyez ici à quelles heures. D’ici là, les messages à heure optimisée partent à 10:00.
page-hours-too-few = Pas encore assez de réponses pour dire ce que gagne l’heure apprise. Il faut au moins { $enough } messages à cette heure et autant à d’autres. Jusqu’ici : { $learned } ont répondu à l’heure apprise, { $others } à d’autres.
page-hours-unclear = Aucune différence visible pour l’instant. À l’heure apprise, { $learned } ont répondu ; à d’autres heures, { $others }. Avec au moins { $enough } messages de chaque côté, la comparaison est refaite à chaque réponse.
page-hours-more = L’heure apprise apporte plus de réponses : { $learned } ont répondu, contre { $others } à d’autres heures. Comparées à partir de { $enough } messages de chaque côté.
page-hours-less = L’heure apprise apporte en ce moment moins de réponses : { $learned } ont répondu, contre { $others } à d’autres heures. Comparées à partir de { $enough } messages de chaque côté ; avec plus de réponses, l’heure se déplace.
page-hours-none = aucun
page-hours-part = { $share } % ({ $count } sur { $of } ; { $low }–{ $high } %)
page-hours-table = Heure par heure
page-hours-hour = Heure
page-hours-best = apprise
page-hours-answers = Réponses
page-hours-share = Part de toutes les réponses
page-hours-sent = Messages
page-hours-answered = Répondus
page-hours-how = Une réponse dans l’heure qui suit un message est laissée de côté : elle montre quand nous avons écrit, non quand les gens ont le temps. Les réponses aux messages qui essaient une autre heure comptent toujours. Les intervalles contiennent la part réelle dans 95 cas sur 100.
fault-zone-learned = Une heure apprise est une heure de la journée du destinataire. Choisissez l’heure du destinataire.
fault-explore-out-of-range = Indiquez un nombre de 0 à 20.
