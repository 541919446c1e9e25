//! Puts a copy in the place of a SQLite database that nobody uses.

use std::fs::{self, File};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::backup::{self, Progress};
use super::config::Place;
use super::installation::suffixed;
use super::sqlite::translate;
use super::{Config, Error};

/// Another program may be between two transactions.
const BUSY_TIMEOUT: Duration = Duration::from_secs(1);

const IN_USE: &str = "another program uses the database: stop `afterword serve` first";
const IS_NO_BACKUP: &str = "the file is no database of Afterword";

/// Checks the copy, puts it in the place of the configured database, and keeps what was there before under its name with
/// `suffix`. Answers that name, if there was anything. Nothing has changed where it fails.
///
/// Blocks, and works on no open [`Store`](super::Store).
///
/// # Errors
/// [`Error::Config`] where the copy cannot be used, the database is in use, or on PostgreSQL; [`Error::Newer`] where a
/// newer program made the copy; [`Error::Unavailable`] where files cannot be read or written.
pub fn restore(
    config: &Config,
    copy: &Path,
    suffix: &str,
    progress: &mut dyn FnMut(Progress),
) -> Result<Option<PathBuf>, Error> {
    let Place::Sqlite(target) = &config.place else {
        return Err(Error::Config("a PostgreSQL database is restored with pg_restore".into()));
    };
    let unfinished = suffixed(target, ".unfinished");
    let kept = suffixed(target, suffix);
    let done = take_over(copy, &unfinished, progress).and_then(|()| exchange(target, &unfinished, &kept));
    if done.is_err() {
        // That what is left of a failed restore cannot be removed would hide the first error.
        drop(fs::remove_file(&unfinished));
    }
    done.map(|was_there| was_there.then_some(kept))
}

/// Copies page by page, as the backup may have a log beside it, and checks what will be used: the copy's copy.
fn take_over(copy: &Path, unfinished: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), Error> {
    File::open(copy).map_err(|error| Error::Config(format!("the backup cannot be read: {error}").into()))?;
    let source = Connection::open_with_flags(copy, OpenFlags::SQLITE_OPEN_READ_ONLY).map_err(unfit)?;
    check_schema(&source)?;
    if_there(fs::remove_file(unfinished)).map_err(|error| failed(&error))?;
    backup::copy_open(&source, unfinished, progress).map_err(unfit)?;
    check_pages(&Connection::open(unfinished).map_err(unfit)?)
}

fn check_schema(source: &Connection) -> Result<(), Error> {
    let count = "SELECT COUNT(*) FROM sqlite_schema WHERE name IN ('schema_migrations', 'accounts', 'installation')";
    let tables: i64 = source.query_row(count, [], |row| row.get(0)).map_err(unfit)?;
    if tables != 3 {
        return Err(Error::Config(IS_NO_BACKUP.into()));
    }
    let version = "SELECT COALESCE(MAX(version), 0) FROM schema_migrations";
    let found = source.query_row(version, [], |row| row.get(0)).map_err(unfit)?;
    let known = super::schema::newest();
    if found > known { Err(Error::Newer { found, known }) } else { Ok(()) }
}

fn check_pages(copy: &Connection) -> Result<(), Error> {
    let verdict: String = copy.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0)).map_err(unfit)?;
    if verdict == "ok" { Ok(()) } else { Err(Error::Config(format!("the backup is damaged: {verdict}").into())) }
}

/// SQLite's words for a file that is none of its own, or damaged, are about the backup here.
#[expect(clippy::needless_pass_by_value, reason = "what map_err gives away")]
fn unfit(error: rusqlite::Error) -> Error {
    match error.sqlite_error_code() {
        Some(ErrorCode::NotADatabase) => Error::Config(IS_NO_BACKUP.into()),
        Some(ErrorCode::DatabaseCorrupt) => Error::Config("the backup is damaged".into()),
        _ => translate(&error),
    }
}

/// True: a database was there, and is kept.
fn exchange(target: &Path, unfinished: &Path, kept: &Path) -> Result<bool, Error> {
    let was_there = target.exists();
    // Held until the new file has its name: a program that starts in between must not open the old one.
    let _hold = if was_there { take_hold(target)? } else { None };
    let exchanged = || -> io::Result<()> {
        File::open(unfinished)?.sync_all()?;
        if was_there {
            fs::rename(target, kept)?;
        }
        // What a damaged database left beside it would be taken for the log of the new one.
        for suffix in ["-wal", "-journal"] {
            if_there(fs::rename(suffixed(target, suffix), suffixed(kept, suffix)))?;
        }
        if_there(fs::remove_file(suffixed(target, "-shm")))?;
        fs::rename(unfinished, target)
    };
    exchanged().map_err(|error| failed(&error))?;
    Ok(was_there)
}

fn if_there(done: io::Result<()>) -> io::Result<()> {
    done.or_else(|error| if error.kind() == io::ErrorKind::NotFound { Ok(()) } else { Err(error) })
}

/// Writes the log back, and lets nobody open the file as a store, which would need a log again. None: the database is damaged, and only files can be moved.
fn take_hold(target: &Path) -> Result<Option<Connection>, Error> {
    let hold = || -> Result<Connection, rusqlite::Error> {
        let connection = Connection::open_with_flags(target, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
        connection.busy_timeout(BUSY_TIMEOUT)?;
        connection.pragma_update(None, "locking_mode", "EXCLUSIVE")?;
        connection.pragma_update(None, "journal_mode", "DELETE")?;
        // In this mode a lock that was taken is kept.
        connection.query_row("SELECT COUNT(*) FROM sqlite_schema", [], |_| Ok(()))?;
        Ok(connection)
    };
    match hold() {
        Ok(connection) => Ok(Some(connection)),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::NotADatabase | ErrorCode::DatabaseCorrupt) => Ok(None),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => Err(Error::Config(IN_USE.into())),
            _ => Err(translate(&error)),
        },
    }
}

fn failed(error: &io::Error) -> Error {
    Error::unavailable(error.to_string())
}
