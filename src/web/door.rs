//! The door: how often somebody may guess, and how many passwords are looked at at once.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

/// Wrong guesses in a row that nobody is slowed by.
const FREE: i32 = 10;
/// One more after each of these.
const EVERY: SignedDuration = SignedDuration::from_secs(60);
/// Names remembered at once, about 2 MB; those that nobody guesses at any more are forgotten first.
const MOST_REMEMBERED: usize = 10_000;
/// Looking at a password takes 19 MiB and a core for some 20 ms.
const HASHED_AT_ONCE: usize = 4;

/// Guards what people have to know to come in. A node counts for itself.
pub struct Door {
    /// When each name has all its guesses back.
    whole_at: Mutex<HashMap<String, Timestamp>>,
    pub hashing: Semaphore,
}

impl Default for Door {
    fn default() -> Self {
        Self { whole_at: Mutex::default(), hashing: Semaphore::new(HASHED_AT_ONCE) }
    }
}

impl Door {
    /// Counts a guess, before it is looked at. False: one too many for now, and not to be looked at at all.
    pub fn guess(&self, name: &str, now: Timestamp) -> bool {
        let mut whole_at = self.whole_at();
        if whole_at.len() >= MOST_REMEMBERED && !whole_at.contains_key(name) {
            whole_at.retain(|_, at| *at > now);
            if whole_at.len() >= MOST_REMEMBERED {
                return false;
            }
        }
        let at = whole_at.entry(name.to_owned()).or_insert(now);
        let next = (*at).max(now) + EVERY;
        if next.duration_since(now) > EVERY * FREE {
            return false;
        }
        *at = next;
        true
    }

    /// Called when a guess was right: what came before it does not count.
    pub fn right(&self, name: &str) {
        self.whole_at().remove(name);
    }

    fn whole_at(&self) -> MutexGuard<'_, HashMap<String, Timestamp>> {
        self.whole_at.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_guesses_wrong_too_often_waits_and_nobody_else_does() {
        let (door, now) = (Door::default(), Timestamp::UNIX_EPOCH);
        assert!((0..FREE).all(|_| door.guess("ada", now)));
        assert!(!door.guess("ada", now) && door.guess("grace", now));
        assert!(door.guess("ada", now + EVERY) && !door.guess("ada", now + EVERY));
        door.right("ada");
        assert!(door.guess("ada", now + EVERY));
    }

    #[test]
    fn many_names_take_bounded_memory_and_are_forgotten_in_time() {
        let (door, now) = (Door::default(), Timestamp::UNIX_EPOCH);
        assert!((0..MOST_REMEMBERED).all(|name| door.guess(&name.to_string(), now)));
        assert!(!door.guess("one more", now));
        assert!(door.guess("one more", now + EVERY));
    }
}
