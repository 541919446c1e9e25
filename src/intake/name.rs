//! Names of people as they are shown in mail: our mail must not carry a stranger's advertisement (trust.md 3).

use std::fmt;

use unicode_segmentation::UnicodeSegmentation;

use super::text::is_hidden;

/// In characters as people count them (grapheme clusters), and never more than four times as many code points.
pub const LONGEST: usize = 60;
const MOST_CODE_POINTS: usize = 4 * LONGEST;
/// Ends of names of hosts that mail programs turn into links by themselves. A name such as `J.Smith` must stay.
const LINKED_ENDS: [&str; 24] = [
    "com", "net", "org", "info", "biz", "app", "dev", "shop", "store", "online", "site", "xyz", "top", "club", "link",
    "live", "vip", "icu", "click", "ru", "cn", "io", "ly", "gg",
];

/// A name on one line, without what could be a link.
#[derive(Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// Makes a name of what was sent: white space becomes single spaces, controls are left out, an overlong one is cut.
    /// None is left of an empty one, and of one that looks like a link.
    pub fn clean(text: &str) -> Option<Self> {
        let text = one_line(text, MOST_CODE_POINTS);
        if looks_like_link(&text) {
            return None;
        }
        let name: String = text.graphemes(true).take(LONGEST).collect();
        let name = name.trim_end();
        (!name.is_empty()).then(|| Self(name.to_owned()))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    pub fn into_string(self) -> String {
        self.0
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Name(hidden)")
    }
}

/// Words with single spaces between, hidden characters left out, at most `most` code points.
pub(super) fn one_line(text: &str, most: usize) -> String {
    let mut line = String::new();
    let mut gap = false;
    let mut left = most;
    for character in text.trim_start().chars() {
        if character.is_whitespace() {
            gap = true;
        } else if !is_hidden(character) {
            let space = std::mem::take(&mut gap) && !line.is_empty();
            let needed = 1 + usize::from(space);
            if left < needed {
                break;
            }
            if space {
                line.push(' ');
            }
            line.push(character);
            left -= needed;
        }
    }
    line
}

/// Whether a mail program, or a person, would take a part of it for the address of a page.
fn looks_like_link(text: &str) -> bool {
    if text.bytes().all(|byte| byte != b'.' && byte != b':' && byte.is_ascii()) {
        return false;
    }
    // Dots and slashes of other scripts are read as dots and slashes by browsers.
    let text =
        text.to_lowercase().replace(['．', '。', '｡', '․'], ".").replace(['／', '⁄', '∕'], "/").replace('：', ":");
    text.contains("://")
        || text.contains("www.")
        || text.split([' ', '@', ',', ';', '(', ')', '<', '>', '[', ']']).any(is_host)
}

/// `x.tld/...`, or `x.com` with an end that is linked without a path too.
fn is_host(word: &str) -> bool {
    let (host, has_path) = word.split_once(['/', '?', '#', ':']).map_or((word, false), |(host, _)| (host, true));
    let Some((before, end)) = host.trim_end_matches(['.', '!', '\'', '"']).rsplit_once('.') else {
        return false;
    };
    let is_top = end.chars().count() >= 2 && end.chars().all(char::is_alphabetic);
    !before.is_empty() && is_top && (has_path || LINKED_ENDS.contains(&end))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn clean(text: &str) -> Option<String> {
        Name::clean(text).map(Name::into_string)
    }

    #[test]
    fn names_of_people_are_kept() {
        let table = [
            ("Ada Ek", "Ada Ek"),
            ("  Ada \t Ek\r\n", "Ada Ek"),
            ("J.Smith", "J.Smith"),
            ("Dr. Anna-Lena O'Brien, Jr.", "Dr. Anna-Lena O'Brien, Jr."),
            ("St.John / Smith", "St.John / Smith"),
            ("Åsa Öberg", "Åsa Öberg"),
            ("李小龍", "李小龍"),
            ("Ada\r\nBcc: x", "Ada Bcc: x"),
            ("Ada\0\u{202e}Ek", "AdaEk"),
            ("<b>Ada</b>", "<b>Ada</b>"),
        ];
        for (text, expected) in table {
            assert_eq!(clean(text).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn what_looks_like_a_link_is_no_name() {
        let table = [
            "http://evil.example",
            "Ada https://evil.example/x",
            "HTTPS://EVIL.EXAMPLE",
            "Win at www.evil.example now",
            "evil.example/prize",
            "Ada evil.ru",
            "Free at evil.com!",
            "(evil.com)",
            "ada@evil.com",
            "evil．com",
            "evil。com",
            "hxxp://evil",
            "ev\u{200b}il.com",
            "evil.com:80",
            "evil.рф/x",
            "EVIL.COM.",
            "evil.com/",
            "evil.com?x",
            "x.com\u{ad}",
        ];
        for text in table {
            assert_eq!(clean(text), None, "{text:?}");
        }
    }

    #[test]
    fn nothing_is_left_of_nothing() {
        for text in ["", " ", "\r\n", "\0\u{feff}", "\u{200b}"] {
            assert_eq!(clean(text), None, "{text:?}");
        }
    }

    #[test]
    fn an_overlong_name_is_cut_between_characters() {
        assert_eq!(clean(&"a".repeat(61)).unwrap(), "a".repeat(60));
        assert_eq!(clean(&format!("{} bcd", "a".repeat(59))).unwrap(), "a".repeat(59));
        let families = clean(&"👩‍👩‍👧".repeat(40)).unwrap();
        assert!(families.chars().count() <= MOST_CODE_POINTS && families.ends_with('👧'));
        let accents = clean(&format!("e{}", "\u{301}".repeat(1_000_000))).unwrap();
        assert!(accents.chars().count() <= MOST_CODE_POINTS);
    }

    proptest! {
        #[test]
        fn any_text_becomes_a_short_line_or_nothing(text in ".{0,200}|\\PC{0,300}") {
            if let Some(name) = Name::clean(&text) {
                prop_assert!(name.as_str().graphemes(true).count() <= LONGEST);
                prop_assert!(!name.as_str().chars().any(is_hidden));
                prop_assert_eq!(Name::clean(name.as_str()), Some(name));
            }
        }
    }
}
