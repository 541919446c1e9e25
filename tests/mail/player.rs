//! A history happens again to an account that really sends, by a told clock.

use std::net::SocketAddr;
use std::sync::Arc;

use afterword::delivery::Patience;
use afterword::engine::answers::Answer;
use afterword::engine::duties::DUTIES;
use afterword::engine::simulate::{Crowd, Lot};
use afterword::intake::event::Event;
use afterword::store::figures::{self, Figures};
use afterword::store::{claims, invitations};
use afterword::values;
use jiff::Timestamp;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::id::InvitationId;
use rules::strategy::Role;
use serde_json::{Value, json};

use crate::support::databases::Database;
use crate::support::house::{Closed, House, at, email};

/// Connections to the relay, and mails that are committed at once.
const CONNECTIONS: usize = 8;
const ROUND: usize = 1_000;

/// What a history is played under.
pub struct Settings {
    pub pressure: Value,
    pub frequency: Value,
}

/// (a) of the history's table: once in three years, pressure off.
pub fn once() -> Settings {
    Settings { pressure: json!({ "gap": "P0D" }), frequency: json!({ "mode": "min_gap", "gap": "P3Y" }) }
}

/// (b): every event, pressure 30 days without distinct interactions.
pub fn often() -> Settings {
    let pressure = json!({ "gap": "P30D", "distinct_interactions": false });
    Settings { pressure, frequency: json!({ "mode": "every_event" }) }
}

pub struct Player {
    house: House,
    crowd: Crowd,
}

impl Player {
    /// An account that sends through this relay.
    pub async fn live(database: &Database, relay: SocketAddr, settings: Settings) -> Player {
        let relay = format!("smtp://{relay}?connections={CONNECTIONS}");
        let channel = email(&relay, "shop@example.com", Patience::default());
        let start = at("1997-01-01T00:00:00Z");
        Self::furnish(House::open(database.store(), start, channel, false).await, settings).await
    }

    /// A sandbox, for comparison.
    pub async fn sandbox(database: &Database, settings: Settings) -> Player {
        let house = House::open(database.store(), at("1997-01-01T00:00:00Z"), Arc::new(Closed), true).await;
        Self::furnish(house, settings).await
    }

    async fn furnish(house: House, Settings { pressure, frequency }: Settings) -> Player {
        house.account_settings(json!({ "pressure": pressure })).await;
        let campaign = json!({
            "delay": "P7D", "frequency": frequency, "reminder": { "enabled": true, "after": "P7D" },
        });
        house.campaign(Purpose::ServiceReview, "order.delivered", campaign).await;
        Player { house, crowd: Crowd { first: 0.1, again: 0.0, seed: 1 } }
    }

    /// Takes each order in on its day and lives on until nothing is left to come.
    pub async fn play(&self, mut orders: Vec<Event>) -> Figures {
        orders.sort_by(|one, other| (one.occurred_at, &one.reference).cmp(&(other.occurred_at, &other.reference)));
        for batch in orders.chunk_by(|one, other| one.occurred_at == other.occurred_at) {
            self.live_until(batch[0].occurred_at).await;
            self.house.engine.take_in(self.house.account, batch.to_vec()).await.unwrap();
        }
        while let Some(due) = self.next_due().await {
            self.live_until(due).await;
        }
        let account = self.house.account;
        self.house.engine.store.read("figures", move |tx| figures::load(tx, account)).await.unwrap()
    }

    async fn next_due(&self) -> Option<Timestamp> {
        let account = self.house.account;
        self.house.engine.store.read("next_due", move |tx| claims::next_due(tx, account)).await.unwrap()
    }

    /// From one due instant to the next, so that answers come before what they stop.
    async fn live_until(&self, to: Timestamp) {
        while let Some(due) = self.next_due().await.filter(|due| *due < to) {
            self.live_at(due).await;
        }
        self.live_at(to).await;
    }

    async fn live_at(&self, now: Timestamp) {
        let engine = &self.house.engine;
        engine.world.clock.tell(now);
        if self.house.now().await == now {
            while engine.tick(now, ROUND).await.unwrap().claimed > 0 {}
            for duty in DUTIES {
                engine.do_duty(duty, now).await.unwrap();
            }
        } else {
            engine.move_clock(self.house.account, now).await.unwrap();
        }
        self.answer(now).await;
    }

    /// The crowd answers what has just come.
    async fn answer(&self, now: Timestamp) {
        let account = self.house.account;
        let came = self.house.engine.store.read("came", move |tx| {
            let sql = "SELECT m.invitation_id FROM messages m
                       WHERE m.account_id = $1 AND m.role = 'first' AND m.committed_at = $2 ORDER BY m.invitation_id";
            let ids =
                tx.all(sql, &values![account, now])?.iter().map(|row| row.parse(0)).collect::<Result<Vec<_>, _>>()?;
            invitations::by_ids(tx, account, &ids)
        });
        let willing = came.await.unwrap().into_iter().filter(|(invitation, state)| {
            state.first_sent_at.is_some()
                && self.crowd.answers(Lot::of(self.crowd.seed, &invitation.reference), Role::First)
        });
        let answers: Vec<_> = willing.map(|(invitation, _)| five_stars(invitation.id)).collect();
        for answered in self.house.engine.answer(account, answers).await.unwrap() {
            answered.unwrap();
        }
    }
}

fn five_stars(invitation: InvitationId) -> Answer {
    let answers = r#"[{"question":"rating","value":5}]"#.to_owned();
    Answer { invitation, via: Some((Role::First, Channel::Email)), answers }
}
