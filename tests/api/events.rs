//! Events are taken in once, planned in order, and answered when they are durable.

use serde_json::{Value, json};

use crate::client::{Client, TODAY, order};
use crate::support::databases::each_database;

/// The event of the API's description.
fn whole() -> Value {
    json!({
        "type": "order.delivered", "storefront": "main", "reference": "CD-000123", "occurred_at": TODAY,
        "activation_date": "2026-03-10",
        "contact": {
            "email": "ada@example.com", "phone": "+46701234567", "external_id": "00042", "name": "Ada Ek",
            "locale": "sv", "time_zone": "Europe/Stockholm", "segments": ["vip"],
            "attributes": { "birth_year": 1980 },
            "consents": [
                { "channel": "email", "basis": "consent", "source": "checkout", "at": "2026-03-01T10:00:00Z" },
            ],
        },
        "products": [{ "sku": "LP-7", "name": "Blue", "url": "https://shop.example/lp-7", "category": "music" }],
        "total": { "amount": "46.50", "currency": "USD" }, "staff": "Mia", "attributes": {},
    })
}

#[test]
fn an_event_is_planned_and_the_same_one_again_is_recognised() {
    each_database("planned", async |database| {
        let client = Client::sandbox(database).await;
        let campaign = client.campaign(json!({})).await;
        let first = client.post("/events", whole()).await;
        assert_eq!(first.status, 202, "{}", first.text);
        let event = first.json();
        assert!(event["id"].as_str().unwrap().starts_with("evt_"));
        assert_eq!(event["duplicate"], false);
        let decision = &event["decisions"][0];
        assert_eq!(decision["campaign"], campaign.as_str());
        assert_eq!(decision["outcome"], "scheduled");
        assert_eq!(decision["due_at"], "2026-03-10T10:00:00Z");
        assert!(decision["invitation"].as_str().unwrap().starts_with("inv_"));

        let again = client.post("/events", whole()).await;
        assert_eq!((again.status.as_u16(), again.json()["duplicate"].clone()), (200, json!(true)));
        assert_eq!(again.json()["id"], event["id"]);
        assert_eq!(again.json()["decisions"], event["decisions"]);

        let rows = client.rows().await;
        let mut other = whole();
        other["contact"] = json!({ "email": "bo@example.com" });
        assert_eq!(client.post("/events", other).await.json()["id"], event["id"]);
        assert_eq!(client.rows().await, rows, "the same event with another body changes nothing");
    });
}

#[test]
fn an_event_that_no_campaign_wants_is_taken_in_and_says_so() {
    each_database("unmatched", async |database| {
        let client = Client::sandbox(database).await;
        let event = client.order("A-1", "ada@example.com").await;
        assert_eq!(event["decisions"], json!([{ "outcome": "refused", "reason": "event.unmatched" }]));
    });
}

#[test]
fn a_bad_item_of_a_batch_spoils_nothing() {
    each_database("batch", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        let mut nowhere = order("A-3", "c@example.com");
        nowhere["storefront"] = "elsewhere".into();
        let batch = json!({ "events": [
            order("A-1", "a@example.com"), { "type": 7 }, order("A-2", "not an address"), nowhere,
            order("A-1", "a@example.com"), "text", order("A-4", "d@example.com"),
        ]});
        let answer = client.post("/events/batch", batch.clone()).await;
        assert_eq!(answer.status, 202);
        let results = answer.json()["results"].as_array().unwrap().clone();
        assert_eq!(results.len(), 7);
        let error = |at: usize| (results[at]["error"]["status"].clone(), results[at]["error"]["errors"][0].clone());
        assert_eq!(results[0]["decisions"][0]["outcome"], "scheduled");
        assert_eq!(error(1).0, 422);
        assert_eq!((error(1).1["pointer"].clone(), error(1).1["code"].clone()), ("/type".into(), "field.type".into()));
        assert_eq!(error(2).1["pointer"], "/contact/email");
        assert_eq!(error(3).1["code"], "storefront.unknown");
        assert_eq!(error(3).1["pointer"], "/storefront");
        assert_eq!(results[4]["duplicate"], true);
        assert_eq!(results[4]["id"], results[0]["id"]);
        assert_eq!(error(5).1["code"], "field.type");
        assert_eq!(results[6]["duplicate"], false);
        let again = client.post("/events/batch", batch).await;
        assert_eq!(again.status, 200, "nothing in it is new");
    });
}

#[test]
fn every_bad_field_is_named_and_nothing_changes() {
    let with = |field: &str, value: Value| {
        let mut event = order("A-1", "ada@example.com");
        match field.rsplit_once('.') {
            Some((parent, field)) => event[parent][field] = value,
            None => event[field] = value,
        }
        event
    };
    let table = [
        (with("storefront", json!("elsewhere")), "/storefront", "storefront.unknown"),
        (with("storefront", Value::Null), "/storefront", "field.missing"),
        (with("type", json!("Order Delivered")), "/type", "type.malformed"),
        (with("reference", json!("")), "/reference", "field.missing"),
        (with("reference", json!("a\u{0}b")), "/reference", "text.controls"),
        (with("contact", json!({})), "/contact", "contact.unidentified"),
        (with("contact", Value::Null), "/contact", "field.missing"),
        (with("contact.email", json!("ada@")), "/contact/email", "email.malformed"),
        (with("contact.email", json!("ada@example.com\r\nBcc: x@example.com")), "/contact/email", "email.malformed"),
        (with("contact.phone", json!("070-123")), "/contact/phone", "phone.country_unknown"),
        (with("contact.time_zone", json!("Europe/Atlantis")), "/contact/time_zone", "zone.unknown"),
        (with("contact.country", json!("Sweden")), "/contact/country", "country.unknown"),
        (with("contact.birth_date", json!("1980-02-31")), "/contact/birth_date", "date.malformed"),
        (with("occurred_at", json!("yesterday")), "/occurred_at", "time.malformed"),
        (with("occurred_at", json!("2026-03-03T14:05:00")), "/occurred_at", "time.no_offset"),
        (with("occurred_at", json!("2026-03-05T14:05:00Z")), "/occurred_at", "occurred_at.future"),
        (with("activation_date", json!("10.3.2026")), "/activation_date", "date.malformed"),
        (with("total", json!({ "amount": "1,50", "currency": "SEK" })), "/total/amount", "amount.malformed"),
        (with("total", json!({ "amount": "1.50", "currency": "kr" })), "/total/currency", "currency.malformed"),
        (with("products", json!([{ "name": "Blue" }])), "/products/0/sku", "field.missing"),
        (with("surprise", json!(1)), "/surprise", "field.unknown"),
    ];
    each_database("fields", async |database| {
        let client = Client::sandbox(database).await;
        let rows = client.rows().await;
        for (event, pointer, code) in &table {
            let answer = client.post("/events", event.clone()).await;
            let told = answer.errors();
            assert_eq!(answer.status, 422, "{event}");
            assert_eq!(told, [((*pointer).to_owned(), (*code).to_owned())], "{event}");
        }
        assert_eq!(client.rows().await, rows);
    });
}
