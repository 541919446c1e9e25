//! The registry of a batch: who is who (rules 1), which contacts are new, and what changed of known ones.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{AccountId, ContactId};

use super::people::{email_key, external_key, phone_key};
use crate::intake;
use crate::secret::Secret;
use crate::store::contacts::{self, Contact};
use crate::store::{Error, Tx, guards};
use crate::world::Chance;

/// What an event says about a contact, with the keyed hashes of its identifiers in the order in which they count.
struct Claimed<'a> {
    contact: &'a intake::contact::Contact,
    identifiers: Vec<AddressKey>,
}

/// Which contact an identifier means: the first that it was reported of.
#[derive(Debug, Default)]
pub(super) struct Meanings(BTreeMap<AddressKey, ContactId>);

impl Meanings {
    /// The contact that these identifiers mean, the first of them that is known deciding, and another one that a later
    /// identifier means: a doubt.
    pub fn find(&self, identifiers: &[AddressKey]) -> Option<(ContactId, Option<ContactId>)> {
        let mut meant = identifiers.iter().filter_map(|key| self.0.get(key).copied());
        let id = meant.next()?;
        Some((id, meant.find(|other| *other != id)))
    }

    /// Those of the identifiers that meant nobody yet mean this contact from now on; answers which they are.
    pub fn learn(&mut self, identifiers: &[AddressKey], id: ContactId) -> Vec<AddressKey> {
        let mut new = Vec::new();
        for &identifier in identifiers {
            self.0.entry(identifier).or_insert_with(|| {
                new.push(identifier);
                id
            });
        }
        new
    }
}

pub struct Registry {
    contacts: BTreeMap<ContactId, Contact>,
    meanings: Meanings,
    changed: BTreeSet<ContactId>,
    new: BTreeSet<ContactId>,
    /// The guards of those that were known before: a decision about them that is under way starts over.
    altered: BTreeSet<String>,
    identified: Vec<(AddressKey, ContactId)>,
}

impl Registry {
    /// Loads everybody whom the identifiers of these contacts mean.
    ///
    /// # Errors
    /// Those of the store.
    pub fn load<'a>(
        tx: &mut Tx<'_>,
        secret: &Secret,
        account: AccountId,
        reported: impl Iterator<Item = &'a intake::contact::Contact>,
    ) -> Result<Self, Error> {
        let mut identifiers: Vec<_> = reported.flat_map(|contact| identifiers(secret, account, contact)).collect();
        identifiers.sort_unstable();
        identifiers.dedup();
        let mut registry = Self {
            contacts: BTreeMap::new(),
            meanings: Meanings::default(),
            changed: BTreeSet::new(),
            new: BTreeSet::new(),
            altered: BTreeSet::new(),
            identified: Vec::new(),
        };
        for (identifier, contact) in contacts::identified(tx, account, &identifiers)? {
            registry.meanings.learn(&[identifier], contact.id);
            registry.contacts.insert(contact.id, contact);
        }
        Ok(registry)
    }

    /// The contact that an event is about: by external id, else by email, else by phone; a new one where none is known.
    /// Where they point at different contacts the first is taken, the others stay as they are, and the doubt is kept.
    pub fn resolve(
        &mut self,
        secret: &Secret,
        account: AccountId,
        reported: &intake::contact::Contact,
        now: Timestamp,
        chance: &Chance,
    ) -> ContactId {
        let claimed = Claimed { contact: reported, identifiers: identifiers(secret, account, reported) };
        let Some((id, doubt)) = self.meanings.find(&claimed.identifiers) else {
            return self.add(&claimed, now, chance);
        };
        self.learn(id, &claimed, doubt);
        id
    }

    pub fn contact(&self, id: ContactId) -> Option<&Contact> {
        self.contacts.get(&id)
    }

    /// Whether nobody knew this contact before this batch.
    pub fn is_new(&self, id: ContactId) -> bool {
        self.new.contains(&id)
    }

    /// Whether this person asked to be erased.
    pub fn is_erased(&self, id: ContactId) -> bool {
        self.contacts.get(&id).is_some_and(|contact| contact.erased_at.is_some())
    }

    /// Writes what is new.
    ///
    /// # Errors
    /// [`Error::Conflict`] where another transaction met one of the new people at the same time.
    pub fn save(&self, tx: &mut Tx<'_>, account: AccountId) -> Result<(), Error> {
        contacts::identify(tx, account, &self.identified)?;
        guards::bump(tx, account, &self.altered)?;
        let changed: Vec<_> = self.changed.iter().filter_map(|id| self.contacts.get(id)).collect();
        contacts::save(tx, account, &changed)
    }

    fn add(&mut self, claimed: &Claimed<'_>, now: Timestamp, chance: &Chance) -> ContactId {
        let id = ContactId::new(now, chance.bits());
        let mut contact = empty(id, now);
        update(&mut contact, claimed.contact);
        self.contacts.insert(id, contact);
        self.changed.insert(id);
        self.new.insert(id);
        self.identify(claimed, id);
        id
    }

    fn learn(&mut self, id: ContactId, claimed: &Claimed<'_>, doubt: Option<ContactId>) {
        let Some(contact) = self.contacts.get_mut(&id) else { return };
        // What an erased person's shop still reports must not bring them back.
        if contact.erased_at.is_some() {
            return;
        }
        let before = contact.clone();
        update(contact, claimed.contact);
        contact.doubt_with = contact.doubt_with.or(doubt);
        if *contact != before {
            self.changed.insert(id);
            self.altered.insert(id.to_string());
        }
        self.identify(claimed, id);
    }

    fn identify(&mut self, claimed: &Claimed<'_>, id: ContactId) {
        let new = self.meanings.learn(&claimed.identifiers, id);
        self.identified.extend(new.into_iter().map(|identifier| (identifier, id)));
    }
}

