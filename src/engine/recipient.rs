//! Recipients: whom a link in a message leads to, with everything that its pages show.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{AddressKey, Cause, Channel};
use rules::campaign::Purpose;
use rules::id::{AccountId, CampaignId, EventId, InvitationId};
use rules::questionnaire::Rule;
use rules::time::Zone;

use super::answers::{is_open, stands};
use super::dues::{order_key, routes_of};
use super::people::email_key;
use super::products::bought;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::intake::product::Product;
use crate::secret::Secret;
use crate::store::campaigns::Pinned;
use crate::store::contacts::Contact;
use crate::store::invitations::Invitation;
use crate::store::recipients::Asked;
use crate::store::routes::Route;
use crate::store::storefronts::Storefront;
use crate::store::suppressions::Suppression;
use crate::store::{
    self, Tx, accounts, campaigns, contacts, events, invitations, messages, orders, recipients, storefronts,
    suppressions,
};
use crate::texts::Language;

/// One person who was asked, because of one invitation, as pages show them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub asked: Asked,
    /// What its form asks about, in order; each product once. Not about the service where that review is written on
    /// another platform.
    pub subjects: Vec<About>,
    /// Products that were bought; the form asks about the first of them.
    pub bought: usize,
    /// Where the review is written instead.
    pub route: Option<Route>,
    pub storefront: Arc<Storefront>,
    pub now: Timestamp,
}

/// A part of a form, and what must be answered of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct About {
    /// None: the service, or the survey.
    pub product: Option<Product>,
    pub rule: Rule,
}

/// Products that a form asks about; nobody rates more.
pub const MOST_ASKED: usize = 20;

fn subjects(
    asked: &Asked,
    pinned: &BTreeMap<(CampaignId, i64), Pinned>,
    is_elsewhere: bool,
    products: Vec<Product>,
) -> Result<Vec<About>, store::Error> {
    let comment_required = |version| pinned.get(&version).map(|one| one.comment_required).ok_or(store::Error::Missing);
    let own =
        About { product: None, rule: Rule { optional: false, comment_required: comment_required(asked.version)? } };
    let of_products = comment_required(asked.product_version.unwrap_or(asked.version))?;
    let rule = Rule { optional: true, comment_required: of_products };
    let of_product = |product| About { product: Some(product), rule };
    let service = (asked.purpose != Purpose::ProductReview && !is_elsewhere).then_some(own);
    Ok(service.into_iter().chain(products.into_iter().take(MOST_ASKED).map(of_product)).collect())
}

/// A recipient who does something, with all that it may change.
pub(super) struct Actor {
    pub invitation: Invitation,
    pub contact: Contact,
    /// The day it is where they are.
    pub today: Date,
}

/// What a link names.
type Link = (AccountId, InvitationId);

/// What a recipient has asked for, besides what the contact itself says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wishes {
    /// They said that the order has not come, and are asked from this day on, which is still to come.
    pub awaited_until: Option<Date>,
    /// Nothing that asks for the same goes to any address of theirs.
    pub unsubscribed: bool,
}

/// What can be done with a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    Closed,
    Open,
    /// Answered, and may be changed for a while.
    Answered,
    /// Answered for good.
    Final,
}

impl Recipient {
    pub fn form(&self) -> Form {
        if self.asked.erased_at.is_some() || !is_open(self.asked.expires_at, self.now) {
            return Form::Closed;
        }
        match self.completed_at() {
            Some(_) if stands(self.completed_at(), self.now) => Form::Final,
            Some(_) => Form::Answered,
            None => Form::Open,
        }
    }

    pub fn language(&self) -> Language {
        let of_storefront = Language::best(Some(&self.storefront.language), Language::English);
        Language::best(self.asked.locale.as_deref(), of_storefront)
    }

    /// When they answered the whole form.
    pub fn completed_at(&self) -> Option<Timestamp> {
        self.asked.answered.as_ref()?.completed_at
    }

