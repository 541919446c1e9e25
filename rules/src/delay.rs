//! Waiting times as ISO 8601 durations (rules 2.2): whole days and months of a calendar, or exact elapsed time. And the
//! gap between two requests, which is a waiting time with a longer limit (rules 4).

use core::fmt;

use jiff::civil::Date;
use jiff::{SignedDuration, Span, Timestamp};

use crate::time::{Zone, resolve, truncate_to_minute, wall};

/// A waiting time: `P7D`, `P2W`, `P3M`, `P1Y`, `P1M10D` count in a zone's calendar; `PT24H`, `PT90M` are elapsed time.
///
/// Its text is canonical: months and days (`P1Y` is written `P12M`, `P2W` is `P14D`), or the largest unit of time that
/// is whole (`PT1H30M` is `PT90M`, never days).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delay {
    /// Months first, then days; 31 January + 1 month is the last of February.
    Calendar {
        months: u16,
        days: u16,
    },
    Exact {
        seconds: u32,
    },
}

/// How long a written duration may be: so many months or so many days, and in a mixture a month counts `days / months`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limit {
    months: u16,
    days: u16,
}

impl Limit {
    /// Of a delay (rules 2.2): 24 months, 731 days, 17,544 hours.
    pub const DELAY: Limit = Limit { months: 24, days: 731 };
    /// Of a gap between requests: 10 years, 3,653 days, 87,672 hours.
    pub const GAP: Limit = Limit { months: 120, days: 3_653 };

    fn allows_calendar(self, months: u64, days: u64) -> bool {
        months * u64::from(self.days) + days * u64::from(self.months) <= u64::from(self.months) * u64::from(self.days)
    }

    fn allows_seconds(self, seconds: u64) -> bool {
        seconds <= u64::from(self.days) * 86_400
    }
}

/// Why a text is not a duration that may be used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DelayError {
    /// `P` or `PT` alone.
    Empty,
    Negative,
    Fraction,
    /// Calendar units and hours in one duration (`P1DT2H`): its end would depend on which are added first.
    Mixed,
    TooLong(Limit),
    /// Anything else that is not ISO 8601: small letters, units out of order or twice, spaces.
    Unreadable,
}

impl fmt::Display for DelayError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            DelayError::Empty => "a duration without a number; none is P0D",
            DelayError::Negative => "a duration cannot be negative",
            DelayError::Fraction => "a duration has whole numbers only; 1.5 hours are PT90M",
            DelayError::Mixed => "a duration has days or hours, not both; P1DT2H may be PT26H",
            DelayError::TooLong(limit) => {
                return write!(f, "longer than {} months or {} days", limit.months, limit.days);
            }
            DelayError::Unreadable => "not an ISO 8601 duration such as P7D, P3M or PT24H",
        })
    }
}

impl core::error::Error for DelayError {}

impl Delay {
    /// Reads a delay of at most [`Limit::DELAY`].
    ///
    /// # Errors
    /// [`DelayError`], for any text that is not a duration within the limit.
    pub fn parse(text: &str) -> Result<Delay, DelayError> {
        Delay::parse_within(text, Limit::DELAY)
    }

    /// Reads a duration of at most `limit`.
    ///
    /// # Errors
    /// [`DelayError`], for any text that is not a duration within the limit.
    pub fn parse_within(text: &str, limit: Limit) -> Result<Delay, DelayError> {
        if text.starts_with("-P") {
            return Err(DelayError::Negative);
        }
        let units = text.strip_prefix('P').ok_or(DelayError::Unreadable)?;
        match units.split_once('T') {
            None => parse_calendar(units, limit),
            Some(("", time)) => parse_exact(time, limit),
            Some((_, "")) => Err(DelayError::Unreadable),
            Some(_) => Err(DelayError::Mixed),
        }
    }

    /// The end of a wait that begins at `from`: the same clock time so many days and months later in `zone`, or when
    /// the time has elapsed. Never before `from`.
    #[must_use]
    pub fn after(self, from: Timestamp, zone: &Zone) -> Timestamp {
        match self {
            // Not by way of the clock: in the second pass of a repeated hour that would go back to the first.
            Delay::Calendar { months: 0, days: 0 } => from,
            Delay::Calendar { .. } => {
                let start = wall(from, zone);
                resolve(zone, self.after_date(start.date()).to_datetime(start.time()))
            }
            Delay::Exact { seconds } => {
                from.checked_add(SignedDuration::from_secs(seconds.into())).unwrap_or(Timestamp::MAX)
            }
        }
    }

    /// The day on which a wait ends that begins on the day `from`; of elapsed time the full 24 hours count.
    #[must_use]
    pub fn after_date(self, from: Date) -> Date {
        let span = match self {
            Delay::Calendar { months, days } => Span::new().months(months).days(days),
            Delay::Exact { seconds } => Span::new().days(seconds / 86_400),
        };
        from.checked_add(span).unwrap_or(Date::MAX)
    }
}

