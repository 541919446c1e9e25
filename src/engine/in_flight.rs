//! In flight: what this process has in its hands: rounds, claims on their way to the channel, and attempts. Only the
//! leases of these attempts are renewed: one whose commit or whose outcome was lost between us and the database is in
//! nobody's hands, and must become free to be taken over.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use rules::id::{AccountId, MessageId};

/// What an attempt is known by.
pub(super) type Key = (AccountId, MessageId);

#[derive(Debug, Clone, Default)]
pub(super) struct InFlight(Arc<Mutex<Hands>>);

#[derive(Debug, Default)]
struct Hands {
    attempts: BTreeSet<Key>,
    rounds: usize,
    coming: usize,
}

/// A round that is busy for as long as this value lives, with claims that are on their way to the channel.
pub(super) struct Coming {
    all: InFlight,
    claims: usize,
}

/// Attempts that are in flight for as long as this value lives.
pub(super) struct Held {
    all: InFlight,
    own: BTreeSet<Key>,
}

impl InFlight {
    /// A round begins with so many claims.
    pub fn expect(&self, claims: usize) -> Coming {
        let mut hands = self.hands();
        hands.rounds += 1;
        hands.coming += claims;
        Coming { all: self.clone(), claims }
    }

    /// By account.
    pub fn list(&self) -> Vec<Key> {
        self.hands().attempts.iter().copied().collect()
    }

    /// Rounds that are busy.
    pub fn rounds(&self) -> usize {
        self.hands().rounds
    }

    /// Claims that the channel was not given yet.
    pub fn coming(&self) -> usize {
        self.hands().coming
    }

    fn hands(&self) -> MutexGuard<'_, Hands> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Coming {
    /// What was committed of the claims; the others do not come.
    pub fn commit(&mut self, own: BTreeSet<Key>) -> Held {
        let fewer = own.len().min(self.claims);
        let mut hands = self.all.hands();
        hands.attempts.extend(&own);
        hands.coming -= self.claims - fewer;
        self.claims = fewer;
        drop(hands);
        Held { all: self.all.clone(), own }
    }

    /// The channel has them.
    pub fn handed_over(&mut self) {
        self.all.hands().coming -= std::mem::take(&mut self.claims);
    }
}

impl Drop for Coming {
    fn drop(&mut self) {
        let mut hands = self.all.hands();
        hands.rounds -= 1;
        hands.coming -= self.claims;
    }
}

impl Held {
    /// Attempts that were settled. A message that is tried again is then in another round's hands, not in this one's.
    pub fn release(&mut self, settled: &BTreeSet<Key>) {
        let mut hands = self.all.hands();
        for one in settled.iter().filter(|one| self.own.remove(one)) {
            hands.attempts.remove(one);
        }
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        let rest = std::mem::take(&mut self.own);
        self.all.hands().attempts.retain(|one| !rest.contains(one));
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;

    fn key(number: u128) -> Key {
        (AccountId::new(Timestamp::UNIX_EPOCH, 1), MessageId::new(Timestamp::UNIX_EPOCH, number))
    }

    #[test]
    fn a_message_that_is_tried_again_stays_with_its_new_round() {
        let in_flight = InFlight::default();
        let mut first = in_flight.expect(2).commit(BTreeSet::from([key(1), key(2)]));
        first.release(&BTreeSet::from([key(1)]));
        assert_eq!(in_flight.list(), [key(2)]);
        let second = in_flight.expect(1).commit(BTreeSet::from([key(1)]));
        drop(first);
        assert_eq!(in_flight.list(), [key(1)]);
        drop(second);
        assert!(in_flight.list().is_empty());
    }

    #[test]
    fn claims_are_on_their_way_until_they_are_refused_or_handed_over() {
        let in_flight = InFlight::default();
        let mut coming = in_flight.expect(5);
        assert_eq!((in_flight.rounds(), in_flight.coming()), (1, 5));
        let _held = coming.commit(BTreeSet::from([key(1), key(2)]));
        assert_eq!(in_flight.coming(), 2);
        coming.handed_over();
        assert_eq!((in_flight.rounds(), in_flight.coming()), (1, 0));
        drop((coming, in_flight.expect(3)));
        assert_eq!((in_flight.rounds(), in_flight.coming()), (0, 0));
    }
}
