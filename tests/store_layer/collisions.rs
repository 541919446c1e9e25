//! Transactions that collide are repeated, at every level of isolation that a server may be set to.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Barrier};

use afterword::store::{Store, Tx, values};

use crate::support::databases::{Database, each_database, postgres, sqlite};

const LEVELS: [&str; 3] = ["read committed", "repeatable read", "serializable"];

const COUNTERS: &str = "CREATE TABLE counters (id TEXT PRIMARY KEY, n BIGINT NOT NULL)";
const READ: &str = "SELECT n FROM counters WHERE id = $1";
const RAISE: &str = "UPDATE counters SET n = n + 1 WHERE id = $1";

async fn make_counters(store: &Store) {
    let make = store.write("make", |tx| {
        tx.execute(COUNTERS, &[])?;
        tx.execute("INSERT INTO counters VALUES ('a', 0), ('b', 0)", &[])
    });
    make.await.expect("a new table");
}

async fn counter(store: &Store, id: &'static str) -> i64 {
    store.read("counter", move |tx| tx.one(READ, &values![id])?.int(0)).await.expect("a number")
}

/// Opens a store whose server works at a level of isolation.
fn store_at(database: &Database, level: &str) -> Store {
    database.outside(&database.alter(&format!("default_transaction_isolation = '{level}'")));
    database.outside(&database.alter("deadlock_timeout = '20ms'"));
    database.store()
}

#[test]
fn a_transaction_that_was_overtaken_is_run_again() {
    postgres("overtaken", async |database| {
        make_counters(&database.store()).await;
        for level in LEVELS {
            let store = store_at(database, level);
            let before = counter(&store, "a").await;
            let runs = Arc::new(AtomicUsize::new(0));
            let (counted, place) = (Arc::clone(&runs), database.place());
            let write = store.write("overtaken", move |tx| {
                tx.one(READ, &values!["a"])?;
                if counted.fetch_add(1, Ordering::SeqCst) == 0 {
                    overtake(&place);
                }
                tx.execute(RAISE, &values!["a"])
            });
            assert_eq!(write.await, Ok(1), "{level}");
            assert_eq!(counter(&store, "a").await, before + 2, "{level}");
            let expected = if level == "read committed" { 1 } else { 2 };
            assert_eq!(runs.load(Ordering::SeqCst), expected, "{level}");
        }
    });
}

/// Raises the counter on another connection.
fn overtake(place: &str) {
    let mut client = postgres::Client::connect(place, postgres::NoTls).expect("the server is there");
    client.batch_execute("UPDATE counters SET n = n + 1 WHERE id = 'a'").expect("a good statement");
}

#[test]
fn of_two_that_wait_for_each_other_one_is_run_again() {
    postgres("deadlock", async |database| {
        make_counters(&database.store()).await;
        for level in LEVELS {
            let store = store_at(database, level);
            let (meeting, runs) = (Arc::new(Barrier::new(2)), Arc::new(AtomicUsize::new(0)));
            let crossing = |first: &'static str, second: &'static str| {
                let (meeting, runs) = (Arc::clone(&meeting), Arc::clone(&runs));
                let mut met = false;
                move |tx: &mut Tx<'_>| {
                    runs.fetch_add(1, Ordering::SeqCst);
                    tx.execute(RAISE, &values![first])?;
                    if !met {
                        met = true;
                        meeting.wait();
                    }
                    tx.execute(RAISE, &values![second])
                }
            };
            let before = counter(&store, "a").await;
            let (there, back) = (store.write("there", crossing("a", "b")), store.write("back", crossing("b", "a")));
            assert_eq!((there.await, back.await), (Ok(1), Ok(1)), "{level}");
            assert_eq!(counter(&store, "a").await, before + 2, "{level}");
            assert!(runs.load(Ordering::SeqCst) > 2, "{level}");
        }
    });
}

#[test]
fn many_tasks_on_one_row_lose_nothing() {
    postgres("one_row", async |database| {
        make_counters(&database.store()).await;
        for level in LEVELS {
            let store = store_at(database, level);
            let before = counter(&store, "a").await;
            let raise = || store.write("raise", |tx| tx.execute(RAISE, &values!["a"]));
            let writes: Vec<_> = (0..200).map(|_| raise()).collect();
            for write in writes {
                assert_eq!(write.await, Ok(1), "{level}");
            }
            assert_eq!(counter(&store, "a").await, before + 200, "{level}");
        }
    });
}

#[test]
fn plans_that_a_migration_has_outdated_are_made_anew() {
    each_database("outdated_plans", async |database| {
        let store = database.store();
        make_counters(&store).await;
        let all = "SELECT * FROM counters ORDER BY id";
        let width = || store.write("width", move |tx| tx.all(all, &[])?[0].opt_int(2));
        assert!(width().await.is_err(), "there is no third column yet");
        for _ in 0..8 {
            store.write("keep", move |tx| tx.all(all, &[])).await.expect("two columns");
        }
        database.outside("ALTER TABLE counters ADD COLUMN more BIGINT");
        assert_eq!(width().await, Ok(None));
    });
}

#[test]
fn a_file_that_another_process_writes_to_is_waited_for() {
    sqlite("waited_for", async |database| {
        let store = database.store();
        make_counters(&store).await;
        let other = rusqlite::Connection::open(database.file()).expect("the file is there");
        other.execute_batch("BEGIN IMMEDIATE; UPDATE counters SET n = 10 WHERE id = 'a'").expect("the lock is free");
        let write = store.write("waits", |tx| tx.execute(RAISE, &values!["a"]));
        assert_eq!(counter(&store, "a").await, 0, "reading goes on");
        other.execute_batch("COMMIT").expect("nothing stands against it");
        assert_eq!(write.await, Ok(1));
        assert_eq!(counter(&store, "a").await, 11);
    });
}
