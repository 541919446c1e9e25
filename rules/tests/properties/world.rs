//! A small world, read from numbers: an account, two storefronts, three people who share addresses, four campaigns.
//! Smaller numbers mean plainer settings, so that a failing world shrinks to a plain one.

use jiff::civil::Time;
use jiff::{SignedDuration, Timestamp};
use rules::address::{Address, AddressKey, Channel, Suppression};
use rules::campaign::{AccountRules, Activity, BaseChoice, Campaign, Kind, Purpose, Storefront, Timing};
use rules::consent::{Basis, Consent};
use rules::delay::{Delay, Gap};
use rules::hours::{HourOfDay, SendAt, ZoneChoice};
use rules::id::{CampaignId, ConsentId, ContactId, StorefrontId};
use rules::person::Person;
use rules::product::ProductTiming;
use rules::quiet::QuietHours;
use rules::strategy::{ChannelChoice, Role, Step};

use crate::calendar::{Place, Wait};

pub const PEOPLE: usize = 3;
pub const CAMPAIGNS: usize = 4;
/// The campaign that may ask about products.
const PRODUCTS: usize = CAMPAIGNS - 1;
pub const STOREFRONTS: usize = 2;
pub const NUMBERS: usize = 1 + PEOPLE + CAMPAIGNS;

/// Choices that are read from a number, the first one where it is zero.
pub struct Choices(pub u64);

impl Choices {
    pub fn below(&mut self, options: usize) -> usize {
        let options = options as u64;
        let picked = self.0 % options;
        self.0 /= options;
        usize::try_from(picked).unwrap()
    }

    pub fn of<T: Copy>(&mut self, options: &[T]) -> T {
        options[self.below(options.len())]
    }
}

#[derive(Debug, Clone)]
pub struct World {
    pub places: Vec<Place>,
    pub account: AccountRules,
    pub limits: Limits,
    pub storefronts: Vec<Storefront>,
    pub people: Vec<Inhabitant>,
    pub campaigns: Vec<Asking>,
    /// Kept apart from the people: it outlives a change of address.
    pub suppressions: Vec<(Channel, AddressKey, Suppression)>,
}

/// The account's settings as the oracle reads them.
#[derive(Debug, Clone)]
pub struct Limits {
    pub pressure: Option<Wait>,
    pub tolerance: Wait,
    /// Opening and closing hour of email, SMS and WhatsApp.
    pub windows: [Option<(i8, i8)>; 3],
}

#[derive(Debug, Clone)]
pub struct Inhabitant {
    pub rules: Person,
    /// Places of [`World::places`].
    pub home: Option<usize>,
    pub phone_places: Vec<usize>,
}

#[derive(Debug, Clone)]
pub struct Asking {
    pub rules: Campaign,
    pub storefront: usize,
    /// Which kind of event it wants.
    pub event_kind: usize,
    pub frequency: Option<Wait>,
    pub delay: Wait,
    pub hour: Option<(i8, i8)>,
    pub expires_after: Wait,
    pub reminder_after: Wait,
    /// How a product request would stand to its service request.
    pub product: ProductTiming,
}

impl World {
    pub fn new(places: Vec<Place>, numbers: &[u64; NUMBERS]) -> Self {
        let [account_number, rest @ ..] = numbers;
        let (limits, account) = account(&mut Choices(*account_number));
        let storefront =
            |number: usize| Storefront { id: storefront_id(number), zone: places[number + 1].zone.clone() };
        let mut campaigns: Vec<_> =
            (0..CAMPAIGNS).map(|number| campaign(number, &mut Choices(rest[PEOPLE + number]))).collect();
        pair(&mut campaigns);
        Self {
            account,
            limits,
            storefronts: (0..STOREFRONTS).map(storefront).collect(),
            people: (0..PEOPLE).map(|number| person(number, &places, &mut Choices(rest[number]))).collect(),
            campaigns,
            suppressions: Vec::new(),
            places,
        }
    }
}

impl Asking {
    /// Other settings for the same campaign: its timing, frequency and priority. What it asks whom about stays, and its
    /// switches have steps of their own.
    pub fn edit(&mut self, number: usize, settings: u64) {
        let was = self.rules.clone();
        let (storefront, event_kind) = (self.storefront, self.event_kind);
        *self = campaign(number, &mut Choices(settings));
        (self.storefront, self.event_kind) = (storefront, event_kind);
        self.rules = Campaign {
            frequency: self.rules.frequency,
            priority: self.rules.priority,
            timing: Timing { product: was.timing.product.map(|_| self.product), ..self.rules.timing.clone() },
            ..was
        };
    }
}

