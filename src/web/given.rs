//! Given fields: the body of a request that says some of what can be said. A `PATCH` lays them over what is there, and
//! the whole is then checked like something new.

use axum::extract::{FromRequest, Request};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::App;
use super::body::{Json, parse};
use super::problem::Problem;
use crate::intake::attributes::Attributes;

/// The fields of an object. Laid over others they replace those that are there: objects field by field, everything else
/// as a whole. A null is a value like any other: it empties the field, where the field can be empty.
pub struct Given(pub Map<String, Value>);

impl FromRequest<App> for Given {
    type Rejection = Problem;

    async fn from_request(request: Request, app: &App) -> Result<Self, Problem> {
        // This reader refuses a name that stands twice; nothing else of it is used.
        let object = Json::<Attributes>::from_request(request, app).await?.value;
        match serde_json::to_value(object) {
            Ok(Value::Object(fields)) => Ok(Self(fields)),
            _ => Ok(Self(Map::new())),
        }
    }
}

/// What was said, as a text that is kept.
pub fn kept<T: Serialize>(said: &T) -> String {
    serde_json::to_string(said).expect("inputs are plain data")
}

impl Given {
    /// All that such a text says.
    ///
    /// # Errors
    /// Where it is another text.
    pub fn of_kept(text: &str) -> Result<Self, Problem> {
        let fields = serde_json::from_str(text).map_err(|_| Problem::internal("former settings cannot be read"))?;
        Ok(Self(fields))
    }

    /// What `current` becomes.
    ///
    /// # Errors
    /// `input.invalid` for fields that are unknown or of another type.
    pub fn over<T: Serialize + DeserializeOwned>(&self, current: &T) -> Result<T, Problem> {
        read(&self.fields_over(current))
    }

    /// The fields of `current` with these laid over them.
    pub fn fields_over<T: Serialize>(&self, current: &T) -> Map<String, Value> {
        let mut whole = serde_json::to_value(current).expect("inputs are plain data");
        lay_over(&mut whole, Value::Object(self.0.clone()));
        match whole {
            Value::Object(fields) => fields,
            _ => Map::new(),
        }
    }
}

/// Reads fields into a type.
///
/// # Errors
/// `input.invalid` for fields that are unknown or of another type.
pub fn read<T: DeserializeOwned>(fields: &Map<String, Value>) -> Result<T, Problem> {
    parse(&serde_json::to_vec(fields).expect("a JSON value becomes JSON"))
}

fn lay_over(target: &mut Value, patch: Value) {
    match (target, patch) {
        (Value::Object(target), Value::Object(patch)) => {
            for (name, value) in patch {
                lay_over(target.entry(name).or_insert(Value::Null), value);
            }
        }
        (target, patch) => *target = patch,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn laid(target: Value, patch: Value) -> Value {
        let mut target = target;
        lay_over(&mut target, patch);
        target
    }

    #[test]
    fn given_fields_replace_and_the_others_stay() {
        let target = json!({"a": 1, "b": {"c": 2, "d": 3}, "e": [1, 2], "f": {"g": 1}});
        let patch = json!({"b": {"c": null, "x": 4}, "e": [3], "f": null});
        assert_eq!(laid(target, patch), json!({"a": 1, "b": {"c": null, "d": 3, "x": 4}, "e": [3], "f": null}));
    }

    #[test]
    fn nothing_given_changes_nothing() {
        let target = json!({"a": {"b": null}});
        assert_eq!(laid(target.clone(), json!({})), target);
        assert_eq!(laid(target.clone(), json!({"a": {}})), target);
    }
}
