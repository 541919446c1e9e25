//! claim: this node takes due invitations for a while, account by account.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rules::id::AccountId;

use super::Engine;
use crate::store::{self, claims};

/// A claim that was not committed within this time is anybody's again.
pub const LEASE: SignedDuration = SignedDuration::from_secs(60);

/// How long a node takes what is due from where its last claim ended.
const FROM_THERE: SignedDuration = SignedDuration::from_secs(15);

/// How far this node has come in the queue of each account that has more due than it took. PostgreSQL passes over all that
/// left the front of a queue since it was vacuumed, so a claim begins where the last one ended; but soon at the front
/// again, where the leases of nodes that died have ended.
#[derive(Debug, Clone, Default)]
pub struct Heads(Arc<Mutex<BTreeMap<AccountId, Head>>>);

#[derive(Debug, Clone, Copy)]
struct Head {
    from: Timestamp,
    at_front: Timestamp,
}

impl Heads {
    /// Since when the account's queue was not looked at from its front, and where to go on. None: at the front.
    fn of(&self, account: AccountId, now: Timestamp) -> Option<Head> {
        let heads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        heads.get(&account).copied().filter(|head| head.at_front <= now && now < head.at_front + FROM_THERE)
    }

    /// Where the next claim begins: at the front if this one did not find as many as it asked for.
    fn advance(&self, account: AccountId, now: Timestamp, before: Option<Head>, found: &[claims::Claim], asked: i64) {
        let mut heads = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let last = found.iter().map(|claim| claim.next_at).max();
        match last.filter(|_| i64::try_from(found.len()) == Ok(asked)) {
            Some(from) => heads.insert(account, Head { from, at_front: before.map_or(now, |head| head.at_front) }),
            None => heads.remove(&account),
        };
    }
}

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
        let (owner, heads) = (self.settings.owner.clone(), self.heads.clone());
        let claimed = self.store.write("claim", move |tx| {
            let accounts = claims::accounts_due(tx, now)?;
            let share = i64::try_from(limit.div_ceil(accounts.len().max(1))).unwrap_or(1);
            let mut claimed = Vec::with_capacity(accounts.len());
            for account in accounts {
                let head = heads.of(account, now);
                let from = head.map_or(Timestamp::MIN, |head| head.from);
                claimed.push((account, head, claims::claim(tx, account, &owner, (from, now), now + LEASE, share)?));
            }
            Ok((share, claimed))
        });
        let (share, claimed) = claimed.await?;
        let claimed = claimed.into_iter().map(|(account, head, claims)| {
            self.heads.advance(account, now, head, &claims, share);
            Claimed { account, claims }
        });
        Ok(claimed.filter(|claimed| !claimed.claims.is_empty()).collect())
    }
}
