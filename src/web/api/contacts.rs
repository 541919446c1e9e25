//! Contacts: the customers of an account.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::address::{AddressKey, Channel};
use rules::id::{AccountId, ContactId};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::{account_of, sound};
use crate::engine::people::{email_key, external_key, phone_key};
use crate::field::{Fault, Faults};
use crate::intake::contact::{self, ContactInput};
use crate::intake::email::Email;
use crate::intake::phone::Phone;
use crate::secret::Secret;
use crate::store::audit_log::{self, Act};
use crate::store::contacts::{self, Contact};
use crate::store::{Error, Tx};
use crate::web::App;
use crate::web::app::Stop;
use crate::web::auth::May;
use crate::web::given::Given;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::path::At;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{ContactsRead, ContactsWrite};

/// A contact.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Contact)]
pub struct ContactView {
    id: String,
    #[schema(required = true)]
    email: Option<String>,
    /// E.164.
    #[schema(required = true)]
    phone: Option<String>,
    #[schema(required = true)]
    external_id: Option<String>,
    #[schema(required = true)]
    name: Option<String>,
    #[schema(required = true)]
    locale: Option<String>,
    #[schema(required = true)]
    time_zone: Option<String>,
    #[schema(required = true)]
    country: Option<String>,
    #[schema(required = true)]
    postal_code: Option<String>,
    #[schema(required = true)]
    city: Option<String>,
    #[schema(required = true, format = Date)]
    birth_date: Option<String>,
    #[schema(required = true)]
    preferred_channel: Option<&'static str>,
    #[schema(value_type = Vec<String>)]
    segments: Value,
    #[schema(value_type = Object)]
    attributes: Value,
    /// Another contact that an event of this one also pointed at: a doubt for a person to settle.
    #[schema(required = true)]
    doubt_with: Option<String>,
    /// Whether the contact asked to be asked less often.
    less_often: bool,
    /// The day before which the contact asked not to be asked.
    #[schema(required = true, format = Date)]
    later_until: Option<String>,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    erased_at: Option<Timestamp>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<Contact> for ContactView {
    fn from(contact: Contact) -> Self {
        let read = |text: Option<String>| text.and_then(|text| serde_json::from_str(&text).ok());
        Self {
            id: contact.id.to_string(),
            email: contact.email,
            phone: contact.phone,
            external_id: contact.external_id,
            name: contact.name,
            locale: contact.locale,
            time_zone: contact.time_zone,
            country: contact.country,
            postal_code: contact.postal_code,
            city: contact.city,
            birth_date: contact.birth_date,
            preferred_channel: contact.preferred_channel.map(Channel::as_str),
            segments: read(contact.segments).unwrap_or_else(|| Value::Array(Vec::new())),
            attributes: read(contact.attributes).unwrap_or_else(|| Value::Object(serde_json::Map::new())),
            doubt_with: contact.doubt_with.map(|id| id.to_string()),
            less_often: contact.less_often_since.is_some(),
            later_until: contact.later_until,
            erased_at: contact.erased_at,
            created_at: contact.created_at,
        }
    }
}

impl Listed for ContactView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "email",
        "phone",
        "external_id",
        "name",
        "locale",
        "time_zone",
        "country",
        "postal_code",
        "city",
        "birth_date",
        "preferred_channel",
        "segments",
        "attributes",
        "doubt_with",
        "less_often",
        "later_until",
        "erased_at",
        "created_at",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

#[derive(Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    email: Option<String>,
    /// With its country code.
    phone: Option<String>,
    /// The shop's own customer id.
    external_id: Option<String>,
}

impl Filter {
    /// The hashes of the identifiers that are asked for.
    fn keys(self, secret: &Secret, account: AccountId) -> Result<Vec<AddressKey>, Problem> {
        let mut faults = Faults::default();
        let email = faults.keep_some("/email", self.email, |text| Email::parse(&text));
        let phone = faults.keep_some("/phone", self.phone, |text| Phone::parse(&text, None));
        sound(Some(()), faults)?;
        let email = email.map(|email| email_key(secret, account, email.as_str()));
        let phone = phone.map(|phone| phone_key(secret, account, phone.as_str()));
        let external = self.external_id.map(|id| external_key(secret, account, id.trim()));
        Ok([email, phone, external].into_iter().flatten().collect())
    }
}

