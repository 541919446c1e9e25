//! A copy of a SQLite database, made while it is in use.

use std::fs::{self, File};
use std::path::Path;

use rusqlite::Connection;
use rusqlite::backup::{Backup, StepResult};

use super::installation::suffixed;
use super::sqlite::{Role, Sqlite, translate};
use super::tx::Session;
use super::{Access, Error, begin};

/// Pages copied between two calls of the progress function: 4 MiB.
const PIECE: i32 = 1_024;

/// How far a backup is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    pub pages_done: u64,
    pub pages_total: u64,
}

/// The target appears under its name only when it is complete and on the disk.
pub(super) fn copy(source: &Path, target: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), Error> {
    if target.exists() {
        return Err(Error::Config("the file for the backup is there already".into()));
    }
    let unfinished = suffixed(target, ".unfinished");
    let done = copy_pages(source, &unfinished, progress).and_then(|()| name(&unfinished, target));
    if done.is_err() {
        // What is left of a failed backup is of no use; that it cannot be removed would hide the first error.
        drop(fs::remove_file(&unfinished));
    }
    done
}

fn name(unfinished: &Path, target: &Path) -> Result<(), Error> {
    let named = File::open(unfinished).and_then(|file| file.sync_all()).and_then(|()| fs::rename(unfinished, target));
    named.map_err(|error| Error::unavailable(error.to_string()))
}

fn copy_pages(source: &Path, target: &Path, progress: &mut dyn FnMut(Progress)) -> Result<(), Error> {
    let mut source = Sqlite::open(source, Role::Reader)?;
    // One reading transaction around all pieces: without it each commit of the writer would start the copy anew.
    begin(&mut source, Access::Read)?;
    source.query("SELECT COUNT(*) FROM sqlite_schema", &[], None)?;
    copy_open(source.connection()?, target, progress).map_err(|error| translate(&error))
}

pub(super) fn copy_open(
    source: &Connection,
    target: &Path,
    progress: &mut dyn FnMut(Progress),
) -> Result<(), rusqlite::Error> {
    let mut copy = Connection::open(target)?;
    let backup = Backup::new(source, &mut copy)?;
    loop {
        let step = backup.step(PIECE)?;
        let pages = |count: i32| u64::try_from(count).unwrap_or(0);
        let state = backup.progress();
        progress(Progress {
            pages_done: pages(state.pagecount - state.remaining),
            pages_total: pages(state.pagecount),
        });
        if step == StepResult::Done {
            break;
        }
    }
    drop(backup);
    // The copy is one file, without a write-ahead log beside it.
    copy.pragma_update(None, "journal_mode", "DELETE")
}
