//! A campaign's settings in the words of the API, and what the rules read from them.

use rules::address::Channel;
use rules::campaign::{BaseChoice, FrequencyGap, Purpose, Timing};
use rules::delay::{Delay, Gap};
use rules::hours::{HourOfDay, SendAt, ZoneChoice};
use rules::id::TemplateId;
use rules::learned::Explore;
use rules::product::ProductTiming;
use rules::routing::Platform;
use rules::strategy::{ChannelChoice, Role, Step};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::routing::{self, PlatformSettings, ROUTING};
use crate::field::{Fault, Faults, FieldError};

/// When and how often a campaign asks. What is left out has its standard value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CampaignSettings {
    /// `event`, or `activation_date` (ET-3).
    #[schema(example = "event")]
    pub base: String,
    /// ISO 8601, counted from the base (TP-1); at most 24 months.
    #[schema(example = "P7D")]
    pub delay: String,
    /// The sending hour; null keeps the clock time of the base (TP-3).
    pub send_at: Option<SendAtSettings>,
    pub frequency: FrequencySettings,
    pub reminder: ReminderSettings,
    /// The steps of an invitation; null: one message and, if on, one reminder on the same channel.
    pub strategy: Option<Vec<StepSettings>>,
    /// How long the form stays open after the first message (AV-4).
    #[schema(example = "P3M")]
    pub expires_after: String,
    /// The template of its mails, which has the campaign's purpose; null: the standard texts.
    #[schema(example = "tpl_06ey2x3v0n8z5s9k1q7w4t6m2r")]
    pub template: Option<String>,
    /// Of a campaign for product reviews alone (TP-2): beside the service review of its storefront and event type. Left
    /// out: together with it.
    pub timing: Option<TimingSettings>,
    /// A rating without a written comment is not taken (ET-9): more comments, fewer ratings.
    pub comment_required: bool,
    /// Of a campaign for service reviews: other platforms to which a share of its invitations points (ET-10). Which ones do
    /// is a matter of chance.
    #[schema(max_items = 10)]
    pub routing: Vec<PlatformSettings>,
}

/// TP-2: `together` in one message with the service review, or `separate`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct TimingSettings {
    #[schema(example = "separate")]
    pub mode: String,
    /// What the delay of a separate one counts from: `service_invitation`, as it was sent, or `event`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "service_invitation")]
    pub from: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct SendAtSettings {
    /// A time of day; or `auto`: the hour at which recipients answer, which is learned (TP-4).
    #[schema(example = "10:00")]
    pub hour: String,
    /// `utc`, `storefront` or `recipient`; a learned hour is one of the recipient's day.
    #[serde(default = "utc")]
    #[schema(example = "utc")]
    pub zone: String,
    /// How many in a hundred messages take another hour than the best, to find out about it; usually 5. A set
    /// hour takes no notice of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(minimum = 0, maximum = 20, example = 5)]
    pub explore: Option<i64>,
}

/// The sending hour that is learned.
pub const AUTO: &str = "auto";

/// TP-5: `every_event`, or `min_gap` with a gap.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct FrequencySettings {
    #[schema(example = "min_gap")]
    pub mode: String,
    /// ISO 8601; only with `min_gap`, standard three years.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schema(example = "P3Y")]
    pub gap: Option<String>,
}

/// TP-6.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReminderSettings {
    pub enabled: bool,
    /// ISO 8601, counted from the first message.
    #[schema(example = "P7D")]
    pub after: String,
}

/// One step of a strategy (RI-8).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct StepSettings {
    /// `email`, `sms`, `whatsapp` or `preferred`.
    pub channel: String,
    /// ISO 8601, counted from the first message.
    pub after: String,
    /// `first`, `follow_up` or `reminder`.
    pub role: String,
}

fn utc() -> String {
    "utc".to_owned()
}

impl Default for CampaignSettings {
    fn default() -> Self {
        Self {
            base: "event".to_owned(),
            delay: "P7D".to_owned(),
            send_at: Some(SendAtSettings { hour: "10:00".to_owned(), zone: utc(), explore: None }),
            frequency: FrequencySettings { mode: "min_gap".to_owned(), gap: Some("P3Y".to_owned()) },
            reminder: ReminderSettings::default(),
            strategy: None,
            expires_after: "P3M".to_owned(),
            template: None,
            timing: None,
            comment_required: false,
            routing: Vec::new(),
        }
    }
}

impl Default for ReminderSettings {
    fn default() -> Self {
        Self { enabled: false, after: "P7D".to_owned() }
    }
}

/// What the rules read from the settings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckedSettings {
    pub timing: Timing,
    pub frequency: FrequencyGap,
    pub reminder: bool,
    pub template: Option<TemplateId>,
    pub comment_required: bool,
}

/// Where a campaign names its template.
pub const TEMPLATE: &str = "/template";
pub const UNKNOWN_TEMPLATE: Fault =
    Fault::new("id.unknown", "there is no template with this id; null means the standard texts");
