//! What the database layer promises, tried on both databases.

#[path = "../support/mod.rs"]
mod support;

mod backups;
mod batches;
mod collisions;
mod failures;
mod migrations;
mod transactions;
mod values;

use std::sync::{Mutex, mpsc};

use afterword::store::{Error, Store};

/// A table that most tests write to.
const NOTES: &str = "CREATE TABLE notes (id TEXT PRIMARY KEY, at BIGINT, note TEXT)";

async fn make_notes(store: &Store) {
    store.write("make", |tx| tx.execute(NOTES, &[])).await.expect("a new table");
}

async fn count(store: &Store, table: &'static str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM {table}");
    store.read("count", move |tx| tx.one(&sql, &[])?.int(0)).await.expect("a number")
}

fn is_unavailable<T>(outcome: &Result<T, Error>) -> bool {
    matches!(outcome, Err(Error::Unavailable(_)))
}

/// Holds a thread of the database until the sender is dropped, so that what is handed over meanwhile waits together.
fn hold(store: &Store) -> (impl Future<Output = Result<(), Error>> + use<>, mpsc::Sender<()>) {
    let (release, held) = mpsc::channel();
    let held = Mutex::new(held);
    let holding = store.write("hold", move |_| {
        let released = held.lock().expect("no panic").recv();
        assert_eq!(released, Err(mpsc::RecvError));
        Ok(())
    });
    (holding, release)
}
