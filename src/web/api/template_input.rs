//! What is said of a template, and of how it is tried.

use std::collections::BTreeMap;

use jiff::Timestamp;
use rules::campaign::Purpose;
use rules::id::TemplateId;
use rules::strategy::Role;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::campaign_input::purpose;
use super::sound;
use crate::engine::trial::{Trial, Words, fault};
use crate::field::{Fault, Faults, pointer_token};
use crate::intake::text;
use crate::store::templates::Template;
use crate::texts::Language;
use crate::texts::template::{self, Place, Wording, Wordings};
use crate::web::problem::Problem;

const LONGEST_NAME: usize = 100;

/// What is said of a template. The reference of templates says what can stand in its texts.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TemplateInput {
    /// Up to 100 characters.
    #[schema(value_type = String, required = true, max_length = 100, example = "After delivery")]
    name: Option<String>,
    /// `service_review`, `product_review` or `survey`; stays as it is.
    #[schema(value_type = String, required = true, example = "service_review")]
    purpose: Option<String>,
    /// Texts by language: `en`, `sv`, `nb`, `fr`, `da`, `fi` or `de`, at least one; null takes one away.
    #[schema(value_type = BTreeMap<String, WordingInput>, required = true)]
    languages: Option<BTreeMap<String, Option<WordingInput>>>,
}

/// The texts in one language.
#[derive(Debug, Clone, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct WordingInput {
    /// One line, cut at 200 characters.
    #[schema(value_type = String, required = true, example = "How was it at {{ shop.name }}?")]
    subject: Option<String>,
    /// Paragraphs with an empty line between, up to 64 KiB.
    #[schema(value_type = String, required = true, example = "Hello {{ customer.first_name }}!\n\n{{ answer_button }}")]
    body: Option<String>,
    /// Of the reminder, which has the same body; null: the standard one.
    reminder_subject: Option<String>,
}

impl TemplateInput {
    pub fn of(template: &Template) -> Self {
        let languages = template.languages.iter().map(|(language, wording)| {
            let said = WordingInput {
                subject: Some(wording.subject.clone()),
                body: Some(wording.body.clone()),
                reminder_subject: wording.reminder_subject.clone(),
            };
            (language.clone(), Some(said))
        });
        Self {
            name: Some(template.name.clone()),
            purpose: Some(template.purpose.as_str().to_owned()),
            languages: Some(languages.collect()),
        }
    }

    /// # Errors
    /// `input.invalid` with everything that is wrong, lines of texts included.
    pub fn check(self, id: TemplateId, version: i64, created_at: Timestamp) -> Result<Template, Problem> {
        let mut faults = Faults::default();
        let name = faults.require("/name", self.name.clone(), |name| text::line(name, LONGEST_NAME));
        let words = self.check_words(&mut faults);
        let checked = name.zip(words).map(|(name, (purpose, languages))| Template {
            id,
            name,
            purpose,
            version,
            languages,
            created_at,
        });
        sound(checked, faults)
    }

    fn check_words(self, faults: &mut Faults) -> Option<(Purpose, Wordings)> {
        let purpose = faults.require("/purpose", self.purpose, |text| purpose(&text));
        let given = self.languages.unwrap_or_default().into_iter();
        let given: Vec<_> = given.filter_map(|(language, wording)| Some((language, wording?))).collect();
        if given.is_empty() {
            faults.add("/languages", Fault::new("field.missing", "a template has texts in at least one language"));
        }
        let wordings = faults.within("languages", |faults| {
            let checked = given.into_iter().filter_map(|(language, wording)| {
                faults.within(pointer_token(&language), |faults| {
                    let known = language.parse::<Language>().map_err(|_| unknown_language());
                    faults.keep("", known)?;
                    Some((language, wording.check(faults)?))
                })
            });
            checked.collect()
        });
        Some((purpose?, wordings))
    }
}

fn unknown_language() -> Fault {
    Fault::new("language.unknown", "not one of en, sv, nb, fr, da, fi, de")
}

