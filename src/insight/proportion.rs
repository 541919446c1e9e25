//! Proportions: so many of so many, with the interval in which the true share lies (AW-12: every rate with its n).

/// So many of so many.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Proportion {
    pub count: u64,
    pub of: u64,
}

/// Two bounds, as parts of one; those of a difference may be negative.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: f64,
    pub high: f64,
}

/// 95 of 100 such intervals hold the true value.
const Z: f64 = 1.959_963_984_540_054;

impl Proportion {
    #[must_use]
    pub fn new(count: u64, of: u64) -> Self {
        Self { count: count.min(of), of }
    }

    /// As the database counts.
    #[must_use]
    pub fn counted(count: i64, of: i64) -> Self {
        Self::new(count.max(0).unsigned_abs(), of.max(0).unsigned_abs())
    }

    /// None of none is no share.
    #[must_use]
    pub fn share(self) -> Option<f64> {
        (self.of > 0).then(|| real(self.count) / real(self.of))
    }

    /// Wilson's interval: it holds for few and for shares near nothing or all, too.
    #[must_use]
    pub fn interval(self) -> Option<Interval> {
        Some(wilson(self.share()?, real(self.of)))
    }

    /// How much larger this share is than another, with Newcombe's interval, which rests on the two of Wilson.
    #[must_use]
    pub fn more_than(self, other: Self) -> Option<(f64, Interval)> {
        let (one, two) = (self.share()?, other.share()?);
        let (of_one, of_two) = (self.interval()?, other.interval()?);
        let difference = one - two;
        let low = difference - (one - of_one.low).hypot(of_two.high - two);
        let high = difference + (of_one.high - one).hypot(two - of_two.low);
        Some((difference, Interval { low, high }))
    }
}

impl Interval {
    /// Whether two have nothing in common: then the difference is more than chance.
    #[must_use]
    pub fn is_apart_from(self, other: Self) -> bool {
        self.low > other.high || other.low > self.high
    }

    /// Whether one cannot tell on which side of nothing the true value lies.
    #[must_use]
    pub fn holds_nothing(self) -> bool {
        self.low <= 0.0 && self.high >= 0.0
    }
}

/// Wilson's interval of a share of `n`.
pub(super) fn wilson(share: f64, n: f64) -> Interval {
    let square = Z * Z;
    let centre = (share + square / (2.0 * n)) / (1.0 + square / n);
    let half = Z / (1.0 + square / n) * (share * (1.0 - share) / n + square / (4.0 * n * n)).sqrt();
    Interval { low: (centre - half).max(0.0), high: (centre + half).min(1.0) }
}

#[expect(clippy::cast_precision_loss, reason = "counts of people and messages are far below 2^53")]
pub(super) fn real(count: u64) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: Interval, low: f64, high: f64) {
        assert!((found.low - low).abs() < 5e-5 && (found.high - high).abs() < 5e-5, "{found:?}");
    }

    #[test]
    fn the_intervals_are_those_of_newcombe_1998() {
        // Statistics in Medicine 17, 857-872, table I, method 3, and 873-890, table II, method 10.
        close(Proportion::new(81, 263).interval().unwrap(), 0.2553, 0.3662);
        close(Proportion::new(15, 148).interval().unwrap(), 0.0624, 0.1605);
        close(Proportion::new(0, 20).interval().unwrap(), 0.0, 0.1611);
        close(Proportion::new(1, 29).interval().unwrap(), 0.0061, 0.1718);
        close(Proportion::new(56, 70).more_than(Proportion::new(48, 80)).unwrap().1, 0.0524, 0.3339);
        close(Proportion::new(9, 10).more_than(Proportion::new(3, 10)).unwrap().1, 0.1705, 0.8090);
        close(Proportion::new(10, 10).more_than(Proportion::new(0, 20)).unwrap().1, 0.6791, 1.0);
    }

    #[test]
    fn a_difference_is_one_where_the_intervals_have_nothing_in_common() {
        let of = |count, of| Proportion::counted(count, of).interval().unwrap();
        assert!(of(50, 1_000).is_apart_from(of(100, 1_000)));
        assert!(!of(5, 100).is_apart_from(of(10, 100)));
    }

    #[test]
    fn none_of_none_says_nothing() {
        assert_eq!(Proportion::new(0, 0).share(), None);
        assert_eq!(Proportion::new(1, 5).more_than(Proportion::new(0, 0)), None);
    }
}
