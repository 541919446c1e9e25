//! The form behind `/r/{token}`: shown, saved half-way, sent, changed for a day, and closed after its term.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::questionnaire::{Fault, Questionnaire};

use super::frame::{Frame, Words, see};
use super::questions::{QuestionView, views};
use super::visitor::{Guest, Stop, Visitor};
use crate::engine::Engine;
use crate::engine::answers::{Submission, answer_to};
use crate::engine::recipient::Form;
use crate::secret::Link;
use crate::web::App;
use crate::web::input::Input;

#[derive(Template)]
#[template(path = "recipient/form.html")]
struct FormPage<'a> {
    frame: &'a Frame,
    title: Words,
    action: String,
    preferences: String,
    stamp: String,
    questions: Vec<QuestionView>,
    alert: Option<Words>,
    notice: Option<Words>,
    /// It was sent before.
    changing: bool,
}

#[derive(Template)]
#[template(path = "recipient/answered.html")]
struct AnsweredPage<'a> {
    frame: &'a Frame,
    title: Words,
    action: String,
    questions: Vec<QuestionView>,
    changeable: bool,
}

/// Shows the form, or what was answered. A rating in the link is marked and not stored.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, Link::Answer).await?;
    let form = guest.recipient.form();
    match form {
        Form::Closed => Err(guest.closed()),
        Form::Open => Ok(open(&app, &visitor, &guest)),
        Form::Answered if visitor.query.has("change") => Ok(open(&app, &visitor, &guest)),
        Form::Answered | Form::Final => Ok(answered(&app, &guest, form)),
    }
}

fn open(app: &App, visitor: &Visitor, guest: &Guest) -> Response {
    let stored = |question: &str| answer_to(guest.recipient.answers()?, question);
    let given = |question: &str| stored(question).or_else(|| pre_selected(visitor, question));
    let questions = views(&guest.frame, &Questionnaire::standard(), &[], given);
    let mut page = page(app, guest, questions, None);
    page.notice = visitor.query.has("saved").then(|| guest.frame.say("recipient-saved"));
    guest.frame.page(StatusCode::OK, &page)
}

/// Only a rating can stand in a link: nobody's words are put into another's mouth.
fn pre_selected(visitor: &Visitor, question: &str) -> Option<String> {
    (question == "rating").then(|| visitor.query.get(question).map(str::to_owned)).flatten()
}

fn answered(engine: &Engine, guest: &Guest, form: Form) -> Response {
    let given = |question: &str| answer_to(guest.recipient.answers()?, question);
    let page = AnsweredPage {
        frame: &guest.frame,
        title: guest.frame.say("recipient-thanks-title"),
        action: guest.path(engine, Link::Answer),
        questions: views(&guest.frame, &Questionnaire::standard(), &[], given),
        changeable: form == Form::Answered,
    };
    guest.frame.page(StatusCode::OK, &page)
}

fn page<'a>(engine: &Engine, guest: &'a Guest, questions: Vec<QuestionView>, input: Option<&Input>) -> FormPage<'a> {
    FormPage {
        frame: &guest.frame,
        title: guest.frame.say("recipient-form-title"),
        action: guest.path(engine, Link::Answer),
        preferences: guest.path(engine, Link::Preferences),
        stamp: guest.stamp(engine, Link::Answer, input),
        questions,
        alert: None,
        notice: None,
        changing: guest.recipient.completed_at().is_some(),
    }
}

/// Takes what the form sent, and leads on to the page that says so.
pub async fn answer(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, Link::Answer).await?;
    let action = guest.path(&app, Link::Answer);
    match guest.recipient.form() {
        Form::Closed => return Err(guest.closed()),
        Form::Final => return Ok(see(&action)),
        Form::Open | Form::Answered => {}
    }
    let input = visitor.input(&app, request).await?;
    let finished = input.get("act") != Some("save") || guest.recipient.form() == Form::Answered;
    let answers = match Questionnaire::standard().check(finished, |question| input.get(question)) {
        Ok(answers) if answers.is_empty() => return Ok(again(&app, &guest, &input, &[], "recipient-error-nothing")),
        Ok(answers) => answers,
        Err(faults) => return Ok(again(&app, &guest, &input, &faults, "recipient-error-title")),
    };
    let suspicion = guest.suspicion(&app, &input);
    // Of what a program may have pressed, a whole answer is kept as doubtful, and half a one not at all.
    if suspicion.is_none() || finished {
        let submission = Submission { invitation: guest.invitation, answers, finished, suspicion };
        let taken = app.engine.submit(guest.account, submission).await;
        taken.map_err(|error| visitor.refused(&guest, error))?;
    }
    if suspicion.is_some() {
        return Ok(again(&app, &guest, &input, &[], "recipient-again"));
    }
    Ok(see(&if finished { action } else { format!("{action}?saved") }))
}

/// The form once more, with what was typed and what is wrong with it.
fn again(app: &App, guest: &Guest, input: &Input, faults: &[(&'static str, Fault)], alert: &str) -> Response {
    let given = |question: &str| input.get(question).map(str::to_owned);
    let questions = views(&guest.frame, &Questionnaire::standard(), faults, given);
    let page = FormPage { alert: Some(guest.frame.say(alert)), ..page(app, guest, questions, Some(input)) };
    guest.frame.page(StatusCode::UNPROCESSABLE_ENTITY, &page)
}
