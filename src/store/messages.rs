//! Messages: one for each step of an invitation that was tried, whatever came of it (trust 1).

use jiff::Timestamp;
use rules::address::{AddressKey, Channel};
use rules::id::{AccountId, CampaignId, ConsentId, InvitationId, MessageId};
use rules::state::MessageStatus;
use rules::strategy::Role;

use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    pub id: MessageId,
    pub invitation: InvitationId,
    /// None: it is older than the brake that looks at it.
    pub campaign: Option<CampaignId>,
    pub role: Role,
    pub step: i64,
    pub channel: Channel,
    pub status: MessageStatus,
    /// How often it was tried; with the owner it fences the outcome.
    pub tries: i64,
    pub address: AddressKey,
    /// The consent that allowed it (V5).
    pub consent: ConsentId,
    /// The letter of an earlier try that is to go again.
    pub rendered: Option<String>,
    pub first_tried_at: Timestamp,
    pub committed_at: Timestamp,
    pub sent_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub opened_at: Option<Timestamp>,
    pub clicked_at: Option<Timestamp>,
    /// When it came back, or the relay refused its address.
    pub bounced_at: Option<Timestamp>,
    pub complained_at: Option<Timestamp>,
    pub failure: Option<String>,
}

const COLUMNS: &str =
    "m.id, m.invitation_id, m.role, m.step, m.channel, m.status, m.tries, m.address_key, m.consent_id,
    m.rendered, m.first_tried_at, m.committed_at, m.sent_at, m.delivered_at, m.opened_at, m.clicked_at, m.failure,
    m.campaign_id, m.bounced_at, m.complained_at";

fn read(row: &Row) -> Result<Message, Error> {
    Ok(Message {
        id: row.parse(0)?,
        invitation: row.parse(1)?,
        role: row.parse(2)?,
        step: row.int(3)?,
        channel: row.parse(4)?,
        status: row.parse(5)?,
        tries: row.int(6)?,
        address: row.parse(7)?,
        consent: row.parse(8)?,
        rendered: row.opt_string(9)?,
        first_tried_at: row.time(10)?,
        committed_at: row.time(11)?,
        sent_at: row.opt_time(12)?,
        delivered_at: row.opt_time(13)?,
        opened_at: row.opt_time(14)?,
        clicked_at: row.opt_time(15)?,
        failure: row.opt_string(16)?,
        campaign: row.opt_parse(17)?,
        bounced_at: row.opt_time(18)?,
        complained_at: row.opt_time(19)?,
    })
}

pub fn of_invitations(
    tx: &mut Tx<'_>,
    account: AccountId,
    invitations: &[InvitationId],
) -> Result<Vec<Message>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: invitation_id text}} r
         JOIN messages m ON m.account_id = $1 AND m.invitation_id = r.invitation_id ORDER BY m.invitation_id, m.step"
    );
    let mut rows = Rows::with_capacity(invitations.len());
    invitations.iter().for_each(|invitation| rows.push(values![*invitation]));
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

pub fn by_id(tx: &mut Tx<'_>, account: AccountId, id: MessageId) -> Result<Option<Message>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM messages m WHERE m.account_id = $1 AND m.id = $2");
    tx.maybe(&sql, &values![account, id])?.as_ref().map(read).transpose()
}

/// Commits attempts: from here on the messages count as sent until their outcome says otherwise. A letter that was kept
/// from an earlier try stays.
///
/// # Errors
/// [`Error::Duplicate`] where the step already has another message (V1).
pub fn commit(
    tx: &mut Tx<'_>,
    account: AccountId,
    owner: &str,
    lease_until: Timestamp,
    messages: &[Message],
) -> Result<(), Error> {
    if messages.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO messages (account_id, id, invitation_id, role, step, channel, status, tries, address_key,
                   consent_id, lease_owner, lease_until, first_tried_at, committed_at, campaign_id)
               SELECT $1, r.id, r.invitation_id, r.role, r.step, r.channel, 'sending', r.tries, r.address_key,
                   r.consent_id, $2, CAST($3 AS BIGINT), r.first_tried_at, r.committed_at, r.campaign_id
               FROM {rows: id text, invitation_id text, role text, step bigint, channel text, tries bigint,
                   address_key text, consent_id text, first_tried_at bigint, committed_at bigint, campaign_id text} r
               WHERE true
               ON CONFLICT (account_id, id) DO UPDATE SET status = 'sending', tries = excluded.tries,
                   channel = excluded.channel, address_key = excluded.address_key, consent_id = excluded.consent_id,
                   lease_owner = excluded.lease_owner, lease_until = excluded.lease_until,
                   committed_at = excluded.committed_at";
    let mut rows = Rows::with_capacity(messages.len());
    for message in messages {
        rows.push(values![
            message.id,
            message.invitation,
            message.role.as_str(),
            message.step,
            message.channel.as_str(),
            message.tries,
            message.address,
            message.consent,
            message.first_tried_at,
            message.committed_at,
            message.campaign,
        ]);
    }
    tx.execute_with(sql, &values![account, owner, lease_until], &rows).map(|_| ())
}

