//! The settings of one campaign are given to other storefronts (ET-6).

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

async fn shops(client: &Client, count: usize) {
    for number in 0..count {
        let shop = json!({ "slug": format!("shop-{number}"), "name": format!("Shop {number}"), "time_zone": "UTC",
            "language": "en" });
        client.post("/storefronts", shop).await.ok();
    }
}

async fn campaign(client: &Client, storefront: &str, settings: Value) -> String {
    let mut said = json!({ "name": "After delivery", "kind": "transactional", "storefront": storefront,
        "event_type": "order.delivered", "purpose": "service_review" });
    for (name, value) in settings.as_object().unwrap() {
        said[name] = value.clone();
    }
    client.post("/campaigns", said).await.ok()["id"].as_str().unwrap().to_owned()
}

fn effects(answer: &Value) -> Vec<String> {
    let told = |result: &Value| {
        let effect = result["effect"].as_str().or(result["error"]["code"].as_str()).unwrap_or("?");
        format!("{} {effect}", result["storefront"].as_str().unwrap_or("-"))
    };
    answer["results"].as_array().unwrap().iter().map(told).collect()
}

#[test]
fn settings_are_looked_at_first_and_then_given_to_every_storefront() {
    each_database("application", async |database| {
        let client = Client::sandbox(database).await;
        shops(&client, 3).await;
        let source = campaign(&client, "main", json!({ "delay": "P14D", "reminder": { "enabled": true } })).await;
        let other = campaign(&client, "shop-1", json!({ "enabled": false })).await;
        let same = json!({ "delay": "P14D", "reminder": { "enabled": true } });
        campaign(&client, "shop-2", same).await;

        let path = format!("/campaigns/{source}/application");
        let expected = ["shop-0 made", "shop-1 changed", "shop-2 same"];
        let ahead = client.post(&path, json!({ "storefronts": "all", "preview": true })).await.ok();
        assert_eq!(effects(&ahead), expected);
        let changes = &ahead["results"][1]["changes"];
        assert_eq!(changes[0], json!({ "pointer": "/delay", "from": "P7D", "to": "P14D" }));
        assert_eq!(changes[1], json!({ "pointer": "/reminder/enabled", "from": false, "to": true }));
        let campaigns = client.get("/campaigns").await.ok();
        assert_eq!(campaigns["data"].as_array().unwrap().len(), 3, "looking changes nothing");

        let done = client.post(&path, json!({ "storefronts": "all" })).await.ok();
        assert_eq!(effects(&done), expected);
        let changed = client.get(&format!("/campaigns/{other}")).await.ok();
        assert_eq!((&changed["delay"], &changed["enabled"]), (&json!("P14D"), &json!(false)), "no switch is copied");
        let made = done["results"][0]["campaign"].as_str().unwrap();
        let made = client.get(&format!("/campaigns/{made}")).await.ok();
        assert_eq!((&made["storefront"], &made["enabled"]), (&json!("shop-0"), &json!(true)));
        let again = client.post(&path, json!({ "storefronts": "all" })).await.ok();
        assert_eq!(effects(&again), ["shop-0 same", "shop-1 same", "shop-2 same"]);
    });
}

#[test]
fn what_cannot_be_is_said_for_each_and_spoils_nothing() {
    each_database("application_hostile", async |database| {
        let client = Client::sandbox(database).await;
        shops(&client, 1).await;
        let source = campaign(&client, "main", json!({ "delay": "P14D" })).await;
        let path = format!("/campaigns/{source}/application");
        let done = client.post(&path, json!({ "storefronts": ["shop-0", "nowhere", "shop-0"] })).await.ok();
        assert_eq!(effects(&done), ["- storefront.unknown", "shop-0 made"]);
        for wrong in [json!("some"), json!(7), json!([7]), json!(null), json!({})] {
            let refused = client.post(&path, json!({ "storefronts": wrong })).await;
            assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
            assert!(refused.text.contains("/storefronts"), "{}", refused.text);
        }
        let many: Vec<_> = (0..1_001).map(|number| format!("shop-{number}")).collect();
        assert_eq!(client.post(&path, json!({ "storefronts": many })).await.status, StatusCode::UNPROCESSABLE_ENTITY);
        let foreign = Client::sandbox_beside(&client).await;
        let unknown = foreign.post(&path, json!({ "storefronts": "all" })).await;
        assert_eq!(unknown.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn queued_reminders_of_every_storefront_go_when_reminders_are_switched_off_everywhere() {
    each_database("application_reminders", async |database| {
        let client = Client::sandbox(database).await;
        shops(&client, 1).await;
        let source = campaign(&client, "main", json!({})).await;
        campaign(&client, "shop-0", json!({ "delay": "P1D", "reminder": { "enabled": true } })).await;
        let now = client.get("/sandbox/clock").await.ok()["now"].as_str().unwrap().to_owned();
        let order = json!({ "type": "order.delivered", "storefront": "shop-0", "reference": "A-1", "occurred_at": now,
            "contact": { "email": "ada@example.com", "consents": [{ "channel": "email", "basis": "consent",
                "source": "checkout", "at": now }] } });
        client.post("/events", order).await;
        client.post("/sandbox/clock", json!({ "advance": "P3D" })).await.ok();
        client.post(&format!("/campaigns/{source}/application"), json!({ "storefronts": "all" })).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P30D" })).await.ok();
        let mails = client.get("/sandbox/outbox").await.ok();
        let roles: Vec<_> = mails["data"].as_array().unwrap().iter().map(|mail| mail["role"].clone()).collect();
        assert_eq!(roles, ["first"]);
    });
}
