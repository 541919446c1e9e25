//! Invitations: one campaign asking one contact once, with the messages that carried the question.

use std::collections::BTreeMap;

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use jiff::Timestamp;
use rules::id::{AccountId, InvitationId};
use rules::reason::Code;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::decision::DecisionView;
use super::invitation_filter::Filter;
use super::results::Results;
use super::sound;
use super::wish::{WishBody, WishInput, Wishes};
use crate::engine::invite::MoveTo;
use crate::engine::{Engine, letter};
use crate::field::Faults;
use crate::intake::moment;
use crate::store::audit_log::Actor;
use crate::store::invitation_list::Order;
use crate::store::invitations::{Invitation, State as Stored};
use crate::store::messages::Message;
use crate::store::routes::Route;
use crate::store::{Tx, invitation_list, invitations, messages, routes};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::given::Given;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::{InvitationsRead, InvitationsWrite};

/// An invitation.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Invitation)]
pub struct InvitationView {
    id: String,
    /// `scheduled`, `sent`, `opened`, `started`, `completed`; or its end: `expired`, `cancelled`, `refused`, `failed`.
    status: &'static str,
    /// The code of the rule because of which it ended or waits.
    #[schema(required = true)]
    reason: Option<&'static str>,
    purpose: &'static str,
    campaign: String,
    /// The campaign for product reviews whose questions are on the same form; null where there are none.
    #[schema(required = true)]
    product_campaign: Option<String>,
    contact: String,
    event: String,
    reference: String,
    /// When the next message, or the last one, was to go by the settings.
    #[schema(value_type = String, format = DateTime)]
    due_at: Timestamp,
    /// The message that is to come.
    #[schema(required = true)]
    next: Option<Next>,
    /// When its form closes; null before its first message.
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    expires_at: Option<Timestamp>,
    answer_url: String,
    /// Another platform to which it points; null: it leads to the form.
    #[schema(required = true)]
    route: Option<RouteView>,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
    messages: Vec<MessageView>,
}

/// Another platform to which an invitation points (ET-10), by chance alone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Route)]
pub struct RouteView {
    platform: String,
    url: String,
    /// When the first message was on its way.
    #[schema(value_type = String, format = DateTime)]
    routed_at: Timestamp,
    /// When the recipient went on to the platform; null: not yet, and what is written there is never known.
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    followed_at: Option<Timestamp>,
}

impl From<Route> for RouteView {
    fn from(route: Route) -> Self {
        let Route { platform, url, routed_at, followed_at, .. } = route;
        Self { platform, url, routed_at, followed_at }
    }
}

/// A message that is to come.
#[derive(Debug, Serialize, ToSchema)]
pub struct Next {
    /// `first`, `follow_up` or `reminder`.
    pub role: &'static str,
    pub channel: &'static str,
    /// Null: until a person releases it.
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    pub at: Option<Timestamp>,
}

/// A message that was tried.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Message)]
pub struct MessageView {
    id: String,
    role: &'static str,
    channel: &'static str,
    /// `sending`, `sent`, `delivered`, `opened`, `clicked`; or `failed`, `bounced`, `unknown`, `cancelled`.
    status: &'static str,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    sent_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    delivered_at: Option<Timestamp>,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    opened_at: Option<Timestamp>,
    #[schema(required = true)]
    failure: Option<String>,
}

impl From<&Message> for MessageView {
    fn from(message: &Message) -> Self {
        Self {
            id: message.id.to_string(),
            role: message.role.as_str(),
            channel: message.channel.as_str(),
            status: message.status.as_str(),
            sent_at: message.sent_at,
            delivered_at: message.delivered_at,
            opened_at: message.opened_at,
            failure: message.failure.clone(),
        }
    }
}

impl InvitationView {
    pub(super) fn id(&self) -> &str {
        &self.id
    }

    fn new(engine: &Engine, account: AccountId, invitation: &Invitation, state: &Stored) -> Self {
        let next = state.queued.map(|queued| Next {
            role: queued.role.as_str(),
            channel: queued.channel.as_str(),
            at: queued.at,
        });
        Self {
            id: invitation.id.to_string(),
            status: state.status.as_str(),
            reason: state.held_for.or(state.reason).map(Code::as_str),
            purpose: invitation.purpose.as_str(),
            campaign: invitation.campaign.to_string(),
            product_campaign: state.product.map(|(campaign, _)| campaign.to_string()),
            contact: invitation.contact.to_string(),
            event: invitation.event.to_string(),
            reference: invitation.reference.clone(),
            due_at: state.due_at,
            next,
            expires_at: state.expires_at,
            answer_url: letter::links(engine, account, invitation.id).answer,
            route: None,
            created_at: invitation.created_at,
            messages: Vec::new(),
        }
    }
}

impl Listed for InvitationView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "status",
        "reason",
        "purpose",
        "campaign",
        "product_campaign",
        "contact",
        "event",
        "reference",
        "due_at",
        "next.role",
        "next.channel",
        "next.at",
        "expires_at",
        "answer_url",
        "route.platform",
        "route.url",
        "route.routed_at",
        "route.followed_at",
        "created_at",
        "messages",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

/// Invitations as they are shown, in the order given, each with its messages.
pub(super) fn views(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: AccountId,
    found: &[(Invitation, Stored)],
) -> Result<Vec<InvitationView>, crate::store::Error> {
    let ids: Vec<_> = found.iter().map(|(invitation, _)| invitation.id).collect();
    let mut sent: BTreeMap<InvitationId, Vec<MessageView>> = BTreeMap::new();
    for message in messages::of_invitations(tx, account, &ids)? {
        sent.entry(message.invitation).or_default().push(MessageView::from(&message));
    }
    let routes = routes::of_invitations(tx, account, &ids)?;
    let mut routes: BTreeMap<_, _> =
        routes.into_iter().map(|route| (route.invitation, RouteView::from(route))).collect();
    let views = found.iter().map(|(invitation, state)| InvitationView {
        messages: sent.remove(&invitation.id).unwrap_or_default(),
        route: routes.remove(&invitation.id),
        ..InvitationView::new(engine, account, invitation, state)
    });
    Ok(views.collect())
}

