//! The database is gone, or full, while the API serves: 503 for what was not kept, nothing acknowledged is lost, and
//! service resumes by itself.

use std::sync::Arc;
use std::sync::atomic::{AtomicU8, Ordering};

use afterword::store::{Fault, Store};
use axum::body::Body;
use axum::http::Request;
use serde_json::json;

use crate::client::{Answer, Client, TODAY, order};
use crate::support::databases::{Database, each_database, sqlite};
use crate::support::house::{Closed, House, at};

/// What becomes of transactions from now on.
#[derive(Clone, Default)]
struct Weather(Arc<AtomicU8>);

impl Weather {
    fn set(&self, fault: Fault) {
        self.0.store(fault as u8, Ordering::SeqCst);
    }

    /// An answer can be lost only of what was written.
    fn fault(&self, transaction: &str) -> Fault {
        let all = [Fault::None, Fault::BeforeCommit, Fault::AfterCommit];
        let fault = all.into_iter().find(|fault| *fault as u8 == self.0.load(Ordering::SeqCst)).unwrap();
        if fault == Fault::AfterCommit && transaction != "take_in" { Fault::None } else { fault }
    }
}

async fn furnished(database: &Database) -> (Client, Weather) {
    let weather = Weather::default();
    let inside = weather.clone();
    let store = Store::open(&database.config().with_faults(move |name| inside.fault(name))).unwrap();
    let client = Client::of(House::open(store, at(TODAY), Arc::new(Closed), true).await).await;
    client.campaign(json!({})).await;
    (client, weather)
}

async fn health(client: &Client) -> Answer {
    client.send(Request::get("/health").body(Body::empty()).unwrap()).await
}

#[test]
fn what_could_not_be_kept_is_not_acknowledged() {
    each_database("outage", async |database| {
        let (client, weather) = furnished(database).await;
        let rows = client.rows().await;
        weather.set(Fault::BeforeCommit);
        let unavailable = (503, "unavailable".to_owned());
        let storefront = json!({ "slug": "n", "name": "N", "time_zone": "UTC", "language": "en" });
        for answer in [
            client.post("/events", order("A-1", "ada@example.com")).await,
            client.post("/events/batch", json!({ "events": [order("A-1", "ada@example.com")] })).await,
            client.post("/storefronts", storefront.clone()).await,
            client.post_as("/storefronts", &[("idempotency-key", "k")], storefront.to_string()).await,
            client.get("/storefronts").await,
            client.patch("/account", json!({ "tolerance": "P1D" })).await,
            health(&client).await,
        ] {
            assert_eq!(answer.problem(), unavailable, "{}", answer.text);
            assert_eq!(answer.headers["retry-after"], "1");
        }
        weather.set(Fault::None);
        assert_eq!(client.rows().await, rows);
        assert_eq!(health(&client).await.status, 200);
        assert_eq!(client.post("/events", order("A-1", "ada@example.com")).await.status, 202);
        let again = client.post_as("/storefronts", &[("idempotency-key", "k")], storefront.to_string()).await;
        assert_eq!(again.status, 201, "the key was given back: {}", again.text);
    });
}

#[test]
fn an_event_whose_answer_was_lost_is_recognised_when_it_comes_again() {
    each_database("lost_answer", async |database| {
        let (client, weather) = furnished(database).await;
        client.get("/account").await.ok();
        weather.set(Fault::AfterCommit);
        assert_eq!(client.post("/events", order("A-1", "ada@example.com")).await.status, 503);
        weather.set(Fault::None);
        let again = client.post("/events", order("A-1", "ada@example.com")).await;
        assert_eq!((again.status.as_u16(), again.json()["duplicate"].clone()), (200, json!(true)));
        assert_eq!(client.get("/invitations").await.ok()["data"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn a_full_disk_refuses_what_comes_and_loses_nothing() {
    sqlite("full_disk", async |database| {
        let store = Store::open(&database.config().limit_pages(200)).unwrap();
        let client = Client::of(House::open(store, at(TODAY), Arc::new(Closed), true).await).await;
        let (mut taken, mut refused) = (0, 0);
        while refused < 3 {
            let number = taken + refused * 10_000;
            let answer = client.post("/events", order(&format!("A-{number}"), &format!("p{number}@example.com"))).await;
            match answer.status.as_u16() {
                202 => taken += 1,
                _ => {
                    assert_eq!(answer.problem(), (503, "unavailable".to_owned()));
                    refused += 1;
                }
            }
            assert!(taken < 10_000, "the disk never fills");
        }
        let count =
            client.store().read("count", |tx| tx.one("SELECT COUNT(*) FROM events", &[])?.int(0)).await.unwrap();
        assert_eq!(count, taken);
        assert_eq!(client.get("/contacts").await.status, 200, "reading goes on");
    });
}
