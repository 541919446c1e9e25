//! Who may do what: every path of the document is tried with every kind of wrong key.

use afterword::store::api_keys;
use afterword::web::scope::{Scope, Scopes};
use axum::body::Body;
use axum::http::Method;
use jiff::SignedDuration;
use rules::id::ApiKeyId;
use serde_json::{Value, json};

use crate::client::{Answer, Client, TODAY, new_key};
use crate::support::databases::{Database, each_database};
use crate::support::house::at;
use crate::taken::body;
use crate::templates::template;

/// A path of the document with its method, scope, and a body.
pub struct Route {
    pub method: Method,
    pub path: String,
    pub scope: Option<Scope>,
    pub body: Value,
}

pub fn routes(document: &Value) -> Vec<Route> {
    let mut routes = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let scope = operation["security"][0]["key"][0].as_str().map(|word| Scope::parse(word).unwrap());
            let method: Method = method.to_uppercase().parse().unwrap();
            routes.push(Route { method, path: path.clone(), scope, body: json!({}) });
        }
    }
    assert!(routes.len() > 40, "the document has lost its paths");
    routes
}

pub async fn send(client: &Client, route: &Route, path: &str) -> Answer {
    let headers = [("content-type", "application/json")];
    let path = path.trim_start_matches("/api/v1");
    client.send(client.request(route.method.clone(), path, &headers, Body::from(route.body.to_string()))).await
}

/// The routes that need a key, with ids that name nothing.
async fn guarded(client: &Client) -> Vec<(Route, String)> {
    let document = client.get("/openapi.json").await.ok();
    let guarded = routes(&document).into_iter().filter(|route| route.scope.is_some());
    guarded.map(|route| (path_of_nothing(&route.path), route)).map(|(path, route)| (route, path)).collect()
}

fn path_of_nothing(path: &str) -> String {
    path.replace("{storefront}", "nowhere")
        .replace("{reference}", "nothing")
        .replace("{consent}", "cst_x")
        .replace("{id}", "x")
}

#[test]
fn a_wrong_key_opens_nothing() {
    each_database("wrong_keys", async |database| {
        let client = Client::sandbox(database).await;
        let revoked = revoked_key(&client).await;
        let expired = new_key(client.store(), client.house.account, 8, Scopes::all(), Some(at(TODAY))).await;
        let unknown = new_key_of_nobody(&client);
        let shortened = client.key.split_at(client.key.len() - 1).0.to_owned();
        let keys = ["", "garbage", "aw_", &revoked, &expired, &unknown, &shortened].map(str::to_owned);
        let rows = client.rows().await;
        let mut answers = Vec::new();
        for (route, path) in guarded(&client).await {
            for key in &keys {
                let answer = send(&client.with_key(key), &route, &path).await;
                assert_eq!(answer.problem(), (401, "key.invalid".to_owned()), "{} {path}", route.method);
                assert_eq!(answer.headers["www-authenticate"], "Bearer");
                answers.push(answer.text);
            }
        }
        answers.dedup();
        assert_eq!(answers.len(), 1, "all wrong keys get the same answer");
        assert_eq!(client.rows().await, rows);
    });
}

async fn revoked_key(client: &Client) -> String {
    let key = new_key(client.store(), client.house.account, 7, Scopes::all(), None).await;
    let (account, id) = (client.house.account, ApiKeyId::new(at(TODAY), 7));
    let revoke = client.store().write("revoke", move |tx| api_keys::revoke(tx, account, id, at(TODAY)));
    assert!(revoke.await.unwrap());
    key
}

/// A good key, but for its last characters.
fn new_key_of_nobody(client: &Client) -> String {
    let kept = client.key.len() - 4;
    let end = if client.key.ends_with("AAAA") { "BBBB" } else { "AAAA" };
    format!("{}{end}", client.key.split_at(kept).0)
}

#[test]
fn a_key_opens_what_its_scopes_say_and_no_more() {
    each_database("scopes", async |database| {
        let client = Client::sandbox(database).await;
        for (route, path) in guarded(&client).await {
            let own = route.scope.unwrap();
            let others: Vec<_> = Scope::ALL.iter().copied().filter(|scope| *scope != own).collect();
            let refused = send(&client.with_scopes(&others).await, &route, &path).await;
            assert_eq!(refused.problem(), (403, "scope.missing".to_owned()), "{} {path}", route.method);
            assert!(refused.json()["detail"].as_str().unwrap().contains(own.as_str()));
            let allowed = send(&client.with_scopes(&[own]).await, &route, &path).await.status.as_u16();
            assert!(![401, 403, 405].contains(&allowed), "{} {path}: {allowed}", route.method);
            forget_keys(&client).await;
        }
    });
}

