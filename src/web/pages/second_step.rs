//! The second step of signing in: the code that an authenticator shows.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use rules::id::{AccountId, UserId};

use super::frame::Frame;
use super::kept::Kept;
use super::sign_in::{arrive, too_often};
use super::signed::{Stop, bare};
use crate::store::users::User;
use crate::store::{Error, Tx, users};
use crate::web::App;
use crate::web::client::Client;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::ticket::Ticket;
use crate::web::totp::Totp;

#[derive(Template)]
#[template(path = "sign_in/code.html")]
struct CodePage<'a> {
    frame: &'a Frame,
    kept: &'a Kept,
    ticket: &'a str,
    refused: bool,
}

pub fn ask_code(frame: &Frame, kept: &Kept, ticket: &str, refused: bool) -> Response {
    let status = if refused { StatusCode::UNPROCESSABLE_ENTITY } else { StatusCode::OK };
    frame.page(status, &CodePage { frame, kept, ticket, refused })
}

/// Lets in whoever holds a ticket and types the code of now.
pub async fn confirm(State(app): State<App>, client: Client, parts: Parts, input: Input) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let trouble = |problem: Problem| Stop::from(frame.problem(problem));
    let (kept, now) = (Kept::of(&input), app.world.clock.now());
    let text = input.get("ticket").unwrap_or_default();
    let ticket = Ticket::open(text, &app.secret, now);
    let person = ticket.as_ref().and_then(|ticket| ticket.people().next().filter(|_| ticket.people().count() == 1));
    let (Some(ticket), Some((account, id))) = (ticket, person) else { return Ok(frame.see("/sign_in?said=ticket")) };
    let name = id.to_string();
    if !app.door.opens(client, &name, now) {
        return Err(trouble(too_often()));
    }
    let code = input.get("code").unwrap_or_default().to_owned();
    let found = use_code(&app, (account, id), code, move |user| ticket.fits(account, user)).await;
    match found.map_err(|error| trouble(error.into()))? {
        None => Ok(ask_code(&frame, &kept, text, true)),
        Some(user) => {
            app.door.right(&name);
            let arrived = arrive(&app, &frame, (account, &user), &parts.headers, &kept).await;
            arrived.map_err(|error| trouble(error.into()))
        }
    }
}

/// Uses a code up. None: it is not the one of now, it was used before, or the user is not as is wanted.
pub async fn use_code(
    app: &App,
    (account, id): (AccountId, UserId),
    code: String,
    is_wanted: impl Fn(&User) -> bool + Send + 'static,
) -> Result<Option<User>, Error> {
    let (secret, now) = (app.secret.clone(), app.world.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        let Some(user) = users::find(tx, account, id)?.filter(&is_wanted) else { return Ok(None) };
        let sealed = user.second_factor.secret.as_deref();
        let totp = sealed.and_then(|sealed| Totp::open(sealed, &secret, (account, id)));
        let Some(step) = totp.and_then(|totp| totp.step(&code, now)) else { return Ok(None) };
        Ok(users::use_step(tx, account, id, step)?.then_some(user))
    };
    app.store.write("use_code", write).await
}
