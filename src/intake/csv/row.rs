//! Rows: from the cells of one line to an event, through the same checks as an event from JSON.

use super::super::contact::ContactInput;
use super::super::event::{Event, EventInput};
use super::super::money::MoneyInput;
use super::super::product::ProductInput;
use super::columns::Columns;
use super::field::Field;
use super::{Options, cell};
use crate::field::{Fault, Faults, FieldError};

/// What databases write where there is nothing.
const NOTHING: [&str; 3] = ["NULL", "null", "\\N"];

/// Makes an event of one line; `cell` gives the text of a column.
///
/// # Errors
/// Everything that is wrong with it; the pointer is the column's name where a column is to blame.
pub fn event<'a>(
    cell: impl Fn(usize) -> &'a str,
    columns: &Columns,
    options: &Options,
) -> Result<Event, Vec<FieldError>> {
    let row = Row { cell, columns };
    let mut faults = Faults::default();
    let input = EventInput {
        r#type: Some(options.event_type.clone()),
        storefront: Some(options.storefront.clone()),
        reference: row.text(Field::Reference),
        occurred_at: row.read(Field::OccurredAt, &mut faults, |text| cell::instant(text, &options.zone)),
        activation_date: row.read(Field::ActivationDate, &mut faults, cell::day),
        contact: Some(row.contact(options, &mut faults)),
        products: row.products(),
        total: row.total(options),
        staff: row.text(Field::Staff),
        attributes: None,
    };
    let checked = input.check(options.now, options.home);
    let event = checked.map_err(|errors| errors.into_iter().for_each(|error| faults.add_error(error))).ok();
    let event = event.filter(|_| faults.is_empty()).map(|event| Event { from_file: true, ..event });
    event.ok_or_else(|| by_column(faults.into_errors(), columns))
}

struct Row<'b, C> {
    cell: C,
    columns: &'b Columns,
}

impl<'a, C: Fn(usize) -> &'a str> Row<'_, C> {
    fn cell(&self, field: Field) -> Option<&'a str> {
        let text = (self.cell)(self.columns.column(field)?);
        (!text.is_empty() && !NOTHING.contains(&text)).then_some(text)
    }

    fn text(&self, field: Field) -> Option<String> {
        self.cell(field).map(str::to_owned)
    }

    /// What files write in more ways than JSON, in JSON's way.
    fn read<T: ToString>(
        &self,
        field: Field,
        faults: &mut Faults,
        read: impl FnOnce(&str) -> Result<T, Fault>,
    ) -> Option<String> {
        faults.keep_some(field.pointer(), self.cell(field), read).map(|value| value.to_string())
    }

    fn contact(&self, options: &Options, faults: &mut Faults) -> ContactInput {
        let external_id = self.text(Field::ExternalId);
        let made_up = || Some(options.address_pattern.as_ref()?.address(external_id.as_deref()?));
        ContactInput {
            email: self.text(Field::Email).or_else(made_up),
            phone: self.text(Field::Phone),
            name: self.name(),
            locale: self.text(Field::Locale),
            time_zone: self.text(Field::TimeZone),
            country: self.text(Field::Country),
            postal_code: self.text(Field::PostalCode),
            city: self.text(Field::City),
            birth_date: self.read(Field::BirthDate, faults, cell::day),
            external_id,
            ..ContactInput::default()
        }
    }

    fn name(&self) -> Option<String> {
        self.text(Field::Name).or_else(|| {
            let parts = [self.cell(Field::FirstName), self.cell(Field::LastName)];
            Some(parts.into_iter().flatten().collect::<Vec<_>>().join(" ")).filter(|name| !name.is_empty())
        })
    }

    fn products(&self) -> Option<Vec<ProductInput>> {
        let product = ProductInput {
            sku: self.text(Field::Sku),
            name: self.text(Field::ProductName),
            url: self.text(Field::ProductUrl),
            image_url: self.text(Field::ImageUrl),
            category: self.text(Field::Category),
        };
        // A name without a number is no product: what it is answered for must be told apart later.
        product.sku.is_some().then(|| vec![product])
    }

    /// None without a currency; the report says that the column is not used.
    fn total(&self, options: &Options) -> Option<MoneyInput> {
        let amount = cell::amount(self.cell(Field::Amount)?);
        let named = self.cell(Field::Currency).or(self.columns.currency()).or(options.currency.as_deref());
        Some(MoneyInput { amount: Some(amount), currency: Some(named?.to_ascii_uppercase()) })
    }
}

/// The errors with the names of columns for pointers, one for each place: what could not be read is not missing too.
fn by_column(errors: Vec<FieldError>, columns: &Columns) -> Vec<FieldError> {
    let mut told: Vec<FieldError> = Vec::new();
    for mut error in errors {
        error.pointer = columns.pointer(&error.pointer).unwrap_or(error.pointer);
        if told.iter().all(|earlier| earlier.pointer != error.pointer) {
            told.push(error);
        }
    }
    told
}
