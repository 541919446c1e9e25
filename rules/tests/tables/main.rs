//! The rules as tables: one sentence and one case a row, the borders first, in the words of the specification.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene must stop loudly")]

mod asking;
mod competition;
mod decision_text;
mod frequency;
mod holdout;
mod late;
mod order_of_rules;
mod pressure;
mod products;
mod reminder;
mod routing;
mod sending_hour;
mod settle;
mod states;
mod strategy;
mod support;
mod waves;