fn identifiers(secret: &Secret, account: AccountId, contact: &intake::contact::Contact) -> Vec<AddressKey> {
    let external = contact.external_id.as_deref().map(|text| external_key(secret, account, text));
    let email = contact.email.as_ref().map(|email| email_key(secret, account, email.as_str()));
    let phone = contact.phone.as_ref().map(|phone| phone_key(secret, account, phone.as_str()));
    [external, email, phone].into_iter().flatten().collect()
}

pub fn empty(id: ContactId, now: Timestamp) -> Contact {
    Contact {
        id,
        external_id: None,
        email: None,
        phone: None,
        name: None,
        locale: None,
        time_zone: None,
        country: None,
        postal_code: None,
        city: None,
        birth_date: None,
        preferred_channel: None,
        segments: None,
        attributes: None,
        doubt_with: None,
        less_often_since: None,
        later_until: None,
        erased_at: None,
        created_at: now,
    }
}

/// The latest report of a field stands; what a report leaves out stays.
pub(super) fn keep<T>(field: &mut Option<T>, reported: Option<T>) {
    if reported.is_some() {
        *field = reported;
    }
}

fn update(contact: &mut Contact, reported: &intake::contact::Contact) {
    keep(&mut contact.external_id, reported.external_id.clone());
    keep(&mut contact.email, reported.email.as_ref().map(|email| email.as_str().to_owned()));
    keep(&mut contact.phone, reported.phone.as_ref().map(|phone| phone.as_str().to_owned()));
    keep(&mut contact.name, reported.name.as_ref().map(|name| name.as_str().to_owned()));
    keep(&mut contact.locale, reported.locale.clone());
    keep(&mut contact.time_zone, reported.time_zone.as_ref().map(|zone| zone.name().to_owned()));
    keep(&mut contact.country, reported.country.map(|country| country.as_str().to_owned()));
    keep(&mut contact.postal_code, reported.postal_code.clone());
    keep(&mut contact.city, reported.city.clone());
    keep(&mut contact.birth_date, reported.birth_date.map(|date| date.to_string()));
    keep(&mut contact.preferred_channel, reported.preferred_channel);
    let segments = reported.segments.as_ref();
    keep(&mut contact.segments, segments.map(|words| serde_json::to_string(words).expect("words are plain data")));
    keep(&mut contact.attributes, reported.attributes.clone());
}
