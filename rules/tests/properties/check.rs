//! What always holds (trust 2), looked at in every decision, displacement and settlement of a history.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rules::address::Channel;
use rules::decide::{Action, Decided};
use rules::decision::{Decision, Outcome, Stage, Verdict};
use rules::judgement::RULES;
use rules::plan::{FirstStep, Planned};
use rules::product::{ProductTiming, ServiceRequest, Standing};
use rules::reason::Code;
use rules::settle::{Ended, Settled};
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::{NextStep, Role};

use crate::calendar::Wait;
use crate::driver::Driver;
use crate::life::Message;
use crate::oracle::{No, Verdicts, View};
use crate::{Checked, ensure, pressing};

/// AW-1: a plan ends in one outcome with a reason unless it passes, and says what the oracle says.
pub fn plan(driver: &Driver, view: &View, planned: &Planned, displaced: &[(usize, Timestamp)]) -> Checked {
    if let Some(first) = view.joint {
        return joint_plan(driver, view, first, planned);
    }
    let decision = &planned.decision;
    ensure(planned.joined.is_none(), || "it is on no other form".to_owned())?;
    let verdicts = view.verdicts(driver, displaced);
    is_whole(decision, Stage::Plan, driver.now)?;
    says_the_same(decision, &verdicts)?;
    let expected = Conclusion::of(&verdicts);
    let (outcome, next_at) = match expected {
        Conclusion::Refuse => (Outcome::Refused, None),
        Conclusion::Hold(until) => (Outcome::Hold, until),
        Conclusion::Pass => (Outcome::Scheduled, Some(view.due)),
    };
    let Verdicts { step, channel, .. } = verdicts;
    let first = (expected != Conclusion::Refuse).then_some(FirstStep { step, channel, due_at: view.due, next_at });
    ensure((decision.outcome, planned.first) == (outcome, first), || {
        format!("planned {:?} {:?}, expected {outcome:?} {first:?}", decision.outcome, planned.first)
    })?;
    ensure(decision.due_at == next_at, || format!("the plan says {:?}, expected {next_at:?}", decision.due_at))?;
    ensure(next_at.is_none_or(|at| at >= driver.now), || "V9: planned into the past".to_owned())?;
    let lost = next_at.map_or_else(Vec::new, |at| pressing::displaced(driver, view, at, displaced));
    let lost: BTreeSet<_> = lost.iter().map(|life| driver.lives[*life].invitation.id).collect();
    let displaced: BTreeSet<_> = planned.displaced.iter().copied().collect();
    ensure(displaced == lost, || format!("displaces {displaced:?}, expected {lost:?}"))
}

/// Products on the form of their service request go when that does, over its channel.
fn joint_plan(driver: &Driver, view: &View, first: FirstStep, planned: &Planned) -> Checked {
    let decision = &planned.decision;
    let against = view.against(driver, first.channel, &[]);
    let verdicts = Verdicts { step: first.step, channel: first.channel, against };
    is_whole(decision, Stage::Plan, driver.now)?;
    says_the_same(decision, &verdicts)?;
    let (outcome, due_at) = match Conclusion::of(&verdicts) {
        Conclusion::Refuse => (Outcome::Refused, None),
        Conclusion::Hold(until) => (Outcome::Hold, until),
        Conclusion::Pass => (Outcome::Scheduled, first.next_at),
    };
    let alone = planned.first.is_none() && planned.displaced.is_empty();
    let joined = planned.joined.is_some() == (outcome != Outcome::Refused);
    ensure(alone && joined && (decision.outcome, decision.due_at) == (outcome, due_at), || {
        format!("on one form: {planned:?}, expected {outcome:?} {due_at:?}")
    })
}

/// What a first message that goes says of the products on its form.
fn of_products(driver: &Driver, number: usize, channel: Channel, decided: &Decided) -> Checked {
    let life = &driver.lives[number];
    let asked = life.product.as_ref().filter(|_| life.invitation.role == Role::First);
    let (Some(product), Some(decision)) = (asked, &decided.product) else {
        return ensure(asked.is_none() && decided.product.is_none(), || "products that nobody decided on".to_owned());
    };
    let sent = ServiceRequest { standing: Standing::Sent, at: driver.now };
    let mut view = View::of_due(driver, number);
    (view.campaign, view.service) = (product.campaign, Some(sent));
    let verdicts = Verdicts { step: 0, channel, against: view.against(driver, channel, &[]) };
    is_whole(decision, Stage::Send, driver.now)?;
    says_the_same(decision, &verdicts)?;
    let expected = if verdicts.against.is_empty() { Outcome::Send } else { Outcome::Refused };
    ensure(decision.outcome == expected, || format!("of products {:?}, expected {expected:?}", decision.outcome))
}

