//! What follows from how an attempt ended (rules 5.5 to 5.7, 6; trust 1).

use rules::address::Channel;
use rules::settle::Ended;
use rules::state::InvitationStatus;
use rules::strategy::Role;

use crate::support::attempt::Attempted;
use crate::support::{DUE, Scene, at, email, preferred, sms, step, three_steps};

fn first(ended: Ended) -> Attempted {
    Attempted::first(Scene::first_due(), ended)
}

/// By email first, then on the preferred channel, which is SMS.
fn with_phone() -> Scene {
    let steps = [
        step(Role::First, Channel::Email, "P0D"),
        preferred(Role::FollowUp, "PT24H"),
        step(Role::Reminder, Channel::Email, "PT48H"),
    ];
    Scene::first_due().strategy(&steps).with(|scene| {
        scene.person.addresses = vec![email(1), sms(2)];
        scene.person.preferred_channel = Some(Channel::Sms);
    })
}

#[test]
fn what_was_accepted_is_sent_and_what_nobody_knows_counts_as_sent() {
    let then = ", invitation sent, then reminder email 2026-03-16T10:00:00Z";
    assert_eq!(first(Ended::Accepted).settled(DUE), format!("sent{then}"));
    assert_eq!(first(Ended::Unknown).settled(DUE), format!("unknown{then}"), "its reminder waits for a receipt");
}

#[test]
fn the_forms_term_begins_with_the_first_message() {
    let closes = |attempt: &Attempted| attempt.settle(DUE).expires_at;
    assert_eq!(
        closes(&first(Ended::Accepted)),
        Some(at("2026-06-09T09:00:00Z")),
        "three months, in Stockholm's calendar"
    );
    assert_eq!(closes(&first(Ended::Unknown)), Some(at("2026-06-09T09:00:00Z")));
    let reminder = Attempted::later(
        Scene::first_due(),
        Ended::Accepted,
        Role::Reminder,
        1,
        Channel::Email,
        "2026-03-16T10:00:00Z",
    );
    assert_eq!(closes(&reminder), Some(at("2026-06-09T09:00:00Z")), "a reminder does not prolong it");
    for ended in [Ended::RetrySafe, Ended::Refused, Ended::AddressRefused] {
        assert_eq!(closes(&first(ended)), None);
    }
}

#[test]
fn a_passing_failure_is_tried_again_with_growing_waits_for_a_day() {
    let mut now = at(DUE);
    let mut waits = Vec::new();
    for tries in 1.. {
        let attempt = first(Ended::RetrySafe).with(|attempt| attempt.tries = tries);
        let settled = attempt.settle(&now.to_string());
        let Some(next) = settled.next else {
            assert_eq!(attempt.settled(&now.to_string()), "failed (released), invitation failed");
            break;
        };
        assert_eq!((next.step, next.role, next.channel), (0, Role::First, Channel::Email));
        assert!(!settled.release, "the reservation stands: it may yet go");
        waits.push((next.at - now).total(jiff::Unit::Minute).unwrap());
        now = next.at;
    }
    assert_eq!(waits, [1.0, 5.0, 15.0, 30.0, 60.0, 120.0, 240.0, 240.0, 240.0, 240.0, 240.0]);
    assert!(now <= at("2026-03-10T10:00:00Z"), "within 24 hours of the first try");
}

#[test]
fn a_retry_may_come_exactly_a_day_after_the_first_try() {
    let next = |now: &str| first(Ended::RetrySafe).with(|attempt| attempt.tries = 7).settled(now);
    assert_eq!(next("2026-03-10T06:00:00Z"), "queued, invitation scheduled, then first email 2026-03-10T10:00:00Z");
    assert_eq!(next("2026-03-10T06:00:01Z"), "failed (released), invitation failed");
}

#[test]
fn a_first_message_that_failed_for_good_moves_to_the_next_usable_step_at_once() {
    let attempt = |ended| Attempted::first(with_phone(), ended);
    let then = "invitation scheduled, then first sms 2026-03-09T10:00:05Z";
    let now = "2026-03-09T10:00:05Z";
    assert_eq!(attempt(Ended::AddressRefused).settled(now), format!("failed (suppressed, released), {then}"));
    assert_eq!(attempt(Ended::Refused).settled(now), format!("failed (released), {then}"), "the address may be fine");
    let tried_out = attempt(Ended::RetrySafe).with(|attempt| attempt.tries = 99);
    assert_eq!(
        tried_out.settled("2026-03-10T09:00:00Z"),
        "failed (released), invitation scheduled, then first sms 2026-03-10T09:00:00Z"
    );
}

#[test]
fn an_invitation_that_reached_nobody_has_failed() {
    assert_eq!(first(Ended::AddressRefused).settled(DUE), "failed (suppressed, released), invitation failed");
    let by_sms = Attempted::first(with_phone(), Ended::AddressRefused).with(|attempt| {
        attempt.step = 1;
        attempt.channel = Channel::Sms;
        attempt.used = vec![Channel::Email];
    });
    assert_eq!(by_sms.settled(DUE), "failed (suppressed, released), invitation failed", "email has failed before");
}

#[test]
fn a_follow_up_that_failed_leaves_the_reminder() {
    let scene = with_phone();
    let attempt =
        Attempted::later(scene, Ended::AddressRefused, Role::FollowUp, 1, Channel::Sms, "2026-03-10T10:00:00Z")
            .with(|attempt| attempt.used = vec![Channel::Email]);
    assert_eq!(
        attempt.settled("2026-03-10T10:00:02Z"),
        "failed (suppressed), invitation sent, then reminder email 2026-03-11T10:00:00Z"
    );
    let off = attempt.with(|attempt| attempt.reminders = false);
    assert_eq!(off.settled("2026-03-10T10:00:02Z"), "failed (suppressed), invitation sent");
}

#[test]
fn a_reminder_that_failed_is_the_end_of_it() {
    let attempt =
        Attempted::later(Scene::first_due(), Ended::Refused, Role::Reminder, 1, Channel::Email, "2026-03-16T10:00:00Z");
    assert_eq!(attempt.settled("2026-03-16T10:00:02Z"), "failed, invitation sent");
}

#[test]
fn a_settled_attempt_moves_an_invitation_forward_only() {
    for status in
        [InvitationStatus::Opened, InvitationStatus::Started, InvitationStatus::Completed, InvitationStatus::Cancelled]
    {
        let attempt = first(Ended::Accepted).with(|attempt| attempt.status = status);
        assert_eq!(attempt.settle(DUE).invitation, status, "reported before the attempt was settled");
    }
}

#[test]
fn the_last_days_of_time_break_nothing() {
    let end = jiff::Timestamp::MAX;
    let steps = three_steps();
    for ended in [Ended::Accepted, Ended::Unknown, Ended::RetrySafe, Ended::Refused, Ended::AddressRefused] {
        let attempt = Attempted::first(Scene::first_due().strategy(&steps), ended).with(|attempt| {
            attempt.committed_at = end;
            attempt.first_tried_at = end;
        });
        let settled = attempt.settle(&end.to_string());
        assert!(settled.next.is_none_or(|next| next.at == end));
    }
}
