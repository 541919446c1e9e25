//! Waves: how many first messages of a campaign went, by the test's own arithmetic (rules 7.3).

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};

use crate::tables::Tables;
use crate::world::Broken;

/// The last wave of each campaign: when its messages were tried first, whatever became of them.
#[derive(Debug, Default)]
pub struct Waves(BTreeMap<String, Vec<Timestamp>>);

/// Within so many hours from the first of a wave at most so many go.
const STAGES: [(i64, usize); 2] = [(1, 50), (2, 550)];

impl Waves {
    /// Judges messages that were never tried before, in the order in which they were committed.
    pub fn check<'a>(&mut self, tables: &Tables, new: impl Iterator<Item = &'a String>) -> Result<(), Broken> {
        let firsts = new.map(|id| &tables.messages[id]).filter(|message| message.role == "first");
        for message in firsts {
            let (campaign, at) = (&tables.invitations[&message.invitation].campaign, message.first_tried_at);
            let wave = self.0.entry(campaign.clone()).or_default();
            // A clock that went back is still in the wave.
            let is_over = |began_at: &Timestamp| at.duration_since(*began_at) >= SignedDuration::from_hours(24);
            if wave.iter().min().is_some_and(is_over) {
                wave.clear();
            }
            wave.push(at);
            let began_at = wave.iter().min().copied().unwrap_or(at);
            for (hours, most) in STAGES {
                let within = |at: &&Timestamp| at.duration_since(began_at) < SignedDuration::from_hours(hours);
                let went = wave.iter().filter(within).count();
                if went > most {
                    return Err(format!(
                        "{went} first messages of {campaign} within {hours} h of {began_at}: {message:?}"
                    ));
                }
            }
        }
        Ok(())
    }
}
