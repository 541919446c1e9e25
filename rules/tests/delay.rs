//! Delays and gaps: their texts, their limits, where they end (rules 2.2 and 4).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::Timestamp;
use jiff::civil::{Date, date};
use rules::delay::{Delay, DelayError, Gap, Limit, gap_end, gap_is_over};
use rules::time::Zone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn stockholm() -> Zone {
    Zone::parse("Europe/Stockholm").unwrap()
}

fn delay(text: &str) -> Delay {
    Delay::parse(text).unwrap()
}

#[test]
fn a_delay_is_days_and_months_or_elapsed_time() {
    for (text, months, days) in [
        ("P0D", 0, 0),
        ("P7D", 0, 7),
        ("P2W", 0, 14),
        ("P3M", 3, 0),
        ("P1Y", 12, 0),
        ("P1Y6M", 18, 0),
        ("P1M10D", 1, 10),
        ("P1M1W3D", 1, 10),
        ("P007D", 0, 7),
    ] {
        assert_eq!(Delay::parse(text), Ok(Delay::Calendar { months, days }), "{text}");
    }
    for (text, seconds) in
        [("PT0S", 0), ("PT24H", 86_400), ("PT90M", 5_400), ("PT1H30M", 5_400), ("PT45S", 45), ("PT1H1M1S", 3_661)]
    {
        assert_eq!(Delay::parse(text), Ok(Delay::Exact { seconds }), "{text}");
    }
}

#[test]
fn what_is_no_delay_is_refused_and_said_why() {
    use DelayError::{Empty, Fraction, Mixed, Negative, Unreadable};
    for (text, why) in [
        ("P", Empty),
        ("PT", Empty),
        ("", Unreadable),
        ("7", Unreadable),
        ("7D", Unreadable),
        ("P7", Unreadable),
        ("PD", Unreadable),
        ("p7d", Unreadable),
        ("P7d", Unreadable),
        (" P7D", Unreadable),
        ("P7D ", Unreadable),
        ("P7D7D", Unreadable),
        ("P1D1M", Unreadable),
        ("P1H", Unreadable),
        ("PT1D", Unreadable),
        ("PT1M1H", Unreadable),
        ("PT1HT1M", Unreadable),
        ("P1DT", Unreadable),
        ("+P7D", Unreadable),
        ("P+7D", Unreadable),
        ("P٧D", Unreadable),
        ("7 days", Unreadable),
        ("P1DT2H", Mixed),
        ("P1MT30M", Mixed),
        ("-P7D", Negative),
        ("P-7D", Negative),
        ("PT-24H", Negative),
        ("P1.5D", Fraction),
        ("P1,5D", Fraction),
        ("PT0.5H", Fraction),
        ("PT.5H", Fraction),
    ] {
        assert_eq!(Delay::parse(text), Err(why), "{text:?}");
        assert_eq!(Gap::parse(text), Err(why), "{text:?}");
    }
}

#[test]
fn a_delay_is_at_most_24_months_a_gap_10_years() {
    let limits = [
        (
            Limit::DELAY,
            ["P24M", "P2Y", "P731D", "P104W", "P23M30D", "PT17544H"],
            ["P25M", "P2Y1D", "P732D", "P105W", "P23M31D", "PT17544H1S"],
        ),
        (
            Limit::GAP,
            ["P120M", "P10Y", "P3653D", "P521W", "P9Y365D", "PT87672H"],
            ["P121M", "P10Y1D", "P3654D", "P522W", "P9Y366D", "PT87672H1S"],
        ),
    ];
    for (limit, longest, too_long) in limits {
        for text in longest {
            assert!(Delay::parse_within(text, limit).is_ok(), "{text}");
        }
        for text in too_long.into_iter().chain(["P99999999999999999999D", "P4294967295Y", "PT4294967296S"]) {
            assert_eq!(Delay::parse_within(text, limit), Err(DelayError::TooLong(limit)), "{text}");
        }
    }
    assert_eq!(Delay::parse("P3Y"), Err(DelayError::TooLong(Limit::DELAY)));
    assert_eq!(Gap::parse("P3Y").unwrap().to_string(), "P36M");
    assert_eq!(Gap::parse("P11Y"), Err(DelayError::TooLong(Limit::GAP)));
}

#[test]
fn a_delay_is_written_in_one_way() {
    for (text, canonical) in [
        ("P7D", "P7D"),
        ("P2W", "P14D"),
        ("P3M", "P3M"),
        ("P1Y", "P12M"),
        ("P1M10D", "P1M10D"),
        ("P0D", "P0D"),
        ("P0M", "P0D"),
        ("PT24H", "PT24H"),
        ("PT90M", "PT90M"),
        ("PT1H30M", "PT90M"),
        ("PT60M", "PT1H"),
        ("PT3601S", "PT3601S"),
        ("PT0H", "PT0S"),
    ] {
        assert_eq!(delay(text).to_string(), canonical);
    }
}

