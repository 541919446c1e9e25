//! An order becomes a mail, a reminder, an answer.

use afterword::engine::answers::Answer;
use afterword::engine::orders::Report;
use afterword::engine::take_in::Taken;
use afterword::store::audit_log::Actor;
use afterword::store::campaigns;
use rules::campaign::Purpose;
use rules::decision::Outcome;
use rules::id::CampaignId;
use rules::reason::Code;
use serde_json::json;

use crate::support::databases::{Database, each_database};
use crate::support::house::House;

/// What was planned for the one request of an event.
fn planned(taken: &Taken) -> (Outcome, Option<Code>) {
    let Taken::Stored { decisions, .. } = taken else { unreachable!("the event was taken") };
    (decisions[0].outcome, decisions[0].reason)
}

#[test]
fn an_order_is_asked_about_a_week_later_and_reminded_once() {
    each_database("asked_and_reminded", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house
            .campaign(
                Purpose::ServiceReview,
                "order.delivered",
                json!({ "reminder": { "enabled": true, "after": "P5D" } }),
            )
            .await;
        let taken = house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        assert_eq!(planned(&taken), (Outcome::Scheduled, None));
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.sent().await,
            ["2026-03-10T10:00:00Z first ada@example.com", "2026-03-15T10:00:00Z reminder ada@example.com"]
        );
    });
}

#[test]
fn an_answer_stops_the_reminder() {
    each_database("answer_stops", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "reminder": { "enabled": true } })).await;
        house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        house.until("2026-03-11T00:00:00Z").await;
        let invitation = house.box_().await[0].invitation;
        let answer = Answer { invitation, via: None, answers: "[]".to_owned() };
        let answered = house.engine.answer(house.account, vec![answer]).await.expect("stored");
        assert_eq!(answered, [Ok(())]);
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(house.sent().await, ["2026-03-10T10:00:00Z first ada@example.com"]);
    });
}

#[test]
fn an_event_sent_again_gets_the_same_answer_and_nothing_new() {
    each_database("sent_again", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        let first = house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        let again = house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        let (
            Taken::Stored { event, duplicate: false, decisions },
            Taken::Stored { event: other, duplicate: true, decisions: same },
        ) = (first, again)
        else {
            unreachable!("the first is new, the second is not");
        };
        assert_eq!((event, decisions), (other, same));
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(house.sent().await.len(), 1);
    });
}

#[test]
fn a_second_order_within_the_gap_is_refused_and_says_why() {
    each_database("within_the_gap", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        let second = house.order("A-2", "Ada@Example.com", "2026-03-03T14:01:00Z").await;
        assert_eq!(planned(&second), (Outcome::Refused, Some(Code::FrequencyCampaign)));
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(house.sent().await.len(), 1);
    });
}

#[test]
fn pressure_holds_a_request_until_its_window_is_over() {
    each_database("pressure_holds", async |database| {
        let house = House::sandbox(database, "2026-03-01T08:00:00Z").await;
        house.account_settings(json!({ "pressure": { "gap": "P10D", "distinct_interactions": false } })).await;
        house
            .campaign(Purpose::ServiceReview, "order.delivered", json!({ "frequency": { "mode": "every_event" } }))
            .await;
        house.order("A-1", "ada@example.com", "2026-03-01T07:00:00Z").await;
        house.until("2026-03-05T12:00:00Z").await;
        let second = house.order("A-2", "ada@example.com", "2026-03-05T11:00:00Z").await;
        assert_eq!(planned(&second), (Outcome::Hold, Some(Code::FrequencyPressure)));
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(
            house.sent().await,
            ["2026-03-08T10:00:00Z first ada@example.com", "2026-03-18T10:00:00Z first ada@example.com"]
        );
    });
}

#[test]
fn a_cancelled_order_is_not_asked_about() {
    each_database("cancelled", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        let report = house.engine.report_order(house.account, "main".to_owned(), "A-1".to_owned(), Report::Cancelled);
        report.await.expect("known order");
        house.until("2026-07-01T00:00:00Z").await;
        assert!(house.sent().await.is_empty());
    });
}

#[test]
fn a_held_order_waits_and_goes_at_its_next_sending_hour_after_the_release() {
    each_database("held", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        let report = |report| house.engine.report_order(house.account, "main".to_owned(), "A-1".to_owned(), report);
        report(Report::Held).await.expect("known order");
        house.until("2026-05-01T15:00:00Z").await;
        assert!(house.sent().await.is_empty());
        report(Report::Released).await.expect("known order");
        house.until("2026-07-01T00:00:00Z").await;
        assert_eq!(house.sent().await, ["2026-05-02T10:00:00Z first ada@example.com"]);
    });
}

/// A shop that asks a week after the activation date, and an order to be activated on the tenth.
async fn dated_order(database: &Database) -> (House, CampaignId) {
    let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
    let id = house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "base": "activation_date" })).await;
    let order = json!({
        "type": "order.delivered", "storefront": "main", "reference": "A-1", "activation_date": "2026-03-10",
        "occurred_at": "2026-03-03T14:00:00Z", "contact": { "email": "ada@example.com" },
    });
    house.report(order).await;
    (house, id)
}

async fn postpone(house: &House) {
    let date = Some(Some("2026-03-20".parse().expect("a date")));
    let change = Report::Changed { activation_date: date, products: None };
    house.engine.report_order(house.account, "main".to_owned(), "A-1".to_owned(), change).await.expect("known");
    house.until("2026-07-01T00:00:00Z").await;
}

#[test]
fn a_changed_activation_date_moves_what_is_planned() {
    each_database("moved", async |database| {
        let (house, _) = dated_order(database).await;
        postpone(&house).await;
        assert_eq!(house.sent().await, ["2026-03-27T10:00:00Z first ada@example.com"]);
    });
}

#[test]
fn a_changed_activation_date_keeps_the_settings_that_were_pinned() {
    each_database("pinned", async |database| {
        let (house, id) = dated_order(database).await;
        let account = house.account;
        let found = house.engine.store.read("campaign", move |tx| campaigns::find(tx, account, id)).await;
        let mut campaign = found.expect("a read").expect("the campaign");
        campaign.settings.delay = "P1M".to_owned();
        house.engine.change_campaign(account, campaign, Actor::CommandLine).await.expect("changed");
        postpone(&house).await;
        assert_eq!(house.sent().await, ["2026-03-27T10:00:00Z first ada@example.com"]);
    });
}
