//! A batch of rows on its way into a statement with a `{rows: ...}` marker.

use std::fmt;
use std::sync::Arc;

use super::Value;
use super::table::Table;

/// `N` columns wide; the width, the order and the types are those of the marker that it is given to.
#[derive(Clone)]
pub struct Rows<const N: usize> {
    /// Shared with the running statement, so that a repeated transaction does not copy the batch.
    table: Arc<Table>,
}

impl<const N: usize> Rows<N> {
    pub fn new() -> Rows<N> {
        Rows::with_capacity(0)
    }

    pub fn with_capacity(rows: usize) -> Rows<N> {
        Rows { table: Arc::new(Table::with_capacity(N, rows)) }
    }

    pub fn push(&mut self, row: [Value<'_>; N]) {
        let table = Arc::make_mut(&mut self.table);
        row.into_iter().for_each(|value| table.push(&value));
    }

    /// Number of rows.
    pub fn len(&self) -> usize {
        self.table.rows()
    }

    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    pub(super) fn table(&self) -> &Arc<Table> {
        &self.table
    }
}

impl<const N: usize> Default for Rows<N> {
    fn default() -> Self {
        Rows::new()
    }
}

/// Shows the size alone: what a batch holds is personal data.
impl<const N: usize> fmt::Debug for Rows<N> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} rows of {N} columns", self.len())
    }
}
