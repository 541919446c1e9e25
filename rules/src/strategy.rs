//! Strategies: the steps of an invitation, which channel each takes, and which comes next (rules 5.1).

use std::ops::Deref;
use std::str::FromStr;

use jiff::{SignedDuration, Timestamp};

use crate::address::Channel;
use crate::campaign::Timing;
use crate::delay::Delay;
use crate::hours::{Zones, reminder_due};
use crate::person::Person;

/// Two messages of one invitation are never closer than this, unless the earlier one failed.
pub const CLOSEST: SignedDuration = SignedDuration::from_hours(12);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    First,
    /// The same ask on the next channel.
    FollowUp,
    Reminder,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::First, Role::FollowUp, Role::Reminder];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::First => "first",
            Role::FollowUp => "follow_up",
            Role::Reminder => "reminder",
        }
    }
}

impl FromStr for Role {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(())
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ChannelChoice {
    Named(Channel),
    /// The contact's own choice; else the first channel that can be used.
    Preferred,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step {
    pub channel: ChannelChoice,
    /// Counted from the first message.
    pub after: Delay,
    pub role: Role,
}

const AT_ONCE: Delay = Delay::Calendar { months: 0, days: 0 };

/// The steps in force: the strategy as set, or the standard one.
#[derive(Debug, Clone, Copy)]
pub enum Steps<'a> {
    Set(&'a [Step]),
    Standard([Step; 2]),
}

impl Deref for Steps<'_> {
    type Target = [Step];

    fn deref(&self) -> &[Step] {
        match self {
            Steps::Set(steps) => steps,
            Steps::Standard(steps) => steps,
        }
    }
}

pub fn steps(timing: &Timing) -> Steps<'_> {
    if !timing.strategy.is_empty() {
        return Steps::Set(&timing.strategy);
    }
    let step = |after, role| Step { channel: ChannelChoice::Preferred, after, role };
    Steps::Standard([step(AT_ONCE, Role::First), step(timing.reminder_after, Role::Reminder)])
}

/// The channel that a choice means for this person. It may turn out refused; see [`crate::judgement`].
pub fn channel_for(choice: ChannelChoice, person: &Person) -> Channel {
    match choice {
        ChannelChoice::Named(channel) => channel,
        ChannelChoice::Preferred => person
            .preferred_channel
            .filter(|&channel| person.address(channel).is_some())
            .or_else(|| person.addresses.first().map(|address| address.channel))
            .unwrap_or(Channel::Email),
    }
}

/// What is queued after a message went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NextStep {
    pub step: usize,
    pub role: Role,
    pub channel: Channel,
    pub at: Timestamp,
}

/// How far an invitation has come, as [`next_step`] needs it.
#[derive(Debug, Clone, Copy)]
pub struct Progress<'a> {
    pub timing: &'a Timing,
    pub person: &'a Person,
    /// The step that was just done.
    pub step: usize,
    pub first_sent_at: Timestamp,
    pub last_message_at: Timestamp,
    pub last_failed: bool,
    pub used: &'a [Channel],
    pub reminders: bool,
}

/// The step after the one just done; none: the strategy is at its end. Only this one is ever queued (rules 5.3).
pub fn next_step(progress: Progress<'_>, zones: Zones<'_>) -> Option<NextStep> {
    let steps = steps(progress.timing);
    steps.iter().enumerate().skip(progress.step + 1).find_map(|(position, step)| {
        let channel = step_channel(&progress, step);
        let wanted = match step.role {
            Role::First => false,
            Role::FollowUp => !progress.used.contains(&channel),
            Role::Reminder => progress.reminders,
        };
        wanted.then(|| NextStep { step: position, role: step.role, channel, at: step_time(&progress, step, zones) })
    })
}

/// The standard reminder takes the channel that carried the first message.
fn step_channel(progress: &Progress<'_>, step: &Step) -> Channel {
    let standard = progress.timing.strategy.is_empty();
    match progress.used.last() {
        Some(&last) if standard => last,
        _ => channel_for(step.channel, progress.person),
    }
}

fn step_time(progress: &Progress<'_>, step: &Step, zones: Zones<'_>) -> Timestamp {
    let due = reminder_due(progress.first_sent_at, step.after, progress.timing.send_at, zones);
    let earliest = progress.last_message_at.checked_add(CLOSEST).unwrap_or(Timestamp::MAX);
    if progress.last_failed { due } else { due.max(earliest) }
}
