//! iCalendar (RFC 5545), as far as a list of whole days needs it. Lines end in CRLF, none is longer than 75 octets, and
//! what a name holds never ends a line or a value.

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use rules::time::days_later;

/// Octets of a line, without its end (RFC 5545, 3.1).
const LONGEST_LINE: usize = 75;
const PRODUCT: &str = "-//Afterword//Calendar of messages//EN";
/// How often programs are asked to look again (RFC 7986).
const REFRESH: &str = "PT1H";

/// Something that fills a whole day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WholeDay {
    /// The same for the same thing whenever it is told.
    pub uid: String,
    pub day: Date,
    pub summary: String,
    pub description: String,
}

/// Writes a calendar of whole days as it is at `now`.
pub fn calendar(name: &str, now: Timestamp, events: &[WholeDay]) -> String {
    let mut text = String::new();
    let mut line = |line: &str| fold(&mut text, line);
    line("BEGIN:VCALENDAR");
    line("VERSION:2.0");
    line(&format!("PRODID:{PRODUCT}"));
    line("CALSCALE:GREGORIAN");
    line(&format!("NAME:{}", escaped(name)));
    line(&format!("X-WR-CALNAME:{}", escaped(name)));
    line(&format!("REFRESH-INTERVAL;VALUE=DURATION:{REFRESH}"));
    line(&format!("X-PUBLISHED-TTL:{REFRESH}"));
    let stamp = now.to_zoned(TimeZone::UTC).strftime("%Y%m%dT%H%M%SZ").to_string();
    for event in events {
        line("BEGIN:VEVENT");
        line(&format!("UID:{}", escaped(&event.uid)));
        line(&format!("DTSTAMP:{stamp}"));
        line(&format!("DTSTART;VALUE=DATE:{}", date(event.day)));
        // The end is the first day that no longer belongs to it.
        line(&format!("DTEND;VALUE=DATE:{}", date(days_later(event.day, 1))));
        line(&format!("SUMMARY:{}", escaped(&event.summary)));
        line(&format!("DESCRIPTION:{}", escaped(&event.description)));
        line("TRANSP:TRANSPARENT");
        line("END:VEVENT");
    }
    line("END:VCALENDAR");
    text
}

fn date(day: Date) -> String {
    day.strftime("%Y%m%d").to_string()
}

/// A text as a value of type TEXT (3.3.11); control characters cannot stand in one.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.replace("\r\n", "\n").chars() {
        match letter {
            '\\' | ';' | ',' => escaped.extend(['\\', letter]),
            '\n' => escaped.push_str("\\n"),
            letter if letter.is_control() => escaped.push(' '),
            letter => escaped.push(letter),
        }
    }
    escaped
}

/// Adds a line; what is too long goes on behind a line end and a space, never within a letter.
fn fold(text: &mut String, line: &str) {
    let mut octets = 0;
    for letter in line.chars() {
        if octets + letter.len_utf8() > LONGEST_LINE {
            text.push_str("\r\n ");
            octets = 1;
        }
        text.push(letter);
        octets += letter.len_utf8();
    }
    text.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;

    use super::*;

    fn event(summary: &str) -> WholeDay {
        WholeDay {
            uid: "2026-03-10.cmp_1@ask.example".to_owned(),
            day: date(2026, 12, 31),
            summary: summary.to_owned(),
            description: "email: 12".to_owned(),
        }
    }

    /// As a program reads it: lines unfolded, their values without escapes.
    fn read(text: &str) -> Vec<(String, String)> {
        let lines = text.replace("\r\n ", "");
        let lines = lines.split_terminator("\r\n").map(|line| line.split_once(':').unwrap());
        let plain = |value: &str| {
            let (mut plain, mut letters) = (String::new(), value.chars());
            while let Some(letter) = letters.next() {
                match (letter, letter == '\\') {
                    (_, true) => plain.push(letters.next().map(|next| if next == 'n' { '\n' } else { next }).unwrap()),
                    (letter, false) => plain.push(letter),
                }
            }
            plain
        };
        lines.map(|(name, value)| (name.to_owned(), plain(value))).collect()
    }

    #[test]
    fn a_calendar_is_written_as_rfc_5545_says() {
        let now = "2026-03-03T14:05:06Z".parse().unwrap();
        let text = calendar("Records; \"the\" shop", now, &[event("12 messages: After, delivery")]);
        let expected = "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Afterword//Calendar of messages//EN\r\n\
            CALSCALE:GREGORIAN\r\nNAME:Records\\; \"the\" shop\r\nX-WR-CALNAME:Records\\; \"the\" shop\r\n\
            REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\nX-PUBLISHED-TTL:PT1H\r\nBEGIN:VEVENT\r\n\
            UID:2026-03-10.cmp_1@ask.example\r\nDTSTAMP:20260303T140506Z\r\nDTSTART;VALUE=DATE:20261231\r\n\
            DTEND;VALUE=DATE:20270101\r\nSUMMARY:12 messages: After\\, delivery\r\nDESCRIPTION:email: 12\r\n\
            TRANSP:TRANSPARENT\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn a_name_begins_no_line_of_its_own() {
        let text = calendar("x\r\nEND:VCALENDAR", Timestamp::UNIX_EPOCH, &[event("a\nBEGIN:VALARM\r\nX\u{0}:y")]);
        assert_eq!(text.matches("\r\nEND:VCALENDAR\r\n").count(), 1);
        assert!(!text.contains("\nBEGIN:VALARM"), "{text}");
        assert!(!text.contains('\u{0}'));
    }

    proptest! {
        #[test]
        fn any_name_is_read_back_from_lines_of_75_octets(name in "\\PC{0,200}") {
            let text = calendar("Records", Timestamp::UNIX_EPOCH, &[event(&name)]);
            for line in text.split_terminator("\r\n") {
                prop_assert!(line.len() <= LONGEST_LINE, "{line}");
                prop_assert!(!line.contains(['\r', '\n']));
            }
            let told = read(&text).into_iter().find(|(field, _)| field == "SUMMARY").map(|(_, value)| value);
            prop_assert_eq!(told, Some(name));
        }
    }
}
