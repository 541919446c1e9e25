//! Routes: invitations that point to another platform, and whether their recipients went there (ET-10).

use jiff::Timestamp;
use rules::id::{AccountId, CampaignId, InvitationId};

use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Route {
    pub invitation: InvitationId,
    pub campaign: CampaignId,
    /// What the platform was called then, and where its reviews are written.
    pub platform: String,
    pub url: String,
    pub routed_at: Timestamp,
    /// When the recipient went on to the platform, the first time.
    pub followed_at: Option<Timestamp>,
}

/// Fixes where invitations point; one that points somewhere already keeps that.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, routes: &[Route]) -> Result<(), Error> {
    if routes.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO routes (account_id, invitation_id, campaign_id, platform, url, routed_at)
               SELECT $1, r.invitation_id, r.campaign_id, r.platform, r.url, r.routed_at
               FROM {rows: invitation_id text, campaign_id text, platform text, url text, routed_at bigint} r
               WHERE true ON CONFLICT DO NOTHING";
    let mut rows = Rows::with_capacity(routes.len());
    for route in routes {
        rows.push(values![route.invitation, route.campaign, &route.platform, &route.url, route.routed_at]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// Where those of these invitations point that point somewhere.
pub fn of_invitations(tx: &mut Tx<'_>, account: AccountId, ids: &[InvitationId]) -> Result<Vec<Route>, Error> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT t.invitation_id, t.campaign_id, t.platform, t.url, t.routed_at, t.followed_at
               FROM {rows: id text} r JOIN routes t ON t.account_id = $1 AND t.invitation_id = r.id";
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(sql, &values![account], &rows)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Route, Error> {
    Ok(Route {
        invitation: row.parse(0)?,
        campaign: row.parse(1)?,
        platform: row.string(2)?,
        url: row.string(3)?,
        routed_at: row.time(4)?,
        followed_at: row.opt_time(5)?,
    })
}

/// Notes that the recipient went on. False: they had before, or the invitation points nowhere.
pub fn follow(tx: &mut Tx<'_>, account: AccountId, invitation: InvitationId, now: Timestamp) -> Result<bool, Error> {
    let sql = "UPDATE routes SET followed_at = $3
               WHERE account_id = $1 AND invitation_id = $2 AND followed_at IS NULL";
    Ok(tx.execute(sql, &values![account, invitation, now])? > 0)
}

/// How many invitations of a campaign point to a platform, and how many recipients went there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Routed {
    pub campaign: CampaignId,
    pub platform: String,
    pub routed: i64,
    pub followed: i64,
}

/// Counts those whose first message went, by campaign and platform in their order; of all campaigns, or of one.
pub fn count(tx: &mut Tx<'_>, account: AccountId, campaign: Option<CampaignId>) -> Result<Vec<Routed>, Error> {
    let sql = "SELECT t.campaign_id, t.platform, COUNT(*), COUNT(t.followed_at) FROM routes t
               JOIN invitations i ON i.account_id = t.account_id AND i.id = t.invitation_id
               WHERE t.account_id = $1 AND (CAST($2 AS TEXT) IS NULL OR t.campaign_id = $2)
                   AND i.first_sent_at IS NOT NULL
               GROUP BY t.campaign_id, t.platform ORDER BY t.campaign_id, t.platform";
    let campaign = campaign.map(|id| id.to_string());
    let read = |row: &Row| {
        Ok(Routed { campaign: row.parse(0)?, platform: row.string(1)?, routed: row.int(2)?, followed: row.int(3)? })
    };
    tx.all(sql, &values![account, campaign])?.iter().map(read).collect()
}
