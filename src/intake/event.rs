//! Events: something that happened to a contact at a storefront; the one type that every adapter ends in.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::attributes::Attributes;
use super::contact::{Contact, ContactInput};
use super::country::Country;
use super::details::Details;
use super::error::{Fault, Faults, FieldError};
use super::money::MoneyInput;
use super::name::Name;
use super::product::{self, ProductInput};
use super::{moment, text};

pub const LONGEST_TYPE: usize = 64;
pub const LONGEST_STOREFRONT: usize = 64;
pub const LONGEST_REFERENCE: usize = 128;

/// Something that happened to a contact at a storefront.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
#[schema(example = json!({
    "type": "order.delivered", "storefront": "main", "reference": "CD-000123",
    "occurred_at": "2026-03-03T14:05:00Z", "activation_date": "2026-03-10",
    "contact": {
        "email": "ada@example.com", "phone": "+46701234567", "external_id": "00042", "name": "Ada Ek",
        "locale": "sv", "time_zone": "Europe/Stockholm", "segments": ["vip"], "attributes": {"birth_year": 1980},
        "consents": [{"channel": "email", "basis": "consent", "source": "checkout", "at": "2026-03-01T10:00:00Z"}]
    },
    "products": [{"sku": "LP-7", "name": "Blue", "url": "https://shop.example/lp-7", "category": "music"}],
    "total": {"amount": "46.50", "currency": "USD"}, "staff": "Mia", "attributes": {}
}))]
pub struct EventInput {
    /// What happened: up to 64 of `a-z`, `0-9`, `_`, `.` and `-`. Campaigns are set for a type.
    #[schema(value_type = String, required = true, max_length = 64, pattern = "^[a-z0-9_.-]+$", example = "order.delivered")]
    pub r#type: Option<String>,
    /// The slug of the storefront where it happened.
    #[schema(value_type = String, required = true, max_length = 64, example = "main")]
    pub storefront: Option<String>,
    /// The order number, or whatever the shop knows it by; up to 128 characters. With the type it names the event: the same
    /// two again are the same event.
    #[schema(value_type = String, required = true, max_length = 128, example = "CD-000123")]
    pub reference: Option<String>,
    /// When it happened, with an offset (RFC 3339); at most 24 hours ahead of the account's clock.
    #[schema(value_type = String, required = true, format = DateTime, example = "2026-03-03T14:05:00Z")]
    pub occurred_at: Option<String>,
    /// The day on which what was bought begins, such as a journey or a course; the same in every time zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(format = Date, example = "2026-03-10")]
    pub activation_date: Option<String>,
    #[schema(value_type = ContactInput, required = true)]
    pub contact: Option<ContactInput>,
    /// What was bought: up to 500.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500)]
    pub products: Option<Vec<ProductInput>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub total: Option<MoneyInput>,
    /// Who served the customer, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Mia")]
    pub staff: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Attributes>,
}

/// A checked event. Whether its storefront exists is for others to find out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub event_type: String,
    /// The slug.
    pub storefront: String,
    pub reference: String,
    pub occurred_at: Timestamp,
    pub activation_date: Option<Date>,
    pub contact: Contact,
    /// [`Details`] as a JSON text; none where there are none.
    pub details: Option<String>,
    /// Taken in by file: exempt from AV-3.
    pub from_file: bool,
}

impl EventInput {
    /// Turns what was sent into an event. `now` is the account's clock; `home` is the storefront's country, for phone
    /// numbers written without theirs.
    ///
    /// # Errors
    /// Everything that is wrong with it, each with its pointer.
    pub fn check(self, now: Timestamp, home: Option<Country>) -> Result<Event, Vec<FieldError>> {
        let mut faults = Faults::default();
        let event = self.check_fields(now, home, &mut faults);
        event.filter(|_| faults.is_empty()).ok_or_else(|| faults.into_errors())
    }

    fn check_fields(self, now: Timestamp, home: Option<Country>, faults: &mut Faults) -> Option<Event> {
        let event_type = faults.require("/type", self.r#type, event_type);
        let storefront =
            faults.require("/storefront", self.storefront, |slug| text::line(slug, LONGEST_STOREFRONT));
        let reference =
            faults.require("/reference", self.reference, |text| text::line(text, LONGEST_REFERENCE));
        let occurred_at = faults.require("/occurred_at", self.occurred_at, |text| {
            moment::past_instant(&text, now, "occurred_at.future")
        });
        let activation_date =
            faults.keep_some("/activation_date", self.activation_date, |text| moment::day(&text));
        let contact = faults.require("/contact", self.contact, Ok);
        let contact = faults.within("contact", |faults| contact?.check(now, home, faults));
        let details = Details {
            products: faults
                .within("products", |faults| product::check_all(self.products.unwrap_or_default(), faults)),
            total: faults.within("total", |faults| self.total?.check(faults)),
            staff: self.staff.and_then(|staff| Name::clean(&staff)).map(Name::into_string),
            attributes: faults.keep_some("/attributes", self.attributes, Attributes::check).flatten(),
        };
        Some(Event {
            event_type: event_type?,
            storefront: storefront?,
            reference: reference?,
            occurred_at: occurred_at?,
            activation_date,
            contact: contact?,
            details: details.to_text(),
            from_file: false,
        })
    }
}

/// # Errors
/// `type.malformed`, `text.too_long`
pub fn event_type(text: String) -> Result<String, Fault> {
    if text.len() > LONGEST_TYPE {
        return Err(Fault::too_long(LONGEST_TYPE));
    }
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_.-".contains(&byte);
    if !text.is_empty() && text.bytes().all(allowed) {
        return Ok(text);
    }
    Err(Fault::new(
        "type.malformed",
        "a type has the letters a-z, digits, _, . and - only, such as order.delivered",
    ))
}
