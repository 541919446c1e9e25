# The sandbox: its clock, its outbox, the demonstration and the tour through it.

page-clock = Sandbox clock
page-clock-lead = A sandbox has a time of its own. It stands still until you move it; everything that is due until then happens, in order.
page-clock-now = It is
page-clock-due = Next due
page-clock-nothing = Nothing is due
page-clock-hour = +1 hour
page-clock-day = +1 day
page-clock-next = To the next send

page-outbox = Outbox
page-outbox-lead = What the sandbox sent, the newest first. None of it left this program.
page-outbox-empty-title = Nothing was sent yet
page-outbox-empty-text = Report an order and move the clock on: what is due by then lands here.
page-outbox-from = From
page-outbox-to = To
page-outbox-subject = Subject
page-outbox-time = Sent
page-outbox-request = its request
page-outbox-desk = On a desk
page-outbox-phone = On a phone
page-outbox-links = What the customer can do
page-outbox-answer = Answer
page-outbox-unsubscribe = Unsubscribe
page-outbox-preferences = Preferences
page-outbox-text = As plain text
page-outbox-headers = Headers

page-demo-title = Look around Afterword
page-demo-text = Two record shops, one in New York and one in Stockholm, with three months of real orders behind them. Their customers were asked how it went; some answered, some were reminded, some were left in peace.
page-demo-safe = The names are made up, mails go into a box, and the clock is yours to move. You cannot break anything.
page-demo-enter = Look around

page-tour = Tour
page-tour-position = Stop { $count } of 6
page-tour-next = Next stop
page-tour-leave = Leave the tour
page-tour-end = End of the tour
page-tour-today-title = Today
page-tour-today-text = What went out, what came back, and what needs you. The clock at the bottom is the sandbox's own: it moves when you move it.
page-tour-mail-title = An order became a mail
page-tour-mail-text = An order was delivered, some days passed, and its customer was asked: once, politely, at a decent hour. Here is the mail as it looks on a desk and on a phone.
page-tour-answer-title = Now be the customer
page-tour-answer-text = Press the button in the mail. A form opens beside this page: choose your stars, write a sentence, send it. Then come back here.
page-tour-reminder-title = The reminder that does not go
page-tour-reminder-text = A reminder was planned here as well. The answer took it away in the same moment, and the story of the request says so.
page-tour-why-title = Why was this one not asked?
page-tour-why-text = This customer had been asked not long before, and is left in peace. Every order has such an answer, rule by rule, also those that led to no mail.
page-tour-delay-title = Change a delay
page-tour-delay-text = Ask sooner or later, or switch the reminder off: the drawing shows what would happen with an order placed now. Save, move the clock, and see it come true. That was the tour.
