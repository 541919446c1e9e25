//! Histories by a seed.

use afterword::intake::event::Event;
use afterword::world::Chance;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};

use super::{SEED, START};
use crate::support::house::{at, checked};

const ORDERS: usize = 120;
const DAYS: usize = 100;
/// So many that the second stage of a large send is full too.
const LARGE: usize = 720;

/// Numbers by a seed.
pub struct Draw(pub Chance);

impl Draw {
    pub fn below(&self, end: usize) -> usize {
        usize::try_from(self.0.bits() % end as u128).unwrap()
    }

    pub fn is(&self, percent: usize) -> bool {
        self.below(100) < percent
    }
}

/// A customer as an order tells of it: known by one thing or another, and some share an address.
fn customer(draw: &Draw) -> Value {
    let number = draw.below(16);
    let email = format!("c{}@example.com", if number < 4 { number / 2 } else { number });
    let mut contact = json!({});
    let external = draw.is(60);
    if external {
        contact["external_id"] = json!(format!("{number:05}"));
    }
    if number % 7 == 1 {
        contact["phone"] = json!(format!("+4670123450{}", number % 10));
    }
    if draw.is(90) || contact == json!({}) {
        contact["email"] = json!(email);
    }
    if draw.is(10) {
        contact["time_zone"] = json!(["America/New_York", "Asia/Tokyo", "Europe/Oslo"][draw.below(3)]);
    }
    if draw.is(10) {
        contact["preferred_channel"] = json!(["sms", "email"][draw.below(2)]);
    }
    if draw.is(20) {
        let purposes = [json!(["survey"]), json!(["service_review"]), json!([])][draw.below(3)].clone();
        let channel = ["email", "sms"][draw.below(2)];
        contact["consents"] = json!([{ "channel": channel, "basis": "consent", "at": START, "purposes": purposes }]);
    }
    contact
}

/// Orders by a seed: repeated ones, several at one instant, several types of event for one order, with products and
/// without, reported and from a file.
pub fn history(seed: u64) -> Vec<Event> {
    let draw = Draw(Chance::seeded(seed));
    let mut events: Vec<_> = (0..ORDERS).map(|number| order(&draw, number)).collect();
    events.sort_by_key(|event| event.occurred_at);
    events
}

fn order(draw: &Draw, number: usize) -> Event {
    let minutes = draw.below(DAYS) * 24 * 60 + draw.below(48) * 30;
    let occurred_at = at(START) + SignedDuration::from_mins(i64::try_from(minutes).unwrap());
    let reference = if draw.is(15) { draw.below(number + 1) } else { number };
    let kind = if draw.is(80) { "order.delivered" } else { "visit.done" };
    let mut event = json!({
        "type": kind, "storefront": "main", "reference": format!("A-{reference}"),
        "occurred_at": occurred_at.to_string(), "contact": customer(draw),
    });
    if draw.is(30) {
        let days = i64::try_from(draw.below(40)).unwrap() - 20;
        let date = (occurred_at + SignedDuration::from_hours(24 * days)).to_zoned(jiff::tz::TimeZone::UTC).date();
        event["activation_date"] = json!(date.to_string());
    }
    if draw.is(70) {
        let products: Vec<_> = (0..=draw.below(3)).map(|sku| json!({ "sku": format!("LP-{sku}") })).collect();
        event["products"] = json!(products);
    }
    Event { from_file: draw.is(20), ..checked(event, Timestamp::MAX) }
}

/// Orders of many people, in one day and each at its own minute, so that all fall due together.
pub fn large_send() -> Vec<Event> {
    let draw = Draw(Chance::seeded(SEED));
    let order = |number: usize| {
        let occurred_at = at(START) + SignedDuration::from_mins(i64::try_from(number).unwrap());
        let person = draw.below(4 * LARGE);
        let event = json!({
            "type": if draw.is(90) { "order.delivered" } else { "visit.done" }, "storefront": "main",
            "reference": format!("B-{number}"), "occurred_at": occurred_at.to_string(),
            "contact": { "email": format!("p{person}@example.com") },
        });
        checked(event, Timestamp::MAX)
    };
    (0..LARGE).map(order).collect()
}

/// An order with a product, and a visit of the same person after its requests were due.
pub fn order_and_visit() -> Vec<Event> {
    let event = |kind: &str, days: i64| {
        let occurred_at = at(START) + SignedDuration::from_hours(24 * days);
        let contact = json!({ "email": "ada@example.com" });
        let event = json!({
            "type": kind, "storefront": "main", "reference": format!("A-{days}"), "contact": contact,
            "occurred_at": occurred_at.to_string(), "products": [{ "sku": "LP-7" }],
        });
        checked(event, Timestamp::MAX)
    };
    vec![event("order.delivered", 1), event("visit.done", 12)]
}
