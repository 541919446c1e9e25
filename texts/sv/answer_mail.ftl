# Det företaget läser i ett mejl om nya svar. Nycklar och variabler som i texts/en/answer_mail.ftl.

answer-mail-subject = { $count ->
        [one] Ett nytt svar
       *[other] { $count } nya svar
    }
answer-mail-summary = { $count ->
        [one] Det har kommit ett nytt svar.
       *[other] Det har kommit { $count } nya svar.
    }
answer-mail-mean = I genomsnitt { $mean } av { $most } stjärnor (n = { $rated }).
answer-mail-listed = { $listed } av dem följer: låga betyg först, sedan de nyaste.
answer-mail-stars = { $stars } av { $most }
answer-mail-action = Se alla svar
answer-mail-footer = Du får det här mejlet eftersom nya svar till kontot { $account } skickas till den här adressen. Hur ofta, eller aldrig, ställs in i kontot (answer_mails).
