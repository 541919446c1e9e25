//! SIGKILL: the plug is pulled while events come in and mails go out. Nothing acknowledged is lost, nothing is accepted
//! twice by the relay's own ledger.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::{Value, json};

use crate::program::{Program, Server};
use crate::smtp::{Manners, Server as Relay};
use crate::support::databases::{self, Database};

/// How often the plug is pulled on each database; in the full test five times as often.
const KILLS: usize = 100;
/// Events in one report, and so mails that are on their way together.
const EVENTS: usize = 4;

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

    /// Reports orders that have just happened, and answers the ids they were given.
    async fn report(&self, numbers: Range<usize>) -> Option<Vec<String>> {
        let events: Vec<_> = numbers.map(order).collect();
        let (status, answer) = self.post("events/batch", &json!({ "events": events })).await?;
        assert!([200, 202].contains(&status), "{answer}");
        let results = answer["results"].as_array()?;
        Some(results.iter().map(|result| result["id"].as_str().expect("a good event").to_owned()).collect())
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

/// The same order whenever it is reported.
fn order(number: usize) -> Value {
    json!({
        "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"), "occurred_at": now(),
        "contact": { "email": format!("customer-{number}@example.com") },
    })
}

#[test]
fn a_plug_pulled_again_and_again_loses_and_doubles_nothing_on_sqlite() {
    databases::sqlite("cli_kill", async |database| pull_the_plug(database, kills()).await);
}

#[test]
fn a_plug_pulled_again_and_again_loses_and_doubles_nothing_on_postgresql() {
    databases::postgres("cli_kill", async |database| pull_the_plug(database, kills()).await);
}

#[expect(clippy::disallowed_methods, reason = "the environment says how long a test may take")]
fn kills() -> usize {
    if std::env::var_os("AFTERWORD_TEST_FULL").is_some() { 5 * KILLS } else { KILLS }
}

/// Each time the plug is pulled when the relay has taken another number of the last events' mails: none, some, or all.
async fn pull_the_plug(database: &Database, kills: usize) {
    let relay = Relay::start(Manners::default()).await;
    let program = Program::on(database)
        .with("AFTERWORD_SMTP_URL", &format!("smtp://{}", relay.address))
        .with("AFTERWORD_SENDER", "shop@example.com");
    let key = program.account("shop");
    let shop = |server: &Server| Shop { url: server.url.clone(), key: key.clone(), client: reqwest::Client::new() };
    let mut acknowledged = Vec::new();
    for round in 0..kills {
        let server = program.serve();
        let shop = shop(&server);
        if round == 0 {
            shop.furnish().await;
        }
        let taken = relay.ledger().len();
        let first = round * 2 * EVENTS;
        let ids = shop.report(first..first + EVENTS).await.expect("an answer");
        acknowledged.extend((first..).zip(ids));
        while relay.ledger().len() < taken + round % (EVENTS + 1) {
            tokio::task::yield_now().await;
        }
        // More are on their way when the plug is pulled: whether they were kept is open, and they are not acknowledged.
        let ((), _) = tokio::join!(async { server.kill() }, shop.report(first + EVENTS..first + 2 * EVENTS));
    }
    let server = program.serve();
    let shop = shop(&server);
    for (number, id) in &acknowledged {
        let known = shop.report(*number..number + 1).await.expect("an answer");
        assert_eq!(known, [id.as_str()], "event {number} is still known");
    }
    server.stop();
    let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
    for entry in relay.ledger() {
        *accepted.entry(entry.message_id).or_default() += 1;
    }
    assert!(accepted.len() >= kills, "mails went out in between: {}", accepted.len());
    assert!(accepted.values().all(|count| *count == 1), "{accepted:?}");
}

#[expect(clippy::disallowed_methods, reason = "the program under test reads the same clock")]
fn now() -> String {
    jiff::Timestamp::now().to_string()
}
