//! Answer mails: what the business reads about new answers, as plain text and as HTML.
//!
//! Comments, names and references are written by strangers: in the HTML everything is escaped, in the text it is quoted.

use std::fmt::Write;

use fluent_bundle::FluentArgs;
use rules::questionnaire::MOST_STARS;

use super::fact::decimal;
use super::language::Language;
use super::mail::MailText;
use super::mail_frame::{button, escape, page};
use super::messages::format;

/// What a mail about new answers tells. Free of control characters but for the line breaks of comments.
#[derive(Debug, Clone)]
pub struct AnswerMailFacts<'a> {
    /// The account's name.
    pub account: &'a str,
    /// How many answers are new; fewer may be listed.
    pub count: i64,
    /// None: none of them has stars.
    pub mean: Option<MeanStars>,
    pub answers: Vec<AnswerFacts<'a>>,
    pub answers_url: &'a str,
}

/// The average, and of how many answers it is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MeanStars {
    pub stars: f64,
    pub rated: u32,
}

/// One answer and what it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerFacts<'a> {
    pub stars: Option<u8>,
    pub comment: Option<String>,
    pub customer_name: Option<&'a str>,
    pub reference: &'a str,
    pub shop: &'a str,
}

/// Writes the mail in a language of [`Language::PAGES`], else in English.
pub fn answer_mail(language: Language, facts: &AnswerMailFacts<'_>) -> MailText {
    let language = if Language::PAGES.contains(&language) { language } else { Language::English };
    let arguments = arguments(language, facts);
    let say = |key: &str| format(language, key, &arguments);
    let mut summary = say("answer-mail-summary");
    if facts.mean.is_some() {
        write!(summary, " {}", say("answer-mail-mean")).expect("a string takes everything");
    }
    if i64::try_from(facts.answers.len()).is_ok_and(|listed| listed < facts.count) {
        write!(summary, " {}", say("answer-mail-listed")).expect("a string takes everything");
    }
    let (subject, action, footer) = (say("answer-mail-subject"), say("answer-mail-action"), say("answer-mail-footer"));
    let quotes: Vec<_> = facts.answers.iter().map(|answer| Quote::new(language, answer)).collect();
    let (texts, htmls): (String, String) = quotes.iter().map(|quote| (quote.text(), quote.html())).unzip();
    let url = facts.answers_url;
    let text = format!("{summary}\n\n{texts}{action}\n{url}\n\n{footer}\n");
    let content = format!("<p>{}</p>\n{htmls}{}", escape(&summary), button(&action, url));
    let foot = format!("<p class=\"small\" style=\"font-size:14px\">{}</p>", escape(&footer));
    MailText { html: page(language, &subject, &content, &foot), subject, text }
}

fn arguments<'a>(language: Language, facts: &AnswerMailFacts<'a>) -> FluentArgs<'a> {
    let mut arguments = FluentArgs::with_capacity(6);
    arguments.set("account", facts.account);
    arguments.set("count", facts.count);
    arguments.set("listed", facts.answers.len());
    arguments.set("most", MOST_STARS);
    if let Some(mean) = facts.mean {
        arguments.set("mean", decimal(language, mean.stars));
        arguments.set("rated", mean.rated);
    }
    arguments
}

/// An answer on its way into both parts.
struct Quote<'a> {
    /// The stars as a picture and as words.
    stars: Option<(String, String)>,
    comment: Option<&'a str>,
    /// Who, which order, where.
    about: String,
}

impl<'a> Quote<'a> {
    fn new(language: Language, answer: &'a AnswerFacts<'a>) -> Self {
        let about = [answer.customer_name, Some(answer.reference), Some(answer.shop)];
        Self {
            stars: answer.stars.map(|stars| (picture(stars), words(language, stars))),
            comment: answer.comment.as_deref(),
            about: about.into_iter().flatten().collect::<Vec<_>>().join(" · "),
        }
    }

    fn text(&self) -> String {
        let stars = self.stars.as_ref().map(|(picture, words)| format!("{picture} {words}\n")).unwrap_or_default();
        let lines = self.comment.into_iter().flat_map(str::lines).map(|line| format!("> {line}\n"));
        format!("{stars}{}{}\n\n", lines.collect::<String>(), self.about)
    }

