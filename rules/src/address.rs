//! Addresses as the rules see them: a channel and a keyed hash, never the text itself.

use std::fmt;
use std::str::FromStr;

/// How a message reaches a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Channel {
    Email,
    Sms,
    Whatsapp,
}

impl Channel {
    pub const ALL: [Channel; 3] = [Channel::Email, Channel::Sms, Channel::Whatsapp];

    pub fn as_str(self) -> &'static str {
        match self {
            Channel::Email => "email",
            Channel::Sms => "sms",
            Channel::Whatsapp => "whatsapp",
        }
    }
}

impl FromStr for Channel {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|channel| channel.as_str() == text).ok_or(())
    }
}

/// A keyed hash of a normalised address. Two contacts with one phone share it (V4), and it outlives erasure (V6).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AddressKey(pub u128);

impl fmt::Display for AddressKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for AddressKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for AddressKey {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        u128::from_str_radix(text, 16).map(Self).map_err(|_| ())
    }
}

/// One way to reach a person, with what speaks against using it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Address {
    pub channel: Channel,
    pub key: AddressKey,
    pub suppressions: Vec<Suppression>,
}

/// Why nothing more goes to an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Suppression {
    pub cause: Cause,
    /// What it covers; none: everything on this channel (a bounce).
    pub group: Option<PurposeGroup>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cause {
    Unsubscribed,
    Bounced,
    Complained,
    Manual,
}

impl Cause {
    pub const ALL: [Cause; 4] = [Cause::Unsubscribed, Cause::Bounced, Cause::Complained, Cause::Manual];

    pub fn as_str(self) -> &'static str {
        match self {
            Cause::Unsubscribed => "unsubscribed",
            Cause::Bounced => "bounced",
            Cause::Complained => "complained",
            Cause::Manual => "manual",
        }
    }
}

impl FromStr for Cause {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|cause| cause.as_str() == text).ok_or(())
    }
}

/// Opting out of being asked is not opting out of rebooking reminders (rules 4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PurposeGroup {
    Asking,
    Rebooking,
}

impl PurposeGroup {
    pub const ALL: [PurposeGroup; 2] = [PurposeGroup::Asking, PurposeGroup::Rebooking];

    pub fn as_str(self) -> &'static str {
        match self {
            PurposeGroup::Asking => "asking",
            PurposeGroup::Rebooking => "rebooking",
        }
    }
}

impl FromStr for PurposeGroup {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|group| group.as_str() == text).ok_or(())
    }
}
