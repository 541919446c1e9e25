//! Quiet hours (rules 5.8, V8): when a message may be handed over, and when next.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::Timestamp;
use rules::hours::HourOfDay;
use rules::quiet::{NoWindow, QuietHours, quiet_zones};
use rules::time::Zone;

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn zones(names: &[&str]) -> Vec<Zone> {
    names.iter().map(|name| Zone::parse(name).unwrap()).collect()
}

fn window(opens: &str, closes: &str) -> QuietHours {
    QuietHours::new(HourOfDay::parse(opens).unwrap(), HourOfDay::parse(closes).unwrap()).unwrap()
}

/// Checks the opening from `now` on; it is allowed now if that is now.
fn check(window: QuietHours, names: &[&str], now: &str, opening: &str) {
    let zones = zones(names);
    assert_eq!(window.opening(at(now), &zones), Some(at(opening)), "{window:?} in {names:?} from {now}");
    assert_eq!(window.allowed(at(now), &zones), now == opening, "{window:?} in {names:?} at {now}");
}

#[test]
fn from_eight_to_eight_and_handed_over_a_minute_before() {
    let day = window("08:00", "20:00");
    check(day, &["Europe/Stockholm"], "2026-03-03T06:59:59Z", "2026-03-03T07:00:00Z");
    check(day, &["Europe/Stockholm"], "2026-03-03T07:00:00Z", "2026-03-03T07:00:00Z");
    check(day, &["Europe/Stockholm"], "2026-03-03T18:59:00Z", "2026-03-03T18:59:00Z");
    check(day, &["Europe/Stockholm"], "2026-03-03T18:59:00.001Z", "2026-03-04T07:00:00Z");
    check(day, &["Europe/Stockholm"], "2026-03-03T19:00:00Z", "2026-03-04T07:00:00Z");
}

#[test]
fn a_window_may_go_past_midnight() {
    let night = window("20:00", "02:00");
    check(night, &["UTC"], "2026-03-03T23:59:30Z", "2026-03-03T23:59:30Z");
    check(night, &["UTC"], "2026-03-03T01:59:00Z", "2026-03-03T01:59:00Z");
    check(night, &["UTC"], "2026-03-03T01:59:30Z", "2026-03-03T20:00:00Z");
    check(night, &["UTC"], "2026-03-03T12:00:00Z", "2026-03-03T20:00:00Z");
    check(window("08:00", "00:00"), &["UTC"], "2026-03-03T23:59:00Z", "2026-03-03T23:59:00Z");
    check(window("00:00", "08:00"), &["UTC"], "2026-03-03T23:59:00Z", "2026-03-04T00:00:00Z");
}

#[test]
fn a_window_of_one_minute_has_one_instant() {
    check(window("08:00", "08:01"), &["UTC"], "2026-03-03T08:00:00Z", "2026-03-03T08:00:00Z");
    check(window("08:00", "08:01"), &["UTC"], "2026-03-03T08:00:01Z", "2026-03-04T08:00:00Z");
}

#[test]
fn it_follows_the_clock_on_the_wall_when_that_changes() {
    // In Stockholm 02:00 becomes 03:00 at 01:00Z in March, 03:00 becomes 02:00 at 01:00Z in October.
    let stockholm = &["Europe/Stockholm"];
    check(window("02:30", "20:00"), stockholm, "2026-03-29T00:59:59Z", "2026-03-29T01:00:00Z");
    check(window("22:00", "02:30"), stockholm, "2026-03-29T00:59:00Z", "2026-03-29T00:59:00Z");
    check(window("22:00", "02:30"), stockholm, "2026-03-29T00:59:01Z", "2026-03-29T20:00:00Z");
    check(window("22:00", "03:00"), stockholm, "2026-03-29T00:59:01Z", "2026-03-29T20:00:00Z");
    check(window("22:00", "03:30"), stockholm, "2026-03-29T00:59:30Z", "2026-03-29T00:59:30Z");
    check(window("02:10", "02:40"), stockholm, "2026-03-28T12:00:00Z", "2026-03-30T00:10:00Z");
    // Closed at 02:30, open again when the clock goes back to 02:00.
    check(window("22:00", "02:30"), stockholm, "2026-10-25T00:29:30Z", "2026-10-25T01:00:00Z");
    // Open from 02:30; at the second 02:00 it is too early again.
    check(window("02:30", "20:00"), stockholm, "2026-10-25T00:30:00Z", "2026-10-25T00:30:00Z");
    check(window("02:30", "20:00"), stockholm, "2026-10-25T00:59:30Z", "2026-10-25T01:30:00Z");
    check(window("02:30", "20:00"), stockholm, "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z");
}

