//! `frequency.campaign` (TP-5): after every event, or a gap since the previous invitation of the same purpose at the same
//! storefront to the same person.

use rules::campaign::{Kind, Purpose};
use rules::hours::ZoneChoice;
use rules::invitation::Ask;
use rules::reason::Code;

use crate::support::{Scene, at, check_of, contact_id, email, gap, sending_hour, sms, storefront_id};

const SCHEDULED: &str = "scheduled email 2026-03-09T10:00:00Z";
const REFUSED: &str = "refused frequency.campaign";

/// A scene in which only this rule counts requests, with one of them at `when`.
fn asked(gap_text: &str, when: &str, change: impl FnOnce(&mut Ask)) -> Scene {
    let mut scene = Scene::planning();
    scene.account.pressure = None;
    scene.campaign.frequency = Some(gap(gap_text));
    let mut ask = scene.ask(2, when);
    change(&mut ask);
    scene.history.push(ask);
    scene
}

#[test]
fn a_gap_is_over_when_its_days_have_passed_to_the_minute() {
    let rows = [
        ("90 days, and the same minute", "P90D", "2025-12-09T10:00:00Z", SCHEDULED),
        ("the seconds of that minute do not count", "P90D", "2025-12-09T10:00:59Z", SCHEDULED),
        ("a minute too early", "P90D", "2025-12-09T10:01:00Z", REFUSED),
        ("three years", "P3Y", "2023-03-09T10:00:00Z", SCHEDULED),
        ("three years but a minute", "P3Y", "2023-03-09T10:01:00Z", REFUSED),
        ("elapsed time", "PT48H", "2026-03-07T10:00:00Z", SCHEDULED),
        ("elapsed time but a minute", "PT48H", "2026-03-07T10:01:00Z", REFUSED),
    ];
    for (sentence, gap, when, expected) in rows {
        assert_eq!(asked(gap, when, |_| {}).planned(), expected, "{sentence}");
    }
}

#[test]
fn days_are_those_of_the_zone_in_force() {
    // Clocks went forward on 29 March, so these 30 days are an hour shorter in Stockholm.
    let planned = |previous: &str| {
        let mut scene = asked("P30D", previous, |_| {});
        scene.campaign.timing.send_at = sending_hour("10:00", ZoneChoice::Storefront);
        scene.event.occurred_at = at("2026-04-02T09:00:00Z");
        scene.now = at("2026-04-02T10:00:00Z");
        scene.planned()
    };
    assert_eq!(planned("2026-03-10T09:00:00Z"), "scheduled email 2026-04-09T08:00:00Z");
    assert_eq!(planned("2026-03-10T09:01:00Z"), REFUSED);
}

#[test]
fn every_event_means_no_gap() {
    let scene = asked("P3Y", "2026-03-08T10:00:00Z", |_| {}).with(|scene| scene.campaign.frequency = None);
    assert_eq!(scene.planned(), SCHEDULED);
}

#[test]
fn only_the_same_purpose_at_the_same_storefront_counts() {
    let when = "2026-03-01T10:00:00Z";
    assert_eq!(asked("P3Y", when, |ask| ask.purpose = Purpose::Survey).planned(), SCHEDULED, "another purpose");
    assert_eq!(asked("P3Y", when, |ask| ask.storefront = storefront_id(2)).planned(), SCHEDULED, "another storefront");
    assert_eq!(asked("P3Y", when, |ask| ask.kind = Kind::Periodic).planned(), REFUSED, "another campaign");
}

#[test]
fn two_contacts_who_share_an_address_share_the_limit() {
    let when = "2026-03-01T10:00:00Z";
    let other = |ask: &mut Ask| ask.contact = contact_id(2);
    assert_eq!(asked("P3Y", when, other).planned(), REFUSED, "the address of this message");
    let by_phone = |ask: &mut Ask| {
        ask.contact = contact_id(2);
        ask.address = Some(sms(9).key);
    };
    assert_eq!(asked("P3Y", when, by_phone).planned(), SCHEDULED, "somebody else");
    let shared = asked("P3Y", when, by_phone).with(|scene| scene.person.addresses = vec![email(1), sms(9)]);
    assert_eq!(shared.planned(), REFUSED, "the phone that both have");
    let moved = asked("P3Y", when, |ask| ask.address = Some(email(8).key));
    assert_eq!(moved.planned(), REFUSED, "the same person at an earlier address");
}

#[test]
fn what_is_scheduled_counts_when_planning_and_not_when_sending() {
    let scheduled = |ask: &mut Ask| ask.sent = false;
    let scene = asked("P3Y", "2026-03-12T10:00:00Z", scheduled);
    assert_eq!(scene.planned(), REFUSED, "it goes three days after");
    let due = scene.with(|scene| scene.now = at("2026-03-09T10:00:00Z"));
    assert_eq!(due.decided(), "send first email");
    assert_eq!(due.with(|scene| scene.history[0].sent = true).decided(), REFUSED, "in flight, sent or unknown");
}

#[test]
fn an_invitation_does_not_stand_in_its_own_way() {
    let mut scene = Scene::first_due();
    let own = scene.ask(crate::support::OWN, "2026-03-09T09:00:00Z");
    scene.history.push(own);
    assert_eq!(scene.decided(), "send first email", "a retry, whose reservation stands");
}

#[test]
fn follow_ups_and_reminders_are_not_new_requests() {
    let mut scene = Scene::reminder_due();
    let ask = scene.ask(2, "2026-03-15T10:00:00Z");
    scene.history.push(ask);
    assert_eq!(scene.decided(), "send reminder email");
}

#[test]
fn less_often_doubles_the_gap() {
    let less_often = |when: &str| asked("P90D", when, |_| {}).with(|scene| scene.person.less_often = true).planned();
    assert_eq!(less_often("2025-09-10T10:00:00Z"), SCHEDULED, "180 days");
    assert_eq!(less_often("2025-09-10T10:01:00Z"), REFUSED);
}

#[test]
fn rebooking_reminders_are_not_stopped() {
    let scene = asked("P3Y", "2026-03-01T10:00:00Z", |ask| ask.purpose = Purpose::Rebooking).with(|scene| {
        scene.campaign.kind = Kind::Rebooking;
        scene.campaign.purpose = Purpose::Rebooking;
    });
    assert_eq!(scene.planned(), SCHEDULED);
}

#[test]
fn the_facts_are_the_gap_the_previous_request_and_when_it_is_over() {
    let mut scene = asked("P90D", "2026-01-01T10:00:30Z", |_| {});
    let earlier = scene.ask(3, "2025-12-20T10:00:00Z");
    scene.history.push(earlier);
    assert_eq!(
        check_of(&scene.plan().decision, Code::FrequencyCampaign),
        "refuse gap=P90D previous=2026-01-01T10:00:30Z over_at=2026-04-01T10:00:00Z",
        "the latest of them"
    );
}
