//! Questions: those of a questionnaire as a page shows them.

use rules::questionnaire::{Fault, Kind, LONGEST_COMMENT, MOST_STARS, Question, Questionnaire};

use super::frame::Frame;

/// A question with what was answered, or typed, and what is wrong with it.
#[derive(Debug, Clone)]
pub struct QuestionView {
    pub name: &'static str,
    pub label: String,
    pub required: bool,
    /// Of a rating; a question without stars is answered in words.
    pub stars: Vec<Star>,
    pub text: String,
    pub error: Option<String>,
}

#[derive(Debug, Clone)]
pub struct Star {
    pub value: u8,
    /// `4 of 5`.
    pub count: String,
    pub word: String,
    pub checked: bool,
    /// It or a better one is checked.
    pub filled: bool,
}

impl QuestionView {
    pub fn is_answered(&self) -> bool {
        !self.text.is_empty() || self.stars.iter().any(|star| star.checked)
    }
}

/// The questions of a form, each with the text that `given` has for it.
pub fn views(
    frame: &Frame,
    questionnaire: &Questionnaire,
    faults: &[(&'static str, Fault)],
    given: impl Fn(&str) -> Option<String>,
) -> Vec<QuestionView> {
    let view = |question: &Question| {
        let text = given(question.name).unwrap_or_default();
        let fault = faults.iter().find(|(name, _)| *name == question.name);
        let is_rating = question.kind == Kind::Rating;
        QuestionView {
            name: question.name,
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

fn stars(frame: &Frame, chosen: Option<u8>) -> Vec<Star> {
    let star = |value: u8| Star {
        value,
        count: frame.say_with("recipient-stars", &[("stars", value.into()), ("most", MOST_STARS.into())]),
        word: frame.say(word(value)),
        checked: chosen == Some(value),
        filled: chosen.is_some_and(|chosen| value <= chosen),
    };
    (1..=MOST_STARS).map(star).collect()
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

fn told(frame: &Frame, fault: Fault) -> String {
    match fault {
        Fault::Missing | Fault::NotARating => frame.say("recipient-error-rating"),
        Fault::TooLong => frame.say_with("recipient-error-comment", &[("most", LONGEST_COMMENT.to_string().into())]),
    }
}
