# What the business reads in a mail about new answers.

answer-mail-subject = { $count ->
        [one] A new answer
       *[other] { $count } new answers
    }
answer-mail-summary = { $count ->
        [one] A new answer has come in.
       *[other] { $count } new answers have come in.
    }
answer-mail-mean = On average { $mean } of { $most } stars (n = { $rated }).
answer-mail-listed = { $listed } of them follow: low ratings first, then the newest.
answer-mail-stars = { $stars } of { $most }
answer-mail-action = See all answers
answer-mail-footer = You are getting this email because new answers to the account { $account } are sent to this address. How often, or never, is set in the account (answer_mails).
