//! Mail to one relay by SMTP: a batch goes in, an outcome for each mail comes out as soon as it is known.
//!
//! A few workers own a connection each and take from one queue, so a slow mail holds back only itself. A worker takes
//! a mail when its connection is ready for it, not before: what waits in the queue can still be given back untouched.

mod connection;
mod exchange;
mod pace;
mod probe;
pub(in crate::delivery) mod queue;
mod relay;
mod tls;
mod wire;
mod worker;

use std::convert::Infallible;
use std::sync::{Arc, Weak};

use tokio::sync::mpsc;

pub(in crate::delivery) use self::exchange::CLOSING;
pub use self::pace::Rate;
pub use self::probe::{Finding, probe};
pub use self::relay::{
    DEFAULT_CONNECTIONS, Login, MOST_CONNECTIONS, MOST_RELAYS, Relay, RelayError, RelaysError, Security,
};
pub use self::tls::TlsError;

use self::connection::Dialer;
use self::queue::{Batch, Queue};
use crate::delivery::patience::{Patience, pass};
use crate::delivery::{Outcome, Outgoing};

/// The mails' ids with their outcomes, in the order in which they became known. It ends when each has been told.
///
/// An id that is missing at the end was lost with a worker: its outcome is unknown.
pub type Outcomes = mpsc::Receiver<(String, Outcome)>;

/// A relay with its connections. Cheap to clone; all clones share the connections.
#[derive(Clone)]
pub struct Smtp {
    dialer: Dialer,
    queue: Arc<Queue>,
}

impl Smtp {
    /// Opens no connection yet.
    ///
    /// # Errors
    /// [`TlsError`] when the relay's certificates cannot be loaded.
    pub fn new(relay: Relay, patience: Patience) -> Result<Self, TlsError> {
        let queue = Arc::new(Queue::new(relay.connections, relay.rate));
        Ok(Self { dialer: Dialer::new(relay, patience)?, queue })
    }

    /// Hands over a batch. Each mail begins within [`Patience::start`] or comes back retry-safe.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    #[must_use = "what becomes of the mails is told here and nowhere else"]
    pub fn hand_over(&self, mails: Vec<Outgoing>) -> Outcomes {
        self.hand_over_until(mails, pass(self.dialer.patience.start))
    }

    /// Hands over a batch. What has not begun when `late` ends comes back retry-safe.
    ///
    /// Goes on when the returned receiver is not looked at; mails not begun when it is dropped are left out.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    #[must_use = "what becomes of the mails is told here and nowhere else"]
    pub fn hand_over_until(&self, mails: Vec<Outgoing>, late: impl Future<Output = ()> + Send + 'static) -> Outcomes {
        let (batch, ended, outcomes) = Batch::new(mails.len());
        let watched = Arc::downgrade(&batch);
        worker::start(self.queue.push(mails, &batch), &self.dialer, &self.queue);
        drop(batch);
        tokio::spawn(give_up_late(self.queue.clone(), late, watched, ended));
        outcomes
    }

    /// Gives back what has not begun, lets what has begun end, and takes leave of the relay. Afterwards nothing is taken.
    ///
    /// Waits as long as a mail in flight may take ([`Patience::verdict`]); dropping the future loses nothing but the wait.
    pub async fn close(&self) {
        self.queue.close();
        self.queue.deserted().await;
    }
}

/// When it is late, what is still in the queue goes back to the caller.
async fn give_up_late(
    queue: Arc<Queue>,
    late: impl Future<Output = ()>,
    batch: Weak<Batch>,
    mut ended: mpsc::Receiver<Infallible>,
) {
    let is_late = tokio::select! {
        _ = ended.recv() => false,
        () = late => true,
    };
    if is_late && let Some(batch) = batch.upgrade() {
        queue.give_up(&batch);
    }
}
