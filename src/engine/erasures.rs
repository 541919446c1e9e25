//! Erasures: what is kept of people who were erased and of addresses that are spared, carried to a database that was
//! restored from before: it erases again (V12), and opt-outs hold on (V6).

use std::sync::Arc;

use rules::id::AccountId;

use super::erase::erase;
use super::registry::empty;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::audit_log::Actor;
use crate::store::erasure::Erased;
use crate::store::suppressions::Suppression;
use crate::store::{self, Tx, accounts, contacts, suppressions};

/// What an account keeps of the erased and the spared: ids and keyed hashes, and nothing that names anybody.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Traces {
    pub erased: Vec<Erased>,
    pub suppressions: Vec<Suppression>,
}

impl Engine {
    /// Erases whoever was erased, and spares whom was spared. What is so already stays as it is. Answers how many people
    /// that erased.
    ///
    /// # Errors
    /// Those of the store; then nothing was kept of these traces.
    pub async fn take_over(&self, account: AccountId, traces: Traces, by: Actor) -> Result<usize, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let traces = Arc::new(traces);
        let done = self.store.write("take_over", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            suppressions::insert(tx, account.id, &traces.suppressions)?;
            let mut erased = 0;
            for trace in &traces.erased {
                erased += erase_again(tx, &batch, trace, by)?;
            }
            Ok(erased)
        });
        Ok(done.await?)
    }
}

/// Erases the contact, and whoever its addresses mean here; one that is not here is known as erased from now on.
fn erase_again(tx: &mut Tx<'_>, batch: &Batch<'_>, trace: &Erased, by: Actor) -> Result<usize, store::Error> {
    let account = batch.account.id;
    let known = contacts::identified(tx, account, &trace.identifiers)?;
    let mut people: Vec<_> = known.iter().map(|(_, contact)| contact.clone()).collect();
    let own = contacts::by_ids(tx, account, &[trace.contact])?.pop();
    let is_here = own.is_some();
    people.extend(own);
    people.retain(|contact| contact.erased_at.is_none());
    people.sort_unstable_by_key(|contact| contact.id);
    people.dedup_by_key(|contact| contact.id);
    for contact in &people {
        // It is here: it was read a moment ago in this transaction.
        drop(erase(tx, batch, contact.id, by)?);
    }
    if !is_here {
        let mut contact = empty(trace.contact, trace.created_at);
        contact.erased_at = Some(trace.erased_at);
        contacts::save(tx, account, &[&contact])?;
    }
    let is_new = |identifier: &&_| !known.iter().any(|(other, _)| other == *identifier);
    let new: Vec<_> = trace.identifiers.iter().filter(is_new).map(|one| (*one, trace.contact)).collect();
    contacts::identify(tx, account, &new)?;
    Ok(people.len())
}
