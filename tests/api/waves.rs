//! A large send that goes in stages says so where one asks.

use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

#[test]
fn what_waits_for_its_stage_says_so_and_stands_in_the_calendar() {
    each_database("waves", async |database| {
        let client = Client::sandbox(database).await;
        client.patch("/account", json!({ "staged_release": true })).await.ok();
        let campaign = client.campaign(json!({ "reminder": { "enabled": true, "after": "P1D" } })).await;
        for number in 0..52 {
            client.order(&format!("A-{number}"), &format!("a{number}@example.com")).await;
        }
        let stoppers = stoppers(&client, "reference=A-51").await;
        assert!(stoppers.iter().any(|stopper| stopper["code"] == "brake.staged"), "{stoppers:?}");
        client.post("/sandbox/clock", json!({ "to": "2026-03-10T10:30:00Z" })).await.ok();

        let waiting = client.get("/invitations?status=scheduled").await.ok();
        let waiting = waiting["data"].as_array().unwrap();
        assert_eq!(waiting.len(), 2);
        let one = format!("invitation={}", waiting[0]["id"].as_str().unwrap());
        let told = client.get(&format!("/explanations?{one}")).await.ok();
        let held = &told["data"][0];
        assert_eq!((&held["outcome"], &held["reason"]), (&json!("hold"), &json!("brake.staged")));
        let rule = held["rules"].as_array().unwrap().iter().find(|rule| rule["code"] == "brake.staged").unwrap();
        let facts = json!({ "went": 50, "most": 50, "opens_at": "2026-03-10T11:00:00Z" });
        assert_eq!((&rule["verdict"], &rule["facts"]), (&json!("hold"), &facts));
        let sentence = rule["sentence"].as_str().unwrap();
        assert!(sentence.starts_with("Large sends go in stages: 50 of 50 first messages"), "{sentence}");
        assert_eq!(told["upcoming"][0]["at"], "2026-03-10T11:00:00Z");
        let first_day = json!({ "day": "2026-03-10", "campaign": campaign, "channel": "email", "count": 2 });
        let days = client.get("/calendar?from=2026-03-10&to=2026-03-10").await.ok()["days"].clone();
        assert_eq!(days, json!([first_day]));

        client.post("/sandbox/clock", json!({ "to": "2026-03-10T11:00:00Z" })).await.ok();
        let told = client.get(&format!("/explanations?{one}")).await.ok();
        assert_eq!(told["data"][0]["outcome"], "send");
        let stoppers = self::stoppers(&client, &one).await;
        assert!(!stoppers.iter().any(|stopper| stopper["code"] == "brake.staged"), "a reminder: {stoppers:?}");
    });
}

/// What may still stop what is to come.
async fn stoppers(client: &Client, subject: &str) -> Vec<Value> {
    let told = client.get(&format!("/explanations?{subject}")).await.ok();
    told["upcoming"][0]["stoppers"].as_array().unwrap().clone()
}
