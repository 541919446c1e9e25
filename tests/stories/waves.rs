//! Large sends go in stages, where the account says so (rules 7.3).

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex};

use afterword::engine::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use afterword::store::audit_log::Actor;
use afterword::store::campaigns;
use afterword::values;
use jiff::{SignedDuration, Timestamp};
use rules::campaign::Purpose;
use rules::id::MessageId;
use rules::settle::Ended;
use rules::state::Receipt;
use serde_json::{Value, json};

use crate::support::databases::each_database;
use crate::support::house::{House, at, checked};

const MORNING: &str = "2026-03-03T08:00:00Z";
const DUE: &str = "2026-03-03T10:00:00Z";

/// So many hours after everything fell due.
fn hour(hours: i64) -> Timestamp {
    at(DUE) + SignedDuration::from_hours(hours)
}

/// Sends on the day of the order, with a reminder a day later, and reports so many orders of as many people.
async fn shop(house: &House, account: Value, orders: usize) {
    house.account_settings(account).await;
    let reminder = json!({ "enabled": true, "after": "P1D" });
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "delay": "P0D", "reminder": reminder })).await;
    let event = |number: usize| {
        json!({
            "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"), "occurred_at": MORNING,
            "contact": { "email": format!("a{number}@example.com") },
        })
    };
    let events = (0..orders).map(|number| checked(event(number), at(MORNING))).collect();
    house.engine.take_in(house.account, events).await.unwrap();
}

fn staged() -> Value {
    json!({ "staged_release": true })
}

/// How many are in the box of each role.
async fn boxed(house: &House) -> (i64, i64) {
    let account = house.account;
    let sql = "SELECT COUNT(CASE WHEN role = 'first' THEN 1 END), COUNT(*) FROM outbox WHERE account_id = $1";
    let read = house.engine.store.read("boxed", move |tx| {
        let row = tx.one(sql, &values![account])?;
        Ok((row.int(0)?, row.int(1)?))
    });
    let (firsts, all) = read.await.unwrap();
    (firsts, all - firsts)
}

/// The reasons for which messages were held, with how many of them are queued for when.
async fn waiting(house: &House) -> Vec<(String, Timestamp, i64)> {
    let account = house.account;
    let sql = "SELECT reason, next_at, COUNT(*) FROM invitations
               WHERE account_id = $1 AND reason IS NOT NULL AND next_at IS NOT NULL GROUP BY reason, next_at";
    let read = house.engine.store.read("waiting", move |tx| {
        let rows = tx.all(sql, &values![account])?;
        rows.iter().map(|row| Ok((row.string(0)?, row.time(1)?, row.int(2)?))).collect()
    });
    read.await.unwrap()
}

#[test]
fn fifty_go_first_then_five_hundred_and_then_the_rest() {
    each_database("waves", async |database| {
        let house = House::sandbox(database, MORNING).await;
        shop(&house, staged(), 700).await;
        let held = |at, count| vec![("brake.staged".to_owned(), at, count)];
        for (until, sent, waits) in [
            (hour(0), 50, held(hour(1), 650)),
            (hour(1) - SignedDuration::from_millis(1), 50, held(hour(1), 650)),
            (hour(1), 550, held(hour(2), 150)),
            (hour(2), 700, Vec::new()),
        ] {
            house.until(&until.to_string()).await;
            assert_eq!((boxed(&house).await.0, waiting(&house).await), (sent, waits), "{until}");
        }
        // Reminders go on the day of sending and one day, at their hour, however many there are.
        house.until(&hour(24).to_string()).await;
        assert_eq!(boxed(&house).await, (700, 700));
    });
}

