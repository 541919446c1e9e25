use jiff::civil::Time;
use rules::delay::{Delay, Gap, gap_end};
use rules::hours::{Base, HourOfDay, SendAt, ZoneChoice, Zones, due, next_occurrence, reminder_due};
use rules::time::{Zone, resolve};

use crate::clock::{DAY, Stretch, at};
use crate::{hour, shown, sweep};

const MONTHS: [u16; 3] = [1, 12, 24];

const DAYS: [i64; 3] = [0, 1, 2];
const ELAPSED: [i64; 3] = [60, 24 * 60, 25 * 60];

/// A sending hour, a base and a delay.
type Event<Base> = (Option<SendAt>, Base, Delay);

/// A sending hour, a minute of the day, at what the clock change skips or repeats; each with every instant of the
/// stretch.
fn hours_and_instants(stretch: &Stretch) -> impl Iterator<Item = (i64, i64)> {
    let hours = stretch.clock_times().into_iter().map(|time| time.rem_euclid(DAY));
    hours.flat_map(|hour| stretch.instants().into_iter().map(move |instant| (hour, instant)))
}

fn on_the_recipients_clock(minute_of_day: i64) -> Option<SendAt> {
    let hour = HourOfDay::parse(&hour(minute_of_day).strftime("%H:%M").to_string()).unwrap();
    Some(SendAt { hour, zone: ZoneChoice::Recipient })
}

fn recipient_in(zone: &Zone) -> Zones<'_> {
    Zones { storefront: const { &Zone::UTC }, recipient: zone }
}

fn storefront_in(zone: &Zone) -> Zones<'_> {
    Zones { storefront: zone, recipient: const { &Zone::UTC } }
}

fn days(days: i64) -> Delay {
    Delay::Calendar { months: 0, days: u16::try_from(days).unwrap() }
}

fn minutes(minutes: i64) -> Delay {
    Delay::Exact { seconds: u32::try_from(minutes * 60).unwrap() }
}

/// Due on the day of base + delay at that hour, or at the next that is not before the base.
fn due_after_days(stretch: &Stretch) -> Vec<(Event<i64>, i64)> {
    let due = |hour, base, delay| stretch.clock.hour_from(hour, stretch.clock.day(base) + delay, base);
    hours_and_instants(stretch)
        .flat_map(|(hour, base)| {
            DAYS.map(|delay| ((on_the_recipients_clock(hour), base, days(delay)), due(hour, base, delay)))
        })
        .collect()
}

#[test]
fn an_event_is_due_days_later_at_the_sending_hour() {
    sweep(due_after_days, |&(send_at, base, delay), zone| {
        due(Base::Instant(at(base)), delay, send_at, recipient_in(zone))
    });
}

#[test]
fn a_reminder_is_due_days_after_the_sending_at_the_sending_hour() {
    sweep(due_after_days, |&(send_at, sent, after), zone| reminder_due(at(sent), after, send_at, recipient_in(zone)));
}

#[test]
fn elapsed_time_finds_the_day_and_the_sending_hour_the_time() {
    fn due_after_hours(stretch: &Stretch) -> Vec<(Event<i64>, i64)> {
        let due = |hour, base, delay| stretch.clock.hour_from(hour, stretch.clock.day(base + delay), base);
        hours_and_instants(stretch)
            .flat_map(|(hour, base)| {
                ELAPSED.map(|delay| ((on_the_recipients_clock(hour), base, minutes(delay)), due(hour, base, delay)))
            })
            .collect()
    }
    sweep(due_after_hours, |&(send_at, base, delay), zone| {
        due(Base::Instant(at(base)), delay, send_at, recipient_in(zone))
    });
}

#[test]
fn elapsed_time_without_a_sending_hour_takes_no_notice_of_clocks() {
    fn due_after_hours(stretch: &Stretch) -> Vec<((i64, Delay), i64)> {
        stretch
            .instants()
            .into_iter()
            .flat_map(|from| ELAPSED.map(|wait| ((from, minutes(wait)), from + wait)))
            .collect()
    }
    sweep(due_after_hours, |&(base, delay), zone| {
        let reminder = reminder_due(at(base), delay, on_the_recipients_clock(600), recipient_in(zone));
        let due = due(Base::Instant(at(base)), delay, None, storefront_in(zone));
        assert_eq!(due, reminder, "a reminder after hours is exact even where there is a sending hour");
        due
    });
}

#[test]
fn an_activation_date_is_due_at_the_sending_hour_of_its_day() {
    fn due_after_days(stretch: &Stretch) -> Vec<(Event<Base>, i64)> {
        let times = stretch.clock_times().into_iter().flat_map(|time| DAYS.map(|delay| (time, delay)));
        times
            .map(|(time, delay)| (time, Base::Date(shown(time - delay * DAY).date()), days(delay)))
            .map(|(time, date, delay)| {
                ((on_the_recipients_clock(time.rem_euclid(DAY)), date, delay), stretch.clock.first_at(time))
            })
            .collect()
    }
    sweep(due_after_days, |&(send_at, date, delay), zone| due(date, delay, send_at, recipient_in(zone)));
}

