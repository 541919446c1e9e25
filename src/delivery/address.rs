//! An email address that can be written to a wire or a header without a second look.
//!
//! Everything else in the program that says "the same address" means [`EmailAddress::key`].

use std::fmt;

use idna::uts46::{AsciiDenyList, DnsLength, Hyphens, Uts46};

/// The longest address in bytes that fits an SMTP path (RFC 5321, 4.5.3.1.3, erratum 1690).
pub const LONGEST_ADDRESS: usize = 254;

/// The longest part before the `@` in bytes (RFC 5321, 4.5.3.1.1).
pub const LONGEST_LOCAL_PART: usize = 64;

/// Longer input in bytes is refused before anything else looks at it.
const LONGEST_INPUT: usize = 1_000;

/// What a person sees when an address is no address. None of the texts repeats the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    #[error("the email address is empty")]
    Empty,
    #[error("the email address is longer than 254 characters")]
    TooLong,
    #[error("the email address has no @")]
    NoAt,
    #[error("the part before the @ is empty or longer than 64 characters")]
    LocalLength,
    #[error("the part before the @ has letters outside ASCII, which mail servers cannot be relied on to take")]
    LocalNotAscii,
    #[error("the part before the @ has a character that is not allowed there")]
    LocalCharacter,
    #[error("the part before the @ begins or ends with a dot or has two in a row")]
    LocalDots,
    #[error("the part after the @ is not a domain name")]
    Domain,
    #[error("the part after the @ has no dot, so it is no domain on the internet")]
    DomainWithoutDot,
    #[error("the part after the @ is a number, not a domain name")]
    DomainIsNumber,
}

/// A mailbox on the internet: printable ASCII, `local@domain`, the domain in lower case and punycode.
///
/// It cannot hold spaces, controls, quotes, brackets or a second `@`, so it may stand in an SMTP command or a header as it is.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EmailAddress(String);

impl EmailAddress {
    /// Reads a bare address as people and shops write it: surrounding space goes, the domain is normalised, the local part is kept.
    ///
    /// # Errors
    /// [`AddressError`] names what is wrong; comments, quoted local parts and number domains are refused on purpose.
    pub fn parse(input: &str) -> Result<Self, AddressError> {
        if input.len() > LONGEST_INPUT {
            return Err(AddressError::TooLong);
        }
        let bare = input.trim_matches(is_padding);
        if bare.is_empty() {
            return Err(AddressError::Empty);
        }
        let (local, domain) = bare.rsplit_once('@').ok_or(AddressError::NoAt)?;
        check_local(local)?;
        let domain = normal_domain(domain)?;
        let text = format!("{local}@{domain}");
        if text.len() > LONGEST_ADDRESS {
            return Err(AddressError::TooLong);
        }
        Ok(Self(text))
    }

    /// The address as it is written to servers and headers.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The part before the `@`, in the spelling it came in.
    #[must_use]
    pub fn local_part(&self) -> &str {
        self.parts().0
    }

    /// The part after the `@`, in lower case and punycode.
    #[must_use]
    pub fn domain(&self) -> &str {
        self.parts().1
    }

    /// Who it is (rules.md 1, "who is who"): addresses that differ in case only are one person's.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_ascii_lowercase()
    }

    fn parts(&self) -> (&str, &str) {
        self.0.split_once('@').expect("parsing put an @ in")
    }
}

/// An address is personal data, so a debug print shows that there is one and no more.
impl fmt::Debug for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EmailAddress(..)")
    }
}

impl std::str::FromStr for EmailAddress {
    type Err = AddressError;

    fn from_str(input: &str) -> Result<Self, Self::Err> {
        Self::parse(input)
    }
}

/// Spreadsheets paste zero-width spaces and byte-order marks around addresses.
fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200B}' | '\u{FEFF}')
}

fn check_local(local: &str) -> Result<(), AddressError> {
    if !(1..=LONGEST_LOCAL_PART).contains(&local.len()) {
        return Err(AddressError::LocalLength);
    }
    if !local.is_ascii() {
        return Err(AddressError::LocalNotAscii);
    }
    if !local.bytes().all(|byte| byte == b'.' || is_atom(byte)) {
        return Err(AddressError::LocalCharacter);
    }
    if local.starts_with('.') || local.ends_with('.') || local.contains("..") {
        return Err(AddressError::LocalDots);
    }
    Ok(())
}

/// `atext` of RFC 5322: what may stand unquoted before the `@`.
fn is_atom(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&byte)
}

