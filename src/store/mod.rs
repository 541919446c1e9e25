//! store keeps: one SQL text for SQLite and PostgreSQL, and every transaction from its beginning to its end.
//!
//! A transaction is a closure that runs on a thread of the database. It may be run more than once (when it collides with
//! another), so that all it takes in must stay as it was; it holds no time and no chance, and it never waits. Once handed
//! over it runs to its end, whether or not the caller still waits for the answer.

mod backup;
mod batch;
mod config;
mod dialect;
mod error;
mod estimates;
mod identity;
mod job;
pub mod migrate;
mod postgres;
mod row;
mod rows;
mod sqlite;
mod table;
mod tx;
mod value;
mod worker;

pub mod accounts;
pub mod answer_hours;
pub mod answer_mails;
pub mod answers;
pub mod api_keys;
pub mod applications;
pub mod asks;
pub mod audit_log;
pub mod brakes;
pub mod calendar;
pub mod calendar_feeds;
pub mod campaigns;
pub mod claims;
mod columns;
mod conditions;
pub mod consents;
pub mod contacts;
pub mod decisions;
pub mod duties;
pub mod erasure;
pub mod events;
pub mod figures;
pub mod former_settings;
pub mod guards;
pub mod holdout_members;
pub mod holds;
pub mod idempotency_keys;
pub mod installation;
pub mod invitation_list;
pub mod invitations;
pub mod lookups;
pub mod messages;
pub mod order_requests;
pub mod orders;
pub mod outbox;
pub mod overview;
pub mod product_ratings;
pub mod queue;
pub mod queue_changes;
pub mod recipients;
pub mod refusals;
pub mod reminder_counts;
pub mod response_rates;
pub mod responses;
pub mod restore;
pub mod routes;
pub mod schema;
pub mod sessions;
pub mod storefronts;
pub mod suppressions;
pub mod templates;
pub mod tour;
pub mod user_links;
pub mod users;
pub mod waves;

use std::future::Future;
use std::path::Path;
use std::sync::mpsc::{Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};

use jiff::{SignedDuration, Timestamp};
use tokio::sync::oneshot;

pub use self::backup::Progress;
pub use self::config::{Config, Fault};
pub use self::dialect::Dialect;
pub use self::error::Error;
pub use self::migrate::Migration;
pub use self::row::Row;
pub use self::rows::Rows;
pub use self::tx::Tx;
pub use self::value::Value;
pub use crate::values;

use self::config::Place;
use self::job::Job;
use self::postgres::Postgres;
use self::sqlite::{Role, Sqlite};
use self::tx::Session;
use self::worker::Shared;

/// The clock of the database, in milliseconds UTC: the one exception to "no time in SQL".
const NOW: &str = "SELECT CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)";

/// How long what it said is carried on by the node's own clock.
const ASKED_EVERY: SignedDuration = SignedDuration::from_secs(1);

/// A database with its threads. Cloning shares them; dropping the last clone waits for what was handed over.
#[derive(Clone)]
pub struct Store {
    inner: Arc<Inner>,
}

struct Inner {
    place: Place,
    /// One queue on PostgreSQL, two on SQLite; none while the store is dropped.
    queues: Option<Queues>,
    /// SQLite's, which only read; a thread of PostgreSQL does both and counts as a writer.
    readers: Vec<JoinHandle<()>>,
    writers: Vec<JoinHandle<()>>,
    heard: Mutex<Option<Heard>>,
}

/// What the server's clock said, and the node's own at that time.
#[derive(Debug, Clone, Copy)]
struct Heard {
    own: Timestamp,
    server: Timestamp,
}

struct Queues {
    writes: Sender<Box<dyn Job>>,
    reads: Sender<Box<dyn Job>>,
}

/// What a transaction may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Access {
    Read,
    Write,
}

/// The only place that begins a transaction. SQLite's writer takes its lock at once: a transaction that reads first and
/// then wants to write could not be repeated inside the database.
fn begin(session: &mut dyn Session, access: Access) -> Result<(), Error> {
    session.begin(match (session.dialect(), access) {
        (Dialect::Sqlite, Access::Write) => "BEGIN IMMEDIATE",
        (Dialect::Sqlite, Access::Read) | (Dialect::Postgres, Access::Write) => "BEGIN",
        (Dialect::Postgres, Access::Read) => "BEGIN READ ONLY",
    })
}

