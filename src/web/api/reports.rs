//! Reports: what reminders brought, and what was refused.

use axum::extract::State;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, CampaignId, DecisionId};
use rules::reason::Code;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::invitation_filter::parsed;
use super::proportion::ProportionView;
use super::{account_of, sound};
use crate::engine::reminder_report::{Period, periods};
use crate::field::{Fault, Faults};
use crate::intake::moment;
use crate::store::decisions::StoredDecision;
use crate::store::refusals::{self, MOST, Refusals, Span};
use crate::store::{Error, Tx, campaigns};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::{Listed, Listing, Page, Paging};
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::ReportsRead;

/// A time in which a campaign reminded in one way, and what became of the requests that were planned in it.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ReminderPeriod)]
pub struct PeriodView {
    campaign: String,
    /// The version of the campaign with which it began.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    from: Timestamp,
    /// Null: it goes on.
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    until: Option<Timestamp>,
    /// How long after the first message, ISO 8601; null: no reminders.
    #[schema(required = true, example = "P7D")]
    after: Option<String>,
    /// Requests whose first message went.
    asked: i64,
    /// Of those, how many were reminded.
    reminded: i64,
    /// Of all who were asked, those who answered.
    answered: ProportionView,
    /// Of all answers, those that came by the reminder.
    by_reminder: ProportionView,
    /// Of all who were reminded, those who then answered.
    rate: ProportionView,
}

impl From<Period> for PeriodView {
    fn from(period: Period) -> Self {
        Self {
            answered: period.answers().into(),
            by_reminder: period.share().into(),
            rate: period.rate().into(),
            asked: period.counts.asked,
            reminded: period.counts.reminded,
            campaign: period.campaign.to_string(),
            version: period.version,
            from: period.from,
            until: period.until,
            after: period.after,
        }
    }
}

impl Listed for PeriodView {
    const COLUMNS: &'static [&'static str] = &[
        "campaign",
        "version",
        "from",
        "until",
        "after",
        "asked",
        "reminded",
        "answered.count",
        "answered.share",
        "answered.low",
        "answered.high",
        "by_reminder.count",
        "by_reminder.share",
        "by_reminder.low",
        "by_reminder.high",
        "rate.share",
        "rate.low",
        "rate.high",
    ];

    fn cursor(&self) -> String {
        format!("{}.{}", self.campaign, self.version)
    }
}

/// Where a page of periods goes on: behind a campaign's version.
struct PeriodCursor(CampaignId, i64);

impl std::str::FromStr for PeriodCursor {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (campaign, version) = text.split_once('.').ok_or(())?;
        Ok(Self(campaign.parse().map_err(|_| ())?, version.parse().map_err(|_| ())?))
    }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct OfCampaign {
    /// The id of a campaign; left out: all of them.
    campaign: Option<String>,
}

impl OfCampaign {
    /// Takes the campaign out; an error that names the field where it is no id of one.
    pub(super) fn take(&mut self) -> Result<Option<CampaignId>, Problem> {
        let mut faults = Faults::default();
        let campaign = parsed(&mut faults, "/campaign", self.campaign.take(), "id.malformed", "not an id of this kind");
        sound(Some(campaign), faults)
    }
}

/// Says what reminders brought: by campaign and by the way in which it reminded, one row for each time between two changes
/// of it (AV-7).
#[utoipa::path(
    get, path = "", security(("key" = ["reports:read"])), params(Paging, OfCampaign),
    responses((status = 200, description = "A page of them", body = Page<PeriodView>)))]
pub async fn reminders(
    may: May<ReportsRead>,
    State(app): State<App>,
    mut listing: Listing<OfCampaign>,
) -> Result<Response, Problem> {
    let campaign = listing.filters.take()?;
    let after: Option<PeriodCursor> = listing.after()?;
    let found = app.read("reminder_report", move |tx| Ok(periods(tx, may.account, campaign)?)).await?;
    let is_behind =
        |period: &Period| after.as_ref().is_none_or(|after| (period.campaign, period.version) > (after.0, after.1));
    let wanted = usize::try_from(listing.wanted()).expect("a limit is a small number");
    let rows = found.into_iter().filter(is_behind).take(wanted).map(PeriodView::from).collect();
    Ok(listing.page(rows))
}

/// How often a rule refused the messages of a campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refusals)]
pub struct RefusalsView {
    /// The code of the rule.
    #[schema(example = "frequency.campaign")]
    reason: &'static str,
    /// Null: no campaign wanted the event.
    #[schema(required = true)]
    campaign: Option<String>,
    /// At most 10,000.
    count: i64,
    /// There are more than are counted.
    more: bool,
}

impl From<Refusals> for RefusalsView {
    fn from(refusals: Refusals) -> Self {
        Self {
            reason: refusals.reason.as_str(),
            campaign: refusals.campaign.map(|id| id.to_string()),
            count: refusals.count.min(MOST),
            more: refusals.count > MOST,
        }
    }
}

impl Listed for RefusalsView {
    const COLUMNS: &'static [&'static str] = &["reason", "campaign", "count", "more"];

    fn cursor(&self) -> String {
        format!("{} {}", self.reason, self.campaign.as_deref().unwrap_or_default())
    }
}

