//! Limits: how often a client may get something wrong. What is right is nobody's to count, so that nobody is hindered by
//! neighbours behind the same address.

use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};

use super::client::Client;

/// Clients remembered at once (below 1 MB). Those that did nothing wrong for a while are forgotten first; where that
/// leaves no room, whoever is new among them waits.
const MOST_REMEMBERED: usize = 10_000;

/// So many misses at once, and more as time goes by: the generic cell rate algorithm. The crate for it, `governor`, would
/// bring several others and a clock of its own for a dozen lines, and keeps no upper limit of clients.
pub struct Limit<K = Client> {
    every: SignedDuration,
    burst: i32,
    /// When each client has all its misses back.
    whole_at: Mutex<HashMap<K, Timestamp>>,
}

impl<K: Hash + Eq> Limit<K> {
    /// `burst` misses at once, and one more after each `every`.
    pub fn new(burst: i32, every: SignedDuration) -> Self {
        Self { every, burst, whole_at: Mutex::default() }
    }

    /// Counts a miss.
    ///
    /// # Errors
    /// How long the client has to wait: this miss was one too many, and is not counted.
    pub fn miss(&self, client: K, now: Timestamp) -> Result<(), SignedDuration> {
        let mut whole_at = self.whole_at();
        if whole_at.len() >= MOST_REMEMBERED && !whole_at.contains_key(&client) {
            whole_at.retain(|_, at| *at > now);
            if whole_at.len() >= MOST_REMEMBERED {
                return Err(self.every);
            }
        }
        let at = whole_at.entry(client).or_insert(now);
        let next = (*at).max(now) + self.every;
        let wait = next.duration_since(now) - self.every * self.burst;
        if wait.is_positive() {
            return Err(wait);
        }
        *at = next;
        Ok(())
    }

    /// Forgets what a client got wrong.
    pub fn forgive<Q: Hash + Eq + ?Sized>(&self, client: &Q)
    where
        K: std::borrow::Borrow<Q>,
    {
        self.whole_at().remove(client);
    }

    fn whole_at(&self) -> MutexGuard<'_, HashMap<K, Timestamp>> {
        self.whole_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A wait as `Retry-After` tells it: never too short.
pub fn whole_seconds(wait: SignedDuration) -> u64 {
    u64::try_from((wait.as_millis() + 999) / 1_000).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SECOND: SignedDuration = SignedDuration::from_secs(1);

    fn client(number: u32) -> Client {
        Client::of(std::net::Ipv4Addr::from_bits(number).into())
    }

    #[test]
    fn so_many_misses_are_free_and_more_come_with_time() {
        let (limit, begin) = (Limit::new(3, SECOND * 10), Timestamp::UNIX_EPOCH);
        assert_eq!([(); 4].map(|()| limit.miss(client(1), begin)), [Ok(()), Ok(()), Ok(()), Err(SECOND * 10)]);
        assert_eq!(limit.miss(client(1), begin + SECOND * 4), Err(SECOND * 6));
        assert_eq!(limit.miss(client(2), begin), Ok(()), "others are not concerned");
        assert_eq!([(); 2].map(|()| limit.miss(client(1), begin + SECOND * 10)), [Ok(()), Err(SECOND * 10)]);
        assert_eq!([(); 4].map(|()| limit.miss(client(1), begin + SECOND * 60).is_ok()), [true, true, true, false]);
    }

    #[test]
    fn a_clock_that_goes_back_frees_nobody() {
        let (limit, begin) = (Limit::new(1, SECOND * 10), Timestamp::UNIX_EPOCH);
        assert_eq!(limit.miss(client(1), begin), Ok(()));
        assert_eq!(limit.miss(client(1), begin - SECOND * 5), Err(SECOND * 15));
    }

    #[test]
    fn those_who_are_remembered_are_not_more_than_fit() {
        let (limit, begin) = (Limit::new(2, SECOND), Timestamp::UNIX_EPOCH);
        let most = u32::try_from(MOST_REMEMBERED).unwrap();
        (0..most).for_each(|number| assert_eq!(limit.miss(client(number), begin), Ok(())));
        assert_eq!(limit.miss(client(most), begin), Err(SECOND), "no room for one more");
        assert_eq!(limit.miss(client(0), begin), Ok(()), "those who are known go on");
        assert_eq!(limit.whole_at().len(), MOST_REMEMBERED);
        assert_eq!(limit.miss(client(most), begin + SECOND), Ok(()), "the others have been forgotten");
        assert_eq!(limit.whole_at().len(), 2);
    }

    #[test]
    fn a_wait_is_told_in_whole_seconds_and_never_too_short() {
        let told = [1, 999, 1_000, 1_001].map(|wait| whole_seconds(SignedDuration::from_millis(wait)));
        assert_eq!(told, [1, 1, 1, 2]);
    }
}
