//! Learned hours (rules 2.6): what answers weigh, which hour is chosen, and that it is the one at which people answer.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene must stop loudly")]

mod choosing;
mod proof;
mod recipients;
mod weights;

use rules::learned::{Answers, Hour};

fn hour(number: u8) -> Hour {
    Hour::new(number).unwrap()
}

fn answers(counts: &[(u8, u64)]) -> Answers {
    let mut answers = Answers::default();
    counts.iter().for_each(|(number, count)| answers.add(hour(*number), *count));
    answers
}
