//! `frequency.pressure` (RI-17): a gap between requests of any campaign in the account to a person or address.

use rules::campaign::Kind;
use rules::decide::decide;
use rules::invitation::Ask;
use rules::reason::Code;
use rules::wave::Waves;

use crate::support::{DUE, Scene, at, check_of, contact_id, email, gap, invitation_id, sms, storefront_id};

const SCHEDULED: &str = "scheduled email 2026-03-09T10:00:00Z";
const REFUSED: &str = "refused frequency.pressure";

/// A scene with one request of another campaign at `when`, and no exception for distinct interactions.
fn asked(when: &str, change: impl FnOnce(&mut Ask)) -> Scene {
    Scene::planning().with(|scene| scene.account.distinct_interactions = None).asked_elsewhere(2, when, change)
}

#[test]
fn a_request_waits_for_the_end_of_the_window_within_the_tolerance() {
    let rows = [
        ("30 days, and the same minute", "2026-02-07T10:00:00Z", SCHEDULED),
        ("the seconds of that minute do not count", "2026-02-07T10:00:59Z", SCHEDULED),
        ("a minute too early", "2026-02-07T10:01:00Z", "hold frequency.pressure until 2026-03-10T10:00:00Z"),
        ("a day too early", "2026-02-08T10:00:00Z", "hold frequency.pressure until 2026-03-10T10:00:00Z"),
        (
            "exactly the tolerance too early",
            "2026-02-14T10:00:00Z",
            "hold frequency.pressure until 2026-03-16T10:00:00Z",
        ),
        ("a minute more", "2026-02-14T10:01:00Z", REFUSED),
        ("just before it", "2026-03-09T09:59:00Z", REFUSED),
        ("at the same time", "2026-03-09T10:00:00Z", REFUSED),
        ("after it, still scheduled or not", "2026-03-20T10:00:00Z", REFUSED),
        ("30 days after it", "2026-04-08T10:00:00Z", SCHEDULED),
    ];
    for (sentence, when, expected) in rows {
        assert_eq!(asked(when, |_| {}).planned(), expected, "{sentence}");
    }
}

#[test]
fn a_hold_ends_at_the_sending_hour() {
    let planned = asked("2026-02-10T15:30:00Z", |_| {}).planned();
    assert_eq!(planned, "hold frequency.pressure until 2026-03-13T10:00:00Z");
}

#[test]
fn a_hold_leads_to_a_time_at_which_nothing_else_is_scheduled() {
    // The first window is over on 10 March at 15:00, which is free; the sending hour after that is too close to 12 March.
    let scene = asked("2026-03-09T08:00:00Z", |_| {})
        .asked_elsewhere(3, "2026-03-12T05:00:00Z", |ask| ask.sent = false)
        .with(|scene| scene.account.pressure = Some(gap("PT31H")));
    assert_eq!(scene.planned(), "hold frequency.pressure until 2026-03-14T10:00:00Z");
}

#[test]
fn off_means_off() {
    let scene = asked("2026-03-08T10:00:00Z", |_| {}).with(|scene| scene.account.pressure = None);
    assert_eq!(scene.planned(), SCHEDULED);
}

#[test]
fn any_campaign_at_any_storefront_counts() {
    let planned = asked("2026-03-01T10:00:00Z", |ask| ask.storefront = storefront_id(2)).planned();
    assert_eq!(planned, REFUSED);
}

#[test]
fn a_person_and_each_of_the_addresses_count() {
    let when = "2026-03-01T10:00:00Z";
    let other = |ask: &mut Ask| ask.contact = contact_id(2);
    assert_eq!(asked(when, other).planned(), REFUSED, "another contact with the same email");
    let by_phone = |ask: &mut Ask| {
        ask.contact = contact_id(2);
        ask.address = Some(sms(9).key);
    };
    assert_eq!(asked(when, by_phone).planned(), SCHEDULED, "somebody else");
    let shared = asked(when, by_phone).with(|scene| scene.person.addresses.push(sms(9)));
    assert_eq!(shared.planned(), REFUSED, "another contact with the same phone");
    let earlier = asked(when, |ask| ask.address = Some(email(8).key));
    assert_eq!(earlier.planned(), REFUSED, "the person at an earlier address");
}

#[test]
fn less_often_doubles_the_window() {
    let planned = |when: &str| asked(when, |_| {}).with(|scene| scene.person.less_often = true).planned();
    assert_eq!(planned("2026-01-08T10:00:00Z"), SCHEDULED, "60 days");
    assert_eq!(planned("2026-01-08T10:01:00Z"), "hold frequency.pressure until 2026-03-10T10:00:00Z");
    assert_eq!(planned("2026-01-15T10:01:00Z"), REFUSED);
}

