//! The order of the rules (rules 4): any refusal beats any hold; among refusals and among holds the first in the order
//! names the reason; a hold lasts until the latest of them.

use rules::address::{Cause, Suppression};
use rules::campaign::{AccountHold, Activity, Purpose};
use rules::decision::{Checks, Verdict};
use rules::reason::Code;
use rules::wave::Wave;

use crate::support::{Scene, at, day, gap, window};

const PLANNING: &[Code] = &[
    Code::CampaignInactive,
    Code::EventDuplicate,
    Code::EventCancelled,
    Code::EventOnHold,
    Code::EventTooOld,
    Code::ProductsNone,
    Code::AudienceHoldout,
    Code::ResponseReceived,
    Code::ContactErased,
    Code::SuppressedUnsubscribed,
    Code::SuppressedBounced,
    Code::SuppressedComplained,
    Code::SuppressedManual,
    Code::ConsentMissing,
    Code::ChannelUnreachable,
    Code::FrequencyCampaign,
    Code::FrequencyPressure,
    Code::BrakeOn,
];

const SENDING: &[Code] = &[
    Code::CampaignInactive,
    Code::EventCancelled,
    Code::EventOnHold,
    Code::EventTooOld,
    Code::ProductsServiceFirst,
    Code::ResponseReceived,
    Code::InvitationExpired,
    Code::RecipientLater,
    Code::ContactErased,
    Code::SuppressedUnsubscribed,
    Code::SuppressedBounced,
    Code::SuppressedComplained,
    Code::SuppressedManual,
    Code::ConsentMissing,
    Code::ChannelUnreachable,
    Code::FrequencyCampaign,
    Code::FrequencyPressure,
    Code::ReminderOff,
    Code::ReminderOrderReminded,
    Code::ReminderProductPending,
    Code::ReminderFirstUnknown,
    Code::RoutingFollowed,
    Code::BrakeOn,
    Code::BrakeStaged,
    Code::QuietHours,
];

#[test]
fn every_rule_is_on_record_in_its_order() {
    let codes = |checks: &Checks| checks.iter().map(|check| check.code).collect::<Vec<_>>();
    assert_eq!(codes(&Scene::planning().plan().decision.checks), PLANNING);
    assert_eq!(codes(&Scene::first_due().decide().decision.checks), SENDING);
    let refused = Scene::planning().with(|scene| scene.campaign.activity = Activity::Off);
    assert_eq!(codes(&refused.plan().decision.checks), PLANNING, "also after the first refusal");
}

type Change = fn(&mut Scene);

fn suppress(scene: &mut Scene, cause: Cause) {
    scene.person.addresses[0].suppressions.push(Suppression { cause, group: None });
}

/// What makes each rule refuse, in their order.
const REFUSALS: &[(Code, Change)] = &[
    (Code::CampaignInactive, |scene| scene.campaign.activity = Activity::Off),
    (Code::EventDuplicate, |scene| scene.duplicate = true),
    (Code::EventCancelled, |scene| scene.order.cancelled_at = Some(scene.now)),
    (Code::EventTooOld, |scene| {
        scene.now = at("2026-05-01T10:00:00Z");
        scene.campaign.timing.delay = crate::support::delay("P1D");
    }),
    (Code::ResponseReceived, |scene| scene.order.answered = vec![Purpose::ServiceReview]),
    (Code::InvitationExpired, |scene| scene.invitation.expires_at = Some(at("2026-03-09T11:00:00Z"))),
    (Code::ContactErased, |scene| scene.person.erased = true),
    (Code::SuppressedUnsubscribed, |scene| suppress(scene, Cause::Unsubscribed)),
    (Code::SuppressedBounced, |scene| suppress(scene, Cause::Bounced)),
    (Code::SuppressedComplained, |scene| suppress(scene, Cause::Complained)),
    (Code::SuppressedManual, |scene| suppress(scene, Cause::Manual)),
    (Code::ConsentMissing, |scene| scene.person.consents.clear()),
    (Code::FrequencyCampaign, |scene| {
        let ask = scene.ask(2, "2026-03-08T10:00:00Z");
        scene.history.push(ask);
    }),
    (Code::FrequencyPressure, |scene| {
        let ask = scene.ask(3, "2026-03-07T10:00:00Z");
        scene.history.push(rules::invitation::Ask { purpose: Purpose::Survey, ..ask });
        scene.account.distinct_interactions = None;
    }),
];

