//! Lookups: the narrow tables by which invitations are found, in place of indexes of theirs. Only what writes invitations
//! calls this, around each write, so that all of them always say the same.

use rules::address::AddressKey;
use rules::id::{AccountId, InvitationId};

use super::{Error, Rows, Tx};
use crate::values;

/// Before invitations change: takes them, by their ids, out of the queue.
pub(super) fn dequeue(tx: &mut Tx<'_>, account: AccountId, ids: &Rows<1>) -> Result<(), Error> {
    let sql = "DELETE FROM queue WHERE account_id = $1 AND (next_at, invitation_id) IN (
                   SELECT i.next_at, i.id FROM {rows: id text} r
                   JOIN invitations i ON i.account_id = $1 AND i.id = r.id WHERE i.next_at IS NOT NULL)";
    tx.execute_with(sql, &values![account], ids).map(drop)
}

/// After they changed or were made: puts in those that now have a next step with a time.
pub(super) fn enqueue(tx: &mut Tx<'_>, account: AccountId, ids: &Rows<1>) -> Result<(), Error> {
    let sql = "INSERT INTO queue (account_id, next_at, invitation_id, campaign_id, next_channel, next_role, fence)
               SELECT i.account_id, i.next_at, i.id, i.campaign_id, i.next_channel, i.next_role, i.fence
               FROM {rows: id text} r JOIN invitations i ON i.account_id = $1 AND i.id = r.id
               WHERE i.next_at IS NOT NULL";
    tx.execute_with(sql, &values![account], ids).map(drop)
}

/// After they were made.
pub(super) fn begin_progress(tx: &mut Tx<'_>, account: AccountId, ids: &Rows<1>) -> Result<(), Error> {
    let sql = "INSERT INTO invitation_progress (account_id, invitation_id, status, first_sent_at, open_until)
               SELECT i.account_id, i.id, i.status, i.first_sent_at, CASE WHEN i.ended_at IS NULL THEN i.expires_at END
               FROM {rows: id text} r JOIN invitations i ON i.account_id = $1 AND i.id = r.id";
    tx.execute_with(sql, &values![account], ids).map(drop)
}

/// After they changed.
pub(super) fn update_progress(tx: &mut Tx<'_>, account: AccountId, ids: &Rows<1>) -> Result<(), Error> {
    let sql = "UPDATE invitation_progress SET status = i.status, first_sent_at = i.first_sent_at,
                   open_until = CASE WHEN i.ended_at IS NULL THEN i.expires_at END
               FROM {rows: id text} r JOIN invitations i ON i.account_id = $1 AND i.id = r.id
               WHERE invitation_progress.account_id = $1 AND invitation_progress.invitation_id = r.id
                 AND (invitation_progress.status <> i.status
                   OR invitation_progress.first_sent_at IS DISTINCT FROM i.first_sent_at
                   OR invitation_progress.open_until
                       IS DISTINCT FROM CASE WHEN i.ended_at IS NULL THEN i.expires_at END)";
    tx.execute_with(sql, &values![account], ids).map(drop)
}

/// Before they change or are made: notes to which addresses they are to go, where that is new.
pub(super) fn note_addresses(
    tx: &mut Tx<'_>,
    account: AccountId,
    addressed: impl Iterator<Item = (InvitationId, AddressKey)>,
) -> Result<(), Error> {
    let sql = "INSERT INTO asked_addresses (account_id, address_key, invitation_id)
               SELECT $1, r.address_key, r.id FROM {rows: id text, address_key text} r
               WHERE NOT EXISTS (SELECT 1 FROM invitations i
                   WHERE i.account_id = $1 AND i.id = r.id AND i.address_key = r.address_key)
               ON CONFLICT DO NOTHING";
    let mut rows = Rows::new();
    addressed.for_each(|(invitation, address)| rows.push(values![invitation, address]));
    if rows.is_empty() {
        return Ok(());
    }
    tx.execute_with(sql, &values![account], &rows).map(drop)
}
