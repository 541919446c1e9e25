//! Sums: when something is due and how far apart two requests are, worked out apart from the rules.

use jiff::civil::Time;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, Unit};
use serde_json::Value;

use crate::tables::{Invitation, Message, Tables};

/// What is counted in days by settings such as `P7D`; `P1M` and `P3M` are not among those asked for.
pub fn days(duration: &Value) -> i64 {
    let text = duration.as_str().expect("a duration");
    let digits = text.trim_start_matches('P').trim_end_matches('D');
    digits.parse().expect("a number of days")
}

/// The zone in whose calendar an invitation counts.
pub fn zone_of(tables: &Tables, invitation: &Invitation) -> TimeZone {
    let pinned = &tables.versions[&(invitation.campaign.clone(), invitation.version)];
    zone(&match pinned["send_at"]["zone"].as_str() {
        Some("utc") => "UTC".to_owned(),
        Some("recipient") => recipients_zone(tables, invitation),
        _ => tables.storefronts[&invitation.storefront].1.clone(),
    })
}

/// The zones in whose calendar an invitation may have been planned: a recipient's may have changed since.
fn planned_zones(tables: &Tables, invitation: &Invitation) -> Vec<TimeZone> {
    let pinned = &tables.versions[&(invitation.campaign.clone(), invitation.version)];
    if pinned["send_at"]["zone"] != "recipient" {
        return vec![zone_of(tables, invitation)];
    }
    let storefront = &tables.storefronts[&invitation.storefront].1;
    let had = tables.zones_had[&invitation.contact].iter();
    had.map(|own| zone(own.as_ref().unwrap_or(storefront))).collect()
}

/// Where the recipient's clock hangs.
pub fn recipients_zone(tables: &Tables, invitation: &Invitation) -> String {
    let own = tables.contacts[&invitation.contact].zone.clone();
    own.unwrap_or_else(|| tables.storefronts[&invitation.storefront].1.clone())
}

pub fn zone(name: &str) -> TimeZone {
    TimeZone::get(name).expect("a zone that everybody knows")
}

/// The hour that is set, or the one that was learned when the invitation was planned.
fn hour(pinned: &Value, invitation: &Invitation) -> Time {
    match (pinned["send_at"]["hour"].as_str().expect("every campaign has an hour"), invitation.sending_hour) {
        ("auto", Some(chosen)) => Time::MIN + chosen.hours(),
        ("auto", None) => unreachable!("an invitation without the hour that was chosen for it"),
        (set, chosen) => {
            assert_eq!(chosen, None, "an hour was chosen where one is set");
            set.parse().expect("an hour")
        }
    }
}

/// So many days after an instant, on the clock of a zone.
pub fn days_after(at: Timestamp, days: i64, zone: &TimeZone) -> Timestamp {
    let later = at.to_zoned(zone.clone()).checked_add(days.days()).expect("no end of time");
    let seconds = later.timestamp().as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).expect("no end of time")
}

/// Whether two requests are closer than a gap, whichever came first.
pub fn are_close(one: Timestamp, other: Timestamp, gap: i64, zone: &TimeZone) -> bool {
    one.max(other) < days_after(one.min(other), gap, zone)
}

/// When the first message of an invitation is due by the settings it pins.
pub fn due(tables: &Tables, invitation: &Invitation) -> Timestamp {
    let dues = planned_zones(tables, invitation).into_iter().map(|zone| due_in(tables, invitation, &zone));
    dues.min().expect("every contact has a zone")
}

/// The earliest that a first message may go which goes at `at`: a product request by what it counts from.
pub fn first_due(tables: &Tables, invitation: &Invitation, at: Timestamp) -> Timestamp {
    let pinned = &tables.versions[&(invitation.campaign.clone(), invitation.version)];
    match (pinned["timing"]["mode"].as_str(), pinned["timing"]["from"].as_str()) {
        (Some("together"), _) => tables.events[&invitation.event].occurred_at,
        (Some("separate"), Some("service_invitation")) => {
            let service = tables.messages.values().filter(|first| {
                let of = &tables.invitations[&first.invitation];
                first.role == "first" && of.event == invitation.event && of.purpose == "service_review"
            });
            let went = service.filter(|first| first.tries == 1 && first.status != "failed" && first.committed_at <= at);
            let due_in = |first: &Message| {
                let zones = planned_zones(tables, invitation).into_iter();
                zones.map(|zone| days_after_at(tables, invitation, first.committed_at, &zone)).min()
            };
            went.filter_map(due_in).max().unwrap_or(tables.events[&invitation.event].occurred_at)
        }
        _ => due(tables, invitation),
    }
}

/// The hour of a campaign so many days after the day of an instant.
fn days_after_at(tables: &Tables, invitation: &Invitation, from: Timestamp, zone: &TimeZone) -> Timestamp {
    let pinned = &tables.versions[&(invitation.campaign.clone(), invitation.version)];
    let day = from.to_zoned(zone.clone()).date().saturating_add(days(&pinned["delay"]).days());
    day.to_datetime(hour(pinned, invitation)).to_zoned(zone.clone()).expect("no end of time").timestamp()
}

fn due_in(tables: &Tables, invitation: &Invitation, zone: &TimeZone) -> Timestamp {
    let pinned = &tables.versions[&(invitation.campaign.clone(), invitation.version)];
    let event = &tables.events[&invitation.event];
    let base = event.occurred_at.to_zoned(zone.clone());
    let from_date = pinned["base"] == "activation_date" && event.activation_date.is_some();
    let day = match &event.activation_date {
        Some(date) if from_date => date.parse().expect("a date"),
        _ => base.date(),
    };
    let day = day.saturating_add(days(&pinned["delay"]).days());
    let at = |day: jiff::civil::Date| {
        day.to_datetime(hour(pinned, invitation)).to_zoned(zone.clone()).expect("no end of time").timestamp()
    };
    if !from_date && at(day) < event.occurred_at { at(day.saturating_add(1.days())) } else { at(day) }
}

/// When the reminder is due whose first message went so.
pub fn reminder_due(tables: &Tables, invitation: &Invitation, first: &Message) -> Timestamp {
    let pinned = &tables.versions[&(invitation.campaign.clone(), invitation.version)];
    let due_in = |zone: TimeZone| {
        let day = first.committed_at.to_zoned(zone.clone()).date();
        let day = day.saturating_add(days(&pinned["reminder"]["after"]).days());
        day.to_datetime(hour(pinned, invitation)).to_zoned(zone).expect("no end of time").timestamp()
    };
    let due = planned_zones(tables, invitation).into_iter().map(due_in).min();
    due.expect("every contact has a zone").max(first.committed_at + 12.hours())
}

/// Whether mail may arrive then: inside the window, and not in its last minute.
pub fn may_arrive(tables: &Tables, invitation: &Invitation, at: Timestamp) -> bool {
    let window = &tables.settings["quiet_hours"]["email"];
    let (Some(opens), Some(closes)) = (window["opens"].as_str(), window["closes"].as_str()) else { return true };
    let (opens, closes): (Time, Time) = (opens.parse().expect("an hour"), closes.parse().expect("an hour"));
    let zone = zone(&recipients_zone(tables, invitation));
    let is_open = |at: Timestamp| {
        let clock = at.to_zoned(zone.clone()).time();
        if opens < closes { opens <= clock && clock < closes } else { opens <= clock || clock < closes }
    };
    is_open(at) && is_open(at + 59.seconds())
}

/// A time without its fractions, for messages.
pub fn told(at: Timestamp) -> Timestamp {
    at.round(Unit::Second).unwrap_or(at)
}
