//! The audit log: who changed what, in a chain in which every change shows (V16).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rules::id::{AccountId, ApiKeyId, UserId};

use super::{Error, Row, Tx};
use crate::secret::digest;
use crate::values;

/// Who changes something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    User(UserId),
    ApiKey(ApiKeyId),
    CommandLine,
}

const COMMAND_LINE: &str = "command_line";

impl fmt::Display for Actor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Actor::User(id) => id.fmt(f),
            Actor::ApiKey(id) => id.fmt(f),
            Actor::CommandLine => f.write_str(COMMAND_LINE),
        }
    }
}

/// The text names nobody who can change anything.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownActor;

impl FromStr for Actor {
    type Err = UnknownActor;

    fn from_str(text: &str) -> Result<Self, UnknownActor> {
        if text == COMMAND_LINE {
            return Ok(Actor::CommandLine);
        }
        let user = text.parse().map(Actor::User);
        user.or_else(|_| text.parse().map(Actor::ApiKey)).map_err(|_| UnknownActor)
    }
}

macro_rules! acts {
    ($($name:ident = $text:literal;)*) => {
        /// What was done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Act { $($name),* }

        impl Act {
            pub const ALL: &'static [Act] = &[$(Act::$name),*];

            pub fn as_str(self) -> &'static str {
                match self { $(Act::$name => $text),* }
            }
        }
    };
}

acts! {
    SessionBegun = "session.begun";
    SessionEnded = "session.ended";
    CampaignMade = "campaign.made";
    CampaignChanged = "campaign.changed";
    CampaignReleased = "campaign.released";
    TemplateMade = "template.made";
    TemplateChanged = "template.changed";
    TemplateDeleted = "template.deleted";
    StorefrontMade = "storefront.made";
    StorefrontChanged = "storefront.changed";
    AccountChanged = "account.changed";
    AccountHeld = "account.held";
    AccountReleased = "account.released";
    InvitationMoved = "invitation.moved";
    InvitationCancelled = "invitation.cancelled";
    InvitationReopened = "invitation.reopened";
    OrderHeld = "order.held";
    OrderReleased = "order.released";
    OrderCancelled = "order.cancelled";
    OrderChanged = "order.changed";
    InvitationsExported = "invitations.exported";
    AnswersExported = "answers.exported";
    ContactChanged = "contact.changed";
    ContactExported = "contact.exported";
    ContactErased = "contact.erased";
    ConsentWithdrawn = "consent.withdrawn";
    SuppressionLifted = "suppression.lifted";
    SessionsEnded = "sessions.ended";
    PasswordChanged = "password.changed";
    PasswordForgotten = "password.forgotten";
    SecondFactorBegun = "second_factor.begun";
    SecondFactorEnded = "second_factor.ended";
    UserInvited = "user.invited";
    UserMade = "user.made";
    UserLinked = "user.linked";
    UserWelcomed = "user.welcomed";
    UserChanged = "user.changed";
    UserRoleChanged = "user.role_changed";
    UserDisabled = "user.disabled";
    UserEnabled = "user.enabled";
    ApiKeyMade = "api_key.made";
    ApiKeyRevoked = "api_key.revoked";
}

/// An entry as it is read: an act of a newer program keeps its own word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    pub number: i64,
    pub happened_at: Timestamp,
    pub actor: Actor,
    pub act: String,
    /// The id of what it was done to.
    pub subject: String,
    pub hash: String,
}

impl Entry {
    /// The hash that follows from the one before.
    fn chained(&self, before: &str) -> String {
        let at = self.happened_at.as_millisecond();
        digest(&format!("{before}\n{}\n{at}\n{}\n{}\n{}", self.number, self.actor, self.act, self.subject))
    }
}

fn read(row: &Row) -> Result<Entry, Error> {
    Ok(Entry {
        number: row.int(0)?,
        happened_at: row.time(1)?,
        actor: row.parse(2)?,
        act: row.string(3)?,
        subject: row.string(4)?,
        hash: row.string(5)?,
    })
}

/// Appends an entry, in the transaction of what it tells: neither is there without the other.
pub fn append(
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Timestamp,
    (actor, act, subject): (Actor, Act, &str),
) -> Result<(), Error> {
    let take = "INSERT INTO audit_heads (account_id, number, hash) VALUES ($1, 1, '')
                ON CONFLICT (account_id) DO UPDATE SET number = audit_heads.number + 1 RETURNING number, hash";
    let head = tx.one(take, &values![account])?;
    let before = head.string(1)?;
    let mut entry = Entry {
        number: head.int(0)?,
        happened_at: now,
        actor,
        act: act.as_str().to_owned(),
        subject: subject.to_owned(),
        hash: String::new(),
    };
    entry.hash = entry.chained(&before);
    let sql = "INSERT INTO audit_log (account_id, number, happened_at, actor, act, subject, hash)
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let actor = entry.actor.to_string();
    tx.execute(sql, &values![account, entry.number, now, actor, &entry.act, &entry.subject, &entry.hash])?;
    tx.execute("UPDATE audit_heads SET hash = $2 WHERE account_id = $1", &values![account, &entry.hash]).map(|_| ())
}

/// Entries before a number, the latest first.
pub fn list(tx: &mut Tx<'_>, account: AccountId, before: Option<i64>, limit: i64) -> Result<Vec<Entry>, Error> {
    let sql = "SELECT l.number, l.happened_at, l.actor, l.act, l.subject, l.hash FROM audit_log l
               WHERE l.account_id = $1 AND l.number < $2 ORDER BY l.number DESC LIMIT $3";
    tx.all(sql, &values![account, before.unwrap_or(i64::MAX), limit])?.iter().map(read).collect()
}

/// The number of the first entry that is not as it was written, or is missing. None: the chain is whole.
pub fn first_broken(tx: &mut Tx<'_>, account: AccountId) -> Result<Option<i64>, Error> {
    const AT_ONCE: i64 = 1_000;
    let sql = "SELECT l.number, l.happened_at, l.actor, l.act, l.subject, l.hash FROM audit_log l
               WHERE l.account_id = $1 AND l.number > $2 ORDER BY l.number LIMIT $3";
    let (mut number, mut hash) = (0, String::new());
    loop {
        let rows = tx.all(sql, &values![account, number, AT_ONCE])?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let entry = read(row)?;
            if entry.number != number + 1 || entry.hash != entry.chained(&hash) {
                return Ok(Some(number + 1));
            }
            (number, hash) = (entry.number, entry.hash);
        }
    }
    let head = tx.maybe("SELECT h.number, h.hash FROM audit_heads h WHERE h.account_id = $1", &values![account])?;
    let Some(head) = head else { return Ok((number > 0).then_some(1)) };
    let is_whole = head.int(0)? == number && head.text(1)? == hash;
    Ok((!is_whole).then_some(number + 1))
}
