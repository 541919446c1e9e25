//! When something is due (rules 2.1 to 2.5), as the rules say it.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::Timestamp;
use jiff::civil::{Time, time};
use rules::delay::Delay;
use rules::hours::{
    BadHour, Base, HourOfDay, SendAt, ZoneChoice, Zones, due, next_occurrence, recipient_zone, reminder_due,
};
use rules::time::Zone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

/// `10:00 utc`, `10:00 storefront`, `10:00 recipient`, or nothing.
fn send_at(text: &str) -> Option<SendAt> {
    let (hour, zone) = text.split_once(' ')?;
    Some(SendAt { hour: HourOfDay::parse(hour).unwrap(), zone: ZoneChoice::parse(zone).unwrap() })
}

/// An instant, or an activation date.
fn base(text: &str) -> Base {
    text.parse().map_or_else(|_| Base::Date(text.parse().unwrap()), Base::Instant)
}

/// A storefront in Stockholm, a recipient in New York.
fn with_zones<T>(ask: impl Fn(Zones<'_>) -> T) -> T {
    ask(Zones { storefront: &zone("Europe/Stockholm"), recipient: &zone("America/New_York") })
}

fn check_due(cases: &[(&str, &str, &str, &str)]) {
    for &(from, delay, hour, expected) in cases {
        let due = with_zones(|zones| due(base(from), Delay::parse(delay).unwrap(), send_at(hour), zones));
        assert_eq!(due, at(expected), "{from} + {delay} at {hour:?}");
    }
}

#[test]
fn it_is_due_on_the_day_of_base_and_delay_at_the_sending_hour() {
    check_due(&[
        ("2026-03-03T14:05:00Z", "P7D", "10:00 utc", "2026-03-10T10:00:00Z"),
        ("2026-03-03T14:05:00Z", "P7D", "10:00 storefront", "2026-03-10T09:00:00Z"),
        ("2026-03-03T14:05:00Z", "P7D", "10:00 recipient", "2026-03-10T14:00:00Z"),
        ("2026-01-31T14:05:00Z", "P1M", "10:00 utc", "2026-02-28T10:00:00Z"),
        // The day is that of the zone in force: 23:30Z is the next day in Stockholm.
        ("2026-03-03T23:30:00Z", "P7D", "10:00 utc", "2026-03-10T10:00:00Z"),
        ("2026-03-03T23:30:00Z", "P7D", "10:00 storefront", "2026-03-11T09:00:00Z"),
        ("2026-03-04T03:30:00Z", "P7D", "10:00 recipient", "2026-03-10T14:00:00Z"),
    ]);
}

#[test]
fn an_hour_before_the_base_is_that_of_the_next_day() {
    check_due(&[
        ("2026-03-03T14:05:00Z", "P0D", "10:00 utc", "2026-03-04T10:00:00Z"),
        ("2026-03-03T10:00:00.001Z", "P0D", "10:00 utc", "2026-03-04T10:00:00Z"),
        ("2026-03-03T10:00:00Z", "P0D", "10:00 utc", "2026-03-03T10:00:00Z"),
        ("2026-03-03T09:59:00Z", "P0D", "10:00 utc", "2026-03-03T10:00:00Z"),
        ("2026-03-03T14:05:00Z", "P1D", "10:00 utc", "2026-03-04T10:00:00Z"),
        // In the second pass of the hour that comes twice, its first is behind.
        ("2026-10-25T01:30:00Z", "P0D", "02:15 storefront", "2026-10-26T01:15:00Z"),
    ]);
}

#[test]
fn where_midnight_comes_twice_it_is_used_once() {
    // In St. John's 00:01 became 23:01: in the second half past eleven, the next day's midnight is behind as well.
    let st_johns = zone("America/St_Johns");
    let zones = Zones { storefront: &st_johns, recipient: &st_johns };
    let second_half_past_eleven = Base::Instant(at("2010-11-07T03:00:00Z"));
    let due = due(second_half_past_eleven, Delay::parse("P0D").unwrap(), send_at("00:00 storefront"), zones);
    assert_eq!(due, at("2010-11-08T03:30:00Z"));
}

#[test]
fn without_a_sending_hour_it_keeps_the_clock_time_of_the_base() {
    check_due(&[
        ("2026-03-03T14:05:07.25Z", "P7D", "", "2026-03-10T14:05:07.25Z"),
        ("2026-03-28T09:00:00Z", "P1D", "", "2026-03-29T08:00:00Z"),
        ("2026-03-03T14:05:00Z", "P0D", "", "2026-03-03T14:05:00Z"),
        ("2026-10-25T01:30:00Z", "P0D", "", "2026-10-25T01:30:00Z"),
    ]);
}

#[test]
fn a_gap_moves_it_once_and_a_repeated_hour_is_used_once() {
    check_due(&[
        ("2026-03-22T12:00:00Z", "P7D", "02:30 storefront", "2026-03-29T01:00:00Z"),
        ("2026-10-18T12:00:00Z", "P7D", "02:30 storefront", "2026-10-25T00:30:00Z"),
        ("2026-03-22T01:30:00Z", "P7D", "", "2026-03-29T01:00:00Z"),
        ("2026-10-18T00:30:00Z", "P7D", "", "2026-10-25T00:30:00Z"),
    ]);
}

#[test]
fn hours_are_elapsed_time_and_with_a_sending_hour_find_the_day() {
    check_due(&[
        ("2026-03-28T12:00:00Z", "PT24H", "", "2026-03-29T12:00:00Z"),
        ("2026-03-03T15:00:00Z", "PT24H", "10:00 utc", "2026-03-04T10:00:00Z"),
        ("2026-03-03T08:00:00Z", "PT24H", "10:00 utc", "2026-03-04T10:00:00Z"),
        ("2026-03-03T15:00:00Z", "PT2H", "10:00 utc", "2026-03-04T10:00:00Z"),
        ("2026-03-03T08:00:00Z", "PT2H", "10:00 utc", "2026-03-03T10:00:00Z"),
        ("2026-03-03T23:30:00Z", "PT1H", "10:00 utc", "2026-03-04T10:00:00Z"),
        // 24 hours from 23:30 on the day before the clocks go forward are 00:30 two days later.
        ("2026-03-28T22:30:00Z", "P1D", "10:00 storefront", "2026-03-29T08:00:00Z"),
        ("2026-03-28T22:30:00Z", "PT24H", "10:00 storefront", "2026-03-30T08:00:00Z"),
    ]);
}

#[test]
fn an_activation_date_is_the_same_day_everywhere_and_ten_o_clock_at_the_storefront() {
    check_due(&[
        ("2026-03-10", "P0D", "", "2026-03-10T09:00:00Z"),
        ("2026-03-10", "P7D", "", "2026-03-17T09:00:00Z"),
        ("2026-03-28", "P1D", "", "2026-03-29T08:00:00Z"),
        ("2026-01-31", "P1M", "", "2026-02-28T09:00:00Z"),
        ("2026-03-10", "P7D", "18:00 utc", "2026-03-17T18:00:00Z"),
        ("2026-03-10", "P7D", "18:00 storefront", "2026-03-17T17:00:00Z"),
        ("2026-03-10", "P7D", "18:00 recipient", "2026-03-17T22:00:00Z"),
        ("2026-03-10", "P0D", "00:00 recipient", "2026-03-10T04:00:00Z"),
        ("2026-03-10", "PT24H", "", "2026-03-11T09:00:00Z"),
        ("2026-03-10", "PT90M", "", "2026-03-10T10:30:00Z"),
        ("2026-03-10", "PT24H", "18:00 utc", "2026-03-11T18:00:00Z"),
        ("2026-03-10", "PT2H", "18:00 utc", "2026-03-10T18:00:00Z"),
    ]);
}

#[test]
fn what_is_late_goes_at_the_next_sending_hour() {
    let cases = [
        ("10:00 utc", "2026-03-12T09:59:59Z", "2026-03-12T10:00:00Z"),
        ("10:00 utc", "2026-03-12T10:00:00Z", "2026-03-12T10:00:00Z"),
        ("10:00 utc", "2026-03-12T10:00:00.001Z", "2026-03-13T10:00:00Z"),
        ("10:00 storefront", "2026-03-12T09:30:00Z", "2026-03-13T09:00:00Z"),
        ("10:00 recipient", "2026-03-12T09:30:00Z", "2026-03-12T14:00:00Z"),
        ("02:30 storefront", "2026-03-28T02:00:00Z", "2026-03-29T01:00:00Z"),
        ("02:30 storefront", "2026-10-25T00:45:00Z", "2026-10-26T01:30:00Z"),
        // Without a sending hour, the clock time of the base at the storefront: 15:05:07 in Stockholm.
        ("", "2026-03-12T10:00:00Z", "2026-03-12T14:05:07Z"),
        ("", "2026-03-12T14:05:08Z", "2026-03-13T14:05:07Z"),
        ("", "2026-03-28T20:00:00Z", "2026-03-29T13:05:07Z"),
    ];
    for (hour, not_before, expected) in cases {
        let next = with_zones(|zones| {
            let clock_time = base("2026-03-03T14:05:07Z").clock_time(zones.storefront);
            next_occurrence(send_at(hour), zones, clock_time, at(not_before))
        });
        assert_eq!(next, at(expected), "{hour:?} from {not_before}");
    }
}

#[test]
fn a_skipped_hour_may_still_come_on_the_day_after() {
    // In Nuuk the clocks went from 23:00 to midnight: 23:30 is the first instant of the 29th.
    let nuuk = zone("America/Nuuk");
    let zones = Zones { storefront: &nuuk, recipient: &nuuk };
    let midnight = at("2026-03-29T01:00:00Z");
    assert_eq!(next_occurrence(send_at("23:30 storefront"), zones, Time::midnight(), midnight), midnight);
}

#[test]
fn the_clock_time_of_a_base_is_that_of_the_storefront() {
    assert_eq!(base("2026-03-03T14:05:07Z").clock_time(&zone("Europe/Stockholm")), time(15, 5, 7, 0));
    assert_eq!(base("2026-03-03").clock_time(&zone("Europe/Stockholm")), time(10, 0, 0, 0));
}

#[test]
fn a_reminder_goes_days_after_the_sending_at_the_sending_hour() {
    let cases = [
        ("2026-03-10T10:00:04Z", "P7D", "10:00 utc", "2026-03-17T10:00:00Z"),
        // Hold and retries do not shift it.
        ("2026-03-10T21:40:00Z", "P7D", "10:00 utc", "2026-03-17T10:00:00Z"),
        ("2026-03-10T21:40:00Z", "P7D", "", "2026-03-17T21:40:00Z"),
        ("2026-03-22T21:40:00Z", "P7D", "", "2026-03-29T20:40:00Z"),
        ("2026-03-10T10:00:04Z", "P0D", "10:00 utc", "2026-03-11T10:00:00Z"),
        ("2026-03-10T10:00:04Z", "PT48H", "10:00 utc", "2026-03-12T10:00:04Z"),
        ("2026-03-10T10:00:04Z", "PT48H", "", "2026-03-12T10:00:04Z"),
    ];
    for (sent, after, hour, expected) in cases {
        let due = with_zones(|zones| reminder_due(at(sent), Delay::parse(after).unwrap(), send_at(hour), zones));
        assert_eq!(due, at(expected), "{sent} + {after} at {hour:?}");
    }
}

#[test]
fn a_recipients_zone_is_its_own_or_the_only_one_of_its_country_or_the_storefronts() {
    let (own, shop) = (zone("Asia/Tokyo"), zone("Europe/Stockholm"));
    let (norway, usa) = ([zone("Europe/Oslo")], [zone("America/New_York"), zone("America/Chicago")]);
    assert_eq!(recipient_zone(Some(&own), &norway, &shop), &own);
    assert_eq!(recipient_zone(None, &norway, &shop), &norway[0]);
    assert_eq!(recipient_zone(None, &usa, &shop), &shop);
    assert_eq!(recipient_zone(None, &[], &shop), &shop);
}

#[test]
fn the_zone_in_force_is_that_of_the_sending_hour_else_the_storefronts() {
    with_zones(|zones| {
        let names =
            ["10:00 utc", "10:00 storefront", "10:00 recipient", ""].map(|hour| zones.in_force(send_at(hour)).name());
        assert_eq!(names, ["UTC", "Europe/Stockholm", "America/New_York", "Europe/Stockholm"]);
    });
}

#[test]
fn an_hour_is_four_digits_and_a_colon() {
    for text in ["00:00", "09:05", "10:00", "23:59"] {
        assert_eq!(HourOfDay::parse(text).unwrap().to_string(), text);
    }
    assert_eq!(HourOfDay::parse("10:00"), Ok(HourOfDay::TEN));
    for text in [
        "",
        "9:00",
        "24:00",
        "23:60",
        "10",
        "1000",
        "10:00:00",
        "10.00",
        "-1:00",
        "+1:00",
        " 9:00",
        "auto",
        "10:0x",
        "１０:00",
        "99:99",
    ] {
        assert_eq!(HourOfDay::parse(text), Err(BadHour), "{text:?}");
    }
    assert_eq!(["auto", "UTC", ""].map(ZoneChoice::parse), [None; 3]);
}
