//! decide: may this message go now? Send, hold until, or refuse, and why.

use std::collections::BTreeSet;

use jiff::Timestamp;

use crate::address::{AddressKey, Channel};
use crate::campaign::{AccountRules, Campaign, Storefront};
use crate::consent::basis_for;
use crate::decision::{Check, Checks, Decision, Fact, MAX_FACTS, Outcome, Stage, Verdict};
use crate::delay::gap_end;
use crate::event::{Event, Order};
use crate::frequency::lengthened;
use crate::id::{ConsentId, StorefrontId};
use crate::invitation::{Ask, Invitation};
use crate::judgement::{Case, Conclusion, Judgement, judge, only_channel_refused, only_step_refused};
use crate::person::Person;
use crate::product::{ServiceRequest, Standing};
use crate::reason::Code;
use crate::reminder;
use crate::strategy::{NextStep, Progress, Role, Step, channel_for, next_step, steps};
use crate::wave::{Wave, Waves, is_counted};

/// An invitation whose next step is due, with what is known now.
#[derive(Debug, Clone)]
pub struct Due<'a> {
    pub campaign: &'a Campaign,
    pub storefront: &'a Storefront,
    pub person: &'a Person,
    pub event: &'a Event,
    pub order: &'a Order,
    pub invitation: &'a Invitation,
    /// The product campaign whose request is on the same form.
    pub product: Option<&'a Campaign>,
    /// Which of the histories is this person's: people who share an address share a history.
    pub history: usize,
}

/// What to do with a due step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Action {
    Send {
        role: Role,
        step: usize,
        channel: Channel,
        address: AddressKey,
        consent: ConsentId,
    },
    /// Wait until then; none: until a person releases it. `due_at` is what lateness and pressure count from.
    Hold {
        until: Option<Timestamp>,
        due_at: Timestamp,
    },
    /// The step does not go. Without a next step, an invitation that never sent is refused; another one just rests.
    Refuse {
        next: Option<NextStep>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decided {
    pub decision: Decision,
    pub action: Action,
    /// Of a first message that goes: whether its form asks about the products too, as it was planned to.
    pub product: Option<Decision>,
}

/// Decides a batch, in order; what one sends counts for those after it. `waves` matter, and change, where the account
/// releases large sends in stages.
pub fn decide(
    now: Timestamp,
    account: &AccountRules,
    dues: &[Due<'_>],
    histories: &mut [Vec<Ask>],
    waves: &mut Waves,
) -> Vec<Decided> {
    let mut reminded: BTreeSet<(StorefrontId, &str)> = BTreeSet::new();
    let mut decided = Vec::with_capacity(dues.len());
    for due in dues {
        let order = (due.storefront.id, due.event.reference.as_str());
        let reminded_before = due.invitation.role == Role::Reminder && reminded.contains(&order);
        let known = reminded_before.then(|| Order { reminded: true, ..due.order.clone() });
        let history = &mut histories[due.history];
        let wave = waves.get(&due.campaign.id).copied();
        let case = Case { wave, ..case_of(now, account, due, known.as_ref().unwrap_or(due.order), history) };
        let mut one = decide_one(&case, due);
        one.product = decide_product(&case, due, &one.action);
        match (one.action, due.invitation.role) {
            (Action::Send { address, channel, .. }, Role::First) => {
                if is_counted(&Case { channel, ..case }) {
                    waves.insert(due.campaign.id, Wave::after(wave, now));
                }
                let joint = one.product.as_ref().is_some_and(|decision| decision.outcome == Outcome::Send);
                reserve(history, due, (address, joint), now);
            }
            (Action::Send { .. }, Role::Reminder) => drop(reminded.insert(order)),
            (Action::Refuse { .. }, Role::First) => give_up(history, due),
            _ => {}
        }
        decided.push(one);
    }
    decided
}

/// Whether a first message that goes asks about the products too. What holds them only holds nobody up: they are left
/// out.
fn decide_product(case: &Case<'_>, due: &Due<'_>, action: &Action) -> Option<Decision> {
    let (Some(campaign), Action::Send { role: Role::First, channel, .. }) = (due.product, *action) else {
        return None;
    };
    let sent = ServiceRequest { standing: Standing::Sent, at: case.now };
    let order = Order { service: Some(sent), ..case.order.clone() };
    let Judgement { checks, conclusion } = judge(&Case { campaign, channel, order: &order, ..*case });
    let (outcome, reason, due_at) = match conclusion {
        Conclusion::Pass => (Outcome::Send, None, Some(case.now)),
        Conclusion::Hold { reason, .. } | Conclusion::Refuse { reason } => (Outcome::Refused, Some(reason), None),
    };
    Some(record(case, outcome, reason, due_at, checks))
}

fn own_ask<'h>(history: &'h mut [Ask], due: &Due<'_>) -> Option<&'h mut Ask> {
    history.iter_mut().find(|ask| ask.invitation == due.invitation.id)
}

/// What has not gone and never will stands in nobody's way, even if it was tried before.
fn give_up(history: &mut [Ask], due: &Due<'_>) {
    if let Some(own) = own_ask(history, due) {
        own.sent = false;
    }
}

/// From here on the request counts as sent; about the products only if they are asked about too.
fn reserve(history: &mut [Ask], due: &Due<'_>, (address, joint): (AddressKey, bool), now: Timestamp) {
    if let Some(own) = own_ask(history, due) {
        own.address = Some(address);
        own.joint = joint;
        own.at = now;
        own.sent = true;
    }
}

fn case_of<'a>(
    now: Timestamp,
    account: &'a AccountRules,
    due: &Due<'a>,
    order: &'a Order,
    history: &'a [Ask],
) -> Case<'a> {
    let mut case = Case {
        stage: Stage::Send,
        now,
        account,
        campaign: due.campaign,
        storefront: due.storefront,
        person: due.person,
        event: due.event,
        order,
        history,
        invitation: Some(due.invitation),
        role: due.invitation.role,
        channel: Channel::Email,
        due: due.invitation.due_at,
        expected: due.invitation.next_at,
        wave: None,
        duplicate: false,
    };
    if due.invitation.released_from.is_some() {
        // What somebody held and released goes at its next sending hour, which is its due time then (rules 2.5); but
        // not before it would have gone without all that (V9).
        let (due_at, released_at) = (due.invitation.due_at, due.invitation.next_at);
        case.expected = if due_at < released_at { case.late_from(released_at) } else { due_at };
        case.due = case.expected;
    }
    case
}

