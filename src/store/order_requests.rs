//! Requests of one order: those about the service and those about the products, as they look at each other (rules 3).

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, EventId, InvitationId};

use super::invitations::{Invitation, State};
use super::orders::OrderKey;
use super::{Error, Rows, Tx};
use crate::values;

/// A service or product request of an order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRequest {
    pub order: OrderKey,
    pub event: EventId,
    pub invitation: InvitationId,
    pub purpose: Purpose,
    pub due_at: Timestamp,
    /// None: nothing is queued, or until a person releases it.
    pub next_at: Option<Timestamp>,
    pub first_sent_at: Option<Timestamp>,
    pub ended_at: Option<Timestamp>,
}

impl OrderRequest {
    pub fn of(invitation: &Invitation, state: &State) -> Self {
        Self {
            order: OrderKey { storefront: invitation.storefront, reference: invitation.reference.clone() },
            event: invitation.event,
            invitation: invitation.id,
            purpose: invitation.purpose,
            due_at: state.due_at,
            next_at: state.queued.and_then(|queued| queued.at),
            first_sent_at: state.first_sent_at,
            ended_at: state.ended_at,
        }
    }

    /// The product request of an order is still to come.
    pub fn is_product_to_come(&self) -> bool {
        self.purpose == Purpose::ProductReview && self.first_sent_at.is_none() && self.ended_at.is_none()
    }
}

/// The service and product requests of these orders.
pub fn of_orders(tx: &mut Tx<'_>, account: AccountId, orders: &BTreeSet<OrderKey>) -> Result<Vec<OrderRequest>, Error> {
    if orders.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT i.storefront_id, i.reference, i.event_id, i.id, i.purpose, i.due_at, i.next_at, i.first_sent_at,
                   i.ended_at
               FROM {rows: storefront_id text, reference text} r
               JOIN events e ON e.account_id = $1 AND e.storefront_id = r.storefront_id AND e.reference = r.reference
               JOIN invitations i ON i.account_id = $1 AND i.event_id = e.id
               WHERE i.purpose IN ('service_review', 'product_review') ORDER BY i.id";
    let mut rows = Rows::with_capacity(orders.len());
    orders.iter().for_each(|order| rows.push(values![order.storefront, &order.reference]));
    let found = tx.all_with(sql, &values![account], &rows)?;
    let read = found.iter().map(|row| {
        Ok(OrderRequest {
            order: OrderKey { storefront: row.parse(0)?, reference: row.string(1)? },
            event: row.parse(2)?,
            invitation: row.parse(3)?,
            purpose: row.parse(4)?,
            due_at: row.time(5)?,
            next_at: row.opt_time(6)?,
            first_sent_at: row.opt_time(7)?,
            ended_at: row.opt_time(8)?,
        })
    });
    read.collect()
}

/// The product requests of these events that are still to come.
pub fn products_to_come(
    tx: &mut Tx<'_>,
    account: AccountId,
    events: &BTreeSet<EventId>,
) -> Result<Vec<InvitationId>, Error> {
    if events.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT i.id FROM {rows: event_id text} r
               JOIN invitations i ON i.account_id = $1 AND i.event_id = r.event_id
               WHERE i.purpose = 'product_review' AND i.first_sent_at IS NULL AND i.ended_at IS NULL ORDER BY i.id";
    let mut rows = Rows::with_capacity(events.len());
    events.iter().for_each(|event| rows.push(values![*event]));
    tx.all_with(sql, &values![account], &rows)?.iter().map(|row| row.parse(0)).collect()
}
