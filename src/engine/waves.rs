//! waves: large sends go in stages, where the account says so (rules 7.3). How many went is counted in the transaction that
//! commits their attempts, on a row that is held fast: however many nodes send, none lets more through than fit.

use rules::strategy::Role;
use rules::wave::Waves;

use super::take_in::Batch;
use crate::store::invitations::{Invitation, State};
use crate::store::{Error, Tx, waves};

/// The last waves of the campaigns whose first messages are due. Those that count are held fast until the transaction
/// ends; one that is open lets everything through, and nobody waits for it.
pub(super) fn hold_fast(tx: &mut Tx<'_>, batch: &Batch<'_>, due: &[(Invitation, State)]) -> Result<Waves, Error> {
    if !batch.account.settings.staged_release {
        return Ok(Waves::new());
    }
    let is_first = |state: &State| state.queued.is_some_and(|queued| queued.role == Role::First);
    let mut campaigns =
        due.iter().filter(|(_, state)| is_first(state)).map(|(invitation, _)| invitation.campaign).collect();
    let mut last = waves::find(tx, batch.account.id, &campaigns)?;
    campaigns.retain(|campaign| last.get(campaign).is_none_or(|wave| !wave.is_open(batch.now)));
    last.extend(waves::hold_fast(tx, batch.account.id, &campaigns)?);
    Ok(last)
}

/// Saves what was counted.
pub(super) fn save(tx: &mut Tx<'_>, batch: &Batch<'_>, before: &Waves, mut after: Waves) -> Result<(), Error> {
    after.retain(|campaign, wave| before.get(campaign) != Some(wave));
    waves::save(tx, batch.account.id, &after)
}
