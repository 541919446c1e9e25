//! The life of an invitation: its state, its messages, and what it was when it was planned.

use jiff::{SignedDuration, Timestamp};
use rules::address::{AddressKey, Channel};
use rules::invitation::Invitation;
use rules::product::ServiceRequest;
use rules::reason::Code;
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::{NextStep, Role};

use crate::step::OrderKey;
use crate::world::Asking;

#[derive(Debug, Clone)]
pub struct Life {
    pub invitation: Invitation,
    /// The campaign's settings as they were when this was planned (V15).
    pub pinned: Asking,
    pub campaign: usize,
    pub person: usize,
    pub event: usize,
    pub order: OrderKey,
    pub status: InvitationStatus,
    pub ended_at: Option<Timestamp>,
    /// The address that the first message goes to, as far as it is known.
    pub address: Option<AddressKey>,
    pub queued: bool,
    /// When the queued step goes; none: when a person releases it.
    pub next_at: Option<Timestamp>,
    pub waits_for: Option<Code>,
    pub messages: Vec<Message>,
    /// The products that its form asks about too.
    pub product: Option<OnForm>,
    /// What is told of its order when it is decided.
    pub beside: Beside,
    /// Planned anew at this moment: it does not stand in its own way, nor in that of others.
    pub set_aside: bool,
}

/// A product campaign whose request is on the form of a service request, with its settings of that time.
#[derive(Debug, Clone)]
pub struct OnForm {
    pub campaign: usize,
    pub pinned: Asking,
}

/// The service and product requests of an order, as one of its requests sees them.
#[derive(Debug, Clone, Copy, Default)]
pub struct Beside {
    pub service: Option<ServiceRequest>,
    pub product_pending: bool,
}

#[derive(Debug, Clone)]
pub struct Message {
    pub role: Role,
    pub step: usize,
    pub channel: Channel,
    pub address: AddressKey,
    pub status: MessageStatus,
    pub tries: u32,
    pub first_tried_at: Timestamp,
    pub committed_at: Timestamp,
}

impl Message {
    /// It went out, is under way, or nobody knows.
    pub fn counts(&self) -> bool {
        !matches!(self.status, MessageStatus::Queued | MessageStatus::Failed | MessageStatus::Cancelled)
    }
}

impl Life {
    /// Its request as frequency and pressure count it: when, and whether it went. None: it does not count any more.
    pub fn request(&self) -> Option<(Timestamp, bool)> {
        match self.invitation.first_sent_at {
            _ if self.set_aside => None,
            Some(sent_at) => Some((sent_at, true)),
            None if self.ended_at.is_some() => None,
            None => Some((self.next_at.unwrap_or(self.invitation.due_at), false)),
        }
    }

    /// Nothing of it went, is under way, or has ended.
    pub fn is_unsent(&self) -> bool {
        self.is_to_come() && self.queued
    }

    /// Alone or on its form.
    pub fn asks_for(&self, campaign: usize) -> bool {
        self.campaign == campaign || self.product.as_ref().is_some_and(|product| product.campaign == campaign)
    }

    /// Its first message has not gone, and it has not ended.
    pub fn is_to_come(&self) -> bool {
        self.ended_at.is_none() && self.invitation.first_sent_at.is_none()
    }

    pub fn is_due(&self, now: Timestamp) -> bool {
        self.queued && self.next_at.is_some_and(|at| at <= now)
    }

    pub fn queue(&mut self, next: Option<NextStep>) {
        self.queued = next.is_some();
        self.waits_for = None;
        self.next_at = next.map(|next| next.at);
        if let Some(next) = next {
            self.invitation.role = next.role;
            self.invitation.step = next.step;
            self.invitation.due_at = next.at;
        }
    }

    pub fn wait_until(&mut self, until: Option<Timestamp>, due_at: Timestamp, waits_for: Option<Code>) {
        self.invitation.due_at = due_at;
        self.invitation.released_from = None;
        self.next_at = until;
        self.waits_for = waits_for;
    }

    pub fn release(&mut self, now: Timestamp) {
        self.invitation.released_from = self.waits_for.take();
        self.next_at = Some(now);
    }

    /// The service request that went now gives it its time; what somebody asked to wait for longer waits as long.
    pub fn move_to(&mut self, to: Timestamp) {
        let from = self.invitation.due_at;
        let waited = self.waits_for == Some(Code::ProductsServiceFirst);
        if !waited && to.duration_since(from).abs() < SignedDuration::from_mins(1) {
            return;
        }
        self.invitation.due_at = to;
        if waited {
            (self.waits_for, self.next_at) = (None, Some(to));
        }
        self.next_at = self.next_at.map(|at| if at == from { to } else { to.max(at) });
    }

    pub fn end(&mut self, status: InvitationStatus, now: Timestamp) {
        self.queue(None);
        if self.ended_at.is_none() {
            self.status = self.status.advanced(status);
            self.ended_at = Some(now);
        }
    }

    /// What the rules are told of the messages so far.
    pub fn refresh(&mut self) {
        let used = self.messages.iter().filter(|message| message.status != MessageStatus::Queued);
        self.invitation.used = used.map(|message| message.channel).collect();
        self.invitation.last_message_at = self.messages.iter().map(|message| message.committed_at).max();
        self.invitation.first_unknown = self.messages.iter().any(Message::is_unknown_first);
        self.invitation.next_at = self.next_at.unwrap_or(self.invitation.due_at);
    }
}

impl Message {
    fn is_unknown_first(&self) -> bool {
        self.role == Role::First && self.status == MessageStatus::Unknown
    }
}
