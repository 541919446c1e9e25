//! Lists of invitations: those that somebody looks for.

use jiff::Timestamp;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, ContactId, InvitationId};
use rules::state::InvitationStatus;

use super::conditions::Conditions;
use super::invitations::{COLUMNS, Invitation, State, read};
use super::{Error, Rows, Tx, Value};
use crate::values;

/// What is asked of an invitation; nothing where nothing is named.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    pub status: Option<InvitationStatus>,
    /// Those about products may be about the service too, on one form.
    pub purpose: Option<Purpose>,
    /// The slug of its storefront.
    pub storefront: Option<String>,
    pub campaign: Option<CampaignId>,
    /// Over which its next message goes.
    pub channel: Option<Channel>,
    pub contact: Option<ContactId>,
    pub reference: Option<String>,
    /// Whether its reminder went out.
    pub reminded: Option<bool>,
    pub due_before: Option<Timestamp>,
    /// Made at this time or later.
    pub made_from: Option<Timestamp>,
    pub made_before: Option<Timestamp>,
    /// Its first message went at this time or later.
    pub sent_from: Option<Timestamp>,
    pub sent_before: Option<Timestamp>,
    /// Its next message is to go at this time or later.
    pub next_from: Option<Timestamp>,
    pub next_before: Option<Timestamp>,
    /// Of these campaigns; empty: of any.
    pub campaigns: Vec<CampaignId>,
}

/// In which order a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    Oldest,
    Newest,
}

/// The index of events leads with the storefront, and a reference alone names none.
const OF_REFERENCE: &str = "i.event_id IN (SELECT e.id FROM events e WHERE e.account_id = $1 AND e.reference = {}
    AND e.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1))";
/// By themselves, or on the form of a request about the service.
const ABOUT_PRODUCTS: &str = "(i.purpose = {} OR i.product_campaign_id IS NOT NULL)";
const OF_STOREFRONT: &str =
    "i.storefront_id IN (SELECT s.id FROM storefronts s WHERE s.account_id = $1 AND s.slug = {})";

/// Where a list begins to look: the table by which its filters leave the fewest, joined to the invitations.
struct Source {
    from: &'static str,
    /// The column with the invitation's id.
    id: &'static str,
    /// Which table says campaign, channel and time of the next message, and which how far it has come.
    next: &'static str,
    progress: &'static str,
}

const INVITATIONS: Source =
    Source { from: "invitations i WHERE i.account_id = $1", id: "i.id", next: "i", progress: "i" };
/// Where something is asked of their next message.
const QUEUED: Source = Source {
    from: "queue q JOIN invitations i ON i.account_id = $1 AND i.id = q.invitation_id WHERE q.account_id = $1",
    id: "q.invitation_id",
    next: "q",
    progress: "i",
};
/// Where they are asked how far they have come.
const ON_THEIR_WAY: Source = Source {
    from: "invitation_progress p JOIN invitations i ON i.account_id = $1 AND i.id = p.invitation_id
         WHERE p.account_id = $1",
    id: "p.invitation_id",
    next: "i",
    progress: "p",
};

/// Invitations in the order in which they were made, or in the opposite one.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    order: Order,
    after: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    if wanted.campaigns.is_empty() {
        return list_one(tx, account, wanted, wanted.campaign, (order, after, limit));
    }
    // Each campaign is a range of an index, and in that its own order: the first of all are among the first of each.
    let mut found = Vec::new();
    for &campaign in &wanted.campaigns {
        found.extend(list_one(tx, account, wanted, Some(campaign), (order, after, limit))?);
    }
    found.sort_unstable_by_key(|(invitation, _)| invitation.id);
    if order == Order::Newest {
        found.reverse();
    }
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

fn list_one(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    campaign: Option<CampaignId>,
    (order, after, limit): (Order, Option<InvitationId>, i64),
) -> Result<Vec<(Invitation, State)>, Error> {
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    let (beyond, direction) = match order {
        Order::Oldest => ("i.id > {}", "ASC"),
        Order::Newest => ("i.id < {}", "DESC"),
    };
    asked.add(beyond, after);
    let source = match wanted {
        // One person or order leaves fewer than anything else.
        Wanted { contact: Some(_), .. } | Wanted { reference: Some(_), .. } => INVITATIONS,
        Wanted { next_from: Some(_), .. } | Wanted { next_before: Some(_), .. } => QUEUED,
        Wanted { status: Some(_), .. } | Wanted { sent_from: Some(_), .. } | Wanted { sent_before: Some(_), .. } => {
            ON_THEIR_WAY
        }
        _ => INVITATIONS,
    };
    asked.add(&format!("{}.campaign_id = {{}}", source.next), campaign);
    add(&mut asked, wanted, &source);
    let (from, id) = (source.from, source.id);
    let sql = format!("SELECT {COLUMNS} FROM {from}{} ORDER BY {id} {direction} LIMIT $2", asked.sql);
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}

