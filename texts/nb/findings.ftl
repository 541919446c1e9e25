# Hva som kom fram om en avsender.

finding-away = DNS svarte ikke.
finding-away-advice = Prøv igjen senere. Hvis det ikke går over, kontroller maskinens navnetjenere (/etc/resolv.conf).

finding-spf-none = { $domain } har ingen SPF-oppføring: mottakerne kan ikke vite hvem som får sende for domenet.
finding-spf-none-advice = Publiser en. Leverandørens egen «include:» står i håndboken og erstatter «a:».
finding-spf-many = { $domain } har { $count } SPF-oppføringer: mottakerne tar ingen av dem.
finding-spf-many-advice = Slå delene sammen i én oppføring og slett de andre.
finding-spf-term = SPF-oppføringen for { $domain } kan ikke brukes: delen «{ $term }» hos { $at } gir ingen mening.
finding-spf-term-advice = Rett den: slik den er, ser mottakerne bort fra hele oppføringen.
finding-spf-refers = SPF-oppføringen for { $domain } kan ikke brukes: den viser til { $at }, og antallet SPF-oppføringer der er { $count }.
finding-spf-refers-advice = Rett den: slik den er, ser mottakerne bort fra hele oppføringen.
finding-spf-lookups = SPF-oppføringen for { $domain } får mottakerne til å slå opp mer enn { $most } navn: de gir opp.
finding-spf-lookups-advice = Fjern include for leverandører som ikke lenger sender for dere, eller skriv deres «ip4:» og «ip6:» i stedet.
finding-spf-open = SPF-oppføringen for { $domain } lar hvem som helst sende for domenet (+all).
finding-spf-open-advice = Avslutt den med ~all eller -all.
finding-spf-no-address = { $domain } har en SPF-oppføring. Om den nevner e-postserveren, kan ikke avgjøres herfra: den offentlige adressen er ikke kjent.
finding-spf-no-address-advice = Se til at oppføringen nevner adressen e-postserveren sender fra, for eksempel ip4:203.0.113.7.
finding-spf-good = SPF-oppføringen for { $domain } lar { $relays } sende.
finding-spf-cannot-tell = SPF-oppføringen for { $domain } har deler som avhenger av hver e-post: om { $relays } får sende, kan ikke avgjøres.
finding-spf-cannot-tell-advice = Send en test-e-post og les hodet Received-SPF.
finding-spf-not-named = SPF-oppføringen for { $domain } nevner ikke adressen til { $relays }.
finding-spf-not-named-advice = Hvis e-postserveren sender fra denne adressen, legg den til; legg ellers til den «include:» som leverandøren oppgir.

finding-dkim-none = Det finnes ingen DKIM-nøkkel på { $name }.
finding-dkim-none-advice = Publiser oppføringen som e-postserverens leverandør viser for domenet, og slå på signering der.
finding-dkim-not-found = Ingen DKIM-nøkkel for { $domain } ble funnet under de vanlige navnene.
finding-dkim-not-found-advice = Sett AFTERWORD_DKIM_SELECTOR til navnet e-postserverens leverandør ga nøkkelen (delen før ._domainkey), eller slå på DKIM der hvis det er av.
finding-dkim-broken = DKIM-nøkkelen på { $name } kan ikke brukes: { $why ->
        [tags] noe i den er ikke tagg=verdi
        [version] versjonen er ikke DKIM1
        [no_key] taggen p med nøkkelen mangler
        [base64] nøkkelen er ikke base64; den kan ha blitt kuttet da den ble limt inn
        [rsa] nøkkelen er ingen RSA-nøkkel; den kan ha blitt kuttet da den ble limt inn
        [ed25519] nøkkelen er ingen Ed25519-nøkkel
       *[kind] nøkkelens slag er verken rsa eller ed25519
    }.
finding-dkim-broken-advice = Publiser oppføringen på nytt, hel, slik e-postserverens leverandør viser den.
finding-dkim-revoked = DKIM-nøkkelen på { $name } er trukket tilbake (p= er tom).
finding-dkim-revoked-advice = La e-postserverens leverandør lage en ny nøkkel, og publiser den.
finding-dkim-short = DKIM-nøkkelen på { $name } har { $bits } biter: mottakerne tar ingen under { $fewest }.
finding-dkim-short-advice = La e-postserverens leverandør lage en ny nøkkel, og publiser den.
finding-dkim-testing = DKIM-nøkkelen på { $name } sier at den bare prøves (t=y): mottakerne kan se bort fra den.
finding-dkim-testing-advice = Publiser den uten t=y når signeringen virker.
finding-dkim-good = Det finnes en DKIM-nøkkel på { $name } ({ $kind }).

finding-dmarc-none = { $domain } har ingen DMARC-oppføring: de store e-postleverandørene krever en av den som sender mye.
finding-dmarc-none-advice = Publiser en som ikke ber om noe, og som lar rapporter gå til deg. Stram den inn når de ikke viser noen overraskelser.
finding-dmarc-many = { $name } har { $count } DMARC-oppføringer: mottakerne tar ingen av dem.
finding-dmarc-many-advice = Behold én av dem og slett de andre.
finding-dmarc-broken = DMARC-oppføringen på { $name } kan ikke brukes, { $why ->
        [tags] noe i den er ikke tagg=verdi
        [no_policy] taggen p mangler
        [policy] p er ingen av none, quarantine, reject
       *[below] sp er ingen av none, quarantine, reject
    }: { $text }
finding-dmarc-broken-advice = Rett den, for eksempel slik:
finding-dmarc-good = DMARC-oppføringen på { $name } ber mottakerne { $policy ->
        [none] om ikke å endre noe
        [quarantine] om å legge forfalskninger i søppelposten
       *[reject] om å avvise forfalskninger
    }.
finding-dmarc-no-reports = DMARC-oppføringen på { $name } ber mottakerne { $policy ->
        [none] om ikke å endre noe
        [quarantine] om å legge forfalskninger i søppelposten
       *[reject] om å avvise forfalskninger
    }, og ber ikke om rapporter.
finding-dmarc-no-reports-advice = Legg til rua=mailto:dmarc@{ $at }, så du får vite hvem som sender i ditt navn.
finding-dmarc-alignment = E-poster fra { $domain } har returadressen hos { $envelope }: for DMARC er det bare en DKIM-signatur av { $domain } som beviser avsenderen.
finding-dmarc-alignment-advice = La e-postserveren signere med d={ $domain }, eller send fra en adresse hos { $envelope }.

finding-replies-good = { $domain } tar imot e-post.
finding-replies-refused = { $domain } sier at den ikke tar imot e-post: svar og returer går tapt, og mottakere kan avvise den som avsender.
finding-replies-refused-advice = Publiser en MX-oppføring, eller oppgi en adresse som tar imot e-post.
finding-replies-none = { $domain } har verken MX eller adresse: svar og returer går tapt, og mottakere kan avvise den som avsender.
finding-replies-none-advice = Publiser en MX-oppføring, eller oppgi en adresse som tar imot e-post.
finding-replies-no-mx = { $domain } har ingen MX: svar går til verten med det navnet.
finding-replies-no-mx-advice = Publiser en MX-oppføring, eller oppgi en adresse som tar imot e-post.
