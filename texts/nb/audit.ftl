# The audit log: what it says of itself, and acts that belong to no other page.

page-audit-check = Kontroller hele loggen
page-audit-check-lead = Hver linje bærer et fingeravtrykk av den forrige, så en endring utenfra vises.
page-audit-checked = Kontrollerte linjer: { $number }.
page-audit-so-far = Hver linje til og med nummer { $number } er slik den ble skrevet. Det finnes flere.
page-audit-go-on = Kontroller de neste linjene
page-audit-export = Last ned (CSV)
page-scope-audit-read = Se revisjonsloggen
act-audit-log-exported = lastet ned revisjonsloggen
act-account-made = opprettet kontoen
act-account-backed-up = laget en kopi av databasen
act-account-restored = erstattet databasen med en kopi
act-events-imported = importerte en fil med bestillinger
act-invitation-made = spurte en kontakt for hånd
act-consent-recorded = registrerte et samtykke
act-suppression-made = sperret en adresse
act-sandbox-changed = endret hvordan sandkassen oppfører seg
act-sandbox-clock-moved = flyttet sandkassens klokke
page-said-undone = De tidligere innstillingene gjelder igjen.
page-said-undo-late = Noen har endret dette siden, så ingenting ble angret.
page-said-undo-over = Ingenting ble angret: Noen har endret dette siden, eller det er mer enn 30 dager siden.
page-contact-answers = Hva personen har svart
