//! Planning: events become invitations, or decisions that say why not.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rules::campaign::{Campaign as CampaignRules, Purpose, Storefront as StorefrontRules};
use rules::event::{Event as EventRules, Order};
use rules::id::{CampaignId, DecisionId, EventId, InvitationId, StorefrontId};
use rules::plan::{Candidate, Planned, plan, unmatched};
use rules::reason::Code;
use rules::strategy::Role;

use super::learned::LearnedHours;
use super::people::People;
use super::products::{Requests, with_service};
use super::take_in::{Batch, PlannedRequest};
use super::{dues, holdout, plans};
use crate::store::campaigns::Campaign;
use crate::store::decisions::NewDecision;
use crate::store::events::Event;
use crate::store::invitations::{Invitation, Queued, State};
use crate::store::orders::OrderKey;
use crate::store::{Error, Tx, campaigns, decisions, invitations, orders, storefronts};

/// A campaign that wants an event, and the version of its settings.
#[derive(Debug, Clone)]
pub(super) struct Wanting {
    pub rules: CampaignRules,
    pub version: i64,
}

/// Stored events, and for each the campaigns that want it.
pub(super) struct Plan<'a> {
    pub events: &'a [Event],
    pub wanting: Vec<Vec<Wanting>>,
    /// Everybody whom the events are about.
    pub people: People,
    /// Every storefront at which they happened.
    pub storefronts: BTreeMap<StorefrontId, StorefrontRules>,
    /// The events were known before, and are asked about once more by hand.
    pub duplicate: bool,
    /// Invitations that the events have already and that are planned anew.
    pub existing: Vec<(Invitation, State)>,
}

/// A candidate with what the rules do not look at.
struct Request<'a> {
    event: usize,
    version: i64,
    candidate: Candidate<'a>,
}

/// The campaigns for each kind of event: of those with one purpose the one that is enabled, else the latest.
pub(super) fn wanting(tx: &mut Tx<'_>, batch: &Batch<'_>, events: &[Event]) -> Result<Vec<Vec<Wanting>>, Error> {
    let wanted: BTreeSet<_> = events.iter().map(|event| (event.storefront, event.kind.as_str())).collect();
    let mut by_event = by_kind(&campaigns::wanting(tx, batch.account.id, &wanted)?)?;
    let found = by_event.values_mut().flatten().map(|wanting| &mut wanting.rules);
    plans::bind(tx, batch.account, found)?;
    let of = |event: &Event| by_event.get(&(event.storefront, event.kind.clone())).cloned().unwrap_or_default();
    Ok(events.iter().map(of).collect())
}

/// By storefront and type of event.
pub(super) type ByKind = BTreeMap<(StorefrontId, String), Vec<Wanting>>;

/// Campaigns in the order of [`campaigns::wanting`], by what they want.
pub(super) fn by_kind(campaigns: &[Campaign]) -> Result<ByKind, Error> {
    let mut by_kind = ByKind::new();
    for campaign in campaigns {
        let list = by_kind.entry((campaign.storefront, campaign.event_type.clone())).or_default();
        list.retain(|other| other.rules.purpose != campaign.purpose);
        list.push(Wanting { rules: campaign.rules()?, version: campaign.version });
    }
    // The service request is planned before the product request, which looks at it.
    by_kind.values_mut().for_each(|list| list.sort_by_key(|wanting| wanting.rules.purpose));
    Ok(by_kind)
}

/// The campaigns of these invitations, that of products on the same form behind its own, each with the timing that the
/// invitation pinned.
pub(super) fn pinned(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    invitations: &[(Invitation, State)],
) -> Result<Vec<Vec<Wanting>>, Error> {
    let pins = |(invitation, state): &(Invitation, State)| -> Vec<Pin> {
        std::iter::once((invitation.campaign, invitation.version)).chain(state.product).collect()
    };
    let all: Vec<Pin> = invitations.iter().flat_map(pins).collect();
    let mut wanting = at_version(tx, batch, &all)?.into_iter();
    let of_invitation = |one: &(Invitation, State)| {
        let mut pinned: Vec<_> = wanting.by_ref().take(pins(one).len()).collect();
        pinned.iter_mut().take(1).for_each(|own| own.rules.timing = one.0.timing(&own.rules.timing));
        pinned
    };
    Ok(invitations.iter().map(of_invitation).collect())
}

