//! A circle: people whose orders are told one after the other, and what follows from each. The store's part is played by
//! maps; planning, deciding and settling are the engine's own.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rules::address::AddressKey;
use rules::decide::decide;
use rules::id::{AccountId, ContactId, EventId, InvitationId, MessageId, StorefrontId};
use rules::reason::Code;
use rules::settle::{Ended, settle};
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::Role;
use rules::wave::Waves;

use super::asked::{Asked, facts};
use super::crowd::{Crowd, Lot};
use super::history::{History, Order};
use super::register::Register;
use super::remembered::Remembered;
use super::scene::{Place, Scene};
use super::{Told, Watch};
use crate::engine::answers::purposes;
use crate::engine::commit::{Attempt, asks_about_products, context, message, reserve};
use crate::engine::dues::{Facts, apply, order_key};
use crate::engine::hand_over::Finished;
use crate::engine::orders::cancelled_decision;
use crate::engine::people::People;
use crate::engine::planning::InvitationIds;
use crate::engine::products::Parted;
use crate::engine::settle::{attempt_rules, follow};
use crate::store::invitations::State;
use crate::store::messages::Message;
use crate::store::orders::{OrderKey, StoredOrder};

/// As many fall due together as in a sandbox.
const BATCH: usize = 500;

/// Something that comes at its time: orders before what is said of them.
enum Coming<'a> {
    Order(&'a Order),
    Cancelled { storefront: StorefrontId, lot: Lot },
}

pub(super) struct Circle<'a, W> {
    pub scene: &'a Scene,
    pub history: &'a History,
    crowd: &'a Crowd,
    pub watch: &'a mut W,
    pub now: Timestamp,
    pub register: Register,
    pub seen: BTreeSet<(StorefrontId, Lot, &'a str)>,
    pub orders: BTreeMap<OrderKey, StoredOrder>,
    pub asked: Remembered<'a>,
    waves: Waves,
    /// Whose first or later message has just gone.
    reached: Vec<(InvitationId, Message)>,
    pub serial: u128,
}

/// What became of one due invitation.
pub(super) struct Due {
    pub id: InvitationId,
    pub state: State,
    pub finished: Option<Finished>,
    /// Its products, where it does not go.
    pub parted: Option<Parted>,
}

impl<'a, W: Watch> Circle<'a, W> {
    pub fn new(scene: &'a Scene, history: &'a History, crowd: &'a Crowd, watch: &'a mut W) -> Self {
        Self {
            scene,
            history,
            crowd,
            watch,
            now: Timestamp::MIN,
            register: Register::default(),
            seen: BTreeSet::new(),
            orders: BTreeMap::new(),
            asked: Remembered::new(),
            waves: Waves::new(),
            reached: Vec::new(),
            serial: 0,
        }
    }

    /// Tells the orders, which come in the order of time, and lives on until nothing is to come; `progress` is told how
    /// many more have been told.
    pub fn play(mut self, orders: &'a [Order], mut progress: impl FnMut(usize)) {
        let coming = self.coming(orders);
        for instant in coming.chunk_by(|one, other| one.0 == other.0) {
            let at = instant[0].0;
            self.live_until(at);
            self.now = at;
            let orders: Vec<_> = instant
                .iter()
                .filter_map(|(_, coming)| if let Coming::Order(order) = coming { Some(*order) } else { None })
                .collect();
            self.take_in(&orders);
            for (_, coming) in instant {
                if let Coming::Cancelled { storefront, lot } = coming {
                    self.cancel(*storefront, *lot);
                }
            }
            self.forget();
            progress(orders.len());
        }
        self.live_until(Timestamp::MAX);
        for asked in self.asked.iter() {
            self.watch.became(&asked.state);
        }
        self.register.customers().for_each(|messages| self.watch.person(messages));
    }

    fn coming(&self, orders: &'a [Order]) -> Vec<(Timestamp, Coming<'a>)> {
        let mut coming: Vec<_> = orders.iter().map(|order| (order.occurred_at(), Coming::Order(order))).collect();
        let mut known = BTreeSet::new();
        for order in orders {
            let Some(place) = self.place_of(order) else { continue };
            let storefront = place.rules.id;
            if !known.insert((storefront, order.lot)) {
                continue;
            }
            let of_place = self.history.cancelled(order.lot).filter(|(slug, _)| *slug == place.storefront.slug);
            coming.extend(of_place.map(|(_, at)| (at, Coming::Cancelled { storefront, lot: order.lot })));
        }
        // Stable: what was told of one instant stays in its order.
        coming.sort_by_key(|(at, _)| *at);
        coming
    }

