//! Keys: what programs of the business come in with. A key itself is shown once.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use rules::id::ApiKeyId;

use super::ask::Question;
use super::form::{Field, Form};
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::field::FieldError;
use crate::store::api_keys::{self, ApiKey};
use crate::store::audit_log::{self, Act};
use crate::store::{Tx, campaigns, storefronts};
use crate::web::App;
use crate::web::api::api_keys::{ApiKeyInput, revoke_as};
use crate::web::credential::Credential;
use crate::web::input::Input;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::{ApiKeysRead, ApiKeysWrite, Scope, Scopes};

const PAGE: i64 = 50;
const DAY_H: i64 = 24;

#[derive(Template)]
#[template(path = "keys/list.html")]
struct KeysPage<'a> {
    frame: &'a Frame,
    keys: Vec<Row>,
    may_change: bool,
    first: Option<String>,
    next: Option<String>,
}

struct Row {
    id: ApiKeyId,
    name: String,
    scopes: Vec<&'static str>,
    has_all: bool,
    state: (&'static str, String),
    made_at: Timestamp,
    expires_at: Option<Timestamp>,
    is_good: bool,
}

#[derive(Template)]
#[template(path = "keys/new.html")]
struct NewKeyPage<'a> {
    frame: &'a Frame,
    name: Field,
    expires: Field,
    terms: Vec<(String, String)>,
    scopes: Vec<Choice>,
    scopes_error: Option<String>,
}

struct Choice {
    scope: &'static str,
    says: String,
    is_on: bool,
}

#[derive(Template)]
#[template(path = "keys/made.html")]
struct MadePage<'a> {
    frame: &'a Frame,
    name: &'a str,
    key: &'a str,
    url: &'a str,
    storefront: String,
    event_type: String,
    now: Timestamp,
}

