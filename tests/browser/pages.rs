//! Every page as readers see it: nothing sticks out, nothing fails, and axe finds nothing.

use std::collections::BTreeSet;

use serde_json::json;

use crate::axe;
use crate::driver::{self, Browser, Driver, View};
use crate::support::databases;
use crate::town::Town;

/// Where the walk begins; it goes on to whatever the menu and the pages lead to.
const BEGINNING: &str = "/";
const MOST_PAGES: usize = 60;

/// The pages of one shape are looked at once: of `/requests/inv_1` and `/requests/inv_2` the first.
fn shape(path: &str) -> String {
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let is_id = |part: &&str| part.contains('_') && part.len() > 20;
    path.split('/').map(|part| if is_id(&part) { "{id}" } else { part }).collect::<Vec<_>>().join("/")
}

async fn links(browser: &Browser<'_>, town: &Town) -> Vec<String> {
    let script = "return [...document.querySelectorAll('a[href]')].map((link) => link.href)";
    let found = browser.run(script, json!([])).await;
    let found = found.as_array().unwrap().iter().filter_map(|link| link.as_str()?.strip_prefix(&town.url));
    let is_page = |path: &&str| !path.starts_with("/api/") && !path.contains(".csv") && !path.contains("csv=");
    found.filter(is_page).map(str::to_owned).collect()
}

/// What is wrong with the page before the reader.
pub async fn faults(browser: &Browser<'_>) -> Vec<String> {
    let mut wrong = browser.errors().await;
    let overflow = browser.overflow().await;
    if overflow > 0 {
        wrong.push(format!("{overflow} pixels too wide"));
    }
    wrong.extend(axe::findings(browser).await);
    let (name, url) = (browser.view.name, browser.url().await);
    wrong.into_iter().map(|fault| format!("{name} {url}: {fault}")).collect()
}

/// Walks through all pages, and says what is wrong with them.
async fn walk(town: &Town, browser: &Browser<'_>) -> (BTreeSet<String>, Vec<String>) {
    town.sign_in(browser).await;
    let (mut seen, mut wrong) = (BTreeSet::new(), Vec::new());
    let mut waiting = vec![BEGINNING.to_owned()];
    while let Some(path) = waiting.pop() {
        if !seen.insert(shape(&path)) || seen.len() > MOST_PAGES {
            continue;
        }
        browser.go(&format!("{}{path}", town.url)).await;
        wrong.extend(faults(browser).await);
        waiting.extend(links(browser, town).await.into_iter().rev());
    }
    (seen, wrong)
}

/// Tells a story in a town of its own, where there is a browser.
pub fn in_town(view: View, name: &str, story: &impl AsyncFn(&Town, &Browser<'_>)) {
    if !driver::is_there() {
        eprintln!("not tried: Chromium or its driver is missing; ./test installs Debian's packages");
        return;
    }
    databases::sqlite(name, async |database| {
        let (town, driver) = (Town::build(database).await, Driver::start());
        let browser = driver.open(view).await;
        story(&town, &browser).await;
        browser.close().await;
    });
}

fn every_page_in(view: View, name: &str) {
    in_town(view, name, &async |town: &Town, browser: &Browser<'_>| {
        let (seen, wrong) = walk(town, browser).await;
        assert!(seen.len() >= 2, "{seen:?}");
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    });
}

#[test]
fn every_page_is_fine_on_a_desktop() {
    every_page_in(View::DESKTOP, "desktop");
}

#[test]
fn every_page_is_fine_on_a_desktop_in_the_dark() {
    every_page_in(View::DESKTOP_DARK, "desktop_dark");
}

#[test]
fn every_page_is_fine_on_a_phone() {
    every_page_in(View::PHONE, "phone");
}

#[test]
fn every_page_is_fine_on_a_small_phone_in_the_dark() {
    every_page_in(View::SMALL_PHONE_DARK, "small_phone_dark");
}

#[test]
fn every_page_is_fine_without_scripts() {
    every_page_in(View::PHONE_PLAIN, "plain");
}

#[test]
fn the_business_works_without_scripts() {
    in_town(View::PHONE_PLAIN, "plain_business", &async |town: &Town, browser: &Browser<'_>| {
        town.sign_in(browser).await;
        assert_eq!(browser.run("return typeof htmx", json!([])).await, "undefined", "scripts are off");
        browser.go(&format!("{}/requests?status=scheduled", town.url)).await;
        browser.press("Nadia Laghmari").await;
        browser.sees("What happened").await;
        browser.press("Cancel this request").await;
        browser.press("Cancel this request").await;
        browser.press("Undo").await;
        browser.sees("planned").await;
        browser.go(&format!("{}/campaigns", town.url)).await;
        browser.press("After delivery").await;
        browser.fill("[name=delay]", "9").await;
        browser.press("Show").await;
        browser.sees("20 March 2026").await;
        browser.press("Save").await;
        browser.press("Undo").await;
        browser.sees("18 March 2026").await;
        browser.go(&format!("{}/", town.url)).await;
        browser.fill("[name=q]", "NG-1001").await;
        browser.press("Ask").await;
        browser.sees("NG-1001").await;
        browser.press("Rule by rule").await;
        browser.sees("The campaign is on.").await;
    });
}
