//! Holdout: who enters the comparison of those who are asked with those who are not, and what they do then (AW-12).
//!
//! A person enters by the first order of which nothing but chance decided whether it is asked about. What is decided
//! later depends on having been asked, so it would not compare like with like.

use rules::decision::{Decision, Outcome, Verdict};
use rules::plan::Candidate;
use rules::reason::Code;

use super::take_in::Batch;
use crate::store::events::Event;
use crate::store::holdout_members::{self, Entry, Order};
use crate::store::{Error, Tx};

/// Enters whom a plan asks or holds out, and marks members who ordered again.
pub(super) fn record<'a>(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    events: &[Event],
    planned: impl Iterator<Item = (&'a Candidate<'a>, &'a Decision)>,
) -> Result<(), Error> {
    if batch.account.settings.holdout.percent == 0 {
        return Ok(());
    }
    let entries: Vec<_> = planned.filter(|(_, decision)| is_left_to_chance(decision)).map(entry).collect();
    holdout_members::enter(tx, batch.account.id, &entries)?;
    let order =
        |event: &Event| Order { contact: event.contact, reference: event.reference.clone(), at: event.occurred_at };
    holdout_members::mark_orders(tx, batch.account.id, &events.iter().map(order).collect::<Vec<_>>())
}

/// Nothing else spoke against it.
fn is_left_to_chance(decision: &Decision) -> bool {
    decision.outcome != Outcome::Refused
        || decision.checks.with_verdict(Verdict::Refuse).all(|code| code == Code::AudienceHoldout)
}

fn entry((candidate, decision): (&Candidate<'_>, &Decision)) -> Entry {
    Entry {
        contact: candidate.person.id,
        is_held_out: decision.outcome == Outcome::Refused,
        reference: candidate.event.reference.clone(),
        at: candidate.event.occurred_at,
    }
}
