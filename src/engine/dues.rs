//! Dues: invitations with everything that a decision about them looks at, loaded for a whole batch by a handful of set
//! queries.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rules::campaign::{AccountRules, Campaign as CampaignRules, Purpose, Storefront as StorefrontRules, Timing};
use rules::decide::{Action, Decided, Due, displace as decide_displaced};
use rules::event::{Event as EventRules, Order};
use rules::id::{AccountId, CampaignId, ContactId, DecisionId, EventId, InvitationId, StorefrontId};
use rules::invitation::Invitation as InvitationRules;
use rules::plan::Planned;
use rules::reason::Code;
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::{NextStep, Role};

use super::people::People;
use super::plans;
use super::products::{Parted, Requests, plan_alone, with_service};
use super::take_in::Batch;
use crate::store::accounts::Account;
use crate::store::campaigns::Pinned;
use crate::store::contacts::Contact;
use crate::store::decisions::NewDecision;
use crate::store::invitations::{Invitation, Queued, State};
use crate::store::messages::Message;
use crate::store::orders::{OrderKey, StoredOrder};
use crate::store::routes::Route;
use crate::store::storefronts::Storefront;
use crate::store::{
    Error, Tx, campaigns, contacts, decisions, events, invitations, messages, orders, routes, storefronts,
};

pub(super) struct Dues {
    pub invitations: Vec<(Invitation, State)>,
    pub campaigns: BTreeMap<CampaignId, CampaignRules>,
    pub storefronts: BTreeMap<StorefrontId, Storefront>,
    pub contacts: BTreeMap<ContactId, Contact>,
    pub messages: BTreeMap<InvitationId, Vec<Message>>,
    pub people: People,
    /// Products, total, staff and attributes as JSON, of the events that have some.
    pub details: BTreeMap<EventId, String>,
    pub pinned: BTreeMap<(CampaignId, i64), Pinned>,
    routes: BTreeMap<InvitationId, Route>,
    zones: BTreeMap<StorefrontId, StorefrontRules>,
    events: BTreeMap<EventId, EventRules>,
    orders: BTreeMap<OrderKey, StoredOrder>,
    requests: Requests,
}

impl Dues {
    /// Loads what is known about these invitations now.
    pub fn load(tx: &mut Tx<'_>, batch: &Batch<'_>, invitations: Vec<(Invitation, State)>) -> Result<Self, Error> {
        let contacts = contacts_of(tx, batch, &invitations)?;
        Self::load_with(tx, batch, invitations, contacts)
    }

    /// As [`Dues::load`], with the contacts as they were read before.
    pub fn load_with(
        tx: &mut Tx<'_>,
        batch: &Batch<'_>,
        invitations: Vec<(Invitation, State)>,
        contacts: BTreeMap<ContactId, Contact>,
    ) -> Result<Self, Error> {
        let account = batch.account.id;
        let ids: Vec<_> = invitations.iter().map(|(invitation, _)| invitation.id).collect();
        let on_forms = invitations.iter().filter_map(|(_, state)| state.product);
        let campaign_ids = invitations.iter().map(|(invitation, _)| invitation.campaign);
        let campaign_ids = campaign_ids.chain(on_forms.map(|(campaign, _)| campaign)).collect();
        let storefront_ids = invitations.iter().map(|(invitation, _)| invitation.storefront).collect();
        let event_ids: Vec<_> = invitations.iter().map(|(invitation, _)| invitation.event).collect();
        let versions: BTreeSet<_> =
            invitations.iter().map(|(invitation, _)| (invitation.campaign, invitation.version)).collect();
        let order_keys = invitations.iter().map(|(invitation, _)| order_key(invitation)).collect();
        let looking = invitations.iter().filter(|(invitation, state)| looks_at_others(invitation, state));
        let looking = looking.map(|(invitation, _)| order_key(invitation)).collect();

        let events = events::by_ids(tx, account, &event_ids)?;
        let people = People::load(tx, &batch.engine.secret, account, contacts.values())?;
        let storefronts: BTreeMap<_, _> = storefronts::by_ids(tx, account, &storefront_ids)?
            .into_iter()
            .map(|storefront| (storefront.id, storefront))
            .collect();
        let zones = storefronts.values().map(|storefront| (storefront.id, storefront_rules(storefront))).collect();
        let campaigns = campaigns::by_ids(tx, account, &campaign_ids)?;
        let campaigns = campaigns.iter().map(|campaign| Ok((campaign.id, campaign.rules()?)));
        let mut campaigns = campaigns.collect::<Result<BTreeMap<_, _>, Error>>()?;
        plans::bind(tx, batch.account, campaigns.values_mut())?;
        let pinned = campaigns::pinned(tx, account, versions.into_iter())?;
        let ids_and_versions = invitations.iter().map(|(one, _)| (one.id, (one.campaign, one.version)));
        let routes = routes_of(tx, account, ids_and_versions, &pinned)?;
        let mut sent: BTreeMap<_, Vec<Message>> = BTreeMap::new();
        for message in messages::of_invitations(tx, account, &ids)? {
            sent.entry(message.invitation).or_default().push(message);
        }
        Ok(Self {
            campaigns,
            pinned,
            routes,
            events: events.iter().map(|event| (event.id, event.rules())).collect(),
            details: events.into_iter().filter_map(|event| Some((event.id, event.details?))).collect(),
            orders: orders::find(tx, account, &order_keys)?.into_iter().collect(),
            requests: Requests::load(tx, batch, &looking)?,
            invitations,
            storefronts,
            contacts,
            messages: sent,
            people,
            zones,
        })
    }

