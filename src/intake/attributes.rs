//! Attributes: what a shop wants to remember of a contact or an order, in its own words; a small JSON object.

use std::fmt;

use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;

use super::json::NAME_TWICE;
use crate::field::Fault;

/// Written as JSON without white space.
pub const LARGEST_BYTES: usize = 8 * 1_024;
/// The object itself is the first level.
pub const DEEPEST: usize = 5;

/// A JSON object of the sender's own making: up to 8 KiB and 5 levels deep, no name twice in one object.
#[derive(Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(value_type = Object, example = json!({"birth_year": 1980}))]
pub struct Attributes(Map<String, Value>);

impl Attributes {
    /// The object, its names in order; none for an empty one.
    ///
    /// # Errors
    /// `attributes.too_deep`, `attributes.too_large`, `attributes.zero_byte`.
    pub fn check(self) -> Result<Option<Map<String, Value>>, Fault> {
        if self.0.is_empty() {
            return Ok(None);
        }
        self.0.iter().try_for_each(|(name, value)| check_text(name).and_then(|()| check_value(value, 2)))?;
        let text = serde_json::to_string(&self.0).expect("values that came from JSON become JSON");
        if text.len() > LARGEST_BYTES {
            return Err(Fault::new("attributes.too_large", "larger than 8 KiB as JSON"));
        }
        Ok(Some(self.0))
    }
}

fn check_value(value: &Value, level: usize) -> Result<(), Fault> {
    let is_level = value.is_object() || value.is_array();
    if is_level && level > DEEPEST {
        return Err(Fault::new("attributes.too_deep", "deeper than 5 levels"));
    }
    match value {
        Value::String(text) => check_text(text),
        Value::Array(values) => values.iter().try_for_each(|value| check_value(value, level + 1)),
        Value::Object(map) => {
            map.iter().try_for_each(|(name, value)| check_text(name).and_then(|()| check_value(value, level + 1)))
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => Ok(()),
    }
}

/// PostgreSQL has no text with a zero byte in it; one that got in here would fail later, where it is compared.
fn check_text(text: &str) -> Result<(), Fault> {
    if text.contains('\0') {
        return Err(Fault::new("attributes.zero_byte", "a text with a zero byte in it"));
    }
    Ok(())
}

/// Personal data stays out of logs.
impl fmt::Debug for Attributes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Attributes(hidden)")
    }
}

impl<'de> Deserialize<'de> for Attributes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapOnce).map(Self)
    }
}

/// A JSON value in which no object has a name twice. (Those of the library silently keep the last: two readers of one
/// body could then see two different things.)
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ValueOnce).map(Self)
    }
}

struct MapOnce;

impl<'de> Visitor<'de> for MapOnce {
    type Value = Map<String, Value>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
        let mut map = Map::new();
        while let Some((name, Once(value))) = access.next_entry()? {
            if map.insert(name, value).is_some() {
                return Err(A::Error::custom(NAME_TWICE));
            }
        }
        Ok(map)
    }
}

struct ValueOnce;

impl<'de> Visitor<'de> for ValueOnce {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(Value::String(value))
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(Once(value)) = access.next_element()? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, access: A) -> Result<Value, A::Error> {
        MapOnce.visit_map(access).map(Value::Object)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(json: &str) -> Result<Option<Map<String, Value>>, Fault> {
        serde_json::from_str::<Attributes>(json).unwrap().check()
    }

    #[test]
    fn an_object_is_kept_with_its_names_in_order() {
        let map = check(r#"{"b": [1, -2, 0.5, "å", null, true], "a": {"x": 18446744073709551615}}"#).unwrap().unwrap();
        let text = serde_json::to_string(&map).unwrap();
        assert_eq!(text, r#"{"a":{"x":18446744073709551615},"b":[1,-2,0.5,"å",null,true]}"#);
        assert_eq!(check("{}"), Ok(None));
    }

    #[test]
    fn no_name_stands_twice() {
        for json in [r#"{"a": 1, "a": 2}"#, r#"{"a": [{"b": 1, "b": 1}]}"#, r#"{"a": 1, "\u0061": 2}"#] {
            let error = serde_json::from_str::<Attributes>(json).unwrap_err();
            assert!(error.to_string().starts_with(NAME_TWICE), "{json}");
        }
        assert!(serde_json::from_str::<Attributes>(r#"{"a": {"b": 1}, "c": {"b": 1}}"#).is_ok());
    }

    #[test]
    fn only_an_object_will_do() {
        for json in ["[]", "1", "\"a\"", "null", "true"] {
            assert!(serde_json::from_str::<Attributes>(json).is_err(), "{json}");
        }
    }

    #[test]
    fn depth_and_size_are_limited() {
        let nested = |levels: usize| format!("{{\"a\":{}1{}}}", "[".repeat(levels - 1), "]".repeat(levels - 1));
        assert!(check(&nested(DEEPEST)).is_ok());
        assert_eq!(check(&nested(DEEPEST + 1)).unwrap_err().code, "attributes.too_deep");
        assert_eq!(check(&nested(100)).unwrap_err().code, "attributes.too_deep");
        assert!(serde_json::from_str::<Attributes>(&nested(1_000_000)).is_err());

        let sized = |bytes: usize| format!("{{\"a\":\"{}\"}}", "x".repeat(bytes - 8));
        assert!(check(&sized(LARGEST_BYTES)).is_ok());
        assert_eq!(check(&sized(LARGEST_BYTES + 1)).unwrap_err().code, "attributes.too_large");
    }

    #[test]
    fn a_zero_byte_is_refused_wherever_it_stands() {
        for json in [r#"{"a": "\u0000"}"#, r#"{"\u0000": 1}"#, r#"{"a": [{"b\u0000": 1}]}"#] {
            assert_eq!(check(json).unwrap_err().code, "attributes.zero_byte", "{json}");
        }
    }
}
