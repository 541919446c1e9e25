//! That the hour is found, how fast, and what exploring costs: the tables of `docs/reference/sending-hours.md`.

use std::fmt::Write;

use rules::learned::Weights;

use crate::recipients::{ANY, EARLY, EVENING, IMPATIENT, Kind, LUNCH, Shop};

const RUNS: u64 = 60;
const PAGE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../docs/reference/sending-hours.md");
const BEGIN: &str = "<!-- figures -->\n";
const END: &str = "<!-- end of figures -->\n";

/// How many in a hundred runs.
fn percent(found: u64) -> u64 {
    found * 100 / RUNS
}

/// In how many runs the hour is found after so many answers, with nobody else to learn from.
fn found_after(kind: Kind, explore: i64, answers: &[u64]) -> Vec<u64> {
    let mut found = vec![0; answers.len()];
    for seed in 1..=RUNS {
        let mut shop = Shop::new(kind, explore, seed);
        for (found, answers) in found.iter_mut().zip(answers) {
            send_alone(&mut shop, *answers);
            *found += u64::from(shop.has_found(&alone(&shop)));
        }
    }
    found.into_iter().map(percent).collect()
}

/// The account of a single storefront knows what that one knows.
fn alone(shop: &Shop) -> Weights {
    Weights::prior().with(&shop.learned)
}

fn send_alone(shop: &mut Shop, answers: u64) {
    while shop.answered < answers {
        shop.send(&alone(shop));
    }
}

/// Of a thousand messages so many are answered, over the first 3,000 of each run; and what those that explored lack.
fn gained(kind: Kind, explore: i64) -> (u64, u64) {
    let (mut sent, mut answered, mut explored) = (0, 0, (0, 0));
    for seed in 1..=RUNS {
        let mut shop = Shop::new(kind, explore, 1_000 + seed);
        (0..3_000).for_each(|_| shop.send(&alone(&shop)));
        (sent, answered) = (sent + shop.sent, answered + shop.answered);
        explored = (explored.0 + shop.explored.0, explored.1 + shop.explored.1);
    }
    let learned = (answered - explored.1) * 1_000 / (sent - explored.0);
    (answered * 1_000 / sent, learned - answered * 1_000 / sent)
}

/// The same at one hour for ever.
fn at_ten(kind: Kind) -> u64 {
    kind.rate(crate::hour(10)) * 10
}

const AFTER: [u64; 5] = [20, 50, 100, 200, 500];

fn first_table() -> String {
    let mut text = String::from(
        "| recipients | found after 20 answers | 50 | 100 | 200 | 500 | answers in 1,000 messages at 10:00 | learned | at the best hour |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for kind in [EVENING, IMPATIENT, EARLY, LUNCH, ANY] {
        let found: Vec<_> = found_after(kind, 5, &AFTER).iter().map(|share| format!("{share} %")).collect();
        let (learned, _) = gained(kind, 5);
        let (ten, best) = (at_ten(kind), kind.best() * 10);
        writeln!(text, "| {} | {} | {ten} | {learned} | {best} |", kind.name, found.join(" | ")).unwrap();
    }
    text
}

fn second_table() -> String {
    let mut text = String::from(
        "| explore | found after 50 answers | 100 | 200 | answers in 1,000 messages | of which exploring costs |\n\
         | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for explore in [0, 5, 10, 20] {
        let found: Vec<_> =
            found_after(EVENING, explore, &[50, 100, 200]).iter().map(|share| format!("{share} %")).collect();
        let (all, cost) = gained(EVENING, explore);
        writeln!(text, "| {explore} % | {} | {all} | {cost} |", found.join(" | ")).unwrap();
    }
    text
}

/// In how many runs a storefront with so few answers has found its hour, in an account whose other one has 500.
fn small_beside(own: Kind, other: Kind, answers: u64) -> u64 {
    let found = (1..=RUNS).filter(|seed| {
        let mut large = Shop::new(other, 5, 2_000 + seed);
        send_alone(&mut large, 500);
        let wider = alone(&large);
        let mut small = Shop::new(own, 5, 3_000 + seed);
        small.send_until_answered(answers, &wider);
        small.has_found(&wider)
    });
    percent(found.count() as u64)
}

fn third_table() -> String {
    let mut text = String::from(
        "| a storefront of | beside a large one of | found after 20 answers | 100 | 500 |\n| --- | --- | ---: | ---: | ---: |\n",
    );
    for (own, other) in [(EVENING, EVENING), (EARLY, EARLY), (EARLY, EVENING), (EVENING, EARLY)] {
        let found = [20, 100, 500].map(|answers| format!("{} %", small_beside(own, other, answers)));
        writeln!(text, "| {} | {} | {} |", own.name, other.name, found.join(" | ")).unwrap();
    }
    text
}

/// With `AFTERWORD_WRITE_FIGURES` set the page is written; without, it says what is found here.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
fn the_page_shows_the_figures_that_are_found() {
    let page = std::fs::read_to_string(PAGE).unwrap();
    let (before, rest) = page.split_once(BEGIN).unwrap();
    let (_, after) = rest.split_once(END).unwrap();
    let tables = [first_table(), second_table(), third_table()].join("\n");
    let figured = format!("{before}{BEGIN}{tables}{END}{after}");
    if std::env::var_os("AFTERWORD_WRITE_FIGURES").is_some() {
        std::fs::write(PAGE, &figured).unwrap();
    }
    assert_eq!(figured, std::fs::read_to_string(PAGE).unwrap(), "write the page anew: AFTERWORD_WRITE_FIGURES=1");
}

#[test]
fn whoever_has_a_best_hour_is_found_and_asking_then_brings_more() {
    for kind in [EVENING, EARLY, LUNCH] {
        let found = found_after(kind, 5, &[500])[0];
        assert!(found >= 90, "{}: found in {found} % of the runs", kind.name);
        let (learned, _) = gained(kind, 5);
        assert!(learned > at_ten(kind) * 3 / 2, "{}: {learned}", kind.name);
    }
    let (nothing_to_find, _) = gained(ANY, 5);
    assert!(nothing_to_find.abs_diff(at_ten(ANY)) < 5, "{nothing_to_find}");
}

#[test]
fn a_small_storefront_learns_from_a_large_one_and_two_that_differ_find_their_own() {
    for (own, other, answers) in [(EVENING, EVENING, 20), (EARLY, EVENING, 500), (EVENING, EARLY, 500)] {
        let found = small_beside(own, other, answers);
        assert!(found >= 90, "{} beside {}: {found} %", own.name, other.name);
    }
}
