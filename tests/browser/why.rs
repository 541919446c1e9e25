//! Why did Ada get no mail? Somebody at the counter finds out who knows nothing but her name.

use serde_json::json;

use crate::driver::{Browser, View};
use crate::pages::{faults, in_town};
use crate::town::Town;

/// No more clicks than this from *Today* to the answer.
const MOST_CLICKS: usize = 3;

/// Types this into the box of *Today*, and presses what it takes until the page says why. Answers how many clicks it was.
async fn ask(town: &Town, browser: &Browser<'_>, typed: &str, presses: &[&str], why: &[&str]) -> usize {
    browser.go(&format!("{}/", town.url)).await;
    browser.fill("[name=q]", typed).await;
    for words in presses {
        browser.press(words).await;
    }
    for words in why {
        browser.sees(words).await;
    }
    assert_eq!(faults(browser).await, [""; 0]);
    presses.len()
}

async fn story(town: &Town, browser: &Browser<'_>) {
    let blocked = json!({ "address": "lovelace@example.com", "channel": "email" });
    town.client.post("/suppressions", blocked).await.ok();
    let order = json!({
        "type": "order.delivered", "storefront": "main", "reference": "NG-1200", "occurred_at": "2026-03-11T09:00:00Z",
        "contact": { "email": "lovelace@example.com", "name": "Ada Lovelace" },
    });
    town.client.post("/events", order).await.ok();
    town.sign_in(browser).await;
    let asked = [
        // At once, of two people of one first name.
        ask(town, browser, "ada lovelace", &["Ask"], &["NG-1200", "Somebody at the business blocked this address"])
            .await,
        // And rule by rule.
        ask(town, browser, "Ada L", &["Ask", "Rule by rule"], &["NG-1200", "The campaign is on."]).await,
        // What matched nothing has no request, and is told all the same: by her name, and by its number.
        ask(town, browser, "ada ek", &["Ask"], &["T-1", "No campaign asks about this kind of event"]).await,
        ask(town, browser, "T-1", &["Ask", "Ada Ek"], &["customer0@example.com", "Needle & Groove"]).await,
    ];
    assert!(asked.iter().all(|clicks| *clicks <= MOST_CLICKS), "{asked:?}");
}

#[test]
fn why_somebody_got_no_mail_is_a_name_and_few_clicks_away() {
    in_town(View::PHONE, "why_phone", &story);
}

#[test]
fn why_somebody_got_no_mail_is_found_without_scripts() {
    in_town(View::PHONE_PLAIN, "why_plain", &story);
}
