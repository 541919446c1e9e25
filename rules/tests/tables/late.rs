//! When a request is late (rules 2.5), when planning and when sending, and what a release makes of its due time.

use rules::campaign::BaseChoice;
use rules::decide::Action;
use rules::hours::ZoneChoice;
use rules::reason::Code;

use crate::support::{DUE, Scene, at, check_of, day, delay, gap, sending_hour, zone};

/// What is planned when the event arrives at `now`; its message was due at 2026-03-09T10:00:00Z.
fn arriving(now: &str) -> String {
    Scene::planning().with(|scene| scene.now = at(now)).planned()
}

#[test]
fn a_late_event_goes_at_the_next_sending_hour() {
    assert_eq!(arriving("2026-03-09T09:59:59Z"), "scheduled email 2026-03-09T10:00:00Z", "not late");
    assert_eq!(arriving("2026-03-09T10:00:00Z"), "scheduled email 2026-03-09T10:00:00Z", "not late either");
    assert_eq!(arriving("2026-03-09T10:00:00.001Z"), "scheduled email 2026-03-10T10:00:00Z", "a moment late");
    assert_eq!(arriving("2026-03-13T23:00:00Z"), "scheduled email 2026-03-14T10:00:00Z", "four days late");
}

#[test]
fn an_event_that_is_later_than_the_tolerance_is_refused() {
    assert_eq!(arriving("2026-03-16T10:00:00Z"), "scheduled email 2026-03-16T10:00:00Z", "late by exactly seven days");
    assert_eq!(arriving("2026-03-16T10:01:00Z"), "refused event.too_old", "a minute more");
    assert_eq!(arriving("2031-03-09T10:00:00Z"), "refused event.too_old", "five years of old orders mail nobody");
}

#[test]
fn the_tolerance_ends_with_the_minute_not_before_it() {
    let arriving = |now: &str| {
        let mut scene = Scene::planning();
        scene.campaign.timing.send_at = None;
        scene.event.occurred_at = at("2026-03-02T14:00:30Z");
        scene.now = at(now);
        scene.planned()
    };
    assert_eq!(arriving("2026-03-16T14:00:30Z"), "scheduled email 2026-03-16T14:00:30Z", "exactly seven days");
    assert_eq!(arriving("2026-03-16T14:01:00Z"), "refused event.too_old");
}

#[test]
fn the_tolerance_is_counted_in_the_calendar_of_the_zone_in_force() {
    // Clocks went forward on 29 March: seven days from the 27th are an hour shorter.
    let arriving = |now: &str| {
        let mut scene = Scene::planning();
        scene.campaign.timing.send_at = sending_hour("10:00", ZoneChoice::Storefront);
        scene.event.occurred_at = at("2026-03-20T08:00:00Z");
        scene.now = at(now);
        scene.planned()
    };
    assert_eq!(arriving("2026-03-27T09:00:00Z"), "scheduled email 2026-03-27T09:00:00Z");
    assert_eq!(arriving("2026-04-03T08:00:00Z"), "scheduled email 2026-04-03T08:00:00Z");
    assert_eq!(arriving("2026-04-03T08:01:00Z"), "refused event.too_old");
}

#[test]
fn no_tolerance_means_not_a_minute() {
    let arriving = |now: &str| {
        Scene::planning()
            .with(|scene| {
                scene.account.tolerance = gap("P0D");
                scene.now = at(now);
            })
            .planned()
    };
    assert_eq!(arriving("2026-03-09T10:00:00Z"), "scheduled email 2026-03-09T10:00:00Z");
    assert_eq!(arriving("2026-03-09T10:01:00Z"), "refused event.too_old");
}

/// What is decided at `now` about a message that was to go at 2026-03-09T10:00:00Z.
fn sending(now: &str) -> String {
    Scene::first_due().with(|scene| scene.now = at(now)).decided()
}

#[test]
fn a_message_that_the_engine_held_up_longer_than_the_tolerance_is_refused() {
    assert_eq!(sending("2026-03-16T10:00:00Z"), "send first email", "an outage of exactly seven days");
    assert_eq!(sending("2026-03-16T10:01:00Z"), "refused event.too_old");
}

