//! A campaign: whom to ask what, and when; one page for each storefront and event type.

use std::collections::BTreeSet;

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::CampaignId;
use rules::learned::Learned;

use super::application;
use super::campaign_brake::told;
use super::campaign_card::Card;
use super::campaign_form::{CampaignForm, FIELDS, filled, given};
use super::campaign_line::{Part, outlook_of};
use super::campaign_pair::{Tab, beside, tabs};
use super::campaign_routing::with_sum;
use super::frame::Frame;
use super::meanwhile::{Meanwhile, last_change, status};
use super::signed::{Signed, Stop};
use super::undo::Settings;
use crate::engine::learned::of_storefront;
use crate::field::FieldError;
use crate::store::accounts::Account;
use crate::store::audit_log::Act;
use crate::store::campaigns::{self, Campaign};
use crate::store::storefronts::{self, Storefront};
use crate::store::templates::{self, Template as Words};
use crate::store::{Error, Tx, accounts, queue};
use crate::web::App;
use crate::web::api::campaign_input::Campaign as CampaignBody;
use crate::web::api::campaigns::{change_now, pausing};
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{CampaignsRead, CampaignsWrite, Right, Scope};

/// Templates to choose from.
const MOST_TEMPLATES: i64 = 500;
/// More queued reminders than this are told as "more than".
pub(super) const MOST_COUNTED: i64 = 100_000;

/// A campaign with all that its page shows.
pub(super) struct Found {
    pub account: Account,
    pub campaign: Campaign,
    pub storefront: Storefront,
    pub templates: Vec<Words>,
    /// The campaign for the products where this one is for the service, and the other way round.
    pub beside: Option<Campaign>,
    pub learned: Learned,
    /// Whether there are other storefronts, which could use its settings too.
    pub has_others: bool,
}

pub(super) async fn find<R: Right>(app: &App, signed: &Signed<R>, id: &str) -> Result<Found, Stop> {
    let id: CampaignId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let Some(campaign) = campaigns::find(tx, account, id)? else { return Ok(None) };
        let storefront = storefronts::find(tx, account, campaign.storefront)?.ok_or(Error::Missing)?;
        let templates = templates::list(tx, account, None, MOST_TEMPLATES)?;
        let beside = beside(tx, account, &campaign)?;
        let learned = of_storefront(tx, account, campaign.storefront)?;
        let has_others = storefronts::list(tx, account, None, None, 2)?.len() > 1;
        let account = accounts::find(tx, account)?.ok_or(Error::Missing)?;
        Ok(Some(Found { account, campaign, storefront, templates, beside, learned, has_others }))
    };
    let found = app.store.read("campaign_page", read).await.map_err(|error| signed.stop(error))?;
    let mut found = found.ok_or_else(|| signed.stop(Problem::not_found()))?;
    found.templates.retain(|template| template.purpose == found.campaign.purpose);
    Ok(found)
}

impl Found {
    /// The campaign as it would be with what was typed.
    pub fn with<R>(&self, signed: &Signed<R>, input: &Input) -> Result<Campaign, Vec<FieldError>> {
        let before = CampaignBody::of(&self.campaign, &self.storefront.slug);
        let said =
            CampaignBody::read(before.changed_by(&given(input, self.campaign.purpose))).and_then(CampaignBody::check);
        let checked = said.map_err(|problem| problem.into_errors().unwrap_or_default())?;
        let mut campaign = self.campaign.clone();
        checked.apply(&mut campaign, signed.now);
        Ok(campaign)
    }

    /// The name of a template that is named by its id.
    pub fn template_name(&self, id: Option<&str>) -> Option<String> {
        let named = self.templates.iter().find(|one| id == Some(&*one.id.to_string()));
        named.map(|one| one.name.clone())
    }
}

#[derive(Template)]
#[template(path = "campaigns/show.html")]
struct CampaignPage<'a> {
    frame: &'a Frame,
    card: Card,
    storefront: &'a Storefront,
    version: i64,
    is_on: bool,
    is_paused: bool,
    tabs: Vec<Tab>,
    /// What stopped it by itself.
    brake: Option<String>,
    form: CampaignForm,
    part: Part<'a>,
    meanwhile: Option<Meanwhile>,
    may_write: bool,
    may_share: bool,
    may_invite: bool,
}

