//! Where the database is and how many connections to it there are.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;

use super::Error;

/// What a [`Store`](super::Store) is opened with.
#[derive(Clone, Debug)]
pub struct Config {
    pub(super) place: Place,
    /// PostgreSQL connections, or SQLite readers.
    pub(super) connections: usize,
    /// SQLite only: the pages that the file may have.
    pub(super) page_limit: Option<u32>,
    pub(super) faults: Faults,
}

#[derive(Clone, Debug)]
pub(super) enum Place {
    Sqlite(PathBuf),
    Postgres(Box<postgres::Config>),
}

/// What becomes of a transaction in a simulated world.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    None,
    /// Rolled back, answered with [`Error::Unavailable`].
    BeforeCommit,
    /// Kept, and yet answered with [`Error::Unavailable`]: the acknowledgement was lost.
    AfterCommit,
}

/// Decides on the fault of each transaction by its name; none at all when absent.
#[derive(Clone, Default)]
pub(super) struct Faults(Option<Arc<dyn Fn(&'static str) -> Fault + Send + Sync>>);

/// A server that does not answer the connecting is not there.
const CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// A network that carries nothing back for so long is gone, and the transaction with it.
const SILENCE_TIMEOUT: Duration = Duration::from_secs(30);

impl Config {
    /// `sqlite:PATH`, a bare path, or `postgres://...`, and the number of connections (SQLite: of readers), at least 1.
    pub fn parse(place: &str, connections: usize) -> Result<Config, Error> {
        if connections == 0 {
            return Err(Error::Config("the database needs at least one connection".into()));
        }
        let place = match place.split_once(':') {
            Some(("postgres" | "postgresql", _)) => postgres_place(place)?,
            Some(("sqlite", path)) => sqlite_place(path.strip_prefix("//").unwrap_or(path))?,
            Some((scheme, rest)) if rest.starts_with("//") => {
                return Err(Error::Config(
                    format!("`{scheme}` is no database known here: use sqlite: or postgres://").into(),
                ));
            }
            _ => sqlite_place(place)?,
        };
        Ok(Config { place, connections, page_limit: None, faults: Faults::default() })
    }

    /// The file of a SQLite database. None: it is on a server.
    pub fn file(&self) -> Option<&Path> {
        match &self.place {
            Place::Sqlite(path) => Some(path),
            Place::Postgres(_) => None,
        }
    }

    /// Lets the SQLite file grow to so many pages of 4,096 bytes and no further: a full disk, to try what happens then.
    pub fn limit_pages(mut self, pages: u32) -> Config {
        self.page_limit = Some(pages);
        self
    }

    /// Asks `fault` about each transaction, by its name, when its closure has succeeded.
    pub fn with_faults(mut self, fault: impl Fn(&'static str) -> Fault + Send + Sync + 'static) -> Config {
        self.faults = Faults(Some(Arc::new(fault)));
        self
    }
}

fn sqlite_place(path: &str) -> Result<Place, Error> {
    if path.is_empty() || path.starts_with(":memory:") {
        return Err(Error::Config("the SQLite database needs the path of a file".into()));
    }
    Ok(Place::Sqlite(PathBuf::from(path)))
}

fn postgres_place(url: &str) -> Result<Place, Error> {
    // The parser's own words are not repeated: they may hold a piece of the password.
    let malformed =
        |_| Error::Config("the PostgreSQL URL is malformed: postgres://user:password@host:port/database".into());
    let mut config: postgres::Config = url.parse().map_err(malformed)?;
    if config.get_application_name().is_none() {
        config.application_name("afterword");
    }
    if config.get_connect_timeout().is_none() {
        config.connect_timeout(CONNECT_TIMEOUT);
    }
    if config.get_tcp_user_timeout().is_none() {
        config.tcp_user_timeout(SILENCE_TIMEOUT).keepalives_idle(SILENCE_TIMEOUT).keepalives_interval(CONNECT_TIMEOUT);
    }
    config.notice_callback(|notice| tracing::debug!(code = notice.code().code(), "PostgreSQL sent a notice"));
    Ok(Place::Postgres(Box::new(config)))
}

impl Faults {
    pub fn ask(&self, transaction: &'static str) -> Fault {
        self.0.as_ref().map_or(Fault::None, |fault| fault(transaction))
    }
}

impl fmt::Debug for Faults {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(if self.0.is_some() { "faults" } else { "no faults" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(place: &str) -> Option<PathBuf> {
        match Config::parse(place, 1).ok()?.place {
            Place::Sqlite(path) => Some(path),
            Place::Postgres(_) => None,
        }
    }

    #[test]
    fn a_path_is_a_file_of_sqlite() {
        for (place, file) in
            [("a.db", "a.db"), ("sqlite:a.db", "a.db"), ("sqlite:///x/a.db", "/x/a.db"), ("./a:b.db", "./a:b.db")]
        {
            assert_eq!(path(place), Some(PathBuf::from(file)), "{place}");
        }
    }

    #[test]
    fn what_is_no_database_is_refused() {
        for place in
            ["", "sqlite:", "sqlite::memory:", ":memory:", "mysql://host/name", "postgres://user:pa:ss@[host/name"]
        {
            let Err(Error::Config(reason)) = Config::parse(place, 1) else { panic!("{place} was taken") };
            assert!(!reason.contains("pa:ss"), "{reason}");
        }
        assert!(Config::parse("a.db", 0).is_err());
    }

    #[test]
    fn debug_output_hides_the_password() {
        let config = Config::parse("postgres://user:hushhush@localhost/name", 2).expect("a good URL");
        assert!(!format!("{config:?}").contains("hushhush"));
    }
}
