//! Estimates: the share of people who did something, and the interval in which the true one lies, to be read and drawn.

use super::frame::Frame;
use crate::insight::proportion::{Interval, Proportion};

pub struct Estimate {
    pub says: String,
    pub between: String,
    /// In percent, for the drawing.
    pub share: f64,
    pub low: f64,
    pub width: f64,
}

impl Estimate {
    /// None: of nobody there is no share.
    pub fn of(frame: &Frame, proportion: Proportion) -> Option<Self> {
        let (share, Interval { low, high }) = (proportion.share()?, proportion.interval()?);
        let between = [("low", frame.percent(low).into()), ("high", frame.percent(high).into())];
        Some(Self {
            says: frame.percent(share),
            between: frame.say_with("page-effect-between", &between),
            share: rounded(share),
            low: rounded(low),
            width: rounded(high - low),
        })
    }
}

/// In percent, with one digit behind the point.
fn rounded(share: f64) -> f64 {
    (share * 1_000.0).round() / 10.0
}
