//! A request: its story from the order to the answer, what comes next, and what a person can still do about it.

use askama::Template;
use axum::extract::{FromRequest, Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{AccountId, InvitationId};
use rules::reason::Code;
use rules::state::InvitationStatus;
use rules::time::resolve;

use super::ask::Question;
use super::form::{Field, Form};
use super::frame::{Frame, Said, Undo};
use super::moment::{day, time, typed};
use super::request_story::{Point, Sources, story};
use super::requests::{badge, called};
use super::signed::{Signed, Stop};
use crate::engine::Error;
use crate::engine::explain::{Explanation, Subject};
use crate::engine::invite::MoveTo;
use crate::field::{Fault, Faults, FieldError};
use crate::store::contacts::Contact;
use crate::store::events::Event;
use crate::store::invitations::{Invitation, State as Stored};
use crate::store::messages::Message;
use crate::store::orders::{OrderKey, StoredOrder};
use crate::store::routes::Route;
use crate::store::storefronts::Storefront;
use crate::store::{
    self, Tx, campaigns, contacts, events, invitations, messages, orders, responses, routes, storefronts,
};
use crate::texts::Noun;
use crate::web::App;
use crate::web::input::Input;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::{InvitationsRead, InvitationsWrite, Right, Scope};

#[derive(Template)]
#[template(path = "requests/show.html")]
struct ShowPage<'a> {
    frame: &'a Frame,
    known: &'a Known,
    whom: String,
    badge: &'static str,
    status: String,
    purpose: String,
    reason: Option<String>,
    points: Vec<Point>,
    /// There is something to move or cancel, and the reader may.
    is_open: bool,
    /// A person cancelled it, and the reader may take that back.
    is_cancelled: bool,
    can_send: bool,
    may_order: bool,
    is_held: bool,
    order_cancelled: bool,
    activation_date: Field,
    day: Field,
    time: Field,
}

/// All that is on record of one request.
pub(super) struct Known {
    invitation: Invitation,
    state: Stored,
    contact: Option<Contact>,
    storefront: Option<Storefront>,
    campaign: String,
    event: Option<Event>,
    /// What the business said of the order; none: nothing.
    order: Option<StoredOrder>,
    messages: Vec<Message>,
    response: Option<responses::Response>,
    route: Option<Route>,
    decided: Vec<Explanation>,
}

pub async fn show(
    signed: Signed<InvitationsRead>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let mut signed = signed;
    let id = signed.id(&id)?;
    signed.frame = said(signed.frame, &signed.query, id);
    page(&app, &signed, id, &Input::default(), &[]).await
}

/// What was just done, with the way back.
fn said(frame: Frame, query: &Input, id: InvitationId) -> Frame {
    let known = [
        "page-said-moved",
        "page-said-due",
        "page-said-moved-back",
        "page-said-cancelled",
        "page-said-reopened",
        "page-said-not-reopened",
        "page-said-order-held",
        "page-said-order-released",
        "page-said-order-cancelled",
        "page-said-order-changed",
        "page-said-order-day-unreadable",
    ];
    let mut frame = frame.saying(query, &known);
    let path = frame.to(&format!("/requests/{id}"));
    let undo = match query.get("said") {
        Some("moved" | "due") => query.filled("from").map(|from| {
            // Only a time of ours is repeated.
            let at = from.parse::<Timestamp>().map(|at| at.to_string()).unwrap_or_default();
            Undo { action: format!("{path}/move"), fields: vec![("at", at)] }
        }),
        Some("order-held") => Some(Undo { action: format!("{path}/order/release"), fields: Vec::new() }),
        Some("order-released") => Some(Undo { action: format!("{path}/order/hold"), fields: Vec::new() }),
        Some("cancelled") => Some(Undo { action: format!("{path}/reopening"), fields: Vec::new() }),
        _ => None,
    };
    frame.said = frame.said.map(|said| Said { undo, ..said });
    frame
}

async fn page<R: Right>(
    app: &App,
    signed: &Signed<R>,
    id: InvitationId,
    input: &Input,
    errors: &[FieldError],
) -> Result<Response, Stop> {
    let (frame, account) = (&signed.frame, signed.account);
    let mut known = find(app, signed, id).await?;
    let told = app.engine.explain(account, Subject::Invitation(id), frame.language).await;
    let told = told.map_err(|error| signed.stop(error))?;
    known.decided = told.explanations;
    let sources = Sources {
        event: known.event.as_ref(),
        decided: &known.decided,
        messages: &known.messages,
        response: known.response.as_ref(),
        route: known.route.as_ref(),
        state: &known.state,
        upcoming: told.upcoming.first(),
    };
    let points = story(frame, &sources);
    let may = frame.may(Scope::InvitationsWrite);
    let state = &known.state;
    let is_cancelled = (state.status, state.reason) == (InvitationStatus::Cancelled, Some(Code::InvitationCancelled));
    let mut input = input.clone();
    if errors.is_empty() {
        let at = state.queued.and_then(|queued| queued.at).unwrap_or(signed.now);
        let (day, time) = typed(at.max(signed.now), &frame.zone);
        input.set("day", day);
        input.set("time", time);
    }
    let begins = known.event.as_ref().and_then(|event| event.activation_date);
    input.set("activation_date", begins.map(|day| day.to_string()).unwrap_or_default());
    let form = Form::new(frame, &input, errors);
    let page = ShowPage {
        frame,
        whom: called(frame, known.contact.as_ref()),
        badge: badge(state.status),
        status: frame.status(state.status.as_str()),
        purpose: frame.word(Noun::Purpose, known.invitation.purpose.as_str()),
        reason: state.held_for.or(state.reason).map(|code| frame.reason(code.as_str())),
        points,
        is_open: may && state.ended_at.is_none(),
        is_cancelled: may && is_cancelled,
        may_order: frame.may(Scope::OrdersWrite),
        is_held: known.order.as_ref().is_some_and(|order| order.held_at.is_some()),
        order_cancelled: known.order.as_ref().is_some_and(|order| order.cancelled_at.is_some()),
        activation_date: form.hinted("activation_date", "page-order-day", "page-order-day-hint"),
        can_send: may && state.queued.is_some(),
        day: form.field("day", "page-request-day"),
        time: form.field("time", "page-request-time"),
        known: &known,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame.page(status, &page))
}

