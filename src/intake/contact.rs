//! Contacts: the customer that an event is about.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::Channel;
use rules::time::Zone;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::attributes::Attributes;
use super::consent::{self, Consent, ConsentInput};
use super::country::Country;
use super::email::Email;
use super::name::Name;
use super::phone::Phone;
use super::{json, locale, moment, text};
use crate::field::{Fault, Faults};

pub const LONGEST_EXTERNAL_ID: usize = 128;
pub const LONGEST_POSTAL_CODE: usize = 16;
pub const LONGEST_CITY: usize = 100;
pub const MOST_SEGMENTS: usize = 50;
pub const LONGEST_SEGMENT: usize = 64;

/// A customer. One of `email`, `phone` and `external_id` is required; each of them finds the contact again.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct ContactInput {
    /// `local@domain`, up to 254 bytes.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 254, example = "ada@example.com")]
    pub email: Option<String>,
    /// With its country code (`+46...`), or as written at home where `country` says where that is.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 40, example = "+46701234567")]
    pub phone: Option<String>,
    /// The shop's own customer id, up to 128 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 128, example = "00042")]
    pub external_id: Option<String>,
    /// Cut at 60 characters; a name that looks like the address of a page is not kept.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Ada Ek")]
    pub name: Option<String>,
    /// The language to write in (BCP 47).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 35, example = "sv")]
    pub locale: Option<String>,
    /// The contact's time zone, by its IANA name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Europe/Stockholm")]
    pub time_zone: Option<String>,
    /// Two letters of ISO 3166.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^[A-Za-z]{2}$", example = "SE")]
    pub country: Option<String>,
    /// Up to 16 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 16, example = "118 20")]
    pub postal_code: Option<String>,
    /// Up to 100 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_length = 100, example = "Stockholm")]
    pub city: Option<String>,
    /// A calendar date from 1900 on.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "1980-05-17")]
    pub birth_date: Option<String>,
    /// `email`, `sms` or `whatsapp`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(pattern = "^(email|sms|whatsapp)$", example = "email")]
    pub preferred_channel: Option<String>,
    /// Up to 50 names of up to 64 characters. They replace those that the contact had; left out, it keeps them.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 50, example = json!(["vip"]))]
    pub segments: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Attributes>,
    /// Up to 20. None of them lifts an opt-out.
    #[serde(default, deserialize_with = "json::objects", skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 20)]
    pub consents: Option<Vec<ConsentInput>>,
}

/// A checked contact: at least one of `email`, `phone`, `external_id` is there.
#[derive(Clone, PartialEq, Eq)]
pub struct Contact {
    pub email: Option<Email>,
    pub phone: Option<Phone>,
    pub external_id: Option<String>,
    pub name: Option<Name>,
    pub locale: Option<String>,
    pub time_zone: Option<Zone>,
    pub country: Option<Country>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub birth_date: Option<Date>,
    pub preferred_channel: Option<Channel>,
    /// In order, each once. None: nothing was said of them.
    pub segments: Option<Vec<String>>,
    /// A JSON object, its names in order.
    pub attributes: Option<String>,
    pub consents: Vec<Consent>,
}

impl ContactInput {
    /// Checks every field; faults are noted at `/email` and so on, at the whole where nothing identifies the contact.
    ///
    /// A national phone number is read as one of the contact's country, else of `home`, the storefront's.
    pub fn check(self, now: Timestamp, home: Option<Country>, faults: &mut Faults) -> Option<Contact> {
        let is_known = self.email.is_some() || self.phone.is_some() || self.external_id.is_some();
        if !is_known {
            let fault = Fault::new("contact.unidentified", "needs an email, a phone or an external_id");
            faults.add("", fault);
        }
        let country = faults.keep_some("/country", self.country, |text| Country::parse(&text));
        let phone_country = country.or(home);
        let contact = Contact {
            email: faults.keep_some("/email", self.email, |text| Email::parse(&text)),
            phone: faults.keep_some("/phone", self.phone, |text| Phone::parse(&text, phone_country)),
            external_id: faults.keep_some("/external_id", self.external_id, |id| text::line(id, LONGEST_EXTERNAL_ID)),
            name: self.name.and_then(|text| Name::clean(&text)),
            locale: faults.keep_some("/locale", self.locale, |text| locale::tag(&text)),
            time_zone: faults.keep_some("/time_zone", self.time_zone, |text| zone(&text)),
            country,
            postal_code: faults
                .keep_some("/postal_code", self.postal_code, |code| text::line(code, LONGEST_POSTAL_CODE)),
            city: faults.keep_some("/city", self.city, |city| text::line(city, LONGEST_CITY)),
            birth_date: faults.keep_some("/birth_date", self.birth_date, |text| moment::birth_day(&text, now)),
            preferred_channel: faults
                .keep_some("/preferred_channel", self.preferred_channel, |text| consent::channel(&text)),
            segments: self
                .segments
                .map(|segments| faults.within("segments", |faults| check_segments(segments, faults))),
            attributes: faults.keep_some("/attributes", self.attributes, Attributes::check).flatten().map(json_text),
            consents: faults
                .within("consents", |faults| consent::check_all(self.consents.unwrap_or_default(), now, faults)),
        };
        is_known.then_some(contact)
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for ContactInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ContactInput(hidden)")
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Contact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Contact(hidden)")
    }
}

/// # Errors
/// `zone.unknown`
pub fn zone(text: &str) -> Result<Zone, Fault> {
    Zone::parse(text).map_err(|_| Fault::new("zone.unknown", "not the name of a time zone, such as Europe/Stockholm"))
}

fn check_segments(segments: Vec<String>, faults: &mut Faults) -> Vec<String> {
    if segments.len() > MOST_SEGMENTS {
        faults.add("", Fault::too_many(MOST_SEGMENTS));
        return Vec::new();
    }
    let check = |(position, segment): (usize, String)| {
        faults.within(position, |faults| faults.keep("", text::line(segment, LONGEST_SEGMENT)))
    };
    let mut segments: Vec<_> = segments.into_iter().enumerate().filter_map(check).collect();
    segments.sort_unstable();
    segments.dedup();
    segments
}

fn json_text(map: serde_json::Map<String, serde_json::Value>) -> String {
    serde_json::Value::Object(map).to_string()
}
