//! What is said of a campaign: its place, its switches, and its settings, all in one object.

use jiff::Timestamp;
use rules::campaign::{Kind, Purpose};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use crate::field::FieldError;
use crate::field::{Fault, Faults};
use crate::intake::event::event_type;
use crate::intake::text;
use crate::settings::campaign::CampaignSettings;
use crate::store::campaigns;
use crate::web::given::{Given, read};
use crate::web::problem::Problem;

const LONGEST_NAME: usize = 100;
const LONGEST_SLUG: usize = 64;
const FURTHEST_PRIORITY: i32 = 1_000;

/// What is said of a campaign.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = CampaignInput)]
pub struct Campaign {
    #[serde(flatten)]
    place: Place,
    #[serde(flatten)]
    settings: CampaignSettings,
}

#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Place {
    /// Up to 100 characters.
    #[schema(value_type = String, required = true, max_length = 100, example = "After delivery")]
    name: Option<String>,
    /// `transactional`: because of one event.
    #[schema(value_type = String, example = "transactional")]
    kind: Option<String>,
    /// On unless it is said to be off.
    #[schema(value_type = bool, default = true)]
    enabled: Option<bool>,
    /// The slug of the storefront.
    #[schema(value_type = String, required = true, example = "main")]
    storefront: Option<String>,
    /// The type of the events because of which it asks.
    #[schema(value_type = String, required = true, max_length = 64, example = "order.delivered")]
    event_type: Option<String>,
    /// `service_review`, `product_review` or `survey`.
    #[schema(value_type = String, required = true, example = "service_review")]
    purpose: Option<String>,
    /// Among campaigns that compete for one person the larger goes first; -1,000 to 1,000, usually 0.
    #[schema(value_type = i32, minimum = -1000, maximum = 1000, default = 0)]
    priority: Option<i32>,
    /// Null: the standard one.
    questionnaire: Option<String>,
}

/// The fields of a [`Place`]; all others are settings.
const OF_PLACE: [&str; 8] =
    ["name", "kind", "enabled", "storefront", "event_type", "purpose", "priority", "questionnaire"];
/// Fields that campaigns of other kinds have.
const NOT_YET: [&str; 2] = ["schedule", "audience"];

/// What was said of a campaign, checked.
#[derive(Debug, Clone)]
pub struct Checked {
    pub name: String,
    pub kind: Kind,
    pub enabled: bool,
    pub storefront: String,
    pub event_type: String,
    pub purpose: Purpose,
    pub priority: i32,
    pub settings: CampaignSettings,
}

impl Campaign {
    pub fn of(campaign: &campaigns::Campaign, slug: &str) -> Self {
        Self {
            place: Place {
                name: Some(campaign.name.clone()),
                kind: Some(campaign.kind.as_str().to_owned()),
                enabled: Some(campaign.enabled_since.is_some()),
                storefront: Some(slug.to_owned()),
                event_type: Some(campaign.event_type.clone()),
                purpose: Some(campaign.purpose.as_str().to_owned()),
                priority: Some(campaign.priority),
                questionnaire: None,
            },
            settings: campaign.settings.clone(),
        }
    }

    /// # Errors
    /// `input.invalid` for fields that are unknown or of another type.
    pub fn read(mut fields: Map<String, Value>) -> Result<Self, Problem> {
        if let Some(name) = NOT_YET.into_iter().find(|name| fields.contains_key(*name)) {
            return Err(Problem::field(&format!("/{name}"), "field.unsupported", "not supported yet; leave it out"));
        }
        let place = OF_PLACE.iter().filter_map(|name| fields.remove_entry(*name)).collect();
        Ok(Self { place: read(&place)?, settings: read(&fields)? })
    }

    /// The fields with others laid over them. Timing is one choice: another mode does not keep what the former one
    /// counted from.
    pub fn changed_by(&self, given: &Given) -> Map<String, Value> {
        let mut before = self.clone();
        if given.0.get("timing").is_some_and(|timing| timing.get("mode").is_some()) {
            before.settings.timing = None;
        }
        given.fields_over(&before)
    }

