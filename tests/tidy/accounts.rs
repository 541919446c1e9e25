//! The account cannot be forgotten: it is the first argument of every function of the store and the first column of
//! every key.

use crate::rust::Source;
use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

/// Functions that take a transaction and no account, and why.
const FUNCTIONS: &[(&str, &str, &str)] = &[
    ("src/store/accounts.rs", "all", "lists the accounts"),
    ("src/store/accounts.rs", "find_by_name", "finds the account"),
    ("src/store/claims.rs", "accounts_due", "finds the accounts that have work"),
    ("src/store/duties.rs", "take", "a duty is done for all accounts"),
    ("src/store/estimates.rs", "tell", "describes the schema, reads no row"),
    ("src/store/users.rs", "by_email_everywhere", "the keys of an email name the accounts: who signs in names none"),
    ("src/store/installation.rs", "find", "one row: which database this is"),
    ("src/store/installation.rs", "save", "one row: which database this is"),
    ("src/store/installation.rs", "raise", "one row: which database this is"),
    ("src/store/installation.rs", "find", "one row for all accounts"),
    ("src/store/installation.rs", "save", "one row for all accounts"),
    ("src/store/installation.rs", "raise", "one row for all accounts"),
];

/// Tables that do not belong to an account, and why.
const TABLES: &[(&str, &str)] = &[
    ("accounts", "its id is the account"),
    ("installation", "one row: which database this is"),
    ("duties", "what an installation does periodically, for all accounts"),
];

fn functions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in tree.rust().iter().filter(|source| source.path.starts_with("src/store/")) {
        for function in source.functions.iter().filter(|function| function.public && function.owner.is_none()) {
            let has_transaction = function.parameters.first().is_some_and(|(_, kind)| kind == "Tx");
            let second = function.parameters.get(1);
            let has_account = second.is_some_and(|(name, kind)| name == "account" || carries_account(source, kind));
            let is_granted = FUNCTIONS.iter().any(|(path, name, _)| *path == source.path && *name == function.name);
            if has_transaction && !has_account && !is_granted && !source.is_test(function.line) {
                let advice = format!(
                    "`{}` takes a transaction and then no `account`: a row of another account could be reached",
                    function.name
                );
                findings.push(Finding::new(&source.path, function.line, advice));
            }
        }
    }
    findings
}

/// Is this a struct of the same file with a field `account`?
fn carries_account(source: &Source, kind: &str) -> bool {
    let words: Vec<&str> = source.tokens.iter().map(|token| token.text.as_str()).collect();
    let Some(begin) = words.windows(3).position(|three| three == ["struct", kind, "{"]) else { return false };
    let mut fields = words[begin..].windows(2).take_while(|two| two[0] != "}");
    fields.any(|two| two == ["account", ":"])
}

/// An exception for a function of a file that is there must still be needed.
fn stale_functions(tree: &Tree) -> Vec<Finding> {
    let sources = tree.rust();
    let is_gone = |path: &str, name: &str| {
        let file = sources.iter().find(|source| source.path == path);
        file.is_some_and(|source| !source.functions.iter().any(|function| function.name == name))
    };
    let stale = FUNCTIONS.iter().filter(|(path, name, _)| is_gone(path, name));
    stale.map(|(path, name, _)| Finding::new(path, 0, format!("`{name}` is gone: strike it from FUNCTIONS"))).collect()
}

fn keys(tree: &Tree) -> Vec<Finding> {
    let files = tree.files().filter(|(path, _)| path.starts_with("src/store/") && path.ends_with(".sql"));
    files.flat_map(|(path, text)| keys_of(path, text)).collect()
}

fn keys_of(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut line = 1;
    for statement in without_comments(text).split(';') {
        let first = line + statement.chars().take_while(|c| c.is_whitespace()).filter(|c| *c == '\n').count();
        line += statement.matches('\n').count();
        for key in keys_without_account(statement) {
            let advice = format!("`{key}` does not begin with the account");
            findings.push(Finding::new(path, first, advice));
        }
    }
    findings
}

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| line.split_once("--").map_or(line, |(code, _)| code));
    lines.collect::<Vec<_>>().join("\n")
}

/// The keys of one CREATE TABLE or CREATE INDEX that begin with another column.
fn keys_without_account(statement: &str) -> Vec<String> {
    let words: Vec<&str> = statement.split_whitespace().collect();
    let Some((head, body)) = statement.split_once('(') else { return Vec::new() };
    let table = match words.as_slice() {
        ["CREATE", "TABLE", ..] => head.split_whitespace().last().unwrap_or_default(),
        ["CREATE", "INDEX", ..] | ["CREATE", "UNIQUE", "INDEX", ..] => {
            let is_led = body.trim_start().starts_with("account") || is_shared(head.split_whitespace().last());
            return if is_led { Vec::new() } else { vec![words.join(" ")] };
        }
        _ => return Vec::new(),
    };
    if is_shared(Some(table)) {
        return Vec::new();
    }
    let parts = columns(body);
    let mut found: Vec<String> = parts.iter().filter(|part| is_key(part) && !is_led(part)).cloned().collect();
    if !parts.iter().any(|part| part.contains("PRIMARY KEY")) {
        found.push(format!("{table}: no primary key"));
    }
    found
}

