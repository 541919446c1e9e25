//! One value on its way into the database or out of it.

use std::borrow::Cow;
use std::fmt;

use jiff::Timestamp;

use super::Error;

/// What a column can hold. Times are milliseconds UTC, JSON is text, a yes is a time that is not null.
#[derive(Clone, PartialEq, Eq)]
pub enum Value<'a> {
    Null,
    Int(i64),
    Text(Cow<'a, str>),
}

/// The type of a column in a `{rows: ...}` marker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    Bigint,
}

impl Value<'_> {
    /// Refuses what one of the databases could not store.
    pub(super) fn check(&self) -> Result<(), Error> {
        match self {
            Value::Text(text) if text.as_bytes().contains(&0) => Err(Error::Nul),
            _ => Ok(()),
        }
    }

    /// The word for what this is, for error texts.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Value::Null => "null",
            Value::Int(_) => "a number",
            Value::Text(_) => "text",
        }
    }
}

/// Never shows the value: the PostgreSQL client prints parameters at its debug level, and they are personal data.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.noun())
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Value::Int(number)
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Value::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Value::Text(Cow::Owned(text))
    }
}

/// Cut to the millisecond.
impl From<Timestamp> for Value<'_> {
    fn from(time: Timestamp) -> Self {
        Value::Int(time.as_millisecond())
    }
}

impl<'a, T: Into<Value<'a>>> From<Option<T>> for Value<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Value::Null, Into::into)
    }
}

/// An array of [`Value`]s: `tx.execute(SQL, &values![account, now])`, `rows.push(values![id, at])`.
#[macro_export]
macro_rules! values {
    ($($value:expr),* $(,)?) => {
        [$($crate::store::Value::from($value)),*]
    };
}
