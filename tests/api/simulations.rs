//! Simulations: what would come of a history, counted as it would be decided; nothing is stored, whatever is sent.

use afterword::settings::plan::Plan;
use afterword::store::audit_log::Actor;
use afterword::values;
use serde_json::{Value, json};

use crate::client::Client;
use crate::support::databases::each_database;

fn event(reference: &str, email: &str, occurred_at: &str) -> Value {
    json!({
        "type": "order.delivered", "storefront": "main", "reference": reference, "occurred_at": occurred_at,
        "contact": { "email": email },
    })
}

fn history() -> Value {
    json!([
        event("A-1", "ada@example.com", "2020-03-03T14:00:00Z"),
        event("A-2", "ada@example.com", "2020-03-20T14:00:00Z"),
        event("A-3", "bo@example.com", "2020-03-04T14:00:00Z"),
        event("A-3", "bo@example.com", "2020-03-04T14:00:00Z"),
    ])
}

fn campaign(more: &Value) -> Value {
    let mut campaign = json!({
        "name": "After delivery", "storefront": "main", "event_type": "order.delivered", "purpose": "service_review",
    });
    campaign.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    campaign
}

async fn client(database: &crate::support::databases::Database) -> Client {
    let client = Client::sandbox(database).await;
    client.post("/campaigns", campaign(&json!({}))).await.ok();
    client
}

#[test]
fn two_settings_are_counted_side_by_side_and_nothing_is_stored() {
    each_database("simulation", async |database| {
        let client = client(database).await;
        let often = json!({ "frequency": { "mode": "every_event" }, "reminder": { "enabled": true, "after": "P3D" } });
        let against = json!({ "account": { "pressure": { "gap": "P0D" } }, "campaigns": [campaign(&often)] });
        let body = json!({
            "events": history(), "against": against, "answer_share": { "first": 0, "again": 1 },
            "cancellations": [{ "storefront": "main", "reference": "A-3", "at": "2020-03-05T10:00:00Z" }],
            "sms_price": { "amount": "0.80", "currency": "SEK" },
        });
        let told = client.post("/simulations", body.clone()).await.ok();
        let (is, would) = (&told["settings"], &told["against"]);
        assert_eq!((&is["orders"], &is["left_out"], &is["messages"]), (&json!(3), &json!(1), &json!(1)));
        assert_eq!(is["refusals"], json!([{ "code": "frequency.campaign", "plan": 1, "send": 0 }]));
        let requests = json!({ "answered": 0, "unanswered": 1, "refused": 1, "cancelled": 1, "waiting": 0 });
        assert_eq!(is["requests"], requests);
        let day = |day: &str, role: &str| json!({ "day": day, "channel": "email", "role": role, "messages": 1 });
        let days = [
            day("2020-03-10", "first"),
            day("2020-03-13", "reminder"),
            day("2020-03-27", "first"),
            day("2020-03-30", "reminder"),
        ];
        assert_eq!(would["by_day"], json!(days));
        assert_eq!(would["people"], json!([{ "messages": 0, "people": 1 }, { "messages": 4, "people": 1 }]));
        assert_eq!(would["expected_answers"], json!({ "first": 0, "again": 2 }));
        assert_eq!(would["sms_cost"], json!({ "amount": "0.00", "currency": "SEK" }));
        assert_eq!(told["assumptions"]["again"], json!({ "share": 1.0, "source": "given", "messages": null }));
        assert_eq!(client.post("/simulations", body).await.ok(), told);
        for path in ["/invitations", "/contacts", "/sandbox/outbox"] {
            let found = client.get(path).await.ok();
            let empty = found.get("data").unwrap_or(&found).as_array().unwrap().is_empty();
            assert!(empty, "{path}: {found}");
        }
    });
}

#[test]
fn requests_about_products_are_counted_beside_those_about_the_service() {
    each_database("simulation_products", async |database| {
        let client = client(database).await;
        let mut events = history();
        events[0]["products"] = json!([{ "sku": "LP-7" }]);
        let of_products = |timing: Value| {
            let settings = json!({ "purpose": "product_review", "timing": timing, "delay": "P2D" });
            json!({ "campaigns": [campaign(&json!({})), campaign(&settings)] })
        };
        let together = of_products(json!({ "mode": "together" }));
        let separate = of_products(json!({ "mode": "separate" }));
        let answers = json!({ "first": 1, "again": 0 });
        let body = json!({ "events": events, "settings": together, "against": separate, "answer_share": answers });
        let told = client.post("/simulations", body).await.ok();
        let (together, separate) = (&told["settings"], &told["against"]);
        assert_eq!((&together["messages"], &separate["messages"]), (&json!(2), &json!(3)));
        // One form answers both requests.
        assert_eq!(together["expected_answers"], json!({ "first": 2, "again": 0 }));
        let requests = json!({ "answered": 3, "unanswered": 0, "refused": 3, "cancelled": 0, "waiting": 0 });
        assert_eq!((&together["requests"], &separate["requests"]), (&requests, &requests));
        let refused = json!([
            { "code": "frequency.campaign", "plan": 1, "send": 0 },
            { "code": "products.none", "plan": 2, "send": 0 },
        ]);
        assert_eq!((&together["refusals"], &separate["refusals"]), (&refused, &refused));
    });
}

