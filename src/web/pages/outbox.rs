//! The outbox of a sandbox as its customers see it: a mailbox, and a phone beside it (AW-3).

use askama::Template;
use askama::filters::Safe;
use axum::extract::State;
use axum::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rules::id::MessageId;
use rules::strategy::Role;

use super::clock::check_sandbox;
use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::engine::letter::Letter;
use crate::store::outbox::{self, Boxed};
use crate::texts::Noun;
use crate::web::App;
use crate::web::api::outbox::headers;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::SandboxRead;

const AT_ONCE: i64 = 50;
/// A mail runs nothing and loads pictures only; its links open beside the page, where they work as they would elsewhere.
const MAIL_POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; base-uri 'none'; \
    form-action 'none'; frame-ancestors 'self'; sandbox allow-popups allow-popups-to-escape-sandbox";

/// A message with what it says.
struct Mail {
    boxed: Boxed,
    letter: Letter,
}

impl Mail {
    fn open(boxed: Boxed) -> Result<Self, Problem> {
        let letter = serde_json::from_str(&boxed.mail).map_err(|_| Problem::internal("a letter cannot be read"))?;
        Ok(Self { boxed, letter })
    }

    fn path(&self) -> String {
        format!("/outbox/{}", self.boxed.message)
    }

    fn frame_path(&self) -> String {
        format!("{}/mail", self.path())
    }

    /// The request that it belongs to.
    fn request(&self) -> String {
        format!("/requests/{}", self.boxed.invitation)
    }

    fn is_reminder(&self) -> bool {
        self.boxed.role == Role::Reminder
    }

    fn to(&self) -> &str {
        self.letter.to_name.as_deref().unwrap_or(&self.letter.to)
    }

    fn time(&self, frame: &Frame) -> Safe<String> {
        frame.time(self.boxed.sent_at)
    }

    fn role(&self, frame: &Frame) -> String {
        frame.word(Noun::Role, self.boxed.role.as_str())
    }

    fn headers(&self) -> Vec<(&'static str, String)> {
        headers(&self.letter).collect()
    }
}

#[derive(Template)]
#[template(path = "outbox/list.html")]
struct OutboxPage<'a> {
    frame: &'a Frame,
    mails: Vec<Mail>,
    first: Option<String>,
    next: Option<String>,
}

/// What was sent, the newest first.
pub async fn list(signed: Signed<SandboxRead>, State(app): State<App>) -> Result<Response, Stop> {
    check_sandbox(&signed)?;
    let (account, before) = (signed.account, signed.query.get("before").map(str::parse::<MessageId>));
    let before = before.transpose().map_err(|_| signed.stop(Problem::not_found()))?;
    let read = app.store.read("outbox", move |tx| outbox::newest(tx, account, before, AT_ONCE + 1));
    let mut found = read.await.map_err(|error| signed.stop(error))?;
    let is_more = found.len() > usize::try_from(AT_ONCE).unwrap_or(usize::MAX);
    if is_more {
        found.pop();
    }
    let last = found.last().filter(|_| is_more).map(|boxed| boxed.message.to_string());
    let mails = found.into_iter().map(Mail::open).collect::<Result<Vec<_>, _>>();
    let page = OutboxPage {
        frame: &signed.frame,
        mails: mails.map_err(|problem| signed.stop(problem))?,
        first: before.map(|_| signed.query.with("before", None)),
        next: last.map(|last| signed.query.with("before", Some(&last))),
    };
    Ok(signed.frame.page(StatusCode::OK, &page))
}

#[derive(Template)]
#[template(path = "outbox/show.html")]
struct MailPage<'a> {
    frame: &'a Frame,
    mail: Mail,
}

/// One message as it looks on a desk and on a phone.
pub async fn show(
    signed: Signed<SandboxRead>,
    State(app): State<App>,
    At((message,)): At<(Text,)>,
) -> Result<Response, Stop> {
    let mail = find(&signed, &app, &message).await?;
    Ok(signed.frame.page(StatusCode::OK, &MailPage { frame: &signed.frame, mail }))
}

/// The HTML of a message and nothing else, for the frames in which it is shown.
pub async fn mail(
    signed: Signed<SandboxRead>,
    State(app): State<App>,
    At((message,)): At<(Text,)>,
) -> Result<Response, Stop> {
    let Mail { letter, .. } = find(&signed, &app, &message).await?;
    let mut response = Html(opening_beside(&letter.html)).into_response();
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(MAIL_POLICY));
    headers.insert(X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN"));
    Ok(response)
}

/// The pages behind the links let nobody frame them.
fn opening_beside(html: &str) -> String {
    const BASE: &str = "<base target=\"_blank\">";
    match html.split_once("<head>") {
        Some((before, after)) => format!("{before}<head>{BASE}{after}"),
        None => format!("{BASE}{html}"),
    }
}

async fn find(signed: &Signed<SandboxRead>, app: &App, message: &Text) -> Result<Mail, Stop> {
    check_sandbox(signed)?;
    let missing = || signed.stop(Problem::not_found());
    let (account, message) = (signed.account, message.0.parse::<MessageId>().map_err(|_| missing())?);
    let read = app.store.read("boxed", move |tx| outbox::find(tx, account, message));
    let boxed = read.await.map_err(|error| signed.stop(error))?.ok_or_else(missing)?;
    Mail::open(boxed).map_err(|problem| signed.stop(problem))
}
