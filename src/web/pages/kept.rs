//! Kept: what somebody typed before it turned out that their session is over. It waits in the browser, on the page that
//! asks who they are, and is sent only when they say so.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use url::form_urlencoded::Serializer;

use super::frame::Frame;
use super::sign_in::ask;
use super::signed::{bare, is_own, is_signed_in};
use crate::web::App;
use crate::web::input::Input;

/// More than this makes the page too large: whoever wrote so much is told that it could not be kept.
const MOST_KEPT: usize = 32 * 1024;
/// The longest path that is gone on to.
const LONGEST_PATH: usize = 2_000;

/// Where to go on, and what to send there.
#[derive(Debug, Default)]
pub struct Kept {
    pub next: String,
    /// Where the form goes that was filled in.
    pub action: String,
    /// Its entries, as a form sends them.
    pub entries: String,
    /// There was too much of it.
    pub is_lost: bool,
}

#[derive(Template)]
#[template(path = "sign_in/kept.html")]
struct KeptPage<'a> {
    frame: &'a Frame,
    action: String,
    entries: &'a Input,
}

impl Kept {
    /// As it comes back with a form of signing in.
    pub fn of(input: &Input) -> Self {
        let text =
            |name: &str, most: usize| input.get(name).filter(|text| text.len() <= most).unwrap_or_default().to_owned();
        let (next, action) = (text("next", LONGEST_PATH), text("kept_action", LONGEST_PATH));
        Self { next, action, entries: text("kept_entries", MOST_KEPT), is_lost: false }
    }

    pub fn has_entries(&self) -> bool {
        !self.entries.is_empty() && is_own(&self.action)
    }

    /// The page that asks whether to send it now.
    pub fn offer(&self, frame: &Frame) -> Response {
        let entries = Input::parse(self.entries.as_bytes());
        let page = KeptPage { frame, action: frame.to(&self.action), entries: &entries };
        frame.page(StatusCode::OK, &page)
    }
}

/// The layer around pages that need somebody to be signed in: what is sent without a session is not lost.
pub async fn keep(State(app): State<App>, request: Request, next: Next) -> Response {
    // Where the database does not answer, the page says so.
    let goes_on = request.method() != Method::POST || is_signed_in(&app, request.headers()).await.unwrap_or(true);
    if goes_on {
        return next.run(request).await;
    }
    let (parts, body) = request.into_parts();
    let frame = bare(&app.engine, &parts);
    let path = parts.uri.path_and_query().map(|path| path.as_str().to_owned());
    let input = match Input::read(Request::from_parts(parts, body), &app).await {
        Ok(input) => input,
        Err(problem) => return frame.problem(problem),
    };
    // A password is typed again: it stands on no page.
    let pairs = input.pairs().filter(|(name, _)| !name.contains("password"));
    let entries = Serializer::new(String::new()).extend_pairs(pairs).finish();
    // Nobody knows a password at a demonstration.
    if entries.is_empty() || app.demo.is_some() {
        return frame.see("/sign_in").into_response();
    }
    let is_lost = entries.len() > MOST_KEPT;
    let entries = if is_lost { String::new() } else { entries };
    let action = path.filter(|path| path.len() <= LONGEST_PATH).unwrap_or_default();
    let kept = Kept { next: String::new(), action, entries, is_lost };
    ask(&frame, &kept, StatusCode::FORBIDDEN)
}
