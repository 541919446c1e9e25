//! How long a file and a function may get. Past 400 lines, look for the second noun.

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const FILE_LINES: usize = 500;
const FUNCTION_LINES: usize = 70;

/// What people write and read: code, SQL, templates, texts, scripts, documents.
const WRITTEN: &[&str] = &["rs", "sql", "html", "txt", "css", "js", "ftl", "md", "toml", "sh", "py"];

/// What grows by itself or was written elsewhere.
const UNLIMITED: &[(&str, &str)] = &[
    ("CHANGELOG.md", "grows with every release"),
    ("docs/reference/", "generated or measured, looked up and not read"),
    ("src/web/assets/vendor/", "kept as its authors publish it"),
    ("tests/data/", "input, not text"),
];

fn files(tree: &Tree) -> Vec<Finding> {
    let limited = tree.files().filter(|(path, _)| is_written(path) && !is_unlimited(path));
    limited
        .map(|(path, text)| (path, text.lines().count()))
        .filter(|(_, lines)| *lines > FILE_LINES)
        .map(|(path, lines)| {
            Finding::new(
                path,
                0,
                format!("{lines} lines, at most {FILE_LINES}: find the second noun and give it a file"),
            )
        })
        .collect()
}

fn is_written(path: &str) -> bool {
    let is_script = matches!(path, "test" | ".ci/run") || path.starts_with("scripts/");
    is_script || path.rsplit_once('.').is_some_and(|(_, ending)| WRITTEN.contains(&ending))
}

fn is_unlimited(path: &str) -> bool {
    UNLIMITED.iter().any(|(start, _)| path.starts_with(start))
}

fn functions(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for source in tree.rust() {
        for function in &source.functions {
            let lines = function.lines.end() - function.lines.start() + 1;
            if lines > FUNCTION_LINES {
                let advice = format!("`{}` has {lines} lines, at most {FUNCTION_LINES}: split it", function.name);
                findings.push(Finding::new(&source.path, function.line, advice));
            }
        }
    }
    findings
}

#[test]
fn files_are_short() {
    expect_none(&files(&Tree::repository()));
}

#[test]
fn functions_are_short() {
    expect_none(&functions(&Tree::repository()));
}

#[test]
fn a_long_file_is_found() {
    let just = "\n".repeat(FILE_LINES);
    let over = "\n".repeat(FILE_LINES + 1);
    let tree = Tree::sample(&[
        ("src/just.rs", &just),
        ("src/over.rs", &over),
        ("src/web/templates/over.html", &over),
        ("src/store/over.sql", &over),
        ("scripts/over", &over),
        ("CHANGELOG.md", &over),
        ("Cargo.lock", &over),
    ]);
    let planted = ["src/over.rs", "src/web/templates/over.html", "src/store/over.sql", "scripts/over"];
    expect_at(&files(&tree), &planted);
}

#[test]
fn a_long_function_is_found() {
    let function = |name: &str, lines: usize| format!("fn {name}() {{{}}}\n", "\n".repeat(lines - 1));
    let just = function("just", FUNCTION_LINES);
    let over = format!("impl A {{\n/// Doc.\n{}}}", function("over", FUNCTION_LINES + 1));
    let tree = Tree::sample(&[("src/just.rs", &just), ("src/over.rs", &over)]);
    expect_at(&functions(&tree), &["src/over.rs:3"]);
}
