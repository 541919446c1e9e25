//! A simulation decides what a sandbox decides in which the same history really happens, one by one.

use std::collections::BTreeMap;

use afterword::cli::play::play;
use afterword::engine::orders::Report;
use afterword::engine::simulate::{Cancellation, Crowd, Gathering, Lot, Settings, Told, Watch, simulate};
use afterword::intake::event::Event;
use afterword::store::{accounts, campaigns, storefronts};
use afterword::values;
use afterword::world::Chance;
use indicatif::ProgressBar;
use jiff::{SignedDuration, Timestamp};
use rules::campaign::Purpose;
use serde_json::{Value, json};

use crate::support::databases::{Database, each_database};
use crate::support::house::{House, at, checked};

const START: &str = "2026-01-05T00:00:00Z";
const ORDERS: usize = 120;
const DAYS: usize = 100;
const SEED: u64 = 3;

/// Numbers by a seed.
struct Draw(Chance);

impl Draw {
    fn below(&self, end: usize) -> usize {
        usize::try_from(self.0.bits() % end as u128).unwrap()
    }

    fn is(&self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A customer as an order tells of it: known by one thing or another, and some share an address.
fn customer(draw: &Draw) -> Value {
    let number = draw.below(16);
    let email = format!("c{}@example.com", if number < 4 { number / 2 } else { number });
    let mut contact = json!({});
    let external = draw.is(60);
    if external {
        contact["external_id"] = json!(format!("{number:05}"));
    }
    if number % 7 == 1 {
        contact["phone"] = json!(format!("+4670123450{}", number % 10));
    }
    if draw.is(90) || contact == json!({}) {
        contact["email"] = json!(email);
    }
    if draw.is(10) {
        contact["time_zone"] = json!(["America/New_York", "Asia/Tokyo", "Europe/Oslo"][draw.below(3)]);
    }
    if draw.is(10) {
        contact["preferred_channel"] = json!(["sms", "email"][draw.below(2)]);
    }
    if draw.is(20) {
        let purposes = [json!(["survey"]), json!(["service_review"]), json!([])][draw.below(3)].clone();
        let channel = ["email", "sms"][draw.below(2)];
        contact["consents"] = json!([{ "channel": channel, "basis": "consent", "at": START, "purposes": purposes }]);
    }
    contact
}

/// Orders by a seed: repeated ones, several at one instant, several types of event for one order.
fn history(seed: u64) -> Vec<Event> {
    let draw = Draw(Chance::seeded(seed));
    let mut events: Vec<_> = (0..ORDERS).map(|number| order(&draw, number)).collect();
    events.sort_by_key(|event| event.occurred_at);
    events
}

fn order(draw: &Draw, number: usize) -> Event {
    let minutes = draw.below(DAYS) * 24 * 60 + draw.below(48) * 30;
    let occurred_at = at(START) + SignedDuration::from_mins(i64::try_from(minutes).unwrap());
    let reference = if draw.is(15) { draw.below(number + 1) } else { number };
    let kind = if draw.is(80) { "order.delivered" } else { "visit.done" };
    let mut event = json!({
        "type": kind, "storefront": "main", "reference": format!("A-{reference}"),
        "occurred_at": occurred_at.to_string(), "contact": customer(draw),
    });
    if draw.is(30) {
        let days = i64::try_from(draw.below(40)).unwrap() - 20;
        let date = (occurred_at + SignedDuration::from_hours(24 * days)).to_zoned(jiff::tz::TimeZone::UTC).date();
        event["activation_date"] = json!(date.to_string());
    }
    checked(event, Timestamp::MAX)
}

/// What must have been decided for one or the other, or the histories compared too little.
const REASONS: [&str; 10] = [
    "response.received",
    "consent.missing",
    "channel.unreachable",
    "frequency.campaign",
    "hold frequency.pressure",
    "refused frequency.pressure",
    "frequency.displaced",
    "reminder.order_reminded",
    "event.too_old",
    "hold quiet_hours",
];

/// A decision in words: order, campaign, stage, outcome, reason, due, at.
type Line = String;

async fn played_decisions(house: &House) -> Vec<Line> {
    let account = house.account;
    let read = house.engine.store.read("decisions", move |tx| {
        let sql = "SELECT e.reference, d.campaign_id, d.stage, d.outcome, d.reason, d.due_at, d.decided_at
                   FROM decisions d JOIN events e ON e.account_id = d.account_id AND e.id = d.event_id
                   WHERE d.account_id = $1";
        let rows = tx.all(sql, &values![account])?;
        let line = |row: &afterword::store::Row| {
            let times = (row.opt_time(5)?, row.time(6)?);
            Ok(format!(
                "{} {} {} {} {} due {:?} at {}",
                row.string(0)?,
                row.opt_string(1)?.unwrap_or_default(),
                row.string(2)?,
                row.string(3)?,
                row.opt_string(4)?.unwrap_or_default(),
                times.0,
                times.1
            ))
        };
        rows.iter().map(line).collect::<Result<Vec<_>, afterword::store::Error>>()
    });
    let mut lines = read.await.unwrap();
    lines.sort();
    lines
}

#[derive(Default)]
struct Notes {
    references: BTreeMap<Lot, String>,
    lines: Vec<Line>,
    messages: usize,
}

impl Watch for Notes {
    fn decided(&mut self, told: &Told<'_>) {
        let decision = told.decision;
        self.lines.push(format!(
            "{} {} {} {} {} due {:?} at {}",
            self.references[&told.lot],
            told.campaign.map(|(id, _)| id.to_string()).unwrap_or_default(),
            decision.stage.as_str(),
            decision.outcome.as_str(),
            decision.reason.map_or("", |code| code.as_str()),
            decision.due_at,
            decision.at
        ));
    }

    fn person(&mut self, messages: u32) {
        self.messages += usize::try_from(messages).unwrap();
    }
}

async fn settings_of(house: &House) -> Settings {
    let account = house.account;
    let read = house.engine.store.read("settings", move |tx| {
        let known = accounts::find(tx, account)?.unwrap();
        let storefronts = storefronts::all(tx, account)?;
        let campaigns = campaigns::all(tx, account)?;
        Ok(Settings { account: known.settings, plan: known.plan, storefronts, campaigns })
    });
    read.await.unwrap()
}

async fn simulated(house: &House, events: &[Event], cancelled: &[Cancellation], crowd: Crowd) -> Notes {
    let mut gathering = Gathering::new(crowd.seed);
    let mut notes = Notes::default();
    for event in events {
        gathering.add(event, &[]);
        notes.references.insert(Lot::of(crowd.seed, &event.reference), event.reference.clone());
    }
    cancelled.iter().for_each(|one| gathering.cancel(one.clone()));
    let settings = settings_of(house).await;
    simulate(&gathering.finish(), &settings, &crowd, &mut notes, |_| ()).unwrap();
    notes.lines.sort();
    notes
}

/// The settings that are tried, in the words of the API: of the account, and of the campaigns for deliveries (service and
/// survey) and visits.
fn variants() -> Vec<(Value, [Value; 3])> {
    let on = json!({ "enabled": true, "after": "P5D" });
    let every = json!({ "mode": "every_event" });
    let gap = json!({ "mode": "min_gap", "gap": "P45D" });
    let off = json!({ "pressure": { "gap": "P0D" } });
    let local = json!({ "hour": "09:30", "zone": "recipient" });
    // Which messages explore follows from the order's number, which a simulation does not keep.
    let learned = json!({ "hour": "auto", "zone": "recipient", "explore": 0 });
    let ladder = json!([
        { "channel": "preferred", "after": "PT0S", "role": "first" },
        { "channel": "email", "after": "PT24H", "role": "follow_up" },
        { "channel": "preferred", "after": "PT48H", "role": "reminder" },
    ]);
    let from_sms = json!([
        { "channel": "sms", "after": "PT0S", "role": "first" },
        { "channel": "email", "after": "PT30H", "role": "follow_up" },
        { "channel": "email", "after": "P4D", "role": "reminder" },
    ]);
    vec![
        (json!({}), [json!({}), json!({ "reminder": on }), json!({})]),
        (
            off.clone(),
            [
                json!({ "frequency": every, "reminder": on }),
                json!({ "frequency": every, "reminder": on }),
                json!({ "frequency": gap }),
            ],
        ),
        (
            json!({ "pressure": { "gap": "P30D", "distinct_interactions": false } }),
            [
                json!({ "frequency": every, "reminder": on }),
                json!({ "frequency": gap }),
                json!({ "frequency": every, "delay": "P2D" }),
            ],
        ),
        (
            json!({ "pressure": { "gap": "P20D", "distinct_interactions": true, "distinct_limit": 3 }, "tolerance": "P14D" }),
            [
                json!({ "frequency": every, "send_at": local }),
                json!({ "frequency": every, "delay": "PT36H", "send_at": null }),
                json!({ "frequency": every }),
            ],
        ),
        (
            json!({ "quiet_hours": { "email": { "opens": "11:00", "closes": "12:00" } }, "pressure": { "gap": "P5D" } }),
            [
                json!({ "frequency": every, "strategy": ladder, "base": "activation_date" }),
                json!({ "frequency": every, "reminder": { "enabled": true, "after": "P20D" }, "expires_after": "P15D", "base": "activation_date" }),
                json!({ "frequency": every, "delay": "P1D", "base": "activation_date" }),
            ],
        ),
        (
            json!({ "pressure": { "gap": "P0D" }, "quiet_hours": { "sms": { "opens": "08:00", "closes": "09:00" } } }),
            [
                json!({ "frequency": gap, "strategy": from_sms }),
                json!({ "frequency": every, "strategy": ladder }),
                json!({}),
            ],
        ),
        (
            json!({ "quiet_hours": { "email": { "opens": "16:00", "closes": "18:00" } }, "pressure": { "gap": "P5D" } }),
            [
                json!({ "frequency": every, "reminder": on, "send_at": learned }),
                json!({ "frequency": every, "strategy": ladder, "send_at": learned }),
                json!({ "frequency": gap, "delay": "PT36H" }),
            ],
        ),
    ]
}

async fn house_with(database: &Database, (account, [service, survey, visit]): (Value, [Value; 3])) -> House {
    let house = House::sandbox(database, START).await;
    house.account_settings(account).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", service).await;
    let weak = house.campaign(Purpose::Survey, "order.delivered", survey).await;
    house.campaign(Purpose::ServiceReview, "visit.done", visit).await;
    let account = house.account;
    let weaken = house.engine.store.write("weaken", move |tx| {
        tx.execute("UPDATE campaigns SET kind = 'loyalty' WHERE account_id = $1 AND id = $2", &values![account, weak])
    });
    weaken.await.unwrap();
    house
}

fn expect_same(house: &House, played: &[Line], notes: &Notes, what: &str) {
    let missing = played.iter().find(|line| !notes.lines.contains(line));
    let more = notes.lines.iter().find(|line| !played.contains(line));
    assert_eq!((missing, more), (None, None), "{what} in {:?}", house.storefront);
    assert_eq!(played, notes.lines, "{what}");
}

#[test]
fn a_simulation_decides_as_a_sandbox_in_which_the_history_happens() {
    each_database("simulated", async |database| {
        let crowd = Crowd { first: 0.2, again: 0.1, seed: SEED };
        let mut all = String::new();
        for (number, variant) in variants().into_iter().enumerate() {
            let events = history(100 + number as u64);
            let own = database.beside("simulating");
            let house = house_with(&own, variant).await;
            let account = house.account;
            let known = house.engine.store.read("account", move |tx| accounts::find(tx, account));
            let known = known.await.unwrap().unwrap();
            play(&house.engine, &known, events.clone(), &crowd, ProgressBar::hidden()).await.unwrap();
            let played = played_decisions(&house).await;
            let notes = simulated(&house, &events, &[], crowd).await;
            expect_same(&house, &played, &notes, &format!("settings {number}"));
            assert_eq!(notes.messages, house.box_().await.len(), "settings {number}");
            assert!(notes.messages > 10, "settings {number}: {} messages", notes.messages);
            all.extend(played);
        }
        let missing: Vec<_> = REASONS.into_iter().filter(|reason| !all.contains(reason)).collect();
        assert!(missing.is_empty(), "nothing was decided for these reasons: {missing:?}");
    });
}

#[test]
fn a_cancelled_order_stops_in_a_simulation_as_in_a_sandbox() {
    each_database("simulated_cancelled", async |database| {
        for (number, variant) in variants().into_iter().enumerate() {
            let events = history(200 + number as u64);
            let draw = Draw(Chance::seeded(number as u64));
            let cancelled: Vec<_> =
                events.iter().filter(|_| draw.is(20)).map(|event| cancellation(&draw, event)).collect();
            let own = database.beside("simulating");
            let house = house_with(&own, variant).await;
            live(&house, &events, &cancelled).await;
            let played = played_decisions(&house).await;
            let silent = Crowd { first: 0.0, again: 0.0, seed: SEED };
            let notes = simulated(&house, &events, &cancelled, silent).await;
            expect_same(&house, &played, &notes, &format!("settings {number}"));
            assert!(played.iter().any(|line| line.contains("event.cancelled")), "settings {number}");
        }
    });
}

/// Some time around the order, also before it and at its very instant.
fn cancellation(draw: &Draw, event: &Event) -> Cancellation {
    let hours = i64::try_from(draw.below(20 * 24)).unwrap() - 24;
    let hours = if draw.is(20) { 0 } else { hours };
    let at = event.occurred_at + SignedDuration::from_hours(hours);
    Cancellation { storefront: "main".to_owned(), reference: event.reference.clone(), at }
}

/// Lives through a history with cancellations; those of one instant come behind its orders.
async fn live(house: &House, events: &[Event], cancelled: &[Cancellation]) {
    let mut instants: Vec<_> = events.iter().map(|event| event.occurred_at).collect();
    instants.extend(cancelled.iter().map(|one| one.at));
    instants.sort();
    instants.dedup();
    for now in instants {
        house.engine.move_clock(house.account, now).await.unwrap();
        let batch: Vec<_> = events.iter().filter(|event| event.occurred_at == now).cloned().collect();
        if !batch.is_empty() {
            house.engine.take_in(house.account, batch).await.unwrap();
        }
        for one in cancelled.iter().filter(|one| one.at == now) {
            let (storefront, reference) = (one.storefront.clone(), one.reference.clone());
            // What is not known yet cannot be cancelled, which is an answer like any other.
            drop(house.engine.report_order(house.account, storefront, reference, Report::Cancelled).await);
        }
    }
    house.until("2027-06-01T00:00:00Z").await;
}

/// Orders of many people, in one day and each at its own minute, so that all fall due together.
fn large_send() -> Vec<Event> {
    let draw = Draw(Chance::seeded(SEED));
    let order = |number: usize| {
        let occurred_at = at(START) + SignedDuration::from_mins(i64::try_from(number).unwrap());
        let person = draw.below(4 * LARGE);
        let event = json!({
            "type": if draw.is(90) { "order.delivered" } else { "visit.done" }, "storefront": "main",
            "reference": format!("B-{number}"), "occurred_at": occurred_at.to_string(),
            "contact": { "email": format!("p{person}@example.com") },
        });
        checked(event, Timestamp::MAX)
    };
    (0..LARGE).map(order).collect()
}

/// So many that the second stage is full too.
const LARGE: usize = 720;

#[test]
fn a_large_send_goes_in_the_same_stages_in_a_simulation_as_in_a_sandbox() {
    each_database("simulated_stages", async |database| {
        let every = json!({ "mode": "every_event" });
        let reminder = json!({ "enabled": true, "after": "P1D" });
        let account = json!({ "staged_release": true, "pressure": { "gap": "P2D", "distinct_interactions": false } });
        let service = json!({ "frequency": every, "reminder": reminder });
        let quiet = json!({ "frequency": every, "send_at": { "hour": "10:00", "zone": "recipient" } });
        let house = house_with(database, (account, [service, json!({ "delay": "P30D" }), quiet])).await;
        let (events, crowd) = (large_send(), Crowd { first: 0.2, again: 0.1, seed: SEED });
        let id = house.account;
        let known = house.engine.store.read("account", move |tx| accounts::find(tx, id)).await.unwrap().unwrap();
        play(&house.engine, &known, events.clone(), &crowd, ProgressBar::hidden()).await.unwrap();
        let played = played_decisions(&house).await;
        let notes = simulated(&house, &events, &[], crowd).await;
        expect_same(&house, &played, &notes, "in stages");
        for stage in ["12T11:00", "12T12:00"] {
            let held = format!("hold brake.staged due Some(2026-01-{stage}:00Z)");
            assert!(played.iter().any(|line| line.contains(&held)), "nothing was held until {stage}");
        }
    });
}
