# What recipients read on the pages that the links in a message lead to. { $shop } and { $reference } stand as they
# are: write so that nothing before or after them has to be inflected.

date = { $day } { $month ->
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
recipient-form-title = How was your experience with { $shop }?
recipient-form-lead = It is about { $reference }. An honest answer, good or bad, helps most.
recipient-route-lead = It is about { $reference }. The review is written on { $platform }, another website. An honest one, good or bad, helps most.
recipient-route-button = Continue to { $platform }
recipient-route-note = We note that you went on, and learn nothing of what you write there.
recipient-question-rating = How satisfied are you?
recipient-question-comment = What was good, what could be better?
recipient-optional = optional
recipient-stars = { $stars } of { $most }
recipient-stars-1 = Very dissatisfied
recipient-stars-2 = Dissatisfied
recipient-stars-3 = So-so
recipient-stars-4 = Satisfied
recipient-stars-5 = Very satisfied
recipient-send = Send
recipient-send-change = Save the change
recipient-save = Save and finish later
recipient-saved = Saved. You can finish any time by the link in your message.
recipient-error-title = Something is missing
recipient-error-rating = Please choose 1 to 5 stars.
recipient-error-comment = This is longer than { $most } characters. Please shorten it.
recipient-products-title = What do you think of what you bought at { $shop }?
recipient-products-lead = And what you bought? Rate as many as you like.
recipient-products-cut = These are the first { $shown } of { $all } products.
recipient-error-words = Please write a few words with your stars.
recipient-error-nothing = There is nothing to save yet.
recipient-again = That was very quick. Please press the button once more, so that we know that a person did.
recipient-thanks-title = Thank you!
recipient-thanks-text = Your answer has reached { $shop }.
recipient-thanks-change = You can change it for 24 hours.
recipient-change = Change the answer
recipient-your-answer = Your answer
recipient-final = It can no longer be changed.
recipient-closed-title = This form is closed
recipient-closed-text = The time to answer is over. Nothing is stored any more.
recipient-missing-title = This link leads nowhere
recipient-missing-text = Part of it may be missing. Please open it from your message once more.
recipient-often-title = Too many links that lead nowhere
recipient-often-text = From your connection too many broken links were opened. The whole link from your message works at any time.
recipient-large-title = That is too much text
recipient-large-text = Please go back and shorten it. Nothing was stored.
recipient-trouble-title = Something is not working
recipient-trouble-text = Please try again in a moment.
recipient-unsubscribe-title = No more emails like this?
recipient-unsubscribe-text = { $shop } will then no longer ask you for your opinion by email.
recipient-unsubscribe-button = Unsubscribe
recipient-unsubscribed-title = You are unsubscribed
recipient-unsubscribed-text = { $shop } no longer asks you for your opinion by email.
recipient-undo = Undo
recipient-rather = Or choose a later day or fewer emails
recipient-preferences-title = When may we ask you?
recipient-preferences-lead = Choose what suits you. It takes effect at once.
recipient-in-force = What you chose
recipient-less-often-title = Less often
recipient-less-often-text = At most half as often as before.
recipient-less-often-button = Ask less often
recipient-less-often-on = We ask you less often.
recipient-later-title = Later
recipient-later-text = We ask nothing for a while.
recipient-months = { $count ->
        [one] For { $count } month
       *[other] For { $count } months
    }
recipient-later-on = We ask nothing before { $day }.
recipient-not-yet-title = Not yet
recipient-not-yet-text = What you ordered has not arrived? Then we ask about { $reference } later.
recipient-weeks = { $count ->
        [one] In { $count } week
       *[other] In { $count } weeks
    }
recipient-not-yet-on = We ask about { $reference } from { $day } on.
recipient-never-title = Never
recipient-never-text = No more emails like this.
recipient-never-on = We send you no emails like this.
recipient-done = Your choice is saved.
