//! A history: orders as a simulation keeps them, 24 bytes each, and what each said of its customer. Names, addresses and
//! order numbers are not kept.
//!
//! People who share an identifier or an order make a circle: what is decided about one may depend on the others, and on
//! nobody else. A finished history stands circle by circle, each in the order of time, whatever order it came in.

use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{AddressKey, Channel};
use rules::consent::Basis;
use rules::time::Zone;

use super::circles::Circles;
use super::crowd::Lot;
use crate::intake;
use crate::intake::event::Event;
use crate::store::events::names_products;

/// Where events happen and what they are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stream {
    /// The slug.
    pub storefront: String,
    pub event_type: String,
    pub from_file: bool,
}

/// An order: something that happened to a customer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Order {
    /// Milliseconds.
    at: i64,
    pub lot: Lot,
    /// What it said of its customer.
    pub said: u32,
    of_event: OfEvent,
}

/// The activation date of an event, and whether it names products. Days since 1970 count by two; the lowest bit is about
/// the products.
#[derive(Debug, Clone, Copy)]
struct OfEvent(i32);

const NO_DATE: i32 = i32::MIN / 2;
const EPOCH: Date = Date::constant(1970, 1, 1);

impl OfEvent {
    fn new(activation_date: Option<Date>, has_products: bool) -> Self {
        let days = |date: Date| EPOCH.until(date).map_or(NO_DATE, |span| span.get_days());
        Self(activation_date.map_or(NO_DATE, days) * 2 + i32::from(has_products))
    }

    fn activation_date(self) -> Option<Date> {
        let days = Some(self.0.div_euclid(2)).filter(|days| *days != NO_DATE)?;
        EPOCH.checked_add(jiff::Span::new().days(days)).ok()
    }

    fn has_products(self) -> bool {
        self.0 & 1 == 1
    }
}

impl Order {
    pub fn occurred_at(&self) -> Timestamp {
        Timestamp::from_millisecond(self.at).expect("it was made of one")
    }

    pub fn activation_date(&self) -> Option<Date> {
        self.of_event.activation_date()
    }

    pub fn has_products(&self) -> bool {
        self.of_event.has_products()
    }
}

/// What an order says of its customer: who it is, and what the rules look at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Said {
    external: Option<Number>,
    email: Option<Number>,
    phone: Option<Number>,
    pub facts: u32,
    pub stream: u32,
}

/// The number of an identifier, from 1.
pub(super) type Number = std::num::NonZeroU32;

impl Said {
    /// In the order in which they count.
    pub fn identifiers(&self) -> impl Iterator<Item = AddressKey> {
        [self.external, self.email, self.phone].into_iter().flatten().map(key)
    }

    pub fn email(&self) -> Option<AddressKey> {
        self.email.map(key)
    }

    pub fn first(&self) -> Number {
        self.external.or(self.email).or(self.phone).expect("a contact is identified")
    }
}

fn key(number: Number) -> AddressKey {
    AddressKey(u128::from(number.get()))
}

/// What the rules look at besides who it is; the same for most people.
#[derive(Debug, Clone, Default)]
pub(super) struct Facts {
    pub zone: Option<Zone>,
    pub phone_zones: Option<Vec<Zone>>,
    pub preferred_channel: Option<Channel>,
    /// Without source and time.
    pub consents: Vec<intake::consent::Consent>,
    /// Why nothing more goes to the address, as it stands today.
    pub stops: Vec<rules::address::Suppression>,
}

/// The business said that an order was cancelled.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Cancellation {
    pub storefront: String,
    pub reference: String,
    pub at: Timestamp,
}

/// A history that is being told.
#[derive(Default)]
pub struct Gathering {
    seed: u64,
    history: History,
    numbers: HashMap<[u32; 2], Number>,
    /// Of each identifier the one that stands for its circle.
    circles: Circles,
    /// What was last said of each identifier.
    latest: Vec<u32>,
    fact_names: BTreeMap<String, u32>,
}

/// Orders, circle by circle.
#[derive(Default)]
pub struct History {
    pub(super) streams: Vec<Stream>,
    pub(super) said: Vec<Said>,
    pub(super) facts: Vec<Facts>,
    pub(super) orders: Vec<Order>,
    /// Of each of `said` the number of its circle; they rise.
    circle: Vec<u32>,
    /// Sorted.
    cancelled: Vec<(Lot, String, Timestamp)>,
}

