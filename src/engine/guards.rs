//! Guards: what a decision read of people and their addresses must still stand when its attempt is committed, at every
//! isolation level. A reservation raises their counters (V4), and so does whatever stops a message (V6); whoever read an
//! older one starts over.

use std::collections::{BTreeMap, BTreeSet};

use rules::id::{AccountId, ContactId};

use super::commit::Attempt;
use super::people::email_key;
use super::take_in::Batch;
use crate::store::contacts::Contact;
use crate::store::invitations::{Invitation, State};
use crate::store::{Error, Tx, guards};

/// The counters as they were before anything was read that they protect.
pub(super) struct Guards(BTreeMap<String, i64>);

impl Guards {
    /// Those of the people, to be read before their contacts are.
    pub fn of_people(tx: &mut Tx<'_>, account: AccountId, due: &[(Invitation, State)]) -> Result<Self, Error> {
        let names: BTreeSet<_> = due.iter().map(|(invitation, _)| invitation.contact.to_string()).collect();
        Ok(Self(versions(tx, account, names)?))
    }

    /// Those of the addresses, to be read before suppressions and histories are.
    pub fn add_addresses(
        &mut self,
        tx: &mut Tx<'_>,
        batch: &Batch<'_>,
        contacts: &BTreeMap<ContactId, Contact>,
    ) -> Result<(), Error> {
        let account = batch.account.id;
        let emails = contacts.values().filter_map(|contact| contact.email.as_deref());
        let names = emails.map(|email| email_key(&batch.engine.secret, account, email).to_string()).collect();
        self.0.extend(versions(tx, account, names)?);
        Ok(())
    }

    /// Raises the counters of everybody to whom an attempt goes.
    ///
    /// # Errors
    /// [`Error::Conflict`] where one of them was raised meanwhile: the transaction starts over.
    pub fn raise(&self, tx: &mut Tx<'_>, account: AccountId, attempts: &[Attempt]) -> Result<(), Error> {
        let mut read = BTreeMap::new();
        for attempt in attempts {
            for name in [attempt.context.person.id.to_string(), attempt.message.address.to_string()] {
                let version = *self.0.get(&name).ok_or(Error::Conflict)?;
                read.insert(name, version);
            }
        }
        let read: Vec<_> = read.into_iter().collect();
        guards::raise(tx, account, &read)
    }
}

fn versions(tx: &mut Tx<'_>, account: AccountId, names: BTreeSet<String>) -> Result<BTreeMap<String, i64>, Error> {
    if names.is_empty() {
        return Ok(BTreeMap::new());
    }
    let names: Vec<_> = names.into_iter().collect();
    Ok(guards::versions(tx, account, &names)?.into_iter().collect())
}
