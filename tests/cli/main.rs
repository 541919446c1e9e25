//! The command line: the real program in a folder of its own, on both databases.
#![expect(clippy::unwrap_used, reason = "a test may fail loudly, its helpers too")]

#[expect(dead_code, reason = "the doctor meets a good server only; tests/delivery meets the others")]
#[path = "../support/smtp.rs"]
mod smtp;
#[path = "../support/mod.rs"]
mod support;

mod accounts;
mod config;
mod copies;
mod demo;
mod doctor;
mod erasures;
mod explain;
mod files;
mod kill;
mod program;
mod restore;
mod serve;
mod users;
