//! Duties: everything that happens by itself, on one screen. Each is done by one node at a time, in small batches.

use jiff::{SignedDuration, Timestamp};
use rules::id::{ApplicationId, QueueChangeId};
use rules::reason::Code;
use rules::state::InvitationStatus;

use super::answer_mails::{self, Telling};
use super::orders::release;
use super::queue_change::{TOLD_FOR, UNDO_FOR};
use super::take_in::Batch;
use super::{Engine, queue_change};
use crate::store::{
    self, Error, Tx, accounts, applications, contacts, holds, idempotency_keys, invitations, queue_changes, sessions,
    user_links,
};

/// A duty: its name, how often it is done, and what it does. It answers how much of it there was; its mails to the
/// business go out when that is durable.
pub struct Duty {
    pub name: &'static str,
    pub every: SignedDuration,
    pub run: fn(&mut Tx<'_>, &Batch<'_>, &mut Vec<Telling>) -> Result<usize, Error>,
}

/// Every periodic duty. Sending what is due is no duty: `run` does it all the time.
pub const DUTIES: &[Duty] = &[
    Duty { name: "close_expired_forms", every: SignedDuration::from_mins(1), run: |tx, batch, _| expire(tx, batch) },
    Duty {
        name: "release_what_nothing_holds",
        every: SignedDuration::from_secs(15),
        run: |tx, batch, _| release_what_nothing_holds(tx, batch),
    },
    Duty {
        name: "forget_idempotency_keys",
        every: SignedDuration::from_mins(10),
        run: |tx, batch, _| forget_idempotency_keys(tx, batch),
    },
    Duty {
        name: "go_on_with_queue_changes",
        every: SignedDuration::from_secs(15),
        run: |tx, batch, _| queue_change::go_on(tx, batch),
    },
    Duty { name: "tell_of_answers", every: SignedDuration::from_mins(1), run: answer_mails::tell },
    Duty {
        name: "forget_sessions",
        every: SignedDuration::from_hours(1),
        run: |tx, batch, _| forget_sessions(tx, batch),
    },
    Duty {
        name: "forget_acts_on_many",
        every: SignedDuration::from_mins(10),
        run: |tx, batch, _| forget_acts_on_many(tx, batch),
    },
    Duty {
        name: "fold_names",
        every: SignedDuration::from_secs(15),
        run: |tx, batch, _| contacts::fold_names(tx, batch.account.id, PAGE),
    },
];

/// Rows that one run of a duty takes on.
const PAGE: i64 = 1_000;
const IDEMPOTENCY_FOR: SignedDuration = SignedDuration::from_hours(24);

impl Engine {
    /// Does a duty for every account, unless another node did it within its time.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn do_duty(&self, duty: &'static Duty, now: Timestamp) -> Result<usize, Error> {
        let engine = self.clone();
        let done = self.store.write(duty.name, move |tx| {
            let (mut done, mut notices) = (0, Vec::new());
            if !store::duties::take(tx, duty.name, now, now + duty.every)? {
                return Ok((done, notices));
            }
            for account in accounts::all(tx)? {
                let batch = Batch { engine: &engine, account: &account, now: account.now(now) };
                done += (duty.run)(tx, &batch, &mut notices)?;
            }
            Ok((done, notices))
        });
        let (done, notices) = done.await?;
        self.hand_notices_over(notices);
        Ok(done)
    }
}

/// Forms whose term is over close: their invitations end as expired.
fn expire(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, Error> {
    let mut expired = invitations::expired(tx, batch.account.id, batch.now, PAGE)?;
    for (_, state) in &mut expired {
        state.end(InvitationStatus::Expired, None, batch.now);
    }
    let states: Vec<_> = expired.iter().map(|(invitation, state)| (invitation.id, state)).collect();
    invitations::save(tx, batch.account.id, &states)?;
    Ok(states.len())
}

/// The same until nothing is left, for a sandbox whose clock was moved.
pub(super) fn expire_all(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<(), Error> {
    while expire(tx, batch)? > 0 {}
    Ok(())
}

/// Lets go what waits for a person who has already released it (see [`holds`]).
fn release_what_nothing_holds(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, Error> {
    let account = batch.account.id;
    let paused = holds::of_active_campaigns(tx, account, PAGE)?;
    let mut released = release(tx, batch, paused, Code::CampaignInactive)?;
    let delayed = holds::of_released_orders(tx, account, PAGE)?;
    released += release(tx, batch, delayed, Code::EventOnHold)?;
    let beside = holds::of_released_services(tx, account, PAGE)?;
    released += release(tx, batch, beside, Code::ProductsServiceFirst)?;
    if batch.account.hold.is_none() {
        let braked = holds::of_released_brakes(tx, account, PAGE)?;
        released += release(tx, batch, braked, Code::BrakeOn)?;
    }
    Ok(released)
}

/// The same until nothing is left, for a sandbox before its clock is moved.
pub(super) fn release_all(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<(), Error> {
    while release_what_nothing_holds(tx, batch)? > 0 {}
    Ok(())
}

fn forget_idempotency_keys(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, Error> {
    // Programs live by the node's clock, also those that talk to a sandbox.
    let now = batch.engine.world.clock.now();
    let forgotten = idempotency_keys::forget(tx, batch.account.id, now - IDEMPOTENCY_FOR, PAGE)?;
    Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
}

/// Sessions whose time is over, and links to choose a password by, which both live by the node's clock.
fn forget_sessions(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, Error> {
    let (account, now) = (batch.account.id, batch.engine.world.clock.now());
    let forgotten = sessions::forget(tx, account, now, PAGE)? + user_links::forget(tx, account, now, PAGE)?;
    Ok(usize::try_from(forgotten).unwrap_or(usize::MAX))
}

/// Acts on many things at once, of which each part is on record so that the whole can be taken back: too late for that.
fn forget_acts_on_many(tx: &mut Tx<'_>, batch: &Batch<'_>) -> Result<usize, Error> {
    let account = batch.account.id;
    let changes = queue_changes::forget(tx, account, QueueChangeId::new(batch.now - TOLD_FOR, 0), PAGE)?;
    // The settings of campaigns live by the node's clock.
    let now = batch.engine.world.clock.now();
    let applications = applications::forget(tx, account, ApplicationId::new(now - UNDO_FOR, 0), PAGE)?;
    Ok(usize::try_from(changes + applications).unwrap_or(usize::MAX))
}
