//! settle: how attempts ended is written down, and what follows from it is queued.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rules::hours::Zones;
use rules::id::{AccountId, InvitationId, SuppressionId};
use rules::settle::{Attempt as AttemptRules, Ended, Settled, settle};
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::Role;

use super::Engine;
use super::brake::{judge_faults, judge_watched};
use super::dues::queue;
use super::hand_over::Finished;
use super::letter::Letter;
use super::take_in::Batch;
use crate::store::invitations::{Invitation, State};
use crate::store::messages::Outcome;
use crate::store::outbox::Boxed;
use crate::store::reminder_counts::Counts;
use crate::store::suppressions::Suppression;
use crate::store::{
    Error, Tx, accounts, contacts, erasure, invitations, messages, outbox, reminder_counts, suppressions,
};

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
    let known = invitations::by_ids(tx, account, &ids)?;
    let erased = erased_among(tx, account, finished, &known)?;
    let versions: BTreeMap<_, _> =
        known.iter().map(|(invitation, _)| (invitation.id, (invitation.campaign, invitation.version))).collect();
    let mut states: BTreeMap<_, _> = known.into_iter().map(|(invitation, state)| (invitation.id, state)).collect();
    let attempts: Vec<_> = finished
        .iter()
        .map(|finished| attempt_rules(finished, states.get(&finished.attempt.message.invitation)))
        .collect();
    let settled = settle(batch.now, &attempts);
    let outcomes: Vec<_> =
        finished.iter().zip(&settled).map(|(finished, settled)| outcome(batch, finished, settled, &erased)).collect();
    let own = messages::settle(tx, account, &batch.engine.settings.owner, &outcomes)?;

    let (mut stops, mut faulty, mut asking) = (Vec::new(), Vec::new(), BTreeSet::new());
    let mut counted: BTreeMap<_, Counts> = BTreeMap::new();
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
        asking.extend(message.campaign);
        if let Some(version) = versions.get(&message.invitation) {
            *counted.entry(*version).or_default() += went(message.role, finished.ended);
        }
        stops.extend(settled.suppress.then(|| bounced(batch, finished)));
        faulty.extend(message.campaign.filter(|_| settled.suppress).map(|campaign| (campaign, message.id)));
        boxed.extend(put_in_box(batch, finished));
    }
    let changed: Vec<_> = changed.iter().map(|(id, state)| (*id, state)).collect();
    invitations::save(tx, account, &changed)?;
    suppressions::insert(tx, account, &stops)?;
    outbox::insert(tx, account, &boxed)?;
    counted.retain(|_, counts| *counts != Counts::default());
    reminder_counts::add(tx, account, &counted)?;
    judge_watched(tx, batch, &asking)?;
    judge_faults(tx, batch, &faulty)?;
    Ok(own.len())
}

/// What reports count of an attempt: it went, or nobody knows.
fn went(role: Role, ended: Ended) -> Counts {
    let went = i64::from(matches!(ended, Ended::Accepted | Ended::Unknown));
    match role {
        Role::First => Counts { asked: went, ..Counts::default() },
        Role::Reminder => Counts { reminded: went, ..Counts::default() },
        Role::FollowUp => Counts::default(),
    }
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

/// The invitations, of those of which more than the end is kept, whose people were erased while it was under way: what a
/// relay said may name the address, and a letter does (V12). Nobody is erased between this and the end of the transaction.
fn erased_among(
    tx: &mut Tx<'_>,
    account: AccountId,
    finished: &[Finished],
    known: &[(Invitation, State)],
) -> Result<BTreeSet<InvitationId>, Error> {
    let told = finished.iter().filter(|finished| finished.ended != Ended::Accepted);
    let told: BTreeSet<_> = told.map(|finished| finished.attempt.message.invitation).collect();
    let concerned = || known.iter().map(|(invitation, _)| invitation).filter(|one| told.contains(&one.id));
    let people = concerned().map(|invitation| invitation.contact).collect();
    let erased = contacts::erased_steady(tx, account, &people)?;
    Ok(concerned().filter(|invitation| erased.contains(&invitation.contact)).map(|one| one.id).collect())
}

fn outcome<'a>(
    batch: &Batch<'_>,
    finished: &'a Finished,
    settled: &Settled,
    erased: &BTreeSet<InvitationId>,
) -> Outcome<'a> {
    let is_erased = erased.contains(&finished.attempt.message.invitation);
    let said = finished.text.as_deref().map(|text| if is_erased { erasure::ERASED } else { text });
    let accepted = finished.ended == Ended::Accepted;
    // Until here it was in this node's hands: had the node died, nobody would hand it over again (trust 1).
    let goes_again = settled.message == MessageStatus::Queued && !is_erased && batch.account.sandbox_since.is_none();
    // A sandbox delivers at once unless its user gives the receipts.
    let delivers = accepted && batch.account.sandbox_since.is_some() && batch.account.manual_receipts_since.is_none();
    Outcome {
        id: finished.attempt.message.id,
        tries: finished.attempt.message.tries,
        status: if delivers { MessageStatus::Delivered } else { settled.message },
        sent_at: (accepted || finished.ended == Ended::Unknown).then_some(finished.attempt.message.committed_at),
        delivered_at: delivers.then_some(batch.now),
        bounced_at: settled.suppress.then_some(batch.now),
        failure: said.filter(|_| !accepted),
        rendered: finished.attempt.letter.as_deref().filter(|_| goes_again).map(to_json),
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
        mail: to_json(letter),
    })
}

fn to_json(letter: &Letter) -> String {
    serde_json::to_string(letter).expect("a letter is plain data")
}