impl Store {
    /// Opens the database and starts its threads; blocks until the first connection stands.
    /// SQLite's file is made when it is not there. [`Error::Unavailable`] when the server or the file cannot be reached.
    pub fn open(config: &Config) -> Result<Store, Error> {
        let shared = Shared { faults: config.faults.clone(), turnstile: Arc::new(Mutex::new(())) };
        let inner = match &config.place {
            Place::Sqlite(path) => open_sqlite(path, config, &shared)?,
            Place::Postgres(server) => open_postgres(server, config, &shared)?,
        };
        Ok(Store { inner: Arc::new(inner) })
    }

    /// Runs a transaction that may write, and answers when it is durable. `name` goes to logs and to the fault hook.
    ///
    /// Repeated when it collides with another one. [`Error::Unavailable`] leaves open whether it was kept: what must not
    /// happen twice carries a key that makes its repetition harmless.
    pub fn write<T, F>(
        &self,
        name: &'static str,
        closure: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    {
        let answer = self.hand_over(name, Access::Write, closure);
        async { answer.await.unwrap_or_else(|_| Err(stopped())) }
    }

    /// Runs a transaction that only reads; writing in it is an [`Error::ReadOnly`].
    pub fn read<T, F>(
        &self,
        name: &'static str,
        closure: F,
    ) -> impl Future<Output = Result<T, Error>> + Send + use<T, F>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    {
        let answer = self.hand_over(name, Access::Read, closure);
        async { answer.await.unwrap_or_else(|_| Err(stopped())) }
    }

    /// As [`Store::write`], for threads without an async runtime; panics on one with a runtime.
    pub fn write_blocking<T, F>(&self, name: &'static str, closure: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    {
        self.hand_over(name, Access::Write, closure).blocking_recv().unwrap_or_else(|_| Err(stopped()))
    }

    /// As [`Store::read`], for threads without an async runtime; panics on one with a runtime.
    pub fn read_blocking<T, F>(&self, name: &'static str, closure: F) -> Result<T, Error>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    {
        self.hand_over(name, Access::Read, closure).blocking_recv().unwrap_or_else(|_| Err(stopped()))
    }

    /// The clock that several nodes share: PostgreSQL's. On SQLite, whose only node has the system's, `own` itself.
    ///
    /// The server is asked once a second; in between `own`, the caller's clock, tells how much time went by.
    pub async fn now(&self, own: Timestamp) -> Result<Timestamp, Error> {
        if self.dialect() == Dialect::Sqlite {
            return Ok(own);
        }
        let heard = *self.inner.heard.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(Heard { own: then, server }) = heard
            && (then..then.saturating_add(ASKED_EVERY).unwrap_or(then)).contains(&own)
        {
            return Ok(server + own.duration_since(then));
        }
        let server = self.read("now", |tx| tx.one(NOW, &[])?.time(0)).await?;
        *self.inner.heard.lock().unwrap_or_else(PoisonError::into_inner) = Some(Heard { own, server });
        Ok(server)
    }

    /// How many transactions that write can be under way side by side without waiting for each other.
    pub fn parallel_writes(&self) -> usize {
        match self.dialect() {
            Dialect::Sqlite => 1,
            Dialect::Postgres => self.inner.writers.len(),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self.inner.place {
            Place::Sqlite(_) => Dialect::Sqlite,
            Place::Postgres(_) => Dialect::Postgres,
        }
    }

    /// The name and version of the database's program, such as `PostgreSQL 15.8`.
    ///
    /// # Errors
    /// Those of the database.
    pub async fn product(&self) -> Result<String, Error> {
        self.read("product", |tx| tx.one(tx.dialect().product_version(), &[])?.string(0)).await
    }

    /// Copies the SQLite database to a new file while reading and writing go on: the copy is the state at the beginning.
    /// `progress` is called after each piece. [`Error::Config`] when the file is there already, or on PostgreSQL, which
    /// has its own tool for this (`pg_dump`).
    pub async fn backup_to<F>(&self, path: &Path, mut progress: F) -> Result<(), Error>
    where
        F: FnMut(Progress) + Send + 'static,
    {
        let Place::Sqlite(source) = &self.inner.place else {
            return Err(Error::Config("a PostgreSQL database is backed up with pg_dump".into()));
        };
        let (source, target) = (source.clone(), path.to_owned());
        let (caller, answer) = oneshot::channel();
        spawn("store-backup", move || drop(caller.send(backup::copy(&source, &target, &mut progress))))?;
        answer.await.unwrap_or_else(|_| Err(stopped()))
    }

    fn hand_over<T, F>(&self, name: &'static str, access: Access, closure: F) -> oneshot::Receiver<Result<T, Error>>
    where
        T: Send + 'static,
        F: FnMut(&mut Tx<'_>) -> Result<T, Error> + Send + 'static,
    {
        let (job, answer) = job::pack(name, access, closure);
        let queues = self.inner.queues.as_ref().expect("the queues stay until the last clone is dropped");
        let queue = if access == Access::Write { &queues.writes } else { &queues.reads };
        // A queue without a thread behind it drops the job, which the caller sees as a store that has stopped.
        drop(queue.send(job));
        answer
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        let Some(Queues { writes, reads }) = self.queues.take() else { return };
        drop(reads);
        join(&mut self.readers);
        // SQLite's writer goes last: whoever closes the file last writes the log back into it, and a reader cannot.
        drop(writes);
        join(&mut self.writers);
    }
}

/// A closure may have held the last clone; its own thread ends by itself. A thread's panic was reported by the thread.
fn join(threads: &mut Vec<JoinHandle<()>>) {
    let here = thread::current().id();
    threads.drain(..).filter(|thread| thread.thread().id() != here).for_each(|thread| drop(thread.join()));
}

fn open_sqlite(path: &Path, config: &Config, shared: &Shared) -> Result<Inner, Error> {
    let (writes, write_queue) = channel();
    let (reads, read_queue) = channel();
    let writer = Sqlite::open(path, Role::Writer { page_limit: config.page_limit })?;
    let readers =
        (0..config.connections).map(|_| Sqlite::open(path, Role::Reader)).collect::<Result<Vec<_>, Error>>()?;
    let read_queue = Arc::new(Mutex::new(read_queue));
    let mut threads = Vec::with_capacity(config.connections);
    for session in readers {
        let (queue, shared) = (Arc::clone(&read_queue), shared.clone());
        threads.push(spawn("store-reader", move || worker::serve(session, &queue, &shared))?);
    }
    let keeper = Sqlite::open(path, Role::Keeper)?;
    let (wish, wishes) = sync_channel(1);
    let keeper = spawn("store-keeper", move || worker::keep(&keeper, &wishes))?;
    let shared = shared.clone();
    let writer = spawn("store-writer", move || {
        worker::serve_grouped(writer, &write_queue, &wish, &shared);
        // Here and not where the store is dropped: that may be in a closure on this thread, which the keeper waits for.
        drop(wish);
        drop(keeper.join());
    })?;
    let queues = Some(Queues { writes, reads });
    Ok(Inner { place: config.place.clone(), queues, readers: threads, writers: vec![writer], heard: Mutex::default() })
}

fn open_postgres(server: &::postgres::Config, config: &Config, shared: &Shared) -> Result<Inner, Error> {
    let (sender, queue) = channel();
    let queue = Arc::new(Mutex::new(queue));
    let (connected, first) = channel();
    let written = Arc::default();
    let mut threads = Vec::with_capacity(config.connections);
    for index in 0..config.connections {
        let (queue, shared, mut session) =
            (Arc::clone(&queue), shared.clone(), Postgres::new(server, Arc::clone(&written)));
        let connected = (index == 0).then(|| connected.clone());
        // The caller's thread may belong to an async runtime, where this client cannot connect; its own thread can.
        threads.push(spawn("store-postgres", move || {
            if let Some(connected) = connected {
                drop(connected.send(session.connect()));
            }
            worker::serve(session, &queue, &shared);
        })?);
    }
    let inner = Inner {
        place: config.place.clone(),
        queues: Some(Queues { writes: sender.clone(), reads: sender }),
        readers: Vec::new(),
        writers: threads,
        heard: Mutex::default(),
    };
    first.recv().unwrap_or_else(|_| Err(stopped()))?;
    Ok(inner)
}

fn spawn(name: &str, body: impl FnOnce() + Send + 'static) -> Result<JoinHandle<()>, Error> {
    let refused = |error: std::io::Error| Error::unavailable(format!("no thread for the database: {error}"));
    thread::Builder::new().name(name.into()).spawn(body).map_err(refused)
}

fn stopped() -> Error {
    Error::unavailable("the thread of the database has stopped")
}