#[test]
fn every_zone_must_allow_it() {
    let coasts = &["America/New_York", "America/Los_Angeles"];
    check(window("08:00", "20:00"), coasts, "2026-01-15T13:00:00Z", "2026-01-15T16:00:00Z");
    check(window("08:00", "20:00"), coasts, "2026-01-15T16:00:00Z", "2026-01-15T16:00:00Z");
    check(window("08:00", "20:00"), coasts, "2026-01-16T00:59:00Z", "2026-01-16T00:59:00Z");
    check(window("08:00", "20:00"), coasts, "2026-01-16T00:59:30Z", "2026-01-16T16:00:00Z");
    check(window("20:00", "08:00"), &["Asia/Tokyo", "Europe/London"], "2026-01-15T12:00:00Z", "2026-01-15T20:00:00Z");
}

#[test]
fn windows_that_never_meet_never_open() {
    let apart = zones(&["Europe/Stockholm", "America/New_York"]);
    assert_eq!(window("08:00", "10:00").opening(at("2026-03-03T12:00Z"), &apart), None);
    // Twelve hours apart one closes when the other opens.
    let opposite = zones(&["Etc/GMT+6", "Etc/GMT-6"]);
    assert_eq!(window("08:00", "20:00").opening(at("2026-03-03T12:00Z"), &opposite), None);
    check(window("08:00", "20:01"), &["Etc/GMT+6", "Etc/GMT-6"], "2026-03-03T12:00:00Z", "2026-03-03T14:00:00Z");
}

#[test]
fn windows_that_meet_in_winter_only_open_in_winter() {
    // Denver changes its clocks, Phoenix does not.
    let arizona = &["America/Denver", "America/Phoenix"];
    check(window("08:00", "09:00"), arizona, "2026-06-01T12:00:00Z", "2026-11-01T15:00:00Z");
}

#[test]
fn no_zone_is_no_permission() {
    assert!(!window("08:00", "20:00").allowed(at("2026-03-03T12:00Z"), &[]));
    assert_eq!(window("08:00", "20:00").opening(at("2026-03-03T12:00Z"), &[]), None);
}

#[test]
fn the_end_of_time_ends_the_search() {
    for name in ["UTC", "Pacific/Kiritimati", "Pacific/Pago_Pago"] {
        for (opens, closes) in [("00:00", "12:00"), ("12:00", "00:00"), ("23:58", "23:59")] {
            let here = zones(&[name]);
            let found = window(opens, closes).opening(Timestamp::MAX, &here);
            assert!(found.is_none_or(|at| at == Timestamp::MAX));
        }
    }
}

#[test]
fn a_window_needs_two_times() {
    assert_eq!(QuietHours::new(HourOfDay::TEN, HourOfDay::TEN), Err(NoWindow));
    let day = window("08:00", "20:00");
    assert_eq!((day.opens().to_string(), day.closes().to_string()), ("08:00".to_owned(), "20:00".to_owned()));
}

#[test]
fn an_unknown_zone_is_every_zone_of_the_phones_country_or_the_storefronts() {
    let usa = zones(&["America/New_York", "America/Chicago"]);
    let (own, shop) = (Zone::parse("Asia/Tokyo").unwrap(), Zone::parse("Europe/Stockholm").unwrap());
    assert_eq!(quiet_zones(Some(&own), &usa, &shop), std::slice::from_ref(&own));
    assert_eq!(quiet_zones(None, &usa, &shop), usa);
    assert_eq!(quiet_zones(None, &[], &shop), std::slice::from_ref(&shop));
}
