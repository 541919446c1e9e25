//! search: whom and what somebody means who types an order number, an address, a customer number or a name.

use rules::id::AccountId;

use super::people::{email_key, external_key, phone_key};
use crate::intake::phone::Phone;
use crate::secret::Secret;
use crate::store::contacts::Contact;
use crate::store::events::Event;
use crate::store::{Error, Tx, contacts, events, storefronts};

/// Nothing that is looked for is longer.
const LONGEST: usize = 254;
/// People of one name that are found at once.
const MOST_NAMED: i64 = 50;
/// Events of one order number that are found at once: every storefront counts its own.
const MOST_EVENTS: usize = 100;

/// What a text may mean.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Meant {
    /// Events of an order with this number.
    pub events: Vec<Event>,
    /// Whoever has this address or customer number; else those whose name begins so.
    pub contacts: Vec<Contact>,
}

/// Looks for a text in whatever can be looked for; with an index each.
///
/// # Errors
/// Those of the store.
pub fn search(tx: &mut Tx<'_>, secret: &Secret, account: AccountId, text: &str) -> Result<Meant, Error> {
    let text: String = text.chars().filter(|letter| !letter.is_control()).collect();
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return Ok(Meant::default());
    }
    let phone = Phone::parse(text, None).map_or_else(|_| text.to_owned(), |phone| phone.as_str().to_owned());
    let keys =
        [external_key(secret, account, text), email_key(secret, account, text), phone_key(secret, account, &phone)];
    let mut found: Vec<_> = contacts::identified(tx, account, &keys)?.into_iter().map(|(_, contact)| contact).collect();
    found.sort_unstable_by_key(|contact| contact.id);
    found.dedup_by_key(|contact| contact.id);
    if found.is_empty() {
        found = contacts::named(tx, account, text, MOST_NAMED)?;
    }
    let all: Vec<_> = storefronts::all(tx, account)?.iter().map(|storefront| storefront.id).collect();
    let mut events = events::of_reference(tx, account, &all, text)?;
    events.truncate(MOST_EVENTS);
    Ok(Meant { events, contacts: found })
}
