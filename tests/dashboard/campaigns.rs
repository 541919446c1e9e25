//! How a business sets when it asks, and sees what that comes to.

use afterword::store::users::Role;
use axum::http::StatusCode;
use serde_json::json;

use crate::client::Client;
use crate::member::{Member, add_user};
use crate::support::databases::{Database, each_database};

/// An administrator with a campaign, and the path of its page.
async fn with_campaign(database: &Database, settings: serde_json::Value) -> (Member, String) {
    let ada = Member::admin(database).await;
    let id = ada.client.campaign(settings).await;
    (ada, format!("/campaigns/{id}"))
}

#[test]
fn a_campaign_is_made_looked_at_and_switched_on() {
    each_database("made", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/campaigns").await.says("Nobody is asked yet");
        let page = ada.get("/campaigns/new").await;
        let page = ada.submit(&page, "/campaigns", &[("name", ""), ("event_type", "Order Placed!")]).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("This is needed.").says("Use small letters, digits").says("Order Placed!");
        let page = ada.submit(&page, "/campaigns", &[("name", "Æfter אחרי"), ("event_type", "order.placed")]).await;
        page.says("still off").says("Æfter אחרי");
        let path = page.path.split('?').next().unwrap().to_owned();
        let page = ada.submit(&page, &path, &[("enabled", "yes"), ("delay", "14")]).await;
        page.says("Saved.").says("badge good");
        ada.get("/campaigns").await.says("14 days after the event, at 10:00").says("No reminder").says("Main Street");
        ada.get("/campaigns?q=%C3%A6fter").await.says("14 days");
        ada.get("/campaigns?q=elsewhere").await.says("Nothing was found");
    });
}

#[test]
fn the_line_shows_what_the_rules_say_of_an_order_placed_now() {
    each_database("line", async |database| {
        let settings = json!({ "reminder": { "enabled": true, "after": "P7D" } });
        let (mut ada, path) = with_campaign(database, settings).await;
        // It is 3 March, 15:05 in Stockholm; the hour is one of UTC.
        let page = ada.get(&path).await;
        page.says("10 March 2026 at 11:00 CET").says("17 March 2026 at 11:00 CET").says("10 June 2026 at 11:00 CEST");
        let before = ada.client.rows().await;
        let query = format!(
            "{path}?version=1&name=x&delay=1&delay.unit=W&expires_after=5&expires_after.unit=D\
            &base=event&send_at.hour=&frequency.mode=every_event&reminder.enabled=yes&reminder.after=7&reminder.after.unit=D"
        );
        ada.get(&query).await.says("10 March 2026 at 15:05 CET").says("Does not go: reminder").says("nobody gets it");
        let part = ada.get(&format!("{path}/outlook?version=1&name=x&delay=soon&base=event")).await;
        part.says("Mend the fields").says_not("<html");
        assert_eq!(ada.client.rows().await, before);
    });
}

#[test]
fn unwise_settings_are_said_to_be_unwise() {
    each_database("unwise", async |database| {
        let settings = json!({ "event_type": "order.placed", "delay": "P0D", "send_at": { "hour": "06:00", "zone": "storefront" } });
        let (mut ada, path) = with_campaign(database, settings).await;
        ada.get(&path).await.says("do not have their goods yet").says_not("so they wait");
        let hours = json!({ "quiet_hours": { "email": { "opens": "08:00", "closes": "20:00" } } });
        ada.client.patch("/account", hours).await.ok();
        ada.client.post("/account/hold", json!({})).await.ok();
        ada.get(&path).await.says("so they wait").says("Sending is stopped").says("4 March 2026 at 08:00 CET");
    });
}

