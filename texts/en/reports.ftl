## What keeps going wrong, and what is done about it

page-campaign-is-braked = Stopped by itself
page-said-campaign-released = The campaign goes on. What waited goes at its next sending hour.
page-brake-bounced = “{ $campaign }” stopped by itself: { $faulty } of its last { $messages } messages could not be delivered.
page-brake-complained = “{ $campaign }” stopped by itself: { $faulty } of its last { $messages } messages were reported as unwanted.
page-brake-warning = { $faulty } of the last { $messages } messages of “{ $campaign }” were reported as unwanted. It stops by itself above 3 in 1,000.
page-brake-release = Release the campaign
page-brake-release-text = What waits is decided anew and goes at its next sending hour. Only messages sent from now on are counted.
page-brake-release-now = Release it now
page-brake-advice-bounced = Before you go on: are the addresses old or mistyped, and does the sender’s domain pass its check?
page-brake-advice-complained = Before you go on: did these people expect a mail from you, and do they recognise the sender?
act-campaign-released = released a campaign that had stopped by itself

## What reminders brought

page-effect = What reminders bring
page-effect-lead = How many answers came by the reminder, and what a change of its delay did. Behind each share stands the range in which the true one lies, 95 times in 100.
page-effect-none = No campaign has reminded anybody yet
page-effect-none-text = Switch reminders on for a campaign, and what they bring is counted here.
page-effect-nothing-yet = Not enough answers yet.
page-effect-share =
    { $count ->
        [one] One of { $of } answers came by the reminder: { $share } ({ $between }).
       *[other] { $count } of { $of } answers came by the reminder: { $share } ({ $between }).
    }
page-effect-between = { $low } to { $high }
page-effect-compared =
    { $verdict ->
        [better] A reminder after { $after } is answered more often than one after { $before }: { $is } instead of { $was }.
        [worse] A reminder after { $after } is answered less often than one after { $before }: { $is } instead of { $was }.
       *[same] A reminder after { $after } is answered in { $is } of cases, one after { $before } in { $was }. The difference may be chance.
    }
page-effect-table = Answers to reminders, by their delay
page-effect-from = Since
page-effect-after = Reminded after
page-effect-off = no reminders
page-effect-reminded = Reminders
page-effect-rate = Answered when reminded
page-effect-by = Of all answers

## What was refused

page-refusals = What was not sent
page-refusals-lead = How often each rule kept a message from going. Every number opens the list behind it.
page-refusals-all-campaigns = All campaigns
page-refusals-rule = Reason
page-refusals-count = How often
page-refusals-none = Nothing was refused
page-refusals-none-text = In these days no rule kept a message from going.
page-refused-lead = The latest first. Each leads to the whole story, rule by rule.
page-refused-at = Decided
page-refused-stage = When

## What the business says of an order

page-order = The order
page-order-text = What you say here is looked at before each message.
page-order-is-held = On hold
page-order-is-cancelled = Cancelled
page-order-hold = The order is delayed
page-order-release = The order goes on
page-order-cancel = The order was cancelled
page-order-cancel-text = Nobody is asked about this order any more: what is queued is cancelled, on every channel. This cannot be taken back.
page-order-cancel-now = Yes, it was cancelled
page-order-day = Begins on
page-order-day-hint = The delivery, departure or start. What is queued moves with it where the campaign counts from it.
page-order-day-save = Change the day
page-said-order-held = The order is on hold: its messages wait.
page-said-order-released = The order goes on. What waited goes at its next sending hour.
page-said-order-cancelled = The order is cancelled: nobody is asked about it.
page-said-order-changed = The day is changed, and what is queued was planned anew.
page-said-order-day-unreadable = That is no day. Nothing was changed.
act-order-held = put an order on hold
act-order-released = released an order
act-order-cancelled = cancelled an order
act-order-changed = changed the day of an order
page-scope-reports-read = See reports

## How products are rated

page-product-ratings = How products are rated
page-product-ratings-lead = What customers who answered gave to each product. Behind each mean stands the range in which the true one lies, 95 times in 100: it is wide where few have answered.
page-product-ratings-none = Nobody has rated a product yet
page-product-ratings-none-text = Ask about the products of an order too, and their stars are counted here.
page-product-ratings-name = Product
page-product-ratings-sku = Number
page-product-ratings-count = Ratings
page-product-ratings-mean = Stars on average
