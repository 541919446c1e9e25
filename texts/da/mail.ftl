# Det, modtagere læser i en mail. Nøgler og variabler som i texts/en/mail.ftl.

mail-greeting = Hej { $name }
mail-greeting-without-name = Hej
mail-review-subject = Hvad syntes du om { $shop }?
mail-review-reminder-subject = Har du et øjeblik til at fortælle, hvad du syntes om { $shop }?
mail-review-text = Tak, fordi du valgte { $shop } (reference { $reference }). Hvordan gik det? Et par ærlige ord, gode eller dårlige, hjælper os med at blive bedre og hjælper andre med at vælge. Det tager cirka et minut.
mail-review-action = Skriv en anmeldelse
mail-product-subject = Hvad synes du om det, du købte hos { $shop }?
mail-product-reminder-subject = Har du et øjeblik til at fortælle, hvad du synes om det, du købte hos { $shop }?
mail-product-text = Tak, fordi du valgte { $shop } (reference { $reference }). Hvad synes du om det, du købte? Et par ærlige ord, gode eller dårlige, hjælper andre med at vælge. Skriv om så mange varer, du vil.
mail-products-too = Samme sted kan du fortælle, hvad du synes om det, du købte:
mail-products-more = og { $count } til
mail-platform = Anmeldelsen skrives på { $platform }.
mail-survey-subject = Et par spørgsmål fra { $shop }
mail-survey-reminder-subject = Du kan stadig nå at svare på spørgsmålene fra { $shop }
mail-survey-text = Tak, fordi du er kunde hos { $shop } (reference { $reference }). Må vi stille et par korte spørgsmål? Dine ærlige svar, positive eller negative, viser os, hvad vi skal beholde, og hvad vi skal ændre. Det tager cirka et minut.
mail-survey-action = Svar på spørgsmålene
mail-preferences = Passer det ikke lige nu? Vælg en senere dag eller færre mails
mail-unsubscribe = Ikke flere mails som denne
mail-footer = Du får denne mail, fordi du er kunde hos { $shop }.
mail-privacy = Privatlivspolitik
