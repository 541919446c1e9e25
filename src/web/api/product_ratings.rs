//! Product ratings: what customers think of each product.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;

use super::proportion::rounded;
use crate::insight::mean::Mean;
use crate::store::Tx;
use crate::store::product_ratings::{self, ProductRatings};
use crate::web::App;
use crate::web::auth::May;
use crate::web::list::{Listed, Listing, NoFilter, Page, Paging};
use crate::web::problem::Problem;
use crate::web::scope::ReportsRead;

/// What the ratings of a product come to. The true mean lies between `low` and `high`, 95 times in 100.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ProductRatings)]
pub struct ProductRatingsView {
    /// The shop's own number of it.
    #[schema(example = "LP-7")]
    sku: String,
    /// As a form called it.
    #[schema(example = "Blue")]
    name: String,
    /// How many rated it.
    count: i64,
    /// Stars, from 1 to 5.
    #[schema(required = true, example = 4.25)]
    mean: Option<f64>,
    #[schema(required = true, example = 3.61)]
    low: Option<f64>,
    #[schema(required = true, example = 4.62)]
    high: Option<f64>,
}

impl From<ProductRatings> for ProductRatingsView {
    fn from(ratings: ProductRatings) -> Self {
        let mean = Mean::counted(ratings.stars, ratings.count);
        let interval = mean.interval();
        Self {
            sku: ratings.sku,
            name: ratings.name,
            count: ratings.count,
            mean: mean.mean().map(rounded),
            low: interval.map(|interval| rounded(interval.low)),
            high: interval.map(|interval| rounded(interval.high)),
        }
    }
}

impl Listed for ProductRatingsView {
    const COLUMNS: &'static [&'static str] = &["sku", "name", "count", "mean", "low", "high"];

    fn cursor(&self) -> String {
        self.sku.clone()
    }
}

/// Says how products are rated, in the order of their numbers. Answers that are half-finished, or that a program may have
/// given, count nowhere.
#[utoipa::path(
    get, path = "", security(("key" = ["reports:read"])), params(Paging),
    responses((status = 200, description = "A page of them", body = Page<ProductRatingsView>)))]
pub async fn list(
    may: May<ReportsRead>,
    State(app): State<App>,
    listing: Listing<NoFilter>,
) -> Result<Response, Problem> {
    let (after, limit) = (listing.after::<String>()?, listing.wanted());
    let read = move |tx: &mut Tx<'_>| Ok(product_ratings::list(tx, may.account, after.as_deref(), limit)?);
    let found = app.read("product_ratings", read).await?;
    Ok(listing.page(found.into_iter().map(ProductRatingsView::from).collect()))
}
