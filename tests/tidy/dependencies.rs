//! What comes in from outside: its licences, its sources, and what must stay out. The lists are those of deny.toml,
//! read here because cargo-deny itself takes minutes to build on a bare machine.

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::Value;
use spdx::{Expression, LicenseReq, ParseMode};

use crate::tree::Tree;
use crate::{Finding, expect_at, expect_none};

const LOCK: &str = "Cargo.lock";
const MANIFEST: &str = "Cargo.toml";

struct Policy {
    licences: Vec<String>,
    registries: Vec<String>,
    /// Crate and reason.
    banned: BTreeMap<String, String>,
}

impl Policy {
    fn read(text: &str) -> Policy {
        let table: toml::Table = text.parse().expect("deny.toml is TOML");
        let banned = table["bans"]["deny"].as_array().expect("bans.deny is a list").iter();
        Policy {
            licences: strings(&table["licenses"]["allow"]),
            registries: strings(&table["sources"]["allow-registry"]),
            banned: banned.map(|ban| (word(&ban["crate"]), word(&ban["reason"]))).collect(),
        }
    }

    fn of(tree: &Tree) -> Policy {
        Policy::read(tree.text("deny.toml").expect("deny.toml is in the root"))
    }

    fn allows(&self, licence: &LicenseReq) -> bool {
        let name = licence.license.id().map(|id| id.name);
        // An exception only adds permissions; without its licence on the list it changes nothing.
        name.is_some_and(|name| self.licences.iter().any(|allowed| allowed == name))
    }
}

fn strings(value: &toml::Value) -> Vec<String> {
    value.as_array().expect("a list in deny.toml").iter().map(word).collect()
}

fn word(value: &toml::Value) -> String {
    value.as_str().expect("a word in deny.toml").to_owned()
}

/// What Cargo knows about every crate that is built on this machine.
fn metadata() -> Value {
    let host = cargo(&["-vV"]);
    let host = host.lines().find_map(|line| line.strip_prefix("host: ")).expect("cargo names its host");
    let arguments = ["metadata", "--locked", "--offline", "--format-version", "1", "--filter-platform", host];
    serde_json::from_str(&cargo(&arguments)).expect("cargo metadata writes JSON")
}

fn cargo(arguments: &[&str]) -> String {
    let output = Command::new(env!("CARGO")).args(arguments).output();
    let output = output.expect("cargo, which runs this test, can be run again");
    assert!(output.status.success(), "cargo {arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo writes UTF-8")
}

fn licences(metadata: &Value, policy: &Policy) -> Vec<Finding> {
    let packages = metadata["packages"].as_array().expect("cargo metadata lists packages");
    let refused = packages.iter().filter_map(|package| {
        let licence = package["license"].as_str().unwrap_or("no licence named");
        let parsed = Expression::parse_mode(licence, ParseMode::LAX);
        let is_allowed = parsed.is_ok_and(|terms| terms.evaluate(|licence| policy.allows(licence)));
        let advice = format!(
            "its licence is `{licence}`, which deny.toml does not allow: find another crate, or say there why not"
        );
        (!is_allowed).then(|| Finding::new(package["name"].as_str().unwrap_or("?"), 0, advice))
    });
    refused.collect()
}

fn bans(lock: &str, policy: &Policy) -> Vec<Finding> {
    let crates = locked(lock).into_iter().filter_map(|package| package["name"].as_str().map(str::to_owned));
    let banned =
        crates.filter_map(|name| policy.banned.get(&name).map(|reason| Finding::new(&name, 0, reason.clone())));
    banned.collect()
}

/// Every crate of the lock file comes from an allowed registry with a checksum, or is one of our own.
fn sources(lock: &str, own: &[&str], policy: &Policy) -> Vec<Finding> {
    let mut findings = Vec::new();
    for package in locked(lock) {
        let name = package["name"].as_str().expect("a locked crate has a name");
        let source = package.get("source").and_then(toml::Value::as_str);
        let registry = source.and_then(|source| source.strip_prefix("registry+"));
        let is_known = match source {
            None => own.contains(&name),
            Some(_) => registry.is_some_and(|registry| policy.registries.iter().any(|allowed| allowed == registry)),
        };
        if !is_known || (source.is_some() && !package.contains_key("checksum")) {
            let advice =
                format!("comes from {}: take it from a registry that deny.toml allows", source.unwrap_or("a folder"));
            findings.push(Finding::new(name, 0, advice));
        }
    }
    findings
}