fn decide_one(case: &Case<'_>, due: &Due<'_>) -> Decided {
    if case.now < case.expected {
        return moved(case, due.invitation);
    }
    let Judged { step, channel, judgement: Judgement { checks, conclusion } } = judge_steps(case, due);
    match conclusion {
        Conclusion::Pass => send(case, step, channel, checks),
        Conclusion::Hold { reason, until } => {
            let due_at = if was_asked_for(reason) { until.unwrap_or(case.due) } else { case.due };
            let decision = record(case, Outcome::Hold, Some(reason), until, checks);
            Decided { decision, action: Action::Hold { until, due_at }, product: None }
        }
        Conclusion::Refuse { reason } => {
            let next = step_after_refusal(case, due, &checks);
            let decision = record(case, Outcome::Refused, Some(reason), None, checks);
            Decided { decision, action: Action::Refuse { next }, product: None }
        }
    }
}

/// It is not time yet: it was released before its sending hour, or the clock has gone back since it fell due (V9).
fn moved(case: &Case<'_>, invitation: &Invitation) -> Decided {
    let mut facts = [Fact::None; MAX_FACTS];
    facts[0] = Fact::Time(invitation.due_at);
    facts[1] = Fact::Time(case.expected);
    let check = Check { code: Code::InvitationMoved, verdict: Verdict::Pass, facts };
    let reason = invitation.released_from.unwrap_or(Code::InvitationMoved);
    let until = Some(case.expected);
    let decision = record(case, Outcome::Moved, Some(reason), until, check.into());
    Decided { decision, action: Action::Hold { until, due_at: case.due }, product: None }
}

fn was_asked_for(reason: Code) -> bool {
    use Code::{BrakeOn, BrakeStaged, CampaignInactive, EventOnHold, ProductsServiceFirst, RecipientLater};
    matches!(reason, RecipientLater | EventOnHold | BrakeOn | BrakeStaged | CampaignInactive | ProductsServiceFirst)
}

fn record(
    case: &Case<'_>,
    outcome: Outcome,
    reason: Option<Code>,
    due_at: Option<Timestamp>,
    checks: Checks,
) -> Decision {
    Decision { stage: Stage::Send, at: case.now, outcome, reason, due_at, checks }
}

