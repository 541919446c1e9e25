//! Moments: days and times as a person types and reads them, on their own clock.

use askama::filters::Safe;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use rules::time::{Zone, day_of, days_later, resolve, wall};

use super::frame::Frame;
use crate::field::{Fault, Faults};
use crate::texts;
use crate::web::input::Input;

/// A day as a browser's field sends it.
pub fn day(faults: &mut Faults, input: &Input, name: &str) -> Option<Date> {
    let unreadable = |_| Fault::new("day.malformed", "a day such as 2026-03-01");
    faults.keep_some(&format!("/{name}"), input.filled(name), |text| text.parse::<Date>().map_err(unreadable))
}

/// A time of day as a browser's field sends it.
pub fn time(faults: &mut Faults, input: &Input, name: &str) -> Option<Time> {
    let unreadable = |_| Fault::new("clock.malformed", "a time such as 10:00");
    let read = |text: &str| text.parse::<Time>().map_err(unreadable);
    faults.require(&format!("/{name}"), input.filled(name), read)
}

/// The first instant of a day.
pub fn begins(day: Date, zone: &Zone) -> Timestamp {
    resolve(zone, day.at(0, 0, 0, 0))
}

/// The first instant after a day.
pub fn ends(day: Date, zone: &Zone) -> Timestamp {
    begins(days_later(day, 1), zone)
}

/// Day and time of an instant, for the fields of a form.
pub fn typed(at: Timestamp, zone: &Zone) -> (String, String) {
    let clock = wall(at, zone);
    (clock.date().to_string(), format!("{:02}:{:02}", clock.hour(), clock.minute()))
}

/// An instant as its day only, where there is little room; all of it for programs and for whoever points at it.
pub fn short(frame: &Frame, at: Timestamp) -> Safe<String> {
    let day = texts::day(frame.language, day_of(at, &frame.zone));
    // The words are made of our own messages and numbers.
    Safe(format!("<time datetime=\"{at}\" title=\"{}\">{day}</time>", frame.instant(at)))
}
