//! A scanner with a real browser: it loads every page, runs what scripts there are, and follows every link it finds.

use std::collections::BTreeSet;
use std::path::Path;
use std::process::Command;

use tokio::net::TcpListener;

use crate::browser::{Links, Recipient, between};
use crate::support::databases;

const CHROMIUM: &str = "/usr/bin/chromium";
const MOST_PAGES: usize = 40;

/// The document as it is once its scripts have run. Its own machine's address is the only one it can reach.
fn look(url: &str) -> String {
    let profile = tempfile::tempdir().unwrap();
    let mut command = Command::new(CHROMIUM);
    command.args(["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--dump-dom"]);
    command.args(["--disable-background-networking", "--disable-component-update", "--disable-sync"]);
    command.arg(format!("--user-data-dir={}", profile.path().display()));
    command.args(["--timeout=10000", "--virtual-time-budget=5000", url]);
    String::from_utf8(command.output().unwrap().stdout).unwrap()
}

#[test]
fn a_real_browser_that_follows_every_link_changes_nothing() {
    if !Path::new(CHROMIUM).exists() {
        eprintln!("not tried: Chromium is missing; ./test installs Debian's package");
        return;
    }
    databases::sqlite("scanner_chromium", async |database| {
        let ada = Recipient::asked(database).await;
        let before = (ada.client.rows().await, ada.invitation().await, ada.contact().await);
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let place = format!("http://{}", listener.local_addr().unwrap());
        let router = ada.client.router.clone();
        let server = tokio::spawn(async move { axum::serve(listener, router).await });
        let Links { answer, unsubscribe, preferences, one_click } = ada.links.clone();
        let local = |url: &str| url.replace("https://ask.example", &place);
        let mut waiting: Vec<_> = [answer, unsubscribe, preferences, one_click].iter().map(|url| local(url)).collect();
        let mut seen = BTreeSet::new();
        while let Some(url) = waiting.pop().filter(|_| seen.len() < MOST_PAGES) {
            if !seen.insert(url.clone()) {
                continue;
            }
            let asked = url.clone();
            let document = tokio::task::spawn_blocking(move || look(&asked)).await.unwrap();
            assert!(document.contains("</html>"), "{url}: {document}");
            let path = url.split('?').next().unwrap_or_default().to_owned();
            for link in between(&document, "href=\"", "\"").into_iter().map(|link| link.replace("&amp;", "&")) {
                match link.chars().next() {
                    Some('/') => waiting.push(format!("{place}{link}")),
                    Some('?') => waiting.push(format!("{path}{link}")),
                    _ if link.starts_with("https://ask.example") => waiting.push(local(&link)),
                    _ => {}
                }
            }
        }
        server.abort();
        assert!(seen.len() >= 4 && seen.len() < MOST_PAGES, "{seen:?}");
        assert_eq!((ada.client.rows().await, ada.invitation().await, ada.contact().await), before);
    });
}
