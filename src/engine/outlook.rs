//! Outlook: what would become of an order placed now, under settings that need not be saved. The rules themselves are run
//! ahead, step by step, for a made-up customer against whom nothing speaks; nothing is stored.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{Address, AddressKey, Channel};
use rules::campaign::{
    AccountRules, Activity, BaseChoice, Campaign as CampaignRules, Purpose, Storefront as StorefrontRules,
};
use rules::consent::{Basis, Consent};
use rules::decide::{Action, Due, decide};
use rules::event::{Event, Order};
use rules::hours::Zones;
use rules::id::{ConsentId, ContactId, EventId, InvitationId};
use rules::invitation::{Ask, Invitation};
use rules::judgement::RULES;
use rules::learned::{Explore, Hour, Learned};
use rules::person::Person;
use rules::plan::{Candidate, FirstStep, plan};
use rules::product::{ServiceRequest, Standing, moved_by_service};
use rules::reason::Code;
use rules::settle::{Attempt, Ended, settle};
use rules::state::InvitationStatus;
use rules::strategy::{NextStep, Role};
use rules::time::{day_of, days_later};
use rules::wave::Waves;

use super::dues::storefront_rules;
use super::plans::lacks_feature;
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
    pub purpose: Purpose,
    /// Its form asks about the products too.
    pub with_products: bool,
    /// Of a first message: the hour that is taken because people answer then, where it is learned.
    pub learned_hour: Option<Hour>,
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
    /// The campaign, and the other one of its pair; the service campaign first.
    campaigns: Vec<CampaignRules>,
    storefront: StorefrontRules,
    person: Person,
    event: Event,
    learned: Learned,
}

/// An invitation as it goes on.
struct Thread<'a> {
    campaign: &'a CampaignRules,
    /// Of products, on the same form.
    product: Option<&'a CampaignRules>,
    invitation: Invitation,
    learned_hour: Option<Hour>,
    /// Over which its next message goes; none: nothing is queued.
    queued: Option<Channel>,
}

/// Runs the rules ahead for an order placed now. Campaign and account are taken as switched on; the other campaign of the
/// pair, for the service or for the products, as it is, and as resumed where it is paused.
///
/// # Errors
/// [`Error::Column`] where stored settings cannot be read.
pub fn outlook(
    now: Timestamp,
    account: &Account,
    storefront: &Storefront,
    campaign: &Campaign,
    beside: Option<&Campaign>,
    learned: Learned,
) -> Result<Outlook, Error> {
    let unreadable = |_| Error::Column { column: 0, wanted: "settings", found: "other settings" };
    let mut campaigns = vec![CampaignRules { activity: Activity::On, ..campaign.rules()? }];
    if let Some(beside) = beside {
        let stays_off = beside.activity() == Activity::Off || lacks_feature(account.plan, beside.purpose);
        let activity = if stays_off { Activity::Off } else { Activity::On };
        campaigns.push(CampaignRules { activity, ..beside.rules()? });
    }
    campaigns.sort_by_key(|campaign| campaign.purpose);
    for campaign in &mut campaigns {
        campaign.brake = None;
        // Most messages take the learned hour; which ones explore is a matter of chance.
        campaign.timing.explore = campaign.timing.explore.map(|_| Explore::NONE);
    }
    // Nobody is left out of what is asked of nobody.
    let account = AccountRules { holdout: 0, ..account.settings.check(None).map_err(unreadable)? };
    Ok(Scene::new(now, (account, campaigns, storefront_rules(storefront)), learned).look_ahead())
}

/// Somebody who may be asked by mail, and against whom nothing speaks.
fn anybody(now: Timestamp) -> Person {
    let address = Address { channel: Channel::Email, key: AddressKey(0), suppressions: Vec::new() };
    let consent =
        Consent { id: ConsentId::new(now, 0), channel: Channel::Email, purposes: Vec::new(), basis: Basis::Consent };
    Person {
        id: ContactId::new(now, 0),
        addresses: vec![address],
        consents: vec![consent],
        zone: None,
        phone_zones: Vec::new(),
        preferred_channel: None,
        less_often: false,
        later: None,
        erased: false,
    }
}

