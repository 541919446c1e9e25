//! Signing in and out. Whoever may not come in learns only that (trust 3).

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use rules::id::{AccountId, SessionId};

use super::demo;
use super::frame::{Frame, see};
use super::signed::{Signed, Stop, bare, cookie, device, no_cookie, own_path, query};
use crate::engine::people::email_key;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::sessions::{self, Session};
use crate::store::users::User;
use crate::store::{Error, Tx, accounts, users};
use crate::web::App;
use crate::web::credential::Credential;
use crate::web::input::Input;
use crate::web::password::Password;
use crate::web::problem::Problem;
use crate::web::scope::InvitationsRead;

/// How long a browser stays signed in.
const LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);

#[derive(Template)]
#[template(path = "sign_in/show.html")]
struct SignInPage<'a> {
    frame: &'a Frame,
    email: &'a str,
    next: &'a str,
    refused: bool,
}

pub async fn show(State(app): State<App>, parts: Parts) -> Response {
    let (frame, query) = (bare(&app.engine, &parts), query(&parts));
    if app.demo.is_some() {
        return demo::welcome(&frame);
    }
    let page = SignInPage { frame: &frame, email: "", next: query.get("next").unwrap_or_default(), refused: false };
    frame.page(StatusCode::OK, &page)
}

/// Opens a session for whoever knows the password.
pub async fn sign_in(State(app): State<App>, parts: Parts, input: Input) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let trouble = |problem: Problem| Stop::from(frame.problem(problem));
    let (email, password) = (input.filled("email").unwrap_or_default(), input.get("password").unwrap_or_default());
    let known = whose(&app, email).await.map_err(|error| trouble(error.into()))?;
    let Some((account, user)) = right(known, password.to_owned()).await.map_err(trouble)? else {
        let next = input.get("next").unwrap_or_default();
        let page = SignInPage { frame: &frame, email, next, refused: true };
        return Ok(frame.page(StatusCode::UNPROCESSABLE_ENTITY, &page));
    };
    let next = own_path(&app.engine, input.get("next"));
    begin(&app, account, &user, &parts.headers, &next).await.map_err(|error| trouble(error.into()))
}

/// Everybody with this address: one person may work for several accounts.
async fn whose(app: &App, email: &str) -> Result<Vec<(AccountId, User)>, Error> {
    let (secret, email) = (app.secret.clone(), email.to_owned());
    let read = move |tx: &mut Tx<'_>| {
        let mut found = Vec::new();
        for account in accounts::all(tx)? {
            let user = users::find_by_email(tx, account.id, email_key(&secret, account.id, &email))?;
            found.extend(user.filter(|user| user.disabled_at.is_none()).map(|user| (account.id, user)));
        }
        Ok(found)
    };
    app.store.read("sign_in", read).await
}

/// The first of them whose password it is. It takes as long where there is nobody.
async fn right(known: Vec<(AccountId, User)>, password: String) -> Result<Option<(AccountId, User)>, Problem> {
    let check = move || {
        let nobody = known.is_empty() && Password::is_right(&password, None);
        assert!(!nobody, "nobody has no password");
        known.into_iter().find(|(_, user)| Password::is_right(&password, user.password_hash.as_deref()))
    };
    tokio::task::spawn_blocking(check).await.map_err(|_| Problem::internal("a password could not be checked"))
}

/// Opens a session and leads on.
pub async fn begin(
    app: &App,
    account: AccountId,
    user: &User,
    headers: &HeaderMap,
    next: &str,
) -> Result<Response, Error> {
    let now = app.world.clock.now();
    let credential = Credential::mint(account, &app.world.chance);
    let session = Session {
        id: SessionId::new(now, app.world.chance.bits()),
        user: user.id,
        secret_hash: credential.hash(),
        device: device(headers),
        created_at: now,
        expires_at: now + LASTS,
    };
    let (actor, subject) = (Actor::User(user.id), session.id.to_string());
    let write = move |tx: &mut Tx<'_>| {
        sessions::insert(tx, account, &session)?;
        audit_log::append(tx, account, now, (actor, Act::SessionBegun, &subject))
    };
    app.store.write("begin_session", write).await?;
    let cookie = cookie(&app.engine, credential.reveal(), LASTS);
    Ok(([(SET_COOKIE, cookie)], see(next)).into_response())
}

/// Ends the session of this browser.
pub async fn sign_out(signed: Signed<InvitationsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let (account, user, session, actor) = (signed.account, signed.user.id, signed.session, signed.actor());
    let now = app.world.clock.now();
    let write = move |tx: &mut Tx<'_>| {
        sessions::end(tx, account, user, session)?;
        audit_log::append(tx, account, now, (actor, Act::SessionEnded, &session.to_string()))
    };
    app.store.write("end_session", write).await.map_err(|error| signed.stop(error))?;
    Ok(([(SET_COOKIE, no_cookie(&app.engine))], signed.frame.see("/sign_in")).into_response())
}
