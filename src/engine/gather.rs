//! gather: reports that come at the same time are taken in together. While one transaction is on its way to the disk,
//! what comes in the meantime makes the next one.

use std::collections::BTreeMap;

use rules::id::AccountId;
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::Engine;
use super::take_in::Taken;
use crate::intake::event::Event;
use crate::store::Error;

/// Events that make one transaction at most; a single larger report is not split.
const MAX_EVENTS: usize = 1_000;
/// Reports that may wait; whoever comes then waits for a place.
const MAX_WAITING: usize = 4_096;

/// Transactions under way at once, where the database can do them side by side.
const MAX_TRANSACTIONS: usize = 2;

struct Report {
    account: AccountId,
    events: Vec<Event>,
    answer: oneshot::Sender<Result<Vec<Taken>, Error>>,
}

/// The queue before `take_in`. Cheap to clone; it ends with its last clone.
#[derive(Clone)]
pub struct Gatherer {
    queue: mpsc::Sender<Report>,
}

impl Gatherer {
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(engine: Engine) -> Self {
        let (queue, reports) = mpsc::channel(MAX_WAITING);
        tokio::spawn(gather(engine, reports));
        Self { queue }
    }

    /// [`Engine::take_in`], together with what others report just now.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn take_in(&self, account: AccountId, events: Vec<Event>) -> Result<Vec<Taken>, Error> {
        let (answer, answered) = oneshot::channel();
        let stopped = || Error::Unavailable("this node is stopping".into());
        self.queue.send(Report { account, events, answer }).await.map_err(|_| stopped())?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }
}

async fn gather(engine: Engine, mut reports: mpsc::Receiver<Report>) {
    let most = engine.store.parallel_writes().min(MAX_TRANSACTIONS);
    let mut under_way = JoinSet::new();
    while let Some(first) = reports.recv().await {
        if under_way.len() >= most {
            drop(under_way.join_next().await);
        }
        let mut gathered = first.events.len();
        let mut by_account: BTreeMap<AccountId, Vec<Report>> = BTreeMap::new();
        by_account.entry(first.account).or_default().push(first);
        while gathered < MAX_EVENTS
            && let Ok(next) = reports.try_recv()
        {
            gathered += next.events.len();
            by_account.entry(next.account).or_default().push(next);
        }
        let engine = engine.clone();
        under_way.spawn(async move {
            for (account, reports) in by_account {
                take_in_together(&engine, account, reports).await;
            }
        });
    }
    under_way.join_all().await;
}

/// One transaction for all, and to each its own part of the answer.
async fn take_in_together(engine: &Engine, account: AccountId, reports: Vec<Report>) {
    let mut events = Vec::with_capacity(reports.len());
    let mut waiting = Vec::with_capacity(reports.len());
    for report in reports {
        waiting.push((report.events.len(), report.answer));
        events.extend(report.events);
    }
    let mut taken = engine.take_in(account, events).await.map(Vec::into_iter);
    for (count, answer) in waiting {
        let own = match &mut taken {
            Ok(taken) => Ok(taken.by_ref().take(count).collect()),
            Err(error) => Err(error.clone()),
        };
        if answer.send(own).is_err() {
            tracing::debug!("a report was stored and nobody waited for its answer");
        }
    }
}
