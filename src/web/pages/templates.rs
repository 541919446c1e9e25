//! Templates: the business's own words for its mails, in an editor with the mail beside it.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::campaign::Purpose;
use rules::id::TemplateId;
use serde_json::{Map, Value, json};

use super::form::{Field, Form};
use super::frame::{Frame, Said};
use super::meanwhile::{Meanwhile, last_change, status};
use super::signed::{Signed, Stop};
use super::storefronts::own_name;
use super::undo::Settings;
use crate::field::FieldError;
use crate::store::audit_log::Act;
use crate::store::templates::{self, Template as Words};
use crate::store::users::{self, User};
use crate::store::{Tx, campaigns};
use crate::texts::{Language, Noun};
use crate::web::App;
use crate::web::api::template_input::TemplateInput;
use crate::web::api::templates::make;
use crate::web::given::{Given, read};
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{Right, Scope, TemplatesRead, TemplatesWrite};

/// Rows on one page of the list.
const ROWS: i64 = 100;
/// Users to choose from for a test.
const MOST_USERS: i64 = 100;

const FIELDS: [(&str, &str); 4] = [
    ("name", "page-template-name"),
    ("subject", "page-template-subject"),
    ("body", "page-template-body"),
    ("reminder_subject", "page-template-reminder-subject"),
];

/// What a template may name, and the keys of what each is.
const VARIABLES: [(&str, &str); 12] = [
    ("{{ customer.first_name }}", "page-variable-first-name"),
    ("{{ customer.name }}", "page-variable-name"),
    ("{{ order.reference }}", "page-variable-reference"),
    ("{{ order.date }}", "page-variable-date"),
    ("{{ order.total }}", "page-variable-total"),
    ("{% for product in products %}{{ product.name }}{% endfor %}", "page-variable-products"),
    ("{{ staff }}", "page-variable-staff"),
    ("{{ shop.name }}", "page-variable-shop"),
    ("{{ shop.url }}", "page-variable-shop-url"),
    ("{{ shop.postal_address }}", "page-variable-address"),
    ("{{ answer_button }}", "page-variable-button"),
    ("{{ answer_url }}", "page-variable-url"),
];

#[derive(Template)]
#[template(path = "templates/list.html")]
struct TemplatesPage<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
    may_write: bool,
}

struct Row {
    id: String,
    name: String,
    purpose: String,
    languages: String,
    campaigns: i64,
}

