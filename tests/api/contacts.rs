//! Contacts are found by what they are known by, changed field by field, and say what they allow.

use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::each_database;

async fn contact(client: &Client, reference: &str, contact: Value) -> Value {
    let event = json!({
        "type": "order.delivered", "storefront": "main", "reference": reference, "occurred_at": TODAY,
        "contact": contact,
    });
    client.post("/events", event).await.ok();
    let list = client.get("/contacts?limit=1000").await.ok();
    list["data"].as_array().unwrap().last().unwrap().clone()
}

#[test]
fn a_contact_is_found_by_everything_it_is_known_by() {
    each_database("found", async |database| {
        let client = Client::sandbox(database).await;
        let ada = json!({ "email": "Ada@Example.com", "phone": "+46701234567", "external_id": "42", "name": "Ada" });
        let ada = contact(&client, "A-1", ada).await;
        let bo = contact(&client, "A-2", json!({ "email": "bo@example.com" })).await;
        assert_eq!((&ada["name"], &ada["segments"], &ada["less_often"]), (&json!("Ada"), &json!([]), &json!(false)));
        for (query, expected) in [
            ("email=ada@example.com", json!([ada])),
            ("phone=%2B46%2070%20123%2045%2067", json!([ada])),
            ("external_id=42", json!([ada])),
            ("email=ada@example.com&external_id=42", json!([ada])),
            ("email=bo@example.com&external_id=42", json!([])),
            ("email=nobody@example.com", json!([])),
            ("", json!([ada, bo])),
        ] {
            assert_eq!(client.get(&format!("/contacts?{query}")).await.ok()["data"], expected, "{query}");
        }
        assert_eq!(client.get("/contacts?email=ada").await.error().1, "/email");
        assert_eq!(client.get("/contacts?phone=070").await.error().1, "/phone");
    });
}

#[test]
fn a_changed_address_is_known_from_then_on_and_the_old_one_is_not() {
    each_database("changed", async |database| {
        let client = Client::sandbox(database).await;
        let ada = contact(&client, "A-1", json!({ "email": "ada@example.com", "segments": ["vip"] })).await;
        let path = format!("/contacts/{}", ada["id"].as_str().unwrap());
        let change = json!({ "email": "ek@example.com", "name": "Ada Ek", "segments": null, "attributes": { "a": 1 } });
        let changed = client.patch(&path, change).await.ok();
        assert_eq!((&changed["email"], &changed["segments"]), (&json!("ek@example.com"), &json!([])));
        assert_eq!((&changed["name"], &changed["attributes"]), (&json!("Ada Ek"), &json!({ "a": 1 })));
        assert_eq!(client.get(&path).await.ok(), changed);
        assert_eq!(client.get("/contacts?email=ek@example.com").await.ok()["data"], json!([changed]));
        assert_eq!(client.get("/contacts?email=ada@example.com").await.ok()["data"], json!([]));
        let other = contact(&client, "A-2", json!({ "email": "ada@example.com" })).await;
        assert_ne!(other["id"], ada["id"]);
        let taken = client.patch(&path, json!({ "email": "ada@example.com" })).await;
        assert_eq!(taken.problem(), (409, "contact.identifier_taken".to_owned()));
        assert_eq!(client.get(&path).await.ok(), changed);
    });
}

