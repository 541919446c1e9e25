//! JSON bodies: from bytes to a typed input, or to one error that says where and what.
//!
//! An object with a name twice is refused wherever the type has named fields, and in [`Attributes`]; only a field of the
//! type `serde_json::Value` would silently keep the last. A list of values in the order of a type's fields, which serde
//! would take for an object, is not one: see [`some_object`] and [`objects`] for what stands inside another.
//!
//! [`Attributes`]: super::attributes::Attributes

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer};
use serde_json::error::Category;
use serde_path_to_error::{Path, Segment};

use crate::field::{Fault, FieldError, pointer_token};

/// Levels of nesting that are read; the limit is the library's own, and a test holds it to this number.
pub const DEEPEST: usize = 127;
/// What a reader that keeps the names of an object says of one that stands twice.
pub(super) const NAME_TWICE: &str = "a name stands twice";

/// Reads a body, which is an object.
///
/// # Errors
/// The first thing wrong: `json.not_utf8`, `json.syntax` with line and column, `json.too_deep`; or with the pointer of the
/// field `field.type`, `field.value`, `field.unknown`, `field.missing`, `field.duplicate`.
pub fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, FieldError> {
    let text = str::from_utf8(body).map_err(|error| not_utf8(error.valid_up_to()))?;
    // Keeping track of the way to a field slows the reader down; only what is wrong is read a second time with it.
    let read = serde_json::from_str::<Object<T>>(text);
    read.map(|object| object.0).map_err(|error| match error.classify() {
        Category::Data => locate::<T>(text),
        Category::Syntax | Category::Eof | Category::Io => syntax(&error),
    })
}

fn not_utf8(offset: usize) -> FieldError {
    let detail = format!("the body is not UTF-8 text: see the byte at offset {offset}");
    FieldError::new("", Fault::told("json.not_utf8", detail))
}

fn syntax(error: &serde_json::Error) -> FieldError {
    // The library's messages on syntax are fixed texts: they name what was expected, never what stood there.
    let message = without_position(&error.to_string()).to_owned();
    if message == "recursion limit exceeded" {
        return FieldError::new("", Fault::new("json.too_deep", "nested too deeply: more than 127 levels"));
    }
    let detail = format!("not JSON at line {}, column {}: {message}", error.line(), error.column());
    FieldError::new("", Fault::told("json.syntax", detail))
}

/// Finds what does not fit the type, by reading again with the way noted.
fn locate<'a, T: Deserialize<'a>>(text: &'a str) -> FieldError {
    let mut reader = serde_json::Deserializer::from_str(text);
    match serde_path_to_error::deserialize::<_, Object<T>>(&mut reader) {
        Ok(_) => FieldError::new("", MISFIT),
        Err(error) => describe(&pointer(error.path()), &error.inner().to_string()),
    }
}

const TWICE: Fault = Fault::new("field.duplicate", "a name stands twice in one object");
const MISFIT: Fault = Fault::new("field.value", "not a value that can stand here");

/// The library's messages on values repeat the value, which may be personal data. Of those only the end is kept, which
/// comes from the type; of a field's name, what the type knows or the pointer shows anyway.
fn describe(pointer: &str, message: &str) -> FieldError {
    let message = without_position(message);
    let expected = message.rsplit_once(", expected ").map(|(_, expected)| expected);
    // Of a field that is missing or there twice, the type knows the name.
    let name = message.split('`').nth(1).map(pointer_token).unwrap_or_default();
    let told = |code, detail: String| FieldError::new(pointer, Fault::told(code, detail));
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
        (Some("unknown field"), Some(expected)) => told("field.unknown", format!("no such field; expected {expected}")),
        (Some("unknown field"), None) => told("field.unknown", "no such field".to_owned()),
        (Some("missing field"), _) => FieldError::new(format!("{pointer}/{name}"), Fault::missing()),
        (Some("duplicate field"), _) => FieldError::new(format!("{pointer}/{name}"), TWICE),
        _ if message == NAME_TWICE => FieldError::new(pointer, TWICE),
        _ => FieldError::new(pointer, MISFIT),
    }
}

/// For `#[serde(deserialize_with)]`: a field that is an object, or null.
///
/// # Errors
/// Where it is anything else.
pub fn some_object<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<T>, D::Error> {
    Option::<Object<T>>::deserialize(deserializer).map(|object| object.map(|object| object.0))
}

/// For `#[serde(deserialize_with)]`: a field that is a list of objects, or null.
///
/// # Errors
/// Where it is anything else.
pub fn objects<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<Option<Vec<T>>, D::Error> {
    let objects = Option::<Vec<Object<T>>>::deserialize(deserializer)?;
    Ok(objects.map(|objects| objects.into_iter().map(|object| object.0).collect()))
}

/// A type with named fields, read from an object only.
struct Object<T>(T);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Object<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ObjectVisitor(PhantomData)).map(Self)
    }
}

