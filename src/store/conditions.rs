//! Conditions of a list: what is asked for, and nothing else, stands in its statement.

use super::Value;

/// A list of conditions and the values that stand in them.
pub(super) struct Conditions<'a> {
    pub sql: String,
    pub values: Vec<Value<'a>>,
}

impl<'a> Conditions<'a> {
    /// None yet; the statement has these values already.
    pub fn new(values: Vec<Value<'a>>) -> Self {
        Self { sql: String::new(), values }
    }

    /// Adds a condition in which `{}` stands for the value. One that nobody asks for stays out of the statement, so that
    /// the database takes the index of what is asked for.
    pub fn add(&mut self, condition: &str, value: Option<impl Into<Value<'a>>>) {
        if let Some(value) = value {
            self.values.push(value.into());
            self.sql.push_str(" AND ");
            self.sql.push_str(&condition.replace("{}", &format!("${}", self.values.len())));
        }
    }

    /// Goes on with the condition before, in which a further value stands.
    pub fn extend(&mut self, rest: &str, value: Option<impl Into<Value<'a>>>) {
        if let Some(value) = value {
            self.values.push(value.into());
            self.sql.push_str(&rest.replace("{}", &format!("${}", self.values.len())));
        }
    }

    /// Whether the column is to be null.
    pub fn add_null(&mut self, column: &str, null: Option<bool>) {
        if let Some(null) = null {
            let is = if null { "IS NULL" } else { "IS NOT NULL" };
            self.sql.push_str(&format!(" AND {column} {is}"));
        }
    }
}
