//! The pages for recipients, walked through as browsers, mail programs and scanners do, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../api/client.rs"]
#[expect(dead_code, reason = "the tests of the API use the rest of it")]
mod client;
#[path = "../support/mod.rs"]
mod support;

mod browser;
mod chromium;
mod form;
mod guessing;
mod preferences;
mod products;
mod responses;
mod routing;
mod scanners;
mod unsubscribe;
mod words;
