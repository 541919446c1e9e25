//! The last step: how orders come in, and what to look at then.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use jiff::Timestamp;

use super::{Reached, Step, Way, state};
use crate::web::App;
use crate::web::api::api_keys::ApiKeyInput;
use crate::web::pages::frame::Frame;
use crate::web::pages::keys::{Made, make};
use crate::web::pages::signed::{Signed, Stop};
use crate::web::problem::Problem;
use crate::web::scope::{AccountWrite, Scope};

#[derive(Template)]
#[template(path = "first_steps/orders.html")]
struct OrdersStep<'a> {
    frame: &'a Frame,
    way: Way,
    /// As a file or a line on a terminal needs them.
    account: String,
    storefront: &'a str,
    event_type: &'a str,
    /// Shown this once.
    key: Option<&'a str>,
    url: &'a str,
    now: Timestamp,
    campaign: Option<String>,
    /// Nobody is asked whose consent does not come with the order.
    has_no_basis: bool,
}

fn page(app: &App, signed: &Signed<AccountWrite>, reached: &Reached, made: Option<&Made>) -> Response {
    let frame = &signed.frame;
    let page = OrdersStep {
        frame,
        way: Way::new(frame, reached, Step::Orders),
        account: frame.who.as_ref().map(|who| quoted(&who.account.name)).unwrap_or_default(),
        storefront: reached.storefront.as_ref().map_or("main", |one| one.slug.as_str()),
        event_type: reached.campaign.as_ref().map_or("order.placed", |one| one.event_type.as_str()),
        key: made.map(|made| made.credential.reveal()),
        url: &app.engine.settings.public_url,
        now: signed.now,
        campaign: reached.campaign.as_ref().map(|campaign| campaign.id.to_string()),
        has_no_basis: reached.storefront.as_ref().is_some_and(|one| one.declared_basis.is_none()),
    };
    frame.page(StatusCode::OK, &page)
}

/// A name as one word on a terminal.
fn quoted(name: &str) -> String {
    let is_plain = name.chars().all(|letter| letter.is_ascii_alphanumeric() || "-_.".contains(letter));
    if is_plain && !name.is_empty() { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) }
}

pub async fn show(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let reached = state(&app, &signed).await?;
    Ok(page(&app, &signed, &reached, None))
}

/// Makes a key that may report orders and nothing else, and shows it, this once.
pub async fn make_key(signed: Signed<AccountWrite>, State(app): State<App>) -> Result<Response, Stop> {
    let scopes = vec![Scope::EventsWrite.as_str().to_owned()];
    let wanted = ApiKeyInput::new(Some(signed.frame.say("page-steps-key-name")), scopes, None);
    let made = make(&app, &signed, wanted).await?;
    let made = made.map_err(|errors| signed.stop(Problem::invalid(errors)))?;
    let reached = state(&app, &signed).await?;
    Ok(page(&app, &signed, &reached, Some(&made)))
}
