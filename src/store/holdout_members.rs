//! The members of the comparison between those who are asked and those who are not, and what they did (AW-12).

use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, ContactId};

use super::{Error, Rows, Tx};
use crate::values;

/// What somebody does within this time after the order by which they entered is compared.
pub const COMPARED_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

const ASKED: &str = "asked";
const HELD_OUT: &str = "held_out";

/// Somebody who enters.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub contact: ContactId,
    pub is_held_out: bool,
    /// The order by which they enter, and when it was placed.
    pub reference: String,
    pub at: Timestamp,
}

/// An order that a member may have placed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Order {
    pub contact: ContactId,
    pub reference: String,
    pub at: Timestamp,
}

/// What became of the members of one arm.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arm {
    pub people: u64,
    pub answered: u64,
    pub ordered_again: u64,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Arms {
    pub asked: Arm,
    pub held_out: Arm,
}

/// Enters who is not a member yet.
pub fn enter(tx: &mut Tx<'_>, account: AccountId, entries: &[Entry]) -> Result<(), Error> {
    if entries.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO holdout_members (account_id, contact_id, arm, reference, entered_at)
               SELECT $1, r.contact_id, r.arm, r.reference, r.entered_at
               FROM {rows: contact_id text, arm text, reference text, entered_at bigint} r WHERE true
               ON CONFLICT (account_id, contact_id) DO NOTHING";
    let mut rows = Rows::with_capacity(entries.len());
    for entry in entries {
        let arm = if entry.is_held_out { HELD_OUT } else { ASKED };
        rows.push(values![entry.contact, arm, &entry.reference, entry.at]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// Marks the members among these customers who ordered again. An event of the order that they entered by is no new one.
pub fn mark_orders(tx: &mut Tx<'_>, account: AccountId, orders: &[Order]) -> Result<(), Error> {
    if orders.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE holdout_members SET ordered_at = found.at
               FROM (SELECT m.contact_id, MIN(r.at) AS at
                     FROM {rows: contact_id text, reference text, at bigint} r
                     JOIN holdout_members m ON m.account_id = $1 AND m.contact_id = r.contact_id
                     WHERE r.reference <> m.reference AND r.at > m.entered_at AND r.at <= m.entered_at + $2
                     GROUP BY m.contact_id) found
               WHERE holdout_members.account_id = $1 AND holdout_members.contact_id = found.contact_id
                   AND holdout_members.ordered_at IS NULL";
    let mut rows = Rows::with_capacity(orders.len());
    for order in orders {
        rows.push(values![order.contact, &order.reference, order.at]);
    }
    tx.execute_with(sql, &values![account, millis(COMPARED_FOR)], &rows).map(|_| ())
}

/// Marks that a customer answered, if they are a member.
pub fn mark_answer(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, at: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE holdout_members SET answered_at = $3
               WHERE account_id = $1 AND contact_id = $2 AND answered_at IS NULL
                   AND $3 >= entered_at AND $3 <= entered_at + $4";
    tx.execute(sql, &values![account, contact, at, millis(COMPARED_FOR)]).map(|_| ())
}

pub fn count(tx: &mut Tx<'_>, account: AccountId) -> Result<Arms, Error> {
    let sql = "SELECT COUNT(*), COUNT(answered_at), COUNT(ordered_at) FROM holdout_members
               WHERE account_id = $1 AND arm = $2";
    let mut arm = |arm: &str| -> Result<Arm, Error> {
        let row = tx.one(sql, &values![account, arm])?;
        let number = |column| Ok::<u64, Error>(row.int(column)?.unsigned_abs());
        Ok(Arm { people: number(0)?, answered: number(1)?, ordered_again: number(2)? })
    };
    Ok(Arms { asked: arm(ASKED)?, held_out: arm(HELD_OUT)? })
}

fn millis(time: SignedDuration) -> i64 {
    i64::try_from(time.as_millis()).expect("a few months")
}
