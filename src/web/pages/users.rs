//! Users: who works for the business, as what, and how they come in.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::UserId;

use super::form::{Field, Form};
use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::user_access::hand_link;
use crate::engine::people::email_key;
use crate::field::{Fault, Faults, FieldError};
use crate::intake::email::Email;
use crate::intake::text;
use crate::store::audit_log::{self, Act};
use crate::store::users::{self, Role, User};
use crate::store::{Error, Tx, sessions};
use crate::web::App;
use crate::web::app::Stop as TxStop;
use crate::web::input::Input;
use crate::web::path::{At, Text};
use crate::web::problem::{Kind, Problem};
use crate::web::scope::AccountWrite;

pub type Admin = Signed<AccountWrite>;

const PAGE: i64 = 50;
const LONGEST_NAME: usize = 100;

#[derive(Template)]
#[template(path = "users/list.html")]
struct UsersPage<'a> {
    frame: &'a Frame,
    users: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

/// A user in the words of a page.
pub struct Row {
    pub id: UserId,
    pub title: String,
    pub email: String,
    pub role: String,
    /// The kind of its badge, and its words.
    pub state: (&'static str, String),
    pub has_second_factor: bool,
}

impl Row {
    pub fn of(frame: &Frame, user: &User) -> Self {
        let state = match (user.disabled_at, &user.password_hash) {
            (Some(_), _) => ("bad", frame.say("page-users-disabled")),
            (None, None) => ("wait", frame.say("page-users-invited")),
            (None, Some(_)) => ("good", frame.say("page-users-active")),
        };
        Self {
            id: user.id,
            title: user.name.clone().unwrap_or_else(|| user.email.clone()),
            email: user.email.clone(),
            role: role_in_words(frame, user.role),
            state,
            has_second_factor: user.second_factor.since.is_some(),
        }
    }
}

fn role_in_words(frame: &Frame, role: Role) -> String {
    frame.say(match role {
        Role::Admin => "page-role-admin",
        Role::Editor => "page-role-editor",
        Role::Viewer => "page-role-viewer",
    })
}

#[derive(Template)]
#[template(path = "users/new.html")]
struct NewUserPage<'a> {
    frame: &'a Frame,
    email: Field,
    name: Field,
    role: Field,
    roles: Vec<(String, String)>,
    mails: bool,
}

#[derive(Template)]
#[template(path = "users/show.html")]
struct UserPage<'a> {
    frame: &'a Frame,
    user: Row,
    since: jiff::Timestamp,
    is_self: bool,
    is_new: bool,
    is_disabled: bool,
    mails: bool,
    role: Field,
    roles: Vec<(String, String)>,
}

pub async fn list(signed: Admin, State(app): State<App>) -> Result<Response, Stop> {
    let after = signed.query.filled("after").and_then(|text| text.parse().ok());
    let account = signed.account;
    let found = app.store.read("users", move |tx| users::list(tx, account, after, PAGE + 1)).await;
    let mut found = found.map_err(|error| signed.stop(error))?;
    let has_more = found.len() > usize::try_from(PAGE).unwrap_or(usize::MAX);
    if has_more {
        found.pop();
    }
    let last = found.last().map(|user| user.id.to_string());
    let page = UsersPage {
        frame: &signed.frame,
        users: found.iter().map(|user| Row::of(&signed.frame, user)).collect(),
        first: after.map(|_| String::new()),
        next: last.filter(|_| has_more).map(|last| signed.query.with("after", Some(&last))),
    };
    Ok(signed.frame.page(StatusCode::OK, &page))
}

/// The roles that somebody may be given, and what each may do.
fn roles(frame: &Frame) -> Vec<(String, String)> {
    let choices = [
        (Role::Viewer, "page-role-viewer-may"),
        (Role::Editor, "page-role-editor-may"),
        (Role::Admin, "page-role-admin-may"),
    ];
    choices.into_iter().map(|(role, key)| (role.to_string(), frame.say(key))).collect()
}

pub async fn show_new(signed: Admin, State(app): State<App>) -> Response {
    new_page(&signed, &app, &Input::default(), &[])
}

