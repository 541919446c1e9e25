//! take_in: what was reported becomes a plan, in one transaction. An acknowledged event ends in a decision with a
//! reason (V3).

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::decision::{Outcome, Stage};
use rules::id::{AccountId, CampaignId, EventId, InvitationId, StorefrontId};
use rules::reason::Code;

use super::people::People;
use super::planning::{Plan, plan_events, wanting};
use super::registry::Registry;
use super::{Engine, bases, dues};
use crate::intake::event::Event as Reported;
use crate::store::accounts::Account;
use crate::store::events::Event;
use crate::store::storefronts::Storefront;
use crate::store::{Error, Tx, accounts, decisions, events, storefronts};

/// What became of one reported event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Taken {
    Stored {
        event: EventId,
        duplicate: bool,
        decisions: Vec<PlannedRequest>,
    },
    /// The account has no storefront with this slug; nothing was stored.
    UnknownStorefront,
}

/// What was decided about one request when it was planned.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlannedRequest {
    /// None: no campaign wanted the event.
    pub campaign: Option<(CampaignId, Purpose)>,
    pub outcome: Outcome,
    pub reason: Option<Code>,
    pub due_at: Option<Timestamp>,
    pub invitation: Option<InvitationId>,
}

impl Engine {
    /// Takes in a batch of one account's events, in order. Answers once everything is durable.
    ///
    /// # Errors
    /// Those of the store; then nothing of the batch was kept, unless the answer was lost on its way. An event sent
    /// again is recognised.
    pub async fn take_in(&self, account: AccountId, events: Vec<Reported>) -> Result<Vec<Taken>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let events = Arc::new(events);
        let taken = self.store.write("take_in", move |tx| take(tx, &engine, account, node_now, &events));
        taken.await
    }
}

/// A batch's account at its own time.
pub struct Batch<'a> {
    pub engine: &'a Engine,
    pub account: &'a Account,
    pub now: Timestamp,
}

/// An event that was not known before, and which report it came from.
pub(super) struct NewEvent<'a> {
    pub event: Event,
    pub reported: &'a Reported,
    pub position: usize,
}

/// What makes two reports the same event.
type EventKey<'a> = (StorefrontId, &'a str, &'a str);

fn take(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: AccountId,
    node_now: Timestamp,
    reported: &[Reported],
) -> Result<Vec<Taken>, Error> {
    let account = accounts::find(tx, account)?.ok_or(Error::Missing)?;
    let batch = Batch { engine, account: &account, now: account.now(node_now) };
    let storefronts = storefronts_of(tx, &batch, reported)?;
    let contacts = reported.iter().map(|event| &event.contact);
    let mut registry = Registry::load(tx, &engine.secret, account.id, contacts)?;
    let (fresh, repeats) = sort_out(tx, &batch, &storefronts, &mut registry, reported)?;
    registry.save(tx, account.id)?;
    let consents = bases::record(tx, &batch, &storefronts, &registry, &fresh)?;
    let stored: Vec<_> = fresh.iter().map(|new| new.event.clone()).collect();
    // Somebody stored one of them since this transaction looked: it starts over and finds it.
    events::insert(tx, account.id, &stored)
        .map_err(|error| if error == Error::Duplicate { Error::Conflict } else { error })?;
    let contacts: BTreeSet<_> = stored.iter().map(|event| event.contact).collect();
    let contacts = contacts.into_iter().filter_map(|id| registry.contact(id));
    let plan = Plan {
        events: &stored,
        wanting: wanting(tx, &batch, &stored)?,
        people: People::load_with(tx, &engine.secret, account.id, contacts, &consents)?,
        storefronts: storefronts.values().map(|one| (one.id, dues::storefront_rules(one))).collect(),
        duplicate: false,
        existing: Vec::new(),
    };
    let planned = plan_events(tx, &batch, plan)?;
    answer(tx, &batch, fresh, planned, &repeats, reported.len())
}

fn storefronts_of(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    reported: &[Reported],
) -> Result<BTreeMap<String, Storefront>, Error> {
    let slugs: BTreeSet<_> = reported.iter().map(|event| event.storefront.as_str()).collect();
    let found = storefronts::by_slugs(tx, batch.account.id, &slugs)?;
    Ok(found.into_iter().map(|storefront| (storefront.slug.clone(), storefront)).collect())
}

