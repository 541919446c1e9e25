//! What the house asks of its own code, as tests: who may use whom, how long things get, what is absent.
//!
//! Each check is a function from a [`Tree`](tree::Tree) to its findings. It runs twice: on the repository, where
//! it must find nothing, and on a small bad sample, where it must find exactly what is planted. A new check
//! needs both.

mod accounts;
mod containers;
mod dependencies;
mod documents;
mod doors;
mod handlers;
mod layers;
mod lengths;
mod planted;
mod purity;
mod reach;
mod requirements;
mod rust;
mod sql;
mod tree;
mod words;

/// One place where the tree breaks a rule of the house.
struct Finding {
    /// `path:line`, or the path alone where the whole file is meant (line 0).
    place: String,
    /// What is wrong and what to do.
    advice: String,
}

impl Finding {
    fn new(path: &str, line: usize, advice: impl Into<String>) -> Finding {
        let place = if line == 0 { path.to_owned() } else { format!("{path}:{line}") };
        Finding { place, advice: advice.into() }
    }
}

/// Fails with every finding, one a line, in the form that editors turn into a link.
fn expect_none(findings: &[Finding]) {
    let lines: Vec<String> = findings.iter().map(|found| format!("  {}: {}", found.place, found.advice)).collect();
    assert!(findings.is_empty(), "{} finding(s):\n{}\n", lines.len(), lines.join("\n"));
}

/// Fails unless the findings are at exactly these places: what is planted is found, and nothing else is.
fn expect_at(findings: &[Finding], expected: &[&str]) {
    let mut places: Vec<&str> = findings.iter().map(|found| found.place.as_str()).collect();
    places.sort_unstable();
    places.dedup();
    let mut expected = expected.to_vec();
    expected.sort_unstable();
    assert_eq!(places, expected, "found on the left, planted on the right");
}
