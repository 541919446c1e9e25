//! Events: what happened, as it was reported. The same type and reference of a storefront is the same event.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::event::Event as Rules;
use rules::id::{AccountId, ContactId, EventId, StorefrontId};

use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub storefront: StorefrontId,
    pub kind: String,
    pub reference: String,
    pub contact: ContactId,
    pub occurred_at: Timestamp,
    pub activation_date: Option<Date>,
    /// Products, total, staff and attributes as JSON.
    pub details: Option<String>,
    /// `api`, `file` or `hand`.
    pub source: String,
    pub received_at: Timestamp,
}

impl Event {
    pub const FROM_FILE: &'static str = "file";
    pub const FROM_API: &'static str = "api";
    pub const BY_HAND: &'static str = "hand";

    pub fn rules(&self) -> Rules {
        Rules {
            id: self.id,
            reference: self.reference.clone(),
            occurred_at: self.occurred_at,
            activation_date: self.activation_date,
            from_file: self.source == Self::FROM_FILE,
            has_products: self.details.as_deref().is_some_and(names_products),
        }
    }
}

/// Whether the text of details names products: they come first in it, and an empty list is left out.
pub fn names_products(details: &str) -> bool {
    details.starts_with(r#"{"products":["#)
}

const COLUMNS: &str = "e.id, e.storefront_id, e.type, e.reference, e.contact_id, e.occurred_at, e.activation_date,
    e.details, e.source, e.received_at";

fn read(row: &Row) -> Result<Event, Error> {
    Ok(Event {
        id: row.parse(0)?,
        storefront: row.parse(1)?,
        kind: row.string(2)?,
        reference: row.string(3)?,
        contact: row.parse(4)?,
        occurred_at: row.time(5)?,
        activation_date: row.opt_parse(6)?,
        details: row.opt_string(7)?,
        source: row.string(8)?,
        received_at: row.time(9)?,
    })
}

/// # Errors
/// [`Error::Duplicate`] where another transaction stored one of them since this one looked.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, events: &[Event]) -> Result<(), Error> {
    if events.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO events (account_id, id, storefront_id, type, reference, contact_id, occurred_at,
                   activation_date, details, source, received_at)
               SELECT $1, r.id, r.storefront_id, r.type, r.reference, r.contact_id, r.occurred_at, r.activation_date,
                   r.details, r.source, r.received_at
               FROM {rows: id text, storefront_id text, type text, reference text, contact_id text, occurred_at bigint,
                   activation_date text, details text, source text, received_at bigint} r";
    let mut rows = Rows::with_capacity(events.len());
    for event in events {
        rows.push(values![
            event.id,
            event.storefront,
            &event.kind,
            &event.reference,
            event.contact,
            event.occurred_at,
            event.activation_date.map(|date| date.to_string()),
            event.details.as_deref(),
            &event.source,
            event.received_at,
        ]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// Which of these are stored already: storefront, reference and type.
pub fn known(
    tx: &mut Tx<'_>,
    account: AccountId,
    reported: &[(StorefrontId, &str, &str)],
) -> Result<Vec<Event>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: storefront_id text, reference text, type text}} r
         JOIN events e ON e.account_id = $1 AND e.storefront_id = r.storefront_id AND e.reference = r.reference
             AND e.type = r.type"
    );
    let mut rows = Rows::with_capacity(reported.len());
    for (storefront, reference, kind) in reported {
        rows.push(values![*storefront, *reference, *kind]);
    }
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

pub fn by_ids(tx: &mut Tx<'_>, account: AccountId, ids: &[EventId]) -> Result<Vec<Event>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: id text}} r JOIN events e ON e.account_id = $1 AND e.id = r.id ORDER BY e.id"
    );
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// The account's events after one of them, in the order in which they were taken in.
pub fn after(tx: &mut Tx<'_>, account: AccountId, after: Option<EventId>, limit: i64) -> Result<Vec<Event>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM events e WHERE e.account_id = $1 AND e.id > $2 ORDER BY e.id LIMIT $3");
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// Every event of an order, the oldest report first.
pub fn of_order(
    tx: &mut Tx<'_>,
    account: AccountId,
    storefront: StorefrontId,
    reference: &str,
) -> Result<Vec<Event>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events e
         WHERE e.account_id = $1 AND e.storefront_id = $2 AND e.reference = $3 ORDER BY e.id"
    );
    tx.all(&sql, &values![account, storefront, reference])?.iter().map(read).collect()
}

/// Events of an order number at these storefronts, the newest first. The index of references leads with the storefront.
pub fn of_reference(
    tx: &mut Tx<'_>,
    account: AccountId,
    storefronts: &[StorefrontId],
    reference: &str,
) -> Result<Vec<Event>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: storefront_id text}} r
         JOIN events e ON e.account_id = $1 AND e.storefront_id = r.storefront_id AND e.reference = $2"
    );
    let mut rows = Rows::with_capacity(storefronts.len());
    storefronts.iter().for_each(|storefront| rows.push(values![*storefront]));
    let found = tx.all_with(&sql, &values![account, reference], &rows)?;
    let mut found = found.iter().map(read).collect::<Result<Vec<_>, _>>()?;
    // An order in the statement would make SQLite read all events in it.
    found.sort_unstable_by_key(|event| std::cmp::Reverse(event.id));
    Ok(found)
}

/// The latest events of a contact.
pub fn of_contact(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, limit: i64) -> Result<Vec<Event>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM events e WHERE e.account_id = $1 AND e.contact_id = $2 ORDER BY e.id DESC LIMIT $3"
    );
    tx.all(&sql, &values![account, contact, limit])?.iter().map(read).collect()
}

/// What the business changed of an order it reported (AW-9).
pub fn update(tx: &mut Tx<'_>, account: AccountId, event: &Event) -> Result<(), Error> {
    let sql = "UPDATE events SET activation_date = $3, details = $4 WHERE account_id = $1 AND id = $2";
    let date = event.activation_date.map(|date| date.to_string());
    tx.execute(sql, &values![account, event.id, date, event.details.as_deref()]).map(|_| ())
}

/// When the latest report came.
pub fn latest(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT e.received_at FROM events e WHERE e.account_id = $1 ORDER BY e.id DESC LIMIT 1";
    tx.maybe(sql, &values![account])?.map(|row| row.time(0)).transpose()
}

/// Whether anything was ever reported.
pub fn is_any(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Error> {
    let sql = "SELECT e.id FROM events e WHERE e.account_id = $1 LIMIT 1";
    Ok(tx.maybe(sql, &values![account])?.is_some())
}
