//! Competition (rules 4): a stronger request displaces a weaker one that is scheduled but not yet sent.

use rules::campaign::{Activity, Kind, Purpose};
use rules::decide::{Action, displace};
use rules::id::InvitationId;
use rules::invitation::Ask;
use rules::reason::Code;

use crate::support::{DUE, Scene, at, check_of, contact_id, email, gap, invitation_id};

const SCHEDULED: &str = "scheduled email 2026-03-09T10:00:00Z";

/// A transactional request is planned for 9 March while another is scheduled for `when`.
fn against(when: &str, change: impl FnOnce(&mut Ask)) -> Scene {
    Scene::planning().with(|scene| scene.account.distinct_interactions = None).asked_elsewhere(2, when, |ask| {
        ask.sent = false;
        ask.kind = Kind::Targeted;
        change(ask);
    })
}

/// What is planned, and whom it displaces.
fn outcome(scene: &Scene) -> (String, Vec<InvitationId>) {
    (scene.planned(), scene.plan().displaced)
}

fn displacing() -> (String, Vec<InvitationId>) {
    (SCHEDULED.to_owned(), vec![invitation_id(2)])
}

fn giving_way() -> (String, Vec<InvitationId>) {
    ("refused frequency.pressure".to_owned(), Vec::new())
}

#[test]
fn the_kinds_have_an_order() {
    let order = [Kind::Transactional, Kind::Rebooking, Kind::Targeted, Kind::Loyalty, Kind::Periodic];
    assert_eq!(order, Kind::ALL);
    for (stronger, kind) in order.into_iter().enumerate() {
        for (weaker, other) in order.into_iter().enumerate() {
            let campaign = Scene::planning().with(|scene| scene.campaign.kind = kind).campaign;
            assert_eq!(campaign.is_stronger_than(other, 0), stronger < weaker, "{kind:?} against {other:?}");
        }
    }
}

#[test]
fn a_stronger_request_displaces_a_scheduled_weaker_one() {
    assert_eq!(outcome(&against("2026-03-01T10:00:00Z", |_| {})), displacing(), "which would go before it");
    assert_eq!(outcome(&against("2026-03-20T10:00:00Z", |_| {})), displacing(), "or after it");
    let far = against("2026-04-08T10:00:00Z", |_| {});
    assert_eq!(outcome(&far), (SCHEDULED.to_owned(), Vec::new()), "not outside the window");
    let elsewhere = against("2026-03-20T10:00:00Z", |ask| {
        ask.contact = contact_id(2);
        ask.address = Some(email(9).key);
    });
    assert_eq!(outcome(&elsewhere), (SCHEDULED.to_owned(), Vec::new()), "not somebody else's");
}

#[test]
fn what_was_sent_is_displaced_by_nothing() {
    let sent = against("2026-03-01T10:00:00Z", |ask| ask.sent = true);
    assert_eq!(outcome(&sent), giving_way());
    let rebooking = sent.with(|scene| scene.campaign.kind = Kind::Rebooking);
    assert_eq!(outcome(&rebooking), (SCHEDULED.to_owned(), Vec::new()), "it goes all the same");
}

#[test]
fn among_one_kind_the_priority_decides_then_the_older_one() {
    let priority = |own: i32, other: i32| {
        let scene = against("2026-03-20T10:00:00Z", |ask| {
            ask.kind = Kind::Transactional;
            ask.priority = other;
        });
        outcome(&scene.with(|scene| scene.campaign.priority = own))
    };
    assert_eq!(priority(1, 0), displacing());
    assert_eq!(priority(0, 1), giving_way());
    assert_eq!(priority(0, 0), giving_way(), "the older one stays");
    assert_eq!(priority(i32::MIN, i32::MIN), giving_way());
}

#[test]
fn a_weaker_request_gives_way_to_a_scheduled_stronger_one() {
    let scene = against("2026-03-20T10:00:00Z", |ask| ask.kind = Kind::Transactional)
        .with(|scene| scene.campaign.kind = Kind::Loyalty);
    assert_eq!(outcome(&scene), giving_way());
}

#[test]
fn a_rebooking_reminder_is_displaced_by_nothing_and_displaces_the_weaker() {
    let scheduled = against("2026-03-20T10:00:00Z", |ask| ask.kind = Kind::Rebooking);
    assert_eq!(outcome(&scheduled), (SCHEDULED.to_owned(), Vec::new()));
    let planned = against("2026-03-20T10:00:00Z", |_| {}).with(|scene| scene.campaign.kind = Kind::Rebooking);
    assert_eq!(outcome(&planned), displacing());
}

