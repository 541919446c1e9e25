//! Signed in: whose request a page is. The account comes from the session alone; a handler has no other way to one.

use std::marker::PhantomData;
use std::str::FromStr;

use axum::extract::FromRequestParts;
use axum::http::header::{ACCEPT_LANGUAGE, COOKIE, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method};
use axum::response::{IntoResponse, Response};
use cookie::{Cookie, SameSite};
use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, SessionId};
use rules::time::Zone;
use url::form_urlencoded;

use super::clock::ClockBar;
use super::frame::{Frame, Who};
use crate::engine::Engine;
use crate::store::accounts::Account;
use crate::store::audit_log::Actor;
use crate::store::sessions::Session;
use crate::store::users::User;
use crate::store::{Error, Tx, accounts, claims, sessions, storefronts, users};
use crate::texts::Language;
use crate::web::App;
use crate::web::credential::Credential;
use crate::web::input::Input;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::{Right, Scopes};

/// Why there is no page as asked for; it is one itself.
pub struct Stop(Box<Response>);

impl IntoResponse for Stop {
    fn into_response(self) -> Response {
        *self.0
    }
}

impl From<Response> for Stop {
    fn from(response: Response) -> Self {
        Self(Box::new(response))
    }
}

/// A user who is signed in and has the right `R`.
pub struct Signed<R> {
    pub account: AccountId,
    pub user: User,
    pub session: SessionId,
    pub frame: Frame,
    /// By the account's clock.
    pub now: Timestamp,
    /// What stands behind the question mark.
    pub query: Input,
    right: PhantomData<R>,
}

impl<R> Signed<R> {
    /// Whom the audit log names.
    pub fn actor(&self) -> Actor {
        Actor::User(self.user.id)
    }

    /// What a path names; a text that is no id is answered like the id of nothing.
    ///
    /// # Errors
    /// The page that says that there is nothing here.
    pub fn id<T: FromStr>(&self, text: &str) -> Result<T, Stop> {
        text.parse().map_err(|_| self.stop(Problem::not_found()))
    }

    /// The page for what went wrong.
    pub fn stop(&self, problem: impl Into<Problem>) -> Stop {
        self.frame.problem(problem.into()).into()
    }
}

impl<R: Right> FromRequestParts<App> for Signed<R> {
    type Rejection = Stop;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Stop> {
        let bare = bare(&app.engine, parts);
        let found = find(app, &parts.headers).await.map_err(|error| Stop::from(bare.problem(error.into())))?;
        let Some(Found { session, user, account, zone, next_due }) = found else {
            return Err(sign_in_first(&bare, parts));
        };
        let now = account.now(app.world.clock.now());
        let scopes = Scopes::of(user.role);
        let language = user.language.as_deref().and_then(|tag| tag.parse().ok()).unwrap_or(bare.language);
        let own = user.time_zone.as_deref().and_then(|name| Zone::parse(name).ok());
        let name = user.name.clone().unwrap_or_else(|| user.email.clone());
        let is_demo = app.demo.as_ref().is_some_and(|demo| demo.account == account.id);
        let clock = account.sandbox_since.map(|_| ClockBar { next_due, is_demo });
        let who = Who { name, scopes, account, now, clock };
        let account = who.account.id;
        let frame = Frame { language, zone: own.or(zone).unwrap_or(Zone::UTC), who: Some(who), ..bare };
        if !scopes.has(R::SCOPE) {
            return Err(frame.problem(Problem::new(Kind::ScopeMissing, "another role is needed")).into());
        }
        let query = query(parts);
        Ok(Self { account, user, session: session.id, frame, now, query, right: PhantomData })
    }
}

