//! Claims: which node works on which due invitation. A lease with a fence: whatever is written of an invitation raises
//! it, so that of two owners, an earlier and a later one, only the first to write still matches.

use jiff::Timestamp;
use rules::id::{AccountId, InvitationId};

use super::{Error, Row, Tx};
use crate::values;

/// A due invitation that this node may work on until its lease ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    pub invitation: InvitationId,
    pub fence: i64,
    /// When it was to go.
    pub next_at: Timestamp,
}

/// The accounts, sandboxes apart, that have something due. None of them waits for another one's backlog.
pub fn accounts_due(tx: &mut Tx<'_>, now: Timestamp) -> Result<Vec<AccountId>, Error> {
    let sql = "SELECT a.id FROM accounts a WHERE a.sandbox_since IS NULL AND EXISTS (
                   SELECT 1 FROM queue q
                   WHERE q.account_id = a.id AND q.next_at <= $1 AND (q.lease_until IS NULL OR q.lease_until <= $1))
               ORDER BY a.id";
    tx.all(sql, &values![now])?.iter().map(|row| row.parse(0)).collect()
}

/// Claims up to `limit` due invitations of an account, the earliest of those due at `from` or later first. One
/// compare-and-set: of nodes that see the same rows, one gets each, and none waits for another one's.
pub fn claim(
    tx: &mut Tx<'_>,
    account: AccountId,
    owner: &str,
    (from, now): (Timestamp, Timestamp),
    lease_until: Timestamp,
    limit: i64,
) -> Result<Vec<Claim>, Error> {
    // Chosen first and once: as a subquery of the update PostgreSQL may run it again, and claim past the limit.
    let sql = "WITH due AS MATERIALIZED (
                   SELECT d.next_at, d.invitation_id FROM queue d
                   WHERE d.account_id = $1 AND d.next_at >= $6 AND d.next_at <= $3
                     AND (d.lease_until IS NULL OR d.lease_until <= $3)
                   ORDER BY d.next_at, d.invitation_id LIMIT $5 {free d})
               UPDATE queue SET lease_owner = $2, lease_until = $4
               WHERE account_id = $1 AND (lease_until IS NULL OR lease_until <= $3)
                 AND (next_at, invitation_id) IN (SELECT due.next_at, due.invitation_id FROM due)
               RETURNING invitation_id, fence, next_at";
    let rows = tx.all(sql, &values![account, owner, now, lease_until, limit, from])?;
    let claim = |row: &Row| Ok(Claim { invitation: row.parse(0)?, fence: row.int(1)?, next_at: row.time(2)? });
    let claims = rows.iter().map(claim);
    let mut claims = claims.collect::<Result<Vec<_>, Error>>()?;
    claims.sort_unstable_by_key(|claim| claim.invitation);
    Ok(claims)
}

/// The earliest time at which something of the account is due.
pub fn next_due(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT MIN(next_at) FROM queue WHERE account_id = $1";
    tx.one(sql, &values![account])?.opt_time(0)
}
