//! Setting an installation up: whoever knows the code of its log becomes the first administrator. Closed from then on.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;
use jiff::Timestamp;
use rules::id::{AccountId, UserId};

use super::form::{Field, Form};
use super::frame::Frame;
use super::passwords::hash;
use super::sign_in::{begin as begin_session, too_often};
use super::signed::{Stop, bare, own_path};
use super::welcome::LONGEST_NAME;
use crate::engine::first_run::nobody_yet;
use crate::engine::people::email_key;
use crate::field::{Fault, Faults, FieldError};
use crate::intake::email::Email;
use crate::intake::text;
use crate::secret::digest;
use crate::settings::account::AccountSettings;
use crate::store::accounts::{self, Account};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::users::{self, Role, User};
use crate::store::{Error, Tx};
use crate::web::App;
use crate::web::client::Client;
use crate::web::input::Input;
use crate::web::password::password;
use crate::web::problem::Problem;

#[derive(Template)]
#[template(path = "setup/show.html")]
struct SetupPage<'a> {
    frame: &'a Frame,
    code: Field,
    account: Field,
    name: Field,
    email: Field,
    password: Field,
}

pub async fn show(State(app): State<App>, parts: Parts) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let read = |tx: &mut Tx<'_>| Ok((nobody_yet(tx)?, accounts::all(tx)?));
    let (is_open, accounts) = app.store.read("setup", read).await.map_err(|error| frame.problem(error.into()))?;
    if !is_open {
        return Ok(frame.see("/first_steps"));
    }
    let mut input = Input::default();
    // An account that the command line made: most likely it is this one.
    input.set("account", accounts.first().map(|account| account.name.clone()).unwrap_or_default());
    Ok(page(&frame, &input, &[]))
}

fn page(frame: &Frame, input: &Input, errors: &[FieldError]) -> Response {
    let form = Form::new(frame, input, errors);
    let page = SetupPage {
        frame,
        code: form.hinted("code", "page-code", "page-setup-code-hint"),
        account: form.hinted("account", "page-setup-account", "page-setup-account-hint"),
        name: form.field("name", "page-you-name"),
        email: form.field("email", "page-email"),
        password: Field { value: String::new(), ..form.hinted("password", "page-password", "page-password-hint") },
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

/// The first administrator, checked.
struct First {
    account: String,
    name: String,
    email: Email,
}

/// Makes the first administrator, and the account where there is none of this name.
pub async fn begin(State(app): State<App>, client: Client, parts: Parts, input: Input) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let trouble = |problem: Problem| Stop::from(frame.problem(problem));
    if !app.engine.nobody_yet().await.map_err(|error| trouble(error.into()))? {
        return Ok(frame.see("/sign_in"));
    }
    let now = app.world.clock.now();
    if !app.door.opens(client, "setup", now) {
        return Err(trouble(too_often()));
    }
    let (checked, errors) = check(&app, &input);
    let Some((first, chosen)) = checked.filter(|_| errors.is_empty()) else { return Ok(page(&frame, &input, &errors)) };
    app.door.right("setup");
    let hash = hash(&app, chosen).await.map_err(trouble)?;
    let id = UserId::new(now, app.world.chance.bits());
    let (engine, new_id) = (app.engine.clone(), AccountId::new(now, app.world.chance.bits()));
    let write = move |tx: &mut Tx<'_>| {
        if !nobody_yet(tx)? {
            return Ok(None);
        }
        let account = account_or_new(tx, &first.account, new_id, (now, Actor::User(id)))?;
        let key = email_key(&engine.secret, account, first.email.as_str());
        let mut user = User::new(id, (first.email.as_str(), key), Role::Admin, now);
        (user.name, user.password_hash) = (Some(first.name.clone()), Some(hash.clone()));
        users::insert(tx, account, &user)?;
        audit_log::append(tx, account, now, (Actor::User(id), Act::UserMade, &id.to_string()))?;
        Ok(Some((account, user)))
    };
    let made = app.store.write("setup", write).await.map_err(|error| trouble(error.into()))?;
    let Some((account, user)) = made else { return Ok(frame.see("/sign_in")) };
    let next = own_path(&app.engine, Some("/first_steps"));
    begin_session(&app, account, &user, &parts.headers, &next).await.map_err(|error| trouble(error.into()))
}

fn check(app: &App, input: &Input) -> (Option<(First, crate::web::password::Password)>, Vec<FieldError>) {
    let mut faults = Faults::default();
    let filled = |name: &str| input.filled(name).map(str::to_owned);
    faults.require("/code", filled("code"), |code| {
        // Compared by their hashes: how long it takes tells nothing of the code.
        let is_right = digest(&code.to_lowercase()) == digest(&app.secret.setup_code());
        if is_right { Ok(()) } else { Err(Fault::new("setup.code", "not the code that the log tells")) }
    });
    let account = faults.require("/account", filled("account"), |name| text::line(name, LONGEST_NAME));
    let name = faults.require("/name", filled("name"), |name| text::line(name, LONGEST_NAME));
    let email = faults.require("/email", filled("email"), |text| Email::parse(&text));
    let chosen = faults.keep("/password", password(input.get("password").unwrap_or_default()));
    let checked = (|| Some((First { account: account?, name: name?, email: email? }, chosen?)))();
    (checked, faults.into_errors())
}

fn account_or_new(
    tx: &mut Tx<'_>,
    name: &str,
    id: AccountId,
    (now, by): (Timestamp, Actor),
) -> Result<AccountId, Error> {
    if let Some(account) = accounts::find_by_name(tx, name)? {
        return Ok(account.id);
    }
    let account = Account {
        id,
        name: name.to_owned(),
        settings: AccountSettings::default(),
        sandbox_since: None,
        clock_at: None,
        manual_receipts_since: None,
        hold: None,
        held_at: None,
        plan: crate::settings::plan::Plan::Enterprise,
    };
    accounts::insert(tx, &account, now)?;
    audit_log::append(tx, id, now, (by, Act::AccountMade, &id.to_string()))?;
    Ok(id)
}
