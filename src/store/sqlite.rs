//! One connection to a SQLite file.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, ErrorCode, OpenFlags, Statement, ffi};

use super::batch::{self, Argument};
use super::dialect::{Dialect, Expanded, Texts};
use super::table::Table;
use super::tx::Session;
use super::{Error, Value};

/// Older ones can lose commits: a bug in the write-ahead log was mended in 3.51.3.
const OLDEST_VERSION: i32 = 3_051_003;

/// Another process may hold the file for so long before a transaction counts as collided.
const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// After a whole [`BUSY_TIMEOUT`] a collision is hardly worth repeating.
const REPEATS: u32 = 2;

/// Prepared statements kept by a connection.
const STATEMENT_LIMIT: usize = 500;

/// Page cache in KiB: the writer walks all indexes, a reader few pages.
const WRITER_CACHE: i64 = 16 * 1_024;
const READER_CACHE: i64 = 4 * 1_024;

/// The writer itself writes the log back into the file when it has so many pages (64 MiB): whoever waits for it waits
/// long. Mostly [`Role::Keeper`] has done it before.
const LOG_PAGES: i64 = 16_000;

/// The log is cut to this size (bytes) when it was written back, so that one long backup does not leave a giant.
const LOG_SIZE_LIMIT: i64 = 64 * 1_024 * 1_024;

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Writer {
        page_limit: Option<u32>,
    },
    Reader,
    /// Writes the log back into the file, beside the writer.
    Keeper,
}

pub(super) struct Sqlite {
    path: PathBuf,
    role: Role,
    connection: Option<Connection>,
    texts: Texts,
}

impl Sqlite {
    /// Opens the file; the writer makes it when it is not there.
    pub fn open(path: &Path, role: Role) -> Result<Sqlite, Error> {
        if rusqlite::version_number() < OLDEST_VERSION {
            let version = rusqlite::version();
            return Err(Error::Config(format!("SQLite {version} is too old: 3.51.3 or newer is needed").into()));
        }
        let create =
            if matches!(role, Role::Writer { .. }) { OpenFlags::SQLITE_OPEN_CREATE } else { OpenFlags::empty() };
        let connection = connect(path, role, create)?;
        Ok(Sqlite { path: path.to_owned(), role, connection: Some(connection), texts: Texts::new(Dialect::Sqlite) })
    }

    /// The open connection, for what no statement can say.
    pub fn connection(&self) -> Result<&Connection, Error> {
        self.connection.as_ref().ok_or_else(lost)
    }

    /// Rows written since the connection was opened.
    pub fn rows_written(&self) -> u64 {
        self.connection.as_ref().map_or(0, Connection::total_changes)
    }

    /// Writes back as much of the log as can be without waiting for anybody.
    pub fn write_back(&self) -> Result<(), Error> {
        let done = self.connection()?.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
        done.map_err(|error| translate(&error))
    }

    fn run<T>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        rows: Option<&Arc<Table>>,
        read: impl FnOnce(&Connection, &mut Statement<'_>) -> Result<T, rusqlite::Error>,
    ) -> Result<T, Error> {
        let expanded = self.texts.expand(sql)?;
        expanded.check(params, rows)?;
        let connection = self.connection()?;
        let answer = run(connection, &expanded, params, rows, read);
        answer.map_err(|error| self.judge(&error))
    }

    /// Translates an error, and forgets a connection whose file cannot be trusted any more.
    fn judge(&mut self, error: &rusqlite::Error) -> Error {
        let broken =
            [ErrorCode::SystemIoFailure, ErrorCode::DatabaseCorrupt, ErrorCode::NotADatabase, ErrorCode::CannotOpen];
        if error.sqlite_error_code().is_some_and(|code| broken.contains(&code)) {
            self.discard();
        }
        translate(error)
    }
}

impl Session for Sqlite {
    fn dialect(&self) -> Dialect {
        Dialect::Sqlite
    }

    fn repeats(&self) -> u32 {
        REPEATS
    }

    fn begin(&mut self, words: &'static str) -> Result<(), Error> {
        if self.connection.is_none() {
            // Without leave to create: a file that went away must not come back empty.
            self.connection = Some(connect(&self.path, self.role, OpenFlags::empty())?);
        }
        self.control(words)
    }

    fn control(&mut self, words: &'static str) -> Result<(), Error> {
        let connection = self.connection()?;
        let done = connection.prepare_cached(words).and_then(|mut statement| statement.execute([]));
        done.map(drop).map_err(|error| self.judge(&error))
    }

    fn in_transaction(&self) -> bool {
        self.connection.as_ref().is_some_and(|connection| !connection.is_autocommit())
    }

    fn discard(&mut self) {
        self.connection = None;
    }

