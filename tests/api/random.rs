//! Thousands of requests made by chance from the OpenAPI document: some good, most not, none of them breaks anything.

use axum::body::Body;
use axum::http::Method;
use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::{Rng, SeedableRng};
use serde_json::{Map, Value, json};

use crate::client::{Client, TODAY};
use crate::support::databases::each_database;

const REQUESTS: usize = 5_000;
const SEED: u64 = 20_260_303;
/// A schema may contain itself.
const DEEPEST: usize = 8;

/// Texts that are something somewhere, or trouble everywhere.
const TEXTS: [&str; 34] = [
    "",
    " ",
    "main",
    "order.delivered",
    "service_review",
    "survey",
    "ada@example.com",
    "bo@example.com",
    "A-1",
    "A-2",
    "P7D",
    "PT36H",
    "P10Y",
    "P0D",
    "2026-03-03T14:05:00Z",
    "2026-03-09T10:00:00+02:00",
    "2026-03-10",
    "10:00",
    "email",
    "sms",
    "recipient",
    "every_event",
    "min_gap",
    "+46701234567",
    "Europe/Stockholm",
    "sv",
    "consent",
    "delivered",
    "\u{0}",
    "a\r\nb",
    "=1+1",
    "\u{202e}x",
    "🦀🦀🦀",
    "' OR 1=1 --",
];

struct Chance(ChaCha20Rng);

impl Chance {
    fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.0.next_u32()).unwrap() % limit.max(1)
    }

    fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }

    fn text(&mut self) -> String {
        match self.below(30) {
            0 => "x".repeat(self.below(5_000)),
            1 => (0..self.below(40)).filter_map(|_| char::from_u32(self.0.next_u32() % 0x11_0000)).collect(),
            _ => (*self.of(&TEXTS)).to_owned(),
        }
    }

    fn junk(&mut self) -> Value {
        match self.below(8) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(self.0.next_u64()),
            3 => json!(-1.5e300),
            4 => json!([]),
            5 => json!([[{}], "x"]),
            6 => json!({ "a": { "b": null } }),
            _ => self.text().into(),
        }
    }
}

/// What requests are made of.
struct Maker<'a> {
    chance: Chance,
    document: &'a Value,
    /// Ids that were seen in answers.
    ids: Vec<String>,
}

