//! Which hour a message takes.

use std::collections::BTreeMap;

use proptest::prelude::*;
use rules::learned::{Explore, Hour, HourSource, Learned, SendingHour, Weights, choose};

use crate::{answers, hour};

fn evening(seed: u64) -> Learned {
    Learned { weights: Weights::prior().with(&answers(&[(19, 100)])), answers: 100, seed }
}

fn all() -> Vec<Hour> {
    Hour::all().collect()
}

fn explore(percent: i64) -> Explore {
    Explore::new(percent).unwrap()
}

#[test]
fn no_more_than_a_fifth_explores() {
    assert_eq!((Explore::new(20).map(Explore::percent), Explore::new(21), Explore::new(-1)), (Some(20), None, None));
}

#[test]
fn as_many_explore_as_are_meant_to_and_every_other_waking_hour_alike() {
    for percent in [0, 5, 20] {
        let mut taken: BTreeMap<(HourSource, Hour), u32> = BTreeMap::new();
        for number in 0..28_000 {
            let chosen = choose(&evening(7), explore(percent), &all(), &["survey", &format!("CD-{number:06}")]);
            *taken.entry((chosen.source, chosen.hour)).or_default() += 1;
        }
        let others: Vec<_> = taken.iter().filter(|((source, _), _)| *source == HourSource::Explored).collect();
        assert_eq!(others.len(), if percent == 0 { 0 } else { 14 }, "{percent} %");
        // 2 in a hundred of 28,000 / 14 hours are 20 for each percent; five standard deviations either way.
        let wanted = 20.0 * percent as f64;
        for ((_, hour), count) in others {
            assert!((f64::from(*count) - wanted).abs() < 5.0 * wanted.sqrt(), "{percent} %: {hour:?} {count}");
            assert!(hour.is_waking() && hour.number() != 19);
        }
        assert!(taken.contains_key(&(HourSource::Learned, hour(19))));
    }
}

#[test]
fn another_seed_explores_with_other_messages() {
    let explored = |seed: u64| {
        let chosen =
            |number: &u32| choose(&evening(seed), explore(20), &all(), &["survey", &number.to_string()]).source;
        (0..1_000).filter(|number| chosen(number) == HourSource::Explored).collect::<Vec<_>>()
    };
    assert_ne!(explored(1), explored(2));
    assert_eq!(explored(1), explored(1));
}

#[test]
fn where_no_waking_hour_is_allowed_another_allowed_one_is_taken() {
    let night = [hour(22), hour(23)];
    assert_eq!(choose(&evening(1), Explore::NONE, &night, &["a"]).hour, hour(22), "the earliest of equals");
    assert_eq!(choose(&evening(1), explore(20), &[hour(3)], &["a"]).hour, hour(3), "nothing to explore");
    assert_eq!(choose(&evening(1), Explore::NONE, &[], &["a"]).hour, hour(19), "quiet hours then hold it");
}

proptest! {
    #[test]
    fn the_hour_is_allowed_and_the_same_every_time(
        allowed in prop::collection::btree_set(0..24_u8, 1..24), seed: u64, percent in 0..=20_i64, about in ".{0,40}",
        counts in prop::collection::vec((0..24_u8, 0..50_u64), 0..20),
    ) {
        let allowed: Vec<_> = allowed.into_iter().map(hour).collect();
        let learned = Learned { weights: Weights::prior().with(&answers(&counts)), answers: 0, seed };
        let chosen = choose(&learned, explore(percent), &allowed, &["survey", &about]);
        prop_assert_eq!(chosen, choose(&learned, explore(percent), &allowed, &["survey", &about]));
        prop_assert!(allowed.contains(&chosen.hour));
        let is_awake = allowed.iter().any(|hour| hour.is_waking());
        prop_assert!(chosen.hour.is_waking() || !is_awake);
        let best = choose(&learned, Explore::NONE, &allowed, &[]);
        let SendingHour { hour, source } = chosen;
        prop_assert_eq!(hour == best.hour, source == HourSource::Learned);
    }
}
