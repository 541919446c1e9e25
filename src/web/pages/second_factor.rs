//! The second factor: an authenticator that somebody ties to their user, and unties again.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::form::{Field, Form};
use super::frame::Frame;
use super::second_step::use_code;
use super::sign_in::too_often;
use super::signed::{Signed, Stop};
use super::you::knows_password;
use crate::field::{Fault, FieldError};
use crate::store::audit_log::{self, Act};
use crate::store::users::SecondFactor;
use crate::store::{Error, Tx, users};
use crate::web::App;
use crate::web::input::Input;
use crate::web::scope::InvitationsRead;
use crate::web::totp::{Totp, qr};

type Me = Signed<InvitationsRead>;

const ISSUER: &str = "Afterword";

#[derive(Template)]
#[template(path = "you/second_factor.html")]
struct SecondFactorPage<'a> {
    frame: &'a Frame,
    is_on: bool,
    /// Shown until the first code was typed.
    new: Option<New>,
    code: Field,
    password: Field,
}

struct New {
    secret: String,
    qr_size: usize,
    qr_path: String,
}

pub async fn show(signed: Me, State(app): State<App>) -> Response {
    page(&signed, &app, &[])
}

fn page(signed: &Me, app: &App, errors: &[FieldError]) -> Response {
    let (frame, factor) = (&signed.frame, &signed.user.second_factor);
    let input = Input::default();
    let form = Form::new(frame, &input, errors);
    let is_on = factor.since.is_some();
    let sealed = factor.secret.as_deref().filter(|_| !is_on);
    let totp = sealed.and_then(|sealed| Totp::open(sealed, &app.secret, (signed.account, signed.user.id)));
    let page = SecondFactorPage {
        frame,
        is_on,
        new: totp.and_then(|totp| new(&totp, &signed.user.email)),
        code: form.field("code", "page-code"),
        password: form.field("password", "page-password"),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

fn new(totp: &Totp, email: &str) -> Option<New> {
    let (qr_size, qr_path) = qr(&totp.link(ISSUER, email))?;
    let secret: Vec<_> =
        totp.reveal().as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    Some(New { secret: secret.join(" "), qr_size, qr_path })
}

/// Makes a secret for an authenticator. It is asked for only once a code of it was typed.
pub async fn begin(signed: Me, State(app): State<App>) -> Result<Response, Stop> {
    let (account, id) = (signed.account, signed.user.id);
    let sealed = Totp::mint(&app.world.chance).seal(&app.secret, (account, id), &app.world.chance);
    let write = move |tx: &mut Tx<'_>| {
        let mut user = users::find(tx, account, id)?.ok_or(Error::Missing)?;
        if user.second_factor.since.is_none() {
            user.second_factor.secret = Some(sealed.clone());
            users::update(tx, account, &user)?;
        }
        Ok(())
    };
    app.store.write("begin_second_factor", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/you/second_factor"))
}

/// Ties the authenticator whose code was typed.
pub async fn confirm(signed: Me, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let (account, id, actor, now) = (signed.account, signed.user.id, signed.actor(), app.world.clock.now());
    let name = format!("factor {id}");
    if !app.door.guess(&name, now) {
        return Err(signed.stop(too_often()));
    }
    let code = input.get("code").unwrap_or_default().to_owned();
    let used = use_code(&app, (account, id), code, |user| user.second_factor.since.is_none()).await;
    if used.map_err(|error| signed.stop(error))?.is_none() {
        let wrong = Fault::new("code.wrong", "this is not the code of now");
        return Ok(page(&signed, &app, &[FieldError::new("/code", wrong)]));
    }
    app.door.right(&name);
    let write = move |tx: &mut Tx<'_>| {
        audit_log::append(tx, account, now, (actor, Act::SecondFactorBegun, &id.to_string()))?;
        let mut user = users::find(tx, account, id)?.ok_or(Error::Missing)?;
        user.second_factor.since = user.second_factor.secret.is_some().then_some(now);
        users::update(tx, account, &user)
    };
    app.store.write("tie_second_factor", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/you?said=factor-on"))
}

/// Unties it, for whoever knows the password.
pub async fn end(signed: Me, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    if !knows_password(&signed, &app, input.get("password").unwrap_or_default()).await? {
        let wrong = Fault::new("password.wrong", "this is not your password");
        return Ok(page(&signed, &app, &[FieldError::new("/password", wrong)]));
    }
    let (account, id, actor, now) = (signed.account, signed.user.id, signed.actor(), app.world.clock.now());
    let write = move |tx: &mut Tx<'_>| {
        audit_log::append(tx, account, now, (actor, Act::SecondFactorEnded, &id.to_string()))?;
        let mut user = users::find(tx, account, id)?.ok_or(Error::Missing)?;
        user.second_factor = SecondFactor::default();
        users::update(tx, account, &user)
    };
    app.store.write("untie_second_factor", write).await.map_err(|error| signed.stop(error))?;
    Ok(signed.frame.see("/you?said=factor-off"))
}
