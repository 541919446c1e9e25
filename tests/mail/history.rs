//! The real order history, sent for real.

use std::collections::BTreeMap;
use std::fs::File;

use afterword::intake::csv::{AddressPattern, Options, OrderFile};
use afterword::intake::event::Event;
use afterword::store::figures::Figures;
use jiff::Timestamp;

use crate::player::{Player, Settings, often, once};
use crate::sink::Sink;
use crate::smtp::{Manners, Server};
use crate::support::databases::{self, Database, each_database};
use crate::support::house::at;

const ORDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cdnow_orders.csv.gz");
/// The short history: these customers, until then.
const FEW: &str = "00500";
const UNTIL: &str = "1997-03-01T00:00:00Z";

fn orders() -> Vec<Event> {
    let mut options = Options::new("order.delivered", "main", Timestamp::MAX);
    options.address_pattern = AddressPattern::parse("customer-{customer_id}@example.com").ok();
    let file = OrderFile::open(File::open(ORDERS).unwrap(), options).unwrap();
    file.map(|order| order.unwrap()).collect()
}

pub fn short_history() -> Vec<Event> {
    let is_one_of_few = |order: &Event| order.contact.external_id.as_deref().is_some_and(|id| id < FEW);
    orders().into_iter().filter(|order| is_one_of_few(order) && order.occurred_at < at(UNTIL)).collect()
}

/// Counts that do not depend on whether a provider told that a message came.
fn without_receipts(figures: &Figures) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    let fixed = [("orders", figures.orders), ("asked", figures.asked), ("answers", figures.answers)];
    let fixed = fixed.into_iter().map(|(name, count)| (name.to_owned(), count));
    for (name, count) in fixed.chain(figures.outcomes.clone()).chain(messages(figures)) {
        *counts.entry(name).or_default() += count;
    }
    counts
}

/// First messages and reminders, whatever became of them.
fn messages(figures: &Figures) -> Vec<(String, i64)> {
    let role = |name: &str| name.split(',').next().unwrap_or_default().to_owned();
    figures.messages.iter().map(|(name, count)| (format!("messages: {}", role(name)), *count)).collect()
}

fn sent(figures: &Figures) -> u64 {
    figures.messages.iter().map(|(_, count)| u64::try_from(*count).unwrap()).sum()
}

#[test]
fn real_orders_sent_for_real_come_to_the_same_figures_as_in_a_sandbox() {
    each_database("mail_history", async |database| {
        for settings in [once, often] {
            let (sandbox, live) = (database.beside("sandbox"), database.beside("live"));
            let expected = Player::sandbox(&sandbox, settings()).await.play(short_history()).await;
            let relay = Server::start(Manners::default()).await;
            let player = Player::live(&live, relay.address, settings()).await;
            let figures = player.play(short_history()).await;
            assert_eq!(without_receipts(&figures), without_receipts(&expected));
            assert!(sent(&expected) > 250, "{expected:?}");
            let mut accepted: BTreeMap<String, usize> = BTreeMap::new();
            relay.ledger().into_iter().for_each(|mail| *accepted.entry(mail.message_id).or_default() += 1);
            assert_eq!(accepted.len() as u64, sent(&expected), "each message by the relay's own ledger");
            assert!(accepted.values().all(|count| *count == 1));
        }
    });
}

/// The columns of docs/reference/history.md: messages, answers, refusals.
async fn whole_history(database: &Database, settings: Settings, [messages, answers, refused]: [i64; 3]) {
    let sink = Sink::start();
    let figures = Player::live(database, sink.address, settings).await.play(orders()).await;
    let refusals = figures.outcomes.iter().filter(|(name, _)| name.starts_with("refused"));
    assert_eq!(figures.orders, 69_659);
    assert_eq!(refusals.map(|(_, count)| count).sum::<i64>(), refused, "{figures:?}");
    assert_eq!((sent(&figures), figures.answers), (messages.unsigned_abs(), answers), "{figures:?}");
    assert_eq!(sink.count(), messages.unsigned_abs(), "by the sink's own count");
}

#[test]
#[ignore = "takes minutes, and wants smtp-sink: part of ./test full"]
fn the_whole_history_goes_through_smtp_on_sqlite() {
    databases::sqlite("mail_once", async |database| whole_history(database, once(), [44_688, 2_452, 46_089]).await);
    databases::sqlite("mail_often", async |database| whole_history(database, often(), [100_227, 5_353, 16_869]).await);
}

#[test]
#[ignore = "takes minutes, and wants smtp-sink: part of ./test full"]
fn the_whole_history_goes_through_smtp_on_postgresql() {
    databases::postgres("mail_once", async |database| whole_history(database, once(), [44_688, 2_452, 46_089]).await);
    databases::postgres("mail_often", async |database| {
        whole_history(database, often(), [100_227, 5_353, 16_869]).await
    });
}
