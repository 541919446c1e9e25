//! Orders: what became of a storefront's reference besides its events. No row means that nothing did.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::campaign::Purpose;
use rules::id::{AccountId, InvitationId, StorefrontId};

use super::events::Event;
use super::{Error, Rows, Tx};
use crate::values;

/// An order's key within an account.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct OrderKey {
    pub storefront: StorefrontId,
    pub reference: String,
}

impl OrderKey {
    pub fn of(event: &Event) -> Self {
        Self { storefront: event.storefront, reference: event.reference.clone() }
    }
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoredOrder {
    pub cancelled_at: Option<Timestamp>,
    pub held_at: Option<Timestamp>,
    pub answered: Vec<Purpose>,
    /// The invitation whose reminder was the order's one (AV-2).
    pub reminded_by: Option<InvitationId>,
    /// The recipient said that it has not come yet, and when to ask instead.
    pub awaited_until: Option<Date>,
}

/// What is known of these orders; those of which nothing is are left out.
pub fn find(
    tx: &mut Tx<'_>,
    account: AccountId,
    orders: &BTreeSet<OrderKey>,
) -> Result<Vec<(OrderKey, StoredOrder)>, Error> {
    let sql = "SELECT o.storefront_id, o.reference, o.cancelled_at, o.held_at, o.answered, o.reminded_by,
                   o.awaited_until
               FROM {rows: storefront_id text, reference text} r
               JOIN orders o ON o.account_id = $1 AND o.storefront_id = r.storefront_id AND o.reference = r.reference";
    let mut rows = Rows::with_capacity(orders.len());
    orders.iter().for_each(|order| rows.push(values![order.storefront, &order.reference]));
    let found = tx.all_with(sql, &values![account], &rows)?;
    let read = found.iter().map(|row| {
        let key = OrderKey { storefront: row.parse(0)?, reference: row.string(1)? };
        let answered = row.opt_text(4)?.unwrap_or("");
        let order = StoredOrder {
            cancelled_at: row.opt_time(2)?,
            held_at: row.opt_time(3)?,
            answered: answered.split(' ').filter_map(|word| word.parse().ok()).collect(),
            reminded_by: row.opt_parse(5)?,
            awaited_until: row.opt_parse(6)?,
        };
        Ok((key, order))
    });
    read.collect()
}

/// Takes the order's one reminder for each of these invitations (AV-2).
///
/// # Errors
/// [`Error::Conflict`] where another invitation took it meanwhile: the transaction starts over.
pub fn take_reminders(tx: &mut Tx<'_>, account: AccountId, taken: &[(OrderKey, InvitationId)]) -> Result<(), Error> {
    if taken.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO orders (account_id, storefront_id, reference, reminded_by)
               SELECT $1, r.storefront_id, r.reference, r.invitation_id
               FROM {rows: storefront_id text, reference text, invitation_id text} r WHERE true
               ON CONFLICT (account_id, storefront_id, reference) DO UPDATE SET reminded_by = excluded.reminded_by
               WHERE orders.reminded_by IS NULL OR orders.reminded_by = excluded.reminded_by";
    let mut rows = Rows::with_capacity(taken.len());
    for (order, invitation) in taken {
        rows.push(values![order.storefront, &order.reference, *invitation]);
    }
    let written = tx.execute_with(sql, &values![account], &rows)?;
    if written == taken.len() as u64 { Ok(()) } else { Err(Error::Conflict) }
}

/// The order was cancelled or refunded; the first time counts. True: it was not cancelled before.
pub fn cancel(tx: &mut Tx<'_>, account: AccountId, order: &OrderKey, at: Timestamp) -> Result<bool, Error> {
    let sql = "INSERT INTO orders (account_id, storefront_id, reference, cancelled_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (account_id, storefront_id, reference) DO UPDATE SET cancelled_at = excluded.cancelled_at
               WHERE orders.cancelled_at IS NULL";
    Ok(tx.execute(sql, &values![account, order.storefront, &order.reference, at])? > 0)
}

/// The order is delayed, or a complaint about it is open.
pub fn hold(tx: &mut Tx<'_>, account: AccountId, order: &OrderKey, at: Timestamp) -> Result<bool, Error> {
    let sql = "INSERT INTO orders (account_id, storefront_id, reference, held_at) VALUES ($1, $2, $3, $4)
               ON CONFLICT (account_id, storefront_id, reference) DO UPDATE SET held_at = excluded.held_at
               WHERE orders.held_at IS NULL";
    Ok(tx.execute(sql, &values![account, order.storefront, &order.reference, at])? > 0)
}

pub fn release(tx: &mut Tx<'_>, account: AccountId, order: &OrderKey) -> Result<bool, Error> {
    let sql = "UPDATE orders SET held_at = NULL
               WHERE account_id = $1 AND storefront_id = $2 AND reference = $3 AND held_at IS NOT NULL";
    Ok(tx.execute(sql, &values![account, order.storefront, &order.reference])? > 0)
}

/// The order was completely answered for this purpose (AW-8).
pub fn answer(tx: &mut Tx<'_>, account: AccountId, order: &OrderKey, purpose: Purpose) -> Result<(), Error> {
    let sql = "INSERT INTO orders (account_id, storefront_id, reference, answered) VALUES ($1, $2, $3, $4)
               ON CONFLICT (account_id, storefront_id, reference) DO UPDATE
               SET answered = COALESCE(orders.answered || ' ', '') || excluded.answered";
    tx.execute(sql, &values![account, order.storefront, &order.reference, purpose.as_str()]).map(|_| ())
}

/// The recipient awaits the order until this day; none: no longer.
pub fn save_awaited(tx: &mut Tx<'_>, account: AccountId, order: &OrderKey, until: Option<Date>) -> Result<(), Error> {
    let sql = "INSERT INTO orders (account_id, storefront_id, reference, awaited_until) VALUES ($1, $2, $3, $4)
               ON CONFLICT (account_id, storefront_id, reference) DO UPDATE
               SET awaited_until = excluded.awaited_until";
    let until = until.map(|day| day.to_string());
    tx.execute(sql, &values![account, order.storefront, &order.reference, until]).map(|_| ())
}
