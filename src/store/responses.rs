//! Responses: what a contact answered. One for each invitation.

use jiff::Timestamp;
use rules::address::Channel;
use rules::id::{AccountId, ContactId, InvitationId, ResponseId, StorefrontId};
use rules::strategy::Role;
use serde_json::Value as Json;

use super::conditions::Conditions;
use super::{Error, Row, Rows, Tx, product_ratings};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Response {
    pub id: ResponseId,
    pub invitation: InvitationId,
    pub contact: ContactId,
    pub storefront: StorefrontId,
    pub reference: String,
    pub started_at: Timestamp,
    pub completed_at: Option<Timestamp>,
    /// The message whose link was followed.
    pub via: Option<(Role, Channel)>,
    /// A JSON array of questions and values.
    pub answers: String,
    /// Why a program may have given it. Such a response counts nowhere (trust 3).
    pub suspected_for: Option<Suspicion>,
}

impl Response {
    /// The stars, from 1 to 5, of a whole answer that counts.
    fn rating(&self) -> Option<i64> {
        let counts = self.completed_at.is_some() && self.suspected_for.is_none();
        self.stars().filter(|_| counts)
    }

    /// The stars, from 1 to 5.
    pub fn stars(&self) -> Option<i64> {
        self.value("rating")?.as_i64().filter(|stars| (1..=5).contains(stars))
    }

    /// What was written.
    pub fn comment(&self) -> Option<String> {
        self.value("comment")?.as_str().filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// What was written, of the service or else of the products.
    pub fn words(&self) -> Option<String> {
        let of_products = || {
            let lines = self.products().into_iter().filter_map(|product| {
                let name = product.name;
                Some(format!("{name}: {}", product.comment?))
            });
            Some(lines.collect::<Vec<_>>().join("\n")).filter(|words| !words.is_empty())
        };
        self.comment().or_else(of_products)
    }

    /// What was answered of each product, in the order of the form.
    pub fn products(&self) -> Vec<ProductAnswer> {
        let mut products: Vec<ProductAnswer> = Vec::new();
        for answer in self.all() {
            let Some(sku) = answer["product"]["sku"].as_str() else { continue };
            if products.last().is_none_or(|last| last.sku != sku) {
                let name = answer["product"]["name"].as_str().unwrap_or(sku).to_owned();
                products.push(ProductAnswer { sku: sku.to_owned(), name, stars: None, comment: None });
            }
            let Some(last) = products.last_mut() else { continue };
            match &answer["value"] {
                Json::Number(stars) => last.stars = stars.as_i64().filter(|stars| (1..=5).contains(stars)),
                value => last.comment = value.as_str().map(str::to_owned),
            }
        }
        products
    }

    fn comment_length(&self) -> Option<i64> {
        i64::try_from(self.words()?.chars().count()).ok()
    }

    /// What was answered of the service.
    fn value(&self, question: &str) -> Option<Json> {
        let mut of_service = self.all().into_iter().filter(|answer| answer["product"].is_null());
        of_service.find(|answer| answer["question"] == question)?.get("value").cloned()
    }

    fn all(&self) -> Vec<Json> {
        serde_json::from_str(&self.answers).unwrap_or_default()
    }
}

/// What was answered of one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductAnswer {
    pub sku: String,
    /// As the form called it.
    pub name: String,
    pub stars: Option<i64>,
    pub comment: Option<String>,
}

impl ProductAnswer {
    /// The stars; 0 where there are none.
    pub fn given(&self) -> i64 {
        self.stars.unwrap_or(0)
    }
}

/// What makes an answer doubtful.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Suspicion {
    /// The form came back sooner than a person reads it.
    TooFast,
    /// A field was filled in that no person sees.
    Honeypot,
}

impl Suspicion {
    pub fn as_str(self) -> &'static str {
        match self {
            Suspicion::TooFast => "too_fast",
            Suspicion::Honeypot => "honeypot",
        }
    }
}

impl std::str::FromStr for Suspicion {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [Suspicion::TooFast, Suspicion::Honeypot].into_iter().find(|one| one.as_str() == text).ok_or(())
    }
}

pub(super) const COLUMNS: &str =
    "a.id, a.invitation_id, a.contact_id, a.storefront_id, a.reference, a.started_at, a.completed_at,
    a.via_role, a.via_channel, a.answers, a.suspected_for";
/// How many columns these are.
pub(super) const WIDTH: usize = 11;

pub(super) fn read(row: &Row) -> Result<Response, Error> {
    Ok(Response {
        id: row.parse(0)?,
        invitation: row.parse(1)?,
        contact: row.parse(2)?,
        storefront: row.parse(3)?,
        reference: row.string(4)?,
        started_at: row.time(5)?,
        completed_at: row.opt_time(6)?,
        via: row.opt_parse(7)?.zip(row.opt_parse(8)?),
        answers: row.string(9)?,
        suspected_for: row.opt_parse(10)?,
    })
}

