//! SIGKILL: the plug is pulled while events come in and mails go out. Nothing acknowledged is lost, nothing is accepted
//! twice by the relay's own ledger.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::program::Program;
use crate::smtp::{Manners, Server as Relay};
use crate::support::databases::each_database;

/// How often the plug is pulled, each time after another number of acknowledged events.
const KILLS: [usize; 4] = [1, 7, 20, 3];

struct Shop {
    url: String,
    key: String,
    client: reqwest::Client,
}

impl Shop {
    async fn post(&self, path: &str, body: &Value) -> Option<(u16, Value)> {
        let request = self.client.post(format!("{}/api/v1/{path}", self.url)).bearer_auth(&self.key).json(body);
        let answer = request.send().await.ok()?;
        let status = answer.status().as_u16();
        Some((status, answer.json().await.ok()?))
    }

    async fn get(&self, path: &str) -> Value {
        let request = self.client.get(format!("{}/api/v1/{path}", self.url)).bearer_auth(&self.key);
        request.send().await.unwrap().json().await.unwrap()
    }

    async fn report(&self, number: usize, now: &str) -> Option<(u16, Value)> {
        let event = json!({
            "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"),
            "occurred_at": now, "contact": { "email": format!("customer-{number}@example.com") },
        });
        self.post("events", &event).await
    }

    /// Asks at once and always: every event is a mail.
    async fn furnish(&self) {
        let shop = json!({
            "slug": "main", "name": "Main", "time_zone": "UTC", "language": "en", "declared_basis": "existing_customer",
        });
        assert_eq!(self.post("storefronts", &shop).await.unwrap().0, 201);
        let campaign = json!({
            "name": "At once", "kind": "transactional", "storefront": "main", "event_type": "order.delivered",
            "purpose": "service_review", "delay": "P0D", "send_at": null, "frequency": { "mode": "every_event" },
        });
        assert_eq!(self.post("campaigns", &campaign).await.unwrap().0, 201);
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_sent_twice() {
    each_database("cli_kill", async |database| {
        let relay = Relay::start(Manners::default()).await;
        let program = Program::on(database)
            .with("AFTERWORD_SMTP_URL", &format!("smtp://{}", relay.address))
            .with("AFTERWORD_SENDER", "shop@example.com");
        let key = program.account("shop");
        let mut acknowledged: BTreeMap<usize, String> = BTreeMap::new();
        let mut next = 0;
        for (round, events) in KILLS.into_iter().enumerate() {
            let server = program.serve();
            let shop = Shop { url: server.url.clone(), key: key.clone(), client: reqwest::Client::new() };
            if round == 0 {
                shop.furnish().await;
            }
            for _ in 0..events {
                let (status, answer) = shop.report(next, &now()).await.unwrap();
                assert_eq!(status, 202, "{answer}");
                acknowledged.insert(next, answer["id"].as_str().unwrap().to_owned());
                next += 1;
            }
            // One more is on its way when the plug is pulled; whether it was kept is open, and it is not acknowledged.
            let at = now();
            let (_, ()) = tokio::join!(shop.report(next, &at), async { server.kill() });
            next += 1;
        }
        let server = program.serve();
        let shop = Shop { url: server.url.clone(), key, client: reqwest::Client::new() };
        for (number, id) in &acknowledged {
            let (status, answer) = shop.report(*number, &now()).await.unwrap();
            assert_eq!((status, answer["id"].as_str()), (200, Some(id.as_str())), "event {number} is still known");
        }
        while !shop.get("invitations?status=scheduled").await["data"].as_array().unwrap().is_empty() {
            tokio::task::yield_now().await;
        }
        server.stop();
        let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
        for entry in relay.ledger() {
            *accepted.entry(entry.message_id).or_default() += 1;
        }
        assert!(accepted.values().all(|count| *count == 1), "{accepted:?}");
    });
}

/// A moment that is not past when the event arrives: a late event would wait for the same clock time tomorrow.
#[expect(clippy::disallowed_methods, reason = "the program under test reads the same clock")]
fn now() -> String {
    (jiff::Timestamp::now() + jiff::SignedDuration::from_secs(2)).to_string()
}
