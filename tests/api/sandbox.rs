//! A sandbox has a clock of its own and sends into a box.

use serde_json::{Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::each_database;

#[test]
fn the_clock_moves_as_it_is_told_and_what_is_due_happens() {
    each_database("clock", async |database| {
        let client = Client::sandbox(database).await;
        assert_eq!(client.get("/sandbox/clock").await.ok(), json!({ "now": TODAY }));
        let back = client.post("/sandbox/clock", json!({ "to": "2020-01-01T00:00:00Z" })).await.ok();
        assert_eq!(back["now"], "2020-01-01T00:00:00Z", "without events, to any time");
        client.post("/sandbox/clock", json!({ "to": TODAY })).await.ok();
        client.campaign(json!({ "reminder": { "enabled": true, "after": "P7D" } })).await;
        client.order("A-1", "ada@example.com").await;
        let moved = client.post("/sandbox/clock", json!({ "advance": "P1M" })).await.ok();
        assert_eq!(moved["now"], "2026-04-03T14:05:00Z");
        let roles = client.get("/sandbox/outbox").await.ok();
        let roles: Vec<_> = roles["data"].as_array().unwrap().iter().map(|one| (&one["at"], &one["role"])).collect();
        let expected =
            [(&json!("2026-03-10T10:00:00Z"), &json!("first")), (&json!("2026-03-17T10:00:00Z"), &json!("reminder"))];
        assert_eq!(roles, expected);
        let back = client.post("/sandbox/clock", json!({ "to": TODAY })).await;
        assert_eq!(back.error(), (422, "/to".to_owned(), "clock.backwards".to_owned()));
        for (body, pointer, code) in [
            (json!({}), "", "clock.not_one"),
            (json!({ "to": TODAY, "advance": "P1D" }), "", "clock.not_one"),
            (json!({ "advance": "a week" }), "/advance", "duration.invalid"),
            (json!({ "advance": "-P1D" }), "/advance", "duration.invalid"),
            (json!({ "advance": "P20Y" }), "/advance", "duration.invalid"),
            (json!({ "to": "9999-01-01T00:00:00Z" }), "/to", "time.out_of_range"),
        ] {
            assert_eq!(client.post("/sandbox/clock", body).await.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        assert_eq!(client.get("/sandbox/clock").await.ok(), moved);
    });
}

#[test]
fn the_box_shows_whole_messages() {
    each_database("outbox", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        client.order("A-2", "bo@example.com").await;
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let box_ = client.get("/sandbox/outbox?to=ada@example.com&channel=email").await.ok();
        let message = &box_["data"][0];
        assert_eq!(box_["data"].as_array().unwrap().len(), 1);
        assert_eq!((&message["to"], &message["channel"]), (&json!("ada@example.com"), &json!("email")));
        for field in ["subject", "text", "html"] {
            assert!(message[field].is_string(), "{field}");
        }
        assert!(message["headers"]["List-Unsubscribe"].as_str().unwrap().starts_with("<https://ask.example/u/"));
        assert_eq!(message["headers"]["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click");
        assert!(message["links"]["answer"].as_str().unwrap().starts_with("https://ask.example/r/"));
        assert_eq!(message["links"].get("booking"), None);
        assert_eq!(client.get("/sandbox/outbox?channel=sms").await.ok()["data"], json!([]));
        assert_eq!(client.get("/sandbox/outbox?channel=fax").await.error().1, "/channel");
    });
}

#[test]
fn receipts_say_what_became_of_a_message() {
    each_database("receipts", async |database| {
        let client = Client::sandbox(database).await;
        let manual = client.patch("/sandbox", json!({ "receipts": "manual" })).await.ok();
        assert_eq!(manual, json!({ "now": TODAY, "receipts": "manual" }));
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let message = async || client.get("/invitations").await.ok()["data"][0]["messages"][0].clone();
        let id = message().await["id"].clone();
        assert_eq!(message().await["status"], "sent");
        let report = async |kind: &str| client.post("/sandbox/receipts", json!({ "message": id, "type": kind })).await;
        assert_eq!(report("delivered").await.status, 204);
        assert_eq!(message().await["status"], "delivered");
        assert_eq!(report("opened").await.status, 204);
        assert_eq!(report("delivered").await.status, 204);
        assert_eq!(message().await["status"], "opened", "a state never moves backwards");
        assert_eq!(client.get("/invitations").await.ok()["data"][0]["status"], "opened");
        let before = client.rows().await;
        for (body, pointer, code) in [
            (json!({ "type": "delivered" }), "/message", "field.missing"),
            (json!({ "message": "msg_x", "type": "delivered" }), "/message", "id.unknown"),
            (json!({ "message": id, "type": "eaten" }), "/type", "type.unknown"),
            (json!({ "message": id, "type": "replied" }), "/type", "type.unsupported"),
            (json!({ "message": id, "type": "opened", "text": "thanks" }), "/text", "field.unsupported"),
        ] {
            let answer = client.post("/sandbox/receipts", body).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        assert_eq!(client.patch("/sandbox", json!({ "receipts": "maybe" })).await.error().1, "/receipts");
        assert_eq!(client.patch("/sandbox", json!({ "now": TODAY })).await.error().1, "/now");
        assert_eq!(client.rows().await, before);
        assert_eq!(client.patch("/sandbox", json!({ "receipts": "automatic" })).await.ok()["receipts"], "automatic");
    });
}

#[test]
fn an_account_that_sends_into_the_world_has_no_sandbox() {
    each_database("real", async |database| {
        let client = Client::real(database).await;
        assert_eq!(client.get("/account").await.ok()["sandbox"], Value::Bool(false));
        let refused = (409, "account.not_a_sandbox".to_owned());
        for path in ["/sandbox", "/sandbox/clock", "/sandbox/outbox"] {
            assert_eq!(client.get(path).await.problem(), refused, "{path}");
        }
        assert_eq!(client.post("/sandbox/clock", json!({ "advance": "P1D" })).await.problem(), refused);
        assert_eq!(client.patch("/sandbox", json!({ "receipts": "manual" })).await.problem(), refused);
        let receipt = json!({ "message": "msg_x", "type": "opened" });
        assert_eq!(client.post("/sandbox/receipts", receipt).await.problem(), refused);
    });
}
