//! Every clock change of every zone from 1997 to 2046, gap and fold, against a clock that is read minute by minute
//! (rules 2.3, 5.8, V8).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

mod clock;
mod due;
mod quiet;
mod years;

use std::fmt::Debug;
use std::sync::LazyLock;

use jiff::Timestamp;
use jiff::civil::{DateTime, Time};
use rules::delay::Delay;
use rules::time::{Zone, resolve, wall};

use clock::{DAY, Stretch, at, every_change};

static EVERY_CHANGE: LazyLock<Vec<Stretch>> = LazyLock::new(every_change);

/// Asks every zone about each of its clock changes. A question comes with its answer, a minute since 1970.
fn sweep<Question: Debug>(questions: fn(&Stretch) -> Vec<(Question, i64)>, answer: fn(&Question, &Zone) -> Timestamp) {
    for stretch in &*EVERY_CHANGE {
        let questions = questions(stretch);
        for zone in &stretch.zones {
            for (question, expected) in &questions {
                let answer = answer(question, zone);
                assert_eq!(answer, at(*expected), "{zone}, clock change at {}: {question:?}", at(stretch.change));
            }
        }
    }
}

/// The time on the wall as the code under test takes it.
fn shown(time: i64) -> DateTime {
    wall(at(time), &Zone::UTC)
}

fn hour(minute_of_day: i64) -> Time {
    shown(minute_of_day).time()
}

#[test]
fn the_sweep_meets_every_kind_of_change() {
    let zones = |is: fn(&Stretch) -> bool| {
        EVERY_CHANGE.iter().filter(|stretch| is(stretch)).map(|stretch| stretch.zones.len()).sum::<usize>()
    };
    let crosses_midnight = |stretch: &Stretch| {
        let (one, other) = (stretch.change + stretch.before, stretch.change + stretch.after);
        one.min(other).div_euclid(DAY) != (one.max(other) - 1).div_euclid(DAY)
    };
    assert!(zones(|stretch| stretch.after > stretch.before) > 9_000, "gaps");
    assert!(zones(|stretch| stretch.after < stretch.before) > 9_000, "folds");
    assert!(zones(|stretch| stretch.after == stretch.before) > 100, "changes of the name or the law only");
    assert!(zones(|stretch| stretch.after - stretch.before == 24 * 60) >= 1, "a day left out (Samoa, 2011)");
    assert!(zones(|stretch| (stretch.after - stretch.before).abs() == 30) >= 80, "half hours (Lord Howe)");
    assert!(
        EVERY_CHANGE.iter().any(|stretch| stretch.after < stretch.before && crosses_midnight(stretch)),
        "midnight twice"
    );
}

#[test]
fn a_wall_time_is_its_first_instant_or_the_first_after_the_gap() {
    sweep(
        |stretch| stretch.clock_times().into_iter().map(|time| (time, stretch.clock.first_at(time))).collect(),
        |&time, zone| resolve(zone, shown(time)),
    );
}

#[test]
fn days_later_it_is_the_same_clock_time() {
    sweep(
        |stretch| {
            let instants = stretch
                .instants()
                .into_iter()
                .chain(stretch.clock_times().into_iter().map(|time| stretch.clock.first_at(time - DAY)));
            let from_and_days = instants.flat_map(|from| [1, 2].map(|days| (from, days)));
            from_and_days
                .map(|(from, days)| ((from, days), stretch.clock.first_at(stretch.clock.shows(from) + days * DAY)))
                .collect()
        },
        |&(from, days), zone| Delay::Calendar { months: 0, days: u16::try_from(days).unwrap() }.after(at(from), zone),
    );
}
