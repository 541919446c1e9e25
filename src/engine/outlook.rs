//! Outlook: what would become of an order placed now, under settings that need not be saved. The rules themselves are run
//! ahead, step by step, for a made-up customer against whom nothing speaks; nothing is stored.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{Address, AddressKey, Channel};
use rules::campaign::{AccountRules, Activity, BaseChoice, Campaign as CampaignRules, Storefront as StorefrontRules};
use rules::consent::{Basis, Consent};
use rules::decide::{Action, Due, decide};
use rules::event::{Event, Order};
use rules::hours::Zones;
use rules::id::{ConsentId, ContactId, EventId, InvitationId};
use rules::invitation::{Ask, Invitation};
use rules::judgement::RULES;
use rules::person::Person;
use rules::plan::{Candidate, FirstStep, plan};
use rules::reason::Code;
use rules::settle::{Attempt, Ended, settle};
use rules::state::InvitationStatus;
use rules::strategy::{NextStep, Role};
use rules::time::{day_of, days_later};

use super::dues::storefront_rules;
use crate::store::Error;
use crate::store::accounts::Account;
use crate::store::campaigns::Campaign;
use crate::store::storefronts::Storefront;

/// An activation date that the made-up order has, in days after it was placed.
pub const ACTIVATES_AFTER: u16 = 7;
/// Holds of one message that are followed; quiet hours hold it once.
const MOST_HOLDS: usize = 10;

/// What would become of an order placed now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outlook {
    pub placed_at: Timestamp,
    /// What the delay counts from, where that is not the order itself.
    pub activates_on: Option<Date>,
    pub messages: Vec<Ahead>,
    /// The form's end; none where nothing goes.
    pub closes_at: Option<Timestamp>,
}

/// A message that is still ahead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ahead {
    pub role: Role,
    pub channel: Channel,
    /// When it goes, or was to go.
    pub at: Timestamp,
    /// Why these settings alone keep it from going.
    pub stopped_by: Option<Code>,
    /// Held until a time of day that suits.
    pub waits_for_morning: bool,
    /// What may still happen that keeps it from going.
    pub stoppers: Vec<Code>,
}

/// Everything that the rules look at.
struct Scene {
    now: Timestamp,
    account: AccountRules,
    campaign: CampaignRules,
    storefront: StorefrontRules,
    person: Person,
    event: Event,
    order: Order,
}

/// Runs the rules ahead for an order placed now. Campaign and account are taken as switched on.
///
/// # Errors
/// [`Error::Column`] where stored settings cannot be read.
pub fn outlook(
    now: Timestamp,
    account: &Account,
    storefront: &Storefront,
    campaign: &Campaign,
) -> Result<Outlook, Error> {
    let unreadable = |_| Error::Column { column: 0, wanted: "settings", found: "other settings" };
    let account = account.settings.check(None).map_err(unreadable)?;
    let campaign = CampaignRules { activity: Activity::On, ..campaign.rules()? };
    Ok(Scene::new(now, account, campaign, storefront_rules(storefront)).look_ahead())
}

impl Scene {
    fn new(now: Timestamp, account: AccountRules, campaign: CampaignRules, storefront: StorefrontRules) -> Self {
        let address = Address { channel: Channel::Email, key: AddressKey(0), suppressions: Vec::new() };
        let consent = Consent {
            id: ConsentId::new(now, 0),
            channel: Channel::Email,
            purposes: Vec::new(),
            basis: Basis::Consent,
        };
        let person = Person {
            id: ContactId::new(now, 0),
            addresses: vec![address],
            consents: vec![consent],
            zone: None,
            phone_zones: Vec::new(),
            preferred_channel: None,
            less_often: false,
            later: None,
            erased: false,
        };
        let activates = campaign.timing.base == BaseChoice::ActivationDate;
        let event = Event {
            id: EventId::new(now, 0),
            reference: String::new(),
            occurred_at: now,
            activation_date: activates.then(|| days_later(day_of(now, &storefront.zone), ACTIVATES_AFTER)),
            from_file: false,
            has_products: true,
        };
        Self { now, account, campaign, storefront, person, event, order: Order::default() }
    }

    fn look_ahead(&self) -> Outlook {
        let mut outlook = Outlook {
            placed_at: self.now,
            activates_on: self.event.activation_date,
            messages: Vec::new(),
            closes_at: None,
        };
        let mut history = vec![Vec::new()];
        let Some(first) = self.plan(&mut history) else { return outlook };
        let mut invitation = self.invitation(&first);
        let mut queued = Some(first.channel);
        while let Some(channel) = queued.take() {
            let ahead = self.follow(&mut invitation, channel, &mut history);
            if ahead.stopped_by.is_none() {
                let (next, closes_at) = self.settle(&mut invitation, &ahead);
                outlook.closes_at = outlook.closes_at.or(closes_at);
                queued = next.map(|next| enqueue(&mut invitation, next));
            }
            outlook.messages.push(ahead);
        }
        outlook
    }

