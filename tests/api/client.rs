//! A program that talks to the API: a router in this process, an account, and a key.

use std::sync::Arc;

use afterword::secret::digest;
use afterword::settings::account::AccountSettings;
use afterword::store::accounts::{self, Account};
use afterword::store::api_keys::{self, ApiKey};
use afterword::store::schema::MIGRATIONS;
use afterword::store::{Store, Tx};
use afterword::web::credential::Credential;
use afterword::web::scope::{Scope, Scopes};
use afterword::web::{App, router};
use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Method, Request, StatusCode};
use jiff::Timestamp;
use rules::id::{AccountId, ApiKeyId};
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::databases::Database;
use crate::support::house::{Closed, House, at};

/// The day on which most of these tests happen.
pub const TODAY: &str = "2026-03-03T14:05:00Z";

pub struct Client {
    pub house: House,
    pub router: Router,
    pub key: String,
}

/// An answer, its body read.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub text: String,
}

impl Answer {
    #[track_caller]
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect("an answer in JSON")
    }

    /// The JSON of an answer that went well.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(self.status.is_success(), "{} {}", self.status, self.text);
        if self.text.is_empty() { Value::Null } else { self.json() }
    }

    /// Status and code of a problem, which must be a problem document.
    #[track_caller]
    pub fn problem(&self) -> (u16, String) {
        assert_eq!(self.headers["content-type"], "application/problem+json", "{} {}", self.status, self.text);
        let problem = self.json();
        assert_eq!(problem["status"], self.status.as_u16());
        for field in ["type", "title", "code", "detail"] {
            assert!(problem[field].as_str().is_some_and(|text| !text.is_empty()), "{problem}");
        }
        (self.status.as_u16(), problem["code"].as_str().unwrap().to_owned())
    }

    /// Pointer and code of each field that was not taken.
    #[track_caller]
    pub fn errors(&self) -> Vec<(String, String)> {
        let told = |error: &Value| {
            let text = |field: &str| error[field].as_str().unwrap().to_owned();
            assert!(!text("detail").is_empty());
            (text("pointer"), text("code"))
        };
        self.problem();
        self.json()["errors"].as_array().map(|errors| errors.iter().map(told).collect()).unwrap_or_default()
    }

    /// The one field that was not taken.
    #[track_caller]
    pub fn error(&self) -> (u16, String, String) {
        let mut errors = self.errors();
        assert_eq!(errors.len(), 1, "{}", self.text);
        let (pointer, code) = errors.remove(0);
        (self.status.as_u16(), pointer, code)
    }
}

impl Client {
    /// A sandbox with a storefront `main` that declares a basis for its customers.
    pub async fn sandbox(database: &Database) -> Client {
        Self::of(House::sandbox(database, TODAY).await).await
    }

    /// Another account in the same database, with a storefront of the same slug.
    pub async fn sandbox_beside(client: &Client) -> Client {
        let (account, now) = (AccountId::new(at(TODAY), 2), at(TODAY));
        let other = Account {
            id: account,
            name: "Strangers".to_owned(),
            settings: AccountSettings::default(),
            sandbox_since: Some(now),
            clock_at: Some(now),
            manual_receipts_since: None,
            hold: None,
            held_at: None,
            plan: afterword::settings::plan::Plan::Enterprise,
        };
        client.store().write("stranger", move |tx| accounts::insert(tx, &other, now)).await.unwrap();
        let House { engine, storefront, .. } = &client.house;
        let key = new_key(client.store(), account, 2, Scopes::all(), None).await;
        let house = House { engine: engine.clone(), account, storefront: *storefront };
        let stranger = Client { house, router: client.router.clone(), key };
        let main = json!({ "slug": "main", "name": "Other Street", "time_zone": "UTC", "language": "en" });
        stranger.post("/storefronts", main).await.ok();
        stranger
    }

    /// An account that sends into the world.
    pub async fn real(database: &Database) -> Client {
        Self::of(House::open(database.store(), at(TODAY), Arc::new(Closed), false).await).await
    }

    pub async fn of(house: House) -> Client {
        let key = new_key(&house.engine.store, house.account, 1, Scopes::all(), None).await;
        let router = router(App::new(house.engine.clone()));
        Client { house, router, key }
    }

