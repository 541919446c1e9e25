//! The frame of a mail: what stands around its content, as text and as HTML.

use std::borrow::Cow;

use super::language::Language;
use super::mail::{MailFacts, MailText, arguments};
use super::messages::format;

/// What stands within the frame, in both forms.
pub(super) struct Content {
    pub text: String,
    pub html: String,
}

/// What every mail says around its content, whoever wrote that: the ways to opt out, why it came and from whom.
pub(super) struct Frame<'a> {
    language: Language,
    facts: &'a MailFacts<'a>,
    preferences: String,
    unsubscribe: String,
    /// Why the mail came.
    footer: String,
    /// Who sent it, and from where.
    sender: String,
    /// What the link to the privacy notice is called.
    privacy: String,
}

/// Colours that follow the reader's choice of light or dark. Where a mail program drops them, its own hold.
const STYLE: &str = ":root{color-scheme:light dark}a{color:#0b57d0}.small{color:#5f6368}\
@media(prefers-color-scheme:dark){a{color:#a8c7fa}.small{color:#bdc1c6}}";

impl<'a> Frame<'a> {
    pub fn new(language: Language, facts: &'a MailFacts<'a>) -> Self {
        let arguments = arguments(facts);
        let say = |key: &str| format(language, key, &arguments);
        Self {
            language,
            facts,
            preferences: say("mail-preferences"),
            unsubscribe: say("mail-unsubscribe"),
            footer: say("mail-footer"),
            sender: sender(facts),
            privacy: say("mail-privacy"),
        }
    }

    pub fn around(&self, subject: &str, content: &Content) -> MailText {
        MailText { subject: subject.to_owned(), text: self.text(content), html: self.html(subject, content) }
    }

    fn text(&self, content: &Content) -> String {
        format!(
            "{}\n\n{}\n{}\n\n{}\n{}\n\n{}\n{}{}\n",
            content.text,
            self.preferences,
            self.facts.preferences_url,
            self.unsubscribe,
            self.facts.unsubscribe_url,
            self.footer,
            self.sender,
            self.facts.privacy_url.map(|url| format!("\n\n{}\n{url}", self.privacy)).unwrap_or_default(),
        )
    }

    fn html(&self, subject: &str, content: &Content) -> String {
        let foot = format!(
            include_str!("mail_foot.html"),
            preferences_url = escape(self.facts.preferences_url),
            preferences = escape(&self.preferences),
            unsubscribe_url = escape(self.facts.unsubscribe_url),
            unsubscribe = escape(&self.unsubscribe),
            footer = escape(&self.footer),
            sender = escape(&self.sender),
            privacy = self
                .facts
                .privacy_url
                .map(|url| format!("<br>\n<a href=\"{}\">{}</a>", escape(url), escape(&self.privacy)))
                .unwrap_or_default(),
        );
        page(self.language, subject, &content.html, &foot)
    }
}

/// The HTML around a mail's content and what stands at its foot, which are HTML already.
pub(super) fn page(language: Language, subject: &str, content: &str, foot: &str) -> String {
    format!(
        include_str!("mail.html"),
        language = language.as_str(),
        style = STYLE,
        subject = escape(subject),
        content = content,
        foot = foot,
    )
}

/// A link that looks like a button.
pub(super) fn button(action: &str, url: &str) -> String {
    format!(include_str!("mail_button.html"), url = escape(url), action = escape(action))
}

fn sender(facts: &MailFacts<'_>) -> String {
    let address = facts.postal_address.filter(|address| !address.is_empty());
    address.map_or_else(|| facts.shop.to_owned(), |address| format!("{}, {address}", facts.shop))
}

/// For text between tags and for values in double quotes.
pub(super) fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return Cow::Borrowed(text);
    }
    let mut escaped = String::with_capacity(text.len() + 32);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}
