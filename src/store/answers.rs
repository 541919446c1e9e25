//! Answers as people of the business read them: the latest first, with what they come to, and which have been read.

use jiff::Timestamp;
use rules::id::{AccountId, ContactId, ResponseId, StorefrontId, UserId};

use super::conditions::Conditions;
use super::responses::{self, Response};
use super::{Error, Row, Rows, Tx};
use crate::values;

/// An answer, and who has read it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub response: Response,
    /// From 1 to 5; none for one that counts nowhere.
    pub rating: Option<i64>,
    pub is_read: bool,
}

/// Which answers; all where nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// From 1 to 5, given to the service or to a product.
    pub stars: Option<i64>,
    pub with_comment: bool,
    pub unread: bool,
    pub storefront: Option<StorefrontId>,
    pub reference: Option<String>,
    /// Completed at or after this.
    pub since: Option<Timestamp>,
    /// Those that a program may have given, in the place of the others.
    pub suspect: bool,
}

/// The place in the list after which a page begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct After {
    pub completed_at: Timestamp,
    pub id: ResponseId,
}

const OF_REFERENCE: &str = "a.invitation_id IN (SELECT i.id FROM events e
    JOIN invitations i ON i.account_id = $1 AND i.event_id = e.id
    WHERE e.account_id = $1 AND e.reference = {}
    AND e.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1))";

/// Up to when everything has been read.
fn read_until(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT r.read_until FROM answer_reads r WHERE r.account_id = $1";
    tx.maybe(sql, &values![account])?.map(|row| row.time(0)).transpose()
}

fn read(row: &Row, read_until: Option<Timestamp>) -> Result<Answer, Error> {
    let response = responses::read(row)?;
    let was_read = response.completed_at.is_some_and(|at| read_until.is_some_and(|until| at <= until));
    let (rating, read_at) = (row.opt_int(responses::WIDTH)?, row.opt_time(responses::WIDTH + 1)?);
    Ok(Answer { is_read: was_read || read_at.is_some(), response, rating })
}

/// Whole answers, the latest first. Doubtful ones come in the order in which they were begun, the latest first.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    after: Option<After>,
    limit: i64,
) -> Result<Vec<Answer>, Error> {
    let read_until = read_until(tx, account)?;
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    asked.add_null("a.suspected_for", Some(!wanted.suspect));
    asked.add("a.storefront_id = {}", wanted.storefront);
    asked.add(OF_REFERENCE, wanted.reference.as_deref());
    asked.add(responses::OF_STARS, wanted.stars);
    asked.add_null("a.comment_length", wanted.with_comment.then_some(false));
    asked.add_null("a.read_at", wanted.unread.then_some(true));
    asked.add("a.completed_at > {}", read_until.filter(|_| wanted.unread));
    asked.add("a.completed_at >= {}", wanted.since);
    let order = if wanted.suspect {
        asked.add("a.id < {}", after.map(|after| after.id));
        "a.id DESC"
    } else {
        asked.add_null("a.completed_at", Some(false));
        asked.add("a.completed_at <= {}", after.map(|after| after.completed_at));
        asked.add("(a.completed_at, a.id) < ({}", after.map(|after| after.completed_at));
        asked.extend(", {})", after.map(|after| after.id));
        "a.completed_at DESC, a.id DESC"
    };
    let columns = responses::COLUMNS;
    let sql = format!(
        "SELECT {columns}, a.rating, a.read_at FROM responses a WHERE a.account_id = $1{} ORDER BY {order} LIMIT $2",
        asked.sql
    );
    tx.all(&sql, &asked.values)?.iter().map(|row| read(row, read_until)).collect()
}

/// All that a contact answered, doubtful and unfinished answers too, the latest begun first.
pub fn of_contact(tx: &mut Tx<'_>, account: AccountId, contact: ContactId, limit: i64) -> Result<Vec<Answer>, Error> {
    let read_until = read_until(tx, account)?;
    let columns = responses::COLUMNS;
    // By way of a row, so that no database reads all responses in their order in search of a few.
    let sql = format!(
        "SELECT {columns}, a.rating, a.read_at FROM {{rows: contact_id text}} r
         JOIN responses a ON a.account_id = $1 AND a.contact_id = r.contact_id ORDER BY a.id DESC LIMIT $2"
    );
    let mut rows = Rows::with_capacity(1);
    rows.push(values![contact]);
    tx.all_with(&sql, &values![account, limit], &rows)?.iter().map(|row| read(row, read_until)).collect()
}

/// One answer.
pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ResponseId) -> Result<Option<Answer>, Error> {
    let read_until = read_until(tx, account)?;
    let columns = responses::COLUMNS;
    let sql = format!("SELECT {columns}, a.rating, a.read_at FROM responses a WHERE a.account_id = $1 AND a.id = $2");
    tx.maybe(&sql, &values![account, id])?.map(|row| read(&row, read_until)).transpose()
}

/// How many answers gave the service one star, two, and so on, since then.
pub fn distribution(
    tx: &mut Tx<'_>,
    account: AccountId,
    storefront: Option<StorefrontId>,
    since: Option<Timestamp>,
) -> Result<[i64; 5], Error> {
    let mut asked = Conditions::new(vec![account.into()]);
    asked.add("a.storefront_id = {}", storefront);
    asked.add("a.completed_at >= {}", since);
    let sql = format!(
        "SELECT a.rating, COUNT(*) FROM responses a
         WHERE a.account_id = $1 AND a.rating BETWEEN 1 AND 5{} GROUP BY a.rating",
        asked.sql
    );
    let mut counts = [0; 5];
    for row in tx.all(&sql, &asked.values)? {
        let place = usize::try_from(row.int(0)? - 1).ok();
        if let Some(count) = place.and_then(|place| counts.get_mut(place)) {
            *count = row.int(1)?;
        }
    }
    Ok(counts)
}

/// Somebody has read these. Who read one first stays.
pub fn mark_read(tx: &mut Tx<'_>, account: AccountId, id: ResponseId, by: UserId, now: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE responses SET read_at = $3, read_by = $4 WHERE account_id = $1 AND id = $2 AND read_at IS NULL";
    tx.execute(sql, &values![account, id, now, by]).map(|_| ())
}

/// Somebody has read everything up to now.
pub fn mark_all_read(tx: &mut Tx<'_>, account: AccountId, by: UserId, now: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO answer_reads (account_id, read_until, read_by) VALUES ($1, $2, $3)
               ON CONFLICT (account_id) DO UPDATE SET read_until = excluded.read_until, read_by = excluded.read_by";
    tx.execute(sql, &values![account, now, by]).map(|_| ())
}
