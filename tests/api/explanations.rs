//! Every decision is explained, rule by rule, also for events that matched nothing.

use serde_json::json;

use crate::client::Client;
use crate::support::databases::each_database;

#[test]
fn an_order_is_explained_rule_by_rule() {
    each_database("explained", async |database| {
        let client = Client::sandbox(database).await;
        let campaign = client.campaign(json!({})).await;
        let event = client.order("A-1", "ada@example.com").await;
        let invitation = event["decisions"][0]["invitation"].as_str().unwrap().to_owned();
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let told = client.get("/explanations?reference=A-1").await.ok();
        let entries = told["data"].as_array().unwrap();
        assert_eq!(entries.len(), 2);
        assert_eq!((&entries[0]["stage"], &entries[0]["outcome"]), (&json!("send"), &json!("send")));
        assert_eq!((&entries[1]["stage"], &entries[1]["outcome"]), (&json!("plan"), &json!("scheduled")));
        let subject = &entries[1]["subject"];
        assert_eq!((&subject["campaign"], &subject["reference"]), (&json!(campaign), &json!("A-1")));
        let rules = entries[1]["rules"].as_array().unwrap();
        let consent = rules.iter().find(|rule| rule["code"] == "consent.missing").unwrap();
        assert_eq!(consent["verdict"], "pass");
        assert_eq!(consent["facts"], json!({ "channel": "email", "basis": "existing_customer" }));
        assert!(!consent["sentence"].as_str().unwrap().is_empty());

        let contact = subject["contact"].as_str().unwrap();
        for query in [
            format!("contact={contact}"),
            "contact=ada@example.com".to_owned(),
            format!("invitation={invitation}"),
            format!("event={}", event["id"].as_str().unwrap()),
            "reference=A-1&storefront=main".to_owned(),
        ] {
            let same = client.get(&format!("/explanations?{query}")).await.ok();
            assert_eq!(same["data"], told["data"], "{query}");
        }
        let first = client.get("/explanations?reference=A-1&limit=1").await.ok();
        assert_eq!(first["data"], json!([entries[0]]));
        let next = first["next"].as_str().unwrap();
        let second = client.get(&format!("/explanations?reference=A-1&limit=1&after={next}")).await.ok();
        assert_eq!((&second["data"], &second["next"]), (&json!([entries[1]]), &json!(null)));
    });
}

#[test]
fn an_event_that_matched_nothing_is_explained_too() {
    each_database("unmatched", async |database| {
        let client = Client::sandbox(database).await;
        client.order("A-1", "ada@example.com").await;
        let told = client.get("/explanations?reference=A-1").await.ok();
        assert_eq!(told["data"][0]["reason"], "event.unmatched");
        assert_eq!(told["upcoming"], json!([]));
    });
}

#[test]
fn what_is_asked_about_is_named_once() {
    each_database("subjects", async |database| {
        let client = Client::sandbox(database).await;
        for query in ["", "contact=a&reference=b", "storefront=main", "language=sv"] {
            assert_eq!(client.get(&format!("/explanations?{query}")).await.error().2, "subject.not_one", "{query}");
        }
        for query in ["contact=a@example.com", "reference=b", "invitation=inv_x", "event=7"] {
            assert_eq!(client.get(&format!("/explanations?{query}")).await.problem().0, 404, "{query}");
        }
    });
}
