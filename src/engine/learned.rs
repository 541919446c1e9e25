//! Learned: at which hour recipients like somebody answer, from the answers so far (rules 2.6); and the counting of
//! another one.

use std::collections::{BTreeMap, BTreeSet};

use jiff::SignedDuration;
use rules::id::{AccountId, ContactId, StorefrontId};
use rules::learned::{Hour, HourSource, Learned, Weights};

use super::people::zone_of;
use super::planning::Wanting;
use super::take_in::Batch;
use crate::store::events::Event;
use crate::store::invitations::Invitation;
use crate::store::responses::Response;
use crate::store::{Error, Tx, answer_hours, contacts, messages, storefronts};

/// Exploring messages follow from this and from what they are about: a simulation comes to the same ones.
const SEED: u64 = 0;
/// An answer that comes sooner after a message says when we wrote, not when its recipient has time.
const PROMPT: SignedDuration = SignedDuration::from_hours(1);

/// What is known of the people of some events, for whom a campaign learns its hour.
#[derive(Default)]
pub(super) struct LearnedHours(BTreeMap<(StorefrontId, ContactId), Learned>);

impl LearnedHours {
    pub fn load(tx: &mut Tx<'_>, batch: &Batch<'_>, events: &[Event], wanting: &[Vec<Wanting>]) -> Result<Self, Error> {
        let learns = |wanting: &[Wanting]| wanting.iter().any(|one| one.rules.timing.explore.is_some());
        let asked = events.iter().zip(wanting).filter(|(_, wanting)| learns(wanting));
        let asked: BTreeSet<_> = asked.map(|(event, _)| (event.storefront, event.contact)).collect();
        if asked.is_empty() {
            return Ok(Self::default());
        }
        let storefronts = of_storefronts(tx, batch.account.id, asked.iter().map(|(storefront, _)| *storefront))?;
        let contacts = asked.iter().map(|(_, contact)| *contact).collect();
        let own = answer_hours::of_contacts(tx, batch.account.id, &contacts)?;
        let known = asked.into_iter().map(|(storefront, contact)| {
            let of_storefront = storefronts[&storefront];
            let weights = own.get(&contact).map_or(of_storefront.weights, |own| of_storefront.weights.with(own));
            ((storefront, contact), Learned { weights, ..of_storefront })
        });
        Ok(Self(known.collect()))
    }

    pub fn of(&self, event: &Event) -> Option<&Learned> {
        self.0.get(&(event.storefront, event.contact))
    }
}

/// What is known of somebody at a storefront of whom nothing else is known.
pub fn of_storefront(tx: &mut Tx<'_>, account: AccountId, storefront: StorefrontId) -> Result<Learned, Error> {
    Ok(of_storefronts(tx, account, std::iter::once(storefront))?[&storefront])
}

fn of_storefronts(
    tx: &mut Tx<'_>,
    account: AccountId,
    storefronts: impl Iterator<Item = StorefrontId>,
) -> Result<BTreeMap<StorefrontId, Learned>, Error> {
    let ids: BTreeSet<_> = storefronts.collect();
    let wider = Weights::prior().with(&answer_hours::of_account(tx, account)?);
    let own = answer_hours::of_storefronts(tx, account, &ids)?;
    let learned = |id| {
        let own = own.get(&id).copied().unwrap_or_default();
        (id, Learned { weights: wider.with(&own), answers: own.total(), seed: SEED })
    };
    Ok(ids.into_iter().map(learned).collect())
}

/// Counts a complete answer in the hour that its recipient's clock shows.
///
/// One that follows a message within an hour is left out, or we would learn our own habit: whatever hour we choose
/// brings some answers at once. Messages that explore take every hour alike, so what they bring at once does count.
pub(super) fn count(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    invitation: &Invitation,
    response: &Response,
) -> Result<(), Error> {
    let account = batch.account.id;
    let explored = invitation.sending_hour.is_some_and(|chosen| chosen.source == HourSource::Explored);
    let sent = messages::of_invitations(tx, account, &[invitation.id])?;
    let is_prompt = sent.iter().any(|message| batch.now.duration_since(message.committed_at) < PROMPT);
    if is_prompt && !explored {
        return Ok(());
    }
    let storefront = storefronts::find(tx, account, response.storefront)?.ok_or(Error::Missing)?;
    let contact = contacts::by_ids(tx, account, &[response.contact])?.pop();
    let Some(contact) = contact.filter(|contact| contact.erased_at.is_none()) else {
        return Ok(());
    };
    let hour = Hour::of(batch.now, &zone_of(&contact, &storefront.zone));
    answer_hours::count(tx, account, (response.storefront, response.contact), hour)
}
