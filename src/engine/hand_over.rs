//! hand_over: committed attempts go to the provider, and how each ended comes back.

use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rules::id::MessageId;
use rules::settle::Ended;

use super::Engine;
use super::commit::Attempt;
use super::letter::Letter;

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

pub type HandingOver<'a> = Pin<Box<dyn Future<Output = Vec<Handed>> + Send + 'a>>;

/// A way out of the house. It never decides; it answers for every parcel it was given.
pub trait Channel: Debug + Send + Sync {
    fn hand_over(&self, parcels: Vec<Parcel>) -> HandingOver<'_>;

    /// How many messages it takes at once without one waiting for long.
    fn room(&self) -> usize;
}

/// An attempt whose end is known, on its way into the database.
#[derive(Debug, Clone)]
pub struct Finished {
    pub attempt: Attempt,
    pub ended: Ended,
    pub text: Option<String>,
}

impl Engine {
    /// Hands attempts over. What was committed too long ago is given up untouched and planned anew.
    pub async fn hand_over(&self, now: Timestamp, attempts: Vec<Attempt>) -> Vec<Finished> {
        let (timely, late): (Vec<_>, Vec<_>) =
            attempts.into_iter().partition(|attempt| now <= attempt.message.committed_at + START_WITHIN);
        let parcels = timely.iter().filter_map(|attempt| {
            Some(Parcel { message: attempt.message.id, letter: Arc::clone(attempt.letter.as_ref()?) })
        });
        let mut handed = self.channel.hand_over(parcels.collect()).await;
        handed.sort_unstable_by_key(|handed| handed.message);
        let mut finished: Vec<_> = timely
            .into_iter()
            .map(|attempt| {
                let found = handed.binary_search_by_key(&attempt.message.id, |handed| handed.message);
                match found {
                    Ok(at) => Finished { ended: handed[at].ended, text: handed[at].text.clone(), attempt },
                    // A channel that says nothing of a parcel leaves its fate unknown.
                    Err(_) => Finished { attempt, ended: Ended::Unknown, text: None },
                }
            })
            .collect();
        let given_up = Some("given up: not started within 10 seconds".to_owned());
        finished.extend(late.into_iter().map(|attempt| Finished {
            attempt,
            ended: Ended::RetrySafe,
            text: given_up.clone(),
        }));
        finished
    }
}
