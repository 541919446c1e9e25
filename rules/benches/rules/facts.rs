//! The facts of one batch: a thousand orders, the people behind them and what they were asked before.

use jiff::{SignedDuration, Timestamp};
use rules::address::{Address, AddressKey, Cause, Channel, Suppression};
use rules::campaign::{AccountRules, Activity, BaseChoice, Campaign, Kind, Purpose, Storefront, Timing};
use rules::consent::{Basis, Consent};
use rules::decide::Due;
use rules::delay::{Delay, Gap};
use rules::event::{Event, Order};
use rules::hours::{HourOfDay, SendAt, ZoneChoice};
use rules::id::{CampaignId, ConsentId, ContactId, EventId, InvitationId, StorefrontId};
use rules::invitation::{Ask, Invitation};
use rules::person::Person;
use rules::plan::Candidate;
use rules::quiet::QuietHours;
use rules::strategy::{ChannelChoice, Role, Step};
use rules::time::Zone;

pub const BATCH: usize = 1_000;
/// 10:03 in Stockholm; the orders happened up to two days before, and the messages were due three minutes ago.
pub const NOW: &str = "2026-03-09T09:03:00Z";

const ZONES: [&str; 12] = [
    "Europe/Stockholm",
    "Europe/Oslo",
    "Europe/London",
    "Europe/Berlin",
    "America/New_York",
    "America/Chicago",
    "America/Los_Angeles",
    "America/Sao_Paulo",
    "Asia/Tokyo",
    "Asia/Kolkata",
    "Australia/Sydney",
    "Pacific/Auckland",
];

pub struct Facts {
    pub account: AccountRules,
    histories: Vec<Vec<Ask>>,
    campaigns: Vec<Campaign>,
    storefronts: Vec<Storefront>,
    persons: Vec<Person>,
    events: Vec<Event>,
    orders: Vec<Order>,
    invitations: Vec<Invitation>,
}

impl Facts {
    pub fn new() -> Self {
        let mut facts = Self {
            account: account(),
            histories: Vec::new(),
            campaigns: (0..10).map(campaign).collect(),
            storefronts: (0..4).map(storefront).collect(),
            persons: Vec::new(),
            events: Vec::new(),
            orders: Vec::new(),
            invitations: Vec::new(),
        };
        for number in 0..BATCH {
            facts.persons.push(person(number));
            facts.events.push(event(number));
            facts.orders.push(Order::default());
            facts.invitations.push(invitation(number, &facts.campaigns[number % 10]));
            let asks = [0, 0, 1, 1, 2, 3][number % 6];
            facts.histories.push((0..asks).map(|ask| earlier(number, ask, &facts.persons[number])).collect());
        }
        facts
    }

    /// What each person was asked before.
    pub fn asked_before(&self) -> Vec<Vec<Ask>> {
        // With room for one more, as a history has it mostly that was filled ask by ask.
        let copied = |history: &Vec<Ask>| {
            let mut copy = Vec::with_capacity(history.len() + 1);
            copy.extend_from_slice(history);
            copy
        };
        self.histories.iter().map(copied).collect()
    }

    /// The same with the request that is due, which the engine's history has too.
    pub fn asked_with_own(&self) -> Vec<Vec<Ask>> {
        let mut histories = self.asked_before();
        for (number, history) in histories.iter_mut().enumerate() {
            let (own, person) = (&self.invitations[number], &self.persons[number]);
            let sent = own.first_sent_at.is_some();
            let at = own.first_sent_at.unwrap_or(own.due_at);
            history.push(Ask { invitation: own.id, at, sent, reached: sent, ..earlier(number, 0, person) });
        }
        histories
    }

    pub fn candidates(&self) -> Vec<Candidate<'_>> {
        let candidate = |number: usize| Candidate {
            campaign: &self.campaigns[number % 10],
            storefront: &self.storefronts[number % 4],
            person: &self.persons[number],
            event: &self.events[number],
            order: &self.orders[number],
            duplicate: false,
            history: number,
            invitation: InvitationId::new(Timestamp::UNIX_EPOCH, 1 << 40 | number as u128),
            exists: false,
            learned: None,
        };
        (0..BATCH).map(candidate).collect()
    }

    pub fn dues(&self) -> Vec<Due<'_>> {
        let due = |number: usize| Due {
            campaign: &self.campaigns[number % 10],
            storefront: &self.storefronts[number % 4],
            person: &self.persons[number],
            event: &self.events[number],
            order: &self.orders[number],
            invitation: &self.invitations[number],
            product: None,
            history: number,
        };
        (0..BATCH).map(due).collect()
    }
}

fn now() -> Timestamp {
    NOW.parse().expect("a time")
}

fn hour(text: &str) -> HourOfDay {
    HourOfDay::parse(text).expect("an hour")
}

fn account() -> AccountRules {
    let day = QuietHours::new(hour("08:00"), hour("20:00")).expect("a window");
    AccountRules {
        pressure: Some(Gap::parse("P30D").expect("a duration")),
        distinct_interactions: Some(2),
        tolerance: Gap::parse("P7D").expect("a duration"),
        files_exempt: true,
        holdout: 0,
        staged_release: false,
        hold: None,
        sms_quiet: Some(day),
        whatsapp_quiet: Some(day),
        email_quiet: None,
    }
}

