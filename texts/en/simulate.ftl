# Simulations: what another setting would have come to.

page-simulations = Simulations
page-simulate-lead = Try a change on orders that are there, before you make it. The rules are those that run in earnest; nothing is stored or sent.
page-simulate-campaign = Campaign
page-simulate-take = Take its settings
page-simulate-would = As it would be
page-simulate-would-lead = The boxes hold what is set now. Change what you wonder about; everything else stays as it is.
page-simulate-pressure = Gap between any two requests to one person
page-simulate-pressure-hint = Of the whole account. 0 means that campaigns take no notice of each other.
page-simulate-orders = Which orders
page-simulate-source = Orders
page-simulate-source-hint = Each is taken as reported when it happened. Of your own orders, consents and opt-outs are those of today.
page-simulate-own = Our own orders so far
page-simulate-file = A file of orders (CSV)
page-simulate-file-hint = Up to 16 MB, plain or gzip. It is read once and not kept.
page-simulate-storefront = Storefront of the file
page-simulate-pattern = Address for lines without one
page-simulate-pattern-hint = Only needed where the file has customer numbers and no email addresses. Nothing is sent to it.
page-simulate-start = Simulate
page-simulate-no-campaign = A simulation compares a campaign as it is with how it might be. Make a campaign first.
page-simulate-result = Simulation of { $campaign }
page-simulate-lead-orders = { $orders } orders from { $first } to { $last }.
page-simulate-no-orders = There are no orders to play. Report some, or choose a file.
page-simulate-bad-lines = { $count ->
        [one] One line of the file could not be read as an order.
       *[other] { $count } lines of the file could not be read as orders.
    }
page-simulate-is = As it is
page-simulate-difference = Difference
page-simulate-total = Together
page-simulate-figures = At a glance
page-simulate-messages = Messages
page-simulate-reached = People reached
page-simulate-answers = Answers to expect
page-simulate-refused = Not asked: refused
page-simulate-requests = What becomes of each request
page-simulate-answered = Asked and answered
page-simulate-unanswered = Asked, no answer
page-simulate-cancelled = Cancelled before anything went
page-simulate-waiting = Held until a person releases it
page-simulate-by-role = Messages by kind
page-simulate-refusals = Refusals, by the rule that gave the reason
page-simulate-holds = Postponed, by the rule that gave the reason
page-simulate-people = People, by how many messages they get
page-simulate-people-messages = { $count ->
        [0] No message
        [one] { $count } message
       *[other] { $count } messages
    }
page-simulate-people-more = More than { $count } messages
page-simulate-chart = { $count ->
        [1] Messages by day
        [7] Messages by week
       *[other] Messages, { $count } days together
    }
page-simulate-chart-told = Two rows of bars from { $first } to { $last }, the highest { $most } messages. The table below says the same.
page-simulate-as-table = As a table
page-simulate-assumptions = Answers to expect: { $first } of first messages are answered, and { $again } of those that ask again.
page-simulate-share-own = { $percent } % (your own rate, from { $count } messages)
page-simulate-share-assumed = { $percent } % (assumed: you have sent too little to know)
page-simulate-nothing-sent = Nothing was stored or sent.
page-simulate-another = Another simulation
page-simulate-running = The orders are being played
page-simulate-running-text = This page looks again by itself. You may leave it and come back.
page-simulate-progress = How far it is
page-simulate-broken = The simulation did not come to its end
page-simulate-broken-text = Nothing was changed. Try it again; if it stays like this, the log of the program says why.
page-simulate-gone = This simulation is not here
page-simulate-gone-text = Simulations stay in the memory of the server that runs them, the latest forty of all. This one runs or ran on another server, or is gone. Load the page again, or run it anew; nothing else depends on it.

fault-simulation-busy = One of your simulations is under way. Wait for its end.
