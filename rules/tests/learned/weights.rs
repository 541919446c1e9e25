//! What answers weigh against what is known beforehand.

use proptest::prelude::*;
use rules::learned::{Answers, Hour, Weights};

use crate::{answers, hour};

fn waking() -> Vec<Hour> {
    Hour::all().filter(|hour| hour.is_waking()).collect()
}

fn best(weights: &Weights) -> u8 {
    weights.best(&waking()).unwrap().number()
}

#[test]
fn beforehand_midday_weighs_ten_times_an_other_waking_hour_and_the_night_nothing() {
    let prior = Weights::prior();
    for number in 10..15 {
        assert_eq!(prior.of(hour(number)), 10 * prior.of(hour(7)));
    }
    for number in [7, 8, 9, 15, 16, 21] {
        assert_eq!(prior.of(hour(number)), prior.of(hour(7)));
    }
    for number in [0, 6, 22, 23] {
        assert_eq!(prior.of(hour(number)), 0);
    }
    assert_eq!(best(&prior), 10, "the earliest of equals");
}

#[test]
fn the_prior_is_worth_fifty_answers() {
    // Fifty answers like the prior, and fifty in the evening: the evening's half is all its own.
    let prior = Weights::prior();
    let after = prior.with(&answers(&[(19, 50)]));
    let whole: u64 = Hour::all().map(|hour| prior.of(hour)).sum();
    assert_eq!(after.of(hour(19)), (whole + prior.of(hour(19))) / 2);
    assert_eq!(after.of(hour(10)), prior.of(hour(10)) / 2);
}

#[test]
fn so_few_answers_move_the_hour() {
    // Of 50, 8.3 stand beforehand for 10:00 and 0.8 for 19:00.
    assert_eq!(best(&Weights::prior().with(&answers(&[(19, 7)]))), 10);
    assert_eq!(best(&Weights::prior().with(&answers(&[(19, 8)]))), 19);
    assert_eq!(best(&Weights::prior().with(&answers(&[(11, 1)]))), 11);
}

#[test]
fn few_answers_are_drawn_towards_the_wider_ones_and_many_are_not() {
    let account = Weights::prior().with(&answers(&[(19, 1_000)]));
    assert_eq!(best(&account.with(&answers(&[(8, 20)]))), 19);
    assert_eq!(best(&account.with(&answers(&[(8, 60)]))), 8);
    let own = account.with(&answers(&[(20, 10)]));
    assert_eq!(best(&own), 19, "one person's few answers");
    assert_eq!(best(&account.with(&answers(&[(20, 51)]))), 20);
}

#[test]
fn no_number_of_answers_is_too_large() {
    let many = answers(&[(18, u64::from(u32::MAX)), (7, 1)]);
    assert_eq!(best(&Weights::prior().with(&many).with(&many)), 18);
}

fn any_answers() -> impl Strategy<Value = Answers> {
    prop::collection::vec((0..24_u8, 0..500_u64), 0..30).prop_map(|counts| answers(&counts))
}

proptest! {
    #[test]
    fn one_more_answer_never_makes_its_hour_worth_less_nor_an_other_hour_more(known in any_answers(), own in any_answers(), number in 0..24_u8) {
        let wider = Weights::prior().with(&known);
        let mut more = own;
        more.add(hour(number), 1);
        let (before, after) = (wider.with(&own), wider.with(&more));
        for other in Hour::all() {
            if other == hour(number) {
                prop_assert!(after.of(other) >= before.of(other));
            } else {
                prop_assert!(after.of(other) <= before.of(other));
            }
        }
    }

    #[test]
    fn weights_always_come_to_the_same_sum_but_for_what_is_cut_off(known in any_answers(), own in any_answers()) {
        let prior = Weights::prior();
        let sum = |weights: &Weights| Hour::all().map(|hour| weights.of(hour)).sum::<u64>();
        for weights in [prior.with(&known), prior.with(&known).with(&own)] {
            prop_assert!(sum(&weights) <= sum(&prior) && sum(&weights) + 48 > sum(&prior));
        }
    }
}
