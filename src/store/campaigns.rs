//! Campaigns: whom to ask what, and every version of their settings, which invitations pin (V15).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rules::brake::Brake;
use rules::campaign::{Activity, Campaign as Rules, Kind, Purpose, Timing};
use rules::id::{AccountId, CampaignId, StorefrontId, TemplateId};

use super::{Error, Row, Rows, Tx};
use crate::settings::campaign::{CampaignSettings, CheckedSettings};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    pub storefront: StorefrontId,
    pub event_type: String,
    pub purpose: Purpose,
    pub kind: Kind,
    pub name: String,
    pub priority: i32,
    pub version: i64,
    pub enabled_since: Option<Timestamp>,
    pub paused_at: Option<Timestamp>,
    /// What stopped it by itself, and when; only `brakes` writes it.
    pub brake: Option<(Timestamp, Brake)>,
    pub settings: CampaignSettings,
    pub created_at: Timestamp,
}

impl Campaign {
    pub fn activity(&self) -> Activity {
        match (self.enabled_since, self.paused_at) {
            (None, _) => Activity::Off,
            (Some(_), Some(_)) => Activity::Paused,
            (Some(_), None) => Activity::On,
        }
    }

    /// What of it can be changed and changed back, as a text.
    pub fn changeable(&self) -> String {
        let settings = (&self.name, self.priority, self.enabled_since.is_some(), &self.settings);
        serde_json::to_string(&settings).expect("settings are plain data")
    }

    /// The campaign as such a text says; one that was off is on from now.
    ///
    /// # Errors
    /// [`Error::Column`] where it is another text.
    pub fn changed_back(self, text: &str, now: Timestamp) -> Result<Self, Error> {
        let unreadable = |_| Error::Column { column: 0, wanted: "former settings", found: "another text" };
        let (name, priority, enabled, settings): (_, _, bool, _) = serde_json::from_str(text).map_err(unreadable)?;
        let enabled_since = enabled.then(|| self.enabled_since.unwrap_or(now));
        Ok(Self { name, priority, enabled_since, settings, ..self })
    }

    /// As the rules see it.
    ///
    /// # Errors
    /// [`Error::Column`] where the stored settings are not what [`CampaignSettings::check`] let in.
    pub fn rules(&self) -> Result<Rules, Error> {
        let CheckedSettings { timing, frequency, reminder, .. } = checked(&self.settings)?;
        Ok(Rules {
            id: self.id,
            storefront: self.storefront,
            kind: self.kind,
            purpose: self.purpose,
            activity: self.activity(),
            frequency,
            reminder,
            priority: self.priority,
            brake: self.brake.map(|(_, brake)| brake),
            timing,
        })
    }
}

fn checked(settings: &CampaignSettings) -> Result<CheckedSettings, Error> {
    settings.check().map_err(|_| Error::Column { column: SETTINGS, wanted: "settings", found: "other settings" })
}

const COLUMNS: &str = "c.id, c.storefront_id, c.event_type, c.purpose, c.kind, c.name, c.priority, c.version,
    c.enabled_since, c.paused_at, c.created_at, v.settings,
    c.braked_at, c.brake_cause, c.brake_faulty, c.brake_messages";
const SETTINGS: usize = 11;
const BRAKED_AT: usize = 12;
const LATEST: &str = "v.account_id = c.account_id AND v.campaign_id = c.id AND v.version = c.version";

fn read(row: &Row) -> Result<Campaign, Error> {
    Ok(Campaign {
        id: row.parse(0)?,
        storefront: row.parse(1)?,
        event_type: row.string(2)?,
        purpose: row.parse(3)?,
        kind: row.parse(4)?,
        name: row.string(5)?,
        priority: i32::try_from(row.int(6)?).unwrap_or(0),
        version: row.int(7)?,
        enabled_since: row.opt_time(8)?,
        paused_at: row.opt_time(9)?,
        created_at: row.time(10)?,
        settings: read_settings(row.text(SETTINGS)?)?,
        brake: row.opt_time(BRAKED_AT)?.map(|at| read_brake(row).map(|brake| (at, brake))).transpose()?,
    })
}

fn read_brake(row: &Row) -> Result<Brake, Error> {
    let [cause, faulty, messages] = [1, 2, 3].map(|place| BRAKED_AT + place);
    Ok(Brake { cause: row.parse(cause)?, faulty: row.int(faulty)?, messages: row.int(messages)? })
}

pub(super) fn read_settings(text: &str) -> Result<CampaignSettings, Error> {
    let unreadable = |_| Error::Column { column: SETTINGS, wanted: "settings", found: "another text" };
    serde_json::from_str(text).map_err(unreadable)
}

/// # Errors
/// [`Error::Duplicate`] where another enabled campaign has its storefront, event type and purpose.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, campaign: &Campaign) -> Result<(), Error> {
    let sql =
        "INSERT INTO campaigns (account_id, id, storefront_id, event_type, purpose, kind, name, priority, version,
                   enabled_since, paused_at, created_at)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let values = values![
        account,
        campaign.id,
        campaign.storefront,
        &campaign.event_type,
        campaign.purpose.as_str(),
        campaign.kind.as_str(),
        &campaign.name,
        i64::from(campaign.priority),
        campaign.version,
        campaign.enabled_since,
        campaign.paused_at,
        campaign.created_at,
    ];
    tx.execute(sql, &values)?;
    insert_version(tx, account, campaign, campaign.created_at)
}