/// Words of [`TimingSettings`].
pub const TOGETHER: &str = "together";
pub const SEPARATE: &str = "separate";
pub const FROM_SERVICE: &str = "service_invitation";
pub const FROM_EVENT: &str = "event";
const NOT_ROUTED: Fault = Fault::new("routing.purpose", "only a campaign for service_review points elsewhere");
const OTHER_PURPOSE: Fault = Fault::new("timing.purpose", "only a campaign for product_review has a timing");
const CONTRADICTION: Fault =
    Fault::new("timing.contradiction", "what goes together counts from nothing of its own; leave it out");
/// The most steps that a strategy may have.
pub const MAX_STEPS: usize = 10;
/// A form that closes earlier could not take a single reminder's answer.
const SHORTEST_TERM: &str = "P2D";

impl CampaignSettings {
    /// Reads every field; all that cannot be read are named.
    ///
    /// # Errors
    /// One entry for each field that is not what it should be.
    pub fn check(&self) -> Result<CheckedSettings, Vec<FieldError>> {
        let mut errors = Vec::new();
        let base = self.base(&mut errors);
        let delay = delay("/delay", &self.delay, &mut errors);
        let (send_at, explore) = self.send_at(&mut errors).unzip();
        let frequency = self.frequency(&mut errors);
        let reminder_after = delay_after_first("/reminder/after", &self.reminder.after, &mut errors);
        let strategy = self.strategy(&mut errors);
        let expires_after = delay_after_first("/expires_after", &self.expires_after, &mut errors);
        let template = self.template(&mut errors);
        let product = self.timing.as_ref().and_then(|timing| timing.check(&mut errors));
        let routing = self.routing(&mut errors);
        let (Some(base), Some(delay), Some(reminder_after), Some(expires_after), true) =
            (base, delay, reminder_after, expires_after, errors.is_empty())
        else {
            return Err(errors);
        };
        let reminder = self.reminder.enabled || strategy.iter().any(|step| step.role == Role::Reminder);
        let explore = explore.flatten();
        let timing =
            Timing { base, delay, send_at, explore, reminder_after, strategy, expires_after, product, routing };
        Ok(CheckedSettings { timing, frequency, reminder, template, comment_required: self.comment_required })
    }

    /// As [`check`](Self::check), for a campaign of this purpose; what the timing of a product review leaves out is said.
    ///
    /// # Errors
    /// One entry for each field that is not what it should be.
    pub fn check_for(&mut self, purpose: Purpose) -> Result<CheckedSettings, Vec<FieldError>> {
        let is_product = purpose == Purpose::ProductReview;
        if is_product {
            let timing = self.timing.get_or_insert(TimingSettings { mode: TOGETHER.to_owned(), from: None });
            if timing.mode == SEPARATE {
                timing.from.get_or_insert(FROM_SERVICE.to_owned());
            }
        }
        self.routing.iter_mut().for_each(PlatformSettings::tidy);
        let mut errors = Vec::new();
        if !is_product && self.timing.is_some() {
            errors.push(FieldError::new("/timing", OTHER_PURPOSE));
        }
        if purpose != Purpose::ServiceReview && !self.routing.is_empty() {
            errors.push(FieldError::new(ROUTING, NOT_ROUTED));
        }
        match self.check() {
            Ok(checked) if errors.is_empty() => Ok(checked),
            Ok(_) => Err(errors),
            Err(more) => Err([errors, more].concat()),
        }
    }

    fn routing(&self, errors: &mut Vec<FieldError>) -> Vec<Platform> {
        let mut faults = Faults::default();
        let platforms = routing::check(&self.routing, &mut faults);
        errors.extend(faults.into_errors());
        platforms
    }

    /// Whether the account has it is known to the store alone.
    fn template(&self, errors: &mut Vec<FieldError>) -> Option<TemplateId> {
        let id = self.template.as_ref()?.parse();
        id.map_err(|_| errors.push(FieldError::new(TEMPLATE, UNKNOWN_TEMPLATE))).ok()
    }

    fn base(&self, errors: &mut Vec<FieldError>) -> Option<BaseChoice> {
        match self.base.as_str() {
            "event" => Some(BaseChoice::Event),
            "activation_date" => Some(BaseChoice::ActivationDate),
            _ => {
                errors.push(FieldError::told("/base", "base.unknown", "use event or activation_date"));
                None
            }
        }
    }

    fn send_at(&self, errors: &mut Vec<FieldError>) -> Option<(SendAt, Option<Explore>)> {
        let settings = self.send_at.as_ref()?;
        let explore = settings.explore(errors);
        let is_learned = settings.hour == AUTO;
        // The prior's best hour stands for a learned one until that is chosen (rules 2.6).
        let hour = if is_learned { Ok(HourOfDay::TEN) } else { HourOfDay::parse(&settings.hour) };
        if hour.is_err() {
            errors.push(FieldError::told("/send_at/hour", "hour.invalid", "use a time of day such as 10:00, or auto"));
        }
        let zone = ZoneChoice::parse(&settings.zone);
        if zone.is_none() {
            let detail = "use utc, storefront or recipient";
            errors.push(FieldError::told("/send_at/zone", "zone.unknown", detail));
        } else if is_learned && zone != Some(ZoneChoice::Recipient) {
            let detail = "use recipient: a learned hour is one of the recipient's day";
            errors.push(FieldError::told("/send_at/zone", "zone.learned", detail));
        }
        Some((SendAt { hour: hour.ok()?, zone: zone? }, explore.filter(|_| is_learned)))
    }