impl Scene {
    fn new(
        now: Timestamp,
        (account, campaigns, storefront): (AccountRules, Vec<CampaignRules>, StorefrontRules),
        learned: Learned,
    ) -> Self {
        let activates = campaigns.iter().any(|campaign| campaign.timing.base == BaseChoice::ActivationDate);
        let event = Event {
            id: EventId::new(now, 0),
            reference: String::new(),
            occurred_at: now,
            activation_date: activates.then(|| days_later(day_of(now, &storefront.zone), ACTIVATES_AFTER)),
            from_file: false,
            has_products: true,
        };
        Self { now, account, campaigns, storefront, person: anybody(now), event, learned }
    }

    fn look_ahead(&self) -> Outlook {
        let mut outlook = Outlook {
            placed_at: self.now,
            activates_on: self.event.activation_date,
            messages: Vec::new(),
            closes_at: None,
        };
        let mut history = vec![Vec::new()];
        let mut threads = self.plan(&mut history);
        let mut reminded = false;
        while let Some((place, channel)) = take_next(&mut threads) {
            let order = Order { reminded, ..order_of(&threads, place) };
            let ahead = self.follow(&mut threads[place], channel, &order, &mut history);
            if ahead.stopped_by.is_none() {
                let closes_at = self.settle(&mut threads[place], &ahead);
                outlook.closes_at = outlook.closes_at.max(closes_at);
                reminded |= ahead.role == Role::Reminder;
                self.tell_products(&mut threads, place, &ahead);
            }
            outlook.messages.push(ahead);
        }
        outlook
    }

    fn plan(&self, history: &mut [Vec<Ask>]) -> Vec<Thread<'_>> {
        let order = Order::default();
        let candidates: Vec<_> = self
            .campaigns
            .iter()
            .zip(0..)
            .map(|(campaign, number)| Candidate {
                campaign,
                storefront: &self.storefront,
                person: &self.person,
                event: &self.event,
                order: &order,
                duplicate: false,
                history: 0,
                invitation: InvitationId::new(self.now, number),
                exists: false,
                learned: Some(&self.learned),
            })
            .collect();
        let planned = plan(self.now, &self.account, &candidates, history);
        let joined = |id| {
            let on_form = self.campaigns.iter().zip(&planned).find(|(_, planned)| planned.joined == Some(id));
            on_form.map(|(campaign, _)| campaign)
        };
        let all = self.campaigns.iter().zip(&candidates).zip(&planned);
        let threads = all.filter_map(|((campaign, candidate), planned)| {
            let first = planned.first?;
            let id = candidate.invitation;
            let mut invitation = invitation(id, campaign, &first);
            let learned_hour = planned.sending_hour.map(|chosen| chosen.hour);
            learned_hour.into_iter().for_each(|hour| invitation.pinned.pin(hour));
            Some(Thread { campaign, product: joined(id), invitation, learned_hour, queued: Some(first.channel) })
        });
        threads.collect()
    }

    /// Decides the queued message when it is due, and again when what holds it is over.
    fn follow(&self, thread: &mut Thread<'_>, channel: Channel, order: &Order, histories: &mut [Vec<Ask>]) -> Ahead {
        let Thread { campaign, product, invitation, learned_hour, .. } = thread;
        let mut ahead = Ahead {
            role: invitation.role,
            purpose: campaign.purpose,
            with_products: product.is_some(),
            learned_hour: learned_hour.filter(|_| invitation.role == Role::First),
            channel,
            at: invitation.next_at,
            stopped_by: None,
            waits_for_morning: false,
            stoppers: stoppers(invitation.role, campaign, &self.account, !campaign.timing.routing.is_empty()),
        };
        for _ in 0..MOST_HOLDS {
            let due = Due {
                campaign,
                storefront: &self.storefront,
                person: &self.person,
                event: &self.event,
                order,
                invitation,
                product: *product,
                history: 0,
            };
            let Some(decided) = decide(ahead.at, &self.account, &[due], histories, &mut Waves::new()).pop() else {
                break;
            };
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

    /// What follows when the message is taken; answers when the form closes.
    fn settle(&self, thread: &mut Thread<'_>, ahead: &Ahead) -> Option<Timestamp> {
        let invitation = &mut thread.invitation;
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
            reminders: thread.campaign.reminder,
            status: InvitationStatus::Scheduled,
            zones: self.zones(),
        };
        let settled = settle(ahead.at, &[attempt]).pop()?;
        invitation.used.push(ahead.channel);
        invitation.first_sent_at = invitation.first_sent_at.or(Some(ahead.at));
        invitation.last_message_at = Some(ahead.at);
        invitation.expires_at = settled.expires_at;
        thread.queued = settled.next.map(|next| enqueue(invitation, next));
        settled.expires_at
    }

    fn zones(&self) -> Zones<'_> {
        Zones { storefront: &self.storefront.zone, recipient: self.person.zone_or(&self.storefront.zone) }
    }

    /// A service request that just went gives the product request that counts from it its time.
    fn tell_products(&self, threads: &mut [Thread<'_>], sent: usize, ahead: &Ahead) {
        if (ahead.purpose, ahead.role) != (Purpose::ServiceReview, Role::First) {
            return;
        }
        for (_, thread) in threads.iter_mut().enumerate().filter(|(place, _)| *place != sent) {
            let invitation = &mut thread.invitation;
            if let Some(at) = moved_by_service(&invitation.pinned, ahead.at, self.zones()) {
                (invitation.due_at, invitation.next_at) = (at, at);
            }
        }
    }
}

