//! `audience.holdout` (AW-12): the share of customers who are not asked.

use rules::campaign::Kind;
use rules::holdout::{MOST_PERCENT, is_held_out};
use rules::reason::Code;

use crate::support::{DUE, Scene, check_of, contact_id};

const SCHEDULED: &str = "scheduled email 2026-03-09T10:00:00Z";

/// Somebody whom a tenth leaves out and nine hundredths do not.
fn last_of_the_tenth() -> u128 {
    (1..).find(|n| is_held_out(contact_id(*n), 10) && !is_held_out(contact_id(*n), 9)).expect("one in a hundred")
}

fn planned(number: u128, percent: u8, change: impl FnOnce(&mut Scene)) -> String {
    let scene = Scene::planning().with(|scene| {
        scene.person.id = contact_id(number);
        scene.account.holdout = percent;
    });
    scene.with(change).planned()
}

#[test]
fn a_share_is_not_asked_and_one_that_grows_keeps_whom_it_has() {
    let person = last_of_the_tenth();
    let rows = [(0, SCHEDULED), (9, SCHEDULED), (10, "refused audience.holdout"), (50, "refused audience.holdout")];
    for (percent, expected) in rows {
        assert_eq!(planned(person, percent, |_| {}), expected, "{percent} %");
    }
}

#[test]
fn what_staff_asked_for_is_no_part_of_it() {
    let rebooking = |scene: &mut Scene| scene.campaign.kind = Kind::Rebooking;
    assert_eq!(planned(last_of_the_tenth(), MOST_PERCENT, rebooking), SCHEDULED);
}

#[test]
fn the_refusal_says_how_large_the_share_is() {
    let scene = Scene::planning().with(|scene| {
        scene.person.id = contact_id(last_of_the_tenth());
        scene.account.holdout = 10;
    });
    assert_eq!(check_of(&scene.plan().decision, Code::AudienceHoldout), "refuse percent=10");
}

#[test]
fn what_is_planned_stays_planned_when_the_share_grows() {
    let scene = Scene::first_due().with(|scene| {
        scene.person.id = contact_id(last_of_the_tenth());
        scene.account.holdout = 50;
    });
    assert_eq!(scene.decided(), "send first email", "at {DUE}");
}
