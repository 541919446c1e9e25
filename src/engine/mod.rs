//! engine runs: `take_in` plans what is reported, `tick` sends what is due, and everything that stops a message is here.
//!
//! A due message goes through claim, commit, hand-over and settle (trust 1). Each is a function of its own; `run.rs`
//! alone decides when they happen, and alone sleeps.

pub mod account;
mod anew;
pub mod answer_mails;
pub mod answers;
pub mod application;
mod bases;
mod brake;
pub mod calendar;
pub mod claim;
pub mod commit;
mod dues;
pub mod duties;
pub mod email;
pub mod erase;
pub mod erasures;
pub mod error;
pub mod explain;
pub mod export;
pub mod first_run;
pub mod gather;
mod guards;
pub mod hand_invites;
pub mod hand_over;
mod holdout;
mod in_flight;
pub mod invite;
pub mod learned;
pub mod letter;
pub mod notice;
pub mod orders;
pub mod outlook;
pub mod people;
mod planning;
pub mod plans;
pub mod preferences;
pub mod products;
pub mod queue;
pub mod queue_change;
pub mod recipient;
pub mod recover;
mod registry;
pub mod reminder_report;
mod reopen;
pub mod routing;
pub mod run;
pub mod sandbox;
pub mod search;
pub mod sending_hours;
pub mod settle;
pub mod simulate;
pub mod startup;
pub mod switches;
pub mod take_in;
pub mod templates;
pub mod trial;
pub mod unsubscribe;
pub mod visits;
mod waves;

use std::sync::Arc;

use jiff::Timestamp;

use self::claim::Heads;
use crate::secret::Secret;
use crate::store::{self, Store};
use crate::world::World;

pub use error::Error;
pub use hand_over::Channel;

/// One node: a database, a world, and a way out. Cheap to clone.
#[derive(Clone)]
pub struct Engine {
    pub store: Store,
    pub world: World,
    pub secret: Secret,
    pub settings: Arc<Settings>,
    pub channel: Arc<dyn Channel>,
    /// Where this node goes on claiming.
    pub heads: Heads,
}

/// What a node is told when it starts.
#[derive(Debug, Clone)]
pub struct Settings {
    /// This node's name in leases.
    pub owner: String,
    /// Where recipients reach this installation, without a slash at the end.
    pub public_url: String,
}

impl Settings {
    /// The path below which everything is served: of `https://shop.example/ask` it is `/ask`, mostly it is empty.
    pub fn base_path(&self) -> String {
        let (_, rest) = self.public_url.split_once("://").unwrap_or_default();
        rest.split_once('/').map(|(_, path)| format!("/{path}")).unwrap_or_default()
    }
}

impl Engine {
    /// Now: by the database's clock where it has one, so that all nodes agree (V9).
    ///
    /// # Errors
    /// [`store::Error::Unavailable`] where the database does not answer.
    pub async fn now(&self) -> Result<Timestamp, store::Error> {
        match &self.world.clock {
            crate::world::Clock::System => self.store.now(self.world.clock.now()).await,
            told @ crate::world::Clock::Told(_) => Ok(told.now()),
        }
    }
}