/// The page of a campaign: with what was typed so far, and what is wrong with it.
fn page<R>(
    signed: &Signed<R>,
    found: &Found,
    (input, errors): (&Input, &[FieldError]),
    meanwhile: Option<Meanwhile>,
) -> Response {
    let frame = &signed.frame;
    let status = status(meanwhile.as_ref(), errors);
    let page = CampaignPage {
        frame,
        card: Card::of(frame, &found.campaign, &found.storefront.name),
        storefront: &found.storefront,
        version: found.campaign.version,
        is_on: found.campaign.enabled_since.is_some(),
        is_paused: found.campaign.paused_at.is_some(),
        tabs: tabs(frame, found),
        brake: found.campaign.brake.map(|(_, brake)| told(frame, &found.campaign.name, brake)),
        form: CampaignForm::new(frame, (input, errors), found.campaign.purpose, &found.templates),
        part: outlook_of(signed, found, input),
        meanwhile,
        may_write: frame.may(Scope::CampaignsWrite),
        may_invite: found.campaign.enabled_since.is_some() && frame.may(Scope::InvitationsWrite),
        may_share: found.has_others && frame.may(Scope::CampaignsWrite),
    };
    frame.page(status, &page)
}

/// Shows a campaign; with a typed form in the query, what that would come to.
pub async fn show(
    mut signed: Signed<CampaignsRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let known = [
        "page-said-campaign-made",
        "page-said-campaign-paused",
        "page-said-campaign-resumed",
        "page-said-campaign-released",
        "page-said-undo-late",
        "page-said-undo-over",
    ];
    signed.frame = signed.frame.saying(&signed.query, &known);
    if let Some(text) = said(&signed) {
        let now = found.campaign.changeable();
        signed.frame.said = Some(settings(found.campaign.id).said(&app, &signed, text, &now).await?);
    }
    if let Some(said) = application::said(&app, &signed).await? {
        signed.frame.said = Some(said);
    }
    if !signed.query.has("version") {
        return Ok(page(&signed, &found, (&filled(&found.campaign), &[]), None));
    }
    let errors = found.with(&signed, &signed.query).err().unwrap_or_default();
    Ok(page(&signed, &found, (&signed.query, &errors), None))
}

fn settings(id: CampaignId) -> Settings {
    Settings { act: Act::CampaignChanged, subject: id.to_string(), path: format!("/campaigns/{id}") }
}

/// What was just saved.
fn said<R>(signed: &Signed<R>) -> Option<String> {
    let (frame, query) = (&signed.frame, &signed.query);
    let struck = query.get("struck").and_then(|count| count.parse().ok()).unwrap_or(0_i64);
    Some(match query.get("said")? {
        "campaign-saved" if struck > 0 => frame.count("page-said-campaign-struck", struck),
        "campaign-saved" => frame.say("page-said-campaign-saved"),
        "campaign-undone" => frame.say("page-said-campaign-undone"),
        _ => return None,
    })
}

/// Saves what was typed, where nobody changed the campaign meanwhile. Reminders that are switched off ask first.
pub async fn save(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let version = found.campaign.version;
    if input.get("version") != Some(version.to_string().as_str()) {
        return conflict(&app, &signed, &found, &input).await;
    }
    let changed = match found.with(&signed, &input) {
        Ok(changed) => changed,
        Err(errors) => return Ok(page(&signed, &found, (&input, &errors), None)),
    };
    if found.campaign.settings.reminder.enabled && !changed.settings.reminder.enabled && !input.has("confirmed") {
        let queued = queued_reminders(&app, &signed, found.campaign.id).await?;
        if queued > 0 {
            return Ok(ask(&signed, &found, &input, queued));
        }
    }
    let here = format!("/campaigns/{}", found.campaign.id);
    if changed == found.campaign {
        return Ok(signed.frame.see(&format!("{here}?said=campaign-saved")));
    }
    let after = changed.changeable();
    match app.engine.change_campaign(signed.account, changed, signed.actor()).await.map_err(Problem::from) {
        Ok(struck) => {
            let offer = settings(found.campaign.id).offer(&app, &signed, &after).await?;
            Ok(signed.frame.see(&format!("{here}?said=campaign-saved&struck={struck}{offer}")))
        }
        Err(problem) => refused(&app, &signed, &id, (&input, problem)).await,
    }
}

