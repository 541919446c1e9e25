//! A scene: everything that one run of the rules looks at, in its ordinary state. A test changes what it is about and
//! reads in one line what was decided.

pub mod attempt;
mod words;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{Address, AddressKey, Cause, Channel, PurposeGroup, Suppression};
use rules::campaign::{AccountRules, Activity, BaseChoice, Campaign, Kind, Purpose, Storefront, Timing};
use rules::consent::{Basis, Consent};
use rules::decide::{Decided, Due, decide};
use rules::decision::{Check, Decision};
use rules::delay::{Delay, Gap};
use rules::event::{Event, Order};
use rules::hours::{HourOfDay, SendAt, ZoneChoice};
use rules::id::{CampaignId, ConsentId, ContactId, EventId, InvitationId, StorefrontId};
use rules::invitation::{Ask, Invitation};
use rules::learned::Learned;
use rules::person::Person;
use rules::plan::{Candidate, Planned, plan};
use rules::quiet::QuietHours;
use rules::reason::Code;
use rules::strategy::{ChannelChoice, Role, Step};
use rules::time::Zone;
use rules::wave::Waves;

/// The order was delivered on Monday 2 March 2026 at 15:00 in Stockholm. A week later at 10:00 UTC it is asked about.
#[derive(Debug, Clone)]
pub struct Scene {
    pub now: Timestamp,
    pub account: AccountRules,
    pub campaign: Campaign,
    pub storefront: Storefront,
    pub person: Person,
    pub event: Event,
    pub order: Order,
    pub duplicate: bool,
    pub invitation: Invitation,
    pub history: Vec<Ask>,
    pub waves: Waves,
    pub learned: Option<Learned>,
}

/// The instant at which the standard scene's message is due.
pub const DUE: &str = "2026-03-09T10:00:00Z";

pub fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

pub fn day(text: &str) -> Date {
    text.parse().unwrap()
}

pub fn delay(text: &str) -> Delay {
    Delay::parse(text).unwrap()
}

pub fn gap(text: &str) -> Gap {
    Gap::parse(text).unwrap()
}

pub fn zone(name: &str) -> Zone {
    Zone::parse(name).unwrap()
}

pub fn sending_hour(hour: &str, zone: ZoneChoice) -> Option<SendAt> {
    Some(SendAt { hour: HourOfDay::parse(hour).unwrap(), zone })
}

pub fn window(opens: &str, closes: &str) -> Option<QuietHours> {
    Some(QuietHours::new(HourOfDay::parse(opens).unwrap(), HourOfDay::parse(closes).unwrap()).unwrap())
}

pub fn step(role: Role, channel: Channel, after: &str) -> Step {
    Step { channel: ChannelChoice::Named(channel), after: delay(after), role }
}

pub fn preferred(role: Role, after: &str) -> Step {
    Step { channel: ChannelChoice::Preferred, after: delay(after), role }
}

/// RI-8: the preferred channel, email after a day, a last reminder on the preferred one after two.
pub fn three_steps() -> Vec<Step> {
    vec![
        preferred(Role::First, "P0D"),
        step(Role::FollowUp, Channel::Email, "PT24H"),
        preferred(Role::Reminder, "PT48H"),
    ]
}

pub fn email(number: u128) -> Address {
    Address { channel: Channel::Email, key: AddressKey(number), suppressions: Vec::new() }
}

pub fn sms(number: u128) -> Address {
    Address { channel: Channel::Sms, key: AddressKey(number), suppressions: Vec::new() }
}

pub fn whatsapp(number: u128) -> Address {
    Address { channel: Channel::Whatsapp, key: AddressKey(number), suppressions: Vec::new() }
}

pub fn consent(channel: Channel, purposes: &[Purpose]) -> Consent {
    let id = ConsentId::new(at("2026-01-01T00:00:00Z"), channel as u128);
    Consent { id, channel, purposes: purposes.to_vec(), basis: Basis::ExistingCustomer }
}

/// Ids by a number, so that "another storefront" is simply another number.
pub fn storefront_id(number: u128) -> StorefrontId {
    StorefrontId::new(Timestamp::UNIX_EPOCH, number)
}

pub fn contact_id(number: u128) -> ContactId {
    ContactId::new(Timestamp::UNIX_EPOCH, number)
}

pub fn invitation_id(number: u128) -> InvitationId {
    InvitationId::new(Timestamp::UNIX_EPOCH, number)
}

/// The invitation that the scene plans or decides.
pub const OWN: u128 = 1;

pub fn timing() -> Timing {
    Timing {
        base: BaseChoice::Event,
        delay: delay("P7D"),
        send_at: sending_hour("10:00", ZoneChoice::Utc),
        explore: None,
        reminder_after: delay("P7D"),
        strategy: Vec::new(),
        expires_after: delay("P3M"),
        product: None,
        routing: Vec::new(),
    }
}

fn account() -> AccountRules {
    AccountRules {
        pressure: Some(gap("P30D")),
        distinct_interactions: Some(2),
        tolerance: gap("P7D"),
        files_exempt: true,
        holdout: 0,
        staged_release: false,
        hold: None,
        sms_quiet: window("08:00", "20:00"),
        whatsapp_quiet: window("08:00", "20:00"),
        email_quiet: None,
    }
}

fn campaign() -> Campaign {
    Campaign {
        id: CampaignId::new(Timestamp::UNIX_EPOCH, 1),
        storefront: storefront_id(1),
        kind: Kind::Transactional,
        purpose: Purpose::ServiceReview,
        activity: Activity::On,
        frequency: Some(gap("P3Y")),
        reminder: true,
        priority: 0,
        brake: None,
        timing: timing(),
    }
}

