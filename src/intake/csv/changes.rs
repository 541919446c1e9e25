//! Changes: a file in which the business says what became of orders it has reported before: cancelled, held, released, or
//! with another activation date (AW-9).

use std::io::Read;

use jiff::civil::Date;

use super::field::{Field, plain};
use super::records::Header;
use super::table::Table;
use super::{LineError, cell};
use crate::field::{Fault, Faults, FieldError};
use crate::intake::event::LONGEST_REFERENCE;
use crate::intake::text;

/// What the business says of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderStatus {
    Cancelled,
    Held,
    Released,
}

/// What one line says of an order: at least one of the two.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderChange {
    pub reference: String,
    pub status: Option<OrderStatus>,
    pub activation_date: Option<Date>,
}

/// Columns that hold the status.
const STATUS_COLUMNS: [&str; 3] = ["status", "order_status", "state"];
/// What shops call it.
const STATUSES: [(OrderStatus, &[&str]); 3] = [
    (OrderStatus::Cancelled, &["cancelled", "canceled", "refunded", "returned"]),
    (OrderStatus::Held, &["held", "hold", "onhold", "delayed"]),
    (OrderStatus::Released, &["released", "release"]),
];

/// A file of changes being read: an iterator of changes and of what is wrong with lines.
pub struct ChangeFile<R: Read> {
    table: Table<R>,
    columns: Columns,
}

/// Which column holds what.
#[derive(Clone, Copy)]
struct Columns {
    reference: usize,
    status: Option<usize>,
    activation_date: Option<usize>,
}

impl<R: Read> ChangeFile<R> {
    /// Reads the header of a file, plain or gzip.
    ///
    /// # Errors
    /// `file.unreadable`, `file.empty`, `file.not_csv`, `file.too_many_columns`, `file.columns_missing`, a fault of the
    /// header line.
    pub fn open(input: R) -> Result<Self, FieldError> {
        let (table, Header { names, .. }) = Table::open(input)?;
        let names: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let reference = column(&names, Field::Reference.synonyms());
        let status = column(&names, STATUS_COLUMNS.into_iter());
        let activation_date = column(&names, Field::ActivationDate.synonyms());
        let (Some(reference), true) = (reference, status.is_some() || activation_date.is_some()) else {
            let detail = "needs a column for the order number (reference), and one for status or activation_date";
            return Err(FieldError::new("", Fault::new("file.columns_missing", detail)));
        };
        Ok(Self { table, columns: Columns { reference, status, activation_date } })
    }

    /// The line of what was given last.
    pub fn line(&self) -> u64 {
        self.table.line()
    }
}

impl Columns {
    fn change<R: Read>(self, table: &Table<R>) -> Result<OrderChange, Vec<FieldError>> {
        let mut faults = Faults::default();
        let cell = |column: usize| Some(table.cell(column).trim()).filter(|text| !text.is_empty());
        let reference =
            faults.require("/reference", cell(self.reference), |text| text::line(text.to_owned(), LONGEST_REFERENCE));
        let status = faults.keep_some("/status", self.status.and_then(cell), status);
        let activation_date = faults.keep_some("/activation_date", self.activation_date.and_then(cell), cell::day);
        if faults.is_empty() && status.is_none() && activation_date.is_none() {
            faults
                .add("", Fault::new("change.nothing", "says nothing of the order: neither status nor activation date"));
        }
        match reference {
            Some(reference) if faults.is_empty() => Ok(OrderChange { reference, status, activation_date }),
            _ => Err(faults.into_errors()),
        }
    }
}

/// The first column with one of these names.
fn column<'a>(names: &[String], mut wanted: impl Iterator<Item = &'a str>) -> Option<usize> {
    wanted.find_map(|wanted| names.iter().position(|name| *name == plain(wanted)))
}

fn status(text: &str) -> Result<OrderStatus, Fault> {
    let word = plain(text);
    let known = STATUSES.iter().find(|(_, words)| words.contains(&word.as_str()));
    known.map(|(status, _)| *status).ok_or(Fault::new("status.unknown", "use cancelled, held or released"))
}

/// Where reading fails, the last item is an error with the code `file.unreadable`.
impl<R: Read> Iterator for ChangeFile<R> {
    type Item = Result<OrderChange, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let columns = self.columns;
        self.table.next(|table| columns.change(table))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn read(text: &str) -> Vec<Result<OrderChange, String>> {
        let file = ChangeFile::open(text.as_bytes()).unwrap();
        file.map(|line| line.map_err(|error| error.to_string())).collect()
    }

    #[test]
    fn a_line_says_what_became_of_an_order() {
        let said = |reference: &str, status, activation_date| {
            Ok(OrderChange { reference: reference.to_owned(), status, activation_date })
        };
        let text =
            "Order ID;Status;Activation date\nA-1;Cancelled;\nA-2;on hold;2026-04-01\nA-3;;2026-05-02\nA-4;released;\n";
        let expected = [
            said("A-1", Some(OrderStatus::Cancelled), None),
            said("A-2", Some(OrderStatus::Held), Some(date(2026, 4, 1))),
            said("A-3", None, Some(date(2026, 5, 2))),
            said("A-4", Some(OrderStatus::Released), None),
        ];
        assert_eq!(read(text), expected);
    }

    #[test]
    fn bad_lines_are_named_and_the_others_stand() {
        let lines = read("reference,status,activation_date\nA-1,lost,\n,held,\nA-3,,\nA-4,,tomorrow\nA-5,held,\n");
        let codes = ["status.unknown", "field.missing", "change.nothing", "date.malformed"];
        for (line, code) in lines.iter().zip(codes) {
            assert!(line.as_ref().is_err_and(|error| error.contains(code)), "{code}: {line:?}");
        }
        assert!(lines[4].is_ok());
    }

    #[test]
    fn a_file_without_the_columns_is_refused() {
        for header in ["", "reference\n", "status\n", "email,date\n"] {
            assert!(ChangeFile::open(header.as_bytes()).is_err(), "{header}");
        }
    }
}
