# Product reviews beside service reviews: their settings, and what is drawn and warned of them.

page-tabs = Ce qui est demandé sur cet événement
page-tab-products = Demander aussi un avis sur les articles
page-tab-service = Demander aussi un avis sur le service
page-campaign-timing = Par rapport à la demande sur le service
page-campaign-timing-hint = Ensemble : un seul message et un seul formulaire. Séparément convient à ce qui demande du temps pour être essayé ; c’est alors un second message.
page-timing-together = avec elle, dans un seul message
page-timing-service = séparément, compté à partir de son envoi
page-timing-event = séparément, compté à partir de l’événement
page-campaign-comment = Les étoiles demandent un commentaire écrit
page-campaign-comment-hint = Une note seule n’est alors pas acceptée.
page-line-about-service = Sur le service
page-line-about-products = Sur les articles
page-line-about-both = Sur le service et les articles, dans un seul formulaire
page-warning-joint = Le délai séparé n’est pas plus long que celui de la demande sur le service : les deux partent donc dans un seul message. Allongez-le pour en avoir deux.
page-warning-comment = Avec un commentaire obligatoire, vous recevez plus de commentaires et moins de notes.
page-warning-reminder-products = Tant que la demande sur les articles reste à venir, personne n’est relancé pour celle sur le service. Les commandes reçues par fichier font exception, sauf réglage contraire du compte.
page-account-reminders = Relances
page-account-files = Toujours relancer pour les commandes reçues par fichier
page-account-files-hint = Une commande dont les articles font encore l’objet d’une demande séparée n’est pas relancée. Les commandes reçues par fichier font exception tant que cette case est cochée.
fault-timing-unknown = Choisissez l’un des moments proposés.
fault-timing-purpose = Seule une campagne sur les articles a ce réglage.
fault-timing-contradiction = Ce qui part ensemble n’a pas de délai propre à compter.
