//! The crate `rules` is pure: its dependency list proves it, and its source asks the world for nothing.

use std::collections::BTreeSet;

use crate::rust::{Kind, Source};
use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const MANIFEST: &str = "rules/Cargo.toml";

/// What each table of the manifest may hold; a new entry is a decision for docs/decisions.
const DEPENDENCIES: &[(&str, &[&str])] =
    &[("dependencies", &["jiff"]), ("dev-dependencies", &["proptest"]), ("build-dependencies", &[])];

/// Words that rules have no use for, and why.
const WORDS: &[(&str, &str)] = &[
    ("async", "rules never wait"),
    ("await", "rules never wait"),
    ("unsafe", "rules need no exception from the compiler"),
    ("HashMap", "its order is chance; use BTreeMap or a sorted Vec"),
    ("HashSet", "its order is chance; use BTreeSet or a sorted Vec"),
    ("Mutex", "rules share nothing"),
    ("RwLock", "rules share nothing"),
    ("RefCell", "rules change nothing that they were given"),
    ("OnceLock", "rules keep nothing between two calls"),
    ("LazyLock", "rules keep nothing between two calls"),
    ("thread_local", "rules keep nothing between two calls"),
    ("println", "rules answer with values"),
    ("eprintln", "rules answer with values"),
];

/// Modules of the standard library that lead out of the crate.
const WORLD: &[&str] = &["fs", "io", "net", "env", "process", "thread", "os"];

fn dependencies(tree: &Tree) -> Vec<Finding> {
    let Some(text) = tree.text(MANIFEST) else {
        return vec![Finding::new(MANIFEST, 0, "the crate `rules` is gone")];
    };
    let manifest: toml::Table = text.parse().expect("cargo has read this manifest");
    let mut findings = Vec::new();
    for (table, allowed) in DEPENDENCIES {
        let present: BTreeSet<&str> = manifest
            .get(*table)
            .and_then(toml::Value::as_table)
            .map(|table| table.keys().map(String::as_str).collect())
            .unwrap_or_default();
        if present != allowed.iter().copied().collect() {
            let advice =
                format!("[{table}] holds {present:?}, and must hold exactly {allowed:?}: the list proves the purity");
            findings.push(Finding::new(MANIFEST, 0, advice));
        }
    }
    for table in ["target", "features"] {
        if manifest.contains_key(table) {
            findings.push(Finding::new(MANIFEST, 0, format!("[{table}] has no place in the crate `rules`")));
        }
    }
    findings
}

fn source(tree: &Tree) -> Vec<Finding> {
    let sources = tree.rust();
    sources.iter().filter(|source| source.path.starts_with("rules/src/")).flat_map(check_file).collect()
}

fn check_file(source: &Source) -> Vec<Finding> {
    let words = source.tokens.iter().filter(|token| token.kind == Kind::Word && !source.is_test(token.line));
    let by_word = words.filter_map(|token| {
        let (word, reason) = WORDS.iter().find(|(word, _)| *word == token.text)?;
        Some(Finding::new(&source.path, token.line, format!("`{word}`: {reason}")))
    });
    let by_name = source.product_names().filter_map(|name| {
        let [first, second, ..] = name.segments.as_slice() else { return None };
        let leads_out = first == "std" && WORLD.contains(&second.as_str());
        leads_out.then(|| {
            Finding::new(
                &source.path,
                name.line,
                format!("`std::{second}`: rules are pure, take the value as an argument"),
            )
        })
    });
    by_word.chain(by_name).collect()
}

#[test]
fn the_dependencies_of_the_rules_are_exactly_the_allowed_ones() {
    expect_none(&dependencies(&Tree::repository()));
}

#[test]
fn the_rules_are_pure() {
    expect_none(&source(&Tree::repository()));
}

#[test]
fn another_dependency_is_found() {
    let more = "[dependencies]\njiff = \"1\"\nrand = \"1\"\n[dev-dependencies]\nproptest = \"1\"";
    expect_at(&dependencies(&Tree::sample(&[(MANIFEST, more)])), &[MANIFEST]);
    let fewer = "[dependencies]\n[dev-dependencies]\nproptest = \"1\"";
    expect_at(&dependencies(&Tree::sample(&[(MANIFEST, fewer)])), &[MANIFEST]);
    let right = "[dependencies]\njiff = \"1\"\n[dev-dependencies]\nproptest = \"1\"";
    expect_none(&dependencies(&Tree::sample(&[(MANIFEST, right)])));
    let hidden = format!("{right}\n[target.'cfg(unix)'.dependencies]\nlibc = \"1\"");
    expect_at(&dependencies(&Tree::sample(&[(MANIFEST, &hidden)])), &[MANIFEST]);
}

#[test]
fn impure_code_is_found() {
    let tree = Tree::sample(&[
        (
            "rules/src/plan.rs",
            "use std::collections::HashMap;\nasync fn f() {}\nfn g() { std::fs::read(\"x\") }\nuse std::{env, fmt};",
        ),
        (
            "rules/src/delay.rs",
            "//! No HashMap here.\nuse std::collections::BTreeMap;\n#[cfg(test)]\nuse std::collections::HashSet;",
        ),
        ("src/engine/run.rs", "async fn run() {}"),
    ]);
    let planted = ["rules/src/plan.rs:1", "rules/src/plan.rs:2", "rules/src/plan.rs:3", "rules/src/plan.rs:4"];
    expect_at(&source(&tree), &planted);
}
