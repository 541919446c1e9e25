//! queue: what a person wants of queued messages, one or many: moved, let go, cancelled, or taken back. Each is asked of
//! the rules at the time at which it would go; what they refuse stays as it was and is reported.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rules::decide::{Action, Due, decide};
use rules::decision::Fact;
use rules::id::{AccountId, InvitationId};
use rules::reason::Code;
use rules::wave::Waves;

use super::dues::{self, Dues};
use super::orders::{cancel, moved_decision, record};
use super::reopen::reopen;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::field::FieldError;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::invitations::{Invitation, State};
use crate::store::{self, Tx, accounts, decisions, invitations};

/// What a person wants of one invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wish {
    /// Its next message goes then.
    Move(Timestamp),
    /// Its next message goes now.
    SendNow,
    Cancel,
    /// It goes at a former time again, if it still goes at the time that it was moved to.
    MoveBack {
        to: Option<Timestamp>,
        from: Option<Timestamp>,
    },
    /// A cancellation is taken back.
    Reopen,
}

impl Wish {
    fn act(self) -> Act {
        match self {
            Wish::Move(_) | Wish::SendNow | Wish::MoveBack { .. } => Act::InvitationMoved,
            Wish::Cancel => Act::InvitationCancelled,
            Wish::Reopen => Act::InvitationReopened,
        }
    }
}

/// What was done about one invitation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Changed {
    /// When its next message was to go.
    pub was_at: Option<Timestamp>,
    /// When it goes now; none: it does not.
    pub now_at: Option<Timestamp>,
}

type Outcome = Result<Changed, Error>;

impl Engine {
    /// Does what a person wants of each, in order; one that cannot be done changes nothing of the others. What was done
    /// stands in the audit log.
    ///
    /// # Errors
    /// Those of the store; then nothing was done.
    pub async fn change_invitations(
        &self,
        account: AccountId,
        wishes: Vec<(InvitationId, Wish)>,
        by: Actor,
    ) -> Result<Vec<Result<Changed, Error>>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let wishes = Arc::new(wishes);
        let done = self.store.write("change_invitations", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let outcomes = change(tx, &batch, &wishes)?;
            for ((id, wish), _) in wishes.iter().zip(&outcomes).filter(|(_, outcome)| outcome.is_ok()) {
                audit_log::append(tx, account.id, batch.now, (by, wish.act(), &id.to_string()))?;
            }
            Ok(outcomes)
        });
        Ok(done.await?)
    }
}

/// Does what is wanted of each, and answers what became of it in the same order.
pub(super) fn change(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    wishes: &[(InvitationId, Wish)],
) -> Result<Vec<Outcome>, store::Error> {
    let ids: BTreeSet<_> = wishes.iter().map(|(id, _)| *id).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let found = invitations::by_ids(tx, batch.account.id, &ids)?;
    let mut found: BTreeMap<_, _> = found.into_iter().map(|one| (one.0.id, one)).collect();
    let mut outcomes: Vec<Option<Outcome>> = Vec::with_capacity(wishes.len());
    let (mut moves, mut cancelled) = (Vec::new(), Vec::new());
    for (place, (id, wish)) in wishes.iter().enumerate() {
        let Some(one) = found.remove(id) else {
            let repeated = ids.binary_search(id).is_ok() && wishes.iter().take(place).any(|(other, _)| other == id);
            outcomes.push(Some(Err(if repeated { repeated_item() } else { Error::NotFound })));
            continue;
        };
        let outcome = match (wish, target(batch, one.1.queued.and_then(|queued| queued.at), *wish)) {
            (Wish::Reopen, _) => Some(take_back(tx, batch, one)?),
            (Wish::Cancel, _) if one.1.ended_at.is_some() => Some(Err(refused("invitation.ended"))),
            (Wish::Cancel, _) => {
                let was_at = one.1.queued.and_then(|queued| queued.at);
                cancelled.push(one);
                Some(Ok(Changed { was_at, now_at: None }))
            }
            (_, Err(error)) => Some(Err(error)),
            (_, Ok(_)) if one.1.queued.is_none() => Some(Err(refused("invitation.not_queued"))),
            (_, Ok(at)) => {
                moves.push((place, one, at));
                None
            }
        };
        outcomes.push(outcome);
    }
    cancel(tx, batch, cancelled, Code::InvitationCancelled, Fact::None)?;
    for (place, outcome) in move_all(tx, batch, moves)? {
        outcomes[place] = Some(outcome);
    }
    Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or(Err(Error::NotFound))).collect())
}