impl Gathering {
    /// By the seed of the [`Crowd`](super::Crowd) that answers.
    pub fn new(seed: u64) -> Self {
        Self { seed, ..Self::default() }
    }

    /// An order, with what stands against writing to its customer.
    pub fn add(&mut self, event: &Event, stops: &[rules::address::Suppression]) {
        let said = self.said(event, stops);
        let has_products = event.details.as_deref().is_some_and(names_products);
        self.history.orders.push(Order {
            at: event.occurred_at.as_millisecond(),
            lot: Lot::of(self.seed, &event.reference),
            said,
            of_event: OfEvent::new(event.activation_date, has_products),
        });
    }

    pub fn cancel(&mut self, cancellation: Cancellation) {
        let Cancellation { storefront, reference, at } = cancellation;
        self.history.cancelled.push((Lot::of(self.seed, &reference), storefront, at));
    }

    pub fn len(&self) -> usize {
        self.history.orders.len()
    }

    pub fn is_empty(&self) -> bool {
        self.history.orders.is_empty()
    }

    fn said(&mut self, event: &Event, stops: &[rules::address::Suppression]) -> u32 {
        let contact = &event.contact;
        let external = contact.external_id.as_deref().map(|text| self.number("external_id", text));
        let email = contact.email.as_ref().map(|email| self.number("email", &email.as_str().to_lowercase()));
        let phone = contact.phone.as_ref().map(|phone| self.number("phone", phone.as_str()));
        let said = Said { external, email, phone, facts: self.facts(contact, stops), stream: self.stream(event) };
        let first = said.first();
        for other in [external, email, phone].into_iter().flatten() {
            self.circles.join(first, other);
        }
        let latest = self.latest[place(first)];
        if self.history.said.get(index(latest)) == Some(&said) {
            return latest;
        }
        let new = count(self.history.said.len());
        self.history.said.push(said);
        self.latest[place(first)] = new;
        new
    }

    fn number(&mut self, kind: &str, text: &str) -> Number {
        let mut hasher = DefaultHasher::new();
        (kind, text).hash(&mut hasher);
        let hash = hasher.finish();
        let halves = [hash >> 32, hash & u64::from(u32::MAX)].map(|half| u32::try_from(half).expect("half of 64 bits"));
        let next = Number::MIN.saturating_add(count(self.latest.len()));
        let number = *self.numbers.entry(halves).or_insert(next);
        if number == next {
            self.latest.push(u32::MAX);
            self.circles.add();
        }
        number
    }

    fn stream(&mut self, event: &Event) -> u32 {
        let is_it = |stream: &Stream| {
            stream.storefront == event.storefront
                && stream.event_type == event.event_type
                && stream.from_file == event.from_file
        };
        let streams = &mut self.history.streams;
        let known = streams.iter().position(is_it);
        count(known.unwrap_or_else(|| {
            streams.push(Stream {
                storefront: event.storefront.clone(),
                event_type: event.event_type.clone(),
                from_file: event.from_file,
            });
            streams.len() - 1
        }))
    }

    fn facts(&mut self, contact: &intake::contact::Contact, stops: &[rules::address::Suppression]) -> u32 {
        let name = fact_name(contact, stops);
        if let Some(&known) = self.fact_names.get(&name) {
            return known;
        }
        let new = count(self.history.facts.len());
        let plain = |consent: &intake::consent::Consent| intake::consent::Consent {
            source: String::new(),
            at: Timestamp::UNIX_EPOCH,
            ..consent.clone()
        };
        self.history.facts.push(Facts {
            zone: contact.time_zone.clone(),
            phone_zones: contact.phone.as_ref().map(intake::phone::Phone::zones),
            preferred_channel: contact.preferred_channel,
            consents: contact.consents.iter().map(plain).collect(),
            stops: stops.to_vec(),
        });
        self.fact_names.insert(name, new);
        new
    }