/// The page with why the engine did not take it.
async fn refused(
    app: &App,
    signed: &Signed<CampaignsWrite>,
    id: &str,
    (input, problem): (&Input, Problem),
) -> Result<Response, Stop> {
    let found = find(app, signed, id).await?;
    let errors = match problem.code() {
        "campaign.changed" => return conflict(app, signed, &found, input).await,
        code @ ("plan.feature" | "plan.limit") => {
            vec![FieldError::told("/enabled", code, "the account's plan does not allow it")]
        }
        "campaign.exists" => vec![FieldError::told("/enabled", "campaign.exists", "another campaign asks this")],
        _ => problem.into_errors().map_err(|problem| signed.stop(problem))?,
    };
    Ok(page(signed, &found, (input, &errors), None))
}

async fn conflict(app: &App, signed: &Signed<CampaignsWrite>, found: &Found, input: &Input) -> Result<Response, Stop> {
    let (account, subject) = (signed.account, found.campaign.id.to_string());
    let read = move |tx: &mut Tx<'_>| last_change(tx, account, Act::CampaignChanged, &subject);
    let change = app.store.read("last_change", read).await.map_err(|error| signed.stop(error))?;
    let there = filled(&found.campaign);
    let meanwhile = Meanwhile::new(&signed.frame, change, &there, &with_sum(input), &FIELDS);
    let meanwhile = named(&signed.frame, meanwhile, found);
    Ok(page(signed, found, (input, &[]), Some(meanwhile)))
}

/// The template by its name: a field holds its id.
fn named(frame: &Frame, mut meanwhile: Meanwhile, found: &Found) -> Meanwhile {
    if let Some(name) = found.template_name(found.campaign.settings.template.as_deref()) {
        meanwhile.say(&frame.say("page-campaign-template"), &name);
    }
    meanwhile
}

async fn queued_reminders<R>(app: &App, signed: &Signed<R>, id: CampaignId) -> Result<i64, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| queue::queued_reminders(tx, account, &BTreeSet::from([id]), MOST_COUNTED);
    let queued = app.store.read("queued_reminders", read).await.map_err(|error| signed.stop(error))?;
    Ok(queued.values().sum())
}

#[derive(Template)]
#[template(path = "campaigns/reminders.html")]
struct RemindersPage<'a> {
    frame: &'a Frame,
    here: String,
    name: &'a str,
    text: String,
    fields: Vec<(&'a str, &'a str)>,
}

/// Asks whether the queued reminders are really to be cancelled.
fn ask<R>(signed: &Signed<R>, found: &Found, input: &Input, queued: i64) -> Response {
    let page = RemindersPage {
        frame: &signed.frame,
        here: format!("/campaigns/{}", found.campaign.id),
        name: &found.campaign.name,
        text: signed.frame.count("page-campaign-strikes", queued),
        fields: input.pairs().collect(),
    };
    signed.frame.page(StatusCode::OK, &page)
}

/// Takes back what was saved last, in a new version.
pub async fn undo(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let settings = settings(found.campaign.id);
    let last = settings.wanted(&app, &signed, &input).await?;
    let Some(last) = last.filter(|last| last.after == found.campaign.changeable()) else {
        return Ok(settings.late(&signed));
    };
    let changed = found.campaign.changed_back(&last.before, signed.now).map_err(|error| signed.stop(error))?;
    let done = app.engine.change_campaign(signed.account, changed, signed.actor()).await;
    done.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("{}?said=campaign-undone", settings.path)))
}

pub async fn pause(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    set_pause(&app, &signed, &id, true).await
}

pub async fn resume(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    set_pause(&app, &signed, &id, false).await
}

async fn set_pause(app: &App, signed: &Signed<CampaignsWrite>, id: &str, paused: bool) -> Result<Response, Stop> {
    let id: CampaignId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let by = (signed.account, signed.actor());
    change_now(app, by, id, pausing(paused)).await.map_err(|problem| signed.stop(problem))?;
    let said = if paused { "campaign-paused" } else { "campaign-resumed" };
    Ok(signed.frame.see(&format!("/campaigns/{id}?said={said}")))
}
