//! The figures of the engine, each beside a limit measured in the same run:
//!
//!     AFTERWORD_TEST_POSTGRES=$(scripts/postgres start durable) cargo bench --bench figures
//!
//! A name as an argument (`claims`, `dispatch`, `events`, `form`, `import`, `memory`,
//! `pages`, `serving`, `simulate`) runs that one alone.

#[path = "../../tests/support/sink.rs"]
mod sink;
#[path = "../../tests/support/mod.rs"]
mod support;

mod claims;
mod dispatch;
mod events;
mod form;
mod import;
mod memory;
mod pages;
mod serving;
mod simulate;

use std::sync::Arc;
use std::time::Duration;

use afterword::engine::{Channel, Engine};
use afterword::world::World;
use jiff::Timestamp;

use support::databases::Database;
use support::house::{House, engine};

/// Measures one thing on every database.
type Part = fn() -> Vec<Figure>;

/// A figure beside its limit.
pub struct Figure {
    pub what: String,
    pub ours: f64,
    pub limit: f64,
    pub limit_is: &'static str,
    pub note: String,
}

#[expect(clippy::print_stdout, reason = "a bench prints its figures")]
fn main() {
    let wanted: Vec<_> = std::env::args().skip(1).filter(|argument| !argument.starts_with('-')).collect();
    let wants = |name: &str| wanted.is_empty() || wanted.iter().any(|one| one == name);
    println!("{:<44}{:>12}{:>12}{:>8}  the limit is", "figure (a second)", "ours", "limit", "ratio");
    let parts: [(&str, Part); 9] = [
        ("claims", claims::run),
        ("dispatch", dispatch::run),
        ("events", events::run),
        ("form", form::run),
        ("import", import::run),
        ("memory", memory::run),
        ("pages", pages::run),
        ("serving", serving::run),
        ("simulate", simulate::run),
    ];
    for (name, run) in parts {
        if wants(name) {
            for figure in run() {
                let Figure { what, ours, limit, limit_is, note } = figure;
                println!("{what:<44}{ours:>12.0}{limit:>12.0}{:>8.2}  {limit_is}{note}", ours / limit);
            }
        }
    }
}

/// A house as it runs in earnest: by the real clock, so that ids come in the order of time.
pub async fn house(database: &Database, channel: Arc<dyn Channel>) -> House {
    let told = engine(database.store(), Timestamp::UNIX_EPOCH, channel);
    House::of(Engine { world: World::system(), ..told }, false).await
}

/// How many a second.
pub fn rate(count: usize, took: Duration) -> f64 {
    count as f64 / took.as_secs_f64()
}

/// The one clock of the benches.
#[expect(clippy::disallowed_methods, reason = "a bench measures real time")]
pub fn stopwatch() -> impl Fn() -> Duration {
    let begun = std::time::Instant::now();
    move || begun.elapsed()
}
