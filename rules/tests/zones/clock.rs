//! The slow second opinion: what a zone's clock shows, minute after minute, for some days on both sides of a clock
//! change. It is read from instants to clock times only; the code under test goes the other way.

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use rules::time::Zone;

pub const DAY: i64 = 24 * 60;
const DAYS_BEFORE: i64 = 3;
const DAYS_AFTER: i64 = 5;

/// Offsets in minutes, each with the minute (since 1970) from which it holds.
type Offsets = Vec<(i64, i64)>;

/// A stretch of eight days in which all of `zones` have the same clock, which changes at the minute `change` (or only
/// its name does).
pub struct Stretch {
    pub change: i64,
    pub before: i64,
    pub after: i64,
    pub zones: Vec<Zone>,
    pub clock: Clock,
}

/// Every clock change of every zone of the database in the years 1997 to 2046, the same ones together.
pub fn every_change() -> Vec<Stretch> {
    let database = TimeZoneDatabase::bundled();
    let mut stretches: BTreeMap<(i64, Offsets), Vec<Zone>> = BTreeMap::new();
    for name in database.available().filter(|name| name.as_str() != "Factory") {
        let (zone, oracle) = (Zone::parse(name.as_str()).unwrap(), database.get(name.as_str()).unwrap());
        for change in changes_of(&oracle) {
            stretches.entry((change, offsets_around(&oracle, change))).or_default().push(zone.clone());
        }
    }
    stretches.into_iter().map(|((change, offsets), zones)| Stretch::new(change, &offsets, zones)).collect()
}

fn changes_of(zone: &TimeZone) -> Vec<i64> {
    let (from, to): (Timestamp, Timestamp) =
        ("1997-01-01T00:00Z".parse().unwrap(), "2047-01-01T00:00Z".parse().unwrap());
    zone.following(from)
        .take_while(|change| change.timestamp() < to)
        .map(|change| whole_minute(change.timestamp().as_second()))
        .collect()
}

fn offsets_around(zone: &TimeZone, change: i64) -> Offsets {
    const STEP: i64 = 2 * 60;
    let mut last = offset(zone, change - DAYS_BEFORE * DAY);
    let mut offsets = vec![(change - DAYS_BEFORE * DAY, last)];
    for minute in (change - DAYS_BEFORE * DAY..change + DAYS_AFTER * DAY).step_by(usize::try_from(STEP).unwrap()) {
        if offset(zone, minute + STEP) == last {
            continue;
        }
        for minute in minute + 1..=minute + STEP {
            let now = offset(zone, minute);
            if now != last {
                offsets.push((minute, now));
                last = now;
            }
        }
    }
    offsets
}

fn offset(zone: &TimeZone, minute: i64) -> i64 {
    whole_minute(zone.to_offset(at(minute)).seconds().into())
}

fn whole_minute(seconds: i64) -> i64 {
    assert_eq!(seconds % 60, 0, "clocks change at whole minutes, by whole minutes");
    seconds / 60
}

impl Stretch {
    fn new(change: i64, offsets: &Offsets, zones: Vec<Zone>) -> Stretch {
        let clock = Clock::new(change - DAYS_BEFORE * DAY, change + DAYS_AFTER * DAY, offsets);
        let (before, after) = (clock.shows(change - 1) - change + 1, clock.shows(change) - change);
        Stretch { change, before, after, zones, clock }
    }

    /// Clock times at, around and inside what the change skips or repeats.
    pub fn clock_times(&self) -> Vec<i64> {
        let (one, other) = (self.change + self.before, self.change + self.after);
        let (first, last) = (one.min(other), one.max(other));
        vec![first - 1, first, first + 1, first.midpoint(last), last - 1, last, last + 1]
    }

    /// Instants at, around and within a day of the change; in a fold in both its passes.
    pub fn instants(&self) -> Vec<i64> {
        let length = (self.after - self.before).abs();
        [-DAY, -length, -length / 2, -1, 0, 1, length / 2, length - 1, length, length + 1, DAY]
            .map(|minutes| self.change + minutes)
            .to_vec()
    }
}

/// What the clock shows in each minute from `first` on, as minutes since 1970 by the calendar on the wall.
pub struct Clock {
    first: i64,
    shows: Vec<i64>,
    /// The latest time that it has shown up to each minute.
    latest: Vec<i64>,
}

impl Clock {
    fn new(first: i64, end: i64, offsets: &Offsets) -> Clock {
        let (mut shows, mut latest, mut changes) = (Vec::new(), Vec::new(), offsets.iter().peekable());
        let (mut offset, mut most) = (0, i64::MIN);
        for minute in first..end {
            if let Some((_, next)) = changes.next_if(|(from, _)| *from == minute) {
                offset = *next;
            }
            most = most.max(minute + offset);
            shows.push(minute + offset);
            latest.push(most);
        }
        Clock { first, shows, latest }
    }

    pub fn shows(&self, minute: i64) -> i64 {
        self.shows[usize::try_from(minute - self.first).unwrap()]
    }

    /// The first minute in which it shows `time` or later.
    pub fn first_at(&self, time: i64) -> i64 {
        let minute = self.latest.partition_point(|&shown| shown < time);
        assert!(0 < minute && minute < self.latest.len(), "the stretch is too short for the question");
        self.first + i64::try_from(minute).unwrap()
    }

    /// The first minute not before `not_before` that is `hour` (a minute of the day) of `day` or of a day after it.
    pub fn hour_from(&self, hour: i64, day: i64, not_before: i64) -> i64 {
        (day..).map(|day| self.first_at(day * DAY + hour)).find(|&minute| minute >= not_before).unwrap()
    }

    pub fn day(&self, minute: i64) -> i64 {
        self.shows(minute).div_euclid(DAY)
    }

    pub fn minute_of_day(&self, minute: i64) -> usize {
        usize::try_from(self.shows(minute).rem_euclid(DAY)).unwrap()
    }
}

/// The minutes of the day from `opens` on, before `closes`.
pub fn open_minutes(opens: usize, closes: usize) -> [bool; 1440] {
    let (mut open, mut minute) = ([false; 1440], opens);
    while minute != closes {
        open[minute] = true;
        minute = (minute + 1) % 1440;
    }
    open
}

pub fn at(minute: i64) -> Timestamp {
    Timestamp::from_second(minute * 60).unwrap()
}