/// When the message is to go.
fn target(batch: &Batch<'_>, at: Option<Timestamp>, wish: Wish) -> Result<Timestamp, Error> {
    match wish {
        Wish::SendNow | Wish::Cancel | Wish::Reopen => Ok(batch.now),
        Wish::Move(to) if to >= batch.now => Ok(to),
        Wish::MoveBack { from, .. } if at != from => Err(refused("invitation.changed")),
        Wish::MoveBack { to: None, .. } => Err(refused("invitation.was_held")),
        Wish::MoveBack { to: Some(to), .. } if to >= batch.now => Ok(to),
        Wish::Move(_) | Wish::MoveBack { .. } => {
            Err(FieldError::told("/due_at", "due_at.past", "the time is past").into())
        }
    }
}

/// Why something cannot be done about an invitation, by a code for which pages have words.
fn refused(code: &'static str) -> Error {
    let detail = match code {
        "invitation.ended" => "it has ended already",
        "invitation.not_queued" => "nothing of this invitation is queued",
        "invitation.changed" => "somebody or something has changed it since",
        "invitation.was_held" => "it was held before: a person releases it",
        _ => "the rules do not allow it now",
    };
    Error::State { code, detail }
}

fn repeated_item() -> Error {
    Error::State { code: "invitation.repeated", detail: "it stands in this list before" }
}

fn take_back(tx: &mut Tx<'_>, batch: &Batch<'_>, one: (Invitation, State)) -> Result<Outcome, store::Error> {
    let reopened = reopen(tx, batch, one)?;
    Ok(reopened.and_then(|is_open| {
        let changed = Changed { was_at: None, now_at: None };
        if is_open { Ok(changed) } else { Err(refused("invitation.not_reopened")) }
    }))
}

type Move = (usize, (Invitation, State), Timestamp);

/// Moves what the rules would not stop at its new time.
fn move_all(tx: &mut Tx<'_>, batch: &Batch<'_>, moves: Vec<Move>) -> Result<Vec<(usize, Outcome)>, store::Error> {
    let verdicts = foresee(tx, batch, &moves)?;
    let (mut outcomes, mut moved, mut decided) = (Vec::with_capacity(moves.len()), Vec::new(), Vec::new());
    for ((place, (invitation, mut state), at), verdict) in moves.into_iter().zip(verdicts) {
        if let Some(code) = verdict {
            outcomes.push((place, Err(Error::State { code: code.as_str(), detail: "a rule stops it at that time" })));
            continue;
        }
        let was_at = state.queued.and_then(|queued| queued.at);
        decided.push(moved_decision(batch.now, state.due_at, at));
        if let Some(queued) = &mut state.queued {
            queued.at = Some(at);
        }
        state.due_at = at;
        (state.held_for, state.released_from) = (None, None);
        outcomes.push((place, Ok(Changed { was_at, now_at: Some(at) })));
        moved.push((invitation, state));
    }
    let states: Vec<_> = moved.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    let records: Vec<_> =
        moved.iter().zip(&decided).map(|((invitation, _), decision)| record(batch, invitation, decision)).collect();
    invitations::save(tx, batch.account.id, &states)?;
    decisions::insert(tx, batch.account.id, &records)?;
    Ok(outcomes)
}

/// The rule that would stop each message at its new time, as things are now: that refuses it, or holds it until a person
/// releases it. One that only makes it wait a while stops nothing.
fn foresee(tx: &mut Tx<'_>, batch: &Batch<'_>, moves: &[Move]) -> Result<Vec<Option<Code>>, store::Error> {
    if moves.is_empty() {
        return Ok(Vec::new());
    }
    let as_moved = moves.iter().map(|(_, (invitation, state), at)| {
        let mut state = State { due_at: *at, released_from: None, ..state.clone() };
        if let Some(queued) = &mut state.queued {
            queued.at = Some(*at);
        }
        (invitation.clone(), state)
    });
    let loaded = Dues::load(tx, batch, as_moved.collect())?;
    let account = dues::account_rules(batch.account)?;
    let verdict = |(facts, (_, _, at)): (&dues::Facts<'_>, &Move)| {
        // Each by itself: whether several go to one person is decided when they go.
        let mut history = [loaded.people.histories.get(facts.history).cloned().unwrap_or_default()];
        let due = Due { history: 0, ..facts.due() };
        let decided = decide(*at, &account, &[due], &mut history, &mut Waves::new()).pop()?;
        match decided.action {
            Action::Send { .. } | Action::Hold { until: Some(_), .. } => None,
            Action::Hold { until: None, .. } => decided.decision.waits_for().or(decided.decision.reason),
            Action::Refuse { .. } => decided.decision.reason,
        }
    };
    Ok(loaded.facts()?.iter().zip(moves).map(verdict).collect())
}
