//! Stories: sentences told through the real engine, with a told clock, on both databases.

#[path = "../support/mod.rs"]
mod support;

mod asking;
mod templates;
