//! Text that is shown in a header: the names beside addresses, and subjects.
//!
//! Such text comes from shops and their customers, so it is a way for a stranger to speak through our mail (trust.md 3).

use std::fmt;

/// The longest name beside an address, in characters (trust.md 3).
pub const LONGEST_NAME: usize = 60;

/// The longest subject, in characters; inboxes show far fewer.
pub const LONGEST_SUBJECT: usize = 200;

/// Why a text may not stand in a header. None of the texts repeats the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TextError {
    #[error("it is empty")]
    Empty,
    #[error("it is longer than {0} characters")]
    TooLong(usize),
    #[error("it has a line break or another control character")]
    Control,
    #[error("it has a web or email address in it")]
    Link,
    #[error("it has the form of an encoded mail header")]
    Encoded,
}

/// The name beside an address: 1 to 60 characters of one line, without links.
#[derive(Clone, PartialEq, Eq)]
pub struct DisplayName(String);

impl DisplayName {
    /// # Errors
    /// [`TextError`] names what is wrong. For a recipient's name the mail then goes without it: `parse(..).ok()`.
    pub fn parse(input: &str) -> Result<Self, TextError> {
        let text = one_line(input, LONGEST_NAME)?;
        let folded = text.to_lowercase();
        if folded.contains("://") || folded.contains("www.") || folded.contains('@') {
            return Err(TextError::Link);
        }
        Ok(Self(text))
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A name is personal data.
impl fmt::Debug for DisplayName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DisplayName(..)")
    }
}

/// The subject of a mail: 1 to 200 characters of one line.
#[derive(Clone, PartialEq, Eq)]
pub struct Subject(String);

impl Subject {
    /// # Errors
    /// [`TextError`] names what is wrong.
    pub fn parse(input: &str) -> Result<Self, TextError> {
        one_line(input, LONGEST_SUBJECT).map(Self)
    }

    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A subject may greet the customer by name.
impl fmt::Debug for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Subject(..)")
    }
}

fn one_line(input: &str, longest: usize) -> Result<String, TextError> {
    let text = input.trim();
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if text.chars().nth(longest).is_some() {
        return Err(TextError::TooLong(longest));
    }
    if text.chars().any(is_control) {
        return Err(TextError::Control);
    }
    if looks_encoded(text) {
        return Err(TextError::Encoded);
    }
    Ok(text.to_owned())
}

/// Besides the controls proper: separators that some programs take for a line's end, and marks that turn the
/// direction of what follows and so can make one name read as another.
fn is_control(c: char) -> bool {
    c.is_control() || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// An RFC 2047 word would be decoded by the reader's program, where anything may hide in it, line breaks too.
fn looks_encoded(text: &str) -> bool {
    text.split_once("=?").is_some_and(|(_, rest)| rest.contains("?="))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(input: &str) -> Result<String, TextError> {
        DisplayName::parse(input).map(|name| name.as_str().to_owned())
    }

    #[test]
    fn names_of_shops_and_people_are_taken() {
        for good in [
            "Anna Berg",
            "Booking.com",
            "Øya & Søn \"Kaffe\"",
            "O'Neill, Jr.",
            "山田 太郎",
            "Love <3 Shoes",
            &"x".repeat(60),
        ] {
            assert_eq!(name(&format!(" {good}\n")), Ok(good.to_owned()));
        }
    }

    #[test]
    fn names_that_are_adverts_or_attacks_are_refused() {
        use TextError as E;
        for (bad, error) in [
            ("", E::Empty),
            ("\u{A0}", E::Empty),
            (&*"x".repeat(61), E::TooLong(60)),
            (&*"x".repeat(5_000), E::TooLong(60)),
            ("Anna\r\nBcc: all@example.com", E::Control),
            ("Anna\0", E::Control),
            ("Anna\u{2028}Bcc", E::Control),
            ("Anna\u{202E}moc", E::Control),
            ("Win at HTTPS://evil.example", E::Link),
            ("WWW.evil.example", E::Link),
            ("service@bank.example", E::Link),
            ("=?utf-8?q?a=0D=0ABcc=3A?=", E::Encoded),
        ] {
            assert_eq!(name(bad), Err(error), "{bad:.40}");
        }
    }

    #[test]
    fn a_subject_may_ask_an_odd_question() {
        assert!(Subject::parse("How was \"1+1=?\", Anna? See www.example.com").is_ok());
        assert_eq!(Subject::parse("Hello\nX-Evil: 1"), Err(TextError::Control));
        assert_eq!(Subject::parse(&"x".repeat(201)), Err(TextError::TooLong(200)));
    }
}
