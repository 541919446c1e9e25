//! The tour: six stops at pages that are there anyway. Where one is stands in the query, so it can be left at any time.

use axum::extract::State;
use axum::response::Response;

use super::clock::check_sandbox;
use super::frame::Frame;
use super::signed::{Signed, Stop as Answered};
use crate::store::tour;
use crate::store::{Error, Tx, campaigns};
use crate::web::App;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::SandboxRead;

/// Title and text of each stop.
const STOPS: [(&str, &str); 6] = [
    ("page-tour-today-title", "page-tour-today-text"),
    ("page-tour-mail-title", "page-tour-mail-text"),
    ("page-tour-answer-title", "page-tour-answer-text"),
    ("page-tour-reminder-title", "page-tour-reminder-text"),
    ("page-tour-why-title", "page-tour-why-text"),
    ("page-tour-delay-title", "page-tour-delay-text"),
];

/// A stop, as its card shows it.
#[derive(Debug, Clone)]
pub struct Stop {
    pub position: String,
    pub title: String,
    pub text: String,
    /// None: the tour is over.
    pub next: Option<String>,
    /// The same page without the card.
    pub leave: String,
}

impl Stop {
    /// None where no tour is being made.
    pub fn of(frame: &Frame) -> Option<Self> {
        let number: usize = frame.query.get("tour")?.parse().ok()?;
        let (title, text) = STOPS.get(number.checked_sub(1)?)?;
        let next = match number {
            // The same mail, now with the eyes of the one who got it.
            2 => Some(format!("{}?tour=3", frame.here)),
            _ if number == STOPS.len() => None,
            _ => Some(format!("/tour/{}", number + 1)),
        };
        let rest = frame.query.with("tour", None);
        let leave = if rest.is_empty() { frame.here.clone() } else { format!("{}?{rest}", frame.here) };
        let number = i64::try_from(number).unwrap_or_default();
        Some(Self {
            position: frame.count("page-tour-position", number),
            title: frame.say(title),
            text: frame.say(text),
            next: next.map(|path| frame.to(&path)),
            leave: frame.to(&leave),
        })
    }
}

/// Leads to the page of a stop: to an example of what it shows, where there is one.
pub async fn lead(
    signed: Signed<SandboxRead>,
    State(app): State<App>,
    At((stop,)): At<(Text,)>,
) -> Result<Response, Answered> {
    check_sandbox(&signed)?;
    let number = stop.0.parse::<usize>().ok().filter(|number| (1..=STOPS.len()).contains(number));
    let number = number.ok_or_else(|| signed.stop(Problem::not_found()))?;
    let account = signed.account;
    let read = move |tx: &mut Tx<'_>| -> Result<Option<String>, Error> {
        Ok(match number {
            2 | 3 => tour::unanswered(tx, account)?.map(|message| format!("/outbox/{message}?tour={number}")),
            4 => tour::answered(tx, account)?.map(|invitation| format!("/requests/{invitation}?tour=4")),
            5 => tour::not_asked(tx, account)?.map(|reference| {
                let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("q", &reference).finish();
                format!("/why?{query}&tour=5")
            }),
            6 => campaigns::list(tx, account, None, 1)?
                .pop()
                .map(|campaign| format!("/campaigns/{}?tour=6", campaign.id)),
            _ => None,
        })
    };
    let found = app.store.read("tour", read).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see(&found.unwrap_or_else(|| format!("/?tour={number}"))))
}
