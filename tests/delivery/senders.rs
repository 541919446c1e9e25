//! Senders before a DNS server of our own: records, and what is found out from them.

use std::net::SocketAddr;

use afterword::delivery::SenderCheck;
use afterword::delivery::sender_check::{Dns, Finding, Standing, Topic};
use tokio::net::UdpSocket;

use crate::dns::{DnsServer, Line};
use crate::world::address;

const FROM: &str = "shop@shop.example";
const RELAY: &str = "relay.example";
/// 203.0.113.7 is where the relay is.
const AT: Line = (RELAY, "A", "203.0.113.7");

const RSA_2048: &str = "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA2BuaaVlM0v12bcaLt0f5UR6xbTO2TUvuXMlTBilQUpfCDMQyfQyNjR3d\
    rfRrUHwikpZUECqqdmnvwmSDZ5iqNwfjOUYtedTHvkoGSQEU5N4wKmL6bFKBmuGhUHf27ZQ6kU+zBA8pMiOQpIsMLYcKwyornJLd\
    afjmMxk1RzuC6/YgFG2EBeXOGs/fQuAFR6qPq7d2+z3B72ethmn3dBCj0YhbA29bM24aJvmVU3qmDxti1pOBMwc/ojRKmWMBsnA+\
    XqziEIAY+RWEu27HFJ/gOzhdKkz+Mpo9PDi7mJGey4WEBY3WcB9F56nB/ziRKKuRtQ3tFB2nZz2ikw8Qkb2NwwIDAQAB";
const RSA_768: &str = "MHwwDQYJKoZIhvcNAQEBBQADawAwaAJhAKw3XgBZFs+W2FbQW9rgEPmRtUVkmPxXYCeX4NB7ycw/SJcXjOVl6k+RFT47CAtLMfIs\
    /ehFU/fy8bCPu54/uDjT4PfOyxJUh/Li+e7RcuLUypCzlvCF4VZAoRXUAL1WzwIDAQAB";
/// Without its algorithm's name around it.
const BARE_1024: &str = "MIGJAoGBAMD91/2itzXIg3c79C7eGVff5enlRorWyO8qhLFytlohXO8SNfcHUFAXn8SqdmbMs5Ncos5SOqy3Wp8CSU9Ju1kPXmv5\
    FYHNUGeqE6nzSNjqRO7b8Sdw55hfH+tc+WVQYAhuQZ1y6/VYYaxGyATIDJ4THE7eh4TigBp6LO56loHvAgMBAAE=";

fn check(server: SocketAddr, selector: Option<&str>) -> SenderCheck {
    SenderCheck {
        dns: Dns::at(server),
        relays: vec![RELAY.to_owned()],
        dkim_selector: selector.map(str::to_owned),
        return_path: address(FROM),
    }
}

/// What is found out about the usual sender under these records.
async fn found(table: &[Line], selector: Option<&str>) -> Vec<Finding> {
    let server = DnsServer::start(table).await;
    check(server.address, selector).check(&address(FROM), None).await
}

async fn one(topic: Topic, table: &[Line], selector: Option<&str>) -> Finding {
    let found = found(table, selector).await;
    found.into_iter().find(|finding| finding.topic == topic).unwrap()
}

#[tokio::test]
async fn a_sender_that_is_well_is_told_so() {
    let key: &'static str = Box::leak(format!("v=DKIM1; k=rsa; p={RSA_2048}").into_boxed_str());
    let table = [
        AT,
        ("shop.example", "TXT", "google-site-verification=x"),
        ("shop.example", "TXT", "v=spf1 include:_spf.relay.example ~all"),
        ("_spf.relay.example", "TXT", "v=spf1 ip4:203.0.113.0/24 -all"),
        ("relay1._domainkey.shop.example", "TXT", key),
        ("_dmarc.shop.example", "TXT", "v=DMARC1; p=quarantine; rua=mailto:dmarc@shop.example"),
        ("shop.example", "MX", "mx.shop.example."),
    ];
    let found = found(&table, Some("relay1")).await;
    let told: Vec<_> = found.iter().map(|finding| (finding.standing, finding.what.as_str())).collect();
    assert_eq!(
        told,
        [
            (Standing::Good, "the SPF record of shop.example lets relay.example send"),
            (Standing::Good, "there is a DKIM key at relay1._domainkey.shop.example, RSA of 2048 bits"),
            (Standing::Good, "the DMARC record at _dmarc.shop.example asks for quarantine: into the spam folder"),
            (Standing::Good, "shop.example takes mail"),
        ]
    );
}