    /// What they answered so far, as JSON.
    pub fn answers(&self) -> Option<&str> {
        self.asked.answered.as_ref().map(|answered| answered.answers.as_str())
    }

    /// The day before which they asked not to be asked, if that is still to come.
    pub fn later_until(&self) -> Option<Date> {
        let day = self.asked.later_until.as_deref().and_then(|day| day.parse().ok());
        day.filter(|day| *day > self.today())
    }

    fn today(&self) -> Date {
        today(self.now, self.asked.time_zone.as_deref(), &self.storefront)
    }
}

/// The day it is where a contact is.
fn today(now: Timestamp, time_zone: Option<&str>, storefront: &Storefront) -> Date {
    let own = time_zone.and_then(|name| Zone::parse(name).ok());
    rules::time::day_of(now, own.as_ref().unwrap_or(&storefront.zone))
}

impl Engine {
    /// Who is behind these links, read in one transaction. Where nobody is, or nobody any more, nothing is answered.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn recipients(&self, wanted: BTreeSet<Link>) -> Result<BTreeMap<Link, Arc<Recipient>>, store::Error> {
        let node_now = self.now().await?;
        let found = self.store.read("recipients", move |tx| {
            let mut found = BTreeMap::new();
            let mut rest = wanted.iter().copied().peekable();
            while let Some((account, first)) = rest.next() {
                let mut ids = vec![first];
                while let Some((_, next)) = rest.next_if(|(other, _)| *other == account) {
                    ids.push(next);
                }
                let Some(account) = accounts::find(tx, account)? else { continue };
                let recipients = find(tx, account.id, account.now(node_now), &ids)?.into_iter();
                found.extend(recipients.map(|one| ((account.id, one.asked.invitation), Arc::new(one))));
            }
            Ok(found)
        });
        found.await
    }

    /// What a recipient has asked for besides.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn wishes(&self, account: AccountId, recipient: &Arc<Recipient>) -> Result<Wishes, store::Error> {
        let (secret, recipient) = (self.secret.clone(), Arc::clone(recipient));
        let found = self.store.read("wishes", move |tx| {
            let (invitation, contact) = asked(tx, account, recipient.asked.invitation)?.ok_or(store::Error::Missing)?;
            let order = orders::find(tx, account, &[order_key(&invitation)].into())?.pop();
            let awaited_until = order.and_then(|(_, order)| order.awaited_until);
            let against = unsubscriptions(tx, account, &secret, &invitation, &contact)?;
            Ok(Wishes {
                awaited_until: awaited_until.filter(|day| *day > recipient.today()),
                unsubscribed: !against.is_empty(),
            })
        });
        found.await
    }

    /// Does something for a recipient in a transaction.
    pub(super) async fn for_recipient<T: Send + 'static>(
        &self,
        name: &'static str,
        account: AccountId,
        invitation: InvitationId,
        act: impl Fn(&mut Tx<'_>, &Batch<'_>, &Actor) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write(name, move |tx| {
            let Some(account) = accounts::find(tx, account)? else { return Ok(Err(Error::NotFound)) };
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let Some(actor) = actor(tx, &batch, invitation)? else { return Ok(Err(Error::NotFound)) };
            act(tx, &batch, &actor).map(Ok)
        });
        done.await?
    }
}