/// Lists contacts in the order in which they came; or the one that an email, a phone and an external id all mean.
#[utoipa::path(
    get, path = "", security(("key" = ["contacts:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of them", body = Page<ContactView>)))]
pub async fn list(
    may: May<ContactsRead>,
    State(app): State<App>,
    mut listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let keys = std::mem::take(&mut listing.filters).keys(&app.secret, may.account)?;
    let read = move |tx: &mut Tx<'_>| {
        if keys.is_empty() {
            return Ok(contacts::list(tx, may.account, after, limit)?);
        }
        let meant = contacts::identified(tx, may.account, &keys)?;
        let all_mean_one = meant.len() == keys.len() && meant.windows(2).all(|pair| pair[0].1.id == pair[1].1.id);
        let found = meant.into_iter().next().filter(|_| all_mean_one).map(|(_, contact)| contact);
        Ok(found.into_iter().filter(|contact| after.is_none_or(|after| contact.id > after)).collect())
    };
    let found = app.read("list_contacts", read).await?;
    Ok(listing.page(found.into_iter().map(ContactView::from).collect()))
}

/// Shows a contact.
#[utoipa::path(
    get, path = "", security(("key" = ["contacts:read"])),
    responses((status = 200, description = "The contact", body = ContactView)))]
pub async fn show(
    may: May<ContactsRead>,
    State(app): State<App>,
    At((id,)): At<(ContactId,)>,
) -> Result<Answer<ContactView>, Problem> {
    let found = app.read("show_contact", move |tx| Ok(contacts::by_ids(tx, may.account, &[id])?.pop())).await?;
    Ok(Answer(found.ok_or_else(Problem::not_found)?.into()))
}

/// Changes the fields that are given; consents have a path of their own.
#[utoipa::path(
    patch, path = "", security(("key" = ["contacts:write"])), request_body = ContactInput,
    responses((status = 200, description = "The contact as it is now", body = ContactView)))]
pub async fn change(
    may: May<ContactsWrite>,
    State(app): State<App>,
    At((id,)): At<(ContactId,)>,
    given: Given,
) -> Result<Answer<ContactView>, Problem> {
    let node_now = app.now().await?;
    let secret = app.secret.clone();
    let change = move |tx: &mut Tx<'_>| {
        let now = account_of(tx, may.account)?.now(node_now);
        let current = contacts::by_ids(tx, may.account, &[id])?.pop().ok_or_else(Problem::not_found)?;
        let said = given.over(&input(&current))?;
        let changed = apply(tx, &secret, (may.account, now), &current, said)?;
        audit_log::append(tx, may.account, now, (may.actor(), Act::ContactChanged, &id.to_string()))?;
        Ok(changed.into())
    };
    Ok(Answer(app.write("change_contact", change).await?))
}

/// Changes a contact to what is said of it.
///
/// # Errors
/// `contact.erased`, `contact.identifier_taken`, `input.invalid`; those of the store.
pub fn apply(
    tx: &mut Tx<'_>,
    secret: &Secret,
    (account, now): (AccountId, Timestamp),
    current: &Contact,
    said: ContactInput,
) -> Result<Contact, Stop> {
    if current.erased_at.is_some() {
        return Err(Problem::new(Kind::ContactErased, "an erased contact is not changed").into());
    }
    let changed = changed(current, check(said, now)?);
    if !identify(tx, secret, account, current, &changed)? {
        let detail = "another contact is known by this email, phone or external id; nothing was changed";
        return Err(Problem::new(Kind::IdentifierTaken, detail).into());
    }
    contacts::save(tx, account, &[&changed])?;
    Ok(changed)
}

/// Erases a contact: what is known of them is gone, and they are never asked again. Answers keep their stars.
#[utoipa::path(
    delete, path = "", security(("key" = ["contacts:write"])),
    responses((status = 204, description = "It is erased")))]
