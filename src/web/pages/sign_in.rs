//! Signing in and out. Whoever may not come in learns only that (trust 3).

use askama::Template;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jiff::SignedDuration;
use rules::id::{AccountId, SessionId};

use super::demo;
use super::frame::{Frame, see};
use super::kept::Kept;
use super::passwords::right;
use super::second_step::ask_code;
use super::signed::{Signed, Stop, bare, cookie, device, no_cookie, own_path, query};
use crate::engine::people::email_key;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::sessions::{self, Session};
use crate::store::users::User;
use crate::store::{Error, Tx, accounts, users};
use crate::web::App;
use crate::web::client::Client;
use crate::web::credential::Credential;
use crate::web::input::Input;
use crate::web::problem::{Kind, Problem};
use crate::web::scope::InvitationsRead;
use crate::web::ticket::Ticket;

/// How long a browser stays signed in.
const LASTS: SignedDuration = SignedDuration::from_hours(14 * 24);
/// Characters of an address that guesses are counted by; none is longer (RFC 5321).
const LONGEST_EMAIL: usize = 254;

#[derive(Template)]
#[template(path = "sign_in/show.html")]
struct SignInPage<'a> {
    frame: &'a Frame,
    kept: &'a Kept,
    email: &'a str,
    refused: bool,
}

#[derive(Template)]
#[template(path = "sign_in/business.html")]
struct BusinessPage<'a> {
    frame: &'a Frame,
    kept: &'a Kept,
    ticket: String,
    /// The number of each in the ticket, and its name.
    choices: Vec<(usize, String)>,
}

pub async fn show(State(app): State<App>, parts: Parts) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    if app.demo.is_some() {
        return Ok(demo::welcome(&frame));
    }
    if app.engine.nobody_yet().await.map_err(|error| frame.problem(error.into()))? {
        return Ok(frame.see("/setup"));
    }
    let query = query(&parts);
    let frame = frame.saying(&query, &["page-said-password", "page-said-asked", "page-said-ticket"]);
    let kept = Kept { next: query.get("next").unwrap_or_default().to_owned(), ..Kept::default() };
    Ok(ask(&frame, &kept, StatusCode::OK))
}

/// The page that asks who somebody is.
pub fn ask(frame: &Frame, kept: &Kept, status: StatusCode) -> Response {
    frame.page(status, &SignInPage { frame, kept, email: "", refused: false })
}

/// Lets in whoever knows the password, and what else is asked of them.
pub async fn sign_in(State(app): State<App>, client: Client, parts: Parts, input: Input) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let trouble = |problem: Problem| Stop::from(frame.problem(problem));
    let (email, password) = (input.filled("email").unwrap_or_default(), input.get("password").unwrap_or_default());
    let (kept, now) = (Kept::of(&input), app.world.clock.now());
    let name = guessed(email);
    if !app.door.opens(client, &name, now) {
        return Err(trouble(too_often()));
    }
    let known = whose(&app, email).await.map_err(|error| trouble(error.into()))?;
    let mut people = right(&app, known, password.to_owned()).await.map_err(trouble)?;
    if people.is_empty() {
        let page = SignInPage { frame: &frame, kept: &kept, email, refused: true };
        return Ok(frame.page(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    app.door.right(&name);
    if people.len() > 1 {
        return ask_business(&app, &frame, &kept, &people).await.map_err(|error| trouble(error.into()));
    }
    let (account, user) = people.swap_remove(0);
    go_on(&app, &frame, (account, &user), &parts.headers, &kept).await.map_err(|error| trouble(error.into()))
}

/// Goes on for one of several businesses in which the same password was right.
pub async fn choose(State(app): State<App>, parts: Parts, input: Input) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let (kept, now) = (Kept::of(&input), app.world.clock.now());
    let ticket = input.get("ticket").and_then(|text| Ticket::open(text, &app.secret, now));
    let chosen = input.get("business").and_then(|text| text.parse().ok());
    let person = ticket.as_ref().zip(chosen).and_then(|(ticket, place): (_, usize)| ticket.people().nth(place));
    let (Some(ticket), Some((account, id))) = (ticket, person) else { return Ok(frame.see("/sign_in?said=ticket")) };
    let found = app.store.read("user", move |tx| users::find(tx, account, id)).await;
    let found = found.map_err(|error| frame.problem(error.into()))?.filter(|user| ticket.fits(account, user));
    let Some(user) = found else { return Ok(frame.see("/sign_in?said=ticket")) };
    let gone_on = go_on(&app, &frame, (account, &user), &parts.headers, &kept).await;
    Ok(gone_on.map_err(|error| frame.problem(error.into()))?)
}

pub fn too_often() -> Problem {
    Problem::new(Kind::Busy, "too many guesses; wait a minute")
}

/// What guesses at an address are counted by.
pub fn guessed(email: &str) -> String {
    email.trim().to_lowercase().chars().take(LONGEST_EMAIL).collect()
}

/// Everybody with this address: one person may work for several accounts.
pub async fn whose(app: &App, email: &str) -> Result<Vec<(AccountId, User)>, Error> {
    let (secret, email) = (app.secret.clone(), email.to_owned());
    let read = move |tx: &mut Tx<'_>| {
        let accounts = accounts::all(tx)?;
        let keys: Vec<_> =
            accounts.iter().map(|account| (account.id, email_key(&secret, account.id, &email))).collect();
        let mut found = users::by_email_everywhere(tx, &keys)?;
        found.retain(|(_, user)| user.disabled_at.is_none());
        Ok(found)
    };
    app.store.read("sign_in", read).await
}