/// A campaign and a version of its settings.
type Pin = (CampaignId, i64);

/// Campaigns as they are switched now, with the timing of these versions.
pub(super) fn at_version(tx: &mut Tx<'_>, batch: &Batch<'_>, pins: &[Pin]) -> Result<Vec<Wanting>, Error> {
    let account = batch.account.id;
    let ids = pins.iter().map(|(campaign, _)| *campaign).collect();
    let versions: BTreeSet<_> = pins.iter().copied().collect();
    let campaigns = campaigns::by_ids(tx, account, &ids)?;
    let kept = campaigns::pinned(tx, account, versions.into_iter())?;
    let wanting = |pin: &Pin| {
        let campaign = campaigns.iter().find(|campaign| campaign.id == pin.0).ok_or(Error::Missing)?;
        let kept = kept.get(pin).ok_or(Error::Missing)?;
        let rules = CampaignRules { timing: kept.timing.clone(), ..campaign.rules()? };
        Ok(Wanting { rules, version: pin.1 })
    };
    let mut wanting: Vec<Wanting> = pins.iter().map(wanting).collect::<Result<_, Error>>()?;
    plans::bind(tx, batch.account, wanting.iter_mut().map(|wanting| &mut wanting.rules))?;
    Ok(wanting)
}

/// Plans events and answers what was decided about each, in their order.
pub(super) fn plan_events(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    mut plan_of: Plan<'_>,
) -> Result<Vec<Vec<PlannedRequest>>, Error> {
    let events = plan_of.events;
    let mut histories = std::mem::take(&mut plan_of.people.histories);
    let replanned: BTreeSet<_> = plan_of.existing.iter().map(|(invitation, _)| invitation.id).collect();
    histories.iter_mut().for_each(|history| history.retain(|ask| !replanned.contains(&ask.invitation)));
    let facts: Vec<_> = events.iter().map(Event::rules).collect();
    let orders = orders_of(tx, batch, &plan_of)?;
    let learned = LearnedHours::load(tx, batch, events, &plan_of.wanting)?;
    let sources = Sources { batch, plan: &plan_of, facts: &facts, orders: &orders, learned: &learned };
    let requests = sources.requests();
    let candidates: Vec<_> = requests.iter().map(|request| request.candidate.clone()).collect();
    let planned = plan(batch.now, &dues::account_rules(batch.account)?, &candidates, &mut histories);
    save(tx, batch, &plan_of, &requests, &planned)?;
    let of_plan = requests.iter().zip(&planned).map(|(request, planned)| (&request.candidate, &planned.decision));
    holdout::record(tx, batch, events, of_plan)?;
    dues::displace(tx, batch, &planned)?;
    Ok(answers(events.len(), &requests, &planned))
}

pub(super) fn storefronts_of(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    events: &[Event],
) -> Result<BTreeMap<StorefrontId, StorefrontRules>, Error> {
    let ids = events.iter().map(|event| event.storefront).collect();
    let found = storefronts::by_ids(tx, batch.account.id, &ids)?;
    Ok(found.iter().map(|storefront| (storefront.id, dues::storefront_rules(storefront))).collect())
}

/// The order of each event; where products are asked about, with its service request.
fn orders_of(tx: &mut Tx<'_>, batch: &Batch<'_>, plan: &Plan<'_>) -> Result<BTreeMap<EventId, Order>, Error> {
    let keys: BTreeSet<_> = plan.events.iter().map(OrderKey::of).collect();
    let found: BTreeMap<_, _> = orders::find(tx, batch.account.id, &keys)?.into_iter().collect();
    let asks = |wanting: &[Wanting]| wanting.iter().any(|one| one.rules.purpose == Purpose::ProductReview);
    let of_products = plan.events.iter().zip(&plan.wanting).filter(|(_, wanting)| asks(wanting));
    let requests = Requests::load(tx, batch, &of_products.map(|(event, _)| OrderKey::of(event)).collect())?;
    let known = plan.events.iter().map(|event| {
        let stored = found.get(&OrderKey::of(event)).cloned().unwrap_or_default();
        (event.id, with_service(dues::order_rules(&stored, None), requests.service_of(event.id)))
    });
    Ok(known.collect())
}

