//! Orders: the business says that one was cancelled, delayed, set free or changed (AW-9). Whatever it says stops or
//! moves what is queued, and is looked at again before each send.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::campaign::Purpose;
use rules::decision::{Check, Decision, Fact, MAX_FACTS, Outcome, Stage, Verdict};
use rules::id::{AccountId, DecisionId, InvitationId};
use rules::reason::Code;
use rules::state::InvitationStatus;

use super::error::Refusable;
use super::people::People;
use super::planning::{Plan, pinned, plan_events, storefronts_of, wanting};
use super::products::wake;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::intake::details::Details;
use crate::intake::product::Product;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::decisions::NewDecision;
use crate::store::events::Event;
use crate::store::invitations::{Invitation, State};
use crate::store::orders::OrderKey;
use crate::store::{self, Tx, accounts, contacts, decisions, events, invitations, orders, storefronts};

/// What the business says of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Report {
    Cancelled,
    Held,
    Released,
    Changed {
        /// Some(None) takes the date away.
        activation_date: Option<Option<Date>>,
        /// In place of those that were reported.
        products: Option<Vec<Product>>,
    },
}

impl Engine {
    /// Records what the business says of an order, and does what follows at once. Saying it twice changes nothing.
    ///
    /// # Errors
    /// [`Error::NotFound`] where no event named this order; those of the store.
    pub async fn report_order(
        &self,
        account: AccountId,
        storefront: String,
        reference: String,
        report: Report,
    ) -> Result<(), Error> {
        let named = move |tx: &mut Tx<'_>, batch: &Batch<'_>| {
            let account = batch.account.id;
            let Some(storefront) = storefronts::find_by_slug(tx, account, &storefront)? else {
                return Ok(Err(Error::NotFound));
            };
            let events = events::of_order(tx, account, storefront.id, &reference)?;
            Ok(if events.is_empty() { Err(Error::NotFound) } else { Ok(events) })
        };
        self.report(account, named, report).await
    }

    /// As [`Engine::report_order`], of the order behind an invitation; somebody of the business says it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn report_order_of(
        &self,
        account: AccountId,
        id: InvitationId,
        report: Report,
        (by, act): (Actor, Act),
    ) -> Result<(), Error> {
        let behind = move |tx: &mut Tx<'_>, batch: &Batch<'_>| {
            let account = batch.account.id;
            let Some((invitation, _)) = invitations::by_ids(tx, account, &[id])?.pop() else {
                return Ok(Err(Error::NotFound));
            };
            audit_log::append(tx, account, batch.now, (by, act, &invitation.event.to_string()))?;
            events::of_order(tx, account, invitation.storefront, &invitation.reference).map(Ok)
        };
        self.report(account, behind, report).await
    }

    async fn report(
        &self,
        account: AccountId,
        events_of: impl Fn(&mut Tx<'_>, &Batch<'_>) -> Refusable<Vec<Event>> + Send + Sync + 'static,
        report: Report,
    ) -> Result<(), Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("report_order", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            match events_of(tx, &batch)? {
                Ok(events) => apply(tx, &batch, &events, &report),
                Err(refused) => Ok(Err(refused)),
            }
        });
        done.await?
    }
}

fn apply(tx: &mut Tx<'_>, batch: &Batch<'_>, events: &[Event], report: &Report) -> Refusable<()> {
    let account = batch.account.id;
    let order = OrderKey::of(&events[0]);
    match report {
        Report::Cancelled => {
            if orders::cancel(tx, account, &order, batch.now)? {
                stop(tx, batch, events, Code::EventCancelled)?;
            }
        }
        Report::Held => {
            orders::hold(tx, account, &order, batch.now)?;
            touch(tx, batch, events)?;
        }
        Report::Released => {
            if orders::release(tx, account, &order)? {
                let ids: Vec<_> = events.iter().map(|event| event.id).collect();
                let held = invitations::by_events(tx, account, &ids)?;
                release(tx, batch, held, Code::EventOnHold)?;
            }
        }
        Report::Changed { activation_date, products } => {
            change(tx, batch, events, *activation_date, products.as_deref())?;
        }
    }
    Ok(Ok(()))
}

/// Writes every open invitation of these events as it is: what a node decided on before starts over.
fn touch(tx: &mut Tx<'_>, batch: &Batch<'_>, events: &[Event]) -> Result<(), store::Error> {
    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
    let mut open = invitations::by_events(tx, batch.account.id, &ids)?;
    open.retain(|(_, state)| state.queued.is_some());
    let states: Vec<_> = open.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    invitations::save(tx, batch.account.id, &states)
}

/// Ends every invitation of these events that has not ended, and says why.
fn stop(tx: &mut Tx<'_>, batch: &Batch<'_>, events: &[Event], reason: Code) -> Result<(), store::Error> {
    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
    let open = invitations::by_events(tx, batch.account.id, &ids)?;
    cancel(tx, batch, open.into_iter().filter(|(_, state)| state.ended_at.is_none()).collect(), reason, batch.now)
}

/// Cancels invitations: nothing more of them goes, and each gets its decision.
pub(super) fn cancel(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    mut cancelled: Vec<(Invitation, State)>,
    reason: Code,
    fact: impl Into<Fact>,
) -> Result<(), store::Error> {
    let decision = cancelled_decision(batch.now, reason, fact);
    let mut records = Vec::with_capacity(cancelled.len());
    for (invitation, state) in &mut cancelled {
        state.end(InvitationStatus::Cancelled, Some(reason), batch.now);
        records.push(record(batch, invitation, &decision));
        // The products on its form are not asked about either.
        let of_products = state.product.map(|(campaign, _)| Some((campaign, Purpose::ProductReview)));
        records.extend(of_products.map(|campaign| NewDecision { campaign, ..record(batch, invitation, &decision) }));
    }
    let states: Vec<_> = cancelled.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    invitations::save(tx, batch.account.id, &states)?;
    decisions::insert(tx, batch.account.id, &records)
}