impl fmt::Display for Delay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Delay::Calendar { months: 0, days } => write!(f, "P{days}D"),
            Delay::Calendar { months, days: 0 } => write!(f, "P{months}M"),
            Delay::Calendar { months, days } => write!(f, "P{months}M{days}D"),
            Delay::Exact { seconds: 0 } => f.write_str("PT0S"),
            Delay::Exact { seconds } if seconds % 3_600 == 0 => write!(f, "PT{}H", seconds / 3_600),
            Delay::Exact { seconds } if seconds % 60 == 0 => write!(f, "PT{}M", seconds / 60),
            Delay::Exact { seconds } => write!(f, "PT{seconds}S"),
        }
    }
}

fn parse_calendar(text: &str, limit: Limit) -> Result<Delay, DelayError> {
    let [years, months, weeks, days] = parse_units(text, *b"YMWD", limit)?;
    let (months, days) = (years * 12 + months, weeks * 7 + days);
    if !limit.allows_calendar(months, days) {
        return Err(DelayError::TooLong(limit));
    }
    let fits = "a limit is u16, and these are within it";
    Ok(Delay::Calendar { months: months.try_into().expect(fits), days: days.try_into().expect(fits) })
}

fn parse_exact(text: &str, limit: Limit) -> Result<Delay, DelayError> {
    let [hours, minutes, seconds] = parse_units(text, *b"HMS", limit)?;
    let seconds = hours * 3_600 + minutes * 60 + seconds;
    if !limit.allows_seconds(seconds) {
        return Err(DelayError::TooLong(limit));
    }
    seconds.try_into().map(|seconds| Delay::Exact { seconds }).map_err(|_| DelayError::TooLong(limit))
}

/// Reads `<number><unit>` pairs whose units come in the order of `units`, each at most once.
fn parse_units<const N: usize>(text: &str, units: [u8; N], limit: Limit) -> Result<[u64; N], DelayError> {
    if text.is_empty() {
        return Err(DelayError::Empty);
    }
    let mut numbers = [0; N];
    let mut next_unit = 0;
    let mut rest = text.as_bytes();
    while !rest.is_empty() {
        let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
        let (number, behind) = rest.split_at(digits);
        let (&letter, behind) = behind.split_first().ok_or(DelayError::Unreadable)?;
        let unit = (next_unit..N).find(|&unit| units[unit] == letter && digits > 0).ok_or_else(|| refusal(letter))?;
        numbers[unit] = parse_number(number, limit)?;
        next_unit = unit + 1;
        rest = behind;
    }
    Ok(numbers)
}

fn refusal(letter: u8) -> DelayError {
    match letter {
        b'-' => DelayError::Negative,
        b'.' | b',' => DelayError::Fraction,
        _ => DelayError::Unreadable,
    }
}

/// A number beyond `u32` is beyond every limit in every unit; below it the sums of [`parse_calendar`] and
/// [`parse_exact`] fit `u64`.
fn parse_number(digits: &[u8], limit: Limit) -> Result<u64, DelayError> {
    let mut number: u32 = 0;
    for digit in digits {
        let longer = number.checked_mul(10).and_then(|number| number.checked_add(u32::from(digit - b'0')));
        number = longer.ok_or(DelayError::TooLong(limit))?;
    }
    Ok(number.into())
}

/// The least time between two requests to one person (rules 4, `frequency.*`), at most [`Limit::GAP`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap(Delay);

impl Gap {
    /// No gap at all: `P0D`.
    pub const NONE: Gap = Gap(Delay::Calendar { months: 0, days: 0 });

    /// # Errors
    /// [`DelayError`], for any text that is not a duration of at most 10 years.
    pub fn parse(text: &str) -> Result<Gap, DelayError> {
        Delay::parse_within(text, Limit::GAP).map(Gap)
    }

    /// For a recipient who chose "less often" (rules 4, `frequency.pressure`). Goes beyond the limit, which is one of
    /// settings.
    #[must_use]
    pub fn doubled(self) -> Gap {
        Gap(match self.0 {
            Delay::Calendar { months, days } => {
                Delay::Calendar { months: months.saturating_mul(2), days: days.saturating_mul(2) }
            }
            Delay::Exact { seconds } => Delay::Exact { seconds: seconds.saturating_mul(2) },
        })
    }
}

impl From<Delay> for Gap {
    fn from(delay: Delay) -> Gap {
        Gap(delay)
    }
}

impl fmt::Display for Gap {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// The first instant at which the gap behind `earlier` is over: N calendar days later in `zone` (the zone in force,
/// rules 2.2), at the minute of `earlier`, whatever its seconds were.
#[must_use]
pub fn gap_end(earlier: Timestamp, gap: Gap, zone: &Zone) -> Timestamp {
    truncate_to_minute(gap.0.after(earlier, zone))
}

/// Whether a request may go at `later` when the one before went at `earlier`.
#[must_use]
pub fn gap_is_over(earlier: Timestamp, later: Timestamp, gap: Gap, zone: &Zone) -> bool {
    later >= gap_end(earlier, gap, zone)
}
