//! Circles: who is played together, because they share an identifier or an order.

use std::collections::{BTreeMap, BTreeSet};

use super::crowd::Lot;
use super::history::{History, Number, count, index, place};

/// Which identifiers belong together: each points towards the one that stands for its circle.
#[derive(Default)]
pub(super) struct Circles(Vec<u32>);

impl Circles {
    pub fn add(&mut self) {
        self.0.push(count(self.0.len()));
    }

    pub fn of(&mut self, number: Number) -> Number {
        let mut at = place(number);
        while index(self.0[at]) != at {
            let next = self.0[index(self.0[at])];
            self.0[at] = next;
            at = index(next);
        }
        Number::MIN.saturating_add(count(at))
    }

    pub fn join(&mut self, one: Number, other: Number) {
        let (one, other) = (self.of(one), self.of(other));
        self.0[place(one.max(other))] = count(place(one.min(other)));
    }

    /// People who share an order share a circle: an order is known by its number, and has one reminder.
    pub fn join_orders(&mut self, history: &History) {
        let mut lots: Vec<_> = history.orders.iter().map(|order| order.lot).collect();
        lots.sort_unstable();
        let shared: BTreeSet<_> = lots.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0]).collect();
        drop(lots);
        if shared.is_empty() {
            return;
        }
        let mut owners: BTreeMap<Lot, Number> = BTreeMap::new();
        for order in history.orders.iter().filter(|order| shared.contains(&order.lot)) {
            let number = history.said[index(order.said)].first();
            self.join(*owners.entry(order.lot).or_insert(number), number);
        }
    }
}
