//! plan: what should be sent because of this event?
//!
//! One event and one campaign that wants it make a candidate. Candidates are planned in order, and what one schedules
//! counts for those after it.

use jiff::Timestamp;

use crate::address::Channel;
use crate::campaign::{AccountRules, Campaign, Purpose, Storefront};
use crate::decision::{Check, Decision, Fact, MAX_FACTS, Outcome, Stage, Verdict};
use crate::event::{Event, Order};
use crate::frequency;
use crate::hours::due;
use crate::id::InvitationId;
use crate::invitation::Ask;
use crate::judgement::{Case, Conclusion, Judgement, judge, only_channel_refused};
use crate::learned::{Hour, Learned, SendingHour, choose};
use crate::person::Person;
use crate::product::{self, ServiceRequest, Standing};
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
    /// There is such an invitation already, and it is planned anew.
    pub exists: bool,
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
    /// It has no invitation of its own: the form of this one, of the service request, asks about the products too.
    pub joined: Option<InvitationId>,
    /// Weaker requests that give way; each is decided anew.
    pub displaced: Vec<InvitationId>,
    /// The hour that was chosen, where it is learned (rules 2.6).
    pub sending_hour: Option<SendingHour>,
}

/// Plans a batch. `histories` grows by what is scheduled. The candidates of an event stand together, its service
/// request before its product request.
pub fn plan<'a>(
    now: Timestamp,
    account: &AccountRules,
    candidates: &'a [Candidate<'a>],
    histories: &mut [Vec<Ask>],
) -> Vec<Planned> {
    let mut service: Option<Service<'a>> = None;
    let plan_next = |candidate: &'a Candidate<'a>| {
        let history = &mut histories[candidate.history];
        let beside = service.as_ref().filter(|service| service.is_beside(candidate));
        let planned = plan_one(now, account, candidate, beside, history);
        if candidate.campaign.purpose == Purpose::ServiceReview {
            service = Some(Service { candidate, would_go: planned.1, first: planned.0.first });
        }
        planned.0
    };
    candidates.iter().map(plan_next).collect()
}

/// A service request that was just planned.
struct Service<'a> {
    candidate: &'a Candidate<'a>,
    first: Option<FirstStep>,
    /// When it goes, or would have gone.
    would_go: Timestamp,
}

impl Service<'_> {
    fn is_beside(&self, other: &Candidate<'_>) -> bool {
        other.campaign.purpose == Purpose::ProductReview && other.event.id == self.candidate.event.id
    }

    fn request(&self) -> ServiceRequest {
        let standing = match self.first {
            None => Standing::Over,
            Some(FirstStep { next_at: None, .. }) => Standing::Waiting,
            Some(_) => Standing::Open,
        };
        ServiceRequest { standing, at: self.would_go }
    }

    /// The first step of the request on whose form the products are asked about too.
    fn joined_by(&self, product: &Candidate<'_>, case: &Case<'_>) -> Option<FirstStep> {
        self.first.filter(|_| !product.exists && product::is_joint(case, self.candidate.campaign))
    }
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

/// Plans one; answers also when it goes, or would have gone.
fn plan_one(
    now: Timestamp,
    account: &AccountRules,
    candidate: &Candidate<'_>,
    service: Option<&Service<'_>>,
    history: &mut Vec<Ask>,
) -> (Planned, Timestamp) {
    let Some(service) = service else { return plan_own(now, account, candidate, history) };
    let order = Order { service: Some(service.request()), ..candidate.order.clone() };
    let candidate = Candidate { order: &order, ..candidate.clone() };
    let mut case = first_case(now, account, &candidate, history);
    let Some(first) = service.joined_by(&candidate, &case) else {
        return plan_own(now, account, &candidate, history);
    };
    let joined = join(&mut case, service, &first);
    let joint = joined.joined.and_then(|id| history.iter_mut().find(|ask| ask.invitation == id));
    joint.into_iter().for_each(|ask| ask.joint = true);
    (joined, first.due_at)
}

