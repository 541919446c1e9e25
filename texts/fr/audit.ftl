# The audit log: what it says of itself, and acts that belong to no other page.

page-audit-check = Vérifier tout le journal
page-audit-check-lead = Chaque entrée porte l’empreinte de la précédente : une modification venue de l’extérieur se voit.
page-audit-checked = Entrées vérifiées : { $number }.
page-audit-so-far = Chaque entrée jusqu’au numéro { $number } est telle qu’elle a été écrite. Il en reste.
page-audit-go-on = Vérifier les entrées suivantes
page-audit-export = Télécharger (CSV)
page-scope-audit-read = Voir le journal d'audit
act-audit-log-exported = a téléchargé le journal
act-account-made = a créé le compte
act-account-backed-up = a copié la base de données
act-account-restored = a remplacé la base de données par une copie
act-events-imported = a importé un fichier de commandes
act-invitation-made = a sollicité un contact à la main
act-consent-recorded = a enregistré un consentement
act-suppression-made = a bloqué une adresse
act-sandbox-changed = a changé le comportement du bac à sable
act-sandbox-clock-moved = a avancé l’horloge du bac à sable
page-said-undone = Les réglages précédents valent de nouveau.
page-said-undo-late = Quelqu’un a modifié cela depuis : rien n’a été annulé.
page-said-undo-over = Rien n’a été annulé : quelqu’un a modifié cela depuis, ou cela remonte à plus de 30 jours.
page-contact-answers = Ce que la personne a répondu
