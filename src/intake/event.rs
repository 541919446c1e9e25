//! Events: something that happened to a contact at a storefront; the one type that every adapter ends in.

use std::fmt;

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::attributes::Attributes;
use super::contact::{Contact, ContactInput};
use super::country::Country;
use super::details::Details;
use super::money::MoneyInput;
use super::name::Name;
use super::product::{self, ProductInput};
use super::{json, moment, text};
use crate::field::{Fault, Faults, FieldError};

pub const LONGEST_TYPE: usize = 64;
pub const LONGEST_STOREFRONT: usize = 64;
pub const LONGEST_REFERENCE: usize = 128;

/// Something that happened to a contact at a storefront.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
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
    #[serde(default, deserialize_with = "json::some_object")]
    #[schema(value_type = ContactInput, required = true)]
    pub contact: Option<ContactInput>,
    /// What was bought: up to 500.
    #[serde(default, deserialize_with = "json::objects", skip_serializing_if = "Option::is_none")]
    #[schema(max_items = 500)]
    pub products: Option<Vec<ProductInput>>,
    #[serde(default, deserialize_with = "json::some_object", skip_serializing_if = "Option::is_none")]
    pub total: Option<MoneyInput>,
    /// Who served the customer, by name.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(example = "Mia")]
    pub staff: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Attributes>,
}

/// A checked event. Whether its storefront exists is for others to find out.
#[derive(Clone, PartialEq, Eq)]
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
        let storefront = faults.require("/storefront", self.storefront, |slug| text::line(slug, LONGEST_STOREFRONT));
        let reference = faults.require("/reference", self.reference, |text| text::line(text, LONGEST_REFERENCE));
        let occurred_at = faults
            .require("/occurred_at", self.occurred_at, |text| moment::past_instant(&text, now, "occurred_at.future"));
        let activation_date = faults.keep_some("/activation_date", self.activation_date, |text| moment::day(&text));
        let contact = faults.require("/contact", self.contact, Ok);
        let contact = faults.within("contact", |faults| contact?.check(now, home, faults));
        let details = Details {
            products: faults.within("products", |faults| product::check_all(self.products.unwrap_or_default(), faults)),
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

/// Personal data stays out of logs.
impl fmt::Debug for EventInput {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EventInput(hidden)")
    }
}

/// Personal data stays out of logs: what happened and when is enough to find the event again.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { event_type, storefront, reference, occurred_at, .. } = self;
        write!(f, "Event({event_type} {reference} at {storefront}, {occurred_at})")
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
    Err(Fault::new("type.malformed", "a type has the letters a-z, digits, _, . and - only, such as order.delivered"))
}

#[cfg(test)]
mod tests {
    use rules::time::Zone;

    use super::super::email::Email;
    use super::super::phone::Phone;
    use super::*;