    /// # Errors
    /// `input.invalid` with everything that is wrong.
    pub fn check(self) -> Result<Checked, Problem> {
        let Self { place, mut settings } = self;
        let mut faults = Faults::default();
        let name = faults.require("/name", place.name, |name| text::line(name, LONGEST_NAME));
        let kind = faults.keep("/kind", kind(place.kind.as_deref()));
        let storefront = faults.require("/storefront", place.storefront, |slug| text::line(slug, LONGEST_SLUG));
        let event_type = faults.require("/event_type", place.event_type, event_type);
        let purpose = faults.require("/purpose", place.purpose, |text| purpose(&text));
        let priority = faults.keep("/priority", priority(place.priority.unwrap_or(0)));
        faults.keep_some("/questionnaire", place.questionnaire, no_such);
        let mut errors = faults.into_errors();
        let checked = match purpose {
            Some(purpose) => settings.check_for(purpose),
            None => settings.check(),
        };
        errors.extend(checked.err().unwrap_or_default());
        let checked = (|| {
            Some(Checked {
                name: name?,
                kind: kind?,
                enabled: place.enabled.unwrap_or(true),
                storefront: storefront?,
                event_type: event_type?,
                purpose: purpose?,
                priority: priority?,
                settings,
            })
        })();
        checked.filter(|_| errors.is_empty()).ok_or_else(|| Problem::invalid(errors))
    }
}

impl Checked {
    /// Puts what was said into the place of what a campaign had.
    pub fn apply(self, campaign: &mut campaigns::Campaign, now: Timestamp) {
        campaign.name = self.name;
        campaign.priority = self.priority;
        campaign.enabled_since = self.enabled.then(|| campaign.enabled_since.unwrap_or(now));
        campaign.settings = self.settings;
    }

    /// # Errors
    /// `input.invalid` where something is to change that a campaign keeps as long as it lives.
    pub fn keep_fixed(&self, before: &Campaign) -> Result<(), Problem> {
        let place = &before.place;
        let fields = [
            ("/kind", Some(self.kind.as_str()) == place.kind.as_deref()),
            ("/storefront", Some(self.storefront.as_str()) == place.storefront.as_deref()),
            ("/event_type", Some(self.event_type.as_str()) == place.event_type.as_deref()),
            ("/purpose", Some(self.purpose.as_str()) == place.purpose.as_deref()),
        ];
        let changed = fields.into_iter().filter(|(_, same)| !same);
        let detail = "a campaign keeps this; make another one instead";
        let errors: Vec<_> = changed.map(|(pointer, _)| FieldError::told(pointer, "field.fixed", detail)).collect();
        if errors.is_empty() { Ok(()) } else { Err(Problem::invalid(errors)) }
    }
}

fn kind(text: Option<&str>) -> Result<Kind, Fault> {
    match text.map(str::parse) {
        None | Some(Ok(Kind::Transactional)) => Ok(Kind::Transactional),
        Some(Ok(_)) => Err(Fault::new("kind.unsupported", "not supported yet; use transactional")),
        Some(Err(())) => Err(Fault::new("kind.unknown", "not a kind of campaign; use transactional")),
    }
}

pub(super) fn purpose(text: &str) -> Result<Purpose, Fault> {
    match text.parse() {
        Ok(purpose @ (Purpose::ServiceReview | Purpose::ProductReview | Purpose::Survey)) => Ok(purpose),
        Ok(_) => {
            Err(Fault::new("purpose.unsupported", "not supported yet; use service_review, product_review or survey"))
        }
        Err(()) => Err(Fault::new("purpose.unknown", "not a purpose; use service_review, product_review or survey")),
    }
}

fn priority(priority: i32) -> Result<i32, Fault> {
    let allowed = (-FURTHEST_PRIORITY..=FURTHEST_PRIORITY).contains(&priority);
    if allowed { Ok(priority) } else { Err(Fault::new("priority.out_of_range", "a number from -1000 to 1000")) }
}

fn no_such(_: String) -> Result<(), Fault> {
    Err(Fault::new("id.unknown", "there is none with this id; null means the standard one"))
}