    fn frequency(&self, errors: &mut Vec<FieldError>) -> FrequencyGap {
        match self.frequency.mode.as_str() {
            "every_event" => None,
            "min_gap" => {
                let gap = Gap::parse(self.frequency.gap.as_deref().unwrap_or("P3Y"));
                if let Err(error) = &gap {
                    errors.push(FieldError::told("/frequency/gap", "duration.invalid", error.to_string()));
                }
                gap.ok().filter(|gap| *gap != Gap::NONE)
            }
            _ => {
                let detail = "use every_event or min_gap";
                errors.push(FieldError::told("/frequency/mode", "frequency.unknown", detail));
                None
            }
        }
    }

    fn strategy(&self, errors: &mut Vec<FieldError>) -> Vec<Step> {
        let Some(settings) = &self.strategy else {
            return Vec::new();
        };
        if settings.is_empty() || settings.len() > MAX_STEPS {
            let detail = format!("a strategy has 1 to {MAX_STEPS} steps; null means the standard one");
            errors.push(FieldError::told("/strategy", "strategy.length", detail));
            return Vec::new();
        }
        let steps: Vec<_> = settings.iter().enumerate().filter_map(|(at, step)| step.check(at, errors)).collect();
        let firsts = steps.iter().filter(|step| step.role == Role::First).count();
        if errors.is_empty() && (firsts != 1 || steps[0].role != Role::First) {
            let detail = "the first step, and no other, has the role first";
            errors.push(FieldError::told("/strategy/0/role", "strategy.first", detail));
        }
        if steps.iter().filter(|step| step.role == Role::Reminder).count() > 1 {
            let detail = "an invitation has one reminder at most";
            errors.push(FieldError::told("/strategy", "strategy.reminders", detail));
        }
        steps
    }
}

impl TimingSettings {
    fn check(&self, errors: &mut Vec<FieldError>) -> Option<ProductTiming> {
        let mut wrong = |pointer: &str, fault| {
            errors.push(FieldError::new(pointer, fault));
            None
        };
        match (self.mode.as_str(), self.from.as_deref()) {
            (TOGETHER, None) => Some(ProductTiming::Together),
            (TOGETHER, Some(_)) => wrong("/timing/from", CONTRADICTION),
            (SEPARATE, None | Some(FROM_SERVICE)) => Some(ProductTiming::AfterService),
            (SEPARATE, Some(FROM_EVENT)) => Some(ProductTiming::AfterEvent),
            (SEPARATE, Some(_)) => {
                wrong("/timing/from", Fault::new("timing.unknown", "use service_invitation or event"))
            }
            _ => wrong("/timing/mode", Fault::new("timing.unknown", "use together or separate")),
        }
    }
}

impl SendAtSettings {
    fn explore(&self, errors: &mut Vec<FieldError>) -> Option<Explore> {
        let explore = self.explore.map_or(Some(Explore::STANDARD), Explore::new);
        if explore.is_none() {
            let detail = format!("a number from 0 to {}", Explore::MOST);
            errors.push(FieldError::told("/send_at/explore", "explore.out_of_range", detail));
        }
        explore
    }
}

impl StepSettings {
    fn check(&self, position: usize, errors: &mut Vec<FieldError>) -> Option<Step> {
        let pointer = |field: &str| format!("/strategy/{position}/{field}");
        let channel = match self.channel.as_str() {
            "preferred" => Some(ChannelChoice::Preferred),
            name => name.parse::<Channel>().ok().map(ChannelChoice::Named),
        };
        if channel.is_none() {
            let detail = "use preferred, email, sms or whatsapp";
            errors.push(FieldError::told(pointer("channel"), "channel.unknown", detail));
        }
        let role = self.role.parse::<Role>().ok();
        if role.is_none() {
            let detail = "use first, follow_up or reminder";
            errors.push(FieldError::told(pointer("role"), "role.unknown", detail));
        }
        let after = delay(&pointer("after"), &self.after, errors);
        Some(Step { channel: channel?, after: after?, role: role? })
    }
}

fn delay(pointer: &str, text: &str, errors: &mut Vec<FieldError>) -> Option<Delay> {
    Delay::parse(text)
        .map_err(|error| errors.push(FieldError::told(pointer, "duration.invalid", error.to_string())))
        .ok()
}

/// A delay that cannot be nothing.
fn delay_after_first(pointer: &str, text: &str, errors: &mut Vec<FieldError>) -> Option<Delay> {
    let delay = delay(pointer, text, errors)?;
    if delay == (Delay::Calendar { months: 0, days: 0 }) {
        let detail = format!("must be longer than nothing, such as {SHORTEST_TERM}");
        errors.push(FieldError::told(pointer, "duration.zero", detail));
        return None;
    }
    Some(delay)
}
