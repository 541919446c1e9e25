//! Measures: a length of time as a number and a unit, which together are the ISO 8601 text of the API.

use super::form::{Field, Form};
use super::frame::Frame;
use crate::web::input::Input;

/// A field for a length of time. Its unit is typed in the field `<name>.unit`.
pub struct Measure {
    pub number: Field,
    pub unit: Field,
    pub units: Vec<(String, String)>,
}

/// A unit's letter, and the key of its name. None: the number is ISO 8601 as it stands.
const UNITS: [(&str, &str); 5] = [
    ("H", "page-unit-hours"),
    ("D", "page-unit-days"),
    ("W", "page-unit-weeks"),
    ("M", "page-unit-months"),
    ("Y", "page-unit-years"),
];

impl Measure {
    pub fn of(form: &Form<'_>, frame: &Frame, name: &str, (label, hint): (&str, &str)) -> Self {
        let unit = form.field(&unit_of(name), "page-unit");
        let mut units: Vec<_> = UNITS.map(|(letter, key)| (letter.to_owned(), frame.say(key))).into();
        if unit.value.is_empty() {
            units.push((String::new(), "ISO 8601".to_owned()));
        }
        Self { number: form.hinted(name, label, hint), unit, units }
    }
}

fn unit_of(name: &str) -> String {
    format!("{name}.unit")
}

/// What was typed, as ISO 8601. What is no whole number stays as it was typed, and is refused where it is checked.
pub fn typed(input: &Input, name: &str) -> String {
    let number = input.get(name).unwrap_or_default().trim();
    let is_whole = !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    match input.get(&unit_of(name)) {
        Some("H") if is_whole => format!("PT{number}H"),
        Some(unit @ ("D" | "W" | "M" | "Y")) if is_whole => format!("P{number}{unit}"),
        _ => number.to_owned(),
    }
}

/// Fills the field with a length of time.
pub fn fill(input: &mut Input, name: &str, iso: &str) {
    let (number, unit) = split(iso);
    input.set(name, number);
    input.set(&unit_of(name), unit);
}

/// `P7D` is 7 and `D`; what has more than one unit stays whole, with none.
fn split(iso: &str) -> (&str, &'static str) {
    let whole = |number: &&str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let hours = iso.strip_prefix("PT").and_then(|rest| rest.strip_suffix('H')).filter(whole);
    let days = |unit: &'static str| {
        let number = iso.strip_prefix('P').and_then(|rest| rest.strip_suffix(unit)).filter(whole)?;
        Some((number, unit))
    };
    let calendar = ["D", "W", "M", "Y"].into_iter().find_map(days);
    hours.map(|number| (number, "H")).or(calendar).unwrap_or((iso, ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_length_of_time_comes_back_as_it_went() {
        for iso in ["P7D", "P0D", "PT36H", "P3M", "P2W", "P3Y", "P1M10D", "PT90M", "P", "", "P7", "seven"] {
            let mut input = Input::default();
            fill(&mut input, "delay", iso);
            assert_eq!(typed(&input, "delay"), iso);
        }
    }

    #[test]
    fn what_is_no_whole_number_is_left_for_the_check() {
        for text in ["-3", "7.5", "٣", "1e3", ""] {
            let mut input = Input::default();
            fill(&mut input, "delay", "P7D");
            input.set("delay", text);
            assert_eq!(typed(&input, "delay"), text);
        }
    }
}
