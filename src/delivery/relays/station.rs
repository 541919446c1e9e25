//! One relay among several: what it has in hand, and whether it is awake, rests or is tried again.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use crate::delivery::patience::pass;
use crate::delivery::smtp::{CLOSING, Rate, Smtp};
use crate::delivery::{Outcome, Phase, Trouble};

/// Mails that one connection is given at once.
const A_CONNECTION: usize = 25;
/// Mails with which a relay is tried when its rest is over.
const A_PROBE: usize = 1;
/// The first rest; each failure after it doubles it.
const SHORTEST_REST: Duration = Duration::from_secs(30);
const LONGEST_REST: Duration = Duration::from_secs(300);

pub(super) struct Station {
    pub smtp: Smtp,
    name: String,
    connections: usize,
    rate: Option<Rate>,
    life: Arc<Mutex<Life>>,
}

struct Life {
    state: State,
    /// Why it rests or is tried again; empty while it is awake.
    why: String,
    /// Rests since it last took a mail.
    rests: u32,
    /// Mails that were handed over and have no outcome yet.
    held: usize,
    /// What it is owed when mails are dealt, in parts of its room.
    credit: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    Awake,
    Resting,
    /// Its rest is over: it may be tried.
    Rested,
    /// It is being tried.
    Probed,
}

/// What a relay takes now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Room {
    pub mails: usize,
    /// Limited by a rate, so that what is under way counts.
    pub is_paced: bool,
}

impl Station {
    pub fn new(name: String, connections: usize, rate: Option<Rate>, smtp: Smtp) -> Self {
        let life = Life { state: State::Awake, why: String::new(), rests: 0, held: 0, credit: 0 };
        Self { smtp, name, connections, rate, life: Arc::new(Mutex::new(life)) }
    }

    /// Where it is.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Never more than 5 s of its rate, as a mail must begin soon after its attempt was committed (trust.md 1).
    pub fn room(&self) -> Room {
        let life = self.life();
        let connections = self.connections * A_CONNECTION;
        let ahead = self.rate.map(|rate| rate.ahead().saturating_sub(life.held));
        let mails = ahead.unwrap_or(connections).min(connections);
        let mails = match life.state {
            State::Awake => mails,
            State::Rested => mails.min(A_PROBE),
            State::Resting | State::Probed => 0,
        };
        Room { mails, is_paced: self.rate.is_some() }
    }

    /// Whether mails may be dealt to it.
    pub fn takes(&self) -> bool {
        matches!(self.life().state, State::Awake | State::Rested)
    }

    /// Why it is left alone; none while it is awake.
    pub fn trouble(&self) -> Option<String> {
        let life = self.life();
        (life.state != State::Awake).then(|| life.why.clone())
    }

    /// Whether it is awake, and its credit.
    pub fn standing(&self) -> (bool, i64) {
        let life = self.life();
        (life.state == State::Awake, life.credit)
    }

    /// Mails were dealt; what was only tried is being probed from here on.
    pub fn dealt(&self, credit: i64, is_probe: bool) {
        let mut life = self.life();
        life.credit = credit;
        if is_probe {
            life.state = State::Probed;
        }
    }

    /// A share that it has in hand from now on.
    pub fn hold(&self, mails: usize) -> Held<'_> {
        self.life().held += mails;
        Held { station: self, open: mails, has_ended: false }
    }

    /// It takes mails: it is awake, and its next rest is a short one.
    fn wake(&self) {
        let mut life = self.life();
        if life.state != State::Awake {
            tracing::info!(relay = self.name, "the relay takes mail again");
        }
        (life.state, life.rests) = (State::Awake, 0);
        life.why.clear();
    }

    /// It failed: it is left alone for a while. What fails while it rests was under way before.
    fn rest(&self, why: &Outcome) {
        let mut life = self.life();
        if matches!(life.state, State::Resting | State::Rested) {
            return;
        }
        let time = SHORTEST_REST.saturating_mul(1 << life.rests.min(10)).min(LONGEST_REST);
        life.state = State::Resting;
        life.why = why.to_string();
        life.rests += 1;
        life.credit = 0;
        drop(life);
        tracing::warn!(relay = self.name, seconds = time.as_secs(), %why, "the relay is left alone for a while");
        tokio::spawn(rest_over(Arc::clone(&self.life), time));
    }

    /// It took no whole mail: where it was only tried, it rests again.
    fn doubt(&self, outcome: &Outcome) {
        let is_probed = self.life().state == State::Probed;
        if is_probed && !is_over(outcome) {
            self.rest(outcome);
        }
    }

    /// Nothing in here panics half-way through a change, so a poisoned life is still a whole one.
    fn life(&self) -> MutexGuard<'_, Life> {
        self.life.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn rest_over(life: Arc<Mutex<Life>>, time: Duration) {
    pass(time).await;
    let mut life = life.lock().unwrap_or_else(PoisonError::into_inner);
    if life.state == State::Resting {
        life.state = State::Rested;
    }
}

/// A share in a relay's hands.
pub(super) struct Held<'a> {
    station: &'a Station,
    /// Mails without an outcome.
    open: usize,
    /// One at least was carried to an end, so that the relay is busy and no worse.
    has_ended: bool,
}

