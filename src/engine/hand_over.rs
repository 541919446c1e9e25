//! hand_over: committed attempts go to the provider, and how each ended comes back.

use std::collections::BTreeMap;
use std::fmt::Debug;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rules::id::MessageId;
use rules::settle::Ended;
use tokio::sync::mpsc;

use super::Engine;
use super::commit::Attempt;
use super::letter::Letter;
use crate::delivery::{Resting, SenderCheck};

/// A provider call starts within this time of its commit, or not at all (trust 1).
pub const START_WITHIN: SignedDuration = SignedDuration::from_secs(10);

/// What a channel is given.
#[derive(Debug, Clone)]
pub struct Parcel {
    pub message: MessageId,
    pub letter: Arc<Letter>,
}

/// How one attempt ended; the text is for the business and holds no personal data.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Handed {
    pub message: MessageId,
    pub ended: Ended,
    pub text: Option<String>,
}

/// Ends, in the order in which they become known. What is missing when it closes has an unknown one.
pub type Ends = mpsc::UnboundedReceiver<Handed>;

/// Ends that are known already.
pub fn at_once(handed: Vec<Handed>) -> Ends {
    let (told, ends) = mpsc::unbounded_channel();
    for one in handed {
        told.send(one).expect("the other end is in this function");
    }
    ends
}

/// A way out of the house. It never decides; it answers for every parcel it was given.
pub trait Channel: Debug + Send + Sync {
    fn hand_over(&self, parcels: Vec<Parcel>) -> Ends;

    /// How many messages it takes at once without one waiting for long, when `coming` are on their way to it already.
    fn room(&self, coming: usize) -> usize;

    /// How receivers judge what goes out this way; none where it is no mail.
    fn senders(&self) -> Option<&SenderCheck> {
        None
    }

    /// The relays that take nothing for the moment.
    fn resting(&self) -> Vec<Resting> {
        Vec::new()
    }
}

/// An attempt whose end is known, on its way into the database.
#[derive(Debug, Clone)]
pub struct Finished {
    pub attempt: Attempt,
    pub ended: Ended,
    pub text: Option<String>,
}

/// Attempts in a channel's hands.
#[derive(Debug)]
pub struct HandingOver {
    open: BTreeMap<MessageId, Attempt>,
    ends: Ends,
    given_up: Vec<Finished>,
}

impl HandingOver {
    /// Those that have ended since it was asked last, so that none waits for a slow one; `None` when all have. May be
    /// dropped while it waits.
    pub async fn next(&mut self) -> Option<Vec<Finished>> {
        if !self.given_up.is_empty() {
            return Some(std::mem::take(&mut self.given_up));
        }
        while !self.open.is_empty() {
            let mut handed = Vec::new();
            if self.ends.recv_many(&mut handed, usize::MAX).await == 0 {
                // A channel that says nothing of a parcel leaves its fate unknown.
                let silent = std::mem::take(&mut self.open).into_values();
                return Some(silent.map(|attempt| Finished { attempt, ended: Ended::Unknown, text: None }).collect());
            }
            let finished: Vec<_> = handed.into_iter().filter_map(|handed| self.finish(handed)).collect();
            if !finished.is_empty() {
                return Some(finished);
            }
        }
        None
    }

    fn finish(&mut self, handed: Handed) -> Option<Finished> {
        let attempt = self.open.remove(&handed.message)?;
        Some(Finished { attempt, ended: handed.ended, text: handed.text })
    }
}

impl Engine {
    /// Hands attempts over. What was committed too long ago is given up untouched and planned anew.
    pub fn begin_hand_over(&self, now: Timestamp, attempts: Vec<Attempt>) -> HandingOver {
        let (timely, late): (Vec<_>, Vec<_>) =
            attempts.into_iter().partition(|attempt| now <= attempt.message.committed_at + START_WITHIN);
        let parcels = timely.iter().filter_map(|attempt| {
            Some(Parcel { message: attempt.message.id, letter: Arc::clone(attempt.letter.as_ref()?) })
        });
        let ends = self.channel.hand_over(parcels.collect());
        let text = Some("given up: not started within 10 seconds".to_owned());
        let given_up = |attempt| Finished { attempt, ended: Ended::RetrySafe, text: text.clone() };
        HandingOver {
            open: timely.into_iter().map(|attempt| (attempt.message.id, attempt)).collect(),
            ends,
            given_up: late.into_iter().map(given_up).collect(),
        }
    }

    /// Hands attempts over and waits for the end of each.
    pub async fn hand_over(&self, now: Timestamp, attempts: Vec<Attempt>) -> Vec<Finished> {
        let mut handing_over = self.begin_hand_over(now, attempts);
        let mut finished = Vec::new();
        while let Some(more) = handing_over.next().await {
            finished.extend(more);
        }
        finished
    }
}
