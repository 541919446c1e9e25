# Les pages de l'entreprise : leur cadre, et ce que toutes disent.

page-skip = Aller à la page
page-menu = Menu
page-menu-happens = Ce qui se passe
page-today = Aujourd'hui
page-requests = Demandes
page-sign-in = Se connecter
page-sign-in-refused = L'adresse ou le mot de passe n'est pas le bon. Réessayez, ou demandez un nouveau lien à un administrateur.
page-sign-out = Se déconnecter
page-email = E-mail
page-password = Mot de passe
page-undo = Annuler l'action
page-save = Enregistrer
page-cancel = Annuler
page-delete = Supprimer
page-first = Revenir au début
page-next = Suivant
page-pager = Pages de cette liste
page-stars = { $count ->
        [one] { $count } étoile sur 5
       *[other] { $count } étoiles sur 5
    }
page-to-today = À la première page

page-missing-title = Il n'y a rien ici
page-missing-text = La page n'existe pas, ou plus. L'adresse a peut-être été coupée.
page-forbidden-title = Pas avec votre rôle
page-forbidden-text = Vous pouvez voir d'autres pages, mais pas celle-ci. Un administrateur peut changer votre rôle.
page-slowed-title = Un instant
page-slowed-text = Trop de demandes à la fois. Attendez une minute, puis réessayez.
page-refused-title = Ce n'est pas possible
page-refused-text = Rien n'a été modifié. Revenez en arrière, regardez l'état actuel et réessayez.
page-trouble-title = Quelque chose n'a pas marché ici
page-trouble-text = Rien n'est perdu. Réessayez dans un moment ; si cela persiste, le journal du programme dit pourquoi.

page-style = L'allure des pages
page-style-lead = Chaque élément des pages, une fois : changez-le ici, il change partout.
page-style-colours = Couleurs
page-style-ways = Chemins
page-style-type = Texte
page-style-buttons = Boutons
page-style-badges = États
page-style-fields = Champs
page-style-notices = Messages
page-style-figures = Chiffres
page-style-lists = Listes

fault-field-missing = C'est nécessaire.

act-session-begun = s'est connecté
act-session-ended = s'est déconnecté
