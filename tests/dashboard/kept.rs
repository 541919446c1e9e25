//! A session that is over in the middle of a form: what was typed is not lost.

use axum::http::StatusCode;

use crate::member::{Member, PASSWORD};
use crate::support::databases::each_database;

const SIGN_IN: [(&str, &str); 2] = [("email", "admin@example.com"), ("password", PASSWORD)];

#[test]
fn what_was_typed_is_sent_after_signing_in() {
    each_database("kept", async |database| {
        let mut ada = Member::admin(database).await;
        ada.cookie.clear();
        let before = ada.client.rows().await;
        let typed = [("name", "Ada & \"Grace\" <b>"), ("time_zone", "Asia/Tokyo"), ("language", "")];
        let page = ada.post("/you", &typed).await;
        assert_eq!(page.status, StatusCode::FORBIDDEN);
        page.says("Your session was over").says_not("<b>");
        assert_eq!(ada.client.rows().await, before);
        let page = ada.submit(&page, "/sign_in", &[("email", "admin@example.com"), ("password", "wrong")]).await;
        page.says("not right");
        let page = ada.submit(&page, "/sign_in", &SIGN_IN).await;
        page.says("Your entries are still here");
        let page = ada.submit(&page, "/you", &[]).await;
        page.says("Saved.").says("Asia/Tokyo").says("&#60;b&#62;");
    });
}

#[test]
fn passwords_are_not_kept_and_neither_is_too_much() {
    each_database("not_kept", async |database| {
        let mut ada = Member::admin(database).await;
        ada.cookie.clear();
        let secret = [("current_password", PASSWORD), ("password", "a new long password")];
        let page = ada.post("/you/password", &secret).await;
        page.says("Sign in").says_not(PASSWORD).says_not("a new long password");
        let long = "x".repeat(100_000);
        let page = ada.post("/you", &[("name", &long)]).await;
        page.says("too long to keep here");
        assert!(page.text.len() < 100_000);
        ada.submit(&page, "/sign_in", &SIGN_IN).await.says("Today");
    });
}

#[test]
fn entries_go_to_own_paths_only() {
    each_database("kept_elsewhere", async |database| {
        let mut ada = Member::admin(database).await;
        for action in ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", ""] {
            let fields = [SIGN_IN[0], SIGN_IN[1], ("kept_action", action), ("kept_entries", "a=b")];
            let page = ada.post("/sign_in", &fields).await;
            page.says("Today").says_not("evil.example").says_not("javascript:");
        }
        for next in ["https://evil.example", "//evil.example", "/\\evil.example"] {
            let page = ada.post("/sign_in", &[SIGN_IN[0], SIGN_IN[1], ("next", next)]).await;
            assert_eq!(page.path, "/");
        }
    });
}
