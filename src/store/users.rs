//! Users: people of a business who may see and change its account.

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{AccountId, UserId};

use super::{Error, Row, Rows, Tx};
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
    pub name: Option<String>,
    /// A language of the pages; none: that of the account's first storefront.
    pub language: Option<String>,
    /// A name of the time zone database; none: that of the account's first storefront.
    pub time_zone: Option<String>,
    pub role: Role,
    /// argon2id, as a PHC string; none: cannot log in by password.
    pub password_hash: Option<String>,
    pub created_at: Timestamp,
    pub disabled_at: Option<Timestamp>,
    pub second_factor: SecondFactor,
}

/// What a user's authenticator shares with us.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SecondFactor {
    /// Sealed by the master secret.
    pub secret: Option<String>,
    /// None: it was shown, and no code of it was typed yet.
    pub since: Option<Timestamp>,
}

impl User {
    /// One who has not been told anything yet, and cannot sign in.
    pub fn new(id: UserId, (email, email_key): (&str, AddressKey), role: Role, created_at: Timestamp) -> Self {
        Self {
            id,
            email: email.to_owned(),
            email_key,
            name: None,
            language: None,
            time_zone: None,
            role,
            password_hash: None,
            created_at,
            disabled_at: None,
            second_factor: SecondFactor::default(),
        }
    }
}

const COLUMNS: &str = "u.id, u.email, u.email_key, u.name, u.language, u.time_zone, u.role, u.password_hash,
    u.created_at, u.disabled_at, u.totp_secret, u.totp_since";
/// How many those are.
const WIDTH: usize = 12;

fn read(row: &Row) -> Result<User, Error> {
    Ok(User {
        id: row.parse(0)?,
        email: row.string(1)?,
        email_key: row.parse(2)?,
        name: row.opt_string(3)?,
        language: row.opt_string(4)?,
        time_zone: row.opt_string(5)?,
        role: row.parse(6)?,
        password_hash: row.opt_string(7)?,
        created_at: row.time(8)?,
        disabled_at: row.opt_time(9)?,
        second_factor: SecondFactor { secret: row.opt_string(10)?, since: row.opt_time(11)? },
    })
}

/// # Errors
/// [`Error::Duplicate`] where the account has a user with this email, disabled ones included.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, user: &User) -> Result<(), Error> {
    let sql = "INSERT INTO users
               (account_id, id, email, email_key, name, language, time_zone, role, password_hash, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let User { id, email, email_key, name, language, time_zone, role, password_hash, created_at, .. } = user;
    let (name, language, zone) = (name.as_ref(), language.as_ref(), time_zone.as_ref());
    let (role, hash) = (role.as_str(), password_hash.as_ref());
    tx.execute(sql, &values![account, *id, email, *email_key, name, language, zone, role, hash, *created_at])
        .map(|_| ())
}

/// Users in the order in which they were made, disabled ones too.
pub fn list(tx: &mut Tx<'_>, account: AccountId, after: Option<UserId>, limit: i64) -> Result<Vec<User>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.account_id = $1 AND u.id > $2 ORDER BY u.id LIMIT $3");
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: UserId) -> Result<Option<User>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.account_id = $1 AND u.id = $2");
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// The user with this email, a disabled one too.
pub fn find_by_email(tx: &mut Tx<'_>, account: AccountId, email_key: AddressKey) -> Result<Option<User>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM users u WHERE u.account_id = $1 AND u.email_key = $2");
    tx.maybe(&sql, &values![account, email_key])?.as_ref().map(read).transpose()
}

/// The users with this email in any account, each account with its own key of it.
pub fn by_email_everywhere(tx: &mut Tx<'_>, keys: &[(AccountId, AddressKey)]) -> Result<Vec<(AccountId, User)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, r.account_id FROM {{rows: account_id text, email_key text}} r
         JOIN users u ON u.account_id = r.account_id AND u.email_key = r.email_key ORDER BY r.account_id"
    );
    let mut rows = Rows::with_capacity(keys.len());
    keys.iter().for_each(|(account, key)| rows.push(values![*account, *key]));
    let found = tx.all_with(&sql, &[], &rows)?;
    found.iter().map(|row| Ok((row.parse(WIDTH)?, read(row)?))).collect()
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

/// Saves everything of a user that can change.
pub fn update(tx: &mut Tx<'_>, account: AccountId, user: &User) -> Result<(), Error> {
    let sql = "UPDATE users SET name = $3, language = $4, time_zone = $5, role = $6, password_hash = $7,
               disabled_at = $8, totp_secret = $9, totp_since = $10 WHERE account_id = $1 AND id = $2";
    let User { id, name, language, time_zone, role, password_hash, disabled_at, second_factor, .. } = user;
    let (name, language, zone) = (name.as_ref(), language.as_ref(), time_zone.as_ref());
    let (role, hash, secret) = (role.as_str(), password_hash.as_ref(), second_factor.secret.as_ref());
    let values = values![account, *id, name, language, zone, role, hash, *disabled_at, secret, second_factor.since];
    tx.execute(sql, &values).map(|_| ())
}

/// Uses the code of a step up. False: it was used before, or a later one was.
pub fn use_step(tx: &mut Tx<'_>, account: AccountId, id: UserId, step: i64) -> Result<bool, Error> {
    let sql = "UPDATE users SET totp_step = $3
               WHERE account_id = $1 AND id = $2 AND (totp_step IS NULL OR totp_step < $3)";
    Ok(tx.execute(sql, &values![account, id, step])? > 0)
}

/// Whether an administrator would be left who can sign in if this one were not.
pub fn has_other_admin(tx: &mut Tx<'_>, account: AccountId, id: UserId) -> Result<bool, Error> {
    let sql = "SELECT u.id FROM users u WHERE u.account_id = $1 AND u.id <> $2 AND u.role = 'admin'
               AND u.password_hash IS NOT NULL AND u.disabled_at IS NULL LIMIT 1";
    Ok(tx.maybe(sql, &values![account, id])?.is_some())
}
