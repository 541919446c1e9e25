//! What is tried out: settings in the words of the API, laid over those that are there.

use jiff::Timestamp;
use rules::id::CampaignId;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::campaign_input::{Campaign as CampaignBody, Checked};
use crate::engine::simulate::Settings;
use crate::field::FieldError;
use crate::intake::attributes::Attributes;
use crate::settings::account::AccountSettings;
use crate::store::campaigns::Campaign;
use crate::web::given::Given;
use crate::web::problem::Problem;

/// Campaigns of one simulation.
const MOST_CAMPAIGNS: usize = 100;

/// Settings to try out.
#[derive(Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct SettingsInput {
    /// Laid over the account's own.
    #[schema(value_type = Option<AccountSettings>)]
    account: Option<Attributes>,
    /// In the place of the account's own, up to 100; left out, they are those that stand.
    #[schema(value_type = Option<Vec<CampaignBody>>, max_items = 100)]
    campaigns: Option<Vec<Attributes>>,
}

impl SettingsInput {
    /// What `current` becomes.
    ///
    /// # Errors
    /// Everything that is wrong, each with its pointer: `/account/...`, `/campaigns/0/...`.
    pub fn over(self, current: &Settings) -> Result<Settings, Vec<FieldError>> {
        let mut settings = current.clone();
        if let Some(given) = self.account {
            settings.account = account(&given, &current.account)?;
        }
        if let Some(given) = self.campaigns {
            if given.len() > MOST_CAMPAIGNS {
                return Err(vec![FieldError::told("/campaigns", "list.too_long", "more than 100 entries")]);
            }
            settings.campaigns = Vec::with_capacity(given.len());
            let mut errors = Vec::new();
            for (position, given) in given.iter().enumerate() {
                match campaign(given, &settings) {
                    Ok(campaign) => settings.campaigns.push(campaign),
                    Err(wrong) => errors.extend(within(wrong, &format!("/campaigns/{position}"))),
                }
            }
            if !errors.is_empty() {
                return Err(errors);
            }
        }
        Ok(settings)
    }
}

/// The same errors inside of something.
pub fn within(errors: Vec<FieldError>, parent: &str) -> impl Iterator<Item = FieldError> {
    errors.into_iter().map(move |error| error.within(parent))
}

fn fields(given: &Attributes) -> Map<String, Value> {
    match serde_json::to_value(given) {
        Ok(Value::Object(fields)) => fields,
        _ => Map::new(),
    }
}

fn errors_of(problem: Problem) -> Vec<FieldError> {
    problem.into_errors().unwrap_or_else(|problem| vec![FieldError::told("", problem.code(), "it cannot be taken")])
}

fn account(given: &Attributes, current: &AccountSettings) -> Result<AccountSettings, Vec<FieldError>> {
    let in_account = |errors| within(errors, "/account").collect::<Vec<_>>();
    let settings = Given(fields(given)).over(current).map_err(|problem| in_account(errors_of(problem)))?;
    settings.check(None).map_err(in_account)?;
    Ok(settings)
}

/// A campaign beside those before it, with the rules of a real one.
fn campaign(given: &Attributes, beside: &Settings) -> Result<Campaign, Vec<FieldError>> {
    let fields = fields(given);
    let inherits_base = !fields.contains_key("base");
    let checked = CampaignBody::read(fields).and_then(CampaignBody::check).map_err(errors_of)?;
    let told = |pointer: &str, code, detail: &str| vec![FieldError::told(pointer, code, detail)];
    let storefront = beside.storefronts.iter().find(|storefront| storefront.slug == checked.storefront);
    let storefront =
        storefront.ok_or_else(|| told("/storefront", "storefront.unknown", "there is no storefront of this slug"))?;
    let mut campaign = tried(checked, beside.campaigns.len());
    campaign.storefront = storefront.id;
    let of_pair =
        |other: &&Campaign| (other.storefront, &other.event_type) == (campaign.storefront, &campaign.event_type);
    let pair: Vec<_> = beside.campaigns.iter().filter(of_pair).collect();
    if let Some(other) = pair.first() {
        if inherits_base {
            campaign.settings.base.clone_from(&other.settings.base);
        } else if campaign.settings.base != other.settings.base {
            let detail = "the campaigns of one storefront and event type count from the same base";
            return Err(told("/base", "base.differs", detail));
        }
    }
    let enabled = |campaign: &Campaign| campaign.enabled_since.is_some();
    if enabled(&campaign) && pair.iter().any(|other| enabled(other) && other.purpose == campaign.purpose) {
        let detail = "another enabled campaign has this storefront, event type and purpose";
        return Err(told("/purpose", "campaign.exists", detail));
    }
    Ok(campaign)
}

fn tried(checked: Checked, number: usize) -> Campaign {
    Campaign {
        id: CampaignId::from_bits(number as u128 + 1),
        storefront: rules::id::StorefrontId::from_bits(0),
        event_type: checked.event_type,
        purpose: checked.purpose,
        kind: checked.kind,
        name: checked.name,
        priority: checked.priority,
        version: 1,
        enabled_since: checked.enabled.then_some(Timestamp::UNIX_EPOCH),
        paused_at: None,
        brake: None,
        settings: checked.settings,
        created_at: Timestamp::UNIX_EPOCH,
    }
}
