//! From due to accepted: the whole way of a message with claim, rules, writing, SMTP and the stored outcome, into
//! `smtp-sink` over 32 connections. The limit is `smtp-source`, which only hands over.

use std::net::SocketAddr;
use std::process::Command;

use afterword::delivery::Patience;
use rules::campaign::Purpose;
use serde_json::json;

use super::sink::Sink;
use super::support::databases::{Database, each_database};
use super::support::house::{House, checked, email};
use super::{Figure, house, rate, stopwatch};

const MAILS: usize = 40_000;
pub const CONNECTIONS: usize = 32;
const MAIL_BYTES: usize = 5_120;
/// Rounds under way at once, as a node has them.
const ROUNDS: usize = 4;
const SOURCE: &str = "/usr/sbin/smtp-source";

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    each_database("bench_dispatch", async |database| {
        let figure = measure(database).await;
        figures.borrow_mut().push(figure);
    });
    figures.into_inner()
}

async fn measure(database: &Database) -> Figure {
    let sink = Sink::start();
    let relay = format!("smtp://{}?connections={CONNECTIONS}", sink.address);
    let channel = email(&relay, "shop@example.com", Patience::default());
    let house = house(database, channel).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({ "delay": "P0D", "send_at": null })).await;
    report(&house, MAILS).await;
    let clock = stopwatch();
    let rounds = (0..ROUNDS).map(|_| {
        let engine = house.engine.clone();
        tokio::spawn(async move {
            let mut sent = 0;
            loop {
                let now = engine.now().await.expect("a time");
                match engine.tick(now, engine.channel.room(0)).await.expect("a round").settled {
                    0 => break sent,
                    settled => sent += settled,
                }
            }
        })
    });
    let mut sent = 0;
    for round in rounds.collect::<Vec<_>>() {
        sent += round.await.expect("a round ends");
    }
    let ours = rate(sent, clock());
    assert_eq!((sent, sink.count()), (MAILS, MAILS as u64), "each once, by the sink's own count");
    Figure {
        what: format!("from due to accepted and stored, {:?}", database.dialect()),
        ours,
        limit: smtp_source(Sink::start().address),
        limit_is: "smtp-source",
        note: String::new(),
    }
}

/// Orders of as many people.
pub async fn report(house: &House, count: usize) {
    let now = house.now().await;
    for chunk in (0..count).collect::<Vec<_>>().chunks(1_000) {
        let event = |number: &usize| {
            checked(
                json!({
                    "type": "order.delivered", "storefront": "main", "reference": format!("A-{number}"),
                    "occurred_at": now, "contact": { "email": format!("customer-{number}@example.com") },
                }),
                now,
            )
        };
        house.engine.take_in(house.account, chunk.iter().map(event).collect()).await.expect("taken in");
    }
}

/// Mails a second.
pub fn smtp_source(sink: SocketAddr) -> f64 {
    let [connections, bytes, mails] = [CONNECTIONS, MAIL_BYTES, MAILS].map(|number| number.to_string());
    let clock = stopwatch();
    let mut command = Command::new(SOURCE);
    command.args(["-d", "-s", &connections, "-l", &bytes, "-m", &mails, &sink.to_string()]);
    assert!(command.status().expect("Debian's package postfix").success());
    rate(MAILS, clock())
}
