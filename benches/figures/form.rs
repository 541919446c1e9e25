//! The form page over HTTP, 64 connections: the token is checked, the invitation read, the page written. The limit is
//! a route that says `ok`.

use afterword::secret::Link;
use afterword::web::{App, router};
use axum::Router;
use axum::routing::get;
use rules::campaign::Purpose;
use serde_json::json;

use super::events::load;
use super::support::databases::{Database, each_database};
use super::support::house::House;
use super::{Figure, events};

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    each_database("bench_form", async |database| {
        let figure = measure(database).await;
        figures.borrow_mut().push(figure);
    });
    figures.into_inner()
}

async fn measure(database: &Database) -> Figure {
    let house = House::sandbox(database, "2026-03-03T14:05:00Z").await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
    house.order("A-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
    house.until("2026-03-12T00:00:00Z").await;
    let token = house.engine.secret.token(house.account, house.box_().await[0].invitation, Link::Answer);
    let path = format!("/r/{token}");
    let (ours, slowest) = load(router(App::new(house.engine.clone())), move |_| ask(&path)).await;
    let limit = load(Router::new().route("/ok", get(async || "ok")), |_| ask("/ok")).await.0;
    Figure {
        what: format!("form page, {:?}", database.dialect()),
        ours,
        limit,
        limit_is: "a route that says ok",
        note: events::p99(slowest),
    }
}

fn ask(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n")
}
