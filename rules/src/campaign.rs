//! Campaigns: whom to ask what, when, over which channels; and the account's own settings above them.

use std::str::FromStr;

use crate::address::{Channel, PurposeGroup};
use crate::brake::Brake;
use crate::delay::{Delay, Gap};
use crate::hours::{SendAt, ZoneChoice};
use crate::id::{CampaignId, StorefrontId};
use crate::learned::{Explore, Hour};
use crate::product::ProductTiming;
use crate::quiet::QuietHours;
use crate::routing::Platform;
use crate::strategy::Step;
use crate::time::Zone;

/// What an invitation asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Purpose {
    ServiceReview,
    ProductReview,
    Survey,
    Rebooking,
}

impl Purpose {
    pub const ALL: [Purpose; 4] = [Purpose::ServiceReview, Purpose::ProductReview, Purpose::Survey, Purpose::Rebooking];

    pub fn as_str(self) -> &'static str {
        match self {
            Purpose::ServiceReview => "service_review",
            Purpose::ProductReview => "product_review",
            Purpose::Survey => "survey",
            Purpose::Rebooking => "rebooking",
        }
    }

    pub fn group(self) -> PurposeGroup {
        match self {
            Purpose::Rebooking => PurposeGroup::Rebooking,
            _ => PurposeGroup::Asking,
        }
    }
}

impl FromStr for Purpose {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|purpose| purpose.as_str() == text).ok_or(())
    }
}

/// Strongest first: the order in which requests compete for one person (rules 4, Competition).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Transactional,
    Rebooking,
    Targeted,
    Loyalty,
    Periodic,
}

impl Kind {
    pub const ALL: [Kind; 5] = [Kind::Transactional, Kind::Rebooking, Kind::Targeted, Kind::Loyalty, Kind::Periodic];

    pub fn as_str(self) -> &'static str {
        match self {
            Kind::Transactional => "transactional",
            Kind::Rebooking => "rebooking",
            Kind::Targeted => "targeted",
            Kind::Loyalty => "loyalty",
            Kind::Periodic => "periodic",
        }
    }
}

impl FromStr for Kind {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(())
    }
}

/// Whether a campaign asks at all. Paused holds what is planned; off and ended refuse it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Activity {
    On,
    Paused,
    Off,
    /// The account's plan has no such campaigns (TP-10).
    NotInPlan,
    /// Others have the places that the account's plan has (RI-18).
    OverLimit,
}

impl Activity {
    pub fn as_str(self) -> &'static str {
        match self {
            Activity::On => "on",
            Activity::Paused => "paused",
            Activity::Off => "off",
            Activity::NotInPlan => "plan.feature",
            Activity::OverLimit => "plan.limit",
        }
    }
}

/// Which instant the delay counts from (ET-3).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BaseChoice {
    Event,
    ActivationDate,
}

/// TP-5. `None`: after every event.
pub type FrequencyGap = Option<Gap>;

/// The settings of a campaign that its invitations pin when they are planned (V15): timing and content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Timing {
    pub base: BaseChoice,
    pub delay: Delay,
    pub send_at: Option<SendAt>,
    /// The sending hour is learned, and `send_at` says which holds until it is chosen (rules 2.6).
    pub explore: Option<Explore>,
    /// How long after the first message a reminder goes; whether it goes at all is [`Campaign::reminder`].
    pub reminder_after: Delay,
    /// Empty: one first message on the preferred channel and, if on, one reminder on the same channel.
    pub strategy: Vec<Step>,
    /// The form's term, counted from the first message (AV-4).
    pub expires_after: Delay,
    /// Of a product request: how it stands to the service request of its order; none for every other one.
    pub product: Option<ProductTiming>,
    /// Other platforms to which a share of its invitations points (rules 8).
    pub routing: Vec<Platform>,
}

impl Timing {
    /// Takes a learned hour, on the recipient's clock, for good.
    pub fn pin(&mut self, hour: Hour) {
        self.send_at = Some(SendAt { hour: hour.of_day(), zone: ZoneChoice::Recipient });
        self.explore = None;
    }
}

/// A campaign as it stands now: its switches act at once on everything unsent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Campaign {
    pub id: CampaignId,
    pub storefront: StorefrontId,
    pub kind: Kind,
    pub purpose: Purpose,
    pub activity: Activity,
    pub frequency: FrequencyGap,
    /// Whether reminders are on (TP-6).
    pub reminder: bool,
    /// Larger goes first among campaigns of one kind.
    pub priority: i32,
    /// What stopped it by itself (rules 7.4); none: nothing did, or somebody released it.
    pub brake: Option<Brake>,
    pub timing: Timing,
}

impl Campaign {
    /// Whether this campaign's requests displace those of `other`; among equals the request planned first stays.
    pub fn is_stronger_than(&self, kind: Kind, priority: i32) -> bool {
        (self.kind, -i64::from(self.priority)) < (kind, -i64::from(priority))
    }
}

/// Why a whole account sends nothing until a person releases it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AccountHold {
    /// The database was restored or copied (V14).
    Restored,
    /// Somebody pulled the kill switch.
    KillSwitch,
}

impl AccountHold {
    pub fn as_str(self) -> &'static str {
        match self {
            AccountHold::Restored => "restored",
            AccountHold::KillSwitch => "kill_switch",
        }
    }
}

impl FromStr for AccountHold {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        [AccountHold::Restored, AccountHold::KillSwitch].into_iter().find(|hold| hold.as_str() == text).ok_or(())
    }
}

/// What an account says about all its campaigns together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AccountRules {
    /// RI-17: at least this long between requests to one person or address, over all campaigns; none: off.
    pub pressure: Option<Gap>,
    /// RI-17's exception: this many requests may fall into the window when they are about distinct interactions.
    pub distinct_interactions: Option<u32>,
    /// How late something may still go (rules 2.5); standard 7 days.
    pub tolerance: Gap,
    /// AV-3: orders taken in by file are reminded of also while a separate product request is still to come.
    pub files_exempt: bool,
    /// The share of customers who are not asked, in percent (AW-12).
    pub holdout: u8,
    /// Large sends go in stages (rules 7.3).
    pub staged_release: bool,
    pub hold: Option<AccountHold>,
    pub sms_quiet: Option<QuietHours>,
    pub whatsapp_quiet: Option<QuietHours>,
    pub email_quiet: Option<QuietHours>,
}

impl AccountRules {
    pub fn quiet_hours(&self, channel: Channel) -> Option<QuietHours> {
        match channel {
            Channel::Email => self.email_quiet,
            Channel::Sms => self.sms_quiet,
            Channel::Whatsapp => self.whatsapp_quiet,
        }
    }
}

/// A shop site, market, clinic or salon.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Storefront {
    pub id: StorefrontId,
    pub zone: Zone,
}
