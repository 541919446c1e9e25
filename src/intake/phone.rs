//! Phone numbers in the form of E.164, the country they belong to and the time zones of that country.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::LazyLock;

use rlibphonenumber::enums::Region;
use rlibphonenumber::{NumberLengthType, PHONE_NUMBER_UTIL, PhoneNumber, PhoneNumberFormat};
use rules::time::Zone;

use super::country::Country;
use crate::field::Fault;

/// Digits with all that people put between them; nothing longer is looked at.
pub const LONGEST_WRITTEN: usize = 40;
/// E.164: fifteen digits, and the plus sign.
const LONGEST: usize = 16;

/// A number such as `+46701234567`: a plus sign and at most 15 digits, of a length that its country has.
#[derive(Clone, PartialEq, Eq)]
pub struct Phone {
    e164: String,
    calling_code: i32,
    country: Option<Country>,
}

impl Phone {
    /// Reads a number with its country code, or as people at home in `country` write it.
    ///
    /// A number range that the tables do not know yet is let in: they are younger than the range, and the provider tells.
    ///
    /// # Errors
    /// `phone.malformed`, `phone.country_unknown` for a national number without a country.
    pub fn parse(text: &str, country: Option<Country>) -> Result<Self, Fault> {
        let dialled = dialled(text.trim())?;
        if country.is_none() && !dialled.starts_with('+') {
            return Err(Fault::new(
                "phone.country_unknown",
                "without its + and country code, or the contact's country",
            ));
        }
        let region = country.and_then(|country| country.as_str().parse::<Region>().ok());
        let number = PHONE_NUMBER_UTIL.parse(dialled, region).map_err(|_| not_a_number())?;
        if number.is_possible_with_reason() != Ok(NumberLengthType::IsPossible) {
            return Err(not_a_number());
        }
        Self::of(&number)
    }

    fn of(number: &PhoneNumber) -> Result<Self, Fault> {
        let e164 = number.format_as(PhoneNumberFormat::E164).into_owned();
        if e164.len() > LONGEST {
            return Err(not_a_number());
        }
        let country = number.get_region_code().and_then(country_of);
        Ok(Self { e164, calling_code: number.country_code, country })
    }

    pub fn as_str(&self) -> &str {
        &self.e164
    }

    /// The country that the number belongs to; none for satellites and other numbers of no country, and where countries
    /// share a calling code and the tables cannot tell which it is.
    pub fn country(&self) -> Option<Country> {
        self.country
    }

    /// The zones in which the owner may live (rules 2.4, 5.8): those of the number's country; of every country that
    /// shares the calling code where it is not clear which; none for a number of no country.
    pub fn zones(&self) -> Vec<Zone> {
        if let Some(country) = self.country {
            return zones_of_country(country).to_vec();
        }
        let sharing = PHONE_NUMBER_UTIL.get_regions_for_country_calling_code(self.calling_code);
        let countries = sharing.into_iter().flatten().filter_map(country_of);
        countries.flat_map(|country| zones_of_country(country).iter().cloned()).collect()
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Phone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Phone(hidden)")
    }
}

const fn not_a_number() -> Fault {
    Fault::new("phone.malformed", "not a phone number of its country: too short, too long, or no such country code")
}

/// The digits with their plus sign, without what is printed between them. Letters, extensions and second numbers are
/// refused before the library sees them.
fn dialled(text: &str) -> Result<String, Fault> {
    let malformed = Fault::new("phone.malformed", "a phone number has digits only, and a + before its country code");
    if text.len() > LONGEST_WRITTEN {
        return Err(malformed);
    }
    let mut dialled = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '0'..='9' => dialled.push(character),
            '+' if dialled.is_empty() => dialled.push('+'),
            ' ' | '\u{a0}' | '\u{202f}' | '-' | '\u{2010}'..='\u{2015}' | '(' | ')' | '.' | '/' => {}
            _ => return Err(malformed),
        }
    }
    Ok(dialled)
}

fn country_of(region: Region) -> Option<Country> {
    Country::parse(region.as_region_str().as_str()).ok()
}

/// The time zones of a country, without those that only repeat another one's clock; none for a country without people.
pub fn zones_of_country(country: Country) -> &'static [Zone] {
    static ZONES: LazyLock<BTreeMap<&str, Vec<Zone>>> = LazyLock::new(|| zone_table(include_str!("zones.txt")));
    ZONES.get(country.as_str()).map_or(&[], Vec::as_slice)
}

