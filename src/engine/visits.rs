//! visits: recipients who come at the same time are looked up together. While one transaction is under way, those who
//! come in the meantime make the next one.

use std::sync::Arc;

use rules::id::{AccountId, InvitationId};
use tokio::sync::{mpsc, oneshot};
use tokio::task::JoinSet;

use super::Engine;
use super::recipient::Recipient;
use crate::store::Error;

/// Visitors who share a transaction at most.
const MAX_TOGETHER: usize = 256;
/// Visitors who may wait; whoever comes then waits for a place.
const MAX_WAITING: usize = 4_096;
/// Transactions under way at once. More of them would be smaller ones.
const MAX_TRANSACTIONS: usize = 2;

type Found = Result<Option<Arc<Recipient>>, Error>;

struct Visit {
    account: AccountId,
    invitation: InvitationId,
    answer: oneshot::Sender<Found>,
}

/// The queue before [`Engine::recipients`]. Cheap to clone; it ends with its last clone.
#[derive(Clone)]
pub struct Visits {
    queue: mpsc::Sender<Visit>,
}

impl Visits {
    /// # Panics
    /// Outside a tokio runtime.
    pub fn start(engine: Engine) -> Self {
        let (queue, visits) = mpsc::channel(MAX_WAITING);
        tokio::spawn(receive(engine, visits));
        Self { queue }
    }

    /// Who is behind a link. None: nobody, or nobody any more.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn recipient(&self, account: AccountId, invitation: InvitationId) -> Found {
        let (answer, answered) = oneshot::channel();
        let stopped = || Error::Unavailable("this node is stopping".into());
        self.queue.send(Visit { account, invitation, answer }).await.map_err(|_| stopped())?;
        answered.await.unwrap_or_else(|_| Err(stopped()))
    }
}

async fn receive(engine: Engine, mut queue: mpsc::Receiver<Visit>) {
    let mut under_way = JoinSet::new();
    loop {
        if under_way.len() >= MAX_TRANSACTIONS {
            drop(under_way.join_next().await);
        }
        let mut visits = Vec::new();
        if queue.recv_many(&mut visits, MAX_TOGETHER).await == 0 {
            break;
        }
        let engine = engine.clone();
        under_way.spawn(async move { look_up(&engine, visits).await });
    }
    under_way.join_all().await;
}

async fn look_up(engine: &Engine, visits: Vec<Visit>) {
    let wanted = visits.iter().map(|visit| (visit.account, visit.invitation)).collect();
    let found = engine.recipients(wanted).await;
    for Visit { account, invitation, answer } in visits {
        let own = found.as_ref().map(|found| found.get(&(account, invitation)).cloned()).map_err(Clone::clone);
        if answer.send(own).is_err() {
            tracing::debug!("a visitor went away before the page was there");
        }
    }
}