#[test]
fn what_cannot_be_is_said_beside_its_field_and_what_was_typed_is_kept() {
    each_database("refused", async |database| {
        let (mut ada, path) = with_campaign(database, json!({})).await;
        let long = "א".repeat(10_000);
        let page = ada.get(&path).await;
        let typed = [("name", long.as_str()), ("delay", "-7"), ("expires_after", "0"), ("send_at.hour", "25:00")];
        let page = ada.submit(&page, &path, &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("This is too long.").says("id=\"delay-error\"").says("id=\"expires_after-error\"").says(&long);
        page.says("value=\"-7\"").says("id=\"send_at.hour-error\"");
        assert!(page.text.len() < 100_000);
        let other = ada.client.campaign(json!({ "enabled": false })).await;
        let other = format!("/campaigns/{other}");
        let page = ada.get(&other).await;
        ada.submit(&page, &other, &[("enabled", "yes")]).await.says("Switch that one off first");
    });
}

#[test]
fn of_two_people_at_one_campaign_neither_overwrites_the_other_unseen() {
    each_database("two", async |database| {
        let (mut ada, path) = with_campaign(database, json!({})).await;
        add_user(&ada.client, "grace@example.com", Role::Editor).await;
        let mut grace = Member { client: ada.client.with_key(&ada.client.key), cookie: String::new() };
        let fields = [("email", "grace@example.com"), ("password", crate::member::PASSWORD)];
        grace.post("/sign_in", &fields).await;
        let (first, second) = (ada.get(&path).await, grace.get(&path).await);
        let theirs = [("delay", "3"), ("frequency.mode", "every_event"), ("send_at.hour", ""), ("enabled", "yes")];
        grace.submit(&second, &path, &theirs).await.says("Saved.");
        let mut mine = first.form(&path);
        mine.extend([("name".to_owned(), "Mine".to_owned()), ("delay".to_owned(), "9".to_owned())]);
        mine.remove("enabled");
        let mine: Vec<_> = mine.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let page = ada.post(&path, &mine).await;
        assert_eq!(page.status, StatusCode::CONFLICT);
        page.says("grace@example.com changed this").says("3 days").says("value=\"9\"").says("value=\"Mine\"");
        for words in ["after every purchase", "same time as the event", "Yes"] {
            page.says(&format!("<dd>{words}</dd>"));
        }
        ada.get(&path).await.says("value=\"3\"");
        ada.submit(&page, &path, &[]).await.says("Saved.").says("value=\"9\"");
    });
}

#[test]
fn what_was_saved_is_taken_back_once_and_not_over_somebody_elses_change() {
    each_database("undo", async |database| {
        let (mut ada, path) = with_campaign(database, json!({})).await;
        let page = ada.get(&path).await;
        let saved = ada.submit(&page, &path, &[("delay", "30")]).await;
        let undo = format!("{path}/undo");
        let undone = ada.submit(&saved, &undo, &[]).await;
        undone.says("former settings hold again").says("value=\"7\"");
        ada.submit(&saved, &undo, &[]).await.says("nothing was undone");
        ada.get(&path).await.says("value=\"7\"");
        for former in ["", "x", "0", "9223372036854775807", "-1"] {
            ada.post(&undo, &[("change", former)]).await.says("nothing was undone");
        }
    });
}

#[test]
fn reminders_are_switched_off_after_a_question_that_counts_them() {
    each_database("reminders", async |database| {
        let settings = json!({ "reminder": { "enabled": true, "after": "P7D" } });
        let (mut ada, path) = with_campaign(database, settings).await;
        ada.client.order("1001", "ada@example.com").await;
        ada.client.order("1002", "bob@example.com").await;
        ada.client.house.until("2026-03-11T12:00:00Z").await;
        let page = ada.get(&path).await;
        let mut fields = page.form(&path);
        fields.remove("reminder.enabled");
        let fields: Vec<_> = fields.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
        let question = ada.post(&path, &fields).await;
        question.says("2 reminders are queued");
        ada.get(&path).await.says("name=\"reminder.enabled\" value=\"yes\" checked");
        ada.submit(&question, &path, &[]).await.says("2 queued reminders were cancelled; none is left");
        ada.client.house.until("2026-03-30T12:00:00Z").await;
        assert!(ada.client.house.sent().await.iter().all(|sent| sent.contains(" first ")));
    });
}

#[test]
fn a_campaign_is_paused_and_resumed_and_the_log_tells_who_did_it() {
    each_database("paused", async |database| {
        let (mut ada, path) = with_campaign(database, json!({})).await;
        let page = ada.get(&path).await;
        let paused = ada.submit(&page, &format!("{path}/pause"), &[]).await;
        paused.says("What is planned waits").says("badge wait");
        ada.submit(&paused, &format!("{path}/resumption"), &[]).await.says("badge good");
        let (store, account) = (ada.client.store().clone(), ada.client.house.account);
        let entries =
            store.read("log", move |tx| afterword::store::audit_log::list(tx, account, None, 10)).await.unwrap();
        let acts: Vec<_> = entries.iter().map(|entry| entry.act.as_str()).collect();
        assert_eq!(acts, ["campaign.changed", "campaign.changed", "campaign.made", "session.begun"]);
    });
}

#[test]
fn a_viewer_sees_everything_and_changes_nothing() {
    each_database("viewer", async |database| {
        let client = Client::sandbox(database).await;
        let id = client.campaign(json!({})).await;
        let storefront = client.get("/storefronts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let mut vera = Member::of(client, Role::Viewer).await;
        let before = vera.client.rows().await;
        for path in ["/campaigns", "/templates", "/storefronts", "/answers", "/account"] {
            assert_eq!(vera.get(path).await.status, StatusCode::OK, "{path}");
        }
        let (campaign, storefront) = (format!("/campaigns/{id}"), format!("/storefronts/{storefront}"));
        vera.get(&campaign).await.says("fieldset disabled").says_not(">Save<");
        vera.get(&storefront).await.says("fieldset disabled").says_not(">Save<");
        for path in [
            &campaign,
            "/campaigns",
            "/templates",
            &storefront,
            "/storefronts",
            "/answers",
            "/account",
            "/account/hold",
        ] {
            assert_eq!(vera.post(path, &[("name", "x")]).await.status, StatusCode::FORBIDDEN, "{path}");
        }
        assert_eq!(vera.client.rows().await, before);
    });
}

#[test]
fn what_belongs_to_others_looks_like_what_is_not_there() {
    each_database("foreign", async |database| {
        let mut ada = Member::admin(database).await;
        let stranger = Client::sandbox_beside(&ada.client).await;
        let campaign = stranger.campaign(json!({})).await;
        let shop = stranger.get("/storefronts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let pairs = [
            (format!("/campaigns/{campaign}"), "/campaigns/cam_0000000000000000000000000"),
            (format!("/campaigns/{campaign}/outlook"), "/campaigns/x/outlook"),
            (format!("/storefronts/{shop}"), "/storefronts/x"),
            (format!("/storefronts/{shop}/sender"), "/storefronts/x/sender"),
        ];
        for (foreign, unknown) in pairs {
            let (foreign, unknown) = (ada.get(&foreign).await, ada.get(unknown).await);
            assert_eq!((foreign.status, unknown.status), (StatusCode::NOT_FOUND, StatusCode::NOT_FOUND));
            assert_eq!(foreign.text, unknown.text);
        }
        for path in
            [format!("/campaigns/{campaign}"), format!("/campaigns/{campaign}/pause"), format!("/storefronts/{shop}")]
        {
            assert_eq!(ada.post(&path, &[("name", "x")]).await.status, StatusCode::NOT_FOUND, "{path}");
        }
    });
}
