//! Importing files that are well and files that are not: good lines stand, each bad one is named.

use std::fmt::Write;

use crate::program::{Program, Said};
use crate::support::databases::{Database, each_database};

const HEADER: &str = "order_id,email,ordered_on\n";

/// A shop with one account.
fn shop(database: &Database) -> Program {
    let program = Program::on(database);
    program.account("shop");
    program
}

fn import(program: &Program, content: impl AsRef<[u8]>, more: &[&str]) -> Said {
    program.write("orders.csv", content);
    let usual = ["import", "orders.csv", "--account", "shop", "--storefront", "main", "--type", "order.delivered"];
    program.run(&[&usual[..], more].concat())
}

fn lines(from: usize, to: usize) -> String {
    let mut text = String::new();
    for number in from..=to {
        writeln!(text, "A-{number},customer.canary{number}@example.com,2026-03-01").unwrap();
    }
    text
}

#[test]
fn a_file_is_taken_in_once_however_often_it_comes() {
    each_database("cli_import", async |database| {
        let program = shop(database);
        let file = format!("{HEADER}{}", lines(1, 2_500));
        let first = import(&program, &file, &[]);
        assert!(first.good().contains("2500 orders taken in, 0 known before, 0 lines not taken"), "{first:?}");
        assert_eq!(first.err, "");
        let second = import(&program, &file, &[]);
        assert!(second.good().contains("0 orders taken in, 2500 known before, 0 lines not taken"), "{second:?}");
        let explained = program.run(&["explain", "--account", "shop", "--order", "A-2500"]);
        assert_eq!(explained.good().matches("plan: ").count(), 1, "{explained:?}");
    });
}

#[test]
fn a_broken_line_in_the_middle_is_named_and_the_others_stand() {
    each_database("cli_broken_line", async |database| {
        let program = shop(database);
        let file = format!("{HEADER}{}A-3,no address,2026-03-01\nA-4\n{}", lines(1, 2), lines(5, 6));
        let said = import(&program, &file, &[]);
        assert!(said.good().contains("4 orders taken in, 0 known before, 2 lines not taken"), "{said:?}");
        let named: Vec<_> = said.err.lines().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(named, ["line 4", "line 5"], "{said:?}");
        assert!(!said.err.contains("canary"), "{said:?}");
        let mended = import(&program, format!("{HEADER}{}", lines(1, 6)), &[]);
        assert!(mended.good().contains("2 orders taken in, 4 known before, 0 lines not taken"), "{mended:?}");
    });
}

#[test]
fn a_thousand_broken_lines_are_counted_and_twenty_shown() {
    each_database("cli_broken_lines", async |database| {
        let program = shop(database);
        let said = import(&program, format!("{HEADER}{}{}", "A,B\n".repeat(1_000), lines(1, 1)), &[]);
        assert!(said.good().contains("1 orders taken in, 0 known before, 1000 lines not taken"), "{said:?}");
        assert_eq!(said.err.lines().count(), 21, "{said:?}");
    });
}

#[test]
fn latin_1_and_a_byte_order_mark_are_read() {
    each_database("cli_encodings", async |database| {
        let program = shop(database);
        let mut latin = b"order_id;email;ordered_on;name\nA-1;ada@example.com;2026-03-01;".to_vec();
        latin.extend_from_slice(b"\xc5sa \xd6berg\n");
        assert!(import(&program, latin, &[]).good().contains("1 orders taken in"));
        let marked = format!("\u{feff}{HEADER}{}", lines(2, 2));
        assert!(import(&program, marked, &[]).good().contains("1 orders taken in"));
        for order in ["A-1", "A-2"] {
            program.run(&["explain", "--account", "shop", "--order", order]).good();
        }
    });
}

