//! Why did she get no mail? In three steps from the first page, in words.

use serde_json::json;

use crate::member::Member;
use crate::requests::{asked, shop};
use crate::support::databases::each_database;

#[test]
fn the_answer_is_one_search_from_the_first_page() {
    each_database("why_refused", async |database| {
        let mut ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        ada.client.post("/suppressions", json!({ "address": "ada@example.com", "channel": "email" })).await.ok();
        ada.client.house.until("2026-03-10T10:00:00Z").await;
        let today = ada.get("/").await;
        assert!(today.form("/why").contains_key("q"));
        for asked in ["A-1", "ADA@example.com", "ada"] {
            let page = ada.get(&format!("/why?q={asked}")).await;
            page.says("Ada Ek").says("Somebody at the business blocked this address").says("Rule by rule");
            page.says("The whole story");
        }
    });
}

#[test]
fn an_order_that_matched_nothing_and_one_that_nobody_reported_are_told_apart() {
    each_database("why_unmatched", async |database| {
        let mut ada = Member::admin(database).await;
        ada.client.order("A-1", "ada@example.com").await;
        ada.get("/why?q=A-1").await.says("No campaign asks about this kind of event").says("ada@example.com");
        let page = ada.get("/why?q=A-2").await;
        page.says("Nothing is known about this").says("exactly as the shop sent it").says("value=\"A-2\"");
        ada.get("/why").await.says_not("Nothing is known about this");
        let long = "x".repeat(5_000);
        ada.get(&format!("/why?q={long}")).await.says("Nothing is known about this");
        ada.get("/why?q=%3Cscript%3E%00").await.says("Nothing is known").says_not("<script>\u{0}");
    });
}

#[test]
fn people_of_one_name_are_all_told_about() {
    each_database("why_named", async |database| {
        let mut ada = shop(database).await;
        asked(&ada, "A-1", "ada@example.com", "Ada Ek").await;
        asked(&ada, "A-2", "ek@example.com", "Ada Ekström").await;
        asked(&ada, "B-1", "bo@example.com", "Bo").await;
        ada.get("/why?q=ADA+ek")
            .await
            .says("A-1")
            .says("A-2")
            .says_not("B-1")
            .says("Next: first message on 10 March")
            .says("What could still stop it")
            .says("the answer is already there")
            .says_not("nobody knows whether the first message arrived");
    });
}
