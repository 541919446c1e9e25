//! Life: what happens in a world, one thing after the other, as its seed draws it.

use jiff::{SignedDuration, Timestamp};

use crate::safety;
use crate::world::{Broken, NODES, World};

#[derive(Debug, Clone, Copy)]
enum Happening {
    Report,
    ChangeOrder,
    ChangeCampaign,
    KillSwitch,
    Answer,
    Unsubscribe,
    WithdrawConsent,
    Receipt,
    Step,
    Round,
    Care,
    Crash,
    /// Until the next thing is due.
    Wait,
    Seconds,
    Hours,
    /// The clock that all nodes go by is put forward or back.
    Jump,
}

/// How often each happens.
const HAPPENINGS: &[(usize, Happening)] = &[
    (16, Happening::Report),
    (6, Happening::ChangeOrder),
    (2, Happening::ChangeCampaign),
    (1, Happening::KillSwitch),
    (3, Happening::Answer),
    (1, Happening::Unsubscribe),
    (1, Happening::WithdrawConsent),
    (3, Happening::Receipt),
    (34, Happening::Step),
    (22, Happening::Round),
    (8, Happening::Care),
    (4, Happening::Crash),
    (16, Happening::Wait),
    (10, Happening::Seconds),
    (6, Happening::Hours),
    (1, Happening::Jump),
];

/// The tables are looked at after so many happenings, also where no attempt was committed.
const LOOK_EVERY: usize = 10;

impl World {
    /// Lives its life with all faults, then comes to rest without any.
    pub async fn live(&mut self) -> Result<(), Broken> {
        self.report_large_send().await?;
        for step in 0..self.size.steps {
            let happening = self.draw.weighted(HAPPENINGS);
            self.happen(happening).await?;
            self.faults.disarm();
            if step % LOOK_EVERY == 0 {
                let tables = self.tables().await?;
                safety::check_states(self, tables)?;
            }
        }
        self.come_to_rest().await
    }

    async fn happen(&mut self, happening: Happening) -> Result<(), Broken> {
        let node = self.draw.below(NODES);
        match happening {
            Happening::Report => self.report_orders().await,
            Happening::ChangeOrder => self.change_order().await,
            Happening::ChangeCampaign => self.change_campaign().await,
            Happening::KillSwitch => {
                let pulled = self.draw.chance(40);
                self.kill_switch(pulled).await
            }
            Happening::Answer => self.answer().await,
            Happening::Unsubscribe => self.unsubscribe().await,
            Happening::WithdrawConsent => self.withdraw_consent().await,
            Happening::Receipt => self.receipt().await,
            Happening::Step => {
                self.perhaps_fail();
                self.step(node).await
            }
            Happening::Round => self.round(node).await,
            Happening::Care => {
                self.perhaps_fail();
                self.care(node).await
            }
            Happening::Crash => {
                self.crash(node);
                Ok(())
            }
            Happening::Wait | Happening::Seconds | Happening::Hours | Happening::Jump => self.pass(happening).await,
        }
    }

    async fn pass(&mut self, happening: Happening) -> Result<(), Broken> {
        let next = match happening {
            Happening::Wait => self.next_due().await?,
            Happening::Seconds => self.now + SignedDuration::from_millis(self.draw.between(1, 20_000)),
            Happening::Hours => self.now + SignedDuration::from_mins(self.draw.between(10, 2 * 24 * 60)),
            _ => self.now + SignedDuration::from_mins(self.draw.between(-600, 3 * 24 * 60)),
        };
        self.tell(next);
        self.note(format!("{happening:?}"));
        Ok(())
    }

    /// When the next invitation is due, a little later; at least a minute from now.
    async fn next_due(&mut self) -> Result<Timestamp, Broken> {
        let tables = self.tables().await?;
        let next = tables.invitations.values().filter_map(|one| one.next_at).min();
        let soon = self.now + SignedDuration::from_secs(60);
        Ok(next.unwrap_or(soon).max(soon) + SignedDuration::from_millis(self.draw.between(0, 5_000)))
    }
}
