//! What receivers make of a storefront's mail, over the API.

use std::sync::Arc;

use afterword::delivery::sender_check::Dns;
use afterword::delivery::smtp::Relay;
use afterword::delivery::{EmailAddress, Patience, Relays, SenderCheck};
use afterword::engine::email::Email;
use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::{Database, each_database};
use crate::support::dns::DnsServer;
use crate::support::house::{House, at};

/// An account that sends by a relay whose senders are asked of this server.
async fn client(database: &Database, server: &DnsServer) -> Client {
    let senders = SenderCheck {
        dns: Dns::at(server.address),
        relays: vec!["203.0.113.7".to_owned()],
        dkim_selector: None,
        return_path: EmailAddress::parse("afterword@ask.example").unwrap(),
    };
    let relays = vec![Relay::parse("smtp://203.0.113.7").unwrap()];
    let relays = Relays::new(relays, Patience::default()).unwrap();
    let channel = Arc::new(Email::new(relays, senders));
    Client::of(House::open(database.store(), at(TODAY), channel, false).await).await
}

#[test]
fn a_storefront_s_sender_is_judged_by_what_the_dns_says() {
    each_database("sender_check", async |database| {
        let server = DnsServer::start(&[
            ("ask.example", "TXT", "v=spf1 ip4:203.0.113.7 -all"),
            ("ask.example", "MX", "mx.example."),
            ("north.example", "MX", "mx.example."),
        ])
        .await;
        let client = client(database, &server).await;
        let storefront = client.house.storefront;
        let checked = client.get(&format!("/storefronts/{storefront}/sender_check")).await.ok();
        assert_eq!(checked["sender"], "afterword@ask.example");
        let told = |checked: &Value| -> Vec<String> {
            let findings = checked["findings"].as_array().unwrap().iter();
            let text = |finding: &Value, field: &str| finding[field].as_str().unwrap().to_owned();
            findings
                .map(|finding| ["topic", "domain", "standing"].map(|field| text(finding, field)).join(" "))
                .collect()
        };
        assert_eq!(
            told(&checked),
            [
                "spf ask.example good",
                "dkim ask.example unknown",
                "dmarc ask.example missing",
                "replies ask.example good"
            ]
        );
        let record = json!({ "name": "_dmarc.ask.example", "text": "v=DMARC1; p=none; rua=mailto:dmarc@ask.example" });
        assert_eq!(checked["findings"][2]["publish"], record);
        assert_eq!(checked["findings"][0]["publish"], Value::Null);

        let path = format!("/storefronts/{storefront}");
        client.patch(&path, json!({ "sender_address": "hello@north.example" })).await.ok();
        let checked = client.get(&format!("{path}/sender_check")).await.ok();
        assert_eq!(checked["sender"], "hello@north.example");
        assert_eq!(
            told(&checked),
            [
                "spf ask.example good",
                "dkim north.example unknown",
                "dmarc north.example missing",
                "dmarc north.example notice",
                "replies north.example good",
            ]
        );
    });
}

#[test]
fn a_sender_is_not_looked_at_where_nothing_is_sent_or_the_storefront_is_another_s() {
    each_database("sender_check_none", async |database| {
        let client = Client::sandbox(database).await;
        let path = format!("/storefronts/{}/sender_check", client.house.storefront);
        assert_eq!(client.get(&path).await.ok(), json!({ "sender": null, "findings": [] }));
        let stranger = Client::sandbox_beside(&client).await;
        assert_eq!(stranger.get(&path).await.problem(), (404, "not_found".to_owned()));
    });
}
