//! What points to other review platforms: its share, and who went there (ET-10).

use std::collections::BTreeMap;

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::CampaignId;

use super::estimate::Estimate;
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::engine::routing::{Report, report};
use crate::insight::proportion::Proportion;
use crate::store::{Tx, campaigns};
use crate::web::App;
use crate::web::scope::ReportsRead;

/// Platforms on one page.
const MOST: usize = 60;

#[derive(Template)]
#[template(path = "routing/show.html")]
struct RoutingPage<'a> {
    frame: &'a Frame,
    lines: Vec<Line>,
    first: Option<String>,
    next: Option<String>,
}

/// A platform of a campaign.
struct Line {
    campaign: CampaignId,
    name: String,
    platform: String,
    /// The share that is set now.
    wanted: String,
    routed: Counted,
    followed: Counted,
}

/// A share, and of how many.
struct Counted {
    estimate: Option<Estimate>,
    count: String,
}

/// Shows what points to other platforms.
pub async fn show(signed: Signed<ReportsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| Ok((report(tx, account, None)?, campaigns::all(tx, account)?));
    let (found, campaigns) = app.store.read("routing_page", read).await.map_err(|error| signed.stop(error))?;
    let names: BTreeMap<_, _> = campaigns.into_iter().map(|campaign| (campaign.id, campaign.name)).collect();
    let frame = &signed.frame;
    let from = signed.query.get("from").and_then(|from| from.parse().ok()).unwrap_or(0_usize);
    let to = from.saturating_add(MOST);
    let next = (found.len() > to).then(|| signed.query.with("from", Some(&to.to_string())));
    let shown = found.into_iter().skip(from).take(MOST);
    let page = RoutingPage {
        frame,
        lines: shown.map(|report| line(frame, report, &names)).collect(),
        first: (from > 0).then(|| signed.query.with("from", None)),
        next,
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn line(frame: &Frame, report: Report, names: &BTreeMap<CampaignId, String>) -> Line {
    let wanted = report.percent.map(|percent| format!("{percent} %"));
    Line {
        campaign: report.campaign,
        name: names.get(&report.campaign).cloned().unwrap_or_default(),
        platform: report.platform,
        wanted: wanted.unwrap_or_else(|| frame.say("page-routing-no-more")),
        routed: counted(frame, report.routed),
        followed: counted(frame, report.followed),
    }
}

fn counted(frame: &Frame, proportion: Proportion) -> Counted {
    let number = |count: u64| frame.number(i64::try_from(count).unwrap_or(i64::MAX));
    let arguments = [("count", number(proportion.count).into()), ("of", number(proportion.of).into())];
    Counted { estimate: Estimate::of(frame, proportion), count: frame.say_with("page-routing-count", &arguments) }
}
