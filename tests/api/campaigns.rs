//! Campaigns: standard values, one base for a pair, one enabled campaign for a place, switches that act at once.

use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

fn campaign() -> Value {
    json!({
        "name": "After delivery", "storefront": "main", "event_type": "order.delivered", "purpose": "service_review",
    })
}

fn with(fields: &Value) -> Value {
    let mut whole = campaign();
    whole.as_object_mut().unwrap().extend(fields.as_object().unwrap().clone());
    whole
}

#[test]
fn what_is_left_out_has_its_standard_value() {
    each_database("standard", async |database| {
        let client = Client::sandbox(database).await;
        let made = client.post("/campaigns", campaign()).await;
        assert_eq!(made.status, 201, "{}", made.text);
        let made = made.json();
        let expected = json!({
            "id": made["id"], "name": "After delivery", "kind": "transactional", "enabled": true,
            "storefront": "main", "event_type": "order.delivered", "purpose": "service_review", "priority": 0,
            "base": "event", "delay": "P7D", "send_at": { "hour": "10:00", "zone": "utc" },
            "frequency": { "mode": "min_gap", "gap": "P3Y" }, "reminder": { "enabled": false, "after": "P7D" },
            "strategy": null, "expires_after": "P3M", "questionnaire": null, "template": null,
            "timing": null, "comment_required": false, "routing": [],
            "paused_at": null, "brake": null, "version": 1, "created_at": made["created_at"],
        });
        assert_eq!(made, expected);
        let path = format!("/campaigns/{}", made["id"].as_str().unwrap());
        assert_eq!(client.get(&path).await.ok(), expected);
        assert_eq!(client.get("/campaigns").await.ok(), json!({ "data": [expected], "next": null }));
    });
}

#[test]
fn given_fields_change_and_the_others_stay() {
    each_database("changed", async |database| {
        let client = Client::sandbox(database).await;
        let settings = json!({ "delay": "P3D", "send_at": { "hour": "09:30", "zone": "recipient" } });
        let path = format!("/campaigns/{}", client.campaign(settings).await);
        let changed = client.patch(&path, json!({ "send_at": null, "reminder": { "enabled": true } })).await.ok();
        assert_eq!((&changed["send_at"], &changed["delay"]), (&Value::Null, &json!("P3D")));
        assert_eq!(changed["reminder"], json!({ "enabled": true, "after": "P7D" }));
        assert_eq!(changed["version"], 2);
        let same = client.patch(&path, json!({})).await.ok();
        assert_eq!(same, changed, "nothing given changes nothing, not even the version");
        let paused = client.post(&format!("{path}/pause"), json!({})).await.ok();
        assert_eq!(paused["paused_at"], "2026-03-03T14:05:00Z");
        assert_eq!(client.post(&format!("{path}/pause"), json!({})).await.ok(), paused);
        assert_eq!(client.post(&format!("{path}/resumption"), json!({})).await.ok()["paused_at"], Value::Null);
        assert_eq!(client.patch(&path, json!({ "enabled": false })).await.ok()["enabled"], false);
    });
}

#[test]
fn one_enabled_campaign_has_a_place() {
    each_database("place", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        let rows = client.rows().await;
        assert_eq!(client.post("/campaigns", campaign()).await.problem(), (409, "campaign.exists".to_owned()));
        assert_eq!(client.rows().await, rows);
        let off = client.campaign(json!({ "enabled": false })).await;
        let switched = client.patch(&format!("/campaigns/{off}"), json!({ "enabled": true })).await;
        assert_eq!(switched.problem(), (409, "campaign.exists".to_owned()));
        client.campaign(json!({ "purpose": "survey" })).await;
        client.campaign(json!({ "event_type": "order.returned" })).await;
    });
}

#[test]
fn the_base_belongs_to_the_pair() {
    each_database("base", async |database| {
        let client = Client::sandbox(database).await;
        let base = async |id: &str| client.get(&format!("/campaigns/{id}")).await.ok()["base"].clone();
        let service = client.campaign(json!({ "base": "activation_date" })).await;
        let survey = client.campaign(json!({ "purpose": "survey" })).await;
        let elsewhere = client.campaign(json!({ "event_type": "order.returned" })).await;
        assert_eq!(base(&survey).await, "activation_date", "left out, it is the pair's");
        client.patch(&format!("/campaigns/{survey}"), json!({ "base": "event" })).await.ok();
        assert_eq!(base(&service).await, "event", "set on one, it is set for both");
        let third = client.campaign(json!({ "enabled": false, "base": "activation_date" })).await;
        for id in [&service, &survey, &third] {
            assert_eq!(base(id).await, "activation_date");
        }
        assert_eq!(base(&elsewhere).await, "event");
    });
}

