//! The sandbox: an account whose clock is moved by hand and whose messages go into a box (AW-3).

use jiff::Timestamp;
use rules::address::{Cause, PurposeGroup};
use rules::id::{AccountId, MessageId, SuppressionId};
use rules::settle::Ended;
use rules::state::{InvitationStatus, MessageStatus, Receipt};

use super::brake::judge_faults;
use super::commit::commit_due;
use super::error::Refusable;
use super::hand_over::Finished;
use super::settle::settle_finished;
use super::take_in::Batch;
use super::{Engine, Error, duties};
use crate::field::FieldError;
use crate::store::messages::Message;
use crate::store::suppressions::Suppression;
use crate::store::{self, Tx, accounts, claims, events, invitations, messages, suppressions};

/// How many messages go out in one transaction.
const BATCH: i64 = 500;

/// What a step of the clock came to.
struct Step {
    now: Timestamp,
    arrived: bool,
}

impl Engine {
    /// Moves a sandbox's clock, passing every instant at which something is due, in order. Answers when all of it has
    /// happened. A sandbox without events may be set to any time.
    ///
    /// # Errors
    /// [`Error::NotFound`] for an account that is no sandbox; [`Error::Fields`] for a time before the clock's; those of
    /// the store, after which the clock stands where it had come to.
    pub async fn move_clock(&self, account: AccountId, to: Timestamp) -> Result<Timestamp, Error> {
        loop {
            let engine = self.clone();
            let step = self.store.write("move_clock", move |tx| step(tx, &engine, account, to)).await??;
            if step.arrived {
                return Ok(step.now);
            }
        }
    }

    /// A receipt for a message of a sandbox, as a provider would report it.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn receive(&self, account: AccountId, message: MessageId, receipt: Receipt) -> Result<(), Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("receive", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let Some(message) = messages::by_id(tx, account.id, message)? else {
                return Ok(Err(Error::NotFound));
            };
            take_receipt(tx, &batch, message, receipt)?;
            Ok(Ok(()))
        });
        done.await?
    }
}

/// Sends what is due at the next instant up to `to`, or arrives there.
fn step(tx: &mut Tx<'_>, engine: &Engine, account: AccountId, to: Timestamp) -> Refusable<Step> {
    let Some(mut account) = accounts::find(tx, account)?.filter(|account| account.sandbox_since.is_some()) else {
        return Ok(Err(Error::NotFound));
    };
    let now = account.clock_at.unwrap_or(to);
    if to < now && !events::is_any(tx, account.id)? {
        accounts::move_clock(tx, account.id, to)?;
        return Ok(Ok(Step { now: to, arrived: true }));
    }
    if to < now {
        let error = FieldError::told("/to", "clock.backwards", "a sandbox's clock only moves forward");
        return Ok(Err(error.into()));
    }
    // As on a real node, where duties do both within a minute: what nothing holds any more goes, what is due behind a
    // form's end never does.
    account.clock_at = Some(now);
    duties::release_all(tx, &Batch { engine, account: &account, now })?;
    let next = claims::next_due(tx, account.id)?.filter(|next| *next <= to);
    let at = next.map_or(to, |next| next.max(now));
    account.clock_at = Some(at);
    accounts::move_clock(tx, account.id, at)?;
    let batch = Batch { engine, account: &account, now: at };
    duties::expire_all(tx, &batch)?;
    if next.is_some() {
        send_due(tx, &batch)?;
    }
    Ok(Ok(Step { now: at, arrived: next.is_none() }))
}

/// Commits, boxes and settles what is due now. In a sandbox nothing can happen in between: it is one transaction.
fn send_due(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<(), store::Error> {
    let due = invitations::due(tx, batch.account.id, batch.now, BATCH)?;
    let attempts = commit_due(tx, batch, due)?;
    let finished: Vec<_> =
        attempts.into_iter().map(|attempt| Finished { attempt, ended: Ended::Accepted, text: None }).collect();
    settle_finished(tx, batch, &finished).map(|_| ())
}

/// What a receipt changes: the message, its invitation, and what stands against its address (rules 5.6, 6).
pub(super) fn take_receipt(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    mut message: Message,
    receipt: Receipt,
) -> Result<(), store::Error> {
    let account = batch.account.id;
    message.status = message.status.after(receipt);
    match receipt {
        Receipt::Delivered => keep_first(&mut message.delivered_at, batch.now),
        Receipt::Opened => keep_first(&mut message.opened_at, batch.now),
        Receipt::Clicked => keep_first(&mut message.clicked_at, batch.now),
        Receipt::Bounced => keep_first(&mut message.bounced_at, batch.now),
        Receipt::Complained => keep_first(&mut message.complained_at, batch.now),
        Receipt::Failed => {}
    }
    messages::save_receipt(tx, account, &message)?;
    let cause = match receipt {
        Receipt::Bounced => Some((Cause::Bounced, None)),
        Receipt::Complained => Some((Cause::Complained, Some(PurposeGroup::Asking))),
        _ => None,
    };
    if let Some((cause, group)) = cause {
        let suppression = Suppression {
            id: SuppressionId::new(batch.now, batch.engine.world.chance.bits()),
            address: message.address,
            channel: message.channel,
            cause,
            group,
            source: "receipt".to_owned(),
            created_at: batch.now,
        };
        suppressions::insert(tx, account, &[suppression])?;
        let faulty = message.campaign.map(|campaign| (campaign, message.id));
        judge_faults(tx, batch, faulty.as_slice())?;
    }
    if message.status >= MessageStatus::Opened && message.status <= MessageStatus::Clicked {
        mark_opened(tx, batch, &message)?;
    }
    Ok(())
}

fn keep_first(time: &mut Option<Timestamp>, now: Timestamp) {
    *time = time.or(Some(now));
}

fn mark_opened(tx: &mut Tx<'_>, batch: &Batch<'_>, message: &Message) -> Result<(), store::Error> {
    for (invitation, mut state) in invitations::by_ids(tx, batch.account.id, &[message.invitation])? {
        if state.ended_at.is_none() {
            state.status = state.status.advanced(InvitationStatus::Opened);
            invitations::save(tx, batch.account.id, &[(invitation.id, &state)])?;
        }
    }
    Ok(())
}
