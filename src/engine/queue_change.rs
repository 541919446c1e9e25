//! queue_change: one wish of a person about many queued messages, done batch by batch so that nobody waits for it, told
//! message by message, and taken back as a whole.

use jiff::civil::{Date, Time};
use jiff::{SignedDuration, Timestamp};
use rules::address::Channel;
use rules::id::{AccountId, CampaignId, InvitationId, QueueChangeId};
use rules::time::{Zone, resolve, wall};
use serde::{Deserialize, Serialize};

use super::queue::{Wish, change};
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::invitation_list::{self, Order, Wanted};
use crate::store::invitations::{Invitation, State};
use crate::store::queue_changes::{self, Item, QueueChange};
use crate::store::{self, Tx, accounts, invitations};

/// Messages of one transaction: few enough that what is due meanwhile hardly waits.
const BATCH: i64 = 500;
/// How long an act on many things at once can be taken back.
pub const UNDO_FOR: SignedDuration = SignedDuration::from_hours(30 * 24);
/// How long a change is told of. Longer than it can be taken back: nothing that is being taken back is forgotten.
pub const TOLD_FOR: SignedDuration = SignedDuration::from_hours(90 * 24);

/// What becomes of the messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "act", rename_all = "snake_case")]
pub enum Doing {
    /// To another day, at a time of day or each at its own.
    Move {
        day: String,
        time: Option<String>,
        zone: String,
    },
    SendNow,
    Cancel,
    /// What another change did is taken back.
    Undo {
        change: String,
        /// It cancelled; else it moved.
        cancelled: bool,
    },
}

/// Which messages.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Chosen {
    /// These and no others; empty: all of the cell.
    pub invitations: Vec<String>,
    /// Of the cell: in which stretch of time, in milliseconds.
    pub from: i64,
    pub before: i64,
    pub campaigns: Vec<String>,
    pub channel: Option<String>,
}

/// What a person wants of many messages.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wanting {
    #[serde(flatten)]
    pub doing: Doing,
    pub chosen: Chosen,
}

impl Wanting {
    /// None: it was written by a newer program.
    pub fn read(text: &str) -> Option<Self> {
        serde_json::from_str(text).ok()
    }
}

impl Engine {
    /// Begins a change of so many messages; nothing is done yet.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn begin_queue_change(
        &self,
        account: AccountId,
        (wanting, total): (Wanting, i64),
        by: Actor,
    ) -> Result<QueueChangeId, Error> {
        self.begin(account, wanting, total, by, None).await
    }

    /// Begins to take a change back.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where it has not ended, ended longer ago than [`UNDO_FOR`], was taken back
    /// before, or took another one back.
    pub async fn undo_queue_change(
        &self,
        account: AccountId,
        id: QueueChangeId,
        by: Actor,
    ) -> Result<QueueChangeId, Error> {
        let found = self.store.read("queue_change", move |tx| queue_changes::find(tx, account, id)).await?;
        let found = found.ok_or(Error::NotFound)?;
        let cancelled = match Wanting::read(&found.wanted).map(|wanting| wanting.doing) {
            Some(Doing::Move { .. } | Doing::SendNow) => false,
            Some(Doing::Cancel) => true,
            Some(Doing::Undo { .. }) | None => return Err(cannot_undo()),
        };
        let doing = Doing::Undo { change: id.to_string(), cancelled };
        self.begin(account, Wanting { doing, chosen: Chosen::default() }, found.done, by, Some(id)).await
    }

    async fn begin(
        &self,
        account: AccountId,
        wanting: Wanting,
        total: i64,
        by: Actor,
        undoes: Option<QueueChangeId>,
    ) -> Result<QueueChangeId, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let wanted = serde_json::to_string(&wanting).expect("a wish is plain data");
        let done = self.store.write("begin_queue_change", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let now = account.now(node_now);
            let id = QueueChangeId::new(now, engine.world.chance.bits());
            let change = QueueChange {
                id,
                wanted: wanted.clone(),
                total,
                done: 0,
                refused: 0,
                after: None,
                undone_by: None,
                actor: by,
                created_at: now,
                ended_at: None,
            };
            let (act, subject) = match undoes {
                Some(undone) if !queue_changes::mark_undone(tx, account.id, (undone, now - UNDO_FOR), id)? => {
                    return Ok(Err(cannot_undo()));
                }
                Some(undone) => (Act::QueueChangeUndone, undone),
                None => (Act::QueueChanged, id),
            };
            queue_changes::insert(tx, account.id, &change)?;
            audit_log::append(tx, account.id, now, (by, act, &subject.to_string()))?;
            Ok(Ok(id))
        });
        done.await?
    }

    /// Does the next batch of a change. True: it has ended.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store: what was not done is when this is called again.
    pub async fn go_on_with_queue_change(&self, account: AccountId, id: QueueChangeId) -> Result<bool, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("queue_change", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let Some(before) = queue_changes::find(tx, account.id, id)? else { return Ok(Err(Error::NotFound)) };
            if before.ended_at.is_some() {
                return Ok(Ok(true));
            }
            work(tx, &batch, &before).map(Ok)
        });
        done.await?
    }
}

fn cannot_undo() -> Error {
    Error::State {
        code: "queue_change.not_undoable",
        detail: "it goes on, ended too long ago, was taken back, or took another one back",
    }
}

