//! The clock of a sandbox, on every page.

use afterword::store::users::Role;
use axum::http::StatusCode;
use rules::campaign::Purpose;
use serde_json::json;

use crate::client::Client;
use crate::member::Member;
use crate::support::databases::{Database, each_database};

/// A sandbox in which an order is asked about in a week, and reminded of five days later.
pub async fn with_order(database: &Database) -> Client {
    let client = Client::sandbox(database).await;
    let settings = json!({ "delay": "P7D", "reminder": { "enabled": true, "after": "P5D" } });
    client.house.campaign(Purpose::ServiceReview, "order.delivered", settings).await;
    client.house.order("CD-1", "ada@example.com", "2026-03-03T14:00:00Z").await;
    client
}

#[test]
fn the_clock_stands_on_every_page_and_moves_from_it() {
    each_database("clock", async |database| {
        let mut ada = Member::of(with_order(database).await, Role::Editor).await;
        let page = ada.get("/style?a=b").await;
        page.says("3 March 2026 at 15:05 CET");
        let fields = page.form("/sandbox/clock");
        assert_eq!(fields["next"], "/style?a=b");
        let page = ada.submit(&page, "/sandbox/clock", &[("move", "hour")]).await;
        assert_eq!(page.path, "/style?a=b");
        page.says("3 March 2026 at 16:05 CET");
        ada.submit(&page, "/sandbox/clock", &[("move", "day")]).await.says("4 March 2026 at 16:05 CET");
        // 10:00 UTC, seven days after the order; and then the reminder, after which nothing is to come.
        let page = ada.submit(&page, "/sandbox/clock", &[("move", "next")]).await;
        page.says("10 March 2026 at 11:00 CET");
        let page = ada.submit(&page, "/sandbox/clock", &[("move", "next")]).await;
        page.says("15 March 2026 at 11:00 CET").says("value=\"next\" disabled");
        ada.submit(&page, "/sandbox/clock", &[("move", "next")]).await.says("15 March 2026 at 11:00 CET");
    });
}

#[test]
fn a_clock_is_moved_by_whoever_may_and_by_nothing_else() {
    each_database("clock_refused", async |database| {
        let mut viewer = Member::of(with_order(database).await, Role::Viewer).await;
        viewer.get("/").await.says("15:05 CET").says_not("action=\"/sandbox/clock\"");
        let before = viewer.client.rows().await;
        assert_eq!(viewer.post("/sandbox/clock", &[("move", "day")]).await.status, StatusCode::FORBIDDEN);
        assert_eq!(viewer.client.rows().await, before);
        let mut ada = Member::of(viewer.client, Role::Admin).await;
        for wanted in ["", "year", "P1D", "-1"] {
            let page = ada.post("/sandbox/clock", &[("move", wanted)]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        }
        for elsewhere in ["https://evil.example/", "//evil.example", "/\\evil.example", "x"] {
            let page = ada.post("/sandbox/clock", &[("move", "hour"), ("next", elsewhere)]).await;
            assert_eq!(page.path, "/");
        }
    });
}

#[test]
fn a_real_account_has_no_clock_of_its_own() {
    each_database("no_clock", async |database| {
        let mut ada = Member::of(Client::real(database).await, Role::Admin).await;
        ada.get("/").await.says_not("/sandbox/clock").says_not("/outbox");
        for path in ["/sandbox/clock", "/outbox", "/tour/1"] {
            assert_eq!(ada.get(path).await.status, StatusCode::NOT_FOUND, "{path}");
        }
        assert_eq!(ada.post("/sandbox/clock", &[("move", "day")]).await.status, StatusCode::NOT_FOUND);
    });
}