/// Also used for the domains of Message-IDs and of EHLO.
pub(super) fn normal_domain(domain: &str) -> Result<String, AddressError> {
    let ascii = Uts46::new()
        .to_ascii(domain.as_bytes(), AsciiDenyList::STD3, Hyphens::CheckFirstLast, DnsLength::Verify)
        .map_err(|_| AddressError::Domain)?;
    let (_, last) = ascii.rsplit_once('.').ok_or(AddressError::DomainWithoutDot)?;
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(AddressError::DomainIsNumber);
    }
    Ok(ascii.into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(input: &str) -> Result<String, AddressError> {
        EmailAddress::parse(input).map(|address| address.as_str().to_owned())
    }

    #[test]
    fn space_around_goes_and_the_domain_is_folded() {
        assert_eq!(read(" \u{FEFF}Anna.Berg@EXAMPLE.com\t\r\n"), Ok("Anna.Berg@example.com".to_owned()));
    }

    #[test]
    fn two_spellings_are_one_person() {
        let shout = EmailAddress::parse("ANNA@Example.COM").unwrap();
        let speak = EmailAddress::parse("anna@example.com").unwrap();
        assert_eq!(shout.key(), speak.key());
        assert_eq!(shout.local_part(), "ANNA");
    }

    #[test]
    fn domains_of_every_script_become_punycode() {
        assert_eq!(read("info@Räksmörgås.se"), Ok("info@xn--rksmrgs-5wao1o.se".to_owned()));
        assert_eq!(read("info@例え。テスト"), Ok("info@xn--r8jz45g.xn--zckzah".to_owned()));
    }

    #[test]
    fn what_is_wrong_is_named() {
        use AddressError as E;
        let long_local = format!("{}@example.com", "a".repeat(65));
        let long_label = format!("a@{}.com", "b".repeat(64));
        let long_whole = format!("{}@{}.com", "a".repeat(60), vec!["b".repeat(60); 4].join("."));
        let giant = "a".repeat(5_000_000);
        for (input, error) in [
            ("", E::Empty),
            ("  \n", E::Empty),
            ("anna", E::NoAt),
            ("@example.com", E::LocalLength),
            (&long_local, E::LocalLength),
            ("änna@example.com", E::LocalNotAscii),
            ("👩@example.com", E::LocalNotAscii),
            ("an na@example.com", E::LocalCharacter),
            ("a@b@example.com", E::LocalCharacter),
            ("\"a b\"@example.com", E::LocalCharacter),
            ("a\\@example.com", E::LocalCharacter),
            ("Anna <anna@example.com", E::LocalCharacter),
            ("a\r\nRCPT TO:<x@example.com", E::LocalCharacter),
            ("a\0@example.com", E::LocalCharacter),
            (".anna@example.com", E::LocalDots),
            ("anna.@example.com", E::LocalDots),
            ("an..na@example.com", E::LocalDots),
            ("anna@", E::Domain),
            ("anna@example.com>", E::Domain),
            ("anna@exam ple.com", E::Domain),
            ("anna@example.com\r\nDATA", E::Domain),
            ("anna@example..com", E::Domain),
            ("anna@example.com.", E::Domain),
            ("anna@-example.com", E::Domain),
            ("anna@example.com,bo@example.com", E::LocalCharacter),
            (&long_label, E::Domain),
            ("anna@localhost", E::DomainWithoutDot),
            ("anna@192.0.2.1", E::DomainIsNumber),
            ("anna@[192.0.2.1]", E::Domain),
            (&long_whole, E::TooLong),
            (&giant, E::TooLong),
        ] {
            assert_eq!(read(input), Err(error), "{input:.60}");
        }
    }

    #[test]
    fn debug_shows_no_one() {
        let anna = EmailAddress::parse("anna@example.com").unwrap();
        assert_eq!(format!("{anna:?}"), "EmailAddress(..)");
    }

    proptest! {
        #[test]
        fn whatever_is_taken_is_safe_on_a_wire(input in "\\PC{0,20}[@\r\n <>\"\\\\]\\PC{0,20}@[a-zäß.\\-]{1,20}|.{0,40}") {
            if let Ok(address) = EmailAddress::parse(&input) {
                let text = address.as_str();
                prop_assert!(text.bytes().all(|byte| byte.is_ascii_graphic()));
                prop_assert!(!text.contains(['<', '>', '"', '\\', ',', ';', ':', '(', ')', '[', ']']));
                prop_assert_eq!(text.matches('@').count(), 1);
                prop_assert_eq!(&EmailAddress::parse(text).unwrap(), &address);
            }
        }

        #[test]
        fn ordinary_addresses_are_taken(local in "[a-z0-9_+-]{1,20}(\\.[a-z0-9]{1,10}){0,2}", domain in "[a-z][a-z0-9]{0,20}\\.(com|se|no|fr)") {
            let text = format!("{local}@{domain}");
            prop_assert_eq!(read(&text), Ok(text));
        }
    }
}
