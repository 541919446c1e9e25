//! Application: the settings of one campaign, given to those of other storefronts (ET-6).
//!
//! A storefront that asks nothing of the kind gets a campaign of its own. Whether one that it has is on stays its own
//! business: settings are copied, no switch.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rules::campaign::Activity;
use rules::id::{AccountId, ApplicationId, CampaignId, StorefrontId};
use rules::reason::Code;

use super::switches::{self, Changed};
use super::take_in::Batch;
use super::templates::check_template;
use super::{Engine, Error, plans};
use crate::settings::campaign::CampaignSettings;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::campaigns::Campaign;
use crate::store::storefronts::Storefront;
use crate::store::{self, Tx, accounts, applications, campaigns, holds, storefronts};

/// Storefronts that one transaction changes.
const PAGE: usize = 50;
/// Held invitations that one transaction decides anew.
const HELD: i64 = 1_000;

/// Whom the settings are given to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Targets {
    /// Every other storefront.
    All,
    /// Those of these slugs.
    Named(Vec<String>),
}

/// What the application comes to at one storefront.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applied {
    /// As it was named, where it is not there.
    pub slug: String,
    pub storefront: Option<Storefront>,
    pub effect: Effect,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Effect {
    /// It has these settings already.
    Same(CampaignId),
    Changed {
        campaign: CampaignId,
        before: Box<CampaignSettings>,
    },
    /// It gets a campaign of its own; while looking ahead there is none yet.
    Made(Option<CampaignId>),
    Refused(Error),
}

/// A storefront, and the campaign there that asks the same.
type Target = (Storefront, Option<Campaign>);

impl Engine {
    /// What giving a campaign's settings to these storefronts would come to. Nothing is changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such campaign; those of the store.
    pub async fn preview_application(
        &self,
        account: AccountId,
        source: CampaignId,
        targets: Targets,
    ) -> Result<Vec<Applied>, Error> {
        let (source, found) = self.targets(account, source, targets).await?;
        let look = |(slug, target): (String, Option<Target>)| {
            let effect = match &target {
                None => unknown(),
                Some((_, None)) => Effect::Made(None),
                Some((_, Some(campaign))) if campaign.settings == source.settings => Effect::Same(campaign.id),
                Some((_, Some(campaign))) => {
                    Effect::Changed { campaign: campaign.id, before: Box::new(campaign.settings.clone()) }
                }
            };
            Applied { slug, storefront: target.map(|(storefront, _)| storefront), effect }
        };
        Ok(found.into_iter().map(look).collect())
    }

    /// Gives a campaign's settings to these storefronts, each of them on its own: one that refuses keeps nobody else
    /// from getting them. The id undoes what was done.
    ///
    /// # Errors
    /// [`Error::NotFound`] where there is no such campaign; those of the store, then what was done until then stands.
    pub async fn apply_settings(
        &self,
        account: AccountId,
        source: CampaignId,
        targets: Targets,
        by: Actor,
    ) -> Result<(ApplicationId, Vec<Applied>), Error> {
        let id = ApplicationId::new(self.now().await?, self.world.chance.bits());
        let (source, found) = self.targets(account, source, targets).await?;
        let source = Arc::new(source);
        let mut applied = Vec::with_capacity(found.len());
        for page in found.chunks(PAGE) {
            applied.extend(self.apply_page(account, (id, by), source.clone(), page.to_vec()).await?);
        }
        Ok((id, applied))
    }

    /// Takes an application back where nothing was changed since: campaigns get the settings before it, those that it made
    /// are switched off. Answers how many that were; none where it is longer ago than
    /// [`UNDO_FOR`](super::queue_change::UNDO_FOR).
    ///
    /// # Errors
    /// Those of the store.
    pub async fn undo_application(&self, account: AccountId, id: ApplicationId, by: Actor) -> Result<usize, Error> {
        let mut undone = 0;
        loop {
            let engine = self.clone();
            let node_now = self.now().await?;
            let page = self.store.write("undo_application", move |tx| {
                let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
                let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
                let limit = i64::try_from(PAGE).expect("a small number");
                let ids = applications::still_applied(tx, account.id, id, limit)?;
                for id in &ids {
                    take_back(tx, &batch, *id, by)?;
                }
                Ok(ids)
            });
            let page = page.await?;
            undone += page.len();
            self.release_changed(account, page.iter().copied().collect()).await?;
            if page.len() < PAGE {
                return Ok(undone);
            }
        }
    }

