//! The oracle: what each rule of the specification says, worked out a second time from the same facts, without a line
//! of the rules' own code.

mod timing;

use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use rules::address::Channel;
use rules::campaign::{Activity, Purpose};
use rules::decision::Stage;
use rules::hours::ZoneChoice;
use rules::plan::FirstStep;
use rules::product::ServiceRequest;
use rules::reason::Code;
use rules::strategy::{ChannelChoice, Role, Step};

use crate::driver::Driver;
use crate::life::Message;
use crate::planning::{Planning, Request};
use crate::step::OrderKey;
use crate::world::{Asking, Inhabitant};
use crate::{pairs, pressing};

/// What is judged: a request when it is planned, or the queued step of an invitation.
#[derive(Debug, Clone)]
pub struct View {
    pub stage: Stage,
    pub campaign: usize,
    pub person: usize,
    pub event: usize,
    pub order: OrderKey,
    pub life: Option<usize>,
    pub role: Role,
    /// When it goes by the settings, or since a release.
    pub due: Timestamp,
    /// When it was to go after holds.
    pub expected: Timestamp,
    /// The service request of the same event.
    pub service: Option<ServiceRequest>,
    pub product_pending: bool,
    /// The first step of the request on whose form these products are.
    pub joint: Option<FirstStep>,
    pinned: Pinned,
    duplicate: bool,
}

/// Whose settings count.
#[derive(Debug, Clone, Copy)]
enum Pinned {
    /// The campaign's, as they stand.
    Now,
    /// An invitation's that is there already.
    Life(usize),
    /// Those of the products on the form of one.
    Form(usize),
}

/// How a rule says no.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum No {
    Refuse,
    Until(Timestamp),
    UntilReleased,
    /// Until the window opens, which the check of the decision finds out.
    UntilOpen,
}

/// Which step goes over which channel, and what is said against it, in the order of the rules.
#[derive(Debug)]
pub struct Verdicts {
    pub step: usize,
    pub channel: Channel,
    pub against: Vec<(Code, No)>,
}

const OF_CHANNEL: [Code; 6] = [
    Code::SuppressedUnsubscribed,
    Code::SuppressedBounced,
    Code::SuppressedComplained,
    Code::SuppressedManual,
    Code::ConsentMissing,
    Code::ChannelUnreachable,
];

impl View {
    /// With the service request that was planned just before it, and the one that is known already.
    pub fn of_plan(
        driver: &Driver,
        request: &Request,
        (beside, known): (Option<Planning>, Option<ServiceRequest>),
        duplicate: bool,
    ) -> Self {
        let Request { campaign, event, .. } = *request;
        let pinned = request.life.map(Pinned::Life).or(request.form.map(Pinned::Form)).unwrap_or(Pinned::Now);
        let happened = &driver.events[event];
        let mut view = Self {
            stage: Stage::Plan,
            campaign,
            person: happened.person,
            event,
            order: happened.order,
            life: None,
            role: Role::First,
            due: driver.now,
            expected: driver.now,
            service: beside.map(|service| service.request).or(known),
            product_pending: false,
            joint: None,
            pinned,
            duplicate,
        };
        view.joint = beside.filter(|_| request.life.is_none()).and_then(|service| pairs::joins(driver, &view, service));
        if let Some(first) = view.joint {
            (view.due, view.expected) = (first.due_at, first.due_at);
            return view;
        }
        view.expected = view.due_by_settings(driver);
        view.due = if view.expected < driver.now { view.catching_up(driver, driver.now) } else { view.expected };
        view
    }

    pub fn of_due(driver: &Driver, number: usize) -> Self {
        let life = &driver.lives[number];
        let (due, next) = (life.invitation.due_at, life.next_at.unwrap_or(life.invitation.due_at));
        let mut view = Self {
            stage: Stage::Send,
            campaign: life.campaign,
            person: life.person,
            event: life.event,
            order: life.order,
            life: Some(number),
            role: life.invitation.role,
            due,
            expected: next,
            service: life.beside.service,
            product_pending: life.beside.product_pending,
            joint: None,
            pinned: Pinned::Life(number),
            duplicate: false,
        };
        if life.invitation.released_from.is_some() {
            view.due = if due < next { view.catching_up(driver, next) } else { due };
            view.expected = view.due;
        }
        view
    }

    pub fn moment(&self, driver: &Driver) -> Timestamp {
        if self.stage == Stage::Plan { self.due } else { driver.now }
    }

