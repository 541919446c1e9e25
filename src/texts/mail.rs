//! Mails: what a recipient reads when asked, as plain text and as HTML.
//!
//! Names, shops and references are written by strangers: in the HTML everything is escaped, in the text it is text.

use fluent_bundle::FluentArgs;
use rules::campaign::Purpose;

use super::language::Language;
use super::mail_frame::{Content, Frame, button, escape};
use super::messages::format;
use super::template::Markup;

/// What a mail tells (RI-15). Free of line breaks, control and direction characters: intake saw to that.
#[derive(Debug, Clone, Copy)]
pub struct MailFacts<'a> {
    pub customer_name: Option<&'a str>,
    pub shop: &'a str,
    /// The order, visit or booking, in the shop's own words.
    pub reference: &'a str,
    pub answer_url: &'a str,
    pub unsubscribe_url: &'a str,
    pub preferences_url: &'a str,
    pub postal_address: Option<&'a str>,
    pub privacy_url: Option<&'a str>,
    /// What the form asks about besides, or alone.
    pub products: &'a [&'a str],
    /// Another platform, on which the review is written.
    pub platform: Option<&'a str>,
}

/// A mail without its envelope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailText {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// Writes the mail of an invitation. A reminder has the same content and another subject (ET-4); a follow-up is a first
/// message on another channel.
pub fn mail(language: Language, purpose: Purpose, is_reminder: bool, facts: &MailFacts<'_>) -> MailText {
    let arguments = arguments(facts);
    let say = |key: &str| format(language, key, &arguments);
    let name_is_known = facts.customer_name.is_some_and(|name| !name.is_empty());
    let greeting = say(if name_is_known { "mail-greeting" } else { "mail-greeting-without-name" });
    let body = say(keys(purpose).body);
    let button = Button::new(language, purpose, facts);
    let products = Products::new(language, purpose, facts);
    let content = Content {
        text: format!("{greeting}\n\n{body}\n\n{}{}", products.text(), button.text()),
        html: format!("<p>{}</p>\n<p>{}</p>\n{}{}", escape(&greeting), escape(&body), products.html(), button.html()),
    };
    Frame::new(language, facts).around(&standard_subject(language, purpose, is_reminder, facts), &content)
}

/// The subject that a mail has where the business has not written one.
pub(super) fn standard_subject(
    language: Language,
    purpose: Purpose,
    is_reminder: bool,
    facts: &MailFacts<'_>,
) -> String {
    let keys = keys(purpose);
    format(language, if is_reminder { keys.reminder_subject } else { keys.subject }, &arguments(facts))
}

/// A mail in the business's words within our frame. None: a part of it is larger than it may be.
pub(super) fn framed(
    language: Language,
    purpose: Purpose,
    subject: &str,
    body: &Markup,
    facts: &MailFacts<'_>,
) -> Option<MailText> {
    let content = body.content(&Button::new(language, purpose, facts))?;
    Some(Frame::new(language, facts).around(subject, &content))
}

/// The messages that differ by purpose.
struct Keys {
    subject: &'static str,
    reminder_subject: &'static str,
    body: &'static str,
    action: &'static str,
}

fn keys(purpose: Purpose) -> Keys {
    match purpose {
        Purpose::ProductReview => Keys {
            subject: "mail-product-subject",
            reminder_subject: "mail-product-reminder-subject",
            body: "mail-product-text",
            action: "mail-review-action",
        },
        Purpose::ServiceReview | Purpose::Rebooking => Keys {
            subject: "mail-review-subject",
            reminder_subject: "mail-review-reminder-subject",
            body: "mail-review-text",
            action: "mail-review-action",
        },
        Purpose::Survey => Keys {
            subject: "mail-survey-subject",
            reminder_subject: "mail-survey-reminder-subject",
            body: "mail-survey-text",
            action: "mail-survey-action",
        },
    }
}

pub(super) fn arguments<'a>(facts: &MailFacts<'a>) -> FluentArgs<'a> {
    let mut arguments = FluentArgs::with_capacity(3);
    arguments.set("name", facts.customer_name.unwrap_or_default());
    arguments.set("shop", facts.shop);
    arguments.set("reference", facts.reference);
    arguments
}

/// Products that a mail names; of the others it says how many there are.
const MOST_NAMED: usize = 5;
/// In characters; a longer name is cut.
const LONGEST_NAME: usize = 80;

/// What the form asks about besides the service, or alone.
struct Products {
    /// Where the mail is about something else in the first place.
    lead: Option<String>,
    /// What is named, and how many more there are.
    lines: Vec<String>,
}