#[test]
fn a_paused_campaign_waits_and_a_switched_off_reminder_never_goes() {
    each_database("switches", async |database| {
        let client = Client::sandbox(database).await;
        let id = client.campaign(json!({ "reminder": { "enabled": true, "after": "P7D" } })).await;
        client.order("A-1", "ada@example.com").await;
        client.post(&format!("/campaigns/{id}/pause"), json!({})).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let sent = async || client.get("/sandbox/outbox").await.ok()["data"].as_array().unwrap().len();
        assert_eq!(sent().await, 0);
        client.post(&format!("/campaigns/{id}/resumption"), json!({})).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P2D" })).await.ok();
        assert_eq!(sent().await, 1);
        client.patch(&format!("/campaigns/{id}"), json!({ "reminder": { "enabled": false } })).await.ok();
        client.patch(&format!("/campaigns/{id}"), json!({ "reminder": { "enabled": true } })).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P30D" })).await.ok();
        assert_eq!(sent().await, 1, "switched on again, it still never goes (TP-8)");
    });
}

#[test]
fn a_campaign_that_cannot_be_is_refused_and_nothing_changes() {
    let table = [
        (json!({ "storefront": "elsewhere" }), "/storefront", "storefront.unknown"),
        (json!({ "name": null }), "/name", "field.missing"),
        (json!({ "event_type": "Order!" }), "/event_type", "type.malformed"),
        (json!({ "purpose": "rebooking" }), "/purpose", "purpose.unsupported"),
        (json!({ "purpose": "fun" }), "/purpose", "purpose.unknown"),
        (json!({ "kind": "periodic" }), "/kind", "kind.unsupported"),
        (json!({ "kind": "x" }), "/kind", "kind.unknown"),
        (json!({ "questionnaire": "qst_1" }), "/questionnaire", "id.unknown"),
        (json!({ "template": "tpl_1" }), "/template", "id.unknown"),
        (json!({ "schedule": { "at": "2026-03-01T00:00:00Z" } }), "/schedule", "field.unsupported"),
        (json!({ "audience": {} }), "/audience", "field.unsupported"),
        (json!({ "timing": { "mode": "together" } }), "/timing", "timing.purpose"),
        (json!({ "comment_required": "yes" }), "/comment_required", "field.type"),
        (json!({ "priority": 5000 }), "/priority", "priority.out_of_range"),
        (json!({ "base": "delivery" }), "/base", "base.unknown"),
        (json!({ "delay": "7 days" }), "/delay", "duration.invalid"),
        (json!({ "delay": "P25M" }), "/delay", "duration.invalid"),
        (json!({ "delay": "-P7D" }), "/delay", "duration.invalid"),
        (json!({ "send_at": { "hour": "25:00" } }), "/send_at/hour", "hour.invalid"),
        (json!({ "send_at": { "hour": "10:00", "zone": "mars" } }), "/send_at/zone", "zone.unknown"),
        (json!({ "frequency": { "mode": "min_gap", "gap": "P11Y" } }), "/frequency/gap", "duration.invalid"),
        (json!({ "frequency": { "mode": "often" } }), "/frequency/mode", "frequency.unknown"),
        (json!({ "frequency": 3 }), "/frequency", "field.type"),
        (json!({ "reminder": { "enabled": "yes" } }), "/reminder/enabled", "field.type"),
        (json!({ "reminder": { "after": "P0D" } }), "/reminder/after", "duration.zero"),
        (json!({ "strategy": [] }), "/strategy", "strategy.length"),
        (json!({ "expires_after": "P0D" }), "/expires_after", "duration.zero"),
        (json!({ "surprise": 1 }), "/surprise", "field.unknown"),
    ];
    each_database("bad_campaigns", async |database| {
        let client = Client::sandbox(database).await;
        let path = format!("/campaigns/{}", client.campaign(json!({ "event_type": "x" })).await);
        let before = (client.rows().await, client.get(&path).await.ok());
        for (fields, pointer, code) in &table {
            let answer = client.post("/campaigns", with(fields)).await;
            assert_eq!(answer.error(), (422, (*pointer).to_owned(), (*code).to_owned()), "{fields}");
            assert_eq!(client.patch(&path, fields.clone()).await.status, 422, "{fields}");
        }
        for field in ["storefront", "event_type", "purpose"] {
            let value = if field == "purpose" { "survey" } else { "other" };
            let fixed = client.patch(&path, json!({ field: value })).await;
            assert_eq!(fixed.error(), (422, format!("/{field}"), "field.fixed".to_owned()));
        }
        let answer = client.post("/campaigns", json!({ "delay": "x", "base": "y" })).await;
        assert_eq!(answer.errors().len(), 6, "everything that is wrong is told at once: {}", answer.text);
        assert_eq!((client.rows().await, client.get(&path).await.ok()), before);
    });
}

