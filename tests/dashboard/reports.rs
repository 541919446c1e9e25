//! Reports for people: what reminders brought, what was refused, a campaign that stopped by itself, and what the business
//! says of an order.

use afterword::engine::answers::Answer;
use afterword::store::users::Role as UserRole;
use axum::http::StatusCode;
use rules::address::Channel;
use rules::state::Receipt;
use rules::strategy::Role;
use serde_json::json;

use crate::client::Client;
use crate::member::Member;
use crate::requests::{asked, shop};
use crate::support::databases::each_database;

#[test]
fn what_reminders_brought_is_said_in_words_and_drawn() {
    each_database("page_effect", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/reports/reminders").await.says("No campaign has reminded anybody yet");
        let campaign = ada.client.campaign(json!({ "reminder": { "enabled": true, "after": "P5D" } })).await;
        ada.get("/reports/reminders").await.says("Not enough answers yet");
        let mut invitations = Vec::new();
        for number in 0..4 {
            invitations.push(asked(&ada, &format!("A-{number}"), &format!("a{number}@example.com"), "Ada").await);
        }
        let path = format!("/campaigns/{campaign}");
        ada.client.patch(&path, json!({ "name": "<b>مرحبا</b>", "reminder": { "after": "P2D" } })).await.ok();
        asked(&ada, "B-1", "bo@example.com", "Bo").await;
        ada.client.house.until("2026-03-20T00:00:00Z").await;
        let answer = Answer {
            invitation: invitations[0].parse().unwrap(),
            via: Some((Role::Reminder, Channel::Email)),
            answers: "[]".to_owned(),
        };
        ada.client.house.engine.answer(ada.client.house.account, vec![answer]).await.unwrap();
        let page = ada.get("/reports/reminders").await;
        page.says("One of 1 answers came by the reminder: 100.0%").says("&#60;b&#62;مرحبا").says_not("<b>مرحبا");
        page.says("<b>25.0%</b> <span class=\"sub\">4.6% to 69.9%").says("The difference may be chance");
        page.says("5 days").says("2 days");
    });
}

#[test]
fn every_count_of_refusals_opens_its_list_and_each_line_its_story() {
    each_database("page_refusals", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/reports/refusals").await.says("Nothing was refused");
        ada.client.campaign(json!({})).await;
        for reference in ["A-1", "A-2", "A-3"] {
            ada.client.order(reference, "ada@example.com").await;
        }
        let page = ada.get("/reports/refusals").await;
        page.says("another request of this kind is too close in time").says("<b>2</b>");
        let behind = page.links().into_iter().find(|link| link.starts_with("/reports/refusals/frequency.campaign"));
        let list = ada.get(&behind.unwrap().replace("&amp;", "&").replace("&#38;", "&")).await;
        list.says("A-2").says("A-3").says_not("A-1").says("when planning");
        let why = list.links().into_iter().find(|link| link.starts_with("/why?q=A-2")).unwrap();
        ada.get(&why).await.says("Too close to the request of");
        ada.get("/reports/refusals?from=2020-01-01&to=2020-01-31").await.says("Nothing was refused");
        ada.get("/reports/refusals?from=soon").await.says("2026-03-01");
        assert_eq!(ada.get("/reports/refusals/nothing.such").await.status, StatusCode::NOT_FOUND);
    });
}

#[test]
fn a_campaign_that_stopped_by_itself_is_seen_and_released() {
    each_database("page_brake", async |database| {
        let mut ada = Member::admin(database).await;
        let campaign = ada.client.campaign(json!({ "delay": "P0D", "send_at": null })).await;
        for number in 0..340 {
            ada.client.order(&format!("A-{number}"), &format!("a{number}@example.com")).await;
        }
        ada.client.post("/sandbox/clock", json!({ "advance": "PT1H" })).await.ok();
        let sent = ada.client.house.box_().await;
        let complain = async |client: &Client, place: usize| {
            client.house.engine.receive(client.house.account, sent[place].message, Receipt::Complained).await.unwrap();
        };
        complain(&ada.client, 0).await;
        ada.get("/").await.says("1 of the last 340 messages of “After delivery” were reported as unwanted");
        complain(&ada.client, 1).await;
        ada.get("/").await.says("stopped by itself: 2 of its last 340 messages");
        let path = format!("/campaigns/{campaign}");
        ada.get(&path).await.says("Stopped by itself").says("Release the campaign");
        let ask = ada.get(&format!("{path}/release")).await;
        ask.says("do they recognise the sender").says("Release it now");
        let released = ada.submit(&ask, &format!("{path}/release"), &[]).await;
        released.says("The campaign goes on");
        ada.get("/").await.says_not("stopped by itself");
        ada.get("/audit").await.says("released a campaign that had stopped by itself");

        let mut viewer = Member::of(Client::sandbox_beside(&ada.client).await, UserRole::Viewer).await;
        assert_eq!(viewer.get(&format!("{path}/release")).await.status, StatusCode::FORBIDDEN);
        assert_eq!(viewer.post(&format!("{path}/release"), &[]).await.status, StatusCode::FORBIDDEN);
    });
}

#[test]
fn what_the_business_says_of_an_order_is_done_at_once_and_decided_anew() {
    each_database("page_order", async |database| {
        let mut ada = shop(database).await;
        let path = format!("/requests/{}", asked(&ada, "A-1", "ada@example.com", "Ada Ek").await);
        let page = ada.get(&path).await;
        let held = ada.submit(&page, &format!("{path}/order/hold"), &[]).await;
        held.says("The order is on hold: its messages wait").says("The order goes on");
        ada.client.house.until("2026-03-12T00:00:00Z").await;
        assert!(ada.client.house.box_().await.is_empty(), "it waits");
        let page = ada.get(&path).await;
        let released = ada.submit(&page, &format!("{path}/order/release"), &[]).await;
        released.says("What waited goes at its next sending hour");
        let changed = ada.post(&format!("{path}/order"), &[("activation_date", "2026-04-01")]).await;
        changed.says("The day is changed");
        assert_eq!(changed.form_value("activation_date"), "2026-04-01");
        ada.post(&format!("{path}/order"), &[("activation_date", "soon")]).await.says("That is no day");
        let ask = ada.get(&format!("{path}/order/cancellation")).await;
        ask.says("This cannot be taken back");
        ada.submit(&ask, &format!("{path}/order/cancellation"), &[]).await.says("The order is cancelled");
        ada.client.house.until("2026-07-01T00:00:00Z").await;
        assert!(ada.client.house.box_().await.is_empty(), "nobody is asked");
        ada.get("/audit").await.says("cancelled an order").says("put an order on hold");
    });
}