/// The ids of a batch: they rise in the order of planning, which is that in which what falls due at once is decided.
pub(super) struct InvitationIds {
    now: Timestamp,
    next: u128,
}

impl InvitationIds {
    /// From somewhere among the ids of this instant on.
    pub fn new(now: Timestamp, chance: u128) -> Self {
        // Half of an id's chance: no batch comes to its end.
        Self { now, next: chance & ((1 << 79) - 1) }
    }

    pub fn next(&mut self) -> InvitationId {
        self.next += 1;
        InvitationId::new(self.now, self.next)
    }
}

/// Where the facts of a candidate come from.
struct Sources<'a> {
    batch: &'a Batch<'a>,
    plan: &'a Plan<'a>,
    facts: &'a [EventRules],
    orders: &'a BTreeMap<EventId, Order>,
    learned: &'a LearnedHours,
}

impl<'a> Sources<'a> {
    fn requests(&self) -> Vec<Request<'a>> {
        let mut ids = InvitationIds::new(self.batch.now, self.batch.engine.world.chance.bits());
        let mut requests = Vec::with_capacity(self.plan.events.len());
        for (position, wanting) in self.plan.wanting.iter().enumerate() {
            requests.extend(wanting.iter().filter_map(|campaign| {
                let candidate = self.candidate(position, &campaign.rules, &mut ids)?;
                Some(Request { event: position, version: campaign.version, candidate })
            }));
        }
        requests
    }

    fn candidate(
        &self,
        position: usize,
        campaign: &'a CampaignRules,
        ids: &mut InvitationIds,
    ) -> Option<Candidate<'a>> {
        let event = &self.plan.events[position];
        let existing = self.plan.existing_of(event.id, campaign).map(|(invitation, _)| invitation.id);
        Some(Candidate {
            campaign,
            storefront: self.plan.storefronts.get(&event.storefront)?,
            person: self.plan.people.person(event.contact)?,
            event: &self.facts[position],
            order: self.orders.get(&event.id)?,
            duplicate: self.plan.duplicate,
            history: self.plan.people.group(event.contact),
            exists: existing.is_some(),
            invitation: existing.unwrap_or_else(|| ids.next()),
            learned: self.learned.of(event),
        })
    }
}

impl Plan<'_> {
    fn existing_of(&self, event: EventId, campaign: &CampaignRules) -> Option<&(Invitation, State)> {
        self.existing.iter().find(|(invitation, _)| invitation.event == event && invitation.campaign == campaign.id)
    }
}