#[tokio::test]
async fn a_sender_without_records_is_told_what_to_publish() {
    let found = found(&[AT], Some("relay1")).await;
    let told: Vec<_> = found.iter().map(|finding| (finding.topic, finding.standing)).collect();
    let missing = |topic| (topic, Standing::Missing);
    assert_eq!(told, [Topic::Spf, Topic::Dkim, Topic::Dmarc, Topic::Replies].map(missing));
    assert!(found.iter().all(|finding| finding.advice.is_some()));
    let publish = |at: usize| found[at].publish.as_ref().map(|record| (record.name.as_str(), record.text.as_str()));
    assert_eq!(publish(0), Some(("shop.example", "v=spf1 mx a:relay.example ~all")));
    assert_eq!(publish(2), Some(("_dmarc.shop.example", "v=DMARC1; p=none; rua=mailto:dmarc@shop.example")));
}

#[tokio::test]
async fn spf_is_judged_as_a_receiver_would() {
    use Standing::{Good, Notice, Unknown, Wrong};
    let spf = |text| ("shop.example", "TXT", text);
    let loops = [spf("v=spf1 include:shop.example -all")];
    let long = [spf("v=spf1 a a a a a a mx mx mx mx include:end.example -all"), ("end.example", "TXT", "v=spf1 -all")];
    let other = |text| [spf("v=spf1 include:other.example -all"), ("other.example", "TXT", text)];
    let cases: Vec<(Vec<Line>, Standing, &str)> = vec![
        (vec![spf("v=spf1 ip4:203.0.113.7 -all")], Good, "lets relay.example send"),
        (vec![spf("v=spf1 a:relay.example -all")], Good, "lets relay.example send"),
        (vec![spf("v=spf1 a:relay.example. -all")], Good, "lets relay.example send"),
        (vec![spf("V=SPF1 A/24 -ALL"), ("shop.example", "A", "203.0.113.9")], Good, "lets relay.example send"),
        (vec![spf("v=spf1 mx -all"), ("shop.example", "MX", "relay.example.")], Good, "lets relay.example send"),
        (
            vec![spf("v=spf1 redirect=other.example"), ("other.example", "TXT", "v=spf1 ip4:203.0.113.7 -all")],
            Good,
            "lets",
        ),
        (other("v=spf1 ip4:203.0.113.7 -all").to_vec(), Good, "lets relay.example send"),
        (other("v=spf1 -ip4:203.0.113.7 +ip4:203.0.113.0/24").to_vec(), Notice, "does not name"),
        (vec![spf("v=spf1 -ip4:203.0.113.7 ip4:203.0.113.0/24 -all")], Notice, "does not name"),
        (
            vec![spf("v=spf1 ip4:198.51.100.1 ip6:2001:db8::1 -all")],
            Notice,
            "does not name the address of relay.example",
        ),
        (vec![spf("v=spf1 exists:%{i}.spf.example -all")], Unknown, "depend on each mail"),
        (vec![spf("v=spf1 include:%{d}.spf.example -all")], Unknown, "depend on each mail"),
        (vec![spf("v=spf1 ip4:203.0.113.7 exists:%{i}.spf.example -all")], Good, "lets relay.example send"),
        (vec![spf("v=spf1 ip4:203.0.113.7 -all"), spf("v=spf1 -all")], Wrong, "has 2 SPF records"),
        (
            vec![spf("v=spf1 ipv4:203.0.113.7 -all")],
            Wrong,
            "the term `ipv4:203.0.113.7` of shop.example makes no sense",
        ),
        (vec![spf("v=spf1 include:gone.example -all")], Wrong, "refers to gone.example, which has 0 SPF records"),
        (vec![spf("v=spf1 +all")], Wrong, "lets anybody send"),
        (vec![spf("v=spf1 all")], Wrong, "lets anybody send"),
        (loops.to_vec(), Wrong, "more than 10"),
        (long.to_vec(), Wrong, "more than 10"),
    ];
    for (mut table, standing, what) in cases {
        let text = table[0].2;
        table.push(AT);
        let finding = one(Topic::Spf, &table, None).await;
        assert_eq!(finding.standing, standing, "{text}: {finding:?}");
        assert!(finding.what.contains(what), "{text}: {finding:?}");
        assert_eq!(finding.advice.is_none(), standing == Good, "{text}: {finding:?}");
    }
}

