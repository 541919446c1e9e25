//! Wall clocks: a zone by its name, the instant at which a clock shows a time, the day of an instant (rules 2.2, 2.3,
//! 10).
//!
//! Every instant is UTC. All functions are total: beyond jiff's range (the years -9999 to 9999) they end at its edge.

use core::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use jiff::tz::{AmbiguousOffset, Offset, TimeZone, TimeZoneDatabase};

/// A time zone of the IANA database bundled in the program, spelled as the database spells it. Cheap to clone; equal by
/// name.
#[derive(Clone)]
pub struct Zone(TimeZone);

impl Zone {
    pub const UTC: Zone = Zone(TimeZone::UTC);

    /// Finds a zone by its IANA name, in any case (`europe/stockholm`).
    ///
    /// # Errors
    /// [`UnknownZone`] for everything that is not such a name: offsets, POSIX rules, file names, and the two names that
    /// stand for "no zone".
    pub fn parse(name: &str) -> Result<Zone, UnknownZone> {
        // The bundled database on purpose: the global one may read the machine's files, and two nodes may then
        // disagree.
        let zone = TimeZoneDatabase::bundled().get(name).map_err(|_| UnknownZone)?;
        match zone.iana_name() {
            None | Some("Etc/Unknown" | "Factory") => Err(UnknownZone),
            Some(_) => Ok(Zone(zone)),
        }
    }

    #[must_use]
    pub fn name(&self) -> &str {
        self.0.iana_name().expect("parse lets in named zones only")
    }
}

impl PartialEq for Zone {
    fn eq(&self, other: &Zone) -> bool {
        self.name() == other.name()
    }
}

impl Eq for Zone {}

impl fmt::Debug for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Zone({})", self.name())
    }
}

impl fmt::Display for Zone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The text names no zone of the bundled database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownZone;

impl fmt::Display for UnknownZone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the name of a time zone; it looks like Europe/Stockholm")
    }
}

impl core::error::Error for UnknownZone {}

/// The first instant at which the zone's clock shows `wall` or later (rules 2.3): of an hour that exists twice the
/// earlier one, for a time in a clock-change gap the first instant after the gap.
#[must_use]
pub fn resolve(zone: &Zone, wall: DateTime) -> Timestamp {
    match zone.0.to_ambiguous_timestamp(wall).offset() {
        AmbiguousOffset::Unambiguous { offset } => instant(wall, offset),
        AmbiguousOffset::Fold { before, after } => first_of_fold(zone, wall, before, after),
        AmbiguousOffset::Gap { before, after } => end_of_gap(zone, wall, before, after),
    }
}

/// What the zone's clock shows at `at`.
#[must_use]
pub fn wall(at: Timestamp, zone: &Zone) -> DateTime {
    zone.0.to_datetime(at)
}

/// The calendar day that the zone has at `at`.
#[must_use]
pub fn day_of(at: Timestamp, zone: &Zone) -> Date {
    wall(at, zone).date()
}

/// The day `days` after `date`.
#[must_use]
pub fn days_later(date: Date, days: u16) -> Date {
    date.checked_add(jiff::Span::new().days(days)).unwrap_or(Date::MAX)
}

/// The start of the minute of `at`, in UTC. (Offsets have been whole minutes everywhere since 1972, so it is the minute
/// of every zone.)
#[must_use]
pub fn truncate_to_minute(at: Timestamp) -> Timestamp {
    let second = at.as_nanosecond().div_euclid(60_000_000_000) * 60;
    i64::try_from(second).ok().and_then(|second| Timestamp::from_second(second).ok()).unwrap_or(Timestamp::MIN)
}

/// The next instant after `at` from which the zone's clock may run by another offset, or none to come.
pub(crate) fn next_change(at: Timestamp, zone: &Zone) -> Option<Timestamp> {
    zone.0.following(at).next().map(|change| change.timestamp())
}

fn instant(wall: DateTime, offset: Offset) -> Timestamp {
    let edge = if wall.year() < 0 { Timestamp::MIN } else { Timestamp::MAX };
    offset.to_timestamp(wall).unwrap_or(edge)
}

/// The earlier of the two, where the zone's clock really shows `wall` then. Nuuk's clock did not in 2023, the year
/// before its present rule began, and jiff 0.2.43 takes that autumn's 23:00 to 24:00 for repeated all the same.
fn first_of_fold(zone: &Zone, wall: DateTime, before: Offset, after: Offset) -> Timestamp {
    let earlier = instant(wall, before);
    if zone.0.to_offset(earlier) == before { earlier } else { instant(wall, after) }
}

/// Read by the offset after the gap, a skipped time lies before the change; by the one before the gap, at or behind it.
fn end_of_gap(zone: &Zone, wall: DateTime, before: Offset, after: Offset) -> Timestamp {
    let latest = instant(wall, before);
    next_change(instant(wall, after), zone).map_or(latest, |change| change.min(latest))
}
