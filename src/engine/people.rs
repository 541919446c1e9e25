//! People: the contacts of a batch as the rules see them, each with the history of requests to them and to whoever
//! shares their addresses.

use std::collections::BTreeMap;

use rules::address::{Address, AddressKey, Channel};
use rules::hours::recipient_zone;
use rules::id::{AccountId, ContactId};
use rules::invitation::Ask;
use rules::person::Person;
use rules::time::Zone;

use crate::intake::phone::Phone;
use crate::secret::Secret;
use crate::store::consents::Consent;
use crate::store::contacts::Contact;
use crate::store::suppressions::Suppression;
use crate::store::{Error, Tx, asks, consents, suppressions};

/// The channels over which this program can reach anybody.
pub const CHANNELS: [Channel; 1] = [Channel::Email];

#[derive(Debug, Default)]
pub struct People {
    pub persons: BTreeMap<ContactId, Person>,
    pub histories: Vec<Vec<Ask>>,
    groups: BTreeMap<ContactId, usize>,
}

impl People {
    /// Loads what stands on record about these contacts.
    ///
    /// # Errors
    /// Those of the store.
    pub fn load<'a>(
        tx: &mut Tx<'_>,
        secret: &Secret,
        account: AccountId,
        contacts: impl Iterator<Item = &'a Contact>,
    ) -> Result<Self, Error> {
        let contacts: Vec<_> = contacts.collect();
        let ids: Vec<_> = contacts.iter().map(|contact| contact.id).collect();
        let consents = consents::of_contacts(tx, account, &ids)?;
        Self::load_with(tx, secret, account, contacts.into_iter(), &consents)
    }

    /// As [`People::load`], with the consents as they were read before.
    pub fn load_with<'a>(
        tx: &mut Tx<'_>,
        secret: &Secret,
        account: AccountId,
        contacts: impl Iterator<Item = &'a Contact>,
        consents: &[Consent],
    ) -> Result<Self, Error> {
        let mut people = Self::default();
        for contact in contacts {
            people.persons.insert(contact.id, bare_person(secret, account, contact));
        }
        let ids: Vec<_> = people.persons.keys().copied().collect();
        people.add_consents(consents);
        let keys = people.address_keys();
        people.add_suppressions(&suppressions::of_addresses(tx, account, &keys)?);
        Ok(Self::of(people.persons, asks::history(tx, account, &ids, &keys)?))
    }

    /// These people, and the requests to them or to their addresses.
    pub fn of(persons: BTreeMap<ContactId, Person>, asks: Vec<Ask>) -> Self {
        let mut people = Self { persons, ..Self::default() };
        people.group_by_address();
        people.add_history(asks);
        people
    }

    pub fn person(&self, contact: ContactId) -> Option<&Person> {
        self.persons.get(&contact)
    }

    /// Which history is this person's.
    pub fn group(&self, contact: ContactId) -> usize {
        self.groups.get(&contact).copied().unwrap_or(0)
    }

    fn address_keys(&self) -> Vec<AddressKey> {
        let addresses = self.persons.values().flat_map(|person| &person.addresses);
        let mut keys: Vec<_> = addresses.map(|address| address.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    fn add_consents(&mut self, consents: &[Consent]) {
        for consent in consents.iter().filter(|consent| consent.withdrawn_at.is_none()) {
            if let Some(person) = self.persons.get_mut(&consent.contact) {
                person.consents.push(consent.rules());
            }
        }
    }

    fn add_suppressions(&mut self, suppressions: &[Suppression]) {
        if suppressions.is_empty() {
            return;
        }
        for address in self.persons.values_mut().flat_map(|person| &mut person.addresses) {
            let against =
                suppressions.iter().filter(|stop| stop.address == address.key && stop.channel == address.channel);
            address.suppressions.extend(against.map(Suppression::rules));
        }
    }

    /// People of the batch who share an address share one history: what is scheduled for one counts for the other.
    fn group_by_address(&mut self) {
        let mut owners: BTreeMap<AddressKey, usize> = BTreeMap::new();
        for person in self.persons.values() {
            let keys = || person.addresses.iter().map(|address| address.key);
            let group = keys().find_map(|key| owners.get(&key).copied()).unwrap_or_else(|| {
                self.histories.push(Vec::new());
                self.histories.len() - 1
            });
            for key in keys() {
                match owners.insert(key, group) {
                    Some(other) if other != group => merge(&mut owners, &mut self.groups, other, group),
                    _ => {}
                }
            }
            self.groups.insert(person.id, group);
        }
    }

    fn add_history(&mut self, asks: Vec<Ask>) {
        let mut by_key: BTreeMap<AddressKey, usize> = BTreeMap::new();
        for person in self.persons.values() {
            let group = self.groups[&person.id];
            by_key.extend(person.addresses.iter().map(|address| (address.key, group)));
        }
        for ask in asks {
            let by_contact = self.groups.get(&ask.contact).copied();
            let by_address = ask.address.and_then(|key| by_key.get(&key).copied());
            match (by_contact, by_address) {
                (Some(one), Some(other)) if one != other => {
                    self.histories[other].push(ask.clone());
                    self.histories[one].push(ask);
                }
                (Some(group), _) | (None, Some(group)) => self.histories[group].push(ask),
                (None, None) => {}
            }
        }
    }
}

/// Two groups turn out to share an address: one of them is used for both.
fn merge(owners: &mut BTreeMap<AddressKey, usize>, groups: &mut BTreeMap<ContactId, usize>, from: usize, into: usize) {
    owners.values_mut().chain(groups.values_mut()).filter(|group| **group == from).for_each(|group| *group = into);
}

/// The keyed hash under which a contact's email stands in identifiers, suppressions and histories.
pub fn email_key(secret: &Secret, account: AccountId, email: &str) -> AddressKey {
    secret.address_key(account, "email", &email.to_lowercase())
}

pub fn phone_key(secret: &Secret, account: AccountId, phone: &str) -> AddressKey {
    secret.address_key(account, "phone", phone)
}

pub fn external_key(secret: &Secret, account: AccountId, external_id: &str) -> AddressKey {
    secret.address_key(account, "external_id", external_id)
}

fn bare_person(secret: &Secret, account: AccountId, contact: &Contact) -> Person {
    let known = Known {
        email: contact.email.as_deref().map(|email| email_key(secret, account, email)),
        zone: own_zone(contact),
        phone_zones: contact.phone.as_deref().map(phone_zones),
        preferred_channel: contact.preferred_channel,
    };
    Person {
        less_often: contact.less_often_since.is_some(),
        later: contact.later_until.as_deref().and_then(|day| day.parse().ok()),
        erased: contact.erased_at.is_some(),
        ..known.person(contact.id)
    }
}

/// What events tell of a contact, as far as the rules look at it.
#[derive(Debug, Clone, Default)]
pub(super) struct Known {
    pub email: Option<AddressKey>,
    pub zone: Option<Zone>,
    /// Of a phone number's country; none without a phone.
    pub phone_zones: Option<Vec<Zone>>,
    pub preferred_channel: Option<Channel>,
}

impl Known {
    /// The person as the rules see it, with nothing on record for or against asking it.
    pub fn person(self, id: ContactId) -> Person {
        let email = self.email.filter(|_| CHANNELS.contains(&Channel::Email));
        let address = |key| Address { channel: Channel::Email, key, suppressions: Vec::new() };
        Person {
            id,
            addresses: email.map(address).into_iter().collect(),
            consents: Vec::new(),
            zone: self.zone,
            phone_zones: self.phone_zones.unwrap_or_default(),
            preferred_channel: self.preferred_channel,
            less_often: false,
            later: None,
            erased: false,
        }
    }
}

/// The zone on whose clock a contact lives, as far as anybody knows (rules 2.4).
pub(super) fn zone_of(contact: &Contact, storefront: &Zone) -> Zone {
    let phone = contact.phone.as_deref().map(phone_zones).unwrap_or_default();
    recipient_zone(own_zone(contact).as_ref(), &phone, storefront).clone()
}

fn own_zone(contact: &Contact) -> Option<Zone> {
    contact.time_zone.as_deref().and_then(|name| Zone::parse(name).ok())
}

/// The zones of the number's country (rules 2.4, 5.8).
fn phone_zones(phone: &str) -> Vec<Zone> {
    Phone::parse(phone, None).map(|phone| phone.zones()).unwrap_or_default()
}
