//! The report of a simulation: counts alone, no customer and no order.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rules::address::Channel;
use rules::decision::{Outcome, Stage};
use rules::reason::Code;
use rules::state::InvitationStatus;
use rules::strategy::Role;
use rules::time::{Zone, day_of};

use super::{Told, Watch};
use crate::store::invitations::State;
use crate::store::messages::Message;

/// What a simulation counted.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Told for the first time, at a storefront of the settings.
    pub orders: u64,
    /// Told before, or of a storefront that the settings do not know.
    pub left_out: u64,
    /// By the day of their storefront, channel and role.
    pub messages: BTreeMap<(Date, Channel, RoleOrder), u64>,
    /// Orders that no campaign wanted.
    pub unmatched: u64,
    /// What became of each request: an order and a campaign that wanted it.
    pub requests: Requests,
    /// Decisions that refused, by the rule that gave the reason: when planned, and when it was to go.
    pub refused: BTreeMap<(Code, Moment), u64>,
    /// Decisions that held, alike.
    pub held: BTreeMap<(Code, Moment), u64>,
    /// How many people got how many messages.
    pub people: BTreeMap<u32, u64>,
    /// Answers to first messages, and to those that asked again.
    pub answers: [u64; 2],
}

/// What became of requests. They add up to all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Requests {
    pub answered: u64,
    /// Asked, and no answer came.
    pub unanswered: u64,
    pub refused: u64,
    pub cancelled: u64,
    /// Waits for a person.
    pub waiting: u64,
}

impl Requests {
    pub fn all(&self) -> u64 {
        self.answered + self.unanswered + self.refused + self.cancelled + self.waiting
    }
}

/// A role, in the order in which an invitation has them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RoleOrder(pub Role);

impl RoleOrder {
    fn position(self) -> Option<usize> {
        Role::ALL.iter().position(|role| *role == self.0)
    }
}

impl Ord for RoleOrder {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.position().cmp(&other.position())
    }
}

impl PartialOrd for RoleOrder {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

/// When a rule spoke.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Moment {
    Planning,
    Sending,
}

impl Moment {
    pub fn as_str(self) -> &'static str {
        match self {
            Moment::Planning => Stage::Plan.as_str(),
            Moment::Sending => Stage::Send.as_str(),
        }
    }
}

impl Report {
    pub fn sent(&self) -> u64 {
        self.messages.values().sum()
    }

    pub fn sent_over(&self, channel: Channel) -> u64 {
        self.messages.iter().filter(|((_, over, _), _)| *over == channel).map(|(_, count)| count).sum()
    }

    pub fn sent_as(&self, role: Role) -> u64 {
        self.messages.iter().filter(|((_, _, as_role), _)| as_role.0 == role).map(|(_, count)| count).sum()
    }

    pub fn by_day(&self) -> BTreeMap<Date, u64> {
        let mut days = BTreeMap::new();
        for ((day, ..), count) in &self.messages {
            *days.entry(*day).or_default() += count;
        }
        days
    }

    /// People who are in the history.
    pub fn known(&self) -> u64 {
        self.people.values().sum()
    }

    /// People to whom a message went.
    pub fn reached(&self) -> u64 {
        self.people.iter().filter(|(messages, _)| **messages > 0).map(|(_, people)| people).sum()
    }

    /// The rules that refused, or held, in the order of the rules: with how often when planned and when sending.
    pub fn by_rule(counted: &BTreeMap<(Code, Moment), u64>) -> BTreeMap<Code, [u64; 2]> {
        let mut rules: BTreeMap<Code, [u64; 2]> = BTreeMap::new();
        for ((code, moment), count) in counted {
            let place = usize::from(*moment == Moment::Sending);
            rules.entry(*code).or_default()[place] += count;
        }
        rules
    }
}

impl Watch for Report {
    fn order(&mut self, is_new: bool) {
        if is_new {
            self.orders += 1;
        } else {
            self.left_out += 1;
        }
    }

    fn decided(&mut self, told: &Told<'_>) {
        let decision = told.decision;
        let Some(reason) = decision.reason else { return };
        if told.campaign.is_none() {
            self.unmatched += 1;
            return;
        }
        let moment = if decision.stage == Stage::Plan { Moment::Planning } else { Moment::Sending };
        let counted = match decision.outcome {
            Outcome::Refused => &mut self.refused,
            Outcome::Hold => &mut self.held,
            Outcome::Scheduled | Outcome::Send | Outcome::Cancelled | Outcome::Moved => return,
        };
        *counted.entry((reason, moment)).or_default() += 1;
    }

    fn refused(&mut self) {
        self.requests.refused += 1;
    }

    fn sent(&mut self, zone: &Zone, message: &Message) {
        let day = day_of(message.committed_at, zone);
        *self.messages.entry((day, message.channel, RoleOrder(message.role))).or_default() += 1;
    }

    fn answered(&mut self, role: Role, _: Channel) {
        self.answers[usize::from(role != Role::First)] += 1;
    }

    fn became(&mut self, state: &State) {
        // Products on the same form are a request of their own.
        let both = 1 + u64::from(state.product.is_some());
        let requests = &mut self.requests;
        let counted = match state.status {
            InvitationStatus::Completed => &mut requests.answered,
            InvitationStatus::Refused | InvitationStatus::Failed => &mut requests.refused,
            InvitationStatus::Cancelled if state.first_sent_at.is_none() => &mut requests.cancelled,
            _ if state.first_sent_at.is_some() => &mut requests.unanswered,
            _ => &mut requests.waiting,
        };
        *counted += both;
    }

    fn person(&mut self, messages: u32) {
        *self.people.entry(messages).or_default() += 1;
    }
}
