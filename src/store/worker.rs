//! The threads that run transactions: one at a time on a connection, or many in one commit (SQLite's writer).

use std::collections::VecDeque;
use std::sync::mpsc::{Receiver, SyncSender};
use std::sync::{Arc, Mutex, PoisonError};

use super::config::{Fault, Faults};
use super::job::Job;
use super::sqlite::Sqlite;
use super::tx::Session;
use super::{Access, Error, begin};

/// Transactions in one commit at most: what the first of them waits for.
const GROUP_LIMIT: usize = 256;

/// Rows written after which a commit takes no further transactions in: big batches do not make small ones wait.
const GROUP_ROWS: u64 = 5_000;

/// Rows written after which the log is written back: often, as a long write-back makes a commit beside it wait for the disk.
/// Measured with 64 connections that report events: p99 20 ms, and 28 ms with four times as many.
const LOG_ROWS: u64 = 1_000;

/// What the threads of one store share.
#[derive(Clone)]
pub(super) struct Shared {
    pub faults: Faults,
    /// Transactions that collided are repeated one after another, so that each round has a winner.
    pub turnstile: Arc<Mutex<()>>,
}

/// Takes transactions from the queue that several threads share, until the store is dropped.
pub(super) fn serve(mut session: impl Session, queue: &Mutex<Receiver<Box<dyn Job>>>, shared: &Shared) {
    loop {
        let next = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(job) = next else { return };
        alone(&mut session, job, shared);
        session.rest();
    }
}

/// Writes SQLite's log back whenever the writer says that there is much of it, until the writer is gone.
pub(super) fn keep(session: &Sqlite, wishes: &Receiver<()>) {
    while wishes.recv().is_ok() {
        if let Err(error) = session.write_back() {
            tracing::warn!(%error, "the log could not be written back; the writer will do it");
        }
    }
}

/// SQLite's writer: takes whatever waits into one commit.
pub(super) fn serve_grouped(
    mut session: Sqlite,
    queue: &Receiver<Box<dyn Job>>,
    keeper: &SyncSender<()>,
    shared: &Shared,
) {
    let (mut waiting, mut written_back) = (VecDeque::new(), 0);
    loop {
        // A keeper that is at it already needs no second wish.
        if session.rows_written().abs_diff(written_back) >= LOG_ROWS && keeper.try_send(()).is_ok() {
            written_back = session.rows_written();
        }
        if waiting.is_empty() {
            let Ok(job) = queue.recv() else { return };
            waiting.push_back(job);
        }
        let room = GROUP_LIMIT.saturating_sub(waiting.len());
        waiting.extend(queue.try_iter().take(room));
        if waiting.len() > 1 {
            together(&mut session, &mut waiting, shared);
        } else if let Some(job) = waiting.pop_front() {
            alone(&mut session, job, shared);
        }
    }
}

fn alone(session: &mut dyn Session, mut job: Box<dyn Job>, shared: &Shared) {
    let outcome = repeated(session, shared, |session| attempt(session, job.as_mut(), &shared.faults));
    job.answer(outcome);
}

fn repeated<S: Session + ?Sized, T>(
    session: &mut S,
    shared: &Shared,
    mut attempt: impl FnMut(&mut S) -> Result<T, Error>,
) -> Result<T, Error> {
    let mut outcome = attempt(session);
    for _ in 0..session.repeats() {
        if !matches!(outcome, Err(Error::Conflict)) {
            break;
        }
        let _turn = shared.turnstile.lock().unwrap_or_else(PoisonError::into_inner);
        outcome = attempt(session);
    }
    outcome
}

/// One transaction from its beginning to its end.
fn attempt(session: &mut dyn Session, job: &mut dyn Job, faults: &Faults) -> Result<(), Error> {
    begin(session, job.access())?;
    let fault = match closed(job, session, faults) {
        Ok(fault) => fault,
        Err(error) => {
            roll_back(session);
            return Err(error);
        }
    };
    commit(session)?;
    acknowledged(fault)
}

