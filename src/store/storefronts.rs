//! Storefronts: a shop site, market, clinic or salon, with its own language, time zone and sender.

use std::collections::BTreeSet;

use jiff::Timestamp;
use rules::consent::Basis;
use rules::id::{AccountId, StorefrontId};
use rules::time::Zone;

use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storefront {
    pub id: StorefrontId,
    pub slug: String,
    pub name: String,
    pub zone: Zone,
    /// A language of the message files.
    pub language: String,
    pub url: Option<String>,
    pub sender_name: Option<String>,
    pub sender_address: Option<String>,
    pub reply_to: Option<String>,
    pub postal_address: Option<String>,
    /// A picture that pages for recipients show, `https`.
    pub logo_url: Option<String>,
    /// The brand's colour on those pages, `#rrggbb`.
    pub colour: Option<String>,
    /// An `https` address.
    pub privacy_url: Option<String>,
    /// The basis that events get which carry no consent (rules 4, Basis).
    pub declared_basis: Option<Basis>,
    pub created_at: Timestamp,
}

impl Storefront {
    /// A storefront in English that says nothing of itself but these.
    pub fn new(id: StorefrontId, slug: &str, name: &str, zone: Zone, created_at: Timestamp) -> Self {
        Self {
            id,
            slug: slug.to_owned(),
            name: name.to_owned(),
            zone,
            language: "en".to_owned(),
            url: None,
            sender_name: None,
            sender_address: None,
            reply_to: None,
            postal_address: None,
            logo_url: None,
            colour: None,
            privacy_url: None,
            declared_basis: None,
            created_at,
        }
    }
}

const COLUMNS: &str = "s.id, s.slug, s.name, s.time_zone, s.language, s.url, s.sender_name, s.sender_address,
    s.reply_to, s.postal_address, s.declared_basis, s.created_at, s.logo_url, s.colour, s.privacy_url";

fn read(row: &Row) -> Result<Storefront, Error> {
    let unknown = |_| Error::Column { column: 3, wanted: "a time zone", found: "another text" };
    Ok(Storefront {
        id: row.parse(0)?,
        slug: row.string(1)?,
        name: row.string(2)?,
        zone: Zone::parse(row.text(3)?).map_err(unknown)?,
        language: row.string(4)?,
        url: row.opt_string(5)?,
        sender_name: row.opt_string(6)?,
        sender_address: row.opt_string(7)?,
        reply_to: row.opt_string(8)?,
        postal_address: row.opt_string(9)?,
        declared_basis: row.opt_parse(10)?,
        created_at: row.time(11)?,
        logo_url: row.opt_string(12)?,
        colour: row.opt_string(13)?,
        privacy_url: row.opt_string(14)?,
    })
}

/// # Errors
/// [`Error::Duplicate`] where the account has a storefront with this slug.
pub fn insert(tx: &mut Tx<'_>, account: AccountId, storefront: &Storefront) -> Result<(), Error> {
    let sql = "INSERT INTO storefronts (account_id, id, slug, name, time_zone, language, url, sender_name,
                   sender_address, reply_to, postal_address, declared_basis, created_at, logo_url, colour, privacy_url)
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    tx.execute(sql, &row(account, storefront)).map(|_| ())
}

pub fn update(tx: &mut Tx<'_>, account: AccountId, storefront: &Storefront) -> Result<(), Error> {
    let sql = "UPDATE storefronts SET slug = $3, name = $4, time_zone = $5, language = $6, url = $7, sender_name = $8,
                   sender_address = $9, reply_to = $10, postal_address = $11, declared_basis = $12, created_at = $13,
                   logo_url = $14, colour = $15, privacy_url = $16
               WHERE account_id = $1 AND id = $2";
    tx.execute(sql, &row(account, storefront)).map(|_| ())
}

fn row(account: AccountId, storefront: &Storefront) -> [super::Value<'_>; 16] {
    values![
        account,
        storefront.id,
        &storefront.slug,
        &storefront.name,
        storefront.zone.name(),
        &storefront.language,
        storefront.url.as_deref(),
        storefront.sender_name.as_deref(),
        storefront.sender_address.as_deref(),
        storefront.reply_to.as_deref(),
        storefront.postal_address.as_deref(),
        storefront.declared_basis.map(Basis::as_str),
        storefront.created_at,
        storefront.logo_url.as_deref(),
        storefront.colour.as_deref(),
        storefront.privacy_url.as_deref(),
    ]
}

pub fn all(tx: &mut Tx<'_>, account: AccountId) -> Result<Vec<Storefront>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM storefronts s WHERE s.account_id = $1 ORDER BY s.id");
    tx.all(&sql, &values![account])?.iter().map(read).collect()
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: StorefrontId) -> Result<Option<Storefront>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM storefronts s WHERE s.account_id = $1 AND s.id = $2");
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

pub fn find_by_slug(tx: &mut Tx<'_>, account: AccountId, slug: &str) -> Result<Option<Storefront>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM storefronts s WHERE s.account_id = $1 AND s.slug = $2");
    tx.maybe(&sql, &values![account, slug])?.as_ref().map(read).transpose()
}

/// The names of storefronts that lack what a mail must say of its sender, the oldest first.
pub fn nameless(tx: &mut Tx<'_>, account: AccountId, limit: i64) -> Result<Vec<String>, Error> {
    let sql = "SELECT s.name FROM storefronts s
               WHERE s.account_id = $1 AND (s.sender_address IS NULL OR s.postal_address IS NULL)
               ORDER BY s.id LIMIT $2";
    tx.all(sql, &values![account, limit])?.iter().map(|row| row.string(0)).collect()
}

/// Storefronts in the order in which they were made; with one slug, or all.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    slug: Option<&str>,
    after: Option<StorefrontId>,
    limit: i64,
) -> Result<Vec<Storefront>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM storefronts s
         WHERE s.account_id = $1 AND s.id > $2 AND (CAST($3 AS TEXT) IS NULL OR s.slug = $3) ORDER BY s.id LIMIT $4"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, slug, limit])?.iter().map(read).collect()
}

pub fn by_slugs(tx: &mut Tx<'_>, account: AccountId, slugs: &BTreeSet<&str>) -> Result<Vec<Storefront>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: slug text}} r JOIN storefronts s ON s.account_id = $1 AND s.slug = r.slug"
    );
    let mut rows = Rows::with_capacity(slugs.len());
    slugs.iter().for_each(|slug| rows.push(values![*slug]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

pub fn by_ids(tx: &mut Tx<'_>, account: AccountId, ids: &BTreeSet<StorefrontId>) -> Result<Vec<Storefront>, Error> {
    let sql =
        format!("SELECT {COLUMNS} FROM {{rows: id text}} r JOIN storefronts s ON s.account_id = $1 AND s.id = r.id");
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}
