//! Contacts: a customer of an account, known by email, phone and the shop's own customer id; and who is who.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{AddressKey, Channel};
use rules::id::{AccountId, ContactId};

use super::conditions::Conditions;
use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contact {
    pub id: ContactId,
    pub external_id: Option<String>,
    pub email: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    pub name: Option<String>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    pub country: Option<String>,
    pub postal_code: Option<String>,
    pub city: Option<String>,
    pub birth_date: Option<String>,
    pub preferred_channel: Option<Channel>,
    /// A JSON array of words.
    pub segments: Option<String>,
    /// A JSON object.
    pub attributes: Option<String>,
    /// Another contact that an event of this one also pointed at: a doubt for a person to settle.
    pub doubt_with: Option<ContactId>,
    pub less_often_since: Option<Timestamp>,
    /// A calendar day.
    pub later_until: Option<String>,
    pub erased_at: Option<Timestamp>,
    pub created_at: Timestamp,
}

const COLUMNS: &str = "c.id, c.external_id, c.email, c.phone, c.name, c.locale, c.time_zone, c.country, c.postal_code,
    c.city, c.birth_date, c.preferred_channel, c.segments, c.attributes, c.doubt_with, c.less_often_since,
    c.later_until, c.erased_at, c.created_at";

fn read(row: &Row) -> Result<Contact, Error> {
    Ok(Contact {
        id: row.parse(0)?,
        external_id: row.opt_string(1)?,
        email: row.opt_string(2)?,
        phone: row.opt_string(3)?,
        name: row.opt_string(4)?,
        locale: row.opt_string(5)?,
        time_zone: row.opt_string(6)?,
        country: row.opt_string(7)?,
        postal_code: row.opt_string(8)?,
        city: row.opt_string(9)?,
        birth_date: row.opt_string(10)?,
        preferred_channel: row.opt_parse(11)?,
        segments: row.opt_string(12)?,
        attributes: row.opt_string(13)?,
        doubt_with: row.opt_parse(14)?,
        less_often_since: row.opt_time(15)?,
        later_until: row.opt_string(16)?,
        erased_at: row.opt_time(17)?,
        created_at: row.time(18)?,
    })
}