    pub fn store(&self) -> &Store {
        &self.house.engine.store
    }

    /// The same program with another key.
    pub fn with_key(&self, key: &str) -> Client {
        let House { engine, account, storefront } = &self.house;
        let house = House { engine: engine.clone(), account: *account, storefront: *storefront };
        Client { house, router: self.router.clone(), key: key.to_owned() }
    }

    pub async fn with_scopes(&self, scopes: &[Scope]) -> Client {
        let number = 100 + scopes.iter().map(|scope| 1_u128 << (*scope as u32)).sum::<u128>();
        let scopes = scopes.iter().copied().collect();
        self.with_key(&new_key(self.store(), self.house.account, number, scopes, None).await)
    }

    pub async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Answer { status: parts.status, headers: parts.headers, text }
    }

    pub fn request(&self, method: Method, path: &str, headers: &[(&str, &str)], body: Body) -> Request<Body> {
        let mut request = Request::builder().method(method).uri(format!("/api/v1{path}"));
        if !self.key.is_empty() {
            request = request.header("authorization", format!("Bearer {}", self.key));
        }
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        request.body(body).unwrap()
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.get_as(path, &[]).await
    }

    pub async fn get_as(&self, path: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::GET, path, headers, Body::empty())).await
    }

    pub async fn post(&self, path: &str, body: Value) -> Answer {
        self.post_as(path, &[], body.to_string()).await
    }

    pub async fn post_as(&self, path: &str, headers: &[(&str, &str)], body: impl Into<Body>) -> Answer {
        let headers = [&[("content-type", "application/json")], headers].concat();
        self.send(self.request(Method::POST, path, &headers, body.into())).await
    }

    pub async fn patch(&self, path: &str, body: Value) -> Answer {
        let headers = [("content-type", "application/json")];
        self.send(self.request(Method::PATCH, path, &headers, Body::from(body.to_string()))).await
    }

    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path, &[], Body::empty())).await
    }

    /// How many rows each table has: what is to be the same where nothing was to change.
    pub async fn rows(&self) -> Vec<(String, i64)> {
        let lines = MIGRATIONS.iter().flat_map(|migration| migration.sql.lines());
        let names = lines.filter_map(|line| line.strip_prefix("CREATE TABLE ")?.strip_suffix(" ("));
        let names: Vec<_> = names.map(str::to_owned).collect();
        let count = move |tx: &mut Tx<'_>| {
            let counted = names.iter().map(|name| {
                let sql = format!("SELECT COUNT(*) FROM {name}");
                Ok((name.clone(), tx.one(&sql, &[])?.int(0)?))
            });
            counted.collect::<Result<Vec<_>, afterword::store::Error>>()
        };
        self.store().read("rows", count).await.unwrap()
    }

    pub async fn campaign(&self, settings: Value) -> String {
        let mut campaign = json!({
            "name": "After delivery", "storefront": "main", "event_type": "order.delivered",
            "purpose": "service_review",
        });
        campaign.as_object_mut().unwrap().extend(settings.as_object().unwrap().clone());
        self.post("/campaigns", campaign).await.ok()["id"].as_str().unwrap().to_owned()
    }

    /// Reports an order of today.
    pub async fn order(&self, reference: &str, email: &str) -> Value {
        self.post("/events", order(reference, email)).await.ok()
    }
}

pub fn order(reference: &str, email: &str) -> Value {
    json!({
        "type": "order.delivered", "storefront": "main", "reference": reference, "occurred_at": TODAY,
        "contact": { "email": email },
    })
}

/// Puts a key into the database.
pub async fn new_key(
    store: &Store,
    account: AccountId,
    number: u128,
    scopes: Scopes,
    expires_at: Option<Timestamp>,
) -> String {
    let chance = afterword::world::Chance::seeded(u64::try_from(number).unwrap());
    let credential = Credential::mint(account, &chance);
    let key = ApiKey {
        id: ApiKeyId::new(at(TODAY), number),
        name: "test".to_owned(),
        secret_hash: digest(credential.reveal()),
        scopes: scopes.to_string(),
        created_at: at(TODAY),
        expires_at,
        revoked_at: None,
    };
    store.write("key", move |tx| api_keys::insert(tx, account, &key)).await.unwrap();
    credential.reveal().to_owned()
}