#[tokio::test]
async fn a_relay_in_the_house_is_not_judged_by_its_address() {
    let table = [("shop.example", "TXT", "v=spf1 ip4:203.0.113.7 -all")];
    let server = DnsServer::start(&table).await;
    for host in ["127.0.0.1", "10.1.2.3", "::1", "nowhere.example"] {
        let check = SenderCheck { relays: vec![host.to_owned()], ..check(server.address, None) };
        let found = check.check(&address(FROM), None).await;
        assert_eq!(found[0].standing, Standing::Unknown, "{host}: {found:?}");
        assert!(found[0].what.contains("cannot be told"), "{host}: {found:?}");
    }
}

#[tokio::test]
async fn dkim_keys_are_read() {
    use Standing::{Good, Missing, Notice, Wrong};
    let leak = |text: String| -> &'static str { Box::leak(text.into_boxed_str()) };
    let ed25519 = "v=DKIM1; k=ed25519; p=11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";
    for (text, standing, what) in [
        (leak(format!("v=DKIM1; k=rsa; p={RSA_2048}")), Good, "RSA of 2048 bits"),
        (leak(format!("p={BARE_1024}")), Good, "RSA of 1024 bits"),
        (ed25519, Good, "Ed25519"),
        (leak(format!("v=DKIM1; t=s:y; p={RSA_2048}")), Notice, "only tested"),
        (leak(format!("v=DKIM1; p={RSA_768}")), Wrong, "768 bits"),
        ("v=DKIM1; p=", Wrong, "revoked"),
        ("v=DKIM1; k=rsa; p=MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", Wrong, "no RSA key"),
        ("v=DKIM1; p=MIIB*", Wrong, "not base64"),
        ("v=DKIM1; k=ed25519; p=MIIB", Wrong, "no Ed25519 key"),
        ("v=DKIM1; k=dsa; p=MIIB", Wrong, "neither rsa nor ed25519"),
        ("v=DKIM2; p=MIIB", Wrong, "not DKIM1"),
        ("v=DMARC1; p=none", Missing, "there is no DKIM key"),
        ("v=spf1 -all", Missing, "there is no DKIM key at s9._domainkey.shop.example"),
    ] {
        let finding = one(Topic::Dkim, &[("s9._domainkey.shop.example", "TXT", text)], Some("s9")).await;
        assert_eq!(finding.standing, standing, "{text}: {finding:?}");
        assert!(finding.what.contains(what), "{text}: {finding:?}");
    }
}

#[tokio::test]
async fn a_dkim_key_is_found_under_the_usual_names_and_its_absence_is_not_known() {
    let key: &'static str = Box::leak(format!("v=DKIM1; p={RSA_2048}").into_boxed_str());
    let table =
        [("s1._domainkey.shop.example", "TXT", "v=DKIM1; p="), ("selector2._domainkey.shop.example", "TXT", key)];
    let finding = one(Topic::Dkim, &table, None).await;
    assert_eq!(finding.standing, Standing::Good, "{finding:?}");
    assert!(finding.what.contains("selector2."), "{finding:?}");
    let finding = one(Topic::Dkim, &[AT], None).await;
    assert_eq!(finding.standing, Standing::Unknown, "{finding:?}");
    assert!(finding.advice.unwrap().contains("AFTERWORD_DKIM_SELECTOR"));
}