    pub fn asking<'d>(&self, driver: &'d Driver) -> &'d Asking {
        &driver.world.campaigns[self.campaign]
    }

    /// The settings of its planning, which an edit does not change (V15).
    pub fn pinned<'d>(&self, driver: &'d Driver) -> &'d Asking {
        match self.pinned {
            Pinned::Now => self.asking(driver),
            Pinned::Life(life) => &driver.lives[life].pinned,
            Pinned::Form(life) => &driver.lives[life].product.as_ref().unwrap().pinned,
        }
    }

    pub fn person<'d>(&self, driver: &'d Driver) -> &'d Inhabitant {
        &driver.world.people[self.person]
    }

    pub fn storefront_clock<'d>(&self, driver: &'d Driver) -> &'d TimeZone {
        &driver.world.places[self.order.storefront + 1].clock
    }

    fn recipient_clock<'d>(&self, driver: &'d Driver) -> &'d TimeZone {
        let person = self.person(driver);
        match (&person.home, person.phone_places.as_slice()) {
            (Some(place), _) | (None, [place]) => &driver.world.places[*place].clock,
            _ => self.storefront_clock(driver),
        }
    }

    /// The clock by which the message's hour, delays and gaps count.
    pub fn clock<'d>(&self, driver: &'d Driver) -> &'d TimeZone {
        match self.pinned(driver).rules.timing.send_at.map(|at| at.zone) {
            Some(ZoneChoice::Utc) => &driver.world.places[0].clock,
            Some(ZoneChoice::Recipient) => self.recipient_clock(driver),
            Some(ZoneChoice::Storefront) | None => self.storefront_clock(driver),
        }
    }

    /// The channel of a step for this person.
    fn channel(&self, driver: &Driver, step: &Step) -> Channel {
        let person = &self.person(driver).rules;
        let has = |channel: Channel| person.addresses.iter().any(|address| address.channel == channel);
        let standard = self.pinned(driver).rules.timing.strategy.is_empty();
        let carried = self.life.and_then(|life| driver.lives[life].invitation.used.last().copied());
        match (step.channel, carried) {
            (_, Some(carried)) if standard && step.role == Role::Reminder => carried,
            (ChannelChoice::Named(channel), _) => channel,
            (ChannelChoice::Preferred, _) => match person.preferred_channel {
                Some(preferred) if has(preferred) => preferred,
                _ => Channel::ALL.into_iter().find(|channel| has(*channel)).unwrap_or(Channel::Email),
            },
        }
    }

    fn steps(&self, driver: &Driver) -> Vec<Step> {
        let timing = &self.pinned(driver).rules.timing;
        let standard = |role| Step { channel: ChannelChoice::Preferred, after: timing.reminder_after, role };
        if timing.strategy.is_empty() {
            vec![standard(Role::First), standard(Role::Reminder)]
        } else {
            timing.strategy.clone()
        }
    }

    /// The verdicts on the first step from the due one on whose channel can be used; on the due one where none can.
    pub fn verdicts(&self, driver: &Driver, displaced: &[(usize, Timestamp)]) -> Verdicts {
        let due = self.life.map_or(0, |life| driver.lives[life].invitation.step);
        let mut first = None;
        for (step, wanted) in self.steps(driver).iter().enumerate().skip(due) {
            let channel = self.channel(driver, wanted);
            let against = self.against(driver, channel, displaced);
            let mut refusals = against.iter().filter(|(_, no)| *no == No::Refuse).peekable();
            let gives_way = refusals.peek().is_some() && refusals.all(|(code, _)| OF_CHANNEL.contains(code));
            let verdicts = Verdicts { step, channel, against };
            if !gives_way {
                return verdicts;
            }
            first.get_or_insert(verdicts);
        }
        first.unwrap()
    }

    /// What is said against a step over this channel.
    pub fn against(&self, driver: &Driver, channel: Channel, displaced: &[(usize, Timestamp)]) -> Vec<(Code, No)> {
        let mut against = Vec::new();
        let mut say = |code: Code, no: Option<No>| against.extend(no.map(|no| (code, no)));
        let refused = |is: bool| is.then_some(No::Refuse);
        let sending = self.stage == Stage::Send;
        say(
            Code::CampaignInactive,
            match self.asking(driver).rules.activity {
                Activity::On => None,
                Activity::Paused => Some(No::UntilReleased),
                Activity::Off | Activity::NotInPlan | Activity::OverLimit => Some(No::Refuse),
            },
        );
        say(Code::EventDuplicate, refused(self.duplicate));
        let order = &driver.orders[&self.order].rules;
        say(Code::EventCancelled, refused(order.cancelled_at.is_some()));
        say(Code::EventOnHold, order.held_at.map(|_| No::UntilReleased));
        say(Code::EventTooOld, refused(self.is_too_late(driver)));
        let purpose = self.asking(driver).rules.purpose;
        let lacks_products = purpose == Purpose::ProductReview && !driver.events[self.event].rules.has_products;
        say(Code::ProductsNone, refused(!sending && lacks_products));
        say(Code::ProductsServiceFirst, pairs::service_first(driver, self).filter(|_| sending));
        say(Code::ResponseReceived, refused(purpose != Purpose::Rebooking && order.answered.contains(&purpose)));
        say(Code::InvitationExpired, refused(sending && self.is_closing(driver)));
        say(Code::RecipientLater, self.later_day(driver).filter(|_| sending));
        say(Code::ContactErased, refused(self.person(driver).rules.erased));
        self.against_channel(driver, channel).into_iter().for_each(|code| say(code, Some(No::Refuse)));
        say(Code::FrequencyCampaign, refused(pressing::campaign(driver, self, displaced)));
        say(Code::FrequencyPressure, pressing::pressure(driver, self, displaced));
        if sending && self.role == Role::Reminder {
            self.against_reminder(driver).into_iter().for_each(|code| say(code, Some(No::Refuse)));
        }
        say(Code::BrakeOn, driver.world.account.hold.map(|_| No::UntilReleased));
        say(Code::QuietHours, (sending && !self.is_open(driver, channel, driver.now)).then_some(No::UntilOpen));
        against
    }

    fn against_channel(&self, driver: &Driver, channel: Channel) -> Vec<Code> {
        let person = &self.person(driver).rules;
        let rules = &self.asking(driver).rules;
        let mut against = Vec::new();
        let address = person.addresses.iter().find(|address| address.channel == channel);
        for (code, cause) in OF_CHANNEL.into_iter().zip(rules::address::Cause::ALL) {
            let covers = |stop: &rules::address::Suppression| {
                stop.cause == cause && stop.group.is_none_or(|group| group == rules.purpose.group())
            };
            if address.is_some_and(|address| address.suppressions.iter().any(covers)) {
                against.push(code);
            }
        }
        let covers = |consent: &&rules::consent::Consent| {
            consent.channel == channel && (consent.purposes.is_empty() || consent.purposes.contains(&rules.purpose))
        };
        if !person.consents.iter().any(|consent| covers(&consent)) {
            against.push(Code::ConsentMissing);
        }
        let is_spent =
            self.role != Role::Reminder && self.life.is_some_and(|life| used(driver, life).contains(&channel));
        if address.is_none() || is_spent {
            against.push(Code::ChannelUnreachable);
        }
        against
    }

    fn against_reminder(&self, driver: &Driver) -> Vec<Code> {
        let number = self.life.unwrap();
        let (life, known) = (&driver.lives[number], &driver.orders[&self.order]);
        let told = &life.invitation;
        let on = told.reminder_at_creation && told.reminder_at_first && !told.reminder_struck;
        let event = &driver.events[self.event].rules;
        let unknown =
            |message: &Message| message.role == Role::First && message.status == rules::state::MessageStatus::Unknown;
        let all = [
            (Code::ReminderOff, !(on && self.asking(driver).rules.reminder)),
            (Code::ReminderOrderReminded, known.reminded_by.is_some_and(|by| by != number)),
            (Code::ReminderProductPending, (known.rules.product_pending || self.product_pending) && !event.from_file),
            (Code::ReminderFirstUnknown, life.messages.iter().any(unknown)),
        ];
        all.into_iter().filter_map(|(code, applies)| applies.then_some(code)).collect()
    }

    /// Whether the channel's window is open for the whole minute that begins now, wherever the person may be.
    pub fn is_open(&self, driver: &Driver, channel: Channel, now: Timestamp) -> bool {
        let Some((opens, closes)) = driver.world.limits.windows[channel as usize] else { return true };
        let person = self.person(driver);
        let places = match (person.home, person.phone_places.as_slice()) {
            (Some(home), _) => vec![home],
            (None, []) => vec![self.order.storefront + 1],
            (None, phone) => phone.to_vec(),
        };
        let shows_open = |place: &usize, at: Timestamp| {
            let hour = driver.world.places[*place].clock.to_datetime(at).hour();
            if opens < closes { opens <= hour && hour < closes } else { hour >= opens || hour < closes }
        };
        let last = now + SignedDuration::from_nanos(59_999_999_999);
        places.iter().all(|place| shows_open(place, now) && shows_open(place, last))
    }
}

/// The channels of messages that were tried and are not to be tried again.
fn used(driver: &Driver, life: usize) -> Vec<Channel> {
    let tried = |message: &&Message| message.status != rules::state::MessageStatus::Queued;
    driver.lives[life].messages.iter().filter(tried).map(|message| message.channel).collect()
}
