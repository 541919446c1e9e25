//! Zones by name, wall times and their instants (rules 2.2, 2.3, 10).

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::Timestamp;
use jiff::civil::{Date, DateTime};
use rules::time::{UnknownZone, Zone, day_of, days_later, resolve, truncate_to_minute, wall};

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

#[test]
fn a_zone_is_an_iana_name_in_any_case() {
    for (written, name) in [
        ("Europe/Stockholm", "Europe/Stockholm"),
        ("europe/stockholm", "Europe/Stockholm"),
        ("AMERICA/ARGENTINA/BUENOS_AIRES", "America/Argentina/Buenos_Aires"),
        ("utc", "UTC"),
        ("Etc/UTC", "Etc/UTC"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("EST5EDT", "EST5EDT"),
        ("Asia/Calcutta", "Asia/Calcutta"),
    ] {
        assert_eq!(zone(written).name(), name);
        assert_eq!(zone(written).to_string(), name);
    }
}

#[test]
fn offsets_rules_files_and_nonsense_are_no_zones() {
    for written in [
        "",
        " ",
        "+02:00",
        "-05",
        "UTC+2",
        "GMT+2",
        "Z",
        "CET-1CEST",
        "EST5EDT,M3.2.0,M11.1.0",
        "Etc/Unknown",
        "factory",
        "Factory",
        "local",
        "localtime",
        "posixrules",
        "posix/Europe/Stockholm",
        "right/Europe/Stockholm",
        "Europe",
        "Europe/",
        "Europe/Stockholm ",
        " Europe/Stockholm",
        "Europe/Stockholm\0",
        "/usr/share/zoneinfo/Europe/Stockholm",
        "../Europe/Stockholm",
        ":Europe/Stockholm",
        "Europe\\Stockholm",
        "Évian",
    ] {
        assert_eq!(Zone::parse(written), Err(UnknownZone), "{written:?}");
    }
}

#[test]
fn zones_are_equal_by_name_not_by_their_clocks() {
    assert_eq!(zone("UTC"), Zone::UTC);
    assert_eq!(zone("EUROPE/OSLO"), zone("Europe/Oslo"));
    assert_ne!(zone("Europe/Oslo"), zone("Europe/Stockholm"));
    assert_ne!(zone("Etc/UTC"), Zone::UTC);
}

#[test]
fn a_wall_time_has_one_instant() {
    for (name, wall, instant) in [
        ("UTC", "2026-03-29T02:30", "2026-03-29T02:30:00Z"),
        ("Europe/Stockholm", "2026-03-03T10:00", "2026-03-03T09:00:00Z"),
        ("Europe/Stockholm", "2026-07-03T10:00:01.5", "2026-07-03T08:00:01.5Z"),
        // 02:00 becomes 03:00: what is skipped is the first instant after the gap.
        ("Europe/Stockholm", "2026-03-29T01:59:59", "2026-03-29T00:59:59Z"),
        ("Europe/Stockholm", "2026-03-29T02:00", "2026-03-29T01:00:00Z"),
        ("Europe/Stockholm", "2026-03-29T02:59:59", "2026-03-29T01:00:00Z"),
        ("Europe/Stockholm", "2026-03-29T03:00", "2026-03-29T01:00:00Z"),
        // 03:00 becomes 02:00: what comes twice is the earlier.
        ("Europe/Stockholm", "2026-10-25T02:00", "2026-10-25T00:00:00Z"),
        ("Europe/Stockholm", "2026-10-25T02:59:59", "2026-10-25T00:59:59Z"),
        ("Europe/Stockholm", "2026-10-25T03:00", "2026-10-25T02:00:00Z"),
        // Half an hour only.
        ("Australia/Lord_Howe", "2026-10-04T02:15", "2026-10-03T15:30:00Z"),
        ("Australia/Lord_Howe", "2026-04-05T01:45", "2026-04-04T14:45:00Z"),
        // The hour before midnight is skipped, or midnight itself repeated.
        ("America/Nuuk", "2026-03-28T23:30", "2026-03-29T01:00:00Z"),
        ("America/St_Johns", "2010-11-07T00:00", "2010-11-07T02:30:00Z"),
        // A change of the law that moved no clock.
        ("America/Nuuk", "2023-10-28T23:30", "2023-10-29T01:30:00Z"),
        // Samoa went without the 30th.
        ("Pacific/Apia", "2011-12-30T10:00", "2011-12-30T10:00:00Z"),
        ("Pacific/Apia", "2011-12-31T00:00", "2011-12-30T10:00:00Z"),
    ] {
        let wall: DateTime = wall.parse().unwrap();
        assert_eq!(resolve(&zone(name), wall), at(instant), "{wall} {name}");
    }
}

#[test]
fn an_instant_has_one_wall_time_and_day_in_each_zone() {
    for (name, shown) in [
        ("UTC", "2026-03-03T23:30"),
        ("Europe/Stockholm", "2026-03-04T00:30"),
        ("Pacific/Kiritimati", "2026-03-04T13:30"),
        ("Pacific/Pago_Pago", "2026-03-03T12:30"),
        ("Asia/Kathmandu", "2026-03-04T05:15"),
    ] {
        let shown: DateTime = shown.parse().unwrap();
        assert_eq!(wall(at("2026-03-03T23:30Z"), &zone(name)), shown);
        assert_eq!(day_of(at("2026-03-03T23:30Z"), &zone(name)), shown.date());
    }
}

#[test]
fn a_minute_begins_at_its_zeroth_second() {
    for (instant, minute) in [
        ("2026-03-03T10:00:00Z", "2026-03-03T10:00:00Z"),
        ("2026-03-03T10:00:59.999999999Z", "2026-03-03T10:00:00Z"),
        ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:00Z"),
        ("1969-12-31T23:59:00Z", "1969-12-31T23:59:00Z"),
    ] {
        assert_eq!(truncate_to_minute(at(instant)), at(minute));
    }
}

#[test]
fn the_ends_of_time_are_ends_not_errors() {
    let far_east = zone("Pacific/Kiritimati");
    let far_west = zone("Pacific/Pago_Pago");
    for zone in [&far_east, &far_west] {
        assert_eq!(resolve(zone, DateTime::MIN), Timestamp::MIN);
        assert_eq!(resolve(zone, DateTime::MAX), Timestamp::MAX);
        assert_eq!(resolve(zone, wall(Timestamp::MAX, zone)), Timestamp::MAX);
    }
    assert_eq!(days_later(Date::MAX, 1), Date::MAX);
    assert_eq!(truncate_to_minute(Timestamp::MIN), Timestamp::MIN);
}
