//! Product ratings: what customers think of each product, with how sure that is.

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;

use super::frame::Frame;
use super::signed::{Signed, Stop};
use crate::insight::mean::Mean;
use crate::store::Tx;
use crate::store::product_ratings::{self, ProductRatings};
use crate::web::App;
use crate::web::scope::ReportsRead;

const ROWS: i64 = 50;

#[derive(Template)]
#[template(path = "reports/products.html")]
struct ProductsPage<'a> {
    frame: &'a Frame,
    rows: Vec<Row>,
    first: Option<String>,
    next: Option<String>,
}

struct Row {
    name: String,
    sku: String,
    count: String,
    mean: String,
    between: String,
}

/// Shows how products are rated.
pub async fn show(signed: Signed<ReportsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let (account, after) = (signed.account, signed.query.filled("after").map(str::to_owned));
    let behind = after.clone();
    let read = move |tx: &mut Tx<'_>| product_ratings::list(tx, account, behind.as_deref(), ROWS + 1);
    let mut found = app.store.read("product_ratings", read).await.map_err(|error| signed.stop(error))?;
    let (frame, query) = (&signed.frame, &signed.query);
    let more = i64::try_from(found.len()).unwrap_or(0) > ROWS;
    found.truncate(usize::try_from(ROWS).unwrap_or(0));
    let page = ProductsPage {
        frame,
        first: after.map(|_| query.with("after", None)),
        next: found.last().filter(|_| more).map(|last| query.with("after", Some(&last.sku))),
        rows: found.into_iter().map(|ratings| row(frame, ratings)).collect(),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

fn row(frame: &Frame, ratings: ProductRatings) -> Row {
    let mean = Mean::counted(ratings.stars, ratings.count);
    let said = |number: Option<f64>| number.map(|number| frame.decimal(number)).unwrap_or_default();
    let interval = mean.interval();
    let between = [
        ("low", said(interval.map(|interval| interval.low)).into()),
        ("high", said(interval.map(|interval| interval.high)).into()),
    ];
    Row {
        count: frame.number(ratings.count),
        mean: said(mean.mean()),
        between: frame.say_with("page-effect-between", &between),
        name: ratings.name,
        sku: ratings.sku,
    }
}