/// Plans one with an invitation of its own, at its learned hour where it has one.
fn plan_own(
    now: Timestamp,
    account: &AccountRules,
    candidate: &Candidate<'_>,
    history: &mut Vec<Ask>,
) -> (Planned, Timestamp) {
    let chosen = candidate.learned.and_then(|learned| Some((learned, sending_hour(now, account, candidate, learned)?)));
    let Some((learned, sending_hour)) = chosen else {
        return plan_at(now, account, candidate, history, None);
    };
    let campaign = at_hour(candidate.campaign, sending_hour.hour);
    let candidate = Candidate { campaign: &campaign, ..candidate.clone() };
    let facts = [sending_hour.hour.as_str().into(), sending_hour.source.as_str().into(), count(learned.answers)];
    let (planned, would_go) = plan_at(now, account, &candidate, history, Some(&facts));
    (Planned { sending_hour: Some(sending_hour), ..planned }, would_go)
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

/// Plans one at the hour that its campaign has, and answers also when it goes, or would have gone; `chosen` says on record how the hour was found.
fn plan_at(
    now: Timestamp,
    account: &AccountRules,
    candidate: &Candidate<'_>,
    history: &mut Vec<Ask>,
    chosen: Option<&[Fact; 3]>,
) -> (Planned, Timestamp) {
    let mut case = first_case(now, account, candidate, history);
    let steps = steps(&candidate.campaign.timing);
    let (step, Judgement { mut checks, conclusion }) = judge_steps(&mut case, &steps);
    if let Some([hour, source, answers]) = chosen {
        checks.push(Code::SendingHourAuto, Verdict::Pass, &[*hour, *source, *answers, Fact::None]);
    }
    let decision = |outcome, reason, due_at| Decision { stage: Stage::Plan, at: now, outcome, reason, due_at, checks };
    let (decision, next_at) = match conclusion {
        Conclusion::Refuse { reason } => {
            let would_go = if reason == Code::EventTooOld { case.expected } else { case.due };
            let decision = decision(Outcome::Refused, Some(reason), None);
            return (
                Planned { decision, first: None, joined: None, displaced: Vec::new(), sending_hour: None },
                would_go,
            );
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
    let would_go = ask.at;
    history.push(ask);
    (Planned { decision, first: Some(first), joined: None, displaced, sending_hour: None }, would_go)
}

/// A product request on the form of its service request goes when that does, over the same channel.
fn join(case: &mut Case<'_>, service: &Service<'_>, first: &FirstStep) -> Planned {
    case.channel = first.channel;
    (case.due, case.expected) = (first.due_at, first.due_at);
    let Judgement { checks, conclusion } = judge(case);
    let (outcome, reason, due_at) = match conclusion {
        Conclusion::Refuse { reason } => (Outcome::Refused, Some(reason), None),
        Conclusion::Hold { reason, until } => (Outcome::Hold, Some(reason), until),
        Conclusion::Pass => (Outcome::Scheduled, None, first.next_at),
    };
    let joined = (outcome != Outcome::Refused).then_some(service.candidate.invitation);
    let decision = Decision { stage: Stage::Plan, at: case.now, outcome, reason, due_at, checks };
    Planned { decision, first: None, joined, displaced: Vec::new(), sending_hour: None }
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
        wave: None,
        duplicate: candidate.duplicate,
    };
    let timing = &candidate.campaign.timing;
    case.expected = match product::anchor(&case) {
        Some(service_at) => product::due_after(&case, service_at),
        None => due(case.base(), timing.delay, timing.send_at, case.zones()),
    };
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
        joint: false,
        kind: candidate.campaign.kind,
        priority: candidate.campaign.priority,
        reference: candidate.event.reference.clone(),
        occurred_at: candidate.event.occurred_at,
        at: first.next_at.unwrap_or(first.due_at),
        sent: false,
        reached: false,
    }
}
