//! The town: customers and shops that order, answer and change their minds while the clock moves. It remembers nothing:
//! what happens in a stretch of time follows from the orders, the outbox and the stretch alone, so that it can be left and
//! taken up at any time.

use jiff::{SignedDuration, Timestamp};
use rules::id::{AccountId, MessageId};
use rules::state::Receipt;
use rules::strategy::Role;
use serde_json::json;
use tokio::sync::Mutex;

use super::chance::draw;
use super::comments::{comment, stars};
use super::people::Person;
use crate::engine::answers::Answer;
use crate::engine::orders::Report;
use crate::engine::{Engine, Error};
use crate::intake::event::Event;
use crate::store::outbox::{self, Arrived};
use crate::store::{Tx, accounts};
use crate::web::{Moving, Surroundings};

/// What happens within it happens at its end.
const STRETCH: SignedDuration = SignedDuration::from_hours(6);
/// The longest that anybody takes to do something about a message or an order.
const LONGEST_WAIT: SignedDuration = SignedDuration::from_hours(4 * 24);

pub struct Town {
    engine: Engine,
    account: AccountId,
    /// In their order.
    orders: Vec<Event>,
    /// Held by whoever moves the clock: one after the other.
    moving: Mutex<()>,
}

/// What somebody does about a message.
enum Reaction {
    Open,
    Answer,
    Unsubscribe,
    Bounce,
}

impl Surroundings for Town {
    fn live_until(&self, to: Timestamp) -> Moving<'_> {
        Box::pin(self.live(to))
    }
}

impl Town {
    pub fn new(engine: Engine, account: AccountId, orders: Vec<Event>) -> Self {
        Self { engine, account, orders, moving: Mutex::new(()) }
    }

    pub async fn live(&self, to: Timestamp) -> Result<Timestamp, Error> {
        let _moving = self.moving.lock().await;
        let mut now = self.now().await?;
        while now < to {
            let until = to.min(now + STRETCH);
            self.engine.move_clock(self.account, until).await?;
            self.order(now, until).await?;
            self.change_orders(now, until).await?;
            self.react(now, until).await?;
            now = until;
        }
        Ok(now)
    }

    pub async fn now(&self) -> Result<Timestamp, Error> {
        let (account, node_now) = (self.account, self.engine.now().await?);
        let found = self.engine.store.read("town_clock", move |tx| accounts::find(tx, account)).await?;
        Ok(found.ok_or(Error::NotFound)?.now(node_now))
    }

    /// Orders of a stretch of time: after its beginning, up to its end.
    fn orders_between(&self, from: Timestamp, to: Timestamp) -> &[Event] {
        let begin = self.orders.partition_point(|order| order.occurred_at <= from);
        let end = self.orders.partition_point(|order| order.occurred_at <= to);
        self.orders.get(begin..end).unwrap_or_default()
    }

    /// How many orders came in a stretch of time.
    pub fn count(&self, from: Timestamp, to: Timestamp) -> u64 {
        self.orders_between(from, to).len() as u64
    }

    async fn order(&self, from: Timestamp, to: Timestamp) -> Result<(), Error> {
        let new = self.orders_between(from, to).to_vec();
        if !new.is_empty() {
            self.engine.take_in(self.account, new).await?;
        }
        Ok(())
    }

    /// Some orders are cancelled, some held up.
    async fn change_orders(&self, from: Timestamp, to: Timestamp) -> Result<(), Error> {
        for order in self.orders_between(from - LONGEST_WAIT, to) {
            let report = match draw("order", &order.reference, 100) {
                0..4 => Report::Cancelled,
                4..6 => Report::Held,
                _ => continue,
            };
            let at = order.occurred_at + wait("changes", &order.reference);
            if from < at && at <= to {
                let (storefront, reference) = (order.storefront.clone(), order.reference.clone());
                self.engine.report_order(self.account, storefront, reference, report).await?;
            }
        }
        Ok(())
    }

    async fn react(&self, from: Timestamp, to: Timestamp) -> Result<(), Error> {
        let (account, since) = (self.account, MessageId::new(from - LONGEST_WAIT, 0));
        let read = move |tx: &mut Tx<'_>| outbox::since(tx, account, Some(since));
        let mut answers = Vec::new();
        for message in self.engine.store.read("town_mail", read).await? {
            let Some(reaction) = reaction(&message) else { continue };
            let at = message.sent_at + wait(message.role.as_str(), &message.reference);
            if at <= from || at > to {
                continue;
            }
            match reaction {
                Reaction::Answer => answers.push(self.answer(&message)),
                Reaction::Open => self.engine.receive(account, message.message, Receipt::Opened).await?,
                Reaction::Bounce => self.engine.receive(account, message.message, Receipt::Bounced).await?,
                Reaction::Unsubscribe => {
                    self.engine.unsubscribe(account, message.invitation).await?;
                }
            }
        }
        if !answers.is_empty() {
            for answered in self.engine.answer(account, answers).await? {
                // Whoever is late finds the form closed, as anybody would.
                match answered {
                    Ok(()) | Err(Error::State { .. }) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Ok(())
    }

    fn answer(&self, message: &Arrived) -> Answer {
        let reference = &message.reference;
        let order = self.orders.iter().find(|order| order.reference == *reference);
        let customer = order.and_then(|order| order.contact.external_id.as_deref()).unwrap_or_default();
        let stars = stars(reference);
        let mut answers = vec![json!({ "question": "rating", "value": stars })];
        if let Some(text) = comment(reference, Person::of(customer).locale, stars) {
            answers.push(json!({ "question": "comment", "value": text }));
        }
        Answer {
            invitation: message.invitation,
            via: Some((message.role, message.channel)),
            answers: serde_json::Value::from(answers).to_string(),
        }
    }
}

/// What the reader of a message does about it; most do nothing.
fn reaction(message: &Arrived) -> Option<Reaction> {
    let answering = if message.role == Role::First { 30 } else { 16 };
    let drawn = draw(&format!("reads {}", message.role.as_str()), &message.reference, 100);
    match drawn {
        _ if drawn < answering => Some(Reaction::Answer),
        90.. => Some(Reaction::Open),
        88 | 89 => Some(Reaction::Unsubscribe),
        87 => Some(Reaction::Bounce),
        _ => None,
    }
}

/// From a quarter of an hour to the longest, mostly short.
fn wait(question: &str, thing: &str) -> SignedDuration {
    let longest = if draw("hurry", thing, 3) == 0 { 4 * 24 * 60 } else { 10 * 60 };
    SignedDuration::from_mins((15 + draw(question, thing, longest - 15)).into())
}
