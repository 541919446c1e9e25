//! Waves: how many first messages of a campaign may go by now, where large sends are released in stages (rules 7.3).
//!
//! What is wrong with a send shows in its first messages: what bounces of them, or is complained about, reaches the brake
//! before the rest goes.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::id::CampaignId;
use crate::judgement::{Case, Finding};
use crate::strategy::Role;

/// How many first messages of a wave go at most by the end of each of its stages: 50, then 500 more. Behind them, any
/// number.
const MOST: [i64; 2] = [50, 550];
const STAGE: SignedDuration = SignedDuration::from_hours(1);
/// A first message that goes this long after a wave began, or later, begins the next one.
const WAVE: SignedDuration = SignedDuration::from_hours(24);

/// The first messages of a campaign that go within a day from the first of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wave {
    pub began_at: Timestamp,
    /// How many went while they were counted, which is during the stages.
    pub went: i64,
}

/// The last wave of each campaign that ever had one.
pub type Waves = BTreeMap<CampaignId, Wave>;

/// A stage that lets nothing more through.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Full {
    pub went: i64,
    pub most: i64,
    /// When the next stage opens.
    pub opens_at: Timestamp,
}

impl Wave {
    /// Whether any number may go, uncounted: its stages are over, and the next wave does not begin yet.
    pub fn is_open(self, now: Timestamp) -> bool {
        self.stage(now).is_none() && !self.is_over(now)
    }

    /// The stage in force, where it is full.
    pub fn full(self, now: Timestamp) -> Option<Full> {
        let (most, passed) = self.stage(now)?;
        let opens_at = self.began_at.checked_add(passed).unwrap_or(Timestamp::MAX);
        (self.went >= most).then_some(Full { went: self.went, most, opens_at })
    }

    /// The wave after one more message of the campaign.
    pub fn after(last: Option<Wave>, now: Timestamp) -> Wave {
        match last.filter(|wave| !wave.is_over(now)) {
            Some(wave) if wave.is_open(now) => wave,
            // A clock that went back takes the beginning along: what is counted lies within the wave (V9).
            Some(wave) => Wave { began_at: wave.began_at.min(now), went: wave.went + 1 },
            None => Wave { began_at: now, went: 1 },
        }
    }

    fn is_over(self, now: Timestamp) -> bool {
        now.duration_since(self.began_at) >= WAVE
    }

    /// How many may go by the end of the stage in force, and how long after its beginning that is.
    fn stage(self, now: Timestamp) -> Option<(i64, SignedDuration)> {
        let passed = now.duration_since(self.began_at);
        MOST.into_iter().zip(1..).map(|(most, stages)| (most, STAGE * stages)).find(|(_, end)| passed < *end)
    }
}

/// `brake.staged`: a large send goes in stages, where the account says so. Holds to the opening of the next one.
pub(crate) fn staged(case: &Case<'_>) -> Finding {
    let full = case.wave.filter(|_| is_counted(case)).and_then(|wave| wave.full(case.now));
    full.map_or_else(Finding::pass, |full| {
        Finding::hold(Some(full.opens_at)).fact(full.went).fact(full.most).fact(full.opens_at)
    })
}

/// Only first messages are; one that is tried again was when it was tried first.
pub(crate) fn is_counted(case: &Case<'_>) -> bool {
    let tried = case.invitation.and_then(|invitation| invitation.tried);
    case.account.staged_release && case.role == Role::First && tried != Some(case.channel)
}
