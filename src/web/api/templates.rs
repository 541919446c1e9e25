//! Message templates: mails in the business's own words.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{AccountId, TemplateId};
use rules::settle::Ended;
use serde::Serialize;
use utoipa::ToSchema;

use super::account_of;
use super::template_input::{DraftInput, PreviewInput, TemplateInput, TestInput};
use crate::engine::trial::{Shown, Tried};
use crate::store::Tx;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::templates::{self, Template};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::given::Given;
use crate::web::list::{Listed, Listing, NoFilter, Page, Paging};
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::{TemplatesRead, TemplatesWrite};

/// A template.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Template)]
pub struct TemplateView {
    #[schema(example = "tpl_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    id: String,
    #[serde(flatten)]
    said: TemplateInput,
    /// Rises with every change; what is planned keeps the texts of its version.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

impl From<&Template> for TemplateView {
    fn from(template: &Template) -> Self {
        Self {
            id: template.id.to_string(),
            said: TemplateInput::of(template),
            version: template.version,
            created_at: template.created_at,
        }
    }
}

impl Listed for TemplateView {
    const COLUMNS: &'static [&'static str] = &["id", "name", "purpose", "languages", "version", "created_at"];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

/// Makes a template. Its texts are read and tried out; what does not work is refused with its line.
#[utoipa::path(
    post, path = "", security(("key" = ["templates:write"])), request_body = TemplateInput,
    responses((status = 201, description = "It was made", body = TemplateView)))]
pub async fn create(
    may: May<TemplatesWrite>,
    State(app): State<App>,
    body: Json<TemplateInput>,
) -> Result<(StatusCode, Answer<TemplateView>), Problem> {
    let template = make(&app, (may.account, may.actor()), body.value).await?;
    Ok((StatusCode::CREATED, Answer(TemplateView::from(&template))))
}

/// Makes the template that was said.
///
/// # Errors
/// `input.invalid` with everything that is wrong.
pub async fn make(app: &App, (account, by): (AccountId, Actor), said: TemplateInput) -> Result<Template, Problem> {
    let node_now = app.now().await?;
    let id = TemplateId::new(node_now, app.world.chance.bits());
    let template = said.check(id, 1, node_now)?;
    let make = move |tx: &mut Tx<'_>| {
        let created_at = account_of(tx, account)?.now(node_now);
        let template = Template { created_at, ..template.clone() };
        templates::insert(tx, account, &template)?;
        audit_log::append(tx, account, created_at, (by, Act::TemplateMade, &template.id.to_string()))?;
        Ok(template)
    };
    app.write("create_template", make).await
}

/// Lists templates in the order in which they were made. The standard texts are not among them: they are null.
#[utoipa::path(
    get, path = "", security(("key" = ["templates:read"])), params(Paging),
    responses((status = 200, description = "A page of them", body = Page<TemplateView>)))]
pub async fn list(
    may: May<TemplatesRead>,
    State(app): State<App>,
    listing: Listing<NoFilter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let found = app.read("list_templates", move |tx| Ok(templates::list(tx, may.account, after, limit)?)).await?;
    Ok(listing.page(found.iter().map(TemplateView::from).collect()))
}

/// Shows a template.
#[utoipa::path(
    get, path = "", security(("key" = ["templates:read"])),
    responses((status = 200, description = "The template", body = TemplateView)))]
pub async fn show(
    may: May<TemplatesRead>,
    State(app): State<App>,
    At((id,)): At<(TemplateId,)>,
) -> Result<Answer<TemplateView>, Problem> {
    let found = app.read("show_template", move |tx| Ok(templates::find(tx, may.account, id)?)).await?;
    Ok(Answer(TemplateView::from(&found.ok_or_else(Problem::not_found)?)))
}

/// Changes the fields that are given; a language that is null is taken away. What is planned keeps its texts, campaigns
/// use the new ones for what is planned from now on.
#[utoipa::path(
    patch, path = "", security(("key" = ["templates:write"])), request_body = TemplateInput,
    responses((status = 200, description = "The template as it is now", body = TemplateView)))]
