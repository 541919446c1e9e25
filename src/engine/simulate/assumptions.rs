//! Assumptions: who answers is the one thing that a history does not tell.

use super::Crowd;
use crate::store::response_rates::{Rate, ResponseRates};

/// A share of people who answer, and what it rests on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Share {
    /// From 0 to 1.
    pub share: f64,
    pub rests_on: Ground,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ground {
    /// Nothing: it is what was said here.
    Assumed,
    Given,
    /// What became of so many messages of the account.
    Messages(i64),
}

/// Which shares of people answer a first message, and one that asks again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Assumptions {
    pub first: Share,
    pub again: Share,
}

/// With fewer messages an account's own rate says little.
pub const LEAST_MESSAGES: i64 = 100;

impl Default for Assumptions {
    /// One in ten, and one in twenty of those who are asked again.
    fn default() -> Self {
        let assumed = |share| Share { share, rests_on: Ground::Assumed };
        Self { first: assumed(0.10), again: assumed(0.05) }
    }
}

impl Assumptions {
    /// An account's own rates, where it sent enough to know them.
    pub fn of(rates: &ResponseRates) -> Self {
        let standard = Self::default();
        let own = |rate: Rate, standard: Share| {
            if rate.messages < LEAST_MESSAGES {
                return standard;
            }
            let share = (rate.answers as f64 / rate.messages as f64).clamp(0.0, 1.0);
            Share { share, rests_on: Ground::Messages(rate.messages) }
        };
        Self { first: own(rates.first, standard.first), again: own(rates.reminder, standard.again) }
    }

    /// With what was given in their place.
    #[must_use]
    pub fn or_given(self, first: Option<f64>, again: Option<f64>) -> Self {
        let given = |share: f64| Share { share, rests_on: Ground::Given };
        Self { first: first.map_or(self.first, given), again: again.map_or(self.again, given) }
    }

    pub fn crowd(&self, seed: u64) -> Crowd {
        Crowd { first: self.first.share, again: self.again.share, seed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_accounts_own_rate_counts_once_it_rests_on_enough() {
        let rates = |messages| ResponseRates {
            first: Rate { messages, answers: 20 },
            reminder: Rate { messages: 200, answers: 3 },
        };
        let few = Assumptions::of(&rates(99));
        assert_eq!((few.first, few.again.rests_on), (Assumptions::default().first, Ground::Messages(200)));
        let enough = Assumptions::of(&rates(100)).or_given(None, Some(0.5));
        assert_eq!(enough.first, Share { share: 0.2, rests_on: Ground::Messages(100) });
        assert_eq!(enough.again, Share { share: 0.5, rests_on: Ground::Given });
    }
}
