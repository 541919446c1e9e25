//! Own orders: what an account was told so far, as a history to simulate with. Consents and opt-outs are those of today.

use std::collections::{BTreeMap, BTreeSet};

use rules::address::{AddressKey, Cause, Channel, PurposeGroup, Suppression};
use rules::id::{AccountId, ContactId, EventId};
use rules::time::Zone;

use super::history::{Gathering, History};
use crate::engine::Engine;
use crate::engine::people::email_key;
use crate::intake;
use crate::intake::email::Email;
use crate::intake::event::Event as Told;
use crate::intake::phone::Phone;
use crate::store::consents::Consent;
use crate::store::contacts::Contact;
use crate::store::events::Event;
use crate::store::{Error, Tx, consents, contacts, events, storefronts, suppressions};

/// Events that are read in one go.
const PAGE: i64 = 2_000;

impl Engine {
    /// An account's orders so far, the first `most` of them; `progress` is told how many there are by now.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn own_history(
        &self,
        account: AccountId,
        (seed, most): (u64, usize),
        progress: impl Fn(usize),
    ) -> Result<History, Error> {
        let mut gathering = Gathering::new(seed);
        let mut last = None;
        while gathering.len() < most {
            let engine = self.clone();
            let page = self.store.read("own_history", move |tx| page(tx, &engine, account, last)).await?;
            let Some(next) = page.last else { break };
            last = Some(next);
            page.orders.iter().for_each(|(event, stops)| gathering.add(event, stops));
            progress(gathering.len());
        }
        Ok(gathering.finish())
    }
}

struct Page {
    orders: Vec<(Told, Vec<Suppression>)>,
    last: Option<EventId>,
}

fn page(tx: &mut Tx<'_>, engine: &Engine, account: AccountId, last: Option<EventId>) -> Result<Page, Error> {
    let found = events::after(tx, account, last, PAGE)?;
    let slugs: BTreeMap<_, _> =
        storefronts::all(tx, account)?.into_iter().map(|storefront| (storefront.id, storefront.slug)).collect();
    let ids: BTreeSet<ContactId> = found.iter().map(|event| event.contact).collect();
    let ids: Vec<_> = ids.into_iter().collect();
    let people: BTreeMap<_, _> =
        contacts::by_ids(tx, account, &ids)?.into_iter().map(|contact| (contact.id, contact)).collect();
    let mut given: BTreeMap<ContactId, Vec<Consent>> = BTreeMap::new();
    for consent in consents::of_contacts(tx, account, &ids)? {
        given.entry(consent.contact).or_default().push(consent);
    }
    let key = |contact: &Contact| contact.email.as_deref().map(|email| email_key(&engine.secret, account, email));
    let keys: Vec<_> = people.values().filter_map(key).collect();
    let mut stops: BTreeMap<AddressKey, Vec<Suppression>> = BTreeMap::new();
    for stop in suppressions::of_addresses(tx, account, &keys)? {
        if stop.channel == Channel::Email {
            stops.entry(stop.address).or_default().push(stop.rules());
        }
    }
    let order = |event: &Event| {
        let contact = people.get(&event.contact)?;
        let given = given.get(&contact.id).map_or(&[][..], Vec::as_slice);
        let stops = key(contact).and_then(|key| stops.get(&key)).map_or(&[][..], Vec::as_slice);
        let stops = stops.iter().copied().chain(withdrawn(given)).collect();
        Some((told(event, slugs.get(&event.storefront)?, person(contact, given)), stops))
    };
    Ok(Page { orders: found.iter().filter_map(order).collect(), last: found.last().map(|event| event.id) })
}

/// Whoever withdrew every basis is not asked, whatever the storefront declares.
fn withdrawn(consents: &[Consent]) -> Option<Suppression> {
    let is_all = !consents.is_empty() && consents.iter().all(|consent| consent.withdrawn_at.is_some());
    is_all.then_some(Suppression { cause: Cause::Unsubscribed, group: Some(PurposeGroup::Asking) })
}

fn told(event: &Event, slug: &str, contact: intake::contact::Contact) -> Told {
    Told {
        event_type: event.kind.clone(),
        storefront: slug.to_owned(),
        reference: event.reference.clone(),
        occurred_at: event.occurred_at,
        activation_date: event.activation_date,
        contact,
        details: event.details.clone(),
        from_file: event.source == Event::FROM_FILE,
    }
}

/// What the rules look at; its id stands for whatever it is known by.
fn person(contact: &Contact, given: &[Consent]) -> intake::contact::Contact {
    let standing = given.iter().filter(|consent| consent.withdrawn_at.is_none());
    intake::contact::Contact {
        email: contact.email.as_deref().and_then(|email| Email::parse(email).ok()),
        phone: contact.phone.as_deref().and_then(|phone| Phone::parse(phone, None).ok()),
        external_id: Some(contact.id.to_string()),
        name: None,
        locale: None,
        time_zone: contact.time_zone.as_deref().and_then(|zone| Zone::parse(zone).ok()),
        country: None,
        postal_code: None,
        city: None,
        birth_date: None,
        preferred_channel: contact.preferred_channel,
        segments: None,
        attributes: None,
        consents: standing.map(consent).collect(),
    }
}

fn consent(known: &Consent) -> intake::consent::Consent {
    intake::consent::Consent {
        channel: known.channel,
        basis: known.basis,
        source: known.source.clone(),
        at: known.given_at,
        purposes: known.purposes.clone(),
    }
}
