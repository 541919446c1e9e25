# Det mottagare läser i ett mejl. Nycklar och variabler som i texts/en/mail.ftl.

mail-greeting = Hej { $name }!
mail-greeting-without-name = Hej!
mail-review-subject = Vad tyckte du om { $shop }?
mail-review-reminder-subject = Hinner du säga vad du tyckte om { $shop }?
mail-review-text = Tack för att du valde { $shop } (referens { $reference }). Hur gick det? Några ärliga ord, bra eller dåliga, hjälper oss att bli bättre och hjälper andra att välja. Det tar ungefär en minut.
mail-review-action = Skriv ett omdöme
mail-product-subject = Vad tycker du om det du köpte hos { $shop }?
mail-product-reminder-subject = Hinner du säga vad du tycker om det du köpte hos { $shop }?
mail-product-text = Tack för att du valde { $shop } (referens { $reference }). Vad tycker du om det du köpte? Några ärliga ord, bra eller dåliga, hjälper andra att välja. Skriv om så många varor du vill.
mail-products-too = På samma sida kan du säga vad du tycker om det du köpte:
mail-products-more = och { $count } till
mail-platform = Omdömet skrivs på { $platform }.
mail-survey-subject = Några frågor från { $shop }
mail-survey-reminder-subject = Du hinner fortfarande svara på frågorna från { $shop }
mail-survey-text = Tack för att du är kund hos { $shop } (referens { $reference }). Får vi ställa några korta frågor? Dina ärliga svar, positiva eller negativa, visar oss vad vi ska behålla och vad vi ska ändra. Det tar ungefär en minut.
mail-survey-action = Svara på frågorna
mail-preferences = Passar det inte just nu? Välj en senare dag eller färre mejl
mail-unsubscribe = Inga fler sådana här mejl
mail-footer = Du får det här mejlet eftersom du är kund hos { $shop }.
mail-privacy = Integritetspolicy