fn send(case: &Case<'_>, step: usize, channel: Channel, checks: Checks) -> Decided {
    let address = case.person.address(channel).expect("channel.unreachable passed").key;
    let consent = basis_for(case.person, channel, case.campaign.purpose).expect("consent.missing passed").id;
    let decision = record(case, Outcome::Send, None, Some(case.now), checks);
    Decided { decision, action: Action::Send { role: case.role, step, channel, address, consent }, product: None }
}

struct Judged {
    step: usize,
    channel: Channel,
    judgement: Judgement,
}

/// Judges the due step, and the following ones for as long as only the channel is refused.
fn judge_steps(case: &Case<'_>, due: &Due<'_>) -> Judged {
    let invitation = due.invitation;
    let steps = steps(&invitation.pinned);
    let mut refused: Option<Judged> = None;
    for (position, step) in steps.iter().enumerate().skip(invitation.step) {
        let channel = channel_of(case, invitation, step);
        if refused.as_ref().is_some_and(|judged| judged.channel == channel) {
            continue;
        }
        let judged = Judged { step: position, channel, judgement: judge(&Case { channel, ..*case }) };
        if !only_channel_refused(&judged.judgement.checks) {
            return judged;
        }
        refused.get_or_insert(judged);
    }
    refused.unwrap_or_else(|| {
        let channel = due_channel(case, invitation, &steps);
        Judged { step: invitation.step, channel, judgement: judge(&Case { channel, ..*case }) }
    })
}

fn due_channel(case: &Case<'_>, invitation: &Invitation, steps: &[Step]) -> Channel {
    steps.get(invitation.step).map_or(Channel::Email, |step| channel_of(case, invitation, step))
}

/// The standard reminder takes the channel that carried the first message.
fn channel_of(case: &Case<'_>, invitation: &Invitation, step: &Step) -> Channel {
    match invitation.used.last() {
        Some(&last) if invitation.pinned.strategy.is_empty() && step.role == Role::Reminder => last,
        _ => channel_for(step.channel, case.person),
    }
}

/// A follow-up or reminder that cannot go itself leaves the step behind it, at that step's own time.
fn step_after_refusal(case: &Case<'_>, due: &Due<'_>, checks: &Checks) -> Option<NextStep> {
    if case.role == Role::First || !only_step_refused(checks) {
        return None;
    }
    let invitation = due.invitation;
    let first_sent_at = invitation.first_sent_at?;
    let progress = Progress {
        timing: &invitation.pinned,
        person: case.person,
        step: invitation.step,
        first_sent_at,
        last_message_at: invitation.last_message_at.unwrap_or(first_sent_at),
        last_failed: false,
        used: &invitation.used,
        reminders: case.role != Role::Reminder && reminder::is_on(case.campaign, invitation),
    };
    next_step(progress, case.zones())
}

/// What becomes of a scheduled request that a stronger one at `stronger_at` displaces: held if it can still be on time,
/// else refused (rules 4, Competition).
pub fn displace(now: Timestamp, account: &AccountRules, due: &Due<'_>, stronger_at: Timestamp) -> Decided {
    let case = case_of(now, account, due, due.order, &[]);
    let end = |gap| gap_end(stronger_at, lengthened(&case, gap), case.zone_in_force());
    let over = account.pressure.map_or(stronger_at, end);
    let latest = gap_end(case.due, account.tolerance, case.zone_in_force());
    let in_time = over <= latest;
    // The stronger one may go long before this one does, which does not bring it forward (V9).
    let until = in_time.then(|| if over <= case.expected { case.expected } else { case.sending_hour_from(over) });
    let verdict = if in_time { Verdict::Hold } else { Verdict::Refuse };
    let mut facts = [Fact::None; MAX_FACTS];
    facts[0] = Fact::Time(over);
    let check = Check { code: Code::FrequencyDisplaced, verdict, facts };
    let outcome = if in_time { Outcome::Hold } else { Outcome::Refused };
    let action = if in_time { Action::Hold { until, due_at: case.due } } else { Action::Refuse { next: None } };
    let decision = record(&case, outcome, Some(Code::FrequencyDisplaced), until, check.into());
    Decided { decision, action, product: None }
}
