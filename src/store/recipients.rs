//! Recipients: what the pages behind a link show of invitation, contact and answer, read for many by one statement. What
//! many of them share, and what few of them have, is read apart.

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, EventId, InvitationId, StorefrontId};

use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    pub invitation: InvitationId,
    pub storefront: StorefrontId,
    pub reference: String,
    /// When the form closes; none: it has not opened.
    pub expires_at: Option<Timestamp>,
    pub locale: Option<String>,
    pub time_zone: Option<String>,
    pub less_often_since: Option<Timestamp>,
    /// A calendar day.
    pub later_until: Option<String>,
    pub erased_at: Option<Timestamp>,
    pub purpose: Purpose,
    pub event: EventId,
    /// The settings that the invitation pinned, and those of the products on its form, if there are any.
    pub version: (CampaignId, i64),
    pub product_version: Option<(CampaignId, i64)>,
    /// What they answered, if that counts.
    pub answered: Option<Answered>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub completed_at: Option<Timestamp>,
    /// A JSON array of questions and values.
    pub answers: String,
}

/// Those of these invitations that are there.
pub fn asked(tx: &mut Tx<'_>, account: AccountId, invitations: &[InvitationId]) -> Result<Vec<Asked>, Error> {
    let sql = "SELECT i.id, i.storefront_id, i.reference, i.expires_at, c.locale, c.time_zone, c.less_often_since,
                   c.later_until, c.erased_at, a.completed_at, a.answers, i.purpose, i.event_id, i.campaign_id, i.version,
                   i.product_campaign_id, i.product_version
               FROM {rows: id text} r
               JOIN invitations i ON i.account_id = $1 AND i.id = r.id
               JOIN contacts c ON c.account_id = $1 AND c.id = i.contact_id
               LEFT JOIN responses a ON a.account_id = $1 AND a.invitation_id = i.id AND a.suspected_for IS NULL";
    let mut rows = Rows::with_capacity(invitations.len());
    invitations.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(sql, &values![account], &rows)?.iter().map(read).collect()
}

fn read(row: &Row) -> Result<Asked, Error> {
    let answered = match row.opt_string(10)? {
        Some(answers) => Some(Answered { completed_at: row.opt_time(9)?, answers }),
        None => None,
    };
    Ok(Asked {
        invitation: row.parse(0)?,
        storefront: row.parse(1)?,
        reference: row.string(2)?,
        expires_at: row.opt_time(3)?,
        locale: row.opt_string(4)?,
        time_zone: row.opt_string(5)?,
        less_often_since: row.opt_time(6)?,
        later_until: row.opt_string(7)?,
        erased_at: row.opt_time(8)?,
        purpose: row.parse(11)?,
        event: row.parse(12)?,
        version: (row.parse(13)?, row.int(14)?),
        product_version: row.opt_parse(15)?.zip(row.opt_int(16)?),
        answered,
    })
}
