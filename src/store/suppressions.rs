//! Suppressions: addresses to which nothing more goes, by channel and purpose group; kept as keyed hashes over
//! erasure, import and restore (V6).

use jiff::Timestamp;
use rules::address::{AddressKey, Cause, Channel, PurposeGroup, Suppression as Rules};
use rules::id::{AccountId, SuppressionId};

use super::{Error, Row, Rows, Tx, guards};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suppression {
    pub id: SuppressionId,
    pub address: AddressKey,
    pub channel: Channel,
    pub cause: Cause,
    /// None: everything on this channel.
    pub group: Option<PurposeGroup>,
    /// Where it came from: `link`, `api`, `receipt`, `smtp`.
    pub source: String,
    pub created_at: Timestamp,
}

impl Suppression {
    pub fn rules(&self) -> Rules {
        Rules { cause: self.cause, group: self.group }
    }
}

const EVERYTHING: &str = "all";
const COLUMNS: &str = "s.id, s.address_key, s.channel, s.cause, s.purpose_group, s.source, s.created_at";

fn read(row: &Row) -> Result<Suppression, Error> {
    Ok(Suppression {
        id: row.parse(0)?,
        address: row.parse(1)?,
        channel: row.parse(2)?,
        cause: row.parse(3)?,
        group: row.text(4)?.parse().ok(),
        source: row.string(5)?,
        created_at: row.time(6)?,
    })
}

/// Suppresses an address. One that stands already is kept as it is.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, suppressions: &[Suppression]) -> Result<u64, Error> {
    if suppressions.is_empty() {
        return Ok(0);
    }
    let sql =
        "INSERT INTO suppressions (account_id, id, address_key, channel, cause, purpose_group, source, created_at)
               SELECT $1, r.id, r.address_key, r.channel, r.cause, r.purpose_group, r.source, r.created_at
               FROM {rows: id text, address_key text, channel text, cause text, purpose_group text, source text,
                   created_at bigint} r WHERE true
               ON CONFLICT (account_id, address_key, channel, cause, purpose_group) DO NOTHING";
    let mut rows = Rows::with_capacity(suppressions.len());
    for suppression in suppressions {
        rows.push(values![
            suppression.id,
            suppression.address,
            suppression.channel.as_str(),
            suppression.cause.as_str(),
            suppression.group.map_or(EVERYTHING, PurposeGroup::as_str),
            &suppression.source,
            suppression.created_at,
        ]);
    }
    let stopped = suppressions.iter().map(|suppression| suppression.address.to_string()).collect();
    guards::bump(tx, account, &stopped)?;
    tx.execute_with(sql, &values![account], &rows)
}

/// What stands against these addresses.
pub fn of_addresses(tx: &mut Tx<'_>, account: AccountId, addresses: &[AddressKey]) -> Result<Vec<Suppression>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: address_key text}} r
         JOIN suppressions s ON s.account_id = $1 AND s.address_key = r.address_key ORDER BY s.id"
    );
    let mut rows = Rows::with_capacity(addresses.len());
    addresses.iter().for_each(|address| rows.push(values![*address]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: SuppressionId) -> Result<Option<Suppression>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM suppressions s WHERE s.account_id = $1 AND s.id = $2");
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// Suppressions, the oldest first; of one address, or of all.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    address: Option<AddressKey>,
    after: Option<SuppressionId>,
    limit: i64,
) -> Result<Vec<Suppression>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM suppressions s
         WHERE s.account_id = $1 AND s.id > $2 AND (CAST($3 AS TEXT) IS NULL OR s.address_key = $3)
         ORDER BY s.id LIMIT $4"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, address, limit])?.iter().map(read).collect()
}

pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: SuppressionId) -> Result<(), Error> {
    tx.execute("DELETE FROM suppressions WHERE account_id = $1 AND id = $2", &values![account, id]).map(|_| ())
}
