//! How a user comes in: links to choose a password by, locking out and letting in again, the lost second factor.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;
use rules::settle::Ended;

use super::ask::Question;
use super::frame::Frame;
use super::signed::Stop;
use super::user_mail::user_mail;
use super::users::{Admin, change, find};
use crate::store::audit_log::{self, Act};
use crate::store::users::{SecondFactor, User};
use crate::store::{Tx, user_links};
use crate::web::App;
use crate::web::path::{At, Text};
use crate::web::user_link;

#[derive(Template)]
#[template(path = "users/link.html")]
struct LinkPage<'a> {
    frame: &'a Frame,
    user: &'a User,
    url: &'a str,
    until: Timestamp,
    /// A mail was tried, and the relay did not take it; what it said.
    failed: Option<String>,
}

/// Makes a link for a user; a mail takes it there, or the administrator does.
pub async fn make_link(signed: Admin, State(app): State<App>, At((Text(id),)): At<(Text,)>) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    if user.disabled_at.is_some() {
        return Ok(signed.frame.see(&format!("/users/{}", user.id)));
    }
    hand_link(&signed, &app, user).await
}

/// Mails a new link. Where none goes out, it is shown this once.
pub async fn hand_link(signed: &Admin, app: &App, user: User) -> Result<Response, Stop> {
    let (frame, account, actor, now) = (&signed.frame, signed.account, signed.actor(), app.world.clock.now());
    let link = user_link::mint(&app.engine, account, &user, now);
    let kept = link.kept.clone();
    let write = move |tx: &mut Tx<'_>| {
        user_links::replace(tx, account, &kept)?;
        audit_log::append(tx, account, now, (actor, Act::UserLinked, &kept.user.to_string()))
    };
    app.store.write("user_link", write).await.map_err(|error| signed.stop(error))?;
    let mut failed = None;
    if let Some(who) = frame.who.as_ref().filter(|who| app.engine.reaches_people(&who.account)) {
        let (ended, text) = app.engine.notify(user_mail(frame, &who.account, &user, &link), now).await;
        if ended == Ended::Accepted {
            return Ok(frame.see(&format!("/users/{}?said=link-sent", user.id)));
        }
        failed = Some(text.unwrap_or_default());
    }
    let page = LinkPage { frame, user: &user, url: &link.url, until: link.kept.expires_at, failed };
    Ok(frame.page(StatusCode::OK, &page))
}

fn question(frame: &Frame, user: &User, (title, text, path): (&str, &str, &str)) -> Response {
    let name = user.name.as_deref().unwrap_or(&user.email);
    let back = format!("/users/{}", user.id);
    let button = if path == "disable" { "page-users-disable" } else { "page-users-factor-end" };
    let question = Question {
        frame,
        title: frame.say_with(title, &[("name", name.into())]),
        texts: vec![frame.say(text)],
        action: format!("{back}/{path}"),
        button: frame.say(button),
        back,
        typed: None,
    };
    question.page(StatusCode::OK)
}

pub async fn ask_disable(
    signed: Admin,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    Ok(question(&signed.frame, &user, ("page-users-disable-title", "page-users-disable-text", "disable")))
}

/// Locks a user out at once. Nobody does it to themselves.
pub async fn disable(signed: Admin, State(app): State<App>, At((Text(id),)): At<(Text,)>) -> Result<Response, Stop> {
    let (user, now) = (find(&signed, &app, &id).await?, app.world.clock.now());
    if user.id == signed.user.id {
        return Ok(signed.frame.see(&format!("/users/{}?said=own-role", user.id)));
    }
    let lock = move |user: &mut User| user.disabled_at = user.disabled_at.or(Some(now));
    change(&signed, &app, user.id, (Act::UserDisabled, "user-disabled"), lock).await
}

pub async fn enable(signed: Admin, State(app): State<App>, At((Text(id),)): At<(Text,)>) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    change(&signed, &app, user.id, (Act::UserEnabled, "user-enabled"), |user| user.disabled_at = None).await
}

pub async fn ask_second_factor(
    signed: Admin,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    Ok(question(&signed.frame, &user, ("page-users-factor-title", "page-users-factor-text", "second_factor")))
}

/// For somebody who has lost the authenticator: from now on the password is enough.
pub async fn end_second_factor(
    signed: Admin,
    State(app): State<App>,
    At((Text(id),)): At<(Text,)>,
) -> Result<Response, Stop> {
    let user = find(&signed, &app, &id).await?;
    let untie = |user: &mut User| user.second_factor = SecondFactor::default();
    change(&signed, &app, user.id, (Act::SecondFactorEnded, "factor-off"), untie).await
}
