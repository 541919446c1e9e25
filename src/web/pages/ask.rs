//! ask: the question before what cannot simply be taken back.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::form::Field;
use super::frame::Frame;

/// A question on a page of its own: what will happen, the button that does it, and the way back.
#[derive(Template)]
#[template(path = "ask.html")]
pub struct Question<'a> {
    pub frame: &'a Frame,
    pub title: String,
    /// What it does, a paragraph each.
    pub texts: Vec<String>,
    pub action: String,
    pub button: String,
    pub back: String,
    /// What must be typed first.
    pub typed: Option<Field>,
}

impl Question<'_> {
    pub fn page(&self, status: StatusCode) -> Response {
        self.frame.page(status, self)
    }
}
