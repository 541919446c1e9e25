//! What holds of every zone, instant, delay and hour (rules 2, 5.8; V8), and of every text that claims to be one.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use jiff::civil::{DateTime, Time};
use jiff::tz::TimeZoneDatabase;
use jiff::{SignedDuration, Timestamp};
use proptest::prelude::*;
use proptest::sample::select;
use rules::delay::{Delay, Gap, Limit, gap_end, gap_is_over};
use rules::hours::{Base, HourOfDay, SendAt, ZoneChoice, Zones, due, next_occurrence, reminder_due};
use rules::quiet::QuietHours;
use rules::time::{Zone, day_of, resolve, truncate_to_minute, wall};

const DAY: SignedDuration = SignedDuration::from_hours(24);
const MINUTE: SignedDuration = SignedDuration::from_mins(1);
const MOMENT: SignedDuration = SignedDuration::from_nanos(1);

fn any_zone() -> impl Strategy<Value = Zone> {
    let names: Vec<String> = TimeZoneDatabase::bundled().available().map(|name| name.to_string()).collect();
    select(names).prop_filter_map("a zone", |name| Zone::parse(&name).ok())
}

/// From 1997 to 2046, to the millisecond.
fn any_instant() -> impl Strategy<Value = Timestamp> {
    (852_076_800_000..2_429_913_600_000_i64).prop_map(|ms| Timestamp::from_millisecond(ms).unwrap())
}

/// Half of them within a day or so of a clock change.
fn any_zone_and_instant() -> impl Strategy<Value = (Zone, Timestamp)> {
    (any_zone(), any_instant(), any::<bool>(), -1_600..1_600_i64).prop_map(|(zone, instant, near_a_change, minutes)| {
        let clock = TimeZoneDatabase::bundled().get(zone.name()).unwrap();
        let change = clock.following(instant).next().filter(|_| near_a_change).map(|change| change.timestamp());
        (zone, change.map_or(instant, |change| change + SignedDuration::from_mins(minutes)))
    })
}

fn any_delay() -> impl Strategy<Value = Delay> {
    prop_oneof![
        (0..=12_u16, 0..=365_u16).prop_map(|(months, days)| Delay::Calendar { months, days }),
        (0..=3_u16).prop_map(|days| Delay::Calendar { months: 0, days }),
        (0..=731 * 86_400_u32).prop_map(|seconds| Delay::Exact { seconds }),
    ]
}

fn any_hour() -> impl Strategy<Value = HourOfDay> {
    (0..24, 0..60).prop_map(|(hour, minute)| HourOfDay::parse(&format!("{hour:02}:{minute:02}")).unwrap())
}

fn any_window() -> impl Strategy<Value = QuietHours> {
    (any_hour(), any_hour()).prop_filter_map("a window", |(opens, closes)| QuietHours::new(opens, closes).ok())
}

fn any_send_at() -> impl Strategy<Value = Option<SendAt>> {
    prop_oneof![Just(None), any_hour().prop_map(|hour| Some(SendAt { hour, zone: ZoneChoice::Recipient }))]
}

/// Where both parts of a decision are in one zone.
fn all_in(zone: &Zone) -> Zones<'_> {
    Zones { storefront: zone, recipient: zone }
}

fn clock_changes_at(at: Timestamp, zone: &Zone) -> bool {
    let offset = |at| wall(at, zone).duration_since(wall(at, &Zone::UTC));
    offset(at) != offset(at - MOMENT)
}