/// A frame for whoever asks, before anybody knows who that is.
pub fn bare(engine: &Engine, parts: &Parts) -> Frame {
    let accepted = parts.headers.get(ACCEPT_LANGUAGE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let known = accepted.split(',').filter_map(|tag| {
        let tag = tag.split(';').next()?.trim();
        Some(Language::best(Some(tag), Language::Finnish)).filter(|language| Language::PAGES.contains(language))
    });
    let language = known.into_iter().next().unwrap_or(Language::English);
    Frame { query: query(parts), ..Frame::bare(engine, language, parts.uri.path()) }
}

pub fn query(parts: &Parts) -> Input {
    Input::parse(parts.uri.query().unwrap_or_default().as_bytes())
}

/// A page is seen after signing in; of a form only its page is.
fn sign_in_first(frame: &Frame, parts: &Parts) -> Stop {
    let asked = match (&parts.method, parts.uri.path_and_query()) {
        (&Method::GET, Some(path)) if path.as_str() != "/" => path.as_str(),
        _ => return frame.see("/sign_in").into(),
    };
    let next = form_urlencoded::Serializer::new(String::new()).append_pair("next", asked).finish();
    frame.see(&format!("/sign_in?{next}")).into()
}

struct Found {
    session: Session,
    user: User,
    account: Account,
    zone: Option<Zone>,
    /// Of a sandbox.
    next_due: Option<Timestamp>,
}

async fn find(app: &App, headers: &HeaderMap) -> Result<Option<Found>, Error> {
    let Some(credential) = credential(&app.engine, headers) else { return Ok(None) };
    let (account, hash) = (credential.account(), credential.hash());
    let now = app.world.clock.now();
    let read = move |tx: &mut Tx<'_>| {
        let Some(session) = sessions::find_by_hash(tx, account, &hash, now)? else { return Ok(None) };
        let user = users::find(tx, account, session.user)?.filter(|user| user.disabled_at.is_none());
        let (Some(user), Some(account)) = (user, accounts::find(tx, account)?) else { return Ok(None) };
        let zone = storefronts::list(tx, account.id, None, None, 1)?.pop().map(|storefront| storefront.zone);
        let next_due = match account.sandbox_since {
            Some(_) => claims::next_due(tx, account.id)?,
            None => None,
        };
        Ok(Some(Found { session, user, account, zone, next_due }))
    };
    app.store.read("session", read).await
}

/// Over plain http no browser takes the prefix that ties a cookie to its host (RFC 6265bis).
fn cookie_name(engine: &Engine) -> &'static str {
    if is_https(engine) { "__Host-afterword" } else { "afterword" }
}

fn is_https(engine: &Engine) -> bool {
    engine.settings.public_url.starts_with("https://")
}

fn credential(engine: &Engine, headers: &HeaderMap) -> Option<Credential> {
    let texts = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    let cookies = texts.flat_map(Cookie::split_parse).filter_map(Result::ok);
    let ours = cookies.into_iter().find(|cookie| cookie.name() == cookie_name(engine));
    ours.and_then(|cookie| Credential::parse(cookie.value()))
}

/// The cookie that holds a session for so long.
pub fn cookie(engine: &Engine, secret: &str, lasting: SignedDuration) -> HeaderValue {
    let cookie = Cookie::build((cookie_name(engine), secret)).path("/").http_only(true).same_site(SameSite::Lax);
    let cookie = cookie.secure(is_https(engine)).max_age(cookie::time::Duration::seconds(lasting.as_secs()));
    HeaderValue::try_from(cookie.build().to_string()).expect("a credential is letters and digits")
}

/// Takes the cookie away.
pub fn no_cookie(engine: &Engine) -> HeaderValue {
    cookie(engine, "", SignedDuration::ZERO)
}

/// Where the browser that asks says it is, for the log of sessions.
pub fn device(headers: &HeaderMap) -> String {
    let agent = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or_default();
    agent.chars().filter(|letter| !letter.is_control()).take(200).collect()
}

/// A path of ours to go on to, and nothing that leads elsewhere.
pub fn own_path(engine: &Engine, next: Option<&str>) -> String {
    let path = next.filter(|path| is_own(path)).unwrap_or("/");
    format!("{}{path}", engine.settings.base_path())
}

/// Whether it is a path, and none that a browser takes for another host.
pub fn is_own(path: &str) -> bool {
    path.starts_with('/') && !path.starts_with("//") && !path.contains('\\') && !path.chars().any(char::is_control)
}

/// Whether the browser has a session that is not over.
///
/// # Errors
/// Those of the store.
pub async fn is_signed_in(app: &App, headers: &HeaderMap) -> Result<bool, Error> {
    Ok(find(app, headers).await?.is_some())
}