    /// The history as it is played.
    pub fn finish(self) -> History {
        let Self { mut history, mut circles, numbers, latest, .. } = self;
        drop((numbers, latest));
        circles.join_orders(&history);
        let order = history.number_circles(&mut circles);
        drop(circles);
        for one in &mut history.orders {
            one.said = order[index(one.said)];
        }
        let circle = &history.circle;
        // Stable: what happened at one instant stays in the order in which it was told.
        history.orders.sort_by(|one, other| {
            let same = one.said == other.said;
            let by_circle = || circle[index(one.said)].cmp(&circle[index(other.said)]);
            (if same { std::cmp::Ordering::Equal } else { by_circle() }).then(one.at.cmp(&other.at))
        });
        history.cancelled.sort_unstable();
        history
    }
}

impl History {
    /// How many orders.
    pub fn len(&self) -> usize {
        self.orders.len()
    }

    pub fn is_empty(&self) -> bool {
        self.orders.is_empty()
    }

    /// The first and the last time at which something happened.
    pub fn span(&self) -> Option<(Timestamp, Timestamp)> {
        let first = self.orders.iter().min_by_key(|order| order.at)?;
        let last = self.orders.iter().max_by_key(|order| order.at)?;
        Some((first.occurred_at(), last.occurred_at()))
    }

    /// What happened to each circle.
    pub(super) fn circles(&self) -> impl Iterator<Item = &[Order]> {
        self.orders.chunk_by(|one, other| self.circle[index(one.said)] == self.circle[index(other.said)])
    }

    /// What happened to all of them together.
    pub(super) fn by_time(&self) -> Vec<Order> {
        let mut orders = self.orders.clone();
        orders.sort_by_key(|order| order.at);
        orders
    }

    /// When an order was cancelled.
    pub(super) fn cancelled(&self, lot: Lot) -> impl Iterator<Item = (&str, Timestamp)> {
        let from = self.cancelled.partition_point(|(other, ..)| *other < lot);
        let of_lot = self.cancelled[from..].iter().take_while(move |(other, ..)| *other == lot);
        of_lot.map(|(_, storefront, at)| (storefront.as_str(), *at))
    }

    /// Sorts what was said by circle; answers the new number of each.
    fn number_circles(&mut self, circles: &mut Circles) -> Vec<u32> {
        let of: Vec<_> = self.said.iter().map(|said| circles.of(said.first()).get()).collect();
        let mut sorted: Vec<_> = (0..count(self.said.len())).collect();
        sorted.sort_unstable_by_key(|&said| (of[index(said)], said));
        self.circle = sorted.iter().map(|&said| of[index(said)]).collect();
        self.said = sorted.iter().map(|&said| self.said[index(said)]).collect();
        let mut renumbered = vec![0; sorted.len()];
        for (new, old) in sorted.into_iter().enumerate() {
            renumbered[index(old)] = count(new);
        }
        renumbered
    }
}

/// What tells facts apart, without personal data.
fn fact_name(contact: &intake::contact::Contact, stops: &[rules::address::Suppression]) -> String {
    use std::fmt::Write;
    let mut name = String::new();
    let zone = contact.time_zone.as_ref().map_or("", Zone::name);
    let channel = contact.preferred_channel.map_or("", Channel::as_str);
    let mut write = || {
        write!(name, "{zone} {channel}")?;
        if let Some(phone) = &contact.phone {
            phone.zones().iter().try_for_each(|zone| write!(name, " +{}", zone.name()))?;
            name.push('.');
        }
        for consent in &contact.consents {
            write!(name, " {} {} {:?}", consent.channel.as_str(), Basis::as_str(consent.basis), consent.purposes)?;
        }
        stops.iter().try_for_each(|stop| write!(name, " {stop:?}"))
    };
    write().expect("writing to a string does not fail");
    name
}

pub(super) fn place(number: Number) -> usize {
    index(number.get() - 1)
}

pub(super) fn index(number: u32) -> usize {
    usize::try_from(number).expect("a number of 32 bits is a place in memory")
}

pub(super) fn count(number: usize) -> u32 {
    u32::try_from(number).expect("a history in memory has fewer than 2^32 of anything")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_keeps_its_activation_date_beside_its_products() {
        for date in [None, Some(EPOCH), Some(Date::MIN), Some(Date::MAX), Some(Date::constant(2026, 3, 10))] {
            for has_products in [true, false] {
                let kept = OfEvent::new(date, has_products);
                assert_eq!((kept.activation_date(), kept.has_products()), (date, has_products));
            }
        }
        assert_eq!(size_of::<Order>(), 24);
    }
}