pub async fn list(signed: Signed<ApiKeysRead>, State(app): State<App>) -> Result<Response, Stop> {
    let frame = signed.frame.clone().saying(&signed.query, &["page-said-key-revoked"]);
    let after = signed.query.filled("after").and_then(|text| text.parse().ok());
    let account = signed.account;
    let found = app.store.read("api_keys", move |tx| api_keys::list(tx, account, after, PAGE + 1)).await;
    let mut found = found.map_err(|error| signed.stop(error))?;
    let has_more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if has_more {
        found.pop();
    }
    let now = app.world.clock.now();
    let last = found.last().map(|key| key.id.to_string()).filter(|_| has_more);
    let page = KeysPage {
        frame: &frame,
        keys: found.iter().map(|key| row(&frame, key, now)).collect(),
        may_change: frame.may(Scope::ApiKeysWrite),
        first: after.map(|_: ApiKeyId| String::new()),
        next: last.map(|last| signed.query.with("after", Some(&last))),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn row(frame: &Frame, key: &ApiKey, now: Timestamp) -> Row {
    let is_over = key.expires_at.is_some_and(|at| at <= now);
    let state = match key.revoked_at {
        Some(_) => ("bad", frame.say("page-keys-revoked")),
        None if is_over => ("wait", frame.say("page-keys-over")),
        None => ("good", frame.say("page-keys-good")),
    };
    let scopes: Vec<_> = Scopes::read(&key.scopes).iter().map(Scope::as_str).collect();
    Row {
        id: key.id,
        name: key.name.clone(),
        has_all: scopes.len() == Scope::ALL.len(),
        scopes,
        state,
        made_at: key.created_at,
        expires_at: key.expires_at,
        is_good: key.revoked_at.is_none() && !is_over,
    }
}

pub async fn show_new(signed: Signed<ApiKeysWrite>) -> Response {
    let mut input = Input::default();
    input.set("scopes", Scope::EventsWrite.as_str());
    new_page(&signed, &input, &[])
}

fn new_page(signed: &Signed<ApiKeysWrite>, input: &Input, errors: &[FieldError]) -> Response {
    let frame = &signed.frame;
    let form = Form::new(frame, input, errors);
    let chosen = chosen(input);
    let choice = |scope: &Scope| Choice {
        scope: scope.as_str(),
        says: frame.say(in_words(*scope)),
        is_on: chosen.iter().any(|one| one == scope.as_str()),
    };
    let of_scopes = errors.iter().find(|error| error.pointer.starts_with("/scopes"));
    let page = NewKeyPage {
        frame,
        name: form.hinted("name", "page-keys-name", "page-keys-name-hint"),
        expires: form.field("expires", "page-keys-expires"),
        terms: terms(frame),
        scopes: Scope::ALL.iter().filter(|scope| frame.may(**scope)).map(choice).collect(),
        scopes_error: of_scopes.map(|error| frame.fault(error)),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

fn chosen(input: &Input) -> Vec<String> {
    input.pairs().filter(|(name, _)| *name == "scopes").map(|(_, scope)| scope.to_owned()).collect()
}

/// How long a key may be good, in days.
fn terms(frame: &Frame) -> Vec<(String, String)> {
    let days = [30, 90, 365].map(|days: i64| (days.to_string(), frame.count("page-keys-days", days)));
    std::iter::once((String::new(), frame.say("page-keys-for-ever"))).chain(days).collect()
}

/// What a scope allows, by the key of its message.
fn in_words(scope: Scope) -> &'static str {
    match scope {
        Scope::EventsWrite => "page-scope-events-write",
        Scope::OrdersWrite => "page-scope-orders-write",
        Scope::InvitationsRead => "page-scope-invitations-read",
        Scope::InvitationsWrite => "page-scope-invitations-write",
        Scope::ResponsesRead => "page-scope-responses-read",
        Scope::ExplanationsRead => "page-scope-explanations-read",
        Scope::StorefrontsRead => "page-scope-storefronts-read",
        Scope::StorefrontsWrite => "page-scope-storefronts-write",
        Scope::CampaignsRead => "page-scope-campaigns-read",
        Scope::CampaignsWrite => "page-scope-campaigns-write",
        Scope::TemplatesRead => "page-scope-templates-read",
        Scope::TemplatesWrite => "page-scope-templates-write",
        Scope::ContactsRead => "page-scope-contacts-read",
        Scope::ContactsWrite => "page-scope-contacts-write",
        Scope::SuppressionsRead => "page-scope-suppressions-read",
        Scope::SuppressionsWrite => "page-scope-suppressions-write",
        Scope::AccountRead => "page-scope-account-read",
        Scope::AccountWrite => "page-scope-account-write",
        Scope::ApiKeysRead => "page-scope-api-keys-read",
        Scope::ApiKeysWrite => "page-scope-api-keys-write",
        Scope::ReportsRead => "page-scope-reports-read",
        Scope::AuditRead => "page-scope-audit-read",
        Scope::SandboxRead => "page-scope-sandbox-read",
        Scope::SandboxWrite => "page-scope-sandbox-write",
    }
}

/// Makes a key and shows it, this once.
pub async fn create(signed: Signed<ApiKeysWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let days = input.filled("expires").and_then(|text| text.parse().ok());
    let days = days.filter(|days: &i64| (1..=3_650).contains(days));
    let expires_at = days.map(|days| (app.world.clock.now() + SignedDuration::from_hours(days * DAY_H)).to_string());
    let wanted = ApiKeyInput::new(input.filled("name").map(str::to_owned), chosen(&input), expires_at);
    let made = match make(&app, &signed, wanted).await? {
        Ok(made) => made,
        Err(errors) => return Ok(new_page(&signed, &input, &errors)),
    };
    let page = MadePage {
        frame: &signed.frame,
        name: &made.name,
        key: made.credential.reveal(),
        url: &app.engine.settings.public_url,
        now: signed.now,
        storefront: made.storefront,
        event_type: made.event_type,
    };
    Ok(signed.frame.page(StatusCode::OK, &page))
}

/// A new key with its secret.
pub(super) struct Made {
    pub name: String,
    pub credential: Credential,
    /// The slug of the first storefront and the kind of event that is asked about first, for an example.
    pub storefront: String,
    pub event_type: String,
}

/// Makes a key, with no more rights than whoever makes it has.
pub(super) async fn make<R>(
    app: &App,
    signed: &Signed<R>,
    wanted: ApiKeyInput,
) -> Result<Result<Made, Vec<FieldError>>, Stop> {
    let now = app.world.clock.now();
    let credential = Credential::mint(signed.account, &app.world.chance);
    let id = ApiKeyId::new(now, app.world.chance.bits());
    let own = signed.frame.who.as_ref().map(|who| who.scopes).unwrap_or_default();
    let key = match wanted.check((id, &credential), own, now) {
        Ok(key) => key,
        Err(errors) => return Ok(Err(errors)),
    };
    let (account, actor, name) = (signed.account, signed.actor(), key.name.clone());
    let write = move |tx: &mut Tx<'_>| {
        api_keys::insert(tx, account, &key)?;
        audit_log::append(tx, account, now, (actor, Act::ApiKeyMade, &id.to_string()))?;
        Ok((storefronts::list(tx, account, None, None, 1)?, campaigns::list(tx, account, None, 1)?))
    };
    let (shops, asking) = app.store.write("create_api_key", write).await.map_err(|error| signed.stop(error))?;
    let storefront = shops.into_iter().next().map_or_else(|| "main".to_owned(), |storefront| storefront.slug);
    let event_type = asking.into_iter().next().map_or_else(|| "order.delivered".to_owned(), |one| one.event_type);
    Ok(Ok(Made { name, credential, storefront, event_type }))
}

async fn find(signed: &Signed<ApiKeysWrite>, app: &App, id: &str) -> Result<ApiKey, Stop> {
    let (account, id): (_, ApiKeyId) = (signed.account, signed.id(id)?);
    let found = app.store.read("api_key", move |tx| api_keys::find(tx, account, id)).await;
    found.map_err(|error| signed.stop(error))?.ok_or_else(|| signed.stop(Problem::not_found()))
}

pub async fn ask_revoke(
    signed: Signed<ApiKeysWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let key = find(&signed, &app, &id).await?;
    let frame = &signed.frame;
    let question = Question {
        frame,
        title: frame.say_with("page-keys-revoke-title", &[("name", key.name.as_str().into())]),
        texts: vec![frame.say("page-keys-revoke-text")],
        action: format!("/keys/{}/revoke", key.id),
        button: frame.say("page-keys-revoke"),
        back: "/keys".to_owned(),
        typed: None,
    };
    Ok(question.page(StatusCode::OK))
}

pub async fn revoke(
    signed: Signed<ApiKeysWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let key = find(&signed, &app, &id).await?;
    let (account, actor, now) = (signed.account, signed.actor(), app.world.clock.now());
    let write = move |tx: &mut Tx<'_>| revoke_as(tx, account, actor, key.id, now);
    app.store.write("revoke_api_key", write).await.map_err(|error| signed.stop(error))?;
    app.keys.forget();
    Ok(signed.frame.see("/keys?said=key-revoked"))
}