#[tokio::test]
async fn dmarc_is_looked_for_up_to_the_organisation() {
    use Standing::{Good, Missing, Notice, Wrong};
    let own = |text| vec![("_dmarc.mail.shop.example", "TXT", text)];
    let cases: Vec<(Vec<Line>, Standing, &str)> = vec![
        (own("v=DMARC1; p=reject; rua=mailto:a@b.example"), Good, "asks for reject"),
        (own("v=DMARC1 ;p=none;rua=mailto:a@b.example;"), Good, "asks for none"),
        (
            vec![("_dmarc.shop.example", "TXT", "v=DMARC1; p=reject; sp=none; rua=mailto:a@b.example")],
            Good,
            "asks for none",
        ),
        (own("v=DMARC1; p=reject"), Notice, "no reports"),
        (own("v=DMARC1; rua=mailto:a@b.example"), Wrong, "the tag p is missing"),
        (own("v=DMARC1; p=maybe"), Wrong, "none of none, quarantine, reject"),
        (own("v=DMARC1; p=none; nonsense"), Wrong, "no tag=value"),
        ([own("v=DMARC1; p=none"), own("v=DMARC1; p=reject")].concat(), Wrong, "has 2 DMARC records"),
        (vec![("_dmarc.example", "TXT", "v=DMARC1; p=none")], Missing, "has no DMARC record"),
        (own("v=spf1 -all"), Missing, "has no DMARC record"),
    ];
    for (table, standing, what) in cases {
        let server = DnsServer::start(&table).await;
        let sender = address("shop@mail.shop.example");
        let found = check(server.address, None).check(&sender, None).await;
        let finding = found.iter().find(|finding| finding.topic == Topic::Dmarc).unwrap();
        assert_eq!(finding.standing, standing, "{finding:?}");
        assert!(finding.what.contains(what), "{finding:?}");
        assert_eq!(found.len(), 4, "shop.example and mail.shop.example belong together: {found:?}");
    }
}

#[tokio::test]
async fn a_sender_apart_from_the_return_path_is_told_what_proves_it() {
    let server = DnsServer::start(&[AT]).await;
    let found = check(server.address, None).check(&address("hello@other.example"), None).await;
    let told = found.iter().find(|finding| finding.what.contains("only a DKIM signature of other.example")).unwrap();
    assert_eq!((told.topic, told.standing), (Topic::Dmarc, Standing::Notice));
    assert_eq!((found[0].topic, found[0].domain.as_str()), (Topic::Spf, "shop.example"));
}

#[tokio::test]
async fn replies_need_a_place_to_arrive_at() {
    let server = DnsServer::start(&[
        ("a.example", "MX", "mx.example."),
        ("b.example", "A", "203.0.113.9"),
        ("c.example", "MX", "."),
        ("d.example", "AAAA", "2001:db8::1"),
    ])
    .await;
    for (domain, standing) in [
        ("a.example", Standing::Good),
        ("b.example", Standing::Notice),
        ("c.example", Standing::Wrong),
        ("d.example", Standing::Notice),
        ("e.example", Standing::Missing),
    ] {
        let reply_to = address(&format!("care@{domain}"));
        let found = check(server.address, None).check(&address(FROM), Some(&reply_to)).await;
        let told = found.last().unwrap();
        assert_eq!((told.topic, told.domain.as_str(), told.standing), (Topic::Replies, domain, standing), "{told:?}");
    }
}

#[tokio::test]
async fn a_dns_that_is_away_makes_everything_unknown_and_takes_no_long_time() {
    // It takes questions and answers none.
    let silent = UdpSocket::bind("127.0.0.1:0").await.unwrap();
    let found = check(silent.local_addr().unwrap(), None).check(&address(FROM), None).await;
    assert!(found.iter().all(|finding| finding.standing == Standing::Unknown), "{found:?}");
    assert_eq!(found.len(), 4);
}
