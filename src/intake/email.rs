//! Email addresses as mail can be sent to: `local@domain`, without the corners of RFC 5322 that no shop needs.

use std::borrow::Cow;
use std::fmt;

use idna::AsciiDenyList;

use crate::field::Fault;

/// RFC 5321, 4.5.3.1.3: a path of 256 bytes less its angle brackets.
pub const LONGEST: usize = 254;
/// RFC 5321, 4.5.3.1.1.
pub const LONGEST_LOCAL_PART: usize = 64;
/// RFC 1035, 2.3.4.
const LONGEST_LABEL: usize = 63;
/// A domain in its own script takes more bytes than the ASCII form that counts; nothing longer is even looked at.
const LONGEST_WRITTEN: usize = 1_024;

/// A normalised address: the domain in lower-case ASCII, the local part as written. It holds no space, quote, control or
/// line break, so it can neither end a header nor an SMTP command.
#[derive(Clone, PartialEq, Eq)]
pub struct Email(String);

impl Email {
    /// Reads an address; white space around it is ignored, a domain in its own script becomes punycode.
    ///
    /// # Errors
    /// `email.malformed`, `email.too_long`, `email.not_ascii` (for the part before the `@`).
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let text = text.trim();
        if text.len() > LONGEST_WRITTEN {
            return Err(too_long());
        }
        let (local, domain) = text.split_once('@').ok_or(malformed("an address needs exactly one @"))?;
        check_local_part(local)?;
        let domain = ascii_domain(domain)?;
        check_domain(&domain)?;
        if local.len() + 1 + domain.len() > LONGEST {
            return Err(too_long());
        }
        Ok(Self(format!("{local}@{domain}")))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What the address is known by: no mail system in use tells `Ada@` from `ada@`.
    pub fn key_text(&self) -> String {
        self.0.to_ascii_lowercase()
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Email {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Email(hidden)")
    }
}

const fn malformed(detail: &'static str) -> Fault {
    Fault::new("email.malformed", detail)
}

const fn too_long() -> Fault {
    Fault::new("email.too_long", "longer than 254 bytes")
}

/// The `atext` of RFC 5322 with single dots between.
fn check_local_part(local: &str) -> Result<(), Fault> {
    if !local.is_ascii() {
        return Err(Fault::new(
            "email.not_ascii",
            "the part before the @ has letters beyond ASCII, which few systems deliver to",
        ));
    }
    if local.len() > LONGEST_LOCAL_PART {
        return Err(Fault::new("email.too_long", "the part before the @ is longer than 64 bytes"));
    }
    if local.split('.').any(str::is_empty) {
        return Err(malformed("the part before the @ is empty, or a dot stands at its edge or beside another"));
    }
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b".!#$%&'*+-/=?^_`{|}~".contains(&byte);
    if local.bytes().all(allowed) {
        return Ok(());
    }
    Err(malformed(
        "the part before the @ has a space, quote, bracket, comma or another character that cannot stand there",
    ))
}

/// The domain in lower-case ASCII. The common one needs no look at the tables of Unicode.
fn ascii_domain(domain: &str) -> Result<Cow<'_, str>, Fault> {
    let plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'.' || byte == b'-';
    if domain.bytes().all(plain) && !domain.contains("xn--") {
        return Ok(Cow::Borrowed(domain));
    }
    idna::domain_to_ascii_cow(domain.as_bytes(), AsciiDenyList::URL)
        .map_err(|_| malformed("the part behind the @ is not the name of a domain"))
}

fn check_domain(domain: &str) -> Result<(), Fault> {
    let mut labels = domain.split('.');
    if !labels.clone().all(is_label) {
        return Err(malformed("the part behind the @ is not the name of a domain"));
    }
    let top = labels.next_back().unwrap_or_default();
    if labels.next().is_none() {
        return Err(malformed("the domain has no dot"));
    }
    if top.len() < 2 || top.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(malformed("the part behind the @ is not a domain that mail can be sent to"));
    }
    Ok(())
}

