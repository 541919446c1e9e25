//! Routing (ET-10, rules 8): which invitations point to another platform, and what follows when somebody went there.

use proptest::prelude::*;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::id::InvitationId;
use rules::reason::Code;
use rules::routing::{MOST_PLATFORMS, Platform, routed_to};
use rules::strategy::Role;

use crate::support::{Scene, at, check_of, sms, step};

const MANY: u128 = 20_000;

fn platforms(percents: &[u8]) -> Vec<Platform> {
    let platform = |(number, percent): (usize, &u8)| Platform {
        name: format!("Platform {number}"),
        url: format!("https://platform{number}.example/review"),
        percent: *percent,
    };
    percents.iter().enumerate().map(platform).collect()
}

/// Ids as they are made: by time, with chance behind.
fn invitations() -> impl Iterator<Item = InvitationId> {
    (0..MANY).map(|number| InvitationId::new(at("2026-03-02T14:00:00Z"), number.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
}

/// The place in the list to which each of many invitations points.
fn routes(percents: &[u8]) -> Vec<Option<usize>> {
    let platforms = platforms(percents);
    let place = |to: &Platform| platforms.iter().position(|one| one == to);
    invitations().map(|id| routed_to(&platforms, id).and_then(place)).collect()
}

/// Of so many a share may come out larger or smaller by this: seven standard deviations at most.
const CHANCE: f64 = 500.0;

fn is_about(found: usize, percent: u8) -> bool {
    (found as f64 - MANY as f64 * f64::from(percent) / 100.0).abs() < CHANCE
}

/// Shares that are not more than all.
fn shares() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(1..=100_u8, 0..=MOST_PLATFORMS).prop_map(|wanted| {
        let mut left = 100_u8;
        let cut = wanted.into_iter().map(|percent| {
            let percent = percent.min(left);
            left -= percent;
            percent
        });
        cut.filter(|percent| *percent > 0).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_platform_gets_its_share_and_the_rest_stays_here(percents in shares()) {
        let routes = routes(&percents);
        for (place, percent) in percents.iter().enumerate() {
            let found = routes.iter().filter(|to| **to == Some(place)).count();
            prop_assert!(is_about(found, *percent), "{percent} %: {found} of {MANY}");
        }
        let kept = routes.iter().filter(|to| to.is_none()).count();
        prop_assert!(is_about(kept, 100 - percents.iter().sum::<u8>()), "{kept} of {MANY} stay");
    }

    #[test]
    fn a_changed_share_moves_nobody_before_it_and_no_more_than_it_must(
        percents in shares(), place in 0..MOST_PLATFORMS, percent in 1..=100_u8,
    ) {
        prop_assume!(place < percents.len());
        let others: u8 = percents.iter().sum::<u8>() - percents[place];
        let mut changed = percents.clone();
        changed[place] = percent.min(100 - others);
        let by = changed[place].abs_diff(percents[place]);
        let behind = percents.len() - place;
        let (before, after) = (routes(&percents), routes(&changed));
        let moved: Vec<_> = before.iter().zip(&after).filter(|(before, after)| before != after).collect();
        let stands = |to: &Option<usize>| to.is_some_and(|to| to < place);
        prop_assert!(moved.iter().all(|(before, after)| !stands(before) && !stands(after)));
        // Each share behind it begins later or earlier by as much.
        let most = f64::from(by) / 100.0 * MANY as f64 * behind as f64 + CHANCE * f64::from(u8::from(by > 0));
        prop_assert!(moved.len() as f64 <= most, "{} moved, by {by} % with {behind} behind", moved.len());
    }

    #[test]
    fn an_invitation_always_points_to_the_same_place(percents in shares(), number in any::<u128>()) {
        let id = InvitationId::new(at("2026-03-02T14:00:00Z"), number);
        let (once, again) = (platforms(&percents), platforms(&percents));
        prop_assert_eq!(routed_to(&once, id), routed_to(&again, id));
    }
}

#[test]
fn nothing_and_everything_are_exact() {
    assert!(routes(&[]).iter().all(Option::is_none), "without a platform all come to us");
    assert!(routes(&[100]).iter().all(|to| *to == Some(0)), "and all go where all are to go");
    assert!(routes(&[50, 50]).iter().all(Option::is_some));
}

fn followed(scene: &mut Scene) {
    scene.invitation.followed_at = Some(at("2026-03-10T08:00:00Z"));
}

#[test]
fn whoever_went_on_to_a_platform_is_not_reminded() {
    assert_eq!(Scene::reminder_due().with(followed).decided(), "refused routing.followed");
    let decision = Scene::reminder_due().with(followed).decide().decision;
    assert_eq!(check_of(&decision, Code::RoutingFollowed), "refuse at=2026-03-10T08:00:00Z");
    assert_eq!(Scene::reminder_due().decided(), "send reminder email", "whoever did not go on is");
}

#[test]
fn nor_asked_again_over_another_channel() {
    let steps = [
        step(Role::First, Channel::Email, "P0D"),
        step(Role::Reminder, Channel::Email, "P7D"),
        step(Role::FollowUp, Channel::Sms, "P14D"),
    ];
    let scene = Scene::reminder_due().strategy(&steps).with(|scene| scene.person.addresses.push(sms(2)));
    assert_eq!(scene.clone().with(followed).decided(), "refused routing.followed", "nothing is left behind it");
    let follow_up = scene.with(|scene| {
        scene.invitation.role = Role::FollowUp;
        scene.invitation.step = 2;
    });
    assert_eq!(follow_up.with(followed).decided(), "refused routing.followed");
}

#[test]
fn a_first_message_that_is_tried_again_goes_all_the_same() {
    assert_eq!(Scene::first_due().with(followed).decided(), "send first email");
}

#[test]
fn an_answer_is_named_before_it() {
    let both = Scene::reminder_due().with(followed).with(|scene| scene.order.answered = vec![Purpose::ServiceReview]);
    assert_eq!(both.decided(), "refused response.received");
}
