//! Nothing lies around: every source file is part of a crate, every document is linked, everything else is named by
//! what uses it.

use std::collections::{BTreeMap, BTreeSet};

use crate::documents::{documents, links, local_target};
use crate::rust::{Kind, Source};
use crate::tree::{Tree, folder_of, name_of};
use crate::{Finding, expect_at, expect_none};

/// Where everything must be reached. The root itself holds what tools and people look for by name.
const FOLDERS: &[&str] = &["src/", "rules/", "tests/", "benches/", "docs/", "scripts/"];

/// Whose patches `scripts/planted` applies, all of them.
const PLANTED: &str = "tests/planted";

/// Names that a tool looks for.
const KNOWN_TO_TOOLS: &[&str] = &["Cargo.toml", "clippy.toml", "rustfmt.toml"];

fn check(tree: &Tree) -> Vec<Finding> {
    let sources = tree.rust();
    let modules = reached_modules(tree, &sources);
    let linked = linked_documents(tree);
    let mentions = Mentions::collect(tree, &sources);
    let mut findings = Vec::new();
    for (path, text) in tree.files().filter(|(path, _)| FOLDERS.iter().any(|folder| path.starts_with(folder))) {
        let (reached, advice) = match path.rsplit_once('.').map(|(_, ending)| ending) {
            Some("rs") => (modules.contains(path), "no module declares it: declare it or delete it"),
            Some("md") => {
                (linked.contains(path), "no document links it, beginning at those in the root: link it or delete it")
            }
            Some("patch") => (folder_of(path) == PLANTED, "no script applies it: plant it or delete it"),
            Some("snap") => (snapshot_has_source(tree, text), "the source of this snapshot is gone: delete it"),
            _ => (is_known(tree, path) || mentions.reach(path), "nothing names it: use it or delete it"),
        };
        if !reached {
            findings.push(Finding::new(path, 0, advice));
        }
    }
    findings
}

/// Every file that rustc reads, from the roots of the crates on.
fn reached_modules<'a>(tree: &'a Tree, sources: &'a [Source]) -> BTreeSet<&'a str> {
    let by_path: BTreeMap<&str, &Source> = sources.iter().map(|source| (source.path.as_str(), source)).collect();
    let packages: Vec<&str> =
        tree.files().filter(|(path, _)| name_of(path) == "Cargo.toml").map(|(path, _)| folder_of(path)).collect();
    let mut to_read: Vec<&str> =
        by_path.keys().filter(|path| packages.iter().any(|package| is_root(package, path))).copied().collect();
    let mut reached = BTreeSet::new();
    while let Some(path) = to_read.pop() {
        if let Some(source) = by_path.get(path)
            && reached.insert(path)
        {
            to_read.extend(source.declared.iter().flat_map(|module| &module.paths).map(String::as_str));
        }
    }
    reached
}

/// The files that Cargo takes as the root of a crate without being told.
fn is_root(package: &str, path: &str) -> bool {
    let below = match package {
        "" => path,
        _ => path.strip_prefix(package).and_then(|rest| rest.strip_prefix('/')).unwrap_or_default(),
    };
    matches!(
        below.split('/').collect::<Vec<_>>().as_slice(),
        ["build.rs"]
            | ["src", "lib.rs" | "main.rs"]
            | ["src", "bin", _]
            | ["tests" | "benches" | "examples", _]
            | ["tests" | "benches" | "examples", _, "main.rs"]
    )
}

/// Documents that can be come to by links from those in the root.
fn linked_documents(tree: &Tree) -> BTreeSet<String> {
    let texts: BTreeMap<&str, &str> = documents(tree).collect();
    let mut to_read: Vec<String> =
        texts.keys().filter(|path| !path.contains('/')).map(|path| (*path).to_owned()).collect();
    let mut reached = BTreeSet::new();
    while let Some(path) = to_read.pop() {
        if let Some(text) = texts.get(path.as_str())
            && reached.insert(path.clone())
        {
            to_read.extend(links(text).iter().filter_map(|link| local_target(&path, &link.target)));
        }
    }
    reached
}

/// A snapshot's header names the test that made it.
fn snapshot_has_source(tree: &Tree, text: &str) -> bool {
    let source = text.lines().find_map(|line| line.strip_prefix("source: "));
    source.is_some_and(|path| tree.has(path.trim().trim_matches('"')))
}

/// Tool files, and the regressions of a property test beside their source.
fn is_known(tree: &Tree, path: &str) -> bool {
    let of_property = path.strip_suffix(".proptest-regressions").is_some_and(|stem| tree.has(&format!("{stem}.rs")));
    let of_folder = path.replacen("proptest-regressions/", "src/", 1).replace(".txt", ".rs");
    let of_crate = path.contains("proptest-regressions/") && tree.has(&of_folder);
    KNOWN_TO_TOOLS.contains(&name_of(path)) || of_property || of_crate
}