fn zone_table(text: &str) -> BTreeMap<&str, Vec<Zone>> {
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    let zone = |name: &str| Zone::parse(name).expect("a test reads every name of the table");
    lines
        .filter_map(|line| line.split_once(' '))
        .map(|(code, names)| (code, names.split(' ').map(zone).collect()))
        .collect()
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use jiff::tz::TimeZoneDatabase;
    use proptest::prelude::*;

    use super::*;

    fn country(code: &str) -> Option<Country> {
        (!code.is_empty()).then(|| Country::parse(code).unwrap())
    }

    fn names(phone: &str) -> Vec<String> {
        Phone::parse(phone, None).unwrap().zones().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn good_numbers_become_e164() {
        let table = [
            ("+46701234567", "", "+46701234567", "SE"),
            (" +46 (0)70-123 45 67 ", "", "+46701234567", "SE"),
            ("070-123 45 67", "SE", "+46701234567", "SE"),
            ("0046 70 123 45 67", "SE", "+46701234567", "SE"),
            ("+47 400 00 000", "SE", "+4740000000", "NO"),
            ("06 12 34 56 78", "FR", "+33612345678", "FR"),
            ("030/1234567", "DE", "+49301234567", "DE"),
            ("(202) 555-0173", "US", "+12025550173", "US"),
            ("+1 416 555 0123", "", "+14165550123", "CA"),
            ("+39 06 1234 5678", "", "+390612345678", "IT"),
            ("+44 7911 123456", "", "+447911123456", "GG"),
            ("+44 7400 123456", "", "+447400123456", "GB"),
            ("+383 44 123 456", "", "+38344123456", "XK"),
            ("+46\u{a0}70\u{2011}123\u{202f}45\u{a0}67", "", "+46701234567", "SE"),
        ];
        for (text, home, e164, expected) in table {
            let phone = Phone::parse(text, country(home)).expect(text);
            assert_eq!((phone.as_str(), phone.country()), (e164, country(expected)), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        let table = [
            ("", "SE", "phone.malformed"),
            ("+", "", "phone.malformed"),
            ("070-123 45 67", "", "phone.country_unknown"),
            ("12", "SE", "phone.malformed"),
            ("+46", "", "phone.malformed"),
            ("+4670", "", "phone.malformed"),
            ("+999123456789", "", "phone.malformed"),
            ("+467012345678901234", "", "phone.malformed"),
            ("1-800-FLOWERS", "US", "phone.malformed"),
            ("+46701234567 ext. 5", "", "phone.malformed"),
            ("+46701234567;ext=5", "", "phone.malformed"),
            ("tel:+46701234567", "", "phone.malformed"),
            ("+46701234567\n+46701234568", "", "phone.malformed"),
            ("+4670123\x004567", "", "phone.malformed"),
            ("٠٧٠١٢٣٤٥٦٧", "SE", "phone.malformed"),
            ("++46701234567", "", "phone.malformed"),
            ("+46701234567 +46701234568", "", "phone.malformed"),
        ];
        for (text, home, expected) in table {
            let code = Phone::parse(text, country(home)).map_or_else(|fault| fault.code, |_| "ok");
            assert_eq!(code, expected, "{text:?}");
        }
    }

    #[test]
    fn a_number_has_the_zones_of_its_country() {
        assert_eq!(names("+46701234567"), ["Europe/Stockholm"]);
        assert_eq!(names("+49301234567"), ["Europe/Berlin"]);
        assert_eq!(names("+351912345678"), ["Europe/Lisbon", "Atlantic/Azores"]);
        assert!(names("+12025550173").contains(&"Pacific/Honolulu".to_owned()));
        assert!(names("+80012345678").is_empty(), "a freephone number of no country");
    }

    #[test]
    fn where_it_is_unclear_which_country_the_zones_of_all_count() {
        let phone = Phone::parse("+15551234567", None).unwrap();
        assert_eq!(phone.country(), None);
        let zones = names("+15551234567");
        for zone in ["America/New_York", "Pacific/Honolulu", "America/Toronto", "America/Jamaica"] {
            assert!(zones.iter().any(|name| name == zone), "{zone}");
        }
    }

    #[test]
    fn every_country_with_phones_has_a_zone() {
        for region in PHONE_NUMBER_UTIL.get_supported_regions() {
            let country = country_of(region).unwrap();
            assert!(!zones_of_country(country).is_empty(), "{country}");
        }
    }

    #[test]
    fn no_two_zones_of_a_country_show_the_same_clock() {
        let start: Timestamp = "2020-01-01T00:00:00Z".parse().unwrap();
        let clock = |name: &str| {
            let zone = TimeZoneDatabase::bundled().get(name).unwrap();
            let changes = zone.following(start).take_while(|change| change.timestamp().as_second() < 2_500_000_000);
            let changes: Vec<_> = changes.map(|change| (change.timestamp(), change.offset())).collect();
            (zone.to_offset(start), changes)
        };
        for (country, zones) in zone_table(include_str!("zones.txt")) {
            let clocks: Vec<_> = zones.iter().map(|zone| clock(zone.name())).collect();
            for (position, one) in clocks.iter().enumerate() {
                assert!(!clocks[..position].contains(one), "{country}: {}", zones[position]);
            }
        }
    }

    #[test]
    fn a_number_does_not_reach_a_log() {
        assert!(!format!("{:?}", Phone::parse("+46701234567", None)).contains("4670"));
    }

    proptest! {
        #[test]
        fn any_text_is_a_number_or_a_clear_error(text in ".{0,30}|[+0-9 ().-]{0,45}", home in "SE|US|AQ|XK|RU") {
            if let Ok(phone) = Phone::parse(&text, country(&home)) {
                prop_assert!(phone.as_str().len() <= LONGEST);
                prop_assert!(phone.as_str().bytes().skip(1).all(|byte| byte.is_ascii_digit()));
                prop_assert_eq!(Phone::parse(phone.as_str(), None).unwrap(), phone);
            }
        }
    }
}
