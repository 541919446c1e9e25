//! API keys: credentials of programs, of which only a hash is kept.

use jiff::Timestamp;
use rules::id::{AccountId, ApiKeyId};

use super::{Error, Row, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ApiKey {
    pub id: ApiKeyId,
    pub name: String,
    /// SHA-256 of the whole key, in hexadecimal digits.
    pub secret_hash: String,
    /// Words with a space between.
    pub scopes: String,
    pub created_at: Timestamp,
    /// None: never.
    pub expires_at: Option<Timestamp>,
    pub revoked_at: Option<Timestamp>,
}

const COLUMNS: &str = "k.id, k.name, k.secret_hash, k.scopes, k.created_at, k.expires_at, k.revoked_at";

fn read(row: &Row) -> Result<ApiKey, Error> {
    Ok(ApiKey {
        id: row.parse(0)?,
        name: row.string(1)?,
        secret_hash: row.string(2)?,
        scopes: row.string(3)?,
        created_at: row.time(4)?,
        expires_at: row.opt_time(5)?,
        revoked_at: row.opt_time(6)?,
    })
}

pub fn insert(tx: &mut Tx<'_>, account: AccountId, key: &ApiKey) -> Result<(), Error> {
    let sql = "INSERT INTO api_keys (account_id, id, name, secret_hash, scopes, created_at, expires_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = values![account, key.id, &key.name, &key.secret_hash, &key.scopes, key.created_at, key.expires_at];
    tx.execute(sql, &values).map(|_| ())
}

/// The key with this hash, revoked and expired ones too. The database compares hashes, never secrets: how long it takes
/// tells nothing of a secret.
pub fn find_by_hash(tx: &mut Tx<'_>, account: AccountId, secret_hash: &str) -> Result<Option<ApiKey>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM api_keys k WHERE k.account_id = $1 AND k.secret_hash = $2");
    tx.maybe(&sql, &values![account, secret_hash])?.as_ref().map(read).transpose()
}

/// A key by its id, a revoked one too.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ApiKeyId) -> Result<Option<ApiKey>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM api_keys k WHERE k.account_id = $1 AND k.id = $2");
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// Keys in the order in which they were made, revoked ones too.
pub fn list(tx: &mut Tx<'_>, account: AccountId, after: Option<ApiKeyId>, limit: i64) -> Result<Vec<ApiKey>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM api_keys k WHERE k.account_id = $1 AND k.id > $2 ORDER BY k.id LIMIT $3");
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// Ends a key for good; the first time counts. False: there is no such key.
pub fn revoke(tx: &mut Tx<'_>, account: AccountId, id: ApiKeyId, now: Timestamp) -> Result<bool, Error> {
    let sql = "UPDATE api_keys SET revoked_at = COALESCE(revoked_at, $3) WHERE account_id = $1 AND id = $2";
    Ok(tx.execute(sql, &values![account, id, now])? > 0)
}
