//! A storefront: who asks, in whose name, from which address, and with which right.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::consent::Basis;
use rules::id::StorefrontId;
use serde_json::Value;

use super::form::{Field, Form};
use super::frame::{Frame, Said};
use super::meanwhile::{Meanwhile, last_change, status};
use super::signed::{Signed, Stop};
use super::undo::{Settings, still};
use crate::field::FieldError;
use crate::secret::digest;
use crate::store::Tx;
use crate::store::audit_log::Act;
use crate::store::storefronts::{self, Storefront};
use crate::texts::{Language, Noun};
use crate::web::App;
use crate::web::api::storefronts::{StorefrontInput, change_now, make};
use crate::web::given::{Given, kept, read};
use crate::web::input::Input;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{Right, Scope, StorefrontsRead, StorefrontsWrite};

/// The fields of the form and the keys of their labels and hints.
const FIELDS: [(&str, &str, &str); 13] = [
    ("name", "page-storefront-name", "page-storefront-name-hint"),
    ("slug", "page-storefront-slug", "page-storefront-slug-hint"),
    ("url", "page-storefront-url", "page-storefront-url-hint"),
    ("language", "page-storefront-language", "page-storefront-language-hint"),
    ("time_zone", "page-storefront-time-zone", "page-storefront-time-zone-hint"),
    ("declared_basis", "page-storefront-basis", "page-storefront-basis-hint"),
    ("sender_name", "page-storefront-sender-name", "page-storefront-sender-name-hint"),
    ("sender_address", "page-storefront-sender-address", "page-storefront-sender-address-hint"),
    ("reply_to", "page-storefront-reply-to", "page-storefront-reply-to-hint"),
    ("postal_address", "page-storefront-postal-address", "page-storefront-postal-address-hint"),
    ("privacy_url", "page-storefront-privacy", "page-storefront-privacy-hint"),
    ("logo_url", "page-storefront-logo", "page-storefront-logo-hint"),
    ("colour", "page-storefront-colour", "page-storefront-colour-hint"),
];

#[derive(Template)]
#[template(path = "storefronts/show.html")]
struct StorefrontPage<'a> {
    frame: &'a Frame,
    /// None: it is to be made.
    storefront: Option<&'a Storefront>,
    version: String,
    fields: Vec<Field>,
    languages: Vec<(String, String)>,
    bases: Vec<(String, String)>,
    others: Vec<String>,
    meanwhile: Option<Meanwhile>,
    may_write: bool,
}

fn page<R>(
    signed: &Signed<R>,
    storefront: Option<&Storefront>,
    (input, errors): (&Input, &[FieldError]),
    meanwhile: Option<Meanwhile>,
) -> Response {
    let frame = &signed.frame;
    let status = status(meanwhile.as_ref(), errors);
    let form = Form::new(frame, input, errors);
    let fields: Vec<_> = FIELDS.iter().map(|(name, label, hint)| form.hinted(name, label, hint)).collect();
    let none = (String::new(), frame.say("page-basis-none"));
    let page = StorefrontPage {
        frame,
        storefront,
        version: storefront.map(version).unwrap_or_default(),
        others: form.others(&fields.iter().collect::<Vec<_>>()),
        fields,
        languages: languages(),
        bases: std::iter::once(none).chain(bases(frame)).collect(),
        meanwhile,
        may_write: frame.may(Scope::StorefrontsWrite),
    };
    frame.page(status, &page)
}

/// Every language, with its own name.
pub(super) fn languages() -> Vec<(String, String)> {
    Language::ALL.map(|language| (language.as_str().to_owned(), own_name(language))).into()
}

/// Every legal basis, in words.
pub(super) fn bases(frame: &Frame) -> impl Iterator<Item = (String, String)> {
    Basis::ALL.into_iter().map(|basis| (basis.as_str().to_owned(), frame.word(Noun::Basis, basis.as_str())))
}

/// A language by its own name.
pub(super) fn own_name(language: Language) -> String {
    let name = match language {
        Language::English => "English",
        Language::Swedish => "Svenska",
        Language::Norwegian => "Norsk bokmål",
        Language::French => "Français",
        Language::Danish => "Dansk",
        Language::Finnish => "Suomi",
        Language::German => "Deutsch",
    };
    name.to_owned()
}

/// What a storefront says of itself; a form carries it to know whether that changed meanwhile.
pub(super) fn version(storefront: &Storefront) -> String {
    let said = serde_json::to_string(&StorefrontInput::of(storefront)).expect("inputs are plain data");
    digest(&said).chars().take(16).collect()
}

pub(super) fn filled(storefront: &Storefront) -> Input {
    let mut input = Input::default();
    let said = serde_json::to_value(StorefrontInput::of(storefront)).expect("inputs are plain data");
    for (name, ..) in FIELDS {
        input.set(name, said.get(name).and_then(Value::as_str).unwrap_or_default());
    }
    input
}

fn given(input: &Input) -> Given {
    let text = |name: &str| input.filled(name).map_or(Value::Null, Value::from);
    Given(FIELDS.iter().map(|(name, ..)| ((*name).to_owned(), text(name))).collect())
}

