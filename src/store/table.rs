//! Many rows in three allocations: what a statement answers, and what a batch is made of.

use std::borrow::Cow;

use super::Value;
use super::value::Kind;

/// Rows of equal width. All text lies in one string, so that a thousand rows do not cost ten thousand allocations.
#[derive(Default, Clone)]
pub(super) struct Table {
    columns: usize,
    cells: Vec<Cell>,
    text: String,
    holds_nul: bool,
}

#[derive(Clone, Copy)]
enum Cell {
    Null,
    Int(i64),
    /// From byte to byte of the table's text.
    Text(usize, usize),
}

impl Table {
    pub fn new(columns: usize) -> Table {
        Table { columns, ..Table::default() }
    }

    pub fn with_capacity(columns: usize, rows: usize) -> Table {
        Table { cells: Vec::with_capacity(columns * rows), ..Table::new(columns) }
    }

    pub fn columns(&self) -> usize {
        self.columns
    }

    pub fn rows(&self) -> usize {
        self.cells.len().checked_div(self.columns).unwrap_or(0)
    }

    /// True when a text holds the character NUL, which PostgreSQL cannot store.
    pub fn holds_nul(&self) -> bool {
        self.holds_nul
    }

    pub fn push_null(&mut self) {
        self.cells.push(Cell::Null);
    }

    pub fn push_int(&mut self, number: i64) {
        self.cells.push(Cell::Int(number));
    }

    pub fn push_text(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        self.cells.push(Cell::Text(start, self.text.len()));
    }

    pub fn push(&mut self, value: &Value<'_>) {
        match value {
            Value::Null => self.push_null(),
            Value::Int(number) => self.push_int(*number),
            Value::Text(text) => {
                self.holds_nul |= text.as_bytes().contains(&0);
                self.push_text(text);
            }
        }
    }

    /// The value of a cell; null where there is no such cell.
    pub fn value(&self, row: usize, column: usize) -> Value<'_> {
        if column >= self.columns {
            return Value::Null;
        }
        match self.cells.get(row * self.columns + column) {
            None | Some(Cell::Null) => Value::Null,
            Some(Cell::Int(number)) => Value::Int(*number),
            Some(Cell::Text(start, end)) => Value::Text(Cow::Borrowed(self.text.get(*start..*end).unwrap_or_default())),
        }
    }

    /// The first column that holds something of another kind.
    pub fn misfit(&self, kinds: &[Kind]) -> Option<usize> {
        let width = self.columns.max(1);
        let misfits = |(index, cell): (usize, &Cell)| {
            let column = index % width;
            let fits = match cell {
                Cell::Null => true,
                Cell::Int(_) => kinds[column] == Kind::Bigint,
                Cell::Text(..) => kinds[column] == Kind::Text,
            };
            (!fits).then_some(column)
        };
        self.cells.iter().enumerate().find_map(misfits)
    }
}