impl Products {
    fn new(language: Language, purpose: Purpose, facts: &MailFacts<'_>) -> Self {
        let is_besides = purpose != Purpose::ProductReview && !facts.products.is_empty();
        let lead = is_besides.then(|| format(language, "mail-products-too", &arguments(facts)));
        let named = facts.products.iter().take(MOST_NAMED);
        let mut lines: Vec<String> = named.map(|name| name.chars().take(LONGEST_NAME).collect()).collect();
        let more = facts.products.len().saturating_sub(MOST_NAMED);
        if more > 0 {
            let mut arguments = FluentArgs::with_capacity(1);
            arguments.set("count", more);
            lines.push(format(language, "mail-products-more", &arguments));
        }
        Self { lead, lines }
    }

    fn text(&self) -> String {
        let lead = self.lead.iter().map(|lead| format!("{lead}\n"));
        let lines = self.lines.iter().map(|line| format!("- {line}\n"));
        let end = if self.lines.is_empty() { "" } else { "\n" };
        lead.chain(lines).chain([end.to_owned()]).collect()
    }

    fn html(&self) -> String {
        if self.lines.is_empty() {
            return String::new();
        }
        let lead = self.lead.iter().map(|lead| format!("<p>{}</p>\n", escape(lead))).collect::<String>();
        let lines = self.lines.iter().map(|line| format!("<li>{}</li>\n", escape(line))).collect::<String>();
        format!("{lead}<ul>\n{lines}</ul>\n")
    }
}

/// The way to the form.
pub(super) struct Button<'a> {
    action: String,
    /// Where it leads, if that is elsewhere.
    platform: Option<String>,
    url: &'a str,
}

impl<'a> Button<'a> {
    fn new(language: Language, purpose: Purpose, facts: &MailFacts<'a>) -> Self {
        let platform = facts.platform.map(|platform| {
            let mut arguments = FluentArgs::with_capacity(1);
            arguments.set("platform", platform);
            format(language, "mail-platform", &arguments)
        });
        Self { action: format(language, keys(purpose).action, &arguments(facts)), platform, url: facts.answer_url }
    }

