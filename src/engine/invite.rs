//! Invitations by hand (ET-13): made, cancelled and moved by a person, through the same rules.

use std::sync::Arc;

use jiff::Timestamp;
use rules::decision::Fact;
use rules::id::{AccountId, CampaignId, ContactId, EventId, InvitationId};
use rules::reason::Code;

use super::error::Refusable;
use super::orders::{cancel, moved_decision, record};
use super::people::People;
use super::planning::{Plan, Wanting, plan_events, storefronts_of};
use super::take_in::{Batch, PlannedRequest};
use super::{Engine, Error, plans};
use crate::field::FieldError;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::campaigns::Campaign;
use crate::store::events::Event;
use crate::store::{self, Tx, accounts, campaigns, contacts, decisions, events, invitations};

/// A person's wish to ask one contact about one reference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wish {
    pub campaign: CampaignId,
    pub contact: ContactId,
    pub reference: String,
}

/// When a person wants the next message to go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MoveTo {
    Now,
    Time(Timestamp),
}

/// The type of the event that a wish leaves.
pub const BY_HAND: &str = "invitation.by_hand";

impl Engine {
    /// Plans one request for each wish, in order. A wish that names what is not there fails alone.
    ///
    /// # Errors
    /// Those of the store; then nothing was kept.
    pub async fn invite(
        &self,
        account: AccountId,
        wishes: Vec<Wish>,
        by: Actor,
    ) -> Result<Vec<Result<PlannedRequest, Error>>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let wishes = Arc::new(wishes);
        let done = self.store.write("invite", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let planned: Vec<_> =
                wishes.iter().map(|wish| invite_one(tx, &batch, wish)).collect::<Result<_, store::Error>>()?;
            let made = planned.iter().flatten().filter_map(|planned| Some(planned.invitation?.to_string()));
            audit_log::append_all(tx, account.id, batch.now, (by, Act::InvitationMade), &made.collect::<Vec<_>>())?;
            Ok(planned)
        });
        Ok(done.await?)
    }

    /// Cancels an invitation by hand; one that has ended stays as it was.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn cancel_invitation(&self, account: AccountId, id: InvitationId, by: Actor) -> Result<(), Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("cancel_invitation", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let found = invitations::by_ids(tx, account.id, &[id])?;
            if found.is_empty() {
                return Ok(Err(Error::NotFound));
            }
            let open: Vec<_> = found.into_iter().filter(|(_, state)| state.ended_at.is_none()).collect();
            if !open.is_empty() {
                let subject = id.to_string();
                audit_log::append(tx, account.id, batch.now, (by, Act::InvitationCancelled, &subject))?;
            }
            cancel(tx, &batch, open, Code::InvitationCancelled, Fact::None)?;
            Ok(Ok(()))
        });
        done.await?
    }

    /// Moves what is queued of an invitation to another time; it is judged by the rules when that comes. Answers when it
    /// was to go before; none: when a person released it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where nothing is queued; [`Error::Fields`] for a time that is past.
    pub async fn move_invitation(
        &self,
        account: AccountId,
        id: InvitationId,
        to: MoveTo,
        by: Actor,
    ) -> Result<Option<Timestamp>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("move_invitation", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let due_at = match to {
                MoveTo::Now => batch.now,
                MoveTo::Time(at) => at,
            };
            let moved = move_one(tx, &batch, id, due_at)?;
            if moved.is_ok() {
                audit_log::append(tx, account.id, batch.now, (by, Act::InvitationMoved, &id.to_string()))?;
            }
            Ok(moved)
        });
        done.await?
    }
}

pub(super) fn invite_one(tx: &mut Tx<'_>, batch: &Batch<'_>, wish: &Wish) -> Refusable<PlannedRequest> {
    let account = batch.account.id;
    let unknown = |field: &str| Ok(Err(FieldError::told(field, "id.unknown", "there is none with this id").into()));
    let Some(campaign) = campaigns::find(tx, account, wish.campaign)? else {
        return unknown("/campaign");
    };
    let people = contacts::by_ids(tx, account, &[wish.contact])?;
    if people.is_empty() {
        return unknown("/contact");
    }
    let key = (campaign.storefront, wish.reference.as_str(), BY_HAND);
    let known = events::known(tx, account, &[key])?.pop();
    let duplicate = known.is_some();
    let event = match known {
        Some(known) => known,
        None => by_hand(tx, batch, &campaign, wish)?,
    };
    if !duplicate {
        events::insert(tx, account, std::slice::from_ref(&event))?;
    }
    let events = [event];
    let mut rules = campaign.rules()?;
    plans::bind(tx, batch.account, std::iter::once(&mut rules))?;
    let plan = Plan {
        events: &events,
        wanting: vec![vec![Wanting { rules, version: campaign.version }]],
        people: People::load(tx, &batch.engine.secret, account, people.iter())?,
        storefronts: storefronts_of(tx, batch, &events)?,
        duplicate,
        existing: Vec::new(),
    };
    let answer = plan_events(tx, batch, plan)?.pop().and_then(|mut requests| requests.pop());
    answer.map(Ok).ok_or(store::Error::Missing)
}

/// The event that a wish leaves. What the contact's order is known to hold is asked about.
fn by_hand(tx: &mut Tx<'_>, batch: &Batch<'_>, campaign: &Campaign, wish: &Wish) -> Result<Event, store::Error> {
    let of_order = events::of_order(tx, batch.account.id, campaign.storefront, &wish.reference)?;
    let own = of_order.into_iter().rev().filter(|event| event.contact == wish.contact);
    Ok(Event {
        id: EventId::new(batch.now, batch.engine.world.chance.bits()),
        storefront: campaign.storefront,
        kind: BY_HAND.to_owned(),
        reference: wish.reference.clone(),
        contact: wish.contact,
        occurred_at: batch.now,
        activation_date: None,
        details: own.filter_map(|event| event.details).next(),
        source: Event::BY_HAND.to_owned(),
        received_at: batch.now,
    })
}

fn move_one(tx: &mut Tx<'_>, batch: &Batch<'_>, id: InvitationId, due_at: Timestamp) -> Refusable<Option<Timestamp>> {
    if due_at < batch.now {
        let error = FieldError::told("/due_at", "due_at.past", "the time is past");
        return Ok(Err(error.into()));
    }
    let Some((invitation, mut state)) = invitations::by_ids(tx, batch.account.id, &[id])?.pop() else {
        return Ok(Err(Error::NotFound));
    };
    let Some(queued) = &mut state.queued else {
        let detail = "nothing of this invitation is queued";
        return Ok(Err(Error::State { code: "invitation.not_queued", detail }));
    };
    let decision = moved_decision(batch.now, state.due_at, due_at);
    let before = queued.at;
    queued.at = Some(due_at);
    state.due_at = due_at;
    state.held_for = None;
    state.released_from = None;
    invitations::save(tx, batch.account.id, &[(id, &state)])?;
    decisions::insert(tx, batch.account.id, &[record(batch, &invitation, &decision)])?;
    Ok(Ok(before))
}
