//! Opting out by page and by one click acts from its commit on, and can be taken back.

use axum::http::Method;
use serde_json::{Value, json};

use crate::browser::Recipient;
use crate::client::order;
use crate::support::databases::each_database;

const ONE_CLICK: &str = "List-Unsubscribe=One-Click";

#[test]
fn a_press_of_the_button_stops_what_is_queued_at_once() {
    each_database("unsubscribe_page", async |database| {
        let ada = Recipient::asked(database).await;
        let page = ada.get(&ada.links.unsubscribe).await;
        page.shows("No more emails like this?");
        assert_eq!(ada.invitation().await["next"]["role"], "reminder");
        let done = ada.fill_and_see(&ada.links.unsubscribe, "unsubscribe", &[]).await;
        done.shows("You are unsubscribed");
        assert_eq!(ada.invitation().await["next"], Value::Null);
        assert_eq!(ada.decided().await, ("refused".to_owned(), "suppressed.unsubscribed".to_owned()));
        let stops = ada.list("/suppressions?address=ada@example.com").await;
        assert_eq!(stops.len(), 1);
        let said = (&stops[0]["cause"], &stops[0]["group"], &stops[0]["channel"], &stops[0]["source"]);
        assert_eq!(said, (&json!("unsubscribed"), &json!("asking"), &json!("email"), &json!("link")));
        let next = ada.client.order("A-2", "ada@example.com").await;
        assert_eq!(next["decisions"][0]["reason"], "suppressed.unsubscribed");
        ada.wait("P1M").await;
        assert_eq!(ada.sent().await, ["2026-03-10T10:00:00Z first"]);
    });
}

#[test]
fn whoever_has_not_been_asked_yet_is_not_asked_either() {
    each_database("unsubscribe_unsent", async |database| {
        let ada = Recipient::asked(database).await;
        let settings = json!({ "pressure": { "gap": "P0D" } });
        ada.client.patch("/account", settings).await.ok();
        let campaign = json!({ "event_type": "order.returned", "frequency": { "mode": "every_event" } });
        ada.client.campaign(campaign).await;
        let mut event = order("B-1", "ada@example.com");
        event["type"] = json!("order.returned");
        event["occurred_at"] = json!("2026-03-11T00:00:00Z");
        let planned = ada.client.post("/events", event).await.ok();
        assert_eq!(planned["decisions"][0]["outcome"], "scheduled", "{planned}");
        let id = planned["decisions"][0]["invitation"].as_str().unwrap();
        ada.fill_and_see(&ada.links.unsubscribe, "unsubscribe", &[]).await;
        let other = ada.client.get(&format!("/invitations/{id}")).await.ok();
        assert_eq!((&other["status"], &other["reason"]), (&json!("refused"), &json!("suppressed.unsubscribed")));
    });
}

#[test]
fn one_click_of_a_mail_program_suffices() {
    each_database("one_click", async |database| {
        let ada = Recipient::asked(database).await;
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        for _ in 0..2 {
            let done = ada.send(Method::POST, &ada.links.one_click, &headers, ONE_CLICK.to_owned()).await;
            assert_eq!(done.status(), 200);
            assert!(!done.answer.headers.contains_key("set-cookie") && !done.answer.headers.contains_key("location"));
            done.shows("You are unsubscribed");
            assert_eq!(ada.list("/suppressions").await.len(), 1);
        }
        assert_eq!(ada.invitation().await["next"], Value::Null);
        let seen = ada.get(&ada.links.one_click).await;
        assert_eq!(seen.status(), 200, "a person who opens it sees the page");
        ada.wait("P1M").await;
        assert_eq!(ada.sent().await.len(), 1);
    });
}

#[test]
fn one_click_is_for_its_own_token() {
    each_database("one_click_token", async |database| {
        let ada = Recipient::asked(database).await;
        let headers = [("content-type", "application/x-www-form-urlencoded")];
        assert_ne!(ada.links.one_click, ada.links.unsubscribe);
        let body = || ONE_CLICK.to_owned();
        let at_the_page = ada.send(Method::POST, &ada.links.unsubscribe, &headers, body()).await;
        assert_eq!(at_the_page.status(), 422, "the link of the body wants its page's button");
        assert_eq!(ada.list("/suppressions").await, [] as [Value; 0]);
    });
}

#[test]
fn undo_takes_back_what_the_press_did_and_no_more() {
    each_database("unsubscribe_undo", async |database| {
        let ada = Recipient::asked(database).await;
        let by_hand = json!({ "address": "ada@example.com", "channel": "email", "group": "asking" });
        ada.client.post("/suppressions", by_hand).await.ok();
        let done = ada.fill_and_see(&ada.links.unsubscribe, "unsubscribe", &[]).await;
        ada.read();
        let undone = ada.press(&done, "undo", &[]).await;
        assert_eq!(undone.status(), 303);
        ada.get(undone.answer.headers["location"].to_str().unwrap()).await.shows("No more emails like this?");
        let left = ada.list("/suppressions").await;
        assert_eq!((left.len(), &left[0]["cause"]), (1, &json!("manual")));
        ada.fill_and_see(&ada.links.unsubscribe, "unsubscribe", &[]).await;
        let again = ada.press(&done, "undo", &[]).await;
        assert_eq!(again.status(), 303);
        assert_eq!(ada.list("/suppressions").await.len(), 2, "an old undo does not undo a later press");
        let none = ada.get(&ada.links.unsubscribe).await;
        assert_eq!(none.buttons(), [] as [String; 0], "what another press did is undone by the preferences");
        ada.fill_and_see(&ada.links.preferences, "again", &[]).await.shows("Your choice is saved.");
        assert_eq!(ada.list("/suppressions").await.len(), 1);
    });
}

#[test]
fn an_address_that_changed_since_is_spared_as_well() {
    each_database("unsubscribe_changed", async |database| {
        let ada = Recipient::asked(database).await;
        let path = format!("/contacts/{}", ada.contact);
        ada.client.patch(&path, json!({ "email": "ada@new.example" })).await.ok();
        ada.fill_and_see(&ada.links.unsubscribe, "unsubscribe", &[]).await;
        for address in ["ada@example.com", "ada@new.example"] {
            assert_eq!(ada.list(&format!("/suppressions?address={address}")).await.len(), 1, "{address}");
        }
    });
}
