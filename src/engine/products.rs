//! Products: the service and product requests of one order, as they look at each other (rules 3).

use std::collections::{BTreeMap, BTreeSet};

use jiff::{SignedDuration, Timestamp};
use rules::campaign::{Purpose, Timing};
use rules::decision::Decision;
use rules::event::Order;
use rules::hours::Zones;
use rules::id::{CampaignId, EventId, InvitationId};
use rules::product::{ServiceRequest, Standing, moved_by_service};
use rules::reason::Code;

use super::dues::Facts;
use super::orders::{moved_decision, record, release};
use super::people::People;
use super::planning::{Plan, at_version, plan_events, storefronts_of};
use super::take_in::Batch;
use crate::intake::details::Details;
use crate::intake::product::{Product, distinct};
use crate::store::invitations::{Invitation, State};
use crate::store::order_requests::{OrderRequest, of_orders, products_to_come};
use crate::store::orders::OrderKey;
use crate::store::{Error, Tx, campaigns, contacts, decisions, events, invitations};

/// A product request that moves by less is not worth a word.
const NOT_WORTH_A_WORD: SignedDuration = SignedDuration::from_mins(1);

/// What was bought, each product once.
pub fn bought(details: Option<&str>) -> Vec<Product> {
    let details = details.and_then(|text| Details::from_text(text).ok());
    distinct(details.map(|details| details.products).unwrap_or_default())
}

/// The service and product requests of some orders.
#[derive(Debug, Default)]
pub(super) struct Requests(pub Vec<OrderRequest>);

impl Requests {
    /// One query for a batch, and none where no order is asked about.
    pub fn load(tx: &mut Tx<'_>, batch: &Batch<'_>, orders: &BTreeSet<OrderKey>) -> Result<Self, Error> {
        of_orders(tx, batch.account.id, orders).map(Self)
    }

    /// A separate product request of the order is still to come, another than `own` (AV-3).
    pub fn is_product_to_come(&self, order: &OrderKey, own: InvitationId) -> bool {
        let mut of_order = self.0.iter().filter(|one| one.order == *order && one.invitation != own);
        of_order.any(OrderRequest::is_product_to_come)
    }

    /// The service request because of the same event.
    pub fn service_of(&self, event: EventId) -> Option<ServiceRequest> {
        let mut of_event = self.0.iter().filter(|one| one.event == event);
        of_event.find(|one| one.purpose == Purpose::ServiceReview).map(service_request)
    }
}

fn service_request(request: &OrderRequest) -> ServiceRequest {
    let (standing, at) = match (request.first_sent_at, request.ended_at, request.next_at) {
        (Some(sent_at), ..) => (Standing::Sent, sent_at),
        (None, Some(ended_at), _) => (Standing::Over, request.due_at.max(ended_at)),
        (None, None, Some(next_at)) => (Standing::Open, next_at),
        (None, None, None) => (Standing::Waiting, request.due_at),
    };
    ServiceRequest { standing, at }
}

/// An order as a product request sees it.
pub(super) fn with_service(order: Order, service: Option<ServiceRequest>) -> Order {
    Order { service, ..order }
}

/// Gives the product requests whose delay counts from service requests that just went their time (rules 3.2).
pub(super) fn follow<'a>(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    sent: impl Iterator<Item = &'a Facts<'a>>,
) -> Result<(), Error> {
    let account = batch.account.id;
    let services = sent.filter(|facts| facts.stored.purpose == Purpose::ServiceReview);
    let services: BTreeMap<_, _> = services.map(|facts| (facts.stored.event, facts)).collect();
    let waiting = products_to_come(tx, account, &services.keys().copied().collect())?;
    if waiting.is_empty() {
        return Ok(());
    }
    let mut found = invitations::by_ids(tx, account, &waiting)?;
    let versions: BTreeSet<_> = found.iter().map(|(one, _)| (one.campaign, one.version)).collect();
    let pinned = campaigns::pinned(tx, account, versions.into_iter())?;
    let mut moves = Vec::new();
    for (invitation, state) in &mut found {
        let (Some(facts), Some(pinned)) =
            (services.get(&invitation.event), pinned.get(&(invitation.campaign, invitation.version)))
        else {
            continue;
        };
        let zone = &facts.storefront.zone;
        let zones = Zones { storefront: zone, recipient: facts.person.zone_or(zone) };
        if let Some(decision) = follow_one(state, &invitation.timing(&pinned.timing), (batch.now, zones)) {
            moves.push((&*invitation, &*state, decision));
        }
    }
    let states: Vec<_> = moves.iter().map(|(invitation, state, _)| (invitation.id, *state)).collect();
    let records: Vec<_> = moves.iter().map(|(invitation, _, decision)| record(batch, invitation, decision)).collect();
    invitations::save(tx, account, &states)?;
    decisions::insert(tx, account, &records)
}

