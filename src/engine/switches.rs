//! Switches: what the change of a campaign does to what is already planned (rules 5.4, 5.9; V15).

use rules::campaign::Activity;
use rules::id::{AccountId, CampaignId};
use rules::reason::Code;
use rules::strategy::Role;

use super::error::Refusable;
use super::orders::{cancelled_decision, record};
use super::take_in::Batch;
use super::templates::check_template;
use super::{Engine, Error, plans};
use crate::store::audit_log::{Act, Actor};
use crate::store::campaigns::Campaign;
use crate::store::{self, Tx, accounts, campaigns, decisions, former_settings, holds, invitations};

/// How many invitations are looked at in one go.
const PAGE: i64 = 1_000;

impl Engine {
    /// Saves a campaign as it was changed, and does what follows at once. Reminders switched off cancel every queued
    /// reminder in the same transaction, for good (TP-8). Answers how many reminders that were.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where another enabled campaign has its place, or where somebody else changed
    /// it since it was read; those of the store.
    pub async fn change_campaign(&self, account: AccountId, changed: Campaign, by: Actor) -> Result<usize, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let id = changed.id;
        let done = self.store.write("change_campaign", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            change(tx, &batch, changed.clone(), by)
        });
        let answer = match done.await {
            Err(store::Error::Duplicate) => {
                let detail = "another enabled campaign has this storefront, event type and purpose";
                return Err(Error::State { code: "campaign.exists", detail });
            }
            answer => answer?,
        };
        let Changed { campaign, struck } = answer?;
        // Also what a campaign held that was switched off while it was paused: it is refused.
        if campaign.activity() != Activity::Paused {
            let held = move |tx: &mut Tx<'_>| holds::of_campaign(tx, account, Code::CampaignInactive, id, PAGE);
            self.release_held(account, Code::CampaignInactive, held).await?;
        }
        Ok(struck)
    }
}

/// A campaign as it was saved, and how many queued reminders that cancelled.
pub(super) struct Changed {
    pub campaign: Campaign,
    pub struck: usize,
}

/// Saves a campaign as it was changed, where nobody else changed it since it was read.
pub(super) fn change(tx: &mut Tx<'_>, batch: &Batch<'_>, mut changed: Campaign, by: Actor) -> Refusable<Changed> {
    let account = batch.account.id;
    let Some(before) = campaigns::find(tx, account, changed.id)? else {
        return Ok(Err(Error::NotFound));
    };
    if changed.version != before.version {
        let detail = "somebody else changed this campaign in between; nothing was changed";
        return Ok(Err(Error::State { code: "campaign.changed", detail }));
    }
    if let Err(unknown) = check_template(tx, account, &changed)? {
        return Ok(Err(unknown.into()));
    }
    if before.enabled_since.is_none()
        && let Err(refused) = plans::allows(tx, batch.account, &changed)?
    {
        return Ok(Err(refused));
    }
    campaigns::update(tx, account, &mut changed, batch.now)?;
    campaigns::share_base(tx, account, &changed, batch.now)?;
    let (id, change) = (changed.id.to_string(), (&*before.changeable(), &*changed.changeable()));
    former_settings::record(tx, account, batch.now, (by, Act::CampaignChanged, &id), change)?;
    let switched_off = before.rules()?.reminder && !changed.rules()?.reminder;
    let struck = if switched_off { strike_reminders(tx, batch, changed.id)? } else { 0 };
    Ok(Ok(Changed { campaign: changed, struck }))
}

/// Cancels every queued reminder of a campaign, and marks every unfinished invitation so that it never gets one.
fn strike_reminders(tx: &mut Tx<'_>, batch: &Batch<'_>, campaign: CampaignId) -> Result<usize, store::Error> {
    let account = batch.account.id;
    let decision = cancelled_decision(batch.now, Code::ReminderOff, "now");
    let (mut struck, mut after) = (0, None);
    loop {
        let mut page = invitations::unfinished_of_campaign(tx, account, campaign, after, PAGE)?;
        let Some((last, _)) = page.last() else {
            return Ok(struck);
        };
        after = Some(last.id);
        let mut records = Vec::new();
        for (invitation, state) in &mut page {
            state.reminder_struck_at = state.reminder_struck_at.or(Some(batch.now));
            if state.queued.is_some_and(|queued| queued.role == Role::Reminder) {
                state.queued = None;
                records.push(record(batch, invitation, &decision));
            }
        }
        struck += records.len();
        let states: Vec<_> = page.iter().map(|(invitation, state)| (invitation.id, state)).collect();
        invitations::save(tx, account, &states)?;
        decisions::insert(tx, account, &records)?;
    }
}
