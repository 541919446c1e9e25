//! Users: people of a business who may see and change its account.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{AccountId, UserId};

use super::{Error, Row, Tx};
use crate::values;

/// What a user may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// Everything.
    Admin,
    /// Everything but users, keys and the account itself.
    Editor,
    /// Sees, and changes nothing.
    Viewer,
}

impl Role {
    pub const ALL: [Role; 3] = [Role::Admin, Role::Editor, Role::Viewer];

    pub fn as_str(self) -> &'static str {
        match self {
            Role::Admin => "admin",
            Role::Editor => "editor",
            Role::Viewer => "viewer",
        }
    }
}

/// The text is none of the roles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("use admin, editor or viewer")]
pub struct UnknownRole;

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, UnknownRole> {
        Self::ALL.into_iter().find(|role| role.as_str() == text).ok_or(UnknownRole)
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    pub id: UserId,
    pub email: String,
    pub email_key: AddressKey,
    pub role: Role,
    /// argon2id, as a PHC string; none: cannot log in by password.
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
}

const COLUMNS: &str = "u.id, u.email, u.email_key, u.role, u.password_hash, u.created_at, u.disabled_at";

fn read(row: &Row) -> Result<User, Error> {
    Ok(User {
        id: row.parse(0)?,
        email: row.string(1)?,
        email_key: row.parse(2)?,
        role: row.parse(3)?,
        password_hash: row.opt_string(4)?,
        created_at: row.time(5)?,
        disabled_at: row.opt_time(6)?,
    })
}

/// # Errors
/// [`Error::Duplicate`] where the account has a user with this email, disabled ones included.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, user: &User) -> Result<(), Error> {
    let sql = "INSERT INTO users (account_id, id, email, email_key, role, password_hash, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let hash = user.password_hash.as_ref();
    let values = values![account, user.id, &user.email, user.email_key, user.role.as_str(), hash, user.created_at];
    tx.execute(sql, &values).map(|_| ())
}

/// Users in the order in which they were made, disabled ones too.
pub fn list(tx: &mut Tx<'_>, account: AccountId, after: Option<UserId>, limit: i64) -> Result<Vec<User>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.account_id = $1 AND u.id > $2 ORDER BY u.id LIMIT $3");
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// Whether this is the email of a user who is not locked out.
pub fn is_known(tx: &mut Tx<'_>, account: AccountId, email_key: AddressKey) -> Result<bool, Error> {
    let sql = "SELECT u.id FROM users u WHERE u.account_id = $1 AND u.email_key = $2 AND u.disabled_at IS NULL";
    Ok(tx.maybe(sql, &values![account, email_key])?.is_some())
}

/// Locks a user out; the first time counts. False: there is no such user.
pub fn disable(tx: &mut Tx<'_>, account: AccountId, email_key: AddressKey, now: Timestamp) -> Result<bool, Error> {
    let sql = "UPDATE users SET disabled_at = COALESCE(disabled_at, $3) WHERE account_id = $1 AND email_key = $2";
    Ok(tx.execute(sql, &values![account, email_key, now])? > 0)
}
