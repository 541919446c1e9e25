//! Decisions: the record of one run of the rules, and its compact text (under 300 bytes as a rule).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use jiff::civil::Date;

use crate::delay::Gap;
use crate::reason::Code;

/// When the rules were asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    Plan,
    Send,
}

impl Stage {
    pub fn as_str(self) -> &'static str {
        match self {
            Stage::Plan => "plan",
            Stage::Send => "send",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    Scheduled,
    Send,
    Hold,
    Refused,
    Cancelled,
    Moved,
}

impl Outcome {
    pub const ALL: [Outcome; 6] =
        [Outcome::Scheduled, Outcome::Send, Outcome::Hold, Outcome::Refused, Outcome::Cancelled, Outcome::Moved];

    pub fn as_str(self) -> &'static str {
        match self {
            Outcome::Scheduled => "scheduled",
            Outcome::Send => "send",
            Outcome::Hold => "hold",
            Outcome::Refused => "refused",
            Outcome::Cancelled => "cancelled",
            Outcome::Moved => "moved",
        }
    }
}

impl FromStr for Stage {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Stage::Plan, Stage::Send].into_iter().find(|stage| stage.as_str() == text).ok_or(())
    }
}

impl FromStr for Outcome {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|outcome| outcome.as_str() == text).ok_or(())
    }
}

/// What one rule says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    Pass,
    /// Not before this instant; none: not before a person releases it.
    Hold(Option<Timestamp>),
    Refuse,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Hold(_) => "hold",
            Verdict::Refuse => "refuse",
        }
    }

    fn letter(self) -> char {
        match self {
            Verdict::Pass => 'p',
            Verdict::Hold(_) => 'h',
            Verdict::Refuse => 'r',
        }
    }
}

/// A fact behind a verdict.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fact {
    None,
    Count(i64),
    Time(Timestamp),
    Day(Date),
    Gap(Gap),
    Word(&'static str),
}

macro_rules! fact_from {
    ($($type:ty => $variant:ident),*) => {$(
        impl From<$type> for Fact {
            fn from(value: $type) -> Self {
                Fact::$variant(value)
            }
        }
    )*};
}

fact_from! { i64 => Count, Timestamp => Time, Date => Day, Gap => Gap, &'static str => Word }

impl<T: Into<Fact>> From<Option<T>> for Fact {
    fn from(value: Option<T>) -> Self {
        value.map_or(Fact::None, Into::into)
    }
}

/// The most facts that one rule has.
pub const MAX_FACTS: usize = 4;

/// One rule's verdict with its facts, which stand in the order of [`Code::fact_names`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Check {
    pub code: Code,
    pub verdict: Verdict,
    pub facts: [Fact; MAX_FACTS],
}

/// What came of one run of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    pub stage: Stage,
    pub at: Timestamp,
    pub outcome: Outcome,
    /// The first rule that refused, else the first that held.
    pub reason: Option<Code>,
    /// When the message goes: planned, or held until; none where it never goes or waits for a person.
    pub due_at: Option<Timestamp>,
    pub checks: Vec<Check>,
}

impl Decision {
    /// The rule that must be released before this is decided anew: the first that holds without an end. It is not
    /// always the reason, which may be a hold with an end that stands earlier in the order.
    pub fn waits_for(&self) -> Option<Code> {
        let endless = |check: &&Check| check.verdict == Verdict::Hold(None);
        self.checks.iter().find(endless).filter(|_| self.outcome == Outcome::Hold).map(|check| check.code)
    }
}

impl fmt::Display for Fact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fact::None => Ok(()),
            Fact::Count(count) => write!(f, "n{count}"),
            Fact::Time(time) => write!(f, "t{}", time.as_millisecond()),
            Fact::Day(day) => write!(f, "d{day}"),
            Fact::Gap(gap) => write!(f, "g{gap}"),
            Fact::Word(word) => write!(f, "w{word}"),
        }
    }
}

impl fmt::Display for Check {
    /// `18h:gP30D,t1767225600000,t1769817600000`: the code's number, the verdict's letter, the facts; trailing empty
    /// facts are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.code as u8, self.verdict.letter())?;
        let known = self.facts.iter().rposition(|fact| *fact != Fact::None).map_or(0, |last| last + 1);
        for (position, fact) in self.facts[..known].iter().enumerate() {
            f.write_str(if position == 0 { ":" } else { "," })?;
            fact.fmt(f)?;
        }
        Ok(())
    }
}

/// The compact text of all checks, as a decision is stored.
pub fn compact(checks: &[Check]) -> String {
    use fmt::Write;

    let mut text = String::with_capacity(160);
    for (position, check) in checks.iter().enumerate() {
        if position > 0 {
            text.push(';');
        }
        write!(text, "{check}").expect("writing to a string does not fail");
    }
    text
}

/// A stored check, read back: facts by name, in the words of the API (RFC 3339 times, ISO 8601 durations).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredCheck {
    pub code: Code,
    pub verdict: &'static str,
    pub facts: Vec<(&'static str, StoredFact)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum StoredFact {
    Count(i64),
    Time(Timestamp),
    Text(String),
}

/// Reads what [`compact`] wrote; entries that this program does not know (written by a newer one) are left out.
pub fn read(text: &str) -> Vec<StoredCheck> {
    text.split(';').filter_map(read_check).collect()
}

fn read_check(text: &str) -> Option<StoredCheck> {
    let (head, facts) = text.split_once(':').unwrap_or((text, ""));
    let letter = head.chars().last()?;
    let code = Code::from_number(head.strip_suffix(letter)?.parse().ok()?)?;
    let verdict = match letter {
        'p' => "pass",
        'h' => "hold",
        'r' => "refuse",
        _ => return None,
    };
    let values = facts.split(',').map(read_fact);
    let named = code.fact_names().iter().copied().zip(values);
    Some(StoredCheck { code, verdict, facts: named.filter_map(|(name, fact)| Some((name, fact?))).collect() })
}

fn read_fact(text: &str) -> Option<StoredFact> {
    let kind = text.chars().next()?;
    let value = text.strip_prefix(kind)?;
    match kind {
        'n' => value.parse().ok().map(StoredFact::Count),
        't' => Some(StoredFact::Time(Timestamp::from_millisecond(value.parse().ok()?).ok()?)),
        'd' | 'g' | 'w' => Some(StoredFact::Text(value.to_owned())),
        _ => None,
    }
}
