//! Choosing a password by a link: those who are new, and those who have forgotten theirs. Whether an address is known
//! shows nowhere (trust 3).

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use jiff::{SignedDuration, Timestamp};
use rules::id::AccountId;

use super::form::{Field, Form};
use super::frame::Frame;
use super::passwords::hash;
use super::sign_in::{guessed, too_often, whose};
use super::signed::{Stop, bare};
use super::user_mail::user_mail;
use crate::field::{Faults, FieldError};
use crate::intake::text;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::user_links::{self, Purpose, UserLink};
use crate::store::users::User;
use crate::store::{Error, Tx, accounts, sessions, users};
use crate::web::App;
use crate::web::client::Client;
use crate::web::credential::Credential;
use crate::web::input::Input;
use crate::web::password::password;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::user_link;

pub const LONGEST_NAME: usize = 100;
/// Between two mails to somebody who asks for them.
const GAP: SignedDuration = SignedDuration::from_mins(5);

#[derive(Template)]
#[template(path = "sign_in/forgotten.html")]
struct ForgottenPage<'a> {
    frame: &'a Frame,
}

#[derive(Template)]
#[template(path = "sign_in/welcome.html")]
struct WelcomePage<'a> {
    frame: &'a Frame,
    token: &'a str,
    is_new: bool,
    account: String,
    email: String,
    name: Field,
    password: Field,
}

#[derive(Template)]
#[template(path = "sign_in/over.html")]
struct OverPage<'a> {
    frame: &'a Frame,
}

pub async fn show_forgotten(State(app): State<App>, parts: Parts) -> Response {
    let frame = bare(&app.engine, &parts);
    frame.page(StatusCode::OK, &ForgottenPage { frame: &frame })
}

/// Mails a link to whoever has this address. The answer comes before anybody looks whether somebody has.
pub async fn forgotten(State(app): State<App>, client: Client, parts: Parts, input: Input) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let email = input.filled("email").unwrap_or_default().to_owned();
    let name = format!("forgotten {}", guessed(&email));
    if !app.door.opens(client, &name, app.world.clock.now()) {
        return Err(frame.problem(too_often()).into());
    }
    let answer = frame.see("/sign_in?said=asked");
    tokio::spawn(async move {
        if let Err(error) = send_links(&app, &frame, &email).await {
            tracing::warn!(%error, "a link to a new password was not made");
        }
    });
    Ok(answer)
}

async fn send_links(app: &App, frame: &Frame, email: &str) -> Result<(), Error> {
    for (account, user) in whose(app, email).await? {
        let now = app.world.clock.now();
        let found = app.store.read("account", move |tx| accounts::find(tx, account)).await?;
        let Some(account) = found.filter(|account| app.engine.reaches_people(account)) else { continue };
        let link = user_link::mint(&app.engine, account.id, &user, now);
        let (id, user_id, kept) = (account.id, user.id, link.kept.clone());
        let write = move |tx: &mut Tx<'_>| {
            let before = user_links::find(tx, id, user_id, kept.purpose)?;
            if before.is_some_and(|before| now < before.created_at + GAP) {
                return Ok(false);
            }
            user_links::replace(tx, id, &kept)?;
            audit_log::append(tx, id, now, (Actor::User(user_id), Act::PasswordForgotten, &user_id.to_string()))?;
            Ok(true)
        };
        if app.store.write("forgotten", write).await? {
            let (ended, text) = app.engine.notify(user_mail(frame, &account, &user, &link), now).await;
            tracing::info!(user = %user.id, ?ended, text, "a link to a new password was mailed");
        }
    }
    Ok(())
}

/// Whom a link is for, as long as it is good.
struct Found {
    account: accounts::Account,
    user: User,
    link: UserLink,
}

