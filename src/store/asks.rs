//! Asks: what an invitation counts for as others are judged by frequency and pressure.

use rules::address::AddressKey;
use rules::campaign::Kind;
use rules::id::{AccountId, ContactId};
use rules::invitation::Ask;

use super::invitations::{Invitation, State};
use super::{Error, Row, Rows, Tx};
use crate::values;

/// The requests to these people and to these addresses that count for frequency and pressure: sent ones, and those
/// still to come.
pub fn history(
    tx: &mut Tx<'_>,
    account: AccountId,
    contacts: &[ContactId],
    addresses: &[AddressKey],
) -> Result<Vec<Ask>, Error> {
    let mut asks = of(tx, account, TO_CONTACT, contacts.iter().map(ToString::to_string))?;
    asks.extend(of(tx, account, TO_ADDRESS, addresses.iter().map(ToString::to_string))?);
    asks.sort_unstable_by_key(|ask| ask.invitation);
    asks.dedup_by_key(|ask| ask.invitation);
    Ok(asks)
}

/// An invitation as [`history`] gives it; none where it no longer counts.
pub fn ask(invitation: &Invitation, state: &State, kind: Kind, priority: i32) -> Option<Ask> {
    if state.first_sent_at.is_none() && state.ended_at.is_some() {
        return None;
    }
    let next_at = state.queued.and_then(|queued| queued.at);
    Some(Ask {
        invitation: invitation.id,
        contact: invitation.contact,
        address: state.address,
        campaign: invitation.campaign,
        storefront: invitation.storefront,
        purpose: invitation.purpose,
        joint: state.product.is_some(),
        kind,
        priority,
        reference: invitation.reference.clone(),
        occurred_at: invitation.occurred_at,
        at: state.first_sent_at.or(next_at).unwrap_or(state.due_at),
        sent: state.first_sent_at.is_some(),
        reached: state.expires_at.is_some(),
    })
}

const TO_CONTACT: &str = "JOIN invitations i ON i.account_id = $1 AND i.contact_id = r.owner";
const TO_ADDRESS: &str = "JOIN asked_addresses a ON a.account_id = $1 AND a.address_key = r.owner
         JOIN invitations i ON i.account_id = $1 AND i.id = a.invitation_id AND i.address_key = r.owner";

fn of(tx: &mut Tx<'_>, account: AccountId, join: &str, keys: impl Iterator<Item = String>) -> Result<Vec<Ask>, Error> {
    let sql = format!(
        "SELECT i.id, i.contact_id, i.address_key, i.campaign_id, i.storefront_id, i.purpose, c.kind, c.priority,
                i.reference, i.occurred_at, COALESCE(i.first_sent_at, i.next_at, i.due_at), i.first_sent_at,
                i.product_campaign_id, i.expires_at
         FROM {{rows: owner text}} r
         {join}
         JOIN campaigns c ON c.account_id = $1 AND c.id = i.campaign_id
         WHERE i.first_sent_at IS NOT NULL OR i.ended_at IS NULL"
    );
    let mut rows = Rows::new();
    keys.for_each(|key| rows.push(values![key]));
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read_ask).collect()
}

fn read_ask(row: &Row) -> Result<Ask, Error> {
    let kind: Kind = row.parse(6)?;
    Ok(Ask {
        invitation: row.parse(0)?,
        contact: row.parse(1)?,
        address: row.opt_parse(2)?,
        campaign: row.parse(3)?,
        storefront: row.parse(4)?,
        purpose: row.parse(5)?,
        joint: row.opt_text(12)?.is_some(),
        kind,
        priority: i32::try_from(row.int(7)?).unwrap_or(0),
        reference: row.string(8)?,
        occurred_at: row.time(9)?,
        at: row.time(10)?,
        sent: row.opt_time(11)?.is_some(),
        // A form has a term from when its first message went.
        reached: row.opt_time(13)?.is_some(),
    })
}
