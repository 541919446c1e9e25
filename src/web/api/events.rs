//! Events: what happened, reported one by one or in batches. Answered once everything is durable.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use jiff::Timestamp;
use serde::Serialize;
use utoipa::ToSchema;

use super::decision::DecisionView;
use super::results::{Outcome, Results};
use crate::engine::take_in::Taken;
use crate::intake::batch::{self, EventBatch};
use crate::intake::event::{Event, EventInput};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::{Body, Json, LARGEST_BATCH, unreadable};
use crate::web::problem::Problem;
use crate::web::scope::EventsWrite;

/// What became of an event.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Event)]
pub struct EventView {
    #[schema(example = "evt_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    id: String,
    /// The storefront had reported this type and reference before; nothing was changed.
    duplicate: bool,
    /// What was decided because of it.
    decisions: Vec<DecisionView>,
}

impl TryFrom<Taken> for EventView {
    type Error = Problem;

    fn try_from(taken: Taken) -> Result<Self, Problem> {
        match taken {
            Taken::Stored { event, duplicate, decisions } => Ok(Self {
                id: event.to_string(),
                duplicate,
                decisions: decisions.iter().map(DecisionView::from).collect(),
            }),
            Taken::UnknownStorefront => {
                let detail = "the account has no storefront of this slug";
                Err(Problem::field("/storefront", "storefront.unknown", detail))
            }
        }
    }
}

fn check(input: EventInput, now: Timestamp) -> Result<Event, Problem> {
    input.check(now, None).map_err(Problem::invalid)
}

/// Reports an event.
#[utoipa::path(
    post, path = "", security(("key" = ["events:write"])), request_body = EventInput,
    responses(
        (status = 202, description = "It was taken in", body = EventView),
        (status = 200, description = "It was reported before", body = EventView)))]
pub async fn report(
    may: May<EventsWrite>,
    State(app): State<App>,
    body: Json<EventInput>,
) -> Result<(StatusCode, Answer<EventView>), Problem> {
    let event = check(body.value, may.now(&app).await?)?;
    let taken = app.gatherer.take_in(may.account, vec![event]).await?.pop();
    let view = taken.ok_or_else(|| Problem::internal("an event has no answer")).and_then(EventView::try_from)?;
    let status = if view.duplicate { StatusCode::OK } else { StatusCode::ACCEPTED };
    Ok((status, Answer(view)))
}

/// Reports up to 1,000 events, planned in their order. A bad one does not spoil the others.
#[utoipa::path(
    post, path = "", security(("key" = ["events:write"])), request_body = EventBatch,
    responses(
        (status = 202, description = "What became of each; some are new", body = Results<EventView>),
        (status = 200, description = "What became of each; none is new", body = Results<EventView>)))]
pub async fn report_batch(
    may: May<EventsWrite>,
    State(app): State<App>,
    body: Body<LARGEST_BATCH>,
) -> Result<(StatusCode, Answer<Results<EventView>>), Problem> {
    let inputs = batch::parse(&body.bytes).map_err(unreadable)?;
    let now = may.now(&app).await?;
    let checked = inputs.into_iter().map(|input| check(input.map_err(unreadable)?, now));
    let (good, order) = Results::<EventView>::sort_out(checked);
    let taken = if good.is_empty() { Vec::new() } else { app.gatherer.take_in(may.account, good).await? };
    let results = Results::gather(order, taken.into_iter().map(EventView::try_from));
    let is_new = |outcome: &Outcome<EventView>| matches!(outcome, Outcome::Done(view) if !view.duplicate);
    let status = if results.results.iter().any(is_new) { StatusCode::ACCEPTED } else { StatusCode::OK };
    Ok((status, Answer(results)))
}