/// The outcome of an attempt, on its way into the database.
#[derive(Debug, Clone)]
pub struct Outcome<'a> {
    pub id: MessageId,
    pub tries: i64,
    pub status: MessageStatus,
    pub sent_at: Option<Timestamp>,
    pub delivered_at: Option<Timestamp>,
    pub bounced_at: Option<Timestamp>,
    pub failure: Option<&'a str>,
    /// The letter, where it is to go again.
    pub rendered: Option<String>,
}

/// Commits outcomes of this owner's attempts and says which of them still matched: the others were taken over. What a
/// receipt that came first said of the message stands.
pub fn settle(
    tx: &mut Tx<'_>,
    account: AccountId,
    owner: &str,
    outcomes: &[Outcome<'_>],
) -> Result<Vec<MessageId>, Error> {
    let sql = "UPDATE messages SET
                   status = CASE WHEN messages.status = 'sending' THEN r.status ELSE messages.status END,
                   sent_at = r.sent_at, delivered_at = COALESCE(messages.delivered_at, r.delivered_at),
                   bounced_at = COALESCE(messages.bounced_at, r.bounced_at), failure = r.failure,
                   rendered = r.rendered, lease_owner = NULL, lease_until = NULL
               FROM {rows: id text, tries bigint, status text, sent_at bigint, delivered_at bigint, bounced_at bigint,
                   failure text, rendered text} r
               WHERE messages.account_id = $1 AND messages.id = r.id AND messages.tries = r.tries
                 AND messages.lease_owner = $2
               RETURNING messages.id";
    let mut rows = Rows::with_capacity(outcomes.len());
    for outcome in outcomes {
        rows.push(values![
            outcome.id,
            outcome.tries,
            outcome.status.as_str(),
            outcome.sent_at,
            outcome.delivered_at,
            outcome.bounced_at,
            outcome.failure,
            outcome.rendered.as_deref(),
        ]);
    }
    let settled = tx.all_with(sql, &values![account, owner], &rows)?;
    let mut ids = settled.iter().map(|row| row.parse(0)).collect::<Result<Vec<_>, Error>>()?;
    ids.sort_unstable();
    Ok(ids)
}

/// Prolongs the leases of these attempts, as far as they are still this node's.
pub fn renew(
    tx: &mut Tx<'_>,
    account: AccountId,
    owner: &str,
    messages: &[MessageId],
    lease_until: Timestamp,
) -> Result<u64, Error> {
    let sql = "UPDATE messages SET lease_until = $3 FROM {rows: id text} r
               WHERE messages.account_id = $1 AND messages.id = r.id AND messages.lease_owner = $2";
    let mut rows = Rows::with_capacity(messages.len());
    messages.iter().for_each(|message| rows.push(values![*message]));
    tx.execute_with(sql, &values![account, owner, lease_until], &rows)
}

/// Takes over attempts whose owner is gone: nobody knows what came of them.
pub fn take_over(
    tx: &mut Tx<'_>,
    account: AccountId,
    owner: &str,
    now: Timestamp,
    lease_until: Timestamp,
    limit: i64,
) -> Result<Vec<Message>, Error> {
    let sql = "UPDATE messages SET lease_owner = $2, lease_until = $4
               WHERE account_id = $1 AND lease_until <= $3 AND id IN (
                   SELECT f.id FROM messages f WHERE f.account_id = $1 AND f.lease_until <= $3
                   ORDER BY f.lease_until, f.id LIMIT $5)
               RETURNING id";
    let taken = tx.all(sql, &values![account, owner, now, lease_until, limit])?;
    let mut rows = Rows::with_capacity(taken.len());
    for row in &taken {
        rows.push(values![row.parse::<MessageId>(0)?]);
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows: id text}} r JOIN messages m ON m.account_id = $1 AND m.id = r.id ORDER BY m.id"
    );
    tx.all_with(&sql, &values![account], &rows)?.iter().map(read).collect()
}

/// What a receipt changed.
pub fn save_receipt(tx: &mut Tx<'_>, account: AccountId, message: &Message) -> Result<(), Error> {
    let sql = "UPDATE messages SET status = $3, sent_at = $4, delivered_at = $5, opened_at = $6, clicked_at = $7,
                   failure = $8, bounced_at = COALESCE(bounced_at, $9), complained_at = COALESCE(complained_at, $10)
               WHERE account_id = $1 AND id = $2";
    let values = values![
        account,
        message.id,
        message.status.as_str(),
        message.sent_at,
        message.delivered_at,
        message.opened_at,
        message.clicked_at,
        message.failure.as_deref(),
        message.bounced_at,
        message.complained_at,
    ];
    tx.execute(sql, &values).map(|_| ())
}
