//! The world outside: the only door to the system's time and randomness. Everything else is given both as values.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

/// Where `now` comes from.
#[derive(Clone, Debug)]
pub enum Clock {
    System,
    /// A clock that only moves when told: tests and the simulation.
    Told(Arc<Mutex<Timestamp>>),
}

impl Clock {
    pub fn told(now: Timestamp) -> Self {
        Clock::Told(Arc::new(Mutex::new(now)))
    }

    /// Now, in whole milliseconds: what is stored reads back equal.
    pub fn now(&self) -> Timestamp {
        match self {
            Clock::System => system_now(),
            Clock::Told(now) => *now.lock().unwrap_or_else(PoisonError::into_inner),
        }
    }

    /// Moves a told clock; the system's cannot be moved.
    pub fn tell(&self, at: Timestamp) {
        if let Clock::Told(now) = self {
            *now.lock().unwrap_or_else(PoisonError::into_inner) = at;
        }
    }

    pub fn advance(&self, by: SignedDuration) {
        self.tell(self.now() + by);
    }
}

#[expect(clippy::disallowed_methods, reason = "this is the one door to the system's clock")]
fn system_now() -> Timestamp {
    let now = Timestamp::now();
    Timestamp::from_millisecond(now.as_millisecond()).unwrap_or(now)
}

/// Where random bits come from. Cheap to clone; clones share the stream.
#[derive(Clone)]
pub struct Chance(Arc<Mutex<ChaCha20Rng>>);

impl Chance {
    /// Fit for secrets: seeded once from the operating system.
    ///
    /// # Panics
    /// Where the operating system has no randomness to give: nothing could be made safely.
    pub fn system() -> Self {
        let generator = ChaCha20Rng::try_from_rng(&mut rand::rngs::SysRng);
        Self(Arc::new(Mutex::new(generator.expect("the operating system gives randomness"))))
    }

    /// The same seed gives the same bits, everywhere.
    pub fn seeded(seed: u64) -> Self {
        Self(Arc::new(Mutex::new(ChaCha20Rng::seed_from_u64(seed))))
    }

    pub fn bits(&self) -> u128 {
        let mut bytes = [0; 16];
        self.fill(&mut bytes);
        u128::from_le_bytes(bytes)
    }

    pub fn fill(&self, bytes: &mut [u8]) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).fill_bytes(bytes);
    }
}

impl fmt::Debug for Chance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Chance")
    }
}

/// Time and chance together, as a node has them.
#[derive(Clone, Debug)]
pub struct World {
    pub clock: Clock,
    pub chance: Chance,
}

impl World {
    pub fn system() -> Self {
        Self { clock: Clock::System, chance: Chance::system() }
    }

    pub fn told(now: Timestamp, seed: u64) -> Self {
        Self { clock: Clock::told(now), chance: Chance::seeded(seed) }
    }
}
