//! The outbox of a sandbox: messages that went to nobody.

use jiff::Timestamp;
use rules::address::Channel;
use rules::id::{AccountId, InvitationId, MessageId};
use rules::strategy::Role;

use super::{Error, Row, Rows, Tx};
use crate::values;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Boxed {
    pub message: MessageId,
    pub invitation: InvitationId,
    pub sent_at: Timestamp,
    pub channel: Channel,
    /// The bare address.
    pub recipient: String,
    pub role: Role,
    /// Subject, text, HTML, headers and links as JSON.
    pub mail: String,
}

fn read(row: &Row) -> Result<Boxed, Error> {
    Ok(Boxed {
        message: row.parse(0)?,
        invitation: row.parse(1)?,
        sent_at: row.time(2)?,
        channel: row.parse(3)?,
        recipient: row.string(4)?,
        role: row.parse(5)?,
        mail: row.string(6)?,
    })
}

/// # Errors
/// [`Error::Duplicate`] where a message is in the box already (V2).
pub fn insert(tx: &mut Tx<'_>, account: AccountId, boxed: &[Boxed]) -> Result<(), Error> {
    if boxed.is_empty() {
        return Ok(());
    }
    let sql = "INSERT INTO outbox (account_id, message_id, invitation_id, sent_at, channel, recipient, role, mail)
               SELECT $1, r.message_id, r.invitation_id, r.sent_at, r.channel, r.recipient, r.role, r.mail
               FROM {rows: message_id text, invitation_id text, sent_at bigint, channel text, recipient text, role text,
                   mail text} r";
    let mut rows = Rows::with_capacity(boxed.len());
    for one in boxed {
        rows.push(values![
            one.message,
            one.invitation,
            one.sent_at,
            one.channel.as_str(),
            &one.recipient,
            one.role.as_str(),
            &one.mail,
        ]);
    }
    tx.execute_with(sql, &values![account], &rows).map(|_| ())
}

/// The oldest messages first, those to one recipient or all, by way of one channel or any.
pub fn list(
    tx: &mut Tx<'_>,
    account: AccountId,
    recipient: Option<&str>,
    channel: Option<Channel>,
    after: Option<MessageId>,
    limit: i64,
) -> Result<Vec<Boxed>, Error> {
    let sql = "SELECT message_id, invitation_id, sent_at, channel, recipient, role, mail FROM outbox
               WHERE account_id = $1 AND (CAST($2 AS TEXT) IS NULL OR recipient = $2)
                 AND (CAST($3 AS TEXT) IS NULL OR channel = $3)
                 AND message_id > $4 ORDER BY message_id LIMIT $5";
    let channel = channel.map(Channel::as_str);
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    tx.all(sql, &values![account, recipient, channel, after, limit])?.iter().map(read).collect()
}

/// The newest messages before one, the latest first.
pub fn newest(tx: &mut Tx<'_>, account: AccountId, before: Option<MessageId>, limit: i64) -> Result<Vec<Boxed>, Error> {
    let sql = "SELECT message_id, invitation_id, sent_at, channel, recipient, role, mail FROM outbox
               WHERE account_id = $1 AND (CAST($2 AS TEXT) IS NULL OR message_id < $2)
               ORDER BY message_id DESC LIMIT $3";
    tx.all(sql, &values![account, before, limit])?.iter().map(read).collect()
}

pub fn find(tx: &mut Tx<'_>, account: AccountId, message: MessageId) -> Result<Option<Boxed>, Error> {
    let sql = "SELECT message_id, invitation_id, sent_at, channel, recipient, role, mail FROM outbox
               WHERE account_id = $1 AND message_id = $2";
    tx.maybe(sql, &values![account, message])?.as_ref().map(read).transpose()
}

/// A message in the box, in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arrived {
    pub message: MessageId,
    pub invitation: InvitationId,
    pub sent_at: Timestamp,
    pub role: Role,
    pub channel: Channel,
    pub reference: String,
}

/// What came into the box after a message, in order.
pub fn since(tx: &mut Tx<'_>, account: AccountId, after: Option<MessageId>) -> Result<Vec<Arrived>, Error> {
    let sql = "SELECT o.message_id, o.invitation_id, o.sent_at, o.role, o.channel, i.reference FROM outbox o
               JOIN invitations i ON i.account_id = o.account_id AND i.id = o.invitation_id
               WHERE o.account_id = $1 AND o.message_id > $2 ORDER BY o.message_id";
    let after = after.map(|id| id.to_string()).unwrap_or_default();
    let found = tx.all(sql, &values![account, after])?;
    let read = |row: &Row| {
        Ok(Arrived {
            message: row.parse(0)?,
            invitation: row.parse(1)?,
            sent_at: row.time(2)?,
            role: row.parse(3)?,
            channel: row.parse(4)?,
            reference: row.string(5)?,
        })
    };
    found.iter().map(read).collect()
}
