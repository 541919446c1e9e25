//! Templates: mails in the business's own words, and every version of their texts, which campaigns pin (V15).

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::{AccountId, TemplateId};

use super::{Error, Row, Rows, Tx};
use crate::texts::template::Wordings;
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Template {
    pub id: TemplateId,
    pub name: String,
    pub purpose: Purpose,
    pub version: i64,
    pub languages: Wordings,
    pub created_at: Timestamp,
}

impl Template {
    /// What of it can be changed and changed back, as a text.
    pub fn changeable(&self) -> String {
        serde_json::to_string(&(&self.name, &self.languages)).expect("texts are plain data")
    }

    /// The template as such a text says.
    ///
    /// # Errors
    /// [`Error::Column`] where it is another text.
    pub fn changed_back(self, text: &str) -> Result<Self, Error> {
        let unreadable = |_| Error::Column { column: 0, wanted: "former texts", found: "another text" };
        let (name, languages) = serde_json::from_str(text).map_err(unreadable)?;
        Ok(Self { name, languages, ..self })
    }
}

const COLUMNS: &str = "t.id, t.name, t.purpose, t.version, t.created_at, v.languages";
const LANGUAGES: usize = 5;
const LATEST: &str = "v.account_id = t.account_id AND v.template_id = t.id AND v.version = t.version";

fn read(row: &Row) -> Result<Template, Error> {
    Ok(Template {
        id: row.parse(0)?,
        name: row.string(1)?,
        purpose: row.parse(2)?,
        version: row.int(3)?,
        created_at: row.time(4)?,
        languages: wordings(row, LANGUAGES)?,
    })
}

fn wordings(row: &Row, column: usize) -> Result<Wordings, Error> {
    let unreadable = |_| Error::Column { column, wanted: "texts by language", found: "another text" };
    serde_json::from_str(row.text(column)?).map_err(unreadable)
}

pub fn insert(tx: &mut Tx<'_>, account: AccountId, template: &Template) -> Result<(), Error> {
    let sql =
        "INSERT INTO templates (account_id, id, name, purpose, version, created_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let purpose = template.purpose.as_str();
    let values = values![account, template.id, &template.name, purpose, template.version, template.created_at];
    tx.execute(sql, &values)?;
    insert_version(tx, account, template)
}

/// Saves name and texts; the version rises, and what is already planned keeps the one it pins.
///
/// # Errors
/// [`Error::Conflict`] where it was changed or deleted since it was read.
pub fn update(tx: &mut Tx<'_>, account: AccountId, template: &mut Template) -> Result<(), Error> {
    let sql = "UPDATE templates SET name = $3, version = $4
               WHERE account_id = $1 AND id = $2 AND version = $4 - 1 AND deleted_at IS NULL";
    template.version += 1;
    if tx.execute(sql, &values![account, template.id, &template.name, template.version])? == 0 {
        return Err(Error::Conflict);
    }
    insert_version(tx, account, template)
}

fn insert_version(tx: &mut Tx<'_>, account: AccountId, template: &Template) -> Result<(), Error> {
    let sql = "INSERT INTO template_versions (account_id, template_id, version, languages) VALUES ($1, $2, $3, $4)";
    let languages = serde_json::to_string(&template.languages).expect("texts are plain data");
    tx.execute(sql, &values![account, template.id, template.version, languages]).map(|_| ())
}

/// Takes a template away; its versions stay for what is planned with them. False: there is no such template.
pub fn delete(tx: &mut Tx<'_>, account: AccountId, id: TemplateId, now: Timestamp) -> Result<bool, Error> {
    let sql = "UPDATE templates SET deleted_at = $3 WHERE account_id = $1 AND id = $2 AND deleted_at IS NULL";
    Ok(tx.execute(sql, &values![account, id, now])? > 0)
}

/// Undoes a [`delete`].
pub fn restore(tx: &mut Tx<'_>, account: AccountId, id: TemplateId) -> Result<(), Error> {
    let sql = "UPDATE templates SET deleted_at = NULL WHERE account_id = $1 AND id = $2";
    tx.execute(sql, &values![account, id]).map(|_| ())
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: TemplateId) -> Result<Option<Template>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM templates t JOIN template_versions v ON {LATEST}
         WHERE t.account_id = $1 AND t.id = $2 AND t.deleted_at IS NULL"
    );
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// The purpose of a template that nobody changes or deletes before this transaction ends.
pub fn find_steady(tx: &mut Tx<'_>, account: AccountId, id: TemplateId) -> Result<Option<Purpose>, Error> {
    let sql =
        "SELECT t.purpose FROM templates t WHERE t.account_id = $1 AND t.id = $2 AND t.deleted_at IS NULL {steady t}";
    tx.maybe(sql, &values![account, id])?.map(|row| row.parse(0)).transpose()
}

/// Templates in the order in which they were made.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: Option<TemplateId>,
    limit: i64,
) -> Result<Vec<Template>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM templates t JOIN template_versions v ON {LATEST}
         WHERE t.account_id = $1 AND t.id > $2 AND t.deleted_at IS NULL ORDER BY t.id LIMIT $3"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// The texts of these versions by template and version, also of templates that were deleted since.
pub fn texts(
    tx: &mut Tx<'_>,
    account: AccountId,
    versions: &BTreeSet<(TemplateId, i64)>,
) -> Result<BTreeMap<(TemplateId, i64), Wordings>, Error> {
    if versions.is_empty() {
        return Ok(BTreeMap::new());
    }
    let sql = "SELECT v.template_id, v.version, v.languages FROM {rows: template_id text, version bigint} r
               JOIN template_versions v ON v.account_id = $1 AND v.template_id = r.template_id AND v.version = r.version";
    let mut rows = Rows::with_capacity(versions.len());
    versions.iter().for_each(|(template, version)| rows.push(values![*template, *version]));
    let found = tx.all_with(sql, &values![account], &rows)?;
    found.iter().map(|row| Ok(((row.parse(0)?, row.int(1)?), wordings(row, 2)?))).collect()
}

/// When a template of the account was last sent as a test into the world.
pub fn last_test(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Timestamp>, Error> {
    tx.one("SELECT MAX(t.tested_at) FROM templates t WHERE t.account_id = $1", &values![account])?.opt_time(0)
}

pub fn mark_test(tx: &mut Tx<'_>, account: AccountId, id: TemplateId, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE templates SET tested_at = $3 WHERE account_id = $1 AND id = $2";
    tx.execute(sql, &values![account, id, now]).map(|_| ())
}
