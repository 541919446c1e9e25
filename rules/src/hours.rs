//! Sending hours: when something is due (rules 2.1 to 2.5).

use core::fmt;

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};

use crate::delay::Delay;
use crate::time::{Zone, day_of, days_later, resolve, wall};

/// A clock time in whole minutes, written `HH:MM`, from 00:00 to 23:59.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct HourOfDay(Time);

impl HourOfDay {
    /// What an activation date means where no sending hour is set (rules 2.1).
    pub const TEN: HourOfDay = HourOfDay(time(10, 0, 0, 0));

    /// # Errors
    /// [`BadHour`] for all but four digits with a colon between that name a minute of the day; `24:00` is `00:00`.
    pub fn parse(text: &str) -> Result<HourOfDay, BadHour> {
        let &[h1, h2, b':', m1, m2] = text.as_bytes() else { return Err(BadHour) };
        let minute = Time::new(two_digits(h1, h2)?, two_digits(m1, m2)?, 0, 0);
        minute.map(HourOfDay).map_err(|_| BadHour)
    }

    #[must_use]
    pub fn time(self) -> Time {
        self.0
    }
}

impl fmt::Display for HourOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0.hour(), self.0.minute())
    }
}

fn two_digits(tens: u8, ones: u8) -> Result<i8, BadHour> {
    if !(tens.is_ascii_digit() && ones.is_ascii_digit()) {
        return Err(BadHour);
    }
    i8::try_from((tens - b'0') * 10 + (ones - b'0')).map_err(|_| BadHour)
}

/// The text is not an hour of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BadHour;

impl fmt::Display for BadHour {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a time of day; it looks like 09:30")
    }
}

impl core::error::Error for BadHour {}

/// Whose clock a sending hour is read on (rules 2.3).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ZoneChoice {
    Utc,
    Storefront,
    Recipient,
}

impl ZoneChoice {
    /// The word of the API for it: `utc`, `storefront`, `recipient`.
    #[must_use]
    pub fn parse(word: &str) -> Option<ZoneChoice> {
        [ZoneChoice::Utc, ZoneChoice::Storefront, ZoneChoice::Recipient]
            .into_iter()
            .find(|choice| choice.word() == word)
    }

    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            ZoneChoice::Utc => "utc",
            ZoneChoice::Storefront => "storefront",
            ZoneChoice::Recipient => "recipient",
        }
    }
}

/// The hour at which a campaign sends, and on whose clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendAt {
    pub hour: HourOfDay,
    pub zone: ZoneChoice,
}

/// The zones that one decision knows.
#[derive(Clone, Copy, Debug)]
pub struct Zones<'a> {
    pub storefront: &'a Zone,
    /// From [`recipient_zone`].
    pub recipient: &'a Zone,
}

impl<'a> Zones<'a> {
    /// The zone in force: that of the sending hour; without one, the storefront's (rules 2.2). Delays and gaps count in
    /// its calendar.
    #[must_use]
    pub fn in_force(self, send_at: Option<SendAt>) -> &'a Zone {
        match send_at.map(|at| at.zone) {
            Some(ZoneChoice::Utc) => const { &Zone::UTC },
            Some(ZoneChoice::Recipient) => self.recipient,
            Some(ZoneChoice::Storefront) | None => self.storefront,
        }
    }
}

/// The zone of a recipient for a wished hour (rules 2.4): the contact's own; else that of the phone number's country,
/// where it has one only; else the storefront's. `phone_zones` are the zones of that country, none without a phone.
#[must_use]
pub fn recipient_zone<'a>(contact: Option<&'a Zone>, phone_zones: &'a [Zone], storefront: &'a Zone) -> &'a Zone {
    match (contact, phone_zones) {
        (Some(own), _) => own,
        (None, [only]) => only,
        (None, _) => storefront,
    }
}

/// What a delay counts from (rules 2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// `occurred_at`.
    Instant(Timestamp),
    /// `activation_date`: a calendar date, the same in every zone.
    Date(Date),
}