/// The time of a product request whose service request went now; none: it does not count from that.
pub fn following(driver: &Driver, number: usize, to: Option<Timestamp>) -> Checked {
    let view = View::of_due(driver, number);
    let counts = driver.lives[number].pinned.rules.timing.product == Some(ProductTiming::AfterService);
    let expected = counts.then(|| view.later(driver, driver.now, view.pinned(driver).delay));
    ensure(to == expected, || format!("after its service request at {to:?}, expected {expected:?}"))
}

/// The same for a due step, and that what goes keeps every invariant.
pub fn decision(driver: &Driver, life: usize, decided: &Decided) -> Checked {
    let view = View::of_due(driver, life);
    let decision = &decided.decision;
    if driver.now < view.expected {
        let until = Some(view.expected);
        let moved = Action::Hold { until, due_at: view.due };
        return ensure(decision.outcome == Outcome::Moved && decided.action == moved, || {
            format!("V9: {:?} before {}", decided.action, view.expected)
        });
    }
    let verdicts = view.verdicts(driver, &[]);
    is_whole(decision, Stage::Send, driver.now)?;
    says_the_same(decision, &verdicts)?;
    match (Conclusion::of(&verdicts), decided.action) {
        (Conclusion::Pass, Action::Send { .. }) => sending(driver, life, &verdicts, decided),
        (Conclusion::Refuse, Action::Refuse { next }) => refusal(driver, life, &verdicts, next),
        (Conclusion::Hold(at_least), Action::Hold { until, .. }) => holding(driver, &view, &verdicts, at_least, until),
        (expected, action) => Err(format!("{action:?}, expected {expected:?} of {verdicts:?}")),
    }
}

/// What all verdicts come to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Conclusion {
    Pass,
    Hold(Option<Timestamp>),
    Refuse,
}

impl Conclusion {
    fn of(verdicts: &Verdicts) -> Self {
        let all = || verdicts.against.iter().map(|(_, no)| *no);
        if all().any(|no| no == No::Refuse) {
            return Conclusion::Refuse;
        }
        let known = all().filter_map(|no| if let No::Until(until) = no { Some(until) } else { None });
        match known.max() {
            _ if verdicts.against.is_empty() => Conclusion::Pass,
            _ if all().any(|no| no == No::UntilReleased) => Conclusion::Hold(None),
            until => Conclusion::Hold(Some(until.unwrap_or(Timestamp::MIN))),
        }
    }
}

/// Every rule of the stage is on record, in order, and the reason is the first that refused, else the first that held.
fn is_whole(decision: &Decision, stage: Stage, now: Timestamp) -> Checked {
    let mut rules = RULES.iter().filter(|rule| if stage == Stage::Plan { rule.plan } else { rule.send });
    let complete = decision.checks.iter().all(|check| rules.next().is_some_and(|rule| rule.code == check.code));
    ensure(complete && rules.next().is_none(), || "AW-1: a rule is missing on the record".to_owned())?;
    ensure(decision.stage == stage && decision.at == now, || "the record has another stage or time".to_owned())?;
    let first = |wanted: fn(Verdict) -> bool| decision.checks.iter().find(|check| wanted(check.verdict));
    let refused = first(|verdict| verdict == Verdict::Refuse);
    let held = first(|verdict| matches!(verdict, Verdict::Hold | Verdict::Wait));
    let reason = refused.or(held).map(|check| check.code);
    ensure(decision.reason == reason, || format!("the reason is {:?}, expected {reason:?}", decision.reason))
}

/// Rule by rule what the oracle says.
fn says_the_same(decision: &Decision, verdicts: &Verdicts) -> Checked {
    let said = decision.checks.iter().filter(|check| check.verdict != Verdict::Pass);
    let said: Vec<(Code, Verdict)> = said.map(|check| (check.code, check.verdict)).collect();
    let fits = |(code, verdict): &(Code, Verdict), (expected, no): &(Code, No)| {
        code == expected
            && match no {
                No::Refuse => *verdict == Verdict::Refuse,
                No::Until(_) => *verdict == Verdict::Hold,
                No::UntilReleased => *verdict == Verdict::Wait,
                No::UntilOpen => matches!(verdict, Verdict::Hold | Verdict::Wait),
            }
    };
    let same =
        said.len() == verdicts.against.len() && said.iter().zip(&verdicts.against).all(|(said, no)| fits(said, no));
    ensure(same, || format!("the rules say {said:?}, the oracle {verdicts:?}"))
}

