//! Proportions: so many of so many, and between which shares the true one lies.

/// Of a standard normal distribution: 95 % lie within this many deviations.
const DEVIATIONS: f64 = 1.96;

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proportion {
    pub count: i64,
    pub of: i64,
}

/// A share with the interval in which the true one lies, 95 times in 100; from 0 to 1.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Estimate {
    pub share: f64,
    pub low: f64,
    pub high: f64,
}

impl Proportion {
    /// With Wilson's interval, which is right for few and for none, too. None: of nothing there is no share.
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn estimate(self) -> Option<Estimate> {
        if self.of <= 0 {
            return None;
        }
        let n = self.of as f64;
        let share = self.count.clamp(0, self.of) as f64 / n;
        let square = DEVIATIONS * DEVIATIONS;
        let middle = (share + square / (2.0 * n)) / (1.0 + square / n);
        let half = DEVIATIONS / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
        Some(Estimate { share, low: (middle - half).max(0.0), high: (middle + half).min(1.0) })
    }
}

impl Estimate {
    /// Whether the intervals have nothing in common: then the difference is more than chance.
    pub fn is_apart_from(self, other: Estimate) -> bool {
        self.low > other.high || other.low > self.high
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn intervals_are_those_of_the_tables() {
        let table = [
            ((0, 10), (0.0, 0.0, 0.278)),
            ((1, 10), (0.1, 0.018, 0.404)),
            ((5, 10), (0.5, 0.237, 0.763)),
            ((10, 10), (1.0, 0.722, 1.0)),
            ((50, 1_000), (0.05, 0.038, 0.065)),
        ];
        for ((count, of), expected) in table {
            let Estimate { share, low, high } = Proportion { count, of }.estimate().unwrap();
            for (found, wanted) in [(share, expected.0), (low, expected.1), (high, expected.2)] {
                assert!((found - wanted).abs() < 0.001, "{count} of {of}: {found} and {wanted}");
            }
        }
        assert_eq!(Proportion { count: 0, of: 0 }.estimate(), None);
    }

    #[test]
    fn a_difference_is_one_where_the_intervals_have_nothing_in_common() {
        let of = |count, of| Proportion { count, of }.estimate().unwrap();
        assert!(of(50, 1_000).is_apart_from(of(100, 1_000)));
        assert!(!of(5, 100).is_apart_from(of(10, 100)));
    }
}
