//! A test on each database: SQLite in a folder of its own, and PostgreSQL where AFTERWORD_TEST_POSTGRES holds the URL of a
//! maintenance database, in which a database for each test is created and dropped again.

use std::path::PathBuf;
use std::process;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

use afterword::store::{Config, Dialect, Store};
use postgres::{Client, NoTls};
use tempfile::TempDir;

const SERVER: &str = "AFTERWORD_TEST_POSTGRES";

/// Connections of the stores that tests open, unless they ask for another number.
const CONNECTIONS: usize = 4;

/// An empty database that goes away with this value.
pub struct Database {
    place: Place,
}

enum Place {
    File(TempDir),
    /// The URL of the maintenance database, and the name of the test's own.
    Server(String, String),
}

/// Runs a test on every database that is there, on an async runtime.
pub fn each_database(name: &str, test: impl AsyncFn(&Database)) {
    sqlite(name, &test);
    postgres(name, test);
}

/// Runs a test on SQLite alone.
pub fn sqlite(_name: &str, test: impl AsyncFn(&Database)) {
    let folder = tempfile::tempdir().expect("a folder for the database");
    run(&Database { place: Place::File(folder) }, test);
}

/// Runs a test on PostgreSQL alone, if it is there.
#[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
#[expect(clippy::print_stderr, reason = "says what was not tested")]
pub fn postgres(name: &str, test: impl AsyncFn(&Database)) {
    match std::env::var(SERVER) {
        Ok(server) => run(&Database::on_server(server, name), test),
        Err(_) => eprintln!("{name}: not tried on PostgreSQL, as {SERVER} is not set"),
    }
}

fn run(database: &Database, test: impl AsyncFnOnce(&Database)) {
    let mut runtime = tokio::runtime::Builder::new_multi_thread();
    let runtime = runtime.worker_threads(2).enable_all().build().expect("a runtime");
    runtime.block_on(test(database));
}

impl Database {
    fn on_server(server: String, name: &str) -> Database {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let short = name.chars().take(30).collect::<String>();
        let own = format!("afterword_{}_{number}_{short}", process::id());
        ask(&server, &format!("CREATE DATABASE \"{own}\""));
        Database { place: Place::Server(server, own) }
    }

    /// Another database on the same server.
    pub fn beside(&self, name: &str) -> Database {
        match &self.place {
            Place::File(_) => Database { place: Place::File(tempfile::tempdir().expect("a folder")) },
            Place::Server(server, _) => Database::on_server(server.clone(), name),
        }
    }

    /// What `Config::parse` takes.
    pub fn place(&self) -> String {
        match &self.place {
            Place::File(_) => format!("sqlite:{}", self.file().display()),
            Place::Server(server, name) => {
                let (server, options) = server.split_once('?').unwrap_or((server, ""));
                let (server, _) = server.rsplit_once('/').expect("a URL that names a database");
                format!("{server}/{name}?{options}")
            }
        }
    }

    /// The file of a SQLite database.
    pub fn file(&self) -> PathBuf {
        match &self.place {
            Place::File(folder) => folder.path().join("test.db"),
            Place::Server(..) => PathBuf::new(),
        }
    }

    pub fn dialect(&self) -> Dialect {
        match self.place {
            Place::File(_) => Dialect::Sqlite,
            Place::Server(..) => Dialect::Postgres,
        }
    }

    pub fn config(&self) -> Config {
        Config::parse(&self.place(), CONNECTIONS).expect("a place that was made here")
    }

    pub fn store(&self) -> Store {
        Store::open(&self.config()).expect("the database is there")
    }

    /// The statement that changes a setting of a PostgreSQL database for connections that are opened later.
    pub fn alter(&self, setting: &str) -> String {
        match &self.place {
            Place::File(_) => String::new(),
            // In a transaction that may write, whatever the setting was until now.
            Place::Server(_, name) => {
                format!("BEGIN READ WRITE; ALTER DATABASE \"{name}\" SET {setting}; COMMIT")
            }
        }
    }

    /// Runs statements on a connection that is not the store's.
    pub fn outside(&self, sql: &str) {
        match &self.place {
            Place::File(_) => {
                let connection = rusqlite::Connection::open(self.file()).expect("the file is there");
                connection.execute_batch(sql).expect("a good statement");
            }
            Place::Server(..) => ask(&self.place(), sql),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Place::Server(server, name) = &self.place {
            ask(server, &format!("DROP DATABASE IF EXISTS \"{name}\" WITH (FORCE)"));
        }
    }
}

/// On a thread of its own: this client must not be used on one of an async runtime.
fn ask(url: &str, sql: &str) {
    let asked = || Client::connect(url, NoTls).and_then(|mut client| client.batch_execute(sql));
    let answer = thread::scope(|scope| scope.spawn(asked).join());
    answer.expect("no panic").expect("the server does what the test asks");
}
