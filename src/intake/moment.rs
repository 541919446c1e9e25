//! Moments as they are written in JSON: instants by RFC 3339, days as calendar dates.

use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};

use crate::field::Fault;

/// Nothing that anybody asks about happened before; an older year is a typing error, or a clock that lost its battery.
pub const FIRST_YEAR: i16 = 1990;
/// A later year is a typing error too. This one is the last that is let in.
pub const LAST_YEAR: i16 = 2100;
/// How far ahead of the account's clock a thing that has happened may be dated (rules 2.5): clocks differ.
pub const FURTHEST_AHEAD: SignedDuration = SignedDuration::from_hours(24);
/// The oldest people were born after it.
const FIRST_BIRTH: Date = date(1900, 1, 1);

/// Reads an instant such as `2026-03-03T14:05:00Z`. The offset is required: without it, it is not one instant.
///
/// # Errors
/// `time.malformed`, `time.no_offset`, `time.out_of_range` for years beyond 1990 to 2100.
pub fn instant(text: &str) -> Result<Timestamp, Fault> {
    let malformed = Fault::new("time.malformed", "a time is written as in RFC 3339, such as 2026-03-03T14:05:00Z");
    let bytes = text.as_bytes();
    if !has_shape(bytes) {
        return Err(malformed);
    }
    if !has_offset(bytes) {
        return Err(Fault::new(
            "time.no_offset",
            "ends in Z or an offset such as +01:00; without it, it is no instant",
        ));
    }
    let instant: Timestamp = text.parse().map_err(|_| malformed)?;
    within_range(instant.to_zoned(jiff::tz::TimeZone::UTC).date()).map(|_| instant)
}

/// Reads an instant at which something has happened.
///
/// # Errors
/// Those of [`instant`], and `ahead` more than 24 hours after `now` (rules 2.5).
pub fn past_instant(text: &str, now: Timestamp, ahead: &'static str) -> Result<Timestamp, Fault> {
    not_ahead(instant(text)?, now, ahead)
}

/// # Errors
/// The code `ahead`, for an instant more than 24 hours after `now`.
pub fn not_ahead(instant: Timestamp, now: Timestamp, ahead: &'static str) -> Result<Timestamp, Fault> {
    let latest = now.checked_add(FURTHEST_AHEAD).unwrap_or(Timestamp::MAX);
    if instant <= latest {
        return Ok(instant);
    }
    Err(Fault::new(ahead, "more than 24 hours ahead of the account's clock; report what has happened"))
}

/// Reads a day such as `2026-03-10`.
///
/// # Errors
/// `date.malformed`, `time.out_of_range` for years beyond 1990 to 2100.
pub fn day(text: &str) -> Result<Date, Fault> {
    within_range(any_day(text)?)
}

/// Reads a day of birth.
///
/// # Errors
/// `date.malformed`, `time.out_of_range` for days before 1900 and after that of `now`.
pub fn birth_day(text: &str, now: Timestamp) -> Result<Date, Fault> {
    let day = any_day(text)?;
    // One day more: it may be tomorrow already where the person was born.
    let latest = now.checked_add(FURTHEST_AHEAD).unwrap_or(Timestamp::MAX).to_zoned(jiff::tz::TimeZone::UTC).date();
    if (FIRST_BIRTH..=latest).contains(&day) { Ok(day) } else { Err(out_of_range("before 1900, or still to come")) }
}

fn any_day(text: &str) -> Result<Date, Fault> {
    let malformed = Fault::new("date.malformed", "a day is written as year, month and day: 2026-03-10");
    let shape = text.len() == 10 && shape_of_date(text.as_bytes());
    if shape { text.parse().map_err(|_| malformed) } else { Err(malformed) }
}

pub(super) fn within_range(day: Date) -> Result<Date, Fault> {
    let known = (FIRST_YEAR..=LAST_YEAR).contains(&day.year());
    if known { Ok(day) } else { Err(out_of_range("the year is not one of 1990 to 2100")) }
}

const fn out_of_range(detail: &'static str) -> Fault {
    Fault::new("time.out_of_range", detail)
}

/// `YYYY-MM-DD` at the start.
fn shape_of_date(bytes: &[u8]) -> bool {
    bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-' && digits_at(bytes, &[0, 1, 2, 3, 5, 6, 8, 9])
}

/// `YYYY-MM-DDThh:mm:ss` at the start. The library reads more forms than RFC 3339 has, such as hours alone.
fn has_shape(bytes: &[u8]) -> bool {
    bytes.len() >= 19
        && shape_of_date(bytes)
        && matches!(bytes[10], b'T' | b't' | b' ')
        && bytes[13] == b':'
        && bytes[16] == b':'
        && digits_at(bytes, &[11, 12, 14, 15, 17, 18])
}

/// Behind the seconds: nothing or a fraction of up to nine digits, and then `Z` or `+hh:mm`.
fn has_offset(bytes: &[u8]) -> bool {
    let rest = &bytes[19..];
    let rest = match rest {
        [b'.', fraction @ ..] => {
            let digits = fraction.iter().take_while(|byte| byte.is_ascii_digit()).count();
            if !(1..=9).contains(&digits) {
                return false;
            }
            &fraction[digits..]
        }
        _ => rest,
    };
    match rest {
        [b'Z' | b'z'] => true,
        [b'+' | b'-', _, _, b':', _, _] => digits_at(rest, &[1, 2, 4, 5]),
        _ => false,
    }
}

