//! Campaigns: whom to ask what, and when.

use axum::Json as Answer;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::brake::Brake;
use rules::id::{AccountId, CampaignId};
use serde::Serialize;
use utoipa::ToSchema;

use super::account_of;
use super::campaign_input::{Campaign as CampaignBody, Checked};
use crate::engine::plans;
use crate::engine::templates::check_template;
use crate::settings::campaign::CampaignSettings;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::campaigns::{self, Campaign};
use crate::store::{Error, Tx, storefronts};
use crate::web::App;
use crate::web::app::Stop;
use crate::web::auth::May;
use crate::web::given::Given;
use crate::web::list::{Listed, Listing, NoFilter, Page, Paging};
use crate::web::path::At;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{CampaignsRead, CampaignsWrite};

/// A campaign.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Campaign)]
pub struct CampaignView {
    id: String,
    #[serde(flatten)]
    said: CampaignBody,
    #[schema(value_type = Option<String>, required = true, format = DateTime)]
    paused_at: Option<Timestamp>,
    /// What stopped it by itself; it sends nothing until a person releases it.
    #[schema(required = true)]
    brake: Option<BrakeView>,
    /// How many queued reminders this change cancelled; only in the answer to it.
    #[serde(skip_serializing_if = "Option::is_none")]
    reminders_cancelled: Option<usize>,
    /// Rises with every change; what is planned keeps the content and timing of its version.
    version: i64,
    #[schema(value_type = String, format = DateTime)]
    created_at: Timestamp,
}

/// Bounces or complaints stopped it (AW-10).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Brake)]
pub struct BrakeView {
    /// `bounced` or `complained`.
    cause: &'static str,
    /// How many of the last messages bounced, or were complained about.
    faulty: i64,
    /// How many messages were looked at: the last ones, 500 at most.
    messages: i64,
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
}

impl BrakeView {
    fn new((at, brake): (Timestamp, Brake)) -> Self {
        let Brake { cause, faulty, messages } = brake;
        Self { cause: cause.as_str(), faulty, messages, at }
    }
}

impl CampaignView {
    fn new(campaign: &Campaign, slug: &str) -> Self {
        Self {
            id: campaign.id.to_string(),
            said: CampaignBody::of(campaign, slug),
            paused_at: campaign.paused_at,
            brake: campaign.brake.map(BrakeView::new),
            reminders_cancelled: None,
            version: campaign.version,
            created_at: campaign.created_at,
        }
    }
}

impl Listed for CampaignView {
    const COLUMNS: &'static [&'static str] = &[
        "id",
        "name",
        "kind",
        "enabled",
        "storefront",
        "event_type",
        "purpose",
        "priority",
        "base",
        "delay",
        "send_at.hour",
        "send_at.zone",
        "frequency.mode",
        "frequency.gap",
        "reminder.enabled",
        "reminder.after",
        "strategy",
        "expires_after",
        "template",
        "timing.mode",
        "timing.from",
        "comment_required",
        "routing",
        "paused_at",
        "brake.cause",
        "brake.faulty",
        "brake.messages",
        "brake.at",
        "version",
        "created_at",
    ];

    fn cursor(&self) -> String {
        self.id.clone()
    }
}

fn taken() -> Problem {
    let detail = "another enabled campaign has this storefront, event type and purpose; nothing was changed";
    Problem::new(Kind::CampaignExists, detail)
}

/// Makes a campaign. What is left out has its standard value; `base` that of the storefront's other campaigns for this
/// event type.
#[utoipa::path(
    post, path = "", security(("key" = ["campaigns:write"])), request_body = CampaignBody,
    responses((status = 201, description = "It was made", body = CampaignView)))]
pub async fn create(
    may: May<CampaignsWrite>,
    State(app): State<App>,
    given: Given,
) -> Result<(StatusCode, Answer<CampaignView>), Problem> {
    let inherits_base = !given.0.contains_key("base");
    let checked = CampaignBody::read(given.0)?.check()?;
    let slug = checked.storefront.clone();
    let campaign = make(&app, (may.account, may.actor()), checked, inherits_base).await?;
    Ok((StatusCode::CREATED, Answer(CampaignView::new(&campaign, &slug))))
}

