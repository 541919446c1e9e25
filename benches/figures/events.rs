//! Events in over HTTP: 64 connections, each answered after its commit, with the whole planning. The limit is a route
//! that inserts one row into one table, with a commit for each request.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use afterword::store::Dialect;
use afterword::store::api_keys::{self, ApiKey};
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
use tokio::sync::oneshot;

use super::support::databases::{Database, each_database};
use super::support::house::{Closed, House};
use super::{Figure, house, rate, stopwatch};

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
    let house = house(database, Arc::new(Closed)).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
    let key = key(&house).await;
    let occurred_at = house.engine.world.clock.now();
    let event = move |number: usize| {
        let body = json!({
            "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"),
            "occurred_at": occurred_at, "contact": { "email": format!("customer-{number}@example.com") },
        });
        request("/api/v1/events", &key, &body.to_string())
    };
    let (ours, slowest) = load(router(App::new(house.engine.clone())), event).await;
    let limit = bare(database).await;
    Figure {
        what: format!("events in over HTTP, {:?}", database.dialect()),
        ours,
        limit,
        limit_is: "one bare insert with a commit for each request",
        note: p99(slowest),
    }
}

async fn key(house: &House) -> String {
    let now = house.engine.world.clock.now();
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

/// A body to insert, and whom to tell when it is durable.
type Wish = (String, oneshot::Sender<()>);

/// Connections to PostgreSQL; SQLite has one writer.
const POOL: usize = 16;
const BARE_TABLE: &str = "CREATE TABLE bare_events (reference TEXT PRIMARY KEY, body TEXT)";
const BARE_INSERT: &str = "INSERT INTO bare_events (reference, body) VALUES ($1, $1)";

/// Threads that insert by the drivers' plain calls, each insert with a commit of its own.
fn inserters(database: &Database) -> mpsc::Sender<Wish> {
    database.outside(BARE_TABLE);
    let (wishes, queue) = mpsc::channel::<Wish>();
    let queue = Arc::new(Mutex::new(queue));
    let next = move || queue.lock().expect("nobody panicked").recv().ok();
    if database.dialect() == Dialect::Sqlite {
        let connection = rusqlite::Connection::open(database.file()).expect("a file");
        connection.execute_batch("PRAGMA synchronous = FULL").expect("durable");
        thread::spawn(move || {
            let mut insert = connection.prepare(BARE_INSERT).expect("a statement");
            while let Some((body, done)) = next() {
                insert.execute([&body]).expect("inserted");
                done.send(()).expect("somebody waits");
            }
        });
    } else {
        for _ in 0..POOL {
            let (next, place) = (next.clone(), database.place());
            thread::spawn(move || {
                let mut client = postgres::Client::connect(&place, postgres::NoTls).expect("a server");
                let insert = client.prepare(BARE_INSERT).expect("a statement");
                while let Some((body, done)) = next() {
                    client.execute(&insert, &[&body]).expect("inserted");
                    done.send(()).expect("somebody waits");
                }
            });
        }
    }
    wishes
}

async fn bare(database: &Database) -> f64 {
    let insert = async |State(wishes): State<mpsc::Sender<Wish>>, body: String| {
        let (done, inserted) = oneshot::channel();
        wishes.send((body, done)).expect("a thread inserts");
        inserted.await.map_or("failed", |()| "ok")
    };
    let app = Router::new().route("/bare", post(insert)).with_state(inserters(database));
    load(app, |number| request("/bare", "", &format!("A-{number}"))).await.0
}

fn request(path: &str, key: &str, body: &str) -> String {
    format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nauthorization: Bearer {key}\r\ncontent-type: application/json\r\n\
         content-length: {}\r\n\r\n{body}",
        body.len()
    )
}

pub fn p99(slowest: Duration) -> String {
    format!("; p99 {:.1} ms", slowest.as_secs_f64() * 1_000.0)
}

/// Requests a second, and the time within which 99 of 100 were answered.
pub async fn load(app: Router, request: impl Fn(usize) -> String + Clone + Send + 'static) -> (f64, Duration) {
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("an address");
    let server = tokio::spawn(async move { axum::serve(listener, app.into_make_service()).await });
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

/// The length of an answer by what its head says, or more where that has not come yet.
fn whole(answer: &[u8]) -> usize {
    let Some(head) = answer.windows(4).position(|bytes| bytes == b"\r\n\r\n") else { return usize::MAX };
    let text = String::from_utf8_lossy(&answer[..head]);
    let length = text.lines().find_map(|line| line.strip_prefix("content-length: ")).and_then(|text| text.parse().ok());
    head + 4 + length.unwrap_or(0)
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
        let mut read = stream.read(&mut buffer).await.expect("answered");
        assert!(buffer[..read].starts_with(b"HTTP/1.1 20"), "{}", String::from_utf8_lossy(&buffer[..read]));
        while read < whole(&buffer[..read]) {
            read += stream.read(&mut buffer[read..]).await.expect("the rest of it");
        }
        times.push(clock());
    }
    times
}
