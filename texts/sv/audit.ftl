# The audit log: what it says of itself, and acts that belong to no other page.

page-audit-check = Kontrollera hela loggen
page-audit-check-lead = Varje rad bär ett fingeravtryck av den föregående, så en ändring utifrån syns.
page-audit-checked = Kontrollerade rader: { $number }.
page-audit-so-far = Varje rad till och med nummer { $number } är som den skrevs. Det finns fler.
page-audit-go-on = Kontrollera nästa rader
page-audit-export = Ladda ner (CSV)
page-scope-audit-read = Se granskningsloggen
act-audit-log-exported = laddade ner granskningsloggen
act-account-made = skapade kontot
act-account-backed-up = gjorde en kopia av databasen
act-account-restored = ersatte databasen med en kopia
act-events-imported = importerade en fil med beställningar
act-invitation-made = frågade en kontakt för hand
act-consent-recorded = registrerade ett samtycke
act-suppression-made = spärrade en adress
act-sandbox-changed = ändrade hur sandlådan beter sig
act-sandbox-clock-moved = flyttade sandlådans klocka
page-said-undone = De tidigare inställningarna gäller igen.
page-said-undo-late = Någon har ändrat detta sedan dess, så inget ångrades.
page-said-undo-over = Inget ångrades: någon har ändrat detta sedan dess, eller så är det mer än 30 dagar sedan.
page-contact-answers = Vad personen svarat