impl WordingInput {
    fn check(self, faults: &mut Faults) -> Option<Wording> {
        let subject = faults.require("/subject", self.subject, |text| checked(Place::Subject, &text));
        let body = faults.require("/body", self.body, |text| checked(Place::Body, &text));
        let reminder_subject =
            faults.keep_some("/reminder_subject", self.reminder_subject, |text| checked(Place::Subject, &text));
        Some(Wording { subject: subject?, body: body?, reminder_subject })
    }
}

/// A text that works, with plain line breaks.
fn checked(place: Place, text: &str) -> Result<String, Fault> {
    let text = text.replace("\r\n", "\n").replace(['\r'], "\n").replace('\t', " ");
    template::check(place, &text).map_err(fault)?;
    Ok(text)
}

/// How a template is to be shown.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PreviewInput {
    /// The language of the recipient; that of the storefront where it is left out.
    #[schema(example = "sv")]
    language: Option<String>,
    /// `first`, `follow_up` or `reminder`; the first where it is left out.
    #[schema(example = "first")]
    role: Option<String>,
    /// The slug of the storefront that writes; the account's first one where it is left out.
    #[schema(example = "main")]
    storefront: Option<String>,
}

impl PreviewInput {
    /// # Errors
    /// `input.invalid` with everything that is wrong.
    pub fn check(self, id: TemplateId) -> Result<Trial, Problem> {
        let mut faults = Faults::default();
        let trial = self.check_trial(Words::Stored(id), &mut faults);
        sound(Some(trial), faults)
    }

    fn check_trial(self, words: Words, faults: &mut Faults) -> Trial {
        let language = faults.keep_some("/language", self.language, |tag| tag.parse().map_err(|_| unknown_language()));
        let unknown = || Fault::new("role.unknown", "use first, follow_up or reminder");
        let role = faults.keep_some("/role", self.role, |text| text.parse().map_err(|()| unknown()));
        Trial { words, language, role: role.unwrap_or(Role::First), storefront: self.storefront }
    }
}

/// A template that is not stored, and how it is to be shown.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct DraftInput {
    #[schema(required = true)]
    template: TemplateInput,
    /// The language of the recipient; that of the storefront where it is left out.
    #[schema(example = "sv")]
    language: Option<String>,
    /// `first`, `follow_up` or `reminder`; the first where it is left out.
    #[schema(example = "first")]
    role: Option<String>,
    /// The slug of the storefront that writes; the account's first one where it is left out.
    #[schema(example = "main")]
    storefront: Option<String>,
}

impl DraftInput {
    /// # Errors
    /// `input.invalid` with everything that is wrong.
    pub fn check(self) -> Result<Trial, Problem> {
        let Self { template, language, role, storefront } = self;
        let mut faults = Faults::default();
        let words = faults.within("template", |faults| template.check_words(faults));
        let trial = words.map(|(purpose, wordings)| {
            let words = Words::Given { purpose, wordings };
            PreviewInput { language, role, storefront }.check_trial(words, &mut faults)
        });
        sound(trial, faults)
    }
}

/// To whom a template is sent as a test, and how.
#[derive(Debug, Clone, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct TestInput {
    /// A user of the account; in a sandbox, any address.
    #[schema(value_type = String, required = true, example = "mia@shop.example")]
    to: Option<String>,
    /// The language of the recipient; that of the storefront where it is left out.
    #[schema(example = "sv")]
    language: Option<String>,
    /// `first`, `follow_up` or `reminder`; the first where it is left out.
    #[schema(example = "first")]
    role: Option<String>,
    /// The slug of the storefront that writes; the account's first one where it is left out.
    #[schema(example = "main")]
    storefront: Option<String>,
}

impl TestInput {
    /// How to try the template, and the address to which it goes.
    ///
    /// # Errors
    /// `input.invalid` with everything that is wrong.
    pub fn check(self, id: TemplateId) -> Result<(Trial, String), Problem> {
        let Self { to, language, role, storefront } = self;
        let mut faults = Faults::default();
        let to = faults.require("/to", to, |text| crate::intake::email::Email::parse(&text));
        let trial = PreviewInput { language, role, storefront }.check_trial(Words::Stored(id), &mut faults);
        sound(to.map(|to| (trial, to.as_str().to_owned())), faults)
    }
}
