//! Queue changes: what a person did to many queued messages at once, how far it has come, and what became of each.

use jiff::Timestamp;
use rules::id::{AccountId, InvitationId, QueueChangeId};

use super::audit_log::Actor;
use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueChange {
    pub id: QueueChangeId,
    /// What was chosen, and what becomes of it, as JSON.
    pub wanted: String,
    /// How many there were when it began.
    pub total: i64,
    pub done: i64,
    pub refused: i64,
    /// The last invitation that was looked at.
    pub after: Option<InvitationId>,
    /// The change that took this one back.
    pub undone_by: Option<QueueChangeId>,
    pub actor: Actor,
    pub created_at: Timestamp,
    pub ended_at: Option<Timestamp>,
}

/// What became of one message.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    pub invitation: InvitationId,
    /// When it was to go before.
    pub was_at: Option<Timestamp>,
    /// When it goes now.
    pub now_at: Option<Timestamp>,
    /// The code of what spoke against it; none: it was done.
    pub refused_for: Option<String>,
}

pub fn insert(tx: &mut Tx<'_>, account: AccountId, change: &QueueChange) -> Result<(), Error> {
    let sql = "INSERT INTO queue_changes (account_id, id, wanted, total, done, refused, after_id, undone_by, actor,
                   created_at, ended_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
    let row = values![
        account,
        change.id,
        &change.wanted,
        change.total,
        change.done,
        change.refused,
        change.after,
        change.undone_by,
        change.actor.to_string(),
        change.created_at,
        change.ended_at
    ];
    tx.execute(sql, &row).map(drop)
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: QueueChangeId) -> Result<Option<QueueChange>, Error> {
    let sql = "SELECT q.id, q.wanted, q.total, q.done, q.refused, q.after_id, q.undone_by, q.actor, q.created_at,
                   q.ended_at FROM queue_changes q WHERE q.account_id = $1 AND q.id = $2";
    tx.maybe(sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// The oldest change that has not ended.
pub fn unfinished(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<QueueChange>, Error> {
    let sql = "SELECT q.id, q.wanted, q.total, q.done, q.refused, q.after_id, q.undone_by, q.actor, q.created_at,
                   q.ended_at FROM queue_changes q
               WHERE q.account_id = $1 AND q.ended_at IS NULL ORDER BY q.id LIMIT 1";
    tx.maybe(sql, &values![account])?.as_ref().map(read).transpose()
}

fn read(row: &Row) -> Result<QueueChange, Error> {
    Ok(QueueChange {
        id: row.parse(0)?,
        wanted: row.string(1)?,
        total: row.int(2)?,
        done: row.int(3)?,
        refused: row.int(4)?,
        after: row.opt_parse(5)?,
        undone_by: row.opt_parse(6)?,
        actor: row.parse(7)?,
        created_at: row.time(8)?,
        ended_at: row.opt_time(9)?,
    })
}

/// Saves how far a change has come since it was read as `before`.
///
/// # Errors
/// [`Error::Conflict`] where another one went on with it at the same time.
pub fn advance(tx: &mut Tx<'_>, account: AccountId, before: &QueueChange, now: &QueueChange) -> Result<(), Error> {
    let sql = "UPDATE queue_changes SET done = $3, refused = $4, after_id = $5, ended_at = $6
               WHERE account_id = $1 AND id = $2 AND done = $7 AND refused = $8 AND ended_at IS NULL";
    let row = values![account, now.id, now.done, now.refused, now.after, now.ended_at, before.done, before.refused];
    if tx.execute(sql, &row)? == 1 { Ok(()) } else { Err(Error::Conflict) }
}

/// Notes that a change which has ended since then is taken back. False: it was before, or has not ended since.
pub fn mark_undone(
    tx: &mut Tx<'_>,
    account: AccountId,
    (id, since): (QueueChangeId, Timestamp),
    undone_by: QueueChangeId,
) -> Result<bool, Error> {
    let sql = "UPDATE queue_changes SET undone_by = $4
               WHERE account_id = $1 AND id = $2 AND undone_by IS NULL AND ended_at >= $3";
    Ok(tx.execute(sql, &values![account, id, since, undone_by])? == 1)
}

/// Forgets up to `limit` outcomes of changes made before this one, the oldest first, and the changes of which none is
/// left. Answers how many rows that were.
pub fn forget(tx: &mut Tx<'_>, account: AccountId, before: QueueChangeId, limit: i64) -> Result<u64, Error> {
    let items = "DELETE FROM queue_change_items WHERE account_id = $1 AND (change_id, invitation_id) IN (
                     SELECT m.change_id, m.invitation_id FROM queue_change_items m
                     WHERE m.account_id = $1 AND m.change_id < $2
                     ORDER BY m.change_id, m.invitation_id LIMIT $3)";
    let changes = "DELETE FROM queue_changes WHERE account_id = $1 AND id IN (
                       SELECT q.id FROM queue_changes q
                       WHERE q.account_id = $1 AND q.id < $2 AND NOT EXISTS (
                           SELECT 1 FROM queue_change_items m WHERE m.account_id = $1 AND m.change_id = q.id)
                       ORDER BY q.id LIMIT $3)";
    let forgotten = tx.execute(items, &values![account, before, limit])?;
    Ok(forgotten + tx.execute(changes, &values![account, before, limit])?)
}

pub fn insert_items(tx: &mut Tx<'_>, account: AccountId, change: QueueChangeId, items: &[Item]) -> Result<(), Error> {
    if items.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO queue_change_items (account_id, change_id, invitation_id, was_at, now_at, refused_for)
               SELECT $1, $2, r.invitation_id, r.was_at, r.now_at, r.refused_for
               FROM {rows: invitation_id text, was_at bigint, now_at bigint, refused_for text} r";
    let mut rows = Rows::with_capacity(items.len());
    for item in items {
        rows.push(values![item.invitation, item.was_at, item.now_at, item.refused_for.as_deref()]);
    }
    tx.execute_with(sql, &values![account, change], &rows).map(drop)
}

/// What a change did, in the order of the invitations; or what it could not do.
pub fn items(
    tx: &mut Tx<'_>,
    account: AccountId,
    (change, were_refused): (QueueChangeId, bool),
    after: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<Item>, Error> {
    let refused = if were_refused { "IS NOT NULL" } else { "IS NULL" };
    let sql = format!(
        "SELECT m.invitation_id, m.was_at, m.now_at, m.refused_for FROM queue_change_items m
         WHERE m.account_id = $1 AND m.change_id = $2 AND m.invitation_id > $3 AND m.refused_for {refused}
         ORDER BY m.invitation_id LIMIT $4"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let read = |row: &Row| {
        Ok(Item {
            invitation: row.parse(0)?,
            was_at: row.opt_time(1)?,
            now_at: row.opt_time(2)?,
            refused_for: row.opt_string(3)?,
        })
    };
    tx.all(&sql, &values![account, change, after, limit])?.iter().map(read).collect()
}
