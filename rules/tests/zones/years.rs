//! Every day of forty years in every zone of the database: what is computed is the first instant at which the zone's clock
//! shows the wanted time or, where it skips that, a later one.

use jiff::civil::{Date, DateTime, Time, date, time};
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{SignedDuration, Span, Timestamp};
use rules::delay::{Delay, Gap, gap_end};
use rules::hours::{Base, HourOfDay, SendAt, ZoneChoice, Zones, due, next_occurrence, reminder_due};
use rules::quiet::QuietHours;
use rules::time::{Zone, resolve};

const FIRST: Date = date(2006, 1, 1);
const DAYS: usize = 40 * 365 + 10;
/// Inside the hour that most clocks skip or repeat, at midnight, and a usual one.
const HOURS: [&str; 3] = ["02:30", "00:00", "10:00"];

/// A zone as the rules and as the test know it.
struct Place {
    zone: Zone,
    clock: TimeZone,
}

fn places() -> Vec<Place> {
    let database = TimeZoneDatabase::bundled();
    let names = database.available().filter(|name| name.as_str() != "Factory");
    names
        .map(|name| Place { zone: Zone::parse(name.as_str()).unwrap(), clock: database.get(name.as_str()).unwrap() })
        .collect()
}

fn day(number: usize) -> Date {
    FIRST + Span::new().days(i64::try_from(number).unwrap())
}

/// `found` shows `wanted` or a later time, and nothing before it did: neither a moment ago nor within the last day.
fn is_first(place: &Place, found: Timestamp, wanted: DateTime) -> bool {
    let shows = |ago: SignedDuration| place.clock.to_datetime(found - ago);
    let before = [1, 20, 30, 40, 60, 120, 180, 1_440].map(SignedDuration::from_mins);
    shows(SignedDuration::ZERO) >= wanted
        && shows(SignedDuration::from_nanos(1)) < wanted
        && before.into_iter().all(|ago| shows(ago) < wanted)
}

/// What each way of computing a time finds for a day and hour, and the clock time that is wanted of it.
fn found(place: &Place, day: Date, hour: HourOfDay) -> Vec<(&'static str, Timestamp, DateTime)> {
    let zone = &place.zone;
    let (zones, send_at) =
        (Zones { storefront: zone, recipient: zone }, Some(SendAt { hour, zone: ZoneChoice::Recipient }));
    let (wanted, week) = (day.to_datetime(hour.time()), Span::new().days(7));
    let days = |days| Delay::Calendar { months: 0, days };
    // An afternoon a week ago, or where a zone leaves that day out the next; each wait counts from the day it shows.
    let earlier = place.clock.to_ambiguous_timestamp((day - week).to_datetime(time(15, 7, 0, 0))).compatible().unwrap();
    let seen = place.clock.to_datetime(earlier);
    let (at_hour, at_kept) =
        ((seen.date() + week).to_datetime(hour.time()), (seen.date() + week).to_datetime(seen.time()));
    let dawn = resolve(zone, day.to_datetime(Time::midnight()));
    let month_ago = day - Span::new().months(1);
    let mut found = vec![
        ("the day itself", resolve(zone, wanted), wanted),
        ("an activation date", due(Base::Date(day - week), days(7), send_at, zones), wanted),
        ("days after an event", due(Base::Instant(earlier), days(7), send_at, zones), at_hour),
        ("days after an event without an hour", due(Base::Instant(earlier), days(7), None, zones), at_kept),
        ("a reminder", reminder_due(earlier, days(7), send_at, zones), at_hour),
        ("a gap", gap_end(earlier, Gap::from(days(7)), zone), at_kept),
    ];
    if month_ago.day() == day.day() {
        let month = Delay::Calendar { months: 1, days: 0 };
        found.push(("a month after an activation date", due(Base::Date(month_ago), month, send_at, zones), wanted));
    }
    let late = next_occurrence(send_at, zones, Time::midnight(), dawn);
    if late >= resolve(zone, wanted) {
        found.push(("the next sending hour", late, wanted));
    }
    found
}

/// From any hour of the day: at once where the window is open for a minute more, else when it opens next.
fn opens_rightly(place: &Place, day: Date, from_hour: i8) -> bool {
    let (eight, twenty) = (HourOfDay::parse("08:00").unwrap(), HourOfDay::parse("20:00").unwrap());
    let window = QuietHours::new(eight, twenty).unwrap();
    let from = resolve(&place.zone, day.to_datetime(time(from_hour, 30, 0, 0)));
    let opening = window.opening(from, std::slice::from_ref(&place.zone)).unwrap();
    let shown = place.clock.to_datetime(from);
    if (8..20).contains(&shown.hour()) {
        return opening == from;
    }
    let wanted = if shown.hour() < 8 { shown.date() } else { shown.date() + Span::new().days(1) };
    let clock = place.clock.to_datetime(opening);
    // A day that a zone leaves out has no eight o'clock.
    (clock.time() == eight.time() && clock.date() >= wanted) || opening == resolve(&place.zone, wanted.at(8, 0, 0, 0))
}

/// Looks at every `step`th day; each zone begins with another one.
fn sweep(step: usize) -> usize {
    let hours = HOURS.map(|hour| HourOfDay::parse(hour).unwrap());
    let mut looked_at = 0;
    for (number, place) in places().iter().enumerate() {
        for day in (number % step..DAYS).step_by(step).map(day) {
            for hour in hours {
                for (way, at, wanted) in found(place, day, hour) {
                    assert!(is_first(place, at, wanted), "{way}: {at} for {wanted} in {}", place.zone);
                }
            }
            assert!([3, 12, 21].iter().all(|from| opens_rightly(place, day, *from)), "{day} in {}", place.zone);
            looked_at += 1;
        }
    }
    looked_at
}

#[test]
fn days_of_forty_years_have_their_times_in_every_zone() {
    assert!(sweep(211) > 40_000, "some days of each zone");
}

#[test]
#[ignore = "some minutes: part of ./test full"]
fn every_day_of_forty_years_has_its_times_in_every_zone() {
    eprintln!("{} days, {} zone-years", sweep(1), places().len() * 40);
}
