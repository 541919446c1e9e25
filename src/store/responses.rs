//! Responses: what a contact answered. One for each invitation.

use jiff::Timestamp;
use rules::address::Channel;
use rules::id::{AccountId, ContactId, InvitationId, ResponseId, StorefrontId};
use rules::strategy::Role;

use super::{Error, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub id: ResponseId,
    pub invitation: InvitationId,
    pub contact: ContactId,
    pub storefront: StorefrontId,
    pub reference: String,
    pub started_at: Timestamp,
    pub completed_at: Option<Timestamp>,
    /// The message whose link was followed.
    pub via: Option<(Role, Channel)>,
    /// A JSON array of questions and values.
    pub answers: String,
}

/// # Errors
/// [`Error::Duplicate`] where the invitation has a response (V10).
pub fn insert(tx: &mut Tx<'_>, account: AccountId, responses: &[Response]) -> Result<(), Error> {
    let sql = "INSERT INTO responses (account_id, id, invitation_id, contact_id, storefront_id, reference, started_at,
                   completed_at, via_role, via_channel, answers)
               SELECT $1, r.id, r.invitation_id, r.contact_id, r.storefront_id, r.reference, r.started_at,
                   r.completed_at, r.via_role, r.via_channel, r.answers
               FROM {rows: id text, invitation_id text, contact_id text, storefront_id text, reference text,
                   started_at bigint, completed_at bigint, via_role text, via_channel text, answers text} r";
    let mut rows = Rows::with_capacity(responses.len());
    for response in responses {
        rows.push(values![
            response.id,
            response.invitation,
            response.contact,
            response.storefront,
            &response.reference,
            response.started_at,
            response.completed_at,
            response.via.map(|(role, _)| role.as_str()),
            response.via.map(|(_, channel)| channel.as_str()),
            &response.answers,
        ]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}
