# Large sends that go in stages.

page-account-large = Large sends
page-account-staged = Release large sends in stages
page-account-staged-hint = Of each campaign at most 50 first messages go in the first hour, 500 more in the second, and then the rest. If many of them bounce or are reported as unwanted, the campaign stops before most of it has gone.
