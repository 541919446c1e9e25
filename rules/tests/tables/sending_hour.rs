//! Learned hours as a plan takes them (rules 2.6, 5.8; V8, V15).

use jiff::{SignedDuration, ToSpan};
use rules::campaign::Timing;
use rules::hours::ZoneChoice;
use rules::learned::{Answers, Explore, Hour, HourSource, Learned, Weights};
use rules::quiet::QuietHours;
use rules::reason::Code;
use rules::time::{Zone, wall};

use crate::support::{Scene, at, check_of, sending_hour, sms, zone};

fn learned_from(hour: u8, count: u64) -> Learned {
    let mut answers = Answers::default();
    answers.add(Hour::new(hour).unwrap(), count);
    Learned { weights: Weights::prior().with(&answers), answers: count, seed: 1 }
}

/// A campaign that learns its hour, from 40 answers at that hour; none of its messages explores.
pub fn learning(hour: u8) -> Scene {
    Scene::planning().with(|scene| {
        scene.campaign.timing.send_at = sending_hour("10:00", ZoneChoice::Recipient);
        scene.campaign.timing.explore = Some(Explore::NONE);
        scene.learned = Some(learned_from(hour, if hour == 10 { 0 } else { 40 }));
    })
}

#[test]
fn a_message_goes_at_the_hour_that_was_learned_on_the_recipients_clock() {
    let goes = |scene: Scene| scene.planned();
    assert_eq!(goes(learning(10)), "scheduled email 2026-03-09T09:00:00Z");
    assert_eq!(goes(learning(19)), "scheduled email 2026-03-09T18:00:00Z");
    let in_tokyo = learning(19).with(|scene| scene.person.zone = Some(zone("Asia/Tokyo")));
    assert_eq!(goes(in_tokyo), "scheduled email 2026-03-09T10:00:00Z");
    let late = learning(19).with(|scene| scene.now = at("2026-03-10T08:00:00Z"));
    assert_eq!(goes(late), "scheduled email 2026-03-10T18:00:00Z");
}

#[test]
fn the_record_says_which_hour_it_was_and_why() {
    let said = |scene: &Scene| check_of(&scene.plan().decision, Code::SendingHourAuto);
    assert_eq!(said(&learning(10)), "pass hour=10:00 source=learned answers=0");
    assert_eq!(said(&learning(19)), "pass hour=19:00 source=learned answers=40");
    let explored = (0..100).map(|number| {
        learning(19).with(|scene| {
            scene.campaign.timing.explore = Explore::new(20);
            scene.event.reference = format!("CD-{number}");
        })
    });
    let explored = explored.filter(|scene| scene.plan().sending_hour.unwrap().source == HourSource::Explored);
    let explored: Vec<_> = explored.map(|scene| said(&scene)).collect();
    assert!((8..35).contains(&explored.len()), "{explored:?}");
    assert!(explored.iter().all(|said| said.contains("source=explored") && !said.contains("19:00")));
}

#[test]
fn a_set_hour_takes_no_notice_of_what_was_learned() {
    let set = Scene::planning().with(|scene| scene.learned = Some(learned_from(19, 40)));
    let planned = set.plan();
    assert_eq!(planned.sending_hour, None);
    assert!(planned.decision.checks.iter().all(|check| check.code != Code::SendingHourAuto));
    assert_eq!(set.planned(), "scheduled email 2026-03-09T10:00:00Z");
}

#[test]
fn a_chosen_hour_stays_with_its_invitation() {
    let mut timing = learning(19).campaign.timing;
    timing.pin(Hour::new(19).unwrap());
    let Timing { send_at, explore, .. } = timing;
    assert_eq!((send_at, explore), (sending_hour("19:00", ZoneChoice::Recipient), None));
    let anew = learning(8).with(|scene| scene.campaign.timing.pin(Hour::new(19).unwrap()));
    assert_eq!((anew.plan().sending_hour, anew.planned()), (None, "scheduled email 2026-03-09T18:00:00Z".to_owned()));
}

#[test]
fn of_the_hours_that_the_channel_allows_the_best_is_taken() {
    let window = |opens: &str, closes: &str| {
        learning(20).with(|scene| {
            let hour = |text: &str| rules::hours::HourOfDay::parse(text).unwrap();
            scene.account.email_quiet = Some(QuietHours::new(hour(opens), hour(closes)).unwrap());
        })
    };
    assert_eq!(window("08:00", "21:00").planned(), "scheduled email 2026-03-09T19:00:00Z");
    assert_eq!(window("08:00", "20:00").planned(), "scheduled email 2026-03-09T09:00:00Z");
    assert_eq!(window("16:30", "19:30").planned(), "scheduled email 2026-03-09T16:00:00Z");
    assert_eq!(window("22:00", "04:00").planned(), "scheduled email 2026-03-08T23:00:00Z");
    let no_full_hour = window("12:10", "12:50");
    assert_eq!(no_full_hour.planned(), "scheduled email 2026-03-09T19:00:00Z", "quiet hours hold it when it is due");
}

/// A phone in a country of several zones: the hour is one of the storefront's day, allowed in all of them.
#[test]
fn whatever_the_day_and_the_zone_a_message_is_due_only_when_it_may_arrive() {
    let zones = ["Europe/Stockholm", "America/St_Johns", "Africa/Cairo", "Australia/Lord_Howe", "America/Santiago"];
    for storefront in zones {
        let changes = days_of_change(&zone(storefront));
        assert_eq!(changes.len() % 2, 0, "{storefront}");
        for (number, happened) in changes.into_iter().enumerate() {
            let scene = learning(20).with(|scene| {
                scene.now = happened;
                scene.event.occurred_at = happened;
                scene.event.reference = format!("CD-{number}");
                scene.campaign.timing.explore = Explore::new(20);
                scene.storefront.zone = zone(storefront);
                scene.person.addresses = vec![sms(1)];
                scene.person.phone_zones = vec![zone("America/New_York"), zone("America/Los_Angeles")];
            });
            let due = scene.plan().first.unwrap().due_at;
            let quiet = scene.account.sms_quiet.unwrap();
            assert!(quiet.allowed(due, &scene.person.phone_zones), "{storefront}: {due}");
        }
    }
}

/// A week before each day of three years around which the zone's clock changes.
fn days_of_change(zone: &Zone) -> Vec<jiff::Timestamp> {
    let days = (0..3 * 365).map(|days| at("2025-01-01T12:00:00Z") + (24 * days).hours());
    let offset = |at: jiff::Timestamp| wall(at, zone).duration_since(wall(at, &Zone::UTC));
    let day = SignedDuration::from_hours(24);
    let changes = days.filter(|noon| offset(*noon) != offset(*noon + day));
    changes.flat_map(|noon| [noon - day * 7, noon - day * 6]).collect()
}
