//! Bounces and complaints stop a campaign by themselves, until a person releases it (rules 7.4, AW-10).

use afterword::store::audit_log::Actor;
use afterword::store::brakes;
use afterword::store::campaigns;
use rules::brake::{Brake, BrakeCause, Window};
use rules::campaign::Purpose;
use rules::id::{CampaignId, MessageId};
use rules::state::Receipt;
use serde_json::json;

use crate::support::databases::{Database, each_database};
use crate::support::house::House;

/// A sandbox that sends at once, and has sent so many messages.
async fn sent(database: &Database, messages: usize) -> (House, CampaignId, Vec<MessageId>) {
    let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
    let settings = json!({ "delay": "P0D", "send_at": null });
    let campaign = house.campaign(Purpose::ServiceReview, "order.delivered", settings).await;
    let ids = send(&house, 1, messages).await;
    (house, campaign, ids)
}

/// Sends messages for orders of these numbers; answers all that were sent, the oldest first.
async fn send(house: &House, from: usize, to: usize) -> Vec<MessageId> {
    let now = house.now().await;
    for number in from..=to {
        house.order(&format!("A-{number}"), &format!("a{number}@example.com"), &now.to_string()).await;
    }
    house.until(&now.checked_add(jiff::SignedDuration::from_mins(1)).unwrap().to_string()).await;
    house.box_().await.iter().map(|boxed| boxed.message).collect()
}

async fn report(house: &House, messages: &[MessageId], receipt: Receipt) {
    for message in messages {
        house.engine.receive(house.account, *message, receipt).await.unwrap();
    }
}

async fn brake(house: &House, campaign: CampaignId) -> Option<Brake> {
    let account = house.account;
    let found = house.engine.store.read("campaign", move |tx| campaigns::find(tx, account, campaign)).await;
    found.unwrap().unwrap().brake.map(|(_, brake)| brake)
}

#[test]
fn more_than_five_in_a_hundred_bounces_stop_a_campaign_until_somebody_releases_it() {
    each_database("brake_bounces", async |database| {
        let (house, campaign, ids) = sent(database, 100).await;
        report(&house, &ids[..5], Receipt::Bounced).await;
        assert_eq!(brake(&house, campaign).await, None, "5 in 100 are not above 5 %");
        report(&house, &ids[..5], Receipt::Bounced).await;
        assert_eq!(brake(&house, campaign).await, None, "a receipt that comes twice counts once");
        report(&house, &ids[5..6], Receipt::Bounced).await;
        let expected = Brake { cause: BrakeCause::Bounced, faulty: 6, messages: 100 };
        assert_eq!(brake(&house, campaign).await, Some(expected));

        assert_eq!(send(&house, 101, 103).await.len(), 100, "it sends nothing");
        let released = house.engine.release_campaign(house.account, campaign, Actor::CommandLine).await;
        assert_eq!((released, brake(&house, campaign).await), (Ok(3), None));
        house.until("2026-03-04T14:05:00Z").await;
        assert_eq!(house.box_().await.len(), 103, "what waited has gone");
        report(&house, &ids[6..20], Receipt::Bounced).await;
        assert_eq!(brake(&house, campaign).await, None, "what was sent before the release no longer counts");
        let again = house.engine.release_campaign(house.account, campaign, Actor::CommandLine).await;
        assert_eq!(again, Ok(0), "releasing twice changes nothing");
    });
}

#[test]
fn complaints_warn_first_and_then_stop() {
    each_database("brake_complaints", async |database| {
        let (house, campaign, ids) = sent(database, 340).await;
        report(&house, &ids[..1], Receipt::Complained).await;
        assert_eq!(brake(&house, campaign).await, None);
        let account = house.account;
        let seen = house.engine.store.read("window", move |tx| brakes::window(tx, account, campaign, None)).await;
        let window = seen.unwrap().window;
        assert_eq!(window, Window { messages: 340, bounced: 0, complained: 1 });
        assert!(window.warns());
        report(&house, &ids[1..2], Receipt::Complained).await;
        let expected = Brake { cause: BrakeCause::Complained, faulty: 2, messages: 340 };
        assert_eq!(brake(&house, campaign).await, Some(expected));
    });
}

#[test]
fn the_hundredth_message_stops_what_ninety_nine_were_too_few_to_judge() {
    each_database("brake_hundredth", async |database| {
        let (house, campaign, ids) = sent(database, 99).await;
        report(&house, &ids[..50], Receipt::Bounced).await;
        assert_eq!(brake(&house, campaign).await, None, "99 are too few");
        send(&house, 100, 100).await;
        let expected = Brake { cause: BrakeCause::Bounced, faulty: 50, messages: 100 };
        assert_eq!(brake(&house, campaign).await, Some(expected));
    });
}

#[test]
fn a_late_report_is_judged_among_the_messages_of_its_time() {
    each_database("brake_late", async |database| {
        let (house, campaign, ids) = sent(database, 700).await;
        report(&house, &ids[100..110], Receipt::Bounced).await;
        assert_eq!(brake(&house, campaign).await, Some(Brake { cause: BrakeCause::Bounced, faulty: 6, messages: 106 }));
    });
}

#[test]
fn another_campaign_goes_on() {
    each_database("brake_other", async |database| {
        let (house, campaign, ids) = sent(database, 100).await;
        let settings = json!({ "delay": "P0D", "send_at": null, "frequency": { "mode": "every_event" } });
        let other = house.campaign(Purpose::ServiceReview, "visit.ended", settings).await;
        report(&house, &ids[..6], Receipt::Bounced).await;
        assert!(brake(&house, campaign).await.is_some());
        assert_eq!(brake(&house, other).await, None);
        house
            .report(json!({
                "type": "visit.ended", "storefront": "main", "reference": "B-1",
                "occurred_at": house.now().await.to_string(), "contact": { "email": "bo@example.com" },
            }))
            .await;
        house.until("2026-03-03T15:05:00Z").await;
        assert_eq!(house.box_().await.len(), 101);
    });
}

#[test]
fn reports_at_the_same_time_count_together() {
    each_database("brake_together", async |database| {
        let (house, campaign, ids) = sent(database, 100).await;
        let receive = |id: MessageId| {
            let (engine, account) = (house.engine.clone(), house.account);
            tokio::spawn(async move { engine.receive(account, id, Receipt::Bounced).await })
        };
        let reports: Vec<_> = ids[..6].iter().map(|id| receive(*id)).collect();
        for one in reports {
            one.await.unwrap().unwrap();
        }
        let expected = Brake { cause: BrakeCause::Bounced, faulty: 6, messages: 100 };
        assert_eq!(brake(&house, campaign).await, Some(expected));
    });
}
