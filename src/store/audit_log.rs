//! The audit log: who changed what, in a chain in which every change shows (V16).

use std::fmt;
use std::str::FromStr;

use jiff::Timestamp;
use rules::id::{AccountId, ApiKeyId, UserId};

use super::{Error, Row, Rows, Tx};
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
    TestSent = "test.sent";
    StorefrontMade = "storefront.made";
    StorefrontChanged = "storefront.changed";
    AccountChanged = "account.changed";
    PlanChanged = "account.plan_changed";
    AccountHeld = "account.held";
    AccountReleased = "account.released";
    SandboxChanged = "sandbox.changed";
    SandboxClockMoved = "sandbox.clock_moved";
    AccountMade = "account.made";
    AccountBackedUp = "account.backed_up";
    AccountRestored = "account.restored";
    EventsImported = "events.imported";
    InvitationMade = "invitation.made";
    InvitationMoved = "invitation.moved";
    InvitationCancelled = "invitation.cancelled";
    InvitationReopened = "invitation.reopened";
    QueueChanged = "queue.changed";
    QueueChangeUndone = "queue.change_undone";
    CalendarFeedMade = "calendar_feed.made";
    CalendarFeedRevoked = "calendar_feed.revoked";
    OrderHeld = "order.held";
    OrderReleased = "order.released";
    OrderCancelled = "order.cancelled";
    OrderChanged = "order.changed";
    InvitationsExported = "invitations.exported";
    AnswersExported = "answers.exported";
    AuditLogExported = "audit_log.exported";
    ContactChanged = "contact.changed";
    ContactExported = "contact.exported";
    ContactErased = "contact.erased";
    ConsentRecorded = "consent.recorded";
    ConsentWithdrawn = "consent.withdrawn";
    SuppressionMade = "suppression.made";
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
    append_all(tx, account, now, (actor, act), &[subject.to_owned()]).map(|_| ())
}

/// Appends an entry for each of these, in their order. Answers the number of the last.
pub fn append_all(
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Timestamp,
    (actor, act): (Actor, Act),
    subjects: &[String],
) -> Result<i64, Error> {
    if subjects.is_empty() {
        return Ok(head(tx, account)?.number);
    }
    let take = "INSERT INTO audit_heads (account_id, number, hash) VALUES ($1, $2, '')
                ON CONFLICT (account_id) DO UPDATE SET number = audit_heads.number + $2 RETURNING number, hash";
    let count = i64::try_from(subjects.len()).unwrap_or(i64::MAX);
    let head = tx.one(take, &values![account, count])?;
    let (last, mut hash) = (head.int(0)?, head.string(1)?);
    let mut rows = Rows::with_capacity(subjects.len());
    for (number, subject) in (last - count + 1..).zip(subjects) {
        let mut entry = Entry {
            number,
            happened_at: now,
            actor,
            act: act.as_str().to_owned(),
            subject: subject.clone(),
            hash: String::new(),
        };
        entry.hash = entry.chained(&hash);
        hash = entry.hash;
        rows.push(values![number, subject, &hash]);
    }
    let sql = "INSERT INTO audit_log (account_id, number, happened_at, actor, act, subject, hash)
               SELECT $1, r.number, CAST($2 AS BIGINT), $3, $4, r.subject, r.hash FROM {rows: number bigint, subject text, hash text} r";
    tx.execute_with(sql, &values![account, now, actor.to_string(), act.as_str()], &rows)?;
    tx.execute("UPDATE audit_heads SET hash = $2 WHERE account_id = $1", &values![account, &hash])?;
    Ok(last)
}

/// Entries before a number, the latest first.
pub fn list(tx: &mut Tx<'_>, account: AccountId, before: Option<i64>, limit: i64) -> Result<Vec<Entry>, Error> {
    let sql = "SELECT l.number, l.happened_at, l.actor, l.act, l.subject, l.hash FROM audit_log l
               WHERE l.account_id = $1 AND l.number < $2 ORDER BY l.number DESC LIMIT $3";
    tx.all(sql, &values![account, before.unwrap_or(i64::MAX), limit])?.iter().map(read).collect()
}

