//! Lists of invitations: those that somebody looks for.

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, ContactId, InvitationId};
use rules::state::InvitationStatus;

use super::invitations::{COLUMNS, Invitation, State, read};
use super::{Error, Tx, Value};

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

/// A list of conditions and the values that stand in them.
struct Conditions<'a> {
    sql: String,
    values: Vec<Value<'a>>,
}

impl<'a> Conditions<'a> {
    /// Adds a condition in which `{}` stands for the value. One that nobody asks for stays out of the statement, so that
    /// the database takes the index of what is asked for.
    fn add(&mut self, condition: &str, value: Option<impl Into<Value<'a>>>) {
        if let Some(value) = value {
            self.values.push(value.into());
            self.sql.push_str(" AND ");
            self.sql.push_str(&condition.replace("{}", &format!("${}", self.values.len())));
        }
    }
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
    let mut asked = Conditions { sql: String::new(), values: vec![account.into(), limit.into()] };
    asked.add("i.id > {}", after);
    asked.add("i.status = {}", wanted.status.map(InvitationStatus::as_str));
    asked.add("i.purpose = {}", wanted.purpose.map(Purpose::as_str));
    asked.add(OF_STOREFRONT, wanted.storefront.as_deref());
    asked.add("i.campaign_id = {}", wanted.campaign);
    asked.add("i.contact_id = {}", wanted.contact);
    asked.add(OF_REFERENCE, wanted.reference.as_deref());
    asked.add("i.due_at < {}", wanted.due_before);
    match wanted.reminded {
        Some(true) => asked.sql.push_str(" AND i.reminded_at IS NOT NULL"),
        Some(false) => asked.sql.push_str(" AND i.reminded_at IS NULL"),
        None => {}
    }
    let sql =
        format!("SELECT {COLUMNS} FROM invitations i WHERE i.account_id = $1{} ORDER BY i.id LIMIT $2", asked.sql);
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}
