//! Import: the real order history, from file to plan. The limit is a bulk insert of the same events into one table.

use std::fs::File;
use std::sync::Arc;

use afterword::intake::csv::{AddressPattern, Options, OrderFile};
use afterword::intake::email::Email;
use afterword::store::{Rows, Store};
use afterword::values;
use jiff::Timestamp;
use rules::campaign::Purpose;
use serde_json::json;

use super::support::databases::{Database, each_database};
use super::support::house::Closed;
use super::{Figure, house, rate, stopwatch};

pub const ORDERS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/data/cdnow_orders.csv.gz");
const BATCH: usize = 1_000;

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    each_database("bench_import", async |database| {
        let figure = measure(database).await;
        figures.borrow_mut().push(figure);
    });
    figures.into_inner()
}

pub fn orders() -> OrderFile<File> {
    let mut options = Options::new("order.delivered", "main", Timestamp::MAX);
    options.address_pattern = AddressPattern::parse("customer-{customer_id}@example.com").ok();
    OrderFile::open(File::open(ORDERS).expect("the order history"), options).expect("a file of orders")
}

async fn measure(database: &Database) -> Figure {
    let house = house(database, Arc::new(Closed)).await;
    house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
    let clock = stopwatch();
    let mut count = 0;
    let mut orders = orders().map(|order| order.expect("a good line")).peekable();
    while orders.peek().is_some() {
        let batch: Vec<_> = orders.by_ref().take(BATCH).collect();
        count += batch.len();
        house.engine.take_in(house.account, batch).await.expect("taken in");
    }
    let ours = rate(count, clock());
    Figure {
        what: format!("import of {count} orders, {:?}", database.dialect()),
        ours,
        limit: bare(&house.engine.store).await,
        limit_is: "a bulk insert of the same rows into one table",
        note: String::new(),
    }
}

async fn bare(store: &Store) -> f64 {
    let sql = "CREATE TABLE bare_orders (reference TEXT PRIMARY KEY, email TEXT, occurred_at BIGINT)";
    store.write("bare", move |tx| tx.execute(sql, &[])).await.expect("made");
    let clock = stopwatch();
    let mut count = 0;
    let mut orders = orders().map(|order| order.expect("a good line")).peekable();
    while orders.peek().is_some() {
        let batch: Vec<_> = orders.by_ref().take(BATCH).collect();
        count += batch.len();
        let insert = move |tx: &mut afterword::store::Tx<'_>| {
            let mut rows = Rows::with_capacity(batch.len());
            for order in &batch {
                let email = order.contact.email.as_ref().map(Email::as_str);
                rows.push(values![&order.reference, email, order.occurred_at]);
            }
            let sql = "INSERT INTO bare_orders (reference, email, occurred_at)
                       SELECT r.reference, r.email, r.occurred_at
                       FROM {rows: reference text, email text, occurred_at bigint} r";
            tx.execute_with(sql, &[], &rows)
        };
        store.write("bare_insert", insert).await.expect("inserted");
    }
    rate(count, clock())
}
