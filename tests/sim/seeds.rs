//! Seeds: which worlds are lived, for how long, and what is said of one that breaks.

use std::fmt::Write;
use std::time::{Duration, Instant};

use afterword::store::schema;

use crate::faults;
use crate::figures::Figures;
use crate::support::databases::{self, Database};
use crate::world::{Size, World};

/// Seeds that once showed a mistake, or come near to what is hard. They always run.
const ALWAYS: &[u64] = &[1, 2, 11, 1_013, 1_036, 1_074, 1_084, 1_457];

const SMALL: Size = Size { orders: 24, steps: 260 };
/// The size that is promised: 300 orders in about 30 days.
const LARGE: Size = Size { orders: 300, steps: 2_000 };

/// How long seeds are tried on each database, unless AFTERWORD_SIM_SECONDS says otherwise.
const SECONDS: u64 = 100;
/// How many there are at most; all of them are lived in the full test.
const FULL: u64 = 5_000;
/// The last steps that are shown of a world that broke.
const SHOWN: usize = 120;

#[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
fn wish(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[expect(clippy::disallowed_methods, reason = "how many seeds there is time for is up to the real clock")]
fn begun() -> Instant {
    Instant::now()
}

#[expect(clippy::disallowed_methods, reason = "how many seeds there is time for is up to the real clock")]
fn is_over(begun: Instant, allowed: Duration) -> bool {
    begun.elapsed() >= allowed
}

/// What is left of a world that was lived.
struct Lived {
    trace: Vec<String>,
    figures: Figures,
}

/// Lives one world and tells what happened.
async fn live(
    store: &afterword::store::Store,
    faults: &faults::Faults,
    seed: u64,
    size: Size,
) -> Result<Lived, String> {
    let mut world = World::new(store.clone(), faults.clone(), seed, size).await;
    let lived = world.live().await;
    let mut trace = std::mem::take(&mut world.trace);
    trace.extend(world.provider.answers());
    match lived {
        Ok(()) => Ok(Lived { trace, figures: Figures::of(&world) }),
        Err(broken) => Err(told(seed, size, &trace, &broken)),
    }
}

fn told(seed: u64, size: Size, trace: &[String], broken: &str) -> String {
    let which = if size.orders == LARGE.orders { "-- --ignored" } else { "-- every_world" };
    let command = format!("AFTERWORD_SIM_SEED={seed} cargo test --test sim {which}");
    let mut text = format!("\nseed {seed} broke; repeat it by\n    {command}\n");
    for line in trace.iter().skip(trace.len().saturating_sub(SHOWN)) {
        writeln!(text, "  {line}").expect("writing to a string does not fail");
    }
    writeln!(text, "{broken}").expect("writing to a string does not fail");
    text
}

/// The seeds that always run, then one after the other for as long as there is time.
#[expect(clippy::print_stderr, reason = "says how much was tried")]
async fn try_seeds(database: &Database, size: Size, allowed: Option<Duration>) {
    let (store, faults) = faults::open(database);
    schema::prepare(&store, "2026-01-01T00:00:00Z".parse().expect("a time")).await.expect("a fresh database");
    let only = wish("AFTERWORD_SIM_SEED");
    let begun = begun();
    let most = if allowed.is_some() { FULL } else { wish("AFTERWORD_SIM_SEEDS").unwrap_or(FULL) };
    let range = ALWAYS.iter().copied().chain(1_000..1_000 + most);
    let seeds: Vec<u64> = only.map_or_else(|| range.collect(), |seed| vec![seed]);
    let mut figures = Figures::default();
    for seed in seeds {
        if figures.worlds >= ALWAYS.len() && allowed.is_some_and(|allowed| is_over(begun, allowed)) {
            break;
        }
        let lived = live(&store, &faults, seed, size).await;
        assert!(lived.is_ok(), "{}", lived.err().unwrap_or_default());
        let Ok(lived) = lived else { return };
        if only.is_some() {
            eprintln!("{}", lived.trace.join("\n"));
        }
        figures.add(&lived.figures);
    }
    eprintln!("{:?}, each world with {size:?}:\n{figures}", database.dialect());
}

fn allowed() -> Option<Duration> {
    Some(Duration::from_secs(wish("AFTERWORD_SIM_SECONDS").unwrap_or(SECONDS)))
}

#[test]
fn every_world_stays_safe_and_comes_to_rest_on_sqlite() {
    databases::sqlite("sim", async |database| try_seeds(database, SMALL, allowed()).await);
}

#[test]
fn every_world_stays_safe_and_comes_to_rest_on_postgresql() {
    databases::postgres("sim", async |database| try_seeds(database, SMALL, allowed()).await);
}

#[test]
#[ignore = "takes hours: part of ./test full"]
fn five_thousand_large_worlds_stay_safe_and_come_to_rest_on_sqlite() {
    databases::sqlite("sim_full", async |database| try_seeds(database, LARGE, None).await);
}

#[test]
#[ignore = "takes hours: part of ./test full"]
fn five_thousand_large_worlds_stay_safe_and_come_to_rest_on_postgresql() {
    databases::postgres("sim_full", async |database| try_seeds(database, LARGE, None).await);
}

/// Seeds whose whole traces are compared.
const COMPARED: u64 = 12;

async fn traces(database: &Database) -> Vec<Vec<String>> {
    let (store, faults) = faults::open(database);
    schema::prepare(&store, "2026-01-01T00:00:00Z".parse().expect("a time")).await.expect("a fresh database");
    let mut traces = Vec::new();
    for seed in 1..=COMPARED {
        let lived = live(&store, &faults, seed, SMALL).await;
        traces.push(lived.map_or_else(|broken| vec![broken], |lived| lived.trace));
    }
    traces
}

#[test]
fn the_same_seed_leaves_the_same_trace_on_both_databases() {
    let mut found: Vec<(String, Vec<Vec<String>>)> = Vec::new();
    let keep = std::cell::RefCell::new(&mut found);
    let trace = async |database: &Database| {
        let traces = traces(database).await;
        keep.borrow_mut().push((format!("{:?}", database.dialect()), traces));
    };
    databases::sqlite("trace", trace);
    databases::sqlite("trace", trace);
    databases::postgres("trace", trace);
    let (first, others) = found.split_first().expect("SQLite is always there");
    for (name, traces) in others {
        for ((seed, one), other) in (1..).zip(&first.1).zip(traces) {
            let parted = one.iter().zip(other).position(|(one, other)| one != other);
            let lines = parted.map(|at| format!("{}\n{}", one[at], other[at])).unwrap_or_default();
            assert!(one == other, "seed {seed} parts on SQLite and {name} at {parted:?}:\n{lines}");
        }
    }
}
