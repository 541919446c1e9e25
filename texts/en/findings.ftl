# What was found out about a sender.

finding-away = The DNS did not answer.
finding-away-advice = Try again later. If it stays so, check the name servers of the machine (/etc/resolv.conf).

finding-spf-none = { $domain } has no SPF record: receivers cannot know who may send for it.
finding-spf-none-advice = Publish one. A provider’s own “include:” is in its manual and takes the place of “a:”.
finding-spf-many = { $domain } has { $count } SPF records: receivers take none of them.
finding-spf-many-advice = Join their terms in one record and delete the others.
finding-spf-term = The SPF record of { $domain } cannot be used: the term “{ $term }” of { $at } makes no sense.
finding-spf-term-advice = Correct it: as it is, receivers ignore the whole record.
finding-spf-refers = The SPF record of { $domain } cannot be used: it refers to { $at }, and the number of SPF records there is { $count }.
finding-spf-refers-advice = Correct it: as it is, receivers ignore the whole record.
finding-spf-lookups = The SPF record of { $domain } makes receivers look up more than { $most } names: they give up.
finding-spf-lookups-advice = Remove includes of providers that no longer send for you, or write their “ip4:” and “ip6:” instead.
finding-spf-open = The SPF record of { $domain } lets anybody send for it (+all).
finding-spf-open-advice = End it with ~all or -all.
finding-spf-no-address = { $domain } has an SPF record. Whether it names the mail server cannot be told from here: its public address is not known.
finding-spf-no-address-advice = See that the record names the address from which the mail server sends, such as ip4:203.0.113.7.
finding-spf-good = The SPF record of { $domain } lets { $relays } send.
finding-spf-cannot-tell = The SPF record of { $domain } has terms that depend on each mail: whether { $relays } may send cannot be told.
finding-spf-cannot-tell-advice = Send a test mail and read its header Received-SPF.
finding-spf-not-named = The SPF record of { $domain } does not name the address of { $relays }.
finding-spf-not-named-advice = If the mail server sends from this address, add it; else add the “include:” that its provider tells.

finding-dkim-none = There is no DKIM key at { $name }.
finding-dkim-none-advice = Publish the record that your mail server’s provider shows for this domain, and switch on signing there.
finding-dkim-not-found = No DKIM key of { $domain } was found under the usual names.
finding-dkim-not-found-advice = Set AFTERWORD_DKIM_SELECTOR to the name that your mail server’s provider gave to the key (the part before ._domainkey), or switch on DKIM there if it is off.
finding-dkim-broken = The DKIM key at { $name } cannot be used: { $why ->
        [tags] something in it is no tag=value
        [version] its version is not DKIM1
        [no_key] the tag p with the key is missing
        [base64] its key is not base64; it may have been cut where it was pasted
        [rsa] its key is no RSA key; it may have been cut where it was pasted
        [ed25519] its key is no Ed25519 key
       *[kind] its kind of key is neither rsa nor ed25519
    }.
finding-dkim-broken-advice = Publish the record again, whole, as the mail server’s provider shows it.
finding-dkim-revoked = The DKIM key at { $name } is revoked (p= is empty).
finding-dkim-revoked-advice = Let the mail server’s provider make a new key, and publish it.
finding-dkim-short = The DKIM key at { $name } has { $bits } bits: receivers take none under { $fewest }.
finding-dkim-short-advice = Let the mail server’s provider make a new key, and publish it.
finding-dkim-testing = The DKIM key at { $name } says that it is only tested (t=y): receivers may ignore it.
finding-dkim-testing-advice = Publish it without t=y when signing works.
finding-dkim-good = There is a DKIM key at { $name } ({ $kind }).

finding-dmarc-none = { $domain } has no DMARC record: large mailbox providers ask bulk senders for one.
finding-dmarc-none-advice = Publish one that asks for nothing and has reports sent to you. Tighten it when they show no surprises.
finding-dmarc-many = { $name } has { $count } DMARC records: receivers take none of them.
finding-dmarc-many-advice = Keep one of them and delete the others.
finding-dmarc-broken = The DMARC record at { $name } cannot be used, { $why ->
        [tags] something in it is no tag=value
        [no_policy] the tag p is missing
        [policy] its p is none of none, quarantine, reject
       *[below] its sp is none of none, quarantine, reject
    }: { $text }
finding-dmarc-broken-advice = Correct it, such as:
finding-dmarc-good = The DMARC record at { $name } asks receivers { $policy ->
        [none] to change nothing
        [quarantine] to put forgeries into the spam folder
       *[reject] to refuse forgeries
    }.
finding-dmarc-no-reports = The DMARC record at { $name } asks receivers { $policy ->
        [none] to change nothing
        [quarantine] to put forgeries into the spam folder
       *[reject] to refuse forgeries
    }, and asks for no reports.
finding-dmarc-no-reports-advice = Add rua=mailto:dmarc@{ $at }, so that you learn who sends in your name.
finding-dmarc-alignment = Mails from { $domain } have their return path at { $envelope }: for DMARC only a DKIM signature of { $domain } proves the sender.
finding-dmarc-alignment-advice = Let the mail server sign with d={ $domain }, or send from an address at { $envelope }.

finding-replies-good = { $domain } takes mail.
finding-replies-refused = { $domain } says that it takes no mail: replies and bounces are lost, and receivers may refuse it as a sender.
finding-replies-refused-advice = Publish an MX record, or give an address that takes mail.
finding-replies-none = { $domain } has neither MX nor address: replies and bounces are lost, and receivers may refuse it as a sender.
finding-replies-none-advice = Publish an MX record, or give an address that takes mail.
finding-replies-no-mx = { $domain } has no MX: replies go to the host of that name.
finding-replies-no-mx-advice = Publish an MX record, or give an address that takes mail.