fn person() -> Person {
    Person {
        id: contact_id(1),
        addresses: vec![email(1)],
        consents: Channel::ALL.iter().map(|channel| consent(*channel, &[])).collect(),
        zone: None,
        phone_zones: Vec::new(),
        preferred_channel: None,
        less_often: false,
        later: None,
        erased: false,
    }
}

fn event() -> Event {
    Event {
        id: EventId::new(Timestamp::UNIX_EPOCH, 1),
        reference: "A-1".to_owned(),
        occurred_at: at("2026-03-02T14:00:00Z"),
        activation_date: None,
        from_file: false,
        has_products: false,
    }
}

fn invitation() -> Invitation {
    Invitation {
        id: invitation_id(OWN),
        pinned: timing(),
        role: Role::First,
        step: 0,
        due_at: at(DUE),
        next_at: at(DUE),
        released_from: None,
        first_sent_at: None,
        expires_at: None,
        used: Vec::new(),
        last_message_at: None,
        reminder_at_creation: true,
        reminder_at_first: true,
        reminder_struck: false,
        tried: None,
        first_unknown: false,
        followed_at: None,
    }
}

impl Scene {
    /// Just after the order was delivered.
    pub fn planning() -> Self {
        Self {
            now: at("2026-03-02T14:05:00Z"),
            account: account(),
            campaign: campaign(),
            storefront: Storefront { id: storefront_id(1), zone: zone("Europe/Stockholm") },
            person: person(),
            event: event(),
            order: Order::default(),
            duplicate: false,
            invitation: invitation(),
            history: Vec::new(),
            waves: Waves::new(),
            learned: None,
        }
    }

    /// The first message is due now.
    pub fn first_due() -> Self {
        Self { now: at(DUE), ..Self::planning() }
    }

    /// The first message went when it was due; its reminder is due now, a week later.
    pub fn reminder_due() -> Self {
        let mut scene = Self::planning();
        scene.now = at("2026-03-16T10:00:00Z");
        let invitation = &mut scene.invitation;
        invitation.role = Role::Reminder;
        invitation.step = 1;
        invitation.due_at = scene.now;
        invitation.next_at = scene.now;
        invitation.first_sent_at = Some(at(DUE));
        invitation.last_message_at = Some(at(DUE));
        invitation.expires_at = Some(at("2026-06-09T10:00:00Z"));
        invitation.used = vec![Channel::Email];
        scene
    }

    pub fn with(mut self, change: impl FnOnce(&mut Scene)) -> Self {
        change(&mut self);
        self
    }

    /// The steps of the campaign and of its invitation.
    pub fn strategy(mut self, steps: &[Step]) -> Self {
        self.campaign.timing.strategy = steps.to_vec();
        self.invitation.pinned.strategy = steps.to_vec();
        self
    }

    /// A request like this scene's own to the same person, `number` being its invitation; a test makes it differ.
    pub fn ask(&self, number: u128, when: &str) -> Ask {
        Ask {
            invitation: invitation_id(number),
            contact: self.person.id,
            address: self.person.addresses.first().map(|address| address.key),
            campaign: self.campaign.id,
            storefront: self.storefront.id,
            purpose: self.campaign.purpose,
            joint: false,
            kind: self.campaign.kind,
            priority: self.campaign.priority,
            reference: format!("B-{number}"),
            occurred_at: at(when) - jiff::SignedDuration::from_hours(7 * 24),
            at: at(when),
            sent: true,
            reached: true,
        }
    }

    /// A request that another campaign made, for another purpose.
    pub fn asked_elsewhere(mut self, number: u128, when: &str, change: impl FnOnce(&mut Ask)) -> Self {
        let mut ask = self.ask(number, when);
        ask.campaign = CampaignId::new(Timestamp::UNIX_EPOCH, 1_000 + number);
        ask.purpose = Purpose::Survey;
        change(&mut ask);
        self.history.push(ask);
        self
    }

    pub fn suppress(mut self, channel: Channel, cause: Cause, group: Option<PurposeGroup>) -> Self {
        let address = self.person.addresses.iter_mut().find(|address| address.channel == channel);
        address.unwrap().suppressions.push(Suppression { cause, group });
        self
    }

    pub fn plan(&self) -> Planned {
        self.plan_with_history().0
    }

    /// The plan, and the history as it is after it.
    pub fn plan_with_history(&self) -> (Planned, Vec<Ask>) {
        let candidate = Candidate {
            campaign: &self.campaign,
            storefront: &self.storefront,
            person: &self.person,
            event: &self.event,
            order: &self.order,
            duplicate: self.duplicate,
            history: 0,
            invitation: self.invitation.id,
            exists: false,
            learned: self.learned.as_ref(),
        };
        let mut histories = [self.history.clone()];
        let planned = plan(self.now, &self.account, &[candidate], &mut histories).remove(0);
        let [history] = histories;
        (planned, history)
    }

    pub fn due(&self) -> Due<'_> {
        Due {
            campaign: &self.campaign,
            storefront: &self.storefront,
            person: &self.person,
            event: &self.event,
            order: &self.order,
            invitation: &self.invitation,
            product: None,
            history: 0,
        }
    }

    pub fn decide(&self) -> Decided {
        decide(self.now, &self.account, &[self.due()], &mut [self.history.clone()], &mut self.waves.clone()).remove(0)
    }

    /// What is planned, in one line.
    pub fn planned(&self) -> String {
        words::planned(&self.plan())
    }

    /// What is decided, in one line.
    pub fn decided(&self) -> String {
        words::decided(&self.decide())
    }
}

/// What one rule said, with its facts by name.
pub fn check_of(decision: &Decision, code: Code) -> String {
    let check: Vec<Check> = decision.checks.iter().filter(|check| check.code == code).collect();
    assert_eq!(check.len(), 1, "{code} stands once in the decision");
    words::check(&check[0])
}
