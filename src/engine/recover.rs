//! recover: attempts whose node is gone. Nobody knows what came of them, so they become unknown (trust 1).

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use rules::id::{AccountId, MessageId};
use rules::settle::Ended;

use super::Engine;
use super::commit::{Attempt, Context, IN_FLIGHT_LEASE};
use super::dues::Dues;
use super::hand_over::Finished;
use super::settle::settle_finished;
use super::take_in::Batch;
use crate::store::{Error, Tx, accounts, invitations, messages};

/// Attempts that are taken over in one transaction.
const PAGE: i64 = 500;

impl Engine {
    /// Takes over what other nodes left in flight for longer than their lease, and settles it as unknown.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn recover(&self, now: Timestamp) -> Result<usize, Error> {
        let engine = self.clone();
        let recovered = self.store.write("recover", move |tx| {
            let mut recovered = 0;
            for account in accounts::all(tx)? {
                let batch = Batch { engine: &engine, account: &account, now: account.now(now) };
                recovered += recover_account(tx, &batch)?;
            }
            Ok(recovered)
        });
        recovered.await
    }

    /// Says that these attempts, by account, are still in this node's hands.
    ///
    /// # Errors
    /// Those of the store; if that lasts longer than the lease, others take them over.
    pub async fn renew(&self, now: Timestamp, in_flight: &[(AccountId, MessageId)]) -> Result<(), Error> {
        if in_flight.is_empty() {
            return Ok(());
        }
        let owner = self.settings.owner.clone();
        let mut by_account: BTreeMap<AccountId, Vec<MessageId>> = BTreeMap::new();
        for &(account, message) in in_flight {
            by_account.entry(account).or_default().push(message);
        }
        let renewed = self.store.write("renew", move |tx| {
            for (account, messages) in &by_account {
                messages::renew(tx, *account, &owner, messages, now + IN_FLIGHT_LEASE)?;
            }
            Ok(())
        });
        renewed.await
    }
}

fn recover_account(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, Error> {
    let owner = &batch.engine.settings.owner;
    let taken = messages::take_over(tx, batch.account.id, owner, batch.now, batch.now + IN_FLIGHT_LEASE, PAGE)?;
    if taken.is_empty() {
        return Ok(0);
    }
    let ids: Vec<_> = taken.iter().map(|message| message.invitation).collect();
    let found = invitations::by_ids(tx, batch.account.id, &ids)?;
    let dues = Dues::load(tx, batch, found)?;
    let facts = dues.facts()?;
    let mut finished = Vec::with_capacity(taken.len());
    for message in taken {
        let Some(facts) = facts.iter().find(|facts| facts.stored.id == message.invitation) else { continue };
        let used = facts.messages.iter().filter(|other| other.id != message.id).map(|other| other.channel);
        let context = Context {
            person: facts.person.clone(),
            storefront: facts.storefront.clone(),
            timing: facts.invitation.pinned.clone(),
            used: used.collect(),
            reminders: facts.invitation.reminder_at_creation && facts.invitation.reminder_at_first,
        };
        let attempt = Attempt { account: batch.account.id, message, letter: None, context: Arc::new(context) };
        let text = Some("the node that was sending it stopped in between".to_owned());
        finished.push(Finished { attempt, ended: Ended::Unknown, text });
    }
    settle_finished(tx, batch, &finished)
}
