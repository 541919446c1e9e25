//! A test of a template: its mail to one of the business's own users, and what became of it.

use axum::extract::{Path, State};
use axum::response::Response;
use rules::settle::Ended;
use serde_json::{Map, json};

use super::signed::{Signed, Stop};
use super::templates::{beside, filled, find, language_of, page};
use crate::field::FieldError;
use crate::web::App;
use crate::web::api::template_input::TestInput;
use crate::web::given::read;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::TemplatesWrite;

/// Sends the stored template as a test, and says what became of it.
pub async fn send(
    signed: Signed<TemplatesWrite>,
    State(app): State<App>,
    Path(id): Path<String>,
    input: Input,
) -> Result<Response, Stop> {
    let (found, users) = find(&app, &signed, &id).await?;
    let language = language_of(&input);
    let fields = json!({"to": input.filled("to"), "language": language.as_str()});
    let said: Result<TestInput, _> = read(fields.as_object().unwrap_or(&Map::new()));
    let tried = match said.and_then(|said| said.check(found.id)) {
        Ok((trial, to)) => {
            app.engine.send_trial(signed.account, trial, to, signed.actor()).await.map_err(Problem::from)
        }
        Err(problem) => Err(problem),
    };
    let is_sandbox = signed.frame.who.as_ref().is_some_and(|who| who.account.sandbox_since.is_some());
    let said = match tried {
        Ok(_) if is_sandbox => "boxed",
        Ok(tried) => match tried.ended {
            Ended::Accepted => "accepted",
            Ended::Refused | Ended::AddressRefused => "refused",
            Ended::RetrySafe => "retry",
            Ended::Unknown => "unknown",
        },
        Err(problem) => {
            let errors = test_errors(problem).map_err(|problem| signed.stop(problem))?;
            let mut typed = filled(&found, language);
            typed.set("to", input.get("to").unwrap_or_default());
            return Ok(page(&signed, Some(&found), &users, (&typed, &beside(errors, language)), None));
        }
    };
    Ok(signed.frame.see(&format!("/templates/{}?language={language}&said=template-{said}", found.id)))
}

/// What keeps a test from going stands beside the address.
pub(super) fn test_errors(problem: Problem) -> Result<Vec<FieldError>, Problem> {
    match problem.code() {
        "account.held" => Ok(vec![FieldError::told("/to", "account.held", "the account is on hold")]),
        "test.too_soon" => Ok(vec![FieldError::told("/to", "test.too_soon", "one test every 10 seconds")]),
        _ => problem.into_errors(),
    }
}
