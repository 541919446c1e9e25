# Timmen då meddelanden skickas, där den lärs in.

rule-sending-hour-auto-pass =
    { $source ->
        [explored] Skickas kl. { $hour } på mottagarens klocka, för att ta reda på hur många som svarar då. De flesta meddelanden tar den inlärda timmen.
       *[learned] { $answers ->
            [0] Skickas kl. { $hour } på mottagarens klocka. Butiken har ännu inga svar att lära en bättre timme av.
           *[other] Skickas kl. { $hour } på mottagarens klocka, timmen som lärts av butikens svar. De var { $answers }.
        }
    }
reason-sending-hour-auto = timmen var inlärd

page-hours-auto = optimera automatiskt
page-hours-see = Se när era kunder svarar
page-hours-explore = Meddelanden av hundra som prövar en annan timme
page-hours-explore-hint = Bara där tiden på dagen optimeras automatiskt. Några meddelanden skickas en annan timme, så att det visar sig vilken som är bäst; 0 till 20, vanligen 5.
page-hours-line = Kl. { $hour } är den timme då era kunder svarar mest, såvitt vi vet.
page-hours = När era kunder svarar
page-hours-lead = På varje kunds egen klocka. Kampanjer vars tid på dagen optimeras automatiskt använder det som lärts här.
page-hours-spread = Svar per timme
page-hours-learned =
    { $count ->
        [one] De flesta meddelanden skickas kl. { $hour }. Det bygger på { $count } svar och på vad som brukar fungera.
       *[other] De flesta meddelanden skickas kl. { $hour }. Det bygger på { $count } svar och på vad som brukar fungera.
    }
page-hours-drawn = Varje stapel är andelen svar som kom den timmen; strecket visar var den verkliga andelen troligen ligger. Tabellen nedan har alla tal.
page-hours-empty = Inget att rita än
page-hours-empty-text = Så snart kunder svarar ser ni här vid vilka timmar. Till dess skickas meddelanden med optimerad timme kl. 10:00.
page-hours-too-few = Ännu för få svar för att säga vad den inlärda timmen ger. Det behövs minst { $enough } meddelanden den timmen och lika många andra timmar. Hittills: { $learned } svarade den inlärda timmen, { $others } andra timmar.
page-hours-unclear = Ingen skillnad kan ses än. Den inlärda timmen svarade { $learned }, andra timmar { $others }. Med minst { $enough } meddelanden på var sida jämförs de på nytt med varje svar.
page-hours-more = Den inlärda timmen ger fler svar: { $learned } svarade, mot { $others } andra timmar. Jämförs från { $enough } meddelanden på var sida.
page-hours-less = Den inlärda timmen ger just nu färre svar: { $learned } svarade, mot { $others } andra timmar. Jämförs från { $enough } meddelanden på var sida; med fler svar flyttas timmen.
page-hours-none = inga
page-hours-part = { $share } % ({ $count } av { $of }; { $low }–{ $high } %)
page-hours-table = Timme för timme
page-hours-hour = Timme
page-hours-best = inlärd
page-hours-answers = Svar
page-hours-share = Andel av alla svar
page-hours-sent = Meddelanden
page-hours-answered = Besvarade
page-hours-how = Ett svar inom en timme efter ett meddelande räknas inte, för det visar när vi skrev och inte när folk har tid; svar på meddelanden som prövar en annan timme räknas alltid. Intervallen innehåller den verkliga andelen i 95 fall av 100.
fault-zone-learned = En inlärd timme hör till mottagarens dag. Välj mottagarens klocka.
fault-explore-out-of-range = Ange ett tal från 0 till 20.