/// Writes new contacts and what changed of known ones. What a known one asked for itself stays: see
/// [`save_less_often`] and [`save_later`].
pub fn save(tx: &mut Tx<'_>, account: AccountId, contacts: &[&Contact]) -> Result<(), Error> {
    if contacts.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO contacts (account_id, id, external_id, email, phone, name, locale, time_zone, country,
                   postal_code, city, birth_date, preferred_channel, segments, attributes, doubt_with, less_often_since,
                   later_until, erased_at, created_at, name_key)
               SELECT $1, r.id, r.external_id, r.email, r.phone, r.name, r.locale, r.time_zone, r.country,
                   r.postal_code, r.city, r.birth_date, r.preferred_channel, r.segments, r.attributes, r.doubt_with,
                   r.less_often_since, r.later_until, r.erased_at, r.created_at, r.name_key
               FROM {rows: id text, external_id text, email text, phone text, name text, locale text, time_zone text,
                   country text, postal_code text, city text, birth_date text, preferred_channel text, segments text,
                   attributes text, doubt_with text, less_often_since bigint, later_until text, erased_at bigint,
                   created_at bigint, name_key text} r
               WHERE true
               ON CONFLICT (account_id, id) DO UPDATE SET external_id = excluded.external_id, email = excluded.email,
                   phone = excluded.phone, name = excluded.name, locale = excluded.locale,
                   time_zone = excluded.time_zone, country = excluded.country, postal_code = excluded.postal_code,
                   city = excluded.city, birth_date = excluded.birth_date,
                   preferred_channel = excluded.preferred_channel, segments = excluded.segments,
                   attributes = excluded.attributes, doubt_with = excluded.doubt_with,
                   erased_at = excluded.erased_at, name_key = excluded.name_key";
    let mut rows = Rows::with_capacity(contacts.len());
    for contact in contacts {
        rows.push(values![
            contact.id,
            contact.external_id.as_deref(),
            contact.email.as_deref(),
            contact.phone.as_deref(),
            contact.name.as_deref(),
            contact.locale.as_deref(),
            contact.time_zone.as_deref(),
            contact.country.as_deref(),
            contact.postal_code.as_deref(),
            contact.city.as_deref(),
            contact.birth_date.as_deref(),
            contact.preferred_channel.map(Channel::as_str),
            contact.segments.as_deref(),
            contact.attributes.as_deref(),
            contact.doubt_with,
            contact.less_often_since,
            contact.later_until.as_deref(),
            contact.erased_at,
            contact.created_at,
            contact.name.as_deref().map(name_key),
        ]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// Since when the contact wants to be asked less often; none: no longer.
pub fn save_less_often(
    tx: &mut Tx<'_>,
    account: AccountId,
    contact: ContactId,
    since: Option<Timestamp>,
) -> Result<(), Error> {
    let sql = "UPDATE contacts SET less_often_since = $3 WHERE account_id = $1 AND id = $2";
    tx.execute(sql, &values![account, contact, since]).map(|_| ())
}

/// The day before which the contact wants not to be asked; none: no longer.
pub fn save_later(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, until: Option<Date>) -> Result<(), Error> {
    let sql = "UPDATE contacts SET later_until = $3 WHERE account_id = $1 AND id = $2";
    let until = until.map(|day| day.to_string());
    tx.execute(sql, &values![account, contact, until]).map(|_| ())
}

pub fn by_ids(tx: &mut Tx<'_>, account: AccountId, ids: &[ContactId]) -> Result<Vec<Contact>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: id text}} r JOIN contacts c ON c.account_id = $1 AND c.id = r.id ORDER BY c.id"
    );
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// Which of these were erased; none of them is before this transaction ends, unless it was already.
pub fn erased_steady(
    tx: &mut Tx<'_>,
    account: AccountId,
    ids: &BTreeSet<ContactId>,
) -> Result<BTreeSet<ContactId>, Error> {
    if ids.is_empty() {
        return Ok(BTreeSet::new());
    }
    let sql = "SELECT c.id, c.erased_at FROM {rows: id text} r
               JOIN contacts c ON c.account_id = $1 AND c.id = r.id {steady c}";
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    let mut erased = BTreeSet::new();
    for row in tx.all_with(sql, &values![account], &rows)? {
        if row.opt_time(1)?.is_some() {
            erased.insert(row.parse(0)?);
        }
    }
    Ok(erased)
}

/// Folds names that were written before names were searched; answers how many that were.
pub fn fold_names(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<usize, Error> {
    let sql = "SELECT c.id, c.name FROM contacts c
               WHERE c.account_id = $1 AND c.name IS NOT NULL AND c.name_key IS NULL ORDER BY c.id LIMIT $2";
    let found = tx.all(sql, &values![account, limit])?;
    let mut rows = Rows::with_capacity(found.len());
    for row in &found {
        rows.push(values![row.string(0)?, name_key(row.text(1)?)]);
    }
    let sql = "UPDATE contacts SET name_key = r.name_key FROM {rows: id text, name_key text} r
               WHERE contacts.account_id = $1 AND contacts.id = r.id AND contacts.name_key IS NULL";
    if found.is_empty() {
        return Ok(0);
    }
    tx.execute_with(sql, &values![account], &rows)?;
    Ok(found.len())
}

/// Who these identifiers mean: keyed hashes of external ids, emails and phones.
pub fn identified(
    tx: &mut Tx<'_>,
    account: AccountId,
    identifiers: &[AddressKey],
) -> Result<Vec<(AddressKey, Contact)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, r.identifier FROM {{rows: identifier text}} r
         JOIN identifiers i ON i.account_id = $1 AND i.identifier = r.identifier
         JOIN contacts c ON c.account_id = $1 AND c.id = i.contact_id"
    );
    let mut rows = Rows::with_capacity(identifiers.len());
    identifiers.iter().for_each(|identifier| rows.push(values![*identifier]));
    let found = tx.all_with(&sql, &values![account], &rows)?;
    found.iter().map(|row| Ok((row.parse(19)?, read(row)?))).collect()
}

/// Lets identifiers mean contacts. One that already means somebody keeps doing so.
///
/// # Errors
/// [`Error::Conflict`] where another transaction gave one of them a meaning since this one looked.
pub fn identify(tx: &mut Tx<'_>, account: AccountId, new: &[(AddressKey, ContactId)]) -> Result<(), Error> {
    if new.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO identifiers (account_id, identifier, contact_id)
               SELECT $1, r.identifier, r.contact_id FROM {rows: identifier text, contact_id text} r WHERE true
               ON CONFLICT (account_id, identifier) DO NOTHING";
    let mut rows = Rows::with_capacity(new.len());
    let mut sorted = new.to_vec();
    sorted.sort_unstable();
    sorted.iter().for_each(|(identifier, contact)| rows.push(values![*identifier, *contact]));
    let written = tx.execute_with(sql, &values![account], &rows)?;
    if written == new.len() as u64 { Ok(()) } else { Err(Error::Conflict) }
}

/// A name as it is searched: its letters folded here, because the databases fold them differently.
fn name_key(name: &str) -> String {
    name.to_lowercase()
}

/// Contacts whose name begins so, whatever the case, in the order of their names.
pub fn named(tx: &mut Tx<'_>, account: AccountId, beginning: &str, limit: i64) -> Result<Vec<Contact>, Error> {
    let from = name_key(beginning.trim());
    // No letter sorts behind this one.
    let to = format!("{from}\u{10ffff}");
    let sql = format!(
        "SELECT {COLUMNS} FROM contacts c
         WHERE c.account_id = $1 AND c.name_key IS NOT NULL AND c.name_key >= $2 AND c.name_key < $3
         ORDER BY c.name_key, c.id LIMIT $4"
    );
    tx.all(&sql, &values![account, from, to, limit])?.iter().map(read).collect()
}

/// Contacts before this one, the newest first.
pub fn newest(
    tx: &mut Tx<'_>,
    account: AccountId,
    before: Option<ContactId>,
    limit: i64,
) -> Result<Vec<Contact>, Error> {
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    asked.add("c.id < {}", before);
    let sql =
        format!("SELECT {COLUMNS} FROM contacts c WHERE c.account_id = $1{} ORDER BY c.id DESC LIMIT $2", asked.sql);
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}

/// Contacts in the order in which they came.
pub fn list(tx: &mut Tx<'_>, account: AccountId, after: Option<ContactId>, limit: i64) -> Result<Vec<Contact>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM contacts c WHERE c.account_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3");
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// Lets identifiers of a contact mean nobody.
pub fn forget_identifiers(
    tx: &mut Tx<'_>,
    account: AccountId,
    contact: ContactId,
    identifiers: &[AddressKey],
) -> Result<(), Error> {
    if identifiers.is_empty() {
        return Ok(());
    }
    let sql = "DELETE FROM identifiers WHERE account_id = $1 AND contact_id = $2
                 AND identifier IN (SELECT r.identifier FROM {rows: identifier text} r)";
    let mut rows = Rows::with_capacity(identifiers.len());
    identifiers.iter().for_each(|identifier| rows.push(values![*identifier]));
    tx.execute_with(sql, &values![account, contact], &rows).map(|_| ())
}
