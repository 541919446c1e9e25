//! The rules alone: how many requests one core plans, and how many due messages it decides, in a second.
//!
//! `cargo bench -p rules`. Measured is the call and the release of what it answered; the facts stand ready, as they do
//! once a batch is loaded. People live in 12 zones, have one to three channels and up to three earlier requests. It must
//! be a million a second each, and the aim is three.

#![expect(clippy::print_stdout, reason = "a benchmark tells its figures to the terminal")]

mod facts;

use std::hint::black_box;
use std::time::{Duration, Instant};

use facts::{BATCH, Facts, NOW};
use jiff::Timestamp;
use rules::decide::decide;
use rules::decision::{Decision, Outcome, compact};
use rules::plan::plan;
use rules::wave::Waves;

const ROUNDS: usize = 1_000;

fn main() {
    let facts = Facts::new();
    let (candidates, dues) = (facts.candidates(), facts.dues());
    let now: Timestamp = NOW.parse().expect("a time");
    println!("{ROUNDS} batches of {BATCH} on one core, in millions a second");
    report("plan", || facts.asked_before(), |histories| plan(now, &facts.account, &candidates, histories));
    report(
        "decide",
        || facts.asked_with_own(),
        |histories| decide(now, &facts.account, &dues, histories, &mut Waves::new()),
    );

    let planned = plan(now, &facts.account, &candidates, &mut facts.asked_before());
    let decided = decide(now, &facts.account, &dues, &mut facts.asked_with_own(), &mut Waves::new());
    let decisions: Vec<&Decision> = decided.iter().map(|decided| &decided.decision).collect();
    let write = || decisions.iter().map(|decision| compact(&decision.checks)).collect::<Vec<String>>();
    report("text", || (), |()| write());
    tell_outcomes("plan", planned.iter().map(|planned| &planned.decision));
    tell_outcomes("decide", decisions.iter().copied());
    println!("a decision's text has {} bytes", write().iter().map(String::len).sum::<usize>() / BATCH);
}

/// The median of the rounds, and the fastest: what else runs on the machine slows some of them.
#[expect(clippy::disallowed_methods, reason = "a benchmark measures time")]
fn report<S, T>(name: &str, prepare: impl Fn() -> S, mut run: impl FnMut(&mut S) -> T) {
    let mut rounds: Vec<Duration> = Vec::with_capacity(ROUNDS);
    for _ in 0..ROUNDS {
        let mut state = prepare();
        let begun = Instant::now();
        drop(black_box(run(black_box(&mut state))));
        rounds.push(begun.elapsed());
    }
    rounds.sort_unstable();
    let rate = |round: Duration| BATCH as f64 / round.as_secs_f64() / 1e6;
    println!(
        "{name:<8} {:>6.2} in the median batch, {:>6.2} in the fastest",
        rate(rounds[ROUNDS / 2]),
        rate(rounds[0])
    );
}

/// What the decisions come to: a benchmark of refusals alone would tell little.
fn tell_outcomes<'a>(name: &str, decisions: impl Iterator<Item = &'a Decision>) {
    let outcomes: Vec<Outcome> = decisions.map(|decision| decision.outcome).collect();
    let counted = Outcome::ALL.map(|outcome| {
        let count = outcomes.iter().filter(|other| **other == outcome).count();
        (count > 0).then(|| format!("{count} {}", outcome.as_str()))
    });
    println!("{name}: {}", counted.into_iter().flatten().collect::<Vec<_>>().join(", "));
}
