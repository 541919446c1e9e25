//! Variables and filters: all that a template may name. `docs/reference/templates.md` says what each is.

/// What a variable holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Text,
    /// The address of a page, shown as a link in HTML.
    Url,
    Products,
    /// A button with its link; only by itself, and only in the body.
    Button,
    Number,
    /// A condition: it can be asked for, but not written out.
    Truth,
}

/// A variable and what it holds.
#[derive(Debug, Clone, Copy)]
pub struct Variable {
    pub name: &'static str,
    pub kind: Kind,
}

const fn variable(name: &'static str, kind: Kind) -> Variable {
    Variable { name, kind }
}

/// Everywhere in a template.
pub const VARIABLES: [Variable; 12] = [
    variable("customer.name", Kind::Text),
    variable("customer.first_name", Kind::Text),
    variable("order.reference", Kind::Text),
    variable("order.date", Kind::Text),
    variable("order.total", Kind::Text),
    variable("products", Kind::Products),
    variable("staff", Kind::Text),
    variable("shop.name", Kind::Text),
    variable("shop.url", Kind::Url),
    variable("shop.postal_address", Kind::Text),
    variable("answer_url", Kind::Url),
    variable("answer_button", Kind::Button),
];

/// Of a product, in a loop over `products`.
pub const OF_PRODUCT: [Variable; 2] = [variable("name", Kind::Text), variable("url", Kind::Url)];

/// Of `loop`, within one.
pub const OF_LOOP: [Variable; 3] =
    [variable("loop.index", Kind::Number), variable("loop.first", Kind::Truth), variable("loop.last", Kind::Truth)];

/// What a filter takes in its brackets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Argument {
    Nothing,
    Text,
    /// From 1 to 1,000.
    Number,
}

#[derive(Debug, Clone, Copy)]
pub struct Filter {
    pub name: &'static str,
    pub argument: Argument,
}

const fn filter(name: &'static str, argument: Argument) -> Filter {
    Filter { name, argument }
}

pub const FILTERS: [Filter; 6] = [
    filter("default", Argument::Text),
    filter("length", Argument::Nothing),
    filter("lower", Argument::Nothing),
    filter("title", Argument::Nothing),
    filter("truncate", Argument::Number),
    filter("upper", Argument::Nothing),
];

#[cfg(test)]
mod tests {
    use super::*;

    const REFERENCE: &str = include_str!("../../../docs/reference/templates.md");

    #[test]
    fn the_reference_tells_of_every_variable_and_filter_and_of_no_other() {
        let names = VARIABLES.iter().chain(&OF_LOOP).map(|one| one.name.to_owned());
        let of_product = OF_PRODUCT.iter().map(|one| format!("product.{}", one.name));
        let mut known: Vec<_> = names.chain(of_product).chain(FILTERS.iter().map(|one| one.name.to_owned())).collect();
        let told = REFERENCE.lines().filter_map(|line| line.strip_prefix("| `")?.split('`').next());
        let mut told: Vec<_> = told.map(str::to_owned).collect();
        known.sort_unstable();
        told.sort_unstable();
        assert_eq!(told, known);
    }
}
