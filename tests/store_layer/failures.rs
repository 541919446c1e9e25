//! When the world fails: disks fill, servers go away, files are damaged. The store says so, and works again afterwards.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use afterword::store::{Config, Error, Rows, Store, values};

use crate::support::databases::{Database, postgres, sqlite};
use crate::{count, hold, is_unavailable, make_notes};

const INSERT: &str = "INSERT INTO notes (id, note) VALUES ($1, $2)";

/// Fills the file of a store up to its limit, and answers what the last write was told.
async fn fill(store: &Store) -> Result<u64, Error> {
    let mut last = Ok(0);
    for number in 0..1_000_i64 {
        let note = "x".repeat(2_000);
        let write = store.write("fill", move |tx| tx.execute(INSERT, &values![format!("{number:04}"), &note]));
        last = write.await;
        if last.is_err() {
            break;
        }
    }
    last
}

#[test]
fn a_full_disk_refuses_writes_until_there_is_room() {
    sqlite("full_disk", async |database| {
        let store = Store::open(&database.config().limit_pages(100)).expect("a new file");
        make_notes(&store).await;
        assert!(is_unavailable(&fill(&store).await));
        let kept = count(&store, "notes").await;
        assert!(kept > 100, "what was answered is there, and can be read");
        let removed = store.write("room", |tx| tx.execute("DELETE FROM notes WHERE id < '0050'", &[])).await;
        assert_eq!(removed, Ok(50));
        let again = store.write("again", |tx| tx.execute(INSERT, &values!["again", "y"])).await;
        assert_eq!(again, Ok(1));
        assert_eq!(count(&store, "notes").await, kept - 49);
    });
}

#[test]
fn who_fills_the_disk_does_not_hurt_those_in_the_same_commit() {
    sqlite("full_group", async |database| {
        let store = Store::open(&database.config().limit_pages(100)).expect("a new file");
        make_notes(&store).await;
        let (holding, release) = hold(&store);
        let runs = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&runs);
        let before = store.write("before", move |tx| {
            counted.fetch_add(1, Ordering::SeqCst);
            tx.execute(INSERT, &values!["before", "small"])
        });
        let giant = store.write("giant", |tx| tx.execute(INSERT, &values!["giant", "x".repeat(1_000_000)]));
        let mut rows = Rows::new();
        for number in 0..1_000_i64 {
            rows.push(values![format!("{number}"), "x".repeat(1_000)]);
        }
        let many = store.write("many", move |tx| {
            let sql = "INSERT INTO notes (id, note) SELECT id, note FROM {rows: id text, note text} r";
            tx.execute_with(sql, &[], &rows)
        });
        let after = store.write("after", |tx| tx.execute(INSERT, &values!["after", "small"]));
        drop(release);
        holding.await.expect("nothing to fail");
        assert_eq!(before.await, Ok(1));
        assert!(is_unavailable(&giant.await));
        assert!(is_unavailable(&many.await));
        assert_eq!(after.await, Ok(1));
        assert_eq!(count(&store, "notes").await, 2);
        assert_eq!(runs.load(Ordering::SeqCst), 2, "the full disk ended the commit that all were in");
    });
}

#[test]
fn a_place_that_cannot_hold_a_database_is_unavailable() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("missing/test.db");
    let garbage = folder.path().join("garbage.db");
    std::fs::write(&garbage, "This is no database. ".repeat(1_000)).expect("room for a file");
    for path in [missing, garbage.clone(), folder.path().to_owned()] {
        let config = Config::parse(&path.display().to_string(), 1).expect("a path");
        assert!(is_unavailable(&Store::open(&config).map(drop)), "{}", path.display());
    }
    assert!(std::fs::read_to_string(garbage).expect("still there").starts_with("This is no database."));
}