#[test]
fn a_contact_that_cannot_be_is_refused_and_nothing_changes() {
    each_database("bad_contacts", async |database| {
        let client = Client::sandbox(database).await;
        let ada = contact(&client, "A-1", json!({ "email": "ada@example.com" })).await;
        let path = format!("/contacts/{}", ada["id"].as_str().unwrap());
        for (body, pointer, code) in [
            (json!({ "email": "ada" }), "/email", "email.malformed"),
            (json!({ "email": null }), "", "contact.unidentified"),
            (json!({ "phone": "12" }), "/phone", "phone.country_unknown"),
            (json!({ "time_zone": "CET+1" }), "/time_zone", "zone.unknown"),
            (json!({ "locale": "swedish!" }), "/locale", "locale.malformed"),
            (json!({ "country": "XX" }), "/country", "country.unknown"),
            (json!({ "birth_date": "1980-13-01" }), "/birth_date", "date.malformed"),
            (json!({ "preferred_channel": "pigeon" }), "/preferred_channel", "channel.unknown"),
            (json!({ "segments": "vip" }), "/segments", "field.type"),
            (json!({ "consents": [] }), "/consents", "field.unknown"),
            (json!({ "id": "con_1" }), "/id", "field.unknown"),
        ] {
            let answer = client.patch(&path, body).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()), "{}", answer.text);
        }
        assert_eq!(client.get(&path).await.ok(), ada);
    });
}

#[test]
fn a_consent_is_recorded_listed_and_withdrawn() {
    each_database("consents", async |database| {
        let client = Client::sandbox(database).await;
        let ada = contact(&client, "A-1", json!({ "email": "ada@example.com" })).await;
        let path = format!("/contacts/{}/consents", ada["id"].as_str().unwrap());
        let before = client.get(&path).await.ok()["data"].as_array().unwrap().len();
        let given = json!({
            "channel": "email", "basis": "double_opt_in", "source": "newsletter", "at": "2026-03-01T10:00:00Z",
            "purposes": ["survey"],
        });
        let made = client.post(&path, given).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let made = made.json();
        assert_eq!((&made["purposes"], &made["at"]), (&json!(["survey"]), &json!("2026-03-01T10:00:00Z")));
        let plain = client.post(&path, json!({ "channel": "sms", "basis": "consent" })).await.ok();
        assert_eq!((&plain["source"], &plain["at"]), (&json!("api"), &json!(TODAY)));
        assert_eq!(client.get(&path).await.ok()["data"].as_array().unwrap().len(), before + 2);
        let one = format!("{path}/{}", made["id"].as_str().unwrap());
        assert_eq!(client.delete(&one).await.status, 204);
        assert_eq!(client.delete(&one).await.status, 204, "twice is once");
        let list = client.get(&path).await.ok();
        let withdrawn = list["data"].as_array().unwrap().iter().find(|one| one["id"] == made["id"]).unwrap();
        assert_eq!(withdrawn["withdrawn_at"], TODAY);

        let rows = client.rows().await;
        for (body, pointer, code) in [
            (json!({ "basis": "consent" }), "/channel", "field.missing"),
            (json!({ "channel": "email" }), "/basis", "field.missing"),
            (json!({ "channel": "fax", "basis": "consent" }), "/channel", "channel.unknown"),
            (json!({ "channel": "email", "basis": "hope" }), "/basis", "basis.unknown"),
            (json!({ "channel": "email", "basis": "consent", "at": "2027-01-01T00:00:00Z" }), "/at", "consent.future"),
            (json!({ "channel": "email", "basis": "consent", "purposes": ["fun"] }), "/purposes/0", "purpose.unknown"),
        ] {
            assert_eq!(client.post(&path, body).await.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        assert_eq!(client.rows().await, rows);
    });
}

#[test]
fn what_rests_on_a_withdrawn_consent_does_not_go_out() {
    each_database("withdrawn", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        let ada = contact(&client, "A-1", json!({ "email": "ada@example.com" })).await;
        let path = format!("/contacts/{}/consents", ada["id"].as_str().unwrap());
        for consent in client.get(&path).await.ok()["data"].as_array().unwrap() {
            client.delete(&format!("{path}/{}", consent["id"].as_str().unwrap())).await.ok();
        }
        client.post("/sandbox/clock", json!({ "advance": "P10D" })).await.ok();
        let invitation = client.get("/invitations").await.ok()["data"][0].clone();
        assert_eq!((&invitation["status"], &invitation["reason"]), (&json!("refused"), &json!("consent.missing")));
    });
}
