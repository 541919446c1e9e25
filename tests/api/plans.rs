//! Plans: what an account may switch on (TP-10, RI-18).

use afterword::settings::plan::Plan;
use afterword::store::audit_log::Actor;
use serde_json::json;

use crate::client::Client;
use crate::support::databases::each_database;

#[test]
fn no_more_campaigns_are_switched_on_than_the_plan_has_places_for() {
    each_database("plan_limit", async |database| {
        let client = Client::sandbox(database).await;
        assert_eq!(client.get("/account").await.ok()["plan"], "enterprise");
        client.house.engine.change_plan(client.house.account, Plan::Standard, Actor::CommandLine).await.unwrap();
        assert_eq!(client.get("/account").await.ok()["plan"], "standard");
        let campaign = |number: usize, enabled: bool| {
            json!({ "name": "Asks", "kind": "transactional", "storefront": "main", "purpose": "service_review",
                "event_type": format!("type.{number}"), "enabled": enabled })
        };
        for number in 0..5 {
            client.post("/campaigns", campaign(number, true)).await.ok();
        }
        let over = client.post("/campaigns", campaign(5, true)).await;
        assert_eq!(over.problem(), (409, "plan.limit".to_owned()));
        let off = client.post("/campaigns", campaign(5, false)).await.ok();
        let path = format!("/campaigns/{}", off["id"].as_str().unwrap());
        assert_eq!(client.patch(&path, json!({ "enabled": true })).await.problem(), (409, "plan.limit".to_owned()));
        client.patch(&path, json!({ "name": "Waits" })).await.ok();

        let all = client.get("/campaigns").await.ok();
        let is_on = |campaign: &&serde_json::Value| campaign["enabled"] == true;
        let first = all["data"].as_array().unwrap().iter().find(is_on).unwrap()["id"].as_str().unwrap().to_owned();
        client.patch(&format!("/campaigns/{first}"), json!({ "enabled": false })).await.ok();
        client.patch(&path, json!({ "enabled": true })).await.ok();
    });
}

#[test]
fn product_reviews_are_a_feature_of_larger_plans() {
    each_database("plan_feature", async |database| {
        let client = Client::sandbox(database).await;
        let plan = async |plan| {
            let (engine, account) = (&client.house.engine, client.house.account);
            engine.change_plan(account, plan, Actor::CommandLine).await.unwrap();
        };
        plan(Plan::Free).await;
        let campaign = json!({ "name": "Products", "kind": "transactional", "storefront": "main",
            "purpose": "product_review", "event_type": "order.delivered", "timing": { "mode": "together" } });
        assert_eq!(client.post("/campaigns", campaign.clone()).await.problem(), (409, "plan.feature".to_owned()));
        plan(Plan::Standard).await;
        client.post("/campaigns", campaign).await.ok();

        plan(Plan::Free).await;
        let consent =
            json!({ "channel": "email", "basis": "consent", "source": "checkout", "at": crate::client::TODAY });
        let order = json!({ "type": "order.delivered", "storefront": "main", "reference": "P-1",
            "occurred_at": crate::client::TODAY, "products": [{ "sku": "LP-7", "name": "Blue" }],
            "contact": { "email": "ada@example.com", "consents": [consent] } });
        let decisions = client.post("/events", order).await.ok()["decisions"].clone();
        assert_eq!(decisions[0]["reason"], "campaign.inactive", "{decisions}");
        let why = client.get("/explanations?reference=P-1").await.ok();
        let facts = &why["data"][0]["rules"][0]["facts"];
        assert_eq!(facts["state"], "plan.feature", "{why}");
    });
}
