//! A campaign's settings for other storefronts (ET-6): looked at storefront by storefront, given to those that are picked,
//! and taken back.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::{ApplicationId, CampaignId};
use sha2::{Digest, Sha256};
use url::form_urlencoded;

use super::application_line::{Line, in_full};
use super::campaigns::{Found, MOST_COUNTED, find};
use super::frame::{Frame, Said, Undo};
use super::signed::{Signed, Stop};
use crate::engine::Error;
use crate::engine::application::{Applied, Effect, Targets};
use crate::field::FieldError;
use crate::store::{Tx, applications, queue, storefronts};
use crate::web::App;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::{CampaignsWrite, Right};

/// Storefronts that refused and are told by name; the rest is counted.
const MOST_REFUSED: usize = 10;
/// Why a storefront refuses, as far as there are words for it.
const REFUSALS: [&str; 5] =
    ["plan.feature", "plan.limit", "campaign.changed", "storefront.unknown", "template.purpose"];

/// What giving the settings to every other storefront would come to.
struct Ahead {
    found: Found,
    /// Those that would get something new, by their slug.
    applied: Vec<Applied>,
    /// How many have these settings already.
    same: usize,
    /// Reminders that are queued where none would be left.
    struck: BTreeMap<CampaignId, i64>,
    /// Stands for all of this, so that nothing is done but what was seen.
    seen: String,
}

async fn look<R: Right>(app: &App, signed: &Signed<R>, id: &str) -> Result<Ahead, Stop> {
    let found = find(app, signed, id).await?;
    let (account, source) = (signed.account, found.campaign.id);
    let all = app.engine.preview_application(account, source, Targets::All).await;
    let all = all.map_err(|error| signed.stop(error))?;
    let digest = Sha256::digest(format!("{} {all:?}", found.campaign.version));
    let seen = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    let (same, applied): (Vec<_>, Vec<_>) = all.into_iter().partition(|one| matches!(one.effect, Effect::Same(_)));
    let reminded = found.campaign.settings.reminder.enabled;
    let losing = |one: &Applied| match &one.effect {
        Effect::Changed { campaign, before } if before.reminder.enabled && !reminded => Some(*campaign),
        _ => None,
    };
    let losing: BTreeSet<_> = applied.iter().filter_map(losing).collect();
    let read = move |tx: &mut Tx<'_>| queue::queued_reminders(tx, account, &losing, MOST_COUNTED);
    let struck = app.store.read("queued_reminders", read).await.map_err(|error| signed.stop(error))?;
    Ok(Ahead { found, applied, same: same.len(), struck, seen })
}

impl Ahead {
    /// The slugs that were picked: one by one, and with `rest` all from that place on.
    fn picked(&self, input: &Input) -> Vec<String> {
        let named: BTreeSet<_> =
            input.pairs().filter(|(name, _)| *name == "storefront").map(|(_, slug)| slug).collect();
        let rest = input.get("rest").and_then(|place| place.parse().ok()).unwrap_or(usize::MAX);
        let places = self.applied.iter().enumerate();
        let picked = places.filter(|(place, one)| *place >= rest || named.contains(&*one.slug));
        picked.map(|(_, one)| one.slug.clone()).collect()
    }
}

#[derive(Template)]
#[template(path = "campaigns/application.html")]
struct ApplicationPage<'a> {
    frame: &'a Frame,
    here: String,
    name: &'a str,
    problem: Option<String>,
    same: i64,
    seen: &'a str,
    lines: Vec<Line>,
    /// Those that are only counted, and the reminders that they would lose.
    rest: i64,
    rest_struck: i64,
}

fn page<R>(signed: &Signed<R>, ahead: &Ahead, (status, problem): (StatusCode, Option<&str>)) -> Response {
    let frame = &signed.frame;
    let lines = in_full(frame, &ahead.found, &ahead.applied, &ahead.struck);
    let rest_struck = ahead.struck.values().sum::<i64>() - lines.iter().map(|line| line.struck).sum::<i64>();
    let page = ApplicationPage {
        frame,
        here: format!("/campaigns/{}", ahead.found.campaign.id),
        name: &ahead.found.campaign.name,
        problem: problem.map(|key| frame.say(key)),
        same: number(ahead.same),
        seen: &ahead.seen,
        rest: number(ahead.applied.len() - lines.len()),
        rest_struck,
        lines,
    };
    frame.page(status, &page)
}

fn number(count: usize) -> i64 {
    i64::try_from(count).unwrap_or(i64::MAX)
}

/// What would change, storefront by storefront.
pub async fn show(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let ahead = look(&app, &signed, &id).await?;
    Ok(page(&signed, &ahead, (StatusCode::OK, None)))
}

