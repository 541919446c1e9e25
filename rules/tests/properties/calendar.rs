//! The oracle's own clock: what a zone's clock shows, and when it shows a time for the first time. It shares nothing with
//! the rules but the zone database.

use jiff::civil::{DateTime, Time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Span, Timestamp};
use rules::time::Zone;

/// Zones with clock changes of an hour and of half an hour, in both halves of the year, and without any.
pub const ZONES: [&str; 6] =
    ["UTC", "Europe/Stockholm", "America/New_York", "Australia/Lord_Howe", "America/Los_Angeles", "Pacific/Auckland"];

/// One of [`ZONES`], as the rules and as the oracle know it.
#[derive(Debug, Clone)]
pub struct Place {
    pub zone: Zone,
    pub clock: TimeZone,
}

pub fn places() -> Vec<Place> {
    let place =
        |name: &&str| Place { zone: Zone::parse(name).unwrap(), clock: TimeZoneDatabase::bundled().get(name).unwrap() };
    ZONES.iter().map(place).collect()
}

/// A waiting time, as a setting has it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wait {
    Months(i64),
    Days(i64),
    Hours(i64),
}

impl Wait {
    pub fn text(self) -> String {
        match self {
            Wait::Months(months) => format!("P{months}M"),
            Wait::Days(days) => format!("P{days}D"),
            Wait::Hours(hours) => format!("PT{hours}H"),
        }
    }

    pub fn twice(self) -> Wait {
        match self {
            Wait::Months(months) => Wait::Months(2 * months),
            Wait::Days(days) => Wait::Days(2 * days),
            Wait::Hours(hours) => Wait::Hours(2 * hours),
        }
    }

    /// The end of the wait, to the second.
    pub fn after(self, from: Timestamp, clock: &TimeZone) -> Timestamp {
        match self {
            Wait::Days(0) => from,
            Wait::Days(_) | Wait::Months(_) => first_showing(clock.to_datetime(from) + self.span(), clock),
            Wait::Hours(hours) => from + SignedDuration::from_hours(hours),
        }
    }

    /// In the calendar; of hours, the whole days.
    pub fn span(self) -> Span {
        match self {
            Wait::Months(months) => Span::new().months(months),
            Wait::Days(days) => Span::new().days(days),
            Wait::Hours(hours) => Span::new().days(hours / 24),
        }
    }

    /// The end of the wait, to the minute.
    pub fn end(self, from: Timestamp, clock: &TimeZone) -> Timestamp {
        minute_of(self.after(from, clock))
    }
}

pub fn minute_of(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second().div_euclid(60) * 60).unwrap()
}

/// The first instant at which the clock shows `wall` or, where it skips that, a later time.
pub fn first_showing(wall: DateTime, clock: &TimeZone) -> Timestamp {
    let minute = SignedDuration::from_mins(1);
    let mut at = clock.to_ambiguous_timestamp(wall).compatible().unwrap();
    if clock.to_datetime(at) > wall {
        while clock.to_datetime(at - minute) >= wall {
            at -= minute;
        }
        // Clocks change at whole minutes.
        at = minute_of(at);
    }
    at
}

/// The first time from `earliest` on at which the clock shows `hour`.
pub fn next_showing(hour: Time, earliest: Timestamp, clock: &TimeZone) -> Timestamp {
    let today = clock.to_datetime(earliest).date();
    (-1..4)
        .map(|days| first_showing((today + Span::new().days(days)).to_datetime(hour), clock))
        .find(|at| *at >= earliest)
        .unwrap()
}
