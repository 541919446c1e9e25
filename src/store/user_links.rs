//! Links that let a user choose a password, of which only a hash is kept.

use std::str::FromStr;

use jiff::Timestamp;
use rules::id::{AccountId, UserId};

use super::{Error, Row, Tx};
use crate::values;

/// Why somebody was given a link.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// They are new.
    Welcome,
    /// They have forgotten their password.
    Forgotten,
}

impl Purpose {
    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::Welcome => "welcome",
            Purpose::Forgotten => "forgotten",
        }
    }
}

/// The text is none of the purposes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPurpose;

impl FromStr for Purpose {
    type Err = UnknownPurpose;

    fn from_str(text: &str) -> Result<Self, UnknownPurpose> {
        [Purpose::Welcome, Purpose::Forgotten].into_iter().find(|one| one.as_str() == text).ok_or(UnknownPurpose)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserLink {
    pub user: UserId,
    pub purpose: Purpose,
    /// SHA-256 of what the link holds, in hexadecimal digits.
    pub secret_hash: String,
    pub created_at: Timestamp,
    pub expires_at: Timestamp,
}

const COLUMNS: &str = "l.user_id, l.purpose, l.secret_hash, l.created_at, l.expires_at";

fn read(row: &Row) -> Result<UserLink, Error> {
    Ok(UserLink {
        user: row.parse(0)?,
        purpose: row.parse(1)?,
        secret_hash: row.string(2)?,
        created_at: row.time(3)?,
        expires_at: row.time(4)?,
    })
}

/// Keeps a link; the one before it for the same purpose leads nowhere any more.
pub fn replace(tx: &mut Tx<'_>, account: AccountId, link: &UserLink) -> Result<(), Error> {
    let sql = "INSERT INTO user_links (account_id, user_id, purpose, secret_hash, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6)
               ON CONFLICT (account_id, user_id, purpose) DO UPDATE SET secret_hash = excluded.secret_hash,
               created_at = excluded.created_at, expires_at = excluded.expires_at";
    let UserLink { user, purpose, secret_hash, created_at, expires_at } = link;
    tx.execute(sql, &values![account, *user, purpose.as_str(), secret_hash, *created_at, *expires_at]).map(|_| ())
}

/// The link with this hash, unless its time is over.
pub fn find_by_hash(
    tx: &mut Tx<'_>,
    account: AccountId,
    secret_hash: &str,
    now: Timestamp,
) -> Result<Option<UserLink>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM user_links l WHERE l.account_id = $1 AND l.secret_hash = $2 AND l.expires_at > $3"
    );
    tx.maybe(&sql, &values![account, secret_hash, now])?.as_ref().map(read).transpose()
}

/// A user's link for a purpose, old ones too.
pub fn find(tx: &mut Tx<'_>, account: AccountId, user: UserId, purpose: Purpose) -> Result<Option<UserLink>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM user_links l WHERE l.account_id = $1 AND l.user_id = $2 AND l.purpose = $3");
    tx.maybe(&sql, &values![account, user, purpose.as_str()])?.as_ref().map(read).transpose()
}

/// Ends every link of a user: whoever has a password or is locked out needs none.
pub fn end(tx: &mut Tx<'_>, account: AccountId, user: UserId) -> Result<(), Error> {
    let sql = "DELETE FROM user_links WHERE account_id = $1 AND user_id = $2";
    tx.execute(sql, &values![account, user]).map(|_| ())
}

/// Forgets up to `limit` links that ended before. Answers how many.
pub fn forget(tx: &mut Tx<'_>, account: AccountId, before: Timestamp, limit: i64) -> Result<u64, Error> {
    let sql = "DELETE FROM user_links WHERE account_id = $1 AND secret_hash IN
               (SELECT l.secret_hash FROM user_links l WHERE l.account_id = $1 AND l.expires_at < $2 LIMIT $3)";
    tx.execute(sql, &values![account, before, limit])
}
