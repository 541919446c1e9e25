//! Judgement: the rules in their order, and what their verdicts come to together (rules 4).
//!
//! All rules are evaluated for the record. Any refusal beats any hold; among refusals and among holds the first in the
//! order names the reason, and a hold lasts until the latest of them. A new rule is a row in [`RULES`].

use jiff::Timestamp;

use crate::address::{Cause, Channel};
use crate::campaign::{AccountHold, AccountRules, Activity, BaseChoice, Campaign, Purpose, Storefront, Timing};
use crate::decision::{Checks, Fact, MAX_FACTS, Stage, Verdict};
use crate::delay::gap_end;
use crate::event::{Event, Order};
use crate::hours::{Base, SendAt, Zones, next_occurrence};
use crate::invitation::{Ask, Invitation};
use crate::person::Person;
use crate::quiet::quiet_zones;
use crate::reason::Code;
use crate::strategy::Role;
use crate::time::{Zone, day_of, resolve, truncate_to_minute};
use crate::wave::Wave;
use crate::{consent, frequency, holdout, product, reminder, routing, wave};

/// Everything that one run of the rules looks at.
#[derive(Debug, Clone, Copy)]
pub struct Case<'a> {
    pub stage: Stage,
    pub now: Timestamp,
    pub account: &'a AccountRules,
    pub campaign: &'a Campaign,
    pub storefront: &'a Storefront,
    pub person: &'a Person,
    pub event: &'a Event,
    pub order: &'a Order,
    /// Requests to this person or to its addresses, this invitation's own among them.
    pub history: &'a [Ask],
    /// None when planning.
    pub invitation: Option<&'a Invitation>,
    pub role: Role,
    pub channel: Channel,
    /// When the step goes by the settings, a late event moved to its next sending hour; holds count from here.
    pub due: Timestamp,
    /// When the step was to go, after holds that were meant: lateness counts from here (rules 2.5).
    pub expected: Timestamp,
    /// The campaign's last one, where the account releases large sends in stages.
    pub wave: Option<Wave>,
    /// The storefront had already reported this type and reference.
    pub duplicate: bool,
}

impl<'a> Case<'a> {
    /// The moment for which the rules judge: the due time when planning, now when sending.
    pub fn moment(&self) -> Timestamp {
        match self.stage {
            Stage::Plan => self.due,
            Stage::Send => self.now,
        }
    }

    pub fn zones(&self) -> Zones<'a> {
        Zones { storefront: &self.storefront.zone, recipient: self.person.zone_or(&self.storefront.zone) }
    }

    /// The timing in force: an invitation keeps that of its planning (V15).
    pub(crate) fn timing(&self) -> &'a Timing {
        self.invitation.map_or(&self.campaign.timing, |invitation| &invitation.pinned)
    }

    fn send_at(&self) -> Option<SendAt> {
        self.timing().send_at
    }

    /// What the delay counts from (rules 2.1).
    pub fn base(&self) -> Base {
        if let Some(service_at) = product::anchor(self) {
            return Base::Instant(service_at);
        }
        match (self.timing().base, self.event.activation_date) {
            (BaseChoice::ActivationDate, Some(date)) => Base::Date(date),
            _ => Base::Instant(self.event.occurred_at),
        }
    }

    /// The zone in whose calendar delays and gaps count (rules 2.2).
    pub fn zone_in_force(&self) -> &'a Zone {
        self.zones().in_force(self.send_at())
    }

    /// When one goes that is late by now (rules 2.5): at its next sending hour, or at once where it has none (RI-9).
    pub fn late_from(&self, now: Timestamp) -> Timestamp {
        match (self.send_at(), self.base()) {
            (None, Base::Instant(_)) => now,
            _ => self.sending_hour_from(now),
        }
    }

    /// The first instant at or after `earliest` at which this invitation's messages go: its sending hour.
    pub fn sending_hour_from(&self, earliest: Timestamp) -> Timestamp {
        let clock_time = self.base().clock_time(&self.storefront.zone);
        next_occurrence(self.send_at(), self.zones(), clock_time, earliest)
    }
}