pub async fn erase(
    may: May<ContactsWrite>,
    State(app): State<App>,
    At((id,)): At<(ContactId,)>,
) -> Result<StatusCode, Problem> {
    app.engine.erase(may.account, id, may.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// Takes out everything that is known of a contact, for that person. The audit log tells that it was taken out.
#[utoipa::path(
    post, path = "", security(("key" = ["contacts:read"])),
    responses((status = 200, description = "All data about the contact", body = Value)))]
pub async fn export(
    may: May<ContactsRead>,
    State(app): State<App>,
    At((id,)): At<(ContactId,)>,
) -> Result<Answer<Value>, Problem> {
    Ok(Answer(app.engine.export(may.account, id, may.actor()).await?))
}

/// What a shop would send to say what is known.
pub fn input(contact: &Contact) -> ContactInput {
    ContactInput {
        email: contact.email.clone(),
        phone: contact.phone.clone(),
        external_id: contact.external_id.clone(),
        name: contact.name.clone(),
        locale: contact.locale.clone(),
        time_zone: contact.time_zone.clone(),
        country: contact.country.clone(),
        postal_code: contact.postal_code.clone(),
        city: contact.city.clone(),
        birth_date: contact.birth_date.clone(),
        preferred_channel: contact.preferred_channel.map(|channel| channel.as_str().to_owned()),
        segments: contact.segments.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        attributes: contact.attributes.as_deref().and_then(|text| serde_json::from_str(text).ok()),
        consents: None,
    }
}

fn check(input: ContactInput, now: Timestamp) -> Result<contact::Contact, Problem> {
    let mut faults = Faults::default();
    if input.consents.is_some() {
        faults.add("/consents", Fault::new("field.unknown", "consents have a path of their own"));
    }
    let checked = input.check(now, None, &mut faults);
    sound(checked, faults)
}

fn changed(current: &Contact, said: contact::Contact) -> Contact {
    let segments = said.segments.filter(|words| !words.is_empty());
    Contact {
        external_id: said.external_id,
        email: said.email.map(|email| email.as_str().to_owned()),
        phone: said.phone.map(|phone| phone.as_str().to_owned()),
        name: said.name.map(|name| name.as_str().to_owned()),
        locale: said.locale,
        time_zone: said.time_zone.map(|zone| zone.name().to_owned()),
        country: said.country.map(|country| country.as_str().to_owned()),
        postal_code: said.postal_code,
        city: said.city,
        birth_date: said.birth_date.map(|date| date.to_string()),
        preferred_channel: said.preferred_channel,
        segments: segments.map(|words| serde_json::to_string(&words).expect("words are plain data")),
        attributes: said.attributes,
        ..current.clone()
    }
}

/// Lets the changed identifiers mean the contact, and the ones it had mean nobody. False: one of them means another.
fn identify(
    tx: &mut Tx<'_>,
    secret: &Secret,
    account: AccountId,
    current: &Contact,
    changed: &Contact,
) -> Result<bool, Error> {
    let (before, after) = (keys(secret, account, current), keys(secret, account, changed));
    let new: Vec<_> = after.iter().filter(|key| !before.contains(key)).copied().collect();
    let known = contacts::identified(tx, account, &new)?;
    if known.iter().any(|(_, contact)| contact.id != current.id) {
        return Ok(false);
    }
    let gone: Vec<_> = before.into_iter().filter(|key| !after.contains(key)).collect();
    contacts::forget_identifiers(tx, account, current.id, &gone)?;
    let meant = |key: &AddressKey| known.iter().any(|(known, _)| known == key);
    let new: Vec<_> = new.into_iter().filter(|key| !meant(key)).map(|key| (key, current.id)).collect();
    contacts::identify(tx, account, &new)?;
    Ok(true)
}

fn keys(secret: &Secret, account: AccountId, contact: &Contact) -> Vec<AddressKey> {
    let email = contact.email.as_deref().map(|email| email_key(secret, account, email));
    let phone = contact.phone.as_deref().map(|phone| phone_key(secret, account, phone));
    let external = contact.external_id.as_deref().map(|id| external_key(secret, account, id));
    [email, phone, external].into_iter().flatten().collect()
}
