//! Proportions as the API tells them: every share with its n and its interval (AW-12).

use serde::Serialize;
use utoipa::ToSchema;

use crate::insight::proportion::{Interval, Proportion};

/// So many of so many. The true share lies between `low` and `high`, 95 times in 100 (Wilson).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Proportion)]
pub struct ProportionView {
    count: u64,
    of: u64,
    /// From 0 to 1; null: of nothing there is no share.
    #[schema(required = true)]
    share: Option<f64>,
    #[schema(required = true)]
    low: Option<f64>,
    #[schema(required = true)]
    high: Option<f64>,
}

/// By how much a share is larger than another, from -1 to 1, with its interval, 95 times in 100 (Newcombe).
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Difference)]
pub struct DifferenceView {
    difference: f64,
    low: f64,
    high: f64,
}

impl From<Proportion> for ProportionView {
    fn from(proportion: Proportion) -> Self {
        let interval = proportion.interval();
        Self {
            count: proportion.count,
            of: proportion.of,
            share: proportion.share().map(rounded),
            low: interval.map(|interval| rounded(interval.low)),
            high: interval.map(|interval| rounded(interval.high)),
        }
    }
}

impl From<(f64, Interval)> for DifferenceView {
    fn from((difference, interval): (f64, Interval)) -> Self {
        Self { difference: rounded(difference), low: rounded(interval.low), high: rounded(interval.high) }
    }
}

/// To four places: a share to a hundredth of a percent.
pub fn rounded(number: f64) -> f64 {
    (number * 10_000.0).round() / 10_000.0
}
