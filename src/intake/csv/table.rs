//! A table being read, plain or gzip: its header, and then line by line what is made of each.

use std::io::{self, Read};

use super::LineError;
use super::inflate::Inflate;
use super::lines::Encoding;
use super::records::{Header, Records};
use crate::field::{Fault, FieldError};

/// The lines of a file, of which a caller makes what it needs.
pub struct Table<R: Read> {
    records: Records<Inflate<R>>,
    is_over: bool,
}

impl<R: Read> Table<R> {
    /// Reads the header.
    ///
    /// # Errors
    /// `file.unreadable`, `file.empty`, `file.not_csv`, `file.too_many_columns`, a fault of the header line.
    pub fn open(input: R) -> Result<(Self, Header), FieldError> {
        let whole = |fault| FieldError::new("", fault);
        let (input, start) = Inflate::open(input).map_err(|error| unreadable(&error))?;
        refuse_other_formats(&start).map_err(whole)?;
        let mut records = Records::new(input);
        let header = records.header().map_err(|error| unreadable(&error))?;
        let header = header.ok_or_else(|| whole(Fault::new("file.empty", "the file has no header")))?;
        Ok((Self { records, is_over: false }, header.map_err(whole)?))
    }

    /// The line of what was given last.
    pub fn line(&self) -> u64 {
        self.records.line()
    }

    pub fn encoding(&self) -> Encoding {
        self.records.encoding()
    }

    /// A cell of the line that was read last.
    pub fn cell(&self, column: usize) -> &str {
        self.records.cell(column)
    }

    /// What is made of the next line. Where reading fails, the last answer is an error with the code `file.unreadable`.
    pub fn next<T>(
        &mut self,
        made_of: impl FnOnce(&Self) -> Result<T, Vec<FieldError>>,
    ) -> Option<Result<T, LineError>> {
        if self.is_over {
            return None;
        }
        let made = match self.records.next_record() {
            Ok(Some(Ok(()))) => made_of(self),
            Ok(Some(Err(fault))) => Err(vec![FieldError::new("", fault)]),
            Ok(None) => {
                self.is_over = true;
                return None;
            }
            Err(error) => {
                self.is_over = true;
                Err(vec![unreadable(&error)])
            }
        };
        Some(made.map_err(|errors| LineError { line: self.line(), errors }))
    }
}

fn refuse_other_formats(start: &[u8]) -> Result<(), Fault> {
    let detail = match start {
        [b'P', b'K', 3, 4] => "a spreadsheet or zip file; save the sheet as CSV",
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => "written in UTF-16; save it as UTF-8",
        _ => return Ok(()),
    };
    Err(Fault::new("file.not_csv", detail))
}

fn unreadable(error: &io::Error) -> FieldError {
    let detail = match error.kind() {
        io::ErrorKind::FileTooLarge => "the packed file inflates beyond every order file".to_owned(),
        io::ErrorKind::UnexpectedEof => "the file ends in the middle".to_owned(),
        kind => format!("the file cannot be read further: {kind}"),
    };
    FieldError::new("", Fault::told("file.unreadable", detail))
}