/// Goes on with a change that a node left behind; harmless beside one that is still at it.
pub(super) fn go_on(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, store::Error> {
    let Some(change) = queue_changes::unfinished(tx, batch.account.id)? else { return Ok(0) };
    work(tx, batch, &change).map(|_| 1)
}

/// One batch: what is next in the order of the invitations. True: it was the last.
fn work(tx: &mut Tx<'_>, batch: &Batch<'_>, before: &QueueChange) -> Result<bool, store::Error> {
    let unreadable = store::Error::Column { column: 0, wanted: "a wish of this program", found: "another one" };
    let wanting = Wanting::read(&before.wanted).ok_or(unreadable)?;
    let wishes = next(tx, batch, before, &wanting)?;
    let outcomes = change(tx, batch, &wishes)?;
    let mut now = before.clone();
    let mut items = Vec::with_capacity(wishes.len());
    for ((id, _), outcome) in wishes.iter().zip(outcomes) {
        match &outcome {
            Ok(_) => now.done += 1,
            Err(_) => now.refused += 1,
        }
        items.push(Item {
            invitation: *id,
            was_at: outcome.as_ref().ok().and_then(|changed| changed.was_at),
            now_at: outcome.as_ref().ok().and_then(|changed| changed.now_at),
            refused_for: outcome.err().map(|error| code(&error)),
        });
        now.after = now.after.max(Some(*id));
    }
    queue_changes::insert_items(tx, batch.account.id, before.id, &items)?;
    let is_last = i64::try_from(wishes.len()).unwrap_or(0) < BATCH;
    now.ended_at = is_last.then_some(batch.now);
    queue_changes::advance(tx, batch.account.id, before, &now)?;
    Ok(is_last)
}

fn code(error: &Error) -> String {
    match error {
        Error::State { code, .. } => (*code).to_owned(),
        Error::Fields(errors) => errors.first().map_or("input.invalid", |error| error.code).to_owned(),
        Error::NotFound | Error::Store(_) => "not_found".to_owned(),
    }
}

type Wishes = Vec<(InvitationId, Wish)>;

fn next(tx: &mut Tx<'_>, batch: &Batch<'_>, change: &QueueChange, wanting: &Wanting) -> Result<Wishes, store::Error> {
    if let Doing::Undo { change: undone, cancelled } = &wanting.doing {
        let Ok(undone) = undone.parse() else { return Ok(Vec::new()) };
        let items = queue_changes::items(tx, batch.account.id, (undone, false), change.after, BATCH)?;
        let back = |item: Item| {
            let moved = Wish::MoveBack { to: item.was_at, from: item.now_at };
            (item.invitation, if *cancelled { Wish::Reopen } else { moved })
        };
        return Ok(items.into_iter().map(back).collect());
    }
    let found = chosen(tx, batch.account.id, change, &wanting.chosen)?;
    let wish = |(invitation, state): &(Invitation, State)| (invitation.id, wish(&wanting.doing, state, batch.now));
    Ok(found.iter().map(wish).collect())
}

/// The next ones of what was chosen. Ids rise with the time at which they were made: what is planned only later does not
/// belong to it, and what was moved within the cell is not met twice.
fn chosen(
    tx: &mut Tx<'_>,
    account: AccountId,
    change: &QueueChange,
    chosen: &Chosen,
) -> Result<Vec<(Invitation, State)>, store::Error> {
    let time = |at: i64| Timestamp::from_millisecond(at).ok();
    if !chosen.invitations.is_empty() {
        let ids = chosen.invitations.iter().filter_map(|id| id.parse().ok());
        let mut ids: Vec<InvitationId> = ids.filter(|id| change.after.is_none_or(|after| *id > after)).collect();
        ids.sort_unstable();
        ids.dedup();
        ids.truncate(usize::try_from(BATCH).unwrap_or(0));
        return invitations::by_ids(tx, account, &ids);
    }
    let wanted = Wanted {
        campaigns: chosen.campaigns.iter().filter_map(|id| id.parse::<CampaignId>().ok()).collect(),
        channel: chosen.channel.as_deref().and_then(|text| text.parse::<Channel>().ok()),
        next_from: time(chosen.from),
        next_before: time(chosen.before),
        made_before: Some(change.created_at + SignedDuration::from_millis(1)),
        ..Wanted::default()
    };
    if wanted.campaigns.is_empty() {
        return Ok(Vec::new());
    }
    invitation_list::list(tx, account, &wanted, Order::Oldest, change.after, BATCH)
}

fn wish(doing: &Doing, state: &State, now: Timestamp) -> Wish {
    match doing {
        Doing::Cancel | Doing::Undo { .. } => Wish::Cancel,
        Doing::SendNow => Wish::SendNow,
        Doing::Move { day, time, zone } => {
            let zone = Zone::parse(zone).unwrap_or(Zone::UTC);
            let at = state.queued.and_then(|queued| queued.at).unwrap_or(now);
            let time = time.as_deref().and_then(|time| time.parse::<Time>().ok());
            let time = time.unwrap_or_else(|| wall(at, &zone).time());
            day.parse::<Date>().map_or(Wish::Move(at), |day| Wish::Move(resolve(&zone, day.to_datetime(time))))
        }
    }
}