fn is_shared(table: Option<&str>) -> bool {
    TABLES.iter().any(|(shared, _)| Some(*shared) == table)
}

/// The parts of a table's definition: columns and constraints, split at the outer commas.
fn columns(body: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut depth = 0_i32;
    for character in body.chars() {
        match character {
            '(' => depth += 1,
            ')' => depth -= 1,
            _ => {}
        }
        match (character, depth, parts.last_mut()) {
            (',', 0, _) => parts.push(String::new()),
            (_, 0.., Some(part)) => part.push(character),
            _ => break,
        }
    }
    parts.iter().map(|part| part.split_whitespace().collect::<Vec<_>>().join(" ")).collect()
}

fn is_key(part: &str) -> bool {
    ["PRIMARY KEY", "UNIQUE", "FOREIGN KEY", "REFERENCES"].iter().any(|word| part.contains(word))
}

/// `account_id ... REFERENCES` or `UNIQUE (account_id, ...)`.
fn is_led(part: &str) -> bool {
    let is_constraint = ["PRIMARY", "UNIQUE", "FOREIGN", "CONSTRAINT"].iter().any(|word| part.starts_with(word));
    let first = if is_constraint { part.split_once('(').map_or("", |(_, columns)| columns) } else { part };
    first.trim_start().starts_with("account")
}

#[test]
fn every_function_of_the_store_takes_the_account_first() {
    expect_none(&functions(&Tree::repository()));
}

#[test]
fn every_exception_is_still_needed() {
    expect_none(&stale_functions(&Tree::repository()));
}

#[test]
fn every_key_begins_with_the_account() {
    expect_none(&keys(&Tree::repository()));
}

#[test]
fn a_function_without_account_is_found() {
    let tree = Tree::sample(&[
        (
            "src/store/orders.rs",
            "pub fn find(tx: &mut Tx<'_>, account: AccountId) {}\npub fn all(tx: &mut Tx<'_>) {}\npub fn late(tx: &mut store::Tx, id: Id, account: AccountId) {}\nfn inner(tx: &mut Tx<'_>) {}\npub fn no(a: u8) {}",
        ),
        (
            "src/store/accounts.rs",
            "pub fn find_by_name(tx: &mut Tx<'_>, name: &str) {}\npub(crate) fn drop(tx: &mut Tx) {}",
        ),
        (
            "src/store/keys.rs",
            "pub struct Key { pub at: u8, pub account: AccountId }\npub struct Bare { at: u8 }\npub fn a(tx: &mut Tx<'_>, key: &Key) {}\npub fn b(tx: &mut Tx<'_>, bare: &Bare) {}",
        ),
        ("src/engine/tick.rs", "pub fn tick(tx: &mut Tx<'_>) {}"),
    ]);
    let planted = ["src/store/orders.rs:2", "src/store/orders.rs:3", "src/store/accounts.rs:2", "src/store/keys.rs:4"];
    expect_at(&functions(&tree), &planted);
    expect_at(&stale_functions(&tree), &["src/store/accounts.rs"]);
}

#[test]
fn a_key_without_account_is_found() {
    let schema = "-- CREATE TABLE x (id TEXT PRIMARY KEY);
CREATE TABLE accounts (id TEXT PRIMARY KEY, name TEXT UNIQUE);
CREATE TABLE good (
    account_id TEXT NOT NULL REFERENCES accounts (id),
    id TEXT NOT NULL,
    PRIMARY KEY (account_id, id),
    UNIQUE (account_id, email)
) {without_rowid};
CREATE TABLE own_key (id TEXT PRIMARY KEY, account_id TEXT);

CREATE TABLE own_unique (account_id TEXT, a TEXT, PRIMARY KEY (account_id, a), UNIQUE (a));
CREATE TABLE keyless (account_id TEXT);
CREATE UNIQUE INDEX good_due ON good (account_id, due_at);
CREATE INDEX bad_due ON good (due_at, account_id);
CREATE INDEX accounts_by_name ON accounts (name);
";
    let tree = Tree::sample(&[("src/store/schema.sql", schema)]);
    let planted =
        ["src/store/schema.sql:9", "src/store/schema.sql:11", "src/store/schema.sql:12", "src/store/schema.sql:14"];
    expect_at(&keys(&tree), &planted);
}
