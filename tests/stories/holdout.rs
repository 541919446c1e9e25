//! Some are never asked, so that one sees what asking brings (AW-12).

use afterword::engine::answers::Answer;
use afterword::engine::take_in::Taken;
use afterword::store::holdout_members::{self, Arm, Arms};
use rules::campaign::Purpose;
use rules::reason::Code;
use serde_json::json;

use crate::support::databases::each_database;
use crate::support::house::House;

async fn arms(house: &House) -> Arms {
    let account = house.account;
    house.engine.store.read("arms", move |tx| holdout_members::count(tx, account)).await.expect("readable")
}

fn reason(taken: &Taken) -> Option<Code> {
    let Taken::Stored { decisions, .. } = taken else { unreachable!("the event was taken") };
    decisions[0].reason
}

#[test]
fn whoever_is_held_out_stays_so_and_both_arms_are_compared() {
    each_database("holdout", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.account_settings(json!({ "holdout": { "percent": 50 }, "pressure": { "gap": "P0D" } })).await;
        let frequency = json!({ "frequency": { "mode": "every_event" } });
        house.campaign(Purpose::ServiceReview, "order.delivered", frequency).await;
        let mut held_out = Vec::new();
        for n in 0..40 {
            let email = format!("customer{n}@example.com");
            let first = reason(&house.order(&format!("A-{n}"), &email, "2026-03-03T14:00:00Z").await);
            assert!(matches!(first, None | Some(Code::AudienceHoldout)), "{first:?}");
            held_out.extend(first.map(|_| n));
        }
        assert!((8..33).contains(&held_out.len()), "about half of 40: {}", held_out.len());
        let asked = 40 - held_out.len() as u64;
        house.until("2026-03-11T00:00:00Z").await;
        assert_eq!(house.sent().await.len() as u64, asked);

        // The same order, told of once more, is no other order; a later one is, and is judged the same way.
        let again = |n: usize, kind: &str| {
            json!({ "type": kind, "storefront": "main", "reference": format!("A-{n}"),
                "occurred_at": "2026-03-04T10:00:00Z", "contact": { "email": format!("customer{n}@example.com") } })
        };
        house.report(again(held_out[0], "order.shipped")).await;
        let late = house.order("B-1", &format!("customer{}@example.com", held_out[0]), "2026-03-10T10:00:00Z").await;
        assert_eq!(reason(&late), Some(Code::AudienceHoldout));
        let invitation = house.box_().await[0].invitation;
        let answer = Answer { invitation, via: None, answers: "[]".to_owned() };
        house.engine.answer(house.account, vec![answer]).await.expect("stored")[0].clone().expect("open");
        let expected = Arms {
            asked: Arm { people: asked, answered: 1, ordered_again: 0 },
            held_out: Arm { people: held_out.len() as u64, answered: 0, ordered_again: 1 },
        };
        assert_eq!(arms(&house).await, expected);
    });
}

#[test]
fn whoever_would_not_be_asked_anyway_is_not_compared() {
    each_database("holdout_eligible", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.account_settings(json!({ "holdout": { "percent": 50 } })).await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        for n in 0..20 {
            house.order(&format!("A-{n}"), &format!("customer{n}@example.com"), "2025-01-01T10:00:00Z").await;
        }
        assert_eq!(arms(&house).await, Arms::default());
    });
}

#[test]
fn an_order_after_the_compared_time_counts_for_nothing() {
    each_database("holdout_late", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.account_settings(json!({ "holdout": { "percent": 1 } })).await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        house.until("2026-07-01T00:00:00Z").await;
        house.order("A-2", "ada@example.com", "2026-06-01T14:00:01Z").await;
        assert_eq!(arms(&house).await.asked, Arm { people: 1, answered: 0, ordered_again: 0 });
        house.order("A-3", "ada@example.com", "2026-06-01T14:00:00Z").await;
        assert_eq!(arms(&house).await.asked, Arm { people: 1, answered: 0, ordered_again: 1 });
    });
}
