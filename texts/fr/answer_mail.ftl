# Ce que l’entreprise lit dans un e-mail sur les nouvelles réponses. Clés et variables comme dans texts/en/answer_mail.ftl.

answer-mail-subject = { $count ->
        [one] Une nouvelle réponse
       *[other] { $count } nouvelles réponses
    }
answer-mail-summary = { $count ->
        [one] Une nouvelle réponse est arrivée.
       *[other] { $count } nouvelles réponses sont arrivées.
    }
answer-mail-mean = En moyenne { $mean } étoiles sur { $most } (n = { $rated }).
answer-mail-listed = En voici { $listed } : les notes basses d’abord, puis les plus récentes.
answer-mail-stars = { $stars } sur { $most }
answer-mail-action = Voir toutes les réponses
answer-mail-footer = Vous recevez cet e-mail parce que les nouvelles réponses du compte { $account } sont envoyées à cette adresse. Le rythme, ou jamais, se règle dans le compte (answer_mails).