    fn query(&mut self, sql: &str, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<Table, Error> {
        self.run(sql, params, rows, |_, statement| read(statement))
    }

    fn execute(&mut self, sql: &str, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<u64, Error> {
        self.run(sql, params, rows, |connection, statement| {
            let mut answer = statement.raw_query();
            while answer.next()?.is_some() {}
            Ok(connection.changes())
        })
    }
}

fn run<T>(
    connection: &Connection,
    expanded: &Expanded,
    params: &[Value<'_>],
    rows: Option<&Arc<Table>>,
    read: impl FnOnce(&Connection, &mut Statement<'_>) -> Result<T, rusqlite::Error>,
) -> Result<T, rusqlite::Error> {
    let mut statement = connection.prepare_cached(&expanded.sql)?;
    for (index, value) in params.iter().enumerate() {
        statement.raw_bind_parameter(index + 1, value)?;
    }
    if let Some(rows) = rows {
        statement.raw_bind_parameter(params.len() + 1, Argument(rows))?;
    }
    read(connection, &mut statement)
}

fn read(statement: &mut Statement<'_>) -> Result<Table, rusqlite::Error> {
    let mut table = Table::default();
    let mut answer = statement.raw_query();
    while let Some(row) = answer.next()? {
        if table.columns() == 0 {
            // Known only now: SQLite looks at the schema again when a statement starts.
            table = Table::new(row.as_ref().column_count());
        }
        for column in 0..table.columns() {
            match row.get_ref(column)? {
                ValueRef::Null => table.push_null(),
                ValueRef::Integer(number) => table.push_int(number),
                ValueRef::Text(bytes) => {
                    table.push_text(str::from_utf8(bytes).map_err(|error| rusqlite::Error::Utf8Error(column, error))?);
                }
                other @ (ValueRef::Real(_) | ValueRef::Blob(_)) => {
                    let name = format!("column {column}");
                    return Err(rusqlite::Error::InvalidColumnType(column, name, other.data_type()));
                }
            }
        }
    }
    Ok(table)
}

fn connect(path: &Path, role: Role, create: OpenFlags) -> Result<Connection, Error> {
    let access = match role {
        Role::Writer { .. } | Role::Keeper => OpenFlags::SQLITE_OPEN_READ_WRITE | create,
        Role::Reader => OpenFlags::SQLITE_OPEN_READ_ONLY,
    };
    let connection = Connection::open_with_flags(path, access | OpenFlags::SQLITE_OPEN_NO_MUTEX)
        .map_err(|error| translate(&error))?;
    let journal = prepare(&connection, role).map_err(|error| translate(&error))?;
    if journal != "wal" {
        return Err(Error::Config(
            "SQLite cannot keep a write-ahead log here: put the database on a local disk".into(),
        ));
    }
    Ok(connection)
}

/// Sets the connection up and answers its kind of journal.
fn prepare(connection: &Connection, role: Role) -> Result<String, rusqlite::Error> {
    connection.busy_timeout(BUSY_TIMEOUT)?;
    connection.set_prepared_statement_cache_capacity(STATEMENT_LIMIT);
    let cache = match role {
        Role::Writer { page_limit } => {
            connection.pragma_update(None, "journal_mode", "WAL")?;
            connection.pragma_update(None, "synchronous", "FULL")?;
            connection.pragma_update(None, "wal_autocheckpoint", LOG_PAGES)?;
            connection.pragma_update(None, "journal_size_limit", LOG_SIZE_LIMIT)?;
            if let Some(pages) = page_limit {
                connection.pragma_update(None, "max_page_count", pages)?;
            }
            WRITER_CACHE
        }
        Role::Reader => READER_CACHE,
        Role::Keeper => {
            connection.pragma_update(None, "synchronous", "FULL")?;
            READER_CACHE
        }
    };
    connection.pragma_update(None, "cache_size", -cache)?;
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // Else each run plans anew, in case other parameters ask for another plan: measured a sixth of the writer's time.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    batch::register(connection)?;
    connection.pragma_query_value(None, "journal_mode", |row| row.get(0))
}

/// SQLite's texts name tables, columns and pieces of our statements, never values.
pub(super) fn translate(error: &rusqlite::Error) -> Error {
    let rusqlite::Error::SqliteFailure(cause, text) = error else {
        return Error::statement(error.to_string());
    };
    let text = text.clone().unwrap_or_else(|| cause.to_string());
    match cause.code {
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Error::Conflict,
        ErrorCode::DiskFull
        | ErrorCode::SystemIoFailure
        | ErrorCode::CannotOpen
        | ErrorCode::OutOfMemory
        | ErrorCode::DatabaseCorrupt
        | ErrorCode::NotADatabase
        | ErrorCode::FileLockingProtocolFailed
        | ErrorCode::PermissionDenied => Error::unavailable(text),
        ErrorCode::ReadOnly if cause.extended_code == ffi::SQLITE_READONLY => Error::ReadOnly,
        ErrorCode::ReadOnly => Error::unavailable(text),
        ErrorCode::ConstraintViolation => match cause.extended_code {
            ffi::SQLITE_CONSTRAINT_UNIQUE | ffi::SQLITE_CONSTRAINT_PRIMARYKEY | ffi::SQLITE_CONSTRAINT_ROWID => {
                Error::Duplicate
            }
            _ => Error::Constraint(text.into()),
        },
        _ => Error::statement(text),
    }
}

fn lost() -> Error {
    Error::unavailable("the connection to the database file was lost")
}