/// Saves name, priority, switches and settings; the version rises, and what is already planned keeps the one it pins.
///
/// # Errors
/// [`Error::Conflict`] where it was changed since it was read; [`Error::Duplicate`] as for [`insert`].
pub fn update(tx: &mut Tx<'_>, account: AccountId, campaign: &mut Campaign, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE campaigns SET name = $3, priority = $4, version = $5, enabled_since = $6, paused_at = $7
               WHERE account_id = $1 AND id = $2 AND version = $5 - 1";
    campaign.version += 1;
    let values = values![
        account,
        campaign.id,
        &campaign.name,
        i64::from(campaign.priority),
        campaign.version,
        campaign.enabled_since,
        campaign.paused_at,
    ];
    if tx.execute(sql, &values)? == 0 {
        return Err(Error::Conflict);
    }
    insert_version(tx, account, campaign, now)
}

/// A version pins its template's texts as they are now.
fn insert_version(tx: &mut Tx<'_>, account: AccountId, campaign: &Campaign, now: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO campaign_versions (account_id, campaign_id, version, settings, created_at, template_version)
               VALUES ($1, $2, $3, $4, $5, (SELECT t.version FROM templates t WHERE t.account_id = $1 AND t.id = $6))";
    let settings = serde_json::to_string(&campaign.settings).expect("settings are plain data");
    let template = campaign.settings.template.as_deref();
    tx.execute(sql, &values![account, campaign.id, campaign.version, settings, now, template]).map(|_| ())
}

pub fn all(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Campaign>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM campaigns c JOIN campaign_versions v ON {LATEST} WHERE c.account_id = $1 ORDER BY c.id"
    );
    tx.all(&sql, &values![account])?.iter().map(read).collect()
}

/// The ids and names of campaigns, the oldest first: those of this storefront, of this purpose, this one, or any.
pub fn names(
    tx: &mut Tx<'_>,
    account: AccountId,
    (storefront, purpose, id): (Option<StorefrontId>, Option<Purpose>, Option<CampaignId>),
    limit: i64,
) -> Result<Vec<(CampaignId, String)>, Error> {
    let sql = "SELECT c.id, c.name FROM campaigns c
               WHERE c.account_id = $1 AND (CAST($2 AS TEXT) IS NULL OR c.storefront_id = $2)
                 AND (CAST($3 AS TEXT) IS NULL OR c.purpose = $3) AND (CAST($4 AS TEXT) IS NULL OR c.id = $4)
               ORDER BY c.id LIMIT $5";
    let values = values![account, storefront, purpose.map(Purpose::as_str), id, limit];
    tx.all(sql, &values)?.iter().map(|row| Ok((row.parse(0)?, row.string(1)?))).collect()
}

/// How many campaigns are paused.
pub fn paused(tx: &mut Tx<'_>, account: AccountId) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM campaigns c
               WHERE c.account_id = $1 AND c.enabled_since IS NOT NULL AND c.paused_at IS NOT NULL";
    tx.one(sql, &values![account])?.int(0)
}

/// The ids of all campaigns, the latest first.
pub fn ids(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<CampaignId>, Error> {
    let sql = "SELECT c.id FROM campaigns c WHERE c.account_id = $1 ORDER BY c.id DESC";
    tx.all(sql, &values![account])?.iter().map(|row| row.parse(0)).collect()
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: CampaignId) -> Result<Option<Campaign>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM campaigns c JOIN campaign_versions v ON {LATEST} WHERE c.account_id = $1 AND c.id = $2"
    );
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

pub fn by_ids(tx: &mut Tx<'_>, account: AccountId, ids: &BTreeSet<CampaignId>) -> Result<Vec<Campaign>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: id text}} r
         JOIN campaigns c ON c.account_id = $1 AND c.id = r.id JOIN campaign_versions v ON {LATEST}"
    );
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// The campaigns that are on or paused, in the order in which they were switched on.
pub fn active(tx: &mut Tx<'_>, account: AccountId, limit: usize) -> Result<Vec<CampaignId>, Error> {
    let sql = "SELECT c.id FROM campaigns c WHERE c.account_id = $1 AND c.enabled_since IS NOT NULL
               ORDER BY c.enabled_since, c.id LIMIT $2";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(sql, &values![account, limit])?.iter().map(|row| row.parse(0)).collect()
}

/// Nobody changes these campaigns before this transaction ends: a pause either came first or comes after.
pub fn keep_steady(tx: &mut Tx<'_>, account: AccountId, ids: &BTreeSet<CampaignId>) -> Result<(), Error> {
    let sql = "SELECT c.id FROM {rows: id text} r JOIN campaigns c ON c.account_id = $1 AND c.id = r.id {steady c}";
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(sql, &values![account], &rows).map(|_| ())
}

