//! The driver: runs a history through the rules as the engine does, one thing after the other and in memory, and has
//! the oracle look at everything that was decided.

use std::collections::BTreeMap;

use jiff::{SignedDuration, Timestamp};
use rules::decide::{Action, Due, decide, displace};
use rules::decision::Decision;
use rules::event::{Event, Order};
use rules::invitation::Ask;
use rules::reason::Code;
use rules::settle::Ended;
use rules::strategy::Role;
use rules::wave::Waves;

use crate::attempt::Sending;
use crate::ledger::{Fact, Ledger, Tried};
use crate::life::Life;
use crate::step::OrderKey;
use crate::world::{World, beginning};
use crate::{Checked, check};

/// More runs of the rules than this at one instant mean that something goes round in circles.
const MOST_ROUNDS: usize = 50;

#[derive(Debug, Clone)]
pub struct Driver {
    pub world: World,
    pub now: Timestamp,
    pub lives: Vec<Life>,
    pub events: Vec<Happened>,
    pub orders: BTreeMap<OrderKey, Known>,
    /// How the next attempts end, and how many of them.
    pub provider: (Ended, usize),
    /// What was decided so far, in words: `plan hold frequency.pressure`, `send reminder`.
    pub told: Vec<String>,
    pub ledger: Ledger,
    pub ids: u128,
}

#[derive(Debug, Clone)]
pub struct Happened {
    pub rules: Event,
    pub kind: usize,
    pub order: OrderKey,
    pub person: usize,
}

#[derive(Debug, Clone, Default)]
pub struct Known {
    pub rules: Order,
    /// The invitation whose reminder was the order's one.
    pub reminded_by: Option<usize>,
}

impl Known {
    /// A reminder of `own` does not stand in its own way.
    pub fn seen_by(&self, own: Option<usize>) -> Order {
        let reminded = self.reminded_by.is_some_and(|by| Some(by) != own);
        Order { reminded, ..self.rules.clone() }
    }
}

impl Driver {
    pub fn new(world: World) -> Self {
        Self {
            world,
            now: beginning(),
            lives: Vec::new(),
            events: Vec::new(),
            orders: BTreeMap::new(),
            provider: (Ended::Accepted, 0),
            told: Vec::new(),
            ledger: Ledger::default(),
            ids: 0,
        }
    }

    pub fn tell(&mut self, stage: &str, decision: &Decision) {
        let reason = decision.reason.map_or("", Code::as_str);
        self.told.push(format!("{stage} {} {reason}", decision.outcome.as_str()));
    }

    /// All requests that count, sent and scheduled.
    pub fn asks(&self) -> Vec<Ask> {
        let ask = |life: &Life| {
            let (at, sent) = life.request()?;
            let campaign = &self.world.campaigns[life.campaign].rules;
            let event = &self.events[life.event].rules;
            Some(Ask {
                invitation: life.invitation.id,
                contact: self.world.people[life.person].rules.id,
                address: life.address,
                campaign: campaign.id,
                storefront: campaign.storefront,
                purpose: campaign.purpose,
                joint: life.product.is_some(),
                kind: campaign.kind,
                priority: campaign.priority,
                reference: event.reference.clone(),
                occurred_at: event.occurred_at,
                at,
                sent,
                reached: life.invitation.expires_at.is_some(),
            })
        };
        self.lives.iter().filter_map(ask).collect()
    }

