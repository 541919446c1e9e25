//! What happens to an order after its requests were planned.

use afterword::engine::answers::Answer;
use afterword::engine::orders::Report;
use afterword::intake::product::Product;
use afterword::store::audit_log::Actor;
use rules::reason::Code;
use serde_json::json;

use super::{after_service, house, together};
use crate::support::databases::each_database;

fn product(sku: &str) -> Product {
    Product { sku: sku.to_owned(), name: None, url: None, image_url: None, category: None }
}

#[test]
fn an_answer_on_a_joint_form_answers_both_and_a_service_answer_leaves_the_products() {
    each_database("products_answered", async |database| {
        let reminding = json!({ "reminder": { "enabled": true } });
        for (product, expected) in [(together(), 1), (after_service(), 2)] {
            let database = database.beside("products_answered");
            let (house, _, products) = house(&database, reminding.clone(), product).await;
            let planned = house.bought("A-1", &["LP-7"]).await;
            house.until("2026-03-11T00:00:00Z").await;
            let invitation = planned[0].invitation.expect("scheduled");
            let answer = Answer { invitation, via: None, answers: "[]".to_owned() };
            assert_eq!(house.engine.answer(house.account, vec![answer]).await.expect("stored"), [Ok(())]);
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await.len(), expected);
            let (_, reason) = house.asked_by_hand(products, "A-1").await;
            let reason = reason.expect("asked about before");
            assert_eq!(reason, if expected == 1 { Code::ResponseReceived } else { Code::FrequencyCampaign });
        }
    });
}

#[test]
fn a_cancelled_order_ends_both_requests() {
    each_database("products_cancelled", async |database| {
        for product in [together(), after_service()] {
            let database = database.beside("products_cancelled");
            let (house, ..) = house(&database, json!({}), product).await;
            house.bought("A-1", &["LP-7"]).await;
            house.tell("A-1", Report::Cancelled).await;
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await, Vec::<String>::new());
        }
    });
}

#[test]
fn changed_products_change_the_form_or_take_the_request_away() {
    each_database("products_changed", async |database| {
        let list = |skus: &[&str]| Report::Changed {
            activation_date: None,
            products: Some(skus.iter().map(|sku| product(sku)).collect()),
        };
        let rows: [(&[&str], &[&str], &str); 3] = [
            (&["LP-7"], &["LP-8", "LP-9"], "2026-03-10T10:00:00Z first service naming 2"),
            (&["LP-7"], &[], "2026-03-10T10:00:00Z first service naming 0"),
            (&[], &["LP-7"], "2026-03-10T10:00:00Z first service naming 1"),
        ];
        for (before, after, expected) in rows {
            let database = database.beside("products_changed");
            let (house, ..) = house(&database, json!({}), together()).await;
            house.bought("A-1", before).await;
            house.tell("A-1", list(after)).await;
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await, [expected], "{before:?} became {after:?}");
        }
    });
}

#[test]
fn what_is_planned_keeps_the_timing_of_its_planning() {
    each_database("products_pinned", async |database| {
        let (house, _, product) = house(database, json!({}), after_service()).await;
        house.bought("A-1", &["LP-7"]).await;
        house.change(product, |campaign, _| campaign.settings.delay = "P9D".to_owned()).await;
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.went().await,
            ["2026-03-10T10:00:00Z first service naming 0", "2026-03-12T10:00:00Z first products naming 1"]
        );
    });
}

#[test]
fn a_cancellation_taken_back_asks_about_the_products_again_where_they_may_be() {
    each_database("products_reopened", async |database| {
        for (is_off, expected) in [(false, 1), (true, 0)] {
            let database = database.beside("products_reopened");
            let (house, _, products) = house(&database, json!({}), together()).await;
            let id = house.bought("A-1", &["LP-7"]).await[0].invitation.expect("planned");
            house.engine.cancel_invitation(house.account, id, Actor::CommandLine).await.expect("cancelled");
            if is_off {
                house.change(products, |campaign, _| campaign.enabled_since = None).await;
            }
            let reopened = house.engine.reopen_invitation(house.account, id, Actor::CommandLine).await;
            assert!(reopened.expect("cancelled by a person"), "the service is asked about either way");
            house.until("2026-07-01T00:00:00Z").await;
            assert_eq!(house.went().await, [format!("2026-03-10T10:00:00Z first service naming {expected}")]);
        }
    });
}