#[test]
fn what_is_scheduled_counts_when_planning_and_not_when_sending() {
    let scene = asked("2026-03-01T10:00:00Z", |ask| ask.sent = false);
    assert_eq!(scene.planned(), REFUSED);
    let due = scene.with(|scene| scene.now = at(DUE));
    assert_eq!(due.decided(), "send first email");
    assert_eq!(due.with(|scene| scene.history[0].sent = true).decided(), REFUSED, "in flight, sent or unknown");
}

#[test]
fn rebooking_reminders_are_not_stopped_but_count_for_others() {
    let scene = asked("2026-03-01T10:00:00Z", |_| {}).with(|scene| scene.campaign.kind = Kind::Rebooking);
    assert_eq!(scene.planned(), SCHEDULED);
    assert_eq!(asked("2026-03-01T10:00:00Z", |ask| ask.kind = Kind::Rebooking).planned(), REFUSED);
}

#[test]
fn follow_ups_and_reminders_are_not_new_requests() {
    let scene = Scene::reminder_due().with(|scene| scene.account.distinct_interactions = None).asked_elsewhere(
        2,
        "2026-03-15T10:00:00Z",
        |_| {},
    );
    assert_eq!(scene.decided(), "send reminder email");
}

#[test]
fn a_held_request_is_judged_anew_when_its_time_comes() {
    let scene = asked("2026-02-10T10:00:00Z", |_| {}).with(|scene| {
        scene.now = at("2026-03-12T10:00:00Z");
        scene.invitation.next_at = scene.now;
    });
    assert_eq!(scene.decided(), "send first email");
    let again = scene.asked_elsewhere(3, "2026-03-11T10:00:00Z", |_| {});
    assert_eq!(again.decided(), REFUSED, "the tolerance still counts from the due time");
}

#[test]
fn what_a_batch_sends_counts_for_what_comes_after_it_in_the_batch() {
    let one = Scene::first_due().with(|scene| scene.account.distinct_interactions = None);
    let other = one.clone().with(|scene| {
        scene.invitation.id = invitation_id(2);
        scene.event.reference = "A-2".to_owned();
        scene.campaign.purpose = rules::campaign::Purpose::Survey;
    });
    let mut history = vec![one.ask(1, DUE), other.ask(2, DUE)];
    history.iter_mut().for_each(|ask| ask.sent = false);
    let dues = [one.due(), other.due()];
    let decided = decide(one.now, &one.account, &dues, std::slice::from_mut(&mut history), &mut Waves::new());
    let reasons: Vec<_> = decided.iter().map(|decided| decided.decision.reason).collect();
    assert_eq!(reasons, [None, Some(Code::FrequencyPressure)]);
    assert_eq!((history[0].sent, history[1].sent), (true, false));
}

#[test]
fn what_a_batch_gives_up_stands_in_nobodys_way() {
    let tried = Scene::first_due().with(|scene| {
        scene.account.distinct_interactions = None;
        scene.order.cancelled_at = Some(at(DUE));
    });
    let other = tried.clone().with(|scene| {
        scene.invitation.id = invitation_id(2);
        scene.order.cancelled_at = None;
        scene.campaign.purpose = rules::campaign::Purpose::Survey;
    });
    // The first was tried before, and is given up before a second try.
    let history = vec![tried.ask(1, "2026-03-09T09:00:00Z"), Ask { sent: false, ..other.ask(2, DUE) }];
    let dues = [tried.due(), other.due()];
    let decided = decide(tried.now, &tried.account, &dues, &mut [history], &mut Waves::new());
    let reasons: Vec<_> = decided.iter().map(|decided| decided.decision.reason).collect();
    assert_eq!(reasons, [Some(Code::EventCancelled), None]);
}

#[test]
fn of_several_requests_all_windows_must_be_over() {
    let scene = asked("2026-02-08T10:00:00Z", |_| {}).asked_elsewhere(3, "2026-02-12T10:00:00Z", |_| {});
    assert_eq!(scene.planned(), "hold frequency.pressure until 2026-03-14T10:00:00Z");
    assert_eq!(
        check_of(&scene.plan().decision, Code::FrequencyPressure),
        "hold gap=P30D previous=2026-02-12T10:00:00Z over_at=2026-03-14T10:00:00Z"
    );
    let chain =
        asked("2026-02-08T10:00:00Z", |_| {}).asked_elsewhere(3, "2026-03-12T10:00:00Z", |ask| ask.sent = false);
    assert_eq!(chain.planned(), REFUSED, "the next window begins before the first is over");
}

