//! Keys: made, used, revoked.

use axum::http::StatusCode;

use crate::client::Client;
use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn a_key_is_shown_once_works_and_is_revoked_after_a_question() {
    each_database("keys", async |database| {
        let mut ada = Member::admin(database).await;
        let page = ada.get("/keys/new").await;
        let page = ada.submit(&page, "/keys/new", &[("name", "checkout \u{202b}קופה"), ("expires", "30")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        let page = ada.submit(&page, "/keys/new", &[("name", "checkout קופה"), ("scopes", "campaigns:read")]).await;
        let key = page.says("Copy it now").form_value("key");
        let program = ada.client.with_key(&key);
        assert_eq!(program.get("/campaigns").await.status, StatusCode::OK);
        assert_eq!(program.get("/account").await.status, StatusCode::FORBIDDEN);
        let page = ada.get("/keys").await;
        page.says("checkout קופה").says_not(&key);
        let revoke = page.links().into_iter().rfind(|link| link.ends_with("/revoke")).unwrap();
        let page = ada.get(&revoke).await;
        page.says("Revoke the key").says("checkout קופה");
        ada.submit(&page, &revoke, &[]).await.says("The key is revoked.");
        assert_eq!(program.get("/campaigns").await.status, StatusCode::UNAUTHORIZED);
        ada.get("/audit").await.says("made a key").says("revoked a key");
    });
}

#[test]
fn a_key_without_name_or_scope_is_not_made() {
    each_database("keys_wrong", async |database| {
        let mut ada = Member::admin(database).await;
        let long = "x".repeat(10_000);
        let before = ada.client.rows().await;
        for fields in [
            [("name", ""), ("scopes", "events:write")],
            [("name", "a"), ("scopes", "all")],
            [("name", "a"), ("b", "c")],
            [("name", &long), ("scopes", "events:write")],
        ] {
            let page = ada.post("/keys/new", &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{fields:?}");
            assert!(page.text.len() < 100_000);
        }
        assert_eq!(ada.client.rows().await, before);
    });
}

#[test]
fn what_programs_do_with_keys_stands_in_the_audit_log() {
    each_database("keys_by_api", async |database| {
        let mut ada = Member::admin(database).await;
        let made = ada.client.post("/api_keys", serde_json::json!({ "name": "second" })).await.ok();
        ada.client.delete(&format!("/api_keys/{}", made["id"].as_str().unwrap())).await;
        ada.get("/audit").await.says("made a key").says("revoked a key").says(">test<").says(">second<");
        let stranger = Client::sandbox_beside(&ada.client).await;
        stranger.post("/api_keys", serde_json::json!({ "name": "foreign" })).await.ok();
        ada.get("/audit").await.says_not("foreign");
    });
}
