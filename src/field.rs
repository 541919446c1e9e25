//! A field of someone's input that cannot be taken: which one, and why.

use serde::Serialize;
use utoipa::ToSchema;

/// One entry of a problem's `errors` (RFC 9457).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where in the body (RFC 6901).
    #[schema(example = "/contact/email")]
    pub pointer: String,
    /// Stable, for programs.
    #[schema(example = "email.invalid")]
    pub code: &'static str,
    /// For people; never repeats personal data.
    pub detail: String,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self { pointer: pointer.into(), code, detail: detail.into() }
    }

    /// The same error of a field that stands inside another one.
    pub fn within(mut self, parent: &str) -> Self {
        self.pointer.insert_str(0, parent);
        self
    }
}
