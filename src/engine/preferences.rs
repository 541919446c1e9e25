//! Preferences: what a recipient asks for short of nothing at all: less often, later, not yet (AW-7).

use std::collections::BTreeSet;

use jiff::ToSpan;
use rules::id::{AccountId, ContactId, InvitationId};
use rules::reason::Code;

use super::dues::order_key;
use super::recipient::Actor;
use super::take_in::Batch;
use super::{Engine, Error, anew};
use crate::store::{self, Tx, contacts, guards, invitations, orders};

/// What is asked for, or taken back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Preference {
    LessOften,
    AsOften,
    /// Nothing for so many months.
    Later(u8),
    NotLater,
    /// What was ordered has not come; about this order nothing for so many weeks.
    NotYet(u8),
    Arrived,
}

impl Engine {
    /// Records what a recipient asks for. It holds for everything that is not sent yet.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn prefer(
        &self,
        account: AccountId,
        invitation: InvitationId,
        preference: Preference,
    ) -> Result<(), Error> {
        let record = move |tx: &mut Tx<'_>, batch: &Batch<'_>, who: &Actor| record(tx, batch, who, preference);
        self.for_recipient("prefer", account, invitation, record).await
    }
}

fn record(tx: &mut Tx<'_>, batch: &Batch<'_>, who: &Actor, preference: Preference) -> Result<(), store::Error> {
    let account = batch.account.id;
    let (contact, today, order) = (who.contact.id, who.today, order_key(&who.invitation));
    match preference {
        Preference::LessOften => {
            let since = who.contact.less_often_since.unwrap_or(batch.now);
            contacts::save_less_often(tx, account, contact, Some(since))?;
        }
        Preference::AsOften => contacts::save_less_often(tx, account, contact, None)?,
        Preference::Later(months) => {
            let day = today.saturating_add(i32::from(months).months());
            contacts::save_later(tx, account, contact, Some(day))?;
        }
        Preference::NotLater => contacts::save_later(tx, account, contact, None)?,
        Preference::NotYet(weeks) => {
            let day = today.saturating_add(i32::from(weeks).weeks());
            orders::save_awaited(tx, account, &order, Some(day))?;
        }
        Preference::Arrived => orders::save_awaited(tx, account, &order, None)?,
    }
    // Whoever is deciding about this person just now starts over (V6).
    guards::bump(tx, account, &BTreeSet::from([contact.to_string()]))?;
    if !matches!(preference, Preference::LessOften | Preference::AsOften) {
        let_go(tx, batch, contact)?;
        let queued = invitations::queued_of_contact(tx, account, contact)?;
        anew::postpone(tx, batch, queued)?;
    }
    Ok(())
}

/// What waited for an earlier wish of this person is decided anew, and goes at its next sending hour (rules 2.5).
fn let_go(tx: &mut Tx<'_>, batch: &Batch<'_>, contact: ContactId) -> Result<(), store::Error> {
    let mut waiting = invitations::queued_of_contact(tx, batch.account.id, contact)?;
    waiting.retain(|(_, state)| state.reason == Some(Code::RecipientLater) && state.held_for.is_none());
    for (_, state) in &mut waiting {
        state.reason = None;
        state.released_from = Some(Code::RecipientLater);
        if let Some(queued) = &mut state.queued {
            queued.at = Some(batch.now);
        }
    }
    let states: Vec<_> = waiting.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    invitations::save(tx, batch.account.id, &states)
}
