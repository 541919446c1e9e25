//! Which database this is: what no copy of it has in common with it (V14).

use std::fs::{self, File, Metadata};
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::time::UNIX_EPOCH;

use serde::{Deserialize, Serialize};

use super::{Dialect, Error, Tx};

/// The server, its history, and the table itself, which a dump read back into the same database makes anew.
const SERVER: &str =
    "SELECT CAST(system_identifier AS TEXT) || '/' || SUBSTR(pg_walfile_name(pg_current_wal_lsn()), 1, 8) || '/' ||
        (SELECT CAST(oid AS TEXT) FROM pg_database WHERE datname = current_database()) || '/' ||
        CAST(CAST(CAST('installation' AS regclass) AS oid) AS TEXT)
    FROM pg_control_system()";

/// Where a database is found, in the words that are recorded in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    File(FilePlace),
    /// System identifier, timeline, oid of the database and of its table `installation`.
    Server(String),
}

/// A file and where it lies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FilePlace {
    pub file: FileId,
    pub device: u64,
    /// Without links.
    pub folder: String,
}

/// What a file keeps as long as it is the same one: a number, and when it was made, as numbers are used again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileId {
    pub inode: u64,
    /// Nanoseconds since 1970; none where the file system does not know.
    pub born_ns: Option<u64>,
}

impl Identity {
    /// Whether the database that was once found at `self` is still the same one when it is found at `other`.
    ///
    /// A container that moves takes its volume along: the device is another one, the file and its folder are not. A file
    /// that is moved on its device is the same file in another folder. Where both have changed, it is a copy of a disk.
    pub fn is_same(&self, other: &Identity) -> bool {
        match (self, other) {
            (Identity::File(one), Identity::File(other)) => {
                one.file == other.file && (one.device == other.device || one.folder == other.folder)
            }
            (one, other) => one == other,
        }
    }

    pub(super) fn of_server(tx: &mut Tx<'_>) -> Result<Identity, Error> {
        debug_assert_eq!(tx.dialect(), Dialect::Postgres, "a file is asked of the file system");
        Ok(Identity::Server(tx.one(SERVER, &[])?.string(0)?))
    }

    /// # Errors
    /// [`Error::Unavailable`] where the file is not there.
    pub(super) fn of_file(path: &Path) -> Result<Identity, Error> {
        let found = path.canonicalize().and_then(|path| Ok((fs::metadata(&path)?, path)));
        let (metadata, path) = found.map_err(|error| Error::unavailable(format!("the database file: {error}")))?;
        let folder = path.parent().unwrap_or(Path::new("/")).to_string_lossy().into_owned();
        Ok(Identity::File(FilePlace { file: FileId::read(&metadata), device: metadata.dev(), folder }))
    }
}

impl FileId {
    pub(super) fn of(file: &File) -> std::io::Result<FileId> {
        Ok(FileId::read(&file.metadata()?))
    }

    fn read(metadata: &Metadata) -> FileId {
        let born = metadata.created().ok().and_then(|at| at.duration_since(UNIX_EPOCH).ok());
        let born_ns = born.and_then(|since| u64::try_from(since.as_nanos()).ok());
        FileId { inode: metadata.ino(), born_ns }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(inode: u64, born_ns: u64, device: u64, folder: &str) -> Identity {
        let file = FileId { inode, born_ns: Some(born_ns) };
        Identity::File(FilePlace { file, device, folder: folder.to_owned() })
    }

    #[test]
    fn a_file_that_is_only_moved_is_the_same() {
        let once = file(7, 100, 1, "/data");
        assert!(once.is_same(&file(7, 100, 1, "/data")), "a restart");
        assert!(once.is_same(&file(7, 100, 2, "/data")), "another machine with the same volume");
        assert!(once.is_same(&file(7, 100, 1, "/srv/data")), "another folder of the same disk");
    }

    #[test]
    fn a_copy_is_another() {
        let once = file(7, 100, 1, "/data");
        assert!(!once.is_same(&file(8, 200, 1, "/data")), "a copy put in its place");
        assert!(!once.is_same(&file(7, 200, 1, "/data")), "a copy that was given the number of the one deleted");
        assert!(!once.is_same(&file(8, 200, 1, "/elsewhere")), "a copy elsewhere");
        assert!(!once.is_same(&file(7, 100, 2, "/elsewhere")), "a copy of the whole disk");
        assert!(!once.is_same(&Identity::Server("7/00000001/5/16384".to_owned())));
    }

    #[test]
    fn a_server_is_the_same_in_all_or_another() {
        let once = Identity::Server("7/00000001/5/16384".to_owned());
        assert!(once.is_same(&once.clone()));
        assert!(!once.is_same(&Identity::Server("7/00000002/5/16384".to_owned())));
    }

    #[test]
    fn a_file_that_is_written_again_keeps_its_id_and_a_copy_has_another() {
        let folder = tempfile::tempdir().unwrap();
        let (one, copy) = (folder.path().join("one"), folder.path().join("copy"));
        fs::write(&one, "a").unwrap();
        let first = Identity::of_file(&one).unwrap();
        fs::write(&one, "b").unwrap();
        assert_eq!(Identity::of_file(&one).unwrap(), first);
        fs::copy(&one, &copy).unwrap();
        assert!(!first.is_same(&Identity::of_file(&copy).unwrap()));
        assert!(Identity::of_file(&folder.path().join("none")).is_err());
    }
}
