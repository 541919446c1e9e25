//! The way into a demonstration: nobody has to say who they are. A real installation has no such door.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::http::request::Parts;
use axum::response::Response;

use super::frame::Frame;
use super::sign_in::begin;
use super::signed::{Stop, bare, own_path};
use crate::store::{Tx, users};
use crate::web::App;
use crate::web::problem::Problem;

#[derive(Template)]
#[template(path = "demo/show.html")]
struct WelcomePage<'a> {
    frame: &'a Frame,
}

pub fn welcome(frame: &Frame) -> Response {
    frame.page(StatusCode::OK, &WelcomePage { frame })
}

/// Opens a session for the demonstration's user.
pub async fn enter(State(app): State<App>, parts: Parts) -> Result<Response, Stop> {
    let frame = bare(&app.engine, &parts);
    let trouble = |problem: Problem| Stop::from(frame.problem(problem));
    let Some(demo) = app.demo.clone() else { return Err(trouble(Problem::not_found())) };
    let read = move |tx: &mut Tx<'_>| users::find(tx, demo.account, demo.user);
    let user = app.store.read("demo_user", read).await.map_err(|error| trouble(error.into()))?;
    let user = user.filter(|user| user.disabled_at.is_none()).ok_or_else(|| trouble(Problem::not_found()))?;
    let next = own_path(&app.engine, Some("/?tour=1"));
    begin(&app, demo.account, &user, &parts.headers, &next).await.map_err(|error| trouble(error.into()))
}
