//! The crowd: who answers, by a seed. The same people whatever runs them, a sandbox or a simulation.

use rules::strategy::Role;
use sha2::{Digest, Sha256};

/// Which share of people answers.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crowd {
    /// Of those whom a first message reached, from 0 to 1.
    pub first: f64,
    /// Of those who did not answer and are asked again, from 0 to 1.
    pub again: f64,
    pub seed: u64,
}

/// What an order draws: 64 bits by which it is also known from other orders.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lot(u64);

impl Lot {
    pub fn of(seed: u64, reference: &str) -> Self {
        let digest = Sha256::new().chain_update(seed.to_be_bytes()).chain_update(reference).finalize();
        Self(digest.iter().take(8).fold(0, |lot, &byte| (lot << 8) | u64::from(byte)))
    }

    pub fn bits(self) -> u64 {
        self.0
    }
}

impl Crowd {
    pub fn is_silent(&self) -> bool {
        self.first <= 0.0 && self.again <= 0.0
    }

    /// Whether the customer of the order with this lot answers a message of this role. Each role looks at other bits.
    pub fn answers(&self, lot: Lot, role: Role) -> bool {
        let (share, shift) = match role {
            Role::First => (self.first, 32),
            Role::FollowUp => (self.again, 16),
            Role::Reminder => (self.again, 0),
        };
        let drawn = (lot.0 >> shift) & u64::from(u32::MAX);
        let drawn = u32::try_from(drawn).expect("32 bits");
        share > 0.0 && f64::from(drawn) < share * f64::from(u32::MAX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_answer_as_the_share_says_and_always_the_same() {
        let crowd = Crowd { first: 0.1, again: 0.02, seed: 7 };
        let lots: Vec<_> = (0..20_000).map(|order| Lot::of(7, &format!("A-{order}"))).collect();
        let count = |role| lots.iter().filter(|&&lot| crowd.answers(lot, role)).count();
        assert!((1_800..2_200).contains(&count(Role::First)), "{}", count(Role::First));
        assert!((300..500).contains(&count(Role::Reminder)), "{}", count(Role::Reminder));
        assert!((300..500).contains(&count(Role::FollowUp)), "{}", count(Role::FollowUp));
        assert_eq!(Lot::of(7, "A-1"), lots[1]);
        assert_ne!(Lot::of(8, "A-1"), lots[1]);
        let silent = Crowd { first: 0.0, again: 0.0, seed: 7 };
        assert!(silent.is_silent() && !lots.iter().any(|&lot| silent.answers(lot, Role::First)));
    }
}
