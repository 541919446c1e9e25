//! The style page: every component once, to see that they belong together.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::form::{Field, Form};
use super::frame::Frame;
use super::signed::Signed;
use crate::field::{Fault, FieldError};
use crate::web::input::Input;
use crate::web::scope::InvitationsRead;

#[derive(Template)]
#[template(path = "style/show.html")]
struct StylePage<'a> {
    frame: &'a Frame,
    good: Field,
    bad: Field,
    area: Field,
    choice: Field,
    choices: Vec<(String, String)>,
    check: Field,
    look: Field,
}

pub async fn show(signed: Signed<InvitationsRead>) -> Response {
    let frame = &signed.frame;
    let mut input = Input::default();
    for (name, value) in [("email", "ada@example.com"), ("area", "12345"), ("choice", "b"), ("check", "yes")] {
        input.set(name, value);
    }
    let errors = [FieldError::new("/password", Fault::missing())];
    let form = Form::new(frame, &input, &errors);
    let page = StylePage {
        frame,
        good: form.hinted("email", "page-email", "page-style-lead"),
        bad: form.field("password", "page-password"),
        area: form.field("area", "page-style-fields"),
        choice: form.field("choice", "page-style-lists"),
        choices: [("a", "page-save"), ("b", "page-next")].map(|(value, key)| (value.to_owned(), frame.say(key))).into(),
        check: form.field("check", "page-style-badges"),
        look: form.field("look", "page-style-lists"),
    };
    frame.page(StatusCode::OK, &page)
}
