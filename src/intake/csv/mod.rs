//! Order files: CSV as shops and spreadsheets write it, read line by line in memory that does not grow with the file.
//!
//! What separates cells, how letters are written and which column holds what are found out from the file. A day without a
//! clock time means its first moment, 00:00, in UTC unless a zone is given.

mod cell;
mod changes;
mod columns;
mod field;
mod inflate;
mod lines;
mod pattern;
mod records;
mod row;
mod table;

use std::fmt;
use std::io::Read;

use jiff::Timestamp;
use rules::time::Zone;

pub use changes::{ChangeFile, OrderChange, OrderStatus};
pub use columns::Mapping;
pub use lines::Encoding;
pub use pattern::AddressPattern;

use super::country::Country;
use super::event::{self, Event};
use super::{money, text};
use crate::field::FieldError;
use columns::Columns;
use records::Header;
use table::Table;

/// What the file itself does not say.
#[derive(Debug, Clone)]
pub struct Options {
    /// What happened, for every line.
    pub event_type: String,
    /// The slug of the storefront where it happened.
    pub storefront: String,
    /// The account's clock, for dates that are still to come. Where the clock moves along with the file: its far end.
    pub now: Timestamp,
    /// Of times and days without an offset.
    pub zone: Zone,
    /// The storefront's country, for phone numbers without theirs.
    pub home: Option<Country>,
    /// Of amounts whose line and column name none.
    pub currency: Option<String>,
    /// Makes an address for lines that have a customer id and no email.
    pub address_pattern: Option<AddressPattern>,
    /// Columns whose names tell nothing.
    pub mappings: Vec<Mapping>,
}

impl Options {
    /// Nothing but what every file needs.
    pub fn new(event_type: impl Into<String>, storefront: impl Into<String>, now: Timestamp) -> Self {
        Self {
            event_type: event_type.into(),
            storefront: storefront.into(),
            now,
            zone: Zone::UTC,
            home: None,
            currency: None,
            address_pattern: None,
            mappings: Vec::new(),
        }
    }

    fn check(&self) -> Result<(), FieldError> {
        let at = |pointer: &'static str| move |fault| FieldError::new(pointer, fault);
        event::event_type(self.event_type.clone()).map_err(at("/type"))?;
        text::line(self.storefront.clone(), event::LONGEST_STOREFRONT).map_err(at("/storefront"))?;
        self.currency.clone().map_or(Ok(()), |text| money::currency(text).map(drop)).map_err(at("/currency"))
    }
}

/// A line that became no event; the others stand.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineError {
    /// From 1, the header included.
    pub line: u64,
    /// The pointer is the name of the column, or empty for the whole line.
    pub errors: Vec<FieldError>,
}

impl fmt::Display for LineError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        self.errors
            .iter()
            .enumerate()
            .try_for_each(|(position, error)| write!(f, "{}{error}", if position == 0 { ": " } else { "; " }))
    }
}

impl std::error::Error for LineError {}

/// What was found out about a file, as far as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub encoding: Encoding,
    /// What separates cells.
    pub delimiter: char,
    /// Columns that are used, each with the field that it fills.
    pub columns: Vec<(String, &'static str)>,
    /// Columns that nothing was made of.
    pub unused: Vec<String>,
    /// Lines that became events.
    pub events: u64,
    /// Lines that did not.
    pub errors: u64,
}

/// An order file being read: an iterator of events and of what is wrong with lines.
pub struct OrderFile<R: Read> {
    table: Table<R>,
    columns: Columns,
    options: Options,
    delimiter: char,
    events: u64,
    errors: u64,
}

impl<R: Read> OrderFile<R> {
    /// Reads the header of a file, plain or gzip.
    ///
    /// # Errors
    /// One that says why no line of it can become an event: `file.unreadable`, `file.empty`, `file.not_csv`,
    /// `file.too_many_columns`, `file.columns_missing`, `file.column_unknown`, a fault of the header line, or of an option.
    pub fn open(input: R, options: Options) -> Result<Self, FieldError> {
        options.check()?;
        let (table, Header { delimiter, names }) = Table::open(input)?;
        let columns = Columns::find(names, &options.mappings)?;
        Ok(Self { table, columns, options, delimiter, events: 0, errors: 0 })
    }

    /// The line of what was given last.
    pub fn line(&self) -> u64 {
        self.table.line()
    }

    pub fn report(&self) -> Report {
        Report {
            encoding: self.table.encoding(),
            delimiter: self.delimiter,
            columns: self.columns.used(),
            unused: self.columns.unused(),
            events: self.events,
            errors: self.errors,
        }
    }
}

/// Where reading fails, the last item is an error with the code `file.unreadable`.
impl<R: Read> Iterator for OrderFile<R> {
    type Item = Result<Event, LineError>;