/// What one rule found, without its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Finding {
    verdict: Verdict,
    until: Option<Timestamp>,
    facts: [Fact; MAX_FACTS],
}

impl Finding {
    fn of(verdict: Verdict) -> Self {
        Self { verdict, until: None, facts: [Fact::None; MAX_FACTS] }
    }

    pub(crate) fn pass() -> Self {
        Self::of(Verdict::Pass)
    }

    pub(crate) fn refuse() -> Self {
        Self::of(Verdict::Refuse)
    }

    pub(crate) fn refuse_if(refused: bool) -> Self {
        if refused { Self::refuse() } else { Self::pass() }
    }

    /// None: until a person releases it.
    pub(crate) fn hold(until: Option<Timestamp>) -> Self {
        Self { until, ..Self::of(if until.is_some() { Verdict::Hold } else { Verdict::Wait }) }
    }

    /// Adds the next fact, in the order of the code's fact names.
    pub(crate) fn fact(self, fact: impl Into<Fact>) -> Self {
        let position = self.facts.iter().position(Fact::is_none).unwrap_or(MAX_FACTS - 1);
        self.fact_at(position, fact)
    }

    pub(crate) fn fact_at(mut self, position: usize, fact: impl Into<Fact>) -> Self {
        self.facts[position] = fact.into();
        self
    }
}

/// One rule: its code, the stages at which it is judged, and its judge.
pub struct Rule {
    pub code: Code,
    pub plan: bool,
    pub send: bool,
    judge: fn(&Case<'_>) -> Finding,
}

const fn rule(code: Code, stages: &str, judge: fn(&Case<'_>) -> Finding) -> Rule {
    let stages = stages.as_bytes();
    Rule { code, plan: stages[0] == b'P', send: stages[stages.len() - 1] == b'S', judge }
}

/// The rules in their order.
pub const RULES: &[Rule] = &[
    rule(Code::CampaignInactive, "PS", campaign_inactive),
    rule(Code::EventDuplicate, "P", event_duplicate),
    rule(Code::EventCancelled, "PS", event_cancelled),
    rule(Code::EventOnHold, "PS", event_on_hold),
    rule(Code::EventTooOld, "PS", event_too_old),
    rule(Code::ProductsNone, "P", product::none),
    rule(Code::AudienceHoldout, "P", holdout::holdout),
    rule(Code::ProductsServiceFirst, "S", product::service_first),
    rule(Code::ResponseReceived, "PS", response_received),
    rule(Code::InvitationExpired, "S", invitation_expired),
    rule(Code::RecipientLater, "S", recipient_later),
    rule(Code::ContactErased, "PS", contact_erased),
    rule(Code::SuppressedUnsubscribed, "PS", |case| suppressed(case, Cause::Unsubscribed)),
    rule(Code::SuppressedBounced, "PS", |case| suppressed(case, Cause::Bounced)),
    rule(Code::SuppressedComplained, "PS", |case| suppressed(case, Cause::Complained)),
    rule(Code::SuppressedManual, "PS", |case| suppressed(case, Cause::Manual)),
    rule(Code::ConsentMissing, "PS", consent::missing),
    rule(Code::ChannelUnreachable, "PS", channel_unreachable),
    rule(Code::FrequencyCampaign, "PS", frequency::campaign),
    rule(Code::FrequencyPressure, "PS", frequency::pressure),
    rule(Code::ReminderOff, "S", reminder::off),
    rule(Code::ReminderOrderReminded, "S", reminder::order_reminded),
    rule(Code::ReminderProductPending, "S", reminder::product_pending),
    rule(Code::ReminderFirstUnknown, "S", reminder::first_unknown),
    rule(Code::RoutingFollowed, "S", routing::followed),
    rule(Code::BrakeOn, "PS", brake_on),
    rule(Code::BrakeStaged, "S", wave::staged),
    rule(Code::QuietHours, "S", quiet_hours),
];

/// What all rules of a stage found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judgement {
    pub checks: Checks,
    pub conclusion: Conclusion,
}

/// All verdicts together, with the rule that names the reason.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    Pass,
    /// Until: none where a person must release it.
    Hold {
        reason: Code,
        until: Option<Timestamp>,
    },
    Refuse {
        reason: Code,
    },
}

