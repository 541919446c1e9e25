//! Records: the cells of one line, or of several where a quoted cell has line breaks in it.

use std::collections::VecDeque;
use std::io::{self, Read};

use super::lines::{Encoding, Flaw, LONGEST, Line, Lines};
use crate::field::Fault;

/// A file has a few dozen.
pub const MOST_COLUMNS: usize = 1_000;
/// Lines that one record may take: a quoted address has three. A quote that is never closed swallows no more than these.
pub const MOST_LINES: usize = 20;

/// The first line that is not empty.
#[derive(Debug)]
pub struct Header {
    /// What separates cells.
    pub delimiter: char,
    pub names: Vec<String>,
}

/// Reads records. What is wrong with one ends with its line: reading goes on behind it.
pub struct Records<R> {
    lines: Lines<R>,
    /// Lines that a record which turned out broken had taken.
    returned: VecDeque<Line>,
    splitter: Splitter,
    /// Of the header; 0 before it is known.
    columns: usize,
    line: u64,
}

impl<R: Read> Records<R> {
    pub fn new(input: R) -> Self {
        Self { lines: Lines::new(input), returned: VecDeque::new(), splitter: Splitter::new(b','), columns: 0, line: 0 }
    }

    /// Reads the header and finds out what separates its cells; none where the file is empty.
    ///
    /// # Errors
    /// Where reading fails; within: what is wrong with the header.
    pub fn header(&mut self) -> io::Result<Option<Result<Header, Fault>>> {
        let Some(line) = self.next_filled_line()? else { return Ok(None) };
        let delimiter = delimiter_of(&line.text);
        self.splitter = Splitter::new(delimiter);
        // An overlong header is looked at as far as it was kept: most likely it has too many columns.
        let is_cut = line.flaw == Some(Flaw::TooLong);
        let record = self.gather(&line)?;
        let too_long = if is_cut { Err(too_long()) } else { Ok(()) };
        Ok(Some(record.and(too_long).map(|()| {
            self.columns = self.splitter.count();
            let cells = (0..self.columns).map(|column| self.splitter.cell(column).to_owned());
            Header { delimiter: char::from(delimiter), names: cells.collect() }
        })))
    }

    /// Reads the next record, whose cells are then to be had from [`cell`](Self::cell); none behind the last.
    ///
    /// # Errors
    /// Where reading fails; within: what is wrong with the record.
    pub fn next_record(&mut self) -> io::Result<Option<Result<(), Fault>>> {
        let Some(line) = self.next_filled_line()? else { return Ok(None) };
        match line.flaw {
            Some(Flaw::TooLong) => Ok(Some(Err(too_long()))),
            Some(Flaw::NotUtf8) => {
                Ok(Some(Err(Fault::new("line.not_utf8", "not UTF-8 as the lines before it; mend or convert it"))))
            }
            None => self.gather(&line).map(Some),
        }
    }

    /// A cell of the last record, without white space around it.
    pub fn cell(&self, column: usize) -> &str {
        self.splitter.cell(column)
    }

    /// The line on which the last record began, from 1.
    pub fn line(&self) -> u64 {
        self.line
    }

    pub fn encoding(&self) -> Encoding {
        self.lines.encoding()
    }

    fn next_filled_line(&mut self) -> io::Result<Option<Line>> {
        while let Some(line) = self.next_line()? {
            if line.flaw.is_some() || !line.text.trim().is_empty() {
                self.line = line.number;
                return Ok(Some(line));
            }
        }
        Ok(None)
    }

    fn next_line(&mut self) -> io::Result<Option<Line>> {
        match self.returned.pop_front() {
            Some(line) => Ok(Some(line)),
            None => self.lines.next_line(),
        }
    }

    /// Splits a record that begins with `first`, and takes more lines as long as a quote is open. Where that does not end
    /// in a record, the first line is the broken one, and the others get their own chance.
    fn gather(&mut self, first: &Line) -> io::Result<Result<(), Fault>> {
        self.splitter.begin();
        let mut more = Vec::new();
        let mut length = first.text.len();
        let mut split = self.splitter.feed(&first.text);
        while split == Split::Open {
            let next = if more.len() + 1 < MOST_LINES { self.next_line()? } else { None };
            let Some(next) = next else { break };
            length += next.text.len();
            if next.flaw.is_none() && length <= LONGEST {
                split = self.splitter.feed(&next.text);
            }
            let is_end = next.flaw.is_some() || length > LONGEST;
            more.push(next);
            if is_end {
                break;
            }
        }
        let outcome = self.outcome(split);
        if outcome.is_err() {
            more.into_iter().rev().for_each(|line| self.returned.push_front(line));
        }
        Ok(outcome)
    }

