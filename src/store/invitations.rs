//! Invitations: one campaign asking one contact once. What changes of one is its [`State`], read and saved whole; a
//! save that finds another fence than was read starts over, so no two writers overwrite each other.

use jiff::Timestamp;
use rules::address::{AddressKey, Channel};
use rules::campaign::{Purpose, Timing};
use rules::id::{AccountId, CampaignId, ContactId, EventId, InvitationId, StorefrontId};
use rules::learned::{HourSource, SendingHour};
use rules::reason::Code;
use rules::state::InvitationStatus;
use rules::strategy::Role;

use super::answer_hours::hour;
use super::lookups::{self, Stored};
use super::{Error, Row, Rows, Tx};
use crate::values;

/// What never changes of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invitation {
    pub id: InvitationId,
    pub campaign: CampaignId,
    /// The version of the campaign's settings that it pins (V15).
    pub version: i64,
    pub purpose: Purpose,
    pub storefront: StorefrontId,
    pub contact: ContactId,
    pub event: EventId,
    pub reference: String,
    pub occurred_at: Timestamp,
    /// Reminders were on when it was created (TP-7).
    pub reminder_at_creation: Option<Timestamp>,
    pub created_at: Timestamp,
    /// Where its campaign learns the hour, the one that it was given (V15).
    pub sending_hour: Option<SendingHour>,
}

impl Invitation {
    /// The timing in force: that of the settings it pins, at the hour that it was given.
    pub fn timing(&self, pinned: &Timing) -> Timing {
        let mut timing = pinned.clone();
        if let Some(chosen) = self.sending_hour {
            timing.pin(chosen.hour);
        }
        timing
    }
}

/// The one step that is queued.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Queued {
    pub role: Role,
    pub step: i64,
    pub channel: Channel,
    /// None: until a person releases it.
    pub at: Option<Timestamp>,
}

/// What changes of an invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct State {
    pub status: InvitationStatus,
    /// Why it ended or waits.
    pub reason: Option<Code>,
    pub address: Option<AddressKey>,
    /// When the queued step was to go by the settings.
    pub due_at: Timestamp,
    pub queued: Option<Queued>,
    /// Waits for a person's release.
    pub held_for: Option<Code>,
    pub released_from: Option<Code>,
    pub first_sent_at: Option<Timestamp>,
    pub reminded_at: Option<Timestamp>,
    pub expires_at: Option<Timestamp>,
    pub reminder_at_first: Option<Timestamp>,
    pub reminder_struck_at: Option<Timestamp>,
    /// The product campaign whose request is on the same form, and the version of it that is pinned.
    pub product: Option<(CampaignId, i64)>,
    pub ended_at: Option<Timestamp>,
    /// How the database has it; where that changed since, it cannot be saved.
    pub stored: Stored,
}

impl State {
    /// The state of a new invitation with its first step queued.
    pub fn planned(address: Option<AddressKey>, due_at: Timestamp, queued: Queued, reason: Option<Code>) -> Self {
        Self {
            status: InvitationStatus::Scheduled,
            reason,
            address,
            due_at,
            queued: Some(queued),
            held_for: None,
            released_from: None,
            first_sent_at: None,
            reminded_at: None,
            expires_at: None,
            reminder_at_first: None,
            reminder_struck_at: None,
            product: None,
            ended_at: None,
            stored: Stored::default(),
        }
    }

    /// When its first message went, as soon as it is known that it did; `first_sent_at` is also that of one under way.
    pub fn went_at(&self) -> Option<Timestamp> {
        // A form has a term from then on.
        self.first_sent_at.filter(|_| self.expires_at.is_some())
    }

    /// Lets it go: it is not held any more, and decided anew at once (rules 2.5).
    pub fn release(&mut self, reason: Code, now: Timestamp) {
        self.held_for = None;
        self.released_from = Some(reason);
        self.queued.iter_mut().for_each(|queued| queued.at = Some(now));
    }

    /// Ends it: nothing is queued any more. An invitation that already ended stays as it was.
    pub fn end(&mut self, status: InvitationStatus, reason: Option<Code>, now: Timestamp) {
        self.queued = None;
        self.held_for = None;
        if self.ended_at.is_none() {
            self.status = self.status.advanced(status);
            self.reason = reason;
            self.ended_at = Some(now);
        }
    }
}

pub(super) const COLUMNS: &str = "i.id, i.campaign_id, i.version, i.purpose, i.storefront_id, i.contact_id, i.event_id,
    i.reference, i.occurred_at, i.reminder_at_creation, i.created_at, i.status, i.reason, i.address_key, i.due_at,
    i.next_at, i.next_role, i.next_step, i.next_channel, i.held_for, i.released_from, i.first_sent_at, i.reminded_at,
    i.expires_at, i.reminder_at_first, i.reminder_struck_at, i.ended_at, i.fence, i.sending_hour, i.hour_source,
    i.product_campaign_id, i.product_version";

