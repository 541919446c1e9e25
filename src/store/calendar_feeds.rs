//! Calendar feeds: under which address other calendars fetch what will go out. An account has one or none.

use jiff::Timestamp;
use rules::id::{AccountId, CalendarFeedId};

use super::{Error, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalendarFeed {
    /// The address is derived from it.
    pub id: CalendarFeedId,
    /// In which it speaks, as a tag.
    pub language: String,
    /// Whose days it tells.
    pub time_zone: String,
    pub created_at: Timestamp,
}

pub fn find(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<CalendarFeed>, Error> {
    let sql = "SELECT f.id, f.language, f.time_zone, f.created_at FROM calendar_feeds f WHERE f.account_id = $1";
    let Some(row) = tx.maybe(sql, &values![account])? else { return Ok(None) };
    let feed = CalendarFeed {
        id: row.parse(0)?,
        language: row.string(1)?,
        time_zone: row.string(2)?,
        created_at: row.time(3)?,
    };
    Ok(Some(feed))
}

/// Puts a feed in the place of the one that is there, whose address is worth nothing from then on.
pub fn save(tx: &mut Tx<'_>, account: AccountId, feed: &CalendarFeed) -> Result<(), Error> {
    let sql = "INSERT INTO calendar_feeds (account_id, id, language, time_zone, created_at) VALUES ($1, $2, $3, $4, $5)
               ON CONFLICT (account_id) DO UPDATE SET id = excluded.id, language = excluded.language,
                   time_zone = excluded.time_zone, created_at = excluded.created_at";
    tx.execute(sql, &values![account, feed.id, &feed.language, &feed.time_zone, feed.created_at]).map(drop)
}

/// False: there was none.
pub fn delete(tx: &mut Tx<'_>, account: AccountId) -> Result<bool, Error> {
    Ok(tx.execute("DELETE FROM calendar_feeds WHERE account_id = $1", &values![account])? > 0)
}
