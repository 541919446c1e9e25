//! Columns: which column of a file holds which field of an event.

use super::field::{Field, named, plain};
use crate::field::{Fault, FieldError, pointer_token};

/// Without one of each of these groups, no line can become an event.
const REQUIRED: [(&str, &[Field]); 3] = [
    ("the order number (reference)", &[Field::Reference]),
    ("the time (occurred_at)", &[Field::OccurredAt]),
    ("the customer (email, phone or external_id)", &[Field::Email, Field::Phone, Field::ExternalId]),
];
/// Names of columns that a message repeats, and how much of each.
const MOST_TOLD: usize = 20;

/// A person's word that a column holds a field: `--map column=field`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mapping {
    column: String,
    field: Field,
}

impl Mapping {
    /// Reads `column=field`.
    ///
    /// # Errors
    /// `map.malformed`, `map.field_unknown`
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let malformed = Fault::new("map.malformed", "is written column=field, such as Bestellnummer=reference");
        let (column, name) = text.rsplit_once('=').ok_or(malformed)?;
        let field = named(name.trim()).ok_or_else(|| {
            let names: Vec<_> = Field::ALL.iter().map(|field| field.name()).collect();
            let detail = format!("no such field; there are {}", names.join(", "));
            Fault::told("map.field_unknown", detail)
        })?;
        Ok(Self { column: column.trim().to_owned(), field })
    }
}

/// The columns of one file.
#[derive(Debug)]
pub struct Columns {
    names: Vec<String>,
    /// For each of [`Field::ALL`] its column.
    places: Vec<Option<usize>>,
    /// The currency that the name of the amount's column ends in, as `amount_usd` does.
    currency: Option<String>,
}

impl Columns {
    /// Finds the fields among the header's names; a person's mappings go before the names that are known.
    ///
    /// # Errors
    /// `file.column_unknown` for a mapping of a column that is not there, `file.columns_missing`.
    pub fn find(names: Vec<String>, mappings: &[Mapping]) -> Result<Self, FieldError> {
        let plain: Vec<String> = names.iter().map(|name| plain(name)).collect();
        let mut columns = Self { names, places: vec![None; Field::ALL.len()], currency: None };
        for mapping in mappings {
            columns.place(mapping)?;
        }
        for &field in Field::ALL {
            if columns.column(field).is_none() {
                columns.places[field as usize] = columns.by_synonym(field, &plain);
            }
        }
        columns.read_currency(&plain);
        columns.require()?;
        Ok(columns)
    }

    fn place(&mut self, mapping: &Mapping) -> Result<(), FieldError> {
        let wanted = plain(&mapping.column);
        let exact = self.names.iter().position(|name| *name == mapping.column);
        let found = exact.or_else(|| self.names.iter().position(|name| plain(name) == wanted));
        let Some(column) = found else {
            let detail = format!("no column {:?} to map; found: {}", shortened(&mapping.column), self.told());
            return Err(FieldError::new("", Fault::told("file.column_unknown", detail)));
        };
        self.places[mapping.field as usize] = Some(column);
        Ok(())
    }

    /// A column that was given to a field by name is not found for another.
    fn by_synonym(&self, field: Field, plain: &[String]) -> Option<usize> {
        let is_free = |column: &usize| !self.places.contains(&Some(*column));
        let mut synonyms = field.synonyms().map(self::plain);
        synonyms.find_map(|synonym| plain.iter().position(|name| *name == synonym).filter(is_free))
    }

    fn read_currency(&mut self, plain: &[String]) {
        let ending = |name: &str| {
            let ending =
                ["totalamount", "ordertotal", "amount", "total"].iter().find_map(|stem| name.strip_prefix(stem));
            ending.filter(|ending| ending.len() == 3 && ending.is_ascii()).map(str::to_ascii_uppercase)
        };
        let amount = &mut self.places[Field::Amount as usize];
        if amount.is_none() {
            *amount = plain.iter().position(|name| ending(name).is_some());
        }
        self.currency = amount.and_then(|column| ending(&plain[column]));
    }

    fn require(&self) -> Result<(), FieldError> {
        let is_missing = |fields: &[Field]| fields.iter().all(|field| self.column(*field).is_none());
        let missing: Vec<_> = REQUIRED.iter().filter(|(_, fields)| is_missing(fields)).map(|(said, _)| *said).collect();
        if missing.is_empty() {
            return Ok(());
        }
        let detail =
            format!("no column for {}; found: {}; name it by column=field", missing.join(", nor for "), self.told());
        Err(FieldError::new("", Fault::told("file.columns_missing", detail)))
    }

    fn told(&self) -> String {
        let told: Vec<_> = self.names.iter().take(MOST_TOLD).map(|name| shortened(name)).collect();
        let more = if self.names.len() > MOST_TOLD { ", ..." } else { "" };
        format!("{}{more}", told.join(", "))
    }

    /// Where the field stands.
    pub fn column(&self, field: Field) -> Option<usize> {
        self.places[field as usize]
    }

    pub fn currency(&self) -> Option<&str> {
        self.currency.as_deref()
    }

