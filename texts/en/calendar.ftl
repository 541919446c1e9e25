# The calendar of what is due, the queue behind it, its feed, and invitations by hand.

page-calendar = Calendar
page-calendar-lead = What will go out when. Open a day to see its hours, or a count to see the messages behind it.
page-calendar-month = { $month ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    } { $year }
page-calendar-weekday = { $count ->
        [1] Mon
        [2] Tue
        [3] Wed
        [4] Thu
        [5] Fri
        [6] Sat
       *[7] Sun
    }
page-calendar-messages = { $count ->
        [one] { $number } message
       *[other] { $number } messages
    }
page-calendar-more = { $count ->
        [one] and { $count } more
       *[other] and { $count } more
    }
page-calendar-months = Other months
page-calendar-before = Month before
page-calendar-today = This month
page-calendar-after = Next month
page-calendar-days = Other days
page-calendar-day-before = Day before
page-calendar-day-after = Next day
page-calendar-all = All messages of this day
page-calendar-held = On hold:
page-calendar-none-title = Nothing is planned here
page-calendar-none-text = As orders come in, what will be asked because of them stands here by day. You can also ask people by hand.
page-calendar-free-title = Nothing goes on this day
page-calendar-free-text = Look at another day, or at the whole month.

page-queue = Queue
page-queue-all = All of this list: { $messages }, on every page
page-queue-pick = Pick
page-queue-move = Move
page-queue-cancel = Cancel them
page-queue-unpicked = Pick at least one message first, or all of this list.
page-queue-empty-title = Nothing is queued here
page-queue-empty-text = What was here has gone, or was moved or cancelled.
page-queue-move-title = Move { $messages }
page-queue-move-text = They go on the day that you name, in the place of the one on which they were to go.
page-queue-send-title = Send { $messages } now
page-queue-send-text = They go as soon as the rules let them; in quiet hours they wait for the morning.
page-queue-cancel-title = Cancel { $messages }
page-queue-cancel-text = Nothing more goes to these people because of these orders, and their forms close.
page-queue-rules = Each is looked at by itself. What the rules would stop stays as it was, and you are told which and why.
page-queue-undo = For 30 days you can take this back, as far as nothing has gone out by then.
page-queue-time-hint = Leave it empty, and each keeps its own time of day.
page-queue-back = Back to the list
page-queue-moved = Moved to { $day }
page-queue-sent = Due now
page-queue-cancelled = Cancelled
page-queue-undone = Taken back
page-queue-done = Done: { $messages }.
page-queue-was-undone = This was taken back.
page-queue-working = This goes on by itself; you can leave this page.
page-queue-look = Look again
page-queue-stayed = Stayed as they were: { $messages }
page-queue-why = Why
page-queue-why-ended = it had ended already
page-queue-why-gone = nothing of it is queued any more
page-queue-why-changed = it was changed in between
page-queue-why-held = it was on hold before
page-queue-why-not-reopened = the rules do not allow it any more, or it was not cancelled by hand
page-queue-why-past = the time is past

page-feed = Calendar feed
page-feed-lead = An address under which your own calendar sees how many messages go out on which day, beside your newsletters. It tells counts and the names of campaigns, and nothing about anybody.
page-feed-name = Messages of { $name }
page-feed-note = As planned now. The rules are asked again before each message goes.
page-feed-address = Address
page-feed-address-hint = In your calendar, choose “subscribe by URL” or “from the internet”. Whoever has this address sees these counts.
page-feed-made = Made
page-feed-zone = Days by the clock of
page-feed-make = Make an address
page-feed-renew = Make a new address
page-feed-renew-hint = The old one stops working at once.
page-feed-revoke = Switch the feed off
page-feed-revoke-text = The address stops working at once. Calendars that fetch it show nothing new, and some an error.
page-feed-none-title = There is no feed yet
page-feed-none-text = Make an address, and give it to the calendar in which you plan your newsletters.

page-said-feed-made = The address is there.
page-said-feed-revoked = The feed is switched off.

page-invite = Invite by hand
page-invite-lead = Ask somebody you choose, or a whole list. You see what would become of each before anything is planned; the same rules hold as for everybody.
page-invite-list = Whom
page-invite-list-hint = One a line: an email address, a phone number, a customer number or an order number. Behind a comma the order, where you want to name it; else their latest one counts. Up to 500.
page-invite-file = Or from a file
page-invite-file-hint = A CSV or text file with the same lines. It is read into the box above, where you can still change it.
page-invite-look = See what would become of it
page-invite-would = { $count ->
        [one] { $count } of { $all } would be asked. Nothing has been planned yet.
       *[other] { $count } of { $all } would be asked. Nothing has been planned yet.
    }
page-invite-made = { $count ->
        [one] { $count } of { $all } will be asked.
       *[other] { $count } of { $all } will be asked.
    }
page-invite-do = { $count ->
        [one] Ask this one
       *[other] Ask these { $count }
    }
page-invite-line = As written
page-invite-when = When, or why not
page-invite-yes = will be asked
page-invite-no = not asked
page-invite-waits = waits
page-invite-unknown = No person and no order is known by this. Let your shop report the order, or import it.
page-invite-no-order = No order of theirs is known here. Write its number behind a comma.
page-invite-more = Invite others
page-invite-none-title = No campaign is on
page-invite-none-text = People are asked by a campaign. Switch one on, or make one.

fault-list-too-long = At most 500 lines at once.
fault-id-unknown = This is not there any more. Choose another.
fault-line-malformed = Each line needs a first column, of up to 254 characters and without control characters.

act-queue-changed = changed many queued messages
act-queue-change-undone = took back a change of many messages
act-calendar-feed-made = made an address for the calendar feed
act-calendar-feed-revoked = switched the calendar feed off
