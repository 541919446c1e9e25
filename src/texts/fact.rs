//! Facts as people read them: instants on the reader's clock, days, durations.

use fluent_bundle::FluentValue;
use jiff::civil::Date;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use jiff::{Span, Timestamp};
use rules::decision::StoredFact;
use rules::time::{Zone, wall};

use super::language::Language;
use super::messages::text;
use super::word::{Noun, word};

/// What a fact that is not there is to a message, and a gap of no length.
pub(super) const NONE: &str = "none";

/// A fact as the value of its message's variable. Causes and the like go as they are: messages choose by them.
pub(super) fn spoken(language: Language, zone: &Zone, name: &str, fact: &StoredFact) -> FluentValue<'static> {
    match fact {
        StoredFact::Count(count) => (*count).into(),
        StoredFact::Time(at) => instant(language, zone, *at).into(),
        StoredFact::Text(text) => spoken_text(language, name, text).into(),
    }
}

/// Days, durations and words are stored as text; none can be taken for another.
fn spoken_text(language: Language, name: &str, text: &str) -> String {
    match (name, text.parse::<Date>()) {
        // A variant of a message is named without a dot.
        ("state", _) => text.replace('.', "-"),
        ("channel", _) => word(language, Noun::Channel, text),
        ("purpose", _) => word(language, Noun::Purpose, text),
        ("basis", _) => word(language, Noun::Basis, text),
        (_, Ok(date)) => day(language, date),
        _ if text.starts_with('P') => duration(language, text),
        _ => text.to_owned(),
    }
}

/// A number with one place after the language's decimal mark.
pub fn decimal(language: Language, number: f64) -> String {
    let english = format!("{number:.1}");
    if language == Language::English { english } else { english.replace('.', ",") }
}

/// A share in percent, with one place, as the language writes it.
pub fn percent(language: Language, share: f64) -> String {
    let number = decimal(language, share * 100.0);
    if language == Language::English { format!("{number}%") } else { format!("{number}\u{a0}%") }
}

/// Date and time on the zone's clock, to the minute, with the zone's short name: `10 March 2026 at 10:00 CET`.
pub fn instant(language: Language, zone: &Zone, at: Timestamp) -> String {
    let clock = wall(at, zone);
    let arguments = [
        ("day", clock.day().into()),
        ("month", clock.month().into()),
        ("year", clock.year().into()),
        ("clock", format!("{:02}:{:02}", clock.hour(), clock.minute()).into()),
        ("zone", short_name(zone, at).into()),
    ];
    text(language, "instant", &arguments)
}

/// A calendar day: `10 March 2026`.
pub fn day(language: Language, date: Date) -> String {
    let arguments = [("day", date.day().into()), ("month", date.month().into()), ("year", date.year().into())];
    text(language, "date", &arguments)
}

/// What people call the zone at that time (`CET`, `UTC`), or its offset where they have no name for it (`UTC+08`).
fn short_name(zone: &Zone, at: Timestamp) -> String {
    let known = TimeZoneDatabase::bundled().get(zone.name()).unwrap_or(TimeZone::UTC);
    let info = known.to_offset_info(at);
    let name = info.abbreviation();
    if name.starts_with(['+', '-']) { format!("UTC{}", info.offset()) } else { name.to_owned() }
}

/// An ISO 8601 duration in words: `P36M` is "3 years", `P1M10D` "1 month and 10 days", one of no length `none`. A text
/// that is no duration stays as it is.
pub fn duration(language: Language, iso: &str) -> String {
    let Ok(span) = iso.parse::<Span>() else { return iso.to_owned() };
    let said = |(key, count): (&str, i64)| text(language, key, &[("count", count.into())]);
    let parts = counts(&span).into_iter().filter(|(_, count)| *count != 0).map(said);
    parts
        .reduce(|first, last| text(language, "and", &[("first", first.into()), ("last", last.into())]))
        .unwrap_or_else(|| NONE.to_owned())
}

