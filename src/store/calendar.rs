//! The calendar: how many messages go in which stretch of time. Each is counted as a range of one index.

use jiff::Timestamp;
use rules::address::Channel;
use rules::id::{AccountId, CampaignId};
use rules::reason::Code;

use super::{Error, Rows, Tx};
use crate::values;

/// A stretch of time of one campaign and channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    pub campaign: CampaignId,
    pub channel: Channel,
    pub from: Timestamp,
    /// Not part of it.
    pub before: Timestamp,
}

/// One of so many queued messages is in the sample (see `queue_sample`).
const SAMPLED_OF: i64 = 32;

/// How many messages are queued in each slot, in their order; no more than `most` of each are counted.
///
/// Grouping all rows of a month took four times as long: SQLite sorts them, here it only counts along the index.
pub fn counts(tx: &mut Tx<'_>, account: AccountId, slots: &[Slot], most: i64) -> Result<Vec<i64>, Error> {
    count(tx, account, slots, "", most)
}

/// About how many messages are queued in each slot, in their order, from a sample: two times of three it is off by less
/// than 560 where there are 10,000.
pub fn estimates(tx: &mut Tx<'_>, account: AccountId, slots: &[Slot]) -> Result<Vec<i64>, Error> {
    let sampled = count(tx, account, slots, "AND SUBSTR(q.invitation_id, 30) = '0'", i64::MAX)?;
    Ok(sampled.into_iter().map(|count| count * SAMPLED_OF).collect())
}

/// Their order costs nothing, and keeps a database from looking for few of many rows elsewhere than in the index.
fn count(tx: &mut Tx<'_>, account: AccountId, slots: &[Slot], and: &str, most: i64) -> Result<Vec<i64>, Error> {
    if slots.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT (SELECT COUNT(*) FROM (
                    SELECT 1 FROM queue q
                    WHERE q.account_id = $1 AND q.campaign_id = r.campaign_id AND q.next_channel = r.channel
                      AND q.next_at >= r.from_at AND q.next_at < r.before_at {and}
                    ORDER BY q.next_at LIMIT $2) c)
         FROM {{rows: place bigint, campaign_id text, channel text, from_at bigint, before_at bigint}} r
         ORDER BY r.place"
    );
    let mut rows = Rows::with_capacity(slots.len());
    for (place, slot) in (0_i64..).zip(slots) {
        rows.push(values![place, slot.campaign, slot.channel.as_str(), slot.from, slot.before]);
    }
    tx.all_with(&sql, &values![account, most], &rows)?.iter().map(|row| row.int(0)).collect()
}

/// How many messages are held for this reason until a person releases them; no more than `most` are counted.
pub fn held(tx: &mut Tx<'_>, account: AccountId, reason: Code, most: i64) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM invitations i
                   WHERE i.account_id = $1 AND i.held_for = $2 AND i.next_at IS NULL LIMIT $3) h";
    tx.one(sql, &values![account, reason.as_str(), most])?.int(0)
}
