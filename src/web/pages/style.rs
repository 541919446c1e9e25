//! The style page: every component once, to see that they belong together.

use askama::Template;
use axum::http::StatusCode;
use axum::response::Response;

use super::estimate::Estimate;
use super::first_steps::Mark;
use super::form::{Field, Form};
use super::frame::Frame;
use super::meanwhile::{Change, Meanwhile};
use super::measure::Measure;
use super::signed::Signed;
use crate::field::{Fault, FieldError};
use crate::insight::proportion::Proportion;
use crate::store::responses::ProductAnswer;
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
    colours: [&'static str; COLOURS.len()],
    look: Field,
    length: Measure,
    marks: Vec<Mark>,
    meanwhile: Meanwhile,
    next: Option<String>,
    first: Option<String>,
    share: Option<Estimate>,
    products: Vec<ProductAnswer>,
}

/// Colours by the names that they have in `tokens.css`.
const COLOURS: [&str; 14] = [
    "paper",
    "surface",
    "sunken",
    "ink",
    "soft",
    "line",
    "edge",
    "accent",
    "accent-wash",
    "good",
    "good-wash",
    "wait",
    "wait-wash",
    "bad",
];

pub async fn show(signed: Signed<InvitationsRead>) -> Response {
    let frame = &signed.frame;
    let mut input = Input::default();
    for (name, value) in [
        ("email", "ada@example.com"),
        ("area", "12345"),
        ("choice", "b"),
        ("check", "yes"),
        ("delay", "7"),
        ("delay.unit", "D"),
    ] {
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
        colours: COLOURS,
        length: Measure::of(&form, frame, "delay", ("page-campaign-delay", "page-campaign-delay-hint")),
        marks: marks(frame),
        meanwhile: Meanwhile {
            change: Change::default(),
            fields: vec![(frame.say("page-campaign-delay"), frame.duration("P7D"))],
        },
        next: Some(String::new()),
        first: Some(String::new()),
        share: Estimate::of(frame, Proportion::new(318, 1_204)),
        products: products(frame),
    };
    frame.page(StatusCode::OK, &page)
}

/// A way of three steps, in the middle of it.
fn marks(frame: &Frame) -> Vec<Mark> {
    let mark = |number: usize, key: &str| Mark {
        title: frame.say(key),
        text: String::new(),
        path: "/style",
        number,
        is_done: number == 1,
        is_here: number == 2,
    };
    vec![mark(1, "page-steps-storefront"), mark(2, "page-steps-sender"), mark(3, "page-steps-test")]
}

/// What was said of two products.
fn products(frame: &Frame) -> Vec<ProductAnswer> {
    let answer =
        |sku: &str, stars, comment| ProductAnswer { sku: sku.to_owned(), name: sku.to_owned(), stars, comment };
    vec![answer("CD-000123", Some(4), Some(frame.say("page-style-lead"))), answer("LP-000456", None, None)]
}