async fn ask_business(app: &App, frame: &Frame, kept: &Kept, people: &[(AccountId, User)]) -> Result<Response, Error> {
    let ids: Vec<_> = people.iter().map(|(account, _)| *account).collect();
    let read = move |tx: &mut Tx<'_>| {
        let names = ids.iter().map(|id| Ok(accounts::find(tx, *id)?.map(|account| account.name).unwrap_or_default()));
        names.collect::<Result<Vec<_>, Error>>()
    };
    let choices = app.store.read("businesses", read).await?.into_iter().enumerate().collect();
    let ticket = Ticket::of(people).seal(&app.secret, app.world.clock.now(), &app.world.chance);
    Ok(frame.page(StatusCode::OK, &BusinessPage { frame, kept, ticket, choices }))
}

/// The password was right: asks for the second factor of whoever has one, and lets everybody else in.
async fn go_on(
    app: &App,
    frame: &Frame,
    (account, user): (AccountId, &User),
    headers: &HeaderMap,
    kept: &Kept,
) -> Result<Response, Error> {
    if user.second_factor.since.is_some() {
        let ticket = Ticket::of(&[(account, user.clone())]);
        let ticket = ticket.seal(&app.secret, app.world.clock.now(), &app.world.chance);
        return Ok(ask_code(frame, kept, &ticket, false));
    }
    arrive(app, frame, (account, user), headers, kept).await
}

/// Opens a session and leads to where somebody wanted to go, or asks whether to send what they had typed.
pub async fn arrive(
    app: &App,
    frame: &Frame,
    (account, user): (AccountId, &User),
    headers: &HeaderMap,
    kept: &Kept,
) -> Result<Response, Error> {
    if !kept.has_entries() {
        return begin(app, account, user, headers, &own_path(&app.engine, Some(&kept.next))).await;
    }
    let cookie = open(app, account, user, headers).await?;
    Ok(([(SET_COOKIE, cookie)], kept.offer(frame)).into_response())
}

/// Opens a session and leads on.
pub async fn begin(
    app: &App,
    account: AccountId,
    user: &User,
    headers: &HeaderMap,
    next: &str,
) -> Result<Response, Error> {
    let cookie = open(app, account, user, headers).await?;
    Ok(([(SET_COOKIE, cookie)], see(next)).into_response())
}

/// Opens a session; the answer is its cookie.
async fn open(app: &App, account: AccountId, user: &User, headers: &HeaderMap) -> Result<HeaderValue, Error> {
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
    Ok(cookie(&app.engine, credential.reveal(), LASTS))
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
