//! The OpenAPI document, its page, health, and what stands around every path.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::http::{Method, Request};
use serde_json::Value;

use crate::client::Client;
use crate::support::databases::{each_database, sqlite};

fn operations(document: &Value) -> impl Iterator<Item = (&String, &String, &Value)> {
    let paths = document["paths"].as_object().unwrap().iter();
    paths.flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, one)| (path, method, one)))
}

#[test]
fn the_document_has_the_shape_of_openapi_3_1() {
    sqlite("document", async |database| {
        let client = Client::sandbox(database).await;
        let document = client.get("/openapi.json").await.ok();
        assert!(document["openapi"].as_str().unwrap().starts_with("3.1."));
        assert_eq!(document["info"]["title"], "Afterword");
        let schemas = document["components"]["schemas"].as_object().unwrap();
        let mut ids = BTreeSet::new();
        for (path, method, operation) in operations(&document) {
            let name = format!("{method} {path}");
            assert!(ids.insert(operation["operationId"].as_str().unwrap()), "{name}: not the only one of its id");
            assert!(operation["summary"].as_str().is_some_and(|text| text.ends_with('.')), "{name}: no summary");
            let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
            let places = |place: &str| -> BTreeSet<String> {
                let of_place = parameters.iter().filter(|one| one["in"] == place);
                of_place.map(|one| one["name"].as_str().unwrap().to_owned()).collect()
            };
            let named: BTreeSet<_> = path
                .split('/')
                .filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
                .map(str::to_owned)
                .collect();
            assert_eq!(places("path"), named, "{name}");
            assert_eq!(places("header").contains("Idempotency-Key"), method == "post", "{name}");
            assert!(operation["responses"].as_object().unwrap().keys().any(|status| status.starts_with('2')), "{name}");
            assert_eq!(operation["responses"]["4XX"]["$ref"], "#/components/responses/Problem", "{name}");
            let guarded = path.as_str() != "/health";
            assert_eq!(operation["security"][0]["key"][0].is_string(), guarded, "{name}");
        }
        for (path, _, patch) in operations(&document).filter(|(_, method, _)| *method == "patch") {
            let name = patch["requestBody"]["content"]["application/json"]["schema"]["$ref"].as_str().unwrap();
            let schema = &schemas[name.rsplit('/').next().unwrap()];
            assert!(!schema.to_string().contains("\"required\":"), "{path} does not take some of the fields alone");
        }
        for name in references(&document) {
            assert!(schemas.contains_key(&name), "{name} is referred to and not there");
        }
    });
}

fn references(value: &Value) -> Vec<String> {
    match value {
        Value::Object(fields) => {
            let own = fields.get("$ref").and_then(|text| text.as_str()?.strip_prefix("#/components/schemas/"));
            fields.values().flat_map(references).chain(own.map(str::to_owned)).collect()
        }
        Value::Array(items) => items.iter().flat_map(references).collect(),
        _ => Vec::new(),
    }
}

/// The screen of URLs and the document cannot drift: what stands on the one is in the other.
#[test]
fn the_document_names_every_url_of_the_screen() {
    sqlite("screen", async |database| {
        let client = Client::sandbox(database).await;
        let document = client.get("/openapi.json").await.ok();
        let screen = include_str!("../../src/web/mod.rs");
        let urls = screen.lines().filter_map(|line| line.trim().strip_prefix(".at(\"")?.split('"').next());
        let urls: BTreeSet<_> = urls.map(str::to_owned).collect();
        let paths = document["paths"].as_object().unwrap().keys();
        let paths: BTreeSet<_> = paths.map(|path| path.trim_start_matches("/api/v1").to_owned()).collect();
        assert_eq!(urls, paths);
    });
}

#[test]
fn the_page_shows_every_operation_without_a_script() {
    sqlite("page", async |database| {
        let client = Client::sandbox(database).await;
        let document = client.get("/openapi.json").await.ok();
        let request = Request::get("/api/docs").body(Body::empty()).unwrap();
        let page = client.send(request).await;
        assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
        let policy = page.headers["content-security-policy"].to_str().unwrap();
        assert!(policy.starts_with("default-src 'none'; style-src 'sha256-"), "{policy}");
        for (_, _, operation) in operations(&document) {
            let id = operation["operationId"].as_str().unwrap();
            assert!(page.text.contains(&format!("<section id=\"{id}\">")), "{id}");
        }
        for name in document["components"]["schemas"].as_object().unwrap().keys() {
            assert!(page.text.contains(&format!("id=\"schema-{name}\"")), "{name}");
        }
        assert!(!page.text.contains("<script") && !page.text.contains("http://") && !page.text.contains("src="));
        // Every link leads somewhere on the page.
        for target in page.text.split("href=\"#").skip(1).map(|rest| rest.split('"').next().unwrap()) {
            assert!(page.text.contains(&format!("id=\"{target}\"")), "#{target}");
        }
    });
}

#[test]
fn what_is_not_there_is_a_problem_too() {
    each_database("paths", async |database| {
        let client = Client::sandbox(database).await;
        for path in ["/nothing", "", "/", "/events/", "/storefronts/a/b", "/openapi.yaml"] {
            assert_eq!(client.get(path).await.problem(), (404, "path.unknown".to_owned()), "{path}");
        }
        let put = client.send(client.request(Method::PUT, "/storefronts", &[], Body::empty())).await;
        assert_eq!(put.problem(), (405, "method.not_allowed".to_owned()));
        assert_eq!(put.headers["allow"], "POST,GET,HEAD");
        assert_eq!(client.delete("/events").await.problem().0, 405);
        for request in ["/nothing", "/favicon.ico", "/api", "/health/"] {
            let request = Request::get(request).body(Body::empty()).unwrap();
            assert_eq!(client.send(request).await.problem().0, 404);
        }
    });
}

#[test]
fn every_answer_has_its_headers_and_head_has_no_body() {
    each_database("headers", async |database| {
        let client = Client::sandbox(database).await;
        for answer in
            [client.get("/storefronts").await, client.get("/nothing").await, client.with_key("").get("/account").await]
        {
            assert_eq!(answer.headers["cache-control"], "no-store");
            assert_eq!(answer.headers["x-content-type-options"], "nosniff");
            assert_eq!(answer.headers["referrer-policy"], "no-referrer");
            assert_eq!(answer.headers["x-frame-options"], "DENY");
            assert!(answer.headers["content-security-policy"].to_str().unwrap().starts_with("default-src 'none'"));
        }
        let head = client.send(client.request(Method::HEAD, "/storefronts", &[], Body::empty())).await;
        assert_eq!((head.status.as_u16(), head.text.as_str()), (200, ""));
    });
}

#[test]
fn health_says_ready_without_a_key() {
    each_database("health", async |database| {
        let client = Client::sandbox(database).await;
        let health = client.send(Request::get("/health").body(Body::empty()).unwrap()).await;
        assert_eq!(health.ok()["status"], "ready");
    });
}
