//! The same key and body again gets the same answer; another body gets 409; nothing is done twice.

use afterword::web::scope::Scope;
use serde_json::json;

use crate::client::{Answer, Client, order};
use crate::support::databases::each_database;
use crate::support::house::at;

const KEY: &str = "idempotency-key";

fn storefront(slug: &str) -> String {
    json!({ "slug": slug, "name": "North", "time_zone": "Europe/Oslo", "language": "nb" }).to_string()
}

async fn post(client: &Client, path: &str, key: &str, body: &str) -> Answer {
    client.post_as(path, &[(KEY, key)], body.to_owned()).await
}

#[test]
fn the_same_request_is_answered_again_and_not_done_again() {
    each_database("again", async |database| {
        let client = Client::sandbox(database).await;
        let first = post(&client, "/storefronts", "k-1", &storefront("north")).await;
        assert_eq!(first.status, 201, "{}", first.text);
        let rows = client.rows().await;
        let again = post(&client, "/storefronts", "k-1", &storefront("north")).await;
        assert_eq!((again.status, &again.text), (first.status, &first.text));
        assert_eq!(again.headers["content-type"], first.headers["content-type"]);
        assert_eq!(again.headers["idempotency-replayed"], "true");
        let other = post(&client, "/storefronts", "k-2", &storefront("north")).await;
        assert_eq!(other.problem(), (409, "storefront.exists".to_owned()));
        let refused = post(&client, "/storefronts", "k-2", &storefront("north")).await;
        assert_eq!((refused.status, &refused.text), (other.status, &other.text), "a refusal is an answer too");
        let kept = |(name, count): &(String, i64)| (name != "idempotency_keys").then_some((name.clone(), *count));
        let of = |rows: &[(String, i64)]| rows.iter().filter_map(kept).collect::<Vec<_>>();
        assert_eq!(of(&client.rows().await), of(&rows));
    });
}

#[test]
fn another_request_with_the_key_is_refused_and_nothing_changes() {
    each_database("mismatch", async |database| {
        let client = Client::sandbox(database).await;
        post(&client, "/storefronts", "k-1", &storefront("north")).await.ok();
        let rows = client.rows().await;
        let mismatch = (409, "idempotency.mismatch".to_owned());
        assert_eq!(post(&client, "/storefronts", "k-1", &storefront("south")).await.problem(), mismatch);
        assert_eq!(post(&client, "/storefronts?x=1", "k-1", &storefront("north")).await.problem(), mismatch);
        assert_eq!(post(&client, "/account/hold", "k-1", "").await.problem(), mismatch);
        assert_eq!(client.rows().await, rows);
        assert_eq!(client.get("/account").await.ok()["hold"], json!(null));
        // Keys belong to the account: the same one of another account is another key.
        let stranger = Client::sandbox_beside(&client).await;
        assert_eq!(post(&stranger, "/storefronts", "k-1", &storefront("south")).await.status, 201);
    });
}

#[test]
fn of_requests_at_the_same_time_one_is_done() {
    each_database("parallel", async |database| {
        let client = Client::sandbox(database).await;
        let body = storefront("north");
        let all = (0..8).map(|_| post(&client, "/storefronts", "k-1", &body));
        let answers = futures_util::future::join_all(all).await;
        let made: Vec<_> = answers.iter().filter(|answer| answer.status == 201).collect();
        assert!(!made.is_empty());
        assert!(made.iter().all(|answer| answer.text == made[0].text));
        for answer in answers.iter().filter(|answer| answer.status != 201) {
            assert_eq!(answer.problem(), (409, "idempotency.in_progress".to_owned()));
            assert_eq!(answer.headers["retry-after"], "1");
        }
        let list = client.get("/storefronts?slug=north").await.ok();
        assert_eq!(list["data"].as_array().unwrap().len(), 1);
    });
}

#[test]
fn an_answer_is_kept_for_a_day_and_opened_by_its_key_alone() {
    each_database("kept", async |database| {
        let client = Client::sandbox(database).await;
        let body = json!({ "name": "checkout" }).to_string();
        let first = post(&client, "/api_keys", "k-1", &body).await;
        let key = first.ok()["key"].as_str().unwrap().to_owned();
        assert_eq!(post(&client, "/api_keys", "k-1", &body).await.text, first.text);
        let stored = client.store().read("stored", |tx| {
            let row = tx.one("SELECT idempotency_key, answer FROM idempotency_keys", &[])?;
            Ok(format!("{} {}", row.string(0)?, row.string(1)?))
        });
        let stored = stored.await.unwrap();
        assert!(!stored.contains("k-1") && !stored.contains(&key), "{stored}");
        client.house.engine.world.clock.tell(at("2026-03-04T14:05:01Z"));
        let later = post(&client, "/api_keys", "k-1", &body).await;
        assert_eq!(later.status, 201);
        assert_ne!(later.text, first.text);
    });
}

#[test]
fn a_key_must_be_one_and_visible() {
    each_database("keys", async |database| {
        let client = Client::sandbox(database).await;
        let malformed = (400, "idempotency.malformed".to_owned());
        let long = "k".repeat(256);
        for key in ["", " ", "a b", "\u{e5}", long.as_str()] {
            assert_eq!(post(&client, "/storefronts", key, &storefront("a")).await.problem(), malformed, "{key}");
        }
        let twice = client.post_as("/storefronts", &[(KEY, "a"), (KEY, "b")], storefront("a")).await;
        assert_eq!(twice.problem(), malformed);
        assert_eq!(post(&client, "/storefronts", &"k".repeat(255), &storefront("a")).await.status, 201);
        let poor = client.with_scopes(&[Scope::EventsWrite]).await;
        assert_eq!(post(&poor, "/storefronts", "p", &storefront("b")).await.problem().0, 403);
        let nobody = client.with_key("");
        assert_eq!(post(&nobody, "/storefronts", "n", &storefront("b")).await.problem().0, 401);
    });
}

#[test]
fn a_batch_is_answered_again_whole() {
    each_database("batch", async |database| {
        let client = Client::sandbox(database).await;
        let events: Vec<_> = (0..500).map(|number| order(&format!("A-{number}"), "ada@example.com")).collect();
        let body = json!({ "events": events }).to_string();
        let first = post(&client, "/events/batch", "k-1", &body).await;
        assert_eq!(first.status, 202);
        let again = post(&client, "/events/batch", "k-1", &body).await;
        assert_eq!((again.status.as_u16(), &again.text), (202, &first.text), "without the key it would be 200");
    });
}
