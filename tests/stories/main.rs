//! Stories: sentences told through the real engine, with a told clock, on both databases.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

#[expect(dead_code, reason = "these stories meet one fault; tests/delivery meets the others")]
#[path = "../support/smtp.rs"]
mod smtp;
#[path = "../support/mod.rs"]
mod support;

mod answer_mails;
mod answer_shop;
mod asking;
mod brake;
mod erasing;
mod holdout;
mod outage;
mod plans;
mod products;
mod relays;
mod sending_hours;
mod simulating;
mod templates;
mod waves;
