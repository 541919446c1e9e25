//! Orders: a slice of a real order history, moved to the recent past with its days of the week, its customers given names.

use std::collections::BTreeSet;
use std::io::Cursor;

use anyhow::Context;
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use rules::time::Zone;

use super::chance::{draw, pick};
use super::people::Person;
use super::shops::{EVENT, NEW_YORK};
use crate::intake::csv::{Options, OrderFile};
use crate::intake::details::Details;
use crate::intake::email::Email;
use crate::intake::event::Event;
use crate::intake::name::Name;
use crate::intake::product::Product;

const FILE: &[u8] = include_bytes!("../../../data/cdnow_orders.csv.gz");
/// The customers whose orders are played: the first ones of the file.
const CUSTOMERS: usize = 2_500;
/// The day of the history that becomes the present one, or up to six days before it: three weeks are still to come.
const PRESENT: Date = date(1998, 6, 8);

const ALBUMS: [&str; 14] = [
    "Blue Hour, by The Lanterns",
    "Tin Roof Sessions",
    "Northern Line",
    "Harbour Songs, by Edda Vik",
    "Seven Short Storms",
    "Paper Moons",
    "The Long Way to Umeå",
    "Night Bus Home",
    "Salt and Copper",
    "A Room with Two Pianos",
    "Kitchen Radio",
    "Slow Machines",
    "Letters from the Pier",
    "Evergreen and Ash",
];

/// The orders from `beginning` on, with what is still to come after `present`, in their order.
///
/// # Errors
/// Where the file that is built into the program cannot be read.
pub fn orders(beginning: Timestamp, present: Timestamp) -> anyhow::Result<Vec<Event>> {
    let days = rules::time::day_of(present, &Zone::UTC).duration_since(PRESENT).as_hours() / 24;
    let later = SignedDuration::from_hours(days / 7 * 7 * 24);
    let options = Options::new(EVENT, NEW_YORK, Timestamp::MAX);
    let (mut customers, mut orders) = (BTreeSet::new(), Vec::new());
    for order in OrderFile::open(Cursor::new(FILE), options)? {
        let mut order = order?;
        let customer = order.contact.external_id.clone().context("an order without a customer")?;
        customers.insert(customer.clone());
        if customers.len() > CUSTOMERS {
            break;
        }
        order.occurred_at += later;
        if order.occurred_at >= beginning {
            orders.push(dressed(order, &customer));
        }
    }
    orders.sort_by_key(|order| order.occurred_at);
    Ok(orders)
}

/// With a name, a shop, an hour of the day and something that was bought.
fn dressed(mut order: Event, customer: &str) -> Event {
    let person = Person::of(customer);
    let opens_at = if person.shop == NEW_YORK { 14 } else { 8 };
    let minutes = opens_at * 60 + draw("minute", &order.reference, 9 * 60);
    order.occurred_at += SignedDuration::from_mins(minutes.into());
    order.storefront = person.shop.to_owned();
    order.contact.email = Email::parse(&person.email).ok();
    order.contact.name = Name::clean(&person.name);
    order.contact.locale = Some(person.locale.to_owned());
    order.contact.time_zone = Zone::parse(person.zone).ok();
    let album = pick(&ALBUMS, "album", &order.reference);
    let product = Product {
        sku: format!("LP-{}", draw("sku", album, 900) + 100),
        name: Some(album.to_owned()),
        url: None,
        image_url: None,
        category: Some("vinyl".to_owned()),
    };
    order.details = Details { products: vec![product], ..Details::default() }.to_text();
    order
}
