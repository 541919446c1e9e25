//! The third step: a mail to oneself, as a customer would get it, and what the relay says of it.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::campaign::Purpose;
use rules::settle::Ended;
use rules::strategy::Role;

use super::{Reached, Step, Way, state};
use crate::engine::trial::{Trial, Tried, Words};
use crate::web::App;
use crate::web::pages::frame::Frame;
use crate::web::pages::signed::{Signed, Stop};
use crate::web::pages::template_test::test_errors;
use crate::web::problem::Problem;
use crate::web::scope::AccountWrite;

#[derive(Template)]
#[template(path = "first_steps/test.html")]
struct TestStep<'a> {
    frame: &'a Frame,
    way: Way,
    has_storefront: bool,
    is_sandbox: bool,
    has_relay: bool,
    to: &'a str,
    /// How it ended: the look of the notice and its words.
    ended: Option<(&'static str, String)>,
    /// What the relay said, as it said it.
    heard: Option<String>,
}

/// What is told of the test that was just sent.
type Told = (Option<(&'static str, String)>, Option<String>);

fn page(
    app: &App,
    signed: &Signed<AccountWrite>,
    reached: &Reached,
    (ended, heard): Told,
    status: StatusCode,
) -> Response {
    let frame = &signed.frame;
    let page = TestStep {
        frame,
        way: Way::new(frame, reached, Step::Test),
        has_storefront: reached.storefront.is_some(),
        is_sandbox: is_sandbox(frame),
        has_relay: app.channel.senders().is_some(),
        to: &signed.user.email,
        ended,
        heard,
    };
    frame.page(status, &page)
}

fn is_sandbox(frame: &Frame) -> bool {
    frame.who.as_ref().is_some_and(|who| who.account.sandbox_since.is_some())
}

pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    Ok(page(&app, &signed, &reached, (None, None), StatusCode::OK))
}

/// Sends it to whoever asks, and to nobody else.
pub async fn send(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    let Some(storefront) = &reached.storefront else { return Ok(signed.frame.see(Step::Storefront.path())) };
    if !is_sandbox(&signed.frame) && app.channel.senders().is_none() {
        return Ok(signed.frame.see(Step::Test.path()));
    }
    let words = Words::Standard(Purpose::ServiceReview);
    let storefront = Some(storefront.slug.clone());
    let trial = Trial { words, language: None, role: Role::First, storefront };
    let tried = app.engine.send_trial(signed.account, trial, signed.user.email.clone(), signed.actor()).await;
    match tried.map_err(Problem::from) {
        Ok(tried) => {
            let reached = state(&app, &signed).await?;
            Ok(page(&app, &signed, &reached, told(&signed.frame, tried), StatusCode::OK))
        }
        Err(problem) => {
            let errors = test_errors(problem).map_err(|problem| signed.stop(problem))?;
            let says: Vec<_> = errors.iter().map(|error| signed.frame.fault(error)).collect();
            let told = (Some(("bad", says.join(" "))), None);
            Ok(page(&app, &signed, &reached, told, StatusCode::UNPROCESSABLE_ENTITY))
        }
    }
}

fn told(frame: &Frame, tried: Tried) -> Told {
    if is_sandbox(frame) {
        return (Some(("good", frame.say("page-said-template-boxed"))), None);
    }
    let (kind, key) = match tried.ended {
        Ended::Accepted => ("good", "page-said-template-accepted"),
        Ended::Refused | Ended::AddressRefused => ("bad", "page-said-template-refused"),
        Ended::RetrySafe => ("bad", "page-said-template-retry"),
        Ended::Unknown => ("wait", "page-said-template-unknown"),
    };
    (Some((kind, frame.say(key))), tried.text)
}
