//! Sessions: browsers in which a user is signed in, of which only a hash is kept.

use jiff::Timestamp;
use rules::id::{AccountId, SessionId, UserId};

use super::{Error, Row, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    pub id: SessionId,
    pub user: UserId,
    /// SHA-256 of what the cookie holds, in hexadecimal digits.
    pub secret_hash: String,
    pub device: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "s.id, s.user_id, s.secret_hash, s.device, s.created_at, s.expires_at";

fn read(row: &Row) -> Result<Session, Error> {
    Ok(Session {
        id: row.parse(0)?,
        user: row.parse(1)?,
        secret_hash: row.string(2)?,
        device: row.string(3)?,
        created_at: row.time(4)?,
        expires_at: row.time(5)?,
    })
}

pub fn insert(tx: &mut Tx<'_>, account: AccountId, session: &Session) -> Result<(), Error> {
    let sql = "INSERT INTO sessions (account_id, id, user_id, secret_hash, device, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let Session { id, user, secret_hash, device, created_at, expires_at } = session;
    tx.execute(sql, &values![account, *id, *user, secret_hash, device, *created_at, *expires_at]).map(|_| ())
}

/// The session with this hash, unless its time is over.
pub fn find_by_hash(
    tx: &mut Tx<'_>,
    account: AccountId,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<Session>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions s WHERE s.account_id = $1 AND s.secret_hash = $2 AND s.expires_at > $3"
    );
    tx.maybe(&sql, &values![account, secret_hash, now])?.as_ref().map(read).transpose()
}

/// A user's sessions whose time is not over, the latest first.
pub fn of_user(tx: &mut Tx<'_>, account: AccountId, user: UserId, now: Timestamp) -> Result<Vec<Session>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions s WHERE s.account_id = $1 AND s.user_id = $2 AND s.expires_at > $3
         ORDER BY s.id DESC LIMIT 100"
    );
    tx.all(&sql, &values![account, user, now])?.iter().map(read).collect()
}

/// Ends a user's session. False: there is no such one.
pub fn end(tx: &mut Tx<'_>, account: AccountId, user: UserId, session: SessionId) -> Result<bool, Error> {
    let sql = "DELETE FROM sessions WHERE account_id = $1 AND user_id = $2 AND id = $3";
    Ok(tx.execute(sql, &values![account, user, session])? > 0)
}

/// Ends every session of a user but one.
pub fn end_others(tx: &mut Tx<'_>, account: AccountId, user: UserId, kept: Option<SessionId>) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE account_id = $1 AND user_id = $2 AND id <> $3";
    let kept = kept.map(|id| id.to_string()).unwrap_or_default();
    tx.execute(sql, &values![account, user, kept]).map(|_| ())
}

/// Forgets up to `limit` sessions whose time was over before. Answers how many.
pub fn forget(tx: &mut Tx<'_>, account: AccountId, before: Timestamp, limit: i64) -> Result<u64, Error> {
    let sql = "DELETE FROM sessions WHERE account_id = $1 AND id IN
               (SELECT s.id FROM sessions s WHERE s.account_id = $1 AND s.expires_at < $2 LIMIT $3)";
    tx.execute(sql, &values![account, before, limit])
}
