//! texts say it in the reader's language: the sentences behind decisions, the words for states, the mails.
//!
//! The texts themselves are the message files in `texts/<language>/` (Fluent), built into the program. Nothing here fails:
//! a message that a language lacks is said in English, one that is nowhere by its key. That neither happens is shown by
//! the tests in `complete`.

mod answer_mail;
mod fact;
mod language;
mod mail;
mod mail_frame;
mod messages;
mod sentence;
pub mod template;
mod word;

#[cfg(test)]
mod complete;
#[cfg(test)]
mod examples;

pub use answer_mail::{AnswerFacts, AnswerMailFacts, MeanStars, answer_mail};
pub use fact::{day, decimal, duration, instant, percent};
pub use fluent_bundle::FluentValue as Value;
pub use language::{Language, UnknownLanguage};
pub use mail::{MailFacts, MailText, mail};
pub use messages::{plain, text};
pub use sentence::{outcome_sentence, reason, sentence};
pub use word::{Noun, word};
