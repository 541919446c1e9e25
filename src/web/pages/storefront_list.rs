//! All storefronts.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::StorefrontId;

use super::form::{Field, Form};
use super::frame::Frame;
use super::looked_for::{Found, Wanted};
use super::signed::{Signed, Stop};
use crate::store::Tx;
use crate::store::storefronts::{self, Storefront};
use crate::web::App;
use crate::web::scope::{Scope, StorefrontsRead};

/// Rows on one page.
const ROWS: usize = 100;

#[derive(Template)]
#[template(path = "storefronts/list.html")]
struct StorefrontsPage<'a> {
    frame: &'a Frame,
    search: Field,
    rows: Vec<Storefront>,
    first: Option<String>,
    next: Option<String>,
    may_write: bool,
}

/// Lists storefronts in the order in which they were made, with a search by name and slug.
pub async fn list(signed: Signed<StorefrontsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let wanted = Wanted::new(signed.query.filled("q").unwrap_or_default());
    let after: Option<StorefrontId> = signed.query.filled("after").and_then(|id| id.parse().ok());
    let read = move |tx: &mut Tx<'_>| {
        let has = |shop: &Storefront| wanted.is_in(&[shop.name.as_str(), shop.slug.as_str()]);
        let read = |after, limit| storefronts::list(tx, account, None, after, limit);
        wanted.page((after, ROWS), |shop| shop.id, read, has)
    };
    let found = app.store.read("storefronts_page", read).await.map_err(|error| signed.stop(error))?;
    let Found { rows, has_more } = found;
    let frame = &signed.frame;
    let last = rows.last().map(|shop| shop.id.to_string()).filter(|_| has_more);
    let page = StorefrontsPage {
        frame,
        search: Form::new(frame, &signed.query, &[]).field("q", "page-search"),
        next: last.map(|last| signed.query.with("after", Some(&last))),
        first: after.map(|_| signed.query.with("after", None)),
        rows,
        may_write: frame.may(Scope::StorefrontsWrite),
    };
    Ok(frame.page(StatusCode::OK, &page))
}
