//! delivery delivers: it hands finished messages to providers and says exactly how each attempt ended.
//!
//! It never decides whether, when or to whom: that was done before, and an [`Outcome`] is all it answers.

pub mod address;
pub mod header;
pub mod mail;
pub mod name;
pub mod outcome;
pub mod patience;
pub mod relays;
pub mod rendered;
pub mod reply;
pub mod sender_check;
pub mod smtp;

pub use address::EmailAddress;
pub use outcome::{Blame, Outcome, Phase, Trouble};
pub use patience::Patience;
pub use relays::{Relays, Resting};
pub use rendered::Rendered;
pub use reply::{Reply, Status};
pub use sender_check::SenderCheck;

/// One mail for one recipient, ready to be handed over.
#[derive(Debug, Clone)]
pub struct Outgoing {
    /// What the caller knows it by; it comes back with the outcome.
    pub id: String,
    /// The return path, where bounces go.
    pub sender: EmailAddress,
    pub recipient: EmailAddress,
    pub content: Rendered,
}
