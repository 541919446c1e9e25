# The pages of the business: the frame around them, and what all of them say.

page-skip = Skip to the page
page-menu = Menu
page-menu-happens = What happens
page-today = Today
page-requests = Requests
page-sign-in = Sign in
page-sign-in-refused = Address or password is not right. Try again, or ask an administrator for a new link.
page-sign-out = Sign out
page-email = Email
page-password = Password
page-undo = Undo
page-save = Save
page-cancel = Cancel
page-delete = Delete
page-first = Back to the beginning
page-next = Next
page-pager = Pages of this list
page-stars = { $count ->
        [one] { $count } star of 5
       *[other] { $count } stars of 5
    }
page-to-today = To the first page

page-missing-title = There is nothing here
page-missing-text = The page does not exist, or no longer. Perhaps the address was cut off.
page-forbidden-title = Not with your role
page-forbidden-text = You may look at other pages, but not at this one. An administrator can change your role.
page-slowed-title = A moment, please
page-slowed-text = Too much was asked at once. Wait a minute, then try again.
page-refused-title = That does not go
page-refused-text = Nothing was changed. Go back, look at what is there now, and try again.
page-trouble-title = Something went wrong here
page-trouble-text = Nothing was lost. Try again in a moment; if it stays like this, the log of the program says why.

page-style = How pages look
page-style-lead = Every part that pages are made of, once: change one here, and it changes everywhere.
page-style-colours = Colours
page-style-ways = Ways
page-style-type = Type
page-style-buttons = Buttons
page-style-badges = States
page-style-fields = Fields
page-style-notices = Notices
page-style-figures = Figures
page-style-lists = Lists

fault-field-missing = This is needed.

act-session-begun = signed in
act-session-ended = signed out
