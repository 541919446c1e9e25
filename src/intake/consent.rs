//! Consents that an event or a contact brings along (rules 4, *Basis*).

use jiff::Timestamp;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::consent::Basis;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{moment, text};
use crate::field::{Fault, Faults};

/// Of one contact in one event.
pub const MOST: usize = 20;
pub const LONGEST_SOURCE: usize = 100;
/// The source of a consent whose sender named none.
pub const UNNAMED_SOURCE: &str = "event";

/// The legal basis for writing to a contact over one channel.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"channel": "email", "basis": "consent", "source": "checkout", "at": "2026-03-01T10:00:00Z"}))]
pub struct ConsentInput {
    /// `email`, `sms` or `whatsapp`.
    #[schema(value_type = String, required = true, pattern = "^(email|sms|whatsapp)$", example = "email")]
    pub channel: Option<String>,
    /// `consent`, `double_opt_in`, `existing_customer` or `contract`.
    #[schema(value_type = String, required = true, example = "consent",
        pattern = "^(consent|double_opt_in|existing_customer|contract)$")]
    pub basis: Option<String>,
    /// Where it was given, up to 100 characters; `event` where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "checkout")]
    pub source: Option<String>,
    /// When it was given; when it was reported where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(format = DateTime, example = "2026-03-01T10:00:00Z")]
    pub at: Option<String>,
    /// What it allows: `service_review`, `product_review`, `survey`, `rebooking`; everything where it is left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 20, example = json!(["service_review"]))]
    pub purposes: Option<Vec<String>>,
}

/// A checked consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub channel: Channel,
    pub basis: Basis,
    pub source: String,
    pub at: Timestamp,
    /// In order, each once; empty: for all purposes.
    pub purposes: Vec<Purpose>,
}

impl ConsentInput {
    /// None where a fault was noted that leaves no consent.
    pub fn check(self, now: Timestamp, faults: &mut Faults) -> Option<Consent> {
        let channel = faults.require("/channel", self.channel, |text| channel(&text));
        let basis = faults.require("/basis", self.basis, |text| basis(&text));
        let source = faults.keep_some("/source", self.source, |source| text::line(source, LONGEST_SOURCE));
        let at = faults.keep_some("/at", self.at, |at| moment::past_instant(&at, now, "consent.future"));
        let purposes = faults.within("purposes", |faults| check_purposes(self.purposes.unwrap_or_default(), faults));
        Some(Consent {
            channel: channel?,
            basis: basis?,
            source: source.unwrap_or_else(|| UNNAMED_SOURCE.to_owned()),
            at: at.unwrap_or(now),
            purposes,
        })
    }
}

/// Checks the consents of a contact; what is wrong with them is noted at `/0/basis` and so on.
pub fn check_all(consents: Vec<ConsentInput>, now: Timestamp, faults: &mut Faults) -> Vec<Consent> {
    if consents.len() > MOST {
        faults.add("", Fault::too_many(MOST));
        return Vec::new();
    }
    let numbered = consents.into_iter().enumerate();
    numbered.filter_map(|(position, consent)| faults.within(position, |faults| consent.check(now, faults))).collect()
}

/// # Errors
/// `channel.unknown`
pub fn channel(text: &str) -> Result<Channel, Fault> {
    text.parse().map_err(|()| Fault::new("channel.unknown", "not one of email, sms, whatsapp"))
}

fn basis(text: &str) -> Result<Basis, Fault> {
    let unknown = Fault::new("basis.unknown", "not one of consent, double_opt_in, existing_customer, contract");
    text.parse().map_err(|()| unknown)
}

fn purpose(text: &str) -> Result<Purpose, Fault> {
    let unknown = Fault::new("purpose.unknown", "not one of service_review, product_review, survey, rebooking");
    text.parse().map_err(|()| unknown)
}

fn check_purposes(purposes: Vec<String>, faults: &mut Faults) -> Vec<Purpose> {
    if purposes.len() > MOST {
        faults.add("", Fault::too_many(MOST));
        return Vec::new();
    }
    let check = |(position, text): (usize, String)| faults.within(position, |faults| faults.keep("", purpose(&text)));
    let mut purposes: Vec<_> = purposes.into_iter().enumerate().filter_map(check).collect();
    purposes.sort_unstable();
    purposes.dedup();
    purposes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Timestamp {
        "2026-03-03T12:00:00Z".parse().unwrap()
    }

    fn check(consents: Vec<ConsentInput>) -> Result<Vec<Consent>, Vec<(String, &'static str)>> {
        let mut faults = Faults::default();
        let consents = check_all(consents, now(), &mut faults);
        let errors = faults.into_errors();
        if errors.is_empty() {
            return Ok(consents);
        }
        Err(errors.into_iter().map(|error| (error.pointer, error.code)).collect())
    }

    fn consent(channel: &str, basis: &str) -> ConsentInput {
        ConsentInput { channel: Some(channel.into()), basis: Some(basis.into()), ..ConsentInput::default() }
    }

    #[test]
    fn channel_and_basis_are_enough() {
        let expected = Consent {
            channel: Channel::Sms,
            basis: Basis::DoubleOptIn,
            source: "event".into(),
            at: now(),
            purposes: Vec::new(),
        };
        assert_eq!(check(vec![consent("sms", "double_opt_in")]), Ok(vec![expected]));
    }

    #[test]
    fn purposes_are_sorted_and_stand_once() {
        let named = ["survey", "service_review", "survey"].map(String::from).to_vec();
        let consents = check(vec![ConsentInput { purposes: Some(named), ..consent("email", "contract") }]).unwrap();
        assert_eq!(consents[0].purposes, [Purpose::ServiceReview, Purpose::Survey]);
    }

    #[test]
    fn every_fault_is_told_with_its_place() {
        let wrong = ConsentInput {
            source: Some("a\nb".into()),
            at: Some("2026-03-05T12:00:00Z".into()),
            purposes: Some(vec!["survey".into(), "adverts".into()]),
            ..consent("fax", "friendship")
        };
        let expected = [
            ("/0/channel", "field.missing"),
            ("/0/basis", "field.missing"),
            ("/1/channel", "channel.unknown"),
            ("/1/basis", "basis.unknown"),
            ("/1/source", "text.controls"),
            ("/1/at", "consent.future"),
            ("/1/purposes/1", "purpose.unknown"),
        ];
        let errors = check(vec![ConsentInput::default(), wrong]).unwrap_err();
        assert_eq!(errors, expected.map(|(pointer, code)| (pointer.to_owned(), code)));
        let many = vec![consent("email", "consent"); MOST + 1];
        assert_eq!(check(many).unwrap_err(), [(String::new(), "list.too_long")]);
    }
}
