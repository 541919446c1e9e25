//! Recipients whose best hour is known, and messages to them.

use rules::learned::{Answers, Explore, Hour, HourSource, Learned, Weights, choose};

use crate::hour;

/// People who answer more readily at some hours than at others.
#[derive(Clone, Copy)]
pub struct Kind {
    pub name: &'static str,
    /// Of a hundred messages at these hours so many are answered; 14 at any other.
    pub rates: &'static [(u8, u64)],
    /// Whoever is asked when they have time answers then, and not at that hour of the next day.
    pub now_or_never: bool,
}

pub const EVENING: Kind =
    Kind { name: "evening people", rates: &[(17, 18), (18, 24), (19, 30), (20, 28), (21, 20)], now_or_never: false };
pub const IMPATIENT: Kind = Kind { name: "evening people, now or never", now_or_never: true, ..EVENING };
pub const EARLY: Kind = Kind { name: "early birds", rates: &[(7, 30), (8, 28), (9, 20)], now_or_never: false };
pub const LUNCH: Kind = Kind { name: "at lunch", rates: &[(11, 20), (12, 30), (13, 26)], now_or_never: false };
pub const ANY: Kind = Kind { name: "no preference", rates: &[], now_or_never: false };

const OTHERWISE: u64 = 14;
/// A hundredth part of people's answers that has nothing to do with their hours.
const ANYWAY: u64 = 10;

impl Kind {
    pub fn rate(self, hour: Hour) -> u64 {
        self.rates.iter().find(|(at, _)| *at == hour.number()).map_or(OTHERWISE, |(_, rate)| *rate)
    }

    pub fn best(self) -> u64 {
        self.rates.iter().map(|(_, rate)| *rate).max().unwrap_or(OTHERWISE)
    }

    /// When somebody who put it off answers.
    fn later(self, chance: &mut Chance) -> Hour {
        let weight = |hour: &Hour| if hour.is_waking() { self.rate(*hour) - ANYWAY } else { 0 };
        let mut place = chance.below(Hour::all().map(|hour| weight(&hour)).sum());
        for hour in Hour::all() {
            if place < weight(&hour) {
                return hour;
            }
            place -= weight(&hour);
        }
        hour(12)
    }
}

/// SplitMix64.
pub struct Chance(pub u64);

impl Chance {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// A storefront that sends to people of one kind and learns from them, as the program does.
pub struct Shop {
    pub kind: Kind,
    pub learned: Answers,
    pub sent: u64,
    pub answered: u64,
    /// Messages that explored, and how many of those were answered.
    pub explored: (u64, u64),
    explore: Explore,
    chance: Chance,
    seed: u64,
}

impl Shop {
    pub fn new(kind: Kind, explore: i64, seed: u64) -> Self {
        Self {
            kind,
            learned: Answers::default(),
            sent: 0,
            answered: 0,
            explored: (0, 0),
            explore: Explore::new(explore).unwrap(),
            chance: Chance(seed),
            seed,
        }
    }

    /// The hour that most of its messages take, where the account knows what `wider` says.
    pub fn hour(&self, wider: &Weights) -> Hour {
        choose(&self.known(wider), Explore::NONE, &Hour::all().collect::<Vec<_>>(), &[]).hour
    }

    /// Whether that hour is as good as the best to within 2 answers in a hundred messages.
    pub fn has_found(&self, wider: &Weights) -> bool {
        self.kind.rate(self.hour(wider)) + 2 >= self.kind.best()
    }

    fn known(&self, wider: &Weights) -> Learned {
        Learned { weights: wider.with(&self.learned), answers: self.learned.total(), seed: self.seed }
    }

    /// Sends one message. Half of those who answer do so at once, which teaches only where the message explored; the
    /// others put it off until they have time, on the same day or the next.
    pub fn send(&mut self, wider: &Weights) {
        let all: Vec<_> = Hour::all().collect();
        let chosen = choose(&self.known(wider), self.explore, &all, &[&self.sent.to_string()]);
        self.sent += 1;
        let explored = chosen.source == HourSource::Explored;
        let answers = self.chance.below(100) < self.kind.rate(chosen.hour);
        self.explored.0 += u64::from(explored);
        if !answers {
            return;
        }
        self.answered += 1;
        self.explored.1 += u64::from(explored);
        let is_ready = self.chance.below(2) == 0;
        let hour = if is_ready { chosen.hour } else { self.kind.later(&mut self.chance) };
        let at_once = is_ready || (self.kind.now_or_never && hour == chosen.hour);
        if explored || !at_once {
            self.learned.add(hour, 1);
        }
    }

    pub fn send_until_answered(&mut self, answers: u64, wider: &Weights) {
        while self.answered < answers {
            self.send(wider);
        }
    }
}
