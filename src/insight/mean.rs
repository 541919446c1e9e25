//! Means of stars, each with the interval in which the true mean lies (AW-12: every rate with its n).

use rules::questionnaire::MOST_STARS;

use super::proportion::{Interval, real, wilson};

/// So many ratings from 1 to 5 stars, and all their stars together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Mean {
    pub stars: u64,
    pub of: u64,
}

impl Mean {
    /// As the database counts.
    #[must_use]
    pub fn counted(stars: i64, of: i64) -> Self {
        Self { stars: stars.max(0).unsigned_abs(), of: of.max(0).unsigned_abs() }
    }

    /// From 1 to 5; of no ratings there is no mean.
    #[must_use]
    pub fn mean(self) -> Option<f64> {
        (self.of > 0).then(|| real(self.stars) / real(self.of))
    }

    /// Ratings vary at most as much as if there were only the worst and the best: Wilson's interval of such a share holds
    /// for them too, for few ratings and for those that all agree.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        let range = f64::from(MOST_STARS) - 1.0;
        let Interval { low, high } = wilson((self.mean()? - 1.0) / range, real(self.of));
        Some(Interval { low: 1.0 + range * low, high: 1.0 + range * high })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::insight::proportion::Proportion;

    #[test]
    fn the_worst_and_the_best_alone_are_a_share() {
        let (mean, share) = (Mean::counted(10 + 5 * 30, 40), Proportion::new(30, 40));
        let (stars, parts) = (mean.interval().unwrap(), share.interval().unwrap());
        assert!((mean.mean().unwrap() - 4.0).abs() < 1e-12);
        for (stars, part) in [(stars.low, parts.low), (stars.high, parts.high)] {
            assert!((stars - (1.0 + 4.0 * part)).abs() < 1e-12, "{stars} {part}");
        }
    }

    #[test]
    fn few_ratings_that_agree_prove_little() {
        let interval = |stars, of| Mean::counted(stars, of).interval().unwrap();
        assert!(interval(10, 2).low < 3.0 && interval(500, 100).low > 4.8);
        assert!((interval(500, 100).high - 5.0).abs() < 1e-12);
        assert_eq!((Mean::default().mean(), Mean::default().interval()), (None, None));
    }
}
