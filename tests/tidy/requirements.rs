//! The table of requirements: every number has its row, and every test that a row names is there.

use std::collections::BTreeMap;

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const TABLE: &str = "docs/reference/requirements.md";
/// What a row says where no test shows its requirement.
const NOT_BUILT: &str = "not built yet";
/// The numbers that need a row: all from the first to the last.
const NUMBERS: &[(&str, u32, u32)] = &[
    ("TP", 1, 11),
    ("RI", 17, 17),
    ("ET", 1, 13),
    ("AV", 1, 8),
    ("AW", 1, 2),
    ("AW", 5, 5),
    ("AW", 8, 10),
    ("AW", 12, 12),
];

/// A row of the table: where it stands, and what it says its requirement is shown by.
struct Row<'a> {
    line: usize,
    number: &'a str,
    shown_by: &'a str,
}

fn rows(text: &str) -> Vec<Row<'_>> {
    let mut rows = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let cells: Vec<_> = line.split('|').map(str::trim).collect();
        if let ["", number, _, shown_by, ""] = cells[..]
            && number.contains(|letter: char| letter.is_ascii_digit())
        {
            rows.push(Row { line: at + 1, number, shown_by });
        }
    }
    rows
}

/// The tests that a cell names, each with its file: `` `file` `test` `test` ``.
fn tests_of(cell: &str) -> Vec<(&str, &str)> {
    let (mut file, mut tests) = ("", Vec::new());
    for span in cell.split('`').skip(1).step_by(2) {
        if span.contains('/') {
            file = span;
        } else {
            tests.push((file, span));
        }
    }
    tests
}

fn unshown(tree: &Tree) -> Vec<Finding> {
    let rows = rows(tree.text(TABLE).unwrap_or_default());
    let mut findings = Vec::new();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for row in &rows {
        let tests = tests_of(row.shown_by);
        if tests.is_empty() && !row.shown_by.contains(NOT_BUILT) {
            findings.push(Finding::new(TABLE, row.line, format!("name a test, or say `{NOT_BUILT}`")));
        }
        for (file, test) in tests {
            if !tree.has_test(file, test) {
                findings.push(Finding::new(TABLE, row.line, format!("`{file}` has no test `{test}`")));
            }
        }
        if let Some(before) = seen.insert(row.number, row.line) {
            findings.push(Finding::new(TABLE, row.line, format!("{} stands in line {before} too", row.number)));
        }
    }
    let wanted =
        NUMBERS.iter().flat_map(|(kind, from, to)| (*from..=*to).map(move |number| format!("{kind}-{number}")));
    for number in wanted.filter(|number| !seen.contains_key(number.as_str())) {
        findings.push(Finding::new(TABLE, 0, format!("{number} has no row")));
    }
    findings
}

#[test]
fn every_requirement_has_a_row_and_every_test_of_a_row_is_there() {
    expect_none(&unshown(&Tree::repository()));
}

#[test]
fn a_requirement_without_a_row_or_a_test_is_found() {
    let mut table = String::from("| number | requirement | shown by |\n| --- | --- | --- |\n");
    for (kind, from, to) in NUMBERS {
        for number in *from..=*to {
            table.push_str(&format!("| {kind}-{number} | x | `tests/a.rs` `it_is` |\n"));
        }
    }
    let tests = "#[test]\nfn it_is() {}\n\nfn helper() {}\n";
    let found = |table: &str| unshown(&Tree::sample(&[(TABLE, table), ("tests/a.rs", tests)]));
    expect_none(&found(&table));
    expect_at(&found(&table.replace("| TP-3 |", "| TP-4 |")), &[TABLE, "docs/reference/requirements.md:6"]);
    let planted = table
        .replacen("`it_is`", "`it_is_not`", 1)
        .replacen("`it_is` |\n| TP-3", "`helper` |\n| TP-3", 1)
        .replacen("| TP-3 | x | `tests/a.rs` `it_is`", "| TP-3 | x | soon", 1)
        .replacen("| TP-4 | x | `tests/a.rs` `it_is`", "| TP-4 | x | not built yet", 1);
    let places = [3, 4, 5].map(|line| format!("{TABLE}:{line}"));
    expect_at(&found(&planted), &places.each_ref().map(String::as_str));
}
