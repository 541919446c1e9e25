//! Sending hours: when recipients answer, and what became of messages that took a learned hour (TP-4).

use axum::Json as Answer;
use axum::extract::State;
use rules::id::StorefrontId;
use serde::Serialize;
use utoipa::ToSchema;

use super::proportion::{DifferenceView, ProportionView};
use crate::engine::sending_hours::{HourFigures, SendingHours, sending_hours};
use crate::store::{Tx, storefronts};
use crate::web::App;
use crate::web::auth::May;
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::ResponsesRead;

/// What was learned of a storefront's hours, on the recipients' clocks.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SendingHours)]
pub struct SendingHoursView {
    /// The slug of the storefront.
    storefront: String,
    /// The hour that most messages take, where quiet hours allow it.
    #[schema(example = "18:00")]
    learned_hour: &'static str,
    /// Answers that were learned from.
    answers: u64,
    /// All 24, from 00:00 on.
    hours: Vec<HourView>,
    /// First messages at the learned hour that were answered.
    learned: ProportionView,
    /// First messages at other hours that were answered. Which messages these are is decided as by lot.
    explored: ProportionView,
    /// How much larger the share is at the learned hour; null with fewer than 50 messages on either side.
    #[schema(required = true)]
    gain: Option<DifferenceView>,
    /// `too_few`, `unclear` (the interval holds nothing), `more` or `less`.
    #[schema(example = "too_few")]
    conclusion: &'static str,
}

/// One hour of the recipients' day.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SendingHour)]
pub struct HourView {
    #[schema(example = "18:00")]
    hour: &'static str,
    /// Answers that came in this hour, of all of them.
    answers: ProportionView,
    /// First messages that took this hour and were answered, of all that took it.
    answered: ProportionView,
}

impl SendingHoursView {
    fn of(storefront: String, found: &SendingHours) -> Self {
        let hour = |one: &HourFigures| HourView {
            hour: one.hour.as_str(),
            answers: one.answers.into(),
            answered: one.answered.into(),
        };
        Self {
            storefront,
            learned_hour: found.best.as_str(),
            answers: found.answers,
            hours: found.hours.iter().map(hour).collect(),
            learned: found.learned.into(),
            explored: found.explored.into(),
            gain: found.gain().map(DifferenceView::from),
            conclusion: found.conclusion().as_str(),
        }
    }
}

/// Shows when recipients answer, and what messages at the learned hour gain over the others.
#[utoipa::path(
    get, path = "", security(("key" = ["responses:read"])),
    responses((status = 200, description = "What was learned", body = SendingHoursView)))]
pub async fn show(
    may: May<ResponsesRead>,
    State(app): State<App>,
    At((id,)): At<(StorefrontId,)>,
) -> Result<Answer<SendingHoursView>, Problem> {
    let read = move |tx: &mut Tx<'_>| {
        let Some(storefront) = storefronts::find(tx, may.account, id)? else { return Ok(None) };
        Ok(Some((storefront.slug, sending_hours(tx, may.account, id)?)))
    };
    let found = app.read("show_sending_hours", read).await?;
    let (slug, found) = found.ok_or_else(Problem::not_found)?;
    Ok(Answer(SendingHoursView::of(slug, &found)))
}