#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields, default)]
#[into_params(parameter_in = Query)]
pub struct RefusalFilter {
    /// The id of a campaign; left out: all of them.
    campaign: Option<String>,
    /// RFC 3339; 30 days ago where it is left out.
    from: Option<String>,
    /// RFC 3339, not included; now where it is left out.
    before: Option<String>,
}

/// How far a report looks back unless it is told.
pub const USUAL_SPAN: SignedDuration = SignedDuration::from_hours(30 * 24);

impl RefusalFilter {
    /// The campaign that was asked for, and the time.
    fn check(self, now: Timestamp) -> Result<(Option<CampaignId>, Span), Problem> {
        let mut faults = Faults::default();
        let campaign = parsed(&mut faults, "/campaign", self.campaign, "id.malformed", "not an id of this kind");
        let from = faults.keep_some("/from", self.from, |text| moment::instant(&text));
        let before = faults.keep_some("/before", self.before, |text| moment::instant(&text));
        // What is decided at this very moment is a part of it.
        let before = before.unwrap_or(now + SignedDuration::from_millis(1));
        let span =
            Span { from: from.unwrap_or(before.saturating_sub(USUAL_SPAN).unwrap_or(Timestamp::UNIX_EPOCH)), before };
        if span.from > span.before {
            faults.add("/before", Fault::new("span.backwards", "is before `from`"));
        }
        sound(Some((campaign, span)), faults)
    }
}

/// A report counts each rule for each campaign; of more than this it counts the latest.
const MOST_CAMPAIGNS: usize = 200;

/// The campaigns that a report looks at: the one that is asked for, or all.
///
/// # Errors
/// Those of the store.
pub fn asked_about(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaign: Option<CampaignId>,
) -> Result<Vec<CampaignId>, Error> {
    let all = campaigns::ids(tx, account)?;
    Ok(all.into_iter().filter(|id| campaign.is_none_or(|asked| asked == *id)).take(MOST_CAMPAIGNS).collect())
}

/// Now, by the account's clock.
async fn now_of(app: &App, account: AccountId) -> Result<Timestamp, Problem> {
    let node_now = app.now().await?;
    app.read("account_now", move |tx| Ok(account_of(tx, account)?.now(node_now))).await
}

/// Counts what the rules refused, by rule and campaign; what is behind a count stands below its rule.
#[utoipa::path(
    get, path = "", security(("key" = ["reports:read"])), params(Paging, RefusalFilter),
    responses((status = 200, description = "A page of counts", body = Page<RefusalsView>)))]
pub async fn refusals(
    may: May<ReportsRead>,
    State(app): State<App>,
    mut listing: Listing<RefusalFilter>,
) -> Result<Response, Problem> {
    let now = now_of(&app, may.account).await?;
    let (campaign, span) = std::mem::take(&mut listing.filters).check(now)?;
    let after: Option<String> = listing.after()?;
    let count = move |tx: &mut Tx<'_>| {
        let asked = asked_about(tx, may.account, campaign)?;
        Ok(refusals::count(tx, may.account, &asked, span)?)
    };
    let mut rows: Vec<_> = app.read("refusals", count).await?.into_iter().map(RefusalsView::from).collect();
    if campaign.is_some() {
        rows.retain(|row| row.campaign.is_some());
    }
    rows.sort_by_cached_key(Listed::cursor);
    rows.retain(|row| after.as_ref().is_none_or(|after| row.cursor() > *after));
    Ok(listing.page(rows))
}

/// A decision in which a rule said no.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Refusal)]
pub struct RefusalView {
    /// The id of the decision.
    id: String,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// `plan`: when it was planned, and there is no invitation; `send`: just before the message.
    stage: &'static str,
    /// `GET /explanations?event=` says why, rule by rule.
    event: String,
    #[schema(required = true)]
    campaign: Option<String>,
    #[schema(required = true)]
    invitation: Option<String>,
}

impl From<StoredDecision> for RefusalView {
    fn from(decision: StoredDecision) -> Self {
        Self {
            id: decision.id.to_string(),
            at: decision.decided_at,
            stage: decision.stage.as_str(),
            event: decision.event.to_string(),
            campaign: decision.campaign.map(|id| id.to_string()),
            invitation: decision.invitation.map(|id| id.to_string()),
        }
    }
}

impl Listed for RefusalView {
    const COLUMNS: &'static [&'static str] = &["id", "at", "stage", "event", "campaign", "invitation"];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

/// Lists the decisions in which a rule said no, the latest first.
#[utoipa::path(
    get, path = "", security(("key" = ["reports:read"])), params(Paging, RefusalFilter),
    responses((status = 200, description = "A page of them", body = Page<RefusalView>)))]
pub async fn refused(
    may: May<ReportsRead>,
    State(app): State<App>,
    At((reason,)): At<(Code,)>,
    mut listing: Listing<RefusalFilter>,
) -> Result<Response, Problem> {
    let now = now_of(&app, may.account).await?;
    let (campaign, span) = std::mem::take(&mut listing.filters).check(now)?;
    let (after, limit): (Option<DecisionId>, i64) = (listing.after()?, listing.wanted());
    let read = move |tx: &mut Tx<'_>| {
        let asked = asked_about(tx, may.account, campaign)?;
        Ok(refusals::list(tx, may.account, (reason, &asked), span, after, limit)?)
    };
    let found = app.read("refused", read).await?;
    Ok(listing.page(found.into_iter().map(RefusalView::from).collect()))
}
