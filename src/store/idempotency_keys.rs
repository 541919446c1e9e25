//! Idempotency keys: what was answered to a request, so that the same request sent again gets the same answer.

use jiff::Timestamp;
use rules::id::AccountId;

use super::{Error, Tx};
use crate::values;

/// A request whose answer is still being worked out.
const IN_PROGRESS: i64 = 0;

/// A request that carries an idempotency key.
#[derive(Debug, Clone)]
pub struct Reservation {
    /// Not the key itself but a hash of it: only who sends the key again can open the answer.
    pub key_hash: String,
    /// What tells this request from another one.
    pub fingerprint: String,
    pub at: Timestamp,
}

/// What is known of a request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// Nothing: it is reserved for the caller now.
    New,
    /// The key came with another request.
    Other,
    InProgress,
    Answered {
        status: i64,
        answer: String,
    },
}

/// Reserves the key for this request. Rows made before `forgotten` count no more; a reservation made before `abandoned`
/// is of a node that died over it.
pub fn reserve(
    tx: &mut Tx<'_>,
    account: AccountId,
    reservation: &Reservation,
    forgotten: Timestamp,
    abandoned: Timestamp,
) -> Result<Known, Error> {
    let sql = "INSERT INTO idempotency_keys (account_id, idempotency_key, fingerprint, status, answer, created_at)
               VALUES ($1, $2, $3, $4, '', $5)
               ON CONFLICT (account_id, idempotency_key) DO UPDATE SET fingerprint = excluded.fingerprint,
                   status = excluded.status, answer = excluded.answer, created_at = excluded.created_at
               WHERE idempotency_keys.created_at < $6
                  OR (idempotency_keys.status = $4 AND idempotency_keys.created_at < $7)";
    let Reservation { key_hash, fingerprint, at } = reservation;
    let values = values![account, key_hash, fingerprint, IN_PROGRESS, *at, forgotten, abandoned];
    if tx.execute(sql, &values)? > 0 {
        return Ok(Known::New);
    }
    let sql = "SELECT fingerprint, status, answer FROM idempotency_keys
               WHERE account_id = $1 AND idempotency_key = $2";
    let row = tx.one(sql, &values![account, key_hash])?;
    Ok(match row.int(1)? {
        _ if row.text(0)? != fingerprint => Known::Other,
        IN_PROGRESS => Known::InProgress,
        status => Known::Answered { status, answer: row.string(2)? },
    })
}

/// Keeps the answer. Nothing is kept where the reservation was taken over meanwhile.
pub fn answer(
    tx: &mut Tx<'_>,
    account: AccountId,
    reservation: &Reservation,
    status: i64,
    answer: &str,
) -> Result<(), Error> {
    let sql = "UPDATE idempotency_keys SET status = $4, answer = $5
               WHERE account_id = $1 AND idempotency_key = $2 AND created_at = $3 AND status = $6";
    let Reservation { key_hash, at, .. } = reservation;
    tx.execute(sql, &values![account, key_hash, *at, status, answer, IN_PROGRESS]).map(|_| ())
}

/// Gives a reservation back: the request came to nothing and may be sent again.
pub fn give_back(tx: &mut Tx<'_>, account: AccountId, reservation: &Reservation) -> Result<(), Error> {
    let sql = "DELETE FROM idempotency_keys
               WHERE account_id = $1 AND idempotency_key = $2 AND created_at = $3 AND status = $4";
    let Reservation { key_hash, at, .. } = reservation;
    tx.execute(sql, &values![account, key_hash, *at, IN_PROGRESS]).map(|_| ())
}

/// Deletes up to `limit` rows made before `forgotten`, the oldest first; answers how many.
pub fn forget(tx: &mut Tx<'_>, account: AccountId, forgotten: Timestamp, limit: i64) -> Result<u64, Error> {
    let sql = "DELETE FROM idempotency_keys WHERE account_id = $1 AND idempotency_key IN (
                   SELECT k.idempotency_key FROM idempotency_keys k
                   WHERE k.account_id = $1 AND k.created_at < $2
                   ORDER BY k.created_at, k.idempotency_key LIMIT $3)";
    tx.execute(sql, &values![account, forgotten, limit])
}
