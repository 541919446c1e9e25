//! States of invitations and messages (rules 6). Receipts arrive late, twice and out of order: a state never moves
//! backwards.

use std::str::FromStr;

macro_rules! states {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum $name { $($variant),* }

        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),*];

            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),* }
            }
        }

        impl FromStr for $name {
            type Err = ();

            fn from_str(text: &str) -> Result<Self, ()> {
                Self::ALL.iter().copied().find(|state| state.as_str() == text).ok_or(())
            }
        }
    };
}

states! {
    /// Declared in the order in which an invitation passes them; the last four are ends.
    InvitationStatus {
        Scheduled = "scheduled",
        Sent = "sent",
        Opened = "opened",
        Started = "started",
        Completed = "completed",
        Expired = "expired",
        Cancelled = "cancelled",
        Refused = "refused",
        Failed = "failed",
    }
}

impl InvitationStatus {
    /// Nothing more happens to it.
    pub fn is_end(self) -> bool {
        self >= InvitationStatus::Completed
    }

    /// The state after `next` was reported: forward only, and an end stays. An answer is the one thing that can still
    /// come after an end.
    pub fn advanced(self, next: InvitationStatus) -> InvitationStatus {
        let answered_late = next == InvitationStatus::Completed && self != InvitationStatus::Completed;
        if answered_late || (!self.is_end() && next > self) { next } else { self }
    }
}

states! {
    /// Declared in the order in which a message passes them.
    MessageStatus {
        Queued = "queued",
        Sending = "sending",
        Unknown = "unknown",
        Sent = "sent",
        Delivered = "delivered",
        Opened = "opened",
        Clicked = "clicked",
        Failed = "failed",
        Bounced = "bounced",
        Cancelled = "cancelled",
    }
}

/// What a provider, or a sandbox's user, reports of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Receipt {
    Delivered,
    Failed,
    Bounced,
    Complained,
    Opened,
    Clicked,
}

impl FromStr for Receipt {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        match text {
            "delivered" => Ok(Receipt::Delivered),
            "failed" => Ok(Receipt::Failed),
            "bounced" => Ok(Receipt::Bounced),
            "complained" => Ok(Receipt::Complained),
            "opened" => Ok(Receipt::Opened),
            "clicked" => Ok(Receipt::Clicked),
            _ => Err(()),
        }
    }
}

impl MessageStatus {
    /// The state after a receipt. A bounce may follow a delivery; nothing follows a bounce, a failure or a
    /// cancellation; a complaint means that the message was read.
    pub fn after(self, receipt: Receipt) -> MessageStatus {
        use MessageStatus::{Bounced, Cancelled, Clicked, Delivered, Failed, Opened, Queued};

        if matches!(self, Queued | Failed | Bounced | Cancelled) {
            return self;
        }
        let reported = match receipt {
            Receipt::Delivered => Delivered,
            Receipt::Opened | Receipt::Complained => Opened,
            Receipt::Clicked => Clicked,
            Receipt::Failed if self < Delivered => Failed,
            Receipt::Failed => self,
            Receipt::Bounced => Bounced,
        };
        self.max(reported)
    }
}
