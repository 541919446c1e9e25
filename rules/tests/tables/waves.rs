//! `brake.staged` (rules 7.3): a large send goes in stages of 50, 500 and the rest, with an hour between.

use jiff::{SignedDuration, Timestamp};
use proptest::prelude::{prop, prop_assert, proptest};
use rules::address::Channel;
use rules::decide::{Action, decide};
use rules::id::CampaignId;
use rules::reason::Code;
use rules::strategy::Role;
use rules::wave::{Full, Wave, Waves};

use crate::support::{DUE, Scene, at, check_of, gap, invitation_id, sms, step};

const BEGAN: &str = "2026-03-09T08:00:00Z";

fn wave(went: i64) -> Wave {
    Wave { began_at: at(BEGAN), went }
}

#[test]
fn each_stage_lets_so_many_through_until_it_is_over() {
    let full = |went, most, opens: &str| Some(Full { went, most, opens_at: at(opens) });
    let table = [
        ("2026-03-09T08:00:00Z", 0, None),
        ("2026-03-09T08:00:00Z", 49, None),
        ("2026-03-09T08:00:00Z", 50, full(50, 50, "2026-03-09T09:00:00Z")),
        ("2026-03-09T08:59:59.999Z", 50, full(50, 50, "2026-03-09T09:00:00Z")),
        ("2026-03-09T09:00:00Z", 50, None),
        ("2026-03-09T09:00:00Z", 549, None),
        ("2026-03-09T09:00:00Z", 550, full(550, 550, "2026-03-09T10:00:00Z")),
        ("2026-03-09T09:59:59.999Z", 550, full(550, 550, "2026-03-09T10:00:00Z")),
        ("2026-03-09T10:00:00Z", 550, None),
        ("2026-03-10T07:59:59.999Z", 550, None),
        ("2026-03-10T08:00:00Z", 550, None),
        // The clock went back.
        ("2026-03-09T07:00:00Z", 49, None),
        ("2026-03-09T07:00:00Z", 50, full(50, 50, "2026-03-09T09:00:00Z")),
    ];
    for (now, went, expected) in table {
        assert_eq!(wave(went).full(at(now)), expected, "{went} at {now}");
    }
}

#[test]
fn a_wave_counts_during_its_stages_and_the_next_one_begins_a_day_later() {
    let table = [
        ("2026-03-09T08:00:00Z", 1, (BEGAN, 2)),
        ("2026-03-09T09:59:59.999Z", 60, (BEGAN, 61)),
        ("2026-03-09T10:00:00Z", 60, (BEGAN, 60)),
        ("2026-03-10T07:59:59.999Z", 60, (BEGAN, 60)),
        ("2026-03-10T08:00:00Z", 60, ("2026-03-10T08:00:00Z", 1)),
        ("2026-03-09T07:30:00Z", 60, ("2026-03-09T07:30:00Z", 61)),
    ];
    for (now, went, (began_at, after)) in table {
        let expected = Wave { began_at: at(began_at), went: after };
        assert_eq!(Wave::after(Some(wave(went)), at(now)), expected, "{went} at {now}");
    }
    assert_eq!(Wave::after(None, at(BEGAN)), wave(1));
    let open = ["2026-03-09T10:00:00Z", "2026-03-10T07:59:59.999Z"];
    let counted = ["2026-03-09T09:59:59.999Z", "2026-03-10T08:00:00Z"];
    assert!(open.into_iter().all(|now| wave(550).is_open(at(now))));
    assert!(!counted.into_iter().any(|now| wave(550).is_open(at(now))));
}

/// The first 50 went half an hour ago.
fn full() -> Scene {
    Scene::first_due().with(|scene| {
        scene.account.staged_release = true;
        scene.waves.insert(scene.campaign.id, Wave { began_at: at("2026-03-09T09:30:00Z"), went: 50 });
    })
}

const HELD: &str = "hold brake.staged until 2026-03-09T10:30:00Z";

#[test]
fn what_finds_no_room_waits_for_the_next_stage_and_says_so() {
    let scene = full();
    assert_eq!(scene.decided(), HELD);
    let check = check_of(&scene.decide().decision, Code::BrakeStaged);
    assert_eq!(check, "hold went=50 most=50 opens_at=2026-03-09T10:30:00Z");
    assert_eq!(scene.with(|scene| scene.account.staged_release = false).decided(), "send first email");
}

#[test]
fn the_tolerance_counts_from_the_opening() {
    let until = at("2026-03-09T10:30:00Z");
    assert_eq!(full().decide().action, Action::Hold { until: Some(until), due_at: until });
    let strict = full().with(|scene| {
        scene.account.tolerance = gap("P0D");
        scene.now = until;
        (scene.invitation.due_at, scene.invitation.next_at) = (until, until);
    });
    assert_eq!(strict.decided(), "send first email", "an hour late, and not by its own fault");
}

#[test]
fn reminders_and_follow_ups_are_neither_held_nor_counted() {
    for role in [Role::FollowUp, Role::Reminder] {
        let scene = Scene::reminder_due().with(|scene| {
            scene.invitation.role = role;
            scene.invitation.used = vec![Channel::Sms];
            scene.account.staged_release = true;
            scene.waves.insert(scene.campaign.id, Wave { began_at: scene.now, went: 50 });
        });
        let steps = [step(Role::First, Channel::Sms, "P0D"), step(role, Channel::Email, "P7D")];
        let scene = scene.strategy(&steps);
        let mut waves = scene.waves.clone();
        let decided = decide(scene.now, &scene.account, &[scene.due()], &mut [Vec::new()], &mut waves).remove(0);
        assert!(matches!(decided.action, Action::Send { .. }), "{decided:?}");
        assert_eq!(waves, scene.waves);
    }
}

