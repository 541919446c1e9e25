//! Applications: which versions of campaigns came with the settings of another campaign (ET-6).

use rules::id::{AccountId, ApplicationId, CampaignId};

use super::{Error, Rows, Tx};
use crate::values;

/// Notes that these versions came with an application.
pub fn mark(
    tx: &mut Tx<'_>,
    account: AccountId,
    application: ApplicationId,
    versions: &[(CampaignId, i64)],
) -> Result<(), Error> {
    if versions.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE campaign_versions SET application_id = $2
               WHERE account_id = $1 AND (campaign_id, version) IN (
                   SELECT r.campaign_id, r.version FROM {rows: campaign_id text, version bigint} r)";
    let mut rows = Rows::with_capacity(versions.len());
    versions.iter().for_each(|(campaign, version)| rows.push(values![*campaign, *version]));
    tx.execute_with(sql, &values![account, application], &rows).map(|_| ())
}

/// Some of the campaigns whose settings are still those that an application gave them.
pub fn still_applied(
    tx: &mut Tx<'_>,
    account: AccountId,
    application: ApplicationId,
    limit: i64,
) -> Result<Vec<CampaignId>, Error> {
    let sql = "SELECT v.campaign_id FROM campaign_versions v
               JOIN campaigns c ON c.account_id = $1 AND c.id = v.campaign_id AND c.version = v.version
               WHERE v.account_id = $1 AND v.application_id = $2 ORDER BY v.campaign_id LIMIT $3";
    tx.all(sql, &values![account, application, limit])?.iter().map(|row| row.parse(0)).collect()
}

/// Forgets up to `limit` times which application made before this one a version came with: it can no longer be taken
/// back. Answers how many that were.
pub fn forget(tx: &mut Tx<'_>, account: AccountId, before: ApplicationId, limit: i64) -> Result<u64, Error> {
    let sql = "UPDATE campaign_versions SET application_id = NULL
               WHERE account_id = $1 AND (campaign_id, version) IN (
                   SELECT v.campaign_id, v.version FROM campaign_versions v
                   WHERE v.account_id = $1 AND v.application_id < $2 ORDER BY v.application_id LIMIT $3)";
    tx.execute(sql, &values![account, before, limit])
}
