//! Undo: a person takes back the last change of some settings. It is a change like any other, and only made where nobody
//! changed them since.

use axum::response::Response;

use super::frame::{Frame, Said, Undo};
use super::signed::{Signed, Stop};
use crate::store::Tx;
use crate::store::audit_log::Act;
use crate::store::former_settings::{self, Former};
use crate::web::App;
use crate::web::input::Input;
use crate::web::problem::{Kind, Problem};

/// The field, in forms and links, that names a change by its number in the audit log.
const CHANGE: &str = "change";

/// Some settings: the act that changes them, and of what they are.
pub struct Settings {
    pub act: Act,
    pub subject: String,
    /// Their page. Its `/undo` takes a change back.
    pub path: String,
}

impl Settings {
    /// The settings that an entry of the audit log is about.
    pub fn of(act: &str, subject: &str) -> Option<Self> {
        let act = *Act::ALL.iter().find(|known| known.as_str() == act)?;
        let path = match act {
            Act::CampaignChanged => format!("/campaigns/{subject}"),
            Act::TemplateChanged => format!("/templates/{subject}"),
            Act::StorefrontChanged => format!("/storefronts/{subject}"),
            Act::AccountChanged => "/account".to_owned(),
            Act::SandboxChanged => "/sandbox".to_owned(),
            _ => return None,
        };
        Some(Self { act, subject: subject.to_owned(), path })
    }

    /// The form that takes a change back.
    pub fn undo(&self, frame: &Frame, number: i64) -> Undo {
        Undo { action: frame.to(&format!("{}/undo", self.path)), fields: vec![(CHANGE, number.to_string())] }
    }

    async fn last<R>(&self, app: &App, signed: &Signed<R>) -> Result<Option<Former>, Stop> {
        let (account, act, subject) = (signed.account, self.act, self.subject.clone());
        let read = move |tx: &mut Tx<'_>| former_settings::find(tx, account, act, &subject);
        app.store.read("former_settings", read).await.map_err(|error| signed.stop(error))
    }

    /// What the query of the page after a change says, so that it can offer to take it back: `after` is what was saved.
    pub async fn offer<R>(&self, app: &App, signed: &Signed<R>, after: &str) -> Result<String, Stop> {
        let last = self.last(app, signed).await?.filter(|last| last.after == after);
        Ok(last.map_or_else(String::new, |last| format!("&{CHANGE}={}", last.number)))
    }

    /// What was just done, with the way back where `now` is still what was saved.
    pub async fn said<R>(&self, app: &App, signed: &Signed<R>, text: String, now: &str) -> Result<Said, Stop> {
        let Some(number) = change(&signed.query) else { return Ok(Said { text, undo: None }) };
        let last = self.last(app, signed).await?.filter(|last| last.number == number && last.after == now);
        Ok(Said { text, undo: last.map(|last| self.undo(&signed.frame, last.number)) })
    }

    /// The change that is to be taken back, where it is the last one; whoever makes it compares what is there with it.
    pub async fn wanted<R>(&self, app: &App, signed: &Signed<R>, input: &Input) -> Result<Option<Former>, Stop> {
        let Some(number) = change(input) else { return Ok(None) };
        Ok(self.last(app, signed).await?.filter(|last| last.number == number))
    }

    /// What is answered once the change was taken back, or could not be.
    pub fn answer<R>(&self, signed: &Signed<R>, done: Result<(), Problem>) -> Result<Response, Stop> {
        match done {
            Ok(()) => Ok(signed.frame.see(&format!("{}?said=undone", self.path))),
            Err(problem) if problem.is(Kind::State) => Ok(self.late(signed)),
            Err(problem) => Err(signed.stop(problem)),
        }
    }

    /// Leads to the page of the settings, which says that nothing was undone.
    pub fn late<R>(&self, signed: &Signed<R>) -> Response {
        signed.frame.see(&format!("{}?said=undo-late", self.path))
    }
}

/// Whether the settings are still what they were changed to.
///
/// # Errors
/// `state`
pub fn still(now: &str, after: &str) -> Result<(), Problem> {
    if now == after { Ok(()) } else { Err(Problem::new(Kind::State, "it was changed meanwhile")) }
}

fn change(input: &Input) -> Option<i64> {
    input.get(CHANGE)?.parse().ok()
}