fn save(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    plan_of: &Plan<'_>,
    requests: &[Request<'_>],
    planned: &[Planned],
) -> Result<(), Error> {
    let unwanted = unmatched(batch.now);
    let id = || DecisionId::new(batch.now, batch.engine.world.chance.bits());
    let mut records = Vec::with_capacity(plan_of.events.len());
    for (event, wanting) in plan_of.events.iter().zip(&plan_of.wanting) {
        if wanting.is_empty() {
            let decision = &unwanted;
            records.push(NewDecision { id: id(), event: event.id, invitation: None, campaign: None, decision });
        }
    }
    let joined = joined(requests, planned);
    let (mut new, mut moved) = (Vec::with_capacity(planned.len()), Vec::new());
    for (request, planned) in requests.iter().zip(planned) {
        let candidate = &request.candidate;
        let existing = plan_of.existing_of(candidate.event.id, candidate.campaign);
        records.push(NewDecision {
            id: id(),
            event: candidate.event.id,
            invitation: (planned.first.is_some() || existing.is_some())
                .then_some(candidate.invitation)
                .or(planned.joined),
            campaign: Some((candidate.campaign.id, candidate.campaign.purpose)),
            decision: &planned.decision,
        });
        match existing {
            Some((invitation, state)) => moved.push((invitation.id, replanned(batch, state, candidate, planned))),
            None => new.extend(invitation(batch.now, (candidate, request.version), planned)),
        }
    }
    new.iter_mut().for_each(|(invitation, state)| state.product = joined.get(&invitation.id).copied());
    moved.iter_mut().for_each(|(id, state)| state.product = joined.get(id).copied());
    invitations::insert(tx, batch.account.id, &new)?;
    let moved: Vec<_> = moved.iter().map(|(id, state)| (*id, state)).collect();
    invitations::save(tx, batch.account.id, &moved)?;
    decisions::insert(tx, batch.account.id, &records)
}

/// The invitations whose forms ask about products too, and whose products.
fn joined(requests: &[Request<'_>], planned: &[Planned]) -> BTreeMap<InvitationId, Pin> {
    let pin = |request: &Request<'_>| (request.candidate.campaign.id, request.version);
    let all = requests.iter().zip(planned);
    all.filter_map(|(request, planned)| Some((planned.joined?, pin(request)))).collect()
}

/// The invitation that a candidate came to, with the version of its campaign that it pins.
pub(super) fn invitation(
    now: Timestamp,
    (candidate, version): (&Candidate<'_>, i64),
    planned: &Planned,
) -> Option<(Invitation, State)> {
    let state = planned_state(candidate, planned)?;
    let &Candidate { campaign, storefront, person, event, invitation, .. } = candidate;
    let invitation = Invitation {
        id: invitation,
        campaign: campaign.id,
        version,
        purpose: campaign.purpose,
        storefront: storefront.id,
        contact: person.id,
        event: event.id,
        reference: event.reference.clone(),
        occurred_at: event.occurred_at,
        reminder_at_creation: campaign.reminder.then_some(now),
        created_at: now,
        sending_hour: planned.sending_hour,
    };
    Some((invitation, state))
}

fn planned_state(candidate: &Candidate<'_>, planned: &Planned) -> Option<State> {
    let first = planned.first?;
    let step = i64::try_from(first.step).expect("a strategy has few steps");
    let queued = Queued { role: Role::First, step, channel: first.channel, at: first.next_at };
    let address = candidate.person.address(first.channel).map(|address| address.key);
    let state = State::planned(address, first.due_at, queued, planned.decision.reason);
    Some(State { held_for: planned.decision.waits_for(), ..state })
}

/// An invitation that was planned anew: moved, or refused.
fn replanned(batch: &Batch<'_>, state: &State, candidate: &Candidate<'_>, planned: &Planned) -> State {
    match planned_state(candidate, planned) {
        Some(anew) => State { stored: state.stored, reminder_struck_at: state.reminder_struck_at, ..anew },
        None => {
            let mut refused = state.clone();
            refused.end(rules::state::InvitationStatus::Refused, planned.decision.reason, batch.now);
            refused
        }
    }
}

fn answers(events: usize, requests: &[Request<'_>], planned: &[Planned]) -> Vec<Vec<PlannedRequest>> {
    let mut answers = vec![Vec::new(); events];
    for (request, planned) in requests.iter().zip(planned) {
        let Candidate { campaign, invitation, .. } = request.candidate;
        answers[request.event].push(PlannedRequest {
            campaign: Some((campaign.id, campaign.purpose)),
            outcome: planned.decision.outcome,
            reason: planned.decision.reason,
            due_at: planned.decision.due_at,
            invitation: planned.first.map(|_| invitation).or(planned.joined),
        });
    }
    for answer in answers.iter_mut().filter(|answer| answer.is_empty()) {
        answer.push(PlannedRequest {
            campaign: None,
            outcome: rules::decision::Outcome::Refused,
            reason: Some(Code::EventUnmatched),
            due_at: None,
            invitation: None,
        });
    }
    answers
}
