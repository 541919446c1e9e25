//! Responses: what contacts answered.

use axum::Json as Answer;
use axum::extract::State;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::ResponseId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::invitation_filter::parsed;
use super::sound;
use crate::field::{Fault, Faults};
use crate::store::responses::{self, Response as Stored, Suspicion, Wanted};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::ResponsesRead;

/// A response: one for each invitation that was answered.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Response)]
pub struct ResponseView {
    id: String,
    invitation: String,
    contact: String,
    reference: String,
    #[schema(value_type = String, format = DateTime)]
    started_at: Timestamp,
    /// Null: half-finished.
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    completed_at: Option<Timestamp>,
    /// The message that brought it: the latest before it was begun. Null where none did.
    #[schema(required = true)]
    via: Option<Via>,
    #[schema(value_type = Vec<AnswerView>)]
    answers: Value,
    /// Why a program may have given it: `too_fast` or `honeypot`. Such a response completes nothing and counts nowhere.
    #[schema(required = true)]
    suspect: Option<&'static str>,
}

/// A message by its role and channel.
#[derive(Debug, Serialize, ToSchema)]
pub struct Via {
    /// `first`, `follow_up` or `reminder`.
    role: &'static str,
    channel: &'static str,
}

/// What was answered to one question.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Answer)]
pub struct AnswerView {
    /// The name of the question: `rating`, `comment`.
    question: String,
    /// A rating is a number from 1 to 5, a comment a text.
    #[schema(value_type = Value)]
    value: Value,
    /// The product it is about; left out: the service.
    #[schema(required = false)]
    product: Option<ProductView>,
}

/// The product that an answer is about.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = AnsweredProduct)]
pub struct ProductView {
    sku: String,
    /// As the form called it.
    name: String,
}

impl From<&Stored> for ResponseView {
    fn from(response: &Stored) -> Self {
        Self {
            id: response.id.to_string(),
            invitation: response.invitation.to_string(),
            contact: response.contact.to_string(),
            reference: response.reference.clone(),
            started_at: response.started_at,
            completed_at: response.completed_at,
            via: response.via.map(|(role, channel)| Via { role: role.as_str(), channel: channel.as_str() }),
            answers: serde_json::from_str(&response.answers).unwrap_or_else(|_| Value::Array(Vec::new())),
            suspect: response.suspected_for.map(Suspicion::as_str),
        }
    }
}

impl Listed for ResponseView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "invitation",
        "contact",
        "reference",
        "started_at",
        "completed_at",
        "via.role",
        "via.channel",
        "answers",
        "suspect",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct Filter {
    /// The id of an invitation.
    invitation: Option<String>,
    /// The id of a contact.
    contact: Option<String>,
    /// The order number.
    reference: Option<String>,
    /// The slug of a storefront.
    storefront: Option<String>,
    /// Whether it is whole: `true` or `false`.
    completed: Option<String>,
    /// From 1 to 5: those that gave so many stars, to the service or to a product.
    stars: Option<String>,
    /// `true`: those that a program may have given, in the place of the others.
    suspect: Option<String>,
}

const STARS: &str = "a number from 1 to 5";

impl Filter {
    fn check(self) -> Result<Wanted, Problem> {
        let mut faults = Faults::default();
        let (id, truth) = ("not an id of this kind", "true or false");
        let invitation = parsed(&mut faults, "/invitation", self.invitation, "id.malformed", id);
        let contact = parsed(&mut faults, "/contact", self.contact, "id.malformed", id);
        let completed = parsed(&mut faults, "/completed", self.completed, "value.unknown", truth);
        let stars = parsed(&mut faults, "/stars", self.stars, "value.unknown", STARS);
        if stars.is_some_and(|stars| !(1..=5).contains(&stars)) {
            faults.add("/stars", Fault::new("value.unknown", STARS));
        }
        let suspect = parsed(&mut faults, "/suspect", self.suspect, "value.unknown", truth).unwrap_or(false);
        let (storefront, reference) = (self.storefront, self.reference);
        sound(Some(Wanted { invitation, contact, storefront, reference, completed, stars, suspect }), faults)
    }
}

/// Lists responses in the order in which they were begun. Those that a program may have given are left out unless they
/// are asked for.
#[utoipa::path(
    get, path = "", security(("key" = ["responses:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of them", body = Page<ResponseView>)))]
pub async fn list(
    may: May<ResponsesRead>,
    State(app): State<App>,
    mut listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let wanted = std::mem::take(&mut listing.filters).check()?;
    let read = move |tx: &mut crate::store::Tx<'_>| Ok(responses::list(tx, may.account, &wanted, after, limit)?);
    let found = app.read("list_responses", read).await?;
    Ok(listing.page(found.iter().map(ResponseView::from).collect()))
}

/// Shows a response.
#[utoipa::path(
    get, path = "", security(("key" = ["responses:read"])),
    responses((status = 200, description = "The response", body = ResponseView)))]
pub async fn show(
    may: May<ResponsesRead>,
    State(app): State<App>,
    At((id,)): At<(ResponseId,)>,
) -> Result<Answer<ResponseView>, Problem> {
    let found = app.read("show_response", move |tx| Ok(responses::find(tx, may.account, id)?)).await?;
    Ok(Answer(ResponseView::from(&found.ok_or_else(Problem::not_found)?)))
}
