//! Decisions: the record of one run of the rules, and its compact text (under 300 bytes as a rule).

use std::fmt::Write;
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
    /// Not before an instant.
    Hold,
    /// A hold without an end: not before a person releases it.
    Wait,
    Refuse,
}

impl Verdict {
    pub fn as_str(self) -> &'static str {
        match self {
            Verdict::Pass => "pass",
            Verdict::Hold | Verdict::Wait => "hold",
            Verdict::Refuse => "refuse",
        }
    }

    fn letter(self) -> char {
        match self {
            Verdict::Pass => 'p',
            Verdict::Hold | Verdict::Wait => 'h',
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

impl Fact {
    pub(crate) fn is_none(&self) -> bool {
        matches!(self, Fact::None)
    }
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

/// The checks of one run, in the order of the rules. Decisions are made by the million and most rules have few facts or
/// none, so the facts of all of them stand in one row.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checks {
    entries: Vec<Entry>,
    facts: Vec<Fact>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Entry {
    code: Code,
    verdict: Verdict,
    /// How many facts it has in the row; trailing empty ones are left out.
    facts: u8,
}

impl Checks {
    /// Half as many facts as checks is what an ordinary decision has.
    pub(crate) fn with_capacity(checks: usize) -> Self {
        Self { entries: Vec::with_capacity(checks), facts: Vec::with_capacity(checks / 2) }
    }

    pub(crate) fn push(&mut self, code: Code, verdict: Verdict, facts: &[Fact; MAX_FACTS]) {
        let known = facts.iter().rposition(|fact| !fact.is_none()).map_or(0, |last| last + 1);
        let count = u8::try_from(known).expect("a rule has few facts");
        self.entries.push(Entry { code, verdict, facts: count });
        self.facts.extend_from_slice(&facts[..known]);
    }

    pub fn iter(&self) -> impl Iterator<Item = Check> {
        let mut rest = self.facts.as_slice();
        self.entries.iter().map(move |entry| {
            let (own, behind) = rest.split_at(entry.facts.into());
            rest = behind;
            let mut facts = [Fact::None; MAX_FACTS];
            facts[..own.len()].copy_from_slice(own);
            Check { code: entry.code, verdict: entry.verdict, facts }
        })
    }

    /// The codes of the rules that said so, in order.
    pub fn with_verdict(&self, verdict: Verdict) -> impl Iterator<Item = Code> {
        self.entries.iter().filter(move |entry| entry.verdict == verdict).map(|entry| entry.code)
    }
}

impl From<Check> for Checks {
    fn from(check: Check) -> Self {
        [check].into_iter().collect()
    }
}

impl FromIterator<Check> for Checks {
    fn from_iter<T: IntoIterator<Item = Check>>(all: T) -> Self {
        let mut checks = Self::default();
        all.into_iter().for_each(|check| checks.push(check.code, check.verdict, &check.facts));
        checks
    }
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
    pub checks: Checks,
}

impl Decision {
    /// The rule that must be released before this is decided anew: the first that holds without an end. It is not
    /// always the reason, which may be a hold with an end that stands earlier in the order.
    pub fn waits_for(&self) -> Option<Code> {
        self.checks.with_verdict(Verdict::Wait).next().filter(|_| self.outcome == Outcome::Hold)
    }
}

/// The compact text of all checks, as a decision is stored: `1p:won;18h:gP30D,t1767225600000,t1769817600000`, which is
/// for each the code's number, the verdict's letter and the facts.
pub fn compact(checks: &Checks) -> String {
    let mut text = String::with_capacity(256);
    let mut facts = checks.facts.iter();
    for (position, entry) in checks.entries.iter().enumerate() {
        if position > 0 {
            text.push(';');
        }
        push_number(&mut text, i64::from(entry.code as u8));
        text.push(entry.verdict.letter());
        for (position, fact) in facts.by_ref().take(entry.facts.into()).enumerate() {
            text.push(if position == 0 { ':' } else { ',' });
            push_fact(&mut text, fact);
        }
    }
    text
}

fn push_fact(text: &mut String, fact: &Fact) {
    let written = match fact {
        Fact::None => Ok(()),
        Fact::Count(count) => write!(text, "n{count}"),
        Fact::Time(time) => {
            text.push('t');
            push_number(text, time.as_millisecond());
            Ok(())
        }
        Fact::Day(day) => write!(text, "d{day}"),
        Fact::Gap(gap) => write!(text, "g{gap}"),
        Fact::Word(word) => write!(text, "w{word}"),
    };
    written.expect("writing to a string does not fail");
}

/// Numbers are most of the text; this takes half the time of the formatter.
fn push_number(text: &mut String, number: i64) {
    if number < 0 {
        text.push('-');
    }
    let (mut rest, mut digits, mut first) = (number.unsigned_abs(), [b'0'; 20], 19);
    while rest >= 10 {
        digits[first] = b'0' + u8::try_from(rest % 10).expect("a digit is under ten");
        rest /= 10;
        first -= 1;
    }
    digits[first] = b'0' + u8::try_from(rest).expect("a digit is under ten");
    text.push_str(str::from_utf8(&digits[first..]).expect("digits are ASCII"));
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
