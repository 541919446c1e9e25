//! What was found out about a sender, in a form that a page, the API and the terminal can show.

/// What a finding is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    /// Which machines may send for the return path's domain (RFC 7208).
    Spf,
    /// The key with which the relay signs (RFC 6376).
    Dkim,
    /// What receivers do with mail that passes neither (RFC 7489).
    Dmarc,
    /// Whether answers and bounces arrive.
    Replies,
}

/// How it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    Good,
    /// It works, and yet something should be known.
    Notice,
    /// There is no record.
    Missing,
    /// There is a record, and receivers will not take it as it is meant.
    Wrong,
    /// The DNS did not answer, or what it says cannot be judged from here.
    Unknown,
}

/// A record to publish.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Record {
    pub name: String,
    /// The text of a TXT record.
    pub text: String,
}

/// One thing found out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    pub topic: Topic,
    /// Where it was looked for.
    pub domain: String,
    pub standing: Standing,
    /// What was found out, in a stable spelling, for whoever says it in another language.
    pub code: &'static str,
    /// What `code` is said with, beside the domain, by name.
    pub facts: Vec<(&'static str, String)>,
    /// The same in English.
    pub what: String,
    /// What to do, where something is to be done.
    pub advice: Option<String>,
    pub publish: Option<Record>,
}

impl Topic {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Spf => "spf",
            Self::Dkim => "dkim",
            Self::Dmarc => "dmarc",
            Self::Replies => "replies",
        }
    }
}

impl Standing {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Good => "good",
            Self::Notice => "notice",
            Self::Missing => "missing",
            Self::Wrong => "wrong",
            Self::Unknown => "unknown",
        }
    }
}

impl Finding {
    pub(super) fn new(
        topic: Topic,
        domain: &str,
        standing: Standing,
        code: &'static str,
        what: impl AsRef<str>,
    ) -> Self {
        debug_assert!(CODES.contains(&code), "{code} is not among the codes");
        let what = printable(what.as_ref());
        Self { topic, domain: domain.to_owned(), standing, code, facts: Vec::new(), what, advice: None, publish: None }
    }

    /// Notes what the code is said with.
    pub(super) fn with<const N: usize>(mut self, facts: [(&'static str, &str); N]) -> Self {
        self.facts.extend(facts.map(|(name, fact)| (name, printable(fact))));
        self
    }

    pub(super) fn advise(mut self, advice: impl Into<String>) -> Self {
        self.advice = Some(advice.into());
        self
    }

    pub(super) fn publish(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.publish = Some(Record { name: name.into(), text: text.into() });
        self
    }

    /// No server answered.
    pub(super) fn away(topic: Topic, domain: &str) -> Self {
        Self::new(topic, domain, Standing::Unknown, "away", "the DNS did not answer")
            .advise("try again later; if it stays so, check the machine's name servers (/etc/resolv.conf)")
    }
}

/// All that can be found out.
pub const CODES: [&str; 28] = [
    "away",
    "spf-none",
    "spf-many",
    "spf-term",
    "spf-refers",
    "spf-lookups",
    "spf-open",
    "spf-no-address",
    "spf-good",
    "spf-cannot-tell",
    "spf-not-named",
    "dkim-none",
    "dkim-not-found",
    "dkim-broken",
    "dkim-revoked",
    "dkim-short",
    "dkim-testing",
    "dkim-good",
    "dmarc-none",
    "dmarc-many",
    "dmarc-broken",
    "dmarc-good",
    "dmarc-no-reports",
    "dmarc-alignment",
    "replies-good",
    "replies-refused",
    "replies-none",
    "replies-no-mx",
];

/// What keeps a record from being used: a word for it, and the same in English.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flaw {
    pub word: &'static str,
    pub says: &'static str,
}

/// The longest sentence, in characters: records are written by strangers.
const LONGEST: usize = 600;

/// Records go to terminals and pages: what is no visible character is shown as `?`.
fn printable(text: &str) -> String {
    let visible =
        |c: char| if c == ' ' || c.is_ascii_graphic() || (!c.is_ascii() && c.is_alphanumeric()) { c } else { '?' };
    text.chars().take(LONGEST).map(visible).collect()
}