    fn plan(&self, history: &mut [Vec<Ask>]) -> Option<FirstStep> {
        let candidate = Candidate {
            campaign: &self.campaign,
            storefront: &self.storefront,
            person: &self.person,
            event: &self.event,
            order: &self.order,
            duplicate: false,
            history: 0,
            invitation: InvitationId::new(self.now, 0),
            exists: false,
        };
        plan(self.now, &self.account, &[candidate], history).pop()?.first
    }

    fn invitation(&self, first: &FirstStep) -> Invitation {
        Invitation {
            id: InvitationId::new(self.now, 0),
            pinned: self.campaign.timing.clone(),
            role: Role::First,
            step: first.step,
            due_at: first.due_at,
            next_at: first.next_at.unwrap_or(first.due_at),
            released_from: None,
            first_sent_at: None,
            expires_at: None,
            used: Vec::new(),
            last_message_at: None,
            reminder_at_creation: self.campaign.reminder,
            reminder_at_first: self.campaign.reminder,
            reminder_struck: false,
            first_unknown: false,
        }
    }

    /// Decides the queued message when it is due, and again when what holds it is over.
    fn follow(&self, invitation: &mut Invitation, channel: Channel, histories: &mut [Vec<Ask>]) -> Ahead {
        let role = invitation.role;
        let stoppers = self.stoppers(role);
        let mut ahead =
            Ahead { role, channel, at: invitation.next_at, stopped_by: None, waits_for_morning: false, stoppers };
        for _ in 0..MOST_HOLDS {
            let due = Due {
                campaign: &self.campaign,
                storefront: &self.storefront,
                person: &self.person,
                event: &self.event,
                order: &self.order,
                invitation,
                product: None,
                history: 0,
            };
            let Some(decided) = decide(ahead.at, &self.account, &[due], histories).pop() else { break };
            match decided.action {
                Action::Send { .. } => return ahead,
                Action::Hold { until: Some(until), due_at } => {
                    ahead.waits_for_morning |= decided.decision.reason == Some(Code::QuietHours);
                    ahead.at = until;
                    (invitation.due_at, invitation.next_at) = (due_at, until);
                }
                Action::Hold { until: None, .. } | Action::Refuse { .. } => {
                    ahead.stopped_by = decided.decision.reason;
                    return ahead;
                }
            }
        }
        ahead.stopped_by = Some(Code::QuietHours);
        ahead
    }

    /// What follows when the message is taken.
    fn settle(&self, invitation: &mut Invitation, ahead: &Ahead) -> (Option<NextStep>, Option<Timestamp>) {
        let zones = Zones { storefront: &self.storefront.zone, recipient: self.person.zone_or(&self.storefront.zone) };
        let attempt = Attempt {
            ended: Ended::Accepted,
            role: ahead.role,
            step: invitation.step,
            channel: ahead.channel,
            tries: 1,
            first_tried_at: ahead.at,
            timing: &invitation.pinned,
            person: &self.person,
            first_sent_at: invitation.first_sent_at,
            committed_at: ahead.at,
            used: &invitation.used,
            reminders: self.campaign.reminder,
            status: InvitationStatus::Scheduled,
            zones,
        };
        let Some(settled) = settle(ahead.at, &[attempt]).pop() else { return (None, None) };
        invitation.used.push(ahead.channel);
        invitation.first_sent_at = invitation.first_sent_at.or(Some(ahead.at));
        invitation.last_message_at = Some(ahead.at);
        invitation.expires_at = settled.expires_at;
        (settled.next, settled.expires_at)
    }

    /// The rules at sending whose verdict rests on what happens until then, and not on these settings.
    fn stoppers(&self, role: Role) -> Vec<Code> {
        let of_settings = [
            Code::EventTooOld,
            Code::InvitationExpired,
            Code::ChannelUnreachable,
            Code::ReminderOff,
            Code::ReminderProductPending,
            Code::QuietHours,
        ];
        let of_reminders = [Code::ReminderOrderReminded, Code::ReminderFirstUnknown];
        let at_sending = RULES.iter().filter(|rule| rule.send).map(|rule| rule.code);
        let can_stop = |code: &Code| match code {
            Code::FrequencyCampaign => role == Role::First && self.campaign.frequency.is_some(),
            Code::FrequencyPressure => role == Role::First && self.account.pressure.is_some(),
            code if of_reminders.contains(code) => role == Role::Reminder,
            code => !of_settings.contains(code),
        };
        at_sending.filter(can_stop).collect()
    }
}

fn enqueue(invitation: &mut Invitation, next: NextStep) -> Channel {
    invitation.role = next.role;
    invitation.step = next.step;
    (invitation.due_at, invitation.next_at) = (next.at, next.at);
    next.channel
}
