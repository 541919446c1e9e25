//! The app: what every handler is given, and transactions that may end in a problem.

use std::ops::Deref;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, UserId};
use tokio::sync::Semaphore;

use super::api::simulations::Simulations;
use super::auth::Keys;
use super::body;
use super::door::Door;
use super::limit::Limit;
use super::problem::Problem;
use super::simulation_jobs::Jobs;
use crate::engine::gather::Gatherer;
use crate::engine::visits::Visits;
use crate::engine::{self, Engine};
use crate::network::Networks;
use crate::store::{Error, Tx};

/// Wrong links of recipients from one client: 30 at once, and 30 a minute. Nobody types them, but mail programs break
/// them, and many people may share an address.
const WRONG_LINKS: i32 = 30;
const WRONG_LINK_EVERY: SignedDuration = SignedDuration::from_secs(2);

/// Cheap to clone; clones share everything.
#[derive(Clone)]
pub struct App(Arc<Inner>);

pub struct Inner {
    pub engine: Engine,
    pub gatherer: Gatherer,
    pub visits: Visits,
    pub trusted_proxies: Networks,
    /// Wrong links of recipients.
    pub wrong_links: Limit,
    pub keys: Keys,
    pub door: Door,
    pub room: Arc<Semaphore>,
    pub simulations: Simulations,
    pub simulation_jobs: Jobs,
    /// None: a real installation.
    pub demo: Option<Demo>,
}

/// A demonstration: whoever asks is let in, and the world around its sandbox goes on as the clock does.
#[derive(Clone)]
pub struct Demo {
    pub account: AccountId,
    /// As whom everybody looks around.
    pub user: UserId,
    pub surroundings: Arc<dyn Surroundings>,
}

/// What is to come when the clock of a demonstration has moved.
pub type Moving<'a> = Pin<Box<dyn Future<Output = Result<Timestamp, engine::Error>> + Send + 'a>>;

/// Customers and shops that order, answer and change their minds while a clock moves.
pub trait Surroundings: Send + Sync {
    /// Moves the clock, with everything that happens until then; answers where it stands.
    ///
    /// # Errors
    /// Those of [`Engine::move_clock`].
    fn live_until(&self, to: Timestamp) -> Moving<'_>;
}

impl Deref for App {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

/// What an app has, it has from its engine.
impl Deref for Inner {
    type Target = Engine;

    fn deref(&self) -> &Engine {
        &self.engine
    }
}

impl App {
    pub fn new(engine: Engine) -> Self {
        Self::behind(engine, Networks::default())
    }

    /// An app behind proxies, which are believed when they say for whom they ask.
    pub fn behind(engine: Engine, trusted_proxies: Networks) -> Self {
        Self::of(engine, trusted_proxies, None)
    }

    /// An app that shows itself to whoever comes.
    pub fn demo(engine: Engine, demo: Demo) -> Self {
        Self::of(engine, Networks::default(), Some(demo))
    }

    fn of(engine: Engine, trusted_proxies: Networks, demo: Option<Demo>) -> Self {
        let inner = Inner {
            gatherer: Gatherer::start(engine.clone()),
            visits: Visits::start(engine.clone()),
            trusted_proxies,
            wrong_links: Limit::new(WRONG_LINKS, WRONG_LINK_EVERY),
            keys: Keys::default(),
            door: Door::default(),
            room: Arc::new(body::room()),
            simulations: Simulations::default(),
            simulation_jobs: Jobs::default(),
            demo,
            engine,
        };
        Self(Arc::new(inner))
    }

    /// Runs a transaction that may write. Where it stops with a problem, nothing of it is kept.
    ///
    /// # Errors
    /// The problem with which the closure stopped, or what the store's error means to a caller.
    pub async fn write<T, F>(&self, name: &'static str, closure: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
    {
        let (closure, problem) = stoppable(closure);
        let answer = self.store.write(name, closure).await;
        answer.map_err(|error| problem.take().unwrap_or_else(|| error.into()))
    }

    /// As [`App::write`], for a transaction that only reads.
    ///
    /// # Errors
    /// Those of [`App::write`].
    pub async fn read<T, F>(&self, name: &'static str, closure: F) -> Result<T, Problem>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
    {
        let (closure, problem) = stoppable(closure);
        let answer = self.store.read(name, closure).await;
        answer.map_err(|error| problem.take().unwrap_or_else(|| error.into()))
    }
}

/// Why a transaction stops.
#[derive(Debug)]
pub enum Stop {
    Store(Error),
    Problem(Problem),
}

impl Stop {
    /// What a row that is there already means: for `map_err`.
    pub fn on_duplicate(problem: impl FnOnce() -> Problem) -> impl FnOnce(Error) -> Stop {
        |error| if error == Error::Duplicate { problem().into() } else { error.into() }
    }
}

impl From<Error> for Stop {
    fn from(error: Error) -> Self {
        Stop::Store(error)
    }
}

impl From<Problem> for Stop {
    fn from(problem: Problem) -> Self {
        Stop::Problem(problem)
    }
}

/// Carries a problem past the store, which knows its own errors only.
#[derive(Clone, Default)]
struct Aside(Arc<Mutex<Option<Problem>>>);

impl Aside {
    fn put(&self, problem: Option<Problem>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = problem;
    }

    fn take(&self) -> Option<Problem> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

fn stoppable<T, F>(mut closure: F) -> (impl FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static, Aside)
where
    F: FnMut(&mut Tx<'_>) -> Result<T, Stop> + Send + 'static,
{
    let aside = Aside::default();
    let inside = aside.clone();
    let closure = move |tx: &mut Tx<'_>| {
        // A repeated transaction may end otherwise than the time before.
        inside.put(None);
        closure(tx).map_err(|stop| match stop {
            Stop::Store(error) => error,
            Stop::Problem(problem) => {
                inside.put(Some(problem));
                Error::Abandoned("the request cannot be done")
            }
        })
    };
    (closure, aside)
}
