//! The installation: which database this was when it was last used, and a mark that only rises (V14).
//!
//! The identity tells a copy that lies elsewhere. The mark tells an older state that was written into the same file: it
//! is kept in the database and, a moment later, in a small file beside it, so that the file is ahead of an older state
//! and never ahead of the newest one.

use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::config::Place;
use super::identity::{FileId, Identity};
use super::{Error, Store, Tx};
use crate::values;

/// What is recorded in the database.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installation {
    pub identity: Identity,
    pub mark: i64,
}

/// What is found around the database now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    pub identity: Identity,
    pub beside: Beside,
}

/// The file beside a SQLite database.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Beside {
    /// There is none: the database alone was brought here, or is on a server.
    Nothing,
    Mark(i64),
    /// The file is itself a copy.
    Copied,
}

/// The contents of the file: the mark, and which file it was written for.
#[derive(Serialize, Deserialize)]
struct Contents {
    mark: i64,
    file: FileId,
}

impl Installation {
    /// Whether the database is the one that was last used here, and not a restored or copied one.
    pub fn is_same(&self, found: &Found) -> bool {
        let is_newest = match found.beside {
            Beside::Nothing => true,
            Beside::Mark(mark) => self.mark >= mark,
            Beside::Copied => false,
        };
        is_newest && self.identity.is_same(&found.identity)
    }
}

/// None: the database is new.
pub fn find(tx: &mut Tx<'_>) -> Result<Option<Installation>, Error> {
    let Some(row) = tx.maybe("SELECT identity, mark FROM installation WHERE id = 1", &[])? else {
        return Ok(None);
    };
    let unreadable = |_| Error::Column { column: 0, wanted: "an identity", found: "another text" };
    let identity = serde_json::from_str(row.text(0)?).map_err(unreadable)?;
    Ok(Some(Installation { identity, mark: row.int(1)? }))
}

/// Records where the database is found now, and raises its mark.
pub fn save(tx: &mut Tx<'_>, found: &Found, now: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO installation (id, identity, mark, created_at) VALUES (1, $1, $2, $3)
               ON CONFLICT (id) DO UPDATE SET identity = excluded.identity, mark = CASE
                   WHEN installation.mark >= excluded.mark THEN installation.mark + 1 ELSE excluded.mark END";
    let identity = serde_json::to_string(&found.identity).expect("an identity is plain data");
    // Past the mark beside it: that belonged to a newer state, which must not come back unnoticed either.
    let mark = if let Beside::Mark(mark) = found.beside { mark + 1 } else { 1 };
    tx.execute(sql, &values![identity, mark, now]).map(drop)
}

/// Raises the mark, so that a copy made until now is known as old.
pub fn raise(tx: &mut Tx<'_>) -> Result<(), Error> {
    tx.execute("UPDATE installation SET mark = mark + 1 WHERE id = 1", &[]).map(drop)
}

impl Store {
    /// Where the database is, and what lies beside it.
    ///
    /// # Errors
    /// Those of the database; [`Error::Unavailable`] where the file beside it cannot be read.
    pub async fn found(&self) -> Result<Found, Error> {
        match &self.inner.place {
            Place::Sqlite(path) => {
                let beside = read(&beside(path)).map_err(|error| unusable(&error))?;
                Ok(Found { identity: Identity::of_file(path)?, beside })
            }
            Place::Postgres(_) => {
                let identity = self.read("identity", Identity::of_server).await?;
                Ok(Found { identity, beside: Beside::Nothing })
            }
        }
    }

    /// Writes the mark beside a SQLite database, after the transaction that raised it is durable.
    ///
    /// # Errors
    /// Those of the database; [`Error::Unavailable`] where the file cannot be written.
    pub async fn keep_mark(&self) -> Result<(), Error> {
        let Place::Sqlite(path) = &self.inner.place else { return Ok(()) };
        let path = beside(path);
        // In a transaction: of two programs the later one writes the later mark.
        let kept = self.write("keep_mark", move |tx| {
            let Some(installation) = find(tx)? else { return Ok(()) };
            write(&path, installation.mark).map_err(|error| unusable(&error))
        });
        kept.await
    }
}

fn unusable(error: &io::Error) -> Error {
    Error::unavailable(format!("the mark beside the database: {error}"))
}

fn beside(database: &Path) -> PathBuf {
    suffixed(database, ".mark")
}

pub(super) fn suffixed(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

fn read(path: &Path) -> io::Result<Beside> {
    let mut file = match File::open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Beside::Nothing),
        opened => opened?,
    };
    let mut text = String::new();
    file.read_to_string(&mut text)?;
    let own = FileId::of(&file)?;
    Ok(match serde_json::from_str::<Contents>(&text) {
        Ok(contents) if contents.file == own => Beside::Mark(contents.mark),
        // Written into by something else: a copy of an older one, most likely.
        _ => Beside::Copied,
    })
}

/// A new file each time, which names itself: an older one copied over it is known by the name it holds.
fn write(path: &Path, mark: i64) -> io::Result<()> {
    let unfinished = suffixed(path, ".unfinished");
    match fs::remove_file(&unfinished) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut file = File::create_new(&unfinished)?;
    let contents = Contents { mark, file: FileId::of(&file)? };
    file.write_all(serde_json::to_string(&contents).expect("a mark is plain data").as_bytes())?;
    file.sync_all()?;
    fs::rename(&unfinished, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_reads_back_until_an_older_file_is_copied_over_it() {
        let folder = tempfile::tempdir().unwrap();
        let (mark, old) = (folder.path().join("a.db.mark"), folder.path().join("old"));
        assert_eq!(read(&mark).unwrap(), Beside::Nothing);
        write(&mark, 4).unwrap();
        assert_eq!(read(&mark).unwrap(), Beside::Mark(4));
        fs::copy(&mark, &old).unwrap();
        write(&mark, 5).unwrap();
        assert_eq!(read(&mark).unwrap(), Beside::Mark(5));
        fs::copy(&old, &mark).unwrap();
        assert_eq!(read(&mark).unwrap(), Beside::Copied);
    }

    #[test]
    fn a_cut_or_foreign_file_counts_as_a_copy() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("a.db.mark");
        for text in ["", "5", "{\"mark\":5}"] {
            fs::write(&mark, text).unwrap();
            assert_eq!(read(&mark).unwrap(), Beside::Copied, "{text:?}");
        }
    }

    #[test]
    fn what_a_crash_left_is_in_nobodys_way() {
        let folder = tempfile::tempdir().unwrap();
        let mark = folder.path().join("a.db.mark");
        fs::write(suffixed(&mark, ".unfinished"), "{").unwrap();
        write(&mark, 1).unwrap();
        assert_eq!(read(&mark).unwrap(), Beside::Mark(1));
    }
}
