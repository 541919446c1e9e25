//! The page that draws when people answer, and the form that leaves the hour to what was learned.

use axum::http::StatusCode;
use serde_json::json;

use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn the_hour_is_left_to_what_is_learned() {
    each_database("auto", async |database| {
        let mut ada = Member::admin(database).await;
        let id = ada.client.campaign(json!({})).await;
        let path = format!("/campaigns/{id}");
        let page = ada.get(&path).await;
        page.says("optimise automatically");
        let refused = ada.submit(&page, &path, &[("send_at.hour", "auto"), ("send_at.explore", "a few")]).await;
        assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
        refused.says("Use a number from 0 to 20.").says("value=\"a few\"");
        let typed = [("send_at.hour", "auto"), ("send_at.zone", "utc"), ("send_at.explore", "10")];
        let saved = ada.submit(&refused, &path, &typed).await;
        saved
            .says("Saved.")
            .says("10:00 is the hour at which your customers answer most")
            .says("10 March 2026 at 10:00 CET");
        let stored = ada.client.get(&format!("/campaigns/{id}")).await.ok();
        assert_eq!(stored["send_at"], json!({ "hour": "auto", "zone": "recipient", "explore": 10 }));
        ada.get("/campaigns").await.says("7 days after the event, when people answer most");
    });
}

#[test]
fn the_page_says_honestly_what_is_known() {
    each_database("hours", async |database| {
        let mut ada = Member::admin(database).await;
        let settings = json!({ "send_at": { "hour": "auto", "zone": "recipient", "explore": 0 }, "delay": "P1D" });
        ada.client.campaign(settings).await;
        let storefront = ada.client.get("/storefronts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let path = format!("/storefronts/{storefront}/sending_hours");
        ada.get(&path)
            .await
            .says("Nothing to draw yet")
            .says("Not enough answers yet")
            .says_not("<svg viewBox=\"-14 0 652");
        for number in 0..9 {
            ada.client.order(&format!("100{number}"), &format!("p{number}@example.com")).await;
        }
        ada.client.house.until("2026-03-04T18:30:00Z").await;
        for boxed in ada.client.house.box_().await {
            let answers = "[]".to_owned();
            let answer = afterword::engine::answers::Answer { invitation: boxed.invitation, via: None, answers };
            let house = &ada.client.house;
            house.engine.answer(house.account, vec![answer]).await.unwrap().pop().unwrap().unwrap();
        }
        let before = ada.client.rows().await;
        let page = ada.get(&path).await;
        page.says("Most messages go at 19:00. That rests on 9 answers").says("100% (9 of 9; 70–100%)");
        page.says("Not enough answers yet").says("role=\"img\"").says("<rect").says("learned</span>");
        assert!(page.text.len() < 100_000);
        assert_eq!(ada.client.rows().await, before, "looking changes nothing");
        assert_eq!(ada.get("/storefronts/sto_x/sending_hours").await.status, StatusCode::NOT_FOUND);
    });
}
