//! settle: what follows from how the attempt went?

use jiff::{SignedDuration, Timestamp};

use crate::address::Channel;
use crate::campaign::Timing;
use crate::hours::Zones;
use crate::person::Person;
use crate::state::{InvitationStatus, MessageStatus};
use crate::strategy::{NextStep, Progress, Role, next_step, steps};

/// How an attempt ended (trust 1).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ended {
    Accepted,
    /// The address is bad for good.
    AddressRefused,
    /// The provider refused the message for another reason, for good.
    Refused,
    /// Nothing can have been accepted.
    RetrySafe,
    Unknown,
}

/// A committed attempt and its end.
#[derive(Debug, Clone, Copy)]
pub struct Attempt<'a> {
    pub ended: Ended,
    pub role: Role,
    pub step: usize,
    pub channel: Channel,
    /// How often this message was tried, this time included.
    pub tries: u32,
    /// When the message was first tried.
    pub first_tried_at: Timestamp,
    pub timing: &'a Timing,
    pub person: &'a Person,
    /// When the invitation's first message went, where an earlier one did.
    pub first_sent_at: Option<Timestamp>,
    /// When this message was committed.
    pub committed_at: Timestamp,
    /// Channels that earlier messages of the invitation used.
    pub used: &'a [Channel],
    /// Reminders are on, were on at creation, and were never struck.
    pub reminders: bool,
    pub status: InvitationStatus,
    pub zones: Zones<'a>,
}

/// What follows from an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Settled {
    pub message: MessageStatus,
    pub invitation: InvitationStatus,
    /// Suppress the address on this channel (rules 5.6).
    pub suppress: bool,
    /// The reservation of frequency and pressure falls away: nothing was sent and nothing will be.
    pub release: bool,
    pub next: Option<NextStep>,
    /// The form's end, known from the first message on (AV-4).
    pub expires_at: Option<Timestamp>,
}

/// A passing failure is tried again for this long (rules 5.6).
const RETRY_FOR: SignedDuration = SignedDuration::from_hours(24);
/// Minutes before each further try; the last one repeats.
const WAITS_MINUTES: [i64; 7] = [1, 5, 15, 30, 60, 120, 240];

/// Settles a batch.
pub fn settle(now: Timestamp, attempts: &[Attempt<'_>]) -> Vec<Settled> {
    attempts.iter().map(|attempt| settle_one(now, attempt)).collect()
}

fn settle_one(now: Timestamp, attempt: &Attempt<'_>) -> Settled {
    match attempt.ended {
        Ended::Accepted => went(attempt, MessageStatus::Sent),
        Ended::Unknown => went(attempt, MessageStatus::Unknown),
        Ended::RetrySafe => match retry_at(now, attempt) {
            Some(at) => queued_again(attempt, at),
            None => failed(now, attempt, false),
        },
        Ended::Refused => failed(now, attempt, false),
        Ended::AddressRefused => failed(now, attempt, true),
    }
}

/// Accepted, or nobody knows: both count as sent.
fn went(attempt: &Attempt<'_>, message: MessageStatus) -> Settled {
    let first_sent_at = attempt.first_sent_at.unwrap_or(attempt.committed_at);
    let expires_at = attempt.timing.expires_after.after(first_sent_at, attempt.zones.storefront);
    Settled {
        message,
        invitation: attempt.status.advanced(InvitationStatus::Sent),
        suppress: false,
        release: false,
        next: following(attempt, first_sent_at),
        expires_at: Some(expires_at),
    }
}

fn following(attempt: &Attempt<'_>, first_sent_at: Timestamp) -> Option<NextStep> {
    let failed = !matches!(attempt.ended, Ended::Accepted | Ended::Unknown);
    let mut used = attempt.used.to_vec();
    used.push(attempt.channel);
    let progress = Progress {
        timing: attempt.timing,
        person: attempt.person,
        step: attempt.step,
        first_sent_at,
        last_message_at: attempt.committed_at,
        last_failed: failed,
        used: &used,
        reminders: attempt.reminders && attempt.role != Role::Reminder,
    };
    next_step(progress, attempt.zones)
}

/// When a passing failure is tried again; none once the 24 hours are over.
fn retry_at(now: Timestamp, attempt: &Attempt<'_>) -> Option<Timestamp> {
    let last = WAITS_MINUTES.len() - 1;
    let position = usize::try_from(attempt.tries.saturating_sub(1)).unwrap_or(last).min(last);
    let at = now.checked_add(SignedDuration::from_mins(WAITS_MINUTES[position])).ok()?;
    (at.duration_since(attempt.first_tried_at) <= RETRY_FOR).then_some(at)
}

fn queued_again(attempt: &Attempt<'_>, at: Timestamp) -> Settled {
    Settled {
        message: MessageStatus::Queued,
        invitation: attempt.status,
        suppress: false,
        release: false,
        next: Some(NextStep { step: attempt.step, role: attempt.role, channel: attempt.channel, at }),
        expires_at: None,
    }
}

/// For good: the next usable step takes over at once and plays this one's role. Without one, what comes later keeps its
/// time, and an invitation that never reached anybody has failed.
fn failed(now: Timestamp, attempt: &Attempt<'_>, suppress: bool) -> Settled {
    let next = other_channel(now, attempt).or_else(|| later_step(now, attempt));
    let is_end = attempt.role == Role::First && next.is_none();
    Settled {
        message: MessageStatus::Failed,
        invitation: if is_end { attempt.status.advanced(InvitationStatus::Failed) } else { attempt.status },
        suppress,
        release: attempt.role == Role::First,
        next,
        expires_at: None,
    }
}

fn other_channel(now: Timestamp, attempt: &Attempt<'_>) -> Option<NextStep> {
    let is_new = |channel: &Channel| *channel != attempt.channel && !attempt.used.contains(channel);
    steps(attempt.timing).iter().enumerate().skip(attempt.step + 1).find_map(|(step, next)| {
        let channel = crate::strategy::channel_for(next.channel, attempt.person);
        is_new(&channel).then_some(NextStep { step, role: attempt.role, channel, at: now })
    })
}

fn later_step(now: Timestamp, attempt: &Attempt<'_>) -> Option<NextStep> {
    let first_sent_at = attempt.first_sent_at.filter(|_| attempt.role != Role::First)?;
    let next = following(attempt, first_sent_at)?;
    Some(NextStep { at: next.at.max(now), ..next })
}
