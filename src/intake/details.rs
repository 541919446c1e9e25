//! Details of an event: what no rule reads, but messages, forms and audiences do. Stored as one JSON text.

use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use super::money::Money;
use super::product::Product;

/// What an event said besides who, what, when and where. Written and read back by the same code, its parts always in the
/// order below, so that the same details are the same text.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Details {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub products: Vec<Product>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub total: Option<Money>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub staff: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub attributes: Option<Map<String, Value>>,
}

impl Details {
    /// The text to store; none where there are no details.
    pub fn to_text(&self) -> Option<String> {
        let is_empty =
            self.products.is_empty() && self.total.is_none() && self.staff.is_none() && self.attributes.is_none();
        (!is_empty).then(|| serde_json::to_string(self).expect("every name in it is a text"))
    }

    /// Reads what [`to_text`](Self::to_text) wrote.
    ///
    /// # Errors
    /// For any other text.
    pub fn from_text(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

/// Personal data stays out of logs.
impl fmt::Debug for Details {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Details(hidden)")
    }
}
