# Product reviews beside service reviews: their settings, and what is drawn and warned of them.

page-tabs = Vad som frågas om den här händelsen
page-tab-products = Fråga om varorna också
page-tab-service = Fråga om servicen också
page-campaign-timing = I förhållande till frågan om servicen
page-campaign-timing-hint = Tillsammans är ett meddelande och ett formulär för båda. Separat passar det som tar tid att prova; det går som ett andra meddelande.
page-timing-together = tillsammans med den, i ett meddelande
page-timing-service = separat, så långt efter att den skickades
page-timing-event = separat, så långt efter händelsen
page-campaign-comment = Stjärnor kräver en skriven kommentar
page-campaign-comment-hint = Enbart ett betyg tas då inte emot.
page-line-about-service = Om servicen
page-line-about-products = Om varorna
page-line-about-both = Om servicen och varorna, i ett formulär
page-warning-joint = Den separata väntetiden är inte längre än den för frågan om servicen, så båda går i ett meddelande. Vänta längre för att få två.
page-warning-comment = Med obligatorisk kommentar får du fler kommentarer och färre betyg.
page-warning-reminder-products = Så länge frågan om varorna återstår påminns ingen om frågan om servicen. Ordrar som kom med fil är undantagna, om inte kontot säger annat.
page-account-reminders = Påminnelser
page-account-files = Påminn alltid om ordrar från filer
page-account-files-hint = En order vars varor ska frågas om separat påminns inte. Ordrar som kom med fil är undantagna när det här är på.
fault-timing-unknown = Välj en av tiderna.
fault-timing-purpose = Det här har bara en kampanj om varor.
fault-timing-contradiction = Det som går tillsammans har ingen egen väntetid att räkna från.