impl Base {
    /// The clock time that is kept where no sending hour is set, in the storefront's zone.
    #[must_use]
    pub fn clock_time(self, storefront: &Zone) -> Time {
        match self {
            Base::Instant(at) => wall(at, storefront).time(),
            Base::Date(_) => HourOfDay::TEN.time(),
        }
    }
}

/// When a message is due (rules 2.1 to 2.3).
///
/// With a sending hour: the day of (base + delay) in the zone in force, at that hour; the next day that has it, if that
/// lies before the base. A delay in hours finds its day by elapsed time and is then moved to the sending hour like any
/// other, so the wait may be shorter than the delay (an order at 15:00 with `PT24H` and 10:00 goes 19 hours later, as
/// it does with `P1D`), never before the base. A date stands for itself at the sending hour.
///
/// Without one: the clock time of the base so many days later in the storefront's zone, or the very instant a delay in
/// hours ends.
#[must_use]
pub fn due(base: Base, delay: Delay, send_at: Option<SendAt>, zones: Zones<'_>) -> Timestamp {
    let zone = zones.in_force(send_at);
    match (base, delay) {
        (Base::Instant(from), _) => due_from(from, delay, send_at, zone),
        (Base::Date(date), Delay::Calendar { .. }) => {
            resolve(zone, delay.after_date(date).to_datetime(hour_of_date(send_at)))
        }
        (Base::Date(date), Delay::Exact { .. }) => {
            let from = resolve(zone, date.to_datetime(hour_of_date(send_at)));
            due_from(from, delay, send_at, zone)
        }
    }
}

/// The first time at or after `not_before` that is the sending hour, or without one the clock time of the base in the
/// storefront's zone (rules 2.5): when a late event goes, and what a hold has released.
#[must_use]
pub fn next_occurrence(
    send_at: Option<SendAt>,
    zones: Zones<'_>,
    clock_time_of_base: Time,
    not_before: Timestamp,
) -> Timestamp {
    let zone = zones.in_force(send_at);
    let hour = send_at.map_or(clock_time_of_base, |at| at.hour.time());
    // Yesterday's hour may be yet to come: in a gap that ends at midnight it is the first instant of today.
    let yesterday = day_of(not_before, zone).yesterday().unwrap_or(Date::MIN);
    first_at(hour, yesterday, zone, not_before)
}

/// When the reminder goes (rules 2.3): N days after the day of sending at the sending hour, wherever in the day the
/// first message went; without a sending hour at the clock time of sending. A wait in hours is exact, whatever the
/// sending hour (RI-8: 48 h after the first message).
#[must_use]
pub fn reminder_due(first_sent: Timestamp, after: Delay, send_at: Option<SendAt>, zones: Zones<'_>) -> Timestamp {
    match after {
        Delay::Calendar { .. } => due(Base::Instant(first_sent), after, send_at, zones),
        Delay::Exact { .. } => after.after(first_sent, zones.storefront),
    }
}

fn hour_of_date(send_at: Option<SendAt>) -> Time {
    send_at.map_or(HourOfDay::TEN, |at| at.hour).time()
}

fn due_from(from: Timestamp, delay: Delay, send_at: Option<SendAt>, zone: &Zone) -> Timestamp {
    let Some(SendAt { hour, .. }) = send_at else { return delay.after(from, zone) };
    let day = match delay {
        // By the calendar alone: base + delay may fall into a gap and its instant on the day after.
        Delay::Calendar { .. } => delay.after_date(day_of(from, zone)),
        Delay::Exact { .. } => day_of(delay.after(from, zone), zone),
    };
    first_at(hour.time(), day, zone, from)
}

/// The first time from `day` on that is `hour` and not before `not_before`, whose day is at most one later.
///
/// Four days are enough: the one before `not_before`, its own, the next, and one more where midnight itself is repeated
/// (the next day's hour was then in the first pass). Only at the end of jiff's range none of them is.
fn first_at(hour: Time, day: Date, zone: &Zone, not_before: Timestamp) -> Timestamp {
    (0..4)
        .map(|days| resolve(zone, days_later(day, days).to_datetime(hour)))
        .find(|&at| at >= not_before)
        .unwrap_or(not_before)
}
