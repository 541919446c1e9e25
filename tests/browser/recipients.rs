//! The pages for customers as they see them: on every screen, by keyboard alone, and without scripts.

use jiff::SignedDuration;
use serde_json::json;

use crate::driver::{Browser, View};
use crate::pages::{faults, in_town};
use crate::town::Town;

const TAB: &str = "\u{E004}";
const RIGHT: &str = "\u{E014}";
const SPACE: &str = " ";
const ENTER: &str = "\u{E007}";

/// The links of the last mail to a customer of the town: to answer, to unsubscribe, to prefer.
async fn links(town: &Town, to: &str) -> [String; 3] {
    let found = town.client.get(&format!("/sandbox/outbox?to={to}")).await.ok();
    let links = found["data"][0]["links"].clone();
    ["answer", "unsubscribe", "preferences"].map(|name| links[name].as_str().unwrap().to_owned())
}

async fn walk(town: &Town, browser: &Browser<'_>) {
    let [answer, unsubscribe, preferences] = links(town, "customer6@example.com").await;
    let [answered, ..] = links(town, "customer1@example.com").await;
    let mut wrong = Vec::new();
    for url in [&answer, &unsubscribe, &preferences, &answered, &format!("{answered}?change")] {
        browser.go(url).await;
        wrong.extend(faults(browser).await);
    }
    browser.go(&answer).await;
    browser.fill("textarea", "Nothing is marked yet.").await;
    browser.press("Send").await;
    browser.sees("Please choose 1 to 5 stars.").await;
    browser.sees("Nothing is marked yet.").await;
    // A page that says what is missing has its status, which the browser logs.
    wrong.extend(faults(browser).await.into_iter().filter(|fault| !fault.contains("422")));
    browser.go(&format!("{}/r/nothing", town.url)).await;
    wrong.extend(faults(browser).await.into_iter().filter(|fault| !fault.contains("404")));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_page_for_customers_is_fine_on_a_phone() {
    in_town(View::PHONE, "customers_phone", &async |town: &Town, browser: &Browser<'_>| walk(town, browser).await);
}

#[test]
fn every_page_for_customers_is_fine_on_a_small_phone_in_the_dark() {
    in_town(View::SMALL_PHONE_DARK, "customers_small", &async |town: &Town, browser: &Browser<'_>| {
        walk(town, browser).await
    });
}

#[test]
fn every_page_for_customers_is_fine_on_a_desktop() {
    in_town(View::DESKTOP, "customers_desktop", &async |town: &Town, browser: &Browser<'_>| walk(town, browser).await);
}

#[test]
fn a_customer_answers_by_keyboard_alone() {
    in_town(View::DESKTOP, "keyboard", &async |town: &Town, browser: &Browser<'_>| {
        let [answer, ..] = links(town, "customer6@example.com").await;
        browser.go(&answer).await;
        town.read_for(SignedDuration::from_secs(20));
        let typed = [TAB, SPACE, RIGHT, RIGHT, RIGHT, TAB, "Good", TAB, ENTER];
        browser.keys(&typed.concat()).await;
        browser.sees("Thank you!").await;
        browser.sees("Good").await;
        let found = town.client.get("/responses?reference=NG-1007").await.ok();
        assert_eq!(found["data"][0]["answers"][0]["value"], 4, "{found}");
    });
}

#[test]
fn a_customer_answers_without_scripts() {
    in_town(View::PHONE_PLAIN, "plain", &async |town: &Town, browser: &Browser<'_>| {
        let [answer, ..] = links(town, "customer7@example.com").await;
        browser.go(&answer).await;
        town.read_for(SignedDuration::from_secs(20));
        browser.click("label:nth-of-type(2)").await;
        browser.press("Send").await;
        browser.sees("Thank you!").await;
        let found = town.client.get("/responses?reference=NG-1008").await.ok();
        assert_eq!(found["data"][0]["answers"][0]["value"], 2, "{found}");
    });
}

#[test]
fn a_customer_is_led_on_to_another_platform() {
    in_town(View::PHONE_PLAIN, "led_on", &async |town: &Town, browser: &Browser<'_>| {
        // Nobody answers there, and the browser only says so once it was let go.
        let page = "https://127.0.0.1:9/write";
        let routing = json!([{ "platform": "Trusted Reviews", "url": page, "percent": 100 }]);
        town.client.campaign(json!({ "event_type": "visit.ended", "delay": "P0D", "routing": routing })).await;
        let event = json!({
            "type": "visit.ended", "storefront": "main", "reference": "V-1", "occurred_at": "2026-03-11T09:00:00Z",
            "contact": { "email": "visitor@example.com" },
        });
        town.client.post("/events", event).await.ok();
        town.client.post("/sandbox/clock", json!({ "advance": "P2D" })).await.ok();
        let [answer, ..] = links(town, "visitor@example.com").await;
        browser.go(&answer).await;
        let wrong = faults(browser).await;
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
        town.read_for(SignedDuration::from_secs(20));
        browser.press("Continue to Trusted Reviews").await;
        assert_eq!(browser.url().await, page, "{:?}", browser.errors().await);
        let found = town.client.get("/invitations?reference=V-1").await.ok();
        assert!(found["data"][0]["route"]["followed_at"].is_string(), "{found}");
    });
}
