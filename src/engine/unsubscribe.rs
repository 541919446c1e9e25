//! Unsubscribing: what a recipient does by the link in a message acts from its commit on (V6).

use rules::address::{Cause, Channel};
use rules::id::{AccountId, InvitationId, SuppressionId};

use super::recipient::{Actor, addresses, unsubscriptions};
use super::take_in::Batch;
use super::{Engine, Error, anew};
use crate::store::suppressions::{self, Suppression};
use crate::store::{self, Tx, invitations};

impl Engine {
    /// Nothing that asks for the same goes to this person by mail any more, and what is queued ends. Answers what stands
    /// against their addresses because of this call, so that it alone can be taken back.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn unsubscribe(&self, account: AccountId, invitation: InvitationId) -> Result<Vec<SuppressionId>, Error> {
        self.for_recipient("unsubscribe", account, invitation, unsubscribe).await
    }

    /// Takes unsubscriptions of this person back: these, or all. What had ended because of them stays ended; bounces,
    /// complaints and what the business suppressed by hand stay.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn resubscribe(
        &self,
        account: AccountId,
        invitation: InvitationId,
        only: Option<Vec<SuppressionId>>,
    ) -> Result<(), Error> {
        let lift = move |tx: &mut Tx<'_>, batch: &Batch<'_>, recipient: &Actor| {
            let (account, secret) = (batch.account.id, &batch.engine.secret);
            let mut against = unsubscriptions(tx, account, secret, &recipient.invitation, &recipient.contact)?;
            against.retain(|stop| only.as_ref().is_none_or(|only| only.contains(&stop.id)));
            against.iter().try_for_each(|stop| suppressions::delete(tx, account, stop.id))
        };
        self.for_recipient("resubscribe", account, invitation, lift).await
    }
}

fn unsubscribe(tx: &mut Tx<'_>, batch: &Batch<'_>, recipient: &Actor) -> Result<Vec<SuppressionId>, store::Error> {
    let (account, secret) = (batch.account.id, &batch.engine.secret);
    let Actor { invitation, contact, .. } = recipient;
    let (group, known) = (invitation.purpose.group(), unsubscriptions(tx, account, secret, invitation, contact)?);
    let mut addresses = addresses(tx, account, secret, invitation, contact)?;
    addresses.retain(|address| !known.iter().any(|stop| stop.address == *address));
    let new = addresses.iter().map(|address| Suppression {
        id: SuppressionId::new(batch.now, batch.engine.world.chance.bits()),
        address: *address,
        channel: Channel::Email,
        cause: Cause::Unsubscribed,
        group: Some(group),
        source: "link".to_owned(),
        created_at: batch.now,
    });
    let new: Vec<_> = new.collect();
    suppressions::insert(tx, account, &new)?;
    let mut queued = invitations::queued_to_addresses(tx, account, &addresses)?;
    queued.retain(|(other, state)| {
        other.purpose.group() == group && state.queued.is_some_and(|queued| queued.channel == Channel::Email)
    });
    anew::refuse(tx, batch, queued)?;
    Ok(new.iter().map(|stop| stop.id).collect())
}
