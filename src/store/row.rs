//! One row that a statement answered, read by column position.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use jiff::Timestamp;

use super::table::Table;
use super::{Error, Value};

/// A row of an answer. Its columns are read by position, counted from 0; a wrong type is an [`Error::Column`].
#[derive(Clone)]
pub struct Row {
    table: Arc<Table>,
    row: usize,
}

impl Row {
    pub(super) fn all(table: Table) -> Vec<Row> {
        let table = Arc::new(table);
        (0..table.rows()).map(|row| Row { table: Arc::clone(&table), row }).collect()
    }

    /// Text that is not null.
    pub fn text(&self, column: usize) -> Result<&str, Error> {
        self.opt_text(column)?.ok_or(Error::Column { column, wanted: "text", found: "null" })
    }

    pub fn opt_text(&self, column: usize) -> Result<Option<&str>, Error> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Text(Cow::Borrowed(text)) => Ok(Some(text)),
            other => Err(Error::Column { column, wanted: "text", found: other.noun() }),
        }
    }

    /// A number that is not null.
    pub fn int(&self, column: usize) -> Result<i64, Error> {
        self.opt_int(column)?.ok_or(Error::Column { column, wanted: "a number", found: "null" })
    }

    pub fn opt_int(&self, column: usize) -> Result<Option<i64>, Error> {
        match self.value(column)? {
            Value::Null => Ok(None),
            Value::Int(number) => Ok(Some(number)),
            other => Err(Error::Column { column, wanted: "a number", found: other.noun() }),
        }
    }

    /// A time that is not null, from milliseconds UTC.
    pub fn time(&self, column: usize) -> Result<Timestamp, Error> {
        self.opt_time(column)?.ok_or(Error::Column { column, wanted: "a time", found: "null" })
    }

    pub fn opt_time(&self, column: usize) -> Result<Option<Timestamp>, Error> {
        let outside = |_| Error::Column { column, wanted: "a time", found: "a number outside the calendar" };
        self.opt_int(column)?.map(|ms| Timestamp::from_millisecond(ms).map_err(outside)).transpose()
    }

    fn value(&self, column: usize) -> Result<Value<'_>, Error> {
        if column < self.table.columns() {
            Ok(self.table.value(self.row, column))
        } else {
            Err(Error::Column { column, wanted: "a column", found: "beyond the last one" })
        }
    }
}

/// Shows the width alone: what a row holds is personal data.
impl fmt::Debug for Row {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "a row of {} columns", self.table.columns())
    }
}