#[test]
fn lateness_counts_from_the_time_that_a_hold_gave() {
    let held = |now: &str| {
        Scene::first_due()
            .with(|scene| {
                scene.invitation.next_at = at("2026-03-14T10:00:00Z");
                scene.now = at(now);
            })
            .decided()
    };
    assert_eq!(held("2026-03-14T10:00:00Z"), "send first email");
    assert_eq!(held("2026-03-21T10:00:00Z"), "send first email");
    assert_eq!(held("2026-03-21T10:01:00Z"), "refused event.too_old");
}

#[test]
fn nothing_goes_before_its_time_when_the_clock_jumps_back() {
    let early = Scene::first_due().with(|scene| scene.now = at("2026-03-09T09:59:00Z"));
    assert_eq!(early.decided(), "moved invitation.moved until 2026-03-09T10:00:00Z");
    let until = Some(at(DUE));
    assert_eq!(early.decide().action, Action::Hold { until, due_at: at(DUE) }, "and its due time stays");
}

/// A message that waited for a person until `released`, decided at `now`.
fn released(released: &str, now: &str) -> Scene {
    Scene::first_due().with(|scene| {
        scene.invitation.released_from = Some(Code::BrakeOn);
        scene.invitation.next_at = at(released);
        scene.now = at(now);
    })
}

#[test]
fn what_a_person_releases_goes_at_its_next_sending_hour() {
    let scene = released("2026-04-20T08:00:00Z", "2026-04-20T08:00:01Z");
    assert_eq!(scene.decided(), "moved brake.on until 2026-04-20T10:00:00Z");
    let moved_to = at("2026-04-20T10:00:00Z");
    let expected = Action::Hold { until: Some(moved_to), due_at: moved_to };
    assert_eq!(scene.decide().action, expected, "which is its due time from now on");
    assert_eq!(
        released("2026-04-20T10:00:01Z", "2026-04-20T10:00:02Z").decided(),
        "moved brake.on until 2026-04-21T10:00:00Z"
    );
    assert_eq!(
        released("2026-04-20T10:00:00Z", "2026-04-20T10:00:00Z").decided(),
        "send first email",
        "at the hour itself"
    );
}

#[test]
fn what_is_released_early_goes_when_it_is_due() {
    let scene = released("2026-03-03T08:00:00Z", "2026-03-03T08:00:01Z");
    assert_eq!(scene.decided(), "moved brake.on until 2026-03-09T10:00:00Z", "the delay is not over before");
}

#[test]
fn the_tolerance_of_what_was_released_counts_from_its_new_due_time() {
    let decided = |now| released("2026-04-20T08:00:00Z", now).decided();
    assert_eq!(decided("2026-04-27T10:00:00Z"), "send first email");
    assert_eq!(decided("2026-04-27T10:01:00Z"), "refused event.too_old");
    let pressed = released("2026-04-20T10:00:00Z", "2026-04-20T10:00:00Z")
        .with(|scene| scene.account.distinct_interactions = None)
        .asked_elsewhere(2, "2026-03-25T10:00:00Z", |_| {});
    assert_eq!(
        pressed.decided(),
        "hold frequency.pressure until 2026-04-24T10:00:00Z",
        "within seven days of the new one"
    );
}

#[test]
fn the_day_that_a_recipient_chose_is_the_new_due_time() {
    let scene = Scene::first_due().with(|scene| scene.person.later = Some(day("2026-05-01")));
    let until = at("2026-05-01T10:00:00Z");
    assert_eq!(scene.decide().action, Action::Hold { until: Some(until), due_at: until });
}

#[test]
fn a_hold_by_the_rules_themselves_leaves_the_due_time() {
    let scene = Scene::first_due().with(|scene| scene.account.distinct_interactions = None).asked_elsewhere(
        2,
        "2026-02-10T10:00:00Z",
        |_| {},
    );
    let until = at("2026-03-12T10:00:00Z");
    assert_eq!(scene.decide().action, Action::Hold { until: Some(until), due_at: at(DUE) });
}

