//! What the business says of an order after it was reported stops or moves what is queued.

use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::each_database;

async fn invitation(client: &Client, reference: &str) -> Value {
    client.get(&format!("/invitations?reference={reference}")).await.ok()["data"][0].clone()
}

#[test]
fn a_cancelled_order_is_not_asked_about() {
    each_database("cancelled", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A/1 å", "ada@example.com").await;
        let path = "/orders/main/A%2F1%20%C3%A5";
        assert_eq!(client.post(&format!("{path}/cancellation"), json!({})).await.status, 204);
        assert_eq!(client.post_as(&format!("{path}/cancellation"), &[], "").await.status, 204, "twice is once");
        let invitation = invitation(&client, "A%2F1%20%C3%A5").await;
        assert_eq!((&invitation["status"], &invitation["reason"]), (&json!("cancelled"), &json!("event.cancelled")));
        assert_eq!(invitation["next"], Value::Null);
    });
}

#[test]
fn a_held_order_waits_for_its_release() {
    each_database("held", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        client.post("/orders/main/A-1/hold", json!({})).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P10D" })).await.ok();
        assert_eq!(client.get("/sandbox/outbox").await.ok()["data"], json!([]));
        assert_eq!(invitation(&client, "A-1").await["reason"], "event.on_hold");
        client.post("/orders/main/A-1/release", json!({})).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P2D" })).await.ok();
        assert_eq!(invitation(&client, "A-1").await["status"], "sent");
    });
}

#[test]
fn a_changed_order_is_decided_anew_and_keeps_what_was_not_changed() {
    each_database("changed", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({ "base": "activation_date" })).await;
        let event = json!({
            "type": "order.delivered", "storefront": "main", "reference": "A-1", "occurred_at": TODAY,
            "activation_date": "2026-03-10", "contact": { "email": "ada@example.com" },
            "products": [{ "sku": "LP-7" }], "staff": "Mia",
        });
        client.post("/events", event).await.ok();
        assert_eq!(invitation(&client, "A-1").await["due_at"], "2026-03-17T10:00:00Z");
        let change = json!({ "activation_date": "2026-03-20", "products": [{ "sku": "LP-8" }] });
        assert_eq!(client.patch("/orders/main/A-1", change).await.status, 204);
        assert_eq!(invitation(&client, "A-1").await["due_at"], "2026-03-27T10:00:00Z");
        let details = client.store().read("details", |tx| tx.one("SELECT details FROM events", &[])?.string(0));
        let details: Value = serde_json::from_str(&details.await.unwrap()).unwrap();
        assert_eq!(details, json!({ "products": [{ "sku": "LP-8" }], "staff": "Mia" }));
        assert_eq!(client.patch("/orders/main/A-1", json!({ "activation_date": null })).await.status, 204);
        assert_eq!(invitation(&client, "A-1").await["due_at"], "2026-03-10T10:00:00Z", "back to the event");
    });
}

#[test]
fn bad_reports_of_an_order_change_nothing() {
    each_database("bad_orders", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        let before = (client.rows().await, invitation(&client, "A-1").await);
        for path in ["/orders/main/A-2", "/orders/elsewhere/A-1", "/orders/main/%FF", "/orders/main/%00"] {
            assert!([404, 422].contains(&client.patch(path, json!({})).await.problem().0), "{path}");
            assert!([404, 422].contains(&client.post(&format!("{path}/hold"), json!({})).await.problem().0), "{path}");
        }
        let table = [
            (json!({ "activation_date": "soon" }), "/activation_date", "date.malformed"),
            (json!({ "activation_date": 7 }), "/activation_date", "field.type"),
            (json!({ "products": [{}] }), "/products/0/sku", "field.missing"),
            (json!({ "reference": "A-3" }), "/reference", "field.unknown"),
        ];
        for (body, pointer, code) in table {
            let answer = client.patch("/orders/main/A-1", body).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        assert_eq!((client.rows().await, invitation(&client, "A-1").await), before);
    });
}
