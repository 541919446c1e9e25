//! The API, driven in process through its router, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

#[path = "../support/mod.rs"]
mod support;

mod applications;
mod audited;
mod bodies;
mod calendar;
mod campaigns;
mod client;
mod contacts;
mod credentials;
mod document;
mod events;
mod explanations;
mod idempotency;
mod invitations;
mod lists;
mod orders;
mod outage;
mod plans;
mod product_ratings;
mod random;
mod reports;
mod routing;
mod sandbox;
mod sender_check;
mod sending_hours;
mod settings;
mod simulations;
mod suppressions;
mod taken;
mod templates;
mod waves;
