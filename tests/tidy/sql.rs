//! SQL lives in the store, holds no time and no chance, and one file begins transactions.

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const STORE: &str = "src/store/";

/// Words that begin a transaction, and the one file that may say them.
const BEGINS: &[&str] = &["BEGIN", "START"];
const BEGINNER: &str = "src/store/mod.rs";

/// Words that end one or mark a place in it, and the files that may say them: the thread that runs transactions and
/// the two drivers.
const ENDS: &[&str] = &["COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE"];
const ENDERS: &[&str] = &["src/store/worker.rs", "src/store/sqlite.rs", "src/store/postgres.rs"];

/// How a statement begins and what must follow somewhere for it to be SQL and not English.
const STATEMENTS: &[(&str, &str)] = &[
    ("select ", " from "),
    ("insert into ", ""),
    ("insert or ", " into "),
    ("update ", " set "),
    ("delete from ", ""),
    ("with ", " as ("),
    ("create table ", ""),
    ("create index ", ""),
    ("create unique index ", ""),
    ("create view ", ""),
    ("alter table ", ""),
    ("drop table ", ""),
    ("drop index ", ""),
    ("truncate table ", ""),
    ("pragma ", ""),
];

/// The crates that speak SQL.
const DRIVERS: &[&str] = &["rusqlite", "postgres", "tokio_postgres", "deadpool_postgres", "sqlx"];

/// SQL that reads the clock or draws from chance, in lower case.
const IMPURE: &[&str] = &[
    "now()",
    "clock_timestamp",
    "statement_timestamp",
    "transaction_timestamp",
    "current_timestamp",
    "current_date",
    "current_time",
    "localtime",
    "unixepoch",
    "julianday",
    "strftime",
    "'now'",
    "random()",
    "randomblob",
    "gen_random_uuid",
    "tablesample",
];

/// Where the clock may be read all the same.
const CLOCKS: &[(&str, &str)] =
    &[(BEGINNER, "the nodes on one PostgreSQL share its clock, which is read once a tick and given on as a value")];

fn transactions(tree: &Tree) -> Vec<Finding> {
    let words = literals(tree).into_iter().flat_map(|(path, line, text)| {
        let words: Vec<String> = statements(&text).iter().filter_map(|statement| first_word(statement)).collect();
        words.into_iter().map(move |word| (path.clone(), line, word))
    });
    words
        .filter(|(path, _, word)| {
            let begins = BEGINS.contains(&word.as_str()) && path != BEGINNER;
            let ends = ENDS.contains(&word.as_str()) && !ENDERS.contains(&path.as_str());
            begins || ends
        })
        .map(|(path, line, word)| {
            Finding::new(
                &path,
                line,
                format!("`{word}`: transactions begin and end in the store; pass a closure to Store::write"),
            )
        })
        .collect()
}

/// The first word, where it is written as SQL writes it.
fn first_word(statement: &str) -> Option<String> {
    let word: String = statement.chars().take_while(char::is_ascii_uppercase).collect();
    let next = statement.chars().nth(word.len());
    let ends = next.is_none_or(|character| character.is_whitespace() || character == '{');
    (!word.is_empty() && ends).then_some(word)
}

fn outside(tree: &Tree) -> Vec<Finding> {
    let in_literals = literals(tree)
        .into_iter()
        .filter(|(path, _, text)| !path.starts_with(STORE) && statements(text).iter().any(|part| is_sql(part)))
        .map(|(path, line, _)| {
            Finding::new(
                &path,
                line,
                "SQL belongs into src/store/, beside its binding and mapping (or say it otherwise)",
            )
        });
    let files = tree.files().filter(|(path, _)| path.ends_with(".sql") && !path.starts_with(STORE));
    let in_files = files.map(|(path, _)| Finding::new(path, 0, "SQL belongs into src/store/"));
    in_literals.chain(in_files).chain(drivers(tree)).collect()
}

fn drivers(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in tree.rust().iter().filter(|source| !source.path.starts_with(STORE)) {
        for name in source.product_names().filter(|name| name.segments.len() > 1) {
            if DRIVERS.contains(&name.segments[0].as_str()) {
                let advice = format!("only src/store/ speaks to `{}`", name.segments[0]);
                findings.push(Finding::new(&source.path, name.line, advice));
            }
        }
    }
    findings
}

fn is_sql(statement: &str) -> bool {
    let statement = statement.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ");
    STATEMENTS.iter().any(|(begin, then)| statement.starts_with(begin) && statement.contains(then))
}

