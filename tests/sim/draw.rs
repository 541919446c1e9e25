//! Draws: everything a seed decides comes from here, in the same order every time.

use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha20Rng;

pub struct Draw(ChaCha20Rng);

impl Draw {
    /// Each part of a world draws from a stream of its own, so that one does not shift the other.
    pub fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha20Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// A number from 0 to `end - 1`.
    pub fn below(&mut self, end: usize) -> usize {
        let end = u64::try_from(end.max(1)).expect("a usize is no wider");
        usize::try_from(self.0.next_u64() % end).expect("less than a usize")
    }

    /// A number from `first` to `last`.
    pub fn between(&mut self, first: i64, last: i64) -> i64 {
        let width = u64::try_from(last - first + 1).expect("the first comes first");
        first + i64::try_from(self.0.next_u64() % width).expect("less than the width")
    }

    /// True in so many cases of a hundred.
    pub fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub fn pick<'a, T>(&mut self, of: &'a [T]) -> &'a T {
        &of[self.below(of.len())]
    }

    /// One of several, each as often as its weight says.
    pub fn weighted<T: Copy>(&mut self, of: &[(usize, T)]) -> T {
        let mut left = self.below(of.iter().map(|(weight, _)| weight).sum());
        for &(weight, one) in of {
            if left < weight {
                return one;
            }
            left -= weight;
        }
        of[0].1
    }
}
