# The audit log: what it says of itself, and acts that belong to no other page.

page-audit-check = Check the whole log
page-audit-check-lead = Each entry carries a fingerprint of the one before it, so a change made from outside shows.
page-audit-checked = Entries checked: { $number }.
page-audit-so-far = Every entry up to number { $number } is as it was written. There are more.
page-audit-go-on = Check the next entries
page-audit-export = Download (CSV)
page-scope-audit-read = See the audit log
act-audit-log-exported = downloaded the audit log
act-account-made = made the account
act-account-backed-up = made a copy of the database
act-account-restored = put a copy in the place of the database
act-events-imported = imported a file of orders
act-invitation-made = asked a contact by hand
act-consent-recorded = recorded a consent
act-suppression-made = blocked an address
act-sandbox-changed = changed how the sandbox behaves
act-sandbox-clock-moved = moved the sandbox’s clock
page-said-undone = The former settings hold again.
page-said-undo-late = Somebody changed this since, so nothing was undone.
page-said-undo-over = Nothing was undone: somebody changed this since, or it is more than 30 days ago.
page-contact-answers = What they answered
