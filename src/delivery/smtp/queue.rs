//! The mails that wait for a connection, and the count of workers that serve them.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::pin::pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::{Notify, mpsc};

use super::Outcomes;
use super::connection::Failed;
use super::pace::{Pace, Rate};
use crate::delivery::{Outcome, Outgoing, Phase, Trouble};

pub(super) struct Queue {
    state: Mutex<State>,
    /// Told once for each mail that came, and to all at closing.
    work: Notify,
    /// Told when the last worker has left.
    deserted: Notify,
    most_workers: usize,
    pace: Pace,
}

struct State {
    jobs: VecDeque<Job>,
    /// Workers that exist: connecting, sending or waiting.
    workers: usize,
    /// Of these, those that are not sending and so will look for a mail.
    free: usize,
    /// Workers that the relay bears: fewer than allowed after it turned one away, one more after each that it took.
    bearable: usize,
    closing: bool,
}

/// A mail in the queue.
pub(super) struct Job {
    pub mail: Outgoing,
    batch: Arc<Batch>,
}

/// What the mails of one hand-over share.
pub(super) struct Batch {
    outcomes: mpsc::Sender<(String, Outcome)>,
    /// The time in which a mail may begin is over.
    overdue: AtomicBool,
    /// Never sent on: it closes when the last mail has its outcome.
    _open: mpsc::Sender<Infallible>,
}

/// Why a worker leaves.
pub(super) enum Leave {
    /// There was no work.
    Idle,
    /// The relay does not take mail from it.
    TurnedAway(Failed),
}

impl Batch {
    /// The batch, the end of it, and its outcomes; there is room for all of them, so that telling one never waits.
    pub fn new(mails: usize) -> (Arc<Self>, mpsc::Receiver<Infallible>, Outcomes) {
        let (outcomes, told) = mpsc::channel(mails.max(1));
        let (open, ended) = mpsc::channel(1);
        let batch = Self { outcomes, overdue: AtomicBool::new(false), _open: open };
        (Arc::new(batch), ended, told)
    }
}

impl State {
    /// Counts in as many workers as there are mails without one, as far as the relay bears them.
    fn more_workers(&mut self) -> usize {
        let wanted = self.jobs.len().saturating_sub(self.free);
        let more = wanted.min(self.bearable.saturating_sub(self.workers));
        self.workers += more;
        self.free += more;
        more
    }
}

impl Job {
    pub fn tell(self, outcome: Outcome) {
        if self.batch.outcomes.try_send((self.mail.id, outcome)).is_err() {
            tracing::warn!("an outcome was not fetched; the attempt's lease will tell that it is missing");
        }
    }

    fn untouched(self, trouble: Trouble) {
        self.tell(Outcome::RetrySafe { phase: Phase::Queue, trouble });
    }
}

impl Queue {
    pub fn new(most_workers: usize, rate: Option<Rate>) -> Self {
        let state = State { jobs: VecDeque::new(), workers: 0, free: 0, bearable: most_workers, closing: false };
        let (work, deserted) = (Notify::new(), Notify::new());
        Self { state: Mutex::new(state), work, deserted, most_workers, pace: Pace::new(rate) }
    }

    /// Takes mails in; the caller starts as many workers as this answers.
    pub fn push(&self, mails: Vec<Outgoing>, batch: &Arc<Batch>) -> usize {
        let mut state = self.state();
        let jobs = mails.into_iter().map(|mail| Job { mail, batch: batch.clone() });
        if state.closing {
            jobs.for_each(|job| job.untouched(Trouble::Closing));
            return 0;
        }
        let before = state.jobs.len();
        state.jobs.extend(jobs);
        for _ in before..state.jobs.len() {
            self.work.notify_one();
        }
        state.more_workers()
    }

    /// The next mail, for a worker that is free, when the relay's rate allows it; `None` at closing. May be dropped while
    /// it waits.
    pub async fn next(&self) -> Option<Job> {
        let turn = self.pace.turn().await;
        loop {
            let mut told = pin!(self.work.notified());
            // From here on nothing is missed, so that a look at the queue is enough.
            told.as_mut().enable();
            if let Some(answer) = self.take() {
                if answer.is_some() {
                    turn.take();
                }
                return answer;
            }
            told.await;
        }
    }

    /// `Some(None)` is the end.
    fn take(&self) -> Option<Option<Job>> {
        let mut state = self.state();
        if state.closing {
            return Some(None);
        }
        // Nobody is there any more to be told of it.
        while state.jobs.front().is_some_and(|job| job.batch.outcomes.is_closed()) {
            state.jobs.pop_front();
        }
        let job = state.jobs.pop_front()?;
        state.free -= 1;
        Some(Some(job))
    }

    /// A worker's connection takes mail; the caller starts as many more workers as this answers.
    pub fn welcomed(&self) -> usize {
        let mut state = self.state();
        state.bearable = (state.bearable + 1).min(self.most_workers);
        state.more_workers()
    }

    /// A worker has done with its mail.
    pub fn freed(&self) {
        self.state().free += 1;
    }

    /// A mail that met a connection at its end goes back to the front, if it may still begin.
    pub fn put_back(&self, job: Job) {
        let mut state = self.state();
        if state.closing {
            job.untouched(Trouble::Closing);
        } else if job.batch.overdue.load(Ordering::Relaxed) {
            job.untouched(Trouble::Late);
        } else {
            state.jobs.push_front(job);
            self.work.notify_one();
        }
    }

