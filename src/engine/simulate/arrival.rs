//! Arrival: the orders of one instant are planned together, as one report of them would be.

use std::collections::BTreeMap;

use rules::decide::{Decided, displace};
use rules::decision::Outcome;
use rules::event::{Event as EventRules, Order as OrderRules};
use rules::id::InvitationId;
use rules::plan::{Candidate, Planned, plan, unmatched};

use super::asked::Asked;
use super::circle::{Circle, facts, reference_of};
use super::history::{Order, index};
use super::scene::Place;
use super::{Told, Watch};
use crate::engine::dues::{apply, order_rules};
use crate::engine::people::People;
use crate::engine::planning::{Wanting, invitation};
use crate::store::events::Event;
use crate::store::orders::OrderKey;

/// A new event.
struct Fresh<'a> {
    order: &'a Order,
    place: &'a Place,
    event: Event,
    rules: EventRules,
    known: OrderRules,
}

/// A new event, and a campaign that wants it.
type Wanted<'f, 'a> = (&'f Fresh<'a>, &'a Wanting);

impl<'a, W: Watch> Circle<'a, W> {
    pub fn take_in(&mut self, orders: &[&'a Order]) {
        let fresh: Vec<_> = orders.iter().filter_map(|order| self.arrive(order)).collect();
        for new in &fresh {
            let said = &self.history.said[index(new.order.said)];
            let facts = &self.history.facts[index(said.facts)];
            self.register.consent(new.event.contact, facts, &new.place.storefront, self.now);
        }
        let mut people = self.people(&fresh.iter().map(|new| new.event.contact).collect());
        let mut histories = std::mem::take(&mut people.histories);
        let (wanted, candidates) = self.candidates(&fresh, &people);
        let planned = plan(self.now, &self.scene.account, &candidates, &mut histories);
        for (((new, wanting), candidate), planned) in wanted.iter().zip(&candidates).zip(&planned) {
            self.note(new, wanting, candidate, planned);
        }
        for new in fresh.iter().filter(|new| new.place.wanting.is_empty()) {
            self.watch.decided(&Told { lot: new.order.lot, campaign: None, decision: &unmatched(self.now) });
        }
        self.give_way(&planned);
    }

    /// The event that an order is, unless it was told before.
    fn arrive(&mut self, order: &'a Order) -> Option<Fresh<'a>> {
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
        let event = Event {
            id: self.event_id(),
            storefront: place.rules.id,
            kind: place.stream.event_type.clone(),
            reference: reference_of(order.lot),
            contact,
            occurred_at: order.occurred_at(),
            activation_date: order.activation_date(),
            details: None,
            source: if place.stream.from_file { Event::FROM_FILE } else { Event::FROM_API }.to_owned(),
            received_at: self.now,
        };
        let known = self.orders.get(&OrderKey::of(&event)).map(|stored| order_rules(stored, None));
        Some(Fresh { order, place, rules: event.rules(), event, known: known.unwrap_or_default() })
    }

    fn candidates<'f>(
        &mut self,
        fresh: &'f [Fresh<'a>],
        people: &'f People,
    ) -> (Vec<Wanted<'f, 'a>>, Vec<Candidate<'f>>)
    where
        'a: 'f,
    {
        let wanted: Vec<_> =
            fresh.iter().flat_map(|new| new.place.wanting.iter().map(move |wanting| (new, wanting))).collect();
        let mut ids = self.invitation_ids(wanted.len());
        let learned = &self.scene.learned;
        let candidate = |(new, wanting): &Wanted<'f, 'a>| Candidate {
            campaign: &wanting.rules,
            storefront: &new.place.rules,
            person: people.person(new.event.contact).expect("everybody of the batch is there"),
            event: &new.rules,
            order: &new.known,
            duplicate: false,
            history: people.group(new.event.contact),
            exists: false,
            invitation: ids.next(),
            learned: Some(learned),
        };
        let candidates = wanted.iter().map(candidate).collect();
        (wanted, candidates)
    }

    fn note(&mut self, new: &Fresh<'a>, wanting: &'a Wanting, candidate: &Candidate<'_>, planned: &Planned) {
        let (lot, campaign) = (new.order.lot, &wanting.rules);
        self.watch.decided(&Told::of(lot, campaign, &planned.decision));
        if planned.decision.outcome == Outcome::Refused {
            self.watch.refused();
        }
        let made = invitation(self.now, &new.event, (candidate, wanting.version), planned);
        if let Some((invitation, state)) = made {
            let (messages, event, place) = (Vec::new(), new.rules.clone(), new.place);
            self.asked.insert(Asked { invitation, state, messages, lot, event, place, campaign });
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
        let decided: Vec<_> = stronger.into_iter().filter_map(|(id, at)| Some((id, self.displace(id, at)?))).collect();
        for (id, decided) in decided {
            let now = self.now;
            self.asked.change(id, |state| apply(state, &decided, now));
            let asked = &self.asked[&id];
            self.watch.decided(&Told::of(asked.lot, asked.campaign, &decided.decision));
        }
    }

    fn displace(&self, id: InvitationId, stronger_at: jiff::Timestamp) -> Option<Decided> {
        let asked = self.asked.get(id)?;
        let people = self.people(&[asked.invitation.contact].into());
        let facts = facts(asked, &self.orders, &people)?;
        Some(displace(self.now, &self.scene.account, &facts.due(), stronger_at))
    }
}
