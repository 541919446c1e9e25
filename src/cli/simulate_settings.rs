//! Settings to try out, as a file: TOML with the names of the API.

use std::path::Path;

use anyhow::{Context, bail};
use jiff::Timestamp;
use rules::consent::Basis;
use rules::id::StorefrontId;
use rules::time::Zone;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use crate::engine::simulate::Settings;
use crate::field::FieldError;
use crate::intake::json;
use crate::settings::account::AccountSettings;
use crate::settings::plan::Plan;
use crate::store::storefronts::Storefront;
use crate::web::SettingsInput;

/// `[storefront]`
#[derive(Deserialize)]
#[serde(deny_unknown_fields, default)]
struct StorefrontTable {
    slug: String,
    time_zone: String,
    declared_basis: Option<String>,
}

impl Default for StorefrontTable {
    fn default() -> Self {
        Self { slug: "main".to_owned(), time_zone: "UTC".to_owned(), declared_basis: None }
    }
}

/// Reads a file of settings for events of this type.
///
/// # Errors
/// Everything that is wrong, each with its key.
pub fn read(path: &Path, event_type: &str) -> anyhow::Result<Settings> {
    let name = path.display();
    let text = std::fs::read_to_string(path).with_context(|| name.to_string())?;
    let mut tables: Map<String, Value> = toml::from_str(&text).with_context(|| name.to_string())?;
    let storefront = tables.remove("storefront").unwrap_or_else(|| json!({}));
    let storefront = storefront_of(&storefront).map_err(|error| wrong(&name.to_string(), &[error]))?;
    if let Some(Value::Array(campaigns)) = tables.get_mut("campaigns") {
        for (number, campaign) in campaigns.iter_mut().enumerate() {
            fill_in(campaign, number, &storefront.slug, event_type);
        }
    }
    let given = serde_json::to_vec(&tables).expect("tables are plain data");
    let given: SettingsInput = json::parse(&given).map_err(|error| wrong(&name.to_string(), &[error]))?;
    let (account, storefronts) = (AccountSettings::default(), vec![storefront]);
    let standard = Settings { account, plan: Plan::Enterprise, storefronts, campaigns: Vec::new() };
    let settings = given.over(&standard).map_err(|errors| wrong(&name.to_string(), &errors))?;
    if settings.campaigns.is_empty() {
        bail!("{name}: no [[campaigns]]: nobody would be asked anything");
    }
    Ok(settings)
}

/// What goes without saying in a file about one storefront and one type of event.
fn fill_in(campaign: &mut Value, number: usize, slug: &str, event_type: &str) {
    let Value::Object(campaign) = campaign else { return };
    let mut standard = |name: &str, value: String| {
        campaign.entry(name).or_insert_with(|| value.into());
    };
    standard("name", format!("Campaign {}", number + 1));
    standard("storefront", slug.to_owned());
    standard("event_type", event_type.to_owned());
    standard("purpose", "service_review".to_owned());
}

fn storefront_of(table: &Value) -> Result<Storefront, FieldError> {
    let text = serde_json::to_vec(table).expect("a table is plain data");
    let told = |name: &str, code, detail: &str| FieldError::told(format!("/storefront/{name}"), code, detail);
    let table: StorefrontTable = json::parse(&text).map_err(|error| error.within("/storefront"))?;
    let zone = Zone::parse(&table.time_zone).map_err(|error| told("time_zone", "zone.unknown", &error.to_string()))?;
    let basis = table.declared_basis.map(|basis| basis.parse::<Basis>()).transpose();
    let declared_basis = basis.map_err(|()| {
        told("declared_basis", "basis.unknown", "use existing_customer, consent, double_opt_in or contract")
    })?;
    let id = StorefrontId::from_bits(1);
    Ok(Storefront { declared_basis, ..Storefront::new(id, &table.slug, &table.slug, zone, Timestamp::UNIX_EPOCH) })
}

/// `/campaigns/0/send_at/hour` is `campaigns.0.send_at.hour` here.
fn wrong(file: &str, errors: &[FieldError]) -> anyhow::Error {
    let line = |error: &FieldError| {
        let key = error.pointer.trim_start_matches('/').replace('/', ".");
        format!("{file}: {key}: {} ({})", error.detail, error.code)
    };
    anyhow::anyhow!(errors.iter().map(line).collect::<Vec<_>>().join("\n"))
}
