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
use crate::learned::{Hour, Learned, SendingHour, choose};
use crate::person::Person;
use crate::quiet::quiet_zones;
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
    /// What is known of this person's hours, where the campaign's hour is learned.
    pub learned: Option<&'a Learned>,
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
    /// The hour that was chosen, where it is learned (rules 2.6).
    pub sending_hour: Option<SendingHour>,
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
    let chosen = candidate.learned.and_then(|learned| Some((learned, sending_hour(now, account, candidate, learned)?)));
    let Some((learned, sending_hour)) = chosen else {
        return plan_at(now, account, candidate, history, None);
    };
    let campaign = at_hour(candidate.campaign, sending_hour.hour);
    let candidate = Candidate { campaign: &campaign, ..candidate.clone() };
    let facts = [sending_hour.hour.as_str().into(), sending_hour.source.as_str().into(), count(learned.answers)];
    let planned = plan_at(now, account, &candidate, history, Some(&facts));
    Planned { sending_hour: Some(sending_hour), ..planned }
}

fn count(answers: u64) -> Fact {
    Fact::Count(i64::try_from(answers).unwrap_or(i64::MAX))
}

fn at_hour(campaign: &Campaign, hour: Hour) -> Campaign {
    let mut campaign = campaign.clone();
    campaign.timing.pin(hour);
    campaign
}

/// The learned hour of a first message; none where the campaign's hour is set. An hour is allowed where the first step's
/// channel may be used at the very instant at which the message would then be due, on clock-change days too (rules 5.8).
fn sending_hour(
    now: Timestamp,
    account: &AccountRules,
    candidate: &Candidate<'_>,
    learned: &Learned,
) -> Option<SendingHour> {
    let timing = &candidate.campaign.timing;
    let explore = timing.explore?;
    let person = candidate.person;
    let channel = channel_for(steps(timing).first()?.channel, person);
    let zones = quiet_zones(person.zone.as_ref(), &person.phone_zones, &candidate.storefront.zone);
    let is_allowed = |hour: &Hour| {
        account.quiet_hours(channel).is_none_or(|quiet| {
            let campaign = at_hour(candidate.campaign, *hour);
            let candidate = Candidate { campaign: &campaign, ..candidate.clone() };
            quiet.allowed(first_case(now, account, &candidate, &[]).due, zones)
        })
    };
    let allowed: Vec<_> = Hour::all().filter(is_allowed).collect();
    let about = [candidate.campaign.purpose.as_str(), candidate.event.reference.as_str()];
    Some(choose(learned, explore, &allowed, &about))
}

/// Plans one at the hour that its campaign has; `chosen` says on record how the hour was found.
fn plan_at(
    now: Timestamp,
    account: &AccountRules,
    candidate: &Candidate<'_>,
    history: &mut Vec<Ask>,
    chosen: Option<&[Fact; 3]>,
) -> Planned {
    let mut case = first_case(now, account, candidate, history);
    let steps = steps(&candidate.campaign.timing);
    let (step, Judgement { mut checks, conclusion }) = judge_steps(&mut case, &steps);
    if let Some([hour, source, answers]) = chosen {
        checks.push(Code::SendingHourAuto, Verdict::Pass, &[*hour, *source, *answers, Fact::None]);
    }
    let decision = |outcome, reason, due_at| Decision { stage: Stage::Plan, at: now, outcome, reason, due_at, checks };
    let (decision, next_at) = match conclusion {
        Conclusion::Refuse { reason } => {
            let decision = decision(Outcome::Refused, Some(reason), None);
            return Planned { decision, first: None, displaced: Vec::new(), sending_hour: None };
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
    Planned { decision, first: Some(first), displaced, sending_hour: None }
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
