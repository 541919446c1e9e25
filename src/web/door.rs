//! The door: how often somebody may guess, and how many passwords are looked at at once.

use jiff::{SignedDuration, Timestamp};
use tokio::sync::Semaphore;

use super::client::Client;
use super::limit::Limit;

/// Guesses at one user: so many at once, and one more after each minute.
const GUESSES: i32 = 10;
const GUESS_EVERY: SignedDuration = SignedDuration::from_secs(60);
/// Tries from one client, right ones too: many people may share an address, and one may know a user of their own.
const TRIES: i32 = 60;
const TRY_EVERY: SignedDuration = SignedDuration::from_secs(5);
/// Looking at a password takes 19 MiB and a core for some 20 ms.
const HASHED_AT_ONCE: usize = 4;

/// Guards what people have to know to come in. A node counts for itself.
pub struct Door {
    guesses: Limit<String>,
    tries: Limit,
    pub hashing: Semaphore,
}

impl Default for Door {
    fn default() -> Self {
        Self {
            guesses: Limit::new(GUESSES, GUESS_EVERY),
            tries: Limit::new(TRIES, TRY_EVERY),
            hashing: Semaphore::new(HASHED_AT_ONCE),
        }
    }
}

impl Door {
    /// Counts a try of a client, and a guess at a name, before it is looked at. False: one too many for now, and not to be
    /// looked at at all.
    pub fn opens(&self, client: Client, name: &str, now: Timestamp) -> bool {
        self.tries.miss(client, now).is_ok() && self.guess(name, now)
    }

    /// As [`Door::opens`], for somebody who is signed in already.
    pub fn guess(&self, name: &str, now: Timestamp) -> bool {
        self.guesses.miss(name.to_owned(), now).is_ok()
    }

    /// Called when a guess was right: what came before it does not count.
    pub fn right(&self, name: &str) {
        self.guesses.forgive(name);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_guesses_wrong_too_often_waits_and_nobody_else_does() {
        let (door, now) = (Door::default(), Timestamp::UNIX_EPOCH);
        assert!((0..GUESSES).all(|_| door.guess("ada", now)));
        assert!(!door.guess("ada", now) && door.guess("grace", now));
        assert!(door.guess("ada", now + GUESS_EVERY) && !door.guess("ada", now + GUESS_EVERY));
        door.right("ada");
        assert!(door.guess("ada", now + GUESS_EVERY));
    }
}
