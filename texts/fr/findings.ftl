# Ce que l'on a appris sur un expéditeur.

finding-away = Le DNS n'a pas répondu.
finding-away-advice = Réessayez plus tard. Si cela dure, vérifiez les serveurs de noms de la machine (/etc/resolv.conf).

finding-spf-none = { $domain } n'a pas d'enregistrement SPF : les destinataires ne peuvent pas savoir qui a le droit d'envoyer pour lui.
finding-spf-none-advice = Publiez-en un. L'« include: » propre à un fournisseur figure dans son manuel et remplace « a: ».
finding-spf-many = { $domain } a { $count } enregistrements SPF : les destinataires n'en prennent aucun.
finding-spf-many-advice = Réunissez leurs termes en un seul enregistrement et supprimez les autres.
finding-spf-term = L'enregistrement SPF de { $domain } est inutilisable : le terme « { $term } » de { $at } n'a pas de sens.
finding-spf-term-advice = Corrigez-le : tel quel, les destinataires ignorent tout l'enregistrement.
finding-spf-refers = L'enregistrement SPF de { $domain } est inutilisable : il renvoie à { $at }, où le nombre d'enregistrements SPF est { $count }.
finding-spf-refers-advice = Corrigez-le : tel quel, les destinataires ignorent tout l'enregistrement.
finding-spf-lookups = L'enregistrement SPF de { $domain } fait chercher aux destinataires plus de { $most } noms : ils renoncent.
finding-spf-lookups-advice = Retirez les include des fournisseurs qui n'envoient plus pour vous, ou écrivez leurs « ip4: » et « ip6: » à la place.
finding-spf-open = L'enregistrement SPF de { $domain } laisse n'importe qui envoyer pour lui (+all).
finding-spf-open-advice = Terminez-le par ~all ou -all.
finding-spf-no-address = { $domain } a un enregistrement SPF. S'il nomme le serveur de messagerie, on ne peut le dire d'ici : son adresse publique n'est pas connue.
finding-spf-no-address-advice = Veillez à ce que l'enregistrement nomme l'adresse d'où le serveur de messagerie envoie, par exemple ip4:203.0.113.7.
finding-spf-good = L'enregistrement SPF de { $domain } autorise { $relays } à envoyer.
finding-spf-cannot-tell = L'enregistrement SPF de { $domain } a des termes qui dépendent de chaque e-mail : on ne peut dire si { $relays } a le droit d'envoyer.
finding-spf-cannot-tell-advice = Envoyez un e-mail d'essai et lisez son en-tête Received-SPF.
finding-spf-not-named = L'enregistrement SPF de { $domain } ne nomme pas l'adresse de { $relays }.
finding-spf-not-named-advice = Si le serveur de messagerie envoie depuis cette adresse, ajoutez-la ; sinon ajoutez l'« include: » qu'indique son fournisseur.

finding-dkim-none = Il n'y a pas de clé DKIM à { $name }.
finding-dkim-none-advice = Publiez l'enregistrement que le fournisseur de votre serveur de messagerie montre pour ce domaine, et activez-y la signature.
finding-dkim-not-found = Aucune clé DKIM de { $domain } n'a été trouvée sous les noms habituels.
finding-dkim-not-found-advice = Donnez à AFTERWORD_DKIM_SELECTOR le nom que le fournisseur de votre serveur de messagerie a donné à la clé (la partie avant ._domainkey), ou activez-y DKIM s'il ne l'est pas.
finding-dkim-broken = La clé DKIM à { $name } est inutilisable : { $why ->
        [tags] quelque chose n'y est pas étiquette=valeur
        [version] sa version n'est pas DKIM1
        [no_key] l'étiquette p avec la clé manque
        [base64] sa clé n'est pas en base64 ; elle a pu être coupée au moment d'être collée
        [rsa] sa clé n'est pas une clé RSA ; elle a pu être coupée au moment d'être collée
        [ed25519] sa clé n'est pas une clé Ed25519
       *[kind] sa sorte de clé n'est ni rsa ni ed25519
    }.
