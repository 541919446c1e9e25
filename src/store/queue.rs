//! The queue as a whole: how much of what is in it.

use std::collections::{BTreeMap, BTreeSet};

use rules::id::{AccountId, CampaignId};
use rules::strategy::Role;

use super::{Error, Rows, Tx};
use crate::values;

/// How many reminders of these campaigns are queued, by campaign; no more than `most` of each are counted.
pub fn queued_reminders(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaigns: &BTreeSet<CampaignId>,
    most: i64,
) -> Result<BTreeMap<CampaignId, i64>, Error> {
    let sql = "SELECT r.campaign_id, (SELECT COUNT(*) FROM (SELECT 1 FROM queue q
                   WHERE q.account_id = $1 AND q.campaign_id = r.campaign_id AND q.next_role = $2 LIMIT $3) c)
               FROM {rows: campaign_id text} r";
    let mut rows = Rows::with_capacity(campaigns.len());
    campaigns.iter().for_each(|campaign| rows.push(values![*campaign]));
    let counted = tx.all_with(sql, &values![account, Role::Reminder.as_str(), most], &rows)?;
    counted.iter().map(|row| Ok((row.parse(0)?, row.int(1)?))).collect()
}

/// How many invitations have something queued, or held until a person releases it; no more than `most` of either are
/// counted.
pub fn waiting(tx: &mut Tx<'_>, account: AccountId, most: i64) -> Result<i64, Error> {
    let sql = "SELECT (SELECT COUNT(*) FROM (SELECT 1 FROM queue q WHERE q.account_id = $1 LIMIT $2) c)
               + (SELECT COUNT(*) FROM (SELECT 1 FROM invitations i
                   WHERE i.account_id = $1 AND i.held_for IS NOT NULL AND i.next_at IS NULL LIMIT $2) h)";
    tx.one(sql, &values![account, most])?.int(0)
}
