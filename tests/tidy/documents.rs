//! What the documents point at is there.

use std::collections::BTreeSet;

use crate::tree::{Tree, folder_of, join};
use crate::{Finding, expect_at, expect_none};

const DECISIONS: &str = "docs/decisions/";
const INDEX: &str = "docs/decisions/README.md";

/// `[words](target)` of one document, with its line; code is left out.
pub struct Link {
    pub line: usize,
    pub target: String,
}

/// Every link and picture in the text, code left out.
pub fn links(text: &str) -> Vec<Link> {
    let mut links = Vec::new();
    for (line, words) in prose(text) {
        let plain = without_code(words);
        for (_, rest) in plain.match_indices("](").map(|(at, _)| plain.split_at(at + 2)) {
            let target = rest.split([')', ' ']).next().unwrap_or_default();
            links.push(Link { line, target: target.to_owned() });
        }
        if let Some((_, target)) = plain.strip_prefix('[').and_then(|rest| rest.split_once("]: ")) {
            links.push(Link { line, target: target.trim().to_owned() });
        }
    }
    links
}

/// The lines outside fenced code, with their numbers.
fn prose(text: &str) -> Vec<(usize, &str)> {
    let mut fenced = false;
    let mut lines = Vec::new();
    for (at, line) in text.lines().enumerate() {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        if !fenced && !is_fence {
            lines.push((at + 1, line));
        }
    }
    lines
}

fn without_code(line: &str) -> String {
    line.split('`').step_by(2).collect::<Vec<_>>().join("``")
}

/// The file or folder that a link inside the repository leads to; none for one that leads outside.
pub fn local_target(document: &str, target: &str) -> Option<String> {
    let is_outside = target.contains("://") || target.starts_with("mailto:");
    let path = target.split('#').next().unwrap_or_default();
    (!is_outside && !path.is_empty()).then(|| join(folder_of(document), path))
}

fn broken_links(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (document, text) in documents(tree) {
        for Link { line, target } in links(text) {
            let file = local_target(document, &target);
            if file.as_ref().is_some_and(|file| !tree.has(file)) {
                findings.push(Finding::new(document, line, format!("the link `{target}` leads nowhere")));
            } else if let Some((_, anchor)) = target.split_once('#').filter(|_| !target.contains("://")) {
                let aim = file.as_deref().unwrap_or(document);
                let known = tree.text(aim).map(anchors).unwrap_or_default();
                if !known.contains(anchor) {
                    findings.push(Finding::new(document, line, format!("{aim} has no heading `#{anchor}`")));
                }
            }
        }
    }
    findings
}

pub fn documents(tree: &Tree) -> impl Iterator<Item = (&str, &str)> {
    tree.files().filter(|(path, _)| path.ends_with(".md"))
}

/// The anchors of a document's headings, made as the usual viewers make them.
fn anchors(text: &str) -> BTreeSet<String> {
    let headings = prose(text).into_iter().filter(|(_, line)| line.starts_with('#'));
    headings
        .map(|(_, line)| {
            let words = line.trim_start_matches('#').trim().to_lowercase();
            let kept = words.chars().filter(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '_'));
            kept.map(|c| if c == ' ' { '-' } else { c }).collect()
        })
        .collect()
}

/// Paths in backticks in the two documents that describe the tree.
fn broken_paths(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (document, text) in documents(tree).filter(|(path, _)| matches!(*path, "ARCHITECTURE.md" | "README.md")) {
        for (line, words) in prose(text) {
            for span in words.split('`').skip(1).step_by(2) {
                if is_path(tree, span) && !exists(tree, span) {
                    findings.push(Finding::new(document, line, format!("there is no `{span}` in the repository")));
                }
            }
        }
    }
    findings
}

