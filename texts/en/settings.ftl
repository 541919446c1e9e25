# Campaigns, templates, storefronts, answers, account: how one asks, and what comes back.

page-menu-ask = How you ask
page-search = Search
page-find = Find
page-any = Any
page-yes = Yes
page-no = No
page-nothing = Nothing
page-nobody = Nobody known
page-nothing-found = Nothing was found
page-nothing-found-text = Try fewer letters, or take a filter away.
page-unit = Unit
page-unit-hours = hours
page-unit-days = days
page-unit-weeks = weeks
page-unit-months = months
page-unit-years = years
page-purpose = Asks for
page-storefront = Storefront
page-meanwhile = Nothing of yours was saved yet. Here is what is there now; save again if yours should take its place.
page-meanwhile-who = { $who } changed this while you were writing ({ $at }).
page-meanwhile-program = This was changed while you were writing.

page-campaigns = Campaigns
page-campaigns-lead = Each campaign asks about one kind of event at one storefront: whom, when and how often.
page-campaigns-none = Nobody is asked yet
page-campaigns-none-text = Make a campaign: it says after which event your customers are asked, and when. It is off until you switch it on.
page-campaign-new = New campaign
page-campaign-new-lead = It starts switched off, so that you can look at it in peace.
page-campaign-make = Make it
page-event-type = Kind of event
page-event-type-hint = As your shop reports it, for example order.delivered. Asking after the delivery brings the best answers.
page-campaign-enabled = The campaign is on
page-campaign-enabled-hint = Only one campaign can be on for the same storefront, event and question. Switched off, it asks nobody, and what is planned does not go.
page-campaign-is-on = On
page-campaign-is-paused = Paused
page-campaign-is-off = Off
page-campaign-pause = Pause
page-campaign-resume = Resume
page-campaign-name = Name
page-campaign-name-hint = For you alone; customers never see it.
page-campaign-when-title = When it asks
page-campaign-base = Counted from
page-campaign-base-hint = The activation date suits what is used later than it is bought: a stay, a course, a pre-order. It holds for all campaigns of this storefront and event.
page-base-event = the event
page-base-activation-date = the activation date
page-campaign-delay = Wait
page-campaign-delay-hint = 7 days after an order let the goods arrive and be used; after a delivery or a visit 1 to 3 days are enough.
page-campaign-hour = Time of day
page-campaign-hour-hint = Late morning or early evening, when people have a minute. The same time as the event suits shops whose customers buy when they are free.
page-hour-of-event = same time as the event
page-campaign-zone = On whose clock
page-campaign-zone-hint = The recipient’s clock is kindest; where their zone is unknown, the storefront’s is taken.
page-zone-recipient = the recipient’s
page-zone-storefront = the storefront’s
page-zone-utc = UTC
page-campaign-often-title = How often
page-campaign-mode = Ask the same person
page-campaign-mode-hint = After every purchase suits services that differ each time; else people tire.
page-mode-min-gap = no more often than below
page-mode-every-event = after every purchase
page-campaign-gap = At least this long apart
page-campaign-gap-hint = Three years is what large shops use for reviews of the shop; 30 to 90 days suit regular visits.
page-campaign-reminder-title = Reminder and end
page-campaign-reminder = Remind once whoever has not answered
page-campaign-reminder-hint = A reminder brings about a third more answers. There is never a second one. Switching it off cancels those already queued, for good.
page-campaign-reminder-after = Reminder after the first message
page-campaign-reminder-after-hint = A week: long enough not to press, short enough to remember.
page-campaign-expires = The form closes after
page-campaign-expires-hint = Counted from the first message. Three months lose nobody; a reminder must come at least a day before.
page-campaign-words-title = In which words
page-campaign-template = Template
page-campaign-template-hint = The standard texts are short and come in seven languages. Your own words sound more like you.
page-template-standard = Standard texts
page-campaign-pinned = What is already planned keeps the time and words it was planned with. Switches act at once on everything unsent.
page-campaign-look = Show what it comes to
page-campaign-line-title = An order placed now
page-campaign-line-lead = With the settings on this page, saved or not.
page-campaign-when =
    { $delay ->
        [none] Right after
       *[other] { $delay } after
    } { $base ->
        [activation_date] the activation date
       *[event] the event
    }{ $hour ->
        [none] , at the same time of day
        [auto] , when people answer most
       *[other] , at { $hour }
    }
