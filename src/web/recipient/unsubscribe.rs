//! Unsubscribing behind `/u/{token}`: a page with a button, and RFC 8058's POST by a mail program.

use askama::Template;
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::SuppressionId;

use super::frame::{Frame, Words, see};
use super::visitor::{Guest, Stop, Visitor};
use crate::secret::Link;
use crate::web::App;
use crate::web::input::Input;

#[derive(Template)]
#[template(path = "recipient/unsubscribe.html")]
struct UnsubscribePage<'a> {
    frame: &'a Frame,
    title: Words,
    action: String,
    preferences: String,
    stamp: String,
    alert: Option<Words>,
    notice: Option<Words>,
    unsubscribed: bool,
    /// What the button takes back.
    undo: Option<String>,
}

/// Shows the button. The link of a mail program leads a person here too.
pub async fn show(State(app): State<App>, visitor: Visitor) -> Result<Response, Stop> {
    let guest = visitor.guest(&app, link(&app, &visitor)).await?;
    let unsubscribed = visitor.wishes(&app, &guest).await?.unsubscribed;
    let mut page = page(&app, &guest, None, unsubscribed);
    page.undo = visitor.query.get("undo").map(str::to_owned).filter(|text| !read(text).is_empty());
    page.notice = visitor.query.has("done").then(|| guest.frame.say("recipient-done"));
    Ok(guest.frame.page(StatusCode::OK, &page))
}

fn link(app: &App, visitor: &Visitor) -> Link {
    let is_one_click = app.secret.open_token(&visitor.token, Link::OneClick).is_some();
    if is_one_click { Link::OneClick } else { Link::Unsubscribe }
}

/// Unsubscribes, or takes that back. A mail program is answered at once, without cookie or redirect (RFC 8058).
pub async fn unsubscribe(State(app): State<App>, visitor: Visitor, request: Request) -> Result<Response, Stop> {
    let link = link(&app, &visitor);
    let guest = visitor.guest(&app, link).await?;
    if link == Link::OneClick {
        let new = act(&app, &visitor, &guest).await?;
        let mut page = page(&app, &guest, None, true);
        page.undo = (!new.is_empty()).then(|| write(&new));
        return Ok(guest.frame.page(StatusCode::OK, &page));
    }
    let input = visitor.input(&app, request).await?;
    if guest.suspicion(&app, &input).is_some() {
        let unsubscribed = visitor.wishes(&app, &guest).await?.unsubscribed;
        let mut page = page(&app, &guest, Some(&input), unsubscribed);
        page.alert = Some(guest.frame.say("recipient-again"));
        page.undo = input.get("undo").map(str::to_owned);
        return Ok(guest.frame.page(StatusCode::UNPROCESSABLE_ENTITY, &page));
    }
    let action = guest.path(&app, Link::Unsubscribe);
    if input.get("act") == Some("undo") {
        let only = read(input.get("undo").unwrap_or_default());
        let undone = app.engine.resubscribe(guest.account, guest.invitation, Some(only)).await;
        undone.map_err(|error| visitor.refused(&guest, error))?;
        return Ok(see(&format!("{action}?done")));
    }
    let new = act(&app, &visitor, &guest).await?;
    Ok(see(&if new.is_empty() { action } else { format!("{action}?undo={}", write(&new)) }))
}

async fn act(app: &App, visitor: &Visitor, guest: &Guest) -> Result<Vec<SuppressionId>, Stop> {
    let done = app.engine.unsubscribe(guest.account, guest.invitation).await;
    done.map_err(|error| visitor.refused(guest, error))
}

fn page<'a>(app: &App, guest: &'a Guest, input: Option<&Input>, unsubscribed: bool) -> UnsubscribePage<'a> {
    let title = if unsubscribed { "recipient-unsubscribed-title" } else { "recipient-unsubscribe-title" };
    UnsubscribePage {
        frame: &guest.frame,
        title: guest.frame.say(title),
        action: guest.path(app, Link::Unsubscribe),
        preferences: guest.path(app, Link::Preferences),
        stamp: guest.stamp(app, Link::Unsubscribe, input),
        alert: None,
        notice: None,
        unsubscribed,
        undo: None,
    }
}

/// What one press did, so that only that is taken back.
fn write(ids: &[SuppressionId]) -> String {
    ids.iter().map(ToString::to_string).collect::<Vec<_>>().join(".")
}

fn read(text: &str) -> Vec<SuppressionId> {
    text.split('.').filter_map(|id| id.parse().ok()).collect()
}