#[test]
fn a_product_campaign_stands_beside_its_service_campaign() {
    each_database("product_campaign", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({ "base": "activation_date" })).await;
        let product = |more: Value| {
            let mut fields = json!({ "purpose": "product_review", "name": "Products" });
            fields.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            with(&fields)
        };
        let made = client.post("/campaigns", product(json!({}))).await.ok();
        assert_eq!(made["timing"], json!({ "mode": "together" }), "left out, it goes together");
        assert_eq!((&made["comment_required"], &made["base"]), (&json!(false), &json!("activation_date")));
        let second = client.post("/campaigns", product(json!({}))).await;
        assert_eq!(second.problem(), (409, "campaign.exists".to_owned()));
        let path = format!("/campaigns/{}", made["id"].as_str().unwrap());
        let separate = json!({ "timing": { "mode": "separate", "from": "event" }, "comment_required": true });
        let changed = client.patch(&path, separate).await.ok();
        assert_eq!(changed["timing"], json!({ "mode": "separate", "from": "event" }));
        assert_eq!(changed["comment_required"], true);
        let together = client.patch(&path, json!({ "timing": { "mode": "together" } })).await.ok();
        assert_eq!(together["timing"], json!({ "mode": "together" }), "another mode keeps nothing of the former");
        for (timing, pointer, code) in [
            (json!({ "mode": "together", "from": "event" }), "/timing/from", "timing.contradiction"),
            (json!({ "mode": "separate", "from": "delivery" }), "/timing/from", "timing.unknown"),
            (json!({ "mode": "later" }), "/timing/mode", "timing.unknown"),
        ] {
            let answer = client.patch(&path, json!({ "timing": timing })).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()), "{timing}");
        }
        assert_eq!(client.get(&path).await.ok()["timing"], json!({ "mode": "together" }));
    });
}

#[test]
fn an_order_is_answered_with_a_decision_for_the_service_and_one_for_the_products() {
    each_database("product_decisions", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        let products = client.campaign(json!({ "purpose": "product_review", "name": "Products" })).await;
        let mut event = crate::client::order("A-1", "ada@example.com");
        let bare = client.post("/events", event.clone()).await.ok();
        assert_eq!(bare["decisions"][1]["reason"], "products.none");
        event["reference"] = json!("A-2");
        event["contact"]["email"] = json!("bo@example.com");
        event["products"] = json!([{ "sku": "LP-7", "name": "Blue" }]);
        let told = client.post("/events", event).await.ok();
        let decisions = told["decisions"].as_array().unwrap();
        assert_eq!(
            (&decisions[0]["purpose"], &decisions[1]["purpose"]),
            (&json!("service_review"), &json!("product_review"))
        );
        assert_eq!(decisions[0]["invitation"], decisions[1]["invitation"]);
        assert_eq!(decisions[0]["due_at"], decisions[1]["due_at"]);
        let path = format!("/invitations/{}", decisions[0]["invitation"].as_str().unwrap());
        assert_eq!(client.get(&path).await.ok()["product_campaign"], json!(products));
        let explained = client.get("/explanations?reference=A-1").await.ok();
        let told = explained["data"].as_array().unwrap().iter().find(|one| one["reason"] == "products.none").unwrap();
        let rule = told["rules"].as_array().unwrap().iter().find(|rule| rule["code"] == "products.none").unwrap();
        assert_eq!(rule["verdict"], "refuse");
        assert!(rule["sentence"].as_str().unwrap().contains("nothing to ask about"), "{rule}");
    });
}
