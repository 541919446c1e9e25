//! reopen: a person takes back that they cancelled an invitation. What had not gone is planned anew through the rules,
//! with the settings that it pinned (V15); what had gone can be answered again, and its next step is queued.

use rules::decision::Outcome;
use rules::hours::Zones;
use rules::id::{AccountId, InvitationId};
use rules::reason::Code;
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::{Progress, Role, next_step};

use super::dues::{Dues, queue};
use super::error::Refusable;
use super::people::People;
use super::planning::{Plan, pinned, plan_events, storefronts_of};
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::invitations::{Invitation, State};
use crate::store::{self, Tx, accounts, contacts, events, invitations};

impl Engine {
    /// Takes a cancellation back. False: the rules refuse it now, and it stays cancelled.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where no person had cancelled it; those of the store.
    pub async fn reopen_invitation(&self, account: AccountId, id: InvitationId, by: Actor) -> Result<bool, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("reopen_invitation", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let Some(found) = invitations::by_ids(tx, account.id, &[id])?.pop() else {
                return Ok(Err(Error::NotFound));
            };
            let reopened = reopen(tx, &batch, found)?;
            if reopened.is_ok() {
                audit_log::append(tx, account.id, batch.now, (by, Act::InvitationReopened, &id.to_string()))?;
            }
            Ok(reopened)
        });
        done.await?
    }
}

pub(super) fn reopen(tx: &mut Tx<'_>, batch: &Batch<'_>, (invitation, state): (Invitation, State)) -> Refusable<bool> {
    if (state.status, state.reason) != (InvitationStatus::Cancelled, Some(Code::InvitationCancelled)) {
        let detail = "only what a person cancelled can be taken back";
        return Ok(Err(Error::State { code: "invitation.not_cancelled", detail }));
    }
    if state.first_sent_at.is_some() {
        go_on(tx, batch, invitation, state)?;
        Ok(Ok(true))
    } else {
        plan_anew(tx, batch, invitation, state).map(Ok)
    }
}

/// Nothing of it went: it is planned as though it were new.
fn plan_anew(tx: &mut Tx<'_>, batch: &Batch<'_>, invitation: Invitation, state: State) -> Result<bool, store::Error> {
    let account = batch.account.id;
    let events = events::by_ids(tx, account, &[invitation.event])?;
    let people = contacts::by_ids(tx, account, &[invitation.contact])?;
    let campaign = invitation.campaign;
    let existing = vec![(invitation, state)];
    let plan = Plan {
        events: &events,
        wanting: pinned(tx, batch, &existing)?,
        people: People::load(tx, &batch.engine.secret, account, people.iter())?,
        storefronts: storefronts_of(tx, batch, &events)?,
        duplicate: false,
        existing,
    };
    let planned = plan_events(tx, batch, plan)?;
    // What is refused of the products on its form only leaves them out.
    let mut own = planned.iter().flatten().filter(|request| request.campaign.is_some_and(|(id, _)| id == campaign));
    Ok(own.all(|request| request.outcome != Outcome::Refused))
}

/// Its first message went: the form opens again, and what was to follow is queued; the rules are asked when it is due.
fn go_on(tx: &mut Tx<'_>, batch: &Batch<'_>, invitation: Invitation, state: State) -> Result<(), store::Error> {
    let id = invitation.id;
    let dues = Dues::load(tx, batch, vec![(invitation, state)])?;
    let mut state = dues.invitations[0].1.clone();
    let facts = dues.facts()?.pop().ok_or(store::Error::Missing)?;
    let opened = facts.messages.iter().any(|message| message.opened_at.is_some());
    state.status = if opened { InvitationStatus::Opened } else { InvitationStatus::Sent };
    (state.reason, state.ended_at) = (None, None);
    let last = facts
        .messages
        .iter()
        .filter(|message| message.status != MessageStatus::Queued)
        .max_by_key(|message| message.step);
    if let (Some(last), Some(first_sent_at)) = (last, state.first_sent_at) {
        let flags = &facts.invitation;
        let progress = Progress {
            timing: &flags.pinned,
            person: facts.person,
            step: usize::try_from(last.step).unwrap_or(0),
            first_sent_at,
            last_message_at: last.committed_at,
            last_failed: matches!(last.status, MessageStatus::Failed | MessageStatus::Bounced),
            used: &flags.used,
            reminders: flags.reminder_at_creation && !flags.reminder_struck && last.role != Role::Reminder,
        };
        let zone = &facts.storefront.zone;
        queue(&mut state, next_step(progress, Zones { storefront: zone, recipient: facts.person.zone_or(zone) }));
    }
    invitations::save(tx, batch.account.id, &[(id, &state)])
}
