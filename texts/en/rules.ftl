# Sentences of the rules: one for each code and verdict that can occur, named after them. `none` is a fact that is not
# there. Write like a calm, competent person: short, kind, no jargon. Times, gaps and days arrive already spelled out.

## How facts read

instant = { date } at { $clock } { $zone }
years = { $count ->
        [one] { $count } year
       *[other] { $count } years
    }
months = { $count ->
        [one] { $count } month
       *[other] { $count } months
    }
weeks = { $count ->
        [one] { $count } week
       *[other] { $count } weeks
    }
days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }
hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
seconds = { $count ->
        [one] { $count } second
       *[other] { $count } seconds
    }
and = { $first } and { $last }

## What one rule says

rule-campaign-inactive-pass = The campaign is on.
rule-campaign-inactive-hold = The campaign is paused; messages wait until it is resumed.
rule-campaign-inactive-refuse =
    { $state ->
        [plan-feature] The plan of the account does not have campaigns of this kind.
        [plan-limit] As many campaigns are on as the plan of the account has places for.
       *[off] The campaign is switched off.
    }
rule-event-unmatched-refuse = No campaign asks about this kind of event at this storefront.
rule-event-duplicate-pass = This event had not been reported before.
rule-event-duplicate-refuse = The storefront had already reported this event, so nothing new is planned.
rule-event-cancelled-pass = The order has not been cancelled or refunded.
rule-event-cancelled-refuse = The order was cancelled or refunded on { $at }.
rule-event-on-hold-pass = The order is not on hold.
rule-event-on-hold-hold = The order has been on hold since { $since }; the message waits until somebody gives the go-ahead.
rule-event-too-old-pass =
    { $base ->
        [activation_date] Counted from the activation date, it is due on { $due_at }
        [occurred_at_without_activation_date] The event came without an activation date. Counted from the event itself, it is due on { $due_at }
        [service_invitation] Counted from the request about the service, it is due on { $due_at }
       *[occurred_at] It is due on { $due_at }
    }; { $tolerance ->
        [none] it may not go later.
       *[other] up to { $tolerance } later is fine.
    }
rule-event-too-old-refuse =
    { $base ->
        [activation_date] Counted from the activation date, it was due on { $due_at }
        [occurred_at_without_activation_date] The event came without an activation date. Counted from the event itself, it was due on { $due_at }
        [service_invitation] Counted from the request about the service, it was due on { $due_at }
       *[occurred_at] It was due on { $due_at }
    }; { $tolerance ->
        [none] now it is too late to ask.
       *[other] that is more than { $tolerance } ago, too late to ask.
    }
rule-products-none-pass = This is no request about products, or the order says which products were bought.
rule-products-none-refuse = The order does not say which products were bought, so there is nothing to ask about.
rule-products-service-first-pass = No request about the service has to go first.
rule-products-service-first-hold =
    { $earliest ->
        [none] The request about the service of this order goes first and waits for somebody at the business; this one waits with it.
       *[other] The request about the service of this order goes first; this one may go from { $earliest }.
    }
rule-audience-holdout-pass = The person is not in the share of customers who are left out.
rule-audience-holdout-refuse = The person is in the { $percent } % of customers who are not asked, so that one can see what asking brings.
rule-response-received-pass = No answer has come in for this order yet ({ $purpose }).
rule-response-received-refuse = An answer has already come in for this order ({ $purpose }), so nobody is asked again.
rule-invitation-expired-pass =
    { $closes_at ->
        [none] The form’s time starts with the first message.
       *[other] The form is open until { $closes_at }.
    }
