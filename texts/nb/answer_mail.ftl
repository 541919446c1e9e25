# Det bedriften leser i en e-post om nye svar. Nøkler og variabler som i texts/en/answer_mail.ftl.

answer-mail-subject = { $count ->
        [one] Et nytt svar
       *[other] { $count } nye svar
    }
answer-mail-summary = { $count ->
        [one] Det har kommet ett nytt svar.
       *[other] Det har kommet { $count } nye svar.
    }
answer-mail-mean = I gjennomsnitt { $mean } av { $most } stjerner (n = { $rated }).
answer-mail-listed = { $listed } av dem følger: lave vurderinger først, deretter de nyeste.
answer-mail-stars = { $stars } av { $most }
answer-mail-action = Se alle svar
answer-mail-footer = Du får denne e-posten fordi nye svar til kontoen { $account } sendes til denne adressen. Hvor ofte, eller aldri, stilles inn i kontoen (answer_mails).
