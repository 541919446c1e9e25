//! Time, chance and waiting each have one door. clippy.toml bans the calls; this check also sees what a lint
//! cannot: an exception granted in the wrong file.

use crate::rust::{Name, Source};
use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

/// Ends of names that read the clock.
const CLOCK: &[&[&str]] = &[
    &["SystemTime", "now"],
    &["Instant", "now"],
    &["Timestamp", "now"],
    &["Zoned", "now"],
    &["TimeZone", "system"],
    &["TimeZone", "try_system"],
    &["Local", "now"],
    &["Utc", "now"],
];

/// Ends of names that draw from the system's chance, or from a generator whose algorithm may change.
const CHANCE: &[&[&str]] = &[
    &["OsRng"],
    &["SysRng"],
    &["ThreadRng"],
    &["StdRng"],
    &["SmallRng"],
    &["RandomState"],
    &["thread_rng"],
    &["make_rng"],
    &["SystemRandom"],
    &["rand", "rng"],
    &["rand", "random"],
    &["rand", "fill"],
    &["rand", "random_bool"],
    &["rand", "random_iter"],
    &["rand", "random_range"],
    &["rand", "random_ratio"],
    &["getrandom", "fill"],
    &["Uuid", "new_v4"],
    &["Uuid", "now_v7"],
];

/// Ends of names that wait for time to pass.
const SLEEP: &[&[&str]] = &[
    &["thread", "sleep"],
    &["thread", "park_timeout"],
    &["time", "sleep"],
    &["time", "sleep_until"],
    &["time", "interval"],
    &["time", "interval_at"],
    &["time", "*"],
];

struct Door {
    file: &'static str,
    tails: &'static [&'static [&'static str]],
    advice: &'static str,
}

const DOORS: &[Door] = &[
    Door { file: "src/world.rs", tails: CLOCK, advice: "take `now` as an argument; only src/world.rs reads the clock" },
    Door { file: "src/world.rs", tails: CHANCE, advice: "take `chance` as an argument; only src/world.rs draws it" },
    Door { file: "src/engine/run.rs", tails: SLEEP, advice: "only src/engine/run.rs sleeps; be told when to run" },
];

fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.rust();
    sources.iter().filter(|source| !source.path.starts_with("tests/tidy/")).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let mut findings: Vec<Finding> = DOORS
        .iter()
        .filter(|door| door.file != source.path)
        .flat_map(|door| source.product_names().filter(|name| passes(door, name)).map(move |name| (door, name)))
        .map(|(door, name)| Finding::new(&source.path, name.line, door.advice))
        .collect();
    if source.path != "src/world.rs" {
        let elapsed = source.product_lines_with(&[".", "elapsed", "("]);
        findings.extend(elapsed.iter().map(|line| {
            Finding::new(&source.path, *line, "`elapsed` reads the clock; subtract two times that were given")
        }));
    }
    findings
}

fn passes(door: &Door, name: &Name) -> bool {
    door.tails.iter().any(|tail| name.ends_with(tail))
}

#[test]
fn time_chance_and_waiting_have_one_door_each() {
    expect_none(&check(&Tree::repository()));
}

#[test]
fn a_second_door_is_found() {
    let tree = Tree::sample(&[
        ("src/world.rs", "fn now() { jiff::Timestamp::now(); rand::rng(); }\nfn f() { std::thread::sleep(x) }"),
        ("src/engine/run.rs", "use tokio::time::{interval, sleep};\nfn f() { std::time::Instant::now(); }"),
        (
            "src/engine/tick.rs",
            "use rand::rngs::{\n    StdRng,\n};\nfn f() { start.elapsed(); }\nfn g() { tokio::time::sleep(x) }",
        ),
        ("src/store/orders.rs", "fn f() { order.interval(); let now = world.now(); tell!(Instant::now()) }"),
        (
            "rules/src/delay.rs",
            "use jiff::Timestamp;\nfn f() { Timestamp::now() }\n#[cfg(test)]\nmod tests { fn g() { Timestamp::now() } }",
        ),
    ]);
    let planted = [
        "src/world.rs:2",
        "src/engine/run.rs:2",
        "src/engine/tick.rs:2",
        "src/engine/tick.rs:4",
        "src/engine/tick.rs:5",
        "src/store/orders.rs:1",
        "rules/src/delay.rs:2",
    ];
    expect_at(&check(&tree), &planted);
}
