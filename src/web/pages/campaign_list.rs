//! All campaigns, as cards.

use std::collections::{BTreeMap, BTreeSet};

use askama::Template;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use rules::id::{AccountId, CampaignId};

use super::campaign_card::Card;
use super::form::{Field, Form};
use super::frame::Frame;
use super::looked_for::{Found, Wanted};
use super::signed::{Signed, Stop};
use crate::store::campaigns::{self, Campaign};
use crate::store::{Error, Tx, storefronts};
use crate::web::App;
use crate::web::scope::{CampaignsRead, Scope};

/// Cards on one page.
const CARDS: usize = 60;

#[derive(Template)]
#[template(path = "campaigns/list.html")]
struct CampaignsPage<'a> {
    frame: &'a Frame,
    search: Field,
    cards: Vec<Card>,
    first: Option<String>,
    next: Option<String>,
    may_write: bool,
}

/// Lists the campaigns in the order in which they were made, with a search by storefront, name and event type.
pub async fn list(signed: Signed<CampaignsRead>, State(app): State<App>) -> Result<Response, Stop> {
    let account = signed.account;
    let wanted = Wanted::new(signed.query.filled("q").unwrap_or_default());
    let after: Option<CampaignId> = signed.query.filled("after").and_then(|id| id.parse().ok());
    let read = move |tx: &mut Tx<'_>| {
        let has = |(campaign, shop): &(Campaign, String)| {
            wanted.is_in(&[shop.as_str(), campaign.name.as_str(), campaign.event_type.as_str()])
        };
        wanted.page((after, CARDS), |(campaign, _)| campaign.id, |after, limit| named(tx, account, after, limit), has)
    };
    let found = app.store.read("campaigns_page", read).await.map_err(|error| signed.stop(error))?;
    let Found { rows, has_more } = found;
    let frame = &signed.frame;
    let last = rows.last().map(|(campaign, _)| campaign.id.to_string()).filter(|_| has_more);
    let page = CampaignsPage {
        frame,
        search: Form::new(frame, &signed.query, &[]).field("q", "page-search"),
        cards: rows.iter().map(|(campaign, shop)| Card::of(frame, campaign, shop)).collect(),
        next: last.map(|last| signed.query.with("after", Some(&last))),
        first: after.map(|_| signed.query.with("after", None)),
        may_write: frame.may(Scope::CampaignsWrite),
    };
    Ok(frame.page(StatusCode::OK, &page))
}

/// The next campaigns, each with the name of its storefront.
fn named(
    tx: &mut Tx<'_>,
    account: AccountId,
    after: Option<CampaignId>,
    limit: i64,
) -> Result<Vec<(Campaign, String)>, Error> {
    let found = campaigns::list(tx, account, after, limit)?;
    let shops: BTreeSet<_> = found.iter().map(|campaign| campaign.storefront).collect();
    let shops = storefronts::by_ids(tx, account, &shops)?.into_iter();
    let names: BTreeMap<_, _> = shops.map(|shop| (shop.id, shop.name)).collect();
    let name = |campaign: &Campaign| names.get(&campaign.storefront).cloned().unwrap_or_default();
    Ok(found.into_iter().map(|campaign| (name(&campaign), campaign)).map(|(name, one)| (one, name)).collect())
}
