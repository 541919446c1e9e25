//! Guards: a counter for each person and address. A reservation reads it, decides on the history, and raises it if it
//! is still what was read; whoever lost the race starts over. This holds at every isolation level (V4).

use std::collections::BTreeSet;

use rules::id::AccountId;

use super::{Error, Rows, Tx};
use crate::values;

/// The counters of these guards now; one that was never raised is at 0. To be read before the history it protects.
pub fn versions(tx: &mut Tx<'_>, account: AccountId, guards: &[String]) -> Result<Vec<(String, i64)>, Error> {
    let sql = "SELECT r.guard, COALESCE(g.version, 0) FROM {rows: guard text} r
               LEFT JOIN guards g ON g.account_id = $1 AND g.guard = r.guard";
    let mut rows = Rows::with_capacity(guards.len());
    guards.iter().for_each(|guard| rows.push(values![guard]));
    let found = tx.all_with(sql, &values![account], &rows)?;
    let mut versions = found.iter().map(|row| Ok((row.string(0)?, row.int(1)?))).collect::<Result<Vec<_>, Error>>()?;
    // Raised in this order by everyone, so that two transactions cannot wait for each other.
    versions.sort_unstable();
    Ok(versions)
}

/// Raises counters whatever they are: something was written that a decision under way must not have missed (V6).
pub fn bump(tx: &mut Tx<'_>, account: AccountId, guards: &BTreeSet<String>) -> Result<(), Error> {
    if guards.is_empty() {
        return Ok(());
    }
    let sql =
        "INSERT INTO guards (account_id, guard, version) SELECT $1, r.guard, 1 FROM {rows: guard text} r WHERE true
               ON CONFLICT (account_id, guard) DO UPDATE SET version = guards.version + 1";
    let mut rows = Rows::with_capacity(guards.len());
    guards.iter().for_each(|guard| rows.push(values![guard]));
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// Raises the counters from what was read.
///
/// # Errors
/// [`Error::Conflict`] where one of them has been raised meanwhile: the transaction starts over.
pub fn raise(tx: &mut Tx<'_>, account: AccountId, read: &[(String, i64)]) -> Result<(), Error> {
    if read.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO guards (account_id, guard, version)
               SELECT $1, r.guard, r.version + 1 FROM {rows: guard text, version bigint} r WHERE true
               ON CONFLICT (account_id, guard) DO UPDATE SET version = excluded.version
               WHERE guards.version = excluded.version - 1";
    let mut rows = Rows::with_capacity(read.len());
    read.iter().for_each(|(guard, version)| rows.push(values![guard, *version]));
    let raised = tx.execute_with(sql, &values![account], &rows)?;
    if raised == read.len() as u64 { Ok(()) } else { Err(Error::Conflict) }
}