pub async fn list(mut signed: Signed<TemplatesRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let after: Option<TemplateId> = signed.query.filled("after").and_then(|id| id.parse().ok());
    let read =
        move |tx: &mut Tx<'_>| Ok((templates::list(tx, account, after, ROWS + 1)?, campaigns::templated(tx, account)?));
    let (mut found, using) = app.store.read("templates_page", read).await.map_err(|error| signed.stop(error))?;
    signed.frame = signed.frame.saying(&signed.query, &["page-said-template-deleted"]);
    let frame = &signed.frame;
    let has_more = i64::try_from(found.len()).is_ok_and(|count| count > ROWS);
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let rows = found.iter().map(|template| {
        let using = using.iter().filter(|(_, used)| *used == template.id).count();
        let names = template.languages.keys().filter_map(|tag| tag.parse().ok()).map(own_name);
        Row {
            name: template.name.clone(),
            purpose: frame.word(Noun::Purpose, template.purpose.as_str()),
            languages: names.collect::<Vec<_>>().join(", "),
            campaigns: i64::try_from(using).unwrap_or(0),
            id: template.id.to_string(),
        }
    });
    let last = found.last().map(|last| last.id.to_string()).filter(|_| has_more);
    let page = TemplatesPage {
        frame,
        rows: rows.collect(),
        first: after.map(|_| signed.query.with("after", None)),
        next: last.map(|last| signed.query.with("after", Some(&last))),
        may_write: frame.may(Scope::TemplatesWrite),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

#[derive(Template)]
#[template(path = "templates/show.html")]
struct TemplatePage<'a> {
    frame: &'a Frame,
    /// None: it is to be made.
    template: Option<&'a Words>,
    language: &'static str,
    /// Tag, own name, and whether the template has texts in it.
    languages: Vec<(&'static str, String, bool)>,
    purposes: Vec<(String, String)>,
    purpose: Field,
    name: Field,
    subject: Field,
    body: Field,
    reminder_subject: Field,
    variables: Vec<(&'static str, String)>,
    others: Vec<String>,
    meanwhile: Option<Meanwhile>,
    to: Field,
    users: Vec<(String, String)>,
    is_sandbox: bool,
    may_write: bool,
}

pub(super) fn page<R>(
    signed: &Signed<R>,
    template: Option<&Words>,
    users: &[User],
    (input, errors): (&Input, &[FieldError]),
    meanwhile: Option<Meanwhile>,
) -> Response {
    let frame = &signed.frame;
    let status = status(meanwhile.as_ref(), errors);
    let form = Form::new(frame, input, errors);
    let language = language_of(input);
    let has = |language: Language| template.is_some_and(|one| one.languages.contains_key(language.as_str()));
    let purposes = [Purpose::ServiceReview, Purpose::ProductReview, Purpose::Survey].map(Purpose::as_str);
    let to = form.hinted("to", "page-template-to", "page-template-to-hint");
    let mut page = TemplatePage {
        frame,
        template,
        language: language.as_str(),
        languages: Language::ALL.map(|one| (one.as_str(), own_name(one), has(one))).into(),
        purposes: purposes.map(|code| (code.to_owned(), frame.word(Noun::Purpose, code))).into(),
        purpose: form.field("purpose", "page-purpose"),
        name: form.hinted("name", "page-template-name", "page-template-name-hint"),
        subject: form.hinted("subject", "page-template-subject", "page-template-subject-hint"),
        body: form.hinted("body", "page-template-body", "page-template-body-hint"),
        reminder_subject: form.hinted(
            "reminder_subject",
            "page-template-reminder-subject",
            "page-template-reminder-subject-hint",
        ),
        variables: VARIABLES.map(|(text, key)| (text, frame.say(key))).into(),
        others: Vec::new(),
        meanwhile,
        to,
        users: users.iter().map(|user| (user.email.clone(), user.email.clone())).collect(),
        is_sandbox: frame.who.as_ref().is_some_and(|who| who.account.sandbox_since.is_some()),
        may_write: frame.may(Scope::TemplatesWrite),
    };
    let shown = [&page.purpose, &page.name, &page.subject, &page.body, &page.reminder_subject, &page.to];
    page.others = form.others(&shown);
    frame.page(status, &page)
}

/// The language that is edited.
pub(super) fn language_of(input: &Input) -> Language {
    input.get("language").and_then(|tag| tag.parse().ok()).unwrap_or(Language::English)
}

/// The form as it stands for one language of a template.
pub(super) fn filled(template: &Words, language: Language) -> Input {
    let wording = template.languages.get(language.as_str()).cloned().unwrap_or_default();
    let mut input = Input::default();
    input.set("version", template.version.to_string());
    input.set("language", language.as_str());
    input.set("purpose", template.purpose.as_str());
    input.set("name", &*template.name);
    input.set("subject", wording.subject);
    input.set("body", wording.body);
    input.set("reminder_subject", wording.reminder_subject.unwrap_or_default());
    input
}

/// What was typed for one language, as the API takes it.
pub(super) fn wording(input: &Input) -> Value {
    json!({
        "subject": input.filled("subject"),
        "body": input.get("body").filter(|text| !text.trim().is_empty()),
        "reminder_subject": input.filled("reminder_subject"),
    })
}

fn given(input: &Input, removed: bool) -> Given {
    let said = if removed { Value::Null } else { wording(input) };
    let languages = Map::from_iter([(language_of(input).as_str().to_owned(), said)]);
    let mut fields = Map::from_iter([("languages".to_owned(), Value::Object(languages))]);
    fields.insert("name".to_owned(), input.filled("name").map_or(Value::Null, Value::from));
    Given(fields)
}

/// The errors of one language, beside the fields of the form.
pub(super) fn beside(errors: Vec<FieldError>, language: Language) -> Vec<FieldError> {
    let within = format!("/languages/{language}");
    let shorter = |mut error: FieldError| {
        let pointer = error.pointer.strip_prefix("/template").unwrap_or(&error.pointer);
        error.pointer = pointer.strip_prefix(&within).unwrap_or(pointer).to_owned();
        error
    };
    errors.into_iter().map(shorter).collect()
}

/// A template, and the users to whom it can be sent as a test.
pub(super) async fn find<R: Right>(app: &App, signed: &Signed<R>, id: &str) -> Result<(Words, Vec<User>), Stop> {
    let id: TemplateId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let read =
        move |tx: &mut Tx<'_>| Ok((templates::find(tx, account, id)?, users::list(tx, account, None, MOST_USERS)?));
    let (found, mut users) = app.store.read("template_page", read).await.map_err(|error| signed.stop(error))?;
    users.retain(|user| user.disabled_at.is_none());
    Ok((found.ok_or_else(|| signed.stop(Problem::not_found()))?, users))
}

/// The language asked for, else the first that the template has.
fn asked(signed_query: &Input, template: &Words) -> Language {
    let first = || template.languages.keys().next().and_then(|tag| tag.parse().ok());
    let asked = signed_query.get("language").and_then(|tag| tag.parse().ok());
    asked.or_else(first).unwrap_or(Language::English)
}

pub async fn show(
    mut signed: Signed<TemplatesRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let (found, users) = find(&app, &signed, &id).await?;
    let known = [
        "page-said-template-saved",
        "page-said-template-made",
        "page-said-template-boxed",
        "page-said-template-accepted",
        "page-said-template-refused",
        "page-said-template-retry",
        "page-said-template-unknown",
        "page-said-undone",
        "page-said-undo-late",
    ];
    signed.frame = signed.frame.saying(&signed.query, &known);
    if let Some(Said { text, .. }) = signed.frame.said.take() {
        signed.frame.said = Some(settings(found.id).said(&app, &signed, text, &found.changeable()).await?);
    }
    let mut input = filled(&found, asked(&signed.query, &found));
    input.set("to", &*signed.user.email);
    Ok(page(&signed, Some(&found), &users, (&input, &[]), None))
}

pub async fn new(signed: Signed<TemplatesWrite>) -> Response {
    let mut input = Input::default();
    input.set("language", signed.frame.lang());
    input.set("subject", signed.frame.say_with("page-template-starter-subject", &[("shop", "{{ shop.name }}".into())]));
    input.set(
        "body",
        signed.frame.say_with("page-template-starter-body", &[("name", "{{ customer.first_name }}".into())])
            + "\n\n{{ answer_button }}",
    );
    page(&signed, None, &[], (&input, &[]), None)
}

pub async fn create(signed: Signed<TemplatesWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let mut said = given(&input, false);
    said.0.insert("purpose".to_owned(), input.filled("purpose").map_or(Value::Null, Value::from));
    let made = match read(&said.0) {
        Ok(said) => make(&app, (signed.account, signed.actor()), said).await,
        Err(problem) => Err(problem),
    };
    let language = language_of(&input);
    match made.map_err(Problem::into_errors) {
        Ok(made) => {
            let path = format!("/templates/{}?language={language}&said=template-made", made.id);
            Ok(signed.frame.see(&path))
        }
        Err(Ok(errors)) => Ok(page(&signed, None, &[], (&input, &beside(errors, language)), None)),
        Err(Err(problem)) => Err(signed.stop(problem)),
    }
}

/// Saves what was typed for one language, or takes that language away.
pub async fn save(
    signed: Signed<TemplatesWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let (found, users) = find(&app, &signed, &id).await?;
    let language = language_of(&input);
    if input.get("version") != Some(found.version.to_string().as_str()) {
        return conflict(&app, &signed, (&found, &users), &input).await;
    }
    let said = given(&input, input.has("remove")).over::<TemplateInput>(&TemplateInput::of(&found));
    let changed = match said.and_then(|said| said.check(found.id, found.version, found.created_at)) {
        Ok(changed) => changed,
        Err(problem) => {
            let errors = problem.into_errors().map_err(|problem| signed.stop(problem))?;
            return Ok(page(&signed, Some(&found), &users, (&input, &beside(errors, language)), None));
        }
    };
    let after = changed.changeable();
    if changed != found {
        let done = app.engine.change_template(signed.account, changed, signed.actor()).await.map_err(Problem::from);
        match done {
            Err(problem) if problem.code() == "template.changed" => {
                let (found, users) = find(&app, &signed, &id).await?;
                return conflict(&app, &signed, (&found, &users), &input).await;
            }
            done => done.map_err(|problem| signed.stop(problem))?,
        }
    }
    let language = if input.has("remove") { String::new() } else { format!("language={language}&") };
    let offer = settings(found.id).offer(&app, &signed, &after).await?;
    Ok(signed.frame.see(&format!("/templates/{}?{language}said=template-saved{offer}", found.id)))
}

fn settings(id: TemplateId) -> Settings {
    Settings { act: Act::TemplateChanged, subject: id.to_string(), path: format!("/templates/{id}") }
}

/// Takes back what was saved last, in a new version.
pub async fn undo(
    signed: Signed<TemplatesWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let (found, _) = find(&app, &signed, &id).await?;
    let settings = settings(found.id);
    let last = settings.wanted(&app, &signed, &input).await?;
    let Some(last) = last.filter(|last| last.after == found.changeable()) else { return Ok(settings.late(&signed)) };
    let changed = found.changed_back(&last.before).map_err(|error| signed.stop(error))?;
    let done = app.engine.change_template(signed.account, changed, signed.actor()).await;
    settings.answer(&signed, done.map_err(Problem::from))
}

async fn conflict(
    app: &App,
    signed: &Signed<TemplatesWrite>,
    (found, users): (&Words, &[User]),
    input: &Input,
) -> Result<Response, Stop> {
    let (account, subject) = (signed.account, found.id.to_string());
    let last = move |tx: &mut Tx<'_>| last_change(tx, account, Act::TemplateChanged, &subject);
    let change = app.store.read("last_change", last).await.map_err(|error| signed.stop(error))?;
    let there = filled(found, language_of(input));
    let meanwhile = Meanwhile::new(&signed.frame, change, &there, input, &FIELDS);
    Ok(page(signed, Some(found), users, (input, &[]), Some(meanwhile)))
}
