use jiff::{SignedDuration, Timestamp};
use rules::hours::HourOfDay;
use rules::quiet::QuietHours;

use crate::EVERY_CHANGE;
use crate::clock::{Clock, DAY, Stretch, at, open_minutes};
use crate::hour;

/// Windows that open or close where the change skips or repeats, inside it, around it, and a usual one. In minutes of
/// the day.
fn windows(stretch: &Stretch) -> Vec<(i64, i64)> {
    let times: Vec<i64> = stretch.clock_times().iter().map(|time| time.rem_euclid(DAY)).collect();
    let [first, second, middle, last] = [1, 2, 3, 5].map(|at| times[at]);
    let half_a_day = |time: i64| (time + 12 * 60).rem_euclid(DAY);
    let around = [(first, last), (last, first), (first, second)];
    let far = [(middle, half_a_day(middle)), (half_a_day(middle), middle), (22 * 60, 6 * 60)];
    around.into_iter().chain(far).filter(|(opens, closes)| opens != closes).collect()
}

fn window(opens: i64, closes: i64) -> QuietHours {
    let at = |minute| HourOfDay::parse(&hour(minute).strftime("%H:%M").to_string()).unwrap();
    QuietHours::new(at(opens), at(closes)).unwrap()
}

/// A window on a clock that is read minute by minute. A message handed over at the start of a minute needs that minute
/// open, one handed over within it the next one too.
struct Watched<'a> {
    clock: &'a Clock,
    open: [bool; 1440],
}

impl Watched<'_> {
    fn is_open(&self, minute: i64) -> bool {
        self.open[self.clock.minute_of_day(minute)]
    }

    /// The first instant from `from` on with a whole open minute before it.
    fn opening(&self, from: i64, seconds: i64) -> Timestamp {
        if self.is_open(from) && (seconds == 0 || self.is_open(from + 1)) {
            return at(from) + SignedDuration::from_secs(seconds);
        }
        let next = if seconds == 0 { from } else { from + 1 };
        (next..).find(|&minute| self.is_open(minute)).map(at).unwrap()
    }
}

#[test]
fn the_window_opens_by_the_clock_on_the_wall() {
    for stretch in &*EVERY_CHANGE {
        for (opens, closes) in windows(stretch) {
            let quiet_hours = window(opens, closes);
            let (opens, closes) = (usize::try_from(opens).unwrap(), usize::try_from(closes).unwrap());
            let watched = Watched { clock: &stretch.clock, open: open_minutes(opens, closes) };
            for (now, seconds) in stretch.instants().into_iter().flat_map(|now| [(now, 0), (now, 1)]) {
                let (opening, now) = (watched.opening(now, seconds), at(now) + SignedDuration::from_secs(seconds));
                for zone in &stretch.zones {
                    let here = std::slice::from_ref(zone);
                    assert_eq!(quiet_hours.opening(now, here), Some(opening), "{zone}: {quiet_hours:?} from {now}");
                    assert_eq!(quiet_hours.allowed(now, here), opening == now, "{zone}: {quiet_hours:?} at {now}");
                }
            }
        }
    }
}
