//! Lookups: the narrow tables by which invitations are found, in place of indexes of theirs. Only what writes invitations
//! calls this, with each write, so that all of them always say the same.

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::id::{AccountId, InvitationId};
use rules::state::InvitationStatus;

use super::invitations::State;
use super::{Error, Rows, Tx};
use crate::values;

/// How the database has an invitation: the fence, which rises with every write, and by what it is found, which is
/// therefore so as long as the fence is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Stored {
    pub fence: i64,
    next_at: Option<Timestamp>,
    address: Option<AddressKey>,
    progress: Option<Progress>,
}

/// How far an invitation has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Progress {
    status: InvitationStatus,
    /// As [`State::went_at`].
    first_sent_at: Option<Timestamp>,
    /// When its form closes, as long as it has not ended.
    open_until: Option<Timestamp>,
}

impl Stored {
    /// This state, with this fence.
    pub(super) fn new(state: &State, fence: i64) -> Self {
        let next_at = state.queued.and_then(|queued| queued.at);
        let open_until = state.expires_at.filter(|_| state.ended_at.is_none());
        let progress = Progress { status: state.status, first_sent_at: state.went_at(), open_until };
        Self { fence, next_at, address: state.address, progress: Some(progress) }
    }
}

/// Invitations that were made.
pub(super) fn begin(tx: &mut Tx<'_>, account: AccountId, made: &[(InvitationId, &State)]) -> Result<(), Error> {
    let sql = "INSERT INTO invitation_progress (account_id, status, invitation_id, first_sent_at, open_until)
               SELECT $1, r.status, r.id, r.first_sent_at, r.open_until
               FROM {rows: id text, status text, first_sent_at bigint, open_until bigint} r";
    let mut rows = Rows::with_capacity(made.len());
    for (id, state) in made {
        if let Some(progress) = Stored::new(state, 0).progress {
            rows.push(values![*id, progress.status.as_str(), progress.first_sent_at, progress.open_until]);
        }
    }
    tx.execute_with(sql, &values![account], &rows)?;
    note_addresses(tx, account, made)?;
    enqueue(tx, account, made)
}

/// Invitations that were written: what changed since they were read.
pub(super) fn update(tx: &mut Tx<'_>, account: AccountId, written: &[(InvitationId, &State)]) -> Result<(), Error> {
    dequeue(tx, account, written)?;
    update_progress(tx, account, written)?;
    note_addresses(tx, account, written)?;
    enqueue(tx, account, written)
}

fn dequeue(tx: &mut Tx<'_>, account: AccountId, written: &[(InvitationId, &State)]) -> Result<(), Error> {
    let sql = "DELETE FROM queue WHERE account_id = $1 AND (next_at, invitation_id) IN (
                   SELECT r.next_at, r.id FROM {rows: next_at bigint, id text} r)";
    let mut rows = Rows::new();
    for (id, state) in written {
        state.stored.next_at.into_iter().for_each(|next_at| rows.push(values![next_at, *id]));
    }
    execute_unless_empty(tx, sql, account, &rows)
}

/// Those that have a next step with a time. What else the queue says of them comes from the rows as they were written.
fn enqueue(tx: &mut Tx<'_>, account: AccountId, written: &[(InvitationId, &State)]) -> Result<(), Error> {
    let sql = "INSERT INTO queue (account_id, next_at, invitation_id, campaign_id, next_channel, next_role, fence)
               SELECT i.account_id, i.next_at, i.id, i.campaign_id, i.next_channel, i.next_role, i.fence
               FROM {rows: id text} r JOIN invitations i ON i.account_id = $1 AND i.id = r.id
               WHERE i.next_at IS NOT NULL";
    let mut rows = Rows::new();
    let queued = written.iter().filter(|(_, state)| state.queued.is_some_and(|queued| queued.at.is_some()));
    queued.for_each(|(id, _)| rows.push(values![*id]));
    execute_unless_empty(tx, sql, account, &rows)
}

fn update_progress(tx: &mut Tx<'_>, account: AccountId, written: &[(InvitationId, &State)]) -> Result<(), Error> {
    let sql = "UPDATE invitation_progress SET status = r.status, first_sent_at = r.first_sent_at,
                   open_until = r.open_until
               FROM {rows: id text, was text, status text, first_sent_at bigint, open_until bigint} r
               WHERE invitation_progress.account_id = $1 AND invitation_progress.status = r.was
                 AND invitation_progress.invitation_id = r.id";
    let mut rows = Rows::new();
    for (id, state) in written {
        let (was, is) = (state.stored.progress, Stored::new(state, 0).progress);
        if let Some((was, is)) = was.zip(is).filter(|(was, is)| was != is) {
            rows.push(values![*id, was.status.as_str(), is.status.as_str(), is.first_sent_at, is.open_until]);
        }
    }
    execute_unless_empty(tx, sql, account, &rows)
}

/// The addresses to which they are now to go. Those to which they were to go before stay.
fn note_addresses(tx: &mut Tx<'_>, account: AccountId, written: &[(InvitationId, &State)]) -> Result<(), Error> {
    let sql = "INSERT INTO asked_addresses (account_id, address_key, invitation_id)
               SELECT $1, r.address_key, r.id FROM {rows: address_key text, id text} r WHERE true
               ON CONFLICT DO NOTHING";
    let mut rows = Rows::new();
    for (id, state) in written {
        let anew = state.address.filter(|_| state.stored.address != state.address);
        anew.into_iter().for_each(|address| rows.push(values![address, *id]));
    }
    execute_unless_empty(tx, sql, account, &rows)
}

fn execute_unless_empty<const N: usize>(
    tx: &mut Tx<'_>,
    sql: &str,
    account: AccountId,
    rows: &Rows<N>,
) -> Result<(), Error> {
    if rows.is_empty() {
        return Ok(());
    }
    tx.execute_with(sql, &values![account], rows).map(drop)
}
