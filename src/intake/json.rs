//! JSON bodies: from bytes to a typed input, or to one error that says where and what.
//!
//! An object with a name twice is refused wherever the type has named fields, and in [`Attributes`]; only a field of the
//! type `serde_json::Value` would silently keep the last.
//!
//! [`Attributes`]: super::attributes::Attributes

use serde::Deserialize;
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use super::error::{Fault, FieldError, pointer_token};

/// Levels of nesting that are read; the limit is the library's own, and a test holds it to this number.
pub const DEEPEST: usize = 127;

/// Reads a body.
///
/// # Errors
/// The first thing wrong: `json.not_utf8`, `json.syntax` with line and column, `json.too_deep`; or with the pointer of the
/// field `field.type`, `field.value`, `field.unknown`, `field.missing`, `field.duplicate`.
pub fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, FieldError> {
    let text = str::from_utf8(body).map_err(|error| not_utf8(error.valid_up_to()))?;
    // Keeping track of the way to a field slows the reader down; only what is wrong is read a second time with it.
    serde_json::from_str(text).map_err(|error| match error.classify() {
        Category::Data => locate::<T>(text),
        Category::Syntax | Category::Eof | Category::Io => syntax(&error),
    })
}

fn not_utf8(offset: usize) -> FieldError {
    let detail = format!("the body is not UTF-8 text: see the byte at offset {offset}");
    FieldError::new("", Fault { code: "json.not_utf8", detail: detail.into() })
}

fn syntax(error: &serde_json::Error) -> FieldError {
    // The library's messages on syntax are fixed texts: they name what was expected, never what stood there.
    let message = without_position(&error.to_string()).to_owned();
    if message == "recursion limit exceeded" {
        return FieldError::new("", Fault::new("json.too_deep", "nested too deeply: more than 127 levels"));
    }
    let detail = format!("not JSON at line {}, column {}: {message}", error.line(), error.column());
    FieldError::new("", Fault { code: "json.syntax", detail: detail.into() })
}

/// Finds what does not fit the type, by reading again with the way noted.
fn locate<'a, T: Deserialize<'a>>(text: &'a str) -> FieldError {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, T>(&mut reader) {
        Ok(_) => FieldError::new("", MISFIT),
        Err(error) => describe(&pointer(error.path()), &error.inner().to_string()),
    }
}

const MISFIT: Fault = Fault::new("field.value", "not a value that can stand here");

/// The library's messages on values repeat the value, which may be personal data. Of those only the end is kept, which
/// comes from the type; of a field's name, what the type knows or the pointer shows anyway.
fn describe(pointer: &str, message: &str) -> FieldError {
    let message = without_position(message);
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    let told = |code, detail: String| FieldError::new(pointer, Fault { code, detail: detail.into() });
    let kind = [
        "invalid type",
        "invalid value",
        "invalid length",
        "unknown variant",
        "unknown field",
        "missing field",
        "duplicate field",
    ]
    .into_iter()
    .find(|kind| message.starts_with(kind));
    match (kind, expected) {
        (Some("invalid type"), Some(expected)) => told("field.type", format!("expected {expected}")),
        (Some("invalid value" | "invalid length" | "unknown variant"), Some(expected)) => {
            told("field.value", format!("expected {expected}"))
        }
        (Some("unknown field"), Some(expected)) => {
            told("field.unknown", format!("no such field; expected {expected}"))
        }
        (Some("unknown field"), None) => told("field.unknown", "no such field".to_owned()),
        (Some("missing field"), _) => {
            let name = message.split('`').nth(1).unwrap_or_default();
            FieldError::new(format!("{pointer}/{}", pointer_token(name)), Fault::missing())
        }
        (Some("duplicate field"), _) => told("field.duplicate", "stands twice in one object".to_owned()),
        _ => FieldError::new(pointer, MISFIT),
    }
}

fn without_position(message: &str) -> &str {
    message.rsplit_once(" at line ").map_or(message, |(message, _)| message)
}

fn pointer(path: &Path) -> String {
    let mut pointer = String::new();
    for segment in path {
        match segment {
            Segment::Seq { index } => pointer.push_str(&format!("/{index}")),
            Segment::Map { key } => pointer.push_str(&format!("/{}", pointer_token(key))),
            // The variant of an enum is no level of the JSON document.
            Segment::Enum { .. } | Segment::Unknown => {}
        }
    }
    pointer
}