    fn outcome(&self, split: Split) -> Result<(), Fault> {
        match split {
            Split::Open => Err(Fault::new("line.quote_open", "a quote is opened and not closed within 20 lines")),
            Split::TooManyColumns => Err(too_many_columns()),
            Split::Misquoted => {
                Err(Fault::new("line.misquoted", "text behind a closing quote; a quote within quotes is written twice"))
            }
            Split::Whole if self.columns == 0 => Ok(()),
            Split::Whole => self.splitter.check_count(self.columns),
        }
    }
}

fn too_long() -> Fault {
    Fault::new("line.too_long", "longer than 64 KiB")
}

fn too_many_columns() -> Fault {
    Fault::new("file.too_many_columns", "more than 1,000 columns")
}

/// What stands between the header's cells most often, outside of quotes.
fn delimiter_of(header: &str) -> u8 {
    let mut is_quoted = false;
    let mut counts = [(b',', 0_usize), (b';', 0), (b'\t', 0)];
    for byte in header.bytes() {
        is_quoted ^= byte == b'"';
        if let Some((_, count)) = counts.iter_mut().find(|(delimiter, _)| *delimiter == byte && !is_quoted) {
            *count += 1;
        }
    }
    // Of equals the last is the greatest, so the comma comes last.
    counts.into_iter().rev().max_by_key(|(_, count)| *count).map_or(b',', |(delimiter, _)| delimiter)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Split {
    Whole,
    /// Within quotes: the record goes on in the next line.
    Open,
    /// Something stands behind a closing quote.
    Misquoted,
    TooManyColumns,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Start,
    Plain,
    Quoted,
    /// Behind a quote within quotes: the closing one, or the first of two that mean one.
    Quote,
}

/// Cuts lines into cells. Stricter than the library at hand, which takes what stands behind a closing quote for a part of
/// the cell: a quote that somebody forgot to close would then quietly swallow the lines up to the next quoted cell.
struct Splitter {
    delimiter: u8,
    state: State,
    text: Vec<u8>,
    ends: Vec<usize>,
}

impl Splitter {
    fn new(delimiter: u8) -> Self {
        Self { delimiter, state: State::Start, text: Vec::new(), ends: Vec::new() }
    }

    fn begin(&mut self) {
        self.state = State::Start;
        self.text.clear();
        self.ends.clear();
    }

    fn feed(&mut self, line: &str) -> Split {
        if self.state == State::Quoted {
            self.text.push(b'\n');
        }
        for &byte in line.as_bytes() {
            self.state = match (self.state, byte) {
                (State::Quoted, b'"') => State::Quote,
                (State::Start, b'"') => State::Quoted,
                (State::Quoted, _) | (State::Quote, b'"') => self.keep(byte, State::Quoted),
                (_, byte) if byte == self.delimiter => self.end_cell(),
                (State::Quote, _) => return Split::Misquoted,
                (State::Start | State::Plain, _) => self.keep(byte, State::Plain),
            };
            if self.ends.len() >= MOST_COLUMNS {
                return Split::TooManyColumns;
            }
        }
        if self.state == State::Quoted {
            return Split::Open;
        }
        self.end_cell();
        Split::Whole
    }

    fn keep(&mut self, byte: u8, next: State) -> State {
        self.text.push(byte);
        next
    }

    fn end_cell(&mut self) -> State {
        self.ends.push(self.text.len());
        State::Start
    }

    fn count(&self) -> usize {
        self.ends.len()
    }

    fn cell(&self, column: usize) -> &str {
        let Some(&end) = self.ends.get(column) else { return "" };
        let start = if column == 0 { 0 } else { self.ends[column - 1] };
        str::from_utf8(&self.text[start..end]).expect("lines are text, cut at ASCII characters only").trim()
    }

    /// Spreadsheets leave empty cells at the end of a line; anything else means that the cells are not where they belong.
    fn check_count(&self, columns: usize) -> Result<(), Fault> {
        let has_more = (columns..self.count()).any(|column| !self.cell(column).is_empty());
        if self.count() >= columns && !has_more {
            return Ok(());
        }
        let detail = format!("{} cells, but the header has {columns}", self.count());
        Err(Fault::told("line.cells", detail))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Row = (u64, Result<Vec<String>, &'static str>);

    fn read(text: &str) -> (char, Vec<Row>) {
        let mut records = Records::new(text.as_bytes());
        let Header { delimiter, names } = records.header().unwrap().unwrap().unwrap();
        let mut rows = Vec::new();
        while let Some(record) = records.next_record().unwrap() {
            let cells = || (0..names.len()).map(|column| records.cell(column).to_owned()).collect();
            rows.push((records.line(), record.map(|()| cells()).map_err(|fault| fault.code)));
        }
        (delimiter, rows)
    }

    fn cells<const N: usize>(cells: [&str; N]) -> Result<Vec<String>, &'static str> {
        Ok(cells.map(String::from).to_vec())
    }

    fn header_fault(text: &str) -> &'static str {
        Records::new(text.as_bytes()).header().unwrap().unwrap().unwrap_err().code
    }

    #[test]
    fn the_header_tells_what_separates_cells() {
        let table =
            [("a,b\n1,2", ','), ("a;b\n1;2", ';'), ("a\tb\n1\t2", '\t'), ("\"a,b,c\";b\n1;2", ';'), ("a,b\n1,2", ',')];
        for (text, delimiter) in table {
            assert_eq!(read(text), (delimiter, vec![(2, cells(["1", "2"]))]), "{text:?}");
        }
        assert_eq!(read("a\n1").0, ',');
    }

    #[test]
    fn cells_are_trimmed_and_unquoted() {
        let (_, rows) = read("a,b\n\n \"x, \"\"y\"\"\" ,2\n\"x, \"\"y\"\"\", 2 \n\"two\nlines\",å\n1,2,,\n");
        let expected = [
            (3, Err("line.cells")),
            (4, cells(["x, \"y\"", "2"])),
            (5, cells(["two\nlines", "å"])),
            (7, cells(["1", "2"])),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_broken_line_breaks_no_other() {
        let (_, rows) = read("a,b\n1,2\n3\n4,5,6\n\"7,8\n9,10\n11,12");
        let expected = [
            (2, cells(["1", "2"])),
            (3, Err("line.cells")),
            (4, Err("line.cells")),
            (5, Err("line.quote_open")),
            (6, cells(["9", "10"])),
            (7, cells(["11", "12"])),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn an_open_quote_that_meets_a_later_one_breaks_no_line_between() {
        let (_, rows) = read("a,b\n\"1,2\n3,4\n\"5\",6\n7,8");
        let expected =
            [(2, Err("line.misquoted")), (3, cells(["3", "4"])), (4, cells(["5", "6"])), (5, cells(["7", "8"]))];
        assert_eq!(rows, expected);
    }

    #[test]
    fn an_open_quote_swallows_no_more_than_twenty_lines() {
        let text = format!("a,b\n\"1,2\n{}", "3,4\n".repeat(1_000));
        let (_, rows) = read(&text);
        assert_eq!(rows.iter().filter(|(_, row)| row.is_ok()).count(), 1_000);
        let hostile = format!("a,b\n{}", "\"x,\n".repeat(1_001));
        assert!(read(&hostile).1.iter().all(|(_, row)| row.is_err()));
    }

    #[test]
    fn a_giant_line_breaks_no_other() {
        for giant in ["x".repeat(1_000_000), format!("\"{}\"", "x\n".repeat(500_000))] {
            let (_, rows) = read(&format!("a,b\n1,2\n{giant}\n3,4"));
            assert_eq!(rows.first(), Some(&(2, cells(["1", "2"]))));
            assert_eq!(rows.last().unwrap().1, cells(["3", "4"]));
            assert!(rows[1].1.is_err());
        }
    }

    #[test]
    fn a_million_columns_are_refused_at_once() {
        assert_eq!(header_fault(&"a,".repeat(1_000_000)), "file.too_many_columns");
        assert_eq!(header_fault(&"a,".repeat(MOST_COLUMNS)), "file.too_many_columns");
        assert_eq!(header_fault(&"a".repeat(1_000_000)), "line.too_long");
        let widest = vec!["a"; MOST_COLUMNS].join(",");
        assert_eq!(read(&format!("{widest}\n{widest}")).1.len(), 1);
    }

    #[test]
    fn a_cell_with_a_line_of_its_own_length_is_kept() {
        let long = "å".repeat(LONGEST / 2 - 2);
        assert_eq!(read(&format!("a,b\n{long},2")).1, [(2, cells([long.as_str(), "2"]))]);
    }

    #[test]
    fn an_empty_file_has_no_header() {
        for text in ["", "\n\n", " \r\n"] {
            assert!(Records::new(text.as_bytes()).header().unwrap().is_none());
        }
    }

    proptest! {
        #[test]
        fn no_good_line_is_lost_to_a_bad_one(bad in "[\",;a \n]{0,40}") {
            let text = format!("a,b\n1,2\n{bad}\n{}", "3,4\n".repeat(MOST_LINES));
            let (_, rows) = read(&text);
            prop_assert_eq!(&rows[0], &(2, cells(["1", "2"])));
            let good = rows.iter().filter(|(_, row)| row == &cells(["3", "4"])).count();
            prop_assert!(good >= MOST_LINES, "{} of {}", good, MOST_LINES);
        }
    }
}
