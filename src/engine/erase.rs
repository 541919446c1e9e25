//! erase: a person who asks for it is taken out of every table (V12). What stays says that somebody was asked and how
//! many stars they gave, not who; and the keyed hashes of their addresses, so that they are not asked again.

use std::collections::BTreeSet;

use rules::decision::Fact;
use rules::id::{AccountId, ContactId};
use rules::reason::Code;

use super::error::Refusable;
use super::orders::cancel;
use super::registry::empty;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::responses::{Response, Wanted};
use crate::store::{self, Tx, accounts, answer_hours, contacts, erasure, guards, invitation_list, responses};

/// Nobody has more invitations or responses than this.
const ALL: i64 = i32::MAX as i64;

impl Engine {
    /// Erases a contact. Doing it twice changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn erase(&self, account: AccountId, contact: ContactId, by: Actor) -> Result<(), Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("erase", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            erase(tx, &batch, contact, by)
        });
        done.await?
    }
}

pub(super) fn erase(tx: &mut Tx<'_>, batch: &Batch<'_>, id: ContactId, by: Actor) -> Refusable<()> {
    let account = batch.account.id;
    let Some(contact) = contacts::by_ids(tx, account, &[id])?.pop() else {
        return Ok(Err(Error::NotFound));
    };
    if contact.erased_at.is_some() {
        return Ok(Ok(()));
    }
    // Whoever is deciding about this person just now starts over.
    guards::bump(tx, account, &BTreeSet::from([id.to_string()]))?;
    let open = invitation_list::of_contacts(tx, account, &[id], ALL)?;
    let open = open.into_iter().filter(|(_, state)| state.ended_at.is_none()).collect();
    cancel(tx, batch, open, Code::ContactErased, Fact::None)?;
    let mut erased = empty(id, contact.created_at);
    erased.erased_at = Some(batch.now);
    contacts::save(tx, account, &[&erased])?;
    contacts::save_less_often(tx, account, id, None)?;
    contacts::save_later(tx, account, id, None)?;
    erasure::empty(tx, account, id, batch.now)?;
    answer_hours::forget(tx, account, id)?;
    let mut answers = Vec::new();
    for suspect in [false, true] {
        let wanted = Wanted { contact: Some(id), suspect, ..Wanted::default() };
        answers.extend(responses::list(tx, account, &wanted, None, ALL)?);
    }
    let answers: Vec<_> = answers.into_iter().map(without_words).collect();
    responses::save(tx, account, &answers)?;
    audit_log::append(tx, account, batch.now, (by, Act::ContactErased, &id.to_string()))?;
    Ok(Ok(()))
}

/// Numbers count in reports and name nobody; words may.
fn without_words(response: Response) -> Response {
    let answers: Vec<serde_json::Value> = serde_json::from_str(&response.answers).unwrap_or_default();
    let kept: Vec<_> = answers.into_iter().filter(|answer| answer["value"].is_number()).collect();
    Response { answers: serde_json::Value::from(kept).to_string(), ..response }
}
