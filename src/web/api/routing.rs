//! The report on routing: which share of the invitations points to other platforms, and who went there (ET-10).

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::proportion::ProportionView;
use super::reports::OfCampaign;
use crate::engine::routing::{Report, report};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::problem::Problem;
use crate::web::scope::ReportsRead;

/// A platform to which a campaign points, or pointed, a share of its invitations.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = RoutingReport)]
pub struct RoutingView {
    campaign: String,
    platform: String,
    /// The share that is set now; null: the campaign points there no more.
    #[schema(required = true)]
    percent: Option<i64>,
    /// Of those who were asked while the campaign pointed there, those whom it pointed there.
    routed: ProportionView,
    /// Of those, who went on to the platform. What they wrote there is not known.
    followed: ProportionView,
}

impl From<Report> for RoutingView {
    fn from(report: Report) -> Self {
        Self {
            campaign: report.campaign.to_string(),
            platform: report.platform,
            percent: report.percent,
            routed: report.routed.into(),
            followed: report.followed.into(),
        }
    }
}

impl Listed for RoutingView {
    const COLUMNS: &'static [&'static str] = &[
        "campaign",
        "platform",
        "percent",
        "routed.count",
        "routed.of",
        "routed.share",
        "routed.low",
        "routed.high",
        "followed.count",
        "followed.share",
        "followed.low",
        "followed.high",
    ];

    fn cursor(&self) -> String {
        format!("{} {}", self.campaign, self.platform)
    }
}

/// Says which share of the invitations points to other platforms, and how many recipients went there, by campaign and
/// platform.
#[utoipa::path(
    get, path = "", security(("key" = ["reports:read"])), params(Paging, OfCampaign),
    responses((status = 200, description = "A page of them", body = Page<RoutingView>)))]
pub async fn show(
    may: May<ReportsRead>,
    State(app): State<App>,
    mut listing: Listing<OfCampaign>,
) -> Result<Response, Problem> {
    let campaign = listing.filters.take()?;
    let after: Option<String> = listing.after()?;
    let found = app.read("routing_report", move |tx| Ok(report(tx, may.account, campaign)?)).await?;
    let mut rows: Vec<_> = found.into_iter().map(RoutingView::from).collect();
    rows.sort_by_cached_key(Listed::cursor);
    rows.retain(|row| after.as_ref().is_none_or(|after| row.cursor() > *after));
    Ok(listing.page(rows))
}
