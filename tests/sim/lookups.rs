//! Lookups: the tables by which invitations are found say what the invitations say, no more and no less.

use afterword::store::{Error, Tx, values};
use rules::id::AccountId;

/// For each lookup what it must hold and what it holds, one way around and the other.
const HELD: [(&str, &str, &str); 3] = [
    (
        "the rows of the queue",
        "SELECT id, next_at, campaign_id, next_channel, next_role, fence FROM invitations
             WHERE account_id = $1 AND next_at IS NOT NULL",
        "SELECT invitation_id, next_at, campaign_id, next_channel, next_role, fence FROM queue WHERE account_id = $1",
    ),
    (
        "the rows of progress",
        "SELECT id, status, CASE WHEN expires_at IS NOT NULL THEN first_sent_at END,
                 CASE WHEN ended_at IS NULL THEN expires_at END
             FROM invitations WHERE account_id = $1",
        "SELECT invitation_id, status, first_sent_at, open_until FROM invitation_progress WHERE account_id = $1",
    ),
    (
        "the addresses of invitations",
        "SELECT id, address_key FROM invitations WHERE account_id = $1 AND address_key IS NOT NULL
             UNION SELECT invitation_id, address_key FROM messages
             WHERE account_id = $1 AND role = 'first'",
        "SELECT invitation_id, address_key FROM asked_addresses WHERE account_id = $1",
    ),
];

/// The first lookup that says something else than the invitations.
pub fn that_lies(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<&'static str>, Error> {
    for (name, must, holds) in HELD {
        // Addresses to which they were to go once, and were not asked at, may stay.
        let mut ways = vec![(must, holds)];
        ways.extend((!holds.contains("asked_addresses")).then_some((holds, must)));
        for (one, other) in ways {
            let sql = format!("SELECT COUNT(*) FROM (SELECT * FROM ({one}) a EXCEPT SELECT * FROM ({other}) b) c");
            if tx.one(&sql, &values![account])?.int(0)? > 0 {
                return Ok(Some(name));
            }
        }
    }
    Ok(None)
}
