//! Memory of a serving node: a million contacts with an invitation each, all of them due. The node sends them into
//! `smtp-sink` while 64 visitors look at their preferences. The figure is the most that the process ever held (MB), from
//! its start on.

use std::time::Duration;

use afterword::delivery::Patience;
use afterword::secret::Link;
use afterword::store::claims;
use afterword::web::{App, router};
use rules::campaign::Purpose;
use serde_json::json;
use tokio::sync::watch;

use super::sink::Sink;
use super::support::databases::sqlite;
use super::support::house::{House, email};
use super::{Figure, dispatch, events, form, house, memory};

const CONTACTS: usize = 1_000_000;
const LIMIT_MB: f64 = 150.0;

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    sqlite("bench_serving", async |database| {
        let sink = Sink::start();
        let relay = format!("smtp://{}?connections={}", sink.address, dispatch::CONNECTIONS);
        let house = house(database, email(&relay, "shop@example.com", Patience::default())).await;
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "delay": "P0D", "send_at": null })).await;
        dispatch::report(&house, CONTACTS).await;
        let (stop, stopped) = watch::channel(false);
        let engine = house.engine.clone();
        let node = tokio::spawn(async move { engine.run(stopped).await });
        let paths = form::paths(&house, "p", Link::Preferences).await;
        let app = router(App::new(house.engine.clone()));
        events::load(app, move |number| form::ask(&paths[number % paths.len()])).await;
        while is_sending(&house).await {
            rest().await;
        }
        stop.send_replace(true);
        node.await.expect("the node stops");
        assert_eq!(sink.count(), CONTACTS as u64, "each once, by the sink's own count");
        figures.borrow_mut().push(Figure {
            what: format!("MB at most, {CONTACTS} contacts, sending, Sqlite"),
            ours: memory::told("VmHWM:") * 1.024 / 1_000.0,
            limit: LIMIT_MB,
            limit_is: "150 MB",
            note: String::new(),
        });
    });
    figures.into_inner()
}

async fn is_sending(house: &House) -> bool {
    let now = house.engine.now().await.expect("a time");
    let due = house.engine.store.read("due", move |tx| claims::accounts_due(tx, now));
    !due.await.expect("readable").is_empty()
}

#[expect(clippy::disallowed_methods, reason = "a bench waits for the node, by the real clock")]
async fn rest() {
    tokio::time::sleep(Duration::from_secs(1)).await;
}
