//! A faulty database: the store asks for a fault at the end of each transaction, and gets the one that was armed.

use std::sync::{Arc, Mutex, PoisonError};

use afterword::store::{Fault, Store};

use crate::support::databases::Database;

/// At most one fault is armed at a time; it strikes once.
#[derive(Clone, Default)]
pub struct Faults(Arc<Mutex<Option<Armed>>>);

struct Armed {
    /// Transactions that go through before it strikes.
    after: usize,
    fault: Fault,
}

impl Faults {
    pub fn arm(&self, after: usize, fault: Fault) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(Armed { after, fault });
    }

    pub fn disarm(&self) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = None;
    }

    fn strike(&self) -> Fault {
        let mut armed = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match armed.as_mut() {
            Some(waiting) if waiting.after > 0 => {
                waiting.after -= 1;
                Fault::None
            }
            _ => armed.take().map_or(Fault::None, |armed| armed.fault),
        }
    }
}

/// A store with one connection, whose transactions fail when they are told to.
pub fn open(database: &Database) -> (Store, Faults) {
    let faults = Faults::default();
    let striking = faults.clone();
    let config = database.config().with_faults(move |_| striking.strike());
    (Store::open(&config).expect("the database is there"), faults)
}
