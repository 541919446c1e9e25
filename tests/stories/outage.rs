//! A node comes back after an outage: what is late is decided anew and goes in small portions, or not at all (V9).

use std::sync::{Arc, Mutex};

use afterword::engine::Engine;
use afterword::engine::claim::Heads;
use afterword::engine::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use afterword::store::brakes;
use rules::brake::Window;
use rules::campaign::Purpose;
use rules::settle::Ended;
use serde_json::{Value, json};

use crate::support::databases::{Database, each_database};
use crate::support::house::{House, at};

/// A way out that keeps a ledger; addresses that begin with `gone` are none.
#[derive(Debug, Default)]
struct Postbox {
    taken: Mutex<Vec<String>>,
}

impl Channel for Postbox {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let mut taken = self.taken.lock().unwrap();
        let hand = |parcel: Parcel| {
            let to = parcel.letter.to.clone();
            let ended = if to.starts_with("gone") { Ended::AddressRefused } else { Ended::Accepted };
            taken.extend((ended == Ended::Accepted).then_some(to));
            Handed { message: parcel.message, ended, text: None }
        };
        at_once(parcels.into_iter().map(hand).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        usize::MAX
    }
}

impl Postbox {
    fn count(&self) -> usize {
        self.taken.lock().unwrap().len()
    }
}

const NOW: &str = "2026-03-03T14:05:00Z";

/// A real account, its way out, and orders of these people.
async fn shop(database: &Database, settings: Value, people: &[String]) -> (House, Arc<Postbox>) {
    let postbox = Arc::new(Postbox::default());
    let house = House::open(database.store(), at(NOW), Arc::clone(&postbox) as Arc<dyn Channel>, false).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", settings).await;
    for (number, person) in people.iter().enumerate() {
        house.order(&format!("A-{number}"), person, NOW).await;
    }
    (house, postbox)
}

fn people(count: usize) -> Vec<String> {
    (0..count).map(|number| format!("person{number}@example.org")).collect()
}

/// One round at this time, for so many at most.
async fn tick(house: &House, now: &str, limit: usize) -> usize {
    house.engine.world.clock.tell(at(now));
    house.engine.tick(at(now), limit).await.unwrap().settled
}

/// How many decisions were refused for this reason.
async fn refused(house: &House, reason: &'static str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM decisions WHERE outcome = 'refused' AND reason = '{reason}'");
    house.engine.store.read("count", move |tx| tx.one(&sql, &[])?.int(0)).await.unwrap()
}

#[test]
fn a_backlog_goes_in_portions_and_each_of_it_is_decided_anew() {
    each_database("outage_backlog", async |database| {
        let (house, postbox) = shop(database, json!({}), &people(10)).await;
        let back = "2026-03-12T09:00:00Z";
        let cancel = afterword::engine::orders::Report::Cancelled;
        house.engine.report_order(house.account, "main".to_owned(), "A-7".to_owned(), cancel).await.unwrap();
        for sent in [4, 8, 9, 9] {
            tick(&house, back, 4).await;
            assert_eq!(postbox.count(), sent, "never more than the way out has room for, and never A-7");
        }
    });
}

#[test]
fn what_an_outage_held_up_for_longer_than_the_tolerance_does_not_go() {
    each_database("outage_too_late", async |database| {
        let (house, postbox) = shop(database, json!({}), &people(3)).await;
        tick(&house, "2026-03-17T10:01:00Z", 100).await;
        assert_eq!((postbox.count(), refused(&house, "event.too_old").await), (0, 3));
        assert_eq!(tick(&house, "2026-03-18T10:00:00Z", 100).await, 0, "nor later");
        assert_eq!(postbox.count(), 0);
    });
}

#[test]
fn addresses_that_the_relay_refuses_stop_a_campaign_too() {
    each_database("relay_bounces", async |database| {
        let gone = (0..6).map(|number| format!("gone{number}@example.org"));
        let everybody: Vec<_> = gone.chain(people(94)).collect();
        let settings = json!({ "delay": "P0D", "send_at": null });
        let (house, postbox) = shop(database, settings, &everybody).await;
        while tick(&house, "2026-03-03T14:10:00Z", 25).await > 0 {}
        assert_eq!(postbox.count(), 94);
        let account = house.account;
        let found = house.engine.store.read("campaigns", move |tx| {
            let campaign = afterword::store::campaigns::all(tx, account)?.pop().unwrap();
            Ok((campaign.brake, brakes::window(tx, account, campaign.id, None)?.window))
        });
        let (brake, window) = found.await.unwrap();
        assert_eq!(window, Window { messages: 100, bounced: 6, complained: 0 });
        assert_eq!(brake.map(|(_, brake)| brake), window.brake());
        house.order("B-1", "bo@example.org", "2026-03-03T14:10:00Z").await;
        tick(&house, "2026-03-03T14:20:00Z", 25).await;
        assert_eq!(postbox.count(), 94, "it sends nothing more");
    });
}

#[test]
fn what_a_dead_node_had_claimed_is_found_again_though_others_went_on_behind_it() {
    each_database("claims_front", async |database| {
        let (house, _) = shop(database, json!({ "delay": "PT10M", "send_at": null }), &[]).await;
        for (minute, person) in people(6).iter().enumerate() {
            house.order(&format!("A-{minute}"), person, &format!("2026-03-03T14:0{minute}:00Z")).await;
        }
        let node = Engine { heads: Heads::default(), ..house.engine.clone() };
        let claimed = async |node: &Engine, now: &str, limit: usize| -> Vec<_> {
            let claimed = node.claim(at(now), limit).await.expect("claimed");
            claimed.into_iter().flat_map(|one| one.claims).map(|claim| claim.invitation).collect()
        };
        let dead = claimed(&house.engine, "2026-03-03T14:20:00Z", 2).await;
        assert_eq!(dead.len(), 2);
        let behind = claimed(&node, "2026-03-03T14:20:50Z", 2).await;
        assert!(behind.len() == 2 && behind.iter().all(|one| !dead.contains(one)), "the lease holds");
        // The lease of the first two is over; this node goes on behind its own, and then looks at the front.
        let further = claimed(&node, "2026-03-03T14:21:01Z", 2).await;
        assert!(further.len() == 2 && further.iter().all(|one| !dead.contains(one)), "{further:?}");
        assert_eq!(claimed(&node, "2026-03-03T14:21:02Z", 2).await, [], "nothing is behind them");
        assert_eq!(claimed(&node, "2026-03-03T14:21:03Z", 2).await, dead);
    });
}
