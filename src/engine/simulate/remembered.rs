//! Remembered: the invitations of a circle, found by person, address, order and time as the store finds its own.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Index;

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{ContactId, InvitationId, StorefrontId};
use rules::invitation::Ask;

use super::asked::Asked;
use super::crowd::Lot;
use crate::store::invitations::State;
use crate::store::messages::Message;

/// With fewer invitations than this none is looked at again to forget it.
const FEW: usize = 16;

pub(super) struct Remembered<'a> {
    all: BTreeMap<InvitationId, Asked<'a>>,
    agenda: BTreeSet<(Timestamp, InvitationId)>,
    by_contact: BTreeSet<(ContactId, InvitationId)>,
    by_address: BTreeSet<(AddressKey, InvitationId)>,
    by_order: BTreeSet<(StorefrontId, Lot, InvitationId)>,
    /// With more than this it is time to forget.
    many: usize,
}

impl<'a> Remembered<'a> {
    pub fn new() -> Self {
        Self {
            all: BTreeMap::new(),
            agenda: BTreeSet::new(),
            by_contact: BTreeSet::new(),
            by_address: BTreeSet::new(),
            by_order: BTreeSet::new(),
            many: FEW,
        }
    }

    pub fn get(&self, id: InvitationId) -> Option<&Asked<'a>> {
        self.all.get(&id)
    }

    pub fn iter(&self) -> impl Iterator<Item = &Asked<'a>> {
        self.all.values()
    }

    pub fn insert(&mut self, asked: Asked<'a>) {
        let (id, storefront) = (asked.invitation.id, asked.invitation.storefront);
        self.by_contact.insert((asked.invitation.contact, id));
        self.by_order.insert((storefront, asked.lot, id));
        self.note(id, Found::of(&asked.state));
        self.all.insert(id, asked);
    }

    /// Changes an invitation's state, and where it is found.
    pub fn change(&mut self, id: InvitationId, change: impl FnOnce(&mut State)) {
        let Some(asked) = self.all.get_mut(&id) else { return };
        let before = Found::of(&asked.state);
        change(&mut asked.state);
        let after = Found::of(&asked.state);
        if before != after {
            self.unnote(id, before);
            self.note(id, after);
        }
    }

    pub fn sent(&mut self, id: InvitationId, message: Message) {
        if let Some(asked) = self.all.get_mut(&id) {
            asked.messages.push(message);
        }
    }

    /// When the next one is due.
    pub fn next_at(&self) -> Option<Timestamp> {
        self.agenda.first().map(|(at, _)| *at)
    }

    /// The first that are due, up to `most`.
    pub fn due(&self, now: Timestamp, most: usize) -> Vec<InvitationId> {
        self.agenda.iter().take_while(|(at, _)| *at <= now).take(most).map(|(_, id)| *id).collect()
    }

    /// The requests to these people and addresses.
    pub fn asks(&self, contacts: &BTreeSet<ContactId>, addresses: &BTreeSet<AddressKey>) -> Vec<Ask> {
        let of_contacts = contacts.iter().flat_map(|contact| self.by_contact.range(of(*contact)).map(|(_, id)| *id));
        let of_addresses = addresses.iter().flat_map(|key| self.by_address.range(of(*key)).map(|(_, id)| *id));
        let theirs: BTreeSet<_> = of_contacts.chain(of_addresses).collect();
        theirs.iter().filter_map(|id| self.all[id].ask()).collect()
    }

    /// The invitations because of an order.
    pub fn of_order(&self, (storefront, lot): (StorefrontId, Lot)) -> impl Iterator<Item = &Asked<'a>> {
        let (first, last) = (InvitationId::from_bits(0), InvitationId::from_bits(u128::MAX));
        let of_order = self.by_order.range((storefront, lot, first)..=(storefront, lot, last));
        of_order.filter_map(|(.., id)| self.all.get(id))
    }

    /// Whether it is time to forget.
    pub fn are_many(&self) -> bool {
        self.all.len() > self.many
    }

    /// Takes out what is past.
    pub fn forget(&mut self, past: impl Fn(&Asked<'_>) -> bool) -> Vec<Asked<'a>> {
        let forgotten: Vec<_> = self.all.extract_if(.., |_, asked| past(asked)).map(|(_, asked)| asked).collect();
        for asked in &forgotten {
            let id = asked.invitation.id;
            self.by_contact.remove(&(asked.invitation.contact, id));
            self.by_order.remove(&(asked.invitation.storefront, asked.lot, id));
            self.unnote(id, Found::of(&asked.state));
        }
        // So that each look pays for itself.
        self.many = FEW.max(2 * self.all.len());
        forgotten
    }

    fn note(&mut self, id: InvitationId, found: Found) {
        self.agenda.extend(found.at.map(|at| (at, id)));
        self.by_address.extend(found.address.map(|key| (key, id)));
    }

    fn unnote(&mut self, id: InvitationId, found: Found) {
        if let Some(at) = found.at {
            self.agenda.remove(&(at, id));
        }
        if let Some(key) = found.address {
            self.by_address.remove(&(key, id));
        }
    }
}

impl<'a> Index<&InvitationId> for Remembered<'a> {
    type Output = Asked<'a>;

    fn index(&self, id: &InvitationId) -> &Asked<'a> {
        &self.all[id]
    }
}

/// What of a state it is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Found {
    at: Option<Timestamp>,
    address: Option<AddressKey>,
}

impl Found {
    fn of(state: &State) -> Self {
        Self { at: state.queued.and_then(|queued| queued.at), address: state.address }
    }
}

/// Every invitation of one key.
fn of<K: Copy>(key: K) -> std::ops::RangeInclusive<(K, InvitationId)> {
    (key, InvitationId::from_bits(0))..=(key, InvitationId::from_bits(u128::MAX))
}
