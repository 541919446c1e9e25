//! settle: how attempts ended is written down, and what follows from it is queued.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rules::hours::Zones;
use rules::id::{InvitationId, SuppressionId};
use rules::settle::{Attempt as AttemptRules, Ended, Settled, settle};
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::Role;

use super::Engine;
use super::dues::queue;
use super::hand_over::Finished;
use super::take_in::Batch;
use crate::store::invitations::State;
use crate::store::messages::Outcome;
use crate::store::outbox::Boxed;
use crate::store::suppressions::Suppression;
use crate::store::{Error, Tx, accounts, invitations, messages, outbox, suppressions};

impl Engine {
    /// Commits the outcomes of one account's attempts. One that was taken over meanwhile is left to its new owner.
    ///
    /// # Errors
    /// Those of the store; then the attempts may be settled again, until somebody takes them over as unknown.
    pub async fn settle(&self, node_now: Timestamp, finished: impl Into<Arc<Vec<Finished>>>) -> Result<usize, Error> {
        let finished = finished.into();
        let Some(account) = finished.first().map(|finished| finished.attempt.account) else {
            return Ok(0);
        };
        let engine = self.clone();
        let settled = self.store.write("settle", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            settle_finished(tx, &batch, &finished)
        });
        settled.await
    }
}

/// Writes outcomes and what follows; answers how many were still this owner's.
pub(super) fn settle_finished(tx: &mut Tx<'_>, batch: &Batch<'_>, finished: &[Finished]) -> Result<usize, Error> {
    let account = batch.account.id;
    let ids: Vec<_> = finished.iter().map(|finished| finished.attempt.message.invitation).collect();
    let mut states: BTreeMap<_, _> =
        invitations::by_ids(tx, account, &ids)?.into_iter().map(|(invitation, state)| (invitation.id, state)).collect();
    let attempts: Vec<_> = finished
        .iter()
        .map(|finished| attempt_rules(finished, states.get(&finished.attempt.message.invitation)))
        .collect();
    let settled = settle(batch.now, &attempts);
    let outcomes: Vec<_> =
        finished.iter().zip(&settled).map(|(finished, settled)| outcome(batch, finished, settled)).collect();
    let own = messages::settle(tx, account, &batch.engine.settings.owner, &outcomes)?;

    let mut stops = Vec::new();
    let mut boxed = Vec::new();
    let mut changed: Vec<(InvitationId, State)> = Vec::with_capacity(own.len());
    for (finished, settled) in finished.iter().zip(&settled) {
        let message = &finished.attempt.message;
        if own.binary_search(&message.id).is_err() {
            continue;
        }
        if let Some(mut state) = states.remove(&message.invitation) {
            follow(&mut state, message.role, settled, batch.now);
            changed.push((message.invitation, state));
        }
        stops.extend(settled.suppress.then(|| bounced(batch, finished)));
        boxed.extend(put_in_box(batch, finished));
    }
    let changed: Vec<_> = changed.iter().map(|(id, state)| (*id, state)).collect();
    invitations::save(tx, account, &changed)?;
    suppressions::insert(tx, account, &stops)?;
    outbox::insert(tx, account, &boxed)?;
    Ok(own.len())
}

/// A finished attempt as the rules see it.
pub(super) fn attempt_rules<'a>(finished: &'a Finished, state: Option<&State>) -> AttemptRules<'a> {
    let message = &finished.attempt.message;
    let context = &finished.attempt.context;
    let zone = &context.storefront.zone;
    AttemptRules {
        ended: finished.ended,
        role: message.role,
        step: usize::try_from(message.step).unwrap_or(0),
        channel: message.channel,
        tries: u32::try_from(message.tries).unwrap_or(u32::MAX),
        first_tried_at: message.first_tried_at,
        timing: &context.timing,
        person: &context.person,
        first_sent_at: state.and_then(|state| state.first_sent_at),
        committed_at: message.committed_at,
        used: &context.used,
        reminders: context.reminders && state.is_none_or(|state| state.reminder_struck_at.is_none()),
        status: state.map_or(InvitationStatus::Scheduled, |state| state.status),
        zones: Zones { storefront: zone, recipient: context.person.zone_or(zone) },
    }
}

fn outcome<'a>(batch: &Batch<'_>, finished: &'a Finished, settled: &Settled) -> Outcome<'a> {
    let accepted = finished.ended == Ended::Accepted;
    // A sandbox delivers at once unless its user gives the receipts.
    let delivers = accepted && batch.account.sandbox_since.is_some() && batch.account.manual_receipts_since.is_none();
    Outcome {
        id: finished.attempt.message.id,
        tries: finished.attempt.message.tries,
        status: if delivers { MessageStatus::Delivered } else { settled.message },
        sent_at: (accepted || finished.ended == Ended::Unknown).then_some(finished.attempt.message.committed_at),
        delivered_at: delivers.then_some(batch.now),
        failure: finished.text.as_deref().filter(|_| !accepted),
        keep_rendered: settled.message == MessageStatus::Queued,
    }
}

/// What a settled attempt makes of its invitation. One that ended while the message was under way stays ended.
pub(super) fn follow(state: &mut State, role: Role, settled: &Settled, now: Timestamp) {
    if settled.release && role == Role::First {
        state.first_sent_at = None;
    }
    state.expires_at = state.expires_at.or(settled.expires_at);
    if state.ended_at.is_some() {
        return;
    }
    queue(state, settled.next);
    if settled.invitation == InvitationStatus::Failed {
        state.end(InvitationStatus::Failed, None, now);
    } else {
        state.status = settled.invitation;
    }
}

fn bounced(batch: &Batch<'_>, finished: &Finished) -> Suppression {
    let message = &finished.attempt.message;
    Suppression {
        id: SuppressionId::new(batch.now, batch.engine.world.chance.bits()),
        address: message.address,
        channel: message.channel,
        cause: rules::address::Cause::Bounced,
        group: None,
        source: "smtp".to_owned(),
        created_at: batch.now,
    }
}

/// In a sandbox the outbox is the world.
fn put_in_box(batch: &Batch<'_>, finished: &Finished) -> Option<Boxed> {
    batch.account.sandbox_since?;
    let Finished { attempt, ended, .. } = finished;
    let letter = attempt.letter.as_ref().filter(|_| *ended == Ended::Accepted)?;
    Some(Boxed {
        message: attempt.message.id,
        invitation: attempt.message.invitation,
        sent_at: batch.now,
        channel: attempt.message.channel,
        recipient: letter.to.clone(),
        role: attempt.message.role,
        mail: serde_json::to_string(&**letter).expect("a letter is plain data"),
    })
}
