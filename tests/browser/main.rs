//! Stories in a real browser: every page on phone and desktop, light and dark, with scripts and without.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
#![expect(clippy::print_stderr, reason = "says what was not tested")]

#[path = "../api/client.rs"]
#[expect(dead_code, reason = "the tests of the API use the rest of it")]
mod client;
#[path = "../cli/program.rs"]
#[expect(dead_code, reason = "the tests of the command line use the rest of it")]
mod program;
#[path = "../support/mod.rs"]
mod support;

mod axe;
mod driver;
mod pages;
mod recipients;
mod stranger;
mod town;
mod why;