    /// The facts of each invitation that has a step queued, in the words of the rules.
    pub fn facts(&self) -> Result<Vec<Facts<'_>>, Error> {
        self.invitations.iter().map(|(invitation, state)| self.facts_of(invitation, state)).collect()
    }

    fn facts_of<'a>(&'a self, invitation: &'a Invitation, state: &'a State) -> Result<Facts<'a>, Error> {
        let key = order_key(invitation);
        let stored = self.orders.get(&key);
        let order = stored.map(|order| order_rules(order, Some(invitation.id))).unwrap_or_default();
        let order = Order { product_pending: self.requests.is_product_to_come(&key, invitation.id), ..order };
        let product = match state.product {
            Some((campaign, _)) => Some(self.campaigns.get(&campaign).ok_or(Error::Missing)?),
            None => None,
        };
        let pinned = self.pinned.get(&(invitation.campaign, invitation.version)).ok_or(Error::Missing)?;
        let sent = self.messages.get(&invitation.id).map_or(&[][..], Vec::as_slice);
        Ok(Facts {
            stored: invitation,
            state,
            campaign: self.campaigns.get(&invitation.campaign).ok_or(Error::Missing)?,
            storefront: self.zones.get(&invitation.storefront).ok_or(Error::Missing)?,
            person: self.people.person(invitation.contact).ok_or(Error::Missing)?,
            event: self.events.get(&invitation.event).ok_or(Error::Missing)?,
            invitation: InvitationRules {
                followed_at: self.routes.get(&invitation.id).and_then(|route| route.followed_at),
                ..invitation_rules(invitation, state, invitation.timing(&pinned.timing), sent)
            },
            order: with_service(order, self.requests.service_of(invitation.event)),
            product,
            history: self.people.group(invitation.contact),
            messages: sent,
        })
    }
}

/// A reminder looks at the product requests of its order (AV-3), a product request at its service request.
pub(super) fn looks_at_others(invitation: &Invitation, state: &State) -> bool {
    let is_reminder = state.queued.is_some_and(|queued| queued.role == Role::Reminder);
    is_reminder || invitation.purpose == Purpose::ProductReview
}

/// Where these invitations point; nobody looks where no settings lead elsewhere.
pub(super) fn routes_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    invitations: impl Iterator<Item = (InvitationId, (CampaignId, i64))>,
    pinned: &BTreeMap<(CampaignId, i64), Pinned>,
) -> Result<BTreeMap<InvitationId, Route>, Error> {
    let points = |version: &_| pinned.get(version).is_some_and(|pinned| !pinned.timing.routing.is_empty());
    let pointing: Vec<_> = invitations.filter(|(_, version)| points(version)).map(|(id, _)| id).collect();
    let found = routes::of_invitations(tx, account, &pointing)?;
    Ok(found.into_iter().map(|route| (route.invitation, route)).collect())
}

