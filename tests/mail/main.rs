//! Orders become mails over real SMTP: the whole program but its command line, with real databases and real relays.
#![expect(clippy::unwrap_used, reason = "a test fails loudly, its helpers too")]

mod foreign;
mod history;
mod player;
#[path = "../support/sink.rs"]
mod sink;
#[expect(dead_code, reason = "these servers behave; tests/delivery meets the others")]
#[path = "../support/smtp.rs"]
mod smtp;
#[path = "../support/mod.rs"]
mod support;
