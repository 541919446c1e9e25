//! The pair of campaigns of a storefront and an event: one for the service, one for the products (ET-1).

use rules::campaign::Purpose;
use rules::id::AccountId;

use super::campaigns::Found;
use super::frame::Frame;
use crate::store::campaigns::{self, Campaign};
use crate::store::{Error, Tx};
use crate::texts::Noun;
use crate::web::input::Input;
use crate::web::scope::Scope;

/// The other purpose of a storefront's and an event's pair.
fn other_purpose(purpose: Purpose) -> Option<Purpose> {
    match purpose {
        Purpose::ServiceReview => Some(Purpose::ProductReview),
        Purpose::ProductReview => Some(Purpose::ServiceReview),
        _ => None,
    }
}

/// Of several the one that is on, else the latest.
pub fn beside(tx: &mut Tx<'_>, account: AccountId, campaign: &Campaign) -> Result<Option<Campaign>, Error> {
    let Some(wanted) = other_purpose(campaign.purpose) else { return Ok(None) };
    let pair = campaigns::of_pair(tx, account, campaign.storefront, &campaign.event_type)?;
    let others = pair.into_iter().filter(|other| other.purpose == wanted);
    Ok(others.max_by_key(|other| (other.enabled_since.is_some(), other.id)))
}

/// The way from the page of one campaign of a pair to that of the other.
pub struct Tab {
    pub path: String,
    pub text: String,
    pub is_here: bool,
}

/// None where a campaign is for neither.
pub fn tabs(frame: &Frame, found: &Found) -> Vec<Tab> {
    let Some(other) = other_purpose(found.campaign.purpose) else { return Vec::new() };
    let here = Tab {
        path: format!("/campaigns/{}", found.campaign.id),
        text: frame.word(Noun::Purpose, found.campaign.purpose.as_str()),
        is_here: true,
    };
    let there = match &found.beside {
        Some(beside) => {
            let text = frame.word(Noun::Purpose, other.as_str());
            Some(Tab { path: format!("/campaigns/{}", beside.id), text, is_here: false })
        }
        None => frame.may(Scope::CampaignsWrite).then(|| {
            let mut query = Input::default();
            query.set("storefront", &*found.storefront.slug);
            query.set("event_type", &*found.campaign.event_type);
            let text =
                frame.say(if other == Purpose::ProductReview { "page-tab-products" } else { "page-tab-service" });
            Tab {
                path: format!("/campaigns/new?{}", query.with("purpose", Some(other.as_str()))),
                text,
                is_here: false,
            }
        }),
    };
    let mut tabs: Vec<_> = std::iter::once(here).chain(there).collect();
    if other == Purpose::ServiceReview {
        tabs.reverse();
    }
    tabs
}
