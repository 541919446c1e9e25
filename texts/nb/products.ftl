# Product reviews beside service reviews: their settings, and what is drawn and warned of them.

page-tabs = Hva det spørres om for denne hendelsen
page-tab-products = Spør om varene også
page-tab-service = Spør om servicen også
page-campaign-timing = I forhold til spørsmålet om servicen
page-campaign-timing-hint = Sammen er én melding og ett skjema for begge. Separat passer for det som tar tid å prøve; det går som en ny melding.
page-timing-together = sammen med det, i én melding
page-timing-service = separat, så lenge etter at det ble sendt
page-timing-event = separat, så lenge etter hendelsen
page-campaign-comment = Stjerner krever en skriftlig kommentar
page-campaign-comment-hint = En vurdering alene tas da ikke imot.
page-line-about-service = Om servicen
page-line-about-products = Om varene
page-line-about-both = Om servicen og varene, i ett skjema
page-warning-joint = Den separate ventetiden er ikke lengre enn for spørsmålet om servicen, så begge går i én melding. Vent lenger for å få to.
page-warning-comment = Med påkrevd kommentar får du flere kommentarer og færre vurderinger.
page-warning-reminder-products = Så lenge spørsmålet om varene gjenstår, blir ingen påminnet om spørsmålet om servicen. Ordrer som kom med fil, er unntatt, hvis ikke kontoen sier noe annet.
page-account-reminders = Påminnelser
page-account-files = Påminn alltid om ordrer fra filer
page-account-files-hint = En ordre der varene skal spørres om separat, får ingen påminnelse. Ordrer som kom med fil, er unntatt så lenge dette er på.
fault-timing-unknown = Velg en av tidene.
fault-timing-purpose = Bare en kampanje om varer har dette.
fault-timing-contradiction = Det som går sammen, har ingen egen ventetid å regne fra.