/// Keys with the same scopes are made anew for the next path.
async fn forget_keys(client: &Client) {
    let own = client.key.clone();
    let hash = afterword::secret::digest(&own);
    let sql = "DELETE FROM api_keys WHERE secret_hash <> $1";
    client.store().write("forget", move |tx| tx.execute(sql, &afterword::values![&hash])).await.unwrap();
}

/// A foreign id behaves byte for byte like one that does not exist, on every path that takes one (V13).
#[test]
fn another_accounts_ids_name_nothing() {
    each_database("foreign", async |database| {
        let (client, own) = furnished(database).await;
        let stranger = Client::sandbox_beside(&client).await;
        let mut tried = 0;
        stranger.order("E-1", "eve@example.com").await;
        let eve = stranger.get("/contacts").await.ok()["data"][0]["id"].clone();
        let rows = client.rows().await;
        for mut route in routes(&client.get("/openapi.json").await.ok()) {
            let path = route.path.trim_start_matches("/api/v1").to_owned();
            route.body = body(route.method.as_str(), &path, &own, 0);
            let inner = inner_ids(&route.path, &eve, &own);
            for (foreign, unknown) in ids(&route.path, &own).into_iter().chain(inner) {
                tried += 1;
                let foreign = send(&stranger, &route, &foreign).await;
                let unknown = send(&stranger, &route, &unknown).await;
                assert_eq!(foreign.problem().0, 404, "{} {}: {}", route.method, route.path, foreign.text);
                assert_eq!((&foreign.text, foreign.status), (&unknown.text, unknown.status), "{}", route.path);
                assert_eq!(foreign.headers, unknown.headers, "{}", route.path);
            }
        }
        assert!(tried > 15, "only {tried} paths take an id");
        for query in ["contact", "invitation", "event"] {
            let path = |id: &str| format!("/explanations?{query}={id}");
            let foreign = stranger.get(&path(own[query].as_str().unwrap())).await;
            let unknown = stranger.get(&path(nothing_like(own[query].as_str().unwrap()).as_str())).await;
            assert_eq!((foreign.status.as_u16(), &foreign.text), (404, &unknown.text));
        }
        for filter in ["campaign", "contact"] {
            let list = stranger.get(&format!("/invitations?{filter}={}", own[filter].as_str().unwrap())).await.ok();
            assert_eq!(list["data"], json!([]));
        }
        let wish = |campaign: &Value| json!({ "campaign": campaign, "contact": own["contact"], "reference": "A-1" });
        let foreign = stranger.post("/invitations", wish(&own["campaign"])).await;
        let unknown =
            stranger.post("/invitations", wish(&nothing_like(own["campaign"].as_str().unwrap()).into())).await;
        assert_eq!((foreign.status.as_u16(), &foreign.text), (422, &unknown.text));
        let campaign = |template: &str| {
            json!({
                "name": "x", "storefront": "main", "event_type": "order.delivered", "purpose": "service_review",
                "template": template,
            })
        };
        let own_template = own["template"].as_str().unwrap();
        let foreign = stranger.post("/campaigns", campaign(own_template)).await;
        let unknown = stranger.post("/campaigns", campaign(&nothing_like(own_template))).await;
        assert_eq!((foreign.status.as_u16(), &foreign.text), (422, &unknown.text));
        let receipt = |id: &str| json!({ "message": id, "type": "opened" });
        let foreign = stranger.post("/sandbox/receipts", receipt(own["message"].as_str().unwrap())).await;
        let unknown = stranger.post("/sandbox/receipts", receipt("msg_x")).await;
        assert_eq!((foreign.status.as_u16(), &foreign.text), (422, &unknown.text));
        assert_eq!(client.rows().await, rows);
    });
}

/// An account that has one of everything, and the ids.
pub async fn furnished(database: &Database) -> (Client, Value) {
    let client = Client::sandbox(database).await;
    let campaign = client.campaign(json!({})).await;
    let event = client.order("A-1", "ada@example.com").await;
    client.post("/sandbox/clock", json!({ "advance": "P8D" })).await.ok();
    let contact = client.get("/contacts").await.ok()["data"][0]["id"].clone();
    let consents = format!("/contacts/{}/consents", contact.as_str().unwrap());
    let own = json!({
        "campaign": campaign, "contact": contact, "event": event["id"],
        "invitation": event["decisions"][0]["invitation"],
        "consent": client.get(&consents).await.ok()["data"][0]["id"],
        "message": client.get("/sandbox/outbox").await.ok()["data"][0]["id"],
        "storefront": client.get("/storefronts").await.ok()["data"][0]["id"],
        "template": client.post("/templates", template()).await.ok()["id"],
        "api_key": client.get("/api_keys").await.ok()["data"][0]["id"],
        "suppression": client
            .post("/suppressions", json!({ "address": "b@example.com", "channel": "email" })).await.ok()["id"],
    });
    (client, own)
}

