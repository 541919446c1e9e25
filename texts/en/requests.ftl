# Requests, contacts, today and why: what these pages say.

page-why = Why not?

page-contacts = Contacts

page-search-hint = An order number, an address or a customer number as it was reported, or how a name begins.

page-requests-lead = Everybody who was, is or will be asked for a word.
page-requests-search = Search
page-requests-status = Status
page-requests-storefront = Storefront
page-requests-campaign = Campaign
page-requests-purpose = About
page-requests-by = Period of
page-requests-by-planned = planning
page-requests-by-sent = first sending
page-requests-by-next = next sending
page-requests-from = From
page-requests-to = To
page-requests-any = All
page-requests-reminded = reminded
page-requests-narrow = Narrow down
page-requests-show = Show
page-requests-all = All requests
page-requests-export = Download as CSV
page-requests-whom = Whom
page-requests-order = Order
page-requests-first = First sent
page-requests-second = Reminded
page-requests-read = Read
page-requests-next = Next
page-requests-waits = waits for the go-ahead
page-requests-none-title = Nobody has been asked yet
page-requests-none-text = As soon as your shop reports an order that a campaign asks about, the request stands here.
page-requests-unfound-title = No request like this
page-requests-unfound-text = Choose less, or look under “Why not?”: it also knows orders about which nobody was asked.

page-request-story = What happened
page-request-about = About this request
page-request-closes = The form closes
page-request-change = Another time
page-request-change-text = The rules are asked again before anything goes.
page-request-send-now = Send now
page-request-day = Day
page-request-time = Time
page-request-move = Move
page-request-cancel = Cancel this request
page-request-cancel-text = Nothing more goes to { $whom } because of this order, and the form closes.
page-request-cancel-undo = You can take this back: then it is planned anew, if the rules still allow it.
page-request-cancel-gone = The first message has already gone. You can take this back: then the form opens again.
page-request-reopen = Take the cancellation back
page-request-reopen-text = Somebody cancelled this request. What had not gone is planned anew, if the rules still allow it.

page-said-moved = The next message was moved.
page-said-due = It is due now and goes as soon as the rules let it.
page-said-moved-back = It goes at its former time again.
page-said-cancelled = The request is cancelled.
page-said-reopened = The cancellation was taken back.
page-said-not-reopened = It stays cancelled: the rules do not allow it now. The story says which one.

page-story-reported = Reported by the shop: { $type }
page-story-happened = It happened on { $at }.
page-story-sent = Sent by { $channel }: { $role }
page-story-delivered = Delivered by { $channel }: { $role }
page-story-opened = Opened, { $channel }: { $role }
page-story-clicked = Link followed, { $channel }: { $role }
page-story-failed = Did not arrive by { $channel }: { $role }
page-story-unknown = Nobody knows whether it arrived by { $channel }: { $role }
page-story-unknown-text = It counts as sent and is never sent again, so that nobody gets it twice.
page-story-again = Is tried again by { $channel }: { $role }
page-story-sending = Being sent by { $channel }: { $role }
page-story-begun = An answer was begun
page-story-answered = Answered
page-story-doubtful = A doubtful answer came; a robot may have given it, so it does not count
page-story-expired = The form closed without an answer
page-story-given-up = Given up: no message could be delivered
page-story-waiting = Waiting for an answer
page-story-closes = The form is open until { $at }. No further message is planned.
page-story-ahead = To come by { $channel }: { $role }
page-story-held = It waits for somebody’s go-ahead, because { $reason }.
page-story-stops = What could still stop it
page-story-rules = Rule by rule

page-why-lead = Why mail went to somebody or did not, in words, for every order that was ever reported.
page-why-box = Why did somebody get no mail?
page-why-ask = Ask
page-why-next = Next: { $role } on { $at }.
page-why-whole = The whole story
page-why-cut = These are the newest 20. An order number leads to one.
page-why-unknown-title = Nothing is known about this
page-why-unknown-text = No order, address or name like this was ever reported, so nobody could be asked. What to check:
page-why-check-spelling = Is it written exactly as the shop sent it?
page-why-check-reported = Did the shop report the order, and was its report taken?
page-why-check-address = Did the customer order with another address?

page-today-sent = asked in the last 24 hours
page-today-answered = answers in the last 24 hours
page-today-due = due in the next 24 hours
page-today-week = { $number } in 7 days
page-today-week-ahead = { $number } in the next 7 days
page-today-answers = Newest answers
page-today-no-answers = No answer yet. The first ones stand here.
page-today-next = Going next
page-today-nothing-due = Nothing is waiting to go.
page-today-connect = How to report orders

