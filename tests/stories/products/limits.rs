//! What keeps one of the two requests of an order back, and leaves the other.

use afterword::settings::plan::Plan;
use afterword::store::audit_log::Actor;
use afterword::store::campaigns;
use jiff::Timestamp;
use rules::reason::Code;
use serde_json::json;

use super::{after_service, house, refused, said, scheduled, together};
use crate::support::databases::each_database;

#[test]
fn an_order_without_products_gets_a_decision_that_says_so() {
    each_database("products_none", async |database| {
        for product in [together(), after_service()] {
            let database = database.beside("products_none");
            let (house, ..) = house(&database, json!({}), product).await;
            let planned = house.bought("A-1", &[]).await;
            assert_eq!(said(&planned), [scheduled("2026-03-10T10:00:00Z"), refused(Code::ProductsNone)]);
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await, ["2026-03-10T10:00:00Z first service naming 0"]);
        }
    });
}

#[test]
fn a_service_request_that_frequency_refuses_leaves_the_product_request_to_its_own_limits() {
    each_database("products_alone_by_frequency", async |database| {
        let (house, ..) = house(
            database,
            json!({}),
            json!({
                "timing": { "mode": "together" }, "frequency": { "mode": "every_event" },
            }),
        )
        .await;
        house.account_settings(json!({ "pressure": { "gap": "P0D" } })).await;
        house.bought("A-1", &["LP-7"]).await;
        let second = house.bought("A-2", &["LP-8"]).await;
        assert_eq!(said(&second), [refused(Code::FrequencyCampaign), scheduled("2026-03-10T10:00:00Z")]);
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-10T10:00:00Z first service naming 1", "2026-03-10T10:00:00Z first products naming 1"]
        );
    });
}

#[test]
fn frequency_does_not_stop_a_product_request_whose_service_request_went() {
    each_database("products_same_interaction", async |database| {
        let (house, ..) = house(database, json!({ "frequency": { "mode": "every_event" } }), after_service()).await;
        house.account_settings(json!({ "pressure": { "gap": "P30D", "distinct_interactions": false } })).await;
        house.bought("A-1", &["LP-7"]).await;
        let second = house.bought("A-2", &["LP-8"]).await;
        assert_eq!(
            said(&second),
            [refused(Code::FrequencyPressure), refused(Code::FrequencyCampaign)],
            "of another interaction both are judged, the product request by itself"
        );
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-10T10:00:00Z first service naming 0", "2026-03-12T10:00:00Z first products naming 1"]
        );
    });
}

#[test]
fn a_service_campaign_that_is_off_leaves_the_product_request_at_the_time_it_would_have_had() {
    each_database("products_alone_off", async |database| {
        for (product, due, expected) in [
            (together(), "2026-03-10T10:00:00Z", "2026-03-10T10:00:00Z first products naming 1"),
            (after_service(), "2026-03-12T10:00:00Z", "2026-03-12T10:00:00Z first products naming 1"),
        ] {
            let database = database.beside("products_alone_off");
            let (house, service, _) = house(&database, json!({}), product).await;
            house.change(service, |campaign, _| campaign.enabled_since = None).await;
            let planned = house.bought("A-1", &["LP-7"]).await;
            assert_eq!(said(&planned), [refused(Code::CampaignInactive), scheduled(due)]);
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await, [expected]);
        }
    });
}

#[test]
fn what_is_switched_after_planning_acts_at_once_on_each_of_the_two() {
    each_database("products_switched", async |database| {
        let off = |campaign: &mut campaigns::Campaign, _| campaign.enabled_since = None;
        let paused = |campaign: &mut campaigns::Campaign, now| campaign.paused_at = Some(now);
        type Row = (bool, fn(&mut campaigns::Campaign, Timestamp), &'static str);
        let rows: [Row; 3] = [
            (true, off, "2026-03-10T10:00:00Z first products naming 1"),
            (false, off, "2026-03-10T10:00:00Z first service naming 0"),
            (false, paused, "2026-03-10T10:00:00Z first service naming 0"),
        ];
        for (of_service, change, expected) in rows {
            let database = database.beside("products_switched");
            let (house, service, product) = house(&database, json!({}), together()).await;
            let planned = house.bought("A-1", &["LP-7"]).await;
            assert_eq!(planned[0].invitation, planned[1].invitation);
            house.change(if of_service { service } else { product }, change).await;
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await, [expected]);
        }
    });
}

#[test]
fn a_plan_without_product_reviews_leaves_the_products_out_until_a_larger_one() {
    each_database("products_plan", async |database| {
        let (house, ..) = house(database, json!({}), together()).await;
        let on = async |plan| house.engine.change_plan(house.account, plan, Actor::CommandLine).await.expect("changed");
        house.bought("A-1", &["LP-7"]).await;
        on(Plan::Free).await;
        house.until("2026-03-10T12:00:00Z").await;
        let without = house.bought_by("B-1", "bo@example.com", &["LP-7"]).await;
        assert_eq!(said(&without), [scheduled("2026-03-11T10:00:00Z"), refused(Code::CampaignInactive)]);
        on(Plan::Enterprise).await;
        let with = house.bought_by("C-1", "cy@example.com", &["LP-7"]).await;
        assert_eq!(said(&with), [scheduled("2026-03-11T10:00:00Z"), scheduled("2026-03-11T10:00:00Z")]);
        house.until("2026-07-01T00:00:00Z").await;
        let mut went = house.went().await;
        went.sort();
        assert_eq!(
            went,
            [
                "2026-03-10T10:00:00Z first service naming 0",
                "2026-03-11T10:00:00Z first service naming 0",
                "2026-03-11T10:00:00Z first service naming 1",
            ]
        );
    });
}
