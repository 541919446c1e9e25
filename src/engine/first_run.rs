//! The first run: nobody is a user yet, so whoever reads the log of the program may become the first one.

use super::Engine;
use crate::store::{Error, Tx, accounts, users};

impl Engine {
    /// Whether this installation has no user at all.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn nobody_yet(&self) -> Result<bool, Error> {
        self.store.read("nobody_yet", nobody_yet).await
    }
}

/// As [`Engine::nobody_yet`], within a transaction.
///
/// # Errors
/// Those of the store.
pub fn nobody_yet(tx: &mut Tx<'_>) -> Result<bool, Error> {
    for account in accounts::all(tx)? {
        if !users::list(tx, account.id, None, 1)?.is_empty() {
            return Ok(false);
        }
    }
    Ok(true)
}
