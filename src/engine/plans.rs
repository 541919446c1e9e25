//! plans: what an account's plan leaves of its campaigns (TP-10, RI-18). What a plan lacks is refused with its reason and
//! comes back by itself with a larger plan.

use std::collections::BTreeSet;

use rules::campaign::{Activity, Campaign as CampaignRules, Purpose};
use rules::id::{AccountId, CampaignId};

use super::error::Refusable;
use super::{Engine, Error};
use crate::settings::plan::{Feature, Plan};
use crate::store::accounts::{self, Account};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::campaigns::{self, Campaign};
use crate::store::{self, Tx};

impl Engine {
    /// Gives an account another plan. It holds at once for everything unsent.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn change_plan(&self, account: AccountId, plan: Plan, by: Actor) -> Result<(), store::Error> {
        let node_now = self.now().await?;
        let change = move |tx: &mut Tx<'_>| {
            let known = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            if known.plan != plan {
                accounts::save_plan(tx, account, plan)?;
                audit_log::append(tx, account, known.now(node_now), (by, Act::PlanChanged, &account.to_string()))?;
            }
            Ok(())
        };
        self.store.write("change_plan", change).await
    }
}

/// Leaves each campaign the activity that the plan allows: of those that are on, the first ones keep their places.
pub(super) fn bind<'a>(
    tx: &mut Tx<'_>,
    account: &Account,
    campaigns: impl Iterator<Item = &'a mut CampaignRules>,
) -> Result<(), store::Error> {
    bind_to(account.plan, places(tx, account)?.as_ref(), campaigns);
    Ok(())
}

/// As [`bind`], by the campaigns that have a place; none: there are places for all.
pub(super) fn bind_to<'a>(
    plan: Plan,
    places: Option<&BTreeSet<CampaignId>>,
    campaigns: impl Iterator<Item = &'a mut CampaignRules>,
) {
    for campaign in campaigns.filter(|campaign| campaign.activity != Activity::Off) {
        if lacks_feature(plan, campaign.purpose) {
            campaign.activity = Activity::NotInPlan;
        } else if places.is_some_and(|places| !places.contains(&campaign.id)) {
            campaign.activity = Activity::OverLimit;
        }
    }
}

/// Whether a campaign may be switched on.
///
/// # Errors
/// [`Error::State`] with `plan.feature` or `plan.limit`.
pub fn allows(tx: &mut Tx<'_>, account: &Account, campaign: &Campaign) -> Refusable<()> {
    if campaign.enabled_since.is_none() {
        return Ok(Ok(()));
    }
    if lacks_feature(account.plan, campaign.purpose) {
        let detail = "the account's plan has no product reviews";
        return Ok(Err(Error::State { code: "plan.feature", detail }));
    }
    let Some(limit) = account.plan.terms().active_campaigns else { return Ok(Ok(())) };
    let active = campaigns::active(tx, account.id, limit + 1)?;
    let others = active.into_iter().filter(|id| *id != campaign.id).count();
    let detail = "as many campaigns are on as the account's plan has places for";
    Ok(if others < limit { Ok(()) } else { Err(Error::State { code: "plan.limit", detail }) })
}

/// The campaigns that have a place; none: there are places for all.
fn places(tx: &mut Tx<'_>, account: &Account) -> Result<Option<BTreeSet<CampaignId>>, store::Error> {
    let Some(limit) = account.plan.terms().active_campaigns else { return Ok(None) };
    Ok(Some(campaigns::active(tx, account.id, limit)?.into_iter().collect()))
}

pub(super) fn lacks_feature(plan: Plan, purpose: Purpose) -> bool {
    purpose == Purpose::ProductReview && !plan.has(Feature::ProductReviews)
}