/// The rules at sending whose verdict rests on what happens until then, and not on a campaign's settings: what could still
/// stop a message, of an invitation that points to another platform or does not.
pub fn stoppers(role: Role, campaign: &CampaignRules, account: &AccountRules, points_elsewhere: bool) -> Vec<Code> {
    let of_settings = [
        Code::EventTooOld,
        Code::ProductsServiceFirst,
        Code::InvitationExpired,
        Code::ChannelUnreachable,
        Code::ReminderOff,
        Code::ReminderProductPending,
        Code::QuietHours,
    ];
    let of_reminders = [Code::ReminderOrderReminded, Code::ReminderFirstUnknown];
    let at_sending = RULES.iter().filter(|rule| rule.send).map(|rule| rule.code);
    let can_stop = |code: &Code| match code {
        Code::FrequencyCampaign => role == Role::First && campaign.frequency.is_some(),
        Code::FrequencyPressure => role == Role::First && account.pressure.is_some(),
        Code::RoutingFollowed => role != Role::First && points_elsewhere,
        Code::BrakeStaged => role == Role::First && account.staged_release,
        code if of_reminders.contains(code) => role == Role::Reminder,
        code => !of_settings.contains(code),
    };
    at_sending.filter(can_stop).collect()
}

/// The message that goes next, and over which channel.
fn take_next(threads: &mut [Thread<'_>]) -> Option<(usize, Channel)> {
    let queued = threads.iter_mut().enumerate().filter(|(_, thread)| thread.queued.is_some());
    let (place, next) = queued.min_by_key(|(_, thread)| thread.invitation.next_at)?;
    Some((place, next.queued.take()?))
}

/// What one thread sees of the others.
fn order_of(threads: &[Thread<'_>], place: usize) -> Order {
    let mut others = threads.iter().enumerate().filter(|(other, _)| *other != place).map(|(_, thread)| thread);
    let mut order = Order::default();
    let Some(other) = others.next() else { return order };
    let sent_at = other.invitation.first_sent_at;
    match other.campaign.purpose {
        Purpose::ProductReview => order.product_pending = sent_at.is_none() && other.queued.is_some(),
        _ => {
            let standing = if sent_at.is_some() { Standing::Sent } else { Standing::Over };
            order.service = Some(ServiceRequest { standing, at: sent_at.unwrap_or(other.invitation.next_at) });
        }
    }
    order
}

fn invitation(id: InvitationId, campaign: &CampaignRules, first: &FirstStep) -> Invitation {
    Invitation {
        id,
        pinned: campaign.timing.clone(),
        role: Role::First,
        step: first.step,
        due_at: first.due_at,
        next_at: first.next_at.unwrap_or(first.due_at),
        released_from: None,
        first_sent_at: None,
        expires_at: None,
        used: Vec::new(),
        last_message_at: None,
        reminder_at_creation: campaign.reminder,
        reminder_at_first: campaign.reminder,
        reminder_struck: false,
        tried: None,
        first_unknown: false,
        followed_at: None,
    }
}

fn enqueue(invitation: &mut Invitation, next: NextStep) -> Channel {
    invitation.role = next.role;
    invitation.step = next.step;
    (invitation.due_at, invitation.next_at) = (next.at, next.at);
    next.channel
}
