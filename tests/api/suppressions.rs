//! Suppressed addresses get nothing; what recipients asked for themselves is theirs to take back.

use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

#[test]
fn a_suppressed_address_gets_nothing() {
    each_database("suppressed", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        let stop = json!({ "address": "ADA@example.com", "channel": "email", "group": "asking" });
        let made = client.post("/suppressions", stop.clone()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        assert!(!made.text.contains("ada@"), "the address is not kept");
        let again = client.post("/suppressions", stop).await;
        assert_eq!((again.status.as_u16(), again.json()), (200, made.json()));
        let list = client.get("/suppressions?address=ada@example.com").await.ok();
        assert_eq!(list["data"], json!([made.json()]));
        assert_eq!(client.get("/suppressions?address=bo@example.com").await.ok()["data"], json!([]));
        client.post("/sandbox/clock", json!({ "advance": "P10D" })).await.ok();
        let invitation = client.get("/invitations").await.ok()["data"][0].clone();
        assert_eq!((&invitation["status"], &invitation["reason"]), (&json!("refused"), &json!("suppressed.manual")));

        let path = format!("/suppressions/{}", made.json()["id"].as_str().unwrap());
        assert_eq!(client.delete(&path).await.status, 204);
        assert_eq!(client.delete(&path).await.problem().0, 404);
    });
}

#[test]
fn a_phone_is_suppressed_by_channel() {
    each_database("phones", async |database| {
        let client = Client::sandbox(database).await;
        let stop = |channel: &str| json!({ "address": "+46 70 123 45 67", "channel": channel });
        let made = client.post("/suppressions", stop("sms")).await.ok();
        assert_eq!((&made["group"], &made["cause"]), (&Value::Null, &json!("manual")));
        assert_eq!(client.post("/suppressions", stop("whatsapp")).await.status, 201);
        assert_eq!(client.get("/suppressions?address=%2B46701234567").await.ok()["data"].as_array().unwrap().len(), 2);
    });
}

#[test]
fn only_the_recipient_takes_a_complaint_back() {
    each_database("complained", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let message = client.get("/sandbox/outbox").await.ok()["data"][0]["id"].clone();
        client.post("/sandbox/receipts", json!({ "message": message, "type": "complained" })).await.ok();
        let complaint = client.get("/suppressions").await.ok()["data"][0].clone();
        assert_eq!(complaint["cause"], "complained");
        let lifted = client.delete(&format!("/suppressions/{}", complaint["id"].as_str().unwrap())).await;
        assert_eq!(lifted.problem(), (409, "suppression.lasting".to_owned()));
        assert_eq!(client.get("/suppressions").await.ok()["data"], json!([complaint]));
    });
}

#[test]
fn what_cannot_be_suppressed_is_refused() {
    each_database("bad_suppressions", async |database| {
        let client = Client::sandbox(database).await;
        let rows = client.rows().await;
        for (body, pointer, code) in [
            (json!({ "channel": "email" }), "/address", "field.missing"),
            (json!({ "address": "ada@example.com" }), "/channel", "field.missing"),
            (json!({ "address": "ada@", "channel": "email" }), "/address", "email.malformed"),
            (json!({ "address": "070", "channel": "sms" }), "/address", "phone.country_unknown"),
            (json!({ "address": "ada@example.com", "channel": "sms" }), "/channel", "channel.unfit"),
            (json!({ "address": "ada@example.com", "channel": "email", "group": "all" }), "/group", "group.unknown"),
            (json!({ "address": "ada@example.com", "channel": "email", "cause": "x" }), "/cause", "field.unknown"),
        ] {
            assert_eq!(client.post("/suppressions", body).await.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        assert_eq!(client.rows().await, rows);
    });
}
