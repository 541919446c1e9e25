//! Several relays: mails are dealt to those that are awake, and what one of them does not begin goes on to the next.
//!
//! A mail goes on only where nothing of it can have been accepted, and begins at its last relay within
//! [`Patience::start`] of being handed over, as with one relay (trust.md 1). An unknown outcome is never handed on.

mod deal;
mod station;

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{mpsc, watch};

use self::deal::deal;
use self::station::Station;
use super::patience::{Patience, pass, within};
use super::smtp::{Outcomes, Relay, Smtp, TlsError};
use super::{Outcome, Outgoing, Phase, Trouble};

/// The relays of an installation. Cheap to clone; all clones share them.
#[derive(Clone)]
pub struct Relays {
    stations: Arc<[Station]>,
    start: Duration,
}

/// A relay that does not take mails for the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resting {
    /// Where it is.
    pub relay: String,
    /// How the attempt ended because of which it is left alone, in English.
    pub why: String,
}

impl Relays {
    /// Opens no connection yet.
    ///
    /// # Errors
    /// [`TlsError`] when a relay's certificates cannot be loaded.
    pub fn new(relays: Vec<Relay>, patience: Patience) -> Result<Self, TlsError> {
        let stations = relays.into_iter().map(|relay| {
            let (name, connections, rate) = (relay.to_string(), relay.connections, relay.rate);
            Ok(Station::new(name, connections, rate, Smtp::new(relay, patience)?))
        });
        Ok(Self { stations: stations.collect::<Result<_, _>>()?, start: patience.start })
    }

    /// How many mails they take at once without one waiting for long, when `coming` are on their way already. What is
    /// under way counts where a rate limits every relay that is awake; else connections do, and a round follows another.
    #[must_use]
    pub fn room(&self, coming: usize) -> usize {
        let rooms = self.stations.iter().map(Station::room);
        let (room, is_paced) =
            rooms.fold((0, true), |(sum, all), room| (sum + room.mails, all && (room.is_paced || room.mails == 0)));
        if is_paced { room.saturating_sub(coming) } else { room }
    }

    /// The relays that are left alone for a while, because they failed.
    #[must_use]
    pub fn resting(&self) -> Vec<Resting> {
        let resting = |station: &Station| Some(Resting { relay: station.name().to_owned(), why: station.trouble()? });
        self.stations.iter().filter_map(resting).collect()
    }

    /// Hands over a batch. Each mail begins within [`Patience::start`] or comes back retry-safe.
    ///
    /// # Panics
    /// Outside a tokio runtime.
    #[must_use = "what becomes of the mails is told here and nowhere else"]
    pub fn hand_over(&self, mails: Vec<Outgoing>) -> Outcomes {
        let (told, outcomes) = mpsc::channel(mails.len().max(1));
        let (over, deadline) = watch::channel(());
        let (open, mut ended) = mpsc::channel::<Infallible>(1);
        let start = self.start;
        tokio::spawn(async move {
            match within(start, ended.recv()).await {
                None | Some(None) => drop(over),
                Some(Some(never)) => match never {},
            }
        });
        Journey { relays: self.clone(), told, deadline, _open: open }.go_on(mails, &[]);
        outcomes
    }

    /// Gives back what has not begun, lets what has begun end, and takes leave of the relays.
    pub async fn close(&self) {
        for station in &*self.stations {
            station.smtp.close().await;
        }
    }
}

impl fmt::Debug for Relays {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.stations.iter().map(Station::name)).finish()
    }
}

/// The way of one batch, from relay to relay.
#[derive(Clone)]
struct Journey {
    relays: Relays,
    told: mpsc::Sender<(String, Outcome)>,
    /// Closes when no mail may begin any more.
    deadline: watch::Receiver<()>,
    /// Never sent on: it closes when the last mail has its outcome.
    _open: mpsc::Sender<Infallible>,
}

impl Journey {
    /// Deals mails to relays that were not tried yet.
    fn go_on(&self, mails: Vec<Outgoing>, tried: &[usize]) {
        let (shares, left) = deal(&self.relays.stations, mails, tried);
        for mail in left {
            self.tell(mail.id, Outcome::RetrySafe { phase: Phase::Queue, trouble: Trouble::Resting });
        }
        for (at, share) in shares {
            tokio::spawn(self.clone().stay(at, share, [tried, &[at]].concat()));
        }
    }

    /// What relay `at` makes of its share; what it does not begin goes on at once.
    async fn stay(self, at: usize, share: Vec<Outgoing>, tried: Vec<usize>) {
        let station = &self.relays.stations[at];
        let mut held = station.hold(share.len());
        let is_last = tried.len() == self.relays.stations.len();
        // Kept only where there is somewhere to go on to.
        let mut kept: BTreeMap<_, _> =
            share.iter().filter(|_| !is_last).map(|mail| (mail.id.clone(), mail.clone())).collect();
        let mut outcomes = station.smtp.hand_over_until(share, self.late(is_last));
        let mut ended = Vec::new();
        while self.receive(&mut outcomes, &mut ended).await {
            held.heard(&ended);
            let mut back = Vec::new();
            for (id, outcome) in ended.drain(..) {
                match kept.remove(&id).filter(|_| may_go_on(&outcome) && !self.is_over()) {
                    Some(mail) => back.push((mail, outcome)),
                    None => self.tell(id, outcome),
                }
            }
            self.hand_on(back, &tried);
        }
    }

    /// What came back goes to relays that are awake; where there is none, its outcome is what the last relay said.
    fn hand_on(&self, back: Vec<(Outgoing, Outcome)>, tried: &[usize]) {
        if back.is_empty() {
            return;
        }
        let somewhere = self.relays.stations.iter().enumerate().any(|(at, one)| !tried.contains(&at) && one.takes());
        if somewhere {
            return self.go_on(back.into_iter().map(|(mail, _)| mail).collect(), tried);
        }
        back.into_iter().for_each(|(mail, outcome)| self.tell(mail.id, outcome));
    }

    /// The next outcomes; false when there are no more, or nobody waits for them.
    async fn receive(&self, outcomes: &mut Outcomes, ended: &mut Vec<(String, Outcome)>) -> bool {
        tokio::select! {
            count = outcomes.recv_many(ended, usize::MAX) => count > 0,
            () = self.told.closed() => false,
        }
    }

    /// Ends when a relay has had its time: half of it, while there is another one to go on to.
    fn late(&self, is_last: bool) -> impl Future<Output = ()> + Send + 'static {
        let (mut deadline, start) = (self.deadline.clone(), self.relays.start);
        async move {
            tokio::select! {
                () = pass(start / 2), if !is_last => {}
                _ = deadline.changed() => {}
            }
        }
    }

    fn is_over(&self) -> bool {
        self.deadline.has_changed().is_err()
    }

    fn tell(&self, id: String, outcome: Outcome) {
        if self.told.try_send((id, outcome)).is_err() {
            tracing::warn!("an outcome was not fetched; the attempt's lease will tell that it is missing");
        }
    }
}

/// The relay did not begin this mail, and another one may. A refusal is the recipient's or the mail's, and a no to its
/// envelope may be meant for it: neither is asked for twice.
fn may_go_on(outcome: &Outcome) -> bool {
    match outcome {
        Outcome::RetrySafe { trouble: Trouble::Closing, .. } => false,
        Outcome::RetrySafe { phase, .. } if *phase < Phase::Mail => true,
        outcome => station::is_closing(outcome),
    }
}
