//! Invitations: one campaign asking one contact once; and what is remembered of them as requests to a person.

use jiff::Timestamp;

use crate::address::{AddressKey, Channel};
use crate::campaign::{Kind, Purpose, Timing};
use crate::id::{CampaignId, ContactId, InvitationId, StorefrontId};
use crate::reason::Code;
use crate::strategy::Role;

/// An invitation whose next step is due.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    /// Timing as it was when the invitation was planned (V15).
    pub pinned: Timing,
    /// What the queued step is, and when it was to go.
    pub role: Role,
    pub step: usize,
    pub due_at: Timestamp,
    /// When it goes after holds; at least `due_at`.
    pub next_at: Timestamp,
    /// What held it until somebody released it; such a step gets a new due time (rules 2.5).
    pub released_from: Option<Code>,
    pub first_sent_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    /// Channels that carried a message of this invitation, in order, failed ones included.
    pub used: Vec<Channel>,
    pub last_message_at: Option<Timestamp>,
    /// TP-7: reminders were on when the invitation was created.
    pub reminder_at_creation: bool,
    /// TP-7: reminders were on when the first message went.
    pub reminder_at_first: bool,
    /// TP-8: somebody switched reminders off since; never undone.
    pub reminder_struck: bool,
    /// The queued message was tried before, over this channel, and is tried again.
    pub tried: Option<Channel>,
    /// Nobody knows whether the first message arrived (trust 1).
    pub first_unknown: bool,
    /// When its recipient went on to the platform to which it points (rules 8).
    pub followed_at: Option<Timestamp>,
}

/// A request to a person, sent or still scheduled: what frequency and pressure count.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    pub invitation: InvitationId,
    pub contact: ContactId,
    /// The address it goes to; another contact may share it.
    pub address: Option<AddressKey>,
    pub campaign: CampaignId,
    pub storefront: StorefrontId,
    pub purpose: Purpose,
    /// Its form asks about the products too.
    pub joint: bool,
    pub kind: Kind,
    pub priority: i32,
    pub reference: String,
    pub occurred_at: Timestamp,
    /// When the first message went, or is to go.
    pub at: Timestamp,
    /// The attempt was committed: in flight, sent or unknown.
    pub sent: bool,
    /// A provider took it, or nobody knows; not what is in flight or is tried again.
    pub reached: bool,
}