rule-invitation-expired-refuse = Messages stop a day before the form closes, and it closes on { $closes_at }.
rule-recipient-later-pass = The recipient has not asked for a later day, or that day has come.
rule-recipient-later-hold = The recipient asked not to hear from us before { $day }.
rule-contact-erased-pass = The person has not asked to have their data erased.
rule-contact-erased-refuse = The person asked to have their data erased, so nothing is sent.
rule-suppressed-unsubscribed-pass = The recipient has not unsubscribed.
rule-suppressed-unsubscribed-refuse = The recipient unsubscribed from messages like this by { $channel }.
rule-suppressed-bounced-pass = No message to this address has come back.
rule-suppressed-bounced-refuse = An earlier message by { $channel } could not be delivered.
rule-suppressed-complained-pass = The recipient has not reported our messages as unwanted.
rule-suppressed-complained-refuse = The recipient reported an earlier message by { $channel } as unwanted.
rule-suppressed-manual-pass = The business has not blocked this address.
rule-suppressed-manual-refuse = Somebody at the business blocked this address for { $channel }.
rule-consent-missing-pass = Consent for { $channel } is on record ({ $basis }).
rule-consent-missing-refuse = No consent is on record for messages like this by { $channel }.
rule-channel-unreachable-pass = There is an address for { $channel }.
rule-channel-unreachable-refuse = The person has no usable address for { $channel }.
rule-frequency-campaign-pass =
    { $gap ->
        [none] No minimum time between requests of this kind applies here.
       *[other] No other request of this kind lies within { $gap }.
    }
rule-frequency-campaign-refuse = Too close to the request of { $previous }: requests of this kind are at least { $gap } apart, so the next may go from { $over_at }.
rule-frequency-pressure-pass =
    { $distinct ->
        [distinct] There is another request within { $gap }, on { $previous }, but it is about a different experience, so both may go.
       *[none] { $gap ->
            [none] No minimum time between requests applies to this message.
           *[other] No other request to this person lies within { $gap }.
        }
    }
rule-frequency-pressure-hold = Too close to another request to the same person or address, on { $previous }: requests are at least { $gap } apart, so this one may go from { $over_at }.
rule-frequency-pressure-refuse = Too close to another request to the same person or address, on { $previous }: requests are at least { $gap } apart; this one could not go before { $over_at }, and that would be too late.
rule-frequency-displaced-hold = A more important request to this person goes first; this one may go from { $over_at }.
rule-frequency-displaced-refuse = A more important request to this person goes first; this one could not go before { $over_at }, and that would be too late.
rule-reminder-off-pass = This is not a reminder that somebody switched off.
rule-reminder-off-refuse =
    { $when ->
        [creation] Reminders were off when the invitation was planned.
        [first_message] Reminders were off when the first message went out.
        [since] Reminders were switched off in the meantime, so this invitation never gets one.
       *[now] Reminders are off.
    }
rule-reminder-order-reminded-pass = This is not a second reminder for the same order.
rule-reminder-order-reminded-refuse = The order has already had its one reminder.
rule-reminder-product-pending-pass = No request about products stands in the way of this message.
rule-reminder-product-pending-refuse = A separate request about the products of this order is still to come, so there is no reminder.
rule-reminder-first-unknown-pass = This is not a reminder of a message that may never have arrived.
rule-reminder-first-unknown-refuse = Nobody knows whether the first message arrived, so there is no reminder of it.
rule-routing-followed-pass = The recipient has not gone on to another review platform.
rule-routing-followed-refuse = The recipient went on to another review platform on { $at }. What was written there is not known here, so nobody asks again.
rule-brake-on-pass = Sending is not stopped for this account or this campaign.
rule-brake-on-hold =
    { $cause ->
        [restored] The database was restored or copied; nothing is sent until somebody gives the go-ahead.
        [kill_switch] Somebody stopped all sending for this account; messages wait until somebody gives the go-ahead.
        [bounced] The campaign stopped by itself: { $faulty } of its last { $messages } messages could not be delivered. It goes on when somebody releases it.
        [complained] The campaign stopped by itself: recipients reported { $faulty } of its last { $messages } messages as unwanted. It goes on when somebody releases it.
       *[other] Sending is stopped until somebody gives the go-ahead.
    }