page-campaign-reminded = One reminder after { $after }
page-campaign-not-reminded = No reminder
page-line-placed = The order is placed
page-line-message = Goes: { $role } ({ $channel })
page-line-never = Does not go: { $role } ({ $channel })
page-line-stopped = With these settings it never goes: { $reason }.
page-line-waits = It waits until the hours in which your mails may arrive.
page-line-closes = The form closes
page-line-activates = Here the order’s activation date is taken to be { $day }.
page-line-unknown = Mend the fields that are marked, and it is drawn here.
page-warning-before-delivery = Asked at once, most customers do not have their goods yet. Wait a few days, or ask after the delivery.
page-warning-reminder-expired = The reminder would come when the form has closed or is about to: nobody gets it. Remind earlier, or close later.
page-warning-quiet-hours = The time of day lies outside the hours in which your mails may arrive, so they wait. Choose an hour within them.
page-warning-basis = This storefront declares no right to ask: only customers whose consent comes with the order are asked.
page-warning-held = Sending is stopped for the whole account: nothing goes until somebody releases it.
page-campaign-strike-title = Cancel queued reminders?
page-campaign-strikes =
    { $count ->
        [one] { $count } reminder is queued. Without reminders it is cancelled, and it does not come back when they are switched on again.
       *[other] { $count } reminders are queued. Without reminders they are cancelled, and they do not come back when reminders are switched on again.
    }
page-campaign-strike = Save and cancel them
page-said-campaign-made = The campaign is made, and still off. Look at it, then switch it on.
page-said-campaign-saved = Saved. It holds for what is planned from now on.
page-said-campaign-struck =
    { $count ->
        [one] Saved. { $count } queued reminder was cancelled; none is left.
       *[other] Saved. { $count } queued reminders were cancelled; none is left.
    }
page-said-campaign-undone = The former settings hold again. Reminders that were cancelled stay cancelled.
page-said-campaign-paused = Paused. What is planned waits.
page-said-campaign-resumed = Resumed. What waited is decided anew and goes at its next sending hour.