pub(super) async fn find<R>(app: &App, signed: &Signed<R>, id: InvitationId) -> Result<Known, Stop> {
    let account = signed.account;
    let found = app.store.read("show_request", move |tx| read(tx, account, id)).await;
    found.map_err(|error| signed.stop(error))?.ok_or_else(|| signed.stop(Problem::not_found()))
}

fn read(tx: &mut Tx<'_>, account: AccountId, id: InvitationId) -> Result<Option<Known>, store::Error> {
    let Some((invitation, state)) = invitations::by_ids(tx, account, &[id])?.pop() else { return Ok(None) };
    Ok(Some(Known {
        contact: contacts::by_ids(tx, account, &[invitation.contact])?.pop(),
        storefront: storefronts::find(tx, account, invitation.storefront)?,
        campaign: campaigns::find(tx, account, invitation.campaign)?.map(|found| found.name).unwrap_or_default(),
        event: events::by_ids(tx, account, &[invitation.event])?.pop(),
        order: order(tx, account, &invitation)?,
        messages: messages::of_invitations(tx, account, &[id])?,
        response: responses::of_invitation(tx, account, id)?,
        route: routes::of_invitations(tx, account, &[id])?.pop(),
        decided: Vec::new(),
        invitation,
        state,
    }))
}

fn order(tx: &mut Tx<'_>, account: AccountId, invitation: &Invitation) -> Result<Option<StoredOrder>, store::Error> {
    let key = OrderKey { storefront: invitation.storefront, reference: invitation.reference.clone() };
    Ok(orders::find(tx, account, &[key].into())?.into_iter().next().map(|(_, order)| order))
}

/// Lets the next message go at once, as far as the rules let it.
pub async fn send_now(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let before = app.engine.move_invitation(signed.account, id, MoveTo::Now, signed.actor()).await;
    let before = before.map_err(|error| signed.stop(error))?;
    Ok(moved(&signed.frame, id, "due", before))
}

/// Moves the next message to another time.
pub async fn change(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
    request: Request,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let input = Input::from_request(request, &app).await.map_err(|problem| signed.stop(problem))?;
    // Taking a move back names the instant itself; a person names a day and a time.
    let back = input.filled("at").and_then(|text| text.parse::<Timestamp>().ok());
    let at = match back.map_or_else(|| chosen(&input, &signed.frame), Ok) {
        Ok(at) => at,
        Err(errors) => return page(&app, &signed, id, &input, &errors).await,
    };
    match app.engine.move_invitation(signed.account, id, MoveTo::Time(at), signed.actor()).await {
        Ok(before) => Ok(moved(&signed.frame, id, if back.is_some() { "moved-back" } else { "moved" }, before)),
        Err(Error::Fields(_)) => {
            let past = [FieldError::new("/time", Fault::new("due_at.past", "the time is past"))];
            page(&app, &signed, id, &input, &past).await
        }
        Err(error) => Err(signed.stop(error)),
    }
}

fn chosen(input: &Input, frame: &Frame) -> Result<Timestamp, Vec<FieldError>> {
    let mut faults = Faults::default();
    let (day, time) = (day(&mut faults, input, "day"), time(&mut faults, input, "time"));
    if input.filled("day").is_none() {
        faults.add("/day", Fault::missing());
    }
    match (day, time) {
        (Some(day), Some(time)) => Ok(resolve(&frame.zone, day.to_datetime(time))),
        _ => Err(faults.into_errors()),
    }
}

fn moved(frame: &Frame, id: InvitationId, said: &str, before: Option<Timestamp>) -> Response {
    let from = before.map(|before| format!("&from={before}")).unwrap_or_default();
    frame.see(&format!("/requests/{id}?said={said}{from}"))
}

/// Asks whether to cancel.
pub async fn ask_cancel(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let known = find(&app, &signed, id).await?;
    let frame = &signed.frame;
    let arguments = [("whom", called(frame, known.contact.as_ref()).into())];
    let gone = known.state.first_sent_at.is_some();
    let question = Question {
        frame,
        title: frame.say("page-request-cancel"),
        texts: vec![
            frame.say_with("page-request-cancel-text", &arguments),
            frame.say(if gone { "page-request-cancel-gone" } else { "page-request-cancel-undo" }),
        ],
        action: format!("/requests/{id}/cancellation"),
        button: frame.say("page-request-cancel"),
        back: format!("/requests/{id}"),
        typed: None,
    };
    Ok(question.page(StatusCode::OK))
}

pub async fn cancel(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let cancelled = app.engine.cancel_invitation(signed.account, id, signed.actor()).await;
    cancelled.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("/requests/{id}?said=cancelled")))
}

/// Takes a cancellation back.
pub async fn reopen(
    signed: Signed<InvitationsWrite>,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let id = signed.id(&id)?;
    let reopened = app.engine.reopen_invitation(signed.account, id, signed.actor()).await;
    let said = if reopened.map_err(|error| signed.stop(error))? { "reopened" } else { "not-reopened" };
    Ok(signed.frame.see(&format!("/requests/{id}?said={said}")))
}
