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
page-scope-reports-read = Voir les rapports
