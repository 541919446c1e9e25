//! The headers of a mail whose form matters to machines: Message-ID, List-Unsubscribe, and a few of the caller's own.

use super::address::normal_domain;

/// The longest header value of ours in bytes; RFC 5322 ends a line at 998 and these cannot be folded.
const LONGEST_VALUE: usize = 900;

/// Why a header was refused. None of the texts repeats a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeaderError {
    #[error("a Message-ID is letters, digits and .-_ on both sides of one @, at most 250 characters")]
    MessageId,
    #[error("the address to unsubscribe at is not an http(s) URL of at most 900 printable characters")]
    UnsubscribeUrl,
    #[error("a header's name is 1 to 60 letters, digits and hyphens")]
    Name,
    #[error("this header belongs to the program and cannot be set")]
    Reserved,
    #[error("a header's value is 1 to 900 printable ASCII characters")]
    Value,
}

/// The identity of one message, fixed when its attempt is committed (trust.md 1). Holds no personal data by its callers' care.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct MessageId(String);

impl MessageId {
    /// From the message's own id and the sending domain: `<left@domain>`.
    ///
    /// # Errors
    /// [`HeaderError::MessageId`] when the result would not be a plain Message-ID.
    pub fn new(left: &str, domain: &str) -> Result<Self, HeaderError> {
        let domain = normal_domain(domain).map_err(|_| HeaderError::MessageId)?;
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
        let dots = left.starts_with('.') || left.ends_with('.') || left.contains("..");
        if left.is_empty() || dots || !left.bytes().all(plain) || left.len() + domain.len() > 250 {
            return Err(HeaderError::MessageId);
        }
        Ok(Self(format!("<{left}@{domain}>")))
    }

    /// With its angle brackets.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Where a recipient opts out with one click (RFC 2369 and RFC 8058).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsubscribe(String);

impl Unsubscribe {
    /// # Errors
    /// [`HeaderError::UnsubscribeUrl`] unless it is an `https` URL, or `http` for a trial on one's own machine.
    pub fn at(url: &str) -> Result<Self, HeaderError> {
        let known = url.starts_with("https://") || url.starts_with("http://");
        let plain = |byte: u8| byte.is_ascii_graphic() && !b"<>\"\\,".contains(&byte);
        if !known || url.len() > LONGEST_VALUE || !url.bytes().all(plain) {
            return Err(HeaderError::UnsubscribeUrl);
        }
        Ok(Self(url.to_owned()))
    }

    /// The headers that say so, by name. RFC 8058 promises the one click over https only.
    pub fn headers(&self) -> impl Iterator<Item = (&'static str, String)> {
        let one_click = self.0.starts_with("https://").then(|| "List-Unsubscribe=One-Click".to_owned());
        let post = one_click.map(|value| ("List-Unsubscribe-Post", value));
        std::iter::once(("List-Unsubscribe", format!("<{}>", self.0))).chain(post)
    }
}

/// A header that the caller adds, such as `Feedback-ID`: ASCII, one line, none of those that say who, when and what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraHeader {
    name: String,
    value: String,
}

impl ExtraHeader {
    /// # Errors
    /// [`HeaderError`] names what is wrong with name or value.
    pub fn new(name: &str, value: &str) -> Result<Self, HeaderError> {
        if !(1..=60).contains(&name.len()) || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-') {
            return Err(HeaderError::Name);
        }
        if is_reserved(&name.to_ascii_lowercase()) {
            return Err(HeaderError::Reserved);
        }
        let printable = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
        if value.trim().is_empty() || value.len() > LONGEST_VALUE || !value.bytes().all(printable) {
            return Err(HeaderError::Value);
        }
        Ok(Self { name: name.to_owned(), value: value.trim().to_owned() })
    }

    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }
}

/// What the mail itself writes, what the relays on the way write, and what would add recipients.
fn is_reserved(name: &str) -> bool {
    const WHOLE: [&str; 16] = [
        "from",
        "sender",
        "reply-to",
        "to",
        "cc",
        "bcc",
        "subject",
        "date",
        "message-id",
        "return-path",
        "received",
        "mime-version",
        "dkim-signature",
        "auto-submitted",
        "list-unsubscribe",
        "list-unsubscribe-post",
    ];
    WHOLE.contains(&name) || name.starts_with("content-") || name.starts_with("resent-") || name.starts_with("arc-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_id_is_plain_or_refused() {
        assert_eq!(MessageId::new("msg_01J.1", "Mail.Example.com").unwrap().as_str(), "<msg_01J.1@mail.example.com>");
        for (left, domain) in [
            ("", "example.com"),
            ("a b", "example.com"),
            ("a@b", "example.com"),
            ("a>\r\nBcc: x", "example.com"),
            (".a", "example.com"),
            ("a", "example.com>\r\nBcc"),
            ("a", "localhost"),
            (&"a".repeat(245), "example.com"),
        ] {
            assert_eq!(MessageId::new(left, domain), Err(HeaderError::MessageId), "{left:.20} {domain}");
        }
    }

    #[test]
    fn one_click_needs_https() {
        assert_eq!(Unsubscribe::at("https://a.example/u/1?x=1&y=2").unwrap().headers().count(), 2);
        assert_eq!(Unsubscribe::at("http://localhost:8080/u/1").unwrap().headers().count(), 1);
        for bad in [
            "ftp://a.example",
            "javascript:alert(1)",
            "https://a.example/>\r\nBcc: x",
            "https://a.example/ü",
            "https://a.example/<x>",
        ] {
            assert_eq!(Unsubscribe::at(bad), Err(HeaderError::UnsubscribeUrl), "{bad}");
        }
        assert_eq!(Unsubscribe::at(&format!("https://{}", "a".repeat(900))), Err(HeaderError::UnsubscribeUrl));
    }

    #[test]
    fn extra_headers_cannot_speak_for_the_mail() {
        assert!(ExtraHeader::new("Feedback-ID", "camp_1:acc_1:review:aw").is_ok());
        for name in ["Bcc", "TO", "content-type", "List-Unsubscribe", "Resent-To", "DKIM-Signature"] {
            assert_eq!(ExtraHeader::new(name, "x"), Err(HeaderError::Reserved), "{name}");
        }
        for name in ["", "X Y", "X:", "X\r\nBcc", "Ü", &"x".repeat(61)] {
            assert_eq!(ExtraHeader::new(name, "x"), Err(HeaderError::Name), "{name}");
        }
        for value in ["", " ", "a\r\nBcc: x", "a\nb", "a\0", "ü", &"x".repeat(901)] {
            assert_eq!(ExtraHeader::new("X-A", value), Err(HeaderError::Value), "{value:.20}");
        }
    }
}