pub(super) fn read(row: &Row) -> Result<(Invitation, State), Error> {
    let invitation = Invitation {
        id: row.parse(0)?,
        campaign: row.parse(1)?,
        version: row.int(2)?,
        purpose: row.parse(3)?,
        storefront: row.parse(4)?,
        contact: row.parse(5)?,
        event: row.parse(6)?,
        reference: row.string(7)?,
        occurred_at: row.time(8)?,
        reminder_at_creation: row.opt_time(9)?,
        created_at: row.time(10)?,
        sending_hour: sending_hour(row)?,
    };
    let queued = match row.opt_parse(16)? {
        Some(role) => Some(Queued { role, step: row.int(17)?, channel: row.parse(18)?, at: row.opt_time(15)? }),
        None => None,
    };
    let mut state = State {
        status: row.parse(11)?,
        reason: row.opt_parse(12)?,
        address: row.opt_parse(13)?,
        due_at: row.time(14)?,
        queued,
        held_for: row.opt_parse(19)?,
        released_from: row.opt_parse(20)?,
        first_sent_at: row.opt_time(21)?,
        reminded_at: row.opt_time(22)?,
        expires_at: row.opt_time(23)?,
        reminder_at_first: row.opt_time(24)?,
        reminder_struck_at: row.opt_time(25)?,
        ended_at: row.opt_time(26)?,
        product: row.opt_parse(30)?.zip(row.opt_int(31)?),
        stored: Stored::default(),
    };
    state.stored = Stored::new(&state, row.int(27)?);
    Ok((invitation, state))
}

fn sending_hour(row: &Row) -> Result<Option<SendingHour>, Error> {
    let Some(source) = row.opt_parse(29)? else { return Ok(None) };
    Ok(Some(SendingHour { hour: hour(row, 28)?, source }))
}

/// # Errors
/// [`Error::Duplicate`] where the campaign already has an invitation for the event and purpose (V1).
pub fn insert(tx: &mut Tx<'_>, account: AccountId, new: &[(Invitation, State)]) -> Result<(), Error> {
    if new.is_empty() {
        return Ok(());
    }
    let sql =
        "INSERT INTO invitations (account_id, id, campaign_id, version, purpose, storefront_id, contact_id, event_id,
                   reference, occurred_at, reminder_at_creation, created_at, status, reason, address_key, due_at,
                   next_at, next_role, next_step, next_channel, held_for, sending_hour, hour_source,
                   product_campaign_id, product_version, fence)
               SELECT $1, r.id, r.campaign_id, r.version, r.purpose, r.storefront_id, r.contact_id, r.event_id,
                   r.reference, r.occurred_at, r.reminder_at_creation, r.created_at, r.status, r.reason, r.address_key,
                   r.due_at, r.next_at, r.next_role, r.next_step, r.next_channel, r.held_for, r.sending_hour,
                   r.hour_source, r.product_campaign_id, r.product_version, 0
               FROM {rows: id text, campaign_id text, version bigint, purpose text, storefront_id text, contact_id text,
                   event_id text, reference text, occurred_at bigint, reminder_at_creation bigint, created_at bigint,
                   status text, reason text, address_key text, due_at bigint, next_at bigint, next_role text,
                   next_step bigint, next_channel text, held_for text, sending_hour bigint, hour_source text,
                   product_campaign_id text, product_version bigint} r";
    let mut rows = Rows::with_capacity(new.len());
    for (invitation, state) in new {
        let (queued, chosen) = (state.queued, invitation.sending_hour);
        rows.push(values![
            invitation.id,
            invitation.campaign,
            invitation.version,
            invitation.purpose.as_str(),
            invitation.storefront,
            invitation.contact,
            invitation.event,
            &invitation.reference,
            invitation.occurred_at,
            invitation.reminder_at_creation,
            invitation.created_at,
            state.status.as_str(),
            state.reason.map(Code::as_str),
            state.address,
            state.due_at,
            queued.and_then(|queued| queued.at),
            queued.map(|queued| queued.role.as_str()),
            queued.map(|queued| queued.step),
            queued.map(|queued| queued.channel.as_str()),
            state.held_for.map(Code::as_str),
            chosen.map(|chosen| i64::from(chosen.hour.number())),
            chosen.map(|chosen| HourSource::as_str(chosen.source)),
            state.product.map(|(campaign, _)| campaign),
            state.product.map(|(_, version)| version),
        ]);
    }
    tx.execute_with(sql, &values![account], &rows)?;
    let made: Vec<_> = new.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    lookups::begin(tx, account, &made)
}

