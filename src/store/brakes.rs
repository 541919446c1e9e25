//! Brakes: what became of a campaign's last messages, and whether that stopped it (rules 7.4, AW-10).

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::brake::{Brake, LEAST, WINDOW, Window};
use rules::id::{AccountId, CampaignId, MessageId};

use super::conditions::Conditions;
use super::{Error, Row, Rows, Tx};
use crate::values;

/// Nobody else judges these campaigns before this transaction ends, and none of them commits an attempt.
pub fn hold_fast(tx: &mut Tx<'_>, account: AccountId, campaigns: &BTreeSet<CampaignId>) -> Result<(), Error> {
    let sql = "UPDATE campaigns SET faults = faults + 1 FROM {rows: id text} r
               WHERE campaigns.account_id = $1 AND campaigns.id = r.id";
    tx.execute_with(sql, &values![account], &ids(campaigns)).map(|_| ())
}

/// Those of these campaigns that had too few messages to be judged by; they are held fast like [`hold_fast`] does.
pub fn watched(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaigns: &BTreeSet<CampaignId>,
) -> Result<Vec<CampaignId>, Error> {
    let sql = "UPDATE campaigns SET faults = faults + 1 FROM {rows: id text} r
               WHERE campaigns.account_id = $1 AND campaigns.id = r.id AND campaigns.watched_since IS NOT NULL
               RETURNING campaigns.id";
    tx.all_with(sql, &values![account], &ids(campaigns))?.iter().map(|row| row.parse(0)).collect()
}

fn ids(campaigns: &BTreeSet<CampaignId>) -> Rows<1> {
    let mut rows = Rows::with_capacity(campaigns.len());
    campaigns.iter().for_each(|campaign| rows.push(values![*campaign]));
    rows
}

/// A window, and the oldest message in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Seen {
    pub window: Window,
    pub oldest: Option<MessageId>,
}

/// What became of the last messages of a campaign since its brake was released; with `up_to`, of the last ones up to
/// that one.
pub fn window(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaign: CampaignId,
    up_to: Option<MessageId>,
) -> Result<Seen, Error> {
    let mut asked = Conditions::new(vec![account.into(), campaign.into(), WINDOW.into()]);
    asked.add("m.id <= {}", up_to);
    let sql = format!(
        "SELECT COUNT(*), COUNT(w.bounced_at), COUNT(w.complained_at), MIN(w.id) FROM (
             SELECT m.id, m.bounced_at, m.complained_at FROM messages m
             WHERE m.account_id = $1 AND m.campaign_id = $2 AND (m.sent_at IS NOT NULL OR m.bounced_at IS NOT NULL)
               AND m.id > (SELECT COALESCE(c.released_after, '') FROM campaigns c WHERE c.account_id = $1 AND c.id = $2){}
             ORDER BY m.id DESC LIMIT $3) w",
        asked.sql
    );
    let row = tx.one(&sql, &asked.values)?;
    let window = Window { messages: row.int(0)?, bounced: row.int(1)?, complained: row.int(2)? };
    Ok(Seen { window, oldest: row.opt_parse(3)? })
}

/// The message with which a campaign had enough to be judged by, since its brake was released; none: it has not yet.
pub fn first_enough(tx: &mut Tx<'_>, account: AccountId, campaign: CampaignId) -> Result<Option<MessageId>, Error> {
    let sql = "SELECT m.id FROM messages m
               WHERE m.account_id = $1 AND m.campaign_id = $2 AND (m.sent_at IS NOT NULL OR m.bounced_at IS NOT NULL)
                 AND m.id > (SELECT COALESCE(c.released_after, '') FROM campaigns c WHERE c.account_id = $1 AND c.id = $2)
               ORDER BY m.id LIMIT 1 OFFSET $3";
    let found = tx.maybe(sql, &values![account, campaign, LEAST - 1])?;
    found.map(|row| row.parse(0)).transpose()
}

/// Notes whether a campaign has to be judged again with each message that goes.
pub fn watch(tx: &mut Tx<'_>, account: AccountId, campaign: CampaignId, since: Option<Timestamp>) -> Result<(), Error> {
    let sql = "UPDATE campaigns SET watched_since = $3 WHERE account_id = $1 AND id = $2";
    tx.execute(sql, &values![account, campaign, since]).map(|_| ())
}

/// Puts the brake on, where it is not on already.
pub fn put_on(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaign: CampaignId,
    brake: Brake,
    now: Timestamp,
) -> Result<(), Error> {
    let sql = "UPDATE campaigns SET braked_at = $3, brake_cause = $4, brake_faulty = $5, brake_messages = $6,
                   watched_since = NULL
               WHERE account_id = $1 AND id = $2 AND braked_at IS NULL";
    let values = values![account, campaign, now, brake.cause.as_str(), brake.faulty, brake.messages];
    tx.execute(sql, &values).map(|_| ())
}

/// Releases the brake: only what is sent from now on counts. False: it was not on.
pub fn release(tx: &mut Tx<'_>, account: AccountId, campaign: CampaignId) -> Result<bool, Error> {
    let sql = "UPDATE campaigns SET braked_at = NULL, brake_cause = NULL, brake_faulty = NULL, brake_messages = NULL,
                   released_after = (SELECT MAX(m.id) FROM messages m WHERE m.account_id = $1 AND m.campaign_id = $2)
               WHERE account_id = $1 AND id = $2 AND braked_at IS NOT NULL";
    Ok(tx.execute(sql, &values![account, campaign])? > 0)
}

/// Campaigns that ever had a fault and whose brake is not on, the latest first.
pub fn with_faults(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<CampaignId>, Error> {
    let sql = "SELECT c.id FROM campaigns c WHERE c.account_id = $1 AND c.faults > 0 AND c.braked_at IS NULL
               ORDER BY c.id DESC LIMIT $2";
    tx.all(sql, &values![account, limit])?.iter().map(|row: &Row| row.parse(0)).collect()
}

/// Campaigns whose brake is on, the oldest first.
pub fn braked(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<CampaignId>, Error> {
    let sql = "SELECT c.id FROM campaigns c WHERE c.account_id = $1 AND c.braked_at IS NOT NULL ORDER BY c.id LIMIT $2";
    tx.all(sql, &values![account, limit])?.iter().map(|row: &Row| row.parse(0)).collect()
}
