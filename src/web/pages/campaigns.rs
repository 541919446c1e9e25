//! Campaigns: whom to ask what, and when; one page for each storefront and event type.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::campaign::Purpose;
use rules::id::CampaignId;
use serde_json::{Value, json};

use super::campaign_form::{CampaignForm, FIELDS, filled, given};
use super::campaign_line::{Part, outlook_of};
use super::campaign_pair::{Tab, beside, tabs};
use super::form::{Field, Form};
use super::frame::{Frame, Said, Undo};
use super::meanwhile::{Meanwhile, last_change, status};
use super::signed::{Signed, Stop};
use crate::field::FieldError;
use crate::settings::campaign::CampaignSettings;
use crate::store::accounts::Account;
use crate::store::audit_log::Act;
use crate::store::campaigns::{self, Campaign};
use crate::store::storefronts::{self, Storefront};
use crate::store::templates::{self, Template as Words};
use crate::store::{Error, Tx, accounts, invitations};
use crate::texts::Noun;
use crate::web::App;
use crate::web::api::campaign_input::Campaign as CampaignBody;
use crate::web::api::campaigns::{change_now, make, pausing};
use crate::web::given::Given;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{CampaignsRead, CampaignsWrite, Right, Scope};

/// Cards on one page.
const CARDS: usize = 60;
/// Templates to choose from.
const MOST_TEMPLATES: i64 = 500;
/// More queued reminders than this are told as "more than".
const MOST_COUNTED: i64 = 100_000;

/// A campaign with all that its page shows.
pub(super) struct Found {
    pub account: Account,
    pub campaign: Campaign,
    pub storefront: Storefront,
    pub templates: Vec<Words>,
    /// The campaign for the products where this one is for the service, and the other way round.
    pub beside: Option<Campaign>,
}