#[test]
fn what_cannot_be_simulated_is_named_field_by_field() {
    each_database("simulation_refused", async |database| {
        let client = client(database).await;
        let table = [
            (json!({}), "/events", "field.missing"),
            (json!({ "events": {} }), "/events", "field.type"),
            (json!({ "events": [], "more": 1 }), "/more", "field.unknown"),
            (json!({ "events": [{ "type": "a" }] }), "/events/0/storefront", "field.missing"),
            (
                json!({ "events": [event("A", "nobody", "2020-03-03T14:00:00Z")] }),
                "/events/0/contact/email",
                "email.malformed",
            ),
            (
                json!({ "events": [], "settings": { "account": { "pressure": { "gap": "soon" } } } }),
                "/settings/account/pressure/gap",
                "duration.invalid",
            ),
            (json!({ "events": [], "against": { "campaigns": [{}] } }), "/against/campaigns/0/name", "field.missing"),
            (
                json!({ "events": [], "against": { "campaigns": [campaign(&json!({ "storefront": "moon" }))] } }),
                "/against/campaigns/0/storefront",
                "storefront.unknown",
            ),
            (
                json!({ "events": [], "settings": { "campaigns": [campaign(&json!({})), campaign(&json!({}))] } }),
                "/settings/campaigns/1/purpose",
                "campaign.exists",
            ),
            (
                json!({ "events": [], "settings": { "campaigns": [campaign(&json!({})), campaign(&json!({ "purpose": "survey", "base": "activation_date" }))] } }),
                "/settings/campaigns/1/base",
                "base.differs",
            ),
            (json!({ "events": [], "answer_share": { "first": 1.5 } }), "/answer_share/first", "share.out_of_range"),
            (
                json!({ "events": [], "sms_price": { "amount": "-1", "currency": "SEK" } }),
                "/sms_price/amount",
                "amount.negative",
            ),
            (
                json!({ "events": [], "cancellations": [{ "storefront": "main", "reference": "A", "at": "now" }] }),
                "/cancellations/0/at",
                "time.malformed",
            ),
        ];
        for (body, pointer, code) in table {
            let errors = client.post("/simulations", body.clone()).await.errors();
            assert!(errors.contains(&(pointer.to_owned(), code.to_owned())), "{body}: {errors:?}");
        }
        let other = event("A", "ada@example.com", "2020-03-03T14:00:00Z");
        let moon = json!({ "events": [{ "storefront": "moon", "type": other["type"], "reference": "A", "occurred_at": other["occurred_at"], "contact": other["contact"] }] });
        let errors = client.post("/simulations", moon).await.errors();
        assert_eq!(errors, [("/events/0/storefront".to_owned(), "storefront.unknown".to_owned())]);
        let many: Vec<_> =
            (0..10_001).map(|number| event(&number.to_string(), "ada@example.com", "2020-03-03T14:00:00Z")).collect();
        let errors = client.post("/simulations", json!({ "events": many })).await.errors();
        assert_eq!(errors, [("/events".to_owned(), "list.too_long".to_owned())]);
    });
}

#[test]
fn what_has_no_place_in_the_plan_is_refused_and_what_stopped_by_itself_goes() {
    each_database("simulation_plan", async |database| {
        let client = client(database).await;
        let (house, account) = (&client.house, client.house.account);
        let brake = house.engine.store.write("brake", move |tx| {
            let sql = "UPDATE campaigns SET braked_at = created_at, brake_cause = 'bounced', brake_faulty = 9,
                           brake_messages = 90 WHERE account_id = $1";
            tx.execute(sql, &values![account])
        });
        assert_eq!(brake.await.unwrap(), 1);
        let two = ["order.delivered", "visit.done"].map(|kind| campaign(&json!({ "event_type": kind })));
        let mut visit = event("A-2", "bo@example.com", "2020-03-03T14:00:00Z");
        visit["type"] = json!("visit.done");
        let order = event("A-1", "ada@example.com", "2020-03-03T14:00:00Z");
        let body = json!({ "events": [order, visit], "against": { "campaigns": two } });
        let told = client.post("/simulations", body.clone()).await.ok();
        assert_eq!((&told["settings"]["messages"], &told["against"]["messages"]), (&json!(1), &json!(2)));
        house.engine.change_plan(account, Plan::Free, Actor::CommandLine).await.unwrap();
        let told = client.post("/simulations", body).await.ok();
        assert_eq!((&told["settings"]["messages"], &told["against"]["messages"]), (&json!(1), &json!(1)));
        assert_eq!(told["against"]["refusals"], json!([{ "code": "campaign.inactive", "plan": 1, "send": 0 }]));
    });
}

#[test]
fn a_holdout_leaves_out_its_share_also_of_people_who_ordered_at_one_instant() {
    each_database("simulation_holdout", async |database| {
        let client = client(database).await;
        let people = 0..200;
        let order = |n| event(&format!("A-{n}"), &format!("customer{n}@example.com"), "2020-03-03T14:00:00Z");
        let settings = json!({ "account": { "holdout": { "percent": 50 } } });
        let body = json!({ "events": people.map(order).collect::<Vec<_>>(), "settings": settings });
        let told = client.post("/simulations", body).await.ok();
        let refusals = told["settings"]["refusals"].as_array().unwrap();
        assert_eq!((refusals.len(), &refusals[0]["code"]), (1, &json!("audience.holdout")));
        let held_out = refusals[0]["plan"].as_u64().unwrap();
        assert!((75..125).contains(&held_out), "about half of 200: {held_out}");
        assert_eq!(told["settings"]["messages"], 200 - held_out);
    });
}
