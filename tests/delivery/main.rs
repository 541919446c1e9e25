//! Handing mail over to servers that behave, misbehave and vanish: the outcome is exactly what can be known.

mod faults;
mod mail;
mod pool;
mod probe;
mod secure;
#[path = "../support/smtp.rs"]
mod smtp;
mod world;