#[test]
fn a_weaker_request_for_the_same_purpose_does_not_stop_a_stronger_one() {
    let same = |when: &str, sent: bool| {
        outcome(&against(when, |ask| {
            ask.purpose = Purpose::ServiceReview;
            ask.sent = sent;
        }))
    };
    assert_eq!(same("2026-03-20T10:00:00Z", false), displacing(), "within the window of pressure");
    assert_eq!(same("2026-06-20T10:00:00Z", false), displacing(), "within the campaign's three years");
    assert_eq!(same("2026-03-01T10:00:00Z", true).0, "refused frequency.campaign", "unless it was sent");
    let unpressed = against("2026-03-20T10:00:00Z", |ask| ask.purpose = Purpose::ServiceReview)
        .with(|scene| scene.account.pressure = None);
    assert_eq!(outcome(&unpressed), displacing(), "also where no pressure is set");
}

#[test]
fn a_request_that_waits_for_a_person_displaces_nothing_yet() {
    let paused = against("2026-03-20T10:00:00Z", |_| {}).with(|scene| scene.campaign.activity = Activity::Paused);
    assert_eq!(outcome(&paused), ("hold campaign.inactive until released".to_owned(), Vec::new()));
}

#[test]
fn a_request_that_waits_displaces_around_the_time_at_which_it_will_go() {
    let scene = against("2026-04-10T10:00:00Z", |_| {}).asked_elsewhere(3, "2026-02-12T10:00:00Z", |_| {});
    let expected = ("hold frequency.pressure until 2026-03-14T10:00:00Z".to_owned(), vec![invitation_id(2)]);
    assert_eq!(outcome(&scene), expected);
}

#[test]
fn the_displaced_one_leaves_the_history_and_the_planned_one_enters_it() {
    let (_, history) = against("2026-03-20T10:00:00Z", |_| {}).plan_with_history();
    let own: Vec<_> = history.iter().map(|ask| (ask.invitation, ask.at, ask.sent, ask.address)).collect();
    assert_eq!(own, [(invitation_id(1), at(DUE), false, Some(email(1).key))]);
}

/// What becomes of the scene's own scheduled request when a stronger one is planned for `stronger_at`.
fn displaced(scene: &Scene, stronger_at: &str) -> String {
    let decided = displace(scene.now, &scene.account, &scene.due(), at(stronger_at));
    let check = check_of(&decided.decision, Code::FrequencyDisplaced);
    match decided.action {
        Action::Hold { until, due_at } => {
            assert_eq!((decided.decision.due_at, due_at), (until, at(DUE)));
            format!("hold until {}: {check}", until.unwrap())
        }
        Action::Refuse { next: None } => format!("refused: {check}"),
        other => unreachable!("nothing else comes of it: {other:?}"),
    }
}

#[test]
fn a_displaced_request_is_held_if_it_can_still_be_on_time() {
    let scene = Scene::planning();
    assert_eq!(
        displaced(&scene, "2026-02-14T10:00:00Z"),
        "hold until 2026-03-16T10:00:00Z: hold over_at=2026-03-16T10:00:00Z",
        "exactly the tolerance"
    );
    assert_eq!(displaced(&scene, "2026-02-14T10:01:00Z"), "refused: refuse over_at=2026-03-16T10:01:00Z");
    let short = Scene::planning().with(|scene| scene.account.pressure = Some(gap("P2D")));
    assert_eq!(
        displaced(&short, "2026-03-09T15:00:00Z"),
        "hold until 2026-03-12T10:00:00Z: hold over_at=2026-03-11T15:00:00Z",
        "at its sending hour"
    );
}

#[test]
fn a_displaced_request_is_not_brought_forward() {
    let scene = Scene::planning().with(|scene| scene.account.pressure = Some(gap("P2D")));
    assert_eq!(
        displaced(&scene, "2026-03-04T10:00:00Z"),
        "hold until 2026-03-09T10:00:00Z: hold over_at=2026-03-06T10:00:00Z",
        "the stronger one goes days before it"
    );
    let held = scene.with(|scene| scene.invitation.next_at = at("2026-03-12T10:00:00Z"));
    assert_eq!(
        displaced(&held, "2026-03-08T10:00:00Z"),
        "hold until 2026-03-12T10:00:00Z: hold over_at=2026-03-10T10:00:00Z",
        "it waits for something else until then"
    );
}

#[test]
fn less_often_doubles_the_wait_of_a_displaced_request() {
    let scene = Scene::planning().with(|scene| {
        scene.account.pressure = Some(gap("P2D"));
        scene.person.less_often = true;
    });
    assert_eq!(
        displaced(&scene, "2026-03-09T10:00:00Z"),
        "hold until 2026-03-13T10:00:00Z: hold over_at=2026-03-13T10:00:00Z"
    );
}
