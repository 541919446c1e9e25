//! brake: a campaign whose messages bounce or are complained about stops by itself (rules 7.4, AW-10). It is judged in
//! the transaction of what was reported: an attempt either committed before that, or finds the brake on.

use std::collections::BTreeSet;

use rules::id::{AccountId, CampaignId, MessageId};
use rules::reason::Code;

use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::audit_log::{self, Act, Actor};
use crate::store::brakes::{self, Seen};
use crate::store::{self, Tx, accounts, campaigns, holds};

/// How many invitations are released in one transaction.
const PAGE: i64 = 1_000;

/// Judges the campaigns of messages that bounced or were complained about. A report that comes late is judged among the
/// messages around its own: by then the last ones may all be newer, and nobody knows what became of them.
pub(super) fn judge_faults(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    faulty: &[(CampaignId, MessageId)],
) -> Result<(), store::Error> {
    if faulty.is_empty() {
        return Ok(());
    }
    let account = batch.account.id;
    brakes::hold_fast(tx, account, &faulty.iter().map(|(campaign, _)| *campaign).collect())?;
    for &(campaign, message) in faulty {
        let last = judge(tx, batch, campaign, None)?;
        if last.oldest.is_some_and(|oldest| message < oldest) {
            judge(tx, batch, campaign, Some(message))?;
        }
    }
    Ok(())
}

/// Judges those of these campaigns again that had too few messages before.
pub(super) fn judge_watched(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    campaigns: &BTreeSet<CampaignId>,
) -> Result<(), store::Error> {
    let account = batch.account.id;
    for campaign in brakes::watched(tx, account, campaigns)? {
        // What was faulty is among the first; where many go at once, the last ones may all be newer.
        if let Some(enough) = brakes::first_enough(tx, account, campaign)? {
            judge(tx, batch, campaign, Some(enough))?;
        }
        judge(tx, batch, campaign, None)?;
    }
    Ok(())
}

fn judge(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    campaign: CampaignId,
    up_to: Option<MessageId>,
) -> Result<Seen, store::Error> {
    let account = batch.account.id;
    let seen = brakes::window(tx, account, campaign, up_to)?;
    if let Some(brake) = seen.window.brake() {
        brakes::put_on(tx, account, campaign, brake, batch.now)?;
    } else if up_to.is_none() {
        brakes::watch(tx, account, campaign, seen.window.is_too_short().then_some(batch.now))?;
    }
    Ok(seen)
}

impl Engine {
    /// Releases the brake of a campaign. What waited is decided anew and goes at its next sending hour; answers how many
    /// that are.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store; what was not yet released is by a duty.
    pub async fn release_campaign(&self, account: AccountId, id: CampaignId, by: Actor) -> Result<usize, Error> {
        let node_now = self.now().await?;
        let release = move |tx: &mut Tx<'_>| {
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            if campaigns::find(tx, account, id)?.is_none() {
                return Ok(Err(Error::NotFound));
            }
            if brakes::release(tx, account, id)? {
                audit_log::append(tx, account, now, (by, Act::CampaignReleased, &id.to_string()))?;
            }
            Ok(Ok(()))
        };
        self.store.write("release_campaign", release).await??;
        let held = move |tx: &mut Tx<'_>| holds::of_campaign(tx, account, Code::BrakeOn, id, PAGE);
        self.release_held(account, Code::BrakeOn, held).await
    }
}
