//! Holds: what waits for a person; and what nothing stands behind any more, as the person who released it got no answer,
//! or a node wrote the hold while it was being released. Whoever finds such a one lets it go.

use rules::id::{AccountId, CampaignId};
use rules::reason::Code;

use super::invitations::{COLUMNS, Invitation, State, read};
use super::{Error, Tx};
use crate::values;

/// What waits for a campaign that is not paused any more.
pub fn of_active_campaigns(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM campaigns c
         JOIN invitations i ON i.account_id = $1 AND i.held_for = $2 AND i.campaign_id = c.id
         WHERE c.account_id = $1 AND (c.paused_at IS NULL OR c.enabled_since IS NULL) ORDER BY i.id LIMIT $3"
    );
    tx.all(&sql, &values![account, Code::CampaignInactive.as_str(), limit])?.iter().map(read).collect()
}

/// What waits for a brake that is not on any more: the account's is released, as the caller knows.
pub fn of_released_brakes(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM campaigns c
         JOIN invitations i ON i.account_id = $1 AND i.held_for = $2 AND i.campaign_id = c.id
         WHERE c.account_id = $1 AND c.braked_at IS NULL ORDER BY i.id LIMIT $3"
    );
    tx.all(&sql, &values![account, Code::BrakeOn.as_str(), limit])?.iter().map(read).collect()
}

/// Product requests that wait with a service request which does not wait any more.
pub fn of_released_services(
    tx: &mut Tx<'_>,
    account: AccountId,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i
         WHERE i.account_id = $1 AND i.held_for = $2 AND NOT EXISTS (
             SELECT 1 FROM invitations s WHERE s.account_id = $1 AND s.event_id = i.event_id
                 AND s.purpose = 'service_review' AND s.first_sent_at IS NULL AND s.ended_at IS NULL
                 AND s.next_at IS NULL)
         ORDER BY i.id LIMIT $3"
    );
    tx.all(&sql, &values![account, Code::ProductsServiceFirst.as_str(), limit])?.iter().map(read).collect()
}

/// What waits for an order that is not on hold any more.
pub fn of_released_orders(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i
         LEFT JOIN orders o ON o.account_id = $1 AND o.storefront_id = i.storefront_id AND o.reference = i.reference
         WHERE i.account_id = $1 AND i.held_for = $2 AND o.held_at IS NULL ORDER BY i.id LIMIT $3"
    );
    tx.all(&sql, &values![account, Code::EventOnHold.as_str(), limit])?.iter().map(read).collect()
}

/// What waits for a person to release it, of one campaign, by the reason for which it is held.
pub fn of_campaign(
    tx: &mut Tx<'_>,
    account: AccountId,
    reason: Code,
    campaign: CampaignId,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i
         WHERE i.account_id = $1 AND i.held_for = $2 AND i.campaign_id = $3 ORDER BY i.id LIMIT $4"
    );
    tx.all(&sql, &values![account, reason.as_str(), campaign, limit])?.iter().map(read).collect()
}