/// What the tree says where it names files: string literals of the code, templates, styles, scripts, manifests, links.
struct Mentions {
    /// Whose text, and the text.
    texts: Vec<(String, String)>,
    /// Whole literals of the code: a folder that is embedded or read as one is named so.
    literals: BTreeSet<String>,
}

impl Mentions {
    fn collect(tree: &Tree, sources: &[Source]) -> Mentions {
        let mut mentions = Mentions { texts: Vec::new(), literals: BTreeSet::new() };
        // The samples of these checks name files that are not there.
        for source in sources.iter().filter(|source| !source.path.starts_with("tests/tidy/")) {
            for literal in source.tokens.iter().filter(|token| token.kind == Kind::Text) {
                mentions.literals.insert(literal.text.trim_start_matches("./").trim_matches('/').to_owned());
                mentions.texts.push((source.path.clone(), literal.text.clone()));
            }
        }
        let others = tree.files().filter(|(path, _)| !path.ends_with(".rs") && *path != "Cargo.lock");
        mentions.texts.extend(others.map(|(path, text)| (path.to_owned(), text.to_owned())));
        mentions
    }

    /// Does another file name this one, or the code a folder that it is in?
    fn reach(&self, path: &str) -> bool {
        // Templates of different nouns share their names: they are named with their folder.
        let name = path.split_once("/templates/").map_or(name_of(path), |(_, name)| name);
        let is_named = self.texts.iter().any(|(from, text)| from != path && text.contains(name));
        // `src` and `tests` alone name nothing.
        let mut folders = std::iter::successors(Some(folder_of(path)), |folder| Some(folder_of(folder)))
            .take_while(|folder| folder.contains('/'));
        is_named || folders.any(|folder| self.literals.contains(folder))
    }
}

#[test]
fn nothing_lies_around() {
    expect_none(&check(&Tree::repository()));
}

#[test]
fn what_lies_around_is_found() {
    let tree = Tree::sample(&[
        ("Cargo.toml", ""),
        ("README.md", "[guide](docs/guide.md)"),
        (
            "src/lib.rs",
            "mod store;\n#[derive(RustEmbed)]\n#[folder = \"src/web/assets\"]\nstruct Assets;\n#[template(path = \"orders/list.html\")]\nstruct List;",
        ),
        ("src/store/mod.rs", "mod orders;\nconst S: &str = include_str!(\"schema.sql\");"),
        ("src/store/orders.rs", ""),
        ("src/store/customers.rs", "mod deep;"),
        ("src/store/customers/deep.rs", ""),
        ("src/store/schema.sql", ""),
        ("src/store/old.sql", ""),
        ("src/web/assets/htmx.js", ""),
        ("src/web/templates/orders/show.html", "{% extends \"layout.html\" %} show.html"),
        ("src/web/templates/layout.html", ""),
        ("src/web/templates/contacts/list.html", ""),
        ("src/web/templates/orders/list.html", ""),
        ("rules/Cargo.toml", ""),
        ("rules/src/lib.rs", ""),
        ("rules/proptest-regressions/lib.txt", ""),
        ("rules/proptest-regressions/gone.txt", ""),
        ("tests/stories/main.rs", "mod orders;"),
        ("tests/stories/orders.rs", ""),
        ("tests/stories/left.rs", ""),
        ("tests/snapshots/a.snap", "---\nsource: tests/stories/orders.rs\n---\n"),
        ("tests/snapshots/b.snap", "---\nsource: tests/gone.rs\n---\n"),
        ("docs/guide.md", "![picture](picture.png) [next](next.md)"),
        ("docs/next.md", ""),
        ("docs/island.md", "[island](island.md)"),
        ("docs/picture.png", ""),
        ("docs/other.png", ""),
        ("scripts/postgres", ""),
        ("tests/planted/bug.patch", ""),
        ("tests/stories/bug.patch", ""),
        ("test", "scripts/postgres start"),
    ]);
    let planted = [
        "src/store/customers.rs",
        "src/store/customers/deep.rs",
        "src/store/old.sql",
        "src/web/templates/contacts/list.html",
        "src/web/templates/orders/show.html",
        "rules/proptest-regressions/gone.txt",
        "tests/stories/left.rs",
        "tests/stories/bug.patch",
        "tests/snapshots/b.snap",
        "docs/island.md",
        "docs/other.png",
    ];
    expect_at(&check(&tree), &planted);
}
