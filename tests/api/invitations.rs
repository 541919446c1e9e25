//! Invitations are listed by what is asked of them, made by hand, moved and cancelled.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::client::{Client, order};
use crate::support::databases::each_database;

async fn ids(client: &Client, query: &str) -> Vec<String> {
    let list = client.get(&format!("/invitations?{query}")).await.ok();
    list["data"].as_array().unwrap().iter().map(|one| one["reference"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn an_invitation_shows_what_becomes_of_it() {
    each_database("shown", async |database| {
        let client = Client::sandbox(database).await;
        let campaign = client.campaign(json!({ "reminder": { "enabled": true, "after": "P7D" } })).await;
        let event = client.order("A-1", "ada@example.com").await;
        let id = event["decisions"][0]["invitation"].as_str().unwrap().to_owned();
        let planned = client.get(&format!("/invitations/{id}")).await.ok();
        assert_eq!(planned["status"], "scheduled");
        assert_eq!(planned["campaign"], campaign.as_str());
        assert_eq!(planned["event"], event["id"]);
        assert_eq!(planned["next"], json!({ "role": "first", "channel": "email", "at": "2026-03-10T10:00:00Z" }));
        assert_eq!((&planned["expires_at"], &planned["messages"]), (&Value::Null, &json!([])));
        assert!(planned["answer_url"].as_str().unwrap().starts_with("https://ask.example/r/"));

        client.post("/sandbox/clock", json!({ "to": "2026-03-10T10:00:00Z" })).await.ok();
        let sent = client.get(&format!("/invitations/{id}")).await.ok();
        assert_eq!(sent["status"], "sent");
        assert_eq!(sent["next"]["role"], "reminder");
        assert!(sent["expires_at"].as_str().unwrap().starts_with("2026-06-10T"));
        let message = &sent["messages"][0];
        assert!(message["id"].as_str().unwrap().starts_with("msg_"));
        assert_eq!((&message["role"], &message["channel"]), (&json!("first"), &json!("email")));
        assert_eq!((&message["status"], &message["failure"]), (&json!("delivered"), &Value::Null));
        assert_eq!(message["sent_at"], "2026-03-10T10:00:00Z");
    });
}

#[test]
fn a_request_about_the_service_and_the_products_is_found_as_both() {
    each_database("found_joint", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        let products = client.campaign(json!({ "purpose": "product_review", "name": "Products" })).await;
        let with_products = |reference: &str, email: &str| {
            let mut order = order(reference, email);
            order["products"] = json!([{ "sku": "LP-7" }]);
            order
        };
        client.post("/events", with_products("A-1", "ada@example.com")).await.ok();
        client.order("B-1", "bo@example.com").await;
        let separate = json!({ "timing": { "mode": "separate" }, "delay": "P2D" });
        client.patch(&format!("/campaigns/{products}"), separate).await.ok();
        client.post("/events", with_products("C-1", "cy@example.com")).await.ok();
        // What is planned at one instant stands in no order.
        let sorted = async |query: &str| BTreeSet::from_iter(ids(&client, query).await).into_iter().collect::<Vec<_>>();
        assert_eq!(sorted("purpose=service_review").await, ["A-1", "B-1", "C-1"]);
        assert_eq!(sorted("purpose=product_review").await, ["A-1", "C-1"]);
        let found = client.get("/invitations?purpose=product_review").await.ok();
        let found = found["data"].as_array().unwrap();
        let of = |reference: &str| {
            let one = found.iter().find(|one| one["reference"] == reference).unwrap();
            (one["purpose"].clone(), one["product_campaign"].clone())
        };
        assert_eq!(of("A-1"), (json!("service_review"), json!(products)));
        assert_eq!(of("C-1"), (json!("product_review"), Value::Null));
    });
}

#[test]
fn invitations_are_found_by_what_is_asked_of_them() {
    each_database("found", async |database| {
        let client = Client::sandbox(database).await;
        let campaign = client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        client.order("A-1", "ada@example.com").await;
        client.order("B-1", "bo@example.com").await;
        client.post("/orders/main/B-1/cancellation", json!({})).await.ok();
        let contact = client.get("/contacts?email=bo@example.com").await.ok()["data"][0]["id"].clone();
        let contact = contact.as_str().unwrap();
        let other = client.campaign(json!({ "event_type": "x", "name": "other" })).await;
        let table = [
            (String::new(), vec!["A-1", "B-1"]),
            ("status=scheduled".to_owned(), vec!["A-1"]),
            ("status=cancelled".to_owned(), vec!["B-1"]),
            ("status=&purpose=service_review&storefront=main".to_owned(), vec!["A-1", "B-1"]),
            ("purpose=survey".to_owned(), vec![]),
            ("storefront=elsewhere".to_owned(), vec![]),
            (format!("campaign={campaign}"), vec!["A-1", "B-1"]),
            (format!("campaign={other}"), vec![]),
            (format!("contact={contact}"), vec!["B-1"]),
            ("reference=A-1".to_owned(), vec!["A-1"]),
            ("reminded=false".to_owned(), vec!["A-1", "B-1"]),
            ("reminded=true".to_owned(), vec![]),
            ("due_before=2026-03-10T10:00:01Z".to_owned(), vec!["A-1", "B-1"]),
            ("due_before=2026-03-10T10:00:00Z".to_owned(), vec![]),
        ];
        for (query, expected) in table {
            assert_eq!(ids(&client, &query).await, expected, "{query}");
        }
        for (query, pointer) in [
            ("status=done", "/status"),
            ("purpose=x", "/purpose"),
            ("campaign=x", "/campaign"),
            ("contact=cmp_x", "/contact"),
            ("reminded=yes", "/reminded"),
            ("due_before=tomorrow", "/due_before"),
            ("stauts=sent", "/stauts"),
        ] {
            assert_eq!(client.get(&format!("/invitations?{query}")).await.error().1, pointer);
        }
    });
}

#[test]
fn a_person_asks_by_hand_through_the_same_rules() {
    each_database("by_hand", async |database| {
        let client = Client::sandbox(database).await;
        client.order("A-1", "ada@example.com").await;
        let contact = client.get("/contacts").await.ok()["data"][0]["id"].clone();
        let campaign = client.campaign(json!({})).await;
        let wish = json!({ "campaign": campaign, "contact": contact, "reference": "H-1" });
        let made = client.post("/invitations", wish.clone()).await;
        assert_eq!((made.status.as_u16(), &made.json()["outcome"]), (201, &json!("scheduled")), "{}", made.text);
        let nobody = json!({ "campaign": campaign, "contact": "con_x", "reference": "H-2" });
        let many = json!({ "invitations": [
            { "campaign": campaign, "contact": contact, "reference": "H-3" }, nobody, 7, { "contact": contact },
        ]});
        let results = client.post("/invitations", many).await.ok()["results"].clone();
        assert_eq!(results[0]["reason"], "frequency.campaign");
        assert_eq!(results[0].get("invitation"), None);
        assert_eq!(results[1]["error"]["errors"][0]["pointer"], "/contact");
        assert_eq!(results[2]["error"]["errors"][0]["code"], "field.type");
        assert_eq!(results[3]["error"]["errors"].as_array().unwrap().len(), 2);
        let rows = client.rows().await;
        let bad = client.post("/invitations", json!({ "campaign": "cmp_x", "contact": "con_x" })).await;
        assert_eq!((bad.status.as_u16(), bad.errors().len()), (422, 3));
        let both = json!({ "campaign": campaign, "invitations": [] });
        assert_eq!(client.post("/invitations", both).await.error().1, "/campaign");
        assert_eq!(client.rows().await, rows);
    });
}

#[test]
fn an_invitation_is_moved_and_cancelled() {
    each_database("moved", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        let event = client.post("/events", order("A-1", "ada@example.com")).await.ok();
        let path = format!("/invitations/{}", event["decisions"][0]["invitation"].as_str().unwrap());
        for (body, code) in [
            (json!({ "due_at": "2026-03-01T00:00:00Z" }), "due_at.past"),
            (json!({ "due_at": "soon" }), "time.malformed"),
            (json!({ "due_at": 7 }), "field.type"),
        ] {
            assert_eq!(client.patch(&path, body).await.error(), (422, "/due_at".to_owned(), code.to_owned()));
        }
        let before = client.get(&path).await.ok();
        assert_eq!(client.patch(&path, json!({})).await.ok(), before);
        let moved = client.patch(&path, json!({ "due_at": "2026-03-05T12:00:00+01:00" })).await.ok();
        assert_eq!(moved["due_at"], "2026-03-05T11:00:00Z");
        let cancelled = client.post(&format!("{path}/cancellation"), json!({})).await.ok();
        assert_eq!(cancelled["status"], "cancelled");
        assert_eq!(cancelled["reason"], "invitation.cancelled");
        let late = client.patch(&path, json!({ "due_at": "2026-03-06T12:00:00Z" })).await;
        assert_eq!(late.problem(), (409, "invitation.not_queued".to_owned()));
    });
}