/// The products are asked about after the same events as the service, where that is.
fn pair(campaigns: &mut [Asking]) {
    let place = |asking: &Asking| (asking.storefront, asking.event_kind);
    let service = campaigns.iter().find(|asking| asking.rules.purpose == Purpose::ServiceReview).map(place);
    let Some((storefront, event_kind)) = service else { return };
    for asking in campaigns.iter_mut().filter(|asking| asking.rules.purpose == Purpose::ProductReview) {
        (asking.storefront, asking.event_kind) = (storefront, event_kind);
        asking.rules.storefront = storefront_id(storefront);
    }
}

fn storefront_id(number: usize) -> StorefrontId {
    StorefrontId::new(Timestamp::UNIX_EPOCH, number as u128)
}

pub fn hour(hour: i8, minute: i8) -> HourOfDay {
    HourOfDay::parse(&format!("{hour:02}:{minute:02}")).unwrap()
}

pub fn time_of((hour, minute): (i8, i8)) -> Time {
    Time::constant(hour, minute, 0, 0)
}

fn gap(wait: Wait) -> Gap {
    Gap::parse(&wait.text()).unwrap()
}

fn delay(wait: Wait) -> Delay {
    Delay::parse(&wait.text()).unwrap()
}

pub fn account(choices: &mut Choices) -> (Limits, AccountRules) {
    let windows = [None, Some((8, 20)), Some((20, 2))];
    let limits = Limits {
        pressure: choices.of(&[
            None,
            Some(Wait::Days(10)),
            Some(Wait::Days(30)),
            Some(Wait::Hours(36)),
            Some(Wait::Days(3)),
            Some(Wait::Months(1)),
        ]),
        tolerance: choices.of(&[Wait::Days(7), Wait::Days(1), Wait::Days(0), Wait::Hours(30)]),
        windows: [choices.of(&windows), choices.of(&windows), choices.of(&windows)],
    };
    let window = |channel: usize| {
        limits.windows[channel].map(|(opens, closes)| QuietHours::new(hour(opens, 0), hour(closes, 0)).unwrap())
    };
    let rules = AccountRules {
        pressure: limits.pressure.map(gap),
        distinct_interactions: choices.of(&[None, Some(2), Some(3), Some(1)]),
        tolerance: gap(limits.tolerance),
        files_exempt: true,
        holdout: 0,
        staged_release: false,
        hold: None,
        email_quiet: window(0),
        sms_quiet: window(1),
        whatsapp_quiet: window(2),
    };
    (limits, rules)
}

/// Three email addresses and two phones are shared out among all people.
pub fn email(number: usize) -> Address {
    Address { channel: Channel::Email, key: AddressKey(100 + number as u128), suppressions: Vec::new() }
}

fn phone(number: usize) -> [Address; 2] {
    let by = |channel| Address { channel, key: AddressKey(200 + number as u128), suppressions: Vec::new() };
    [by(Channel::Sms), by(Channel::Whatsapp)]
}

fn person(number: usize, places: &[Place], choices: &mut Choices) -> Inhabitant {
    let mut addresses = Vec::new();
    match choices.below(5) {
        0 => addresses.push(email(number)),
        4 => {}
        shared => addresses.push(email(shared - 1)),
    }
    let phone_number = choices.below(4);
    if phone_number > 1 {
        addresses.extend(phone(phone_number - 2));
    }
    let home = choices.of(&[None, Some(1), Some(2), Some(3), Some(5)]);
    let phone_places: &[usize] = choices.of::<&[usize]>(&[&[], &[1], &[2, 4], &[5]]);
    let phone_places = if phone_number > 1 { phone_places.to_vec() } else { Vec::new() };
    let all: Vec<Consent> = Channel::ALL.iter().map(|channel| consent(number, *channel, Vec::new())).collect();
    let consents = match choices.below(4) {
        3 => vec![consent(number, Channel::Email, vec![Purpose::ServiceReview, Purpose::Rebooking])],
        _ => all,
    };
    let rules = Person {
        id: ContactId::new(Timestamp::UNIX_EPOCH, number as u128),
        addresses,
        consents,
        zone: home.map(|place| places[place].zone.clone()),
        phone_zones: phone_places.iter().map(|place| places[*place].zone.clone()).collect(),
        preferred_channel: choices.of(&[None, Some(Channel::Sms), Some(Channel::Email), Some(Channel::Whatsapp)]),
        less_often: choices.below(4) == 3,
        later: None,
        erased: false,
    };
    Inhabitant { rules, home, phone_places }
}

