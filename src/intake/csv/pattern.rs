//! Addresses made up from customer ids, for files that have none: to try things out in a sandbox.

use super::super::email::Email;
use crate::field::Fault;

const PLACEHOLDERS: [&str; 2] = ["{customer_id}", "{external_id}"];

/// An address with a placeholder for the customer's id, such as `customer-{customer_id}@example.com`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AddressPattern {
    before: String,
    behind: String,
}

impl AddressPattern {
    /// # Errors
    /// `pattern.malformed` for a text without exactly one placeholder, or that makes no address.
    pub fn parse(text: &str) -> Result<Self, Fault> {
        let malformed = Fault::new(
            "pattern.malformed",
            "an address with one {customer_id} in it, such as customer-{customer_id}@example.com",
        );
        let parts = PLACEHOLDERS.iter().find_map(|placeholder| text.split_once(placeholder));
        let (before, behind) = parts.ok_or(malformed.clone())?;
        let pattern = Self { before: before.to_owned(), behind: behind.to_owned() };
        let is_address = Email::parse(&pattern.address("1")).is_ok() && !text.contains(char::is_whitespace);
        let has_one = !PLACEHOLDERS.iter().any(|placeholder| behind.contains(placeholder));
        if is_address && has_one { Ok(pattern) } else { Err(malformed) }
    }

    /// The address of one customer; an id that cannot stand in one makes an address that is refused later.
    pub fn address(&self, id: &str) -> String {
        [self.before.as_str(), id, &self.behind].concat()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_id_takes_the_place_of_its_placeholder() {
        for text in ["customer-{customer_id}@example.com", "customer-{external_id}@example.com"] {
            assert_eq!(AddressPattern::parse(text).unwrap().address("00042"), "customer-00042@example.com");
        }
    }

    #[test]
    fn what_makes_no_address_is_refused() {
        for text in [
            "",
            "{customer_id}",
            "ada@example.com",
            "{customer_id} @example.com",
            "{id}@example.com",
            "{customer_id}@localhost",
            "{customer_id}.{customer_id}@example.com",
            "{customer_id}{external_id}@example.com",
        ] {
            assert_eq!(AddressPattern::parse(text).unwrap_err().code, "pattern.malformed", "{text:?}");
        }
    }
}
