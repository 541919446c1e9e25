//! Orders: what the business says of one after it was reported (AW-9).

use axum::extract::State;
use axum::http::StatusCode;
use serde::{Deserialize, Deserializer};
use utoipa::ToSchema;

use super::sound;
use crate::engine::orders::Report;
use crate::field::Faults;
use crate::intake::product::{self, ProductInput};
use crate::intake::{json, moment};
use crate::web::App;
use crate::web::auth::May;
use crate::web::body::Json;
use crate::web::path::{At, Text};
use crate::web::problem::Problem;
use crate::web::scope::OrdersWrite;

/// What changed of an order.
#[derive(Debug, Default, Deserialize, ToSchema)]
#[serde(deny_unknown_fields, default)]
pub struct OrderInput {
    /// The day on which what was bought begins; null takes it away, left out it stays.
    #[serde(deserialize_with = "given")]
    #[schema(value_type = Option<String>, format = Date, example = "2026-03-10")]
    activation_date: Option<Option<String>>,
    /// What was bought, in place of what was reported.
    #[serde(deserialize_with = "json::objects")]
    #[schema(max_items = 500)]
    products: Option<Vec<ProductInput>>,
}

/// Tells a null from a field that was left out.
fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

impl OrderInput {
    fn check(self) -> Result<Report, Problem> {
        let mut faults = Faults::default();
        let activation_date =
            self.activation_date.map(|day| faults.keep_some("/activation_date", day, |text| moment::day(&text)));
        let products =
            self.products.map(|products| faults.within("products", |faults| product::check_all(products, faults)));
        sound(Some(Report::Changed { activation_date, products }), faults)
    }
}

type Place = At<(Text, Text)>;

/// Changes what was reported of an order; what has not gone out is decided anew.
#[utoipa::path(
    patch, path = "", security(("key" = ["orders:write"])), request_body = OrderInput,
    responses((status = 204, description = "It is changed")))]
pub async fn change(
    may: May<OrdersWrite>,
    State(app): State<App>,
    place: Place,
    body: Json<OrderInput>,
) -> Result<StatusCode, Problem> {
    let report = body.value.check()?;
    tell(&may, &app, place, report).await
}

/// Tells that an order was cancelled or refunded: nobody is asked about it any more.
#[utoipa::path(
    post, path = "", security(("key" = ["orders:write"])),
    responses((status = 204, description = "It is cancelled")))]
pub async fn cancel(may: May<OrdersWrite>, State(app): State<App>, place: Place) -> Result<StatusCode, Problem> {
    tell(&may, &app, place, Report::Cancelled).await
}

/// Tells that an order is delayed: what is due waits until it is released.
#[utoipa::path(
    post, path = "", security(("key" = ["orders:write"])),
    responses((status = 204, description = "It is on hold")))]
pub async fn hold(may: May<OrdersWrite>, State(app): State<App>, place: Place) -> Result<StatusCode, Problem> {
    tell(&may, &app, place, Report::Held).await
}

/// Ends the hold of an order: what waited goes at its next sending hour.
#[utoipa::path(
    post, path = "", security(("key" = ["orders:write"])),
    responses((status = 204, description = "It is released")))]
pub async fn release(may: May<OrdersWrite>, State(app): State<App>, place: Place) -> Result<StatusCode, Problem> {
    tell(&may, &app, place, Report::Released).await
}

async fn tell(may: &May<OrdersWrite>, app: &App, place: Place, report: Report) -> Result<StatusCode, Problem> {
    let At((Text(storefront), Text(reference))) = place;
    app.engine.report_order(may.account, storefront, reference, report).await?;
    Ok(StatusCode::NO_CONTENT)
}