/// Saves states as they are now and ends this node's lease on them.
///
/// # Errors
/// [`Error::Conflict`] where somebody else wrote one of them since it was read: the transaction starts over.
pub fn save(tx: &mut Tx<'_>, account: AccountId, states: &[(InvitationId, &State)]) -> Result<(), Error> {
    if states.is_empty() {
        return Ok(());
    }
    let sql = "UPDATE invitations SET status = r.status, reason = r.reason, address_key = r.address_key,
                   due_at = r.due_at, next_at = r.next_at, next_role = r.next_role, next_step = r.next_step,
                   next_channel = r.next_channel, held_for = r.held_for, released_from = r.released_from,
                   first_sent_at = r.first_sent_at, reminded_at = r.reminded_at, expires_at = r.expires_at,
                   reminder_at_first = r.reminder_at_first, reminder_struck_at = r.reminder_struck_at,
                   ended_at = r.ended_at, product_campaign_id = r.product_campaign_id,
                   product_version = r.product_version, fence = r.fence + 1
               FROM {rows: id text, fence bigint, status text, reason text, address_key text, due_at bigint,
                   next_at bigint, next_role text, next_step bigint, next_channel text, held_for text,
                   released_from text, first_sent_at bigint, reminded_at bigint, expires_at bigint,
                   reminder_at_first bigint, reminder_struck_at bigint, ended_at bigint, product_campaign_id text,
                   product_version bigint} r
               WHERE invitations.account_id = $1 AND invitations.id = r.id AND invitations.fence = r.fence";
    let mut rows = Rows::with_capacity(states.len());
    for (id, state) in states {
        let queued = state.queued;
        rows.push(values![
            *id,
            state.stored.fence,
            state.status.as_str(),
            state.reason.map(Code::as_str),
            state.address,
            state.due_at,
            queued.and_then(|queued| queued.at),
            queued.map(|queued| queued.role.as_str()),
            queued.map(|queued| queued.step),
            queued.map(|queued| queued.channel.as_str()),
            state.held_for.map(Code::as_str),
            state.released_from.map(Code::as_str),
            state.first_sent_at,
            state.reminded_at,
            state.expires_at,
            state.reminder_at_first,
            state.reminder_struck_at,
            state.ended_at,
            state.product.map(|(campaign, _)| campaign),
            state.product.map(|(_, version)| version),
        ]);
    }
    if tx.execute_with(sql, &values![account], &rows)? != states.len() as u64 {
        return Err(Error::Conflict);
    }
    lookups::update(tx, account, states)
}

pub fn by_ids(tx: &mut Tx<'_>, account: AccountId, ids: &[InvitationId]) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: id text}} r JOIN invitations i ON i.account_id = $1 AND i.id = r.id ORDER BY i.id"
    );
    let mut rows = Rows::with_capacity(ids.len());
    ids.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

pub fn by_events(tx: &mut Tx<'_>, account: AccountId, events: &[EventId]) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: id text}} r
         JOIN invitations i ON i.account_id = $1 AND i.event_id = r.id ORDER BY i.id"
    );
    let mut rows = Rows::with_capacity(events.len());
    events.iter().for_each(|id| rows.push(values![*id]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// What is due, the earliest first; for a sandbox, where nobody else claims it.
pub fn due(tx: &mut Tx<'_>, account: AccountId, now: Timestamp, limit: i64) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM queue q JOIN invitations i ON i.account_id = $1 AND i.id = q.invitation_id
         WHERE q.account_id = $1 AND q.next_at <= $2 ORDER BY q.next_at, q.invitation_id LIMIT $3"
    );
    tx.all(&sql, &values![account, now, limit])?.iter().map(read).collect()
}

/// Invitations of a campaign that have not ended.
pub fn unfinished_of_campaign(
    tx: &mut Tx<'_>,
    account: AccountId,
    campaign: CampaignId,
    after: Option<InvitationId>,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i
         WHERE i.account_id = $1 AND i.campaign_id = $2 AND i.ended_at IS NULL AND i.id > $3 ORDER BY i.id LIMIT $4"
    );
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(&sql, &values![account, campaign, after, limit])?.iter().map(read).collect()
}

/// Invitations of a contact that have a step queued.
pub fn queued_of_contact(
    tx: &mut Tx<'_>,
    account: AccountId,
    contact: ContactId,
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitations i
         WHERE i.account_id = $1 AND i.contact_id = $2 AND i.next_role IS NOT NULL ORDER BY i.id"
    );
    tx.all(&sql, &values![account, contact])?.iter().map(read).collect()
}

/// Invitations that have a step queued and go to one of these addresses.
pub fn queued_to_addresses(
    tx: &mut Tx<'_>,
    account: AccountId,
    addresses: &[AddressKey],
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: address_key text}} r
         JOIN asked_addresses a ON a.account_id = $1 AND a.address_key = r.address_key
         JOIN invitations i ON i.account_id = $1 AND i.id = a.invitation_id AND i.address_key = r.address_key
         WHERE i.next_role IS NOT NULL ORDER BY i.id"
    );
    let mut rows = Rows::with_capacity(addresses.len());
    addresses.iter().for_each(|address| rows.push(values![*address]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// Invitations whose form has closed.
pub fn expired(
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Timestamp,
    limit: i64,
) -> Result<Vec<(Invitation, State)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM invitation_progress p JOIN invitations i ON i.account_id = $1 AND i.id = p.invitation_id
         WHERE p.account_id = $1 AND p.open_until <= $2 ORDER BY p.open_until, p.invitation_id LIMIT $3"
    );
    tx.all(&sql, &values![account, now, limit])?.iter().map(read).collect()
}
