# Large sends that go in stages.

page-account-large = Stora utskick
page-account-staged = Skicka stora utskick i etapper
page-account-staged-hint = Av varje kampanj går högst 50 första meddelanden den första timmen, 500 till den andra och sedan resten. Om många av dem studsar eller anmäls som oönskade stannar kampanjen innan det mesta har gått.
