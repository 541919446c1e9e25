//! rules decide: what should be sent because of an event, whether it may go now, and what follows from how it went.
//!
//! Pure: no input or output, no clock, no chance, no waiting. "No" is a value with a reason. Everything the rules look
//! at arrives as an argument, in batches; everything they conclude leaves as a [`decision::Decision`] with every rule,
//! its verdict and its facts. `plan`, `decide` and `settle` are the three questions; the other files are one noun each.

pub mod address;
pub mod brake;
pub mod campaign;
pub mod consent;
pub mod decide;
pub mod decision;
pub mod delay;
pub mod event;
pub mod frequency;
pub mod holdout;
pub mod hours;
pub mod id;
pub mod invitation;
pub mod judgement;
pub mod learned;
pub mod person;
pub mod plan;
pub mod product;
pub mod questionnaire;
pub mod quiet;
pub mod reason;
pub mod reminder;
pub mod routing;
pub mod settle;
pub mod share;
pub mod state;
pub mod strategy;
pub mod time;
pub mod wave;