/// Gives a product request with this timing its time, where its delay counts from the service request that went now;
/// answers the record of it, where it moved.
pub(super) fn follow_one(state: &mut State, timing: &Timing, (now, zones): (Timestamp, Zones<'_>)) -> Option<Decision> {
    let from = state.due_at;
    let to = moved_by_service(timing, now, zones)?;
    move_to(state, to).then(|| moved_decision(now, from, to))
}

/// Lets go the product requests that wait with service requests which were just released.
pub(super) fn wake(tx: &mut Tx<'_>, batch: &Batch<'_>, released: &[(Invitation, State)]) -> Result<usize, Error> {
    let services = released.iter().filter(|(invitation, _)| invitation.purpose == Purpose::ServiceReview);
    let events: BTreeSet<_> = services.map(|(invitation, _)| invitation.event).collect();
    let waiting = products_to_come(tx, batch.account.id, &events)?;
    if waiting.is_empty() {
        return Ok(0);
    }
    let found = invitations::by_ids(tx, batch.account.id, &waiting)?;
    release(tx, batch, found, Code::ProductsServiceFirst)
}

/// Whether it moved. What somebody asked to wait for longer still waits as long.
fn move_to(state: &mut State, to: Timestamp) -> bool {
    let from = state.due_at;
    if state.held_for == Some(Code::ProductsServiceFirst) {
        state.held_for = None;
        state.due_at = to;
        state.queued.iter_mut().for_each(|queued| queued.at = Some(to));
        return true;
    }
    if to.duration_since(from).abs() < NOT_WORTH_A_WORD {
        return false;
    }
    state.due_at = to;
    if let Some(at) = state.queued.as_mut().and_then(|queued| queued.at.as_mut()) {
        *at = if *at == from { to } else { to.max(*at) };
    }
    true
}

/// A product request whose form does not go, and which campaign's and version's it is.
pub(super) type Parted = (Invitation, (CampaignId, i64));

/// Plans product requests by themselves that were on the form of a service request which does not go (rules 3.3), in the
/// order in which those were decided.
pub(super) fn plan_alone(tx: &mut Tx<'_>, batch: &Batch<'_>, parted: &[Parted]) -> Result<(), Error> {
    if parted.is_empty() {
        return Ok(());
    }
    let account = batch.account.id;
    let ids: Vec<_> = parted.iter().map(|(invitation, _)| invitation.event).collect();
    let found: BTreeMap<_, _> = events::by_ids(tx, account, &ids)?.into_iter().map(|event| (event.id, event)).collect();
    let event = |id| found.get(id).cloned().ok_or(Error::Missing);
    let events = ids.iter().map(event).collect::<Result<Vec<_>, _>>()?;
    let pins: Vec<_> = parted.iter().map(|(_, pin)| *pin).collect();
    let campaigns = at_version(tx, batch, &pins)?;
    let contact_ids: Vec<_> = events.iter().map(|event| event.contact).collect();
    let people = contacts::by_ids(tx, account, &contact_ids)?;
    let plan = Plan {
        events: &events,
        wanting: campaigns.into_iter().map(|campaign| vec![campaign]).collect(),
        people: People::load(tx, &batch.engine.secret, account, people.iter())?,
        storefronts: storefronts_of(tx, batch, &events)?,
        duplicate: false,
        existing: Vec::new(),
    };
    plan_events(tx, batch, plan).map(|_| ())
}