#[test]
fn a_date_without_a_sending_hour_means_ten_in_the_storefronts_zone_also_when_late() {
    let by_date = |scene: &mut Scene| {
        scene.campaign.timing.send_at = None;
        scene.campaign.timing.base = BaseChoice::ActivationDate;
        scene.invitation.pinned = scene.campaign.timing.clone();
        scene.event.activation_date = Some(day("2026-03-05"));
    };
    let planned = |now: &str| Scene::planning().with(by_date).with(|scene| scene.now = at(now)).planned();
    assert_eq!(planned("2026-03-05T12:00:00Z"), "scheduled email 2026-03-12T09:00:00Z");
    assert_eq!(planned("2026-03-12T12:00:00Z"), "scheduled email 2026-03-13T09:00:00Z", "late");
    let held = released("2026-04-20T10:00:00Z", "2026-04-20T10:00:00Z").with(by_date);
    assert_eq!(held.decided(), "moved brake.on until 2026-04-21T08:00:00Z", "summer time by then");
}

#[test]
fn what_has_no_sending_hour_goes_at_once_when_it_is_late() {
    let at_once = |scene: &mut Scene| {
        scene.campaign.timing.send_at = None;
        scene.campaign.timing.delay = delay("P0D");
        scene.invitation.pinned = scene.campaign.timing.clone();
        scene.event.occurred_at = at("2026-03-05T12:00:00Z");
    };
    let planned = |now: &str| Scene::planning().with(at_once).with(|scene| scene.now = at(now)).planned();
    assert_eq!(planned("2026-03-05T12:00:00Z"), "scheduled email 2026-03-05T12:00:00Z");
    assert_eq!(planned("2026-03-05T12:00:01Z"), "scheduled email 2026-03-05T12:00:01Z", "a second late");
    assert_eq!(planned("2026-03-12T12:00:00Z"), "scheduled email 2026-03-12T12:00:00Z", "late by exactly seven days");
    assert_eq!(planned("2026-03-12T12:01:00Z"), "refused event.too_old");
    let held = released("2026-04-20T10:00:00Z", "2026-04-20T10:00:00Z").with(at_once);
    assert_eq!(held.decided(), "send first email");
}

#[test]
fn the_decision_says_which_base_counts() {
    let base = |scene: &Scene| {
        let decision = if scene.now < at(DUE) { scene.plan().decision } else { scene.decide().decision };
        let fact = check_of(&decision, Code::EventTooOld);
        fact.rsplit_once("base=").unwrap().1.to_owned()
    };
    let by_date = |scene: &mut Scene| scene.campaign.timing.base = BaseChoice::ActivationDate;
    let dated = |scene: &mut Scene| scene.event.activation_date = Some(day("2026-03-02"));
    assert_eq!(base(&Scene::planning()), "occurred_at");
    assert_eq!(base(&Scene::planning().with(dated)), "occurred_at", "nobody asked for the date");
    assert_eq!(base(&Scene::planning().with(by_date)), "occurred_at_without_activation_date");
    assert_eq!(base(&Scene::planning().with(by_date).with(dated)), "activation_date");
    let edited = Scene::first_due().with(by_date);
    assert_eq!(base(&edited), "occurred_at", "an invitation keeps the base that it was planned with");
}

#[test]
fn the_last_days_of_time_break_nothing() {
    let end = jiff::Timestamp::MAX;
    let scene = Scene::reminder_due().with(|scene| {
        scene.now = end;
        scene.invitation.next_at = end;
        scene.invitation.expires_at = Some(end);
        scene.storefront.zone = zone("Pacific/Auckland");
        scene.campaign.timing.delay = delay("P24M");
    });
    assert_eq!(scene.decided(), "refused invitation.expired");
    assert_eq!(scene.with(|scene| scene.event.occurred_at = end).planned(), format!("scheduled email {end}"));
}
