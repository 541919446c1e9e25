//! Preferences: less often, later, not yet, never; shown while they are in force, and undone.

use serde_json::{Value, json};

use crate::browser::{Page, Recipient};
use crate::client::order;
use crate::support::databases::each_database;

async fn choose(ada: &Recipient, act: &str) -> Page {
    let page = ada.fill_and_see(&ada.links.preferences, act, &[]).await;
    page.shows("Your choice is saved.");
    page
}

#[test]
fn not_yet_moves_what_is_queued_for_that_order() {
    each_database("not_yet", async |database| {
        let ada = Recipient::asked(database).await;
        let page = choose(&ada, "not_yet_2").await;
        page.shows("We ask about A-1 from 25 March 2026 on.");
        assert_eq!(ada.invitation().await["next"]["at"], "2026-03-25T10:00:00Z");
        assert_eq!(ada.decided().await, ("hold".to_owned(), "recipient.later".to_owned()));
        ada.wait("P1M").await;
        assert_eq!(ada.sent().await, ["2026-03-10T10:00:00Z first", "2026-03-25T10:00:00Z reminder"]);
        ada.get(&ada.links.preferences).await.lacks("from 25 March");
    });
}

#[test]
fn not_yet_is_undone_before_the_reminder_would_have_gone() {
    each_database("not_yet_undone", async |database| {
        let ada = Recipient::asked(database).await;
        choose(&ada, "not_yet_4").await;
        choose(&ada, "arrived").await.lacks("We ask about A-1 from");
        ada.wait("P1M").await;
        assert_eq!(ada.sent().await, ["2026-03-10T10:00:00Z first", "2026-03-15T10:00:00Z reminder"]);
    });
}

#[test]
fn later_is_undone_after_the_reminder_would_have_gone() {
    each_database("later_undone", async |database| {
        let ada = Recipient::asked(database).await;
        choose(&ada, "later_3").await.shows("We ask nothing before 11 June 2026.");
        assert_eq!(ada.contact().await["later_until"], "2026-06-11");
        ada.wait("P20D").await;
        assert_eq!(ada.sent().await.len(), 1);
        choose(&ada, "not_later").await.lacks("We ask nothing before");
        assert_eq!(ada.contact().await["later_until"], Value::Null);
        ada.wait("P5D").await;
        assert_eq!(ada.sent().await[1], "2026-04-01T10:00:00Z reminder", "at its next sending hour");
    });
}

#[test]
fn a_nearer_day_takes_the_place_of_a_farther_one() {
    each_database("later_nearer", async |database| {
        let ada = Recipient::asked(database).await;
        choose(&ada, "later_6").await;
        choose(&ada, "later_1").await;
        ada.wait("P3M").await;
        assert_eq!(ada.sent().await[1], "2026-04-11T10:00:00Z reminder");
    });
}

#[test]
fn later_holds_what_is_planned_after_it_too() {
    each_database("later_planned", async |database| {
        let ada = Recipient::asked(database).await;
        ada.client.patch("/account", json!({ "pressure": { "gap": "P0D" } })).await.ok();
        ada.client.campaign(json!({ "event_type": "order.returned", "frequency": { "mode": "every_event" } })).await;
        choose(&ada, "later_1").await;
        let mut event = order("B-1", "ada@example.com");
        event["type"] = json!("order.returned");
        ada.client.post("/events", event).await.ok();
        ada.wait("P2M").await;
        let sent = ada.sent().await;
        assert_eq!(sent.iter().filter(|one| one.starts_with("2026-04-11T10:00:00Z")).count(), 2, "{sent:?}");
    });
}

#[test]
fn less_often_and_never_are_shown_and_undone() {
    each_database("less_often", async |database| {
        let ada = Recipient::asked(database).await;
        let page = choose(&ada, "less_often").await;
        page.shows("We ask you less often.");
        assert!(!page.buttons().contains(&"less_often".to_owned()));
        assert_eq!(ada.contact().await["less_often"], true);
        assert_eq!(ada.invitation().await["next"]["at"], "2026-03-15T10:00:00Z");
        choose(&ada, "never").await.shows("We send you no emails like this.");
        assert_eq!(ada.list("/suppressions").await.len(), 1);
        assert_eq!(ada.invitation().await["next"], Value::Null);
        choose(&ada, "again").await.lacks("We send you no emails like this.");
        choose(&ada, "as_often").await.lacks("We ask you less often.");
        assert_eq!(ada.contact().await["less_often"], false);
        assert_eq!(ada.list("/suppressions").await, [] as [Value; 0]);
    });
}

#[test]
fn what_comes_from_the_shop_does_not_take_a_wish_back() {
    each_database("wish_stays", async |database| {
        let ada = Recipient::asked(database).await;
        choose(&ada, "less_often").await;
        choose(&ada, "later_1").await;
        let mut event = order("A-2", "ada@example.com");
        event["contact"]["name"] = json!("Ada Ek");
        ada.client.post("/events", event).await.ok();
        ada.client.patch(&format!("/contacts/{}", ada.contact), json!({ "city": "Lund" })).await.ok();
        let contact = ada.contact().await;
        assert_eq!((&contact["name"], &contact["city"]), (&json!("Ada Ek"), &json!("Lund")));
        assert_eq!((&contact["less_often"], &contact["later_until"]), (&json!(true), &json!("2026-04-11")));
    });
}

#[test]
fn an_unknown_button_does_nothing() {
    each_database("unknown_button", async |database| {
        let ada = Recipient::asked(database).await;
        let (rows, before) = (ada.client.rows().await, ada.contact().await);
        for act in ["", "drop", "later_999"] {
            assert_eq!(ada.fill(&ada.links.preferences, act, &[]).await.status(), 303);
        }
        assert_eq!((ada.client.rows().await, ada.contact().await), (rows, before));
    });
}
