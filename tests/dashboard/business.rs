//! Storefronts and the account: in whose name one asks, how often, and the switch that stops everything.

use axum::http::StatusCode;
use serde_json::json;

use crate::member::Member;
use crate::support::databases::each_database;

#[test]
fn a_storefront_is_made_and_changed_and_its_faults_stand_beside_their_fields() {
    each_database("storefront", async |database| {
        let mut ada = Member::admin(database).await;
        let page = ada.get("/storefronts/new").await;
        let typed = [
            ("name", "القاهرة"),
            ("slug", "main"),
            ("time_zone", "Mars/Olympus"),
            ("logo_url", "http://shop.example/logo.svg"),
            ("colour", "blue"),
        ];
        let page = ada.submit(&page, "/storefronts", &typed).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        page.says("Write a time zone by its name").says("must begin with https").says("six digits").says("القاهرة");
        let typed = [("time_zone", "Africa/Cairo"), ("logo_url", ""), ("colour", "#1b4d8f")];
        let page = ada.submit(&page, "/storefronts", &typed).await;
        page.says("Another storefront has this short name").says("Africa/Cairo");
        let page = ada.submit(&page, "/storefronts", &[("slug", "cairo")]).await;
        page.says("The storefront is made");
        let path = page.path.split('?').next().unwrap().to_owned();
        let saved = ada.submit(&page, &path, &[("declared_basis", "existing_customer")]).await;
        saved.says("Saved.");
        let late = ada.submit(&page, &path, &[("declared_basis", "contract")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.says("admin@example.com changed this").says("<dd>existing customer</dd>");
        ada.get("/storefronts?q=CAIRO").await.says("Africa/Cairo").says_not("Main Street");
    });
}

#[test]
fn a_thousand_storefronts_are_a_list_one_can_search() {
    each_database("thousand", async |database| {
        let mut ada = Member::admin(database).await;
        for number in 0..250 {
            let shop = json!({ "slug": format!("shop-{number}"), "name": format!("Shop {number}"), "time_zone": "UTC", "language": "en" });
            ada.client.post("/storefronts", shop).await.ok();
        }
        let page = ada.get("/storefronts").await;
        assert!(page.text.len() < 100_000, "{}", page.text.len());
        let next = page.links().into_iter().find(|link| link.contains("after=")).unwrap();
        let rows = |page: &crate::member::Page| page.text.matches("<tr><td").count();
        let second = ada.get(&format!("/storefronts{next}")).await;
        assert_eq!((rows(&page), rows(&second)), (100, 100));
        ada.get("/storefronts?q=shop+249").await.says("Shop 249").says_not("Shop 24<");
    });
}

#[test]
fn without_a_relay_there_is_no_sender_to_check() {
    each_database("sender", async |database| {
        let mut ada = Member::admin(database).await;
        let link = ada.get("/storefronts").await.links().into_iter().find(|link| link.starts_with("/storefronts/sto_"));
        ada.get(&format!("{}/sender", link.unwrap())).await.says("No mail server is set up");
    });
}

#[test]
fn the_account_says_how_often_one_person_is_asked() {
    each_database("pressure", async |database| {
        let mut ada = Member::admin(database).await;
        let page = ada.get("/account").await;
        page.says("sandbox");
        let typed = [("pressure.gap", "sometimes"), ("pressure.distinct_limit", "1")];
        ada.submit(&page, "/account", &typed).await.says("id=\"pressure.gap-error\"").says("sometimes");
        ada.submit(&page, "/account", &[("pressure.distinct_limit", "x")]).await.says("at least 1");
        let typed = [("quiet_hours.email.opens", "08:00"), ("quiet_hours.email.closes", "08:00")];
        ada.submit(&page, "/account", &typed).await.says("open and close at the same time");
        let typed = [("answer_mails.when", "daily"), ("answer_mails.to", "stranger@example.com")];
        ada.submit(&page, "/account", &typed).await.says("user of your account only");
        let typed =
            [("pressure.gap", "60"), ("quiet_hours.email.opens", "09:00"), ("quiet_hours.email.closes", "21:00")];
        ada.submit(&page, "/account", &typed).await.says("Saved.").says("value=\"60\"");
        let settings = ada.client.get("/account").await.ok();
        assert_eq!(settings["pressure"]["gap"], "P60D");
        assert_eq!(settings["quiet_hours"]["sms"]["opens"], "08:00");
        let late = ada.submit(&page, "/account", &[("pressure.gap", "1")]).await;
        assert_eq!(late.status, StatusCode::CONFLICT);
        late.says("60 days");
    });
}

#[test]
fn everything_is_stopped_and_released_after_a_question() {
    each_database("hold", async |database| {
        let mut ada = Member::admin(database).await;
        ada.client.campaign(json!({})).await;
        ada.client.order("1001", "ada@example.com").await;
        let question = ada.get("/account/hold").await;
        question.says("1 request is planned");
        ada.submit(&question, "/account/hold", &[]).await.says("All sending is stopped").says("badge bad");
        ada.client.house.until("2026-03-12T12:00:00Z").await;
        assert!(ada.client.house.sent().await.is_empty());
        let question = ada.get("/account/release").await;
        question.says("1 request waits");
        ada.submit(&question, "/account/release", &[]).await.says("1 request that waited is decided anew");
        ada.client.house.until("2026-03-14T12:00:00Z").await;
        assert_eq!(ada.client.house.sent().await.len(), 1);
    });
}
