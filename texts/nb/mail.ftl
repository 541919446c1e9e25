# Det mottakere leser i en e-post. Nøkler og variabler som i texts/en/mail.ftl.

mail-greeting = Hei, { $name }!
mail-greeting-without-name = Hei!
mail-review-subject = Hva syntes du om { $shop }?
mail-review-reminder-subject = Rekker du å si hva du syntes om { $shop }?
mail-review-text = Takk for at du valgte { $shop } (referanse { $reference }). Hvordan gikk det? Noen ærlige ord, gode eller dårlige, hjelper oss å bli bedre og hjelper andre å velge. Det tar omtrent ett minutt.
mail-review-action = Skriv en omtale
mail-product-subject = Hva synes du om det du kjøpte hos { $shop }?
mail-product-reminder-subject = Rekker du å si hva du synes om det du kjøpte hos { $shop }?
mail-product-text = Takk for at du valgte { $shop } (referanse { $reference }). Hva synes du om det du kjøpte? Noen ærlige ord, gode eller dårlige, hjelper andre å velge. Skriv om så mange varer du vil.
mail-products-too = På samme side kan du si hva du synes om det du kjøpte:
mail-products-more = og { $count } til
mail-platform = Omtalen skrives på { $platform }.
mail-survey-subject = Noen spørsmål fra { $shop }
mail-survey-reminder-subject = Du rekker fortsatt å svare på spørsmålene fra { $shop }
mail-survey-text = Takk for at du er kunde hos { $shop } (referanse { $reference }). Kan vi få stille noen korte spørsmål? De ærlige svarene dine, positive eller negative, viser oss hva vi bør beholde og hva vi bør endre. Det tar omtrent ett minutt.
mail-survey-action = Svar på spørsmålene
mail-preferences = Passer det ikke akkurat nå? Velg en senere dag eller færre e-poster
mail-unsubscribe = Ikke flere e-poster som denne
mail-footer = Du får denne e-posten fordi du er kunde hos { $shop }.
mail-privacy = Personvernerklæring
