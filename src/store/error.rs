//! What can go wrong between us and the database, by what the caller can do about it.
//!
//! The texts end in logs and in answers to strangers: they name codes, tables and columns, never a value.

/// A failed transaction. Nothing of it was kept, except where [`Error::Unavailable`] says otherwise.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// The database cannot be reached or cannot write (refused, lost, disk full): try later, a web layer answers 503.
    /// When the connection broke during the commit, the transaction may have been kept all the same.
    #[error("the database is not available: {0}")]
    Unavailable(Box<str>),
    /// The transaction collided with others more often than the store repeats it; trying later is safe.
    #[error("the transaction collided with others too often")]
    Conflict,
    /// A row with this key is there already.
    #[error("a row with this key is there already")]
    Duplicate,
    /// A foreign key, a check or a not-null rule of the schema refused the row.
    #[error("the schema refused the row: {0}")]
    Constraint(Box<str>),
    /// [`Tx::one`](super::Tx::one) found no row.
    #[error("the row is missing")]
    Missing,
    /// A transaction begun by `read` tried to write.
    #[error("a reading transaction tried to write")]
    ReadOnly,
    /// A text holds the character NUL, which PostgreSQL cannot store; refused on both databases.
    #[error("a text holds the character NUL")]
    Nul,
    /// The database or this layer refused the statement: a mistake in the program.
    #[error("a statement of `{transaction}` was refused: {reason}")]
    Statement { transaction: &'static str, reason: Box<str> },
    /// A column was read as something it is not: a mistake in the program, or in the data.
    #[error("column {column} is {found}, wanted {wanted}")]
    Column { column: usize, wanted: &'static str, found: &'static str },
    /// The closure panicked; the transaction was rolled back.
    #[error("the transaction `{0}` panicked")]
    Panicked(&'static str),
    /// The closure gave up for a reason of its own, after it had begun to write.
    #[error("given up: {0}")]
    Abandoned(&'static str),
    /// The schema was written by a newer program.
    #[error(
        "the database has schema version {found}, this program knows versions up to {known}: start a newer program"
    )]
    Newer { found: i64, known: i64 },
    /// A migration failed; the ones before it stay.
    #[error("migration {version} ({name}): {cause}")]
    Migration { version: i64, name: &'static str, cause: Box<Error> },
    /// The configured database is not usable as it is; the text says what to change.
    #[error("{0}")]
    Config(Box<str>),
}

impl Error {
    /// A refused statement; the transaction's name is added by [`Error::named`].
    pub(super) fn statement(reason: impl Into<Box<str>>) -> Error {
        Error::Statement { transaction: "", reason: reason.into() }
    }

    pub(super) fn unavailable(reason: impl Into<Box<str>>) -> Error {
        Error::Unavailable(reason.into())
    }

    /// The same error, saying which transaction it happened in.
    pub(super) fn named(self, name: &'static str) -> Error {
        match self {
            Error::Statement { transaction: "", reason } => Error::Statement { transaction: name, reason },
            other => other,
        }
    }
}
