//! Short texts: one line, no controls, of a bounded length.

use super::Fault;

/// A text on one line: trimmed, not empty, at most `most` characters, all of them visible.
///
/// # Errors
/// `field.missing` for an empty one, `text.too_long`, `text.controls`.
pub fn line(text: String, most: usize) -> Result<String, Fault> {
    let text = trimmed(text);
    if text.is_empty() {
        return Err(Fault::missing());
    }
    // Bytes first: a text of a million characters is not counted through.
    if text.len() > most && text.chars().nth(most).is_some() {
        return Err(Fault::too_long(most));
    }
    if text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) || !text.chars().any(is_hidden) {
        return Ok(text);
    }
    Err(Fault::new("text.controls", "has line breaks, controls or characters that cannot be seen"))
}

/// Without the white space around it; the same text where there is none.
fn trimmed(text: String) -> String {
    let inner = text.trim();
    if inner.len() == text.len() { text } else { inner.to_owned() }
}

/// Characters that no text on one line needs, and that change how the rest of it is read: controls, line and paragraph
/// separators, marks that turn the direction of writing, spaces without width. The joiners of emoji and Persian stay.
pub fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn code(text: &str, most: usize) -> &'static str {
        line(text.to_owned(), most).map_or_else(|fault| fault.code, |_| "ok")
    }

    #[test]
    fn a_line_is_trimmed_and_kept() {
        assert_eq!(line(" CD-000123\t".into(), 128).unwrap(), "CD-000123");
        assert_eq!(line("Öl & Brød".into(), 9).unwrap(), "Öl & Brød");
        assert_eq!(line("👩‍👧".into(), 3).unwrap(), "👩‍👧");
    }

    #[test]
    fn what_is_no_line_is_refused() {
        let table = [
            ("", "field.missing"),
            (" \u{a0}\t", "field.missing"),
            ("abcd", "text.too_long"),
            ("åäöü", "text.too_long"),
            ("a\nb", "text.controls"),
            ("a\0b", "text.controls"),
            ("a\u{7f}", "text.controls"),
            ("a\u{202e}b", "text.controls"),
            ("a\u{200b}b", "text.controls"),
        ];
        for (text, expected) in table {
            assert_eq!(code(text, 3), expected, "{text:?}");
        }
    }
}
