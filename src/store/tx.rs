//! An open transaction, as a closure sees it.

use std::sync::Arc;

use super::dialect::Dialect;
use super::table::Table;
use super::{Error, Row, Rows, Value};

/// One connection to a database. A statement that fails ends the transaction on both databases.
pub(super) trait Session: Send {
    fn dialect(&self) -> Dialect;

    /// How often a transaction that collided with another is repeated.
    fn repeats(&self) -> u32;

    /// Begins a transaction with the given words, connecting (again) when there is no connection.
    fn begin(&mut self, words: &'static str) -> Result<(), Error>;

    /// `COMMIT`, `ROLLBACK` and the words for savepoints.
    fn control(&mut self, words: &'static str) -> Result<(), Error>;

    /// False also when the database ended the transaction by itself.
    fn in_transaction(&self) -> bool;

    /// Forgets the connection with all its caches; the next transaction opens a new one.
    fn discard(&mut self);

    fn query(&mut self, sql: &str, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<Table, Error>;

    /// The number of rows written.
    fn execute(&mut self, sql: &str, params: &[Value<'_>], rows: Option<&Arc<Table>>) -> Result<u64, Error>;

    /// Called between two transactions: what the database needs now and then.
    fn rest(&mut self) {}
}

/// An open transaction. After a statement failed it answers every further one with the same error and cannot be
/// committed: PostgreSQL works so, and a closure must not behave differently on SQLite.
pub struct Tx<'a> {
    session: &'a mut dyn Session,
    name: &'static str,
    failed: Option<Error>,
}

impl<'a> Tx<'a> {
    pub(super) fn new(session: &'a mut dyn Session, name: &'static str) -> Tx<'a> {
        Tx { session, name, failed: None }
    }

    pub(super) fn dialect(&self) -> Dialect {
        self.session.dialect()
    }

    /// All rows, in the order of the statement.
    pub fn all(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Vec<Row>, Error> {
        self.run(|session| session.query(sql, params, None)).map(Row::all)
    }

    /// All rows of a statement with a `{rows: ...}` marker.
    ///
    /// On SQLite an `INSERT ... SELECT ... FROM {rows: ...} r` needs `WHERE true` before its `ON CONFLICT`, which would be
    /// read as a join otherwise. And it reads the batch again for each row of a table that stands to the left of it in a
    /// `LEFT JOIN`, or outside of an `EXISTS` around it: put the batch first, or say `IN (SELECT ...)`.
    pub fn all_with<const N: usize>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        rows: &Rows<N>,
    ) -> Result<Vec<Row>, Error> {
        self.run(|session| session.query(sql, params, Some(rows.table()))).map(Row::all)
    }

    /// The row that must be there, else [`Error::Missing`]. More than one row is an [`Error::Statement`].
    pub fn one(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Row, Error> {
        self.maybe(sql, params)?.ok_or(Error::Missing)
    }

    /// The row, if there is one. More than one row is an [`Error::Statement`].
    pub fn maybe(&mut self, sql: &str, params: &[Value<'_>]) -> Result<Option<Row>, Error> {
        let mut rows = self.all(sql, params)?;
        if rows.len() > 1 {
            return Err(Error::statement("more than one row").named(self.name));
        }
        Ok(rows.pop())
    }

    /// The number of rows written.
    pub fn execute(&mut self, sql: &str, params: &[Value<'_>]) -> Result<u64, Error> {
        self.run(|session| session.execute(sql, params, None))
    }

    /// The number of rows written by a statement with a `{rows: ...}` marker.
    pub fn execute_with<const N: usize>(
        &mut self,
        sql: &str,
        params: &[Value<'_>],
        rows: &Rows<N>,
    ) -> Result<u64, Error> {
        self.run(|session| session.execute(sql, params, Some(rows.table())))
    }

    fn run<T>(&mut self, statement: impl FnOnce(&mut dyn Session) -> Result<T, Error>) -> Result<T, Error> {
        if let Some(error) = &self.failed {
            return Err(error.clone());
        }
        let answer = statement(self.session).map_err(|error| error.named(self.name));
        self.failed = answer.as_ref().err().cloned();
        answer
    }

    /// What the closure's answer is worth: after a failed statement it is no success, whatever the closure made of it,
    /// and a collision stays one, so that it is repeated.
    pub(super) fn end<T>(self, answer: Result<T, Error>) -> Result<T, Error> {
        match (self.failed, answer) {
            (None, answer) => answer,
            (Some(error @ (Error::Conflict | Error::Unavailable(_))), _) | (Some(error), Ok(_)) => Err(error),
            (Some(_), Err(error)) => Err(error),
        }
    }
}
