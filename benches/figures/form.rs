//! The form page over HTTP, 64 connections, each visitor another person: the token is checked, the invitation read, the
//! page written. The limit is a route that says `ok`.

use afterword::secret::Link;
use afterword::store::invitation_list::{self, Order, Wanted};
use afterword::web::{App, router};
use axum::Router;
use axum::routing::get;
use rules::campaign::Purpose;
use serde_json::json;

use super::support::databases::{Database, each_database};
use super::support::house::House;
use super::{Figure, dispatch, events};

/// Who has been asked.
const PEOPLE: usize = 10_000;
/// Whose forms are opened, over and over.
const VISITORS: i64 = 1_000;

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
    dispatch::report(&house, PEOPLE).await;
    house.until("2026-03-12T00:00:00Z").await;
    let paths = paths(&house, "r", Link::Answer).await;
    let app = router(App::new(house.engine.clone()));
    let (ours, slowest) = events::load(app, move |number| ask(&paths[number % paths.len()])).await;
    let limit = events::load(Router::new().route("/ok", get(async || "ok")), |_| ask("/ok")).await.0;
    Figure {
        what: format!("form page, {:?}", database.dialect()),
        ours,
        limit,
        limit_is: "a route that says ok",
        note: events::p99(slowest),
    }
}

/// Where the links lead of some of those who were asked.
pub async fn paths(house: &House, page: &str, link: Link) -> Vec<String> {
    let account = house.account;
    let store = &house.engine.store;
    let asked = store
        .read("asked", move |tx| invitation_list::list(tx, account, &Wanted::default(), Order::Oldest, None, VISITORS));
    let asked = asked.await.expect("readable");
    let token = |id| house.engine.secret.token(account, id, link);
    asked.iter().map(|(invitation, _)| format!("/{page}/{}", token(invitation.id))).collect()
}

pub fn ask(path: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhost: bench\r\n\r\n")
}
