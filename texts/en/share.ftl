# Who is left out, and what asking brings; what points to other platforms; what a plan has.

page-account-holdout = Left out by chance, in percent
page-account-holdout-hint = So many of a hundred customers are never asked. What they do shows what asking brings. 0: everybody may be asked.
page-account-holdout-report = What asking brings
page-holdout = What asking brings
page-holdout-lead = Some customers, chosen by chance, are never asked. What they do is compared with what those do who are asked.
page-holdout-off = Nobody is left out now. Leave out five or ten of a hundred customers, and in some weeks you see here what asking brings.
page-holdout-on = { $count } of a hundred customers are left out now.
page-holdout-none = There is nothing to compare yet
page-holdout-set = Choose how many
page-holdout-answered = Answered
page-holdout-ordered = Ordered again
page-holdout-who = Customers
page-holdout-asked = Asked
page-holdout-held-out = Not asked
page-holdout-share = Share
page-holdout-interval = Surely between
page-holdout-people = People
page-holdout-count = { $count } of { $of }
page-holdout-too-few = That is too little yet to say anything.
page-holdout-unclear = One cannot tell yet whether asking makes a difference here.
page-holdout-more = Of a hundred customers who are asked, { $low } to { $high } more do so than of those who are not.
page-holdout-fewer = Of a hundred customers who are asked, { $low } to { $high } fewer do so than of those who are not.
page-holdout-how = Each person counts once: from the first order of which only chance decided whether it was asked about, for 90 days. Ranges are such that 95 of 100 hold the true value.
page-scope-reports-read = See reports
