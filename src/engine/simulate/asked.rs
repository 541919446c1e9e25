//! Asked: an invitation of a simulation, and what a decision about it looks at.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::campaign::Campaign as CampaignRules;
use rules::event::{Event as EventRules, Order as OrderRules};
use rules::id::StorefrontId;
use rules::invitation::Ask;

use super::crowd::Lot;
use super::scene::Place;
use crate::engine::dues::{Facts, invitation_rules, order_key, order_rules};
use crate::engine::people::People;
use crate::engine::products::{Requests, with_service};
use crate::store::asks::ask;
use crate::store::invitations::{Invitation, State};
use crate::store::messages::Message;
use crate::store::orders::{OrderKey, StoredOrder};

/// An invitation with what the store knows besides.
pub(super) struct Asked<'a> {
    pub invitation: Invitation,
    pub state: State,
    pub messages: Vec<Message>,
    pub lot: Lot,
    pub event: EventRules,
    pub place: &'a Place,
    pub campaign: &'a CampaignRules,
}

impl Asked<'_> {
    /// Whether it has ended: also by its form's term, of which nobody took note yet.
    pub fn is_over(&self, now: Timestamp) -> bool {
        self.state.ended_at.is_some() || self.state.expires_at.is_some_and(|closes_at| closes_at <= now)
    }

    /// Which order it is about.
    pub fn order(&self) -> (StorefrontId, Lot) {
        (self.invitation.storefront, self.lot)
    }

    pub fn ask(&self) -> Option<Ask> {
        ask(&self.invitation, &self.state, self.campaign.kind, self.campaign.priority)
    }

    /// Whose products are on its form.
    pub fn product(&self) -> Option<&CampaignRules> {
        let (campaign, _) = self.state.product?;
        self.place.campaign(campaign).map(|wanting| &wanting.rules)
    }
}

/// What a decision about an invitation looks at.
pub(super) fn facts<'f>(
    asked: &'f Asked<'_>,
    (orders, requests): (&BTreeMap<OrderKey, StoredOrder>, &Requests),
    people: &'f People,
) -> Option<Facts<'f>> {
    let (key, own) = (order_key(&asked.invitation), asked.invitation.id);
    let order = orders.get(&key).map(|order| order_rules(order, Some(own))).unwrap_or_default();
    let order = OrderRules { product_pending: requests.is_product_to_come(&key, own), ..order };
    let timing = asked.invitation.timing(&asked.campaign.timing);
    Some(Facts {
        stored: &asked.invitation,
        state: &asked.state,
        campaign: asked.campaign,
        storefront: &asked.place.rules,
        person: people.person(asked.invitation.contact)?,
        event: &asked.event,
        invitation: invitation_rules(&asked.invitation, &asked.state, timing, &asked.messages),
        order: with_service(order, requests.service_of(asked.invitation.event)),
        history: people.group(asked.invitation.contact),
        messages: &asked.messages,
        product: asked.product(),
    })
}
