//! Bases: the consents that events carry, recorded with their source; for events that carry none, the basis that their
//! storefront declares (rules 4, Basis).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rules::id::{ConsentId, ContactId};

use super::people::CHANNELS;
use super::registry::Registry;
use super::take_in::{Batch, NewEvent};
use crate::intake;
use crate::store::consents::{self, Consent};
use crate::store::storefronts::Storefront;
use crate::store::{Error, Tx};

/// Records what is new, and answers all that is on record now. Where a contact withdrew a channel's consent, no event
/// brings it back (rules 1).
pub(super) fn record(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    storefronts: &BTreeMap<String, Storefront>,
    registry: &Registry,
    fresh: &[NewEvent<'_>],
) -> Result<Vec<Consent>, Error> {
    let contacts: BTreeSet<_> = fresh.iter().map(|new| new.event.contact).collect();
    // Nothing is on record of those who were not known a moment ago.
    let contacts: Vec<_> = contacts.into_iter().filter(|id| !registry.is_new(*id)).collect();
    let mut on_record: BTreeMap<ContactId, Vec<Consent>> = BTreeMap::new();
    for consent in consents::of_contacts(tx, batch.account.id, &contacts)? {
        on_record.entry(consent.contact).or_default().push(consent);
    }
    let mut given = Vec::new();
    for new in fresh.iter().filter(|new| !registry.is_erased(new.event.contact)) {
        let record = on_record.entry(new.event.contact).or_default();
        let storefront = storefronts.get(&new.reported.storefront);
        let id = || ConsentId::new(batch.now, batch.engine.world.chance.bits());
        let carried = carried(&new.reported.contact.consents, storefront, (new.event.contact, batch.now), id);
        given.extend(add(record, carried));
    }
    consents::insert(tx, batch.account.id, &given)?;
    Ok(on_record.into_values().flatten().collect())
}

/// Adds to what is on record of a contact what that does not settle already, and answers what was new.
pub(super) fn add(record: &mut Vec<Consent>, carried: Vec<Consent>) -> Vec<Consent> {
    let mut given = Vec::new();
    for consent in carried {
        if !record.iter().any(|known| settles(known, &consent)) {
            record.push(consent.clone());
            given.push(consent);
        }
    }
    given
}

/// Whether what is on record says the same already, or says no.
fn settles(known: &Consent, new: &Consent) -> bool {
    known.channel == new.channel
        && (known.withdrawn_at.is_some() || (known.basis == new.basis && known.purposes == new.purposes))
}

/// The consents that an event of a contact brings: those that it carries, else what its storefront declares.
pub(super) fn carried(
    carried: &[intake::consent::Consent],
    storefront: Option<&Storefront>,
    (contact, now): (ContactId, Timestamp),
    id: impl Fn() -> ConsentId,
) -> Vec<Consent> {
    let slug = storefront.map_or("", |storefront| storefront.slug.as_str());
    let consent = |channel, basis| Consent {
        contact,
        id: id(),
        channel,
        purposes: Vec::new(),
        basis,
        source: format!("declared by storefront {slug}"),
        given_at: now,
        withdrawn_at: None,
    };
    if carried.is_empty() {
        let declared = storefront.and_then(|storefront| storefront.declared_basis);
        return declared.map(|basis| CHANNELS.map(|channel| consent(channel, basis)).to_vec()).unwrap_or_default();
    }
    let recorded = carried.iter().map(|one| Consent {
        purposes: one.purposes.clone(),
        source: one.source.clone(),
        given_at: one.at,
        ..consent(one.channel, one.basis)
    });
    recorded.collect()
}
