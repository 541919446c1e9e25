//! The whole account: the kill switch, the hold after a restore (V14), and the release by a person.

use rules::campaign::AccountHold;
use rules::id::AccountId;
use rules::reason::Code;

use super::orders::release;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::invitations::{Invitation, State};
use crate::store::{self, accounts, holds};

/// How many invitations are released in one transaction.
const PAGE: i64 = 1_000;

impl Engine {
    /// Holds an account: nothing is sent until a person releases it. What is under way may still go out within 10 s.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn hold_account(&self, account: AccountId, hold: AccountHold, by: Actor) -> Result<(), Error> {
        self.save_hold(account, Some(hold), (by, Act::AccountHeld)).await
    }

    /// Releases an account. What waited is decided anew and goes at its next sending hour; answers how many that are.
    ///
    /// # Errors
    /// Those of the store; what was not yet released is when this is called again.
    pub async fn release_account(&self, account: AccountId, by: Actor) -> Result<usize, Error> {
        self.save_hold(account, None, (by, Act::AccountReleased)).await?;
        let held = move |tx: &mut store::Tx<'_>| holds::of_released_brakes(tx, account, PAGE);
        self.release_held(account, Code::BrakeOn, held).await
    }

    /// Notes in the audit log what somebody did to the whole account that is no single transaction (V16).
    ///
    /// # Errors
    /// Those of the store.
    pub async fn note(&self, account: AccountId, (by, act): (Actor, Act)) -> Result<(), Error> {
        let node_now = self.now().await?;
        let note = move |tx: &mut store::Tx<'_>| {
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            audit_log::append(tx, account, now, (by, act, &account.to_string()))
        };
        Ok(self.store.write("note", note).await?)
    }

    /// Holds or releases, and tells the audit log where that changed something.
    async fn save_hold(
        &self,
        account: AccountId,
        hold: Option<AccountHold>,
        (by, act): (Actor, Act),
    ) -> Result<(), Error> {
        let node_now = self.now().await?;
        let save = move |tx: &mut store::Tx<'_>| {
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            if accounts::save_hold(tx, account, hold, node_now)? {
                audit_log::append(tx, account, now, (by, act, &account.to_string()))?;
            }
            Ok(())
        };
        Ok(self.store.write("save_hold", save).await?)
    }

    /// Releases, page by page, what is held for this reason: all that `held` finds.
    pub(super) async fn release_held(
        &self,
        account: AccountId,
        reason: Code,
        held: impl Fn(&mut store::Tx<'_>) -> Result<Vec<(Invitation, State)>, store::Error> + Send + Clone + 'static,
    ) -> Result<usize, Error> {
        let mut released = 0;
        loop {
            let node_now = self.now().await?;
            let engine = self.clone();
            let held = held.clone();
            let page = self.store.write("release_held", move |tx| {
                let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
                let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
                let page = held(tx)?;
                release(tx, &batch, page, reason)
            });
            match page.await? {
                0 => return Ok(released),
                page => released += page,
            }
        }
    }
}
