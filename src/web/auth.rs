//! Authentication: whose request this is. The account comes from the key alone; a handler has no other way to one.

use std::collections::HashMap;
use std::marker::PhantomData;
use std::sync::{Mutex, MutexGuard, PoisonError};

use axum::extract::FromRequestParts;
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, ApiKeyId};

use super::App;
use super::credential::Credential;
use super::problem::{Kind, Problem};
use super::scope::{Right, Scopes};
use crate::store::audit_log::Actor;
use crate::store::{Error, Store, Tx, accounts, api_keys};

/// How long a node believes what it read of a key: a key that was revoked on another node is refused here after so long.
/// One that was revoked on this node is refused at once. Asking the database each time would cost every request a
/// second transaction.
const BELIEVED_FOR: SignedDuration = SignedDuration::from_secs(1);
/// Keys remembered at once; only good ones are, so that strangers cannot fill it.
const MOST_REMEMBERED: usize = 10_000;

/// A caller who has the right `R`.
pub struct May<R> {
    pub account: AccountId,
    pub scopes: Scopes,
    key: ApiKeyId,
    sandbox: bool,
    right: PhantomData<R>,
}

impl<R> May<R> {
    /// Whom the audit log names.
    pub fn actor(&self) -> Actor {
        Actor::ApiKey(self.key)
    }

    /// Now, by the account's clock: a sandbox's own, else this node's, which needs no question to the database.
    ///
    /// # Errors
    /// `unavailable`
    pub async fn now(&self, app: &App) -> Result<Timestamp, Problem> {
        let now = app.world.clock.now();
        if !self.sandbox {
            return Ok(now);
        }
        let account = self.account;
        let found = app.store.read("sandbox_clock", move |tx| accounts::find(tx, account)).await?;
        Ok(found.map_or(now, |account| account.now(now)))
    }
}

impl<R: Right> FromRequestParts<App> for May<R> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Problem> {
        let caller = authenticate(parts, app).await?;
        if !caller.scopes.has(R::SCOPE) {
            let detail = format!("this needs the scope {}", R::SCOPE.as_str());
            return Err(Problem::new(Kind::ScopeMissing, detail));
        }
        let Caller { account, key, scopes, sandbox, .. } = caller;
        Ok(Self { account, scopes, key, sandbox, right: PhantomData })
    }
}

/// Whom a key stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Caller {
    pub account: AccountId,
    pub key: ApiKeyId,
    pub scopes: Scopes,
    sandbox: bool,
    expires_at: Option<Timestamp>,
}

/// Missing, malformed, unknown, revoked and expired keys get the same answer.
///
/// # Errors
/// `key.invalid`; `unavailable`.
pub async fn authenticate(parts: &Parts, app: &App) -> Result<Caller, Problem> {
    let credential = credential(parts).ok_or_else(refused)?;
    app.keys.find(&app.store, &credential, app.world.clock.now()).await?.ok_or_else(refused)
}

fn refused() -> Problem {
    Problem::new(Kind::KeyInvalid, "send a valid key as `Authorization: Bearer aw_...`")
}

fn credential(parts: &Parts) -> Option<Credential> {
    let (scheme, text) = parts.headers.get(AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    if scheme.eq_ignore_ascii_case("bearer") { Credential::parse(text.trim()) } else { None }
}

/// The keys that were verified a moment ago.
#[derive(Default)]
pub struct Keys {
    remembered: Mutex<Remembered>,
}

#[derive(Default)]
struct Remembered {
    by_hash: HashMap<String, (Caller, Timestamp)>,
    /// Rises when a key is revoked: what was read before then is not remembered any more.
    revocations: u64,
}

impl Keys {
    async fn find(&self, store: &Store, credential: &Credential, now: Timestamp) -> Result<Option<Caller>, Error> {
        let hash = credential.hash();
        let (remembered, revocations) = self.recall(&hash, now);
        let caller = match remembered {
            Some(caller) => Some(caller),
            None => self.read(store, credential.account(), hash, now, revocations).await?,
        };
        Ok(caller.filter(|caller| caller.expires_at.is_none_or(|at| now < at)))
    }

    async fn read(
        &self,
        store: &Store,
        account: AccountId,
        hash: String,
        now: Timestamp,
        revocations: u64,
    ) -> Result<Option<Caller>, Error> {
        let wanted = hash.clone();
        let read = move |tx: &mut Tx<'_>| {
            let key = api_keys::find_by_hash(tx, account, &wanted)?.filter(|key| key.revoked_at.is_none());
            Ok(key.zip(accounts::find(tx, account)?))
        };
        let Some((key, found)) = store.read("api_key", read).await? else {
            return Ok(None);
        };
        let scopes = Scopes::read(&key.scopes);
        let sandbox = found.sandbox_since.is_some();
        let caller = Caller { account, key: key.id, scopes, sandbox, expires_at: key.expires_at };
        self.remember(hash, caller, now, revocations);
        Ok(Some(caller))
    }

    fn remembered(&self) -> MutexGuard<'_, Remembered> {
        self.remembered.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn recall(&self, hash: &str, now: Timestamp) -> (Option<Caller>, u64) {
        let remembered = self.remembered();
        let caller = remembered.by_hash.get(hash).and_then(|(caller, read_at)| {
            let age = now.duration_since(*read_at);
            // A clock that was set back makes the age negative.
            (SignedDuration::ZERO..BELIEVED_FOR).contains(&age).then_some(*caller)
        });
        (caller, remembered.revocations)
    }

    fn remember(&self, hash: String, caller: Caller, now: Timestamp, revocations: u64) {
        let mut remembered = self.remembered();
        if remembered.revocations != revocations {
            return;
        }
        if remembered.by_hash.len() >= MOST_REMEMBERED {
            remembered.by_hash.clear();
        }
        remembered.by_hash.insert(hash, (caller, now));
    }

    /// Called after a revocation was committed.
    pub fn forget(&self) {
        let mut remembered = self.remembered();
        remembered.revocations += 1;
        remembered.by_hash.clear();
    }
}