rule-brake-staged-pass = No stage of a large send holds this message back.
rule-brake-staged-hold = Large sends go in stages: { $went } of { $most } first messages of the campaign have gone, and the next stage opens { $opens_at }.
rule-quiet-hours-pass = The time of day is fine.
rule-quiet-hours-hold =
    { $opens_at ->
        [none] No time of day suits all the time zones in which the recipient may be.
       *[other] It is outside the hours for such messages where the recipient is; they begin again on { $opens_at }.
    }
rule-invitation-cancelled-refuse = The invitation was cancelled.
rule-invitation-moved-pass = The go-ahead was given; moved from { $from } to { $to }.

## What came of it

outcome-scheduled = Planned for { $due_at }.
outcome-send = Sent on its way on { $due_at }.
outcome-hold =
    { $due_at ->
        [none] Waiting until somebody gives the go-ahead{ $because }.
       *[other] Waiting until { $due_at }{ $because }.
    }
outcome-refused =
    { $stage ->
        [plan] Not planned{ $because }.
       *[send] Not sent{ $because }.
    }
outcome-cancelled = Cancelled{ $because }.
outcome-moved = The go-ahead was given; moved to { $due_at }.
because = , because { $reason }

## Why, in a few words, after "because"

reason-campaign-inactive = the campaign is paused or off
reason-event-unmatched = no campaign asks about this kind of event
reason-event-duplicate = the event had already been reported
reason-event-cancelled = the order was cancelled or refunded
reason-event-on-hold = the order is on hold
reason-event-too-old = it would have come too late
reason-products-none = the order says nothing about products
reason-products-service-first = the request about the service goes first
reason-audience-holdout = the person is in the share that is not asked
reason-response-received = the answer is already there
reason-invitation-expired = the form closes too soon or has closed
reason-recipient-later = the recipient asked to wait
reason-contact-erased = the person asked to have their data erased
reason-suppressed-unsubscribed = the recipient has unsubscribed
reason-suppressed-bounced = an earlier message could not be delivered
reason-suppressed-complained = the recipient reported an earlier message as unwanted
reason-suppressed-manual = the business blocked the address
reason-consent-missing = no consent is on record
reason-channel-unreachable = there is no usable address
reason-frequency-campaign = another request of this kind is too close in time
reason-frequency-pressure = another request to this person is too close in time
reason-frequency-displaced = a more important request goes first
reason-reminder-off = reminders are or were off
reason-reminder-order-reminded = the order has already had its reminder
reason-reminder-product-pending = a request about the products is still to come
reason-reminder-first-unknown = nobody knows whether the first message arrived
reason-routing-followed = the recipient went on to another review platform
reason-brake-on = sending is stopped
reason-brake-staged = a large send goes in stages
reason-quiet-hours = it is too early or too late in the day
reason-invitation-cancelled = somebody called the invitation off
reason-invitation-moved = it was moved

## Words

stage-plan = when planning
stage-send = before sending
outcome-word-scheduled = planned
outcome-word-send = on its way
outcome-word-hold = waiting
outcome-word-refused = refused
outcome-word-cancelled = cancelled
outcome-word-moved = moved
verdict-pass = yes
verdict-hold = wait
verdict-refuse = no
invitation-scheduled = planned
invitation-sent = sent
invitation-opened = opened
invitation-started = started
invitation-completed = answered
invitation-expired = expired
invitation-cancelled = cancelled
invitation-refused = not sent
invitation-failed = failed
message-queued = queued
message-sending = being sent
message-unknown = unknown whether it arrived
message-sent = sent
message-delivered = delivered
message-opened = opened
message-clicked = clicked
message-failed = failed
message-bounced = came back
message-cancelled = cancelled
role-first = first message
role-follow-up = follow-up
role-reminder = reminder
channel-email = email
channel-sms = SMS
channel-whatsapp = WhatsApp
purpose-service-review = service review
purpose-product-review = product review
purpose-survey = survey
purpose-rebooking = new booking
basis-consent = given by the recipient
basis-double-opt-in = given and confirmed
basis-existing-customer = existing customer
basis-contract = contract
