//! An account's settings in the words of the API, and what the rules read from them.

use rules::campaign::{AccountHold, AccountRules};
use rules::delay::Gap;
use rules::holdout::MOST_PERCENT;
use rules::hours::HourOfDay;
use rules::quiet::QuietHours;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::field::{Fault, FieldError};

/// What an account says about all its campaigns together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AccountSettings {
    pub pressure: PressureSettings,
    /// How late something may still go (rules 2.5), ISO 8601.
    pub tolerance: Tolerance,
    pub quiet_hours: QuietHoursSettings,
    pub holdout: HoldoutSettings,
    pub answer_mails: AnswerMailSettings,
    pub reminders: ReminderRuleSettings,
    /// Whether large sends go in stages (rules 7.3): of each campaign at most 50 first messages in the first hour, 500 more
    /// in the second, then the rest.
    pub staged_release: bool,
}

/// AV-3: no reminder of an order while a separate product request of it is still to come.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct ReminderRuleSettings {
    /// Whether orders that were taken in by file are reminded of all the same.
    pub files_exempt: bool,
}

impl Default for ReminderRuleSettings {
    fn default() -> Self {
        Self { files_exempt: true }
    }
}

/// RI-17: how often one person is asked by all campaigns together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PressureSettings {
    /// ISO 8601; `P0D`: off.
    #[schema(example = "P30D")]
    pub gap: String,
    /// Whether distinct interactions may come closer.
    pub distinct_interactions: bool,
    /// How many requests about distinct interactions may fall into the gap.
    pub distinct_limit: u32,
}

/// An ISO 8601 duration with a standard of seven days.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(transparent)]
pub struct Tolerance(pub String);

/// When messages may arrive, on the recipient's clock; null: at any time (RI-10).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct QuietHoursSettings {
    pub email: Option<WindowSettings>,
    pub sms: Option<WindowSettings>,
    pub whatsapp: Option<WindowSettings>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct WindowSettings {
    #[schema(example = "08:00")]
    pub opens: String,
    #[schema(example = "20:00")]
    pub closes: String,
}

/// AW-12: customers who are never asked, so that one sees what asking brings.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct HoldoutSettings {
    /// Of all customers, from 0 to 50; chosen by chance, always the same ones.
    #[schema(example = 10)]
    pub percent: u32,
}

impl HoldoutSettings {
    fn check(&self, errors: &mut Vec<FieldError>) -> u8 {
        let percent = u8::try_from(self.percent).ok().filter(|percent| *percent <= MOST_PERCENT);
        if percent.is_none() {
            errors.push(FieldError::told("/holdout/percent", "percent.too_large", "use a whole number from 0 to 50"));
        }
        percent.unwrap_or_default()
    }
}

/// Mails to the business about new answers.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct AnswerMailSettings {
    /// The address of a user of the account.
    #[schema(example = "owner@shop.example")]
    pub to: Option<String>,
    /// `each`: soon after an answer, those of five minutes in one; `daily`: in the morning; `never`.
    #[schema(example = "daily")]
    pub when: String,
}

/// How often the business is told of new answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pace {
    Each,
    Daily,
}

impl Default for AnswerMailSettings {
    fn default() -> Self {
        Self { to: None, when: NEVER.to_owned() }
    }
}

const EACH: &str = "each";
const DAILY: &str = "daily";
const NEVER: &str = "never";
/// Where an account names the address for mails about answers.
pub const ANSWER_MAILS_TO: &str = "/answer_mails/to";

impl AnswerMailSettings {
    /// To whom such mails go, and how often. None: never.
    pub fn wanted(&self) -> Option<(&str, Pace)> {
        let pace = match self.when.as_str() {
            EACH => Pace::Each,
            DAILY => Pace::Daily,
            _ => return None,
        };
        Some((self.to.as_deref()?, pace))
    }

    fn check(&self, errors: &mut Vec<FieldError>) {
        if ![EACH, DAILY, NEVER].contains(&self.when.as_str()) {
            let fault = Fault::new("value.unknown", "use each, daily or never");
            errors.push(FieldError::new("/answer_mails/when", fault));
        } else if self.when != NEVER && self.to.is_none() {
            errors.push(FieldError::new(ANSWER_MAILS_TO, Fault::missing()));
        }
    }
}

impl Default for PressureSettings {
    fn default() -> Self {
        Self { gap: "P30D".to_owned(), distinct_interactions: true, distinct_limit: 2 }
    }
}

impl Default for Tolerance {
    fn default() -> Self {
        Self("P7D".to_owned())
    }
}

impl Default for QuietHoursSettings {
    fn default() -> Self {
        let day = WindowSettings { opens: "08:00".to_owned(), closes: "20:00".to_owned() };
        Self { email: None, sms: Some(day.clone()), whatsapp: Some(day) }
    }
}

impl AccountSettings {
    /// Reads every field; all that cannot be read are named.
    ///
    /// # Errors
    /// One entry for each field that is not what it should be.
    pub fn check(&self, hold: Option<AccountHold>) -> Result<AccountRules, Vec<FieldError>> {
        let mut errors = Vec::new();
        let pressure = gap("/pressure/gap", &self.pressure.gap, &mut errors);
        let tolerance = gap("/tolerance", &self.tolerance.0, &mut errors);
        if self.pressure.distinct_limit == 0 {
            let detail = "use at least 1, or switch distinct_interactions off";
            errors.push(FieldError::told("/pressure/distinct_limit", "limit.zero", detail));
        }
        let mut window = |name: &str, window: &Option<WindowSettings>| {
            let window = window.as_ref()?;
            window.check(&format!("/quiet_hours/{name}"), &mut errors)
        };
        let email_quiet = window("email", &self.quiet_hours.email);
        let sms_quiet = window("sms", &self.quiet_hours.sms);
        let whatsapp_quiet = window("whatsapp", &self.quiet_hours.whatsapp);
        let holdout = self.holdout.check(&mut errors);
        self.answer_mails.check(&mut errors);
        let (Some(pressure), Some(tolerance), true) = (pressure, tolerance, errors.is_empty()) else {
            return Err(errors);
        };
        Ok(AccountRules {
            pressure: (pressure != Gap::NONE).then_some(pressure),
            distinct_interactions: self.pressure.distinct_interactions.then_some(self.pressure.distinct_limit),
            tolerance,
            files_exempt: self.reminders.files_exempt,
            holdout,
            staged_release: self.staged_release,
            hold,
            sms_quiet,
            whatsapp_quiet,
            email_quiet,
        })
    }
}

impl WindowSettings {
    fn check(&self, pointer: &str, errors: &mut Vec<FieldError>) -> Option<QuietHours> {
        let opens = hour(&format!("{pointer}/opens"), &self.opens, errors);
        let closes = hour(&format!("{pointer}/closes"), &self.closes, errors);
        let window = QuietHours::new(opens?, closes?);
        if window.is_err() {
            errors.push(FieldError::told(pointer, "window.empty", "opens and closes at the same time"));
        }
        window.ok()
    }
}

fn hour(pointer: &str, text: &str, errors: &mut Vec<FieldError>) -> Option<HourOfDay> {
    let hour = HourOfDay::parse(text);
    if hour.is_err() {
        errors.push(FieldError::told(pointer, "hour.invalid", "use a time of day such as 08:00"));
    }
    hour.ok()
}

fn gap(pointer: &str, text: &str, errors: &mut Vec<FieldError>) -> Option<Gap> {
    Gap::parse(text).map_err(|error| errors.push(FieldError::told(pointer, "duration.invalid", error.to_string()))).ok()
}
