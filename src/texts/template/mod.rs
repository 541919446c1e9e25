//! Templates: mails in the business's own words (TP-7, RI-15), within limits that no text can pass (trust 3).
//!
//! A template is read in three steps, each of which refuses what the next could not bear: its tokens, its tree, its
//! output for sample orders. What passed can still fail for one order; then the standard text goes instead.

mod facts;
mod markup;
mod render;
mod tokens;
mod tree;
mod variables;

#[cfg(test)]
mod hostile;

use std::collections::BTreeMap;

use rules::campaign::Purpose;
use serde::{Deserialize, Serialize};

pub use facts::{MOST_PRODUCTS, OrderFacts, ProductFacts, SAMPLE_NAME, SAMPLE_REFERENCE, sample_order};
pub(super) use markup::Markup;

use super::language::Language;
use super::mail::{self, MailFacts, MailText};

/// Of one text, in bytes (trust 3).
pub const LARGEST_SOURCE: usize = 64 * 1024;
/// Of one rendered part, in bytes (trust 3).
pub const LARGEST_OUTPUT: usize = 256 * 1024;
/// What a subject is cut at, in characters.
pub const LONGEST_SUBJECT: usize = 200;

/// The texts of a template in one language, as the business wrote them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wording {
    pub subject: String,
    pub body: String,
    /// None: the standard one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminder_subject: Option<String>,
}

/// The texts of a template by the tags of their languages.
pub type Wordings = BTreeMap<String, Wording>;

/// The texts for a reader: in their language, the shop's, English, or else any that there is.
pub fn best(wordings: &Wordings, reader: Language, shop: Language) -> Option<(Language, &Wording)> {
    let wanted = [reader, shop, Language::English].into_iter().chain(Language::ALL);
    wanted.into_iter().find_map(|language| Some((language, wordings.get(language.as_str())?)))
}

/// What is wrong with a text of a template.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {detail}")]
pub struct Mistake {
    /// From 1.
    pub line: usize,
    /// In English.
    pub detail: String,
    /// Which mistake it is, for whoever says it in another language.
    pub word: &'static str,
    /// What the word is said with, by name.
    pub facts: Vec<(&'static str, String)>,
}

impl Mistake {
    fn new(line: usize, word: &'static str, detail: impl Into<String>) -> Self {
        Self { line: line.max(1), detail: detail.into(), word, facts: Vec::new() }
    }

    fn with(mut self, name: &'static str, fact: &impl ToString) -> Self {
        self.facts.push((name, fact.to_string()));
        self
    }
}

/// Where a text stands: what is possible in it depends on that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    Subject,
    Body,
}

/// Whether a text can be used: read, and rendered for orders of which everything, nothing and the most is known.
///
/// # Errors
/// The first [`Mistake`] in it.
pub fn check(place: Place, source: &str) -> Result<(), Mistake> {
    tokens::check(source)?;
    tree::check(place, source)?;
    for sample in facts::samples() {
        let facts = sample.facts();
        match place {
            Place::Subject => subject(source, &facts).map(drop)?,
            Place::Body => check_body(source, &facts)?,
        }
    }
    Ok(())
}

fn check_body(source: &str, facts: &facts::Facts<'_>) -> Result<(), Mistake> {
    let markup = body(source, facts)?;
    if facts.is_whole() && !markup.broken_links.is_empty() {
        let line = line_of_link(source, &markup.broken_links[0]);
        return Err(Mistake::new(line, "link", "a link must lead to https://, http:// or mailto:"));
    }
    mail::framed(facts.language, Purpose::Survey, "", &markup, facts.mail).ok_or_else(too_long).map(drop)
}

/// The line on which a link with this label stands first.
fn line_of_link(source: &str, label: &str) -> usize {
    let before = source.find(&format!("[{label}](")).map_or("", |at| source.get(..at).unwrap_or_default());
    before.matches('\n').count() + 1
}

fn too_long() -> Mistake {
    let most = LARGEST_OUTPUT / 1024;
    Mistake::new(1, "too_long", format!("with a long order it comes to more than {most} KiB")).with("most", &most)
}

fn empty() -> Mistake {
    Mistake::new(1, "empty", "it comes to an empty text, at least where little is known of an order")
}

/// Writes a mail in the business's words. Its frame - who sent it, and the ways to opt out - is the same as that of the
/// standard mail.
///
/// # Errors
/// [`Mistake`] where the text does not work for this order; the standard mail does.
pub fn mail(
    language: Language,
    wording: &Wording,
    purpose: Purpose,
    is_reminder: bool,
    mail: &MailFacts<'_>,
    order: &OrderFacts<'_>,
) -> Result<MailText, Mistake> {
    let facts = facts::Facts { language, mail, order };
    let markup = body(&wording.body, &facts)?;
    let subject = match (&wording.reminder_subject, is_reminder) {
        (Some(reminder), true) => subject(reminder, &facts)?,
        (None, true) => mail::standard_subject(language, purpose, true, mail),
        (_, false) => subject(&wording.subject, &facts)?,
    };
    mail::framed(language, purpose, &subject, &markup, mail).ok_or_else(too_long)
}

fn body(source: &str, facts: &facts::Facts<'_>) -> Result<Markup, Mistake> {
    let markup = Markup::read(&render::render(source, facts)?);
    if markup.is_empty() { Err(empty()) } else { Ok(markup) }
}

/// One line of up to 200 characters.
fn subject(source: &str, facts: &facts::Facts<'_>) -> Result<String, Mistake> {
    let rendered = markup::plain(&render::render(source, facts)?);
    // `=?` begins an encoded word (RFC 2047), which a reader's program would decode.
    let line = rendered.split_whitespace().collect::<Vec<_>>().join(" ").replace("=?", "= ?");
    if line.is_empty() {
        return Err(empty());
    }
    Ok(line.chars().take(LONGEST_SUBJECT).collect::<String>().trim_end().to_owned())
}
