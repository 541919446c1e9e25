//! Planted bugs: each patch still fits the code that it spoils, and names a test that is there.
//!
//! `scripts/planted` applies them to a copy and builds it, which takes minutes; that it can is seen here at once.

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const FOLDER: &str = "tests/planted/";
const FORM: &str = "begin with `bug: SENTENCE` and `caught by: PACKAGE TARGET TEST`";

/// A hunk of a patch: where it stands, which file it changes, and the lines that it finds there.
struct Hunk<'a> {
    line: usize,
    file: &'a str,
    old: String,
}

fn hunks(patch: &str) -> Vec<Hunk<'_>> {
    let (mut hunks, mut file) = (Vec::new(), "");
    for (at, line) in patch.lines().enumerate() {
        if let Some(path) = line.strip_prefix("+++ b/") {
            file = path;
        } else if line.starts_with("@@ ") {
            hunks.push(Hunk { line: at + 1, file, old: String::new() });
        } else if let (Some(hunk), Some(text)) = (hunks.last_mut(), line.strip_prefix([' ', '-'])) {
            hunk.old.push_str(text);
            hunk.old.push('\n');
        }
    }
    hunks
}

/// The file of a test target, or the folder that holds its modules.
fn files_of<'t>(tree: &'t Tree, package: &str, target: &str) -> impl Iterator<Item = &'t str> {
    let tests = if package == "afterword" { "tests".to_owned() } else { format!("{package}/tests") };
    let (file, folder) = (format!("{tests}/{target}.rs"), format!("{tests}/{target}/"));
    tree.files().map(|(path, _)| path).filter(move |path| *path == file || path.starts_with(&folder))
}

fn catches(tree: &Tree, line: &str) -> bool {
    let words: Vec<_> = line.strip_prefix("caught by: ").unwrap_or_default().split(' ').collect();
    let [package, target, test] = words[..] else { return false };
    files_of(tree, package, target).any(|file| tree.has_test(file, test))
}

fn stale_patches(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (path, patch) in tree.files().filter(|(path, _)| path.starts_with(FOLDER)) {
        let mut lines = patch.lines();
        if !lines.next().is_some_and(|bug| bug.starts_with("bug: ")) {
            findings.push(Finding::new(path, 1, FORM));
        }
        if !lines.next().is_some_and(|suite| catches(tree, suite)) {
            findings.push(Finding::new(path, 2, format!("there is no such test; {FORM}")));
        }
        let hunks = hunks(patch);
        if hunks.is_empty() {
            findings.push(Finding::new(path, 0, "it changes nothing"));
        }
        for hunk in hunks {
            let places = tree.text(hunk.file).map_or(0, |text| text.matches(&hunk.old).count());
            if places != 1 {
                let advice = format!("fits {places} places of `{}`: plant the bug anew in today's code", hunk.file);
                findings.push(Finding::new(path, hunk.line, advice));
            }
        }
    }
    findings
}

#[test]
fn planted_bugs_fit_the_code_and_name_their_test() {
    expect_none(&stale_patches(&Tree::repository()));
}

#[test]
fn a_planted_bug_that_no_longer_fits_is_found() {
    let patch = |old: &str, suite: &str| {
        format!(
            "bug: x\ncaught by: {suite}\n--- a/src/a.rs\n+++ b/src/a.rs\n@@ -1,2 +1,2 @@\n fn a() {{\n-{old}\n+    2\n"
        )
    };
    let test = "#[test]\nfn it_is_one() {}\n\nfn helper() {}\n";
    let tree = Tree::sample(&[
        ("src/a.rs", "fn a() {\n    1\n}\n"),
        ("tests/stories/one.rs", test),
        ("tests/planted/good.patch", &patch("    1", "afterword stories it_is_one")),
        ("tests/planted/stale.patch", &patch("    3", "afterword stories it_is_one")),
        ("tests/planted/helper.patch", &patch("    1", "afterword stories helper")),
        ("tests/planted/nobody.patch", "bug: x\ncaught by: rules stories it_is_one\n"),
        ("tests/planted/mute.patch", ""),
    ]);
    let planted = [
        "tests/planted/helper.patch:2",
        "tests/planted/mute.patch",
        "tests/planted/mute.patch:1",
        "tests/planted/mute.patch:2",
        "tests/planted/nobody.patch",
        "tests/planted/nobody.patch:2",
        "tests/planted/stale.patch:5",
    ];
    expect_at(&stale_patches(&tree), &planted);
}
