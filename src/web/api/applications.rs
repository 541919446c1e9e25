//! Applications: the settings of one campaign for other storefronts (ET-6).

use axum::Json as Answer;
use axum::extract::State;
use rules::id::CampaignId;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use super::results::{Outcome, Results};
use crate::engine::application::{Applied, Effect, Targets};
use crate::field::{Fault, FieldError};
use crate::settings::campaign::CampaignSettings;
use crate::store::{Tx, campaigns};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::path::At;
use crate::web::problem::Problem;
use crate::web::scope::CampaignsWrite;

/// No account has more storefronts that anybody names one by one.
const MOST_NAMED: usize = 1_000;

/// To which storefronts the settings are given.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ApplicationInput {
    #[schema(value_type = StorefrontsInput, required = true)]
    storefronts: Option<StorefrontsInput>,
    /// Only says what would change.
    preview: bool,
}

/// The slugs of storefronts, or `all`.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(untagged, expecting = "use a list of slugs, or all")]
pub enum StorefrontsInput {
    All(EveryStorefront),
    Named(Vec<String>),
}

/// Every other storefront of the account.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum EveryStorefront {
    All,
}

/// What it comes to.
#[derive(Debug, Serialize, ToSchema)]
pub struct ApplicationView {
    #[serde(flatten)]
    #[schema(inline)]
    results: Results<AppliedView>,
}

/// What it comes to at one storefront.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Applied)]
pub struct AppliedView {
    /// Its slug.
    storefront: String,
    /// `same`: it had these settings; `changed`; `made`: a campaign of its own.
    effect: &'static str,
    /// Null: not made yet.
    #[schema(required = true)]
    campaign: Option<String>,
    changes: Vec<ChangeView>,
}

/// A setting that is another one than before.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = SettingChange)]
pub struct ChangeView {
    /// A JSON pointer into the settings.
    pointer: String,
    from: Value,
    to: Value,
}

/// Gives a campaign's settings to other storefronts: their campaign of the same event type and purpose gets them, one that
/// has none gets a campaign of its own. Switches stay as they are. Each storefront is changed on its own.
#[utoipa::path(
    post, path = "", security(("key" = ["campaigns:write"])), request_body = ApplicationInput,
    responses((status = 200, description = "What it came to, storefront by storefront", body = ApplicationView)))]
pub async fn apply(
    may: May<CampaignsWrite>,
    State(app): State<App>,
    At((id,)): At<(CampaignId,)>,
    body: Json<ApplicationInput>,
) -> Result<Answer<ApplicationView>, Problem> {
    let ApplicationInput { storefronts, preview } = body.value;
    let find = move |tx: &mut Tx<'_>| campaigns::find(tx, may.account, id);
    let source = app.store.read("source_campaign", find).await?.ok_or_else(Problem::not_found)?;
    let targets = targets(storefronts)?;
    let applied = if preview {
        app.engine.preview_application(may.account, id, targets).await?
    } else {
        app.engine.apply_settings(may.account, id, targets, may.actor()).await?.1
    };
    let results = applied.into_iter().map(|applied| outcome(applied, &source.settings)).collect();
    Ok(Answer(ApplicationView { results: Results { results } }))
}

fn targets(said: Option<StorefrontsInput>) -> Result<Targets, Problem> {
    match said.ok_or_else(|| Problem::invalid(vec![FieldError::new("/storefronts", Fault::missing())]))? {
        StorefrontsInput::All(EveryStorefront::All) => Ok(Targets::All),
        StorefrontsInput::Named(slugs) if slugs.len() <= MOST_NAMED => Ok(Targets::Named(slugs)),
        StorefrontsInput::Named(_) => {
            Err(Problem::field("/storefronts", "list.too_long", "no more than 1,000; use all"))
        }
    }
}

fn outcome(applied: Applied, settings: &CampaignSettings) -> Outcome<AppliedView> {
    let (effect, campaign, changes) = match applied.effect {
        Effect::Refused(error) => return Outcome::Failed { error: Problem::from(error).into_document() },
        Effect::Same(campaign) => ("same", Some(campaign), Vec::new()),
        Effect::Changed { campaign, before } => ("changed", Some(campaign), changes(&before, settings)),
        Effect::Made(campaign) => ("made", campaign, Vec::new()),
    };
    let campaign = campaign.map(|id| id.to_string());
    Outcome::Done(AppliedView { storefront: applied.slug, effect, campaign, changes })
}

/// Which settings differ, field by field.
fn changes(before: &CampaignSettings, after: &CampaignSettings) -> Vec<ChangeView> {
    let [before, after] =
        [before, after].map(|settings| serde_json::to_value(settings).expect("settings are plain data"));
    let mut changes = Vec::new();
    compare("", &before, &after, &mut changes);
    changes
}

fn compare(pointer: &str, before: &Value, after: &Value, changes: &mut Vec<ChangeView>) {
    match (before, after) {
        (Value::Object(one), Value::Object(other)) => {
            let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
            for name in names {
                let of = |object: &serde_json::Map<String, Value>| object.get(name).cloned().unwrap_or_default();
                compare(&format!("{pointer}/{name}"), &of(one), &of(other), changes);
            }
        }
        _ if before != after => {
            let (from, to) = (before.clone(), after.clone());
            changes.push(ChangeView { pointer: pointer.to_owned(), from, to });
        }
        _ => {}
    }
}