/// Does a word in backticks mean a file or folder of the repository? Routes and kinds of content do not.
fn is_path(tree: &Tree, span: &str) -> bool {
    const ENDINGS: &[&str] = &["rs", "md", "toml", "sql", "html", "css", "ftl", "lock", "sh"];
    let is_one_word = span.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '_' | '-' | '*'));
    let first = span.split('/').next().unwrap_or_default();
    let begins_here = span.contains('/') && !first.is_empty() && (tree.has(first) || tree.has(&format!("src/{first}")));
    let ends_as_file =
        span.rsplit_once('.').is_some_and(|(stem, ending)| !stem.is_empty() && ENDINGS.contains(&ending));
    let is_absolute = span.starts_with('/') || span.contains("..");
    is_one_word && !is_absolute && (begins_here || ends_as_file)
}

/// From the root, or from `src/`; of a pattern, the part before its star.
fn exists(tree: &Tree, span: &str) -> bool {
    let fixed = span.split('*').next().unwrap_or_default();
    let path = if fixed == span { span } else { folder_of(fixed) };
    tree.has(path) || tree.has(&format!("src/{path}"))
}

/// Every decision has the next number, and the index links it.
fn decisions(tree: &Tree) -> Vec<Finding> {
    let index = tree.text(INDEX).map(links).unwrap_or_default();
    let linked: BTreeSet<String> = index.iter().filter_map(|link| local_target(INDEX, &link.target)).collect();
    let files = documents(tree).map(|(path, _)| path).filter(|path| path.starts_with(DECISIONS) && *path != INDEX);
    let mut findings = Vec::new();
    for (at, path) in files.enumerate() {
        let number = format!("{DECISIONS}{:04}-", at + 1);
        if !path.starts_with(&number) {
            findings.push(Finding::new(path, 0, format!("the next number is {:04}", at + 1)));
        }
        if !linked.contains(path) {
            findings.push(Finding::new(path, 0, format!("{INDEX} does not list it")));
        }
    }
    findings
}

#[test]
fn links_lead_somewhere() {
    expect_none(&broken_links(&Tree::repository()));
}

#[test]
fn paths_named_in_the_overview_exist() {
    expect_none(&broken_paths(&Tree::repository()));
}

#[test]
fn decisions_are_numbered_and_listed() {
    expect_none(&decisions(&Tree::repository()));
}

#[test]
fn a_broken_link_is_found() {
    let guide = "# The guide\n[up](../README.md) [gone](gone.md)\n`[code](gone.md)` [far](https://example.com/x)\n```\n[code](gone.md)\n```\n![picture](a.png)\n[here](#the-guide) [not here](#another)\n[there](../README.md#two-words) [not](../README.md#three)\n[ref]: lost.md\n";
    let tree = Tree::sample(&[("README.md", "## Two words"), ("docs/guide.md", guide), ("docs/a.png", "")]);
    let planted = ["docs/guide.md:2", "docs/guide.md:8", "docs/guide.md:9", "docs/guide.md:10"];
    expect_at(&broken_links(&tree), &planted);
}

#[test]
fn a_path_that_is_gone_is_found() {
    let text = "`src/store/mod.rs` `store/mod.rs` `store/` `src/store/*.rs`\n`src/store/gone.rs`\n`gone.sql`\n`web/pages/`\n`/v1/events` `text/html` `store.write` `cargo run src/x.rs` `Europe/Oslo`\n```\n`gone.rs`\n```\n`src/gone/*.rs`";
    let tree = Tree::sample(&[
        ("ARCHITECTURE.md", text),
        ("src/store/mod.rs", ""),
        ("src/web/mod.rs", ""),
        ("docs/x.md", "`gone.rs`"),
    ]);
    let planted = ["ARCHITECTURE.md:2", "ARCHITECTURE.md:3", "ARCHITECTURE.md:4", "ARCHITECTURE.md:9"];
    expect_at(&broken_paths(&tree), &planted);
}

#[test]
fn an_unlisted_decision_is_found() {
    let tree = Tree::sample(&[
        (INDEX, "[one](0001-one.md) [three](0003-three.md)"),
        ("docs/decisions/0001-one.md", ""),
        ("docs/decisions/0002-two.md", ""),
        ("docs/decisions/0003-three.md", ""),
        ("docs/decisions/0005-five.md", ""),
    ]);
    expect_at(&decisions(&tree), &["docs/decisions/0002-two.md", "docs/decisions/0005-five.md"]);
}