struct ObjectVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for ObjectVisitor<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<T, A::Error> {
        T::deserialize(MapAccessDeserializer::new(access))
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::event::EventInput;

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(deny_unknown_fields, rename_all = "snake_case")]
    struct Record {
        count: u8,
        kind: Option<Kind>,
        #[serde(default)]
        items: Vec<Record>,
    }

    #[derive(Debug, Deserialize, PartialEq)]
    #[serde(rename_all = "snake_case")]
    enum Kind {
        Good,
        Bad,
    }

    fn fault(body: impl AsRef<[u8]>) -> (String, &'static str, String) {
        let error = parse::<Record>(body.as_ref()).unwrap_err();
        (error.pointer, error.code, error.detail)
    }

    #[test]
    fn a_good_body_is_read() {
        let record = parse::<Record>(r#" {"count": 1, "kind": "good", "items": []} "#.as_bytes()).unwrap();
        assert_eq!(record, Record { count: 1, kind: Some(Kind::Good), items: Vec::new() });
    }

    #[test]
    fn what_is_no_json_is_told_with_line_and_column() {
        let table = [
            ("", "not JSON at line 1, column 0: EOF while parsing a value"),
            ("{", "not JSON at line 1, column 1: EOF while parsing an object"),
            ("{\n  \"count\": 1,\n}", "not JSON at line 3, column 1: trailing comma"),
            ("{\"count\": 1} x", "not JSON at line 1, column 14: trailing characters"),
            ("{'count': 1}", "not JSON at line 1, column 2: key must be a string"),
            ("\u{feff}{}", "not JSON at line 1, column 1: expected value"),
            ("{\"items\": [{\"kind\": \"\\ud800\"}]}", "not JSON at line 1, column 28: unexpected end of hex escape"),
        ];
        for (body, detail) in table {
            assert_eq!(fault(body), (String::new(), "json.syntax", detail.to_owned()), "{body}");
        }
    }

    #[test]
    fn bytes_that_are_no_text_are_told_with_their_place() {
        let detail = "the body is not UTF-8 text: see the byte at offset 10".to_owned();
        assert_eq!(fault(b"{\"count\":\"\xe5\"}"), (String::new(), "json.not_utf8", detail));
    }

    #[test]
    fn what_does_not_fit_is_told_with_its_pointer() {
        let table = [
            ("[]", "", "field.type", "expected an object"),
            ("{}", "/count", "field.missing", "this field is required"),
            ("3", "", "field.type", "expected an object"),
            (r#"{"items": [{"count": 1}, {"count": "1"}]}"#, "/items/1/count", "field.type", "expected u8"),
            (r#"{"items": [{"count": 1}, {}]}"#, "/items/1/count", "field.missing", "this field is required"),
            (r#"{"count": 256}"#, "/count", "field.value", "expected u8"),
            (r#"{"count": 1, "kind": "ugly"}"#, "/kind", "field.value", "expected `good` or `bad`"),
            (r#"{"count": 1, "count": 2}"#, "/count", "field.duplicate", "a name stands twice in one object"),
            (
                r#"{"count": 1, "a/b~c": 2}"#,
                "/a~1b~0c",
                "field.unknown",
                "no such field; expected one of `count`, `kind`, `items`",
            ),
        ];
        for (body, pointer, code, detail) in table {
            assert_eq!(fault(body), (pointer.to_owned(), code, detail.to_owned()), "{body}");
        }
    }

    #[test]
    fn an_error_never_repeats_a_value() {
        let table = [
            r#"{"count": "ada@example.com"}"#,
            r#"{"count": "ada@example.com, expected nothing else"}"#,
            r#"{"count": 1, "kind": "ada@example.com"}"#,
            r#"{"count": 1, "kind": "x, expected ada@example.com at line 7"}"#,
            r#"{"count": 1, "kind": {"ada@example.com": 1}}"#,
        ];
        for body in table {
            let (pointer, _, detail) = fault(body);
            assert!(!detail.contains("ada") && !pointer.contains("ada"), "{pointer}: {detail}");
        }
    }

    #[test]
    fn a_deep_body_is_refused_before_it_is_read() {
        let nested =
            |levels: usize| format!("{}\"count\":1{}", "{\"items\":[".repeat(levels / 2), "]}".repeat(levels / 2));
        assert_ne!(fault(nested(DEEPEST - 3)).1, "json.too_deep");
        assert_eq!(fault(nested(DEEPEST + 3)).1, "json.too_deep");
        assert_eq!(fault(nested(2_000_000)).1, "json.too_deep");
        assert_eq!(fault("[".repeat(1_000_000)).1, "field.type");
    }

    proptest! {
        #[test]
        fn any_bytes_are_an_event_or_a_clear_error(body in prop::collection::vec(any::<u8>(), 0..200)) {
            prop_assert!(parse::<EventInput>(&body).is_err());
        }

        #[test]
        fn any_json_is_an_event_or_a_clear_error(
            body in "\\{(\"(type|contact|products|total|attributes|x)\":(\"\\PC{0,9}\"|\\{\"(email|sku|a)\":[0-9\"\\]\\[]{0,5}\\}|\\[[0-9]?\\]|null|[0-9]{1,30}),?){0,4}\\}",
        ) {
            if let Err(error) = parse::<EventInput>(body.as_bytes()) {
                prop_assert!(error.pointer.is_empty() || error.pointer.starts_with('/'));
                prop_assert!(!error.detail.is_empty());
            }
        }
    }
}
