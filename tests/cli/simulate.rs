//! A file of orders is played against settings: the figures are those of a sandbox, and what is wrong is named by its key.

use crate::program::{Program, Said};

const ORDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cdnow_orders.csv.gz");
const ONCE: &str = "account.pressure.gap = \"P0D\"\nstorefront.declared_basis = \"existing_customer\"\n[[campaigns]]\n\
                    reminder = { enabled = true, after = \"P7D\" }\n";

fn simulate(program: &Program, settings: &str, more: &[&str]) -> Said {
    program.write("a.toml", settings);
    let pattern = "customer-{customer_id}@example.com";
    program.run(&[&["simulate", ORDERS, "--settings", "a.toml", "--address-pattern", pattern], more].concat())
}

/// The number in the last column of the line that begins so.
fn figure(text: &str, name: &str) -> u64 {
    let line = text.lines().find(|line| line.trim_start().starts_with(name));
    line.and_then(|line| line.split_whitespace().last()?.parse().ok()).unwrap_or_else(|| unreachable!("{name}: {text}"))
}

#[test]
fn the_real_history_comes_to_what_a_sandbox_makes_of_it() {
    let program = Program::in_new_folder();
    let said = simulate(&program, ONCE, &["--answer-share", "0.1", "--answer-share-again", "0"]);
    // The figures of docs/reference/history.md, column (a).
    let expected = [
        ("frequency.campaign, when planned", 46_089),
        ("asked, and answered", 2_452),
        ("asked, no answer", 21_118),
        ("first, email", 23_570),
        ("reminder, email", 21_118),
        ("messages", 44_688),
    ];
    for (name, count) in expected {
        assert_eq!(figure(said.good(), name), count, "{name}");
    }
    assert!(!program.path("afterword.db").exists(), "nothing is stored");
}

#[test]
fn a_file_may_let_the_hour_be_learned() {
    let program = Program::in_new_folder();
    let learned = format!("{ONCE}send_at = {{ hour = \"auto\", zone = \"recipient\", explore = 20 }}\n");
    let said = simulate(&program, &learned, &["--answer-share", "0", "--answer-share-again", "0"]);
    assert_eq!(figure(said.good(), "first, email"), 23_570);
    let said = simulate(&program, &learned.replace("20", "21"), &[]);
    assert!(said.bad().contains("a.toml: campaigns.0.send_at.explore:"), "{said:?}");
}

#[test]
fn settings_that_cannot_be_are_named_by_file_and_key() {
    let program = Program::in_new_folder();
    let table = [
        ("", "no [[campaigns]]"),
        ("[[campaigns]]\ndelay = 7\n", "a.toml: campaigns.0.delay: expected a string"),
        ("[[campaigns]]\ndelay = \"a week\"\n", "a.toml: campaigns.0.delay: not an ISO 8601 duration"),
        (
            "[[campaigns]]\n[[campaigns.routing]]\nplatform = \"A\"\nurl = \"https://a.example\"\npercent = 9\nmin_rating = 4\n",
            "a.toml: campaigns.0.routing.0.min_rating:",
        ),
        ("[[campaigns]]\ndelays = \"P7D\"\n", "a.toml: campaigns.0.delays:"),
        ("[account.pressure]\ngap = \"soon\"\n[[campaigns]]\n", "a.toml: account.pressure.gap:"),
        ("[storefront]\ntime_zone = \"Mars\"\n[[campaigns]]\n", "a.toml: storefront.time_zone:"),
        ("[storefront]\ndeclared_basis = \"hope\"\n[[campaigns]]\n", "a.toml: storefront.declared_basis:"),
        ("[shop]\n[[campaigns]]\n", "a.toml: shop:"),
        ("campaigns = 1\n", "a.toml: campaigns:"),
        ("[[campaigns]\n", "TOML parse error"),
    ];
    for (settings, words) in table {
        let said = simulate(&program, settings, &[]);
        assert!(said.bad().contains(words), "{settings}: {said:?}");
    }
    let shares = simulate(&program, ONCE, &["--answer-share", "1.5"]);
    assert!(shares.bad().contains("--answer-share: a share is a number from 0 to 1"), "{shares:?}");
    let price = simulate(&program, ONCE, &["--sms-price", "cheap"]);
    assert!(price.bad().contains("--sms-price: an amount and a currency"), "{price:?}");
}
