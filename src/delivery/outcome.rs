//! How an attempt ended, by what can be known of it (trust.md 1).

use std::fmt;

use super::reply::Reply;

/// The end of one attempt. Its texts are for people and logs and hold no address.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The provider has it.
    Accepted { reply: Reply },
    /// The provider said no for good and has nothing.
    Refused { phase: Phase, blame: Blame, reply: Reply },
    /// Nothing can have been accepted, so it may be tried again.
    RetrySafe { phase: Phase, trouble: Trouble },
    /// It was handed over whole and no answer told what became of it: never to be tried again by itself (V2).
    Unknown { trouble: Trouble },
}

impl Outcome {
    /// The word for it in the store, the API and figures.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Accepted { .. } => "accepted",
            Self::Refused { .. } => "refused",
            Self::RetrySafe { .. } => "retry_safe",
            Self::Unknown { .. } => "unknown",
        }
    }

    /// Whether the address itself is bad and is to be suppressed (rules.md 5.6).
    #[must_use]
    pub fn condemns_address(&self) -> bool {
        matches!(self, Self::Refused { blame: Blame::Recipient, .. })
    }

    /// What the provider said, where it said something.
    #[must_use]
    pub fn reply(&self) -> Option<&Reply> {
        match self {
            Self::Accepted { reply } | Self::Refused { reply, .. } => Some(reply),
            Self::RetrySafe { trouble, .. } | Self::Unknown { trouble } => match trouble {
                Trouble::Said(reply) => Some(reply),
                _ => None,
            },
        }
    }
}

impl fmt::Display for Outcome {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Accepted { reply } => write!(f, "accepted: {reply}"),
            Self::Refused { phase, blame, reply } => {
                write!(f, "refused for good {phase}, because of {blame}: {reply}")
            }
            Self::RetrySafe { phase, trouble } => write!(f, "not accepted, stopped {phase}: {trouble}"),
            Self::Unknown { trouble } => write!(f, "handed over, outcome unknown: {trouble}"),
        }
    }
}

/// What a refusal was about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Blame {
    /// There is no such mailbox: no later mail would arrive either.
    Recipient,
    /// The return path or the sending domain.
    Sender,
    /// This one mail.
    Content,
    /// A rule of the provider's, about us or about this moment: says nothing about the address.
    Policy,
}

impl fmt::Display for Blame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Recipient => "the recipient's address",
            Self::Sender => "the sender",
            Self::Content => "the content",
            Self::Policy => "a rule of the receiving side",
        })
    }
}

/// The step of a hand-over at which it stopped, in their order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Phase {
    /// It never left the queue.
    Queue,
    Connect,
    Tls,
    Greeting,
    Ehlo,
    StartTls,
    Auth,
    Mail,
    Rcpt,
    Data,
    /// The content was on its way, its final dot was not written.
    Body,
    /// The reply to the final dot.
    Dot,
}

impl fmt::Display for Phase {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Queue => "before a connection was free",
            Self::Connect => "while connecting",
            Self::Tls => "at the TLS handshake",
            Self::Greeting => "at the greeting",
            Self::Ehlo => "at EHLO",
            Self::StartTls => "at STARTTLS",
            Self::Auth => "at AUTH",
            Self::Mail => "at MAIL",
            Self::Rcpt => "at RCPT",
            Self::Data => "at DATA",
            Self::Body => "while writing the content",
            Self::Dot => "at the final dot",
        })
    }
}

/// What went wrong where no refusal for good was given.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trouble {
    /// A no that does not concern this mail for good.
    Said(Reply),
    /// Nothing came, or nothing was taken, for as long as [`super::Patience`] allows.
    Silence,
    /// The connection ended.
    Dropped,
    /// What came was no reply, or not one to what was asked.
    Garbage,
    /// No connection came about; the operating system's words.
    Unreachable(String),
    /// The encrypted connection did not come about; the TLS library's words.
    Tls(String),
    /// The relay lacks what the configuration asks of it.
    Lacking(&'static str),
    /// No connection was free within [`super::Patience::start`].
    Late,
    /// Every relay failed lately and is left alone for a while.
    Resting,
    /// The program is shutting down.
    Closing,
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Said(reply) => write!(f, "the relay said {reply}"),
            Self::Silence => f.write_str("the relay did not answer in time"),
            Self::Dropped => f.write_str("the relay closed the connection"),
            Self::Garbage => f.write_str("the relay answered with something that is no reply to what was asked"),
            Self::Unreachable(why) => write!(f, "the relay cannot be reached: {why}"),
            Self::Tls(why) => write!(f, "no encrypted connection: {why}"),
            Self::Lacking(what) => write!(f, "the relay does not offer {what}"),
            Self::Late => f.write_str("no connection was free in time"),
            Self::Resting => f.write_str("every relay failed lately and is left alone for a while"),
            Self::Closing => f.write_str("the program is shutting down"),
        }
    }
}
