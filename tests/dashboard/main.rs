//! The pages of the business, walked through without scripts as a person would, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../api/client.rs"]
#[expect(dead_code, reason = "the tests of the API use the rest of it")]
mod client;
#[path = "../support/mod.rs"]
mod support;

mod access;
mod answers;
mod business;
mod campaigns;
mod clock;
mod contacts;
mod first_run;
mod hostile;
mod kept;
mod keys;
mod member;
mod outbox;
mod products;
mod requests;
mod signing_in;
mod templates;
mod today;
mod tour;
mod users;
mod why;
mod you;