pub(super) async fn find<R: Right>(app: &App, signed: &Signed<R>, id: &str) -> Result<Storefront, Stop> {
    let id: StorefrontId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let found = app.store.read("storefront_page", move |tx| storefronts::find(tx, account, id)).await;
    found.map_err(|error| signed.stop(error))?.ok_or_else(|| signed.stop(Problem::not_found()))
}

pub async fn show(
    mut signed: Signed<StorefrontsRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let known = ["page-said-storefront-saved", "page-said-storefront-made", "page-said-undone", "page-said-undo-late"];
    signed.frame = signed.frame.saying(&signed.query, &known);
    if let Some(Said { text, .. }) = signed.frame.said.take() {
        let now = kept(&StorefrontInput::of(&found));
        signed.frame.said = Some(settings(found.id).said(&app, &signed, text, &now).await?);
    }
    Ok(page(&signed, Some(&found), (&filled(&found), &[]), None))
}

pub async fn new(signed: Signed<StorefrontsWrite>) -> Response {
    let mut input = Input::default();
    input.set("time_zone", signed.frame.zone.name());
    input.set("language", signed.frame.lang());
    page(&signed, None, (&input, &[]), None)
}

pub async fn create(signed: Signed<StorefrontsWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let made = match read(&given(&input).0) {
        Ok(said) => make(&app, (signed.account, signed.actor()), said).await,
        Err(problem) => Err(problem),
    };
    match made {
        Ok(made) => Ok(signed.frame.see(&format!("/storefronts/{}?said=storefront-made", made.id))),
        Err(problem) => Ok(page(&signed, None, (&input, &errors(&signed, problem)?), None)),
    }
}

/// What is wrong with which field.
pub(super) fn errors<R: Right>(signed: &Signed<R>, problem: Problem) -> Result<Vec<FieldError>, Stop> {
    if problem.code() == Kind::StorefrontExists.code() {
        return Ok(vec![FieldError::told("/slug", "storefront.exists", "another storefront has this slug")]);
    }
    problem.into_errors().map_err(|problem| signed.stop(problem))
}

/// Why a storefront was not changed.
pub(super) enum Refusal {
    Faults(Vec<FieldError>),
    Meanwhile(Meanwhile),
}

/// Saves what was typed, where nobody changed the storefront meanwhile.
pub async fn save(
    signed: Signed<StorefrontsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    match save_fields(&app, &signed, &found, (&input, given(&input))).await? {
        Ok(changed) => {
            let after = kept(&StorefrontInput::of(&changed));
            let offer = settings(found.id).offer(&app, &signed, &after).await?;
            Ok(signed.frame.see(&format!("/storefronts/{}?said=storefront-saved{offer}", found.id)))
        }
        Err(Refusal::Faults(errors)) => Ok(page(&signed, Some(&found), (&input, &errors), None)),
        Err(Refusal::Meanwhile(there)) => Ok(page(&signed, Some(&found), (&input, &[]), Some(there))),
    }
}

/// Saves some fields of a storefront, where it still is what the form was begun from.
pub(super) async fn save_fields<R: Right>(
    app: &App,
    signed: &Signed<R>,
    found: &Storefront,
    (input, given): (&Input, Given),
) -> Result<Result<Storefront, Refusal>, Stop> {
    let typed_from = input.get("version").unwrap_or_default().to_owned();
    let unchanged = move |now: &Storefront| {
        if version(now) == typed_from { Ok(()) } else { Err(Problem::new(Kind::State, "it was changed meanwhile")) }
    };
    let by = (signed.account, signed.actor());
    let labels: Vec<_> = FIELDS.into_iter().filter(|(name, ..)| given.0.contains_key(*name)).collect();
    let problem = match change_now(app, by, found.id, given, unchanged).await {
        Ok(changed) => return Ok(Ok(changed)),
        Err(problem) => problem,
    };
    if problem.code() != Kind::State.code() {
        return Ok(Err(Refusal::Faults(errors(signed, problem)?)));
    }
    let (account, subject) = (signed.account, found.id.to_string());
    let last = move |tx: &mut Tx<'_>| last_change(tx, account, Act::StorefrontChanged, &subject);
    let change = app.store.read("last_change", last).await.map_err(|error| signed.stop(error))?;
    let labels: Vec<_> = labels.into_iter().map(|(name, label, _)| (name, label)).collect();
    let meanwhile = Meanwhile::new(&signed.frame, change, &filled(found), input, &labels);
    Ok(Err(Refusal::Meanwhile(meanwhile)))
}

fn settings(id: StorefrontId) -> Settings {
    Settings { act: Act::StorefrontChanged, subject: id.to_string(), path: format!("/storefronts/{id}") }
}

/// Takes back what was saved last.
pub async fn undo(
    signed: Signed<StorefrontsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let settings = settings(find(&app, &signed, &id).await?.id);
    let Some(last) = settings.wanted(&app, &signed, &input).await? else { return Ok(settings.late(&signed)) };
    let before = Given::of_kept(&last.before).map_err(|problem| signed.stop(problem))?;
    let unchanged = move |now: &Storefront| still(&kept(&StorefrontInput::of(now)), &last.after);
    let id = signed.id(&id)?;
    let done = change_now(&app, (signed.account, signed.actor()), id, before, unchanged).await;
    settings.answer(&signed, done.map(drop))
}
