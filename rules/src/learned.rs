//! Learned hours: when in their day recipients answer, and the hour that a message takes because of it (rules 2.6).
//!
//! Whole numbers throughout: every machine comes to the same hour.

use jiff::Timestamp;

use crate::hours::HourOfDay;
use crate::time::{Zone, wall};

const DAY: usize = 24;

/// A full hour of the day, from 0 to 23.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Hour(u8);

impl Hour {
    /// None: a day has no such hour.
    #[must_use]
    pub fn new(hour: u8) -> Option<Hour> {
        (usize::from(hour) < DAY).then_some(Hour(hour))
    }

    pub fn all() -> impl Iterator<Item = Hour> {
        (0..24).map(Hour)
    }

    /// The hour that the zone's clock shows at `at`.
    #[must_use]
    pub fn of(at: Timestamp, zone: &Zone) -> Hour {
        Hour(wall(at, zone).hour().unsigned_abs())
    }

    #[must_use]
    pub fn number(self) -> u8 {
        self.0
    }

    #[must_use]
    pub fn of_day(self) -> HourOfDay {
        HourOfDay::parse(self.as_str()).expect("these are times of day")
    }

    /// As `07:00`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        const TEXTS: [&str; DAY] = [
            "00:00", "01:00", "02:00", "03:00", "04:00", "05:00", "06:00", "07:00", "08:00", "09:00", "10:00", "11:00",
            "12:00", "13:00", "14:00", "15:00", "16:00", "17:00", "18:00", "19:00", "20:00", "21:00", "22:00", "23:00",
        ];
        TEXTS[usize::from(self.0)]
    }

    /// From 07:00 to 22:00: no other hour is chosen while one of these is allowed.
    #[must_use]
    pub fn is_waking(self) -> bool {
        (7..22).contains(&self.0)
    }

    fn is_midday(self) -> bool {
        (10..15).contains(&self.0)
    }
}

/// How many in a hundred messages take another hour than the best, to find out about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Explore(u8);

impl Explore {
    pub const NONE: Explore = Explore(0);
    pub const STANDARD: Explore = Explore(5);
    pub const MOST: u8 = 20;

    /// None: more than [`Explore::MOST`], or less than nothing.
    #[must_use]
    pub fn new(percent: i64) -> Option<Explore> {
        u8::try_from(percent).ok().filter(|percent| *percent <= Explore::MOST).map(Explore)
    }

    #[must_use]
    pub fn percent(self) -> u8 {
        self.0
    }
}

/// How many answers came in each hour of the recipients' day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answers([u64; DAY]);

impl Answers {
    pub fn add(&mut self, hour: Hour, answers: u64) {
        self.0[usize::from(hour.0)] += answers;
    }

    #[must_use]
    pub fn in_hour(&self, hour: Hour) -> u64 {
        self.0[usize::from(hour.0)]
    }

    #[must_use]
    pub fn total(&self) -> u64 {
        self.0.iter().sum()
    }
}

/// One answer; a whole number of parts, so that the tenths of the prior are whole too.
const ANSWER: u64 = 1_200_000;
/// What is known beforehand weighs as much as so many answers.
const BEFOREHAND: u64 = 50;

/// What each hour is worth: the parts of `BEFOREHAND` answers that fall to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Weights([u64; DAY]);

impl Weights {
    /// Before anything is learned: flat from 10:00 to 15:00, a tenth of that in the other waking hours, nothing at night.
    #[must_use]
    pub fn prior() -> Weights {
        let tenths = |hour: Hour| match hour {
            hour if hour.is_midday() => 10,
            hour if hour.is_waking() => 1,
            _ => 0,
        };
        let all: u64 = Hour::all().map(tenths).sum();
        let mut weights = [0; DAY];
        for hour in Hour::all() {
            weights[usize::from(hour.0)] = BEFOREHAND * ANSWER * tenths(hour) / all;
        }
        Weights(weights)
    }

    /// What these weights and some answers come to together. From the prior by way of the account's answers to the
    /// storefront's and the contact's own: each is drawn towards the wider one until it has answers enough itself.
    #[must_use]
    pub fn with(&self, answers: &Answers) -> Weights {
        let mut mass = [0_u128; DAY];
        for ((mass, weight), answers) in mass.iter_mut().zip(self.0).zip(answers.0) {
            *mass = u128::from(weight) + u128::from(answers) * u128::from(ANSWER);
        }
        let all: u128 = mass.iter().sum::<u128>().max(1);
        let part = |mass: u128| mass * u128::from(BEFOREHAND * ANSWER) / all;
        Weights(mass.map(|mass| u64::try_from(part(mass)).expect("a part of the whole is no larger")))
    }

    #[must_use]
    pub fn of(&self, hour: Hour) -> u64 {
        self.0[usize::from(hour.0)]
    }

    /// The hour that is worth most, the earliest of equals.
    #[must_use]
    pub fn best(&self, among: &[Hour]) -> Option<Hour> {
        among.iter().copied().reduce(|best, hour| if self.of(hour) > self.of(best) { hour } else { best })
    }
}

/// What is known of a recipient's hours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Learned {
    pub weights: Weights,
    /// How many answers the storefront has had: what the record says it was learned from.
    pub answers: u64,
    /// Decides together with what a message is about which messages explore.
    pub seed: u64,
}

/// Why a message takes its hour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum HourSource {
    Learned,
    Explored,
}

impl HourSource {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            HourSource::Learned => "learned",
            HourSource::Explored => "explored",
        }
    }
}

impl core::str::FromStr for HourSource {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [HourSource::Learned, HourSource::Explored].into_iter().find(|source| source.as_str() == text).ok_or(())
    }
}

/// The hour that an invitation takes and keeps (V15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SendingHour {
    pub hour: Hour,
    pub source: HourSource,
}

/// Chooses an hour for a message: of the waking hours in `allowed` the one that is worth most, or for a share of the
/// messages another one of them. Which messages these are follows from the seed and from `about` alone. Where no waking
/// hour is allowed any allowed one is taken, and where none is at all any waking one: quiet hours then hold the message.
#[must_use]
pub fn choose(learned: &Learned, explore: Explore, allowed: &[Hour], about: &[&str]) -> SendingHour {
    let waking: Vec<_> = allowed.iter().copied().filter(|hour| hour.is_waking()).collect();
    let hours = match (waking.as_slice(), allowed) {
        ([], []) => Hour::all().filter(|hour| hour.is_waking()).collect(),
        ([], allowed) => allowed.to_vec(),
        _ => waking,
    };
    let best = learned.weights.best(&hours).expect("there is an hour to choose");
    let others: Vec<_> = hours.into_iter().filter(|hour| *hour != best).collect();
    let drawn = draw(learned.seed, about);
    if others.is_empty() || drawn % 100 >= u64::from(explore.percent()) {
        return SendingHour { hour: best, source: HourSource::Learned };
    }
    let among = u64::try_from(others.len()).expect("a day has few hours");
    let place = usize::try_from(drawn / 100 % among).expect("a day has few hours");
    SendingHour { hour: others[place], source: HourSource::Explored }
}

/// A number that looks like chance and is the same every time: FNV-1a over the texts, then the finaliser of SplitMix64,
/// as the last digits of neighbouring order numbers would show otherwise.
fn draw(seed: u64, about: &[&str]) -> u64 {
    // A byte that no text has keeps one text from running into the next.
    let bytes = about.iter().flat_map(|text| text.bytes().chain([0xff]));
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325 ^ seed, |hash: u64, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    });
    let hash = (hash ^ (hash >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let hash = (hash ^ (hash >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    hash ^ (hash >> 31)
}
