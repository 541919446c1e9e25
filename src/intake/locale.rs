//! Languages as `sv` or `nb-NO` (BCP 47).

use crate::field::Fault;

/// RFC 5646, 4.4.1.
pub const LONGEST: usize = 35;

/// A language, and possibly its script and region, in the usual capitals: `sv`, `pt-BR`, `zh-Hant-TW`. Whether texts
/// exist in it is not asked here.
///
/// # Errors
/// `locale.malformed`
pub fn tag(text: &str) -> Result<String, Fault> {
    let malformed = Fault::new("locale.malformed", "not a language such as sv or nb-NO (BCP 47)");
    let text = text.trim();
    let is_subtag = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let mut parts = text.split(['-', '_']);
    let language = parts.next().unwrap_or_default();
    let is_language = (2..=3).contains(&language.len()) && language.bytes().all(|byte| byte.is_ascii_alphabetic());
    if text.len() > LONGEST || !is_language || !parts.clone().all(is_subtag) {
        return Err(malformed);
    }
    let mut tag = language.to_ascii_lowercase();
    for part in parts {
        tag.push('-');
        tag.push_str(&in_usual_capitals(part));
    }
    Ok(tag)
}

/// RFC 5646, 2.1.1: regions are written `SE`, scripts `Latn`, the rest in small letters.
fn in_usual_capitals(part: &str) -> String {
    let mut lower = part.to_ascii_lowercase();
    match part.len() {
        2 => lower.make_ascii_uppercase(),
        4 => {
            let capital = lower.remove(0).to_ascii_uppercase();
            lower.insert(0, capital);
        }
        _ => {}
    }
    lower
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_take_their_usual_form() {
        let table = [
            ("sv", "sv"),
            ("SV-se", "sv-SE"),
            ("nb_NO", "nb-NO"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("es-419", "es-419"),
            ("fil", "fil"),
        ];
        for (text, expected) in table {
            assert_eq!(tag(text).unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_tag_is_refused() {
        let long = format!("en{}", "-abcdefgh".repeat(4));
        for text in [
            "",
            "s",
            "swedish",
            "sv-",
            "-se",
            "sv--SE",
            "sv SE",
            "sv.UTF-8",
            "s1",
            "sv-abcdefghi",
            "åä",
            "en\0",
            long.as_str(),
        ] {
            assert_eq!(tag(text).unwrap_err().code, "locale.malformed", "{text:?}");
        }
    }
}
