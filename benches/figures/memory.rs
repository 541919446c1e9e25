//! Memory: a million events stream in, and the process does not grow with them. The figure is what it held after the
//! last event, the limit what it held after the first 100,000 (MiB).

use std::sync::Arc;

use afterword::intake::csv::{AddressPattern, Options, OrderFile};
use jiff::Timestamp;
use rules::campaign::Purpose;
use serde_json::json;

use super::support::databases::sqlite;
use super::support::house::Closed;
use super::{Figure, house};

const EVENTS: usize = 1_000_000;
const EARLY: usize = 100_000;
const BATCH: usize = 1_000;

pub fn run() -> Vec<Figure> {
    let figures = std::cell::RefCell::new(Vec::new());
    sqlite("bench_memory", async |database| {
        let house = house(database, Arc::new(Closed)).await;
        let today = house.engine.world.clock.now().strftime("%Y-%m-%d").to_string();
        house.campaign(Purpose::ServiceReview, "order.delivered", json!({})).await;
        let mut options = Options::new("order.delivered", "main", Timestamp::MAX);
        options.address_pattern = AddressPattern::parse("customer-{customer_id}@example.com").ok();
        let mut orders = OrderFile::open(Endless::new(EVENTS, today), options).expect("a file of orders");
        let (mut count, mut early) = (0, 0.0);
        loop {
            let batch: Vec<_> = orders.by_ref().take(BATCH).map(|order| order.expect("a good line")).collect();
            if batch.is_empty() {
                break;
            }
            count += batch.len();
            house.engine.take_in(house.account, batch).await.expect("taken in");
            if count == EARLY {
                early = held();
            }
        }
        figures.borrow_mut().push(Figure {
            what: format!("MiB held after {count} events, Sqlite"),
            ours: held(),
            limit: early,
            limit_is: "what was held after the first 100,000",
            note: String::new(),
        });
    });
    figures.into_inner()
}

/// What the process holds now, in MiB.
fn held() -> f64 {
    told("VmRSS:") / 1_024.0
}

/// What Linux says of the process by this name, in KiB.
pub fn told(name: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find(|line| line.starts_with(name)).expect("a line of it");
    line.split_whitespace().nth(1).and_then(|text| text.parse().ok()).expect("a number")
}

/// An order file that is written while it is read.
struct Endless {
    day: String,
    next: usize,
    end: usize,
    line: Vec<u8>,
    at: usize,
}

impl Endless {
    fn new(end: usize, day: String) -> Self {
        Self { day, next: 0, end, line: b"order_id,customer_id,ordered_on,amount_usd\n".to_vec(), at: 0 }
    }
}

impl std::io::Read for Endless {
    fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
        if self.at == self.line.len() {
            if self.next == self.end {
                return Ok(0);
            }
            let number = self.next;
            self.line = format!("B-{number:07},{:06},{},12.50\n", number / 3, self.day).into_bytes();
            self.at = 0;
            self.next += 1;
        }
        let count = buffer.len().min(self.line.len() - self.at);
        buffer[..count].copy_from_slice(&self.line[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}