pub(super) fn record<'d>(batch: &Batch<'_>, invitation: &Invitation, decision: &'d Decision) -> NewDecision<'d> {
    NewDecision {
        id: DecisionId::new(batch.now, batch.engine.world.chance.bits()),
        event: invitation.event,
        invitation: Some(invitation.id),
        campaign: Some((invitation.campaign, invitation.purpose)),
        decision,
    }
}

/// The record of a message that was given another time.
pub(super) fn moved_decision(now: Timestamp, from: Timestamp, to: Timestamp) -> Decision {
    let mut facts = [Fact::None; MAX_FACTS];
    facts[0] = Fact::Time(from);
    facts[1] = Fact::Time(to);
    let check = Check { code: Code::InvitationMoved, verdict: Verdict::Pass, facts };
    Decision {
        stage: Stage::Send,
        at: now,
        outcome: Outcome::Moved,
        reason: Some(Code::InvitationMoved),
        due_at: Some(to),
        checks: check.into(),
    }
}

/// The record of something that ended a message without the rules being asked.
pub(super) fn cancelled_decision(now: Timestamp, reason: Code, fact: impl Into<Fact>) -> Decision {
    let mut facts = [Fact::None; MAX_FACTS];
    facts[0] = fact.into();
    let check = Check { code: reason, verdict: Verdict::Refuse, facts };
    Decision {
        stage: Stage::Send,
        at: now,
        outcome: Outcome::Cancelled,
        reason: Some(reason),
        due_at: None,
        checks: check.into(),
    }
}

/// Lets go what waited for a person: it is decided anew at once, and goes at its next sending hour (rules 2.5).
pub(super) fn release(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    held: Vec<(Invitation, State)>,
    reason: Code,
) -> Result<usize, store::Error> {
    let mut released: Vec<_> = held.into_iter().filter(|(_, state)| state.held_for == Some(reason)).collect();
    released.iter_mut().for_each(|(_, state)| state.release(reason, batch.now));
    let states: Vec<_> = released.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    invitations::save(tx, batch.account.id, &states)?;
    Ok(released.len() + wake(tx, batch, &released)?)
}

/// Changes what was reported and plans anew what has not gone out.
fn change(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    events: &[Event],
    activation_date: Option<Option<Date>>,
    products: Option<&[Product]>,
) -> Result<(), store::Error> {
    let account = batch.account.id;
    let mut changed = events.to_vec();
    for event in &mut changed {
        event.activation_date = activation_date.unwrap_or(event.activation_date);
        if let Some(products) = products {
            event.details = with_products(event.details.as_deref(), products);
        }
        events::update(tx, account, event)?;
    }
    let ids: Vec<_> = changed.iter().map(|event| event.id).collect();
    let all = invitations::by_events(tx, account, &ids)?;
    let mut wanting = wanting(tx, batch, &changed)?;
    for (event, wanting) in changed.iter().zip(&mut wanting) {
        let asks = |(invitation, state): &(Invitation, State), purpose| {
            let on_form = purpose == Purpose::ProductReview && state.product.is_some();
            invitation.event == event.id && (invitation.purpose == purpose || on_form)
        };
        wanting.retain(|wanting| !all.iter().any(|known| asks(known, wanting.rules.purpose)));
    }
    let existing: Vec<_> = all.into_iter().filter(|(_, state)| is_unsent(state)).collect();
    // What is planned already stays with the settings that it pinned (V15).
    for ((invitation, _), pinned) in existing.iter().zip(pinned(tx, batch, &existing)?) {
        let of_its_event = changed.iter().zip(&mut wanting).find(|(event, _)| event.id == invitation.event);
        of_its_event.expect("it was found by its event").1.extend(pinned);
    }
    wanting.iter_mut().for_each(|wanting| wanting.sort_by_key(|one| one.rules.purpose));
    let with_work: Vec<_> = changed.iter().zip(&wanting).filter(|(_, wanting)| !wanting.is_empty()).collect();
    let events: Vec<_> = with_work.iter().map(|(event, _)| (*event).clone()).collect();
    let wanting: Vec<_> = with_work.iter().map(|(_, wanting)| (*wanting).clone()).collect();
    if events.is_empty() {
        return Ok(());
    }
    let contact_ids: Vec<_> = events.iter().map(|event| event.contact).collect();
    let people = contacts::by_ids(tx, account, &contact_ids)?;
    let plan = Plan {
        events: &events,
        wanting,
        people: People::load(tx, &batch.engine.secret, account, people.iter())?,
        storefronts: storefronts_of(tx, batch, &events)?,
        duplicate: false,
        existing,
    };
    plan_events(tx, batch, plan).map(|_| ())
}

/// The details of an event with other products; what else it said stays.
fn with_products(details: Option<&str>, products: &[Product]) -> Option<String> {
    let details = details.and_then(|text| Details::from_text(text).ok()).unwrap_or_default();
    Details { products: products.to_vec(), ..details }.to_text()
}

/// Nothing of it went out, or is under way, and it has not ended.
fn is_unsent(state: &State) -> bool {
    state.ended_at.is_none() && state.first_sent_at.is_none() && state.queued.is_some()
}
