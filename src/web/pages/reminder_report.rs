//! What reminders brought: by campaign, and before and after each change of their delay (AV-7).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::{AccountId, CampaignId};

use super::estimate::Estimate;
use super::frame::Frame;
use super::moment::short;
use super::signed::{Signed, Stop};
use crate::engine::reminder_report::{Period, periods};
use crate::insight::proportion::Proportion;
use crate::store::{Error, Tx, campaigns};
use crate::web::App;
use crate::web::scope::ReportsRead;

/// Campaigns on one page.
const MOST: usize = 20;
/// Periods of one campaign, the latest.
const MOST_PERIODS: usize = 12;

#[derive(Template)]
#[template(path = "reports/reminders.html")]
struct RemindersPage<'a> {
    frame: &'a Frame,
    reports: Vec<Report>,
    first: Option<String>,
    next: Option<String>,
}

/// What reminders brought to one campaign.
struct Report {
    id: CampaignId,
    name: String,
    /// What the figures say.
    says: Vec<String>,
    rows: Vec<Row>,
}

struct Row {
    from: String,
    after: String,
    reminded: String,
    rate: Option<Estimate>,
    share: Option<Estimate>,
}

/// Shows what reminders brought.
pub async fn show(signed: Signed<ReportsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let after = signed.query.filled("after").and_then(|text| text.parse().ok());
    let read = move |tx: &mut Tx<'_>| read(tx, account, after);
    let mut found = app.store.read("reminder_report", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let more = found.len() > MOST;
    found.truncate(MOST);
    let last = found.last().filter(|_| more).map(|(id, ..)| id.to_string());
    let page = RemindersPage {
        frame,
        reports: found.into_iter().map(|(id, name, periods)| report(frame, id, name, &periods)).collect(),
        first: after.map(|_| signed.query.with("after", None)),
        next: last.map(|last| signed.query.with("after", Some(&last))),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

/// Campaigns that ever reminded somebody, with the names by which they go now.
fn read(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: Option<CampaignId>,
) -> Result<Vec<(CampaignId, String, Vec<Period>)>, Error> {
    let all = periods(tx, account, None)?;
    let mut found = Vec::new();
    for campaign in campaigns::all(tx, account)? {
        let of: Vec<_> = all.iter().filter(|period| period.campaign == campaign.id).cloned().collect();
        let reminds = of.iter().any(|period| period.after.is_some() || period.counts.reminded > 0);
        if reminds && after.is_none_or(|after| campaign.id > after) && found.len() <= MOST {
            found.push((campaign.id, campaign.name, of));
        }
    }
    Ok(found)
}

fn report(frame: &Frame, id: CampaignId, name: String, periods: &[Period]) -> Report {
    let rows = periods.iter().rev().take(MOST_PERIODS).map(|period| row(frame, period)).collect();
    let mut all = Proportion::default();
    for share in periods.iter().map(Period::share) {
        all = Proportion::new(all.count + share.count, all.of + share.of);
    }
    let mut says = vec![match Estimate::of(frame, all) {
        Some(rate) => frame.say_with(
            "page-effect-share",
            &[
                ("count", amount(all.count).into()),
                ("of", frame.number(amount(all.of)).into()),
                ("share", rate.says.into()),
                ("between", rate.between.into()),
            ],
        ),
        None => frame.say("page-effect-nothing-yet"),
    }];
    says.extend(compared(frame, periods));
    Report { id, name, says, rows }
}

fn row(frame: &Frame, period: &Period) -> Row {
    let after = period.after.as_ref().map(|after| frame.duration(after));
    Row {
        from: short(frame, period.from).to_string(),
        after: after.unwrap_or_else(|| frame.say("page-effect-off")),
        reminded: frame.number(period.counts.reminded),
        rate: Estimate::of(frame, period.rate()),
        share: Estimate::of(frame, period.share()),
    }
}

/// The last change of the delay: what it did to the answers of those who were reminded.
fn compared(frame: &Frame, periods: &[Period]) -> Option<String> {
    let reminding: Vec<_> = periods.iter().filter(|period| period.counts.reminded > 0).collect();
    let [.., before, now] = reminding.as_slice() else { return None };
    let (was, is) = (before.rate(), now.rate());
    let differs = is.interval()?.is_apart_from(was.interval()?);
    let (was, is) = (was.share()?, is.share()?);
    let verdict = match (differs, is > was) {
        (false, _) => "same",
        (true, true) => "better",
        (true, false) => "worse",
    };
    let arguments = [
        ("before", frame.duration(before.after.as_deref()?).into()),
        ("after", frame.duration(now.after.as_deref()?).into()),
        ("was", frame.percent(was).into()),
        ("is", frame.percent(is).into()),
        ("verdict", verdict.into()),
    ];
    Some(frame.say_with("page-effect-compared", &arguments))
}

fn amount(count: u64) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}
