//! The provider: a way out that fails in every way a real one does, and keeps its own books of what it accepted.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use afterword::engine::hand_over::{Channel, Ends, Handed, Parcel, at_once};
use jiff::Timestamp;
use rules::id::MessageId;
use rules::settle::Ended;

use crate::draw::Draw;

/// What the provider accepted, whatever it answered.
#[derive(Debug, Clone)]
pub struct Accepted {
    pub message: MessageId,
    /// By the clock of the node that handed it over.
    pub at: Timestamp,
}

/// How many parcels it takes at once.
pub const ROOM: usize = 4;

#[derive(Debug)]
pub struct Provider(Mutex<Books>);

struct Books {
    draw: Draw,
    /// Set before each hand-over.
    now: Timestamp,
    faulty: bool,
    accepted: Vec<Accepted>,
    answers: BTreeMap<MessageId, Vec<&'static str>>,
    /// What must never happen to a provider.
    wrongs: Vec<String>,
}

/// What becomes of one parcel.
#[derive(Debug, Clone, Copy)]
enum Fate {
    Answered(Ended),
    /// Nothing is heard of it again.
    Unknown {
        accepted: bool,
    },
    /// As before, and the channel does not even name it.
    Silent {
        accepted: bool,
    },
}

const FATES: &[(usize, Fate)] = &[
    (60, Fate::Answered(Ended::Accepted)),
    (4, Fate::Answered(Ended::AddressRefused)),
    (4, Fate::Answered(Ended::Refused)),
    (18, Fate::Answered(Ended::RetrySafe)),
    (4, Fate::Unknown { accepted: true }),
    (4, Fate::Unknown { accepted: false }),
    (3, Fate::Silent { accepted: true }),
    (3, Fate::Silent { accepted: false }),
];

impl Provider {
    pub fn new(seed: u64, now: Timestamp) -> Self {
        Self(Mutex::new(Books {
            draw: Draw::new(seed, 2),
            now,
            faulty: true,
            accepted: Vec::new(),
            answers: BTreeMap::new(),
            wrongs: Vec::new(),
        }))
    }

    pub fn tell(&self, now: Timestamp) {
        self.books(|books| books.now = now);
    }

    /// From now on it accepts everything.
    pub fn mend(&self) {
        self.books(|books| books.faulty = false);
    }

    pub fn accepted(&self) -> Vec<Accepted> {
        self.books(|books| books.accepted.clone())
    }

    pub fn wrongs(&self) -> Vec<String> {
        self.books(|books| books.wrongs.clone())
    }

    /// All that it answered, for the trace: the messages in order, each with what it was told.
    pub fn answers(&self) -> Vec<String> {
        self.books(|books| books.answers.values().map(|answers| answers.join("; ")).collect())
    }

    fn books<T>(&self, with: impl FnOnce(&mut Books) -> T) -> T {
        with(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Books {
    fn take(&mut self, parcels: &[Parcel]) -> Vec<Handed> {
        if parcels.len() > ROOM {
            self.wrongs.push(format!("V9: {} parcels at once, there is room for {ROOM}", parcels.len()));
        }
        parcels.iter().filter_map(|parcel| self.take_one(parcel)).collect()
    }

    fn take_one(&mut self, parcel: &Parcel) -> Option<Handed> {
        let fate = if self.faulty { self.draw.weighted(FATES) } else { Fate::Answered(Ended::Accepted) };
        let (accepted, ended) = match fate {
            Fate::Answered(ended) => (ended == Ended::Accepted, Some(ended)),
            Fate::Unknown { accepted } => (accepted, Some(Ended::Unknown)),
            Fate::Silent { accepted } => (accepted, None),
        };
        if parcel.letter.message_id != parcel.message.to_string() {
            self.wrongs.push(format!("{} goes under the name {}", parcel.message, parcel.letter.message_id));
        }
        if accepted {
            if self.accepted.iter().any(|known| known.message == parcel.message) {
                self.wrongs.push(format!("V2: {} was accepted twice", parcel.message));
            }
            self.accepted.push(Accepted { message: parcel.message, at: self.now });
        }
        self.answers.entry(parcel.message).or_default().push(word(accepted, ended));
        ended.map(|ended| Handed { message: parcel.message, ended, text: None })
    }
}

fn word(accepted: bool, ended: Option<Ended>) -> &'static str {
    match (ended, accepted) {
        (Some(Ended::Accepted), _) => "accepted",
        (Some(Ended::AddressRefused), _) => "address refused",
        (Some(Ended::Refused), _) => "refused",
        (Some(Ended::RetrySafe), _) => "retry-safe",
        (Some(Ended::Unknown), true) => "unknown, accepted",
        (Some(Ended::Unknown), false) => "unknown, lost",
        (None, true) => "silent, accepted",
        (None, false) => "silent, lost",
    }
}

impl Channel for Provider {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends {
        at_once(self.books(|books| books.take(&parcels)))
    }

    fn room(&self, _coming: usize) -> usize {
        ROOM
    }
}

impl std::fmt::Debug for Books {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(out, "{} accepted", self.accepted.len())
    }
}