    /// The event of the API's description.
    const WHOLE: &str = r#"{ "type": "order.delivered", "storefront": "main", "reference": "CD-000123",
        "occurred_at": "2026-03-03T14:05:00Z", "activation_date": "2026-03-10",
        "contact": { "email": "ada@example.com", "phone": "+46701234567", "external_id": "00042", "name": "Ada Ek",
            "locale": "sv", "time_zone": "Europe/Stockholm", "segments": ["vip"], "attributes": { "birth_year": 1980 },
            "country": "se", "postal_code": "118 20", "city": "Stockholm", "birth_date": "1980-05-17",
            "preferred_channel": "sms",
            "consents": [ { "channel": "email", "basis": "consent", "source": "checkout", "at": "2026-03-01T10:00:00Z" } ] },
        "products": [ { "sku": "LP-7", "name": "Blue", "url": "https://shop.example/lp-7", "category": "music" } ],
        "total": { "amount": "46.50", "currency": "USD" }, "staff": "Mia", "attributes": { } }"#;

    fn now() -> Timestamp {
        "2026-03-03T15:00:00Z".parse().unwrap()
    }

    fn check(json: &str) -> Result<Event, Vec<(String, &'static str)>> {
        let input: EventInput = json::parse(json.as_bytes()).unwrap();
        let told = |errors: Vec<FieldError>| errors.into_iter().map(|error| (error.pointer, error.code)).collect();
        input.check(now(), None).map_err(told)
    }

    fn small(contact: &str) -> String {
        format!(
            r#"{{"type": "a", "storefront": "b", "reference": "c", "occurred_at": "2026-03-03T14:05:00Z", "contact": {contact}}}"#
        )
    }

    #[test]
    fn the_documented_event_is_taken_in_whole() {
        let event = check(WHOLE).unwrap();
        assert_eq!(event.event_type, "order.delivered");
        assert_eq!(event.occurred_at.to_string(), "2026-03-03T14:05:00Z");
        assert_eq!(event.activation_date, Some(jiff::civil::date(2026, 3, 10)));
        let contact = &event.contact;
        assert_eq!(contact.email.as_ref().map(Email::as_str), Some("ada@example.com"));
        assert_eq!(contact.phone.as_ref().map(Phone::as_str), Some("+46701234567"));
        assert_eq!(contact.time_zone.as_ref().map(Zone::name), Some("Europe/Stockholm"));
        assert_eq!(contact.country.as_ref().map(Country::as_str), Some("SE"));
        assert_eq!(contact.preferred_channel, Some(rules::address::Channel::Sms));
        assert_eq!(contact.segments.as_deref(), Some(["vip".to_owned()].as_slice()));
        assert_eq!(contact.attributes.as_deref(), Some(r#"{"birth_year":1980}"#));
        assert_eq!(contact.consents.len(), 1);
        assert!(!event.from_file);
        let details = r#"{"products":[{"sku":"LP-7","name":"Blue","url":"https://shop.example/lp-7","category":"music"}],"total":{"amount":"46.50","currency":"USD"},"staff":"Mia"}"#;
        assert_eq!(event.details.as_deref(), Some(details));
        assert_eq!(Details::from_text(details).unwrap().to_text().as_deref(), Some(details));
    }

    #[test]
    fn one_way_to_find_the_contact_is_enough() {
        for contact in [r#"{"email": "a@b.se"}"#, r#"{"phone": "+46701234567"}"#, r#"{"external_id": "1"}"#] {
            assert_eq!(check(&small(contact)).unwrap().details, None, "{contact}");
        }
        let unidentified = Err(vec![("/contact".to_owned(), "contact.unidentified")]);
        assert_eq!(check(&small(r#"{"name": "Ada"}"#)), unidentified);
        assert_eq!(check(&small(r#"{"email": null}"#)), unidentified);
    }

    #[test]
    fn a_national_number_is_read_by_the_contacts_country_else_the_storefronts() {
        let phone = |contact: &str, home: &str| {
            let input: EventInput = json::parse(small(contact).as_bytes()).unwrap();
            let event = input.check(now(), Some(Country::parse(home).unwrap())).unwrap();
            event.contact.phone.unwrap().as_str().to_owned()
        };
        assert_eq!(phone(r#"{"phone": "0701234567"}"#, "SE"), "+46701234567");
        assert_eq!(phone(r#"{"phone": "0612345678", "country": "FR"}"#, "SE"), "+33612345678");
    }

    #[test]
    fn everything_wrong_is_told_at_once() {
        let wrong = r#"{ "type": "Order Delivered", "reference": " ", "occurred_at": "2026-03-05", "activation_date": "soon",
            "contact": { "email": "ada@", "phone": "12", "external_id": "a\nb", "name": "www.evil.example", "locale": "swedish",
                "time_zone": "Europe/Atlantis", "country": "ZZ", "postal_code": "12345678901234567", "city": "\u0000",
                "birth_date": "1850-01-01", "preferred_channel": "fax", "segments": ["a", ""],
                "attributes": {"a": "\u0000"}, "consents": [{"channel": "email"}] },
            "products": [{"sku": "a"}, {"name": "b"}], "total": {"amount": "1,5", "currency": "kr"},
            "attributes": {"a":[[[[[1]]]]]} }"#;
        let expected = [
            ("/type", "type.malformed"),
            ("/storefront", "field.missing"),
            ("/reference", "field.missing"),
            ("/occurred_at", "time.malformed"),
            ("/activation_date", "date.malformed"),
            ("/contact/country", "country.unknown"),
            ("/contact/email", "email.malformed"),
            ("/contact/phone", "phone.country_unknown"),
            ("/contact/external_id", "text.controls"),
            ("/contact/locale", "locale.malformed"),
            ("/contact/time_zone", "zone.unknown"),
            ("/contact/postal_code", "text.too_long"),
            ("/contact/city", "text.controls"),
            ("/contact/birth_date", "time.out_of_range"),
            ("/contact/preferred_channel", "channel.unknown"),
            ("/contact/segments/1", "field.missing"),
            ("/contact/attributes", "attributes.zero_byte"),
            ("/contact/consents/0/basis", "field.missing"),
            ("/products/1/sku", "field.missing"),
            ("/total/amount", "amount.malformed"),
            ("/total/currency", "currency.malformed"),
            ("/attributes", "attributes.too_deep"),
        ];
        assert_eq!(check(wrong).unwrap_err(), expected.map(|(pointer, code)| (pointer.to_owned(), code)));
    }

    #[test]
    fn a_list_of_values_is_no_object() {
        let table = [
            (r#"["a", "b", "c"]"#, ""),
            (r#"{"contact": ["ada@example.com"]}"#, "/contact"),
            (r#"{"total": ["46.50", "USD"]}"#, "/total"),
            (r#"{"products": [{"sku": "a"}, ["b"]]}"#, "/products/1"),
            (r#"{"contact": {"consents": [["email", "consent"]]}}"#, "/contact/consents/0"),
        ];
        for (body, pointer) in table {
            let error = json::parse::<EventInput>(body.as_bytes()).unwrap_err();
            assert_eq!((error.pointer.as_str(), error.code), (pointer, "field.type"), "{body}");
        }
    }

    #[test]
    fn a_name_twice_is_told_with_its_place() {
        let table = [
            (r#"{"type": "a", "type": "b"}"#, "/type"),
            (r#"{"contact": {"email": "a@b.se", "email": "c@d.se"}}"#, "/contact/email"),
            (r#"{"contact": {"attributes": {"a": 1, "a": 1}}}"#, "/contact/attributes"),
        ];
        for (body, pointer) in table {
            let error = json::parse::<EventInput>(body.as_bytes()).unwrap_err();
            assert_eq!((error.pointer.as_str(), error.code), (pointer, "field.duplicate"), "{body}");
        }
    }

    #[test]
    fn the_description_fits_what_is_taken_in() {
        let schema = serde_json::to_value(<EventInput as utoipa::PartialSchema>::schema()).unwrap();
        assert_eq!(
            schema["required"],
            serde_json::json!(["type", "storefront", "reference", "occurred_at", "contact"])
        );
        assert_eq!(schema["properties"]["type"]["type"], "string");
        assert_eq!(schema["additionalProperties"], false);
        assert_eq!(check(&schema["example"].to_string()).unwrap().reference, "CD-000123");
    }

    #[test]
    fn nothing_at_all_names_what_is_required() {
        let expected = ["/type", "/storefront", "/reference", "/occurred_at", "/contact"];
        assert_eq!(check("{}").unwrap_err(), expected.map(|pointer| (pointer.to_owned(), "field.missing")));
    }

    #[test]
    fn what_has_not_happened_yet_is_refused() {
        let json = small(r#"{"external_id": "1"}"#).replace("2026-03-03T14:05:00Z", "2026-03-04T15:00:01Z");
        assert_eq!(check(&json), Err(vec![("/occurred_at".to_owned(), "occurred_at.future")]));
    }

    #[test]
    fn limits_are_where_they_are_said_to_be() {
        let with = |field: &str, value: String| {
            let mut input: EventInput = json::parse(small(r#"{"external_id": "1"}"#).as_bytes()).unwrap();
            match field {
                "/type" => input.r#type = Some(value),
                "/storefront" => input.storefront = Some(value),
                "/reference" => input.reference = Some(value),
                _ => input.contact.get_or_insert_default().external_id = Some(value),
            }
            input.check(now(), None).map_err(|errors| (errors[0].pointer.clone(), errors[0].code)).map(drop)
        };
        let table = [
            ("/type", LONGEST_TYPE),
            ("/storefront", LONGEST_STOREFRONT),
            ("/reference", LONGEST_REFERENCE),
            ("/contact/external_id", super::super::contact::LONGEST_EXTERNAL_ID),
        ];
        for (field, most) in table {
            assert_eq!(with(field, "x".repeat(most)), Ok(()));
            assert_eq!(with(field, "x".repeat(most + 1)), Err((field.to_owned(), "text.too_long")));
        }
    }

    #[test]
    fn no_error_and_no_log_line_repeats_personal_data() {
        let contact = r#"{"email": "canary@", "phone": "canary", "external_id": "canary\u0000", "city": "canary\n1"}"#;
        let input: EventInput = json::parse(small(contact).as_bytes()).unwrap();
        assert!(!format!("{input:?}").contains("canary"));
        assert!(!format!("{:?}", input.check(now(), None)).contains("canary"));
        let good = small(r#"{"email": "canary@example.com", "city": "canary", "name": "canary"}, "staff": "canary""#);
        assert!(!format!("{:?}", check(&good).unwrap()).contains("canary"));
    }

    #[test]
    fn what_is_read_can_be_written() {
        let input: EventInput = json::parse(WHOLE.as_bytes()).unwrap();
        let text = serde_json::to_string(&input).unwrap();
        assert_eq!(json::parse::<EventInput>(text.as_bytes()), Ok(input));
    }
}