    fn next(&mut self) -> Option<Self::Item> {
        let Self { table, columns, options, .. } = self;
        let read = table.next(|table| row::event(|column| table.cell(column), columns, options))?;
        match read {
            Ok(_) => self.events += 1,
            Err(_) => self.errors += 1,
        }
        Some(read)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::fs::File;

    use proptest::prelude::*;

    use super::super::details::Details;
    use super::super::name::Name;
    use super::super::phone::Phone;
    use super::*;

    const CDNOW: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cdnow_orders.csv.gz");

    fn options() -> Options {
        Options::new("order.delivered", "main", "2026-03-03T12:00:00Z".parse().unwrap())
    }

    fn read(text: impl AsRef<[u8]>, options: Options) -> (Vec<Event>, Vec<String>, Report) {
        let mut file = OrderFile::open(text.as_ref(), options).unwrap();
        let (mut events, mut errors) = (Vec::new(), Vec::new());
        for line in file.by_ref() {
            match line {
                Ok(event) => events.push(event),
                Err(error) => errors.push(error.to_string()),
            }
        }
        let report = file.report();
        (events, errors, report)
    }

    fn refusal(text: impl AsRef<[u8]>) -> &'static str {
        OrderFile::open(text.as_ref(), options()).map_or_else(|error| error.code, |_| "ok")
    }

    #[test]
    fn a_line_becomes_an_event() {
        let text = "order_id;email;first_name;last_name;mobile;country;date;delivery_date;total;currency;sku;product;note\n\
                    17;ada@example.com;Ada;Ek;070-123 45 67;SE;2026-03-01 10:00;2026-03-10;46,50;sek;LP-7;Blue;x\n";
        let zone = Zone::parse("Europe/Stockholm").unwrap();
        let (events, errors, report) = read(text, Options { zone, ..options() });
        assert_eq!(errors, [""; 0]);
        let event = &events[0];
        assert_eq!((event.event_type.as_str(), event.storefront.as_str()), ("order.delivered", "main"));
        assert_eq!((event.reference.as_str(), event.from_file), ("17", true));
        assert_eq!(event.occurred_at.to_string(), "2026-03-01T09:00:00Z");
        assert_eq!(event.activation_date, Some(jiff::civil::date(2026, 3, 10)));
        assert_eq!(event.contact.name.as_ref().map(Name::as_str), Some("Ada Ek"));
        assert_eq!(event.contact.phone.as_ref().map(Phone::as_str), Some("+46701234567"));
        let details = Details::from_text(event.details.as_deref().unwrap()).unwrap();
        assert_eq!(details.products[0].name.as_deref(), Some("Blue"));
        assert_eq!(details.total.unwrap(), money::Money { amount: "46.50".into(), currency: "SEK".into() });
        assert_eq!((report.delimiter, report.unused), (';', vec!["note".to_owned()]));
    }

    #[test]
    fn good_lines_stand_beside_bad_ones() {
        let text = "order_id,email,date\n1,ada@example.com,2026-03-01\n2,nobody,yesterday\n3\n\n5,,2026-03-01\n6,bo@example.com,2026-03-05\n\
                    7,\"open,2026-03-01\n8,cy@example.com,2026-03-02\n";
        let (events, errors, report) = read(text, options());
        let references: Vec<_> = events.iter().map(|event| event.reference.as_str()).collect();
        assert_eq!(references, ["1", "8"]);
        let expected = [
            "line 3: /date: a time is written 2026-03-03T14:05:00Z, 2026-03-03 14:05 or 2026-03-03 (time.malformed); \
             /email: an address needs exactly one @ (email.malformed)",
            "line 4: 1 cells, but the header has 3 (line.cells)",
            "line 6: /contact: needs an email, a phone or an external_id (contact.unidentified)",
            "line 7: /date: more than 24 hours ahead of the account's clock; report what has happened (occurred_at.future)",
            "line 8: a quote is opened and not closed within 20 lines (line.quote_open)",
        ];
        assert_eq!(errors, expected);
        assert_eq!((report.events, report.errors), (2, 5));
    }

    #[test]
    fn western_letters_and_byte_order_marks_are_read() {
        let (events, _, report) =
            read(b"order_id,email,date,name\n1,ada@example.com,2026-03-01,\xc5sa \xd6berg\n", options());
        assert_eq!(report.encoding, Encoding::Windows1252);
        assert_eq!(events[0].contact.name.as_ref().map(Name::as_str), Some("Åsa Öberg"));
        let (events, _, report) =
            read("\u{feff}order_id\temail\tdate\r\n1\tada@example.com\t2026-03-01\r\n", options());
        assert_eq!((events.len(), report.encoding, report.delimiter), (1, Encoding::Utf8, '\t'));
    }