impl Maker<'_> {
    /// A value that more or less fits a schema.
    fn value(&mut self, schema: &Value, depth: usize) -> Value {
        if depth > DEEPEST || self.chance.percent(4) {
            return self.chance.junk();
        }
        if let Some(name) = schema["$ref"].as_str() {
            let name = name.rsplit('/').next().unwrap();
            let schema = self.document["components"]["schemas"][name].clone();
            return self.value(&schema, depth + 1);
        }
        for word in ["oneOf", "anyOf"] {
            if let Some(choices) = schema[word].as_array() {
                let choice = self.chance.of(choices).clone();
                return self.value(&choice, depth + 1);
            }
        }
        if let Some(parts) = schema["allOf"].as_array() {
            let parts = parts.iter().map(|part| self.value(part, depth + 1));
            let fields = parts.filter_map(|part| part.as_object().cloned()).flatten();
            return Value::Object(fields.collect());
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => self.chance.of(kinds).as_str().unwrap_or_default().to_owned(),
            kind => kind.as_str().unwrap_or_default().to_owned(),
        };
        match kind.as_str() {
            "object" => self.object(schema, depth),
            "array" => (0..self.chance.below(4)).map(|_| self.value(&schema["items"], depth + 1)).collect(),
            "integer" | "number" => json!(i64::try_from(self.chance.below(2_000)).unwrap() - 900),
            "boolean" => json!(self.chance.percent(50)),
            "null" => Value::Null,
            _ => self.string(schema),
        }
    }

    fn object(&mut self, schema: &Value, depth: usize) -> Value {
        let mut fields = Map::new();
        for (name, schema) in schema["properties"].as_object().cloned().unwrap_or_default() {
            if self.chance.percent(75) {
                fields.insert(name, self.value(&schema, depth + 1));
            }
        }
        if self.chance.percent(3) {
            fields.insert(self.chance.text(), self.chance.junk());
        }
        Value::Object(fields)
    }

    fn string(&mut self, schema: &Value) -> Value {
        let examples = [&schema["example"], &schema["examples"][0]];
        let example = examples.into_iter().find_map(|example| example.as_str().map(str::to_owned));
        match (self.chance.below(10), example) {
            (0..=5, Some(example)) if !example.contains('_') => example.into(),
            (0..=7, _) if !self.ids.is_empty() && self.chance.percent(40) => self.chance.of(&self.ids).clone().into(),
            _ => self.chance.text().into(),
        }
    }

    fn path(&mut self, path: &str, operation: &Value) -> String {
        let mut whole = String::new();
        for part in path.trim_start_matches("/api/v1").split('/').skip(1) {
            whole.push('/');
            match part {
                "{storefront}" => whole.push_str("main"),
                "{reference}" => whole.push_str(&escape(&format!("A-{}", self.chance.below(4)))),
                _ if part.starts_with('{') => {
                    let id = if self.ids.is_empty() { "x".into() } else { self.chance.of(&self.ids).clone() };
                    whole.push_str(&if self.chance.percent(90) { id } else { escape(&self.chance.text()) });
                }
                _ => whole.push_str(part),
            }
        }
        let parameters = operation["parameters"].as_array().cloned().unwrap_or_default();
        let mut query = Vec::new();
        for parameter in parameters.iter().filter(|parameter| parameter["in"] == "query") {
            if self.chance.percent(30) {
                let value = self.value(&parameter["schema"], 0);
                let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
                query.push(format!("{}={}", parameter["name"].as_str().unwrap(), escape(&text)));
            }
        }
        if query.is_empty() { whole } else { format!("{whole}?{}", query.join("&")) }
    }

    fn body(&mut self, operation: &Value) -> Body {
        let schema = &operation["requestBody"]["content"]["application/json"]["schema"];
        if schema.is_null() {
            return Body::empty();
        }
        let mut bytes = self.value(schema, 0).to_string().into_bytes();
        if self.chance.percent(3) {
            bytes.truncate(self.chance.below(bytes.len()));
        }
        if self.chance.percent(2) {
            bytes.push(0xff);
        }
        Body::from(bytes)
    }

    fn learn(&mut self, answer: &Value, own_key: &str) {
        match answer {
            Value::String(text) if is_id(text) && text != own_key && self.ids.len() < 500 => {
                self.ids.push(text.clone());
            }
            Value::Array(items) => items.iter().for_each(|item| self.learn(item, own_key)),
            Value::Object(fields) => fields.values().for_each(|field| self.learn(field, own_key)),
            _ => {}
        }
    }
}

fn is_id(text: &str) -> bool {
    text.len() == 30 && text.as_bytes()[3] == b'_'
}

fn escape(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

#[test]
fn no_request_breaks_anything() {
    each_database("random", async |database| {
        let client = Client::sandbox(database).await;
        client.campaign(json!({})).await;
        client.order("A-1", "ada@example.com").await;
        let document = client.get("/openapi.json").await.ok();
        let own_key = client.get("/api_keys").await.ok()["data"][0]["id"].as_str().unwrap().to_owned();
        let operations: Vec<_> = document["paths"]
            .as_object()
            .unwrap()
            .iter()
            .filter(|(path, _)| path.starts_with("/api/v1"))
            .flat_map(|(path, item)| item.as_object().unwrap().iter().map(move |(method, one)| (path, method, one)))
            .collect();
        let chance = Chance(ChaCha20Rng::seed_from_u64(SEED));
        let mut maker = Maker { chance, document: &document, ids: Vec::new() };
        let (mut good, mut tried) = (0, 0);
        for number in 0..REQUESTS {
            let (path, method, operation) = *maker.chance.of(&operations);
            let path = maker.path(path, operation);
            let body = maker.body(operation);
            let method: Method = method.to_uppercase().parse().unwrap();
            let mut headers = vec![("content-type", "application/json")];
            if maker.chance.percent(10) {
                headers.push(("idempotency-key", "again"));
            }
            let answer = client.send(client.request(method.clone(), &path, &headers, body)).await;
            let status = answer.status.as_u16();
            let what = format!("request {number}: {method} {path}: {status} {}", answer.text);
            assert!(status < 500, "{what}");
            if status >= 400 {
                answer.problem();
            } else {
                assert!(operation["responses"].get(status.to_string()).is_some(), "undocumented: {what}");
                good += 1;
                if !answer.text.is_empty() {
                    maker.learn(&answer.json(), &own_key);
                }
            }
            tried += 1;
        }
        assert!(good * 5 > tried, "only {good} of {tried} requests were good: they try too little");
        let now = client.get("/sandbox/clock").await.ok()["now"].as_str().unwrap().to_owned();
        assert!(now.as_str() >= TODAY);
    });
}
