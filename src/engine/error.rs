//! Why the engine could not do what it was asked.

use crate::field::FieldError;
use crate::store;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    #[error(transparent)]
    Store(#[from] store::Error),
    /// What was asked for is not there, or belongs to another account: the two look alike (V13).
    #[error("not found")]
    NotFound,
    /// It is there, but its state does not allow this.
    #[error("{detail}")]
    State { code: &'static str, detail: &'static str },
    /// The input names something that cannot be.
    #[error("{} fields cannot be taken", .0.len())]
    Fields(Vec<FieldError>),
}

impl From<FieldError> for Error {
    fn from(error: FieldError) -> Self {
        Error::Fields(vec![error])
    }
}

/// Inside a transaction the engine's own refusals are values; only the store's errors end it.
pub type Refusable<T> = Result<Result<T, Error>, store::Error>;
