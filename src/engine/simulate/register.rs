//! The register of a circle: who its orders are about, by the rules of the engine's own (rules 1).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::address::{AddressKey, Suppression};
use rules::id::{ConsentId, ContactId};
use rules::person::Person;

use super::crowd::Lot;
use super::history::{Facts, Said};
use crate::engine::bases::{add, carried};
use crate::engine::people::Known;
use crate::engine::registry::{Meanings, keep};
use crate::store::consents::Consent;
use crate::store::storefronts::Storefront;

#[derive(Default)]
pub(super) struct Register {
    meanings: Meanings,
    customers: BTreeMap<ContactId, Customer>,
}

#[derive(Default)]
struct Customer {
    known: Known,
    consents: Vec<Consent>,
    stops: Vec<Suppression>,
    messages: u32,
}

impl Register {
    /// The contact that an order is about, and what it says of it.
    pub fn resolve(&mut self, said: &Said, facts: &Facts, (lot, now): (Lot, Timestamp)) -> ContactId {
        let identifiers: Vec<AddressKey> = said.identifiers().collect();
        let meant = self.meanings.find(&identifiers).map(|(id, _)| id);
        // As scattered as in earnest, also among the circles of one instant: whom a holdout leaves out follows from it.
        let chance = || (u128::from(lot.bits()) << 16) ^ self.customers.len() as u128;
        let id = meant.unwrap_or_else(|| ContactId::new(now, chance()));
        let customer = self.customers.entry(id).or_default();
        keep(&mut customer.known.email, said.email());
        keep(&mut customer.known.zone, facts.zone.clone());
        keep(&mut customer.known.phone_zones, facts.phone_zones.clone());
        keep(&mut customer.known.preferred_channel, facts.preferred_channel);
        customer.stops.clone_from(&facts.stops);
        self.meanings.learn(&identifiers, id);
        id
    }

    /// The consents that an order brings.
    pub fn consent(&mut self, contact: ContactId, facts: &Facts, storefront: &Storefront, now: Timestamp) {
        let Some(customer) = self.customers.get_mut(&contact) else { return };
        let known = customer.consents.len() as u128;
        let id = || ConsentId::new(now, known);
        drop(add(&mut customer.consents, carried(&facts.consents, Some(storefront), (contact, now), id)));
    }

    pub fn person(&self, contact: ContactId) -> Person {
        let customer = &self.customers[&contact];
        let mut person = customer.known.clone().person(contact);
        person.consents = customer.consents.iter().map(Consent::rules).collect();
        for address in &mut person.addresses {
            address.suppressions.clone_from(&customer.stops);
        }
        person
    }

    /// One more message went to it.
    pub fn count(&mut self, contact: ContactId) {
        if let Some(customer) = self.customers.get_mut(&contact) {
            customer.messages += 1;
        }
    }

    /// How many messages went to each.
    pub fn customers(&self) -> impl Iterator<Item = u32> {
        self.customers.values().map(|customer| customer.messages)
    }
}