fn find(tx: &mut Tx<'_>, token: &Credential, now: Timestamp) -> Result<Option<Found>, Error> {
    let account = token.account();
    let Some(link) = user_link::find(tx, token, now)? else { return Ok(None) };
    let user = users::find(tx, account, link.user)?.filter(|user| user.disabled_at.is_none());
    let (Some(user), Some(account)) = (user, accounts::find(tx, account)?) else { return Ok(None) };
    Ok(Some(Found { account, user, link }))
}

async fn find_now(app: &App, token: &str) -> Result<Option<(Credential, Found)>, Error> {
    let Some(token) = Credential::parse(token) else { return Ok(None) };
    let (now, wanted) = (app.world.clock.now(), token.clone());
    let found = app.store.read("user_link", move |tx| find(tx, &wanted, now)).await?;
    Ok(found.map(|found| (token, found)))
}

pub async fn show(State(app): State<App>, parts: Parts, At((Text(token),)): At<(Text,)>) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let found = find_now(&app, &token).await.map_err(|error| frame.problem(error.into()))?;
    let Some((_, found)) = found else { return Ok(over(&frame)) };
    let mut input = Input::default();
    input.set("name", found.user.name.clone().unwrap_or_default());
    Ok(page(&frame, &token, &found, &input, &[]))
}

fn over(frame: &Frame) -> Response {
    frame.page(StatusCode::NOT_FOUND, &OverPage { frame })
}

fn page(frame: &Frame, token: &str, found: &Found, input: &Input, errors: &[FieldError]) -> Response {
    let form = Form::new(frame, input, errors);
    let page = WelcomePage {
        frame,
        token,
        is_new: found.link.purpose == Purpose::Welcome,
        account: found.account.name.clone(),
        email: found.user.email.clone(),
        name: form.field("name", "page-you-name"),
        password: Field {
            value: String::new(),
            ..form.hinted("password", "page-you-new-password", "page-password-hint")
        },
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

/// Sets name and password; every session and every link of the user ends.
pub async fn choose(
    State(app): State<App>,
    parts: Parts,
    At((Text(text),)): At<(Text,)>,
    input: Input,
) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let trouble = |problem: Problem| Stop::from(frame.problem(problem));
    let found = find_now(&app, &text).await.map_err(|error| trouble(error.into()))?;
    let Some((token, found)) = found else { return Ok(over(&frame)) };
    let mut faults = Faults::default();
    let is_new = found.link.purpose == Purpose::Welcome;
    let name = if is_new {
        faults.require("/name", input.filled("name").map(str::to_owned), |name| text::line(name, LONGEST_NAME))
    } else {
        found.user.name.clone()
    };
    let chosen = faults.keep("/password", password(input.get("password").unwrap_or_default()));
    let errors = faults.into_errors();
    let Some(chosen) = chosen.filter(|_| errors.is_empty()) else {
        return Ok(page(&frame, &text, &found, &input, &errors));
    };
    let hash = hash(&app, chosen).await.map_err(trouble)?;
    let now = app.world.clock.now();
    let write = move |tx: &mut Tx<'_>| welcome(tx, &token, (name.as_ref(), &hash), now);
    let is_done = app.store.write("welcome", write).await.map_err(|error| trouble(error.into()))?;
    Ok(if is_done { frame.see("/sign_in?said=password") } else { over(&frame) })
}

/// False: the link was used in between.
fn welcome(
    tx: &mut Tx<'_>,
    token: &Credential,
    (name, hash): (Option<&String>, &String),
    now: Timestamp,
) -> Result<bool, Error> {
    let account: AccountId = token.account();
    let Some(Found { mut user, link, .. }) = find(tx, token, now)? else { return Ok(false) };
    user.name = name.cloned();
    user.password_hash = Some(hash.clone());
    users::update(tx, account, &user)?;
    user_links::end(tx, account, user.id)?;
    sessions::end_others(tx, account, user.id, None)?;
    let act = if link.purpose == Purpose::Welcome { Act::UserWelcomed } else { Act::PasswordChanged };
    audit_log::append(tx, account, now, (Actor::User(user.id), act, &user.id.to_string()))?;
    Ok(true)
}
