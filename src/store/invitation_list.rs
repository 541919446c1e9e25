//! Lists of invitations: those that somebody looks for.

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, ContactId, InvitationId};
use rules::state::InvitationStatus;

use super::conditions::Conditions;
use super::invitations::{COLUMNS, Invitation, State, read};
use super::{Error, Tx};

/// What is asked of an invitation; nothing where nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub status: Option<InvitationStatus>,
    pub purpose: Option<Purpose>,
    /// The slug of its storefront.
    pub storefront: Option<String>,
    pub campaign: Option<CampaignId>,
    pub contact: Option<ContactId>,
    pub reference: Option<String>,
    /// Whether its reminder went out.
    pub reminded: Option<bool>,
    pub due_before: Option<Timestamp>,
}

/// The index of events leads with the storefront, and a reference alone names none.
const OF_REFERENCE: &str = "i.event_id IN (SELECT e.id FROM events e WHERE e.account_id = $1 AND e.reference = {}
    AND e.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1))";
const OF_STOREFRONT: &str =
    "i.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1 AND s.slug = {})";

/// Invitations in the order in which they were made.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    after: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    asked.add("i.id > {}", after);
    asked.add("i.status = {}", wanted.status.map(InvitationStatus::as_str));
    asked.add("i.purpose = {}", wanted.purpose.map(Purpose::as_str));
    asked.add(OF_STOREFRONT, wanted.storefront.as_deref());
    asked.add("i.campaign_id = {}", wanted.campaign);
    asked.add("i.contact_id = {}", wanted.contact);
    asked.add(OF_REFERENCE, wanted.reference.as_deref());
    asked.add("i.due_at < {}", wanted.due_before);
    asked.add_null("i.reminded_at", wanted.reminded.map(|reminded| !reminded));
    let sql =
        format!("SELECT {COLUMNS} FROM invitations i WHERE i.account_id = $1{} ORDER BY i.id LIMIT $2", asked.sql);
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}
