//! Forms: fields with what was typed in them, and beside each what is wrong.

use super::frame::Frame;
use crate::field::FieldError;
use crate::web::input::Input;

/// A form on its way to a page. A field is named after its pointer: `/send_at/hour` is `send_at.hour`.
pub struct Form<'a> {
    frame: &'a Frame,
    input: &'a Input,
    errors: &'a [FieldError],
}

/// One field of a form, as the components draw it.
pub struct Field {
    pub name: String,
    pub label: String,
    pub hint: String,
    pub value: String,
    pub error: Option<String>,
}

impl<'a> Form<'a> {
    pub fn new(frame: &'a Frame, input: &'a Input, errors: &'a [FieldError]) -> Self {
        Self { frame, input, errors }
    }

    /// A message in the reader's language.
    pub fn say(&self, key: &str) -> String {
        self.frame.say(key)
    }

    /// A field whose label is the message `label`.
    pub fn field(&self, name: &str, label: &str) -> Field {
        let pointer = format!("/{}", name.replace('.', "/"));
        let error = self.errors.iter().find(|error| error.pointer == pointer);
        Field {
            name: name.to_owned(),
            label: self.frame.say(label),
            hint: String::new(),
            value: self.input.get(name).unwrap_or_default().to_owned(),
            error: error.map(|error| self.frame.fault(error)),
        }
    }

    /// As [`Form::field`], with a sentence on what to know.
    pub fn hinted(&self, name: &str, label: &str, hint: &str) -> Field {
        Field { hint: self.frame.say(hint), ..self.field(name, label) }
    }

    /// What is wrong with no field that is shown, in words.
    pub fn others(&self, shown: &[&Field]) -> Vec<String> {
        let is_shown = |error: &&FieldError| {
            shown.iter().any(|field| error.pointer == format!("/{}", field.name.replace('.', "/")))
        };
        self.errors.iter().filter(|error| !is_shown(error)).map(|error| self.frame.fault(error)).collect()
    }
}

impl Field {
    /// The attributes that tie the box to its hint and its error, for whoever hears the page.
    pub fn described(&self) -> String {
        let hint = (!self.hint.is_empty()).then(|| format!("{}-hint", self.name));
        let error = self.error.is_some().then(|| format!("{}-error", self.name));
        let invalid = if self.error.is_some() { " aria-invalid=\"true\"" } else { "" };
        let by: Vec<_> = hint.into_iter().chain(error).collect();
        if by.is_empty() { invalid.to_owned() } else { format!("{invalid} aria-describedby=\"{}\"", by.join(" ")) }
    }
}