/// Entries after a number, in the order in which they were written.
pub fn after(tx: &mut Tx<'_>, account: AccountId, after: i64, limit: i64) -> Result<Vec<Entry>, Error> {
    let sql = "SELECT l.number, l.happened_at, l.actor, l.act, l.subject, l.hash FROM audit_log l
               WHERE l.account_id = $1 AND l.number > $2 ORDER BY l.number LIMIT $3";
    tx.all(sql, &values![account, after, limit])?.iter().map(read).collect()
}

/// A place in the chain: the number of an entry and its hash. The standard one is before the first entry.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Link {
    pub number: i64,
    pub hash: String,
}

impl Link {
    /// The place of an entry that follows this one, where it does.
    fn follow(&self, entry: &Entry) -> Option<Link> {
        let follows = entry.number == self.number + 1 && entry.hash == entry.chained(&self.hash);
        follows.then(|| Link { number: entry.number, hash: entry.hash.clone() })
    }
}

/// The end of an account's chain.
fn head(tx: &mut Tx<'_>, account: AccountId) -> Result<Link, Error> {
    let sql = "SELECT h.number, h.hash FROM audit_heads h WHERE h.account_id = $1";
    let found = tx.maybe(sql, &values![account])?;
    found.map_or(Ok(Link::default()), |row| Ok(Link { number: row.int(0)?, hash: row.string(1)? }))
}

/// What a part of the chain turned out to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Checked {
    /// As it was written up to here, and there is more.
    SoFar(Link),
    /// As it was written to its end, which is this number.
    Whole(i64),
    /// The entry with this number is not as it was written, or is missing.
    Broken(i64),
}

/// Checks up to `limit` entries after one that was checked before.
pub fn check(tx: &mut Tx<'_>, account: AccountId, from: &Link, limit: i64) -> Result<Checked, Error> {
    // Read first: what is written while this looks is not missing.
    let end = head(tx, account)?;
    let entries = after(tx, account, from.number, limit)?;
    let mut at = from.clone();
    for entry in &entries {
        match at.follow(entry) {
            Some(next) => at = next,
            None => return Ok(Checked::Broken(at.number + 1)),
        }
    }
    if i64::try_from(entries.len()) == Ok(limit) {
        return Ok(Checked::SoFar(at));
    }
    if at.number > end.number {
        // Written since the end was read, else an end that was set back.
        let end = head(tx, account)?;
        return Ok(if end.number >= at.number { Checked::SoFar(at) } else { Checked::Broken(end.number + 1) });
    }
    Ok(if at == end { Checked::Whole(at.number) } else { Checked::Broken(at.number.min(end.number - 1) + 1) })
}

/// The place of an entry, for a check that goes on after it.
pub fn link(tx: &mut Tx<'_>, account: AccountId, number: i64) -> Result<Option<Link>, Error> {
    let sql = "SELECT l.hash FROM audit_log l WHERE l.account_id = $1 AND l.number = $2";
    tx.maybe(sql, &values![account, number])?.map(|row| Ok(Link { number, hash: row.string(0)? })).transpose()
}

/// Some entries, the latest first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    pub entries: Vec<Entry>,
    pub has_more: bool,
    /// The first of them that is not as it was written, or is missing: each is checked against the one before it.
    pub broken: Option<i64>,
}

/// Up to `limit` entries before a number, which must be more than 1; before none: the latest.
pub fn page(tx: &mut Tx<'_>, account: AccountId, before: Option<i64>, limit: i64) -> Result<Page, Error> {
    let last = match before {
        Some(before) => before - 1,
        None => head(tx, account)?.number,
    };
    let mut entries = list(tx, account, Some(last + 1), limit + 1)?;
    let has_more = i64::try_from(entries.len()).is_ok_and(|count| count > limit);
    let foundation = entries.pop_if(|_| has_more);
    let mut at = foundation.map_or_else(Link::default, |entry| Link { number: entry.number, hash: entry.hash });
    let broken = entries.iter().rev().find_map(|entry| match at.follow(entry) {
        Some(next) => {
            at = next;
            None
        }
        None => Some(at.number + 1),
    });
    let broken = broken.or((at.number < last).then_some(at.number + 1));
    Ok(Page { entries, has_more, broken })
}
