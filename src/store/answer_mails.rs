//! Answer mails: up to when an account's answers have been told to the business.

use jiff::Timestamp;
use rules::id::AccountId;

use super::{Error, Tx};
use crate::values;

/// None: the account never wanted such mails.
pub fn told_until(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT m.told_until FROM answer_mails m WHERE m.account_id = $1";
    tx.maybe(sql, &values![account])?.map(|row| row.time(0)).transpose()
}

/// What came until now is not told any more.
pub fn begin(tx: &mut Tx<'_>, account: AccountId, now: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO answer_mails (account_id, told_until) VALUES ($1, $2)
               ON CONFLICT (account_id) DO UPDATE SET told_until = excluded.told_until";
    tx.execute(sql, &values![account, now]).map(drop)
}

/// Compare-and-set: of those that would tell the same answers, one may. False: this one may not.
pub fn mark(tx: &mut Tx<'_>, account: AccountId, from: Timestamp, to: Timestamp) -> Result<bool, Error> {
    let sql = "UPDATE answer_mails SET told_until = $3 WHERE account_id = $1 AND told_until = $2";
    Ok(tx.execute(sql, &values![account, from, to])? > 0)
}