pub(super) async fn find<R: Right>(app: &App, signed: &Signed<R>, id: &str) -> Result<Found, Stop> {
    let id: CampaignId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| {
        let Some(campaign) = campaigns::find(tx, account, id)? else { return Ok(None) };
        let storefront = storefronts::find(tx, account, campaign.storefront)?.ok_or(Error::Missing)?;
        let templates = templates::list(tx, account, None, MOST_TEMPLATES)?;
        let beside = beside(tx, account, &campaign)?;
        let account = accounts::find(tx, account)?.ok_or(Error::Missing)?;
        Ok(Some(Found { account, campaign, storefront, templates, beside }))
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
}

/// What a campaign does, in words.
struct Card {
    id: String,
    name: String,
    storefront: String,
    event_type: String,
    purpose: String,
    badge: (&'static str, String),
    when: String,
    reminder: String,
}

impl Card {
    fn of(frame: &Frame, campaign: &Campaign, storefront: &str) -> Self {
        let settings = &campaign.settings;
        let reminder = if settings.reminder.enabled {
            let after = frame.duration(&settings.reminder.after);
            frame.say_with("page-campaign-reminded", &[("after", after.into())])
        } else {
            frame.say("page-campaign-not-reminded")
        };
        Self {
            id: campaign.id.to_string(),
            name: campaign.name.clone(),
            storefront: storefront.to_owned(),
            event_type: campaign.event_type.clone(),
            purpose: frame.word(Noun::Purpose, campaign.purpose.as_str()),
            badge: badge(frame, campaign),
            when: when(frame, settings),
            reminder,
        }
    }
}

fn badge(frame: &Frame, campaign: &Campaign) -> (&'static str, String) {
    match (campaign.enabled_since, campaign.paused_at) {
        (None, _) => ("", frame.say("page-campaign-is-off")),
        (Some(_), Some(_)) => ("wait", frame.say("page-campaign-is-paused")),
        (Some(_), None) => ("good", frame.say("page-campaign-is-on")),
    }
}

/// When it asks: "7 days after the event, at 10:00".
fn when(frame: &Frame, settings: &CampaignSettings) -> String {
    let delay = frame.duration(&settings.delay);
    let hour = settings.send_at.as_ref().map_or("none", |at| &at.hour);
    let arguments = [("delay", delay.into()), ("hour", hour.into()), ("base", settings.base.as_str().into())];
    frame.say_with("page-campaign-when", &arguments)
}

#[derive(Template)]
#[template(path = "campaigns/list.html")]
struct CampaignsPage<'a> {
    frame: &'a Frame,
    search: Field,
    cards: Vec<Card>,
    first: Option<String>,
    next: Option<String>,
    may_write: bool,
}

/// Lists the campaigns, with a search by storefront, name and event type.
pub async fn list(signed: Signed<CampaignsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| Ok((campaigns::all(tx, account)?, storefronts::all(tx, account)?));
    let (found, shops) = app.store.read("campaigns_page", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let wanted = signed.query.filled("q").unwrap_or_default().to_lowercase();
    let after = signed.query.filled("after").unwrap_or_default();
    let name = |campaign: &Campaign| {
        let shop = shops.iter().find(|shop| shop.id == campaign.storefront);
        shop.map_or_else(String::new, |shop| shop.name.clone())
    };
    let matching = found.iter().map(|campaign| (campaign, name(campaign))).filter(|(campaign, shop)| {
        let texts = [shop, &campaign.name, &campaign.event_type];
        texts.iter().any(|text| text.to_lowercase().contains(&wanted))
    });
    let mut rest = matching.filter(|(campaign, _)| campaign.id.to_string().as_str() > after);
    let cards: Vec<_> = rest.by_ref().take(CARDS).map(|(campaign, shop)| Card::of(frame, campaign, &shop)).collect();
    let last = cards.last().map(|card| card.id.as_str());
    let page = CampaignsPage {
        frame,
        search: Form::new(frame, &signed.query, &[]).field("q", "page-search"),
        next: rest.next().and(last).map(|last| signed.query.with("after", Some(last))),
        first: (!after.is_empty()).then(|| signed.query.with("after", None)),
        cards,
        may_write: frame.may(Scope::CampaignsWrite),
    };
    Ok(frame.page(StatusCode::OK, &page))
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
    form: CampaignForm,
    part: Part<'a>,
    meanwhile: Option<Meanwhile>,
    may_write: bool,
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
        form: CampaignForm::new(frame, (input, errors), found.campaign.purpose, &found.templates),
        part: outlook_of(signed, found, input),
        meanwhile,
        may_write: frame.may(Scope::CampaignsWrite),
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
    let known = ["page-said-campaign-made", "page-said-campaign-paused", "page-said-campaign-resumed"];
    signed.frame = signed.frame.saying(&signed.query, &known);
    if let Some(said) = said(&signed, &found) {
        signed.frame.said = Some(said);
    }
    if !signed.query.has("version") {
        return Ok(page(&signed, &found, (&filled(&found.campaign), &[]), None));
    }
    let errors = found.with(&signed, &signed.query).err().unwrap_or_default();
    Ok(page(&signed, &found, (&signed.query, &errors), None))
}

/// What was just saved, and the way back to the settings before.
fn said<R>(signed: &Signed<R>, found: &Found) -> Option<Said> {
    let (frame, query) = (&signed.frame, &signed.query);
    let struck = query.get("struck").and_then(|count| count.parse().ok()).unwrap_or(0_i64);
    let text = match query.get("said")? {
        "campaign-saved" if struck > 0 => frame.count("page-said-campaign-struck", struck),
        "campaign-saved" => frame.say("page-said-campaign-saved"),
        "campaign-undone" => frame.say("page-said-campaign-undone"),
        "campaign-undo-late" => frame.say("page-said-campaign-undo-late"),
        _ => return None,
    };
    let former: Option<i64> = query.get("former").and_then(|version| version.parse().ok());
    let undo = former.filter(|former| former + 1 == found.campaign.version).map(|former| Undo {
        action: frame.to(&format!("/campaigns/{}/undo", found.campaign.id)),
        fields: vec![("former", former.to_string())],
    });
    Some(Said { text, undo: undo.filter(|_| frame.may(Scope::CampaignsWrite)) })
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
    match app.engine.change_campaign(signed.account, changed, signed.actor()).await.map_err(Problem::from) {
        Ok(struck) => {
            let query = format!("said=campaign-saved&former={version}&struck={struck}");
            Ok(signed.frame.see(&format!("{here}?{query}")))
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
        "campaign.exists" => vec![FieldError::told("/enabled", "campaign.exists", "another campaign asks this")],
        _ => problem.into_errors().map_err(|problem| signed.stop(problem))?,
    };
    Ok(page(signed, &found, (input, &errors), None))
}

async fn conflict(app: &App, signed: &Signed<CampaignsWrite>, found: &Found, input: &Input) -> Result<Response, Stop> {
    let (account, subject) = (signed.account, found.campaign.id.to_string());
    let read = move |tx: &mut Tx<'_>| last_change(tx, account, Act::CampaignChanged, &subject);
    let change = app.store.read("last_change", read).await.map_err(|error| signed.stop(error))?;
    let meanwhile = Meanwhile::new(&signed.frame, change, &filled(&found.campaign), input, &FIELDS);
    Ok(page(signed, found, (input, &[]), Some(meanwhile)))
}

async fn queued_reminders<R>(app: &App, signed: &Signed<R>, id: CampaignId) -> Result<i64, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| invitations::queued_reminders(tx, account, id, MOST_COUNTED);
    app.store.read("queued_reminders", read).await.map_err(|error| signed.stop(error))
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

/// Takes back what was saved last: a new version with the settings before it.
pub async fn undo(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let found = find(&app, &signed, &id).await?;
    let here = format!("/campaigns/{}", found.campaign.id);
    let former: i64 = input.get("former").and_then(|version| version.parse().ok()).unwrap_or(0);
    let (account, campaign) = (signed.account, found.campaign.id);
    let read = move |tx: &mut Tx<'_>| campaigns::settings_of(tx, account, campaign, former);
    let before = app.store.read("former_settings", read).await.map_err(|error| signed.stop(error))?;
    let Some(settings) = before.filter(|_| former.checked_add(1) == Some(found.campaign.version)) else {
        return Ok(signed.frame.see(&format!("{here}?said=campaign-undo-late")));
    };
    let changed = Campaign { settings, ..found.campaign };
    let done = app.engine.change_campaign(signed.account, changed, signed.actor()).await;
    done.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("{here}?said=campaign-undone")))
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

#[derive(Template)]
#[template(path = "campaigns/new.html")]
struct NewPage<'a> {
    frame: &'a Frame,
    storefront: Field,
    storefronts: Vec<(String, String)>,
    event_type: Field,
    purpose: Field,
    purposes: Vec<(String, String)>,
    name: Field,
    others: Vec<String>,
}

async fn new_page<R>(app: &App, signed: &Signed<R>, input: &Input, errors: &[FieldError]) -> Result<Response, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| storefronts::all(tx, account);
    let shops = app.store.read("new_campaign_page", read).await.map_err(|error| signed.stop(error))?;
    let frame = &signed.frame;
    let form = Form::new(frame, input, errors);
    let purposes = [Purpose::ServiceReview, Purpose::ProductReview, Purpose::Survey].map(Purpose::as_str);
    let mut page = NewPage {
        frame,
        storefront: form.field("storefront", "page-storefront"),
        storefronts: shops.into_iter().map(|shop| (shop.slug, shop.name)).collect(),
        event_type: form.hinted("event_type", "page-event-type", "page-event-type-hint"),
        purpose: form.field("purpose", "page-purpose"),
        purposes: purposes.map(|code| (code.to_owned(), frame.word(Noun::Purpose, code))).into(),
        name: form.hinted("name", "page-campaign-name", "page-campaign-name-hint"),
        others: Vec::new(),
    };
    page.others = form.others(&[&page.storefront, &page.event_type, &page.purpose, &page.name]);
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    Ok(frame.page(status, &page))
}

pub async fn new(signed: Signed<CampaignsWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let mut input = signed.query.clone();
    if !input.has("event_type") {
        input.set("event_type", "order.delivered");
    }
    new_page(&app, &signed, &input, &[]).await
}

/// Makes a campaign that is off: its page shows what it would do before it does it.
pub async fn create(signed: Signed<CampaignsWrite>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let fields = ["storefront", "event_type", "purpose", "name"].map(|name| (name.to_owned(), input.filled(name)));
    let fields = fields.into_iter().map(|(name, text)| (name, text.map_or(Value::Null, Value::from)));
    let mut said = Given(fields.collect());
    said.0.insert("enabled".to_owned(), json!(false));
    let checked = CampaignBody::read(said.0).and_then(CampaignBody::check);
    let made = match checked {
        Ok(checked) => make(&app, (signed.account, signed.actor()), checked, true).await,
        Err(problem) => Err(problem),
    };
    match made.map_err(Problem::into_errors) {
        Ok(made) => Ok(signed.frame.see(&format!("/campaigns/{}?said=campaign-made", made.id))),
        Err(Ok(errors)) => new_page(&app, &signed, &input, &errors).await,
        Err(Err(problem)) => Err(signed.stop(problem)),
    }
}
