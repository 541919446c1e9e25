//! Who comes in, and who does not.

use axum::body::Body;
use axum::http::{Request, StatusCode};

use crate::client::Client;
use crate::member::{Member, PASSWORD};
use crate::support::databases::each_database;

#[test]
fn a_page_is_shown_after_signing_in_and_not_after_signing_out() {
    each_database("signing_in", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/").await.says("Today").says("admin@example.com");
        ada.post("/sign_out", &[]).await.says("Sign in");
        let page = ada.get("/style?a=b").await;
        assert_eq!(page.path, "/sign_in?next=%2Fstyle%3Fa%3Db");
        let fields = [("email", "Admin@Example.com"), ("password", PASSWORD)];
        let page = ada.submit(&page, "/sign_in", &fields).await;
        assert_eq!((page.status, page.path.as_str()), (StatusCode::OK, "/style?a=b"));
    });
}

#[test]
fn whoever_may_not_come_in_learns_only_that() {
    each_database("refused", async |database| {
        let mut ada = Member::admin(database).await;
        ada.cookie.clear();
        let wrong = ada.post("/sign_in", &[("email", "admin@example.com"), ("password", "another password")]).await;
        let unknown = ada.post("/sign_in", &[("email", "admin@example.org"), ("password", PASSWORD)]).await;
        assert_eq!(
            (wrong.status, unknown.status),
            (StatusCode::UNPROCESSABLE_ENTITY, StatusCode::UNPROCESSABLE_ENTITY)
        );
        assert_eq!(wrong.text, unknown.text.replace("example.org", "example.com"));
        assert!(ada.cookie.is_empty());
        for forged in ["afterword=", "__Host-afterword=aw_1_2", "__Host-afterword=%", "x"] {
            ada.cookie = forged.to_owned();
            ada.get("/").await.says("Sign in");
        }
    });
}

#[test]
fn a_form_of_another_site_sends_nothing() {
    each_database("cross_site", async |database| {
        let client = Client::sandbox(database).await;
        let ada = Member::of(client, afterword::store::users::Role::Admin).await;
        let before = ada.client.rows().await;
        for headers in [("sec-fetch-site", "cross-site"), ("origin", "https://evil.example")] {
            let request = Request::builder().method("POST").uri("/sign_out").header("host", "ask.example");
            let request = request.header("cookie", &ada.cookie).header(headers.0, headers.1);
            let answer = ada.client.send(request.body(Body::empty()).unwrap()).await;
            assert_eq!(answer.status, StatusCode::FORBIDDEN);
        }
        assert_eq!(ada.client.rows().await, before);
    });
}