    pub fn place_of(&self, order: &Order) -> Option<&'a Place> {
        self.scene.place(self.history.said[super::history::index(order.said)].stream)
    }

    /// Lets everything happen that is due until then, and the crowd answer what has come.
    fn live_until(&mut self, to: Timestamp) {
        while let Some(at) = self.asked.next_at().filter(|at| *at <= to) {
            self.now = at.max(self.now);
            while self.asked.next_at().is_some_and(|at| at <= self.now) {
                self.send_due();
            }
            self.answer();
        }
    }

    fn send_due(&mut self) {
        let mut due = self.asked.due(self.now, BATCH);
        due.retain(|id| {
            let closed = self.asked.get(*id).is_some_and(|asked| asked.is_over(self.now));
            if closed {
                let now = self.now;
                self.asked.change(*id, |state| state.end(InvitationStatus::Expired, None, now));
            }
            !closed
        });
        let decided = self.decide(&due);
        self.commit(decided);
    }

    /// Decides due invitations as the engine does.
    fn decide(&mut self, ids: &[InvitationId]) -> Vec<Due> {
        let contacts = ids.iter().map(|id| self.asked[id].invitation.contact).collect();
        let mut people = self.people(&contacts);
        let mut histories = std::mem::take(&mut people.histories);
        let (asked, orders) = (&self.asked, &self.orders);
        let known = (orders, &self.requests(ids));
        let facts: Vec<_> = ids.iter().filter_map(|id| facts(&asked[id], known, &people)).collect();
        let dues: Vec<_> = facts.iter().map(Facts::due).collect();
        let mut waves = std::mem::take(&mut self.waves);
        let decided = decide(self.now, &self.scene.account, &dues, &mut histories, &mut waves);
        let mut outcomes = Vec::with_capacity(decided.len());
        for (facts, decided) in facts.iter().zip(&decided) {
            // Nothing looks a message up by its id here.
            let message = message(self.now, facts, decided, || MessageId::from_bits(facts.stored.id.bits()));
            let mut state = facts.state.clone();
            let finished = message.map(|message| {
                let context = Arc::new(context(facts, message.role));
                let attempt = Attempt { account: AccountId::from_bits(0), message, letter: None, context };
                reserve(&mut state, facts, &attempt, self.now);
                state.product = state.product.filter(|_| asks_about_products(facts, decided));
                Finished { attempt, ended: Ended::Accepted, text: None }
            });
            if finished.is_none() {
                apply(&mut state, decided, self.now);
            }
            let asked = &asked[&facts.stored.id];
            self.watch.decided(&Told::of(asked.lot, asked.campaign, &decided.decision));
            if let Some((campaign, decision)) = facts.product.zip(decided.product.as_ref()) {
                self.watch.decided(&Told::of(asked.lot, campaign, decision));
                if state.product.is_none() {
                    self.watch.refused();
                }
            }
            let parted = facts.parted(&state);
            outcomes.push(Due { id: facts.stored.id, state, finished, parted });
        }
        self.waves = waves;
        outcomes
    }

    /// Writes what was decided, and what follows from it for the products and from messages that went.
    pub fn commit(&mut self, outcomes: Vec<Due>) {
        let (mut sent, mut parted) = (Vec::new(), Vec::new());
        for Due { id, state, finished, parted: products } in outcomes {
            let is_over = state.ended_at.is_some();
            self.asked.change(id, |own| *own = state);
            if is_over {
                self.wake(id);
            }
            sent.extend(finished.map(|finished| (id, finished)));
            parted.extend(products);
        }
        for (id, _) in sent.iter().filter(|(_, finished)| finished.attempt.message.role == Role::First) {
            self.follow(*id);
        }
        self.plan_alone(&parted);
        sent.into_iter().for_each(|(id, finished)| self.settle(id, finished));
    }

    fn settle(&mut self, id: InvitationId, finished: Finished) {
        let asked = &self.asked[&id];
        let role = finished.attempt.message.role;
        if role == Role::Reminder {
            let order = self.orders.entry(order_key(&asked.invitation)).or_default();
            order.reminded_by = order.reminded_by.or(Some(id));
        }
        let settled = settle(self.now, &[attempt_rules(&finished, Some(&asked.state))]).pop();
        let (settled, now) = (settled.expect("one attempt has one end"), self.now);
        self.asked.change(id, |state| follow(state, role, &settled, now));
        let message = Message { status: MessageStatus::Sent, ..finished.attempt.message };
        let asked = &self.asked[&id];
        self.watch.sent(&asked.place.rules.zone, &message);
        self.register.count(asked.invitation.contact);
        self.asked.sent(id, message.clone());
        self.reached.push((id, message));
    }

    /// The crowd answers what it was just sent, as a form would bring it.
    fn answer(&mut self) {
        for (id, message) in std::mem::take(&mut self.reached) {
            let asked = &self.asked[&id];
            let answered = asked.state.status == InvitationStatus::Completed;
            if answered || asked.is_over(self.now) || !self.crowd.answers(asked.lot, message.role) {
                continue;
            }
            self.watch.answered(message.role, message.channel);
            let was_queued = asked.state.queued.is_some();
            let (purposes, now) = (purposes(&asked.invitation, &asked.state), self.now);
            let decision = cancelled_decision(now, Code::ResponseReceived, asked.invitation.purpose.as_str());
            if was_queued {
                self.watch.decided(&Told::of(asked.lot, asked.campaign, &decision));
            }
            let order = asked.order();
            let answered = &mut self.orders.entry(order_key(&asked.invitation)).or_default().answered;
            answered.extend(purposes.iter().filter(|purpose| !answered.contains(purpose)).collect::<Vec<_>>());
            self.asked.change(id, |state| {
                state.end(InvitationStatus::Completed, None, now);
                state.status = InvitationStatus::Completed;
            });
            self.stop(order, |asked| purposes.contains(&asked.invitation.purpose), &decision);
        }
    }

    fn cancel(&mut self, storefront: StorefrontId, lot: Lot) {
        // What was never reported cannot be cancelled.
        let told = self.seen.range((storefront, lot, "")..).next();
        if told.is_none_or(|(at, of, _)| (*at, *of) != (storefront, lot)) {
            return;
        }
        let key = OrderKey { storefront, reference: reference_of(lot) };
        let order = self.orders.entry(key).or_default();
        if order.cancelled_at.is_none() {
            order.cancelled_at = Some(self.now);
            self.stop((storefront, lot), |_| true, &cancelled_decision(self.now, Code::EventCancelled, self.now));
        }
    }

    /// Ends what has not ended of an order, and tells why.
    fn stop(
        &mut self,
        order: (StorefrontId, Lot),
        stops: impl Fn(&Asked<'_>) -> bool,
        decision: &rules::decision::Decision,
    ) {
        let now = self.now;
        let of_order = self.asked.of_order(order).filter(|asked| !asked.is_over(now) && stops(asked));
        let open: Vec<_> = of_order.map(|asked| asked.invitation.id).collect();
        for id in open {
            self.asked.change(id, |state| state.end(InvitationStatus::Cancelled, decision.reason, now));
            let asked = &self.asked[&id];
            for campaign in std::iter::once(asked.campaign).chain(asked.product()) {
                self.watch.decided(&Told::of(asked.lot, campaign, decision));
            }
        }
    }

    /// These people as the rules see them, with the requests to them and to their addresses.
    pub fn people(&self, contacts: &BTreeSet<ContactId>) -> People {
        let persons: BTreeMap<_, _> = contacts.iter().map(|&id| (id, self.register.person(id))).collect();
        let keys: BTreeSet<AddressKey> =
            persons.values().flat_map(|person| &person.addresses).map(|address| address.key).collect();
        let asks = self.asked.asks(contacts, &keys);
        People::of(persons, asks)
    }

    /// Lets go of what can no longer matter, where it has become much.
    fn forget(&mut self) {
        if !self.asked.are_many() {
            return;
        }
        let (now, scene, looked_at) = (self.now, self.scene, self.with_products_to_come());
        let past = |asked: &Asked<'_>| {
            let counts = asked.state.first_sent_at.is_some_and(|at| !scene.is_forgotten(at, now));
            asked.is_over(now)
                && asked.state.queued.is_none()
                && !counts
                && !looked_at.contains(&asked.invitation.event)
        };
        for asked in self.asked.forget(past) {
            self.watch.became(&asked.state);
        }
    }

    pub fn invitation_ids(&mut self, coming: usize) -> InvitationIds {
        let first = self.serial;
        self.serial += coming as u128;
        InvitationIds::new(self.now, first)
    }

    pub fn event_id(&mut self) -> EventId {
        self.serial += 1;
        EventId::new(self.now, self.serial)
    }
}

/// What stands for an order's number, which is not kept.
pub(super) fn reference_of(lot: Lot) -> String {
    format!("{:016x}", lot.bits())
}