fn add<'a>(asked: &mut Conditions<'a>, wanted: &'a Wanted, source: &Source) {
    let Source { next, progress, .. } = source;
    // Ids are made of the time: what was made in a period is a range of the key.
    asked.add("i.id >= {}", wanted.made_from.map(|from| InvitationId::new(from, 0)));
    asked.add("i.id < {}", wanted.made_before.map(|before| InvitationId::new(before, 0)));
    asked.add(&format!("{progress}.status = {{}}"), wanted.status.map(InvitationStatus::as_str));
    let of_purpose = if wanted.purpose == Some(Purpose::ProductReview) { ABOUT_PRODUCTS } else { "i.purpose = {}" };
    asked.add(of_purpose, wanted.purpose.map(Purpose::as_str));
    asked.add(OF_STOREFRONT, wanted.storefront.as_deref());
    asked.add("i.contact_id = {}", wanted.contact);
    asked.add(OF_REFERENCE, wanted.reference.as_deref());
    asked.add("i.due_at < {}", wanted.due_before);
    asked.add_null("i.reminded_at", wanted.reminded.map(|reminded| !reminded));
    asked.add(&format!("{progress}.first_sent_at >= {{}}"), wanted.sent_from);
    asked.add(&format!("{progress}.first_sent_at < {{}}"), wanted.sent_before);
    asked.add(&format!("{next}.next_channel = {{}}"), wanted.channel.map(Channel::as_str));
    asked.add(&format!("{next}.next_at >= {{}}"), wanted.next_from);
    asked.add(&format!("{next}.next_at < {{}}"), wanted.next_before);
}

/// By which of its times a list stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// When the first message went, the latest first.
    Sent,
    /// When the next message goes, the earliest first.
    Next,
}

/// So few are read whole and then sorted. Where somebody looks for few, walking along a time would pass by all the
/// others.
const FEW: i64 = 1_000;

/// Whether a filter of `wanted` leaves few at most: counted along the index of each, up to [`FEW`].
fn leaves_few(tx: &mut Tx<'_>, account: AccountId, wanted: &Wanted) -> Result<bool, Error> {
    let mut is_fewer = |table: &str, condition: &str, value: Option<Value<'_>>| -> Result<bool, Error> {
        let mut asked = Conditions::new(vec![account.into(), FEW.into()]);
        asked.add(condition, value);
        let sql =
            format!("SELECT COUNT(*) FROM (SELECT 1 FROM {table} t WHERE t.account_id = $1{} LIMIT $2) f", asked.sql);
        Ok(tx.one(&sql, &asked.values)?.int(0)? < FEW)
    };
    if let Some(status) = wanted.status
        && is_fewer("invitation_progress", "t.status = {}", Some(status.as_str().into()))?
    {
        return Ok(true);
    }
    let campaigns = wanted.campaign.as_ref().map_or(wanted.campaigns.as_slice(), std::slice::from_ref);
    let [campaign] = campaigns else { return Ok(false) };
    is_fewer("invitations", "t.campaign_id = {}", Some((*campaign).into()))
}

fn list_few(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    after: Option<(Timestamp, InvitationId)>,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let mut found = list(tx, account, wanted, Order::Newest, None, FEW)?;
    let place = |one: &(Invitation, State)| one.1.went_at().map(|at| (at, one.0.id));
    found.retain(|one| place(one).is_some_and(|place| after.is_none_or(|after| place < after)));
    found.sort_unstable_by_key(|one| std::cmp::Reverse(place(one)));
    found.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(found)
}

/// Invitations that have this time, those behind `after` in its order.
pub fn list_by(
    tx: &mut Tx<'_>,
    account: AccountId,
    wanted: &Wanted,
    by: By,
    after: Option<(Timestamp, InvitationId)>,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let never = match by {
        // One whose first message is under way for seconds is not met here.
        By::Sent => wanted.status == Some(InvitationStatus::Scheduled),
        By::Next => wanted.status.is_some_and(InvitationStatus::is_end),
    };
    if never {
        return Ok(Vec::new());
    }
    if by == By::Sent && leaves_few(tx, account, wanted)? {
        return list_few(tx, account, wanted, after, limit);
    }
    let (source, column, beyond, direction) = match by {
        By::Sent => (ON_THEIR_WAY, "p.first_sent_at", "<", "DESC"),
        By::Next => (QUEUED, "q.next_at", ">", "ASC"),
    };
    let Source { from, id: key, next, .. } = source;
    let mut asked = Conditions::new(vec![account.into(), limit.into()]);
    asked.add(&format!("{next}.campaign_id = {{}}"), wanted.campaign);
    if !wanted.campaigns.is_empty() {
        let first = asked.values.len() + 1;
        asked.values.extend(wanted.campaigns.iter().map(|campaign| Value::from(*campaign)));
        let numbers: Vec<_> = (first..=asked.values.len()).map(|number| format!("${number}")).collect();
        // Put together, so that the index of the times is taken and not that of the campaigns.
        asked.sql.push_str(&format!(" AND ({next}.campaign_id || '') IN ({})", numbers.join(", ")));
    }
    add(&mut asked, wanted, &source);
    if let Some((at, id)) = after {
        asked.add(&format!("{column} {beyond}= {{}}"), Some(at));
        let at = asked.values.len();
        asked.values.push(id.into());
        asked.sql.push_str(&format!(" AND ({column} {beyond} ${at} OR {key} {beyond} ${})", at + 1));
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {from} AND {column} IS NOT NULL{}
         ORDER BY {column} {direction}, {key} {direction} LIMIT $2",
        asked.sql
    );
    tx.all(&sql, &asked.values)?.iter().map(read).collect()
}

/// All invitations of these contacts, the newest first.
pub fn of_contacts(
    tx: &mut Tx<'_>,
    account: AccountId,
    contacts: &[ContactId],
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: contact_id text}} r
         JOIN invitations i ON i.account_id = $1 AND i.contact_id = r.contact_id ORDER BY i.id DESC LIMIT $2"
    );
    let mut rows = Rows::with_capacity(contacts.len());
    contacts.iter().for_each(|contact| rows.push(values![*contact]));
    tx.all_with(&sql, &values![account, limit], &rows)?.iter().map(read).collect()
}
