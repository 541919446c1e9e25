//! Learned sending hours through the API: what may be set, and what is told of them.

use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

#[test]
fn an_hour_that_is_learned_is_one_of_the_recipients_day_and_explores_within_bounds() {
    each_database("hour_settings", async |database| {
        let client = Client::sandbox(database).await;
        let path = format!("/campaigns/{}", client.campaign(json!({})).await);
        let set = async |send_at: Value| client.patch(&path, json!({ "send_at": send_at })).await;
        let zone = set(json!({ "hour": "auto" })).await.error();
        assert_eq!(zone, (422, "/send_at/zone".to_owned(), "zone.learned".to_owned()));
        for explore in [-1, 21, i64::MAX] {
            let refused = set(json!({ "hour": "auto", "zone": "recipient", "explore": explore })).await.error();
            assert_eq!(refused, (422, "/send_at/explore".to_owned(), "explore.out_of_range".to_owned()));
        }
        assert_eq!(set(json!({ "explore": "many" })).await.error().1, "/send_at/explore");
        assert_eq!(set(json!({ "hour": "AUTO" })).await.error().2, "hour.invalid");
        let settings = json!({ "hour": "auto", "zone": "recipient", "explore": 20 });
        assert_eq!(set(settings.clone()).await.ok()["send_at"], settings);
        let without = set(json!({ "explore": null })).await.ok();
        assert_eq!(without["send_at"], json!({ "hour": "auto", "zone": "recipient" }));
        assert_eq!(set(json!({ "hour": "09:00" })).await.ok()["send_at"]["hour"], "09:00");
    });
}

#[test]
fn what_was_learned_is_told_hour_by_hour() {
    each_database("hours_told", async |database| {
        let client = Client::sandbox(database).await;
        let settings = json!({ "send_at": { "hour": "auto", "zone": "recipient", "explore": 0 }, "delay": "P1D" });
        client.campaign(settings).await;
        let storefront = client.get("/storefronts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/storefronts/{storefront}/sending_hours");
        let none = client.get(&path).await.ok();
        assert_eq!((&none["learned_hour"], &none["answers"]), (&json!("10:00"), &json!(0)));
        assert_eq!((&none["gain"], &none["conclusion"]), (&Value::Null, &json!("too_few")));
        let nothing = json!({ "count": 0, "of": 0, "share": null, "low": null, "high": null });
        assert_eq!((&none["learned"], none["hours"].as_array().unwrap().len()), (&nothing, 24));
        for number in 0..8 {
            client.order(&format!("100{number}"), &format!("p{number}@example.com")).await;
        }
        client.house.until("2026-03-04T18:30:00Z").await;
        for boxed in client.house.box_().await {
            let answers = "[]".to_owned();
            let answer = afterword::engine::answers::Answer { invitation: boxed.invitation, via: None, answers };
            client.house.engine.answer(client.house.account, vec![answer]).await.unwrap().pop().unwrap().unwrap();
        }
        let told = client.get(&path).await.ok();
        assert_eq!(
            (&told["storefront"], &told["learned_hour"], &told["answers"]),
            (&json!("main"), &json!("19:00"), &json!(8))
        );
        let seven = &told["hours"][19];
        assert_eq!(
            (&seven["hour"], &seven["answers"]["count"], &seven["answers"]["of"]),
            (&json!("19:00"), &json!(8), &json!(8))
        );
        assert!(seven["answers"]["low"].as_f64().unwrap() < 0.7 && seven["answers"]["high"] == 1.0);
        assert_eq!((&told["hours"][10]["answered"]["count"], &told["learned"]["of"]), (&json!(8), &json!(8)));
        let foreign = Client::sandbox_beside(&client).await.get(&path).await;
        assert_eq!(foreign.problem(), (404, "not_found".to_owned()));
    });
}
