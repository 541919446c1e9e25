//! Waves: how many first messages of a campaign went since a wave of them began (rules 7.3).

use std::collections::BTreeSet;

use rules::id::{AccountId, CampaignId};
use rules::wave::{Wave, Waves};

use super::{Error, Row, Rows, Tx};
use crate::values;

/// The last waves of these campaigns.
pub fn find(tx: &mut Tx<'_>, account: AccountId, campaigns: &BTreeSet<CampaignId>) -> Result<Waves, Error> {
    let sql = "SELECT w.campaign_id, w.began_at, w.went FROM {rows: campaign_id text} r
               JOIN waves w ON w.account_id = $1 AND w.campaign_id = r.campaign_id";
    read(&tx.all_with(sql, &values![account], &ids(campaigns))?)
}

/// As [`find`], as they are now; nobody else reads or counts them like this before this transaction ends.
pub fn hold_fast(tx: &mut Tx<'_>, account: AccountId, campaigns: &BTreeSet<CampaignId>) -> Result<Waves, Error> {
    if campaigns.is_empty() {
        return Ok(Waves::new());
    }
    let sql = "INSERT INTO waves (account_id, campaign_id, went)
               SELECT $1, r.campaign_id, 0 FROM {rows: campaign_id text} r WHERE true
               ON CONFLICT (account_id, campaign_id) DO UPDATE SET went = waves.went
               RETURNING campaign_id, began_at, went";
    read(&tx.all_with(sql, &values![account], &ids(campaigns))?)
}

/// Saves waves that were held fast.
pub fn save(tx: &mut Tx<'_>, account: AccountId, waves: &Waves) -> Result<(), Error> {
    if waves.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE waves SET began_at = r.began_at, went = r.went
               FROM {rows: campaign_id text, began_at bigint, went bigint} r
               WHERE waves.account_id = $1 AND waves.campaign_id = r.campaign_id";
    let mut rows = Rows::with_capacity(waves.len());
    waves.iter().for_each(|(campaign, wave)| rows.push(values![*campaign, wave.began_at, wave.went]));
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

fn ids(campaigns: &BTreeSet<CampaignId>) -> Rows<1> {
    let mut rows = Rows::with_capacity(campaigns.len());
    campaigns.iter().for_each(|campaign| rows.push(values![*campaign]));
    rows
}

fn read(rows: &[Row]) -> Result<Waves, Error> {
    let wave = |row: &Row| {
        let Some(began_at) = row.opt_time(1)? else { return Ok(None) };
        Ok(Some((row.parse(0)?, Wave { began_at, went: row.int(2)? })))
    };
    rows.iter().filter_map(|row| wave(row).transpose()).collect()
}
