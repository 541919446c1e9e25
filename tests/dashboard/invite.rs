//! People are invited by hand: first it is shown what would become of each, then it is done, by the same rules.

use axum::http::StatusCode;
use serde_json::json;

use crate::client::Client;
use crate::member::Member;
use crate::requests::asked;
use crate::support::databases::{Database, each_database};

/// A shop whose one order came from `ada@example.com` and asks about nothing by itself; and its campaign.
async fn quiet_shop(database: &Database) -> (Member, String) {
    let member = Member::admin(database).await;
    let campaign = member.client.campaign(json!({ "event_type": "x", "name": "By hand", "delay": "P1D" })).await;
    for (reference, email) in [("A-1", "ada@example.com"), ("B-1", "bo@example.com")] {
        member.client.order(reference, email).await;
    }
    (member, campaign)
}

async fn made(client: &Client) -> usize {
    client.get("/invitations").await.ok()["data"].as_array().unwrap().len()
}

#[test]
fn a_rehearsal_says_what_would_become_of_each_and_plans_nothing() {
    each_database("invite_rehearsed", async |database| {
        let (mut ada, campaign) = quiet_shop(database).await;
        let list = "ada@example.com\nB-1\nada@example.com, A-1\nnobody@example.com\n<b>x</b>";
        let look = ada.post("/invite", &[("campaign", &campaign), ("list", list)]).await;
        // The second wish about Ada and one order is the same as the first, also in a rehearsal.
        look.says("2 of 5 would be asked. Nothing has been planned yet.").says("Ask these 2");
        look.says("No person and no order is known by this").says("&#60;b&#62;x").says("4 March 2026");
        assert_eq!(made(&ada.client).await, 0, "nothing stays of a rehearsal");
        let done = ada.submit(&look, "/invite/made", &[]).await;
        done.says("2 of 5 will be asked.");
        assert_eq!(made(&ada.client).await, 2);
        ada.get("/audit").await.says("invited by hand");
        // Sent twice: everybody has been asked about this already.
        ada.submit(&look, "/invite/made", &[]).await.says("0 of 5 will be asked.");
        assert_eq!(made(&ada.client).await, 2);
        ada.client.house.until("2026-03-08T10:00:00Z").await;
        assert_eq!(ada.client.house.sent().await.len(), 2);
    });
}

#[test]
fn the_rules_hold_for_those_who_are_invited_by_hand() {
    each_database("invite_rules", async |database| {
        let (mut ada, campaign) = quiet_shop(database).await;
        ada.client.post("/suppressions", json!({ "channel": "email", "address": "ada@example.com" })).await.ok();
        let look = ada.post("/invite", &[("campaign", &campaign), ("list", "ada@example.com;A-2")]).await;
        look.says("0 of 1 would be asked.").says("not asked").says_not("Ask this one");
    });
}

#[test]
fn a_list_that_cannot_be_read_keeps_what_was_typed() {
    each_database("invite_unread", async |database| {
        let (mut ada, campaign) = quiet_shop(database).await;
        let empty = ada.post("/invite", &[("campaign", &campaign), ("list", " \n ")]).await;
        assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
        empty.says("This is needed.");
        let long = "ada@example.com\n".repeat(501);
        let long = ada.post("/invite", &[("campaign", &campaign), ("list", &long)]).await;
        assert_eq!(long.status, StatusCode::UNPROCESSABLE_ENTITY);
        long.says("At most 500 lines at once.").says("ada@example.com\nada@example.com");
        let wide = ada.post("/invite", &[("campaign", &campaign), ("list", &"é".repeat(10_000))]).await;
        assert_eq!(wide.status, StatusCode::UNPROCESSABLE_ENTITY);
        for unknown in ["x", "cmp_06ey2x3v0n8z5s9k1q7w4t6m2r"] {
            let page = ada.post("/invite", &[("campaign", unknown), ("list", "ada@example.com")]).await;
            assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{unknown}");
        }
        let other = Client::sandbox_beside(&ada.client).await;
        let foreign = other.campaign(json!({})).await;
        let page = ada.post("/invite", &[("campaign", &foreign), ("list", "ada@example.com")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert_eq!(made(&ada.client).await, 0);
    });
}

#[test]
fn somebody_without_an_order_needs_one_named() {
    each_database("invite_orderless", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/invite").await.says("No campaign is on");
        let second = json!({ "slug": "se", "name": "Skivhyllan", "time_zone": "Europe/Stockholm", "language": "sv" });
        ada.client.post("/storefronts", second).await.ok();
        ada.client.campaign(json!({ "frequency": { "mode": "every_event" } })).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        let there = json!({ "event_type": "x", "storefront": "se", "name": "There" });
        let campaign = ada.client.campaign(there).await;
        let look = ada.post("/invite", &[("campaign", &campaign), ("list", "ada@example.com\nA-1")]).await;
        look.says("0 of 2 would be asked.").says("No order of theirs is known here").says("No person and no order");
    });
}
