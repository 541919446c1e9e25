# What recipients read in an email. { $name } and { $shop } stand as they are: write so that nothing before or
# after them has to be inflected.

mail-greeting = Hello { $name },
mail-greeting-without-name = Hello,
mail-review-subject = How was your experience with { $shop }?
mail-review-reminder-subject = Do you have a minute for a word about { $shop }?
mail-review-text = Thank you for choosing { $shop } (reference { $reference }). How did it go? A few honest words, good or bad, help us get better and help others choose. It takes about a minute.
mail-review-action = Write a review
mail-product-subject = What do you think of what you bought at { $shop }?
mail-product-reminder-subject = Do you have a minute for a word about what you bought at { $shop }?
mail-product-text = Thank you for choosing { $shop } (reference { $reference }). What do you think of what you bought? A few honest words, good or bad, help others choose. Write about as many as you like.
mail-products-too = You can say in the same place what you think of what you bought:
mail-products-more = and { $count } more
mail-platform = The review is written on { $platform }.
mail-survey-subject = A few questions from { $shop }
mail-survey-reminder-subject = There is still time to answer the questions from { $shop }
mail-survey-text = Thank you for your trust in { $shop } (reference { $reference }). May we ask you a few short questions? Your honest answers, good or bad, show us what to keep and what to change. It takes about a minute.
mail-survey-action = Answer the questions
mail-preferences = Not the right moment? Choose a later day or fewer emails
mail-unsubscribe = No more emails like this
mail-footer = You are getting this email because you are a customer of { $shop }.
mail-privacy = Privacy notice