    pub fn url(&self) -> &'a str {
        self.url
    }

    /// Whether the review is written on another platform, and not on our form.
    pub fn leads_elsewhere(&self) -> bool {
        self.platform.is_some()
    }

    pub fn text(&self) -> String {
        let platform = self.platform.iter().map(|platform| format!("{platform}\n")).collect::<String>();
        format!("{platform}{}\n{}", self.action, self.url)
    }

    pub fn html(&self) -> String {
        let platform =
            self.platform.iter().map(|platform| format!("\n<p>{}</p>", escape(platform))).collect::<String>();
        format!("{}{platform}", button(&self.action, self.url))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const FACTS: MailFacts<'_> = MailFacts {
        customer_name: Some("Ada Ek"),
        shop: "Main Street Records",
        reference: "CD-000123",
        answer_url: "https://ask.example/r/3f9a1c2b4d5e6f708192a3b4c5d6e7f8",
        unsubscribe_url: "https://ask.example/u/3f9a1c2b4d5e6f708192a3b4c5d6e7f8",
        preferences_url: "https://ask.example/p/3f9a1c2b4d5e6f708192a3b4c5d6e7f8",
        postal_address: Some("Storgatan 1, 111 22 Stockholm"),
        privacy_url: Some("https://shop.example/privacy"),
        products: &[],
        platform: None,
    };

    /// What a stranger may have typed as a name, at its longest.
    const HOSTILE: &str = r#"</p><script>alert('x')</script><a href="//x.example">&amp;{x}"#;

    fn all(facts: &MailFacts<'_>) -> Vec<(Language, MailText)> {
        let mut mails = Vec::new();
        for language in Language::ALL {
            for purpose in [Purpose::ServiceReview, Purpose::ProductReview, Purpose::Survey] {
                for is_reminder in [false, true] {
                    mails.push((language, mail(language, purpose, is_reminder, facts)));
                }
            }
        }
        mails
    }

    #[test]
    fn mails_read_like_this() {
        for language in Language::ALL {
            let review = mail(language, Purpose::ServiceReview, false, &FACTS);
            let survey = mail(language, Purpose::Survey, false, &MailFacts { customer_name: None, ..FACTS });
            let reminder = |purpose| mail(language, purpose, true, &FACTS).subject;
            let shown = format!(
                "{}\n{}\n\n{}\n----\n{}\n{}\n\n{}\n----\n{}",
                review.subject,
                reminder(Purpose::ServiceReview),
                review.text,
                survey.subject,
                reminder(Purpose::Survey),
                survey.text,
                review.html
            );
            insta::assert_snapshot!(format!("mail.{language}"), shown);
        }
    }

    #[test]
    fn a_mail_names_some_products_and_counts_the_others() {
        let many: Vec<String> = (1..=7).map(|number| format!("Nr <{number}>")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        for language in Language::ALL {
            let of = |purpose, products| mail(language, purpose, false, &MailFacts { products, ..FACTS });
            let [joint, alone] = [Purpose::ServiceReview, Purpose::ProductReview].map(|purpose| of(purpose, &many));
            for named in [&joint, &alone] {
                assert!(named.text.contains("- Nr <1>\n") && named.text.contains("- Nr <5>\n"), "{}", named.text);
                assert!(named.html.contains("<li>Nr &lt;5&gt;</li>") && !named.html.contains("Nr &lt;6"));
                assert_eq!(named.html.matches("<li>").count(), MOST_NAMED + 1, "{language}: the last one counts");
            }
            assert_ne!(joint.subject, alone.subject);
            let plain = of(Purpose::ServiceReview, &[]);
            assert!(!plain.html.contains("<ul>") && !plain.text.contains("- "));
        }
    }

    #[test]
    fn a_mail_names_the_shop_the_reference_and_every_link() {
        for (language, mail) in all(&FACTS) {
            assert!(mail.subject.contains(FACTS.shop), "{language}: {}", mail.subject);
            for part in [&mail.text, &mail.html] {
                for fact in
                    [FACTS.answer_url, FACTS.unsubscribe_url, FACTS.preferences_url, "https://shop.example/privacy"]
                {
                    assert_eq!(part.matches(fact).count(), 1, "{language}: {fact}");
                }
                for fact in ["Ada Ek", FACTS.shop, FACTS.reference, "Storgatan 1, 111 22 Stockholm"] {
                    assert!(part.contains(fact), "{language}: {fact}");
                }
            }
        }
    }

    #[test]
    fn a_reminder_differs_in_its_subject_only() {
        for pair in all(&FACTS).chunks(2) {
            let [(_, first), (_, reminder)] = pair else { panic!("mails come in pairs") };
            assert_ne!(first.subject, reminder.subject);
            assert_eq!(first.text, reminder.text);
            let retitled = reminder.html.replacen(&reminder.subject, &first.subject, 1);
            assert_eq!(first.html, retitled);
        }
    }

    #[test]
    fn a_person_without_a_name_is_greeted_all_the_same() {
        for customer_name in [None, Some("")] {
            for (language, mail) in all(&MailFacts { customer_name, ..FACTS }) {
                let greeting = format(language, "mail-greeting-without-name", &FluentArgs::new());
                assert_eq!(mail.text.lines().next(), Some(greeting.as_str()));
                assert!(mail.html.contains(&format!("<p>{greeting}</p>")));
                assert!(!greeting.contains('{'), "{language}: {greeting}");
            }
        }
    }

    #[test]
    fn a_shop_without_an_address_signs_with_its_name() {
        for (_, mail) in all(&MailFacts { postal_address: None, privacy_url: None, ..FACTS }) {
            assert!(mail.text.ends_with("\nMain Street Records\n"));
            assert!(mail.html.contains("Main Street Records</p>"));
        }
    }

    #[test]
    fn hostile_names_stay_text() {
        let facts = MailFacts {
            customer_name: Some(HOSTILE),
            shop: HOSTILE,
            reference: HOSTILE,
            postal_address: Some(HOSTILE),
            ..FACTS
        };
        let plain: Vec<_> = all(&FACTS);
        for ((language, mail), (_, plain)) in all(&facts).into_iter().zip(plain) {
            for mark in ['<', '>', '"'] {
                let count = |html: &str| html.matches(mark).count();
                assert_eq!(count(&mail.html), count(&plain.html), "{language}: {mark} came through");
            }
            assert!(mail.html.contains("&lt;/p&gt;&lt;script&gt;alert(&#39;x&#39;)"));
            assert!(mail.html.contains("&amp;amp;{x}"));
            assert!(mail.text.contains(HOSTILE), "the text part needs no escaping");
        }
    }

    #[test]
    fn a_hostile_link_stays_within_its_quotes() {
        let answer_url = "https://ask.example/?a=1&b=\"><script>'";
        for (_, mail) in all(&MailFacts { answer_url, privacy_url: Some(answer_url), ..FACTS }) {
            let escaped = "href=\"https://ask.example/?a=1&amp;b=&quot;&gt;&lt;script&gt;&#39;\"";
            assert_eq!(mail.html.matches(escaped).count(), 2, "{}", mail.html);
        }
    }

    #[test]
    fn the_html_is_small_and_loads_nothing() {
        let long = "N".repeat(60);
        let facts = MailFacts { customer_name: Some(&long), shop: &long, reference: &long, ..FACTS };
        for (language, mail) in all(&facts) {
            assert!(mail.html.len() < 4_096, "{language}: {} bytes", mail.html.len());
            for loading in ["src=", "url(", "@import", "<img", "<link", "<script"] {
                assert!(!mail.html.contains(loading), "{language}: {loading}");
            }
            assert!(mail.html.contains(&format!("<html lang=\"{language}\">")));
        }
    }
}
