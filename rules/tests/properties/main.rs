//! Properties: random histories of people who share addresses, orders, answers, opt-outs, outages and clocks that jump,
//! run through the rules and held against a second reading of the specification (trust 2: V1, V3 to V9, V11; AW-1).
//!
//! A history is a few numbers. The one that fails is made as short and plain as possible, and shown.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene must stop loudly")]

mod attempt;
mod calendar;
mod check;
mod driver;
mod life;
mod oracle;
mod pressing;
mod reports;
mod step;
mod world;

use std::cell::RefCell;
use std::collections::BTreeMap;

use jiff::SignedDuration;
use proptest::prelude::{any, prop};
use proptest::test_runner::{Config, RngAlgorithm, TestCaseError, TestRng, TestRunner};
use rules::settle::Ended;

use calendar::Place;
use driver::Driver;
use step::Step;
use world::{CAMPAIGNS, NUMBERS, World};

/// What was found wrong.
type Checked = Result<(), String>;

fn ensure(holds: bool, otherwise: impl FnOnce() -> String) -> Checked {
    if holds { Ok(()) } else { Err(otherwise()) }
}

/// The most steps of a history.
const MOST_STEPS: usize = 40;

/// What the histories must come to again and again, or they would show little.
const REACHED: &[&str] = &[
    "displace hold frequency.displaced",
    "displace refused frequency.displaced",
    "plan hold brake.on",
    "plan hold campaign.inactive",
    "plan hold event.on_hold",
    "plan hold frequency.pressure",
    "plan refused campaign.inactive",
    "plan refused channel.unreachable",
    "plan refused consent.missing",
    "plan refused contact.erased",
    "plan refused event.cancelled",
    "plan refused event.duplicate",
    "plan refused event.too_old",
    "plan refused frequency.campaign",
    "plan refused frequency.pressure",
    "plan refused response.received",
    "plan refused suppressed.unsubscribed",
    "plan scheduled ",
    "send first",
    "send follow_up",
    "send reminder",
    "send hold brake.on",
    "send hold campaign.inactive",
    "send hold event.on_hold",
    "send hold frequency.pressure",
    "send hold quiet_hours",
    "send hold recipient.later",
    "send moved brake.on",
    "send moved invitation.moved",
    "send refused event.cancelled",
    "send refused event.too_old",
    "send refused frequency.campaign",
    "send refused frequency.pressure",
    "send refused invitation.expired",
    "send refused reminder.first_unknown",
    "send refused reminder.off",
    "send refused reminder.order_reminded",
    "send refused reminder.product_pending",
    "send refused response.received",
    "send refused suppressed.bounced",
];

/// Answers what was decided on the way.
fn history(places: &[Place], numbers: &[u64; NUMBERS], steps: &[Step]) -> Result<Vec<String>, String> {
    let mut driver = Driver::new(World::new(places.to_vec(), numbers));
    steps.iter().try_for_each(|step| driver.take(step))?;
    let campaigns = (0..CAMPAIGNS).map(|campaign| Step::Resume { campaign });
    let orders: Vec<_> = driver.orders.keys().map(|order| Step::Release(*order)).collect();
    let free = [Step::Provider { ended: Ended::Accepted, attempts: 0 }, Step::ReleaseAll];
    free.into_iter().chain(campaigns).chain(orders).try_for_each(|step| driver.take(&step))?;
    driver.wait(SignedDuration::from_hours(24 * 1_500))?;
    check::all_is_done(&driver)?;
    Ok(driver.told)
}

/// Runs so many histories, the same ones every time, and answers how often each decision was made.
fn run(histories: u32) -> BTreeMap<String, usize> {
    let config = Config { cases: histories, failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    let random = TestRng::from_seed(RngAlgorithm::ChaCha, b"afterword: rules against oracle.");
    let mut runner = TestRunner::new_with_rng(config, random);
    let places = calendar::places();
    let told = RefCell::new(BTreeMap::new());
    let numbers = (any::<[u64; NUMBERS]>(), prop::collection::vec(any::<u64>(), 1..MOST_STEPS));
    let outcome = runner.run(&numbers, |(numbers, steps)| {
        let steps: Vec<Step> = steps.into_iter().map(Step::read).collect();
        let decisions = history(&places, &numbers, &steps)
            .map_err(|wrong| TestCaseError::fail(format!("{wrong}\nafter {steps:#?}")))?;
        decisions.into_iter().for_each(|decision| *told.borrow_mut().entry(decision).or_insert(0) += 1);
        Ok(())
    });
    assert!(outcome.is_ok(), "{}", outcome.err().map(|failure| failure.to_string()).unwrap_or_default());
    told.into_inner()
}

#[test]
fn fifty_thousand_histories_keep_every_invariant() {
    let told = run(50_000);
    let seldom: Vec<_> =
        REACHED.iter().filter(|decision| told.get(**decision).is_none_or(|count| *count < 20)).collect();
    assert!(seldom.is_empty(), "the histories hardly come to {seldom:?}");
}

#[test]
#[ignore = "half an hour; ./test full runs it"]
fn two_million_histories_keep_every_invariant() {
    run(2_000_000);
}
