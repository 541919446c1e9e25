//! The scene: settings as a simulation plays them, looked up once for each place where events happen.

use std::collections::BTreeSet;

use jiff::{SignedDuration, Timestamp};
use rules::campaign::{AccountRules, Purpose, Storefront as StorefrontRules};
use rules::delay::{Gap, gap_end};
use rules::id::CampaignId;
use rules::learned::Learned;
use rules::time::Zone;

use super::history::{History, Stream, index};
use crate::engine::dues::storefront_rules;
use crate::engine::learned::beforehand;
use crate::engine::planning::{Wanting, by_kind};
use crate::engine::plans::bind_to;
use crate::settings::account::AccountSettings;
use crate::settings::plan::Plan;
use crate::store::Error;
use crate::store::campaigns::Campaign;
use crate::store::storefronts::Storefront;

/// Settings that are tried out. Nothing of them need be stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    pub account: AccountSettings,
    pub plan: Plan,
    pub storefronts: Vec<Storefront>,
    pub campaigns: Vec<Campaign>,
}

/// Where a stream of events happens, and which campaigns want it.
pub(super) struct Place {
    pub stream: Stream,
    pub storefront: Storefront,
    pub rules: StorefrontRules,
    pub wanting: Vec<Wanting>,
}

impl Place {
    /// A campaign that wants the events of this place.
    pub fn campaign(&self, id: CampaignId) -> Option<&Wanting> {
        self.wanting.iter().find(|wanting| wanting.rules.id == id)
    }
}

pub(super) struct Scene {
    pub account: AccountRules,
    /// As of a new account: assumed answers come at once and say nothing of when people have time (rules 2.6).
    pub learned: Learned,
    /// By stream; none where the settings have no such storefront.
    places: Vec<Option<Place>>,
    /// Whether any campaign asks about products: else no request looks at another of its order.
    pub asks_about_products: bool,
    /// The longest gap for which a request counts.
    memory: Option<Gap>,
}

impl Scene {
    /// The account and its campaigns are taken as released.
    ///
    /// # Errors
    /// [`Error::Column`] for settings that do not pass their own check.
    pub fn new(settings: &Settings, history: &History) -> Result<Self, Error> {
        let unreadable = |_| Error::Column { column: 0, wanted: "settings", found: "other settings" };
        let account = settings.account.check(None).map_err(unreadable)?;
        let mut sorted = settings.campaigns.clone();
        sorted.iter_mut().for_each(|campaign| campaign.brake = None);
        // As the store gives them to whoever plans.
        sorted.sort_by_key(|campaign| (campaign.enabled_since.is_some(), campaign.id));
        let mut by_kind = by_kind(&sorted)?;
        let places = places(settings.plan, &settings.campaigns);
        bind_to(settings.plan, places.as_ref(), by_kind.values_mut().flatten().map(|wanting| &mut wanting.rules));
        let place = |stream: &Stream| {
            let storefront = settings.storefronts.iter().find(|storefront| storefront.slug == stream.storefront)?;
            let wanting = by_kind.get(&(storefront.id, stream.event_type.clone())).cloned().unwrap_or_default();
            let (rules, storefront) = (storefront_rules(storefront), storefront.clone());
            Some(Place { stream: stream.clone(), storefront, rules, wanting })
        };
        let wanting = || by_kind.values().flatten();
        let asks_about_products = wanting().any(|wanting| wanting.rules.purpose == Purpose::ProductReview);
        let gaps = wanting().filter_map(|wanting| wanting.rules.frequency).chain(account.pressure);
        let memory = gaps.max_by_key(|&gap| gap_end(Timestamp::UNIX_EPOCH, gap, &Zone::UTC));
        let places = history.streams.iter().map(place).collect();
        Ok(Self { account, learned: beforehand(), places, asks_about_products, memory })
    }

    pub fn place(&self, stream: u32) -> Option<&Place> {
        self.places.get(index(stream))?.as_ref()
    }

    /// Whether a request that went at `sent_at` counts for nothing any more.
    pub fn is_forgotten(&self, sent_at: Timestamp, now: Timestamp) -> bool {
        // Wherever its calendar is, and whatever its clocks do.
        const MARGIN: SignedDuration = SignedDuration::from_hours(48);
        let Some(gap) = self.memory else { return true };
        gap_end(sent_at, gap, &Zone::UTC).checked_add(MARGIN).is_ok_and(|over| over < now)
    }
}

/// The campaigns that have a place in a plan, as the store knows them; none: there are places for all.
fn places(plan: Plan, campaigns: &[Campaign]) -> Option<BTreeSet<CampaignId>> {
    let limit = plan.terms().active_campaigns?;
    let on = |campaign: &Campaign| Some((campaign.enabled_since?, campaign.id));
    let on: BTreeSet<_> = campaigns.iter().filter_map(on).collect();
    Some(on.into_iter().take(limit).map(|(_, id)| id).collect())
}
