//! What is wrong with an input and where: the `errors` of a problem document (RFC 9457), or of a line of a file.

pub mod text;
pub mod url;

use std::borrow::Cow;
use std::fmt;

use serde::Serialize;
use utoipa::ToSchema;

/// More errors than this of one input are not told: nobody reads them, and a hostile body must not make a long answer.
pub const MOST_ERRORS: usize = 100;
/// A pointer repeats names that the sender chose; each is cut at so many characters.
pub const LONGEST_TOKEN: usize = 64;

/// What is wrong with one field of an input.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where, as a JSON Pointer (RFC 6901); empty for the whole input.
    #[schema(example = "/contact/email")]
    pub pointer: String,
    /// What, in a stable spelling.
    #[schema(value_type = String, example = "email.malformed")]
    pub code: &'static str,
    /// A sentence for the person who sent it. It never repeats what was sent: that may be personal data.
    #[schema(example = "an address needs exactly one @")]
    pub detail: String,
    /// What it is said with in another language than English, where the code does not tell it.
    #[serde(skip)]
    pub particulars: Option<Particulars>,
}

/// What a code stands for this time: a word for it, and what that is said with, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Particulars {
    pub word: &'static str,
    pub facts: Vec<(&'static str, String)>,
}

impl FieldError {
    pub fn new(pointer: impl Into<String>, fault: Fault) -> Self {
        let Fault { code, detail, particulars } = fault;
        Self { pointer: pointer.into(), code, detail: detail.into_owned(), particulars }
    }

    /// One whose words were put together for it.
    pub fn told(pointer: impl Into<String>, code: &'static str, detail: impl Into<String>) -> Self {
        Self::new(pointer, Fault::told(code, detail.into()))
    }

    /// The same error of a field that stands inside another one.
    #[must_use]
    pub fn within(mut self, parent: &str) -> Self {
        self.pointer.insert_str(0, parent);
        self
    }
}

impl fmt::Display for FieldError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            return write!(f, "{} ({})", self.detail, self.code);
        }
        write!(f, "{}: {} ({})", self.pointer, self.detail, self.code)
    }
}

impl std::error::Error for FieldError {}

/// What is wrong with a value, wherever it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    pub code: &'static str,
    pub detail: Cow<'static, str>,
    /// As of [`FieldError`].
    pub particulars: Option<Particulars>,
}

impl Fault {
    pub const fn new(code: &'static str, detail: &'static str) -> Self {
        Self { code, detail: Cow::Borrowed(detail), particulars: None }
    }

    /// One whose words were put together for it.
    pub fn told(code: &'static str, detail: impl Into<Cow<'static, str>>) -> Self {
        Self { code, detail: detail.into(), particulars: None }
    }

    /// A required field that is not there, or null.
    pub const fn missing() -> Self {
        Self::new("field.missing", "this field is required")
    }

    pub fn too_long(most: usize) -> Self {
        Self::told("text.too_long", format!("longer than {most} characters"))
    }

    pub fn too_many(most: usize) -> Self {
        Self::told("list.too_long", format!("more than {most} entries"))
    }
}

/// Collects every fault of an input, so that the sender can mend them all at once.
#[derive(Debug, Default)]
pub struct Faults(Vec<FieldError>);

impl Faults {
    pub fn add(&mut self, pointer: impl Into<String>, fault: Fault) {
        self.add_error(FieldError::new(pointer, fault));
    }

    pub fn add_error(&mut self, error: FieldError) {
        if self.0.len() < MOST_ERRORS {
            self.0.push(error);
        }
    }

    /// The value, or none and its fault noted at `pointer`.
    pub fn keep<T>(&mut self, pointer: &str, checked: Result<T, Fault>) -> Option<T> {
        checked.map_err(|fault| self.add(pointer, fault)).ok()
    }

    /// Like [`keep`](Self::keep) for a field that may be left out.
    pub fn keep_some<I, T>(
        &mut self,
        pointer: &str,
        value: Option<I>,
        check: impl FnOnce(I) -> Result<T, Fault>,
    ) -> Option<T> {
        self.keep(pointer, check(value?))
    }

    /// Like [`keep`](Self::keep) for a field that may not be left out.
    pub fn require<I, T>(
        &mut self,
        pointer: &str,
        value: Option<I>,
        check: impl FnOnce(I) -> Result<T, Fault>,
    ) -> Option<T> {
        self.keep(pointer, value.ok_or_else(Fault::missing).and_then(check))
    }

    /// Runs a check of something inside; what it finds is noted below `/token`. Writes nothing where all is well.
    pub fn within<T>(&mut self, token: impl fmt::Display, check: impl FnOnce(&mut Faults) -> T) -> T {
        let before = self.0.len();
        let value = check(self);
        for error in &mut self.0[before..] {
            error.pointer.insert_str(0, &format!("/{token}"));
        }
        value
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn into_errors(self) -> Vec<FieldError> {
        self.0
    }
}

/// A name as a token of a JSON Pointer: `~` and `/` escaped, cut where it is overlong.
pub fn pointer_token(name: &str) -> String {
    let mut token = String::with_capacity(name.len().min(LONGEST_TOKEN));
    for character in name.chars().take(LONGEST_TOKEN) {
        match character {
            '~' => token.push_str("~0"),
            '/' => token.push_str("~1"),
            _ => token.push(character),
        }
    }
    token
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fault_inside_is_noted_with_the_whole_way_to_it() {
        let mut faults = Faults::default();
        faults.within("products", |faults| {
            faults.within(3, |faults| faults.add("/sku", Fault::missing()));
            faults.add("", Fault::too_many(500));
        });
        let pointers: Vec<_> = faults.into_errors().into_iter().map(|error| error.pointer).collect();
        assert_eq!(pointers, ["/products/3/sku", "/products"]);
    }

    #[test]
    fn a_hostile_input_does_not_make_a_long_answer() {
        let mut faults = Faults::default();
        for _ in 0..10 * MOST_ERRORS {
            faults.add("/sku", Fault::missing());
        }
        assert_eq!(faults.into_errors().len(), MOST_ERRORS);
        assert_eq!(pointer_token(&"x".repeat(1_000_000)).len(), LONGEST_TOKEN);
    }

    #[test]
    fn names_are_escaped_as_rfc_6901_asks() {
        assert_eq!(pointer_token("a/b~c"), "a~1b~0c");
    }

    #[test]
    fn an_error_reads_as_one_line() {
        let error = FieldError::new("/total/amount", Fault::missing());
        assert_eq!(error.to_string(), "/total/amount: this field is required (field.missing)");
        assert_eq!(FieldError::new("", Fault::too_long(3)).to_string(), "longer than 3 characters (text.too_long)");
    }
}
