//! How many mails a second a relay may be given, where it has such a limit.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::delivery::patience::pass;

/// The fewest mails a second: at less, a mail would wait longer than attempts may be committed ahead (trust.md 1: 5 s).
pub const SLOWEST_RATE: &str = "0.2";
const SLOWEST: u32 = 200;
/// The most mails a second.
pub const FASTEST_RATE: &str = "10000";
const FASTEST: u32 = 10_000_000;

/// Mails a second, with up to three digits behind the point; kept in thousandths.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rate(u32);

impl Rate {
    /// None where the text is no number from 0.2 to 10000.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
        let is_number = |digits: &str| !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !is_number(whole) || !is_number(part) || part.len() > 3 {
            return None;
        }
        let whole: u32 = whole.parse().ok()?;
        let part: u32 = format!("{part:0<3}").parse().ok()?;
        let thousandths = whole.checked_mul(1_000)?.checked_add(part)?;
        (SLOWEST..=FASTEST).contains(&thousandths).then_some(Self(thousandths))
    }

    /// How many mails go in the 5 seconds for which attempts may be committed ahead (trust.md 1).
    #[must_use]
    pub fn ahead(self) -> usize {
        usize::try_from(self.0 / 200).unwrap_or(usize::MAX)
    }

    /// Mails that may begin at once: those of a tenth of a second, so that the relay sees no bursts.
    fn burst(self) -> u32 {
        self.0.div_ceil(10_000)
    }

    /// The time that one burst fills.
    fn period(self) -> Duration {
        Duration::from_micros(u64::from(self.burst()) * 1_000_000_000 / u64::from(self.0))
    }
}

/// Lets mails begin at a relay's rate: of a burst's turns, each comes back when its period is over.
pub(super) struct Pace(Option<(Arc<Semaphore>, Duration)>);

/// The right to begin one mail. Dropped, it is another's at once.
pub(super) struct Turn(Option<(OwnedSemaphorePermit, Duration)>);

impl Pace {
    pub fn new(rate: Option<Rate>) -> Self {
        let turns = |rate: Rate| usize::try_from(rate.burst()).unwrap_or(usize::MAX);
        Self(rate.map(|rate| (Arc::new(Semaphore::new(turns(rate))), rate.period())))
    }

    /// Waits for a turn. May be dropped while it waits.
    pub async fn turn(&self) -> Turn {
        let Some((turns, period)) = &self.0 else { return Turn(None) };
        let permit = Arc::clone(turns).acquire_owned().await.expect("the turns are never closed");
        Turn(Some((permit, *period)))
    }
}

impl Turn {
    /// A mail begins.
    pub fn take(self) {
        if let Some((permit, period)) = self.0 {
            tokio::spawn(async move {
                pass(period).await;
                drop(permit);
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rate_is_a_number_of_mails_a_second() {
        for (text, ahead, burst, period) in [
            ("0.2", 1, 1, Duration::from_secs(5)),
            ("0.5", 2, 1, Duration::from_secs(2)),
            ("1", 5, 1, Duration::from_secs(1)),
            ("14", 70, 2, Duration::from_micros(142_857)),
            ("2.75", 13, 1, Duration::from_micros(363_636)),
            ("10000", 50_000, 1_000, Duration::from_millis(100)),
        ] {
            let rate = Rate::parse(text).unwrap();
            assert_eq!((rate.ahead(), rate.burst(), rate.period()), (ahead, burst, period), "{text}");
        }
        for text in ["", ".", "1.", ".5", "0", "0.199", "10000.001", "-1", "1e3", "1.2345", "99999999999", "１", "a"] {
            assert_eq!(Rate::parse(text), None, "{text}");
        }
    }

    #[tokio::test(start_paused = true)]
    async fn no_more_than_a_burst_begins_in_its_period() {
        let pace = Pace::new(Rate::parse("20"));
        for _ in 0..2 {
            pace.turn().await.take();
        }
        assert!(crate::delivery::patience::within(Duration::from_millis(99), pace.turn()).await.is_none());
        drop(pace.turn().await);
        drop(pace.turn().await);
    }
}