#[test]
fn a_file_of_which_no_line_can_be_used_changes_nothing() {
    each_database("cli_no_file", async |database| {
        let program = shop(database);
        let mut wide = String::from("order_id,email,ordered_on");
        (0..1_000_000).for_each(|column| write!(wide, ",c{column}").unwrap());
        wide.push_str("\nA-1,ada@example.com,2026-03-01\n");
        for (name, content) in [
            ("wrong header", b"colour,size,weight\nred,1,2\n".to_vec()),
            ("headless", b"A-1,ada@example.com,2026-03-01\n".to_vec()),
            ("empty", Vec::new()),
            ("columns", wide.into_bytes()),
            ("another format", b"PK\x03\x04zip".to_vec()),
            ("JSON", b"{\"orders\": []}".to_vec()),
        ] {
            let said = import(&program, content, &[]);
            assert!(said.bad().starts_with("afterword: orders.csv: "), "{name}: {said:?}");
            assert!(said.err.len() < 1_000, "{name}: {said:?}");
        }
        // Not even the storefront was made: it is now, and says so.
        let good = import(&program, format!("{HEADER}{}", lines(1, 1)), &[]);
        assert!(good.good().starts_with("made the storefront `main`"), "{good:?}");
    });
}

#[test]
fn arguments_that_make_no_sense_change_nothing() {
    each_database("cli_import_arguments", async |database| {
        let program = shop(database);
        let file = format!("{HEADER}{}", lines(1, 1));
        for (more, complaint) in [
            (&["--map", "email"][..], "--map email"),
            (&["--map", "colour=email"], "colour"),
            (&["--address-pattern", "nobody"], "--address-pattern"),
            (&["--basis", "hope"], "--basis hope"),
            (&["--play"], "is no sandbox"),
        ] {
            let said = import(&program, &file, more);
            assert!(said.bad().contains(complaint), "{said:?}");
        }
        let missing = ["import", "none.csv", "--account", "shop", "--storefront", "main", "--type", "order.delivered"];
        assert!(program.run(&missing).bad().contains("none.csv"));
        assert_eq!(import(&program, &file, &["--seed", "1"]).code, 2);
        assert!(import(&program, &file, &[]).good().starts_with("made the storefront `main`"));
    });
}

#[test]
fn a_history_is_played_in_a_sandbox() {
    each_database("cli_play", async |database| {
        let program = Program::on(database);
        program.sandbox("trial");
        program.write("orders.csv", format!("{HEADER}{}", lines(1, 50)).replace("2026", "2015"));
        let usual = ["import", "orders.csv", "--account", "trial", "--storefront", "main", "--type", "order.delivered"];
        let play = [&usual[..], &["--play"]].concat();
        let said = program.run(&play);
        // A sandbox without events goes back to where its history begins; from there its clock only moves forward.
        assert!(said.good().contains("50 orders taken in"), "{said:?}");
        assert!(said.out.contains("orders, by what became of the request"), "{said:?}");
    });
}

#[test]
fn a_file_of_changes_cancels_holds_releases_and_moves_orders() {
    each_database("cli_changes", async |database| {
        let program = shop(database);
        assert!(import(&program, format!("{HEADER}{}", lines(1, 4)), &[]).good().contains("4 orders taken in"));
        let text = "order_id,status,activation_date\nA-1,cancelled,\nA-2,on hold,2026-04-01\nA-3,lost,\nB-1,held,\n";
        program.write("changes.csv", text);
        let change = ["import", "changes.csv", "--account", "shop", "--storefront", "main", "--changes"];
        let said = program.run(&change);
        assert!(said.good().contains("2 orders changed, 2 lines not taken"), "{said:?}");
        let named: Vec<_> = said.err.lines().map(|line| line.split(':').next().unwrap()).collect();
        assert_eq!(named, ["line 4", "line 5"], "{said:?}");
        assert_eq!(program.run(&change).good(), said.out, "saying it twice changes nothing");
        let both = program.run(&[&change[..], &["--type", "order.delivered"]].concat());
        assert!(!both.err.is_empty() && both.out.is_empty(), "{both:?}");
    });
}
