//! The calendar of what is due: how many messages go on which day, by campaign and channel.

use axum::Json as Answer;
use axum::extract::State;
use jiff::civil::Date;
use rules::id::AccountId;
use rules::time::{Zone, day_of, days_later};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::sound;
use crate::engine::calendar::{MOST_DAYS, MOST_HELD, calendar, days};
use crate::field::{Fault, Faults};
use crate::store::{Tx, accounts, storefronts};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::Listing;
use crate::web::problem::Problem;
use crate::web::scope::InvitationsRead;

/// Days that are told unless others are asked for.
const STANDARD_DAYS: u16 = 30;

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct CalendarFilter {
    /// The first day; today unless told.
    #[param(example = "2026-03-01")]
    from: Option<String>,
    /// The last day; 30 days later unless told. Up to 366 days are told at once.
    #[param(example = "2026-03-31")]
    to: Option<String>,
    /// The slug of a storefront: its messages alone, by its clock.
    storefront: Option<String>,
}

/// What is to go, by the clock of one zone.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Calendar)]
pub struct CalendarView {
    /// Whose days these are: the storefront's, else those of the account's first storefront, else UTC.
    #[schema(example = "Europe/Stockholm")]
    time_zone: String,
    /// Days without messages are left out.
    days: Vec<DayView>,
    /// What waits for a person to release it, in the whole account.
    held: Vec<HeldView>,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = CalendarDay)]
pub struct DayView {
    #[schema(example = "2026-03-10")]
    day: String,
    campaign: String,
    channel: &'static str,
    /// Messages that are queued; the rules are asked again before each goes.
    count: i64,
}

#[derive(Debug, Serialize, ToSchema)]
#[schema(as = HeldMessages)]
pub struct HeldView {
    /// The code of the rule that holds them.
    reason: &'static str,
    /// Counted to 1,001.
    count: i64,
}

/// A filter that can be.
struct Asked {
    from: Option<Date>,
    to: Option<Date>,
    storefront: Option<String>,
}

impl CalendarFilter {
    fn check(self) -> Result<Asked, Problem> {
        let mut faults = Faults::default();
        let day = |text: String| text.parse::<Date>().map_err(|_| Fault::new("day.malformed", "a day: 2026-03-01"));
        let from = faults.keep_some("/from", self.from, day);
        let to = faults.keep_some("/to", self.to, day);
        if let (Some(from), Some(to)) = (from, to) {
            if to < from {
                faults.add("/to", Fault::new("day.before_from", "a day before `from`"));
            } else if (from.until(to)).is_ok_and(|span| span.get_days() >= i32::try_from(MOST_DAYS).unwrap_or(0)) {
                faults.add("/to", Fault::new("day.too_far", "more than 366 days"));
            }
        }
        sound(Some(Asked { from, to, storefront: self.storefront }), faults)
    }
}

/// Tells how many messages are queued for each day, by campaign and channel.
#[utoipa::path(
    get, path = "", security(("key" = ["invitations:read"])), params(CalendarFilter),
    responses((status = 200, description = "The days on which something goes", body = CalendarView)))]
pub async fn show(
    may: May<InvitationsRead>,
    State(app): State<App>,
    mut listing: Listing<CalendarFilter>,
) -> Result<Answer<CalendarView>, Problem> {
    let asked = std::mem::take(&mut listing.filters).check()?;
    let (account, node_now) = (may.account, app.engine.now().await?);
    let read = move |tx: &mut Tx<'_>| Ok(view(tx, account, node_now, &asked)??);
    app.read("show_calendar", read).await.map(Answer)
}

fn view(
    tx: &mut Tx<'_>,
    account: AccountId,
    node_now: jiff::Timestamp,
    asked: &Asked,
) -> Result<Result<CalendarView, Problem>, crate::store::Error> {
    let storefront = match &asked.storefront {
        Some(slug) => match storefronts::find_by_slug(tx, account, slug)? {
            Some(found) => Some(found),
            None => return Ok(Err(Problem::field("/storefront", "storefront.unknown", "no storefront of this slug"))),
        },
        None => None,
    };
    let zone = match &storefront {
        Some(storefront) => storefront.zone.clone(),
        None => storefronts::list(tx, account, None, None, 1)?.pop().map_or(Zone::UTC, |first| first.zone),
    };
    let now = accounts::find(tx, account)?.ok_or(crate::store::Error::Missing)?.now(node_now);
    let first = asked.from.unwrap_or_else(|| day_of(now, &zone));
    let last = asked.to.unwrap_or_else(|| days_later(first, STANDARD_DAYS));
    let days = days(first, last, &zone);
    let spans: Vec<_> = days.iter().map(|(_, span)| *span).collect();
    let found = calendar(tx, account, &spans, storefront.map(|storefront| storefront.id), None)?;
    let told = found.cells.iter().map(|cell| DayView {
        day: days[cell.span].0.to_string(),
        campaign: cell.campaign.to_string(),
        channel: cell.channel.as_str(),
        count: cell.count,
    });
    let held = found
        .held
        .iter()
        .map(|(reason, count)| HeldView { reason: reason.as_str(), count: (*count).min(MOST_HELD + 1) });
    Ok(Ok(CalendarView { time_zone: zone.name().to_owned(), days: told.collect(), held: held.collect() }))
}