/// What makes each rule hold, in their order, and until when.
const HOLDS: &[(Code, Option<&str>, Change)] = &[
    (Code::CampaignInactive, None, |scene| scene.campaign.activity = Activity::Paused),
    (Code::EventOnHold, None, |scene| scene.order.held_at = Some(scene.now)),
    (Code::RecipientLater, Some("2026-03-11T10:00:00Z"), |scene| scene.person.later = Some(day("2026-03-11"))),
    (Code::FrequencyPressure, Some("2026-03-13T10:00:00Z"), |scene| {
        let ask = scene.ask(4, "2026-02-11T10:00:00Z");
        scene.history.push(rules::invitation::Ask { purpose: Purpose::Survey, ..ask });
        scene.account.distinct_interactions = None;
    }),
    (Code::BrakeOn, None, |scene| scene.account.hold = Some(AccountHold::KillSwitch)),
    (Code::BrakeStaged, Some("2026-03-09T10:30:00Z"), |scene| {
        scene.account.staged_release = true;
        let full = Wave { began_at: at("2026-03-09T09:30:00Z"), went: 50 };
        scene.waves.insert(scene.campaign.id, full);
    }),
    (Code::QuietHours, Some("2026-03-09T19:00:00Z"), |scene| scene.account.email_quiet = window("20:00", "22:00")),
];

fn refusing(base: Scene, rules: &[Code], refusals: &[(Code, Change)]) -> Scene {
    refusals.iter().filter(|(code, _)| rules.contains(code)).fold(base, |scene, (_, change)| scene.with(change))
}

#[test]
fn the_first_refusal_names_the_reason() {
    for (position, (code, _)) in REFUSALS.iter().enumerate() {
        if PLANNING.contains(code) {
            let scene = refusing(Scene::planning(), PLANNING, &REFUSALS[position..]);
            assert_eq!(scene.planned(), format!("refused {code}"));
        }
        if SENDING.contains(code) {
            let scene = refusing(Scene::first_due(), SENDING, &REFUSALS[position..]);
            assert_eq!(scene.decided(), format!("refused {code}"));
        }
    }
}

#[test]
fn any_refusal_beats_any_hold() {
    for (hold, _, hold_change) in HOLDS {
        for (refusal, change) in REFUSALS.iter().filter(|(code, _)| SENDING.contains(code) && code != hold) {
            let scene = Scene::first_due().with(hold_change).with(change);
            assert_eq!(scene.decided(), format!("refused {refusal}"), "while {hold} holds");
        }
        for (refusal, change) in REFUSALS.iter().filter(|(code, _)| PLANNING.contains(code) && code != hold) {
            let scene = Scene::planning().with(hold_change).with(change);
            assert_eq!(scene.planned(), format!("refused {refusal}"), "while {hold} holds");
        }
    }
}

#[test]
fn the_first_hold_names_the_reason_and_the_latest_says_how_long() {
    for (first, (code, until, change)) in HOLDS.iter().enumerate() {
        for (other, other_until, other_change) in &HOLDS[first + 1..] {
            let scene = Scene::first_due().with(change).with(other_change);
            let end = match (until, other_until) {
                (Some(one), Some(other)) => one.max(other),
                _ => "released",
            };
            assert_eq!(scene.decided(), format!("hold {code} until {end}"), "{other} holds too");
        }
    }
}

#[test]
fn a_decision_says_whose_release_it_waits_for() {
    for (first, (_, until, change)) in HOLDS.iter().enumerate() {
        for (other, other_until, other_change) in &HOLDS[first + 1..] {
            let decision = Scene::first_due().with(change).with(other_change).decide().decision;
            let expected = match (until, other_until) {
                (None, _) => Some(HOLDS[first].0),
                (_, None) => Some(*other),
                _ => None,
            };
            assert_eq!(decision.waits_for(), expected, "{} and {other}", HOLDS[first].0);
        }
    }
    let refused = Scene::first_due().with(HOLDS[0].2).with(|scene| scene.person.erased = true).decide().decision;
    assert_eq!(refused.waits_for(), None, "what is refused waits for nothing");
}

#[test]
fn a_rule_that_passes_leaves_its_facts_too() {
    let scene = Scene::first_due().with(|scene| scene.campaign.frequency = Some(gap("P90D")));
    let decision = scene.decide().decision;
    assert!(decision.checks.iter().all(|check| check.verdict == Verdict::Pass));
    assert_eq!(crate::support::check_of(&decision, Code::FrequencyCampaign), "pass gap=P90D");
    assert_eq!(
        crate::support::check_of(&decision, Code::EventTooOld),
        "pass due_at=2026-03-09T10:00:00Z tolerance=P7D base=occurred_at"
    );
    assert_eq!(crate::support::check_of(&decision, Code::ConsentMissing), "pass channel=email basis=existing_customer");
}
