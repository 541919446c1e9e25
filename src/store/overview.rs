//! The overview of an account: how much went out, came back, is due and went astray. Each figure is a range of one index
//! and counts to [`MOST`] only, so that it takes no longer in a large account.

use jiff::Timestamp;
use rules::id::AccountId;

use super::responses::Response;
use super::{Error, Tx, responses};
use crate::values;

/// What is more than this is told as more than this.
pub const MOST: i64 = 1_000;

/// Invitations whose first message went at this time or later.
pub fn sent_since(tx: &mut Tx<'_>, account: AccountId, from: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM invitation_progress p
                   WHERE p.account_id = $1 AND p.first_sent_at IS NOT NULL AND p.first_sent_at >= $2 LIMIT $3) t";
    tx.one(sql, &values![account, from, MOST + 1])?.int(0)
}

/// Complete answers that came at this time or later; doubtful ones are not counted.
pub fn answered_since(tx: &mut Tx<'_>, account: AccountId, from: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM (SELECT a.id FROM responses a
                   WHERE a.account_id = $1 AND a.completed_at IS NOT NULL AND a.completed_at >= $2
                     AND a.suspected_for IS NULL LIMIT $3) t";
    tx.one(sql, &values![account, from, MOST + 1])?.int(0)
}

/// Messages that are to go before this time.
pub fn due_before(tx: &mut Tx<'_>, account: AccountId, before: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM (SELECT 1 FROM queue q WHERE q.account_id = $1 AND q.next_at < $2 LIMIT $3) t";
    tx.one(sql, &values![account, before, MOST + 1])?.int(0)
}

/// Messages since then that did not arrive, or of which nobody knows whether they did.
pub fn astray_since(tx: &mut Tx<'_>, account: AccountId, from: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM (SELECT m.id FROM messages m
                   WHERE m.account_id = $1 AND m.status IN ('failed', 'bounced', 'unknown')
                     AND m.committed_at >= $2 LIMIT $3) t";
    tx.one(sql, &values![account, from, MOST + 1])?.int(0)
}

/// The latest complete answers, without doubtful ones.
pub fn latest_answers(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<Response>, Error> {
    let sql = "SELECT a.id FROM responses a
               WHERE a.account_id = $1 AND a.completed_at IS NOT NULL AND a.suspected_for IS NULL
               ORDER BY a.completed_at DESC, a.id DESC LIMIT $2";
    let mut found = Vec::new();
    for row in tx.all(sql, &values![account, limit])? {
        found.extend(responses::find(tx, account, row.parse(0)?)?);
    }
    Ok(found)
}
