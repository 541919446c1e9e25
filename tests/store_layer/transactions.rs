//! A transaction is kept whole or not at all, whoever else is in the same commit.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use afterword::store::{Dialect, Error, Fault, Store, values};

use crate::support::databases::{each_database, sqlite};
use crate::{count, hold, is_unavailable, make_notes};

const INSERT: &str = "INSERT INTO notes (id, at, note) VALUES ($1, $2, NULL)";

#[test]
fn a_transaction_is_kept_whole() {
    each_database("kept_whole", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let written = store.write("both", |tx| {
            tx.execute(INSERT, &values!["a", 1])?;
            tx.execute(INSERT, &values!["b", 2])
        });
        assert_eq!(written.await, Ok(1));
        assert_eq!(count(&store, "notes").await, 2);
    });
}

#[test]
fn a_closure_that_gives_up_leaves_nothing() {
    each_database("leaves_nothing", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let given_up = store.write("give up", |tx| {
            tx.execute(INSERT, &values!["a", 1])?;
            Err::<(), _>(Error::Abandoned("changed its mind"))
        });
        assert_eq!(given_up.await, Err(Error::Abandoned("changed its mind")));
        assert_eq!(count(&store, "notes").await, 0);
    });
}

#[test]
fn one_that_fails_does_not_hurt_those_in_the_same_commit() {
    each_database("same_commit", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let (holding, release) = hold(&store);
        let first = store.write("first", |tx| tx.execute(INSERT, &values!["first", 1]));
        let quits = store.write("quits", |tx| {
            tx.execute(INSERT, &values!["quits", 1])?;
            Err::<(), _>(Error::Abandoned("no"))
        });
        let wrong = store.write("wrong", |tx| {
            tx.execute(INSERT, &values!["wrong", 1])?;
            tx.execute("INSERT INTO nowhere VALUES (1)", &[])
        });
        let panics = store.write("panics", |tx| -> Result<(), Error> {
            tx.execute(INSERT, &values!["panics", 1])?;
            panic!("on purpose");
        });
        let twice = store.write("twice", |tx| {
            tx.execute(INSERT, &values!["twice", 1])?;
            tx.execute(INSERT, &values!["twice", 1])
        });
        let last = store.write("last", |tx| tx.execute(INSERT, &values!["last", 1]));
        drop(release);
        assert_eq!(holding.await, Ok(()));
        assert_eq!(first.await, Ok(1));
        assert_eq!(quits.await, Err(Error::Abandoned("no")));
        assert!(matches!(wrong.await, Err(Error::Statement { transaction: "wrong", .. })));
        assert_eq!(panics.await, Err(Error::Panicked("panics")));
        assert_eq!(twice.await, Err(Error::Duplicate));
        assert_eq!(last.await, Ok(1));
        assert_eq!(ids(&store).await, ["first", "last"]);
    });
}

async fn ids(store: &Store) -> Vec<String> {
    let ids = store.read("ids", |tx| {
        let rows = tx.all("SELECT id FROM notes ORDER BY id", &[])?;
        rows.iter().map(|row| row.text(0).map(str::to_owned)).collect()
    });
    ids.await.expect("the ids")
}

#[test]
fn a_rule_that_speaks_at_the_commit_hits_only_who_broke_it() {
    each_database("at_the_commit", async |database| {
        let store = database.store();
        let make = store.write("make", |tx| {
            tx.execute("CREATE TABLE parents (id TEXT PRIMARY KEY)", &[])?;
            let late = "REFERENCES parents (id) DEFERRABLE INITIALLY DEFERRED";
            tx.execute(&format!("CREATE TABLE children (parent TEXT NOT NULL {late})"), &[])
        });
        make.await.expect("two tables");
        let (holding, release) = hold(&store);
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let good = store.write("good", move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            tx.execute("INSERT INTO parents VALUES ($1)", &values!["known"])?;
            tx.execute("INSERT INTO children VALUES ($1)", &values!["known"])
        });
        let orphan = store.write("orphan", |tx| tx.execute("INSERT INTO children VALUES ($1)", &values!["unknown"]));
        drop(release);
        holding.await.expect("nothing to fail");
        assert_eq!(good.await, Ok(1));
        assert!(matches!(orphan.await, Err(Error::Constraint(_))));
        assert_eq!(count(&store, "children").await, 1);
        // On SQLite both were in one commit, which failed, and each was then tried by itself.
        let expected = if database.dialect() == Dialect::Sqlite { 2 } else { 1 };
        assert_eq!(runs.load(Ordering::SeqCst), expected);
    });
}

#[test]
fn big_batches_share_commits_and_none_is_forgotten() {
    sqlite("big_batches", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let (holding, release) = hold(&store);
        let many = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4000)
            INSERT INTO notes (id, at) SELECT $1 || i, i FROM n";
        let writes: Vec<_> = (0..6_i64)
            .map(|batch| store.write("many", move |tx| tx.execute(many, &values![format!("{batch}-")])))
            .collect();
        drop(release);
        holding.await.expect("nothing to fail");
        for write in writes {
            assert_eq!(write.await, Ok(4_000));
        }
        assert_eq!(count(&store, "notes").await, 24_000);
    });
}

#[test]
fn threads_outlive_panics() {
    each_database("outlive_panics", async |database| {
        let store = database.store();
        make_notes(&store).await;
        for _ in 0..20 {
            let write = store.write("panics", |_| -> Result<(), Error> { panic!("on purpose") });
            assert_eq!(write.await, Err(Error::Panicked("panics")));
            let read = store.read("panics", |_| -> Result<(), Error> { panic!("on purpose") });
            assert_eq!(read.await, Err(Error::Panicked("panics")));
        }
        assert_eq!(count(&store, "notes").await, 0);
    });
}