fn new_page(signed: &Admin, app: &App, input: &Input, errors: &[FieldError]) -> Response {
    let frame = &signed.frame;
    let form = Form::new(frame, input, errors);
    let page = NewUserPage {
        frame,
        email: form.field("email", "page-email"),
        name: form.field("name", "page-users-name"),
        role: form.field("role", "page-users-role"),
        roles: roles(frame),
        mails: mails(signed, app),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    frame.page(status, &page)
}

/// Whether links go out by mail here.
fn mails(signed: &Admin, app: &App) -> bool {
    signed.frame.who.as_ref().is_some_and(|who| app.engine.reaches_people(&who.account))
}

/// Makes a user who chooses a password by a link.
pub async fn invite(signed: Admin, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let mut faults = Faults::default();
    let filled = |name: &str| input.filled(name).map(str::to_owned);
    let email = faults.require("/email", filled("email"), |text| Email::parse(&text));
    let name = faults.keep_some("/name", filled("name"), |name| text::line(name, LONGEST_NAME));
    let role = faults.require("/role", filled("role"), |text| role(&text));
    let errors = faults.into_errors();
    let (Some(email), Some(role), true) = (email, role, errors.is_empty()) else {
        return Ok(new_page(&signed, &app, &input, &errors));
    };
    let (account, actor, now) = (signed.account, signed.actor(), app.world.clock.now());
    let id = UserId::new(now, app.world.chance.bits());
    let key = email_key(&app.secret, account, email.as_str());
    let user = User { name, ..User::new(id, (email.as_str(), key), role, now) };
    let new = user.clone();
    let write = move |tx: &mut Tx<'_>| {
        users::insert(tx, account, &new)?;
        audit_log::append(tx, account, now, (actor, Act::UserInvited, &id.to_string()))
    };
    match app.store.write("invite_user", write).await {
        Err(Error::Duplicate) => {
            let taken = Fault::new("email.taken", "the account has a user with this address, perhaps a disabled one");
            Ok(new_page(&signed, &app, &input, &[FieldError::new("/email", taken)]))
        }
        Err(error) => Err(signed.stop(error)),
        Ok(()) => hand_link(&signed, &app, user).await,
    }
}

fn role(text: &str) -> Result<Role, Fault> {
    text.parse().map_err(|_| Fault::new("role.unknown", "not one of admin, editor, viewer"))
}

pub async fn show(signed: Admin, State(app): State<App>, At((Text(id),)): At<(Text,)>) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    let known = [
        "page-said-user-saved",
        "page-said-link-sent",
        "page-said-user-disabled",
        "page-said-user-enabled",
        "page-said-factor-off",
        "page-said-own-role",
        "page-said-last-admin",
    ];
    let frame = signed.frame.clone().saying(&signed.query, &known);
    let mut input = Input::default();
    input.set("role", user.role.as_str());
    let form = Form::new(&frame, &input, &[]);
    let page = UserPage {
        frame: &frame,
        since: user.created_at,
        is_self: user.id == signed.user.id,
        is_new: user.password_hash.is_none(),
        is_disabled: user.disabled_at.is_some(),
        mails: mails(&signed, &app),
        role: form.field("role", "page-users-role"),
        roles: roles(&frame),
        user: Row::of(&frame, &user),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

pub async fn find(signed: &Admin, app: &App, id: &str) -> Result<User, Stop> {
    let (account, id): (_, UserId) = (signed.account, signed.id(id)?);
    let found = app.store.read("user", move |tx| users::find(tx, account, id)).await;
    found.map_err(|error| signed.stop(error))?.ok_or_else(|| signed.stop(Problem::not_found()))
}

/// Gives a user another role. Nobody changes their own: one slip, and nobody could change it back.
pub async fn change_role(
    signed: Admin,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
    input: Input,
) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    let wanted = role(input.get("role").unwrap_or_default());
    let wanted = wanted.map_err(|fault| signed.stop(Problem::field("/role", fault.code, fault.detail)))?;
    if user.role == wanted {
        return Ok(signed.frame.see(&format!("/users/{}?said=user-saved", user.id)));
    }
    if user.id == signed.user.id {
        return Ok(signed.frame.see(&format!("/users/{}?said=own-role", user.id)));
    }
    change(&signed, &app, user.id, (Act::UserRoleChanged, "user-saved"), move |user| user.role = wanted).await
}

/// Changes a user, unless that would leave the account without an administrator, and leads back to its page.
pub async fn change(
    signed: &Admin,
    app: &App,
    id: UserId,
    (act, said): (Act, &'static str),
    change: impl Fn(&mut User) + Send + 'static,
) -> Result<Response, Stop> {
    let (account, actor, now) = (signed.account, signed.actor(), app.world.clock.now());
    let write = move |tx: &mut Tx<'_>| -> Result<bool, TxStop> {
        // First: whoever else changes users of this account waits here, and is then seen.
        audit_log::append(tx, account, now, (actor, act, &id.to_string()))?;
        let mut user = users::find(tx, account, id)?.ok_or_else(Problem::not_found)?;
        change(&mut user);
        users::update(tx, account, &user)?;
        let is_admin = user.role == Role::Admin && user.disabled_at.is_none();
        if !is_admin && !users::has_other_admin(tx, account, id)? {
            return Err(Problem::new(Kind::State, "the account would have no administrator").into());
        }
        if user.disabled_at.is_some() {
            sessions::end_others(tx, account, id, None)?;
        }
        Ok(true)
    };
    match app.write("change_user", write).await {
        Ok(_) => Ok(signed.frame.see(&format!("/users/{id}?said={said}"))),
        Err(problem) if problem.is(Kind::State) => Ok(signed.frame.see(&format!("/users/{id}?said=last-admin"))),
        Err(problem) => Err(signed.stop(problem)),
    }
}
