//! A copy of a SQLite database is the state of one moment, though writing went on.

use std::sync::{Arc, Mutex};

use afterword::store::{Config, Error, Progress, Rows, Store, values};

use crate::support::databases::{Database, postgres, sqlite};
use crate::{count, make_notes};

const INSERT: &str = "INSERT INTO notes (id, at, note) SELECT id, 1, note FROM {rows: id text, note text} r";

/// A few thousand pages.
async fn fill(store: &Store) {
    make_notes(store).await;
    let mut rows = Rows::with_capacity(4_000);
    for number in 0..4_000_i64 {
        rows.push(values![format!("{number}"), "x".repeat(2_000)]);
    }
    store.write("fill", move |tx| tx.execute_with(INSERT, &[], &rows)).await.expect("room");
}

fn open(database: &Database, name: &str) -> Store {
    let path = database.file().with_file_name(name);
    Store::open(&Config::parse(&path.display().to_string(), 1).expect("a path")).expect("a whole database")
}

#[test]
fn a_backup_is_the_state_at_its_beginning() {
    sqlite("backup", async |database| {
        let store = database.store();
        fill(&store).await;
        let seen = Arc::new(Mutex::new(Vec::<Progress>::new()));
        let (log, writer) = (Arc::clone(&seen), store.clone());
        let progress = move |state| {
            log.lock().expect("no panic").push(state);
            let write = writer.write_blocking("meanwhile", |tx| {
                tx.execute("UPDATE notes SET at = at + 1", &[])?;
                tx.execute("DELETE FROM notes WHERE id IN (SELECT id FROM notes LIMIT 1)", &[])
            });
            write.expect("writing goes on");
        };
        store.backup_to(&database.file().with_file_name("copy.db"), progress).await.expect("a copy");
        let copy = open(database, "copy.db");
        assert_eq!(count(&copy, "notes").await, 4_000);
        let changed = copy.read("changed", |tx| tx.one("SELECT COUNT(*) FROM notes WHERE at <> 1", &[])?.int(0));
        assert_eq!(changed.await, Ok(0));
        let seen = std::mem::take(&mut *seen.lock().expect("no panic"));
        assert!(seen.len() > 1, "a copy in pieces");
        assert!(seen.iter().all(|state| state.pages_total > 1_024));
        assert!(seen.is_sorted_by_key(|state| state.pages_done));
        assert!(seen.last().is_some_and(|state| state.pages_done == state.pages_total));
        assert_eq!(count(&store, "notes").await, 4_000 - i64::try_from(seen.len()).expect("few"));
    });
}

#[test]
fn a_backup_writes_over_nothing() {
    sqlite("over_nothing", async |database| {
        let store = database.store();
        let target = database.file().with_file_name("copy.db");
        std::fs::write(&target, "dear").expect("room for a file");
        assert!(matches!(store.backup_to(&target, |_| ()).await, Err(Error::Config(_))));
        assert_eq!(std::fs::read_to_string(&target).expect("still there"), "dear");
    });
}

#[test]
fn a_backup_that_fails_leaves_no_file() {
    sqlite("no_file", async |database| {
        let store = database.store();
        let target = database.file().with_file_name("missing/copy.db");
        assert!(matches!(store.backup_to(&target, |_| ()).await, Err(Error::Unavailable(_))));
        let panicked = store.backup_to(&database.file().with_file_name("copy.db"), |_| panic!("on purpose")).await;
        assert!(matches!(panicked, Err(Error::Unavailable(_))));
        assert!(!database.file().with_file_name("copy.db").exists());
    });
}

#[test]
fn a_server_has_its_own_tool() {
    postgres("own_tool", async |database| {
        let refused = database.store().backup_to(std::path::Path::new("copy.db"), |_| ()).await;
        assert!(matches!(refused, Err(Error::Config(_))));
    });
}
