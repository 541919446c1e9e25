//! Figures: what the worlds that were lived came to, as a table.

use std::collections::BTreeMap;
use std::fmt;

use crate::world::{NODES, World};

#[derive(Debug, Clone, Default)]
pub struct Figures {
    pub worlds: usize,
    steps: usize,
    reported: usize,
    acknowledged: usize,
    crashes: usize,
    /// Messages that the provider has by its own books.
    accepted: usize,
    /// How often it ended a hand-over in each way.
    ends: BTreeMap<String, usize>,
}

impl Figures {
    pub fn of(world: &World) -> Figures {
        let mut ends = BTreeMap::new();
        for answers in world.provider.answers() {
            for end in answers.split("; ") {
                *ends.entry(end.to_owned()).or_insert(0) += 1;
            }
        }
        Figures {
            worlds: 1,
            steps: world.size.steps,
            reported: world.reported.len(),
            acknowledged: world.acknowledged.len(),
            crashes: world.lives - NODES,
            accepted: world.provider.accepted().len(),
            ends,
        }
    }

    pub fn add(&mut self, other: &Figures) {
        self.worlds += other.worlds;
        self.steps += other.steps;
        self.reported += other.reported;
        self.acknowledged += other.acknowledged;
        self.crashes += other.crashes;
        self.accepted += other.accepted;
        for (end, count) in &other.ends {
            *self.ends.entry(end.clone()).or_insert(0) += count;
        }
    }
}

impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows = [
            ("worlds", self.worlds),
            ("happenings while everything may fail", self.steps),
            ("orders reported", self.reported),
            ("events acknowledged", self.acknowledged),
            ("nodes that died", self.crashes),
            ("mails that the provider has", self.accepted),
        ];
        writeln!(f, "| what | how many |\n| --- | --- |")?;
        rows.iter().try_for_each(|(what, count)| writeln!(f, "| {what} | {count} |"))?;
        self.ends.iter().try_for_each(|(end, count)| writeln!(f, "| handed over: {end} | {count} |"))
    }
}
