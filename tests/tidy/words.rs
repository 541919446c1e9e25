//! What no file of the repository says: unfinished business, places that exist on one machine only, and `unwrap`
//! in the product.

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

/// Written in two halves, so that this file passes its own check.
const FORBIDDEN: &[(&[&str], &str)] = &[
    (&["TO", "DO"], "finish it, or open an issue"),
    (&["FIX", "ME"], "finish it, or open an issue"),
    (&["XX", "X"], "finish it, or open an issue"),
    (&["/wo", "rk/"], "a path of one machine; use a relative one"),
    (&["/fa", "rm/"], "a path of one machine; use a relative one"),
    (&["/ro", "ot/"], "a path of one machine; use a relative one"),
    (&["index", ".crates.io"], "a registry's host; the lock file names the registry"),
    (&["static", ".crates.io"], "a registry's host; the lock file names the registry"),
    (&["registry", ".npmjs.org"], "a registry's host; name the package and version"),
    (&["files.python", "hosted.org"], "a registry's host; name the package and version"),
    (&["pypi.org", "/simple"], "a registry's host; name the package and version"),
    (&["proxy", ".golang.org"], "a registry's host; name the module and version"),
    (&["deb.deb", "ian.org"], "a registry's host; name the package"),
    (&["replace", "-with ="], "a mirror of one machine; keep it in the user's own configuration"),
    (&["extra-", "index-url"], "a mirror of one machine; keep it in the user's own configuration"),
];

/// Input that we copy as it is.
const COPIED: &[&str] = &["tests/data/", "src/web/assets/vendor/", "Cargo.lock"];

fn forbidden(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| !COPIED.iter().any(|start| path.starts_with(start))) {
        for (number, line) in text.lines().enumerate() {
            for (halves, advice) in FORBIDDEN {
                let word = halves.concat();
                if has_word(line, &word) {
                    findings.push(Finding::new(path, number + 1, format!("`{word}`: {advice}")));
                }
            }
        }
    }
    findings
}

/// Does the line have the word, not as a part of a longer one?
fn has_word(line: &str, word: &str) -> bool {
    let is_part = |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
    let begins_plain = !is_part(word.chars().next());
    let ends_plain = !is_part(word.chars().next_back());
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        (begins_plain || !is_part(before)) && (ends_plain || !is_part(after))
    })
}

fn unwraps(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in tree.rust() {
        for call in [".", ".", "::"].iter().zip(["unwrap", "unwrap_err", "unwrap"]) {
            for line in source.product_lines_with(&[call.0, call.1]) {
                findings.push(Finding::new(
                    &source.path,
                    line,
                    "write `expect(\"why this cannot happen\")`, or return an error",
                ));
            }
        }
    }
    findings
}

#[test]
fn nothing_unfinished_and_no_machine_is_mentioned() {
    expect_none(&forbidden(&Tree::repository()));
}

#[test]
fn nothing_unwraps_outside_tests() {
    expect_none(&unwraps(&Tree::repository()));
}

#[test]
fn a_forbidden_word_is_found() {
    let unfinished = format!(
        "fine\n// {}: later\nfn f{}() {{}}\nmktemp {}{}",
        FORBIDDEN[0].0.concat(),
        FORBIDDEN[0].0.concat(),
        FORBIDDEN[2].0.concat(),
        FORBIDDEN[2].0.concat()
    );
    let machine = format!("see {}data/x, not a{}b", FORBIDDEN[3].0.concat(), "/workshop/");
    let mirror = format!("https://{}/serde", FORBIDDEN[6].0.concat());
    let tree = Tree::sample(&[
        ("src/a.rs", &unfinished),
        ("docs/a.md", &machine),
        ("scripts/fetch", &mirror),
        ("Cargo.lock", &mirror),
    ]);
    expect_at(&forbidden(&tree), &["src/a.rs:2", "docs/a.md:1", "scripts/fetch:1"]);
}

#[test]
fn an_unwrap_is_found() {
    let tree = Tree::sample(&[
        (
            "src/a.rs",
            "fn f() {\n    a().unwrap();\n    b().unwrap_or(1);\n    // c().unwrap()\n    m!(d().unwrap());\n    e.map(Option::unwrap)\n}",
        ),
        ("rules/src/b.rs", "#[cfg(test)]\nmod tests {\n    #[test]\n    fn f() { a().unwrap(); }\n}"),
        ("tests/c.rs", "fn f() { a().unwrap(); }"),
    ]);
    expect_at(&unwraps(&tree), &["src/a.rs:2", "src/a.rs:5", "src/a.rs:6"]);
}
