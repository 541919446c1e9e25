//! Meanwhile: somebody else changed what a form was begun from. The form comes back with what was typed in it and says
//! what is there now; nothing is overwritten unseen.

use axum::http::StatusCode;
use jiff::Timestamp;
use rules::id::AccountId;

use super::frame::Frame;
use super::storefronts::own_name;
use crate::field::FieldError;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::{Error, Tx, users};
use crate::texts::Noun;
use crate::web::input::Input;

/// Entries of the audit log in which the change is looked for; it was a moment ago.
const LATEST: i64 = 200;

/// The change of somebody else.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// None: by a program or the command line.
    pub who: Option<String>,
    pub at: Option<Timestamp>,
}

/// The change of somebody else, and what is there now in each field in which it is not what was typed.
pub struct Meanwhile {
    pub change: Change,
    pub fields: Vec<(String, String)>,
}

/// The status of a form's page: shown, refused, or overtaken by somebody else.
pub fn status(meanwhile: Option<&Meanwhile>, errors: &[FieldError]) -> StatusCode {
    match (meanwhile, errors) {
        (Some(_), _) => StatusCode::CONFLICT,
        (None, []) => StatusCode::OK,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    }
}

/// Who changed this last.
///
/// # Errors
/// Those of the database.
pub fn last_change(tx: &mut Tx<'_>, account: AccountId, act: Act, subject: &str) -> Result<Change, Error> {
    let entries = audit_log::list(tx, account, None, LATEST)?;
    let Some(entry) = entries.into_iter().find(|entry| entry.act == act.as_str() && entry.subject == subject) else {
        return Ok(Change::default());
    };
    let user = match entry.actor {
        Actor::User(id) => users::find(tx, account, id)?,
        Actor::ApiKey(_) | Actor::CommandLine => None,
    };
    Ok(Change { who: user.map(|user| user.name.unwrap_or(user.email)), at: Some(entry.happened_at) })
}

/// What a field's code stands for; what is no code stays as it is.
fn in_words(frame: &Frame, field: &str, value: &str) -> String {
    let key = match (field, value) {
        ("enabled" | "reminder.enabled" | "pressure.distinct_interactions", "") => "page-no",
        ("enabled" | "reminder.enabled" | "pressure.distinct_interactions", _) => "page-yes",
        (_, "") => return String::new(),
        ("base", "event") => "page-base-event",
        ("base", "activation_date") => "page-base-activation-date",
        ("send_at.zone", "recipient") => "page-zone-recipient",
        ("send_at.zone", "storefront") => "page-zone-storefront",
        ("send_at.zone", "utc") => "page-zone-utc",
        ("frequency.mode", "min_gap") => "page-mode-min-gap",
        ("frequency.mode", "every_event") => "page-mode-every-event",
        ("answer_mails.when", "never") => "page-account-mail-never",
        ("answer_mails.when", "daily") => "page-account-mail-daily",
        ("answer_mails.when", "each") => "page-account-mail-each",
        ("declared_basis", code) => return frame.word(Noun::Basis, code),
        ("language", tag) => return tag.parse().map_or_else(|_| tag.to_owned(), own_name),
        (_, other) => return other.to_owned(),
    };
    frame.say(key)
}

impl Meanwhile {
    /// Compares what is there with what was typed, in fields by their name and the key of their label.
    pub fn new(frame: &Frame, change: Change, there: &Input, typed: &Input, fields: &[(&str, &str)]) -> Self {
        let told = |(name, label): &(&str, &str)| {
            let unit = |input: &Input| input.get(&format!("{name}.unit")).unwrap_or_default().to_owned();
            let value = |input: &Input| input.get(name).unwrap_or_default().trim().replace("\r\n", "\n");
            let differs = value(there) != value(typed) || unit(there) != unit(typed);
            let now = match (in_words(frame, name, &value(there)), unit(there)) {
                (value, _) if value.is_empty() => frame.say("page-nothing"),
                (value, unit) if unit.is_empty() => value,
                (value, unit) if unit == "H" => frame.duration(&format!("PT{value}H")),
                (value, unit) => frame.duration(&format!("P{value}{unit}")),
            };
            differs.then(|| (frame.say(label), now))
        };
        Self { change, fields: fields.iter().filter_map(told).collect() }
    }

    /// Says what is there now in the field with this label otherwise than the form holds it.
    pub fn say(&mut self, label: &str, now: &str) {
        self.fields.iter_mut().filter(|field| field.0 == label).for_each(|field| now.clone_into(&mut field.1));
    }

    /// Who it was and when, in words.
    pub fn says(&self, frame: &Frame) -> String {
        let at = self.change.at.map_or_else(String::new, |at| frame.instant(at));
        match &self.change.who {
            Some(who) => frame.say_with("page-meanwhile-who", &[("who", who.as_str().into()), ("at", at.into())]),
            None => frame.say("page-meanwhile-program"),
        }
    }
}
