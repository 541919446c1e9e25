//! plan: what should be sent because of this event?
//!
//! One event and one campaign that wants it make a candidate. Candidates are planned in order, and what one schedules
//! counts for those after it.

use jiff::Timestamp;

use crate::address::Channel;
use crate::campaign::{AccountRules, Campaign, Storefront};
use crate::decision::{Check, Decision, Fact, MAX_FACTS, Outcome, Stage, Verdict};
use crate::event::{Event, Order};
use crate::frequency;
use crate::hours::due;
use crate::id::InvitationId;
use crate::invitation::Ask;
use crate::judgement::{Case, Conclusion, Judgement, judge, only_channel_refused};
use crate::person::Person;
use crate::reason::Code;
use crate::strategy::{Role, Step, channel_for, steps};

/// One event and one campaign that wants it.
#[derive(Debug, Clone)]
pub struct Candidate<'a> {
    pub campaign: &'a Campaign,
    pub storefront: &'a Storefront,
    pub person: &'a Person,
    pub event: &'a Event,
    pub order: &'a Order,
    /// The storefront had already reported this type and reference.
    pub duplicate: bool,
    /// Which of the histories is this person's: people who share an address share a history.
    pub history: usize,
    /// The id that the invitation gets if there is one.
    pub invitation: InvitationId,
}

/// The queued first message of a new invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstStep {
    pub step: usize,
    pub channel: Channel,
    pub due_at: Timestamp,
    /// Later than `due_at` where a rule holds it; none: until a person releases it.
    pub next_at: Option<Timestamp>,
}

/// What came of a candidate. A refused plan leaves its decision and no invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Planned {
    pub decision: Decision,
    pub first: Option<FirstStep>,
    /// Weaker requests that give way; each is decided anew.
    pub displaced: Vec<InvitationId>,
}

/// Plans a batch. `histories` grows by what is scheduled.
pub fn plan(
    now: Timestamp,
    account: &AccountRules,
    candidates: &[Candidate<'_>],
    histories: &mut [Vec<Ask>],
) -> Vec<Planned> {
    candidates.iter().map(|candidate| plan_one(now, account, candidate, &mut histories[candidate.history])).collect()
}

/// The record for an event that no campaign wants (AW-1: nothing is dropped silently).
pub fn unmatched(now: Timestamp) -> Decision {
    let check = Check { code: Code::EventUnmatched, verdict: Verdict::Refuse, facts: [Fact::None; MAX_FACTS] };
    Decision {
        stage: Stage::Plan,
        at: now,
        outcome: Outcome::Refused,
        reason: Some(Code::EventUnmatched),
        due_at: None,
        checks: check.into(),
    }
}

fn plan_one(now: Timestamp, account: &AccountRules, candidate: &Candidate<'_>, history: &mut Vec<Ask>) -> Planned {
    let mut case = first_case(now, account, candidate, history);
    let steps = steps(&candidate.campaign.timing);
    let (step, Judgement { checks, conclusion }) = judge_steps(&mut case, &steps);
    let decision = |outcome, reason, due_at| Decision { stage: Stage::Plan, at: now, outcome, reason, due_at, checks };
    let (decision, next_at) = match conclusion {
        Conclusion::Refuse { reason } => {
            let decision = decision(Outcome::Refused, Some(reason), None);
            return Planned { decision, first: None, displaced: Vec::new() };
        }
        Conclusion::Hold { reason, until } => (decision(Outcome::Hold, Some(reason), until), until),
        Conclusion::Pass => (decision(Outcome::Scheduled, None, Some(case.due)), Some(case.due)),
    };
    // What waits for a person may never go: it takes nobody's place before it is released.
    let displaced = next_at.map_or_else(Vec::new, |at| frequency::displaced(&case, at));
    let first = FirstStep { step, channel: case.channel, due_at: case.due, next_at };
    let ask = ask_of(candidate, &first);
    history.retain(|ask| !displaced.contains(&ask.invitation));
    if history.is_empty() {
        // Most people have no more than this one.
        history.reserve_exact(1);
    }
    history.push(ask);
    Planned { decision, first: Some(first), displaced }
}

fn first_case<'a>(
    now: Timestamp,
    account: &'a AccountRules,
    candidate: &Candidate<'a>,
    history: &'a [Ask],
) -> Case<'a> {
    let mut case = Case {
        stage: Stage::Plan,
        now,
        account,
        campaign: candidate.campaign,
        storefront: candidate.storefront,
        person: candidate.person,
        event: candidate.event,
        order: candidate.order,
        history,
        invitation: None,
        role: Role::First,
        channel: Channel::Email,
        due: now,
        expected: now,
        duplicate: candidate.duplicate,
    };
    let timing = &candidate.campaign.timing;
    case.expected = due(case.base(), timing.delay, timing.send_at, case.zones());
    case.due = if case.expected < now { case.late_from(now) } else { case.expected };
    case
}

/// Judges the first step, and the following ones for as long as only the channel is refused. Where no step's channel
/// can be used, the record is that of the first.
fn judge_steps(case: &mut Case<'_>, steps: &[Step]) -> (usize, Judgement) {
    let mut refused: Option<(Channel, Judgement)> = None;
    for (position, step) in steps.iter().enumerate() {
        let channel = channel_for(step.channel, case.person);
        if refused.as_ref().is_some_and(|(first, _)| *first == channel) {
            continue;
        }
        case.channel = channel;
        let judgement = judge(case);
        if !only_channel_refused(&judgement.checks) {
            return (position, judgement);
        }
        refused.get_or_insert((channel, judgement));
    }
    let (channel, judgement) = refused.expect("a strategy has at least one step");
    case.channel = channel;
    (0, judgement)
}

fn ask_of(candidate: &Candidate<'_>, first: &FirstStep) -> Ask {
    Ask {
        invitation: candidate.invitation,
        contact: candidate.person.id,
        address: candidate.person.address(first.channel).map(|address| address.key),
        campaign: candidate.campaign.id,
        storefront: candidate.storefront.id,
        purpose: candidate.campaign.purpose,
        kind: candidate.campaign.kind,
        priority: candidate.campaign.priority,
        reference: candidate.event.reference.clone(),
        occurred_at: candidate.event.occurred_at,
        at: first.next_at.unwrap_or(first.due_at),
        sent: false,
    }
}