#[test]
fn what_is_late_goes_at_the_next_sending_hour_or_clock_time_of_its_base() {
    fn next_hours(stretch: &Stretch) -> Vec<((Option<SendAt>, i64), i64)> {
        let clock = &stretch.clock;
        let longest = DAY + (stretch.before - stretch.after).abs();
        let next = |hour, now| clock.hour_from(hour, clock.day(now) - 1, now);
        let questions =
            hours_and_instants(stretch).map(|(hour, now)| ((on_the_recipients_clock(hour), now), next(hour, now)));
        questions
            .inspect(|((_, now), next)| assert!(next - now <= longest, "at most a day and a clock change away"))
            .collect()
    }
    sweep(next_hours, |&(send_at, now), zone| {
        let clock_time = send_at.unwrap().hour.time();
        let next = next_occurrence(None, storefront_in(zone), clock_time, at(now));
        // The clock time of the base has no say where there is a sending hour.
        assert_eq!(next, next_occurrence(send_at, recipient_in(zone), Time::midnight(), at(now)));
        next
    });
}

#[test]
fn an_activation_date_is_due_months_later_on_its_day() {
    fn due_after_months(stretch: &Stretch) -> Vec<(Event<Base>, i64)> {
        let times = stretch.clock_times().into_iter().filter(|time| shown(*time).day() <= 28);
        let times = times.flat_map(|time| MONTHS.map(|months| (time, months)));
        times
            .map(|(time, months)| (time, months, shown(time).date() - jiff::Span::new().months(months)))
            .map(|(time, months, date)| {
                let delay = Delay::Calendar { months, days: 0 };
                ((on_the_recipients_clock(time.rem_euclid(DAY)), Base::Date(date), delay), stretch.clock.first_at(time))
            })
            .collect()
    }
    sweep(due_after_months, |&(send_at, date, delay), zone| due(date, delay, send_at, recipient_in(zone)));
}

#[test]
fn hours_after_an_activation_date_find_the_day_and_the_sending_hour_the_time() {
    fn due_after_hours(stretch: &Stretch) -> Vec<(Event<Base>, i64)> {
        let clock = &stretch.clock;
        let times = stretch.clock_times().into_iter().flat_map(|time| ELAPSED.map(|delay| (time, delay)));
        times
            .map(|(time, delay)| {
                let (hour, from) = (time.rem_euclid(DAY), clock.first_at(time));
                let event = (on_the_recipients_clock(hour), Base::Date(shown(time).date()), minutes(delay));
                (event, clock.hour_from(hour, clock.day(from + delay), from))
            })
            .collect()
    }
    sweep(due_after_hours, |&(send_at, date, delay), zone| due(date, delay, send_at, recipient_in(zone)));
}

/// So many days after an instant, at the clock time that it had.
fn days_later(stretch: &Stretch) -> Vec<((i64, i64), i64)> {
    let clock = &stretch.clock;
    let questions = stretch.instants().into_iter().flat_map(|from| [1, 2].map(|days| (from, days)));
    questions.map(|(from, days)| ((from, days), clock.first_at(clock.shows(from) + days * DAY))).collect()
}

#[test]
fn a_reminder_without_a_sending_hour_keeps_the_clock_time_of_the_sending() {
    sweep(days_later, |&(sent, after), zone| reminder_due(at(sent), days(after), None, storefront_in(zone)));
}

#[test]
fn a_gap_and_a_tolerance_are_over_at_the_minute_of_their_clock_time() {
    sweep(days_later, |&(earlier, gap), zone| {
        let within_its_minute = at(earlier) + jiff::SignedDuration::from_secs(59);
        gap_end(within_its_minute, Gap::from(days(gap)), zone)
    });
}

#[test]
fn the_day_that_a_recipient_chose_begins_with_its_first_instant_and_goes_at_its_hour() {
    fn dawns(stretch: &Stretch) -> Vec<((Option<SendAt>, i64), i64)> {
        let clock = &stretch.clock;
        let times = stretch.clock_times().into_iter();
        times
            .map(|time| {
                let (hour, day) = (time.rem_euclid(DAY), time.div_euclid(DAY));
                let dawn = clock.first_at(day * DAY);
                ((on_the_recipients_clock(hour), day), clock.hour_from(hour, day - 1, dawn))
            })
            .collect()
    }
    sweep(dawns, |&(send_at, day), zone| {
        let dawn = resolve(zone, shown(day * DAY));
        next_occurrence(send_at, recipient_in(zone), Time::midnight(), dawn)
    });
}