/// Everybody whom these invitations ask.
pub(super) fn contacts_of(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    invitations: &[(Invitation, State)],
) -> Result<BTreeMap<ContactId, Contact>, Error> {
    let ids: BTreeSet<_> = invitations.iter().map(|(invitation, _)| invitation.contact).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let found = contacts::by_ids(tx, batch.account.id, &ids)?;
    Ok(found.into_iter().map(|contact| (contact.id, contact)).collect())
}

/// The facts of one due invitation.
pub(super) struct Facts<'a> {
    pub stored: &'a Invitation,
    pub state: &'a State,
    pub campaign: &'a CampaignRules,
    pub storefront: &'a StorefrontRules,
    pub person: &'a rules::person::Person,
    pub event: &'a EventRules,
    pub invitation: InvitationRules,
    pub order: Order,
    /// Whose request about products is on the same form.
    pub product: Option<&'a CampaignRules>,
    pub history: usize,
    pub messages: &'a [Message],
}

impl Facts<'_> {
    pub fn due(&self) -> Due<'_> {
        Due {
            campaign: self.campaign,
            storefront: self.storefront,
            person: self.person,
            event: self.event,
            order: &self.order,
            invitation: &self.invitation,
            product: self.product,
            history: self.history,
        }
    }

    /// What was decided about the message, and about the products on its form.
    pub fn records<'d>(&self, batch: &Batch<'_>, decided: &'d Decided) -> Vec<NewDecision<'d>> {
        let record = |campaign, decision| NewDecision {
            id: DecisionId::new(batch.now, batch.engine.world.chance.bits()),
            event: self.stored.event,
            invitation: Some(self.stored.id),
            campaign: Some(campaign),
            decision,
        };
        let of_products = self.product.zip(decided.product.as_ref());
        let own = record((self.stored.campaign, self.stored.purpose), &decided.decision);
        let of_products = of_products.map(|(campaign, decision)| record((campaign.id, campaign.purpose), decision));
        std::iter::once(own).chain(of_products).collect()
    }

    /// The request about products that was on a form which never goes.
    pub fn parted(&self, after: &State) -> Option<Parted> {
        let pin = self.state.product.filter(|_| after.product.is_none() && after.ended_at.is_some())?;
        Some((self.stored.clone(), pin))
    }
}

pub(super) fn order_key(invitation: &Invitation) -> OrderKey {
    OrderKey { storefront: invitation.storefront, reference: invitation.reference.clone() }
}

pub(super) fn storefront_rules(storefront: &Storefront) -> StorefrontRules {
    StorefrontRules { id: storefront.id, zone: storefront.zone.clone() }
}

pub(super) fn account_rules(account: &Account) -> Result<AccountRules, Error> {
    let wrong = |_| Error::Column { column: 2, wanted: "settings", found: "other settings" };
    account.settings.check(account.hold).map_err(wrong)
}

/// An order as the rules see it. A reminder of `own` does not stand in its own way.
pub(super) fn order_rules(stored: &StoredOrder, own: Option<InvitationId>) -> Order {
    Order {
        cancelled_at: stored.cancelled_at,
        held_at: stored.held_at,
        answered: stored.answered.clone(),
        awaited: stored.awaited_until,
        reminded: stored.reminded_by.is_some_and(|by| Some(by) != own),
        product_pending: false,
        service: None,
    }
}

/// An invitation as the rules see it, with the timing that it pinned.
pub(super) fn invitation_rules(
    invitation: &Invitation,
    state: &State,
    timing: Timing,
    sent: &[Message],
) -> InvitationRules {
    let queued = state.queued;
    let unknown = |message: &Message| message.role == Role::First && message.status == MessageStatus::Unknown;
    // What waits to be tried again has not used its channel yet.
    let used = sent.iter().filter(|message| message.status != MessageStatus::Queued);
    let tried = queued.and_then(|queued| sent.iter().find(|message| message.step == queued.step));
    InvitationRules {
        id: invitation.id,
        pinned: timing,
        role: queued.map_or(Role::First, |queued| queued.role),
        step: queued.and_then(|queued| usize::try_from(queued.step).ok()).unwrap_or(0),
        due_at: state.due_at,
        next_at: queued.and_then(|queued| queued.at).unwrap_or(state.due_at),
        released_from: state.released_from,
        first_sent_at: state.first_sent_at,
        expires_at: state.expires_at,
        used: used.map(|message| message.channel).collect(),
        last_message_at: sent.iter().map(|message| message.committed_at).max(),
        reminder_at_creation: invitation.reminder_at_creation.is_some(),
        reminder_at_first: state.reminder_at_first.is_some(),
        reminder_struck: state.reminder_struck_at.is_some(),
        tried: tried.map(|message| message.channel),
        first_unknown: sent.iter().any(unknown),
        followed_at: None,
    }
}

