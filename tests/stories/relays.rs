//! What a relay does that stalls, and what it does not.

use std::time::Duration;

use afterword::delivery::Patience;
use rules::campaign::Purpose;
use serde_json::json;
use tokio::sync::watch;

use crate::smtp::{Fault, Manners, Place, Server};
use crate::support::databases::each_database;
use crate::support::house::{House, at, email};

const NOW: &str = "2026-03-03T14:05:00Z";

/// How many messages have this status.
async fn count(house: &House, status: &'static str) -> i64 {
    let sql = format!("SELECT COUNT(*) FROM messages WHERE status = '{status}'");
    house.engine.store.read("count", move |tx| tx.one(&sql, &[])?.int(0)).await.unwrap()
}

#[test]
fn what_is_sent_is_written_down_while_one_mail_still_waits_for_its_answer() {
    each_database("one_mail_waits", async |database| {
        let fault = Some((Place::Dot, Fault::Stall));
        let server = Server::start(Manners { fault, only_for: "person3@", ..Manners::default() }).await;
        let patience = Patience { verdict: Duration::from_secs(20), ..Patience::default() };
        let channel = email(&format!("smtp://{}", server.address), "afterword@ask.example", patience);
        let house = House::open(database.store(), at(NOW), channel, false).await;
        let settings = json!({ "delay": "P0D", "send_at": null });
        house.campaign(Purpose::ServiceReview, "order.delivered", settings).await;
        for number in 0..6 {
            house.order(&format!("A-{number}"), &format!("person{number}@example.org"), NOW).await;
        }
        let (_stop, stopped) = watch::channel(false);
        let engine = house.engine.clone();
        let life = tokio::spawn(async move { engine.run(stopped).await });
        while count(&house, "sent").await < 5 {
            tokio::task::yield_now().await;
        }
        assert_eq!((count(&house, "sent").await, count(&house, "sending").await), (5, 1));
        assert_eq!(server.ledger().len(), 5);
        life.abort();
    });
}
