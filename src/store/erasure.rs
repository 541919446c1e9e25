//! Erasure: what is kept of a person in the rows that outlive them, taken out of these rows (V12).

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{AccountId, ContactId};

use super::{Error, Rows, Tx};
use crate::values;

/// What stands in the place of a text that was erased.
pub const ERASED: &str = "erased";

/// Takes what was said of and to this contact out of events, consents, messages and the outbox. That they happened stays.
pub fn empty(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE events SET details = NULL WHERE account_id = $1 AND contact_id = $2";
    tx.execute(sql, &values![account, contact])?;
    let sql = "UPDATE consents SET source = $3, withdrawn_at = COALESCE(withdrawn_at, $4)
               WHERE account_id = $1 AND contact_id = $2";
    tx.execute(sql, &values![account, contact, ERASED, now])?;
    let sql = "DELETE FROM outbox WHERE account_id = $1 AND message_id IN (
                   SELECT m.id FROM messages m JOIN invitations i ON i.account_id = $1 AND i.id = m.invitation_id
                   WHERE m.account_id = $1 AND i.contact_id = $2)";
    tx.execute(sql, &values![account, contact])?;
    // What a relay said of a message may name the address.
    let sql = "UPDATE messages SET rendered = NULL, failure = CASE WHEN failure IS NULL THEN NULL ELSE $3 END
               WHERE account_id = $1 AND invitation_id IN (
                   SELECT i.id FROM invitations i WHERE i.account_id = $1 AND i.contact_id = $2)";
    tx.execute(sql, &values![account, contact, ERASED]).map(|_| ())
}

/// What is kept of somebody who was erased: nothing that names them, and keyed hashes of what they were known by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Erased {
    pub contact: ContactId,
    pub created_at: Timestamp,
    pub erased_at: Timestamp,
    pub identifiers: Vec<AddressKey>,
}

/// Who was erased, in the order of their ids.
pub fn list(tx: &mut Tx<'_>, account: AccountId, after: Option<ContactId>, limit: i64) -> Result<Vec<Erased>, Error> {
    let sql = "SELECT c.id, c.created_at, c.erased_at FROM contacts c
               WHERE c.account_id = $1 AND c.id > $2 AND c.erased_at IS NOT NULL ORDER BY c.id LIMIT $3";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let found = tx.all(sql, &values![account, after, limit])?;
    let mut rows = Rows::with_capacity(found.len());
    for row in &found {
        rows.push(values![row.string(0)?]);
    }
    let sql = "SELECT i.contact_id, i.identifier FROM {rows: contact_id text} r
               JOIN identifiers i ON i.account_id = $1 AND i.contact_id = r.contact_id ORDER BY i.identifier";
    let mut identifiers: BTreeMap<ContactId, Vec<AddressKey>> = BTreeMap::new();
    for row in tx.all_with(sql, &values![account], &rows)? {
        identifiers.entry(row.parse(0)?).or_default().push(row.parse(1)?);
    }
    let erased = found.iter().map(|row| {
        let contact = row.parse(0)?;
        let identifiers = identifiers.remove(&contact).unwrap_or_default();
        Ok(Erased { contact, created_at: row.time(1)?, erased_at: row.time(2)?, identifiers })
    });
    erased.collect()
}
