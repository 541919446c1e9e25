//! Duties: which periodic work is to be done again when, so that one node at a time does it.

use jiff::Timestamp;

use super::{Error, Tx};
use crate::values;

/// Takes a duty that is to be done again, and says when next. False: it is not its time yet, or another node took it.
pub fn take(tx: &mut Tx<'_>, name: &str, now: Timestamp, next_at: Timestamp) -> Result<bool, Error> {
    let sql = "INSERT INTO duties (name, next_at) VALUES ($1, $3)
               ON CONFLICT (name) DO UPDATE SET next_at = excluded.next_at WHERE duties.next_at <= $2";
    Ok(tx.execute(sql, &values![name, now, next_at])? > 0)
}