    /// A free worker wants to leave; false when there is work, so that it has to stay.
    ///
    /// One that was turned away always leaves; the mails stay for the others, and come back when there are none.
    pub fn leave(&self, why: Leave) -> bool {
        let mut state = self.state();
        if matches!(why, Leave::Idle) && !state.closing && !state.jobs.is_empty() {
            return false;
        }
        state.workers -= 1;
        state.free -= 1;
        if let Leave::TurnedAway(Failed { phase, trouble }) = why {
            state.bearable = state.workers.max(1);
            if state.workers == 0 {
                for job in state.jobs.drain(..) {
                    job.tell(Outcome::RetrySafe { phase, trouble: trouble.clone() });
                }
            }
        }
        if state.workers == 0 {
            self.deserted.notify_waiters();
        }
        true
    }

    /// Gives back what has not begun of a batch whose time is over.
    pub fn give_up(&self, batch: &Arc<Batch>) {
        let mut state = self.state();
        batch.overdue.store(true, Ordering::Relaxed);
        let (late, rest) = state.jobs.drain(..).partition(|job| Arc::ptr_eq(&job.batch, batch));
        state.jobs = rest;
        let late: VecDeque<Job> = late;
        late.into_iter().for_each(|job| job.untouched(Trouble::Late));
    }

    pub fn close(&self) {
        let mut state = self.state();
        state.closing = true;
        state.jobs.drain(..).for_each(|job| job.untouched(Trouble::Closing));
        self.work.notify_waiters();
    }

    /// Comes back when no worker is left.
    pub async fn deserted(&self) {
        let mut told = pin!(self.deserted.notified());
        told.as_mut().enable();
        if self.state().workers > 0 {
            told.await;
        }
    }

    /// Nothing in here panics half-way through a change, so a poisoned state is still a whole one.
    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use crate::delivery::{EmailAddress, Rendered};

    /// So many mails, numbered.
    pub fn mails(count: usize) -> Vec<Outgoing> {
        let address = EmailAddress::parse("anna@example.org").unwrap();
        let content = Rendered::new(b"Subject: Hello\r\n\r\n".to_vec()).unwrap();
        let mail = |number: usize| Outgoing {
            id: number.to_string(),
            sender: address.clone(),
            recipient: address.clone(),
            content: content.clone(),
        };
        (0..count).map(mail).collect()
    }

    fn late() -> Outcome {
        Outcome::RetrySafe { phase: Phase::Queue, trouble: Trouble::Late }
    }

    #[tokio::test]
    async fn workers_come_as_mails_need_them_and_are_never_too_many() {
        let queue = Queue::new(4, None);
        let (batch, _ended, _told) = Batch::new(20);
        assert_eq!(queue.push(mails(2), &batch), 2);
        assert_eq!(queue.push(mails(1), &batch), 1);
        assert_eq!(queue.push(mails(9), &batch), 1);
        assert_eq!(queue.push(mails(9), &batch), 0);
    }

    #[tokio::test]
    async fn a_mail_goes_back_to_the_front_unless_its_time_is_over() {
        let queue = Queue::new(1, None);
        let (batch, _ended, mut told) = Batch::new(2);
        queue.push(mails(2), &batch);
        let first = queue.next().await.unwrap();
        queue.put_back(first);
        queue.freed();
        let again = queue.next().await.unwrap();
        assert_eq!(again.mail.id, "0");
        queue.give_up(&batch);
        assert_eq!(told.recv().await, Some(("1".to_owned(), late())));
        queue.put_back(again);
        assert_eq!(told.recv().await, Some(("0".to_owned(), late())));
    }

    #[tokio::test]
    async fn giving_up_one_batch_leaves_the_others() {
        let queue = Queue::new(1, None);
        let (slow, _ended, mut told) = Batch::new(1);
        let (other, _other_ended, _other_told) = Batch::new(1);
        queue.push(mails(1), &slow);
        queue.push(mails(1), &other);
        queue.give_up(&slow);
        assert_eq!(told.recv().await, Some(("0".to_owned(), late())));
        assert!(Arc::ptr_eq(&queue.next().await.unwrap().batch, &other));
    }

    #[tokio::test]
    async fn a_worker_leaves_when_there_is_no_work_and_the_last_one_turned_away_takes_all_back() {
        let queue = Queue::new(2, None);
        let (batch, _ended, mut told) = Batch::new(2);
        let away = || Leave::TurnedAway(Failed { phase: Phase::Connect, trouble: Trouble::Dropped });
        assert_eq!(queue.push(mails(2), &batch), 2);
        assert!(!queue.leave(Leave::Idle));
        assert!(queue.leave(away()));
        assert!(told.try_recv().is_err());
        assert!(queue.leave(away()));
        for id in ["0", "1"] {
            let back = Outcome::RetrySafe { phase: Phase::Connect, trouble: Trouble::Dropped };
            assert_eq!(told.recv().await, Some((id.to_owned(), back)));
        }
        queue.deserted().await;
        assert_eq!(queue.push(mails(2), &batch), 1, "the relay is tried with one connection first");
    }
}
