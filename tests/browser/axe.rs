//! axe-core, which finds what keeps people out of a page. `scripts/axe` fetches it; it is not part of this repository.

use std::path::Path;

use serde_json::json;

use crate::driver::Browser;

const SCRIPT: &str = "target/axe/axe.min.js";
/// Nobody is asked to wait for it: the check of a page is done at once.
const RUN: &str = "const done = arguments[arguments.length - 1];
    axe.run(document, { resultTypes: ['violations'] }).then((found) => done(found.violations.map(
        (one) => one.id + ': ' + one.help + ' ' + one.nodes.map((node) => node.html.slice(0, 160)).join(' | '))));";

/// What axe finds on the page before the reader; nothing where it was not fetched.
pub async fn findings(browser: &Browser<'_>) -> Vec<String> {
    if !Path::new(SCRIPT).exists() {
        eprintln!("not tried: {SCRIPT} is missing; scripts/axe fetches it");
        return Vec::new();
    }
    let script = std::fs::read_to_string(SCRIPT).unwrap();
    browser.run(&script, json!([])).await;
    let found = browser.run_async(RUN).await;
    found.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}