/// Writes responses, in the place of what their invitations had; a doubtful one never in the place of another (V10).
pub fn save(tx: &mut Tx<'_>, account: AccountId, responses: &[Response]) -> Result<(), Error> {
    let sql = "INSERT INTO responses (account_id, id, invitation_id, contact_id, storefront_id, reference, started_at,
                   completed_at, via_role, via_channel, answers, suspected_for, rating, comment_length)
               SELECT $1, r.id, r.invitation_id, r.contact_id, r.storefront_id, r.reference, r.started_at,
                   r.completed_at, r.via_role, r.via_channel, r.answers, r.suspected_for, r.rating, r.comment_length
               FROM {rows: id text, invitation_id text, contact_id text, storefront_id text, reference text,
                   started_at bigint, completed_at bigint, via_role text, via_channel text, answers text,
                   suspected_for text, rating bigint, comment_length bigint} r WHERE true
               ON CONFLICT (account_id, invitation_id) DO UPDATE SET started_at = excluded.started_at,
                   completed_at = excluded.completed_at, via_role = excluded.via_role,
                   via_channel = excluded.via_channel, answers = excluded.answers,
                   suspected_for = excluded.suspected_for, rating = excluded.rating,
                   comment_length = excluded.comment_length, read_at = NULL, read_by = NULL
               WHERE responses.suspected_for IS NOT NULL OR excluded.suspected_for IS NULL";
    let mut rows = Rows::with_capacity(responses.len());
    for response in responses {
        rows.push(values![
            response.id,
            response.invitation,
            response.contact,
            response.storefront,
            &response.reference,
            response.started_at,
            response.completed_at,
            response.via.map(|(role, _)| role.as_str()),
            response.via.map(|(_, channel)| channel.as_str()),
            &response.answers,
            response.suspected_for.map(Suspicion::as_str),
            response.rating(),
            response.comment_length(),
        ]);
    }
    tx.execute_with(sql, &values![account], &rows)?;
    product_ratings::save(tx, account, responses)
}

pub fn of_invitation(tx: &mut Tx<'_>, account: AccountId, invitation: InvitationId) -> Result<Option<Response>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM responses a WHERE a.account_id = $1 AND a.invitation_id = $2");
    tx.maybe(&sql, &values![account, invitation])?.as_ref().map(read).transpose()
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, id: ResponseId) -> Result<Option<Response>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM responses a WHERE a.account_id = $1 AND a.id = $2");
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// What is asked of a response; nothing where nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub invitation: Option<InvitationId>,
    pub contact: Option<ContactId>,
    /// The slug of its storefront.
    pub storefront: Option<String>,
    pub reference: Option<String>,
    pub completed: Option<bool>,
    /// From 1 to 5, given to the service or to a product.
    pub stars: Option<i64>,
    /// Doubtful ones instead of the others.
    pub suspect: bool,
}

/// What gave so many stars to the service, or to a product.
pub(super) const OF_STARS: &str = "(a.rating = {} OR EXISTS (SELECT 1 FROM product_ratings p
    WHERE p.account_id = $1 AND p.invitation_id = a.invitation_id AND p.stars = {}))";
const OF_STOREFRONT: &str =
    "a.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1 AND s.slug = {})";
const OF_REFERENCE: &str = "a.invitation_id IN (SELECT i.id FROM events e
    JOIN invitations i ON i.account_id = $1 AND i.event_id = e.id
    WHERE e.account_id = $1 AND e.reference = {}
    AND e.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1))";

/// Responses in the order in which they were begun.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    after: Option<ResponseId>,
    limit: i64,
) -> Result<Vec<Response>, Error> {
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    asked.add("a.id > {}", after);
    asked.add("a.invitation_id = {}", wanted.invitation);
    asked.add("a.contact_id = {}", wanted.contact);
    asked.add(OF_STOREFRONT, wanted.storefront.as_deref());
    asked.add(OF_REFERENCE, wanted.reference.as_deref());
    asked.add(OF_STARS, wanted.stars);
    asked.add_null("a.completed_at", wanted.completed.map(|completed| !completed));
    asked.add_null("a.suspected_for", Some(!wanted.suspect));
    let sql = format!("SELECT {COLUMNS} FROM responses a WHERE a.account_id = $1{} ORDER BY a.id LIMIT $2", asked.sql);
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}

/// How many answers became complete after one instant and until another. Doubtful ones do not count.
pub fn count_completed(
    tx: &mut Tx<'_>,
    account: AccountId,
    (after, until): (Timestamp, Timestamp),
) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM responses a WHERE a.account_id = $1 AND a.completed_at > $2
               AND a.completed_at <= $3 AND a.suspected_for IS NULL";
    tx.one(sql, &values![account, after, until])?.int(0)
}

/// Those that [`count_completed`] counts, the newest first.
pub fn completed(
    tx: &mut Tx<'_>,
    account: AccountId,
    (after, until): (Timestamp, Timestamp),
    limit: i64,
) -> Result<Vec<Response>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM responses a WHERE a.account_id = $1 AND a.completed_at > $2
         AND a.completed_at <= $3 AND a.suspected_for IS NULL ORDER BY a.completed_at DESC, a.id DESC LIMIT $4"
    );
    tx.all(&sql, &values![account, after, until, limit])?.iter().map(read).collect()
}
