//! Today: what went out, what came back, what is due, and what is wrong, with what to do about it.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::signed::Signed;
use crate::web::scope::InvitationsRead;

#[derive(Template)]
#[template(path = "today/show.html")]
struct TodayPage<'a> {
    frame: &'a Frame,
}

pub async fn show(signed: Signed<InvitationsRead>) -> Response {
    signed.frame.page(StatusCode::OK, &TodayPage { frame: &signed.frame })
}