#[test]
fn a_server_that_refuses_is_unavailable() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let port = listener.local_addr().expect("bound").port();
    drop(listener);
    let config = Config::parse(&format!("postgres://nobody:hushhush@127.0.0.1:{port}/none"), 2).expect("a URL");
    let Err(Error::Unavailable(reason)) = Store::open(&config).map(drop) else { panic!("nobody is there") };
    assert!(!reason.contains("hushhush"), "{reason}");
}

#[test]
fn an_unknown_database_is_unavailable() {
    postgres("unknown", async |database| {
        let config = Config::parse(&database.place().replace("afterword_", "otherword_"), 1).expect("a URL");
        assert!(is_unavailable(&Store::open(&config).map(drop)));
    });
}

/// Ends every connection to the database but the asking one.
const END_OTHERS: &str = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()";

#[test]
fn connections_that_were_ended_while_idle_are_opened_again_unnoticed() {
    postgres("ended_idle", async |database| {
        let store = database.store();
        make_notes(&store).await;
        for round in 0..3_i64 {
            let writes: Vec<_> = (0..20_i64)
                .map(|number| {
                    let id = format!("{round}-{number}");
                    store.write("insert", move |tx| tx.execute(INSERT, &values![&id, "x"]))
                })
                .collect();
            for write in writes {
                assert_eq!(write.await, Ok(1));
            }
            database.outside(END_OTHERS);
        }
        assert_eq!(count(&store, "notes").await, 60);
    });
}

/// Runs a write whose connection is ended in its middle: before its second statement, or before its commit.
async fn interrupted(database: &Database, store: &Store, before_the_commit: bool) -> Result<u64, Error> {
    let place = database.place();
    let write = store.write("interrupted", move |tx| {
        let written = tx.execute(INSERT, &values!["interrupted", "x"])?;
        let mut client = ::postgres::Client::connect(&place, ::postgres::NoTls).expect("the server is there");
        client.batch_execute(END_OTHERS).expect("a good statement");
        if before_the_commit { Ok(written) } else { tx.execute(INSERT, &values!["second", "x"]) }
    });
    write.await
}

#[test]
fn a_connection_that_breaks_in_a_transaction_takes_it_along() {
    postgres("breaks", async |database| {
        let store = database.store();
        make_notes(&store).await;
        for before_the_commit in [false, true] {
            assert!(is_unavailable(&interrupted(database, &store, before_the_commit).await));
            assert_eq!(count(&store, "notes").await, 0);
            let write = store.write("next", |tx| {
                tx.execute(INSERT, &values!["next", "x"])?;
                tx.execute("DELETE FROM notes", &[])
            });
            assert_eq!(write.await, Ok(1));
        }
    });
}

#[test]
fn a_server_that_takes_no_writes_is_unavailable_for_them() {
    postgres("no_writes", async |database| {
        make_notes(&database.store()).await;
        let set = |state| database.outside(&database.alter(&format!("default_transaction_read_only = {state}")));
        set("on");
        let store = database.store();
        let insert = || store.write("insert", |tx| tx.execute(INSERT, &values!["a", "x"]));
        assert!(is_unavailable(&insert().await));
        assert_eq!(count(&store, "notes").await, 0, "reading goes on");
        set("off");
        database.outside(END_OTHERS);
        assert_eq!(insert().await, Ok(1));
    });
}

#[test]
fn a_server_that_stores_no_unicode_is_refused() {
    postgres("no_unicode", async |database| {
        let name = format!("afterword_{}_latin", std::process::id());
        let create = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'LATIN1' LOCALE 'C'");
        database.outside(&create);
        let (server, _) = database.place().rsplit_once('/').map(|(a, b)| (a.to_owned(), b.to_owned())).expect("a URL");
        let config = Config::parse(&format!("{server}/{name}"), 1).expect("a URL");
        let opened = Store::open(&config).map(drop);
        database.outside(&format!("DROP DATABASE {name} WITH (FORCE)"));
        assert!(matches!(opened, Err(Error::Config(_))));
    });
}