proptest! {
    #[test]
    fn what_a_clock_has_shown_is_found_again_and_as_its_first_time((zone, seen) in any_zone_and_instant()) {
        let time = wall(seen, &zone);
        prop_assert!(resolve(&zone, time) <= seen);
        prop_assert_eq!(wall(resolve(&zone, time), &zone), time);
    }

    #[test]
    fn what_is_due_is_not_before_its_base_and_at_the_sending_hour(
        (zone, base) in any_zone_and_instant(), delay in any_delay(), send_at in any_send_at(),
    ) {
        let due = due(Base::Instant(base), delay, send_at, all_in(&zone));
        prop_assert!(due >= base);
        if let Some(send_at) = send_at {
            prop_assert!(wall(due, &zone).time() == send_at.hour.time() || clock_changes_at(due, &zone));
        }
    }

    #[test]
    fn what_a_clock_shows_later_is_not_due_earlier(
        (zone, one) in any_zone_and_instant(), ms in 0..400_000_000_i64, delay in any_delay(), send_at in any_send_at(),
    ) {
        let other = one + SignedDuration::from_millis(ms);
        let shown_later = wall(one, &zone) <= wall(other, &zone);
        // The 28th at noon and the 29th at eight both come, months later, to the 28th.
        let months_and_no_hour = send_at.is_none() && matches!(delay, Delay::Calendar { months: 1.., .. });
        let due = |base| due(Base::Instant(base), delay, send_at, all_in(&zone));
        prop_assert!(!shown_later || months_and_no_hour || due(one) <= due(other));
    }

    #[test]
    fn an_activation_date_is_due_on_its_day(
        (zone, day) in any_zone_and_instant(), days in 0..731_u16, hour in any_hour(),
    ) {
        let (date, delay) = (day_of(day, &Zone::UTC), Delay::Calendar { months: 0, days });
        let due = due(Base::Date(date), delay, Some(SendAt { hour, zone: ZoneChoice::Recipient }), all_in(&zone));
        prop_assert!(day_of(due, &zone) == delay.after_date(date) || clock_changes_at(due, &zone));
    }

    #[test]
    fn the_next_occurrence_is_the_first_not_before(
        (zone, now) in any_zone_and_instant(), send_at in any_send_at(), second_of_day in 0..86_400_i64,
    ) {
        let clock_time = Time::midnight() + SignedDuration::from_secs(second_of_day);
        let next_from = |from| next_occurrence(send_at, all_in(&zone), clock_time, from);
        let next = next_from(now);
        prop_assert!(now <= next && next < now + SignedDuration::from_hours(49));
        prop_assert_eq!(next_from(next), next);
        prop_assert!(next_from(next + MOMENT) > next);
        let hour = send_at.map_or(clock_time, |at| at.hour.time());
        prop_assert!(wall(next, &zone).time() == hour || clock_changes_at(next, &zone));
    }

    #[test]
    fn a_reminder_is_due_when_an_event_would_be_or_exactly(
        (zone, sent) in any_zone_and_instant(), after in any_delay(), send_at in any_send_at(),
    ) {
        let reminder = reminder_due(sent, after, send_at, all_in(&zone));
        prop_assert_eq!(reminder, match after {
            Delay::Calendar { .. } => due(Base::Instant(sent), after, send_at, all_in(&zone)),
            Delay::Exact { seconds } => sent + SignedDuration::from_secs(seconds.into()),
        });
    }

    #[test]
    fn a_gap_is_over_from_its_end_on(
        (zone, earlier) in any_zone_and_instant(), delay in any_delay(), second in 0..60_i64,
    ) {
        let gap = Gap::from(delay);
        let end = gap_end(earlier, gap, &zone);
        prop_assert!(gap_is_over(earlier, end, gap, &zone));
        prop_assert!(!gap_is_over(earlier, end - MOMENT, gap, &zone));
        // The seconds of the earlier one do not count.
        let within_its_minute = truncate_to_minute(earlier) + SignedDuration::from_secs(second);
        if let Delay::Calendar { .. } = delay {
            prop_assert_eq!(gap_end(within_its_minute, gap, &zone), end);
        }
    }

    #[test]
    fn an_opening_is_allowed_and_the_first(
        (zone, now) in any_zone_and_instant(),
        others in prop::collection::vec(any_zone(), 0..3),
        window in any_window(),
    ) {
        let zones: Vec<Zone> = others.into_iter().chain([zone]).collect();
        let opening = window.opening(now, &zones);
        if let Some(opening) = opening {
            prop_assert!(opening >= now && window.allowed(opening, &zones));
        }
        let end = opening.unwrap_or(now + 3 * DAY).min(now + 3 * DAY);
        let mut minute = now;
        while minute < end {
            prop_assert!(!window.allowed(minute, &zones), "{minute} is before {opening:?}");
            minute = truncate_to_minute(minute) + MINUTE;
        }
    }

    #[test]
    fn a_delay_survives_its_text(delay in any_delay()) {
        let limit = Limit::GAP;
        prop_assert_eq!(Delay::parse_within(&delay.to_string(), limit), Ok(delay));
        prop_assert_eq!(Gap::parse(&delay.to_string()), Ok(Gap::from(delay)));
    }

    #[test]
    fn no_text_is_too_strange_to_be_refused(
        text in any::<String>(), like_a_delay in "[-+]?P?[0-9YMWDHST.,]{0,14}", like_an_hour in "[-0-9:]{4,6}",
    ) {
        for text in [text, like_a_delay, like_an_hour] {
            if let Ok(delay) = Delay::parse(&text) {
                prop_assert_eq!(Delay::parse(&delay.to_string()), Ok(delay));
            }
            if let Ok(hour) = HourOfDay::parse(&text) {
                prop_assert_eq!(hour.to_string(), text.clone());
            }
            if let Ok(zone) = Zone::parse(&text) {
                prop_assert!(zone.name().eq_ignore_ascii_case(&text));
            }
            prop_assert!(Gap::parse(&text).is_ok() || Delay::parse(&text).is_err());
            prop_assert!(ZoneChoice::parse(&text).is_none_or(|choice| choice.word() == text));
        }
    }

    #[test]
    fn no_time_is_too_far_to_be_answered(
        zone in any_zone(), second in Timestamp::MIN.as_second()..=Timestamp::MAX.as_second(),
        (months, days, seconds) in any::<(u16, u16, u32)>(), send_at in any_send_at(), window in any_window(),
    ) {
        let at = Timestamp::from_second(second).unwrap();
        for delay in [Delay::Calendar { months, days }, Delay::Exact { seconds }] {
            let ends = delay.after(at, &zone);
            prop_assert!(ends >= at);
            let on_the_day = due(Base::Date(day_of(at, &zone)), delay, send_at, all_in(&zone));
            prop_assert!(due(Base::Instant(at), delay, send_at, all_in(&zone)) >= at);
            prop_assert!(on_the_day.saturating_add(2 * DAY).unwrap() >= at);
            prop_assert!(gap_end(at, Gap::from(delay).doubled(), &zone) <= Timestamp::MAX);
        }
        prop_assert!(next_occurrence(send_at, all_in(&zone), DateTime::MAX.time(), at) >= at);
        prop_assert!(window.opening(at, std::slice::from_ref(&zone)).is_none_or(|opening| opening >= at));
    }
}