/// Makes the campaign that was said.
///
/// # Errors
/// `input.invalid` for a storefront or template that is not there; `campaign.exists`.
pub async fn make(
    app: &App,
    (account, by): (AccountId, Actor),
    checked: Checked,
    inherits_base: bool,
) -> Result<Campaign, Problem> {
    let node_now = app.now().await?;
    let bits = app.world.chance.bits();
    let make = move |tx: &mut Tx<'_>| {
        let owner = account_of(tx, account)?;
        let now = owner.now(node_now);
        let mut campaign = new_campaign(tx, account, &checked, CampaignId::new(now, bits), now)?;
        if inherits_base {
            campaign.settings.base = shared_base(tx, account, &campaign)?;
        }
        plans::allows(tx, &owner, &campaign)?.map_err(Problem::from)?;
        campaigns::share_base(tx, account, &campaign, now)?;
        campaigns::insert(tx, account, &campaign).map_err(Stop::on_duplicate(taken))?;
        audit_log::append(tx, account, now, (by, Act::CampaignMade, &campaign.id.to_string()))?;
        Ok(campaign)
    };
    app.write("create_campaign", make).await
}

fn new_campaign(
    tx: &mut Tx<'_>,
    account: AccountId,
    checked: &Checked,
    id: CampaignId,
    now: Timestamp,
) -> Result<Campaign, Stop> {
    let unknown = || Problem::field("/storefront", "storefront.unknown", "the account has no storefront of this slug");
    let storefront = storefronts::find_by_slug(tx, account, &checked.storefront)?.ok_or_else(unknown)?;
    let campaign = Campaign {
        id,
        storefront: storefront.id,
        event_type: checked.event_type.clone(),
        purpose: checked.purpose,
        kind: checked.kind,
        name: checked.name.clone(),
        priority: checked.priority,
        version: 1,
        enabled_since: checked.enabled.then_some(now),
        paused_at: None,
        brake: None,
        settings: checked.settings.clone(),
        created_at: now,
    };
    check_template(tx, account, &campaign)?.map_err(|error| Problem::invalid(vec![error]))?;
    Ok(campaign)
}

/// The base that belongs to the pair of storefront and event type.
fn shared_base(tx: &mut Tx<'_>, account: AccountId, campaign: &Campaign) -> Result<String, Error> {
    let pair = campaigns::of_pair(tx, account, campaign.storefront, &campaign.event_type)?;
    let base = pair.into_iter().next().map(|other| other.settings.base);
    Ok(base.unwrap_or_else(|| CampaignSettings::default().base))
}

/// Lists campaigns in the order in which they were made.
#[utoipa::path(
    get, path = "", security(("key" = ["campaigns:read"])), params(Paging),
    responses((status = 200, description = "A page of them", body = Page<CampaignView>)))]
pub async fn list(
    may: May<CampaignsRead>,
    State(app): State<App>,
    listing: Listing<NoFilter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after()?, listing.wanted());
    let read = move |tx: &mut Tx<'_>| {
        let found = campaigns::list(tx, may.account, after, limit)?;
        Ok(found.iter().map(|campaign| view(tx, may.account, campaign)).collect::<Result<Vec<_>, _>>()?)
    };
    Ok(listing.page(app.read("list_campaigns", read).await?))
}

fn view(tx: &mut Tx<'_>, account: AccountId, campaign: &Campaign) -> Result<CampaignView, Error> {
    let storefront = storefronts::find(tx, account, campaign.storefront)?.ok_or(Error::Missing)?;
    Ok(CampaignView::new(campaign, &storefront.slug))
}

/// A campaign and the slug of its storefront.
fn find(tx: &mut Tx<'_>, account: AccountId, id: CampaignId) -> Result<(Campaign, String), Stop> {
    let campaign = campaigns::find(tx, account, id)?.ok_or_else(Problem::not_found)?;
    let storefront = storefronts::find(tx, account, campaign.storefront)?.ok_or(Error::Missing)?;
    Ok((campaign, storefront.slug))
}

/// Shows a campaign.
#[utoipa::path(
    get, path = "", security(("key" = ["campaigns:read"])),
    responses((status = 200, description = "The campaign", body = CampaignView)))]
pub async fn show(
    may: May<CampaignsRead>,
    State(app): State<App>,
    At((id,)): At<(CampaignId,)>,
) -> Result<Answer<CampaignView>, Problem> {
    show_now(&app, may.account, id).await.map(Answer)
}