fn sending(driver: &Driver, number: usize, verdicts: &Verdicts, decided: &Decided) -> Checked {
    let Action::Send { role, step, channel, address, consent } = decided.action else { unreachable!("it goes") };
    let life = &driver.lives[number];
    let person = &driver.world.people[life.person].rules;
    let expected = (life.invitation.role, verdicts.step, verdicts.channel);
    ensure((role, step, channel) == expected, || format!("sends {role:?} {step} {channel:?}, expected {expected:?}"))?;
    let basis = person.consents.iter().find(|basis| basis.id == consent);
    ensure(basis.is_some_and(|basis| basis.channel == channel), || "V5: no basis for the channel".to_owned())?;
    let known = person.addresses.iter().any(|known| known.channel == channel && known.key == address);
    ensure(known, || "an address that is not the person's".to_owned())?;
    ensure(life.invitation.next_at <= driver.now, || "V9: sent early".to_owned())?;
    ensure(life.ended_at.is_none(), || "V7: sent after the end".to_owned())?;
    of_products(driver, number, channel, decided)?;
    let went = |message: &&Message| message.counts();
    if role == Role::Reminder {
        let of_order = driver.lives.iter().filter(|other| other.order == life.order);
        let reminded =
            of_order.flat_map(|other| &other.messages).filter(went).any(|message| message.role == Role::Reminder);
        ensure(!reminded, || "V1: a second reminder for the order".to_owned())?;
    } else {
        let twice = life.messages.iter().filter(went).any(|message| message.channel == channel);
        ensure(!twice, || "two requests of one invitation over one channel".to_owned())?;
    }
    let last = life.messages.iter().filter(went).map(|message| message.committed_at).max();
    let apart = last.is_none_or(|last| driver.now >= last + SignedDuration::from_hours(12));
    ensure(apart, || format!("{role:?} only {:?} after the message before", last.map(|last| driver.now - last)))
}

/// Nothing but a later step of an invitation that has begun may come after a refusal.
fn refusal(driver: &Driver, number: usize, verdicts: &Verdicts, next: Option<NextStep>) -> Checked {
    let life = &driver.lives[number];
    let Some(next) = next else { return Ok(()) };
    let of_step = |code: &Code| {
        let name = code.as_str();
        name.starts_with("suppressed.")
            || name.starts_with("reminder.")
            || name.ends_with("missing")
            || name.ends_with("unreachable")
    };
    let only_step = verdicts.against.iter().filter(|(_, no)| *no == No::Refuse).all(|(code, _)| of_step(code));
    let begun = life.invitation.role != Role::First && life.invitation.first_sent_at.is_some();
    ensure(only_step && begun && next.step > life.invitation.step, || {
        format!("{next:?} after a refusal by {verdicts:?}")
    })?;
    distance(driver, number, &next)
}

fn holding(
    driver: &Driver,
    view: &View,
    verdicts: &Verdicts,
    at_least: Option<Timestamp>,
    until: Option<Timestamp>,
) -> Checked {
    let quiet = verdicts.against.iter().any(|(_, no)| *no == No::UntilOpen);
    let (Some(at_least), Some(until)) = (at_least, until) else {
        return ensure(at_least.is_none() == until.is_none() || quiet, || format!("{until:?}, expected {at_least:?}"));
    };
    ensure(until > driver.now, || "a hold that is over already".to_owned())?;
    if !quiet {
        return ensure(until == at_least, || format!("held until {until}, expected {at_least}"));
    }
    // The window opens at the end of the hold, or before a longer one ends, and not before that.
    let open = |at: Timestamp| view.is_open(driver, verdicts.channel, at);
    let opens =
        if until > at_least { open(until) && !open(until - SignedDuration::from_millis(1)) } else { until == at_least };
    let mut closed = driver.now;
    while closed < until && until > at_least {
        ensure(!open(closed), || format!("V8: held until {until} although the window is open at {closed}"))?;
        closed += SignedDuration::from_mins(61);
    }
    ensure(opens, || format!("V8: held until {until}, which is no opening"))
}

pub fn displacement(driver: &Driver, life: usize, stronger_at: Timestamp, decided: &Decided) -> Checked {
    let view = View::of_due(driver, life);
    let until = pressing::after_displacement(driver, &view, stronger_at);
    let expected = match until {
        Some(_) => Action::Hold { until, due_at: view.due },
        None => Action::Refuse { next: None },
    };
    let reason = decided.decision.reason;
    ensure(decided.action == expected && reason == Some(Code::FrequencyDisplaced), || {
        format!("a displaced request: {:?}, expected {expected:?}", decided.action)
    })
}

