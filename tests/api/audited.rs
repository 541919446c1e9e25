//! Everything that a program changes stands in the audit log (V16), but for what is written down in `taken`.

use std::collections::BTreeSet;

use serde_json::json;

use crate::client::Client;
use crate::credentials::{Route, furnished, ids, routes, send};
use crate::support::databases::each_database;
use crate::taken::{CALLS, body};

async fn last_number(client: &Client) -> i64 {
    let account = client.house.account;
    let read = move |tx: &mut afterword::store::Tx<'_>| afterword::store::audit_log::list(tx, account, None, 1);
    client.store().read("audit", read).await.unwrap().first().map_or(0, |entry| entry.number)
}

#[test]
fn every_request_is_told_or_is_written_down_as_one_that_is_not() {
    each_database("audited", async |database| {
        let (client, mut own) = furnished(database).await;
        let open = client.order("A-2", "grace@example.com").await;
        own["invitation"] = open["decisions"][0]["invitation"].clone();
        own["api_key"] = client.post("/api_keys", json!({ "name": "second" })).await.ok()["id"].clone();
        // Nothing keeps a request by hand from being made.
        client.patch("/account", json!({ "pressure": { "gap": "P0D" } })).await.ok();
        let campaign = format!("/campaigns/{}", own["campaign"].as_str().unwrap());
        client.patch(&campaign, json!({ "frequency": { "mode": "every_event" } })).await.ok();
        let document = client.get("/openapi.json").await.ok();
        let routes = routes(&document);
        let known: BTreeSet<_> = CALLS.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
        let changing = routes.iter().filter(|route| route.method != "GET");
        let named = |route: &Route| format!("{} {}", route.method, route.path.trim_start_matches("/api/v1"));
        assert_eq!(known, changing.map(named).collect(), "a request is missing from the list, or gone");
        for (round, (method, path, untold)) in CALLS.iter().enumerate() {
            let full = format!("/api/v1{path}");
            let filled = ids(&full, &own).map_or(full.clone(), |(own, _)| own);
            let method: axum::http::Method = method.parse().unwrap();
            let body = body(method.as_str(), path, &own, round);
            let before = last_number(&client).await;
            let answer = send(&client, &Route { method, path: full, scope: None, body }, &filled).await;
            assert!(answer.status.is_success(), "{path}: {}", answer.text);
            assert_eq!(last_number(&client).await == before, untold.is_some(), "{path}");
        }
    });
}

#[test]
fn what_changed_nothing_is_not_told() {
    each_database("audited_twice", async |database| {
        let (client, own) = furnished(database).await;
        let stop = json!({ "address": "b@example.com", "channel": "email" });
        let before = last_number(&client).await;
        assert_eq!(client.post("/suppressions", stop).await.status, 200);
        client.patch("/sandbox", json!({ "receipts": "automatic" })).await.ok();
        client.patch("/account", json!({})).await.ok();
        client.patch(&format!("/campaigns/{}", own["campaign"].as_str().unwrap()), json!({})).await.ok();
        assert_eq!(client.post("/sandbox/clock", json!({ "to": "2020-01-01T00:00:00Z" })).await.status, 422);
        assert_eq!(last_number(&client).await, before);
    });
}