page-first-storefront-title = First, your storefront
page-first-storefront-text = Name the shop in whose name people are asked, with its time zone and sender.
page-first-campaign-title = Now a campaign
page-first-campaign-text = It says after which event people are asked, how much later, and what about.
page-first-event-title = Everything is ready for the first order
page-first-event-text = Let your shop report an order. Within a second you see here what is planned, or why not.

page-wrong-restored = The database was restored or copied, so nothing is sent. Make sure that no other copy is sending, then release the account.
page-wrong-kill-switch = Somebody stopped all sending. Messages wait until the account is released.
page-wrong-to-account = To the account
page-wrong-paused =
    { $count ->
        [one] One campaign is paused; its messages wait.
       *[other] { $count } campaigns are paused; their messages wait.
    }
page-wrong-to-campaigns = To the campaigns
page-wrong-nameless = A sender’s or a postal address is missing, which every message must name: { $storefronts }.
page-wrong-to-storefronts = To the storefronts
page-wrong-astray =
    { $more ->
        [yes] More than { $count } messages did not arrive in the last 24 hours, or nobody knows whether they did.
       *[no] { $count ->
            [one] One message did not arrive in the last 24 hours, or nobody knows whether it did.
           *[other] { $count } messages did not arrive in the last 24 hours, or nobody knows whether they did.
        }
    }
page-wrong-look = Look at them
page-wrong-silent = No order has been reported since { $at }. Is the shop still connected?

page-contacts-lead = Everybody whom an order named, the newest first.
page-contacts-search = Search
page-contacts-all = All contacts
page-contacts-none-title = Nobody is known yet
page-contacts-none-text = Contacts come by themselves: with every order that your shop reports.
page-contacts-unfound-title = Nobody like this is known
page-contacts-unfound-text = Addresses and numbers are found as a whole, names by how they begin.

page-contact-nameless = Without a name
page-contact-erased = Erased person
page-contact-erased-text = This person’s data was erased:
page-contact-name = Name
page-contact-phone = Phone
page-contact-external = Customer number
page-contact-since = Known since
page-contact-known = What is known
page-contact-language = Language
page-contact-language-hint = As a short code, such as sv or nb; empty: that of the storefront.
page-contact-zone = Time zone
page-contact-zone-hint = Such as Europe/Stockholm; empty: that of the storefront.
page-contact-channel = Prefers
page-contact-any-channel = has not said
page-contact-asked = What was and will be asked
page-contact-never-asked = This person was never asked. “Why not?” says why.
page-contact-consents = Consents
page-contact-no-consents = No consent is on record.
page-contact-everything = everything
page-contact-withdrawn = Withdrawn on
page-contact-withdraw = Withdraw this consent
page-contact-withdraw-text = Nothing goes to { $whom } on this consent any more. To take that back, a new consent is needed.
page-contact-stops = What stops messages
page-contact-no-stops = Nothing does.
page-contact-stop-unsubscribed = Unsubscribed by { $channel }.
page-contact-stop-bounced = A message by { $channel } could not be delivered.
page-contact-stop-complained = Reported a message by { $channel } as unwanted.
page-contact-stop-manual = Somebody at the business blocked the address for { $channel }.
page-contact-lift = Lift
page-contact-lasting = Only the recipient can take this back.
page-contact-less-often = Asked to be asked less often, on { $at }.
page-contact-later = Asked not to hear from you before { $day }.
page-contact-rights = The person’s rights
page-contact-rights-text = Everybody may ask what is known of them, and may ask to be erased. Both stand in the audit log.
page-contact-export = Download everything
page-contact-erase = Erase this person
page-contact-erase-text = Everything that is known of { $whom } is erased, in every table, and what is planned is cancelled. This cannot be taken back.
page-contact-erase-stays = What stays names nobody: that somebody was asked, how many stars they gave, and a code of the address by which it is never written to again.
page-contact-erase-word = erase
page-contact-erase-typed = Type “{ $word }” to go on

page-said-erased = The person is erased.
page-said-contact-saved = Saved.
page-said-withdrawn = The consent is withdrawn.
page-said-lifted = Lifted: messages may go there again.

fault-day-malformed = Write a day such as 2026-03-01.

fault-clock-malformed = Write a time such as 10:00.

fault-due-at-past = This time is past. Choose a later one.

fault-word-other = This is another word. Type the one in quotes.

fault-locale-malformed = Write a language as a short code, such as sv or nb.

fault-zone-unknown = Write a time zone by its name, such as Europe/Stockholm.

act-invitation-moved = moved a request
act-invitation-cancelled = cancelled a request
act-invitation-reopened = took a cancellation back

act-invitations-exported = downloaded a list of requests

act-contact-changed = changed a contact
act-contact-exported = downloaded all data about a contact
act-contact-erased = erased a contact

act-consent-withdrawn = withdrew a consent

act-suppression-lifted = lifted a block on an address
