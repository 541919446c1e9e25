//! Events in over HTTP: 64 connections, each answered after its commit, with the whole planning. The limit is a route
//! that inserts one row into one table, with a commit for each request.

use std::net::SocketAddr;
use std::time::Duration;

use afterword::store::Store;
use afterword::store::api_keys::{self, ApiKey};
use afterword::values;
use afterword::web::credential::Credential;
use afterword::web::{App, router};
use axum::Router;
use axum::extract::State;
use axum::routing::post;
use rules::campaign::Purpose;
use rules::id::ApiKeyId;
use serde_json::json;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

use super::support::databases::{Database, each_database};
use super::support::house::House;
use super::{Figure, rate, stopwatch};

const CONNECTIONS: usize = 64;
const REQUESTS: usize = 40_000;

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    each_database("bench_events", async |database| {
        let figure = measure(database).await;
        figures.borrow_mut().push(figure);
    });
    figures.into_inner()
}

async fn measure(database: &Database) -> Figure {
    let house = House::sandbox(database, "2026-03-01T00:00:00Z").await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
    let key = key(&house).await;
    let event = move |number: usize| {
        let body = json!({
            "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"),
            "occurred_at": "2026-02-28T10:00:00Z", "contact": { "email": format!("customer-{number}@example.com") },
        });
        request("/api/v1/events", &key, &body.to_string())
    };
    let (ours, slowest) = load(router(App::new(house.engine.clone())), event).await;
    let limit = bare(&house.engine.store).await;
    Figure {
        what: format!("events in over HTTP, {:?}", database.dialect()),
        ours,
        limit,
        limit_is: "one bare insert with a commit for each request",
        note: format!("; p99 {:.1} ms", slowest.as_secs_f64() * 1_000.0),
    }
}

async fn key(house: &House) -> String {
    let now = house.now().await;
    let credential = Credential::mint(house.account, &house.engine.world.chance);
    let key = ApiKey {
        id: ApiKeyId::new(now, 1),
        name: "bench".to_owned(),
        secret_hash: credential.hash(),
        scopes: "events:write".to_owned(),
        created_at: now,
        expires_at: None,
        revoked_at: None,
    };
    let account = house.account;
    house.engine.store.write("key", move |tx| api_keys::insert(tx, account, &key)).await.expect("a key");
    credential.reveal().to_owned()
}

async fn bare(store: &Store) -> f64 {
    let made =
        store.write("bare", |tx| tx.execute("CREATE TABLE bare_events (reference TEXT PRIMARY KEY, body TEXT)", &[]));
    made.await.expect("made");
    let insert = async |State(store): State<Store>, body: String| {
        let insert = move |tx: &mut afterword::store::Tx<'_>| {
            tx.execute("INSERT INTO bare_events (reference, body) VALUES ($1, $1)", &values![&body])
        };
        store.write("insert", insert).await.map_or("failed", |_| "ok")
    };
    let app = Router::new().route("/bare", post(insert)).with_state(store.clone());
    load(app, |number| request("/bare", "", &format!("A-{number}"))).await.0
}

fn request(path: &str, key: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

/// Requests a second, and the time within which 99 of 100 were answered.
async fn load(app: Router, request: impl Fn(usize) -> String + Clone + Send + 'static) -> (f64, Duration) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move { axum::serve(listener, app).await });
    let clock = stopwatch();
    let clients = (0..CONNECTIONS).map(|client| {
        let request = request.clone();
        tokio::spawn(async move { talk(address, client, request).await })
    });
    let mut times = Vec::with_capacity(REQUESTS);
    for client in clients.collect::<Vec<_>>() {
        times.extend(client.await.expect("a client ends"));
    }
    let took = clock();
    server.abort();
    times.sort_unstable();
    (rate(times.len(), took), times[times.len() * 99 / 100])
}

async fn talk(address: SocketAddr, client: usize, request: impl Fn(usize) -> String) -> Vec<Duration> {
    let mut stream = TcpStream::connect(address).await.expect("connected");
    stream.set_nodelay(true).expect("a socket");
    let mut buffer = vec![0; 16 << 10];
    let mut times = Vec::new();
    for number in (client..REQUESTS).step_by(CONNECTIONS) {
        let text = request(number);
        let clock = stopwatch();
        stream.write_all(text.as_bytes()).await.expect("sent");
        let read = stream.read(&mut buffer).await.expect("answered");
        assert!(buffer[..read].starts_with(b"HTTP/1.1 20"), "{}", String::from_utf8_lossy(&buffer[..read]));
        times.push(clock());
    }
    times
}
