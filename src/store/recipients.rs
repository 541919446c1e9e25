//! Recipients: what the pages behind a link show of invitation, contact and answer, read for many by one statement.

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, InvitationId, StorefrontId};

use super::campaigns::read_settings;
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
    /// A rating needs a comment: that of the invitation's own purpose, and of the products on its form, if there are any.
    pub comment_required: bool,
    pub products_comment_required: Option<bool>,
    /// The details of the event, where products are asked about.
    pub details: Option<String>,
    /// Where the review is written instead.
    pub route: Option<Elsewhere>,
    /// What they answered, if that counts.
    pub answered: Option<Answered>,
}

/// Another platform to which an invitation points.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    pub platform: String,
    pub url: String,
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
                   c.later_until, c.erased_at, a.completed_at, a.answers, i.purpose, v.settings, p.settings, e.details,
                   t.platform, t.url
               FROM {rows: id text} r
               JOIN invitations i ON i.account_id = $1 AND i.id = r.id
               JOIN contacts c ON c.account_id = $1 AND c.id = i.contact_id
               JOIN campaign_versions v ON v.account_id = $1 AND v.campaign_id = i.campaign_id AND v.version = i.version
               LEFT JOIN campaign_versions p ON p.account_id = $1 AND p.campaign_id = i.product_campaign_id
                   AND p.version = i.product_version
               LEFT JOIN events e ON e.account_id = $1 AND e.id = i.event_id
                   AND (i.purpose = 'product_review' OR i.product_campaign_id IS NOT NULL)
               LEFT JOIN routes t ON t.account_id = $1 AND t.invitation_id = i.id
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
    let route = match (row.opt_string(15)?, row.opt_string(16)?) {
        (Some(platform), Some(url)) => Some(Elsewhere { platform, url }),
        _ => None,
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
        comment_required: read_settings(row.text(12)?)?.comment_required,
        products_comment_required: match row.opt_text(13)? {
            Some(settings) => Some(read_settings(settings)?.comment_required),
            None => None,
        },
        details: row.opt_string(14)?,
        route,
        answered,
    })
}