/// Evaluates every rule of the case's stage.
pub fn judge(case: &Case<'_>) -> Judgement {
    let planning = case.stage == Stage::Plan;
    let mut checks = Checks::with_capacity(RULES.len());
    let (mut refused, mut held, mut until) = (None, None, None);
    for rule in RULES.iter().filter(|rule| if planning { rule.plan } else { rule.send }) {
        let finding = (rule.judge)(case);
        match finding.verdict {
            Verdict::Pass => {}
            Verdict::Refuse => refused = refused.or(Some(rule.code)),
            Verdict::Hold | Verdict::Wait => {
                until = if held.is_some() { later(until, finding.until) } else { finding.until };
                held = held.or(Some(rule.code));
            }
        }
        checks.push(rule.code, finding.verdict, &finding.facts);
    }
    let conclusion = match (refused, held) {
        (Some(reason), _) => Conclusion::Refuse { reason },
        (None, Some(reason)) => Conclusion::Hold { reason, until },
        (None, None) => Conclusion::Pass,
    };
    Judgement { checks, conclusion }
}

/// The later of two ends; one that waits for a person has no end.
fn later(one: Option<Timestamp>, other: Option<Timestamp>) -> Option<Timestamp> {
    Some(one?.max(other?))
}

/// Whether the step's channel, and only the channel, is what was refused: then the next usable step takes over.
pub fn only_channel_refused(checks: &Checks) -> bool {
    let mut refused = checks.with_verdict(Verdict::Refuse).peekable();
    refused.peek().is_some() && refused.all(judges_channel)
}

/// Whether only the step itself was refused, for its channel or as a reminder: the steps behind it are still to come.
pub fn only_step_refused(checks: &Checks) -> bool {
    let mut refused = checks.with_verdict(Verdict::Refuse).peekable();
    refused.peek().is_some() && refused.all(|code| judges_channel(code) || judges_reminder(code))
}

fn judges_reminder(code: Code) -> bool {
    matches!(
        code,
        Code::ReminderOff | Code::ReminderOrderReminded | Code::ReminderProductPending | Code::ReminderFirstUnknown
    )
}

fn judges_channel(code: Code) -> bool {
    matches!(
        code,
        Code::SuppressedUnsubscribed
            | Code::SuppressedBounced
            | Code::SuppressedComplained
            | Code::SuppressedManual
            | Code::ConsentMissing
            | Code::ChannelUnreachable
    )
}

fn campaign_inactive(case: &Case<'_>) -> Finding {
    let activity = case.campaign.activity;
    match activity {
        Activity::On => Finding::pass(),
        Activity::Paused => Finding::hold(None).fact(activity.as_str()),
        Activity::Off | Activity::NotInPlan | Activity::OverLimit => Finding::refuse().fact(activity.as_str()),
    }
}

fn event_duplicate(case: &Case<'_>) -> Finding {
    Finding::refuse_if(case.duplicate)
}

fn event_cancelled(case: &Case<'_>) -> Finding {
    Finding::refuse_if(case.order.cancelled_at.is_some()).fact_at(0, case.order.cancelled_at)
}

fn event_on_hold(case: &Case<'_>) -> Finding {
    match case.order.held_at {
        Some(since) => Finding::hold(None).fact(since),
        None => Finding::pass(),
    }
}

/// Late by more than the tolerance, to the minute, counted from when the step was to go (rules 2.5).
fn event_too_old(case: &Case<'_>) -> Finding {
    let tolerance = case.account.tolerance;
    let is_late = case.now > case.expected
        && truncate_to_minute(case.now) > gap_end(case.expected, tolerance, case.zone_in_force());
    Finding::refuse_if(is_late).fact(case.expected).fact(tolerance).fact_at(2, base_in_force(case))
}