fn locked(lock: &str) -> Vec<toml::Table> {
    let lock: toml::Table = lock.parse().expect("the lock file is TOML");
    let packages = lock["package"].as_array().expect("the lock file lists packages");
    packages.iter().filter_map(|package| package.as_table().cloned()).collect()
}

/// A patched crate is another crate under the same name.
fn patches(tree: &Tree) -> Vec<Finding> {
    let manifest: toml::Table = tree.text(MANIFEST).unwrap_or_default().parse().expect("cargo has read this manifest");
    let tables = ["patch", "replace"].into_iter().filter(|table| manifest.contains_key(*table));
    tables.map(|table| Finding::new(MANIFEST, 0, format!("[{table}]: depend on what is published"))).collect()
}

#[test]
fn licences_are_allowed() {
    let metadata = metadata();
    let count = metadata["packages"].as_array().map_or(0, Vec::len);
    assert!(count > 100, "cargo metadata lists only {count} crates: this check looks at nothing");
    expect_none(&licences(&metadata, &Policy::of(&Tree::repository())));
}

#[test]
fn every_crate_comes_from_the_registry() {
    let tree = Tree::repository();
    let lock = tree.text(LOCK).expect("the lock file is committed");
    expect_none(&sources(lock, &["afterword", "rules"], &Policy::of(&tree)));
    expect_none(&patches(&tree));
}

#[test]
fn banned_crates_stay_out() {
    let tree = Tree::repository();
    expect_none(&bans(tree.text(LOCK).expect("the lock file is committed"), &Policy::of(&tree)));
}

#[cfg(test)]
fn sample_policy() -> Policy {
    let text = "[licenses]\nallow = [\"MIT\", \"Apache-2.0\"]\n[bans]\ndeny = [{ crate = \"rsa\", reason = \"leaks\" }]\n[sources]\nallow-registry = [\"https://registry\"]";
    Policy::read(text)
}

#[test]
fn a_licence_that_is_not_allowed_is_found() {
    let crates = [
        ("plain", Some("MIT")),
        ("slash", Some("Unlicense/MIT")),
        ("spaced", Some("Apache-2.0 / MIT")),
        ("exception", Some("Apache-2.0 WITH LLVM-exception OR GPL-3.0-only")),
        ("both", Some("MIT AND GPL-3.0-only")),
        ("copyleft", Some("AGPL-3.0-or-later")),
        ("garbage", Some("as you like")),
        ("none", None),
    ];
    let packages: Vec<Value> =
        crates.iter().map(|(name, licence)| serde_json::json!({ "name": name, "license": licence })).collect();
    let metadata = serde_json::json!({ "packages": packages });
    expect_at(&licences(&metadata, &sample_policy()), &["both", "copyleft", "garbage", "none"]);
}

#[test]
fn a_crate_from_elsewhere_is_found() {
    let lock = "[[package]]\nname = \"good\"\nsource = \"registry+https://registry\"\nchecksum = \"1\"
[[package]]\nname = \"unchecked\"\nsource = \"registry+https://registry\"
[[package]]\nname = \"mirror\"\nsource = \"registry+https://mirror\"\nchecksum = \"1\"
[[package]]\nname = \"git\"\nsource = \"git+https://registry#1\"\nchecksum = \"1\"
[[package]]\nname = \"own\"
[[package]]\nname = \"folder\"
[[package]]\nname = \"rsa\"\nsource = \"registry+https://registry\"\nchecksum = \"1\"";
    expect_at(&sources(lock, &["own"], &sample_policy()), &["unchecked", "mirror", "git", "folder"]);
    expect_at(&bans(lock, &sample_policy()), &["rsa"]);
    let patched = Tree::sample(&[(MANIFEST, "[patch.crates-io]\nserde = { path = \"x\" }")]);
    expect_at(&patches(&patched), &[MANIFEST]);
}
