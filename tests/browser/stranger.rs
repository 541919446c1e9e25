//! A stranger starts the demo as the README says, answers a mail, finds out why an order was not asked about, changes a
//! delay, and sees what that changes; then simulates a shorter one. The pictures of the guides are taken on the way.

use std::fs;
use std::path::Path;

use serde_json::json;

use crate::driver::{self, Browser, Driver, View};
use crate::program::Program;

/// With this variable set, the pictures are written anew.
const WANTED: &str = "AFTERWORD_TEST_PICTURES";
const PICTURES: &str = "docs/images";
/// How often somebody in a hurry presses at most.
const MOST_PRESSES: usize = 500;

/// Keeps what the reader sees, where pictures are wanted.
#[expect(clippy::disallowed_methods, reason = "a test has no configuration")]
async fn picture(browser: &Browser<'_>, name: &str) {
    if std::env::var_os(WANTED).is_some() {
        fs::create_dir_all(PICTURES).unwrap();
        fs::write(Path::new(PICTURES).join(format!("{name}.webp")), browser.picture().await).unwrap();
    }
}

/// Where the first of these links leads.
async fn link(browser: &Browser<'_>, selector: &str) -> String {
    let script = "return document.querySelector(arguments[0]).href";
    browser.run(script, json!([selector])).await.as_str().unwrap().to_owned()
}

async fn look_around(browser: &Browser<'_>, home: &str) {
    browser.go(home).await;
    picture(browser, "welcome").await;
    browser.press("Look around").await;
    browser.sees("Today").await;
    browser.go(&format!("{home}/")).await;
    picture(browser, "today").await;
    browser.go(&format!("{home}/requests")).await;
    picture(browser, "requests").await;
}

async fn look_ahead(browser: &Browser<'_>, home: &str) {
    browser.go(&format!("{home}/calendar")).await;
    browser.sees("After delivery").await;
    picture(browser, "calendar").await;
}

async fn answer_a_mail(browser: &Browser<'_>, home: &str) {
    browser.go(&format!("{home}/tour/2")).await;
    browser.sees("On a phone").await;
    picture(browser, "mail").await;
    let form = link(browser, "main a.button[href*='/r/']").await;
    browser.go(&form).await;
    browser.click(".stars label:nth-of-type(5)").await;
    browser.fill("textarea", "Perfekt.").await;
    picture(browser, "form").await;
    // Whoever presses within two seconds is asked to press once more. Looked for and pressed in one go: the page after the
    // answer has no such button.
    let press = "const send = document.querySelector('button[value=send]'); send?.click(); return !send";
    for _ in 0..MOST_PRESSES {
        if browser.run(press, json!([])).await == true {
            break;
        }
    }
    browser.go(&format!("{home}/answers")).await;
    browser.sees("Perfekt.").await;
    picture(browser, "answers").await;
}

async fn ask_why(browser: &Browser<'_>, home: &str) {
    browser.go(&format!("{home}/tour/5")).await;
    browser.sees("Why").await;
    browser.press("Rule by rule").await;
    picture(browser, "why").await;
}

async fn change_a_delay(browser: &Browser<'_>, home: &str) {
    browser.go(&format!("{home}/campaigns")).await;
    picture(browser, "campaigns").await;
    browser.go(&format!("{home}/tour/6")).await;
    let ahead = "return document.querySelector('#outlook').innerText";
    let before = browser.run(ahead, json!([])).await;
    browser.fill("[name=delay]", "21").await;
    browser.press("Show").await;
    let after = browser.run(ahead, json!([])).await;
    assert_ne!(before, after);
    picture(browser, "campaign").await;
    browser.press("Save").await;
    browser.sees("21").await;
    browser.sees("Undo").await;
}

async fn simulate_another_delay(browser: &Browser<'_>, home: &str) {
    browser.go(&format!("{home}/simulations")).await;
    browser.fill("[name=delay]", "3").await;
    browser.click("[name='reminder.enabled']").await;
    browser.press("Simulate").await;
    browser.sees("At a glance").await;
    picture(browser, "simulation").await;
}

async fn story(home: &str, view: View) {
    let driver = Driver::start();
    let browser = driver.open(view).await;
    look_around(&browser, home).await;
    look_ahead(&browser, home).await;
    answer_a_mail(&browser, home).await;
    ask_why(&browser, home).await;
    change_a_delay(&browser, home).await;
    simulate_another_delay(&browser, home).await;
    browser.close().await;
}

#[test]
fn a_stranger_understands_it_from_the_readme_alone() {
    if !driver::is_there() {
        eprintln!("not tried: Chromium or its driver is missing; ./test installs Debian's packages");
        return;
    }
    let readme = fs::read_to_string("README.md").unwrap();
    assert!(readme.contains("cargo run --release -- demo"), "the README says how to start the demo");
    let program = Program::in_new_folder();
    let server = program.start("demo");
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(story(&server.url, View::DESKTOP));
    server.stop();
}
