//! Visitors: who comes by a link, what they sent, and whether a person did.

use std::borrow::Cow;
use std::sync::Arc;

use axum::extract::{FromRequestParts, Request};
use axum::http::header::{ACCEPT_LANGUAGE, RETRY_AFTER};
use axum::http::request::Parts;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use rules::id::{AccountId, InvitationId};

use super::frame::{Frame, Message};
use crate::engine::recipient::{Recipient, Wishes};
use crate::engine::{self, Engine};
use crate::secret::Link;
use crate::store::responses::Suspicion;
use crate::texts::Language;
use crate::web::App;
use crate::web::client::Client;
use crate::web::input::Input;
use crate::web::limit::whole_seconds;
use crate::web::problem::Problem;

/// Nobody reads a page and presses its button sooner (trust 3).
const READ_WITHIN: SignedDuration = SignedDuration::from_secs(2);
/// A field that no person sees.
const HONEYPOT: &str = "website";
const STAMP: &str = "stamp";

/// Who asks for a page, before anybody knows whether there is one.
pub struct Visitor {
    pub token: String,
    /// What stands behind the question mark.
    pub query: Input,
    client: Client,
    language: Language,
}

/// Why there is no page as asked for; it is one itself.
pub struct Stop(Box<Response>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl FromRequestParts<App> for Visitor {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Self::Rejection> {
        let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok());
        let first = accepted.and_then(|tags| tags.split([',', ';']).next());
        Ok(Self {
            token: parts.uri.path().rsplit('/').next().unwrap_or_default().to_owned(),
            query: Input::parse(parts.uri.query().unwrap_or_default().as_bytes()),
            language: Language::best(first, Language::English),
            client: Client::from_request_parts(parts, app).await?,
        })
    }
}

/// A recipient whose link was followed.
pub struct Guest {
    pub account: AccountId,
    pub invitation: InvitationId,
    pub recipient: Arc<Recipient>,
    pub frame: Frame,
    /// The link by which they came.
    link: Link,
    token: String,
}

impl Visitor {
    /// Finds who is behind the link. Broken, forged and foreign links get the same page (V13), and whoever comes with too
    /// many of them another one. A link of ours is served in any case: who can make one need not guess.
    ///
    /// # Errors
    /// Those pages; another one where the database does not answer.
    pub async fn guest(&self, app: &App, link: Link) -> Result<Guest, Stop> {
        let (account, invitation) = app.secret.open_token(&self.token, link).ok_or_else(|| self.wrong(app))?;
        let found = app.visits.recipient(account, invitation).await;
        let found = found.map_err(|error| self.trouble(error.into()))?;
        let recipient = found.ok_or_else(|| self.missing())?;
        let frame = Frame::of(&recipient);
        Ok(Guest { account, invitation, recipient, frame, link, token: self.token.clone() })
    }

    /// What the recipient has asked for besides.
    ///
    /// # Errors
    /// A page where the database does not answer.
    pub async fn wishes(&self, app: &App, guest: &Guest) -> Result<Wishes, Stop> {
        let wishes = app.engine.wishes(guest.account, &guest.recipient).await;
        wishes.map_err(|error| self.trouble(error.into()))
    }

    /// Reads what a form sent.
    ///
    /// # Errors
    /// A page for what is too large.
    pub async fn input(&self, app: &App, request: Request) -> Result<Input, Stop> {
        Input::read(request, app).await.map_err(|problem| self.unread(problem))
    }

    fn wrong(&self, app: &App) -> Stop {
        let Err(wait) = app.wrong_links.miss(self.client, app.world.clock.now()) else { return self.missing() };
        let mut stop = self.stop(StatusCode::TOO_MANY_REQUESTS, "recipient-often-title", "recipient-often-text");
        stop.0.headers_mut().insert(RETRY_AFTER, HeaderValue::from(whole_seconds(wait)));
        stop
    }

    fn missing(&self) -> Stop {
        self.stop(StatusCode::NOT_FOUND, "recipient-missing-title", "recipient-missing-text")
    }

    fn unread(&self, problem: Problem) -> Stop {
        let status = problem.told();
        if status == StatusCode::PAYLOAD_TOO_LARGE {
            return self.stop(status, "recipient-large-title", "recipient-large-text");
        }
        self.stop(status, "recipient-trouble-title", "recipient-trouble-text")
    }

    /// What the engine refused; that a form has closed meanwhile is a page of its own.
    pub fn refused(&self, guest: &Guest, error: engine::Error) -> Stop {
        match error {
            engine::Error::NotFound => self.missing(),
            engine::Error::State { .. } => guest.closed(),
            error => self.trouble(error.into()),
        }
    }

    fn trouble(&self, problem: Problem) -> Stop {
        self.stop(problem.told(), "recipient-trouble-title", "recipient-trouble-text")
    }

    fn stop(&self, status: StatusCode, title: &str, text: &str) -> Stop {
        stop(&Frame::bare(self.language), status, title, text)
    }
}

fn stop(frame: &Frame, status: StatusCode, title: &str, text: &str) -> Stop {
    let message = Message { frame, title: frame.say(title), text: frame.say(text) };
    Stop(Box::new(frame.page(status, &message)))
}

impl Guest {
    pub fn closed(&self) -> Stop {
        stop(&self.frame, StatusCode::GONE, "recipient-closed-title", "recipient-closed-text")
    }

    /// The path of a link of this recipient, as the browser sees it.
    pub fn path(&self, engine: &Engine, link: Link) -> String {
        let page = match link {
            Link::Answer => "r",
            Link::Unsubscribe | Link::OneClick => "u",
            Link::Preferences => "p",
        };
        let base = engine.settings.base_path();
        format!("{base}/{page}/{}", self.token(engine, link))
    }

    /// A new stamp for a page's form, or the one with which it came: whoever presses again has read long enough.
    pub fn stamp(&self, engine: &Engine, link: Link, input: Option<&Input>) -> String {
        let token = self.token(engine, link);
        let known = input.and_then(|input| input.get(STAMP));
        let known = known.filter(|stamp| engine.secret.stamped_at(&token, stamp).is_some());
        known.map_or_else(|| engine.secret.stamp(&token, engine.world.clock.now()), str::to_owned)
    }

    fn token(&self, engine: &Engine, link: Link) -> Cow<'_, str> {
        if link == self.link {
            return Cow::Borrowed(&self.token);
        }
        Cow::Owned(engine.secret.token(self.account, self.invitation, link))
    }

    /// Whether a program pressed the button. By the machine's clock, also in a sandbox.
    pub fn suspicion(&self, engine: &Engine, input: &Input) -> Option<Suspicion> {
        if input.get(HONEYPOT).is_some_and(|text| !text.is_empty()) {
            return Some(Suspicion::Honeypot);
        }
        let made_at = input.get(STAMP).and_then(|stamp| engine.secret.stamped_at(&self.token, stamp));
        let read_for = made_at.map(|made_at| engine.world.clock.now().duration_since(made_at));
        (read_for.is_none_or(|time| time < READ_WITHIN)).then_some(Suspicion::TooFast)
    }
}
