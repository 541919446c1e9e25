//! Tour: the latest examples of what a tour through a sandbox shows.

use rules::id::{AccountId, InvitationId, MessageId};
use rules::reason::Code;

use super::{Error, Tx};
use crate::values;

/// The latest first message of a request that can still be answered and would be reminded.
pub fn unanswered(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<MessageId>, Error> {
    let sql = "SELECT o.message_id FROM outbox o
               JOIN invitations i ON i.account_id = o.account_id AND i.id = o.invitation_id
               WHERE o.account_id = $1 AND o.role = 'first' AND i.ended_at IS NULL AND i.next_at IS NOT NULL
               ORDER BY o.message_id DESC LIMIT 1";
    tx.maybe(sql, &values![account])?.map(|row| row.parse(0)).transpose()
}

/// The latest request whose reminder was cancelled because it had been answered.
pub fn answered(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<InvitationId>, Error> {
    let sql = "SELECT d.invitation_id FROM decisions d
               WHERE d.account_id = $1 AND d.reason = $2 AND d.invitation_id IS NOT NULL ORDER BY d.id DESC LIMIT 1";
    let reason = Code::ResponseReceived.as_str();
    tx.maybe(sql, &values![account, reason])?.map(|row| row.parse(0)).transpose()
}

/// The latest order whose customer was not asked, because they had been asked not long before.
pub fn not_asked(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<String>, Error> {
    let sql = "SELECT e.reference FROM decisions d
               JOIN events e ON e.account_id = d.account_id AND e.id = d.event_id
               WHERE d.account_id = $1 AND d.stage = 'plan' AND d.reason = $2 ORDER BY d.id DESC LIMIT 1";
    let reason = Code::FrequencyCampaign.as_str();
    tx.maybe(sql, &values![account, reason])?.map(|row| row.string(0)).transpose()
}
