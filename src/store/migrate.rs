//! Brings the schema of a database up to the program's, one migration a transaction.

use jiff::Timestamp;

use super::dialect::{Dialect, statements};
use super::{Error, Store, Tx, estimates, values};

/// A step of the schema. Versions ascend; a step that was released is never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    /// Statements for both databases, each ended by `;`.
    pub sql: &'static str,
}

/// The row that a node holds while it migrates. A row, as every database has them, also one spread over machines.
const PREPARE: [&str; 3] = [
    "CREATE TABLE IF NOT EXISTS schema_lock (id BIGINT PRIMARY KEY, taken_at BIGINT NOT NULL)",
    "CREATE TABLE IF NOT EXISTS schema_migrations (version BIGINT PRIMARY KEY, name TEXT NOT NULL, applied_at BIGINT NOT NULL)",
    "INSERT INTO schema_lock (id, taken_at) VALUES (1, 0) ON CONFLICT DO NOTHING",
];
const LOCK: &str = "UPDATE schema_lock SET taken_at = $1 WHERE id = 1";
const NEWEST: &str = "SELECT COALESCE(MAX(version), 0) FROM schema_migrations";
const RECORD: &str = "INSERT INTO schema_migrations (version, name, applied_at) VALUES ($1, $2, $3)";

/// Two nodes that create the same table at once: one is told that it is there already, and finds it when it tries again.
const PREPARE_LIMIT: usize = 5;

/// The newest version that was applied. None: the database has no schema yet. Changes nothing.
///
/// # Errors
/// Those of the database.
pub async fn version(store: &Store) -> Result<Option<i64>, Error> {
    store
        .read("schema_version", |tx| {
            let is_there = tx.one(tx.dialect().table_count(), &values!["schema_migrations"])?.int(0)? > 0;
            if is_there { tx.one(NEWEST, &[])?.int(0).map(Some) } else { Ok(None) }
        })
        .await
}

/// Applies what is missing, and answers how many that were. Safe when several nodes start at once.
///
/// Errors: [`Error::Newer`] when a newer program was here, with nothing changed; [`Error::Migration`] naming the one that
/// failed, with the ones before it kept.
pub async fn run(store: &Store, migrations: &[Migration], now: Timestamp) -> Result<usize, Error> {
    assert!(migrations.is_sorted_by(|a, b| a.version < b.version), "migrations ascend by version");
    prepare(store).await?;
    let mut applied = 0;
    loop {
        let migrations = migrations.to_vec();
        if !store.write("migrate", move |tx| next(tx, &migrations, now)).await? {
            return Ok(applied);
        }
        applied += 1;
    }
}

async fn prepare(store: &Store) -> Result<(), Error> {
    let mut prepared = Ok(());
    for _ in 0..PREPARE_LIMIT {
        prepared = store.write("migrate", |tx| PREPARE.iter().try_for_each(|sql| tx.execute(sql, &[]).map(drop))).await;
        if prepared != Err(Error::Duplicate) {
            break;
        }
    }
    prepared
}

/// Applies the first missing migration; false when there is none.
fn next(tx: &mut Tx<'_>, migrations: &[Migration], now: Timestamp) -> Result<bool, Error> {
    tx.execute(LOCK, &values![now])?;
    let found = tx.one(NEWEST, &[])?.int(0)?;
    let known = migrations.last().map_or(0, |migration| migration.version);
    if found > known {
        return Err(Error::Newer { found, known });
    }
    let Some(migration) = migrations.iter().find(|migration| migration.version > found) else {
        return Ok(false);
    };
    apply(tx, migration).map_err(|cause| Error::Migration {
        version: migration.version,
        name: migration.name,
        cause: Box::new(cause),
    })?;
    tx.execute(RECORD, &values![migration.version, migration.name, now])?;
    Ok(true)
}

fn apply(tx: &mut Tx<'_>, migration: &Migration) -> Result<(), Error> {
    statements(migration.sql)?.into_iter().try_for_each(|statement| tx.execute(statement, &[]).map(drop))?;
    match tx.dialect() {
        Dialect::Sqlite => estimates::tell(tx),
        Dialect::Postgres => Ok(()),
    }
}
