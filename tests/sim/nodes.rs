//! Nodes: engines over the same database, moved one step at a time, so that anything can happen in between.

use std::sync::Arc;

use afterword::engine::claim::{Claimed, Heads};
use afterword::engine::commit::Attempt;
use afterword::engine::duties::DUTIES;
use afterword::engine::hand_over::Finished;
use afterword::engine::{Engine, Settings};
use afterword::secret::Secret;
use afterword::store::Error;
use jiff::{SignedDuration, Timestamp};

use crate::provider::ROOM;
use crate::safety;
use crate::world::{Broken, World};

pub struct Node {
    pub engine: Engine,
    pub stage: Stage,
    /// How far its clock is off, within what nodes tolerate (V9).
    off: SignedDuration,
}

/// How far a node's round has come; all of it is forgotten when the node dies.
pub enum Stage {
    Idle,
    /// Claimed at a time that the node takes for now until it commits, as `Engine::tick` does.
    Claimed(Timestamp, Claimed),
    Committed(Vec<Attempt>),
    HandedOver(Vec<Finished>),
}

impl Stage {
    pub fn is_idle(&self) -> bool {
        matches!(self, Stage::Idle)
    }

    fn attempts(&self) -> Vec<&Attempt> {
        match self {
            Stage::Idle | Stage::Claimed(..) => Vec::new(),
            Stage::Committed(attempts) => attempts.iter().collect(),
            Stage::HandedOver(finished) => finished.iter().map(|one| &one.attempt).collect(),
        }
    }
}

impl Node {
    pub fn tell(&self, now: Timestamp) {
        self.engine.world.clock.tell(now + self.off);
    }

    pub fn now(&self) -> Timestamp {
        self.engine.world.clock.now()
    }
}

impl World {
    pub fn fresh_node(&mut self) -> Node {
        self.lives += 1;
        let chance = self.seed.wrapping_mul(1_000).wrapping_add(u64::try_from(self.lives).expect("few lives"));
        let settings = Settings { owner: format!("node-{}", self.lives), public_url: "https://ask.example".to_owned() };
        let engine = Engine {
            store: self.store.clone(),
            world: afterword::world::World::told(self.now, chance),
            secret: Secret::new([7; 32]),
            settings: Arc::new(settings),
            channel: Arc::<crate::provider::Provider>::clone(&self.provider),
            heads: Heads::default(),
        };
        let node =
            Node { engine, stage: Stage::Idle, off: SignedDuration::from_millis(self.draw.between(-2_000, 2_000)) };
        node.tell(self.now);
        node
    }

    /// A node dies in the middle of whatever it does, and another one comes up in its place.
    pub fn crash(&mut self, which: usize) {
        let name = self.nodes[which].engine.settings.owner.clone();
        self.note(format!("{name} crashes"));
        let fresh = self.fresh_node();
        self.nodes[which] = fresh;
    }

    /// Moves a node's round one step on.
    pub async fn step(&mut self, which: usize) -> Result<(), Broken> {
        let engine = self.nodes[which].engine.clone();
        let stage = std::mem::replace(&mut self.nodes[which].stage, Stage::Idle);
        let now = self.nodes[which].now();
        let name = engine.settings.owner.clone();
        let next = match stage {
            Stage::Idle => {
                let claimed = engine.claim(now, ROOM).await;
                let claimed = self.outcome(&format!("{name} claims"), claimed)?.and_then(|mut claimed| claimed.pop());
                claimed.map(|claimed| Stage::Claimed(now, claimed))
            }
            Stage::Claimed(at, claimed) => {
                let count = claimed.claims.len();
                let committed = engine.commit(at, claimed).await;
                let attempts = self.outcome(&format!("{name} commits of {count}"), committed)?;
                safety::check_commits(self).await?;
                attempts.filter(|attempts| !attempts.is_empty()).map(Stage::Committed)
            }
            Stage::Committed(attempts) => {
                self.provider.tell(now);
                let finished = engine.hand_over(now, attempts).await;
                let ends: Vec<_> = finished.iter().map(|one| one.ended).collect();
                self.note(format!("{name} hands over: {ends:?}"));
                safety::check_ledger(self)?;
                Some(Stage::HandedOver(finished))
            }
            Stage::HandedOver(finished) => {
                let settled = engine.settle(now, finished).await;
                self.outcome(&format!("{name} settles"), settled)?;
                None
            }
        };
        self.faults.disarm();
        self.nodes[which].stage = next.unwrap_or(Stage::Idle);
        Ok(())
    }

    /// A node's whole round, undisturbed but by the database.
    pub async fn round(&mut self, which: usize) -> Result<(), Broken> {
        loop {
            self.perhaps_fail();
            self.step(which).await?;
            if self.nodes[which].stage.is_idle() {
                return Ok(());
            }
        }
    }

    /// What a node does every few seconds beside its rounds: leases and duties.
    pub async fn care(&mut self, which: usize) -> Result<(), Broken> {
        let node = &self.nodes[which];
        let (engine, now) = (node.engine.clone(), node.now());
        let name = engine.settings.owner.clone();
        let in_flight: Vec<_> =
            node.stage.attempts().iter().map(|attempt| (attempt.account, attempt.message.id)).collect();
        let renewed = engine.renew(now, &in_flight).await;
        self.outcome(&format!("{name} renews {}", in_flight.len()), renewed)?;
        let recovered = engine.recover(now).await;
        self.outcome(&format!("{name} recovers"), recovered)?;
        for duty in DUTIES {
            let done = engine.do_duty(duty, now).await;
            self.outcome(&format!("{name} {}", duty.name), done)?;
        }
        self.faults.disarm();
        Ok(())
    }

    /// A failure of the database is part of the world; any other is a bug.
    fn outcome<T: Told>(&mut self, what: &str, outcome: Result<T, Error>) -> Result<Option<T>, Broken> {
        match outcome {
            Ok(value) => {
                // Where nothing happened there is nothing to tell.
                let told = value.told();
                if told != "0" && told != "done" {
                    self.note(format!("{what}: {told}"));
                }
                Ok(Some(value))
            }
            Err(Error::Unavailable(_)) => {
                self.note(format!("{what}: the database failed"));
                Ok(None)
            }
            Err(error) => Err(format!("{what}: {error}")),
        }
    }
}

/// What an outcome looks like in a trace: without ids.
trait Told {
    fn told(&self) -> String;
}

impl Told for usize {
    fn told(&self) -> String {
        self.to_string()
    }
}

impl Told for () {
    fn told(&self) -> String {
        "done".to_owned()
    }
}

impl Told for Vec<Claimed> {
    fn told(&self) -> String {
        self.iter().map(|claimed| claimed.claims.len()).sum::<usize>().to_string()
    }
}

impl Told for Vec<Attempt> {
    fn told(&self) -> String {
        let told = self.iter().map(|one| format!("{} try {}", one.message.role.as_str(), one.message.tries));
        format!("[{}]", told.collect::<Vec<_>>().join(", "))
    }
}
