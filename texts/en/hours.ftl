# The hour at which messages go, where it is learned.

rule-sending-hour-auto-pass =
    { $source ->
        [explored] Goes at { $hour } on the recipient’s clock, to find out how many answer at that hour. Most messages take the hour that was learned.
       *[learned] { $answers ->
            [0] Goes at { $hour } on the recipient’s clock. This storefront has no answers yet from which to learn a better hour.
           *[other] Goes at { $hour } on the recipient’s clock, the hour that was learned from this storefront’s answers. There were { $answers } of them.
        }
    }
reason-sending-hour-auto = the hour was learned

page-hours-auto = optimise automatically
page-hours-see = See when your customers answer
page-hours-explore = Messages that try another hour, in a hundred
page-hours-explore-hint = Only where the time of day is optimised automatically. Some messages go at another hour, so that it shows which one is best; 0 to 20, usually 5.
page-hours-line = { $hour } is the hour at which your customers answer most, as far as we know.
page-hours = When your customers answer
page-hours-lead = On each customer’s own clock. Campaigns whose time of day is optimised automatically use what was learned here.
page-hours-spread = Answers by hour
page-hours-learned =
    { $count ->
        [one] Most messages go at { $hour }. That rests on { $count } answer, and on what usually works.
       *[other] Most messages go at { $hour }. That rests on { $count } answers, and on what usually works.
    }
page-hours-drawn = Each bar is the share of answers that came in that hour; the line on it shows where the true share probably lies. The table below has every number.
page-hours-empty = Nothing to draw yet
page-hours-empty-text = As soon as customers answer, you see here at which hours. Until then, messages whose hour is optimised go at 10:00.
page-hours-too-few = Not enough answers yet to say what the learned hour gains. It takes at least { $enough } messages at the learned hour and as many at others. So far: { $learned } answered at the learned hour, { $others } at others.
page-hours-unclear = No difference can be told yet. At the learned hour { $learned } answered, at other hours { $others }. With at least { $enough } messages on each side the two are compared again with every answer.
page-hours-more = The learned hour brings more answers: { $learned } answered, against { $others } at other hours. Compared from { $enough } messages on each side.
page-hours-less = The learned hour brings fewer answers at present: { $learned } answered, against { $others } at other hours. Compared from { $enough } messages on each side; with more answers the hour moves.
page-hours-none = none
page-hours-part = { $share }% ({ $count } of { $of }; { $low }–{ $high }%)
page-hours-table = Hour by hour
page-hours-hour = Hour
page-hours-best = learned
page-hours-answers = Answers
page-hours-share = Share of all answers
page-hours-sent = Messages
page-hours-answered = Answered
page-hours-how = An answer within an hour of a message is left out, because it shows when we wrote and not when people have time; answers to messages that try another hour always count. The ranges hold the true share in 95 of 100 cases.
fault-zone-learned = A learned hour is one of the recipient’s day. Choose the recipient’s clock.
fault-explore-out-of-range = Use a number from 0 to 20.
