//! The repository as the checks see it: every file that git would keep, read once.

use std::collections::BTreeMap;
use std::path::Path;

use ignore::WalkBuilder;

use crate::rust::{self, Source};

/// Paths are relative to the root and separated by `/`.
pub struct Tree {
    files: BTreeMap<String, String>,
}

impl Tree {
    /// Every file below the root that `.gitignore` does not name, tracked or not.
    pub fn repository() -> Tree {
        // Cargo runs a test in the folder of its package.
        let root = Path::new(".");
        let walk = WalkBuilder::new(root)
            .hidden(false)
            .parents(false)
            .git_global(false)
            .git_exclude(false)
            .require_git(false)
            .filter_entry(|entry| entry.file_name() != ".git")
            .build();
        let mut files = BTreeMap::new();
        for entry in walk {
            let entry = entry.expect("the working folder can be read");
            if entry.file_type().is_some_and(|kind| kind.is_file()) {
                let path = entry.path().strip_prefix(root).expect("the walk starts at the root");
                let bytes = std::fs::read(entry.path()).expect("a file that was listed can be read");
                // A picture or an archive has a path but no text.
                files.insert(slashed(path), String::from_utf8(bytes).unwrap_or_default());
            }
        }
        Tree { files }
    }

    /// A small tree, to show that a check finds what it should.
    pub fn sample(files: &[(&str, &str)]) -> Tree {
        let files = files.iter().map(|(path, text)| ((*path).to_owned(), (*text).to_owned())).collect();
        Tree { files }
    }

    /// Path and text of every file, by path; the text of a binary file is empty.
    pub fn files(&self) -> impl Iterator<Item = (&str, &str)> {
        self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    pub fn text(&self, path: &str) -> Option<&str> {
        self.files.get(path).map(String::as_str)
    }

    /// Is there a file or a folder of this path?
    pub fn has(&self, path: &str) -> bool {
        let path = path.trim_end_matches('/');
        let folder = format!("{path}/");
        self.files.contains_key(path) || self.files.keys().any(|file| file.starts_with(&folder))
    }

    /// Does the Rust file hold a test of this name?
    pub fn has_test(&self, path: &str, name: &str) -> bool {
        let text = self.text(path).unwrap_or_default();
        let begins = |line: &str| {
            let words = line.trim_start().trim_start_matches("async ");
            words.strip_prefix("fn ").and_then(|rest| rest.strip_prefix(name)).is_some_and(|rest| rest.starts_with('('))
        };
        // Its attribute stands above it, with others between.
        let lines: Vec<_> = text.lines().collect();
        lines.iter().enumerate().filter(|(_, line)| begins(line)).any(|(at, _)| {
            let above = lines[..at].iter().rev().map(|line| line.trim_start());
            above
                .take_while(|line| line.starts_with(['#', '/']))
                .any(|line| line.starts_with("#[test]") || line.starts_with("#[tokio::test"))
        })
    }

    /// Every Rust file, parsed.
    pub fn rust(&self) -> Vec<Source> {
        rust::parse(self.files().filter(|(path, _)| path.ends_with(".rs")))
    }
}

fn slashed(path: &Path) -> String {
    let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// `folder` of `folder/file`; empty at the root.
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// `file` of `folder/file`.
pub fn name_of(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(_, name)| name)
}

/// Folder and name put together; `..` and `.` in the name are followed.
pub fn join(folder: &str, name: &str) -> String {
    let mut parts: Vec<&str> = Vec::new();
    for part in folder.split('/').chain(name.split('/')) {
        match part {
            "" | "." => {}
            ".." => drop(parts.pop()),
            other => parts.push(other),
        }
    }
    parts.join("/")
}

#[test]
fn a_joined_path_follows_its_dots() {
    assert_eq!(join("docs/guides", "../decisions/README.md"), "docs/decisions/README.md");
    assert_eq!(join("", "./README.md"), "README.md");
}

#[test]
fn the_repository_has_this_file_and_not_the_build_output() {
    let tree = Tree::repository();
    assert!(tree.has("tests/tidy/tree.rs"));
    assert!(tree.has("tests/tidy"));
    assert!(!tree.has(".git"));
    assert!(!tree.has("target"));
}
