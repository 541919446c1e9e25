//! The first run: from nothing to the first administrator, and what is to be done then.

use axum::http::StatusCode;

use crate::client::Client;
use crate::member::{Member, PASSWORD};
use crate::support::databases::each_database;

#[test]
fn whoever_knows_the_code_becomes_the_first_administrator_and_nobody_after_them() {
    each_database("first_run", async |database| {
        let client = Client::sandbox(database).await;
        let code = client.house.engine.secret.setup_code();
        let mut ada = Member { client, cookie: String::new() };
        let page = ada.get("/").await;
        page.says("Set Afterword up").says_not(&code);
        let before = ada.client.rows().await;
        let right = [
            ("code", code.as_str()),
            ("account", "Records"),
            ("name", "Ada"),
            ("email", "ada@example.com"),
            ("password", PASSWORD),
        ];
        for (field, wrong) in
            [("code", "guessed"), ("account", ""), ("name", "a\nb"), ("email", "none"), ("password", "short")]
        {
            let fields = right.map(|(name, value)| (name, if name == field { wrong } else { value }));
            let page = ada.submit(&page, "/setup", &fields).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
            assert_eq!(page.text.matches("aria-invalid").count(), 1, "{field}");
        }
        assert_eq!(ada.client.rows().await, before);
        let page = ada.submit(&page, "/setup", &right).await;
        page.says("First steps").says("Records").says("The first campaign");
        let cookie = std::mem::take(&mut ada.cookie);
        ada.get("/setup").await.says("Sign in").says_not("Set Afterword up");
        let eve = right.map(|(name, value)| (name, if name == "email" { "eve@example.com" } else { value }));
        ada.post("/setup", &eve).await.says("Sign in");
        ada.cookie = cookie;
        ada.get("/users").await.says("ada@example.com").says_not("eve@example.com");
        ada.get("/audit").await.says("made a user");
    });
}

#[test]
fn the_first_steps_are_seen_from_what_is_there() {
    each_database("first_steps", async |database| {
        let mut ada = Member::admin(database).await;
        let done = |text: &str| text.matches(">Done<").count();
        assert_eq!(done(&ada.get("/first_steps").await.text), 2);
        ada.client.campaign(serde_json::json!({})).await;
        assert_eq!(done(&ada.get("/first_steps").await.text), 3);
        ada.client.order("CD-1", "grace@example.com").await;
        assert_eq!(done(&ada.get("/first_steps").await.text), 4);
        let page = ada.client.get("/storefronts").await.json();
        let path = format!("/storefronts/{}", page["data"][0]["id"].as_str().unwrap());
        let sender = serde_json::json!({ "sender_address": "hello@shop.example", "postal_address": "Main Street 1" });
        ada.client.patch(&path, sender).await.ok();
        ada.get("/first_steps").await.says("Everything is ready.");
    });
}