#[test]
fn what_bounces_of_the_first_stops_the_rest_before_it_goes() {
    each_database("waves_brake", async |database| {
        let house = House::sandbox(database, MORNING).await;
        shop(&house, staged(), 700).await;
        house.until(DUE).await;
        let ids: Vec<MessageId> = house.box_().await.iter().map(|boxed| boxed.message).collect();
        for message in &ids[..10] {
            house.engine.receive(house.account, *message, Receipt::Bounced).await.unwrap();
        }
        house.until(&hour(3).to_string()).await;
        assert_eq!(boxed(&house).await.0, 550, "the brake is on");
        let account = house.account;
        let all = house.engine.store.read("campaigns", move |tx| campaigns::all(tx, account)).await.unwrap();
        house.engine.release_campaign(account, all[0].id, Actor::CommandLine).await.unwrap();
        house.until("2026-03-04T10:00:00Z").await;
        assert_eq!(boxed(&house).await.0, 600, "a day later the next wave begins, with its first stage");
    });
}

#[test]
fn who_does_not_ask_for_stages_has_none_and_nothing_is_counted() {
    each_database("waves_off", async |database| {
        let house = House::sandbox(database, MORNING).await;
        shop(&house, json!({}), 60).await;
        house.until(DUE).await;
        assert_eq!(boxed(&house).await.0, 60);
        assert_eq!(rows(&house).await, 0);
    });
}

#[test]
fn the_switch_acts_at_the_next_stage_on_what_waits() {
    each_database("waves_switched", async |database| {
        let house = House::sandbox(database, MORNING).await;
        shop(&house, staged(), 700).await;
        house.until(DUE).await;
        house.account_settings(json!({ "staged_release": false })).await;
        house.until(&hour(1).to_string()).await;
        assert_eq!(boxed(&house).await.0, 700);
    });
}

async fn rows(house: &House) -> i64 {
    let read = house.engine.store.read("waves", |tx| tx.one("SELECT COUNT(*) FROM waves", &[])?.int(0));
    read.await.unwrap()
}

/// A relay that has no time at first: what it refuses is tried again.
#[derive(Debug, Default)]
struct Relay {
    is_busy: Mutex<bool>,
    offered: Mutex<Vec<MessageId>>,
    taken: Mutex<Vec<MessageId>>,
}

impl Channel for Relay {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        let is_busy = *self.is_busy.lock().unwrap();
        let hand = |parcel: Parcel| {
            let kept = if is_busy { &self.offered } else { &self.taken };
            kept.lock().unwrap().push(parcel.message);
            let ended = if is_busy { Ended::RetrySafe } else { Ended::Accepted };
            Handed { message: parcel.message, ended, text: None }
        };
        at_once(parcels.into_iter().map(hand).collect())
    }

    fn room(&self, _coming: usize) -> usize {
        usize::MAX
    }
}

impl Relay {
    /// How many different messages it was offered in vain, and how many it took.
    fn count(&self) -> (usize, usize) {
        let offered: BTreeSet<_> = self.offered.lock().unwrap().iter().copied().collect();
        (offered.len(), self.taken.lock().unwrap().len())
    }
}

async fn send(house: &House, now: Timestamp) {
    house.engine.world.clock.tell(now);
    while house.engine.tick(now, 100).await.unwrap().claimed > 0 {}
}

#[test]
fn what_a_relay_refuses_for_now_is_tried_again_and_takes_its_room_once() {
    each_database("waves_retried", async |database| {
        let relay = Arc::new(Relay::default());
        let house = House::open(database.store(), at(MORNING), Arc::clone(&relay) as Arc<dyn Channel>, false).await;
        shop(&house, staged(), 80).await;
        *relay.is_busy.lock().unwrap() = true;
        for minutes in [0, 20, 40] {
            send(&house, at(DUE) + SignedDuration::from_mins(minutes)).await;
            assert_eq!(relay.count(), (50, 0), "the same fifty, {minutes} minutes on");
        }
        *relay.is_busy.lock().unwrap() = false;
        send(&house, hour(1) - SignedDuration::from_millis(1)).await;
        let taken: BTreeSet<_> = relay.taken.lock().unwrap().iter().copied().collect();
        assert_eq!(taken, relay.offered.lock().unwrap().iter().copied().collect(), "and nobody else in their place");
        send(&house, hour(1)).await;
        assert_eq!(relay.count(), (50, 80));
    });
}