/// A request about order B-2, which happened a week before it was asked about on 5 March.
fn distinct(change: impl FnOnce(&mut Scene)) -> String {
    let mut scene = Scene::planning().asked_elsewhere(2, "2026-03-05T10:00:00Z", |_| {});
    change(&mut scene);
    scene.planned()
}

#[test]
fn a_distinct_recent_interaction_may_be_asked_about() {
    assert_eq!(distinct(|_| {}), SCHEDULED);
    let scene = Scene::planning().asked_elsewhere(2, "2026-03-05T10:00:00Z", |_| {});
    assert_eq!(
        check_of(&scene.plan().decision, Code::FrequencyPressure),
        "pass gap=P30D previous=2026-03-05T10:00:00Z distinct=distinct"
    );
    assert_eq!(distinct(|scene| scene.account.distinct_interactions = None), REFUSED, "where the account says so");
    assert_eq!(distinct(|scene| scene.campaign.kind = Kind::Periodic), REFUSED, "and only after an event");
}

#[test]
fn it_must_be_another_interaction_than_the_last_one_asked_about() {
    assert_eq!(distinct(|scene| scene.history[0].reference = "A-1".to_owned()), REFUSED, "the same order");
    let elsewhere = distinct(|scene| {
        scene.history[0].reference = "A-1".to_owned();
        scene.history[0].storefront = storefront_id(2);
    });
    assert_eq!(elsewhere, SCHEDULED, "the same number at another storefront is another order");
}

#[test]
fn what_may_never_reach_anybody_is_not_the_last_one_asked_about() {
    // Behind one about an interaction too long ago, another one is under way or tried again.
    let stands = |change: fn(&mut Ask)| {
        let long_ago = |ask: &mut Ask| ask.occurred_at = at("2026-02-07T09:00:00Z");
        let scene = Scene::first_due()
            .with(|scene| scene.account.distinct_interactions = Some(3))
            .asked_elsewhere(2, "2026-03-04T10:00:00Z", long_ago)
            .asked_elsewhere(3, "2026-03-05T10:00:00Z", change);
        scene.decided()
    };
    assert_eq!(stands(|_| {}), "send first email");
    assert_eq!(stands(|ask| ask.reached = false), REFUSED);
    let alone = Scene::first_due().asked_elsewhere(3, "2026-03-05T10:00:00Z", |ask| ask.reached = false);
    assert_eq!(alone.decided(), "send first email", "whatever becomes of that");
}

#[test]
fn both_must_have_happened_within_the_window() {
    let last = |when: &str| distinct(|scene| scene.history[0].occurred_at = at(when));
    assert_eq!(last("2026-02-07T10:01:00Z"), SCHEDULED);
    assert_eq!(last("2026-02-07T10:00:00Z"), REFUSED, "the last one 30 days ago");
    let own = |days: &str, occurred_at: &str| {
        distinct(|scene| {
            scene.campaign.timing.delay = crate::support::delay(days);
            scene.event.occurred_at = at(occurred_at);
        })
    };
    assert_eq!(own("P29D", "2026-02-08T10:00:00Z"), SCHEDULED);
    assert_eq!(own("P30D", "2026-02-07T10:00:00Z"), REFUSED, "this one 30 days ago");
}

#[test]
fn no_more_than_the_allowed_number_falls_into_the_window() {
    let second = |scene: &mut Scene| {
        let ask = scene.ask(3, "2026-02-20T10:00:00Z");
        scene.history.push(Ask { purpose: rules::campaign::Purpose::Survey, ..ask });
    };
    assert_eq!(distinct(second), REFUSED, "it would be the third");
    let three = distinct(|scene| {
        second(scene);
        scene.account.distinct_interactions = Some(3);
    });
    assert_eq!(three, SCHEDULED);
    let one = distinct(|scene| scene.account.distinct_interactions = Some(1));
    assert_eq!(one, REFUSED);
    let long_ago = distinct(|scene| {
        second(scene);
        scene.history[1].at = at("2026-02-07T10:00:00Z");
    });
    assert_eq!(long_ago, SCHEDULED, "one of them is out of the window");
}

#[test]
fn the_campaigns_own_gap_still_applies() {
    let same = distinct(|scene| scene.history[0].purpose = scene.campaign.purpose);
    assert_eq!(same, "refused frequency.campaign");
}
