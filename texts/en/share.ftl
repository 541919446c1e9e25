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
act-account-plan-changed = changed the plan
fault-plan-feature = Your plan has no product reviews. Ask whoever runs Afterword for you for a larger plan.
fault-plan-limit = As many campaigns are on as your plan has places for. Switch another one off first, or ask whoever runs Afterword for you for a larger plan.
page-plan = Plan
page-plan-free = One campaign at a time, without product reviews.
page-plan-standard = Five campaigns at a time, with product reviews.
page-plan-enterprise = Everything, without limits.
page-application = Use these settings in other storefronts
page-application-lead = Whatever asks the same there gets the settings of this campaign. Names stay, and what is on or off stays so. You can take it back afterwards.
page-application-changed = Changes
page-application-made = New campaign
page-application-made-on = Nothing asks this here yet. It gets a campaign of its own, which is on at once.
page-application-made-off = Nothing asks this here yet. It gets a campaign of its own, which is still off.
page-application-unseen = Only settings that do nothing at the moment become others.
page-application-change = { $after } instead of { $before }
page-application-steps = Messages
page-application-steps-change = In another order or on other channels
page-application-strikes =
    { $count ->
        [one] { $count } queued reminder is cancelled for good.
       *[other] { $count } queued reminders are cancelled for good.
    }
page-application-same =
    { $count ->
        [one] { $count } other storefront has these settings already.
       *[other] { $count } other storefronts have these settings already.
    }
page-application-rest =
    { $count ->
        [one] And { $count } more storefront
       *[other] And { $count } more storefronts
    }
page-application-do = Use them there
page-application-none = There is nothing to change
page-application-back = Back to the campaign
page-application-alone = This is your only storefront
page-application-alone-text = Once there is another one, you can use these settings there too.
page-application-unpicked = Pick at least one storefront.
page-application-overtaken = Something was changed since you looked, so nothing was done yet. This is what would change now.
page-application-refused = { $storefront } did not take them: { $why }
page-application-refused-otherwise = it is not possible there now.
page-application-refused-more =
    { $count ->
        [one] { $count } more did not take them.
       *[other] { $count } more did not take them.
    }
page-said-application =
    { $count ->
        [0] Used in no other storefront.
        [one] Used in { $count } storefront.
       *[other] Used in { $count } storefronts.
    }
page-said-application-undone =
    { $count ->
        [one] Taken back in { $count } storefront. A campaign that was made is off; cancelled reminders stay cancelled.
       *[other] Taken back in { $count } storefronts. Campaigns that were made are off; cancelled reminders stay cancelled.
    }
fault-campaign-changed = Somebody changed the campaign there in between.
fault-template-purpose = The template is for campaigns of another purpose.
