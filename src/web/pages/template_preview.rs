//! The mail that a template makes, as a document of its own in a frame of the editor: nothing in it runs or sends.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::{CONTENT_SECURITY_POLICY, X_FRAME_OPTIONS};
use axum::http::{HeaderValue, StatusCode};
use axum::response::{Html, IntoResponse, Response};
use rules::campaign::Purpose;
use rules::id::TemplateId;
use rules::strategy::Role;
use serde_json::json;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use super::templates::{beside, language_of, wording};
use crate::engine::trial::{Shown, Trial, Words};
use crate::web::App;
use crate::web::api::template_input::DraftInput;
use crate::web::given::read;
use crate::web::input::Input;
use crate::web::problem::Problem;
use crate::web::scope::TemplatesRead;

/// A mail brings its own style. `sandbox`: no script runs, no form is sent, also where it is opened by itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src https: data:; sandbox; \
    form-action 'none'; base-uri 'none'; frame-ancestors 'self'";
/// How a mail says that it suits light and dark, and asks which it is.
const BOTH: &str = "light dark";
const IF_DARK: &str = "(prefers-color-scheme:dark)";

#[derive(Template)]
#[template(path = "templates/mail.html")]
struct MailDocument<'a> {
    before: &'a str,
    subject: &'a str,
    after: &'a str,
}

#[derive(Template)]
#[template(path = "templates/faults.html")]
struct FaultsDocument<'a> {
    frame: &'a Frame,
    faults: Vec<String>,
}

/// Shows the stored texts of a template in one language.
pub async fn show(
    signed: Signed<TemplatesRead>,
    State(app): State<App>,
    Path(id): Path<String>,
) -> Result<Response, Stop> {
    let id: TemplateId = id.parse().map_err(|_| signed.stop(Problem::not_found()))?;
    let language = Some(language_of(&signed.query));
    let trial = Trial { words: Words::Stored(id), language, role: Role::First, storefront: None };
    let shown = app.engine.show_trial(signed.account, trial).await.map_err(Problem::from);
    document(&signed, &signed.query, shown)
}

/// Shows the texts that a mail has without a template.
pub async fn standard(signed: Signed<TemplatesRead>, State(app): State<App>) -> Result<Response, Stop> {
    let words = Words::Standard(Purpose::ServiceReview);
    let trial = Trial { words, language: None, role: Role::First, storefront: None };
    let shown = app.engine.show_trial(signed.account, trial).await.map_err(Problem::from);
    document(&signed, &signed.query, shown)
}

/// Shows what is typed in the editor. It changes nothing.
pub async fn draft(signed: Signed<TemplatesRead>, State(app): State<App>, input: Input) -> Result<Response, Stop> {
    let language = language_of(&input).as_str();
    let mut languages = json!({});
    languages[language] = wording(&input);
    let role = if input.has("reminder") { "reminder" } else { "first" };
    let template = json!({"name": "-", "purpose": input.filled("purpose"), "languages": languages});
    let fields = json!({"template": template, "language": language, "role": role});
    let said: Result<DraftInput, _> = read(fields.as_object().unwrap_or(&serde_json::Map::new()));
    let shown = match said.and_then(DraftInput::check) {
        Ok(trial) => app.engine.show_trial(signed.account, trial).await.map_err(Problem::from),
        Err(problem) => Err(problem),
    };
    document(&signed, &input, shown)
}

/// The mail, or what is wrong with its texts, as it stands in the frame.
fn document<R>(signed: &Signed<R>, input: &Input, shown: Result<Shown, Problem>) -> Result<Response, Stop> {
    let frame = &signed.frame;
    let html = match shown {
        Ok(shown) => mail(&shown, input.get("look") == Some("dark")),
        Err(problem) => {
            let errors = problem.into_errors().map_err(|problem| signed.stop(problem))?;
            let errors = beside(errors, language_of(input));
            let faults = errors.iter().map(|error| frame.fault(error)).collect();
            FaultsDocument { frame, faults }.render().expect("writing to memory does not fail")
        }
    };
    let headers = [
        (CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY)),
        (X_FRAME_OPTIONS, HeaderValue::from_static("SAMEORIGIN")),
    ];
    Ok((StatusCode::OK, headers, Html(html)).into_response())
}

/// The HTML part with its subject above it, as a program shows it in the light or in the dark.
fn mail(shown: &Shown, is_dark: bool) -> String {
    let (scheme, holds) = if is_dark { ("dark", " all") } else { ("light", " not all") };
    let html = &shown.letter.html;
    let body = html.find("<body").and_then(|at| Some(at + html.get(at..)?.find('>')? + 1)).unwrap_or(0);
    let (before, after) = html.split_at_checked(body).unwrap_or(("", html));
    let before = before.replace(BOTH, scheme).replace(IF_DARK, holds);
    let document = MailDocument { before: &before, subject: &shown.letter.subject, after };
    document.render().expect("writing to memory does not fail")
}
