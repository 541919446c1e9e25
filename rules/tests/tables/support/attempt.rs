//! An attempt: a committed message and how it ended.

use jiff::Timestamp;
use rules::address::Channel;
use rules::hours::Zones;
use rules::settle::{Attempt, Ended, Settled, settle};
use rules::state::InvitationStatus;
use rules::strategy::Role;

use super::{DUE, Scene, at, words};

pub struct Attempted {
    pub scene: Scene,
    pub ended: Ended,
    pub role: Role,
    pub step: usize,
    pub channel: Channel,
    pub tries: u32,
    pub first_tried_at: Timestamp,
    pub first_sent_at: Option<Timestamp>,
    pub committed_at: Timestamp,
    pub used: Vec<Channel>,
    pub reminders: bool,
    pub status: InvitationStatus,
}

impl Attempted {
    /// The first message of the scene, tried when it was due, by email.
    pub fn first(scene: Scene, ended: Ended) -> Self {
        Self {
            scene,
            ended,
            role: Role::First,
            step: 0,
            channel: Channel::Email,
            tries: 1,
            first_tried_at: at(DUE),
            first_sent_at: None,
            committed_at: at(DUE),
            used: Vec::new(),
            reminders: true,
            status: InvitationStatus::Scheduled,
        }
    }

    /// A later message, tried at `when`; the first one went by `used` when it was due.
    pub fn later(scene: Scene, ended: Ended, role: Role, step: usize, channel: Channel, when: &str) -> Self {
        let used = vec![scene.person.preferred_channel.unwrap_or(Channel::Email)];
        Self {
            role,
            step,
            channel,
            first_tried_at: at(when),
            first_sent_at: Some(at(DUE)),
            committed_at: at(when),
            used,
            status: InvitationStatus::Sent,
            ..Self::first(scene, ended)
        }
    }

    pub fn with(mut self, change: impl FnOnce(&mut Attempted)) -> Self {
        change(&mut self);
        self
    }

    pub fn settle(&self, now: &str) -> Settled {
        let scene = &self.scene;
        let attempt = Attempt {
            ended: self.ended,
            role: self.role,
            step: self.step,
            channel: self.channel,
            tries: self.tries,
            first_tried_at: self.first_tried_at,
            timing: &scene.invitation.pinned,
            person: &scene.person,
            first_sent_at: self.first_sent_at,
            committed_at: self.committed_at,
            used: &self.used,
            reminders: self.reminders,
            status: self.status,
            zones: Zones {
                storefront: &scene.storefront.zone,
                recipient: scene.person.zone_or(&scene.storefront.zone),
            },
        };
        settle(at(now), &[attempt]).remove(0)
    }

    /// What follows, in one line: `sent, invitation sent, then reminder email 2026-03-16T10:00:00Z`.
    pub fn settled(&self, now: &str) -> String {
        words::settled(&self.settle(now))
    }

    /// Only what comes next.
    pub fn next(&self, now: &str) -> String {
        self.settle(now).next.map_or("nothing".to_owned(), |next| words::step(&next))
    }
}