fn campaign(number: usize) -> Campaign {
    let zone = [ZoneChoice::Utc, ZoneChoice::Storefront, ZoneChoice::Recipient][number % 3];
    let step = |channel, after: &str, role| Step { channel, after: Delay::parse(after).expect("a duration"), role };
    let three_steps = vec![
        step(ChannelChoice::Preferred, "P0D", Role::First),
        step(ChannelChoice::Named(Channel::Email), "PT24H", Role::FollowUp),
        step(ChannelChoice::Preferred, "PT48H", Role::Reminder),
    ];
    Campaign {
        id: CampaignId::new(Timestamp::UNIX_EPOCH, number as u128),
        storefront: StorefrontId::new(Timestamp::UNIX_EPOCH, number as u128 % 4),
        kind: if number == 9 { Kind::Targeted } else { Kind::Transactional },
        purpose: [Purpose::ServiceReview, Purpose::Survey][number % 2],
        activity: Activity::On,
        frequency: [Some("P3Y"), Some("P90D"), None][number % 3].map(|gap| Gap::parse(gap).expect("a duration")),
        reminder: true,
        priority: 0,
        brake: None,
        timing: Timing {
            base: BaseChoice::Event,
            delay: Delay::parse("P7D").expect("a duration"),
            send_at: (number != 5).then_some(SendAt { hour: hour("10:00"), zone }),
            explore: None,
            reminder_after: Delay::parse("P7D").expect("a duration"),
            strategy: if number % 4 == 3 { three_steps } else { Vec::new() },
            expires_after: Delay::parse("P3M").expect("a duration"),
            product: None,
            routing: Vec::new(),
        },
    }
}

fn storefront(number: usize) -> Storefront {
    let zone = Zone::parse(ZONES[number * 3]).expect("a zone");
    Storefront { id: StorefrontId::new(Timestamp::UNIX_EPOCH, number as u128), zone }
}

fn person(number: usize) -> Person {
    let zone = Zone::parse(ZONES[number % 12]).expect("a zone");
    let address = |channel, kind: u128| Address {
        channel,
        key: AddressKey((number as u128) << 8 | kind),
        suppressions: Vec::new(),
    };
    let mut addresses = vec![address(Channel::Email, 1)];
    if number % 5 < 3 {
        addresses.extend([address(Channel::Sms, 2), address(Channel::Whatsapp, 2)]);
    }
    if number % 20 == 7 {
        addresses[0].suppressions.push(Suppression { cause: Cause::Unsubscribed, group: None });
    }
    let consent = |address: &Address| Consent {
        id: ConsentId::new(Timestamp::UNIX_EPOCH, number as u128),
        channel: address.channel,
        purposes: Vec::new(),
        basis: Basis::ExistingCustomer,
    };
    Person {
        id: ContactId::new(Timestamp::UNIX_EPOCH, number as u128),
        consents: addresses.iter().map(consent).collect(),
        addresses,
        zone: number.is_multiple_of(2).then(|| zone.clone()),
        phone_zones: if number % 5 < 3 { vec![zone] } else { Vec::new() },
        preferred_channel: (number % 5 == 1).then_some(Channel::Sms),
        less_often: number % 50 == 13,
        later: None,
        erased: false,
    }
}

fn event(number: usize) -> Event {
    Event {
        id: EventId::new(now(), number as u128),
        reference: format!("order-{number:08}"),
        occurred_at: now() - SignedDuration::from_mins((number as i64 * 37) % (48 * 60)),
        activation_date: None,
        from_file: false,
        has_products: false,
    }
}

/// Two in five are first messages, the others follow-ups and reminders.
fn invitation(number: usize, campaign: &Campaign) -> Invitation {
    let is_first = number % 5 < 2;
    let due_at = now() - SignedDuration::from_mins(3);
    let first_sent_at = now() - SignedDuration::from_hours(7 * 24);
    Invitation {
        id: InvitationId::new(Timestamp::UNIX_EPOCH, number as u128),
        pinned: campaign.timing.clone(),
        role: if is_first { Role::First } else { Role::Reminder },
        step: if is_first { 0 } else { campaign.timing.strategy.len().max(2) - 1 },
        due_at,
        next_at: due_at,
        released_from: None,
        first_sent_at: (!is_first).then_some(first_sent_at),
        expires_at: (!is_first).then(|| now() + SignedDuration::from_hours(80 * 24)),
        used: if is_first { Vec::new() } else { vec![Channel::Email] },
        last_message_at: (!is_first).then_some(first_sent_at),
        reminder_at_creation: true,
        reminder_at_first: true,
        reminder_struck: false,
        tried: None,
        first_unknown: false,
        followed_at: None,
    }
}

/// A request between ten days and four years ago.
fn earlier(number: usize, ask: usize, person: &Person) -> Ask {
    let days = [10, 45, 100, 400, 1_500][(number + ask * 3) % 5];
    let at = now() - SignedDuration::from_hours(days * 24);
    Ask {
        invitation: InvitationId::new(at, (number * 10 + ask) as u128),
        contact: person.id,
        address: Some(person.addresses[0].key),
        campaign: CampaignId::new(Timestamp::UNIX_EPOCH, 77),
        storefront: StorefrontId::new(Timestamp::UNIX_EPOCH, (number + ask) as u128 % 4),
        purpose: [Purpose::ServiceReview, Purpose::Survey, Purpose::ProductReview][(number + ask) % 3],
        joint: false,
        kind: Kind::Transactional,
        priority: 0,
        reference: format!("earlier-{number:08}-{ask}"),
        occurred_at: at - SignedDuration::from_hours(7 * 24),
        at,
        sent: true,
        reached: true,
    }
}
