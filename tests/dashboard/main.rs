//! The pages of the business, walked through without scripts as a person would, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../api/client.rs"]
mod client;
#[path = "../support/mod.rs"]
mod support;

mod access;
mod answers;
mod application;
mod audit;
mod audited;
mod business;
mod calendar;
mod calendar_feed;
mod campaigns;
mod clock;
mod contacts;
mod first_run;
mod holdout;
mod hostile;
mod invite;
mod kept;
mod keys;
mod many;
mod member;
mod outbox;
mod products;
mod reports;
mod requests;
mod routing;
mod sending_hours;
mod signing_in;
mod simulations;
mod taken;
mod templates;
mod today;
mod tour;
mod users;
mod waves;
mod why;
mod you;
