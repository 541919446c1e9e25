//! What an account's plan leaves of its campaigns (TP-10, RI-18).

use afterword::engine::take_in::Taken;
use afterword::settings::plan::Plan;
use afterword::store::audit_log::Actor;
use rules::campaign::Purpose;
use rules::decision::Outcome;
use rules::reason::Code;
use serde_json::json;

use crate::support::databases::each_database;
use crate::support::house::House;

async fn on(house: &House, plan: Plan) {
    house.engine.change_plan(house.account, plan, Actor::CommandLine).await.expect("changed");
}

#[track_caller]
fn reason(taken: &Taken) -> (Outcome, Option<Code>) {
    let Taken::Stored { decisions, .. } = taken else { unreachable!("the event was taken") };
    (decisions[0].outcome, decisions[0].reason)
}

#[test]
fn a_smaller_plan_keeps_the_first_campaigns_and_a_larger_one_brings_the_others_back() {
    each_database("plan_places", async |database| {
        let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
        house.account_settings(json!({ "pressure": { "gap": "P0D" } })).await;
        house.campaign(Purpose::ServiceReview, "order.placed", json!({ "delay": "P1D" })).await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        let waiting = house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
        assert_eq!(reason(&waiting), (Outcome::Scheduled, None));

        on(&house, Plan::Free).await;
        let refused = house.order("A-2", "bo@example.com", "2026-03-03T14:00:00Z").await;
        assert_eq!(reason(&refused), (Outcome::Refused, Some(Code::CampaignInactive)));
        let first = json!({ "type": "order.placed", "storefront": "main", "reference": "A-3",
            "occurred_at": "2026-03-03T14:00:00Z", "contact": { "email": "cy@example.com" } });
        assert_eq!(reason(&house.report(first).await), (Outcome::Scheduled, None));
        house.until("2026-03-11T00:00:00Z").await;
        assert_eq!(
            house.sent().await,
            ["2026-03-04T10:00:00Z first cy@example.com"],
            "also what was planned is refused"
        );

        on(&house, Plan::Enterprise).await;
        let again = house.order("A-4", "dag@example.com", "2026-03-11T00:00:00Z").await;
        assert_eq!(reason(&again), (Outcome::Scheduled, None));
    });
}
