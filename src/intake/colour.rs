//! Colours of a brand, as `#rrggbb`.

use crate::field::Fault;

/// Reads `#1b4d8f`, `1B4D8F` or `#abc`; kept as `#rrggbb` in small letters.
///
/// # Errors
/// `colour.malformed`
pub fn colour(text: &str) -> Result<String, Fault> {
    let malformed = Fault::new("colour.malformed", "not a colour; it looks like #1b4d8f");
    let digits = text.trim();
    let digits = digits.strip_prefix('#').unwrap_or(digits).to_ascii_lowercase();
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Err(malformed);
    }
    match digits.len() {
        6 => Ok(format!("#{digits}")),
        3 => Ok(digits.chars().fold("#".to_owned(), |long, digit| format!("{long}{digit}{digit}"))),
        _ => Err(malformed),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_kept_in_one_spelling() {
        for (text, kept) in [("#1b4d8f", "#1b4d8f"), (" 1B4D8F ", "#1b4d8f"), ("#fA0", "#ffaa00")] {
            assert_eq!(colour(text).unwrap(), kept);
        }
    }

    #[test]
    fn everything_else_is_refused() {
        for text in ["", "#", "red", "#12345", "#1234567", "#12345g", "##12345", "#12 456", "url(x)", "#１２３", "é"]
        {
            assert_eq!(colour(text).unwrap_err().code, "colour.malformed", "{text}");
        }
    }
}