impl Held<'_> {
    /// Outcomes of some of its mails.
    pub fn heard(&mut self, ended: &[(String, Outcome)]) {
        self.open -= ended.len();
        self.station.life().held -= ended.len();
        for (_, outcome) in ended {
            self.has_ended |= !is_late(outcome);
            match outcome {
                Outcome::Accepted { .. } | Outcome::Refused { .. } => self.station.wake(),
                failed if is_away(failed) || (is_late(failed) && !self.has_ended) => self.station.rest(failed),
                Outcome::RetrySafe { trouble: Trouble::Said(_), phase } if *phase >= Phase::Mail => self.station.wake(),
                other => self.station.doubt(other),
            }
        }
    }
}

impl Drop for Held<'_> {
    /// What has no outcome was lost with its connection, or nobody waits for it.
    fn drop(&mut self) {
        let mut life = self.station.life();
        life.held -= self.open;
        if self.open > 0 && life.state == State::Probed {
            life.state = State::Rested;
        }
    }
}

/// The relay cannot be reached, does not greet or encrypt, does not know us, or is closing.
fn is_away(outcome: &Outcome) -> bool {
    let stopped_before = |phase: Phase| phase > Phase::Queue && phase < Phase::Mail;
    matches!(outcome, Outcome::RetrySafe { phase, .. } if stopped_before(*phase)) || is_closing(outcome)
}

/// "Service not available" before any of the content went.
pub(super) fn is_closing(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::RetrySafe { phase: Phase::Mail | Phase::Rcpt | Phase::Data, trouble: Trouble::Said(said) } if said.code == CLOSING)
}

fn is_late(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::RetrySafe { phase: Phase::Queue, trouble: Trouble::Late })
}

/// The program is closing, which says nothing about the relay.
fn is_over(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::RetrySafe { trouble: Trouble::Closing, .. })
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::delivery::Patience;
    use crate::delivery::smtp::Relay;

    pub(in crate::delivery::relays) fn station(options: &str) -> Station {
        let relay = Relay::parse(&format!("smtp://relay.example?{options}")).unwrap();
        let (connections, rate) = (relay.connections, relay.rate);
        Station::new(relay.to_string(), connections, rate, Smtp::new(relay, Patience::default()).unwrap())
    }

    fn safe(phase: Phase, trouble: Trouble) -> Outcome {
        Outcome::RetrySafe { phase, trouble }
    }

    fn hear(station: &Station, outcome: Outcome) {
        station.hold(1).heard(&[("m".to_owned(), outcome)]);
    }

    fn probe(station: &Station, outcome: Outcome) {
        assert_eq!(station.room().mails, A_PROBE);
        station.dealt(0, true);
        assert_eq!(station.room().mails, 0, "one trial at a time");
        hear(station, outcome);
    }

    #[tokio::test(start_paused = true)]
    async fn a_relay_rests_longer_each_time_and_wakes_when_it_takes_a_mail() {
        let station = station("connections=2");
        let away = || safe(Phase::Connect, Trouble::Silence);
        assert_eq!(station.room().mails, 50);
        hear(&station, away());
        for seconds in [30, 60, 120, 240, 300, 300] {
            hear(&station, away());
            pass(Duration::from_secs(seconds) - Duration::from_millis(5)).await;
            assert_eq!(station.room().mails, 0, "{seconds} s");
            assert!(station.trouble().unwrap().contains("while connecting"));
            pass(Duration::from_millis(10)).await;
            probe(&station, away());
        }
        pass(LONGEST_REST + Duration::from_millis(5)).await;
        let unknown = Outcome::Unknown { trouble: Trouble::Silence };
        probe(&station, unknown);
        pass(LONGEST_REST + Duration::from_millis(5)).await;
        station.dealt(0, true);
        station.wake();
        assert_eq!((station.room().mails, station.trouble()), (50, None));
        hear(&station, away());
        pass(SHORTEST_REST + Duration::from_millis(5)).await;
        assert_eq!(station.room().mails, A_PROBE, "its next rest is a short one");
    }

    #[tokio::test(start_paused = true)]
    async fn only_what_says_something_about_the_relay_makes_it_rest() {
        let late = || safe(Phase::Queue, Trouble::Late);
        for (outcome, rests) in [
            (safe(Phase::Greeting, Trouble::Garbage), true),
            (safe(Phase::Auth, Trouble::Lacking("AUTH PLAIN or AUTH LOGIN")), true),
            (late(), true),
            (safe(Phase::Mail, Trouble::Dropped), false),
            (safe(Phase::Body, Trouble::Silence), false),
            (safe(Phase::Queue, Trouble::Closing), false),
            (Outcome::Unknown { trouble: Trouble::Silence }, false),
        ] {
            let station = station("");
            hear(&station, outcome.clone());
            assert_eq!(!station.takes(), rests, "{outcome}");
        }
        let busy = station("");
        let ended = |outcome| ("m".to_owned(), outcome);
        busy.hold(3).heard(&[ended(safe(Phase::Body, Trouble::Dropped)), ended(late()), ended(late())]);
        assert!(busy.takes(), "it had its hands full");
    }

    #[tokio::test(start_paused = true)]
    async fn a_trial_that_nobody_waits_for_is_made_again() {
        let station = station("");
        hear(&station, safe(Phase::Tls, Trouble::Silence));
        pass(SHORTEST_REST + Duration::from_millis(5)).await;
        station.dealt(0, true);
        drop(station.hold(1));
        assert_eq!(station.room().mails, A_PROBE);
    }
}
