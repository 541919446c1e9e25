//! Quiet hours: the window of the day in which a message may be handed over (rules 5.8, V8).

use core::{fmt, slice};

use jiff::{SignedDuration, Timestamp};

use crate::hours::HourOfDay;
use crate::time::{Zone, next_change, wall};

/// A message is handed over at least this long before the window closes (rules 5.8).
const MARGIN: SignedDuration = SignedDuration::from_mins(1);

/// How far ahead an opening is looked for. Clock changes repeat within a year: zones that have not met by then never
/// will.
const HORIZON: SignedDuration = SignedDuration::from_hours(400 * 24);

/// The hours of the day in which sending is allowed, such as 08:00-20:00; past midnight where it closes before it opens
/// (20:00-02:00). Read on the recipient's clock: an hour that exists twice is open twice or closed twice, one that a
/// clock change skips is not there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuietHours {
    opens: HourOfDay,
    closes: HourOfDay,
}

/// A window that closes when it opens: nothing says whether it means always or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoWindow;

impl fmt::Display for NoWindow {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the window closes when it opens")
    }
}

impl core::error::Error for NoWindow {}

impl QuietHours {
    /// # Errors
    /// [`NoWindow`] where both are the same.
    pub fn new(opens: HourOfDay, closes: HourOfDay) -> Result<QuietHours, NoWindow> {
        if opens == closes { Err(NoWindow) } else { Ok(QuietHours { opens, closes }) }
    }

    #[must_use]
    pub fn opens(self) -> HourOfDay {
        self.opens
    }

    #[must_use]
    pub fn closes(self) -> HourOfDay {
        self.closes
    }

    /// Whether a message may be handed over at `now`: in every one of `zones` the window is open and stays so for a
    /// minute. Without a zone it may not.
    #[must_use]
    pub fn allowed(self, now: Timestamp, zones: &[Zone]) -> bool {
        !zones.is_empty() && zones.iter().all(|zone| self.allowed_in(zone, now))
    }

    /// The first instant from `now` on at which [`QuietHours::allowed`] says yes; `None` if the zones' windows never
    /// meet.
    #[must_use]
    pub fn opening(self, now: Timestamp, zones: &[Zone]) -> Option<Timestamp> {
        let horizon = later(now, HORIZON);
        let mut at = now;
        while !zones.is_empty() {
            // Each zone in turn moves on to where it allows; when none had to, all allow.
            let moved = zones.iter().try_fold(at, |at, zone| self.opening_in(zone, at, horizon))?;
            if moved == at {
                return Some(at);
            }
            at = moved;
        }
        None
    }

    fn opening_in(self, zone: &Zone, from: Timestamp, horizon: Timestamp) -> Option<Timestamp> {
        let mut at = from;
        while !self.allowed_in(zone, at) {
            if at >= horizon {
                return None;
            }
            at = self.next_chance(zone, at);
        }
        Some(at)
    }

    /// The next instant at which a closed window can open: when its hour comes by the present offset, or when that
    /// offset changes.
    fn next_chance(self, zone: &Zone, at: Timestamp) -> Timestamp {
        let clock = wall(at, zone).time();
        let ahead = self.opens.time().duration_since(clock);
        let wait = if ahead.is_positive() { ahead } else { ahead + SignedDuration::from_hours(24) };
        let by_clock = later(at, wait);
        next_change(at, zone).map_or(by_clock, |change| change.min(by_clock))
    }

    /// The window is a set of whole minutes and clocks change between minutes, so a minute's two ends tell for all of
    /// it.
    fn allowed_in(self, zone: &Zone, now: Timestamp) -> bool {
        self.is_open(zone, now) && self.is_open(zone, later(now, MARGIN - SignedDuration::from_nanos(1)))
    }

    fn is_open(self, zone: &Zone, at: Timestamp) -> bool {
        let clock = wall(at, zone).time();
        let (opens, closes) = (self.opens.time(), self.closes.time());
        if opens < closes { opens <= clock && clock < closes } else { opens <= clock || clock < closes }
    }
}

/// The zones whose quiet hours must be kept (rules 5.8): the contact's own; where that is unknown every zone that the
/// phone number's country has; without a phone the storefront's.
#[must_use]
pub fn quiet_zones<'a>(contact: Option<&'a Zone>, phone_zones: &'a [Zone], storefront: &'a Zone) -> &'a [Zone] {
    match (contact, phone_zones) {
        (Some(own), _) => slice::from_ref(own),
        (None, []) => slice::from_ref(storefront),
        (None, all) => all,
    }
}

/// Ends at the edge of jiff's range; so does the horizon, which keeps the loops above finite there.
fn later(at: Timestamp, wait: SignedDuration) -> Timestamp {
    at.checked_add(wait).unwrap_or(Timestamp::MAX)
}
