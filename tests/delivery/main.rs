//! Handing mail over to servers that behave, misbehave and vanish: the outcome is exactly what can be known.

#![expect(clippy::unwrap_used, reason = "a test fails loudly, its helpers too")]

#[path = "../support/dns.rs"]
mod dns;
mod faults;
mod mail;
mod pool;
mod probe;
mod relays;
mod secure;
mod senders;
#[path = "../support/smtp.rs"]
mod smtp;
mod world;