/// What follows from the end of an attempt.
pub fn settlement(driver: &Driver, number: usize, message: usize, ended: Ended, settled: &Settled) -> Checked {
    let life = &driver.lives[number];
    let attempt = &life.messages[message];
    let is_first = attempt.role == Role::First;
    let retried = settled.message == MessageStatus::Queued;
    let expected = match ended {
        Ended::Accepted => MessageStatus::Sent,
        Ended::Unknown => MessageStatus::Unknown,
        Ended::RetrySafe if retried => MessageStatus::Queued,
        Ended::RetrySafe | Ended::Refused | Ended::AddressRefused => MessageStatus::Failed,
    };
    let failed = expected == MessageStatus::Failed;
    let told = (settled.message, settled.suppress, settled.release);
    ensure(told == (expected, ended == Ended::AddressRefused, failed && is_first), || {
        format!("{ended:?} became {settled:?}")
    })?;
    ensure(rank(settled.invitation) >= rank(life.status), || format!("V11: from {:?} to {settled:?}", life.status))?;
    let reached_nobody = failed && is_first && settled.next.is_none();
    ensure((settled.invitation == InvitationStatus::Failed) == reached_nobody, || format!("{settled:?}"))?;
    let first_sent_at = life.invitation.first_sent_at.unwrap();
    let view = View::of_due(driver, number);
    let closes_at = view.pinned(driver).expires_after.after(first_sent_at, view.storefront_clock(driver));
    let went = !failed && !retried;
    ensure(settled.expires_at == went.then_some(closes_at), || format!("closes at {:?}", settled.expires_at))?;
    let Some(next) = settled.next else { return Ok(()) };
    if retried {
        let latest = attempt.first_tried_at + SignedDuration::from_hours(24);
        let same = (next.step, next.role, next.channel) == (attempt.step, attempt.role, attempt.channel);
        return ensure(same && next.at > driver.now && next.at <= latest, || format!("a retry: {next:?}"));
    }
    ensure(next.step > attempt.step && next.at >= driver.now, || format!("{next:?} after step {}", attempt.step))?;
    if went { after_sending(driver, &view, number, &next) } else { Ok(()) }
}

/// The next step keeps its distance, takes another channel and, in the standard strategy, has its day.
fn after_sending(driver: &Driver, view: &View, number: usize, next: &NextStep) -> Checked {
    distance(driver, number, next)?;
    let (life, asking) = (&driver.lives[number], view.pinned(driver));
    let used = life.messages.iter().any(|message| message.channel == next.channel);
    ensure(next.role == Role::Reminder || !used, || format!("{next:?} over a used channel"))?;
    if !asking.rules.timing.strategy.is_empty() {
        return Ok(());
    }
    let first_sent_at = life.invitation.first_sent_at.unwrap();
    let due = match asking.reminder_after {
        Wait::Days(_) | Wait::Months(_) => view.later(driver, first_sent_at, asking.reminder_after),
        Wait::Hours(hours) => first_sent_at + SignedDuration::from_hours(hours),
    };
    let due = due.max(driver.now + SignedDuration::from_hours(12));
    ensure((next.role, next.at) == (Role::Reminder, due), || format!("{next:?}, expected a reminder at {due}"))
}

fn distance(driver: &Driver, number: usize, next: &NextStep) -> Checked {
    let counted = driver.lives[number].messages.iter().filter(|message| message.counts());
    let last = counted.map(|message| message.committed_at).max();
    let apart = last.is_none_or(|last| next.at >= last + SignedDuration::from_hours(12));
    ensure(apart, || format!("{next:?} too soon after {last:?}"))
}

fn rank(status: InvitationStatus) -> usize {
    InvitationStatus::ALL.iter().position(|other| *other == status).unwrap()
}

/// V11: a receipt moves a message forward, and what has failed stays so.
pub fn message_moves(before: MessageStatus, after: MessageStatus) -> Checked {
    let order = |status| MessageStatus::ALL.iter().position(|other| *other == status);
    let ended = matches!(before, MessageStatus::Failed | MessageStatus::Bounced | MessageStatus::Cancelled);
    ensure(order(after) >= order(before) && (!ended || after == before), || {
        format!("V11: from {before:?} to {after:?}")
    })
}

/// Everything released and a long time later, nothing is left without an end (V3).
pub fn all_is_done(driver: &Driver) -> Checked {
    for life in &driver.lives {
        let shut_out = life.waits_for == Some(Code::QuietHours);
        ensure(life.ended_at.is_some() || shut_out, || format!("V3: nothing will come of {life:?}"))?;
        let went = life.messages.iter().filter(|message| message.counts() && message.role == Role::First).count();
        ensure(went <= 1, || format!("V1: {went} first messages of {life:?}"))?;
    }
    let pair = |life: &crate::life::Life| (life.campaign, life.event);
    let mut pairs: Vec<_> = driver.lives.iter().map(pair).collect();
    pairs.sort_unstable();
    pairs.dedup();
    ensure(pairs.len() == driver.lives.len(), || "V1: two invitations of a campaign for one event".to_owned())
}
