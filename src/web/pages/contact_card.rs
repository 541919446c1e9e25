//! The card of a contact: who it is, everything that was and will be asked, and what they allowed and forbade.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;
use rules::address::{Cause, Channel};
use rules::id::{AccountId, ContactId};

use super::answers::{Card, Known as About};
use super::form::{Field, Form};
use super::frame::Frame;
use super::requests::{Line, called, lines};
use super::signed::{Signed, Stop};
use crate::engine::people::{email_key, phone_key};
use crate::field::FieldError;
use crate::secret::Secret;
use crate::store::consents::Consent;
use crate::store::contacts::Contact;
use crate::store::suppressions::Suppression;
use crate::store::{self, Tx, answers, consents, contacts, invitation_list, suppressions};
use crate::texts::{self, Noun};
use crate::web::App;
use crate::web::api::suppressions::is_liftable;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{Right, Scope};

/// Requests, answers and consents that a card shows, the newest.
const SHOWN: i64 = 100;

#[derive(Template)]
#[template(path = "contacts/show.html")]
struct ShowPage<'a> {
    frame: &'a Frame,
    contact: &'a Contact,
    whom: String,
    lines: Vec<Line>,
    answers: Vec<Card>,
    consents: Vec<ConsentLine>,
    stops: Vec<StopLine>,
    /// What the person asked for short of nothing at all.
    wishes: Vec<String>,
    may_change: bool,
    may_export: bool,
    name: Field,
    locale: Field,
    time_zone: Field,
    channel: Field,
    channels: Vec<(String, String)>,
}

struct ConsentLine {
    known: Consent,
    allows: String,
    channel: String,
    basis: String,
}

struct StopLine {
    known: Suppression,
    says: String,
    may_lift: bool,
}

/// What is on record of one contact.
pub struct Known {
    pub contact: Contact,
    lines: Vec<Line>,
    answers: Vec<Card>,
    consents: Vec<Consent>,
    stops: Vec<Suppression>,
}

pub async fn find<R>(app: &App, signed: &Signed<R>, id: ContactId) -> Result<Known, Stop> {
    let (frame, account, secret) = (signed.frame.clone(), signed.account, app.secret.clone());
    let found = app.store.read("show_contact", move |tx| read(tx, &secret, &frame, account, id)).await;
    found.map_err(|error| signed.stop(error))?.ok_or_else(|| signed.stop(Problem::not_found()))
}

fn read(
    tx: &mut Tx<'_>,
    secret: &Secret,
    frame: &Frame,
    account: AccountId,
    id: ContactId,
) -> Result<Option<Known>, store::Error> {
    let Some(contact) = contacts::by_ids(tx, account, &[id])?.pop() else { return Ok(None) };
    let found = invitation_list::of_contacts(tx, account, &[id], SHOWN)?;
    let email = contact.email.as_deref().map(|email| email_key(secret, account, email));
    let phone = contact.phone.as_deref().map(|phone| phone_key(secret, account, phone));
    let keys: Vec<_> = [email, phone].into_iter().flatten().collect();
    let given = answers::of_contact(tx, account, id, SHOWN)?;
    let about = About::load(tx, account, &given)?;
    Ok(Some(Known {
        lines: lines(tx, frame, account, &found)?,
        answers: given.iter().map(|answer| Card::of(frame, answer, &about, false)).collect(),
        consents: consents::list(tx, account, id, None, SHOWN)?,
        stops: suppressions::of_addresses(tx, account, &keys)?,
        contact,
    }))
}

/// The card, with what was typed into its form where that cannot be taken.
pub async fn page<R: Right>(
    app: &App,
    signed: &Signed<R>,
    id: ContactId,
    typed: Option<&Input>,
    errors: &[FieldError],
) -> Result<Response, Stop> {
    let frame = &signed.frame;
    let known = find(app, signed, id).await?;
    let contact = &known.contact;
    let input = typed.cloned().unwrap_or_else(|| fields(contact));
    let form = Form::new(frame, &input, errors);
    let channels = Channel::ALL.map(|one| (one.as_str().to_owned(), frame.word(Noun::Channel, one.as_str())));
    let any = (String::new(), frame.say("page-contact-any-channel"));
    let page = ShowPage {
        frame,
        whom: called(frame, Some(contact)),
        consents: known.consents.into_iter().map(|consent| consent_line(frame, consent)).collect(),
        stops: known.stops.into_iter().map(|stop| stop_line(frame, stop)).collect(),
        wishes: wishes(frame, contact),
        may_export: frame.may(Scope::ContactsWrite),
        may_change: frame.may(Scope::ContactsWrite) && contact.erased_at.is_none(),
        name: form.field("name", "page-contact-name"),
        locale: form.hinted("locale", "page-contact-language", "page-contact-language-hint"),
        time_zone: form.hinted("time_zone", "page-contact-zone", "page-contact-zone-hint"),
        channel: form.field("preferred_channel", "page-contact-channel"),
        channels: std::iter::once(any).chain(channels).collect(),
        lines: known.lines,
        answers: known.answers,
        contact,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame.page(status, &page))
}

/// What the form shows before anybody types.
fn fields(contact: &Contact) -> Input {
    let mut input = Input::default();
    let channel = contact.preferred_channel.map(|channel| channel.as_str().to_owned());
    let known = [
        ("name", contact.name.clone()),
        ("locale", contact.locale.clone()),
        ("time_zone", contact.time_zone.clone()),
        ("preferred_channel", channel),
    ];
    known.into_iter().for_each(|(name, value)| input.set(name, value.unwrap_or_default()));
    input
}

fn consent_line(frame: &Frame, known: Consent) -> ConsentLine {
    let purposes: Vec<_> = known.purposes.iter().map(|one| frame.word(Noun::Purpose, one.as_str())).collect();
    ConsentLine {
        allows: if purposes.is_empty() { frame.say("page-contact-everything") } else { purposes.join(", ") },
        channel: frame.word(Noun::Channel, known.channel.as_str()),
        basis: frame.word(Noun::Basis, known.basis.as_str()),
        known,
    }
}

fn stop_line(frame: &Frame, known: Suppression) -> StopLine {
    let key = match known.cause {
        Cause::Unsubscribed => "page-contact-stop-unsubscribed",
        Cause::Bounced => "page-contact-stop-bounced",
        Cause::Complained => "page-contact-stop-complained",
        Cause::Manual => "page-contact-stop-manual",
    };
    let channel = frame.word(Noun::Channel, known.channel.as_str());
    StopLine {
        says: frame.say_with(key, &[("channel", channel.into())]),
        may_lift: is_liftable(known.cause) && frame.may(Scope::SuppressionsWrite),
        known,
    }
}

fn wishes(frame: &Frame, contact: &Contact) -> Vec<String> {
    let less = contact
        .less_often_since
        .map(|at| frame.say_with("page-contact-less-often", &[("at", frame.instant(at).into())]));
    let later = contact
        .later_until
        .as_deref()
        .and_then(|day| day.parse().ok())
        .map(|day| frame.say_with("page-contact-later", &[("day", texts::day(frame.language, day).into())]));
    [less, later].into_iter().flatten().collect()
}