/// The campaigns for these storefronts and event types: those that are off first, the enabled ones last.
pub fn wanting(
    tx: &mut Tx<'_>,
    account: AccountId,
    events: &BTreeSet<(StorefrontId, &str)>,
) -> Result<Vec<Campaign>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: storefront_id text, event_type text}} r
         JOIN campaigns c ON c.account_id = $1 AND c.storefront_id = r.storefront_id AND c.event_type = r.event_type
         JOIN campaign_versions v ON {LATEST}
         ORDER BY CASE WHEN c.enabled_since IS NULL THEN 0 ELSE 1 END, c.id"
    );
    let mut rows = Rows::with_capacity(events.len());
    events.iter().for_each(|(storefront, event_type)| rows.push(values![*storefront, *event_type]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// What an invitation keeps of its campaign (V15).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pinned {
    pub timing: Timing,
    /// A template and the version of its texts; none: the standard texts.
    pub template: Option<(TemplateId, i64)>,
    pub comment_required: bool,
}

/// What these versions pinned, by campaign and version.
pub fn pinned(
    tx: &mut Tx<'_>,
    account: AccountId,
    versions: impl Iterator<Item = (CampaignId, i64)>,
) -> Result<BTreeMap<(CampaignId, i64), Pinned>, Error> {
    let sql = "SELECT v.campaign_id, v.version, v.settings, v.template_version FROM {rows: campaign_id text, version bigint} r
               JOIN campaign_versions v ON v.account_id = $1 AND v.campaign_id = r.campaign_id AND v.version = r.version";
    let mut rows = Rows::new();
    versions.for_each(|(campaign, version)| rows.push(values![campaign, version]));
    let found = tx.all_with(sql, &values![account], &rows)?;
    let read = found.iter().map(|row| {
        let settings = read_settings(row.text(2)?)?;
        let CheckedSettings { timing, template, comment_required, .. } = checked(&settings)?;
        let pinned = Pinned { timing, template: template.zip(row.opt_int(3)?), comment_required };
        Ok(((row.parse(0)?, row.int(1)?), pinned))
    });
    read.collect()
}

/// The settings of one version.
pub fn settings_of(
    tx: &mut Tx<'_>,
    account: AccountId,
    id: CampaignId,
    version: i64,
) -> Result<Option<CampaignSettings>, Error> {
    let sql = "SELECT v.settings FROM campaign_versions v
               WHERE v.account_id = $1 AND v.campaign_id = $2 AND v.version = $3";
    tx.maybe(sql, &values![account, id, version])?.map(|row| read_settings(row.text(0)?)).transpose()
}

/// Campaigns in the order in which they were made.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: Option<CampaignId>,
    limit: i64,
) -> Result<Vec<Campaign>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM campaigns c JOIN campaign_versions v ON {LATEST}
         WHERE c.account_id = $1 AND c.id > $2 ORDER BY c.id LIMIT $3"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// The campaigns of a storefront and event type, the oldest first.
pub fn of_pair(
    tx: &mut Tx<'_>,
    account: AccountId,
    storefront: StorefrontId,
    event_type: &str,
) -> Result<Vec<Campaign>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM campaigns c JOIN campaign_versions v ON {LATEST}
         WHERE c.account_id = $1 AND c.storefront_id = $2 AND c.event_type = $3 ORDER BY c.id"
    );
    tx.all(&sql, &values![account, storefront, event_type])?.iter().map(read).collect()
}

/// The campaigns whose mails a template writes.
pub fn of_template(tx: &mut Tx<'_>, account: AccountId, id: TemplateId) -> Result<Vec<Campaign>, Error> {
    let of = templated(tx, account)?.into_iter().filter(|(_, template)| *template == id).map(|(campaign, _)| campaign);
    by_ids(tx, account, &of.collect())
}

/// Every campaign whose mails a template writes, and which.
pub fn templated(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<(CampaignId, TemplateId)>, Error> {
    #[derive(serde::Deserialize)]
    struct Named {
        template: Option<String>,
    }
    let sql = format!(
        "SELECT c.id, v.settings FROM campaigns c JOIN campaign_versions v ON {LATEST}
         WHERE c.account_id = $1 AND v.template_version IS NOT NULL"
    );
    let mut found = Vec::new();
    for row in tx.all(&sql, &values![account])? {
        let unreadable = |_| Error::Column { column: 1, wanted: "settings", found: "another text" };
        let named: Named = serde_json::from_str(row.text(1)?).map_err(unreadable)?;
        let template = named.template.and_then(|id| id.parse().ok());
        found.extend(template.map(|template| Ok((row.parse(0)?, template))));
    }
    found.into_iter().collect()
}

/// Gives the base of a campaign to the others of its storefront and event type: it belongs to the pair (ET-3).
pub fn share_base(tx: &mut Tx<'_>, account: AccountId, campaign: &Campaign, now: Timestamp) -> Result<(), Error> {
    for mut other in of_pair(tx, account, campaign.storefront, &campaign.event_type)? {
        if other.id != campaign.id && other.settings.base != campaign.settings.base {
            other.settings.base.clone_from(&campaign.settings.base);
            update(tx, account, &mut other, now)?;
        }
    }
    Ok(())
}
