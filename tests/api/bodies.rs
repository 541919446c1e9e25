//! Bodies that are too large, too deep, cut, or no text at all are refused, and nothing changes.

use axum::http::Method;
use serde_json::json;

use crate::client::{Client, order};
use crate::support::databases::each_database;

#[test]
fn a_body_that_cannot_be_read_is_refused() {
    let event = order("A-1", "ada@example.com").to_string();
    let nested = |levels: usize| format!("{{\"attributes\":{{\"a\":{}{}}}}}", "[".repeat(levels), "]".repeat(levels));
    let latin: Vec<u8> = event.bytes().map(|byte| if byte == b'-' { 0xe5 } else { byte }).collect();
    let table: Vec<(Vec<u8>, u16, &str, &str)> = vec![
        (Vec::new(), 400, "body.malformed", "json.syntax"),
        (b"hello".to_vec(), 400, "body.malformed", "json.syntax"),
        (event.split_at(event.len() - 9).0.into(), 400, "body.malformed", "json.syntax"),
        (latin, 400, "body.malformed", "json.not_utf8"),
        (nested(2_000).into(), 400, "body.malformed", "json.too_deep"),
        ("[".repeat(100_000).into(), 422, "input.invalid", "field.type"),
        (format!("{{\"type\": \"{}\"}}", "x".repeat(1_000_000)).into(), 422, "input.invalid", "text.too_long"),
    ];
    each_database("unreadable", async |database| {
        let client = Client::sandbox(database).await;
        let rows = client.rows().await;
        for (body, status, code, inner) in &table {
            let answer = client.post_as("/events", &[], body.clone()).await;
            assert_eq!(answer.problem(), (*status, (*code).to_owned()), "{}", answer.text);
            assert!(answer.errors().iter().any(|(_, told)| told == inner), "{}", answer.text);
        }
        assert_eq!(client.rows().await, rows);
    });
}

#[test]
fn a_giant_is_refused_before_it_is_read() {
    each_database("giant", async |database| {
        let client = Client::sandbox(database).await;
        for (path, size) in [("/events", 1_100_000), ("/events/batch", 17_000_000), ("/storefronts", 2_000_000)] {
            let length = size.to_string();
            for headers in [vec![], vec![("content-length", length.as_str())]] {
                let answer = client.post_as(path, &headers, vec![b' '; size]).await;
                assert_eq!(answer.problem(), (413, "body.too_large".to_owned()));
            }
        }
        let large = json!({ "events": vec![order("A-1", "ada@example.com"); 1_000] }).to_string();
        let padded = format!("{large}{}", " ".repeat(16 * 1024 * 1024 - large.len()));
        assert_eq!(client.post_as("/events/batch", &[], padded).await.status, 202, "what is just allowed is taken");
        let many = json!({ "events": vec![json!({}); 1_001] });
        assert_eq!(
            client.post("/events/batch", many).await.error(),
            (422, "/events".to_owned(), "list.too_long".to_owned())
        );
    });
}

#[test]
fn only_json_is_taken() {
    each_database("media", async |database| {
        let client = Client::sandbox(database).await;
        let event = order("A-1", "ada@example.com").to_string();
        for media_type in ["text/plain", "application/x-www-form-urlencoded", "application/jsonx", "\u{e5}"] {
            let headers = [("content-type", media_type)];
            let request = client.request(Method::POST, "/events", &headers, event.clone().into());
            assert_eq!(client.send(request).await.problem().0, 415, "{media_type}");
        }
        for media_type in ["application/json; charset=utf-8", "application/vnd.x+json", "APPLICATION/JSON"] {
            let headers = [("content-type", media_type)];
            let request = client.request(Method::POST, "/events", &headers, event.clone().into());
            assert!(client.send(request).await.status.is_success(), "{media_type}");
        }
    });
}