    /// What the rules look at for some due invitations, and their own words on them.
    fn with_dues<T>(&self, due: &[usize], run: impl FnOnce(&[Due<'_>]) -> T) -> T {
        let seen: Vec<Order> = due.iter().map(|life| self.order_seen_by(*life)).collect();
        let dues: Vec<Due<'_>> = due
            .iter()
            .zip(&seen)
            .map(|(life, order)| {
                let life = &self.lives[*life];
                Due {
                    campaign: &self.world.campaigns[life.campaign].rules,
                    storefront: &self.world.storefronts[life.order.storefront],
                    person: &self.world.people[life.person].rules,
                    event: &self.events[life.event].rules,
                    order,
                    invitation: &life.invitation,
                    product: life.product.as_ref().map(|product| &self.world.campaigns[product.campaign].rules),
                    history: 0,
                }
            })
            .collect();
        run(&dues)
    }

    fn order_seen_by(&self, number: usize) -> Order {
        let life = &self.lives[number];
        let order = self.orders[&life.order].seen_by(Some(number));
        let product_pending = order.product_pending || life.beside.product_pending;
        Order { product_pending, service: life.beside.service, ..order }
    }

    /// What the rules are told of an invitation.
    fn refresh(&mut self, number: usize) {
        let Life { order, event, .. } = self.lives[number];
        self.lives[number].beside = self.beside(order, event, Some(number));
        self.lives[number].refresh();
    }

    /// Requests give way to stronger ones, which go at these times.
    pub fn displace_all(&mut self, displaced: &[(usize, Timestamp)]) -> Checked {
        let mut all = Vec::new();
        for (life, stronger_at) in displaced {
            self.refresh(*life);
            let displaced = |dues: &[Due<'_>]| displace(self.now, &self.world.account, &dues[0], *stronger_at);
            let decided = self.with_dues(&[*life], displaced);
            check::displacement(self, *life, *stronger_at, &decided)?;
            self.tell("displace", &decided.decision);
            self.apply(*life, &decided);
            all.push((*life, decided));
        }
        self.plan_parted(&all)
    }

    /// The clock moves on and everything happens when it is due.
    pub fn wait(&mut self, passed: SignedDuration) -> Checked {
        let to = self.now + passed;
        self.wake();
        while let Some(at) = self.lives.iter().filter(|life| life.queued).filter_map(|life| life.next_at).min() {
            if at > to {
                break;
            }
            self.now = self.now.max(at);
            self.send_due()?;
            self.wake();
        }
        self.now = to;
        self.expire();
        Ok(())
    }

    /// Decides what is due, in one batch, until nothing is.
    pub fn send_due(&mut self) -> Checked {
        for _ in 0..MOST_ROUNDS {
            let due: Vec<usize> = (0..self.lives.len()).filter(|life| self.lives[*life].is_due(self.now)).collect();
            if due.is_empty() {
                return Ok(());
            }
            self.decide(&due)?;
        }
        Err(format!("nothing comes of it in {MOST_ROUNDS} rounds at {}", self.now))
    }

    /// Decides these invitations, due or not, and hands over what may go.
    pub fn decide(&mut self, due: &[usize]) -> Checked {
        due.iter().for_each(|life| self.refresh(*life));
        let waves = &mut Waves::new();
        let decided =
            self.with_dues(due, |dues| decide(self.now, &self.world.account, dues, &mut [self.asks()], waves));
        let decided: Vec<_> = due.iter().copied().zip(decided).collect();
        let mut committed = Vec::new();
        for (life, decided) in &decided {
            check::decision(self, *life, decided)?;
            self.part(*life, decided);
            match decided.action {
                Action::Send { role, step, channel, address, consent } => {
                    self.told.push(format!("send {}", role.as_str()));
                    let message = Sending { life: *life, role, step, channel, address };
                    let message = self.commit(&message);
                    let tried = Tried::of(self, *life, message, consent);
                    let entry = self.ledger.write(self.now, Fact::Tried(Box::new(tried)));
                    committed.push((*life, message, entry));
                }
                _ => {
                    let is_reminder = self.lives[*life].invitation.role == Role::Reminder;
                    self.tell(if is_reminder { "remind" } else { "send" }, &decided.decision);
                    self.apply(*life, decided);
                }
            }
        }
        self.follow_services(&decided)?;
        self.plan_parted(&decided)?;
        committed.into_iter().try_for_each(|(life, message, entry)| self.hand_over(life, message, entry))
    }
}