    #[test]
    fn what_is_no_order_file_is_refused_with_one_error() {
        let wide = format!("order_id,email,date,{}", "x,".repeat(1_000_000));
        let table: [(&[u8], &str); 9] = [
            (b"", "file.empty"),
            (b"\n\n", "file.empty"),
            (b"a,b\n1,2\n", "file.columns_missing"),
            (b"order_id,email\n", "file.columns_missing"),
            (wide.as_bytes(), "file.too_many_columns"),
            (b"PK\x03\x04", "file.not_csv"),
            (b"\xff\xfeo\0r\0", "file.not_csv"),
            (b"\x1f\x8bnot gzip at all", "file.unreadable"),
            (b"order_id,email,date\n", "ok"),
        ];
        for (bytes, code) in table {
            assert_eq!(refusal(bytes), code);
        }
    }

    #[test]
    fn options_are_checked_before_the_file() {
        let open =
            |options| OrderFile::open("order_id,email,date\n".as_bytes(), options).err().map(|error| error.pointer);
        assert_eq!(open(Options::new("Order Delivered", "main", Timestamp::MAX)).as_deref(), Some("/type"));
        assert_eq!(open(Options::new("a", " ", Timestamp::MAX)).as_deref(), Some("/storefront"));
        assert_eq!(open(Options { currency: Some("kr".into()), ..options() }).as_deref(), Some("/currency"));
    }

    #[test]
    fn a_file_that_is_cut_says_so_at_its_end() {
        let whole = std::fs::read(CDNOW).unwrap();
        let file = OrderFile::open(&whole[..whole.len() / 2], options()).unwrap();
        let lines: Vec<_> = file.collect();
        assert!(lines.len() > 30_000);
        let errors: Vec<_> = lines.iter().filter_map(|line| line.as_ref().err()).collect();
        assert_eq!(errors.last().unwrap().errors[0].code, "file.unreadable");
        assert_eq!(errors.len(), 1);
    }

    #[test]
    fn amounts_without_a_currency_are_left_out() {
        let text = "order_id,email,date,total\n1,ada@example.com,2026-03-01,46.50\n";
        assert_eq!(read(text, options()).0[0].details, None);
        let (events, ..) = read(text, Options { currency: Some("NOK".into()), ..options() });
        assert_eq!(events[0].details.as_deref(), Some(r#"{"total":{"amount":"46.50","currency":"NOK"}}"#));
    }

    #[test]
    fn every_order_of_the_real_history_is_read() {
        let pattern = AddressPattern::parse("customer-{customer_id}@example.com").unwrap();
        let options = Options { address_pattern: Some(pattern), ..options() };
        let mut file = OrderFile::open(File::open(CDNOW).unwrap(), options).unwrap();
        let (mut customers, mut references) = (BTreeSet::new(), BTreeSet::new());
        let (mut first, mut last) = (Timestamp::MAX, Timestamp::MIN);
        for line in file.by_ref() {
            let event = line.unwrap();
            (first, last) = (first.min(event.occurred_at), last.max(event.occurred_at));
            let id = event.contact.external_id.clone().unwrap();
            assert_eq!(event.contact.email.as_ref().unwrap().as_str(), format!("customer-{id}@example.com"));
            customers.insert(id);
            references.insert(event.reference);
        }
        let report = file.report();
        assert_eq!((report.events, report.errors), (69_659, 0));
        assert_eq!((references.len(), customers.len()), (69_659, 23_570));
        assert_eq!(first.to_string(), "1997-01-01T00:00:00Z");
        assert_eq!(last.to_string(), "1998-06-30T00:00:00Z");
        assert_eq!(report.unused, ["quantity"]);
    }

    proptest! {
        #[test]
        fn any_bytes_are_a_file_or_a_clear_error(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
            prop_assert!(OrderFile::open(bytes.as_slice(), options()).is_err());
            let behind_a_header = [b"order_id,email,date\n".as_slice(), &bytes].concat();
            let file = OrderFile::open(behind_a_header.as_slice(), options()).unwrap();
            prop_assert!(file.into_iter().all(|line| line.is_err()));
        }

        #[test]
        fn any_cells_are_an_event_or_a_clear_error(cells in prop::collection::vec("[^\"\r\n]{0,12}|\"[^\"]{0,12}\"", 4)) {
            let text = format!("order_id,email,date,total sek\n{}\n1,a@b.se,2026-03-01,5\n", cells.join(","));
            let (events, _, _) = read(&text, options());
            prop_assert_eq!(events.last().map(|event| event.reference.as_str()), Some("1"));
        }
    }
}