/// Runs the closure and asks for a fault; an error means that nothing of it may stay.
fn closed(job: &mut dyn Job, session: &mut dyn Session, faults: &Faults) -> Result<Fault, Error> {
    let ran = job.run(session);
    if ran == Err(Error::ReadOnly) && job.access() == Access::Write {
        return Err(Error::unavailable("the database takes no writes at present"));
    }
    ran?;
    match faults.ask(job.name()) {
        Fault::BeforeCommit => Err(Error::unavailable("fault before the commit")),
        fault => Ok(fault),
    }
}

fn acknowledged(fault: Fault) -> Result<(), Error> {
    match fault {
        Fault::AfterCommit => Err(Error::unavailable("fault after the commit")),
        Fault::None | Fault::BeforeCommit => Ok(()),
    }
}

fn commit(session: &mut dyn Session) -> Result<(), Error> {
    session.control("COMMIT").inspect_err(|_| roll_back(session))
}

/// Ends the transaction in any case: a connection that cannot even do that is forgotten.
fn roll_back(session: &mut dyn Session) {
    if session.in_transaction() && session.control("ROLLBACK").is_err() {
        session.discard();
    }
}

/// Why the members of a group must be told apart.
enum Failure {
    /// None of them was kept, and each may be tried by itself.
    Retry,
    /// It hit all of them.
    All(Error),
}

/// Runs several transactions in one commit and answers them all behind it; those past [`GROUP_ROWS`] stay waiting.
fn together(session: &mut Sqlite, waiting: &mut VecDeque<Box<dyn Job>>, shared: &Shared) {
    let mut members = Vec::with_capacity(waiting.len());
    match group(session, waiting, &mut members, shared) {
        Ok(outcomes) => members.into_iter().zip(outcomes).for_each(|(job, outcome)| job.answer(outcome)),
        Err(Failure::All(error)) => members.into_iter().for_each(|job| job.answer(Err(error.clone()))),
        Err(Failure::Retry) => members.into_iter().for_each(|job| alone(session, job, shared)),
    }
}

/// Moves jobs from `waiting` to `members` as they are run, and answers their outcomes.
fn group(
    session: &mut Sqlite,
    waiting: &mut VecDeque<Box<dyn Job>>,
    members: &mut Vec<Box<dyn Job>>,
    shared: &Shared,
) -> Result<Vec<Result<(), Error>>, Failure> {
    if let Err(error) = repeated(session, shared, |session| begin(session, Access::Write)) {
        members.extend(waiting.drain(..));
        return Err(Failure::All(error));
    }
    let mut outcomes = Vec::with_capacity(waiting.len());
    let rows_before = session.rows_written();
    while session.rows_written().saturating_sub(rows_before) < GROUP_ROWS
        && let Some(mut job) = waiting.pop_front()
    {
        let outcome = member(session, job.as_mut(), &shared.faults);
        members.push(job);
        outcomes.push(outcome);
        if !session.in_transaction() {
            // The database gave up the transaction of all because of one: a full disk, for example.
            return Err(Failure::Retry);
        }
    }
    match commit(session) {
        Ok(()) => Ok(outcomes.into_iter().map(|outcome| outcome.and_then(acknowledged)).collect()),
        // A log that could not be written to its end may be found complete after a crash: no second try.
        Err(error @ Error::Unavailable(_)) => Err(Failure::All(error)),
        Err(_) => Err(Failure::Retry),
    }
}

/// One member of a group, between savepoints, so that its failure takes nothing of the others away.
fn member(session: &mut Sqlite, job: &mut dyn Job, faults: &Faults) -> Result<Fault, Error> {
    session.control("SAVEPOINT member")?;
    let outcome = closed(job, session, faults);
    if !session.in_transaction() {
        return outcome;
    }
    let undone = if outcome.is_err() { session.control("ROLLBACK TO member") } else { Ok(()) };
    if let Err(error) = undone.and_then(|()| session.control("RELEASE member")) {
        // A savepoint that cannot be ended would mix the members up.
        session.discard();
        return Err(error);
    }
    outcome
}
