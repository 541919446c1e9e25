//! startup: a restored or copied database sends nothing until a person has looked at it (V14).

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rules::campaign::AccountHold;

use super::Engine;
use crate::store::installation::{self, Found, Installation};
use crate::store::{Error, Store, Tx, accounts, answer_mails, duties};

/// How old a copy of a running node's database may be and not be known as one.
const MARK_EVERY: SignedDuration = SignedDuration::from_mins(1);
const DUTY: &str = "raise_mark";

/// What a database turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Startup {
    New,
    /// The one that was last used here.
    Known,
    /// Restored or copied; so many accounts are on hold now that were not before. Sandboxes go on: they reach nobody.
    Copied {
        held: usize,
    },
}

/// Whether the database is another one than it says, without changing anything: for a person who looks (`doctor`).
///
/// # Errors
/// Those of the store.
pub async fn is_copied(store: &Store) -> Result<bool, Error> {
    let found = store.found().await?;
    let recorded = store.read("recognise", installation::find).await?;
    Ok(recorded.is_some_and(|recorded| !recorded.is_same(&found)))
}

impl Engine {
    /// Recognises the database. To be called before anything else is done with it, and by every program that opens it.
    ///
    /// # Errors
    /// Those of the store. What is not yet done is when this is called again.
    pub async fn start(&self) -> Result<Startup, Error> {
        let found = Arc::new(self.store.found().await?);
        let now = self.now().await?;
        let started = self.store.write("start", move |tx| {
            let recorded = installation::find(tx)?;
            installation::save(tx, &found, now)?;
            hold_unless_known(tx, recorded.as_ref(), &found, now)
        });
        let startup = started.await?;
        self.store.keep_mark().await?;
        Ok(startup)
    }

    /// Raises the mark, in the database and beside it: copies made until now are known as old.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn raise_mark(&self) -> Result<(), Error> {
        self.store.write("raise_mark", installation::raise).await?;
        self.store.keep_mark().await
    }

    /// As [`Engine::raise_mark`], once a minute however often it is called.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn raise_mark_when_due(&self, now: Timestamp) -> Result<(), Error> {
        let raised = self.store.write("raise_mark", move |tx| {
            let is_due = duties::take(tx, DUTY, now, now + MARK_EVERY)?;
            if is_due {
                installation::raise(tx)?;
            }
            Ok(is_due)
        });
        if raised.await? { self.store.keep_mark().await } else { Ok(()) }
    }
}

fn hold_unless_known(
    tx: &mut Tx<'_>,
    recorded: Option<&Installation>,
    found: &Found,
    now: Timestamp,
) -> Result<Startup, Error> {
    match recorded {
        None => Ok(Startup::New),
        Some(recorded) if recorded.is_same(found) => Ok(Startup::Known),
        Some(_) => Ok(Startup::Copied { held: hold_all(tx, now)? }),
    }
}

fn hold_all(tx: &mut Tx<'_>, now: Timestamp) -> Result<usize, Error> {
    let mut held = 0;
    for account in accounts::all(tx)?.iter().filter(|account| account.sandbox_since.is_none()) {
        let is_new = accounts::save_hold(tx, account.id, Some(AccountHold::Restored), now)?;
        held += usize::from(is_new);
        if account.settings.answer_mails.wanted().is_some() {
            // Whoever used the database after the copy was made may have told the business.
            answer_mails::begin(tx, account.id, now)?;
        }
    }
    Ok(held)
}
