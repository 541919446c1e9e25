//! Today: what a new account should do, what is going on, and what is wrong.

use afterword::store::accounts;
use rules::campaign::AccountHold;
use serde_json::json;

use crate::client::{Client, TODAY};
use crate::member::Member;
use crate::requests::{asked, shop};
use crate::support::databases::each_database;
use afterword::store::users::Role;

#[test]
fn a_new_account_is_told_the_next_step() {
    each_database("today_new", async |database| {
        let mut ada = Member::admin(database).await;
        ada.get("/").await.says("Now a campaign");
        ada.client.campaign(json!({})).await;
        ada.get("/").await.says("Everything is ready for the first order").says_not("Now a campaign");
        ada.client.order("A-1", "ada@example.com").await;
        ada.get("/").await.says_not("Everything is ready").says("ada@example.com");
    });
}

#[test]
fn figures_lead_to_the_lists_behind_them() {
    each_database("today_figures", async |database| {
        let mut ada = shop(database).await;
        for number in 1..=3 {
            asked(&ada, &format!("A-{number}"), &format!("a{number}@example.com"), "Ada").await;
        }
        let count = |text: &str, says: &str| {
            let of = text.split("class=\"stat\"").find(|part| part.contains(says)).unwrap();
            of.split("<b>").nth(1).unwrap().split('<').next().unwrap().to_owned()
        };
        let page = ada.get("/").await;
        page.says("3 in the next 7 days");
        assert_eq!(count(&page.text, "due in the next 24 hours"), "0");
        ada.client.house.until("2026-03-10T10:00:00Z").await;
        let page = ada.get("/").await;
        assert_eq!(count(&page.text, "asked in the last 24 hours"), "3");
        let list = page.links().into_iter().find(|link| link.starts_with("/requests?by=sent")).unwrap();
        ada.get(&list).await.says("A-1").says("A-2").says("A-3");
        ada.client.house.until("2026-03-16T12:00:00Z").await;
        let page = ada.get("/").await;
        assert_eq!(count(&page.text, "due in the next 24 hours"), "3");
        let list = page.links().into_iter().find(|link| link.starts_with("/requests?by=next")).unwrap();
        ada.get(&list).await.says("A-1").says("A-2").says("A-3");
        ada.get("/").await.says("No order has been reported since 3 March 2026");
    });
}

#[test]
fn what_is_wrong_is_said_with_what_to_do() {
    each_database("today_wrong", async |database| {
        let mut ada = Member::of(Client::real(database).await, Role::Admin).await;
        ada.get("/").await.says("A sender’s or a postal address is missing").says("Main Street");
        let campaign = ada.client.campaign(json!({})).await;
        ada.client.post(&format!("/campaigns/{campaign}/pause"), json!({})).await.ok();
        ada.get("/").await.says("One campaign is paused");
        let account = ada.client.house.account;
        let now = TODAY.parse().unwrap();
        let hold = move |tx: &mut afterword::store::Tx<'_>| {
            accounts::save_hold(tx, account, Some(AccountHold::KillSwitch), now)
        };
        ada.client.store().write("hold", hold).await.unwrap();
        ada.get("/").await.says("Somebody stopped all sending").says("To the account");
    });
}
