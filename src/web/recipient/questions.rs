//! Questions: those of a questionnaire as a page shows them.

use std::sync::OnceLock;

use rules::questionnaire::{Fault, Kind, LONGEST_COMMENT, MOST_STARS, Question, Questionnaire};

use super::frame::{Frame, Words};
use crate::engine::recipient::About;
use crate::intake::product::Product;
use crate::texts::Language;

/// A question with what was answered, or typed, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct QuestionView {
    /// Names it in the form.
    pub name: String,
    /// Names it on the page.
    pub id: String,
    pub label: Words,
    pub required: bool,
    /// Of a rating; a question without stars is answered in words.
    pub stars: Vec<Star>,
    pub text: String,
    pub error: Option<Words>,
}

#[derive(Debug, Clone)]
pub struct Star {
    pub value: u8,
    /// `4 of 5`.
    pub count: &'static str,
    pub word: Words,
    pub checked: bool,
    /// It or a better one is checked.
    pub filled: bool,
}

impl QuestionView {
    pub fn is_answered(&self) -> bool {
        !self.text.is_empty() || self.stars.iter().any(|star| star.checked)
    }
}

/// A part of a form: the service, or a product.
#[derive(Debug, Clone)]
pub struct SectionView {
    pub product: Option<Product>,
    /// Names the part on the page.
    pub id: usize,
    pub questions: Vec<QuestionView>,
}

impl SectionView {
    pub fn is_answered(&self) -> bool {
        self.questions.iter().any(QuestionView::is_answered)
    }
}

/// What is wrong with a form: in which part of it, with which question, and how.
pub type Wrong = (usize, &'static str, Fault);

/// The parts of a form, each question with the text that `given` has for it.
pub fn sections(
    frame: &Frame,
    subjects: &[About],
    wrongs: &[Wrong],
    given: impl Fn(&str, Option<&Product>) -> Option<String>,
) -> Vec<SectionView> {
    let section = |(id, about): (usize, &About)| {
        let product = about.product.as_ref();
        let faults: Vec<_> =
            wrongs.iter().filter(|(of, ..)| *of == id).map(|(_, name, fault)| (*name, *fault)).collect();
        let questionnaire = Questionnaire::standard(about.rule);
        let questions = views(frame, &questionnaire, &faults, (id, product), |question| given(question, product));
        SectionView { product: product.cloned(), id, questions }
    };
    subjects.iter().enumerate().map(section).collect()
}

/// The name of a question's field: of a product, with the shop's own number of it.
pub fn field(question: &str, product: Option<&Product>) -> String {
    product.map_or_else(|| question.to_owned(), |product| format!("{question}.{}", product.sku))
}

fn views(
    frame: &Frame,
    questionnaire: &Questionnaire,
    faults: &[(&'static str, Fault)],
    (section, product): (usize, Option<&Product>),
    given: impl Fn(&str) -> Option<String>,
) -> Vec<QuestionView> {
    let view = |question: &Question| {
        let text = given(question.name).unwrap_or_default();
        let fault = faults.iter().find(|(name, _)| *name == question.name);
        let is_rating = question.kind == Kind::Rating;
        QuestionView {
            name: field(question.name, product),
            id: product.map_or_else(|| question.name.to_owned(), |_| format!("{}-{section}", question.name)),
            label: frame.say(label(question)),
            required: question.required,
            stars: if is_rating { stars(frame, text.trim().parse().ok()) } else { Vec::new() },
            text: if is_rating { String::new() } else { text },
            error: fault.map(|(_, fault)| told(frame, *fault)),
        }
    };
    questionnaire.questions.iter().map(view).collect()
}

fn label(question: &Question) -> &'static str {
    match question.kind {
        Kind::Rating => "recipient-question-rating",
        Kind::Comment => "recipient-question-comment",
    }
}

/// What is said of each number of stars: the same on all pages of a language.
static COUNTS: [OnceLock<Vec<Words>>; Language::ALL.len()] = [const { OnceLock::new() }; Language::ALL.len()];

fn stars(frame: &Frame, chosen: Option<u8>) -> Vec<Star> {
    let counts =
        COUNTS[frame.language as usize].get_or_init(|| (1..=MOST_STARS).map(|stars| count(frame, stars)).collect());
    let star = |(value, count): (u8, &'static Words)| Star {
        value,
        count,
        word: frame.say(word(value)),
        checked: chosen == Some(value),
        filled: chosen.is_some_and(|chosen| value <= chosen),
    };
    (1..).zip(counts).map(star).collect()
}

fn count(frame: &Frame, stars: u8) -> Words {
    frame.say_with("recipient-stars", &[("stars", stars.into()), ("most", MOST_STARS.into())])
}

fn word(stars: u8) -> &'static str {
    match stars {
        1 => "recipient-stars-1",
        2 => "recipient-stars-2",
        3 => "recipient-stars-3",
        4 => "recipient-stars-4",
        _ => "recipient-stars-5",
    }
}

fn told(frame: &Frame, fault: Fault) -> Words {
    match fault {
        Fault::Missing | Fault::NotARating => frame.say("recipient-error-rating"),
        Fault::NoComment => frame.say("recipient-error-words"),
        Fault::TooLong => frame.say_with("recipient-error-comment", &[("most", LONGEST_COMMENT.to_string().into())]),
    }
}
