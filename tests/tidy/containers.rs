//! What the files for containers and services name is there: settings of the program, and the Rust that builds it.

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const FILES: [&str; 3] = ["Dockerfile", "compose.yaml", "deploy/afterword.service"];
const PREFIX: &str = "AFTERWORD_";

/// The fields of `Config`.
fn settings(tree: &Tree) -> Vec<&str> {
    let config = tree.text("src/config.rs").and_then(|text| text.split_once("pub struct Config {"));
    let fields = config.and_then(|(_, rest)| rest.split_once("\n}")).map_or("", |(fields, _)| fields);
    let fields = fields.lines().filter_map(|line| line.trim().strip_prefix("pub ")?.split_once(':'));
    fields.map(|(name, _)| name).collect()
}

fn unknown_variables(tree: &Tree) -> Vec<Finding> {
    let known = settings(tree);
    let mut findings = Vec::new();
    for path in FILES {
        for (number, line) in (1..).zip(tree.text(path).unwrap_or_default().lines()) {
            for (at, _) in line.match_indices(PREFIX) {
                let rest = line.split_at(at + PREFIX.len()).1;
                let name = rest.split(|letter: char| !letter.is_ascii_uppercase() && letter != '_').next();
                let name = name.unwrap_or_default().to_lowercase();
                if !known.contains(&name.strip_suffix("_file").unwrap_or(&name)) {
                    findings.push(Finding::new(path, number, format!("there is no setting `{name}`")));
                }
            }
        }
    }
    findings
}

/// The image builds with the oldest Rust that the program promises to build with.
fn other_rust(tree: &Tree) -> Vec<Finding> {
    let manifest = tree.text("Cargo.toml").unwrap_or_default();
    let promised = manifest.lines().find_map(|line| line.strip_prefix("rust-version = \"")?.strip_suffix('"'));
    let wanted = format!("FROM rust:{}-", promised.unwrap_or_default());
    let lines = (1..).zip(tree.text("Dockerfile").unwrap_or_default().lines());
    let other = lines.filter(|(_, line)| line.starts_with("FROM rust:") && !line.starts_with(&wanted));
    other.map(|(number, _)| Finding::new("Dockerfile", number, format!("Cargo.toml says {promised:?}"))).collect()
}

#[test]
fn containers_and_services_name_settings_that_there_are() {
    let tree = Tree::repository();
    assert!(settings(&tree).len() > 10, "the settings are written in another way");
    expect_none(&unknown_variables(&tree));
}

#[test]
fn the_image_builds_with_the_rust_that_is_promised() {
    expect_none(&other_rust(&Tree::repository()));
}

#[test]
fn a_variable_without_a_setting_and_another_rust_are_found() {
    let tree = Tree::sample(&[
        ("src/config.rs", "pub struct Config {\n    pub listen: SocketAddr,\n    pub secret: Option<Hidden>,\n}\n"),
        ("Dockerfile", "FROM rust:1.90-slim AS build\nFROM debian:12-slim\nENV AFTERWORD_LISTEN=0.0.0.0:7180\n"),
        ("compose.yaml", "AFTERWORD_SECRET_FILE: /x\nAFTERWORD_LISTENS: 1\n"),
        ("Cargo.toml", "rust-version = \"1.91\"\n"),
    ]);
    expect_at(&unknown_variables(&tree), &["compose.yaml:2"]);
    expect_at(&other_rust(&tree), &["Dockerfile:1"]);
}