    /// The pointer of an event's field as the pointer of the column that it came from.
    pub fn pointer(&self, pointer: &str) -> Option<String> {
        let mut fields = Field::ALL.iter().filter(|field| field.pointer() == pointer);
        let column = fields.find_map(|field| self.column(*field))?;
        Some(format!("/{}", pointer_token(&self.names[column])))
    }

    /// The columns that are used, each with its field, in the order of the file.
    pub fn used(&self) -> Vec<(String, &'static str)> {
        let used = Field::ALL.iter().filter_map(|field| Some((self.column(*field)?, field.name())));
        let mut used: Vec<_> = used.collect();
        used.sort_unstable();
        used.into_iter().map(|(column, field)| (self.names[column].clone(), field)).collect()
    }

    /// The columns that nothing was made of.
    pub fn unused(&self) -> Vec<String> {
        let is_unused = |(column, _): &(usize, &String)| !self.places.contains(&Some(*column));
        self.names.iter().enumerate().filter(is_unused).map(|(_, name)| name.clone()).collect()
    }
}

fn shortened(name: &str) -> String {
    name.chars().filter(|character| !character.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find(header: &str, mappings: &[&str]) -> Result<Columns, FieldError> {
        let mappings: Vec<_> = mappings.iter().map(|text| Mapping::parse(text).unwrap()).collect();
        Columns::find(header.split(',').map(String::from).collect(), &mappings)
    }

    fn used(header: &str, mappings: &[&str]) -> Vec<String> {
        let used = find(header, mappings).unwrap().used();
        used.into_iter().map(|(column, field)| format!("{column}={field}")).collect()
    }

    #[test]
    fn the_usual_headers_are_understood() {
        let table = [
            (
                "order_id,customer_id,ordered_on,quantity,amount_usd",
                "order_id=reference customer_id=external_id ordered_on=occurred_at amount_usd=amount",
            ),
            (
                "Order Number,E-mail,Created at,Total,Currency",
                "Order Number=reference E-mail=email Created at=occurred_at Total=amount Currency=currency",
            ),
            (
                "orderId,Mobile,orderDate,firstName,lastName,Zip",
                "orderId=reference Mobile=phone orderDate=occurred_at firstName=first_name lastName=last_name Zip=postal_code",
            ),
        ];
        for (header, expected) in table {
            assert_eq!(used(header, &[]).join(" "), expected);
        }
    }

    #[test]
    fn of_two_columns_the_surer_name_wins() {
        let columns = find("date,order_id,occurred_at,email", &[]).unwrap();
        assert_eq!(columns.column(Field::OccurredAt), Some(2));
        assert_eq!(columns.unused(), ["date"]);
    }

    #[test]
    fn a_persons_word_goes_before_a_known_name() {
        let columns =
            find("order_id,Kunde,Datum,date", &["Kunde=email", "datum=occurred_at", "order_id=reference"]).unwrap();
        assert_eq!((columns.column(Field::Email), columns.column(Field::OccurredAt)), (Some(1), Some(2)));
        let columns = find("order_id,email,date,total", &["order_id=external_id", "total=reference"]).unwrap();
        assert_eq!(
            (columns.column(Field::Reference), columns.column(Field::ExternalId), columns.column(Field::Amount)),
            (Some(3), Some(0), None)
        );
    }

    #[test]
    fn a_currency_may_end_the_name_of_the_amount() {
        assert_eq!(find("order_id,email,date,Total (SEK)", &[]).unwrap().currency(), Some("SEK"));
        assert_eq!(find("order_id,email,date,amount", &[]).unwrap().currency(), None);
    }

    #[test]
    fn what_is_missing_is_named_with_what_was_found() {
        let error = find("Bestellung,Kunde", &[]).unwrap_err();
        assert_eq!(error.code, "file.columns_missing");
        let expected = "no column for the order number (reference), nor for the time (occurred_at), nor for the customer \
                        (email, phone or external_id); found: Bestellung, Kunde; name it by column=field";
        assert_eq!(error.detail, expected);
        let wide = vec!["x".repeat(1_000); 1_000].join(",");
        assert!(find(&wide, &[]).unwrap_err().detail.len() < 1_200);
    }

    #[test]
    fn a_mapping_names_a_column_and_a_field_that_exist() {
        assert_eq!(find("order_id,email,date", &["Datum=occurred_at"]).unwrap_err().code, "file.column_unknown");
        assert_eq!(Mapping::parse("Datum").unwrap_err().code, "map.malformed");
        assert_eq!(Mapping::parse("Datum=when").unwrap_err().code, "map.field_unknown");
        assert_eq!(Mapping::parse("a=b = email ").unwrap().column, "a=b");
    }

    #[test]
    fn a_fault_points_to_its_column() {
        let columns = find("order/id,Customer E-Mail,date", &["order/id=reference"]).unwrap();
        assert_eq!(columns.pointer("/reference").as_deref(), Some("/order~1id"));
        assert_eq!(columns.pointer("/contact/email").as_deref(), Some("/Customer E-Mail"));
        assert_eq!(columns.pointer("/contact/phone"), None);
    }
}
