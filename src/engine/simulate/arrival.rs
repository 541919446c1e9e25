//! Arrival: the orders of one instant are planned together, as one report of them would be.

use std::collections::BTreeMap;

use rules::decide::displace;
use rules::decision::Outcome;
use rules::event::{Event as EventRules, Order as OrderRules};
use rules::id::{ContactId, InvitationId};
use rules::plan::{Candidate, Planned, plan, unmatched};

use super::asked::{Asked, facts};
use super::circle::{Circle, Due, reference_of};
use super::crowd::Lot;
use super::history::{Order, index};
use super::scene::Place;
use super::{Told, Watch};
use crate::engine::dues::{apply, order_rules};
use crate::engine::people::People;
use crate::engine::planning::{Wanting, invitation};
use crate::store::orders::OrderKey;

/// An event that is to be planned, and for which campaigns.
pub(super) struct Happened<'a> {
    pub lot: Lot,
    pub place: &'a Place,
    pub contact: ContactId,
    pub rules: EventRules,
    pub known: OrderRules,
    pub wanting: &'a [Wanting],
}

/// An event, and a campaign that wants it.
type Wanted<'f, 'a> = (&'f Happened<'a>, &'a Wanting);

impl<'a, W: Watch> Circle<'a, W> {
    pub fn take_in(&mut self, orders: &[&'a Order]) {
        let fresh: Vec<_> = orders.iter().filter_map(|order| Some((*order, self.arrive(order)?))).collect();
        for (order, event) in &fresh {
            let said = &self.history.said[index(order.said)];
            let facts = &self.history.facts[index(said.facts)];
            self.register.consent(event.contact, facts, &event.place.storefront, self.now);
        }
        let fresh: Vec<_> = fresh.into_iter().map(|(_, event)| event).collect();
        self.plan(&fresh);
        for new in fresh.iter().filter(|new| new.wanting.is_empty()) {
            self.watch.decided(&Told { lot: new.lot, campaign: None, decision: &unmatched(self.now) });
        }
    }

    /// Plans events together, and decides anew what stronger requests displaced.
    pub fn plan(&mut self, events: &[Happened<'a>]) {
        let mut people = self.people(&events.iter().map(|event| event.contact).collect());
        let mut histories = std::mem::take(&mut people.histories);
        let (wanted, candidates) = self.candidates(events, &people);
        let planned = plan(self.now, &self.scene.account, &candidates, &mut histories);
        for (((event, wanting), candidate), planned) in wanted.iter().zip(&candidates).zip(&planned) {
            self.note(event, wanting, candidate, planned);
        }
        self.give_way(&planned);
    }

    /// The event that an order is, unless it was told before.
    fn arrive(&mut self, order: &'a Order) -> Option<Happened<'a>> {
        let Some(place) = self.place_of(order) else {
            self.watch.order(false);
            return None;
        };
        let is_new = self.seen.insert((place.rules.id, order.lot, &place.stream.event_type));
        self.watch.order(is_new);
        if !is_new {
            return None;
        }
        let said = &self.history.said[index(order.said)];
        let contact = self.register.resolve(said, &self.history.facts[index(said.facts)], (order.lot, self.now));
        let key = OrderKey { storefront: place.rules.id, reference: reference_of(order.lot) };
        let known = self.orders.get(&key).map(|stored| order_rules(stored, None)).unwrap_or_default();
        let rules = EventRules {
            id: self.event_id(),
            reference: key.reference,
            occurred_at: order.occurred_at(),
            activation_date: order.activation_date(),
            from_file: place.stream.from_file,
            has_products: order.has_products(),
        };
        Some(Happened { lot: order.lot, place, contact, rules, known, wanting: &place.wanting })
    }

    fn candidates<'f>(
        &mut self,
        events: &'f [Happened<'a>],
        people: &'f People,
    ) -> (Vec<Wanted<'f, 'a>>, Vec<Candidate<'f>>)
    where
        'a: 'f,
    {
        let wanted: Vec<_> =
            events.iter().flat_map(|event| event.wanting.iter().map(move |wanting| (event, wanting))).collect();
        let mut ids = self.invitation_ids(wanted.len());
        let learned = &self.scene.learned;
        let candidate = |(event, wanting): &Wanted<'f, 'a>| Candidate {
            campaign: &wanting.rules,
            storefront: &event.place.rules,
            person: people.person(event.contact).expect("everybody of the batch is there"),
            event: &event.rules,
            order: &event.known,
            duplicate: false,
            history: people.group(event.contact),
            exists: false,
            invitation: ids.next(),
            learned: Some(learned),
        };
        let candidates = wanted.iter().map(candidate).collect();
        (wanted, candidates)
    }

    fn note(&mut self, happened: &Happened<'a>, wanting: &'a Wanting, candidate: &Candidate<'_>, planned: &Planned) {
        let (&Happened { lot, place, .. }, campaign) = (happened, &wanting.rules);
        self.watch.decided(&Told::of(lot, campaign, &planned.decision));
        if planned.decision.outcome == Outcome::Refused {
            self.watch.refused();
        }
        if let Some((invitation, state)) = invitation(self.now, (candidate, wanting.version), planned) {
            let (messages, event) = (Vec::new(), happened.rules.clone());
            self.asked.insert(Asked { invitation, state, messages, lot, event, place, campaign });
        }
        if let Some(joint) = planned.joined {
            self.asked.change(joint, |state| state.product = Some((campaign.id, wanting.version)));
        }
    }

    /// Decides anew what stronger requests displaced.
    fn give_way(&mut self, planned: &[Planned]) {
        let mut stronger = BTreeMap::new();
        for planned in planned {
            let Some(first) = planned.first else { continue };
            let at = first.next_at.unwrap_or(first.due_at);
            stronger.extend(planned.displaced.iter().map(|displaced| (*displaced, at)));
        }
        let decided: Vec<_> = stronger.into_iter().filter_map(|(id, at)| self.displace(id, at)).collect();
        self.commit(decided);
    }

    fn displace(&mut self, id: InvitationId, stronger_at: jiff::Timestamp) -> Option<Due> {
        let asked = self.asked.get(id)?;
        let people = self.people(&[asked.invitation.contact].into());
        let facts = facts(asked, (&self.orders, &self.requests(&[id])), &people)?;
        let decided = displace(self.now, &self.scene.account, &facts.due(), stronger_at);
        let mut state = facts.state.clone();
        apply(&mut state, &decided, self.now);
        let parted = facts.parted(&state);
        self.watch.decided(&Told::of(asked.lot, asked.campaign, &decided.decision));
        Some(Due { id, state, finished: None, parted })
    }
}
