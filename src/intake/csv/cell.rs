//! Cells: how files write times, days and amounts.

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rules::time::{Zone, resolve};

use crate::field::Fault;

/// Reads an instant: `2026-03-03T14:05:00Z`, `2026-03-03 14:05`, or a day alone, `2026-03-03`, which means its first moment. What
/// has no offset of its own is a clock time in `zone`.
///
/// # Errors
/// `time.malformed`
pub fn instant(text: &str, zone: &Zone) -> Result<Timestamp, Fault> {
    let malformed =
        || Fault::new("time.malformed", "a time is written 2026-03-03T14:05:00Z, 2026-03-03 14:05 or 2026-03-03");
    let (day, clock) = text.split_once(['T', 't', ' ']).unwrap_or((text, "00:00"));
    let day = day_text(day).ok_or_else(malformed)?;
    let clock = clock.replace(' ', "");
    let is_clock = clock.bytes().all(|byte| byte.is_ascii_digit() || b":.+-Zz".contains(&byte));
    if !is_clock || !clock.contains(':') {
        return Err(malformed());
    }
    let has_offset = clock.ends_with(['Z', 'z']) || clock.contains(['+', '-']);
    if has_offset {
        return format!("{day}T{clock}").parse().map_err(|_| malformed());
    }
    let wall: DateTime = format!("{day}T{clock}").parse().map_err(|_| malformed())?;
    Ok(resolve(zone, wall))
}

/// Reads a day; of an instant, the day that stands there.
///
/// # Errors
/// `date.malformed`
pub fn day(text: &str) -> Result<Date, Fault> {
    let malformed = Fault::new("date.malformed", "a day is written 2026-03-03 or 03.03.2026");
    let (day, _) = text.split_once(['T', 't', ' ']).unwrap_or((text, ""));
    day_text(day).and_then(|day| day.parse().ok()).ok_or(malformed)
}

/// `2026-03-10`, also for `2026/03/10`, `20260310` and `10.03.2026`. `03/10/2026` is one day here and another there; it is
/// not guessed.
fn day_text(text: &str) -> Option<String> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    if digits.len() != 8 || !text.is_ascii() {
        return None;
    }
    let shape: String =
        text.chars().map(|character| if character.is_ascii_digit() { '0' } else { character }).collect();
    match shape.as_str() {
        "0000-00-00" => Some(text.to_owned()),
        "0000/00/00" | "0000.00.00" | "00000000" => {
            Some([digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?].join("-"))
        }
        "00.00.0000" => Some([digits.get(4..)?, digits.get(2..4)?, digits.get(..2)?].join("-")),
        _ => None,
    }
}

/// An amount in the form that JSON has: `46.50`, also for `46,50`, `1 234,50`, `1.234,50` and `1,234.50`. What could be read
/// in two ways, such as `1,234`, stays as it is, and is refused where amounts are checked.
pub fn amount(text: &str) -> String {
    let text: String = text.chars().filter(|character| !matches!(character, ' ' | '\u{a0}' | '\u{202f}')).collect();
    let (comma, point) = (text.rfind(','), text.rfind('.'));
    match (comma, point) {
        (Some(comma), Some(point)) if comma < point => text.replace(',', ""),
        (Some(_), Some(_)) => text.replace('.', "").replace(',', "."),
        (Some(comma), None) if text.len() - comma != 4 => text.replace(',', "."),
        _ => text,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn instant_in(text: &str, zone: &str) -> String {
        instant(text, &Zone::parse(zone).unwrap())
            .map_or_else(|fault| fault.code.to_owned(), |instant| instant.to_string())
    }

    #[test]
    fn times_are_read_as_files_write_them() {
        let table = [
            ("1997-01-01", "UTC", "1997-01-01T00:00:00Z"),
            ("2026-03-03", "Europe/Stockholm", "2026-03-02T23:00:00Z"),
            ("2026-03-03 14:05", "Europe/Stockholm", "2026-03-03T13:05:00Z"),
            ("2026-03-03 14:05:09.5", "UTC", "2026-03-03T14:05:09.5Z"),
            ("2026-03-03T14:05:00Z", "Europe/Stockholm", "2026-03-03T14:05:00Z"),
            ("2026-03-03 14:05:00 +0100", "UTC", "2026-03-03T13:05:00Z"),
            ("2026-03-03T14:05:00+01:00", "UTC", "2026-03-03T13:05:00Z"),
            ("2026/03/03 14:05", "UTC", "2026-03-03T14:05:00Z"),
            ("20260303", "UTC", "2026-03-03T00:00:00Z"),
            ("31.12.2026 23:59", "UTC", "2026-12-31T23:59:00Z"),
            // The clock goes forward: 02:30 is not shown, 03:00 is the first moment after.
            ("2026-03-29 02:30", "Europe/Stockholm", "2026-03-29T01:00:00Z"),
        ];
        for (text, zone, expected) in table {
            assert_eq!(instant_in(text, zone), expected, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_or_two_is_refused() {
        let table = [
            "",
            "03/10/2026",
            "3/1/26",
            "2026-3-3",
            "2026-02-30",
            "2026-03-03 25:00",
            "soon",
            "2026-03-03 14",
            "2026-03-03T",
            "２０２６-03-03",
            "46000",
            "2026-03-03 2:05 pm",
            "2026-03-03 14:05 CET",
            "2026-03-03 14:05[Europe/Paris]",
        ];
        for text in table {
            assert_eq!(instant_in(text, "UTC"), "time.malformed", "{text}");
        }
    }

    #[test]
    fn days_are_read_from_days_and_times() {
        for text in ["2026-03-10", "2026-03-10 14:05", "2026-03-10T23:59:00-11:00", "10.03.2026", "20260310"] {
            assert_eq!(day(text).unwrap().to_string(), "2026-03-10", "{text}");
        }
        assert_eq!(day("10/03/2026").unwrap_err().code, "date.malformed");
    }

    #[test]
    fn amounts_are_read_as_files_write_them() {
        let table = [
            ("46.50", "46.50"),
            ("46,50", "46.50"),
            ("1 234,50", "1234.50"),
            ("1\u{a0}234", "1234"),
            ("1.234,50", "1234.50"),
            ("1,234.50", "1234.50"),
            ("1,234", "1,234"),
            ("1.234.567,00", "1234567.00"),
            ("kr", "kr"),
        ];
        for (text, expected) in table {
            assert_eq!(amount(text), expected);
        }
    }

    proptest! {
        #[test]
        fn any_cell_is_read_or_refused(text in ".{0,30}|[0-9 :T/.+Z-]{0,30}") {
            let read = instant(&text, &Zone::UTC);
            prop_assert!(read.is_ok() || read.unwrap_err().code == "time.malformed");
            prop_assert!(day(&text).is_ok() || text != "2026-03-03");
            prop_assert!(amount(&text).len() <= text.len());
        }
    }
}