/// Which base the due time counts from, as the decision says it (rules 2.1).
fn base_in_force(case: &Case<'_>) -> &'static str {
    if product::anchor(case).is_some() {
        return "service_invitation";
    }
    match (case.timing().base, case.event.activation_date) {
        (BaseChoice::Event, _) => "occurred_at",
        (BaseChoice::ActivationDate, Some(_)) => "activation_date",
        (BaseChoice::ActivationDate, None) => "occurred_at_without_activation_date",
    }
}

/// An answer ends what asks for the same; a rebooking reminder asks for nothing that could be answered.
fn response_received(case: &Case<'_>) -> Finding {
    let purpose = case.campaign.purpose;
    let answered = purpose != Purpose::Rebooking && case.order.answered.contains(&purpose);
    Finding::refuse_if(answered).fact(purpose.as_str())
}

/// How long before its form closes an invitation stops sending.
const CLOSING: jiff::SignedDuration = jiff::SignedDuration::from_hours(24);

fn invitation_expired(case: &Case<'_>) -> Finding {
    let closes_at = case.invitation.and_then(|invitation| invitation.expires_at);
    Finding::refuse_if(closes_at.is_some_and(|closes_at| closes_at.duration_since(case.now) <= CLOSING))
        .fact_at(0, closes_at)
}

fn recipient_later(case: &Case<'_>) -> Finding {
    let Some(day) = case.person.later.max(case.order.awaited) else {
        return Finding::pass();
    };
    let zones = case.zones();
    if day_of(case.now, zones.recipient) >= day {
        return Finding::pass();
    }
    let dawn = resolve(zones.recipient, day.at(0, 0, 0, 0));
    Finding::hold(Some(case.sending_hour_from(dawn))).fact(day)
}

fn contact_erased(case: &Case<'_>) -> Finding {
    Finding::refuse_if(case.person.erased)
}

fn suppressed(case: &Case<'_>, cause: Cause) -> Finding {
    let group = case.campaign.purpose.group();
    let hit = case.person.address(case.channel).is_some_and(|address| {
        address.suppressions.iter().any(|stop| stop.cause == cause && stop.group.is_none_or(|covered| covered == group))
    });
    if hit { Finding::refuse().fact(case.channel.as_str()) } else { Finding::pass() }
}

/// No usable address: none at all, or for a message that is not to go over one channel twice, a used one. A first
/// message has used a channel where it failed for good; a reminder may take any.
fn channel_unreachable(case: &Case<'_>) -> Finding {
    let used = case.invitation.map_or(&[][..], |invitation| &invitation.used);
    let spent = case.role != Role::Reminder && used.contains(&case.channel);
    Finding::refuse_if(spent || case.person.address(case.channel).is_none()).fact(case.channel.as_str())
}

fn brake_on(case: &Case<'_>) -> Finding {
    match (case.account.hold, case.campaign.brake) {
        (Some(cause), _) => Finding::hold(None).fact(AccountHold::as_str(cause)),
        (None, Some(brake)) => Finding::hold(None).fact(brake.cause.as_str()).fact(brake.faulty).fact(brake.messages),
        (None, None) => Finding::pass(),
    }
}

/// Holds to the opening of the channel's window where the recipient is; in every zone that comes into question where
/// nobody knows which (rules 5.8).
fn quiet_hours(case: &Case<'_>) -> Finding {
    let Some(quiet) = case.account.quiet_hours(case.channel) else {
        return Finding::pass();
    };
    let person = case.person;
    let zones = quiet_zones(person.zone.as_ref(), &person.phone_zones, &case.storefront.zone);
    if quiet.allowed(case.now, zones) {
        return Finding::pass();
    }
    let opening = quiet.opening(case.now, zones);
    Finding::hold(opening).fact_at(0, opening)
}
