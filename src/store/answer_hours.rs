//! Answer hours: how many answers came in each hour of the recipients' day, and what became of messages whose hour was
//! learned (rules 2.6).

use std::collections::{BTreeMap, BTreeSet};
use std::str::FromStr;

use rules::id::{AccountId, ContactId, StorefrontId};
use rules::learned::{Answers, Hour, HourSource, SendingHour};
use rules::state::InvitationStatus;

use super::{Error, Row, Rows, Tx, Value};
use crate::values;

/// Counts one answer. Its account's figures are the sum of its storefronts'.
pub fn count(
    tx: &mut Tx<'_>,
    account: AccountId,
    (storefront, contact): (StorefrontId, ContactId),
    hour: Hour,
) -> Result<(), Error> {
    let sql = "INSERT INTO answer_hours (account_id, storefront_id, hour, answers) VALUES ($1, $2, $3, 1)
               ON CONFLICT (account_id, storefront_id, hour) DO UPDATE SET answers = answer_hours.answers + 1";
    tx.execute(sql, &values![account, storefront, i64::from(hour.number())])?;
    let sql = "INSERT INTO contact_answer_hours (account_id, contact_id, hour, answers) VALUES ($1, $2, $3, 1)
               ON CONFLICT (account_id, contact_id, hour) DO UPDATE SET answers = contact_answer_hours.answers + 1";
    tx.execute(sql, &values![account, contact, i64::from(hour.number())]).map(|_| ())
}

/// The answers of all storefronts of the account.
pub fn of_account(tx: &mut Tx<'_>, account: AccountId) -> Result<Answers, Error> {
    let sql =
        "SELECT h.hour, CAST(SUM(h.answers) AS BIGINT) FROM answer_hours h WHERE h.account_id = $1 GROUP BY h.hour";
    let mut answers = Answers::default();
    for row in tx.all(sql, &values![account])? {
        answers.add(hour(&row, 0)?, amount(&row, 1)?);
    }
    Ok(answers)
}

/// The answers of these storefronts; one without any is left out.
pub fn of_storefronts(
    tx: &mut Tx<'_>,
    account: AccountId,
    storefronts: &BTreeSet<StorefrontId>,
) -> Result<BTreeMap<StorefrontId, Answers>, Error> {
    let sql = "SELECT h.storefront_id, h.hour, h.answers FROM {rows: id text} r
               JOIN answer_hours h ON h.account_id = $1 AND h.storefront_id = r.id";
    of_each(tx, account, sql, storefronts)
}

/// The answers of these contacts; one without any is left out.
pub fn of_contacts(
    tx: &mut Tx<'_>,
    account: AccountId,
    contacts: &BTreeSet<ContactId>,
) -> Result<BTreeMap<ContactId, Answers>, Error> {
    let sql = "SELECT h.contact_id, h.hour, h.answers FROM {rows: id text} r
               JOIN contact_answer_hours h ON h.account_id = $1 AND h.contact_id = r.id";
    of_each(tx, account, sql, contacts)
}

/// Forgets when one person answers; what the storefront learned names nobody and stays (V12).
pub fn forget(tx: &mut Tx<'_>, account: AccountId, contact: ContactId) -> Result<(), Error> {
    let sql = "DELETE FROM contact_answer_hours WHERE account_id = $1 AND contact_id = $2";
    tx.execute(sql, &values![account, contact]).map(|_| ())
}

/// First messages that took an hour, and how many of them were answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taken {
    pub sending_hour: SendingHour,
    pub sent: u64,
    pub answered: u64,
}

/// What became of the storefront's messages with a learned hour, counted from the rows by the hour that was chosen.
pub fn taken(tx: &mut Tx<'_>, account: AccountId, storefront: StorefrontId) -> Result<Vec<Taken>, Error> {
    let sql = "SELECT i.sending_hour, i.hour_source, COUNT(*),
                   CAST(SUM(CASE WHEN i.status = $3 THEN 1 ELSE 0 END) AS BIGINT)
               FROM invitations i
               WHERE i.account_id = $1 AND i.storefront_id = $2 AND i.sending_hour IS NOT NULL
                   AND i.first_sent_at IS NOT NULL
               GROUP BY i.sending_hour, i.hour_source ORDER BY i.sending_hour, i.hour_source";
    let read = |row: &Row| {
        let source: HourSource = row.parse(1)?;
        let sending_hour = SendingHour { hour: hour(row, 0)?, source };
        Ok(Taken { sending_hour, sent: amount(row, 2)?, answered: amount(row, 3)? })
    };
    tx.all(sql, &values![account, storefront, InvitationStatus::Completed.as_str()])?.iter().map(read).collect()
}

fn of_each<K: Copy + Ord + FromStr + Into<Value<'static>>>(
    tx: &mut Tx<'_>,
    account: AccountId,
    sql: &str,
    ids: &BTreeSet<K>,
) -> Result<BTreeMap<K, Answers>, Error> {
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push([(*id).into()]));
    let mut all: BTreeMap<K, Answers> = BTreeMap::new();
    for row in tx.all_with(sql, &values![account], &rows)? {
        all.entry(row.parse(0)?).or_default().add(hour(&row, 1)?, amount(&row, 2)?);
    }
    Ok(all)
}

/// An hour of the day in a column.
pub(super) fn hour(row: &Row, column: usize) -> Result<Hour, Error> {
    let unreadable = Error::Column { column, wanted: "an hour of the day", found: "another number" };
    u8::try_from(row.int(column)?).ok().and_then(Hour::new).ok_or(unreadable)
}

fn amount(row: &Row, column: usize) -> Result<u64, Error> {
    let unreadable = Error::Column { column, wanted: "a count", found: "a number below zero" };
    u64::try_from(row.int(column)?).map_err(|_| unreadable)
}
