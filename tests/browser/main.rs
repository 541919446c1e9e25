//! Stories in a real browser: every page on phone and desktop, light and dark, with scripts and without.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../api/client.rs"]
#[expect(dead_code, reason = "the tests of the API use the rest of it")]
mod client;
#[path = "../support/mod.rs"]
mod support;

mod axe;
mod driver;
mod pages;
mod recipients;
mod town;