/// Gives the settings to those that are picked, where everything still is as it was looked at.
pub async fn apply(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let ahead = look(&app, &signed, &id).await?;
    if input.get("seen") != Some(&*ahead.seen) {
        return Ok(page(&signed, &ahead, (StatusCode::CONFLICT, Some("page-application-overtaken"))));
    }
    let picked = ahead.picked(&input);
    if picked.is_empty() {
        return Ok(page(&signed, &ahead, (StatusCode::UNPROCESSABLE_ENTITY, Some("page-application-unpicked"))));
    }
    let source = ahead.found.campaign.id;
    let done = app.engine.apply_settings(signed.account, source, Targets::Named(picked), signed.actor()).await;
    let (application, applied) = done.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&format!("/campaigns/{source}?{}", told(application, &applied))))
}

/// What came of it, as the query of the page that says so.
fn told(application: ApplicationId, applied: &[Applied]) -> String {
    let (refused, given): (Vec<_>, Vec<_>) = applied.iter().partition(|one| matches!(one.effect, Effect::Refused(_)));
    let mut query = form_urlencoded::Serializer::new(String::new());
    query.append_pair("said", "application").append_pair("application", &application.to_string());
    query.append_pair("count", &given.len().to_string());
    if refused.len() > MOST_REFUSED {
        query.append_pair("more", &(refused.len() - MOST_REFUSED).to_string());
    }
    for one in refused.into_iter().take(MOST_REFUSED) {
        query.append_pair("refused", &format!("{}:{}", one.slug, why(&one.effect)));
    }
    query.finish()
}

fn why(effect: &Effect) -> &'static str {
    match effect {
        Effect::Refused(Error::State { code, .. }) => code,
        Effect::Refused(Error::Fields(errors)) => errors.first().map_or("", |error| error.code),
        _ => "",
    }
}

/// What was just done, with the way back where something of it still stands.
pub async fn said<R>(app: &App, signed: &Signed<R>) -> Result<Option<Said>, Stop> {
    let (frame, query) = (&signed.frame, &signed.query);
    let count = |name: &str| query.get(name).and_then(|count| count.parse().ok()).unwrap_or(0_i64);
    match query.get("said") {
        Some("application") => {}
        Some("application-undone") => {
            let text = frame.count("page-said-application-undone", count("count"));
            return Ok(Some(Said { text, undo: None }));
        }
        _ => return Ok(None),
    }
    let mut texts = vec![frame.count("page-said-application", count("count"))];
    texts.extend(refusals(app, signed).await?);
    if count("more") > 0 {
        texts.push(frame.count("page-application-refused-more", count("more")));
    }
    let undo = match query.get("application").and_then(|id| id.parse().ok()) {
        Some(id) if still_stands(app, signed, id).await? => Some(Undo {
            action: frame.to(&format!("{}/application/undo", frame.here)),
            fields: vec![("application", id.to_string())],
        }),
        _ => None,
    };
    Ok(Some(Said { text: texts.join(" "), undo }))
}

/// Who refused, by name, and why.
async fn refusals<R>(app: &App, signed: &Signed<R>) -> Result<Vec<String>, Stop> {
    let (account, frame) = (signed.account, &signed.frame);
    let refused =
        signed.query.pairs().filter(|(name, _)| *name == "refused").filter_map(|(_, one)| one.split_once(':'));
    let refused: BTreeMap<String, String> =
        refused.take(MOST_REFUSED).map(|(slug, code)| (slug.to_owned(), code.to_owned())).collect();
    if refused.is_empty() {
        return Ok(Vec::new());
    }
    let slugs: Vec<_> = refused.keys().cloned().collect();
    let read = move |tx: &mut Tx<'_>| {
        storefronts::by_slugs(tx, account, &slugs.iter().map(String::as_str).collect::<BTreeSet<_>>())
    };
    let shops = app.store.read("refusing_storefronts", read).await.map_err(|error| signed.stop(error))?;
    let say = |shop: &storefronts::Storefront| {
        let code = refused.get(&shop.slug).map_or("", String::as_str);
        let why = REFUSALS.iter().find(|known| **known == code).map_or_else(
            || frame.say("page-application-refused-otherwise"),
            |known| frame.fault(&FieldError::told("", known, *known)),
        );
        frame.say_with("page-application-refused", &[("storefront", shop.name.as_str().into()), ("why", why.into())])
    };
    Ok(shops.iter().map(say).collect())
}

async fn still_stands<R>(app: &App, signed: &Signed<R>, id: ApplicationId) -> Result<bool, Stop> {
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| applications::still_applied(tx, account, id, 1);
    let still = app.store.read("still_applied", read).await.map_err(|error| signed.stop(error))?;
    Ok(!still.is_empty())
}

/// Takes back what was given, where nobody changed it since.
pub async fn undo(
    signed: Signed<CampaignsWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let here = format!("/campaigns/{}", find(&app, &signed, &id).await?.campaign.id);
    let Some(application) = input.get("application").and_then(|id| id.parse().ok()) else {
        return Ok(signed.frame.see(&format!("{here}?said=undo-over")));
    };
    let undone = app.engine.undo_application(signed.account, application, signed.actor()).await;
    match undone.map_err(|error| signed.stop(Problem::from(error)))? {
        0 => Ok(signed.frame.see(&format!("{here}?said=undo-over"))),
        count => Ok(signed.frame.see(&format!("{here}?said=application-undone&count={count}"))),
    }
}
