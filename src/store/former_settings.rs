//! Former settings: what something was set to before it was changed last, so that a person can take the change back.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::id::AccountId;

use super::audit_log::{self, Act, Actor};
use super::{Error, Tx};
use crate::values;

/// The last change of some settings, which are texts here: what they say is known where they are changed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Former {
    /// The entry of the audit log that tells of the change.
    pub number: i64,
    pub before: String,
    pub after: String,
}

/// Tells the audit log of a change, and keeps what the settings were. What is as before leaves the change before it.
pub fn record(
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Timestamp,
    (by, act, subject): (Actor, Act, &str),
    (before, after): (&str, &str),
) -> Result<(), Error> {
    let number = audit_log::append_all(tx, account, now, (by, act), &[subject.to_owned()])?;
    if before == after {
        return Ok(());
    }
    let sql = "INSERT INTO former_settings (account_id, act, subject, number, before_change, after_change)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (account_id, act, subject) DO UPDATE SET number = excluded.number,
                   before_change = excluded.before_change, after_change = excluded.after_change";
    tx.execute(sql, &values![account, act.as_str(), subject, number, before, after]).map(|_| ())
}

/// The last change of these settings.
pub fn find(tx: &mut Tx<'_>, account: AccountId, act: Act, subject: &str) -> Result<Option<Former>, Error> {
    let sql = "SELECT f.number, f.before_change, f.after_change FROM former_settings f
               WHERE f.account_id = $1 AND f.act = $2 AND f.subject = $3";
    let found = tx.maybe(sql, &values![account, act.as_str(), subject])?;
    found.map(|row| Ok(Former { number: row.int(0)?, before: row.string(1)?, after: row.string(2)? })).transpose()
}

/// The numbers, from one to another, of the changes that are the last ones of their settings.
pub fn numbers(tx: &mut Tx<'_>, account: AccountId, (from, to): (i64, i64)) -> Result<BTreeSet<i64>, Error> {
    let sql = "SELECT f.number FROM former_settings f WHERE f.account_id = $1 AND f.number BETWEEN $2 AND $3";
    tx.all(sql, &values![account, from, to])?.iter().map(|row| row.int(0)).collect()
}
