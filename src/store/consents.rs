//! Consents: the legal basis on record for each channel and purpose, with source and time (RI-3).

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::consent::{Basis, Consent as Rules};
use rules::id::{AccountId, ConsentId, ContactId};

use super::{Error, Row, Rows, Tx, guards};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Consent {
    pub contact: ContactId,
    pub id: ConsentId,
    pub channel: Channel,
    /// Empty: for all purposes.
    pub purposes: Vec<Purpose>,
    pub basis: Basis,
    pub source: String,
    pub given_at: Timestamp,
    pub withdrawn_at: Option<Timestamp>,
}

impl Consent {
    pub fn rules(&self) -> Rules {
        Rules { id: self.id, channel: self.channel, purposes: self.purposes.clone(), basis: self.basis }
    }
}

fn read(row: &Row) -> Result<Consent, Error> {
    Ok(Consent {
        contact: row.parse(0)?,
        id: row.parse(1)?,
        channel: row.parse(2)?,
        purposes: row.text(3)?.split(' ').filter_map(|word| word.parse().ok()).collect(),
        basis: row.parse(4)?,
        source: row.string(5)?,
        given_at: row.time(6)?,
        withdrawn_at: row.opt_time(7)?,
    })
}

/// All consents of these contacts, withdrawn ones too, the oldest first.
pub fn of_contacts(tx: &mut Tx<'_>, account: AccountId, contacts: &[ContactId]) -> Result<Vec<Consent>, Error> {
    if contacts.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT k.contact_id, k.id, k.channel, k.purposes, k.basis, k.source, k.given_at, k.withdrawn_at
               FROM {rows: contact_id text} r
               JOIN consents k ON k.account_id = $1 AND k.contact_id = r.contact_id ORDER BY k.contact_id, k.id";
    let mut rows = Rows::with_capacity(contacts.len());
    contacts.iter().for_each(|contact| rows.push(values![*contact]));
    tx.all_with(sql, &values![account], &rows)?.iter().map(read).collect()
}

pub fn insert(tx: &mut Tx<'_>, account: AccountId, consents: &[Consent]) -> Result<(), Error> {
    if consents.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO consents (account_id, contact_id, id, channel, purposes, basis, source, given_at)
               SELECT $1, r.contact_id, r.id, r.channel, r.purposes, r.basis, r.source, r.given_at
               FROM {rows: contact_id text, id text, channel text, purposes text, basis text, source text,
                   given_at bigint} r";
    let mut rows = Rows::with_capacity(consents.len());
    for consent in consents {
        let purposes: Vec<_> = consent.purposes.iter().map(|purpose| purpose.as_str()).collect();
        rows.push(values![
            consent.contact,
            consent.id,
            consent.channel.as_str(),
            purposes.join(" "),
            consent.basis.as_str(),
            &consent.source,
            consent.given_at,
        ]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// Withdraws a consent; the first time counts. False: there is no such consent.
pub fn withdraw(
    tx: &mut Tx<'_>,
    account: AccountId,
    contact: ContactId,
    consent: ConsentId,
    now: Timestamp,
) -> Result<bool, Error> {
    let sql = "UPDATE consents SET withdrawn_at = COALESCE(withdrawn_at, $4)
               WHERE account_id = $1 AND contact_id = $2 AND id = $3";
    let is_there = tx.execute(sql, &values![account, contact, consent, now])? > 0;
    if is_there {
        guards::bump(tx, account, &BTreeSet::from([contact.to_string()]))?;
    }
    Ok(is_there)
}

/// Whether the contact has such a consent, withdrawn or not.
pub fn is_known(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, id: ConsentId) -> Result<bool, Error> {
    let sql = "SELECT k.id FROM consents k WHERE k.account_id = $1 AND k.contact_id = $2 AND k.id = $3";
    Ok(tx.maybe(sql, &values![account, contact, id])?.is_some())
}

/// A contact's consents, withdrawn ones too, the oldest first.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    contact: ContactId,
    after: Option<ConsentId>,
    limit: i64,
) -> Result<Vec<Consent>, Error> {
    let sql = "SELECT k.contact_id, k.id, k.channel, k.purposes, k.basis, k.source, k.given_at, k.withdrawn_at
               FROM consents k WHERE k.account_id = $1 AND k.contact_id = $2 AND k.id > $3 ORDER BY k.id LIMIT $4";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(sql, &values![account, contact, after, limit])?.iter().map(read).collect()
}
