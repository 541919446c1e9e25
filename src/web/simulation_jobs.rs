//! Simulation jobs: what the page of simulations works on in the background, and the latest results. They live in the
//! memory of this node: whoever asks another one, or later, runs it again.

use std::collections::VecDeque;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use jiff::Timestamp;
use rules::id::AccountId;

use crate::engine::simulate::{Assumptions, Report};
use crate::field::FieldError;

/// Results that are kept, of all accounts together; each is a few hundred kilobytes at most.
const MOST_KEPT: usize = 40;

#[derive(Default)]
pub struct Jobs(Mutex<VecDeque<Arc<Job>>>);

/// A simulation under way, or done.
pub struct Job {
    pub id: String,
    pub account: AccountId,
    /// The campaign that was changed.
    pub campaign: String,
    /// Orders to play, twice each; 0 while they are read.
    all: AtomicUsize,
    done: AtomicUsize,
    outcome: OnceLock<Result<Outcome, FieldError>>,
}

/// What a simulation came to: as it stands, and as it would be.
pub struct Outcome {
    pub orders: usize,
    pub bad_lines: u64,
    pub span: Option<(Timestamp, Timestamp)>,
    pub assumptions: Assumptions,
    pub is: Report,
    pub would: Report,
}

impl Jobs {
    /// Takes a job in; none while another one of the account is under way.
    pub fn begin(&self, account: AccountId, id: u128, campaign: String) -> Option<Arc<Job>> {
        let mut jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if jobs.iter().any(|job| job.account == account && job.outcome.get().is_none()) {
            return None;
        }
        let job = Arc::new(Job {
            id: format!("{id:032x}"),
            account,
            campaign,
            all: AtomicUsize::new(0),
            done: AtomicUsize::new(0),
            outcome: OnceLock::new(),
        });
        // One that is under way is not forgotten: its end would be nowhere.
        if jobs.len() >= MOST_KEPT
            && let Some(oldest) = jobs.iter().position(|job| job.outcome.get().is_some())
        {
            jobs.remove(oldest);
        }
        jobs.push_back(Arc::clone(&job));
        Some(job)
    }

    /// An account's own job; a foreign one is there for nobody else (V13).
    pub fn find(&self, account: AccountId, id: &str) -> Option<Arc<Job>> {
        let jobs = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        jobs.iter().find(|job| job.account == account && job.id == id).cloned()
    }
}

impl Job {
    pub fn expect(&self, orders: usize) {
        self.all.store(orders, Ordering::Relaxed);
    }

    pub fn played(&self, orders: usize) {
        self.done.fetch_add(orders, Ordering::Relaxed);
    }

    /// How much of it is done, in percent; none while it reads.
    pub fn percent(&self) -> Option<usize> {
        let all = self.all.load(Ordering::Relaxed);
        (all > 0).then(|| (self.done.load(Ordering::Relaxed) * 100 / all).min(100))
    }

    pub fn end(&self, outcome: Result<Outcome, FieldError>) {
        if self.outcome.set(outcome).is_err() {
            tracing::warn!("a simulation ended twice");
        }
    }

    pub fn outcome(&self) -> Option<&Result<Outcome, FieldError>> {
        self.outcome.get()
    }
}

/// Ends a job that breaks off: it would be under way for ever.
pub struct Ending(pub Arc<Job>);

impl Drop for Ending {
    fn drop(&mut self) {
        if self.0.outcome.get().is_none() {
            self.0.end(Err(FieldError::told("", "simulation.broken", "the simulation broke off")));
        }
    }
}
