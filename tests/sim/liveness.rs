//! Liveness: the faults are over and time goes on; then everything comes to its end, or waits for a named reason.

use afterword::engine::Engine;
use afterword::engine::orders::Report;
use afterword::store::audit_log::Actor;
use jiff::{SignedDuration, Timestamp};

use crate::safety;
use crate::tables::Tables;
use crate::world::{Broken, NODES, World};

/// Moments at which something happens, at most, before the queue must be empty.
const MOMENTS: usize = 600;
/// How long nodes wait between two looks after their leases.
const CARE: SignedDuration = SignedDuration::from_secs(15);

impl World {
    /// Drains the queue as it is, then lets everything go that waits for a person, and drains it again.
    pub async fn come_to_rest(&mut self) -> Result<(), Broken> {
        self.faulty = false;
        self.provider.mend();
        self.note("the faults are over");
        self.drain().await?;
        let held = self.before.invitations.values().filter(|one| one.ended_at.is_none());
        if let Some(open) = held.into_iter().find(|one| one.held_for.is_none()) {
            return Err(format!("liveness: neither ended nor held: {open:?}"));
        }
        self.let_go().await?;
        self.drain().await?;
        match self.before.invitations.values().find(|one| one.ended_at.is_none()) {
            Some(open) => Err(format!("liveness: released and not ended: {open:?}")),
            None => self.every_event_is_decided(),
        }
    }

    async fn let_go(&mut self) -> Result<(), Broken> {
        self.note("everything is released");
        self.kill_switch(false).await?;
        for event in self.reported.clone() {
            self.tell_of(&event, Report::Released).await?;
        }
        for number in 0..self.campaigns().await?.len() {
            let mut campaign = self.campaigns().await?.remove(number);
            campaign.paused_at = None;
            let (account, id) = (self.account, campaign.id);
            self.save_campaign(campaign).await?;
            let release = async |engine: &Engine| engine.release_campaign(account, id, Actor::CommandLine).await;
            self.insist("release campaign", release).await?.map_err(|error| format!("release campaign: {error}"))?;
        }
        Ok(())
    }

    async fn drain(&mut self) -> Result<(), Broken> {
        for _ in 0..MOMENTS {
            for node in 0..NODES {
                self.care(node).await?;
                while !self.nodes[node].stage.is_idle() {
                    self.step(node).await?;
                }
                self.finish_due(node).await?;
            }
            let tables = self.tables().await?;
            safety::check_ledger(self)?;
            let next = next_moment(&tables);
            safety::check_states(self, tables)?;
            let Some(next) = next else { return Ok(()) };
            self.tell((self.now + CARE).max(next + SignedDuration::from_secs(3)));
        }
        Err(format!("liveness: the queue does not drain: {:?}", stuck(&self.before)))
    }

    /// Rounds until nothing is due any more.
    async fn finish_due(&mut self, node: usize) -> Result<(), Broken> {
        for _ in 0..=self.size.orders {
            self.step(node).await?;
            if self.nodes[node].stage.is_idle() {
                return Ok(());
            }
            while !self.nodes[node].stage.is_idle() {
                self.step(node).await?;
            }
        }
        Err("liveness: a node finds something due at one moment again and again".to_owned())
    }

    /// V3: every acknowledged event is on record, with a decision that has a reason where it is a no.
    fn every_event_is_decided(&self) -> Result<(), Broken> {
        let tables = &self.before;
        if let Some(lost) = self.acknowledged.iter().find(|id| !tables.events.contains_key(*id)) {
            return Err(format!("V3: {lost} was acknowledged and is gone"));
        }
        if let Some(mute) = tables.events.keys().find(|id| !tables.decisions.iter().any(|one| one.event == **id)) {
            return Err(format!("V3: {mute} has no decision"));
        }
        let is_no = |outcome: &str| ["refused", "hold", "cancelled"].contains(&outcome);
        match tables.decisions.iter().find(|one| is_no(&one.outcome) && one.reason.is_none()) {
            Some(mute) => Err(format!("V3: a no without a reason: {mute:?}")),
            None => Ok(()),
        }
    }
}

/// The next time at which something is to happen; none: nothing is.
fn next_moment(tables: &Tables) -> Option<Timestamp> {
    let open = tables.invitations.values().filter(|one| one.ended_at.is_none());
    // A lease puts off what is due; a form closes when nothing else is left to do.
    let due = open.filter_map(|one| match (one.next_at, one.lease_until) {
        (Some(next), lease) => Some(next.max(lease.unwrap_or(next))),
        (None, _) => one.expires_at.filter(|_| one.held_for.is_none()),
    });
    let leases = tables.messages.values().filter_map(|message| message.lease_until);
    due.chain(leases).min()
}

fn stuck(tables: &Tables) -> Vec<String> {
    let open = tables.invitations.iter().filter(|(_, one)| one.ended_at.is_none() && one.held_for.is_none());
    let open = open.map(|(id, one)| format!("{id} {one:?}"));
    let flying = tables.messages.iter().filter(|(_, message)| message.lease_until.is_some());
    open.chain(flying.map(|(id, message)| format!("{id} {message:?}"))).collect()
}
