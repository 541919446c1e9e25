# Vad som kom fram om en avsändare.

finding-away = DNS svarade inte.
finding-away-advice = Försök igen senare. Om det inte går över, kontrollera datorns namnservrar (/etc/resolv.conf).

finding-spf-none = { $domain } har ingen SPF-post: mottagarna kan inte veta vem som får skicka för domänen.
finding-spf-none-advice = Publicera en. Leverantörens egen ”include:” står i dess handbok och ersätter ”a:”.
finding-spf-many = { $domain } har { $count } SPF-poster: mottagarna tar ingen av dem.
finding-spf-many-advice = Slå ihop deras delar till en post och ta bort de andra.
finding-spf-term = SPF-posten för { $domain } går inte att använda: delen ”{ $term }” hos { $at } betyder ingenting.
finding-spf-term-advice = Rätta den: som den är bortser mottagarna från hela posten.
finding-spf-refers = SPF-posten för { $domain } går inte att använda: den hänvisar till { $at }, och antalet SPF-poster där är { $count }.
finding-spf-refers-advice = Rätta den: som den är bortser mottagarna från hela posten.
finding-spf-lookups = SPF-posten för { $domain } får mottagarna att slå upp fler än { $most } namn: de ger upp.
finding-spf-lookups-advice = Ta bort include för leverantörer som inte längre skickar åt er, eller skriv deras ”ip4:” och ”ip6:” i stället.
finding-spf-open = SPF-posten för { $domain } låter vem som helst skicka för domänen (+all).
finding-spf-open-advice = Avsluta den med ~all eller -all.
finding-spf-no-address = { $domain } har en SPF-post. Om den nämner e-postservern går inte att avgöra härifrån: dess publika adress är inte känd.
finding-spf-no-address-advice = Se till att posten nämner adressen som e-postservern skickar från, till exempel ip4:203.0.113.7.
finding-spf-good = SPF-posten för { $domain } låter { $relays } skicka.
finding-spf-cannot-tell = SPF-posten för { $domain } har delar som beror på varje mejl: om { $relays } får skicka går inte att avgöra.
finding-spf-cannot-tell-advice = Skicka ett testmejl och läs dess huvud Received-SPF.
finding-spf-not-named = SPF-posten för { $domain } nämner inte adressen till { $relays }.
finding-spf-not-named-advice = Om e-postservern skickar från den adressen, lägg till den; lägg annars till den ”include:” som leverantören anger.

finding-dkim-none = Det finns ingen DKIM-nyckel på { $name }.
finding-dkim-none-advice = Publicera posten som e-postserverns leverantör visar för domänen, och slå på signering där.
finding-dkim-not-found = Ingen DKIM-nyckel för { $domain } hittades under de vanliga namnen.
finding-dkim-not-found-advice = Sätt AFTERWORD_DKIM_SELECTOR till namnet som e-postserverns leverantör gav nyckeln (delen före ._domainkey), eller slå på DKIM där om det är av.
finding-dkim-broken = DKIM-nyckeln på { $name } går inte att använda: { $why ->
        [tags] något i den är inte tagg=värde
        [version] dess version är inte DKIM1
        [no_key] taggen p med nyckeln saknas
        [base64] nyckeln är inte base64; den kan ha klippts av när den klistrades in
        [rsa] nyckeln är ingen RSA-nyckel; den kan ha klippts av när den klistrades in
        [ed25519] nyckeln är ingen Ed25519-nyckel
       *[kind] nyckelns slag är varken rsa eller ed25519
    }.
finding-dkim-broken-advice = Publicera posten igen, hel, så som e-postserverns leverantör visar den.
finding-dkim-revoked = DKIM-nyckeln på { $name } är återkallad (p= är tom).
finding-dkim-revoked-advice = Låt e-postserverns leverantör göra en ny nyckel, och publicera den.
finding-dkim-short = DKIM-nyckeln på { $name } har { $bits } bitar: mottagarna tar ingen under { $fewest }.
finding-dkim-short-advice = Låt e-postserverns leverantör göra en ny nyckel, och publicera den.
finding-dkim-testing = DKIM-nyckeln på { $name } säger att den bara provas (t=y): mottagarna kan bortse från den.
finding-dkim-testing-advice = Publicera den utan t=y när signeringen fungerar.
finding-dkim-good = Det finns en DKIM-nyckel på { $name } ({ $kind }).

finding-dmarc-none = { $domain } har ingen DMARC-post: de stora e-postleverantörerna kräver en av den som skickar mycket.
finding-dmarc-none-advice = Publicera en som inte begär något och låter rapporter gå till dig. Skärp den när de inte visar några överraskningar.
finding-dmarc-many = { $name } har { $count } DMARC-poster: mottagarna tar ingen av dem.
finding-dmarc-many-advice = Behåll en av dem och ta bort de andra.
finding-dmarc-broken = DMARC-posten på { $name } går inte att använda, { $why ->
        [tags] något i den är inte tagg=värde
        [no_policy] taggen p saknas
        [policy] dess p är inget av none, quarantine, reject
       *[below] dess sp är inget av none, quarantine, reject
    }: { $text }
finding-dmarc-broken-advice = Rätta den, till exempel så här:
finding-dmarc-good = DMARC-posten på { $name } ber mottagarna { $policy ->
        [none] att inte ändra något
        [quarantine] att lägga förfalskningar i skräpposten
       *[reject] att avvisa förfalskningar
    }.
finding-dmarc-no-reports = DMARC-posten på { $name } ber mottagarna { $policy ->
        [none] att inte ändra något
        [quarantine] att lägga förfalskningar i skräpposten
       *[reject] att avvisa förfalskningar
    }, och begär inga rapporter.
finding-dmarc-no-reports-advice = Lägg till rua=mailto:dmarc@{ $at }, så att du får veta vem som skickar i ditt namn.
finding-dmarc-alignment = Mejl från { $domain } har sin returadress hos { $envelope }: för DMARC styrker bara en DKIM-signatur av { $domain } avsändaren.
finding-dmarc-alignment-advice = Låt e-postservern signera med d={ $domain }, eller skicka från en adress hos { $envelope }.

finding-replies-good = { $domain } tar emot mejl.
finding-replies-refused = { $domain } säger att den inte tar emot mejl: svar och studsar går förlorade, och mottagare kan avvisa den som avsändare.
finding-replies-refused-advice = Publicera en MX-post, eller ange en adress som tar emot mejl.
finding-replies-none = { $domain } har varken MX eller adress: svar och studsar går förlorade, och mottagare kan avvisa den som avsändare.
finding-replies-none-advice = Publicera en MX-post, eller ange en adress som tar emot mejl.
finding-replies-no-mx = { $domain } har ingen MX: svar går till värden med det namnet.
finding-replies-no-mx-advice = Publicera en MX-post, eller ange en adress som tar emot mejl.