fn digits_at(bytes: &[u8], places: &[usize]) -> bool {
    places.iter().all(|&place| bytes[place].is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn now() -> Timestamp {
        "2026-03-03T12:00:00Z".parse().unwrap()
    }

    #[test]
    fn good_instants_are_read() {
        let table = [
            ("2026-03-03T14:05:00Z", "2026-03-03T14:05:00Z"),
            ("2026-03-03t14:05:00z", "2026-03-03T14:05:00Z"),
            ("2026-03-03 14:05:00+01:00", "2026-03-03T13:05:00Z"),
            ("2026-03-03T14:05:00.123456789-05:30", "2026-03-03T19:35:00.123456789Z"),
            ("2026-03-03T14:05:00-00:00", "2026-03-03T14:05:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("1990-01-01T00:00:00Z", "1990-01-01T00:00:00Z"),
            ("2100-12-31T23:59:59Z", "2100-12-31T23:59:59Z"),
        ];
        for (text, expected) in table {
            assert_eq!(instant(text).unwrap().to_string(), expected);
        }
    }

    #[test]
    fn what_is_no_instant_is_refused() {
        let table = [
            ("", "time.malformed"),
            ("yesterday", "time.malformed"),
            ("2026-03-03", "time.malformed"),
            ("2026-03-03T14", "time.malformed"),
            ("2026-03-03T14:05Z", "time.malformed"),
            ("20260303T140500Z", "time.malformed"),
            ("+002026-03-03T14:05:00Z", "time.malformed"),
            ("2026-02-30T14:05:00Z", "time.malformed"),
            ("2026-13-01T14:05:00Z", "time.malformed"),
            ("2026-03-03T25:05:00Z", "time.malformed"),
            ("2026-03-03T14:05:00+99:00", "time.malformed"),
            ("1772546700", "time.malformed"),
            ("２０２６-03-03T14:05:00Z", "time.malformed"),
            ("2026-03-03T14:05:00", "time.no_offset"),
            ("2026-03-03T14:05:00.123", "time.no_offset"),
            ("2026-03-03T14:05:00 ", "time.no_offset"),
            ("2026-03-03T14:05:00.Z", "time.no_offset"),
            ("2026-03-03T14:05:00.1234567890Z", "time.no_offset"),
            ("2026-03-03T14:05:00+01", "time.no_offset"),
            ("2026-03-03T14:05:00Z[Europe/Stockholm]", "time.no_offset"),
            ("1989-12-31T23:59:59Z", "time.out_of_range"),
            ("1990-01-01T00:30:00+01:00", "time.out_of_range"),
            ("2101-01-01T00:00:00Z", "time.out_of_range"),
            ("0000-01-01T00:00:00Z", "time.out_of_range"),
            ("9999-01-01T00:00:00Z", "time.out_of_range"),
        ];
        for (text, expected) in table {
            assert_eq!(instant(text).unwrap_err().code, expected, "{text:?}");
        }
    }

    #[test]
    fn a_day_ahead_is_let_in_and_a_millisecond_more_is_not() {
        let code = |text| past_instant(text, now(), "occurred_at.future").map_or_else(|fault| fault.code, |_| "ok");
        assert_eq!(code("2026-03-04T12:00:00Z"), "ok");
        assert_eq!(code("2026-03-04T12:00:00.001Z"), "occurred_at.future");
        assert!(past_instant("2100-01-01T00:00:00Z", Timestamp::MAX, "x").is_ok(), "the end of time has no day after");
    }

    #[test]
    fn days_are_read_or_refused() {
        let table = [
            ("2026-03-10", "ok"),
            ("2024-02-29", "ok"),
            ("2026-02-29", "date.malformed"),
            ("2026-3-10", "date.malformed"),
            ("2026-03-10T00:00:00Z", "date.malformed"),
            ("10.03.2026", "date.malformed"),
            ("", "date.malformed"),
            ("-026-03-10", "date.malformed"),
            ("1989-12-31", "time.out_of_range"),
            ("2101-01-01", "time.out_of_range"),
        ];
        for (text, expected) in table {
            assert_eq!(day(text).map_or_else(|fault| fault.code, |_| "ok"), expected, "{text:?}");
        }
    }

    #[test]
    fn birthdays_lie_behind_us() {
        let code = |text| birth_day(text, now()).map_or_else(|fault| fault.code, |_| "ok");
        assert_eq!(code("1900-01-01"), "ok");
        assert_eq!(code("2026-03-04"), "ok");
        assert_eq!(code("2026-03-05"), "time.out_of_range");
        assert_eq!(code("1899-12-31"), "time.out_of_range");
        assert!(birth_day("1980-05-17", Timestamp::MAX).is_ok());
    }

    proptest! {
        #[test]
        fn any_text_is_an_instant_or_a_clear_error(text in ".{0,40}|[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{0,12})?(Z|[+-][0-9]{2}:[0-9]{2})?") {
            if let Ok(instant) = instant(&text) {
                prop_assert_eq!(super::instant(&instant.to_string()), Ok(instant));
            }
            prop_assert!(day(&text).is_err() || text.len() == 10);
        }
    }
}
