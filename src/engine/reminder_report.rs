//! Reminder report: what reminders brought, by their delay, before and after it was changed (AV-7).

use jiff::Timestamp;
use rules::id::{AccountId, CampaignId};
use rules::strategy::Role;

use crate::insight::proportion::Proportion;
use crate::settings::campaign::CampaignSettings;
use crate::store::reminder_counts::{self, Counts};
use crate::store::{Error, Tx};

/// A time in which a campaign reminded in one way, and what became of the requests that were planned in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Period {
    pub campaign: CampaignId,
    /// The version with which it began.
    pub version: i64,
    pub from: Timestamp,
    /// None: it goes on.
    pub until: Option<Timestamp>,
    /// How long after the first message, ISO 8601; none: no reminders.
    pub after: Option<String>,
    pub counts: Counts,
}

impl Period {
    /// Of all answers, those that came by the reminder.
    pub fn share(&self) -> Proportion {
        Proportion::counted(self.counts.answered_by_reminder, self.counts.answered)
    }

    /// Of all who were reminded, those who then answered.
    pub fn rate(&self) -> Proportion {
        Proportion::counted(self.counts.answered_by_reminder, self.counts.reminded)
    }

    /// Of all who were asked, those who answered, whether reminded or not.
    pub fn answers(&self) -> Proportion {
        Proportion::counted(self.counts.answered, self.counts.asked)
    }
}

/// The periods of all campaigns, or of one, by campaign and then in their order. Versions that remind in the same way are
/// one period.
///
/// # Errors
/// Those of the store.
pub fn periods(tx: &mut Tx<'_>, account: AccountId, campaign: Option<CampaignId>) -> Result<Vec<Period>, Error> {
    let mut periods: Vec<Period> = Vec::new();
    for version in reminder_counts::list(tx, account, campaign)? {
        let after = reminds_after(&version.settings);
        let before = periods.last_mut().filter(|period| period.campaign == version.campaign);
        match before {
            Some(before) if before.after == after => before.counts += version.counts,
            before => {
                if let Some(before) = before {
                    before.until = Some(version.created_at);
                }
                periods.push(Period {
                    campaign: version.campaign,
                    version: version.version,
                    from: version.created_at,
                    until: None,
                    after,
                    counts: version.counts,
                });
            }
        }
    }
    Ok(periods)
}

/// A strategy's step goes before the setting (rules 5.1).
fn reminds_after(settings: &CampaignSettings) -> Option<String> {
    match &settings.strategy {
        Some(steps) => {
            let reminder = steps.iter().find(|step| step.role == Role::Reminder.as_str());
            reminder.map(|step| step.after.clone())
        }
        None => settings.reminder.enabled.then(|| settings.reminder.after.clone()),
    }
}