/// The path with ids of the account, and with ids of nothing; none where it takes no id.
pub fn ids(path: &str, own: &Value) -> Option<(String, String)> {
    if let Some(rest) = path.strip_prefix("/api/v1/orders/{storefront}/{reference}") {
        return Some((format!("/orders/main/A-1{rest}"), format!("/orders/main/A-2{rest}")));
    }
    let noun = path.strip_prefix("/api/v1/")?.split('/').next()?.trim_end_matches('s');
    let id = own[noun].as_str().filter(|_| path.contains("{id}"))?;
    let consent = own["consent"].as_str().unwrap();
    let put = |id: &str, consent: &str| path.replace("{id}", id).replace("{consent}", consent);
    Some((put(id, consent), put(&nothing_like(id), &nothing_like(consent))))
}

/// A path within a thing of the stranger's own, with an inner id of the account and with one of nothing.
fn inner_ids(path: &str, outer: &Value, own: &Value) -> Option<(String, String)> {
    let consent = own["consent"].as_str().filter(|_| path.contains("{consent}"))?;
    let put = |consent: &str| path.replace("{id}", outer.as_str().unwrap()).replace("{consent}", consent);
    Some((put(consent), put(&nothing_like(consent))))
}

/// An id of the same kind that nothing has.
fn nothing_like(id: &str) -> String {
    format!("{}_00000000000000000000000007", id.split('_').next().unwrap())
}

#[test]
fn a_key_is_shown_once_and_opens_what_it_was_made_for() {
    each_database("made", async |database| {
        let client = Client::sandbox(database).await;
        let made = client.post("/api_keys", json!({ "name": "shop", "scopes": ["storefronts:read"] })).await.ok();
        let shop = client.with_key(made["key"].as_str().unwrap());
        assert!(made["key"].as_str().unwrap().starts_with("aw_"));
        assert_eq!(shop.get("/storefronts").await.status, 200);
        assert_eq!(shop.get("/campaigns").await.problem().0, 403);
        let list = client.get("/api_keys").await;
        assert!(!list.text.contains(made["key"].as_str().unwrap()) && !list.text.contains("hash"));
        let path = format!("/api_keys/{}", made["id"].as_str().unwrap());
        assert_eq!(client.delete(&path).await.status, 204);
        assert_eq!(shop.get("/storefronts").await.problem().0, 401, "refused at once");
        assert_eq!(client.get("/api_keys").await.ok()["data"][1]["revoked_at"], TODAY);

        let short = json!({ "name": "short", "expires_at": "2026-03-03T15:00:00Z" });
        let short = client.with_key(client.post("/api_keys", short).await.ok()["key"].as_str().unwrap());
        assert_eq!(short.get("/account").await.status, 200);
        client.house.engine.world.clock.tell(at("2026-03-03T15:00:00Z"));
        assert_eq!(short.get("/account").await.problem().0, 401);
    });
}

#[test]
fn a_key_revoked_elsewhere_is_refused_within_a_second() {
    each_database("elsewhere", async |database| {
        let client = Client::sandbox(database).await;
        let key = new_key(client.store(), client.house.account, 7, Scopes::all(), None).await;
        let other = client.with_key(&key);
        assert_eq!(other.get("/account").await.status, 200);
        let (account, id) = (client.house.account, ApiKeyId::new(at(TODAY), 7));
        client.store().write("revoke", move |tx| api_keys::revoke(tx, account, id, at(TODAY))).await.unwrap();
        client.house.engine.world.clock.advance(SignedDuration::from_secs(1));
        assert_eq!(other.get("/account").await.problem().0, 401);
    });
}

#[test]
fn a_key_gives_no_more_than_it_has() {
    each_database("given", async |database| {
        let client = Client::sandbox(database).await;
        let maker = client.with_scopes(&[Scope::ApiKeysWrite, Scope::EventsWrite]).await;
        let rows = client.rows().await;
        for (body, pointer, code) in [
            (json!({ "name": "x", "scopes": ["events:write", "account:write"] }), "/scopes/1", "scope.not_held"),
            (json!({ "name": "x", "scopes": ["everything"] }), "/scopes/0", "scope.unknown"),
            (json!({ "name": "x", "scopes": [] }), "/scopes", "scopes.length"),
            (json!({ "scopes": ["events:write"] }), "/name", "field.missing"),
            (json!({ "name": "x", "expires_at": "2020-01-01T00:00:00Z" }), "/expires_at", "expires_at.past"),
            (json!({ "name": "x", "expires_at": "never" }), "/expires_at", "time.malformed"),
        ] {
            assert_eq!(maker.post("/api_keys", body).await.error(), (422, pointer.to_owned(), code.to_owned()));
        }
        assert_eq!(client.rows().await, rows);
        let made = maker.post("/api_keys", json!({ "name": "all I have" })).await.ok();
        assert_eq!(made["scopes"], json!(["events:write", "api_keys:write"]));
    });
}