page-templates = Templates
page-templates-lead = Your own words for the mails that ask.
page-templates-none = No words of your own yet
page-templates-none-text = The standard texts are used, in the language of each recipient. A template replaces them for the campaigns that choose it.
page-template-new = New template
page-template-new-lead = Begin with one language; more can follow.
page-template-lead = What is already planned keeps the words it was planned with.
page-template-name = Name
page-template-name-hint = For you alone.
page-template-language = Language
page-template-languages = Languages
page-template-no-texts = no texts yet
page-template-subject = Subject
page-template-subject-hint = One line. A question with the name of your shop is opened most.
page-template-body = Text
page-template-body-hint = An empty line ends a paragraph; [words](https://…) is a link. The ways to opt out are added by themselves.
page-template-reminder-subject = Subject of the reminder
page-template-reminder-subject-hint = The reminder has the same text. Left empty, it has the standard subject.
page-template-variables = What you can name
page-variable-first-name = the customer’s first name
page-variable-name = the customer’s whole name
page-variable-reference = the number of the order, visit or booking
page-variable-date = the day on which it happened
page-variable-total = what it came to, with its currency
page-variable-products = what was bought, one after the other
page-variable-staff = who served the customer
page-variable-shop = the name of the storefront
page-variable-shop-url = its address on the web
page-variable-address = its postal address
page-variable-button = a button that leads to the form; by itself on a line
page-variable-url = the address of the form
page-template-look = How it is shown
page-look-mail = Mail
page-look-phone = Phone
page-look-dark = Dark
page-template-preview = Show
page-template-preview-title = The mail as it would be
page-template-sample = For a made-up order. Its links lead nowhere.
page-template-faults = This text does not work yet
page-template-remove-language = Take this language away
page-template-test = Send a test
page-template-test-send = Send the saved text
page-template-to = To
page-template-to-hint = A test goes to somebody of your account, once every 10 seconds, and counts nowhere. A sandbox puts it into its box.
page-template-starter-subject = How was it at { $shop }?
page-template-starter-body =
    Hello { $name },

    thank you for your order. How was it? It takes a minute, and we read every word.
page-template-delete = Delete this template?
page-template-delete-text = No campaign uses it. What is already planned with it keeps its words.
page-template-used = A campaign uses this template
page-template-used-text = Give these campaigns another template first:
page-said-template-saved = Saved. Campaigns use the new words for what is planned from now on.
page-said-template-made = The template is made. Choose it in a campaign.
page-said-template-deleted = The template is gone.
page-said-template-boxed = The test lies in the sandbox’s box.
page-said-template-accepted = The test was taken by the mail server. It should arrive in a moment.
page-said-template-refused = The mail server refused the test. Check the address and the sender of the storefront.
page-said-template-retry = The mail server did not take the test. Try again in a moment.
page-said-template-unknown = Nobody knows whether the test went: the mail server did not say.

page-storefronts = Storefronts
page-storefronts-lead = A shop site, a market, a clinic or a salon: who asks, in whose name, and with which right.
page-storefronts-none = No storefront yet
page-storefronts-none-text = Make one: events name it, and its name stands on every message.
page-storefront-new = New storefront
page-storefront-new-lead = Name, language and time zone are enough to begin.
page-storefront-name = Name
page-storefront-name-hint = As your customers know it.
page-storefront-slug = Short name for programs
page-storefront-slug-hint = Events name the storefront by it: a-z, digits, _ and -. Change it in your shop’s connection too.
page-storefront-url = Address on the web
page-storefront-url-hint = For links in your own templates.
page-storefront-language = Language
page-storefront-language-hint = For customers whose own language is not known.
page-storefront-time-zone = Time zone
page-storefront-time-zone-hint = By its name, such as Europe/Stockholm.
page-storefront-right = The right to ask
page-storefront-basis = Customers without a consent of their own
page-storefront-basis-hint = What you declare here is kept with each message as the reason why it was allowed.
page-basis-none = nobody is asked
page-basis-which = Which one is right?
page-basis-consent-text = Given by the recipient: your shop asks at the checkout and everybody in your events said yes. Given and confirmed: they also followed a link in a mail.
page-basis-existing-text = Existing customer: in the EU you may ask somebody about what they bought from you (article 13(2) of the ePrivacy directive) if they got the address from the sale itself and could say no then and in every message. Most shops choose this.
page-basis-contract-text = Contract: asking is part of what you agreed with the customer. Rarely the right one; ask somebody who knows the law.
page-basis-none-text = Nobody is asked: only those are whose consent your shop sends along with the event.
page-storefront-sender = Sender and small print
page-storefront-sender-name = Sender’s name
page-storefront-sender-name-hint = Left empty: the storefront’s name.
page-storefront-sender-address = Sender’s address
page-storefront-sender-address-hint = Left empty: the installation’s. Check it with the button above after you change it.
page-storefront-reply-to = Replies go to
page-storefront-reply-to-hint = An address that somebody reads.
page-storefront-postal-address = Postal address
page-storefront-postal-address-hint = At the foot of every message; many countries ask for it.
page-storefront-privacy = Privacy page
page-storefront-privacy-hint = Where you say what you do with what you know of people; https only.
page-storefront-look = How the form looks
page-storefront-logo = Logo
page-storefront-logo-hint = The address of a picture, https only.
page-storefront-colour = Colour
page-storefront-colour-hint = Of your brand, as #rrggbb; text on it is made to stand out.
page-said-storefront-saved = Saved.
page-said-storefront-made = The storefront is made. Now make a campaign for it.
page-sender-check = Check the sender
page-sender-check-hint = Asks the DNS; takes up to five seconds.
page-sender-lead = What mail receivers will make of this sender, as the DNS has it now.
page-sender-spf = SPF: who may send
page-sender-dkim = DKIM: the signature
page-sender-dmarc = DMARC: what to do with forgeries
page-sender-replies = Replies
page-sender-good = Good
page-sender-notice = Good to know
page-sender-missing = Missing
page-sender-wrong = Wrong
page-sender-unknown = Not known
page-sender-record = Put into your DNS
page-sender-again = Check again
page-sender-none = No mail server is set up
page-sender-none-text = Nothing is sent, so there is nothing to check. Whoever runs the program names one in its settings.

page-answers = Answers
page-answers-good = From customers
page-answers-suspect = Doubtful
page-answers-suspect-text = A program may have given these: the form came back too fast, or a hidden field was filled in. They count nowhere, and the customer can still answer.
page-answers-no-suspect = None
page-answers-no-suspect-text = No program has tried to answer.
page-answers-none = No answers in this time
page-answers-none-text = They stand here as soon as a customer answers. Look further back, or see what is planned.
page-answers-days = Time
page-answers-last = the last { $span }
page-answers-ever = since the beginning
page-answers-stars = Stars
page-answers-given = Stars, of the service or a product
page-answers-order = Order number
page-answers-contact = Customer
page-answers-at = Answered
page-answers-commented = With a comment
page-answers-unread = Unread
page-answers-new = New
page-answers-count = Answers
page-answers-mean = Stars of the service on average
page-answers-share = Share
page-answers-spread = How many answers gave the service how many stars
page-answers-table = Take these away as a table (CSV)
page-answers-mark = I have read it
page-answers-mark-all = Mark all as read
page-answers-more = Read all of it
page-answer-too-fast = The form came back sooner than a person reads it.
page-answer-honeypot = A field was filled in that no person sees.
page-said-answer-read = Marked as read.
page-said-answers-read = Everything so far is marked as read.

page-account = Account
page-account-sandbox = This is a sandbox: it has a clock of its own, and its messages go into a box and to nobody.
page-account-sending = Sending
page-account-is-on = Messages go out
page-account-is-held = Stopped
page-account-held = Somebody stopped all sending. What is planned waits until it is released.
page-account-held-restored = The database was restored or copied. Make sure that no other copy sends, then release it.
page-account-hold = Stop all sending
page-account-hold-hint = If something is wrong, stop everything first and look afterwards. Nothing is lost: what is planned waits.
page-account-hold-text =
    { $count ->
        [0] Nothing is planned at the moment. What comes will wait until somebody releases it. What is on its way may still go within 10 seconds.
        [one] { $count } request is planned and will wait until somebody releases it. What is on its way may still go within 10 seconds.
       *[other] { $count } requests are planned and will wait until somebody releases them. What is on its way may still go within 10 seconds.
    }
page-account-hold-now = Stop now
page-account-release = Release sending
page-account-release-text =
    { $count ->
        [0] Nothing waits.
        [one] { $count } request waits. It is decided anew and goes at its next sending hour.
       *[other] { $count } requests wait. Each is decided anew and goes at its next sending hour.
    }
page-account-release-now = Release now
page-account-pressure = How often one person is asked
page-account-gap = At least this long apart, over all campaigns
page-account-gap-hint = 30 days keep people friendly. 0 days switch this off.
page-account-distinct = Different purchases or visits may come closer
page-account-distinct-hint = A second order is another experience; the number below limits how many.
page-account-distinct-limit = At most so many within that time
page-account-hours = Hours in which mail may arrive
page-account-opens = From
page-account-opens-hint = On the recipient’s clock. Leave both empty: at any time.
page-account-closes = Until
page-account-mails = Mails about new answers
page-account-mail-when = How often
page-account-mail-never = never
page-account-mail-daily = once a day, in the morning
page-account-mail-each = soon after each answer
page-account-mail-to = To
page-account-mail-to-hint = The address of a user of this account. A sandbox mails nobody.
page-said-account-saved = Saved. It holds at once for everything unsent.
page-said-account-held = All sending is stopped.
page-said-account-released =
    { $count ->
        [0] Sending is released. Nothing was waiting.
        [one] Sending is released. { $count } request that waited is decided anew.
       *[other] Sending is released. { $count } requests that waited are decided anew.
    }

fault-duration-invalid = Use a whole number of hours, days, weeks, months or years, up to 24 months.
fault-duration-zero = This must be longer than nothing.
fault-hour-invalid = Use a time of day such as 10:00.
fault-percent-too-large = A whole number from 0 to 50.
fault-limit-zero = A whole number, at least 1.
fault-window-empty = The hours open and close at the same time.
fault-campaign-exists = Another campaign that is on already asks this. Switch that one off first.
fault-storefront-unknown = There is no such storefront.
fault-storefront-exists = Another storefront has this short name.
fault-slug-malformed = Use a to z, digits, _ and -, up to 64.
fault-type-malformed = Use small letters, digits, dots and _, such as order.delivered.
fault-url-malformed = Use the whole address of a page, beginning with https://.
fault-url-insecure = The address must begin with https://.
fault-colour-malformed = Use six digits after #, such as #1b4d8f.
fault-email-malformed = This is not an email address.
fault-text-too-long = This is too long.
fault-to-no-user = A test goes to a user of your account only.
fault-test-too-soon = A test was sent a moment ago. Wait ten seconds.
fault-account-held = All sending is stopped for the account.

act-campaign-made = made a campaign
act-campaign-changed = changed a campaign
act-template-made = made a template
act-template-changed = changed a template
act-template-deleted = deleted a template
act-storefront-made = made a storefront
act-storefront-changed = changed a storefront
act-account-changed = changed the account’s settings
act-account-held = stopped all sending
act-account-released = released sending
act-answers-exported = downloaded a list of answers

# A storefront to choose where there are too many for a list.
page-storefront-typed = You have many: type its short name, as in the list of storefronts.
