//! Routing: invitations that point to another platform, from their first message to the recipient who goes there (ET-10).
//! Nothing here has seen an answer: where one points is settled before anybody could give one (AW-5).

use rules::campaign::Timing;
use rules::id::{AccountId, CampaignId, InvitationId};
use rules::routing::{Platform, routed_to};

use super::recipient::Actor;
use super::take_in::Batch;
use super::{Engine, Error, anew};
use crate::insight::proportion::Proportion;
use crate::settings::routing::PlatformSettings;
use crate::store::invitations::Invitation;
use crate::store::reminder_counts::{self, Version};
use crate::store::routes::{self, Routed};
use crate::store::{self, Tx, invitations};

/// The platform to which an invitation points, by the settings that it pins.
pub(super) fn platform_of(invitation: InvitationId, pinned: &Timing) -> Option<&Platform> {
    routed_to(&pinned.routing, invitation)
}

/// What is fixed of an invitation whose first message goes now.
pub(super) fn route(batch: &Batch<'_>, invitation: &Invitation, pinned: &Timing) -> Option<routes::Route> {
    let Platform { name, url, .. } = platform_of(invitation.id, pinned)?;
    Some(routes::Route {
        invitation: invitation.id,
        campaign: invitation.campaign,
        platform: name.clone(),
        url: url.clone(),
        routed_at: batch.now,
        followed_at: None,
    })
}

impl Engine {
    /// Notes that a recipient went on to the platform, the first time. What was still to come of the invitation ends at
    /// once: an answer that is given there is not known here.
    ///
    /// # Errors
    /// [`Error::NotFound`]; those of the store.
    pub async fn follow_route(&self, account: AccountId, invitation: InvitationId) -> Result<(), Error> {
        self.for_recipient("follow_route", account, invitation, follow).await
    }
}

fn follow(tx: &mut Tx<'_>, batch: &Batch<'_>, recipient: &Actor) -> Result<(), store::Error> {
    let (account, id) = (batch.account.id, recipient.invitation.id);
    if !routes::follow(tx, account, id, batch.now)? {
        return Ok(());
    }
    let mut queued = invitations::by_ids(tx, account, &[id])?;
    queued.retain(|(_, state)| state.queued.is_some());
    anew::refuse(tx, batch, queued)
}

/// What became of a campaign's invitations that pointed, or may point, to a platform.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    pub campaign: CampaignId,
    pub platform: String,
    /// The share that is set now, in percent; none: the campaign points there no more.
    pub percent: Option<i64>,
    /// Of those who were asked while the campaign pointed there, whom it led there.
    pub routed: Proportion,
    /// Of those, who went on.
    pub followed: Proportion,
}

/// The platforms of all campaigns, or of one, by campaign and then by their names.
///
/// # Errors
/// Those of the store.
pub fn report(tx: &mut Tx<'_>, account: AccountId, campaign: Option<CampaignId>) -> Result<Vec<Report>, store::Error> {
    let versions = reminder_counts::list(tx, account, campaign)?;
    let mut reports = Vec::new();
    for of_campaign in versions.chunk_by(|one, other| one.campaign == other.campaign) {
        reports.extend(platforms(of_campaign));
    }
    for counted in routes::count(tx, account, campaign)? {
        let of = |report: &&mut Report| (report.campaign, &report.platform) == (counted.campaign, &counted.platform);
        reports.iter_mut().find(of).into_iter().for_each(|report| fill(report, &counted));
    }
    Ok(reports)
}

/// Every platform to which a version of a campaign pointed, and how many were asked by those versions.
fn platforms(versions: &[Version]) -> Vec<Report> {
    let all = versions.iter().flat_map(|version| &version.settings.routing);
    let mut names: Vec<_> = all.map(|platform| &platform.platform).collect();
    names.sort_unstable();
    names.dedup();
    let report = |name: &String| {
        let asked = versions.iter().filter(|version| set(version, name).is_some()).map(|version| version.counts.asked);
        Some(Report {
            campaign: versions.first()?.campaign,
            platform: name.clone(),
            percent: versions.last().and_then(|latest| set(latest, name)).map(|platform| platform.percent),
            routed: Proportion::counted(0, asked.sum()),
            followed: Proportion::default(),
        })
    };
    names.into_iter().filter_map(report).collect()
}

/// What a version sets of the platform with this name.
fn set<'v>(version: &'v Version, name: &str) -> Option<&'v PlatformSettings> {
    version.settings.routing.iter().find(|platform| platform.platform == name)
}

fn fill(report: &mut Report, counted: &Routed) {
    let asked = i64::try_from(report.routed.of).unwrap_or(i64::MAX);
    report.routed = Proportion::counted(counted.routed, asked);
    report.followed = Proportion::counted(counted.followed, counted.routed);
}
