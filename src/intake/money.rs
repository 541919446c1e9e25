//! Money: an amount in decimal digits and a currency. No floating point: 0.1 has no such number.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::field::{Fault, Faults};

/// Before the decimal point.
pub const MOST_DIGITS: usize = 15;
/// Behind it.
pub const MOST_DECIMALS: usize = 4;

/// An amount of money.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({"amount": "46.50", "currency": "USD"}))]
pub struct MoneyInput {
    /// In decimal digits: up to 15 before and 4 behind the point; a minus sign for what was paid back.
    #[schema(value_type = String, required = true, pattern = r"^-?[0-9]{1,15}(\.[0-9]{1,4})?$", example = "46.50")]
    pub amount: Option<String>,
    /// The three capital letters of ISO 4217.
    #[schema(value_type = String, required = true, pattern = "^[A-Z]{3}$", example = "USD")]
    pub currency: Option<String>,
}

/// A checked amount: decimal digits without leading zeros, and three capital letters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Money {
    pub amount: String,
    pub currency: String,
}

impl MoneyInput {
    /// None where a fault was noted.
    pub fn check(self, faults: &mut Faults) -> Option<Money> {
        let amount = faults.require("/amount", self.amount, |text| amount(&text));
        let currency = faults.require("/currency", self.currency, currency);
        Some(Money { amount: amount?, currency: currency? })
    }
}

impl Money {
    /// So many times as much, to the digit; none where that has more digits than a computer's whole numbers.
    pub fn times(&self, count: u64) -> Option<Self> {
        let digits = self.amount.trim_start_matches('-');
        let (whole, decimals) = digits.split_once('.').unwrap_or((digits, ""));
        let product = format!("{whole}{decimals}").parse::<u128>().ok()?.checked_mul(u128::from(count))?;
        let text = format!("{product:0>width$}", width = decimals.len() + 1);
        let (whole, rest) = text.split_at_checked(text.len() - decimals.len())?;
        let sign = if self.amount.starts_with('-') { "-" } else { "" };
        let point = if rest.is_empty() { "" } else { "." };
        Some(Self { amount: format!("{sign}{whole}{point}{rest}"), currency: self.currency.clone() })
    }
}

fn amount(text: &str) -> Result<String, Fault> {
    let malformed = Fault::new("amount.malformed", "an amount is written in digits and a point, such as 46.50");
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, decimals) = digits.split_once('.').map_or((digits, None), |(whole, rest)| (whole, Some(rest)));
    let is_number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !is_number(whole) || !decimals.is_none_or(is_number) {
        return Err(malformed);
    }
    if whole.len() > MOST_DIGITS || decimals.is_some_and(|decimals| decimals.len() > MOST_DECIMALS) {
        return Err(Fault::new("amount.too_long", "more than 15 digits before the point, or 4 behind it"));
    }
    if whole.len() == 1 || !whole.starts_with('0') {
        return Ok(text.to_owned());
    }
    let sign = if digits.len() < text.len() { "-" } else { "" };
    let whole = Some(whole.trim_start_matches('0')).filter(|whole| !whole.is_empty()).unwrap_or("0");
    Ok(decimals.map_or_else(|| format!("{sign}{whole}"), |decimals| format!("{sign}{whole}.{decimals}")))
}

/// # Errors
/// `currency.malformed`
pub fn currency(text: String) -> Result<String, Fault> {
    if text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_uppercase()) {
        return Ok(text);
    }
    Err(Fault::new("currency.malformed", "not the three capital letters of a currency (ISO 4217), such as SEK"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(amount: &str, currency: &str) -> Result<String, Vec<(String, &'static str)>> {
        let mut faults = Faults::default();
        let input = MoneyInput { amount: Some(amount.into()), currency: Some(currency.into()) };
        input
            .check(&mut faults)
            .map(|money| money.amount)
            .ok_or_else(|| faults.into_errors().into_iter().map(|error| (error.pointer, error.code)).collect())
    }

    #[test]
    fn good_amounts_are_kept_to_the_digit() {
        let table = [
            ("46.50", "46.50"),
            ("0", "0"),
            ("0.80", "0.80"),
            ("-12.5", "-12.5"),
            ("007.10", "7.10"),
            ("-000", "-0"),
            ("999999999999999.9999", "999999999999999.9999"),
        ];
        for (text, expected) in table {
            assert_eq!(check(text, "SEK").unwrap(), expected);
        }
    }

    #[test]
    fn what_is_no_amount_is_refused() {
        for text in
            ["", "-", ".", ".5", "5.", "+5", "--5", "1e3", "1,50", "1 000", "0x1", "NaN", "٤", "5.-1", "1.2.3", "5\n"]
        {
            assert_eq!(check(text, "SEK"), Err(vec![("/amount".into(), "amount.malformed")]), "{text:?}");
        }
        for text in ["1000000000000000", "0.12345"] {
            assert_eq!(check(text, "SEK"), Err(vec![("/amount".into(), "amount.too_long")]), "{text:?}");
        }
    }

    #[test]
    fn so_many_times_as_much_is_exact() {
        let table = [
            ("0.80", 3, "2.40"),
            ("0.07", 1, "0.07"),
            ("46", 2, "92"),
            ("0.0001", 12_345, "1.2345"),
            ("-1.5", 2, "-3.0"),
            ("0.5", 0, "0.0"),
        ];
        for (amount, count, expected) in table {
            let money = Money { amount: amount.into(), currency: "SEK".into() };
            assert_eq!(money.times(count).unwrap().amount, expected, "{amount} times {count}");
        }
        let most = Money { amount: "999999999999999.9999".into(), currency: "SEK".into() };
        assert!(
            most.times(u64::MAX).is_some_and(|money| money.amount.ends_with(".0000") || money.amount.contains('.'))
        );
    }

    #[test]
    fn what_is_no_currency_is_refused() {
        for text in ["", "sek", "SE", "SEKK", "S€", "kr ", "12A"] {
            assert_eq!(check("1", text), Err(vec![("/currency".into(), "currency.malformed")]), "{text:?}");
        }
    }

    #[test]
    fn both_halves_are_required_and_both_faults_told() {
        let mut faults = Faults::default();
        assert_eq!(MoneyInput::default().check(&mut faults), None);
        let errors: Vec<_> = faults.into_errors().into_iter().map(|error| (error.pointer, error.code)).collect();
        assert_eq!(errors, [("/amount".into(), "field.missing"), ("/currency".to_owned(), "field.missing")]);
    }
}