/// New events, and for each repeated one its place in the report and the event it repeats.
type Sorted<'r> = (Vec<NewEvent<'r>>, Vec<(usize, EventId)>);

/// Tells new events from repeated ones, also within the batch, and finds out who is who.
fn sort_out<'r>(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    storefronts: &BTreeMap<String, Storefront>,
    registry: &mut Registry,
    reported: &'r [Reported],
) -> Result<Sorted<'r>, Error> {
    let key = |event: &'r Reported| -> Option<EventKey<'r>> {
        let storefront = storefronts.get(&event.storefront)?;
        Some((storefront.id, event.reference.as_str(), event.event_type.as_str()))
    };
    let keys: BTreeSet<_> = reported.iter().filter_map(key).collect();
    let keys: Vec<_> = keys.into_iter().collect();
    let known = events::known(tx, batch.account.id, &keys)?;
    let mut seen: BTreeMap<EventKey<'_>, EventId> = BTreeMap::new();
    for event in &known {
        seen.insert((event.storefront, &event.reference, &event.kind), event.id);
    }
    let (mut fresh, mut repeats) = (Vec::new(), Vec::new());
    for (position, report) in reported.iter().enumerate() {
        let Some(key) = key(report) else { continue };
        if let Some(&first) = seen.get(&key) {
            repeats.push((position, first));
            continue;
        }
        let event = new_event(batch, key.0, report, registry);
        seen.insert(key, event.id);
        fresh.push(NewEvent { event, reported: report, position });
    }
    Ok((fresh, repeats))
}

fn new_event(batch: &Batch<'_>, storefront: StorefrontId, report: &Reported, registry: &mut Registry) -> Event {
    let chance = &batch.engine.world.chance;
    let contact = registry.resolve(&batch.engine.secret, batch.account.id, &report.contact, batch.now, chance);
    Event {
        id: EventId::new(batch.now, chance.bits()),
        storefront,
        kind: report.event_type.clone(),
        reference: report.reference.clone(),
        contact,
        occurred_at: report.occurred_at,
        activation_date: report.activation_date,
        // Nothing more is kept of somebody who was erased.
        details: report.details.clone().filter(|_| !registry.is_erased(contact)),
        source: if report.from_file { Event::FROM_FILE } else { Event::FROM_API }.to_owned(),
        received_at: batch.now,
    }
}

/// What each report is answered: a repeated one the same as the first time.
fn answer(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    fresh: Vec<NewEvent<'_>>,
    planned: Vec<Vec<PlannedRequest>>,
    repeats: &[(usize, EventId)],
    reports: usize,
) -> Result<Vec<Taken>, Error> {
    let mut taken = vec![Taken::UnknownStorefront; reports];
    let mut by_event: BTreeMap<EventId, Vec<PlannedRequest>> = BTreeMap::new();
    for (new, decisions) in fresh.into_iter().zip(planned) {
        by_event.insert(new.event.id, decisions.clone());
        taken[new.position] = Taken::Stored { event: new.event.id, duplicate: false, decisions };
    }
    let earlier: BTreeSet<_> =
        repeats.iter().map(|(_, event)| *event).filter(|id| !by_event.contains_key(id)).collect();
    let earlier: Vec<_> = earlier.into_iter().collect();
    if !earlier.is_empty() {
        for stored in decisions::of_events(tx, batch.account.id, &earlier)? {
            let requests = by_event.entry(stored.event).or_default();
            // The plan's own answer; what was decided anew since is told by `explain`.
            if stored.stage == Stage::Plan
                && !requests.iter().any(|known| known.campaign == stored.campaign.zip(stored.purpose))
            {
                requests.push(PlannedRequest {
                    campaign: stored.campaign.zip(stored.purpose),
                    outcome: stored.outcome,
                    reason: stored.reason,
                    due_at: stored.due_at,
                    invitation: stored.invitation,
                });
            }
        }
    }
    for &(position, event) in repeats {
        let decisions = by_event.get(&event).cloned().unwrap_or_default();
        taken[position] = Taken::Stored { event, duplicate: true, decisions };
    }
    Ok(taken)
}