/// Everybody of an account who was asked by one of these invitations.
fn find(
    tx: &mut Tx<'_>,
    account: AccountId,
    now: Timestamp,
    ids: &[InvitationId],
) -> Result<Vec<Recipient>, store::Error> {
    let asked = recipients::asked(tx, account, ids)?;
    if asked.is_empty() {
        return Ok(Vec::new());
    }
    let storefronts = storefronts::by_ids(tx, account, &asked.iter().map(|one| one.storefront).collect())?;
    let storefronts: BTreeMap<_, _> = storefronts.into_iter().map(|one| (one.id, Arc::new(one))).collect();
    let versions: BTreeSet<_> =
        asked.iter().flat_map(|one| one.product_version.into_iter().chain([one.version])).collect();
    let pinned = campaigns::pinned(tx, account, versions.into_iter())?;
    let mut routes = routes_of(tx, account, asked.iter().map(|one| (one.invitation, one.version)), &pinned)?;
    let details = details(tx, account, &asked)?;
    let recipient = |asked: Asked| {
        let storefront = storefronts.get(&asked.storefront).ok_or(store::Error::Missing)?;
        let products = bought(details.get(&asked.event).map(String::as_str));
        let route = routes.remove(&asked.invitation);
        let bought = products.len();
        let subjects = subjects(&asked, &pinned, route.is_some(), products)?;
        Ok(Recipient { asked, subjects, bought, route, storefront: Arc::clone(storefront), now })
    };
    asked.into_iter().map(recipient).collect()
}

/// The details of the events of which forms ask about products.
fn details(tx: &mut Tx<'_>, account: AccountId, asked: &[Asked]) -> Result<BTreeMap<EventId, String>, store::Error> {
    let is_about_products = |one: &&Asked| one.purpose == Purpose::ProductReview || one.product_version.is_some();
    let ids: BTreeSet<_> = asked.iter().filter(is_about_products).map(|one| one.event).collect();
    let events = events::by_ids(tx, account, &Vec::from_iter(ids))?;
    Ok(events.into_iter().filter_map(|event| Some((event.id, event.details?))).collect())
}

fn actor(tx: &mut Tx<'_>, batch: &Batch<'_>, id: InvitationId) -> Result<Option<Actor>, store::Error> {
    let account = batch.account.id;
    let Some((invitation, contact)) = asked(tx, account, id)? else { return Ok(None) };
    let storefront = storefronts::find(tx, account, invitation.storefront)?.ok_or(store::Error::Missing)?;
    let today = today(batch.now, contact.time_zone.as_deref(), &storefront);
    Ok(Some(Actor { invitation, contact, today }))
}

/// An invitation, and whom it asked.
fn asked(tx: &mut Tx<'_>, account: AccountId, id: InvitationId) -> Result<Option<(Invitation, Contact)>, store::Error> {
    let Some((invitation, _)) = invitations::by_ids(tx, account, &[id])?.pop() else { return Ok(None) };
    let contact = contacts::by_ids(tx, account, &[invitation.contact])?.pop().ok_or(store::Error::Missing)?;
    Ok(Some((invitation, contact)))
}

/// The addresses by which this person was asked, and would be now.
pub(super) fn addresses(
    tx: &mut Tx<'_>,
    account: AccountId,
    secret: &Secret,
    invitation: &Invitation,
    contact: &Contact,
) -> Result<Vec<AddressKey>, store::Error> {
    let sent = messages::of_invitations(tx, account, &[invitation.id])?;
    let used = sent.iter().filter(|message| message.channel == Channel::Email).map(|message| message.address);
    let current = contact.email.as_deref().map(|email| email_key(secret, account, email));
    let mut addresses: Vec<_> = used.chain(current).collect();
    addresses.sort_unstable();
    addresses.dedup();
    Ok(addresses)
}

/// What this person asked to be spared of such requests.
pub(super) fn unsubscriptions(
    tx: &mut Tx<'_>,
    account: AccountId,
    secret: &Secret,
    invitation: &Invitation,
    contact: &Contact,
) -> Result<Vec<Suppression>, store::Error> {
    let addresses = addresses(tx, account, secret, invitation, contact)?;
    let mut against = suppressions::of_addresses(tx, account, &addresses)?;
    let group = invitation.purpose.group();
    against.retain(|stop| {
        let covers = stop.group.is_none_or(|covered| covered == group);
        stop.cause == Cause::Unsubscribed && stop.channel == Channel::Email && covers
    });
    Ok(against)
}
