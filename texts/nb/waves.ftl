# Large sends that go in stages.

page-account-large = Store utsendinger
page-account-staged = Send store utsendinger i etapper
page-account-staged-hint = Av hver kampanje går det høyst 50 førstemeldinger den første timen, 500 til den andre, og så resten. Hvis mange av dem kommer i retur eller meldes som uønsket, stopper kampanjen før det meste er sendt.
