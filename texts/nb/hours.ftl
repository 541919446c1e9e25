# Timen meldinger sendes, der den læres.

rule-sending-hour-auto-pass =
    { $source ->
        [explored] Sendes kl. { $hour } på mottakerens klokke, for å finne ut hvor mange som svarer da. De fleste meldinger tar timen som er lært.
       *[learned] { $answers ->
            [0] Sendes kl. { $hour } på mottakerens klokke. Butikken har ennå ingen svar å lære en bedre time av.
           *[other] Sendes kl. { $hour } på mottakerens klokke, timen som er lært av butikkens svar. Det var { $answers } av dem.
        }
    }
reason-sending-hour-auto = timen var lært

page-hours-auto = optimaliser automatisk
page-hours-see = Se når kundene deres svarer
page-hours-explore = Meldinger av hundre som prøver en annen time
page-hours-explore-hint = Bare der tiden på dagen optimaliseres automatisk. Noen meldinger sendes en annen time, så det viser seg hvilken som er best; 0 til 20, vanligvis 5.
page-hours-line = Kl. { $hour } er timen da kundene deres svarer mest, så vidt vi vet.
page-hours = Når kundene deres svarer
page-hours-lead = På hver kundes egen klokke. Kampanjer der tiden på dagen optimaliseres automatisk, bruker det som er lært her.
page-hours-spread = Svar per time
page-hours-learned =
    { $count ->
        [one] De fleste meldinger sendes kl. { $hour }. Det bygger på { $count } svar og på det som pleier å virke.
       *[other] De fleste meldinger sendes kl. { $hour }. Det bygger på { $count } svar og på det som pleier å virke.
    }
page-hours-drawn = Hver søyle er andelen svar som kom den timen; streken viser hvor den sanne andelen trolig ligger. Tabellen under har alle tall.
page-hours-empty = Ingenting å tegne ennå
page-hours-empty-text = Så snart kunder svarer, ser dere her på hvilke timer. Til da sendes meldinger med optimalisert time kl. 10:00.
page-hours-too-few = Ennå for få svar til å si hva den lærte timen gir. Det trengs minst { $enough } meldinger den timen og like mange andre timer. Så langt: { $learned } svarte den lærte timen, { $others } andre timer.
page-hours-unclear = Ingen forskjell kan sees ennå. Den lærte timen svarte { $learned }, andre timer { $others }. Med minst { $enough } meldinger på hver side sammenlignes de på nytt med hvert svar.
page-hours-more = Den lærte timen gir flere svar: { $learned } svarte, mot { $others } andre timer. Sammenlignes fra { $enough } meldinger på hver side.
page-hours-less = Den lærte timen gir for tiden færre svar: { $learned } svarte, mot { $others } andre timer. Sammenlignes fra { $enough } meldinger på hver side; med flere svar flyttes timen.
page-hours-none = ingen
page-hours-part = { $share } % ({ $count } av { $of }; { $low }–{ $high } %)
page-hours-table = Time for time
page-hours-hour = Time
page-hours-best = lært
page-hours-answers = Svar
page-hours-share = Andel av alle svar
page-hours-sent = Meldinger
page-hours-answered = Besvart
page-hours-how = Et svar innen en time etter en melding regnes ikke med, for det viser når vi skrev og ikke når folk har tid; svar på meldinger som prøver en annen time, teller alltid. Intervallene rommer den sanne andelen i 95 av 100 tilfeller.
fault-zone-learned = En lært time hører til mottakerens dag. Velg mottakerens klokke.
fault-explore-out-of-range = Bruk et tall fra 0 til 20.