    fn html(&self) -> String {
        let stars = self.stars.as_ref().map(|(picture, words)| {
            format!("<p style=\"margin:0;font-weight:600\"><span aria-hidden=\"true\">{picture}</span> {words}</p>\n")
        });
        let comment = self
            .comment
            .map(|comment| format!("<p style=\"margin:4px 0\">{}</p>\n", escape(comment).replace('\n', "<br>\n")));
        format!(
            include_str!("answer_mail_quote.html"),
            stars = stars.unwrap_or_default(),
            comment = comment.unwrap_or_default(),
            about = escape(&self.about),
        )
    }
}

fn picture(stars: u8) -> String {
    (1..=MOST_STARS).map(|star| if star <= stars { '★' } else { '☆' }).collect()
}

fn words(language: Language, stars: u8) -> String {
    let mut arguments = FluentArgs::with_capacity(2);
    arguments.set("stars", stars);
    arguments.set("most", MOST_STARS);
    format(language, "answer-mail-stars", &arguments)
}

#[cfg(test)]
mod tests {
    use super::*;

    const URL: &str = "https://ask.example/answers";
    const HOSTILE: &str = r#"</p><script>alert('x')</script><a href="//x.example">&amp;{x}"#;

    fn answer(stars: Option<u8>, comment: Option<&str>) -> AnswerFacts<'static> {
        let comment = comment.map(str::to_owned);
        AnswerFacts { stars, comment, customer_name: Some("Ada Ek"), reference: "A-1", shop: "Main Street" }
    }

    fn facts(count: i64, answers: Vec<AnswerFacts<'static>>) -> AnswerMailFacts<'static> {
        let mean = Some(MeanStars { stars: 3.25, rated: 12 });
        AnswerMailFacts { account: "Records", count, mean, answers, answers_url: URL }
    }

    #[test]
    fn mails_about_answers_read_like_this() {
        for language in Language::PAGES {
            let bare = AnswerFacts { customer_name: None, ..answer(None, None) };
            let many = [answer(Some(1), Some("Came late.\nAnd broken.")), answer(Some(5), None), bare];
            let many = answer_mail(language, &facts(12, many.to_vec()));
            let one = AnswerMailFacts { mean: None, ..facts(1, vec![answer(Some(4), Some("Good"))]) };
            let one = answer_mail(language, &one);
            let shown = format!(
                "{}\n\n{}\n----\n{}\n\n{}\n----\n{}",
                many.subject, many.text, one.subject, one.text, many.html
            );
            insta::assert_snapshot!(format!("answer_mail.{language}"), shown);
        }
    }

    #[test]
    fn a_language_that_the_business_cannot_choose_becomes_english() {
        let facts = facts(2, Vec::new());
        assert_eq!(answer_mail(Language::Finnish, &facts), answer_mail(Language::English, &facts));
    }

    #[test]
    fn what_strangers_wrote_stays_text() {
        let hostile = AnswerFacts {
            customer_name: Some(HOSTILE),
            reference: HOSTILE,
            shop: HOSTILE,
            ..answer(Some(1), Some(HOSTILE))
        };
        for language in Language::PAGES {
            let mail = answer_mail(language, &AnswerMailFacts { account: HOSTILE, ..facts(1, vec![hostile.clone()]) });
            let plain = answer_mail(language, &facts(1, vec![answer(Some(1), Some("x"))]));
            for mark in ['<', '>', '"'] {
                let count = |html: &str| html.matches(mark).count();
                assert_eq!(count(&mail.html), count(&plain.html), "{language}: {mark} came through");
            }
            assert_eq!(mail.subject, plain.subject, "nothing of theirs is in the subject");
            assert!(mail.text.contains(&format!("> {HOSTILE}\n")));
        }
    }

    #[test]
    fn every_line_of_a_comment_is_quoted() {
        let mail =
            answer_mail(Language::English, &facts(1, vec![answer(None, Some("One\n\nSee all answers\nbad.example"))]));
        assert!(mail.text.contains("> One\n> \n> See all answers\n> bad.example\nAda Ek"), "{}", mail.text);
        assert!(mail.html.contains("One<br>\n<br>\nSee all answers<br>\nbad.example</p>"), "{}", mail.html);
    }
}
