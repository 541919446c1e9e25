//! The ledger: what happened in a history, in its order, with what was true at that moment. The driver writes it and
//! neither the rules nor the oracle ever read it; [`crate::invariants`] judges by it alone.

use jiff::Timestamp;
use jiff::tz::TimeZone;
use rules::address::{AddressKey, Channel, PurposeGroup};
use rules::campaign::{Kind, Purpose};
use rules::id::ConsentId;
use rules::reason::Code;
use rules::settle::Ended;
use rules::strategy::Role;

use crate::calendar::Wait;
use crate::driver::Driver;
use crate::oracle::View;
use crate::step::OrderKey;

#[derive(Debug, Clone, Default)]
pub struct Ledger {
    pub entries: Vec<(Timestamp, Fact)>,
}

#[derive(Debug, Clone)]
pub enum Fact {
    Reported {
        event: usize,
    },
    Decided {
        event: usize,
        reason: Option<Code>,
        /// There is an invitation now.
        invites: bool,
    },
    /// Or planned anew.
    Planned {
        life: usize,
        at: Timestamp,
    },
    Tried(Box<Tried>),
    Answered {
        life: usize,
        order: OrderKey,
        purpose: Purpose,
    },
    Cancelled {
        order: OrderKey,
    },
    Erased {
        person: usize,
    },
    Suppressed {
        channel: Channel,
        key: AddressKey,
        group: Option<PurposeGroup>,
    },
    Agreed {
        person: usize,
        channel: Channel,
    },
    Withdrawn {
        person: usize,
        channel: Channel,
    },
    RemindersOff {
        campaign: usize,
    },
}

/// An attempt, written down when it is committed: what is said after that comes too late for it (trust 1).
#[derive(Debug, Clone)]
pub struct Tried {
    pub life: usize,
    pub message: usize,
    pub campaign: usize,
    pub event: usize,
    pub order: OrderKey,
    pub person: usize,
    pub storefront: usize,
    pub kind: Kind,
    pub purpose: Purpose,
    pub role: Role,
    /// The products on the form, as a campaign.
    pub product: Option<usize>,
    /// Its time counts from its service request, which is still to come.
    pub waits_for_service: bool,
    pub channel: Channel,
    pub address: AddressKey,
    pub consent: ConsentId,
    pub ended: Ended,
    /// The invitation has the standard strategy, and this wait before its reminder.
    pub reminder_after: Option<Wait>,
    pub expires_after: Wait,
    pub limits: Limits,
}

/// What limited the attempt, as it was set at that moment.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Both gaps as they count for this person.
    pub pressure: Option<Wait>,
    pub frequency: Option<Wait>,
    pub distinct: Option<u32>,
    /// Every address of the person.
    pub keys: Vec<AddressKey>,
    /// The clock by which gaps count.
    pub clock: TimeZone,
    pub storefront_clock: TimeZone,
    /// Opening and closing hour of the channel, and every clock that may be the recipient's.
    pub window: Option<(i8, i8)>,
    pub recipient_clocks: Vec<TimeZone>,
}

impl Ledger {
    /// Answers the place of the entry.
    pub fn write(&mut self, at: Timestamp, fact: Fact) -> usize {
        self.entries.push((at, fact));
        self.entries.len() - 1
    }

    /// How an attempt ended that was written down when it was committed.
    pub fn end(&mut self, place: usize, ended: Ended) {
        if let (_, Fact::Tried(tried)) = &mut self.entries[place] {
            tried.ended = ended;
        }
    }

    /// The attempts, each with its place in the ledger and its time.
    pub fn tried(&self) -> impl Iterator<Item = (usize, Timestamp, &Tried)> {
        self.entries.iter().enumerate().filter_map(|(place, (at, fact))| match fact {
            Fact::Tried(tried) => Some((place, *at, &**tried)),
            _ => None,
        })
    }
}

impl Tried {
    pub fn of(driver: &Driver, life: usize, message: usize, consent: ConsentId) -> Self {
        let (number, view) = (life, View::of_due(driver, life));
        let life = &driver.lives[number];
        let (attempt, asking) = (&life.messages[message], &driver.world.campaigns[life.campaign]);
        let standard = life.pinned.rules.timing.strategy.is_empty();
        Self {
            life: number,
            message,
            campaign: life.campaign,
            event: life.event,
            order: life.order,
            person: life.person,
            storefront: asking.storefront,
            kind: asking.rules.kind,
            purpose: asking.rules.purpose,
            role: attempt.role,
            product: life.product.as_ref().map(|product| product.campaign),
            waits_for_service: driver.waits_for_service(life),
            channel: attempt.channel,
            address: attempt.address,
            consent,
            // What is known until the provider has answered.
            ended: Ended::Unknown,
            reminder_after: standard.then_some(life.pinned.reminder_after),
            expires_after: life.pinned.expires_after,
            limits: Limits::of(driver, &view, attempt.channel),
        }
    }

    /// The first message of a form about the service and the products.
    pub fn asks_both_now(&self) -> bool {
        self.product.is_some() && self.role == Role::First
    }

    /// It is the service request because of the same event as that product request.
    pub fn is_service_of(&self, other: &Tried) -> bool {
        self.is_pair_of(other) && self.purpose == Purpose::ServiceReview && self.event == other.event
    }

    /// One asks about the service and the other about the products of one order.
    pub fn is_pair_of(&self, other: &Tried) -> bool {
        let purposes = [self.purpose, other.purpose];
        let is_pair = purposes.contains(&Purpose::ServiceReview) && purposes.contains(&Purpose::ProductReview);
        is_pair && self.order == other.order
    }

    /// It went, or will be tried again.
    pub fn is_under_way(&self) -> bool {
        self.counts() || self.ended == Ended::RetrySafe
    }

    /// The provider has it, or nobody knows.
    pub fn counts(&self) -> bool {
        matches!(self.ended, Ended::Accepted | Ended::Unknown)
    }
}

impl Limits {
    fn of(driver: &Driver, view: &View, channel: Channel) -> Self {
        let person = &driver.world.people[view.person];
        let doubled = |wait: Wait| if person.rules.less_often { wait.twice() } else { wait };
        let places = match (person.home, person.phone_places.as_slice()) {
            (Some(home), _) => vec![home],
            (None, []) => vec![view.order.storefront + 1],
            (None, phone) => phone.to_vec(),
        };
        Self {
            pressure: driver.world.limits.pressure.map(doubled),
            frequency: driver.world.campaigns[view.campaign].frequency.map(doubled),
            distinct: driver.world.account.distinct_interactions,
            keys: person.rules.addresses.iter().map(|address| address.key).collect(),
            clock: view.clock(driver).clone(),
            storefront_clock: view.storefront_clock(driver).clone(),
            window: driver.world.limits.windows[channel as usize],
            recipient_clocks: places.iter().map(|place| driver.world.places[*place].clock.clone()).collect(),
        }
    }
}
