//! Sending hours: what was learned of a storefront's hours, and what that gains (rules 2.6).

use rules::id::{AccountId, StorefrontId};
use rules::learned::{Explore, Hour, HourSource, choose};

use super::learned::of_storefront;
use crate::insight::proportion::{Interval, Proportion};
use crate::store::answer_hours::{self, Taken};
use crate::store::{Error, Tx};

/// With fewer messages on either side nothing is said about what was gained.
pub const ENOUGH: u64 = 50;

/// What is known of one hour.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct HourFigures {
    pub hour: Hour,
    /// The storefront's answers that came in this hour, of all of them.
    pub answers: Proportion,
    /// Messages that took this hour and were answered, of all that took it.
    pub answered: Proportion,
}

/// Whether messages at the learned hour are answered more often than those at the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Conclusion {
    TooFew,
    Unclear,
    More,
    Less,
}

impl Conclusion {
    pub fn as_str(self) -> &'static str {
        match self {
            Conclusion::TooFew => "too_few",
            Conclusion::Unclear => "unclear",
            Conclusion::More => "more",
            Conclusion::Less => "less",
        }
    }
}

/// What was learned at one storefront. Which messages explore is decided as by lot, so that the two are fairly compared.
#[derive(Debug, Clone, PartialEq)]
pub struct SendingHours {
    /// The hour that most messages take where no quiet hours stand in the way.
    pub best: Hour,
    /// Every hour from 00:00 on.
    pub hours: Vec<HourFigures>,
    pub answers: u64,
    /// Answered of sent, at learned hours and at others.
    pub learned: Proportion,
    pub explored: Proportion,
}

/// # Errors
/// Those of the database.
pub fn sending_hours(tx: &mut Tx<'_>, account: AccountId, storefront: StorefrontId) -> Result<SendingHours, Error> {
    let known = of_storefront(tx, account, storefront)?;
    let answers = answer_hours::of_storefronts(tx, account, &[storefront].into())?.remove(&storefront);
    let answers = answers.unwrap_or_default();
    let taken = answer_hours::taken(tx, account, storefront)?;
    let figures = |hour| HourFigures {
        hour,
        answers: Proportion::new(answers.in_hour(hour), answers.total()),
        answered: sum(&taken, |taken| taken.sending_hour.hour == hour),
    };
    let all: Vec<_> = Hour::all().collect();
    Ok(SendingHours {
        best: choose(&known, Explore::NONE, &all, &[]).hour,
        hours: all.into_iter().map(figures).collect(),
        answers: answers.total(),
        learned: sum(&taken, |taken| taken.sending_hour.source == HourSource::Learned),
        explored: sum(&taken, |taken| taken.sending_hour.source == HourSource::Explored),
    })
}

fn sum(taken: &[Taken], counts: impl Fn(&Taken) -> bool) -> Proportion {
    let counted = taken.iter().filter(|taken| counts(taken));
    let (answered, sent) = counted.fold((0, 0), |(answered, sent), one| (answered + one.answered, sent + one.sent));
    Proportion::new(answered, sent)
}

impl SendingHours {
    /// How much larger the share of answers is at learned hours, with its interval; none where there are too few messages.
    pub fn gain(&self) -> Option<(f64, Interval)> {
        let is_enough = self.learned.of.min(self.explored.of) >= ENOUGH;
        self.learned.more_than(self.explored).filter(|_| is_enough)
    }

    pub fn conclusion(&self) -> Conclusion {
        match self.gain() {
            None => Conclusion::TooFew,
            Some((_, interval)) if interval.holds_nothing() => Conclusion::Unclear,
            Some((difference, _)) if difference > 0.0 => Conclusion::More,
            Some(_) => Conclusion::Less,
        }
    }
}