/// Lists invitations in the order in which they were made.
#[utoipa::path(
    get, path = "", security(("key" = ["invitations:read"])), params(Paging, Filter),
    responses((status = 200, description = "A page of them", body = Page<InvitationView>)))]
pub async fn list(
    may: May<InvitationsRead>,
    State(app): State<App>,
    mut listing: Listing<Filter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let wanted = std::mem::take(&mut listing.filters).check()?;
    let engine = app.engine.clone();
    let read = move |tx: &mut Tx<'_>| {
        let found = invitation_list::list(tx, may.account, &wanted, Order::Oldest, after, limit)?;
        Ok(views(tx, &engine, may.account, &found)?)
    };
    Ok(listing.page(app.read("list_invitations", read).await?))
}

/// Shows an invitation.
#[utoipa::path(
    get, path = "", security(("key" = ["invitations:read"])),
    responses((status = 200, description = "The invitation", body = InvitationView)))]
pub async fn show(
    may: May<InvitationsRead>,
    State(app): State<App>,
    At((id,)): At<(InvitationId,)>,
) -> Result<Answer<InvitationView>, Problem> {
    show_now(&app, may.account, id).await
}

async fn show_now(app: &App, account: AccountId, id: InvitationId) -> Result<Answer<InvitationView>, Problem> {
    let engine = app.engine.clone();
    let read = move |tx: &mut Tx<'_>| {
        let found = invitations::by_ids(tx, account, &[id])?;
        Ok(views(tx, &engine, account, &found)?.pop().ok_or_else(Problem::not_found)?)
    };
    app.read("show_invitation", read).await.map(Answer)
}

/// Asks contacts by hand, through the same rules: one, or up to 1,000 as `{"invitations": [...]}`.
#[utoipa::path(
    post, path = "", security(("key" = ["invitations:write"])), request_body = WishBody,
    responses(
        (status = 201, description = "It is planned", body = DecisionView),
        (status = 200, description = "It is not planned, and why; or what became of each of many",
         body = Results<DecisionView>)))]
pub async fn create(may: May<InvitationsWrite>, State(app): State<App>, given: Given) -> Result<Response, Problem> {
    match Wishes::read(given)? {
        Wishes::One(input) => {
            create_one(&app, (may.account, may.actor()), input).await.map(IntoResponse::into_response)
        }
        Wishes::Many(inputs) => {
            create_many(&app, (may.account, may.actor()), inputs).await.map(IntoResponse::into_response)
        }
    }
}

async fn create_one(
    app: &App,
    (account, by): (AccountId, Actor),
    input: WishInput,
) -> Result<(StatusCode, Answer<DecisionView>), Problem> {
    let planned = app.engine.invite(account, vec![input.check()?], by).await?.pop();
    let view = DecisionView::from(&planned.ok_or_else(|| Problem::internal("a wish has no answer"))??);
    let status = if view.invitation.is_some() { StatusCode::CREATED } else { StatusCode::OK };
    Ok((status, Answer(view)))
}

async fn create_many(
    app: &App,
    (account, by): (AccountId, Actor),
    inputs: Vec<Result<WishInput, Problem>>,
) -> Result<Answer<Results<DecisionView>>, Problem> {
    let (good, order) = Results::<DecisionView>::sort_out(inputs.into_iter().map(|input| input?.check()));
    let planned = if good.is_empty() { Vec::new() } else { app.engine.invite(account, good, by).await? };
    let done = planned.into_iter().map(|planned| Ok(DecisionView::from(&planned?)));
    Ok(Answer(Results::gather(order, done)))
}

/// Cancels an invitation; one that has ended stays as it was.
#[utoipa::path(
    post, path = "", security(("key" = ["invitations:write"])),
    responses((status = 200, description = "The invitation as it is now", body = InvitationView)))]
pub async fn cancel(
    may: May<InvitationsWrite>,
    State(app): State<App>,
    At((id,)): At<(InvitationId,)>,
) -> Result<Answer<InvitationView>, Problem> {
    app.engine.cancel_invitation(may.account, id, may.actor()).await?;
    show_now(&app, may.account, id).await
}

/// What changes of an invitation.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct InvitationInput {
    /// When the next message is to go; the rules are asked again then.
    #[schema(format = DateTime, example = "2026-03-12T10:00:00Z")]
    due_at: Option<String>,
}

/// Moves what is to come of an invitation to another time.
#[utoipa::path(
    patch, path = "", security(("key" = ["invitations:write"])), request_body = InvitationInput,
    responses((status = 200, description = "The invitation as it is now", body = InvitationView)))]
pub async fn change(
    may: May<InvitationsWrite>,
    State(app): State<App>,
    At((id,)): At<(InvitationId,)>,
    body: Json<InvitationInput>,
) -> Result<Answer<InvitationView>, Problem> {
    let mut faults = Faults::default();
    let due_at = faults.keep_some("/due_at", body.value.due_at, |text| moment::instant(&text));
    sound(Some(()), faults)?;
    if let Some(due_at) = due_at {
        app.engine.move_invitation(may.account, id, MoveTo::Time(due_at), may.actor()).await?;
    }
    show_now(&app, may.account, id).await
}