finding-dkim-broken-advice = Publiez de nouveau l'enregistrement, entier, tel que le montre le fournisseur du serveur de messagerie.
finding-dkim-revoked = La clé DKIM à { $name } est révoquée (p= est vide).
finding-dkim-revoked-advice = Demandez au fournisseur du serveur de messagerie une nouvelle clé, et publiez-la.
finding-dkim-short = La clé DKIM à { $name } a { $bits } bits : les destinataires n'en prennent pas de moins de { $fewest }.
finding-dkim-short-advice = Demandez au fournisseur du serveur de messagerie une nouvelle clé, et publiez-la.
finding-dkim-testing = La clé DKIM à { $name } dit n'être qu'à l'essai (t=y) : les destinataires peuvent l'ignorer.
finding-dkim-testing-advice = Publiez-la sans t=y quand la signature fonctionne.
finding-dkim-good = Il y a une clé DKIM à { $name } ({ $kind }).

finding-dmarc-none = { $domain } n'a pas d'enregistrement DMARC : les grands fournisseurs de messagerie en demandent un à qui envoie beaucoup.
finding-dmarc-none-advice = Publiez-en un qui ne demande rien et vous fait envoyer des rapports. Resserrez-le quand ils ne montrent pas de surprise.
finding-dmarc-many = { $name } a { $count } enregistrements DMARC : les destinataires n'en prennent aucun.
finding-dmarc-many-advice = Gardez-en un et supprimez les autres.
finding-dmarc-broken = L'enregistrement DMARC à { $name } est inutilisable, { $why ->
        [tags] quelque chose n'y est pas étiquette=valeur
        [no_policy] l'étiquette p manque
        [policy] son p n'est aucun de none, quarantine, reject
       *[below] son sp n'est aucun de none, quarantine, reject
    } : { $text }
finding-dmarc-broken-advice = Corrigez-le, par exemple ainsi :
finding-dmarc-good = L'enregistrement DMARC à { $name } demande aux destinataires { $policy ->
        [none] de ne rien changer
        [quarantine] de mettre les contrefaçons dans les indésirables
       *[reject] de refuser les contrefaçons
    }.
finding-dmarc-no-reports = L'enregistrement DMARC à { $name } demande aux destinataires { $policy ->
        [none] de ne rien changer
        [quarantine] de mettre les contrefaçons dans les indésirables
       *[reject] de refuser les contrefaçons
    }, et ne demande pas de rapports.
finding-dmarc-no-reports-advice = Ajoutez rua=mailto:dmarc@{ $at }, pour apprendre qui envoie en votre nom.
finding-dmarc-alignment = Les e-mails de { $domain } ont leur adresse de retour chez { $envelope } : pour DMARC, seule une signature DKIM de { $domain } prouve l'expéditeur.
finding-dmarc-alignment-advice = Faites signer le serveur de messagerie avec d={ $domain }, ou envoyez depuis une adresse chez { $envelope }.

finding-replies-good = { $domain } reçoit les e-mails.
finding-replies-refused = { $domain } dit ne pas recevoir d'e-mails : réponses et retours sont perdus, et des destinataires peuvent le refuser comme expéditeur.
finding-replies-refused-advice = Publiez un enregistrement MX, ou donnez une adresse qui reçoit les e-mails.
finding-replies-none = { $domain } n'a ni MX ni adresse : réponses et retours sont perdus, et des destinataires peuvent le refuser comme expéditeur.
finding-replies-none-advice = Publiez un enregistrement MX, ou donnez une adresse qui reçoit les e-mails.
finding-replies-no-mx = { $domain } n'a pas de MX : les réponses vont à l'hôte de ce nom.
finding-replies-no-mx-advice = Publiez un enregistrement MX, ou donnez une adresse qui reçoit les e-mails.
