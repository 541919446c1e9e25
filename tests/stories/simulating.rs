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
use jiff::SignedDuration;

use crate::support::databases::{each_database, sqlite};
use crate::support::house::House;
use history::{Draw, history, large_send, order_and_visit};
use variants::{gives_way, in_stages, variants};

mod history;
mod variants;

const START: &str = "2026-01-05T00:00:00Z";
const SEED: u64 = 3;

/// What must have been decided for one or the other, or the histories compared too little.
const REASONS: [&str; 17] = [
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
    "products.none",
    "hold products.service_first due Some",
    "hold products.service_first due None",
    "reminder.product_pending",
    "moved invitation.moved",
    "refused campaign.inactive",
    "hold campaign.inactive",
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
            let house = variant.house(&own).await;
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
    sqlite("simulated_cancelled", async |database| {
        for (number, variant) in variants().into_iter().enumerate() {
            let events = history(200 + number as u64);
            let draw = Draw(Chance::seeded(number as u64));
            let cancelled: Vec<_> =
                events.iter().filter(|_| draw.is(20)).map(|event| cancellation(&draw, event)).collect();
            let own = database.beside("simulating");
            let house = variant.house(&own).await;
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

#[test]
fn a_product_request_is_let_go_in_a_simulation_as_in_a_sandbox() {
    sqlite("simulated_let_go", async |database| {
        let house = gives_way().house(database).await;
        let events = order_and_visit();
        live(&house, &events, &[]).await;
        let played = played_decisions(&house).await;
        let notes = simulated(&house, &events, &[], Crowd { first: 0.0, again: 0.0, seed: SEED }).await;
        expect_same(&house, &played, &notes, "let go");
        for decided in ["hold products.service_first due None", "moved products.service_first due Some"] {
            assert!(played.iter().any(|line| line.contains(decided)), "nothing of {decided} in {played:#?}");
        }
        let sent = house.box_().await.len();
        assert_eq!((sent, notes.messages), (2, 2), "the survey and the products, not the service: {played:#?}");
    });
}

#[test]
fn a_large_send_goes_in_the_same_stages_in_a_simulation_as_in_a_sandbox() {
    each_database("simulated_stages", async |database| {
        let house = in_stages().house(database).await;
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