pub async fn change(
    may: May<TemplatesWrite>,
    State(app): State<App>,
    At((id,)): At<(TemplateId,)>,
    given: Given,
) -> Result<Answer<TemplateView>, Problem> {
    let find = move |tx: &mut Tx<'_>| Ok(templates::find(tx, may.account, id)?);
    let before = app.read("show_template", find).await?.ok_or_else(Problem::not_found)?;
    let said: TemplateInput = given.over(&TemplateInput::of(&before))?;
    let changed = said.check(id, before.version, before.created_at)?;
    if changed.purpose != before.purpose {
        return Err(Problem::field("/purpose", "field.fixed", "a template keeps this; make another one instead"));
    }
    if changed != before {
        app.engine.change_template(may.account, changed, may.actor()).await?;
    }
    let found = app.read("show_template", find).await?.ok_or_else(Problem::not_found)?;
    Ok(Answer(TemplateView::from(&found)))
}

/// Deletes a template that no campaign uses.
#[utoipa::path(
    delete, path = "", security(("key" = ["templates:write"])),
    responses((status = 204, description = "It is gone; what is planned keeps its texts")))]
pub async fn delete(
    may: May<TemplatesWrite>,
    State(app): State<App>,
    At((id,)): At<(TemplateId,)>,
) -> Result<StatusCode, Problem> {
    app.engine.delete_template(may.account, id, may.actor()).await?;
    Ok(StatusCode::NO_CONTENT)
}

/// A mail as a made-up customer would read it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Preview {
    /// The language that it is in: of those that the template has, the best one for the recipient.
    #[schema(value_type = String, example = "sv")]
    language: &'static str,
    subject: String,
    text: String,
    html: String,
}

impl From<Shown> for Preview {
    fn from(shown: Shown) -> Self {
        let letter = shown.letter;
        Self { language: shown.language.as_str(), subject: letter.subject, text: letter.text, html: letter.html }
    }
}

/// Shows the mail that a template makes for a made-up order.
#[utoipa::path(
    post, path = "", security(("key" = ["templates:read"])), request_body = PreviewInput,
    responses((status = 200, description = "The mail", body = Preview)))]
pub async fn preview(
    may: May<TemplatesRead>,
    State(app): State<App>,
    At((id,)): At<(TemplateId,)>,
    body: Json<PreviewInput>,
) -> Result<Answer<Preview>, Problem> {
    let trial = body.value.check(id)?;
    Ok(Answer(app.engine.show_trial(may.account, trial).await?.into()))
}

/// Shows the mail that a template would make which is not stored.
#[utoipa::path(
    post, path = "", security(("key" = ["templates:read"])), request_body = DraftInput,
    responses((status = 200, description = "The mail", body = Preview)))]
pub async fn preview_draft(
    may: May<TemplatesRead>,
    State(app): State<App>,
    body: Json<DraftInput>,
) -> Result<Answer<Preview>, Problem> {
    let trial = body.value.check()?;
    Ok(Answer(app.engine.show_trial(may.account, trial).await?.into()))
}

/// What became of a test.
#[derive(Debug, Serialize, ToSchema)]
pub struct TestResult {
    /// The id under which it went; of no message to a contact.
    #[schema(example = "msg_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    id: String,
    subject: String,
    /// `accepted`, `refused`, `retry_safe` (not taken, try again) or `unknown`.
    #[schema(value_type = String, example = "accepted")]
    outcome: &'static str,
    /// What the relay said of it.
    #[schema(required = true)]
    detail: Option<String>,
}

impl From<Tried> for TestResult {
    fn from(tried: Tried) -> Self {
        let outcome = match tried.ended {
            Ended::Accepted => "accepted",
            Ended::Refused | Ended::AddressRefused => "refused",
            Ended::RetrySafe => "retry_safe",
            Ended::Unknown => "unknown",
        };
        Self { id: tried.message.to_string(), subject: tried.subject, outcome, detail: tried.text }
    }
}

/// Sends a template as a test, for a made-up order: a sandbox into its outbox, a real account to one of its users, once
/// every 10 seconds. It counts as a message to nobody, and its links lead nowhere.
#[utoipa::path(
    post, path = "", security(("key" = ["templates:write"])), request_body = TestInput,
    responses((status = 200, description = "What became of it", body = TestResult)))]
pub async fn test(
    may: May<TemplatesWrite>,
    State(app): State<App>,
    At((id,)): At<(TemplateId,)>,
    body: Json<TestInput>,
) -> Result<Answer<TestResult>, Problem> {
    let found = app.read("show_template", move |tx| Ok(templates::find(tx, may.account, id)?)).await?;
    found.ok_or_else(Problem::not_found)?;
    let (trial, to) = body.value.check(id)?;
    Ok(Answer(app.engine.send_trial(may.account, trial, to, may.actor()).await?.into()))
}
