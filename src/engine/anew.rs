//! anew: what is queued is judged as though it were due now, because its recipient just said something about it.

use rules::decide::{Action, Decided, decide};
use rules::reason::Code;
use rules::wave::Waves;

use super::dues::{self, Dues, Facts};
use super::orders::record;
use super::products::plan_alone;
use super::take_in::Batch;
use crate::store::invitations::{Invitation, State};
use crate::store::{Error, Tx, decisions, invitations};

/// Ends at once what the rules now refuse; what they do not refuse stays queued as it was.
pub(super) fn refuse(tx: &mut Tx<'_>, batch: &Batch<'_>, queued: Vec<(Invitation, State)>) -> Result<(), Error> {
    let mut judged = judge(tx, batch, queued)?;
    judged.retain(|(_, _, decided)| matches!(decided.action, Action::Refuse { .. }));
    let mut parted = Vec::new();
    for (invitation, state, decided) in &mut judged {
        let on_form = state.product;
        dues::apply(state, decided, batch.now);
        parted.extend(on_form.filter(|_| state.product.is_none()).map(|pin| (invitation.clone(), pin)));
    }
    save(tx, batch, &judged)?;
    plan_alone(tx, batch, &parted)
}

/// Moves what the recipient does not want yet to the day they named. When it was due stays on record, so that it goes
/// when they take that back.
pub(super) fn postpone(tx: &mut Tx<'_>, batch: &Batch<'_>, queued: Vec<(Invitation, State)>) -> Result<(), Error> {
    let mut judged = judge(tx, batch, queued)?;
    judged.retain_mut(|(_, state, decided)| {
        let (Action::Hold { until: Some(until), .. }, Some(queued)) = (decided.action, &mut state.queued) else {
            return false;
        };
        let moves = decided.decision.reason == Some(Code::RecipientLater) && queued.at.is_some_and(|at| at < until);
        if moves {
            queued.at = Some(until);
            state.reason = Some(Code::RecipientLater);
        }
        moves
    });
    save(tx, batch, &judged)
}

fn judge(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    queued: Vec<(Invitation, State)>,
) -> Result<Vec<(Invitation, State, Decided)>, Error> {
    if queued.is_empty() {
        return Ok(Vec::new());
    }
    let as_due = queued.iter().cloned().map(|(invitation, mut state)| {
        state.released_from = None;
        if let Some(queued) = &mut state.queued {
            queued.at = Some(batch.now);
        }
        (invitation, state)
    });
    let mut loaded = Dues::load(tx, batch, as_due.collect())?;
    let mut histories = std::mem::take(&mut loaded.people.histories);
    let facts = loaded.facts()?;
    let dues: Vec<_> = facts.iter().map(Facts::due).collect();
    // What only waits for its stage stays queued: nothing is counted here.
    let decided = decide(batch.now, &dues::account_rules(batch.account)?, &dues, &mut histories, &mut Waves::new());
    Ok(queued.into_iter().zip(decided).map(|((invitation, state), decided)| (invitation, state, decided)).collect())
}

fn save(tx: &mut Tx<'_>, batch: &Batch<'_>, judged: &[(Invitation, State, Decided)]) -> Result<(), Error> {
    let states: Vec<_> = judged.iter().map(|(invitation, state, _)| (invitation.id, state)).collect();
    let records = judged.iter().map(|(invitation, _, decided)| record(batch, invitation, &decided.decision));
    let records: Vec<_> = records.collect();
    invitations::save(tx, batch.account.id, &states)?;
    decisions::insert(tx, batch.account.id, &records)
}
