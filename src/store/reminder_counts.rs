//! Reminder counts: how many were asked, reminded and answered under each version of a campaign (AV-7).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::id::{AccountId, CampaignId};

use super::campaigns::read_settings;
use super::{Error, Row, Rows, Tx};
use crate::settings::campaign::CampaignSettings;
use crate::values;

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// First messages that went, or of which nobody knows.
    pub asked: i64,
    /// Reminders of that kind.
    pub reminded: i64,
    /// Complete answers, without doubtful ones.
    pub answered: i64,
    /// Of those, how many came after the reminder's link had gone out last.
    pub answered_by_reminder: i64,
}

impl std::ops::AddAssign for Counts {
    fn add_assign(&mut self, more: Self) {
        self.asked += more.asked;
        self.reminded += more.reminded;
        self.answered += more.answered;
        self.answered_by_reminder += more.answered_by_reminder;
    }
}

/// Adds what has just happened, by campaign and version.
pub fn add(tx: &mut Tx<'_>, account: AccountId, counted: &BTreeMap<(CampaignId, i64), Counts>) -> Result<(), Error> {
    if counted.is_empty() {
        return Ok(());
    }
    let sql =
        "INSERT INTO reminder_counts (account_id, campaign_id, version, asked, reminded, answered, answered_by_reminder)
         SELECT $1, r.campaign_id, r.version, r.asked, r.reminded, r.answered, r.by_reminder
         FROM {rows: campaign_id text, version bigint, asked bigint, reminded bigint, answered bigint,
               by_reminder bigint} r WHERE true
         ON CONFLICT (account_id, campaign_id, version) DO UPDATE SET asked = reminder_counts.asked + excluded.asked,
             reminded = reminder_counts.reminded + excluded.reminded,
             answered = reminder_counts.answered + excluded.answered,
             answered_by_reminder = reminder_counts.answered_by_reminder + excluded.answered_by_reminder";
    let mut rows = Rows::with_capacity(counted.len());
    for (&(campaign, version), counts) in counted {
        let Counts { asked, reminded, answered, answered_by_reminder } = *counts;
        rows.push(values![campaign, version, asked, reminded, answered, answered_by_reminder]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// A version of a campaign, and what became of its requests.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    pub campaign: CampaignId,
    pub version: i64,
    pub created_at: Timestamp,
    pub settings: CampaignSettings,
    pub counts: Counts,
}

/// All versions of all campaigns, or of one, by campaign and then in their order.
pub fn list(tx: &mut Tx<'_>, account: AccountId, campaign: Option<CampaignId>) -> Result<Vec<Version>, Error> {
    let sql = "SELECT v.campaign_id, v.version, v.created_at, v.settings, COALESCE(n.asked, 0),
                   COALESCE(n.reminded, 0), COALESCE(n.answered, 0), COALESCE(n.answered_by_reminder, 0)
               FROM campaign_versions v
               LEFT JOIN reminder_counts n ON n.account_id = v.account_id AND n.campaign_id = v.campaign_id
                   AND n.version = v.version
               WHERE v.account_id = $1 AND v.campaign_id >= $2 AND v.campaign_id <= $3
               ORDER BY v.campaign_id, v.version";
    let (first, last) = match campaign {
        Some(id) => (id.to_string(), id.to_string()),
        None => (String::new(), "~".to_owned()),
    };
    let read = |row: &Row| {
        let counts = Counts {
            asked: row.int(4)?,
            reminded: row.int(5)?,
            answered: row.int(6)?,
            answered_by_reminder: row.int(7)?,
        };
        let (campaign, version, created_at) = (row.parse(0)?, row.int(1)?, row.time(2)?);
        Ok(Version { campaign, version, created_at, settings: read_settings(row.text(3)?)?, counts })
    };
    tx.all(sql, &values![account, first, last])?.iter().map(read).collect()
}