fn impure(tree: &Tree) -> Vec<Finding> {
    let literals =
        literals(tree).into_iter().filter(|(path, _, text)| path.starts_with(STORE) && !is_clock(path, text));
    let mut findings = Vec::new();
    for (path, line, text) in literals {
        let text = text.to_lowercase();
        for word in IMPURE.iter().filter(|word| text.contains(**word)) {
            findings.push(Finding::new(&path, line, format!("`{word}` in SQL: bind `now` or `chance` as a parameter")));
        }
    }
    findings
}

/// A clock read that is granted: the whole statement does nothing else.
fn is_clock(path: &str, text: &str) -> bool {
    CLOCKS.iter().any(|(file, _)| *file == path)
        && text.starts_with("SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp())")
}

/// Every string literal of the product and every line of an SQL file: path, line, text.
fn literals(tree: &Tree) -> Vec<(String, usize, String)> {
    let mut all = Vec::new();
    for source in tree.rust() {
        all.extend(source.product_literals().map(|(line, text)| (source.path.clone(), line, text.to_owned())));
    }
    for (path, text) in tree.files().filter(|(path, _)| path.ends_with(".sql")) {
        all.extend(
            text.lines().enumerate().map(|(at, line)| (path.to_owned(), at + 1, without_comment(line).to_owned())),
        );
    }
    all
}

fn without_comment(line: &str) -> &str {
    line.split_once("--").map_or(line, |(code, _)| code)
}

fn statements(text: &str) -> Vec<&str> {
    text.split(';').map(str::trim).filter(|statement| !statement.is_empty()).collect()
}

#[test]
fn transactions_begin_in_one_file() {
    expect_none(&transactions(&Tree::repository()));
}

#[test]
fn sql_is_written_in_the_store_only() {
    expect_none(&outside(&Tree::repository()));
}

#[test]
fn sql_holds_no_time_and_no_chance() {
    expect_none(&impure(&Tree::repository()));
}

#[test]
fn a_transaction_begun_elsewhere_is_found() {
    let tree = Tree::sample(&[
        ("src/store/mod.rs", "const B: &str = \"BEGIN IMMEDIATE\";\nconst C: &str = \"COMMIT\";"),
        ("src/store/worker.rs", "fn f() { run(\"COMMIT\"); run(\"ROLLBACK TO member\"); }\nfn g() { run(\"BEGIN\") }"),
        (
            "src/store/orders.rs",
            "fn f() { run(\"UPDATE x SET y = 1; COMMIT\"); say(\"BEGINNING\"); say(\"Begin here\") }",
        ),
        ("src/store/migrations/0001_a.sql", "-- BEGIN\nCREATE TABLE a (b TEXT);\nBEGIN;\n"),
        ("src/engine/tick.rs", "#[cfg(test)]\nmod tests { const B: &str = \"BEGIN\"; }"),
    ]);
    let planted =
        ["src/store/mod.rs:2", "src/store/worker.rs:2", "src/store/orders.rs:1", "src/store/migrations/0001_a.sql:3"];
    expect_at(&transactions(&tree), &planted);
}

#[test]
fn sql_outside_the_store_is_found() {
    let tree = Tree::sample(&[
        ("src/store/orders.rs", "use rusqlite::Connection;\nconst A: &str = \"SELECT a FROM b\";"),
        ("src/engine/tick.rs", "const A: &str = \"\n  SELECT a\n FROM b\";\nconst B: &str = \"Select a storefront\";"),
        (
            "src/insight/nps.rs",
            "const A: &str = r#\"with x as (select 1) delete from y\"#;\nuse postgres::Client;\nfn postgres() {}",
        ),
        ("src/web/orders.sql", "SELECT 1"),
    ]);
    let planted = ["src/engine/tick.rs:1", "src/insight/nps.rs:1", "src/insight/nps.rs:2", "src/web/orders.sql"];
    expect_at(&outside(&tree), &planted);
}

#[test]
fn impure_sql_is_found() {
    let clock = "const NOW: &str = \"SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)\";";
    let tree = Tree::sample(&[
        ("src/store/mod.rs", clock),
        ("src/store/orders.rs", "const A: &str = \"UPDATE a SET b = NOW()\";\nconst B: &str = \"ORDER BY random()\";"),
        ("src/store/claims.rs", clock),
        (
            "src/store/schema.sql",
            "CREATE TABLE a (\n  b BIGINT DEFAULT CURRENT_TIMESTAMP -- not now()\n);\n-- random()",
        ),
        ("src/engine/tick.rs", "fn f() { say(\"now()\") }"),
    ]);
    let planted = ["src/store/orders.rs:1", "src/store/orders.rs:2", "src/store/claims.rs:1", "src/store/schema.sql:2"];
    expect_at(&impure(&tree), &planted);
}
