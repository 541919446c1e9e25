//! claim: this node takes due invitations for a while, account by account.

use jiff::{SignedDuration, Timestamp};
use rules::id::AccountId;

use super::Engine;
use crate::store::{self, claims};

/// A claim that was not committed within this time is anybody's again.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// What a node claimed of one account.
#[derive(Debug, Clone)]
pub struct Claimed {
    pub account: AccountId,
    pub claims: Vec<claims::Claim>,
}

impl Engine {
    /// Claims up to `limit` due invitations. Every account with something due gets its share: one account's backlog
    /// does not starve the others.
    ///
    /// # Errors
    /// Those of the store; what was claimed all the same comes free when its lease ends.
    pub async fn claim(&self, now: Timestamp, limit: usize) -> Result<Vec<Claimed>, store::Error> {
        let owner = self.settings.owner.clone();
        let claimed = self.store.write("claim", move |tx| {
            let accounts = claims::accounts_due(tx, now)?;
            let share = i64::try_from(limit.div_ceil(accounts.len().max(1))).unwrap_or(1);
            let mut claimed = Vec::with_capacity(accounts.len());
            for account in accounts {
                let claims = claims::claim(tx, account, &owner, now, now + LEASE, share)?;
                if !claims.is_empty() {
                    claimed.push(Claimed { account, claims });
                }
            }
            Ok(claimed)
        });
        claimed.await
    }
}
