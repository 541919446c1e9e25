# Product reviews beside service reviews: their settings, and what is drawn and warned of them.

page-tabs = What is asked about this event
page-tab-products = Ask about the products too
page-tab-service = Ask about the service too
page-campaign-timing = Beside the request about the service
page-campaign-timing-hint = Together is one message and one form for both. Separately suits what needs time to try; it goes as a second message.
page-timing-together = together with it, in one message
page-timing-service = separately, so long after it was sent
page-timing-event = separately, so long after the event
page-campaign-comment = Stars need a written comment
page-campaign-comment-hint = A rating alone is then not taken.
page-line-about-service = About the service
page-line-about-products = About the products
page-line-about-both = About the service and the products, on one form
page-warning-joint = The separate wait is not longer than that of the request about the service, so both go together in one message. Wait longer to have two.
page-warning-comment = With a required comment you get more comments, and fewer ratings.
page-warning-reminder-products = While the request about the products is still to come, nobody is reminded of the one about the service. Orders that came by file are exempt, unless the account says otherwise.
page-account-reminders = Reminders
page-account-files = Remind of orders from files in any case
page-account-files-hint = An order whose products are still to be asked about separately is not reminded of. Orders that came by file are exempt while this is on.
fault-timing-unknown = Choose one of the times.
fault-timing-purpose = Only a campaign about products has this.
fault-timing-contradiction = What goes together has no wait of its own to count from.