#[test]
fn a_failed_statement_cannot_be_overlooked() {
    each_database("overlooked", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let write = store.write("overlooks", |tx| {
            tx.execute(INSERT, &values!["a", 1])?;
            assert_eq!(tx.execute(INSERT, &values!["a", 1]), Err(Error::Duplicate));
            assert_eq!(tx.execute(INSERT, &values!["b", 1]), Err(Error::Duplicate));
            Ok(())
        });
        assert_eq!(write.await, Err(Error::Duplicate));
        assert_eq!(count(&store, "notes").await, 0);
    });
}

#[test]
fn a_missing_row_does_not_end_the_transaction() {
    each_database("missing_row", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let write = store.write("looks first", |tx| {
            assert_eq!(tx.one("SELECT at FROM notes WHERE id = $1", &values!["a"]).err(), Some(Error::Missing));
            tx.execute(INSERT, &values!["a", 7])?;
            tx.one("SELECT at FROM notes WHERE id = $1", &values!["a"])?.int(0)
        });
        assert_eq!(write.await, Ok(7));
    });
}

#[test]
fn a_reading_transaction_cannot_write() {
    each_database("cannot_write", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let read = store.read("writes", |tx| tx.execute(INSERT, &values!["a", 1]));
        assert_eq!(read.await, Err(Error::ReadOnly));
        assert_eq!(count(&store, "notes").await, 0);
        assert_eq!(store.write("writes", |tx| tx.execute(INSERT, &values!["a", 1])).await, Ok(1));
    });
}

#[test]
fn what_was_handed_over_is_done_though_nobody_waits() {
    each_database("nobody_waits", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let (holding, release) = hold(&store);
        drop(store.write("unwatched", |tx| tx.execute(INSERT, &values!["a", 1])));
        drop(holding);
        drop(release);
        drop(store);
        assert_eq!(count(&database.store(), "notes").await, 1);
    });
}

#[test]
fn a_closure_may_hold_the_last_clone_of_its_store() {
    each_database("last_clone", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let (holding, release) = hold(&store);
        // Let go one after the other: nobody hears of the second while the store waits for its threads.
        let (gone, is_gone) = mpsc::channel::<()>();
        let own = (store.clone(), Mutex::new(gone));
        let write = store.write("holds it", move |tx| {
            assert!(own.1.lock().is_ok() && own.0.parallel_writes() > 0);
            tx.execute(INSERT, &values!["a", 1])
        });
        drop(store);
        drop(release);
        holding.await.expect("nothing to fail");
        assert_eq!(write.await, Ok(1));
        let closed = is_gone.recv_timeout(Duration::from_secs(30));
        assert_eq!(closed, Err(RecvTimeoutError::Disconnected), "the store waits for itself");
    });
}

#[test]
fn threads_without_a_runtime_wait_for_themselves() {
    each_database("without_runtime", async |database| {
        let store = database.store();
        make_notes(&store).await;
        let outside = move || {
            store.write_blocking("insert", |tx| tx.execute(INSERT, &values!["a", 1]))?;
            store.read_blocking("count", |tx| tx.one("SELECT COUNT(*) FROM notes", &[])?.int(0))
        };
        let counted = std::thread::spawn(outside).join().expect("no panic");
        assert_eq!(counted, Ok(1));
    });
}

#[test]
fn a_fault_before_the_commit_leaves_nothing_and_one_behind_it_everything() {
    each_database("faults", async |database| {
        make_notes(&database.store()).await;
        let config = database.config().with_faults(|name| match name {
            "before" => Fault::BeforeCommit,
            "after" => Fault::AfterCommit,
            _ => Fault::None,
        });
        let store = Store::open(&config).expect("the database is there");
        let (holding, release) = hold(&store);
        let writes = ["before", "after", "none"].map(|name| {
            let write = store.write(name, move |tx| tx.execute(INSERT, &values![name, 1]));
            (name, write)
        });
        drop(release);
        holding.await.expect("nothing to fail");
        for (name, write) in writes {
            assert_eq!(is_unavailable(&write.await), name != "none", "{name}");
        }
        assert_eq!(ids(&store).await, ["after", "none"]);
        // Alone in its commit, and without writing.
        assert!(is_unavailable(&store.write("before", |tx| tx.execute(INSERT, &values!["again", 1])).await));
        assert!(is_unavailable(&store.read("after", |_| Ok(())).await));
        assert_eq!(ids(&store).await, ["after", "none"]);
    });
}

#[test]
fn the_clock_is_that_of_the_server_where_there_is_one() {
    each_database("clock", async |database| {
        let store = database.store();
        let own: jiff::Timestamp = "2020-01-01T00:00:00Z".parse().expect("a time");
        let now = store.now(own).await.expect("an answer");
        let later = store.now(own + jiff::SignedDuration::from_millis(700)).await.expect("an answer");
        assert_eq!(later.duration_since(now), jiff::SignedDuration::from_millis(700), "carried on by one's own clock");
        match database.dialect() {
            Dialect::Sqlite => assert_eq!(now, own),
            Dialect::Postgres => {
                let built: jiff::Timestamp = "2025-01-01T00:00:00Z".parse().expect("a time");
                assert!(now > built);
                let jumped = store.now(own + jiff::SignedDuration::from_hours(9)).await.expect("an answer");
                assert!(jumped.duration_since(now).abs() < jiff::SignedDuration::from_hours(1), "asked anew");
                let back = store.now(own - jiff::SignedDuration::from_hours(9)).await.expect("an answer");
                assert!(back.duration_since(now).abs() < jiff::SignedDuration::from_hours(1), "asked anew");
            }
        }
    });
}
