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
        let before = &client.get("/explanations?reference=A-51").await.ok()["upcoming"][0];
        let stoppers = before["stoppers"].as_array().unwrap();
        assert!(stoppers.iter().any(|stopper| stopper["code"] == "brake.staged"), "{before}");
        client.post("/sandbox/clock", json!({ "to": "2026-03-10T10:30:00Z" })).await.ok();

        let told = client.get("/explanations?reference=A-51").await.ok();
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
        let told = client.get("/explanations?reference=A-51").await.ok();
        assert_eq!(told["data"][0]["outcome"], "send");
        let stoppers = told["upcoming"][0]["stoppers"].as_array().unwrap();
        assert_eq!(stoppers.iter().find(|stopper| stopper["code"] == "brake.staged"), None::<&Value>, "a reminder");
    });
}
