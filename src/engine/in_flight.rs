//! In flight: the attempts that this process has in its hands. Only their leases are renewed: one whose commit or whose
//! outcome was lost between us and the database is in nobody's hands, and must become free to be taken over.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use rules::id::{AccountId, MessageId};

use super::commit::Attempt;

#[derive(Debug, Clone, Default)]
pub(super) struct InFlight(Arc<Mutex<BTreeSet<(AccountId, MessageId)>>>);

/// Attempts that are in flight for as long as this value lives.
pub(super) struct Held {
    all: InFlight,
    own: Vec<(AccountId, MessageId)>,
}

impl InFlight {
    pub fn hold(&self, attempts: &[Attempt]) -> Held {
        let own: Vec<_> = attempts.iter().map(|attempt| (attempt.account, attempt.message.id)).collect();
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend(&own);
        Held { all: self.clone(), own }
    }

    /// By account.
    pub fn list(&self) -> Vec<(AccountId, MessageId)> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).iter().copied().collect()
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let mut all = self.all.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|one| !self.own.contains(one));
    }
}
