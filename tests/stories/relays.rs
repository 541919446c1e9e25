//! What a relay does that stalls, and what it does not.

use std::sync::Arc;
use std::time::Duration;

use afterword::delivery::sender_check::Dns;
use afterword::delivery::{EmailAddress, Patience, Relays, SenderCheck};
use afterword::engine::email::Email;
use rules::campaign::Purpose;
use serde_json::json;
use tokio::net::UdpSocket;
use tokio::sync::watch;

use crate::smtp::{Fault, Manners, Place, Server};
use crate::support::databases::each_database;
use crate::support::house::{House, at};

const NOW: &str = "2026-03-03T14:05:00Z";

/// A way out by this server.
async fn email(server: &Server) -> Arc<Email> {
    let nobody = UdpSocket::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let senders = SenderCheck {
        dns: Dns::at(nobody),
        relays: Vec::new(),
        dkim_selector: None,
        return_path: EmailAddress::parse("afterword@ask.example").unwrap(),
    };
    let patience = Patience { verdict: Duration::from_secs(20), ..Patience::default() };
    Arc::new(Email::new(Relays::new(vec![server.relay("smtp", "", "")], patience).unwrap(), senders))
}

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
        let house = House::open(database.store(), at(NOW), email(&server).await, false).await;
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