/// The durations that the rules write have months and days, or one unit of time; whole years of months are years.
fn counts(span: &Span) -> [(&'static str, i64); 7] {
    let months = i64::from(span.get_months());
    let (years, months) = if months % 12 == 0 { (months / 12, 0) } else { (0, months) };
    [
        ("years", years + i64::from(span.get_years())),
        ("months", months),
        ("weeks", span.get_weeks().into()),
        ("days", span.get_days().into()),
        ("hours", span.get_hours().into()),
        ("minutes", span.get_minutes()),
        ("seconds", span.get_seconds()),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn zone(name: &str) -> Zone {
        Zone::parse(name).unwrap()
    }

    #[test]
    fn an_instant_is_told_on_the_readers_clock() {
        let stockholm = zone("Europe/Stockholm");
        let winter = |language| instant(language, &stockholm, at("2026-03-01T09:05:59Z"));
        assert_eq!(winter(Language::English), "1 March 2026 at 10:05 CET");
        assert_eq!(winter(Language::Swedish), "den 1 mars 2026 kl. 10:05 CET");
        assert_eq!(winter(Language::Norwegian), "1. mars 2026 kl. 10:05 CET");
        assert_eq!(winter(Language::French), "1er mars 2026 à 10:05 CET");
        let summer = instant(Language::English, &stockholm, at("2026-07-01T22:30:00Z"));
        assert_eq!(summer, "2 July 2026 at 00:30 CEST");
    }

    #[test]
    fn a_zone_without_a_name_is_told_by_its_offset() {
        let noon = at("2026-03-02T12:00:00Z");
        let told = |name| instant(Language::English, &zone(name), noon);
        assert_eq!(told("UTC"), "2 March 2026 at 12:00 UTC");
        assert_eq!(told("Asia/Singapore"), "2 March 2026 at 20:00 UTC+08");
        assert_eq!(told("America/Sao_Paulo"), "2 March 2026 at 09:00 UTC-03");
        assert_eq!(told("Asia/Kathmandu"), "2 March 2026 at 17:45 UTC+05:45");
    }

    #[test]
    fn instants_at_the_edge_of_time_are_told_too() {
        for language in Language::PAGES {
            for edge in [Timestamp::MIN, Timestamp::MAX] {
                assert!(instant(language, &zone("Pacific/Auckland"), edge).contains("9999"));
            }
        }
    }

    #[test]
    fn durations_are_counted_in_words() {
        let said = |iso| duration(Language::English, iso);
        assert_eq!(said("P1D"), "1 day");
        assert_eq!(said("P30D"), "30 days");
        assert_eq!(said("P36M"), "3 years");
        assert_eq!(said("P12M"), "1 year");
        assert_eq!(said("P3Y"), "3 years");
        assert_eq!(said("P18M"), "18 months");
        assert_eq!(said("P1M10D"), "1 month and 10 days");
        assert_eq!(said("PT1H"), "1 hour");
        assert_eq!(said("PT90M"), "90 minutes");
        assert_eq!(said("PT61S"), "61 seconds");
        assert_eq!(said("P2W"), "2 weeks");
        assert_eq!(said("P1Y2M3D"), "1 year and 2 months and 3 days");
    }

    #[test]
    fn a_duration_of_no_length_is_none_and_what_is_no_duration_stays() {
        for nothing in ["P0D", "PT0S"] {
            assert_eq!(duration(Language::Swedish, nothing), NONE);
        }
        for other in ["P", "Paris", "P99999999999999999999D", "", "PT", "P1D\u{0}"] {
            assert_eq!(duration(Language::French, other), other);
        }
    }

    #[test]
    fn each_language_counts_by_its_own_plurals() {
        let said = |language, iso| duration(language, iso);
        assert_eq!(said(Language::Swedish, "P1M1D"), "1 månad och 1 dag");
        assert_eq!(said(Language::Swedish, "P2M21D"), "2 månader och 21 dagar");
        assert_eq!(said(Language::Norwegian, "P1M1D"), "1 måned og 1 dag");
        assert_eq!(said(Language::Norwegian, "PT2H"), "2 timer");
        assert_eq!(said(Language::French, "P12M"), "1 an");
        assert_eq!(said(Language::French, "P24M1D"), "2 ans et 1 jour");
        for (language, none, one, two) in [
            (Language::English, "0 days", "1 day", "2 days"),
            (Language::Swedish, "0 dagar", "1 dag", "2 dagar"),
            (Language::Norwegian, "0 dager", "1 dag", "2 dager"),
            (Language::French, "0 jour", "1 jour", "2 jours"),
        ] {
            let days = |count: i64| text(language, "days", &[("count", count.into())]);
            assert_eq!([days(0), days(1), days(2)], [none, one, two]);
        }
    }

    #[test]
    fn stored_facts_are_told_by_what_they_are() {
        let told =
            |name, text: &str| match spoken(Language::Swedish, &Zone::UTC, name, &StoredFact::Text(text.to_owned())) {
                FluentValue::String(text) => text.into_owned(),
                other => panic!("{other:?}"),
            };
        assert_eq!(told("day", "2026-03-10"), "den 10 mars 2026");
        assert_eq!(told("gap", "P30D"), "30 dagar");
        assert_eq!(told("channel", "email"), "e-post");
        assert_eq!(told("channel", "pigeon"), "pigeon");
        assert_eq!(told("cause", "kill_switch"), "kill_switch");
        let count = spoken(Language::Swedish, &Zone::UTC, "n", &StoredFact::Count(-3));
        assert_eq!(count, FluentValue::from(-3));
    }
}