#[test]
fn a_message_that_is_tried_again_has_its_room_already() {
    let again = full().with(|scene| scene.invitation.tried = Some(Channel::Email));
    let mut waves = again.waves.clone();
    let decided = decide(again.now, &again.account, &[again.due()], &mut [Vec::new()], &mut waves).remove(0);
    assert!(matches!(decided.action, Action::Send { .. }), "{decided:?}");
    assert_eq!(waves, again.waves);
    let elsewhere = full().with(|scene| {
        scene.invitation.tried = Some(Channel::Sms);
        scene.person.addresses.push(sms(9));
    });
    assert_eq!(elsewhere.decided(), HELD, "over another channel it is another message");
}

/// The verdicts on so many first messages of one campaign that are due at once.
fn send(scene: &Scene, waves: &mut Waves, now: Timestamp, due: usize) -> Vec<Option<Timestamp>> {
    let mut scenes = vec![scene.clone(); due];
    for (scene, number) in scenes.iter_mut().zip(1..) {
        scene.invitation.id = invitation_id(number);
        (scene.invitation.due_at, scene.invitation.next_at) = (now, now);
    }
    let dues: Vec<_> = scenes.iter().map(Scene::due).collect();
    let decided = decide(now, &scene.account, &dues, &mut [Vec::new()], waves);
    let until = |action| match action {
        Action::Send { .. } => None,
        Action::Hold { until, .. } => until,
        Action::Refuse { .. } => unreachable!("nothing speaks against it"),
    };
    decided.into_iter().map(|decided| until(decided.action)).collect()
}

fn staged() -> Scene {
    Scene::first_due().with(|scene| {
        scene.account.staged_release = true;
        scene.account.pressure = None;
        scene.campaign.frequency = None;
    })
}

#[test]
fn within_one_batch_the_room_shrinks_with_each_that_goes() {
    let (scene, mut waves) = (staged(), Waves::new());
    let sent = |held: &[Option<Timestamp>]| held.iter().filter(|held| held.is_none()).count();
    let hour = |hours| at(DUE) + SignedDuration::from_hours(hours);
    let first = send(&scene, &mut waves, hour(0), 2_000);
    assert_eq!((sent(&first), first.last()), (50, Some(&Some(hour(1)))));
    let second = send(&scene, &mut waves, hour(1), 1_950);
    assert_eq!((sent(&second), second.last()), (500, Some(&Some(hour(2)))));
    assert_eq!(sent(&send(&scene, &mut waves, hour(2), 1_450)), 1_450);
    assert_eq!(sent(&send(&scene, &mut waves, hour(24), 2_000)), 50, "and a day later a wave begins again");
}

/// When each went, wave by wave as the specification says it, and how many in the first hour of each and by its second.
fn recount(sent: &[Timestamp]) -> Vec<(usize, usize)> {
    let mut waves: Vec<(Timestamp, usize, usize)> = Vec::new();
    for &at in sent {
        if waves.last().is_none_or(|(began_at, ..)| at.duration_since(*began_at) >= SignedDuration::from_hours(24)) {
            waves.push((at, 0, 0));
        }
        let (began_at, first, second) = waves.last_mut().unwrap();
        let passed = at.duration_since(*began_at);
        *first += usize::from(passed < SignedDuration::from_hours(1));
        *second += usize::from(passed < SignedDuration::from_hours(2));
    }
    waves.into_iter().map(|(_, first, second)| (first, second)).collect()
}

proptest! {
    #[test]
    fn no_wave_is_larger_than_its_stages_and_nothing_is_held_without_need(
        batches in prop::collection::vec((0..400_i64, 1..120_usize), 1..12),
    ) {
        let (scene, mut waves, mut now) = (staged(), Waves::new(), at(DUE));
        let mut sent: Vec<Timestamp> = Vec::new();
        for (minutes, due) in batches {
            now += SignedDuration::from_mins(minutes);
            for held in send(&scene, &mut waves, now, due) {
                let mut with = sent.clone();
                with.push(now);
                let fits = recount(&with).into_iter().all(|(first, second)| first <= 50 && second <= 550);
                prop_assert!(fits == held.is_none(), "{held:?} at {now} after {}", sent.len());
                prop_assert!(held.is_none_or(|until| until > now && until <= now + SignedDuration::from_hours(1)));
                if held.is_none() {
                    sent = with;
                }
            }
        }
    }
}

#[test]
fn each_campaign_has_waves_of_its_own() {
    let (one, mut waves) = (staged(), Waves::new());
    let other = one.clone().with(|scene| scene.campaign.id = CampaignId::new(Timestamp::UNIX_EPOCH, 2));
    for scene in [&one, &other] {
        let held = send(scene, &mut waves, at(DUE), 60);
        assert_eq!(held.iter().filter(|held| held.is_none()).count(), 50);
    }
    assert_eq!(waves.len(), 2);
}