#[test]
fn days_and_months_keep_the_clock_time_and_hours_elapse() {
    for (text, from, until) in [
        ("P0D", "2026-10-25T01:30:00Z", "2026-10-25T01:30:00Z"),
        ("P7D", "2026-03-03T14:05:07Z", "2026-03-10T14:05:07Z"),
        ("P1D", "2026-03-28T09:00:00Z", "2026-03-29T08:00:00Z"),
        ("PT24H", "2026-03-28T09:00:00Z", "2026-03-29T09:00:00Z"),
        ("P1D", "2026-10-24T08:00:00Z", "2026-10-25T09:00:00Z"),
        ("PT24H", "2026-10-24T08:00:00Z", "2026-10-25T08:00:00Z"),
        // Into the gap, and into the hour that comes twice.
        ("P1D", "2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z"),
        ("P1D", "2026-10-24T00:30:00Z", "2026-10-25T00:30:00Z"),
        // The end of a month is the end of a shorter one; 23:30Z is the next day here.
        ("P1M", "2026-01-31T12:00:00Z", "2026-02-28T12:00:00Z"),
        ("P1M", "2028-01-31T12:00:00Z", "2028-02-29T12:00:00Z"),
        ("P1Y", "2028-02-29T12:00:00Z", "2029-02-28T12:00:00Z"),
        ("P1M", "2026-01-30T23:30:00Z", "2026-02-27T23:30:00Z"),
        // Months first, then days.
        ("P1M1D", "2026-01-31T12:00:00Z", "2026-03-01T12:00:00Z"),
    ] {
        assert_eq!(delay(text).after(at(from), &stockholm()), at(until), "{from} + {text}");
    }
}

#[test]
fn a_date_moves_by_the_calendar() {
    let moves: [(&str, Date, Date); 5] = [
        ("P0D", date(2026, 3, 3), date(2026, 3, 3)),
        ("P7D", date(2026, 2, 26), date(2026, 3, 5)),
        ("P1M", date(2026, 1, 31), date(2026, 2, 28)),
        ("PT47H", date(2026, 3, 3), date(2026, 3, 4)),
        ("P1D", Date::MAX, Date::MAX),
    ];
    for (text, from, until) in moves {
        assert_eq!(delay(text).after_date(from), until, "{from} + {text}");
    }
}

#[test]
fn nothing_ends_after_the_end_of_time() {
    let longest =
        [Delay::Calendar { months: u16::MAX, days: u16::MAX }, Delay::Exact { seconds: u32::MAX }, delay("P1D")];
    for delay in longest {
        assert_eq!(delay.after(Timestamp::MAX, &stockholm()), Timestamp::MAX);
        assert!(delay.after(Timestamp::MIN, &stockholm()) > Timestamp::MIN);
    }
}

#[test]
fn a_gap_is_over_at_the_minute_whatever_the_seconds() {
    let cases = [
        ("P30D", "2026-03-01T10:00:00Z", "2026-03-31T08:59:59Z", false),
        ("P30D", "2026-03-01T10:00:59Z", "2026-03-31T09:00:00Z", true),
        ("P30D", "2026-03-01T10:01:00Z", "2026-03-31T09:00:59Z", false),
        ("P3Y", "2024-02-29T10:00:30Z", "2027-02-28T09:59:59Z", false),
        ("P3Y", "2024-02-29T10:00:30Z", "2027-02-28T10:00:00Z", true),
        ("PT720H", "2026-03-01T10:00:59Z", "2026-03-31T09:59:59Z", false),
        ("PT720H", "2026-03-01T10:00:59Z", "2026-03-31T10:00:00Z", true),
        ("P0D", "2026-03-01T10:00:59Z", "2026-03-01T10:00:00Z", true),
        ("P1D", "2026-03-01T10:00:59Z", "2026-02-01T10:00:00Z", false),
    ];
    for (text, earlier, later, over) in cases {
        let gap = Gap::parse(text).unwrap();
        assert_eq!(gap_is_over(at(earlier), at(later), gap, &stockholm()), over, "{earlier} + {text} at {later}");
        assert_eq!(at(later) >= gap_end(at(earlier), gap, &stockholm()), over);
    }
}

#[test]
fn less_often_doubles_a_gap() {
    let doubled = |text: &str| Gap::parse(text).unwrap().doubled();
    assert_eq!(doubled("P30D"), Gap::parse("P60D").unwrap());
    assert_eq!(doubled("PT12H"), Gap::parse("PT24H").unwrap());
    assert_eq!(doubled("P10Y").to_string(), "P240M");
    assert_eq!(doubled("P0D"), Gap::NONE);
    assert_eq!(Gap::from(Delay::Exact { seconds: u32::MAX }).doubled(), Gap::from(Delay::Exact { seconds: u32::MAX }));
}