/// What a hold or a refusal makes of an invitation's state; sending is the business of `commit`.
pub(super) fn apply(state: &mut State, decided: &Decided, now: Timestamp) {
    let reason = decided.decision.reason;
    state.released_from = None;
    match decided.action {
        Action::Send { .. } => {}
        Action::Hold { until, due_at } => {
            state.due_at = due_at;
            state.reason = reason;
            state.held_for = decided.decision.waits_for();
            if let Some(queued) = &mut state.queued {
                queued.at = until;
            }
        }
        Action::Refuse { next } => refuse(state, reason, next, now),
    }
}

/// A first message that does not go ends its invitation; a later one just does not go.
fn refuse(state: &mut State, reason: Option<Code>, next: Option<NextStep>, now: Timestamp) {
    let was_first = state.queued.is_some_and(|queued| queued.role == Role::First);
    queue(state, next);
    if was_first {
        state.first_sent_at = None;
        state.product = None;
        let status =
            if reason == Some(Code::EventCancelled) { InvitationStatus::Cancelled } else { InvitationStatus::Refused };
        state.end(status, reason, now);
    }
}

/// Queues the next step, the only one that is ever queued (rules 5.3).
pub(super) fn queue(state: &mut State, next: Option<NextStep>) {
    state.queued = next.map(|next| Queued {
        role: next.role,
        step: i64::try_from(next.step).expect("a strategy has few steps"),
        channel: next.channel,
        at: Some(next.at),
    });
    if let Some(next) = next {
        state.due_at = next.at;
    }
}

/// Decides anew what stronger requests of a plan displaced (rules 4, Competition).
pub(super) fn displace(tx: &mut Tx<'_>, batch: &Batch<'_>, planned: &[Planned]) -> Result<(), Error> {
    let mut stronger: BTreeMap<InvitationId, Timestamp> = BTreeMap::new();
    for planned in planned {
        let Some(first) = planned.first else { continue };
        let at = first.next_at.unwrap_or(first.due_at);
        stronger.extend(planned.displaced.iter().map(|displaced| (*displaced, at)));
    }
    if stronger.is_empty() {
        return Ok(());
    }
    let account = account_rules(batch.account)?;
    let ids: Vec<_> = stronger.keys().copied().collect();
    let found = invitations::by_ids(tx, batch.account.id, &ids)?;
    let dues = Dues::load(tx, batch, found)?;
    let facts = dues.facts()?;
    let decide = |facts: &Facts<'_>| decide_displaced(batch.now, &account, &facts.due(), stronger[&facts.stored.id]);
    let decided: Vec<_> = facts.iter().map(decide).collect();
    save(tx, batch, &facts, &decided)
}

/// Saves decisions that do not send.
pub(super) fn save(tx: &mut Tx<'_>, batch: &Batch<'_>, facts: &[Facts<'_>], decided: &[Decided]) -> Result<(), Error> {
    let mut states: Vec<_> = facts.iter().map(|facts| (facts.stored.id, facts.state.clone())).collect();
    for ((_, state), decided) in states.iter_mut().zip(decided) {
        apply(state, decided, batch.now);
    }
    let parted: Vec<_> = facts.iter().zip(&states).filter_map(|(facts, (_, state))| facts.parted(state)).collect();
    let states: Vec<_> = states.iter().map(|(id, state)| (*id, state)).collect();
    let records: Vec<_> =
        facts.iter().zip(decided).flat_map(|(facts, decided)| facts.records(batch, decided)).collect();
    invitations::save(tx, batch.account.id, &states)?;
    decisions::insert(tx, batch.account.id, &records)?;
    plan_alone(tx, batch, &parted)
}
