//! Lists come in pages, as JSON and as tables.

use afterword::engine::answers::Answer as Given;
use rules::address::Channel;
use rules::strategy::Role;
use serde_json::json;

use crate::client::Client;
use crate::support::databases::each_database;
use crate::templates::template;

#[test]
fn pages_follow_one_another_without_gaps_or_repeats() {
    each_database("pages", async |database| {
        let client = Client::sandbox(database).await;
        for number in 0..7 {
            client.order(&format!("A-{number}"), &format!("p{number}@example.com")).await;
        }
        let all = client.get("/contacts").await.ok();
        assert_eq!((all["data"].as_array().unwrap().len(), &all["next"]), (7, &json!(null)));
        let (mut gathered, mut after, mut pages) = (Vec::new(), String::new(), 0);
        loop {
            let page = client.get(&format!("/contacts?limit=3&after={after}")).await.ok();
            gathered.extend(page["data"].as_array().unwrap().clone());
            pages += 1;
            match page["next"].as_str() {
                Some(next) => after = next.to_owned(),
                None => break,
            }
        }
        assert_eq!((json!(gathered), pages), (all["data"].clone(), 3));
        assert_eq!(client.get("/contacts?limit=7").await.ok()["next"], json!(null));
        for (query, pointer, code) in [
            ("limit=0", "/limit", "limit.out_of_range"),
            ("limit=1001", "/limit", "limit.out_of_range"),
            ("limit=-1", "/limit", "limit.out_of_range"),
            ("limit=ten", "/limit", "limit.out_of_range"),
            ("after=yesterday", "/after", "after.unknown"),
            ("after=cmp_00000000000000000000000000", "/after", "after.unknown"),
            ("page=2", "/page", "field.unknown"),
            ("limit=1&limit=2", "", "field.duplicate"),
        ] {
            let answer = client.get(&format!("/contacts?{query}")).await;
            assert_eq!(answer.error(), (422, pointer.to_owned(), code.to_owned()), "{query}");
        }
    });
}

#[test]
fn every_list_comes_as_a_table_too() {
    each_database("tables", async |database| {
        let client = Client::sandbox(database).await;
        let routing = json!([{ "platform": "Reviews", "url": "https://reviews.example/", "percent": 100 }]);
        client.campaign(json!({ "routing": routing })).await;
        client.order("A-1", "ada@example.com").await;
        client.order("A-2", "ada@example.com").await;
        client.post("/suppressions", json!({ "address": "b@example.com", "channel": "email" })).await.ok();
        client.post("/templates", template()).await.ok();
        client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
        let invitation = client.house.box_().await[0].invitation;
        let rating =
            json!([{ "question": "rating", "value": 4, "product": { "sku": "LP-7", "name": "Kind of Blue" } }]);
        let answer = Given { invitation, via: Some((Role::First, Channel::Email)), answers: rating.to_string() };
        client.house.engine.answer(client.house.account, vec![answer]).await.unwrap();
        let document = client.get("/openapi.json").await.ok();
        let contact = client.get("/contacts").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let mut lists = 0;
        for (path, item) in document["paths"].as_object().unwrap() {
            if item["get"]["responses"]["200"]["content"].get("text/csv").is_none() {
                continue;
            }
            lists += 1;
            let path =
                path.trim_start_matches("/api/v1").replace("{id}", &contact).replace("{reason}", "frequency.campaign");
            let path = if path == "/explanations" { "/explanations?reference=A-1".to_owned() } else { path };
            let told = client.get(&path).await.ok();
            let rows = told["data"].as_array().unwrap_or_else(|| panic!("{path}: {told}")).clone();
            let table = client.get_as(&path, &[("accept", "text/csv")]).await;
            assert_eq!(table.headers["content-type"], "text/csv; charset=utf-8; header=present", "{path}");
            let mut reader = csv::Reader::from_reader(table.text.as_bytes());
            let header = reader.headers().unwrap().clone();
            let lines: Vec<_> = reader.records().map(Result::unwrap).collect();
            assert!(!rows.is_empty() && lines.len() == rows.len(), "{path}");
            // Every column is a field of the rows, also where it is null.
            for column in &header {
                let found =
                    rows.iter().any(|row| column.split('.').try_fold(row, |value, name| value.get(name)).is_some());
                let may_be_none = ["next.", "brake.", "timing."].iter().any(|name| column.starts_with(name));
                assert!(found || may_be_none, "{path} has no {column}");
            }
            let first = &rows[0][&header[0]];
            assert_eq!(lines[0][0], first.as_str().map_or_else(|| first.to_string(), str::to_owned), "{path}");
        }
        assert_eq!(lists, 17);
    });
}

#[test]
fn a_table_tells_its_next_page_and_guards_against_formulas() {
    each_database("formulas", async |database| {
        let client = Client::sandbox(database).await;
        for (number, id) in ["=1+1", "+1", "-1", "@x", "plain"].into_iter().enumerate() {
            let event = json!({
                "type": "a", "storefront": "main", "reference": number.to_string(),
                "occurred_at": crate::client::TODAY, "contact": { "external_id": id },
            });
            client.post("/events", event).await.ok();
        }
        let table = client.get_as("/contacts", &[("accept", "text/csv")]).await;
        let mut reader = csv::Reader::from_reader(table.text.as_bytes());
        let column = reader.headers().unwrap().iter().position(|name| name == "external_id").unwrap();
        let mut cells: Vec<_> = reader.records().map(|line| line.unwrap()[column].to_owned()).collect();
        cells.sort();
        assert_eq!(cells, ["'+1", "'-1", "'=1+1", "'@x", "plain"]);
        assert!(table.headers.get("link").is_none());
        let page = client.get_as("/contacts?limit=2", &[("accept", "text/csv")]).await;
        let link = page.headers["link"].to_str().unwrap();
        let query = link.strip_prefix("<?").unwrap().strip_suffix(">; rel=\"next\"").unwrap();
        assert_eq!(
            query,
            format!("limit=2&after={}", client.get("/contacts?limit=2").await.ok()["next"].as_str().unwrap())
        );
        let next = client.get_as(&format!("/contacts?{query}"), &[("accept", "text/csv")]).await;
        assert_eq!(next.text.lines().count(), 3);
    });
}