fn is_label(label: &str) -> bool {
    (1..=LONGEST_LABEL).contains(&label.len())
        && !label.starts_with('-')
        && !label.ends_with('-')
        && label.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn code(text: &str) -> &'static str {
        Email::parse(text).map_or_else(|fault| fault.code, |_| "ok")
    }

    #[test]
    fn good_addresses_are_normalised() {
        let table = [
            ("ada@example.com", "ada@example.com"),
            ("  Ada.Ek@Example.COM\n", "Ada.Ek@example.com"),
            ("a+tag!#$%&'*/=?^_`{|}~-@x-1.example.co.uk", "a+tag!#$%&'*/=?^_`{|}~-@x-1.example.co.uk"),
            ("ada@bücher.example", "ada@xn--bcher-kva.example"),
            ("ada@BÜCHER.example", "ada@xn--bcher-kva.example"),
            ("ada@xn--bcher-kva.example", "ada@xn--bcher-kva.example"),
            ("ada@почта.рф", "ada@xn--80a1acny.xn--p1ai"),
            ("ada@example。jp", "ada@example.jp"),
            ("1@2.se", "1@2.se"),
        ];
        for (text, expected) in table {
            assert_eq!(Email::parse(text).unwrap().as_str(), expected, "{text:?}");
        }
    }

    #[test]
    fn what_mail_cannot_be_sent_to_is_refused() {
        let table = [
            "",
            "ada",
            "@",
            "@example.com",
            "ada@",
            "ada@@example.com",
            "a@b@example.com",
            "ada@localhost",
            "ada@example",
            "ada@example.com.",
            "ada@.example.com",
            "ada@exa..mple.com",
            "ada@-a.example",
            "ada@a-.example",
            "ada@192.168.0.1",
            "ada@[192.168.0.1]",
            "ada@[IPv6:::1]",
            "ada@example.c",
            "ada@exa mple.com",
            "a da@example.com",
            "\"a b\"@example.com",
            "ada(x)@example.com",
            "a,b@example.com",
            "ada@example.com, bo@example.com",
            "<ada@example.com>",
            "mailto:ada@example.com",
            ".ada@example.com",
            "ada.@example.com",
            "a..b@example.com",
            "ada@exa_mple.com",
            "ada@example.com\r\nBcc: x@example.com",
            "ada\r\n@example.com",
            "ada\0@example.com",
            "ada@example.com\0",
            "ada@exa\u{202e}mple.com%",
            "ada@xn--zzzzzz-.example",
            "ada@xn--.com",
            "ada@example.com/x",
            "ada@example.com:25",
            "ada@a%2eb.com",
        ];
        for text in table {
            assert_eq!(code(text), "email.malformed", "{text:?}");
        }
    }

    #[test]
    fn letters_beyond_ascii_before_the_at_sign_are_named() {
        assert_eq!(code("åsa@example.com"), "email.not_ascii");
    }

    #[test]
    fn lengths_end_where_smtp_ends_them() {
        let labels = format!("{0}.{0}.{0}", "d".repeat(60));
        assert_eq!(code(&format!("{}@{labels}.com", "a".repeat(64))), "ok");
        assert_eq!(code(&format!("{}@{labels}.com", "a".repeat(65))), "email.too_long");
        let longest = format!("{}@{labels}.example", "a".repeat(63));
        assert_eq!((longest.len(), code(&longest)), (LONGEST, "ok"));
        assert_eq!(code(&format!("{longest}s")), "email.too_long");
        assert_eq!(code(&format!("ada@{}.com", "d".repeat(64))), "email.malformed");
        assert_eq!(code(&format!("ada@{}", "ü".repeat(1_000_000))), "email.too_long");
    }

    #[test]
    fn one_mailbox_has_one_key() {
        let key = |text: &str| Email::parse(text).unwrap().key_text();
        assert_eq!(key("Ada.EK@EXAMPLE.com"), key("ada.ek@example.com"));
        assert_ne!(key("ada.ek@example.com"), key("adaek@example.com"));
    }

    #[test]
    fn an_address_does_not_reach_a_log() {
        assert!(!format!("{:?}", Email::parse("ada@example.com")).contains("ada"));
    }

    proptest! {
        #[test]
        fn any_text_is_an_address_or_a_clear_error(text in "\\PC{0,40}@\\PC{0,40}|.{0,60}") {
            if let Ok(email) = Email::parse(&text) {
                prop_assert!(email.as_str().is_ascii() && email.as_str().len() <= LONGEST);
                prop_assert!(!email.as_str().bytes().any(|byte| byte <= b' ' || byte == 0x7f));
                prop_assert_eq!(Email::parse(email.as_str()).unwrap(), email);
            }
        }
    }
}
