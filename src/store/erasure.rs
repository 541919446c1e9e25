//! Erasure: what is kept of a person in the rows that outlive them, taken out of these rows (V12).

use jiff::Timestamp;
use rules::id::{AccountId, ContactId};

use super::{Error, Tx};
use crate::values;

/// What stands in the place of a text that was erased.
const ERASED: &str = "erased";

/// Takes what was said of and to this contact out of events, consents, messages and the outbox. That they happened stays.
pub fn empty(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE events SET details = NULL WHERE account_id = $1 AND contact_id = $2";
    tx.execute(sql, &values![account, contact])?;
    let sql = "UPDATE consents SET source = $3, withdrawn_at = COALESCE(withdrawn_at, $4)
               WHERE account_id = $1 AND contact_id = $2";
    tx.execute(sql, &values![account, contact, ERASED, now])?;
    let sql = "DELETE FROM outbox WHERE account_id = $1 AND message_id IN (
                   SELECT m.id FROM messages m JOIN invitations i ON i.account_id = $1 AND i.id = m.invitation_id
                   WHERE m.account_id = $1 AND i.contact_id = $2)";
    tx.execute(sql, &values![account, contact])?;
    // What a relay said of a message may name the address.
    let sql = "UPDATE messages SET rendered = NULL, failure = CASE WHEN failure IS NULL THEN NULL ELSE $3 END
               WHERE account_id = $1 AND invitation_id IN (
                   SELECT i.id FROM invitations i WHERE i.account_id = $1 AND i.contact_id = $2)";
    tx.execute(sql, &values![account, contact, ERASED]).map(|_| ())
}