async fn show_now(app: &App, account: AccountId, id: CampaignId) -> Result<CampaignView, Problem> {
    let (campaign, slug) = app.read("show_campaign", move |tx| find(tx, account, id)).await?;
    Ok(CampaignView::new(&campaign, &slug))
}

/// Changes the fields that are given. Switches act at once on everything unsent: reminders that are switched off cancel
/// all that are queued, and the answer says how many (TP-8). Content and timing only on what is
/// planned from now on. Storefront, event type, purpose and kind stay as they are.
#[utoipa::path(
    patch, path = "", security(("key" = ["campaigns:write"])), request_body = CampaignBody,
    responses((status = 200, description = "The campaign as it is now", body = CampaignView)))]
pub async fn change(
    may: May<CampaignsWrite>,
    State(app): State<App>,
    At((id,)): At<(CampaignId,)>,
    given: Given,
) -> Result<Answer<CampaignView>, Problem> {
    let change = |campaign: &mut Campaign, slug: &str, now: Timestamp| {
        let before = CampaignBody::of(campaign, slug);
        let checked = CampaignBody::read(before.changed_by(&given))?.check()?;
        checked.keep_fixed(&before)?;
        checked.apply(campaign, now);
        Ok(())
    };
    change_now(&app, (may.account, may.actor()), id, change).await.map(Answer)
}

/// Pauses a campaign: what is planned waits.
#[utoipa::path(
    post, path = "", security(("key" = ["campaigns:write"])),
    responses((status = 200, description = "The campaign as it is now", body = CampaignView)))]
pub async fn pause(
    may: May<CampaignsWrite>,
    State(app): State<App>,
    At((id,)): At<(CampaignId,)>,
) -> Result<Answer<CampaignView>, Problem> {
    change_now(&app, (may.account, may.actor()), id, pausing(true)).await.map(Answer)
}

/// Ends a pause: what waited is decided anew and goes at its next sending hour.
#[utoipa::path(
    post, path = "", security(("key" = ["campaigns:write"])),
    responses((status = 200, description = "The campaign as it is now", body = CampaignView)))]
pub async fn resume(
    may: May<CampaignsWrite>,
    State(app): State<App>,
    At((id,)): At<(CampaignId,)>,
) -> Result<Answer<CampaignView>, Problem> {
    change_now(&app, (may.account, may.actor()), id, pausing(false)).await.map(Answer)
}

/// Releases the brake of a campaign: what waited is decided anew and goes at its next sending hour. Only what is sent
/// from now on is looked at.
#[utoipa::path(
    post, path = "", security(("key" = ["campaigns:write"])),
    responses((status = 200, description = "The campaign as it is now", body = CampaignView)))]
pub async fn release(
    may: May<CampaignsWrite>,
    State(app): State<App>,
    At((id,)): At<(CampaignId,)>,
) -> Result<Answer<CampaignView>, Problem> {
    app.engine.release_campaign(may.account, id, may.actor()).await?;
    show_now(&app, may.account, id).await.map(Answer)
}

/// The change that pauses a campaign, or ends its pause.
pub fn pausing(paused: bool) -> impl Fn(&mut Campaign, &str, Timestamp) -> Result<(), Problem> {
    move |campaign, _, now| {
        campaign.paused_at = paused.then(|| campaign.paused_at.unwrap_or(now));
        Ok(())
    }
}

/// Changes a campaign as it is now; the engine refuses where somebody else changed it in between.
///
/// # Errors
/// Those of the change and of the engine.
pub async fn change_now(
    app: &App,
    (account, by): (AccountId, Actor),
    id: CampaignId,
    change: impl Fn(&mut Campaign, &str, Timestamp) -> Result<(), Problem>,
) -> Result<CampaignView, Problem> {
    let node_now = app.now().await?;
    let read = move |tx: &mut Tx<'_>| Ok((account_of(tx, account)?.now(node_now), find(tx, account, id)?));
    let (now, (before, slug)) = app.read("show_campaign", read).await?;
    let mut changed = before.clone();
    change(&mut changed, &slug, now)?;
    let mut reminders_cancelled = None;
    if changed != before {
        let stops_reminders = before.settings.reminder.enabled && !changed.settings.reminder.enabled;
        let cancelled = app.engine.change_campaign(account, changed, by).await?;
        reminders_cancelled = stops_reminders.then_some(cancelled);
    }
    Ok(CampaignView { reminders_cancelled, ..show_now(app, account, id).await? })
}