pub fn consent(person: usize, channel: Channel, purposes: Vec<Purpose>) -> Consent {
    let id = ConsentId::new(Timestamp::UNIX_EPOCH, (person * 10) as u128 + channel as u128);
    Consent { id, channel, purposes, basis: Basis::ExistingCustomer }
}

fn campaign(number: usize, choices: &mut Choices) -> Asking {
    let kind = choices.of(&[
        Kind::Transactional,
        Kind::Transactional,
        Kind::Targeted,
        Kind::Periodic,
        Kind::Rebooking,
        Kind::Loyalty,
    ]);
    let purpose = match kind {
        Kind::Rebooking => Purpose::Rebooking,
        _ if number == PRODUCTS => choices.of(&[Purpose::Survey, Purpose::ProductReview, Purpose::ProductReview]),
        _ => choices.of(&[Purpose::ServiceReview, Purpose::Survey]),
    };
    let storefront = choices.below(STOREFRONTS);
    let hour_of_day = choices.of(&[Some((10, 0)), None, Some((2, 30)), Some((18, 45))]);
    let send_zone = choices.of(&[ZoneChoice::Utc, ZoneChoice::Storefront, ZoneChoice::Recipient]);
    let waits = [Wait::Days(7), Wait::Days(1), Wait::Days(0), Wait::Hours(20), Wait::Days(3), Wait::Months(1)];
    let asking_delay = choices.of(&waits);
    let reminder_after = choices.of(&[Wait::Days(7), Wait::Days(1), Wait::Hours(5)]);
    let expires_after = choices.of(&[Wait::Months(3), Wait::Days(3), Wait::Days(14)]);
    let frequency = choices.of(&[
        None,
        Some(Wait::Days(1000)),
        Some(Wait::Days(20)),
        Some(Wait::Hours(50)),
        Some(Wait::Days(1)),
        Some(Wait::Months(2)),
    ]);
    let product = choices.of(&[ProductTiming::Together, ProductTiming::AfterService, ProductTiming::AfterEvent]);
    let rules = Campaign {
        id: CampaignId::new(Timestamp::UNIX_EPOCH, number as u128),
        storefront: storefront_id(storefront),
        kind,
        purpose,
        activity: Activity::On,
        frequency: frequency.map(gap),
        reminder: choices.below(3) > 0,
        priority: choices.of(&[0, 1]),
        brake: None,
        timing: Timing {
            base: choices.of(&[BaseChoice::Event, BaseChoice::ActivationDate]),
            delay: delay(asking_delay),
            send_at: hour_of_day.map(|(at, minute)| SendAt { hour: hour(at, minute), zone: send_zone }),
            explore: None,
            reminder_after: delay(reminder_after),
            strategy: strategy(choices),
            expires_after: delay(expires_after),
            product: (purpose == Purpose::ProductReview).then_some(product),
            routing: Vec::new(),
        },
    };
    let event_kind = choices.below(2);
    Asking {
        rules,
        storefront,
        event_kind,
        frequency,
        delay: asking_delay,
        hour: hour_of_day,
        expires_after,
        reminder_after,
        product,
    }
}

fn strategy(choices: &mut Choices) -> Vec<Step> {
    let step = |role, channel, hours| Step { channel, after: delay(Wait::Hours(hours)), role };
    let named = ChannelChoice::Named;
    match choices.below(5) {
        2 => vec![
            step(Role::First, ChannelChoice::Preferred, 0),
            step(Role::FollowUp, named(Channel::Email), 24),
            step(Role::Reminder, ChannelChoice::Preferred, 48),
        ],
        3 => vec![
            step(Role::First, named(Channel::Sms), 0),
            step(Role::FollowUp, named(Channel::Email), 6),
            step(Role::FollowUp, named(Channel::Whatsapp), 30),
        ],
        4 => vec![
            step(Role::First, named(Channel::Email), 0),
            step(Role::Reminder, ChannelChoice::Preferred, 50),
            step(Role::FollowUp, named(Channel::Sms), 90),
        ],
        _ => Vec::new(),
    }
}

/// The first instant of every history: a Friday, some weeks before clocks change in most of the places.
pub fn beginning() -> Timestamp {
    Timestamp::constant(1_771_581_780, 0) + SignedDuration::from_millis(250)
}