    async fn targets(
        &self,
        account: AccountId,
        source: CampaignId,
        targets: Targets,
    ) -> Result<(Campaign, Vec<(String, Option<Target>)>), Error> {
        let read = move |tx: &mut Tx<'_>| {
            let Some(source) = campaigns::find(tx, account, source)? else { return Ok(None) };
            let mut shops = storefronts::all(tx, account)?;
            shops.sort_by(|one, other| one.slug.cmp(&other.slug));
            let mut alike = alike(campaigns::all(tx, account)?, &source);
            let mut target = |shop: &Storefront| (shop.clone(), alike.remove(&shop.id));
            let found: Vec<_> = match &targets {
                Targets::All => {
                    let others = shops.iter().filter(|shop| shop.id != source.storefront);
                    others.map(|shop| (shop.slug.clone(), Some(target(shop)))).collect()
                }
                Targets::Named(slugs) => {
                    let unique: BTreeSet<_> = slugs.iter().collect();
                    let named = |slug: &String| shops.iter().find(|shop| shop.slug == *slug);
                    unique.into_iter().map(|slug| (slug.clone(), named(slug).map(&mut target))).collect()
                }
            };
            Ok(Some((source, found)))
        };
        self.store.read("application_targets", read).await?.ok_or(Error::NotFound)
    }

    async fn apply_page(
        &self,
        account: AccountId,
        (id, by): (ApplicationId, Actor),
        source: Arc<Campaign>,
        page: Vec<(String, Option<Target>)>,
    ) -> Result<Vec<Applied>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let applied = self.store.write("apply_settings", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let mut versions = Vec::new();
            let mut applied = Vec::with_capacity(page.len());
            for (slug, target) in &page {
                let effect = match target {
                    None => unknown(),
                    Some((shop, None)) => make(tx, &batch, (&source, shop.id), by, &mut versions)?,
                    Some((_, Some(campaign))) => change(tx, &batch, (&source, campaign), by, &mut versions)?,
                };
                let storefront = target.as_ref().map(|(storefront, _)| storefront.clone());
                applied.push(Applied { slug: slug.clone(), storefront, effect });
            }
            applications::mark(tx, account.id, id, &versions)?;
            Ok((applied, versions))
        });
        let (applied, versions) = applied.await?;
        self.release_changed(account, versions.into_iter().map(|(campaign, _)| campaign).collect()).await?;
        Ok(applied)
    }

    /// What a campaign held is decided anew where it is not paused any more.
    async fn release_changed(&self, account: AccountId, changed: BTreeSet<CampaignId>) -> Result<(), Error> {
        if changed.is_empty() {
            return Ok(());
        }
        let read = move |tx: &mut Tx<'_>| campaigns::by_ids(tx, account, &changed);
        let found = self.store.read("changed_campaigns", read).await?;
        let going: BTreeSet<_> =
            found.iter().filter(|one| one.activity() != Activity::Paused).map(|campaign| campaign.id).collect();
        for id in going {
            let held = move |tx: &mut Tx<'_>| holds::of_campaign(tx, account, Code::CampaignInactive, id, HELD);
            self.release_held(account, Code::CampaignInactive, held).await?;
        }
        Ok(())
    }
}

/// For each storefront the campaign that asks the same: the enabled one, else the latest.
fn alike(all: Vec<Campaign>, source: &Campaign) -> BTreeMap<StorefrontId, Campaign> {
    let mut alike: BTreeMap<StorefrontId, Campaign> = BTreeMap::new();
    let same =
        |one: &Campaign| one.id != source.id && one.event_type == source.event_type && one.purpose == source.purpose;
    for campaign in all.into_iter().filter(same) {
        let known = alike.get(&campaign.storefront);
        if known.is_none_or(|known| known.enabled_since.is_none()) {
            alike.insert(campaign.storefront, campaign);
        }
    }
    alike
}

fn unknown() -> Effect {
    Effect::Refused(Error::State { code: "storefront.unknown", detail: "the account has no storefront of this slug" })
}

fn make(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    (source, storefront): (&Campaign, StorefrontId),
    by: Actor,
    versions: &mut Vec<(CampaignId, i64)>,
) -> Result<Effect, store::Error> {
    let account = batch.account.id;
    let campaign = Campaign {
        id: CampaignId::new(batch.now, batch.engine.world.chance.bits()),
        storefront,
        version: 1,
        enabled_since: source.enabled_since.map(|_| batch.now),
        paused_at: None,
        created_at: batch.now,
        ..source.clone()
    };
    if let Err(unknown) = check_template(tx, account, &campaign)? {
        return Ok(Effect::Refused(unknown.into()));
    }
    if let Err(refused) = plans::allows(tx, batch.account, &campaign)? {
        return Ok(Effect::Refused(refused));
    }
    // Somebody made one since this was looked at: it starts over as a conflict, and the next look finds it.
    campaigns::insert(tx, account, &campaign)
        .map_err(|error| if error == store::Error::Duplicate { store::Error::Conflict } else { error })?;
    campaigns::share_base(tx, account, &campaign, batch.now)?;
    audit_log::append(tx, account, batch.now, (by, Act::CampaignMade, &campaign.id.to_string()))?;
    versions.push((campaign.id, campaign.version));
    Ok(Effect::Made(Some(campaign.id)))
}

fn change(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    (source, seen): (&Campaign, &Campaign),
    by: Actor,
    versions: &mut Vec<(CampaignId, i64)>,
) -> Result<Effect, store::Error> {
    if seen.settings == source.settings {
        return Ok(Effect::Same(seen.id));
    }
    let changed = Campaign { settings: source.settings.clone(), ..seen.clone() };
    match switches::change(tx, batch, changed, by)? {
        Err(refused) => Ok(Effect::Refused(refused)),
        Ok(Changed { campaign, .. }) => {
            versions.push((campaign.id, campaign.version));
            Ok(Effect::Changed { campaign: campaign.id, before: Box::new(seen.settings.clone()) })
        }
    }
}

/// Gives a campaign the settings before its latest, or switches one off that had none before.
fn take_back(tx: &mut Tx<'_>, batch: &Batch<'_>, id: CampaignId, by: Actor) -> Result<(), store::Error> {
    let account = batch.account.id;
    let campaign = campaigns::find(tx, account, id)?.ok_or(store::Error::Missing)?;
    let before = campaigns::settings_of(tx, account, id, campaign.version - 1)?;
    let changed = match before {
        Some(settings) => Campaign { settings, ..campaign },
        None => Campaign { enabled_since: None, ..campaign },
    };
    // A template that was deleted since: such settings stay as they are, under a version of their own.
    if switches::change(tx, batch, changed, by)?.is_err() {
        let mut kept = campaigns::find(tx, account, id)?.ok_or(store::Error::Missing)?;
        campaigns::update(tx, account, &mut kept, batch.now)?;
    }
    Ok(())
}
