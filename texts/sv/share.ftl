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
act-account-plan-changed = ändrade planen
fault-plan-feature = Din plan har inga produktomdömen. Be den som driver Afterword åt er om en större plan.
fault-plan-limit = Så många kampanjer är på som din plan har plats för. Stäng av en annan först, eller be den som driver Afterword åt er om en större plan.
page-plan = Plan
page-plan-free = En kampanj i taget, utan produktomdömen.
page-plan-standard = Fem kampanjer samtidigt, med produktomdömen.
page-plan-enterprise = Allt, utan gränser.
page-application = Använd inställningarna i andra butiker
page-application-lead = Det som frågar samma sak där får den här kampanjens inställningar. Namnen behålls, och det som är på eller av förblir så. Du kan ångra efteråt.
page-application-changed = Ändras
page-application-made = Ny kampanj
page-application-made-on = Här frågar ingen om detta än. Butiken får en egen kampanj, som är på genast.
page-application-made-off = Här frågar ingen om detta än. Butiken får en egen kampanj, som ännu är av.
page-application-unseen = Bara inställningar som just nu inte gör något ändras.
page-application-change = { $after } i stället för { $before }
page-application-steps = Meddelanden
page-application-steps-change = I annan ordning eller i andra kanaler
page-application-strikes =
    { $count ->
        [one] { $count } påminnelse i kö avbryts för gott.
       *[other] { $count } påminnelser i kö avbryts för gott.
    }
page-application-same =
    { $count ->
        [one] { $count } annan butik har redan de här inställningarna.
       *[other] { $count } andra butiker har redan de här inställningarna.
    }
page-application-rest =
    { $count ->
        [one] Och { $count } butik till
       *[other] Och { $count } butiker till
    }
page-application-do = Använd dem där
page-application-none = Det finns inget att ändra
page-application-back = Tillbaka till kampanjen
page-application-alone = Det här är din enda butik
page-application-alone-text = När det finns en till kan du använda inställningarna där också.
page-application-unpicked = Välj minst en butik.
page-application-overtaken = Något ändrades sedan du tittade, så inget är gjort än. Det här skulle ändras nu.
page-application-refused = { $storefront } tog inte emot dem: { $why }
page-application-refused-otherwise = det går inte där just nu.
page-application-refused-more =
    { $count ->
        [one] { $count } till tog inte emot dem.
       *[other] { $count } till tog inte emot dem.
    }
page-said-application =
    { $count ->
        [0] Används inte i någon annan butik.
        [one] Används nu i { $count } butik.
       *[other] Används nu i { $count } butiker.
    }
page-said-application-undone =
    { $count ->
        [one] Ångrat i { $count } butik. En kampanj som skapades är av; avbrutna påminnelser förblir avbrutna.
       *[other] Ångrat i { $count } butiker. Kampanjer som skapades är av; avbrutna påminnelser förblir avbrutna.
    }
fault-campaign-changed = Någon ändrade kampanjen där under tiden.
fault-template-purpose = Mallen är för kampanjer med ett annat syfte.
