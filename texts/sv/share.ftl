# Who is left out, and what asking brings; what points to other platforms; what a plan has.

page-account-holdout = Lämnas utanför genom lottning, i procent
page-account-holdout-hint = Så många av hundra kunder tillfrågas aldrig. Det de gör visar vad det ger att fråga. 0: alla får tillfrågas.
page-account-holdout-report = Vad det ger att fråga
page-holdout = Vad det ger att fråga
page-holdout-lead = Några kunder, utvalda genom lottning, tillfrågas aldrig. Det de gör jämförs med vad de gör som tillfrågas.
page-holdout-off = Ingen lämnas utanför nu. Lämna fem eller tio av hundra kunder utanför, så ser du här om några veckor vad det ger att fråga.
page-holdout-on = { $count } av hundra kunder lämnas utanför nu.
page-holdout-none = Det finns inget att jämföra ännu
page-holdout-set = Välj hur många
page-holdout-answered = Svarade
page-holdout-ordered = Beställde igen
page-holdout-who = Kunder
page-holdout-asked = Tillfrågade
page-holdout-held-out = Inte tillfrågade
page-holdout-share = Andel
page-holdout-interval = Säkert mellan
page-holdout-people = Personer
page-holdout-count = { $count } av { $of }
page-holdout-too-few = Det är för lite ännu för att säga något.
page-holdout-unclear = Det går ännu inte att säga om det gör någon skillnad att fråga.
page-holdout-more = Av hundra kunder som tillfrågas gör { $low } till { $high } fler det än av dem som inte tillfrågas.
page-holdout-fewer = Av hundra kunder som tillfrågas gör { $low } till { $high } färre det än av dem som inte tillfrågas.
page-holdout-how = Varje person räknas en gång: från den första beställning där bara lotten avgjorde om frågan ställdes, i 90 dagar. Spannen är sådana att 95 av 100 innehåller det sanna värdet.
page-scope-reports-read = Se rapporter
