//! run: a node's life. The only file that sleeps.
//!
//! `tick` is one round of claim, commit, hand-over and settle, done one after the other; `run` keeps rounds going side by
//! side, so that a slow provider holds up nothing else, and does the duties in between.

use std::pin::pin;
use std::sync::Arc;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use tokio::sync::watch;
use tokio::task::JoinSet;

use super::Engine;
use super::claim::Claimed;
use super::commit::Attempt;
use super::duties::DUTIES;
use super::hand_over::{Finished, START_WITHIN};
use super::in_flight::{Coming, InFlight, Key};
use crate::store;

/// How long a node rests when nothing is due.
const IDLE: Duration = Duration::from_millis(200);
/// How long it rests after the database failed it.
const AFTER_FAILURE: Duration = Duration::from_secs(1);
/// How often an outcome is tried to be written before it is left to whoever takes it over as unknown.
const SETTLE_TRIES: usize = 120;
/// Rounds under way at once; each holds at most what the channel takes in a few seconds. One that only waits for slow
/// answers to what it has handed over does not count.
const MAX_ROUNDS: usize = 4;
/// How often leases of attempts in flight are renewed and lost ones taken over.
const LEASE_CARE: SignedDuration = SignedDuration::from_secs(15);
/// A node whose clock differs from the database's by more than this stops claiming (V9).
const CLOCK_TOLERANCE: SignedDuration = SignedDuration::from_secs(5);

/// What one round came to.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Round {
    pub claimed: usize,
    pub committed: usize,
    pub settled: usize,
}

impl Engine {
    /// Sends what is due now: one round, from claim to settle, of at most `limit` invitations.
    ///
    /// # Errors
    /// Those of the store. Nothing is lost: claims come free, and attempts in flight are taken over.
    pub async fn tick(&self, now: Timestamp, limit: usize) -> Result<Round, store::Error> {
        let mut round = Round::default();
        let in_flight = InFlight::default();
        for claimed in self.claim(now, limit).await? {
            let coming = in_flight.expect(claimed.claims.len());
            let one = self.dispatch(now, claimed, coming).await?;
            round.claimed += one.claimed;
            round.committed += one.committed;
            round.settled += one.settled;
        }
        Ok(round)
    }

    /// What was claimed goes its whole way.
    async fn dispatch(&self, now: Timestamp, claimed: Claimed, mut coming: Coming) -> Result<Round, store::Error> {
        let mut round = Round { claimed: claimed.claims.len(), ..Round::default() };
        let attempts = self.commit(now, claimed).await?;
        let mut held = coming.commit(attempts.iter().map(key).collect());
        round.committed = attempts.len();
        let mut handing_over = self.begin_hand_over(self.now().await?, attempts);
        coming.handed_over();
        let mut busy = Some(coming);
        let mut begun = pin!(rest(START_WITHIN.unsigned_abs()));
        loop {
            tokio::select! {
                finished = handing_over.next() => match finished {
                    Some(finished) => {
                        let ended = finished.iter().map(|finished| key(&finished.attempt)).collect();
                        round.settled += self.settle_at_last(finished).await?;
                        held.release(&ended);
                    }
                    None => return Ok(round),
                },
                // By now all has begun or come back: what is left waits for answers, and holds up nobody.
                () = &mut begun, if busy.is_some() => busy = None,
            }
        }
    }

    /// What the provider said is not given up because the database is away for a while: nobody could tell it again.
    async fn settle_at_last(&self, finished: Vec<Finished>) -> Result<usize, store::Error> {
        let finished = Arc::new(finished);
        for _ in 0..SETTLE_TRIES {
            match self.settle_now(&finished).await {
                Err(store::Error::Unavailable(_)) => rest(AFTER_FAILURE).await,
                settled => return settled,
            }
        }
        self.settle_now(&finished).await
    }

    async fn settle_now(&self, finished: &Arc<Vec<Finished>>) -> Result<usize, store::Error> {
        self.settle(self.now().await?, Arc::clone(finished)).await
    }

    /// Lives until told to stop; then what is under way is finished first.
    pub async fn run(&self, mut stop: watch::Receiver<bool>) {
        let mut rounds = JoinSet::new();
        let in_flight = InFlight::default();
        let mut lease_care_at = Timestamp::MIN;
        while !*stop.borrow() {
            while let Some(round) = rounds.try_join_next() {
                report(round);
            }
            let rest = match self.live(&mut rounds, &in_flight, &mut lease_care_at).await {
                Ok(true) => Duration::ZERO,
                Ok(false) => IDLE,
                Err(error) => {
                    tracing::warn!(%error, "the database failed this node; trying again");
                    AFTER_FAILURE
                }
            };
            rest_or_stop(rest, &mut stop).await;
        }
        while let Some(round) = rounds.join_next().await {
            report(round);
        }
    }

    /// Does what is to be done now. True: there may be more at once.
    async fn live(
        &self,
        rounds: &mut JoinSet<Result<Round, store::Error>>,
        in_flight: &InFlight,
        lease_care_at: &mut Timestamp,
    ) -> Result<bool, store::Error> {
        let now = self.now().await?;
        if now >= *lease_care_at {
            self.renew(now, &in_flight.list()).await?;
            self.recover(now).await?;
            self.raise_mark_when_due(now).await?;
            for duty in DUTIES {
                self.do_duty(duty, now).await?;
            }
            *lease_care_at = now + LEASE_CARE;
        }
        if !self.clock_agrees(now) {
            tracing::error!("this node's clock differs from the database's by more than 5 s: it claims nothing");
            return Ok(false);
        }
        let room = self.channel.room(in_flight.coming());
        if in_flight.rounds() >= MAX_ROUNDS || room == 0 {
            return Ok(false);
        }
        let claimed = self.claim(now, room).await?;
        let found = !claimed.is_empty();
        let engine = Arc::new(self.clone());
        for claimed in claimed {
            let (engine, coming) = (Arc::clone(&engine), in_flight.expect(claimed.claims.len()));
            rounds.spawn(async move { engine.dispatch(now, claimed, coming).await });
        }
        Ok(found)
    }

    fn clock_agrees(&self, database_now: Timestamp) -> bool {
        self.world.clock.now().duration_since(database_now).abs() <= CLOCK_TOLERANCE
    }
}

fn key(attempt: &Attempt) -> Key {
    (attempt.account, attempt.message.id)
}

fn report(round: Result<Result<Round, store::Error>, tokio::task::JoinError>) {
    match round {
        Ok(Ok(round)) => tracing::debug!(round.claimed, round.committed, round.settled, "a round is done"),
        Ok(Err(error)) => tracing::warn!(%error, "a round stopped half-way; what it left is taken over"),
        Err(error) => tracing::error!(%error, "a round broke off; what it left is taken over"),
    }
}

#[expect(clippy::disallowed_methods, reason = "the one place that sleeps")]
async fn rest(time: Duration) {
    tokio::time::sleep(time).await;
}

async fn rest_or_stop(time: Duration, stop: &mut watch::Receiver<bool>) {
    if time.is_zero() {
        return tokio::task::yield_now().await;
    }
    tokio::select! {
        () = rest(time) => {}
        _ = stop.changed() => {}
    }
}
