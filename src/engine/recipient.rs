//! Recipients: whom a link in a message leads to, with everything that its pages show.

use jiff::Timestamp;
use jiff::civil::Date;
use rules::address::{AddressKey, Cause, Channel};
use rules::id::{AccountId, InvitationId};
use rules::time::Zone;

use super::answers::{is_open, stands};
use super::dues::order_key;
use super::people::email_key;
use super::take_in::Batch;
use super::{Engine, Error};
use crate::store::contacts::Contact;
use crate::store::invitations::{Invitation, State};
use crate::store::responses::Response;
use crate::store::storefronts::Storefront;
use crate::store::suppressions::Suppression;
use crate::store::{self, Tx, accounts, contacts, invitations, messages, orders, responses, storefronts, suppressions};
use crate::texts::Language;

/// One person who was asked, because of one invitation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recipient {
    pub invitation: Invitation,
    pub state: State,
    pub contact: Contact,
    pub storefront: Storefront,
    /// What they answered, if that counts.
    pub response: Option<Response>,
    /// They said that the order has not come, and are asked from this day on.
    pub awaited_until: Option<Date>,
    /// Nothing that asks for the same goes to any address of theirs.
    pub unsubscribed: bool,
    pub now: Timestamp,
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
        if self.contact.erased_at.is_some() || !is_open(&self.state, self.now) {
            return Form::Closed;
        }
        match self.response.as_ref().filter(|response| response.completed_at.is_some()) {
            Some(response) if stands(response, self.now) => Form::Final,
            Some(_) => Form::Answered,
            None => Form::Open,
        }
    }

    pub fn language(&self) -> Language {
        let of_storefront = Language::best(Some(&self.storefront.language), Language::English);
        Language::best(self.contact.locale.as_deref(), of_storefront)
    }

    /// The day before which they asked not to be asked, if that is still to come.
    pub fn later_until(&self) -> Option<Date> {
        let day = self.contact.later_until.as_deref().and_then(|day| day.parse().ok());
        day.filter(|day| *day > self.today())
    }

    pub fn awaits_until(&self) -> Option<Date> {
        self.awaited_until.filter(|day| *day > self.today())
    }

    /// The day it is where they are.
    pub fn today(&self) -> Date {
        let own = self.contact.time_zone.as_deref().and_then(|name| Zone::parse(name).ok());
        rules::time::day_of(self.now, own.as_ref().unwrap_or(&self.storefront.zone))
    }
}

impl Engine {
    /// Who is behind a link. None: nobody, or nobody any more.
    ///
    /// # Errors
    /// Those of the store.
    pub async fn recipient(
        &self,
        account: AccountId,
        invitation: InvitationId,
    ) -> Result<Option<Recipient>, store::Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let found = self.store.read("recipient", move |tx| {
            let Some(account) = accounts::find(tx, account)? else { return Ok(None) };
            find(tx, &Batch { engine: &engine, account: &account, now: account.now(node_now) }, invitation)
        });
        found.await
    }

    /// Does something for a recipient in a transaction.
    pub(super) async fn for_recipient<T: Send + 'static>(
        &self,
        name: &'static str,
        account: AccountId,
        invitation: InvitationId,
        act: impl Fn(&mut Tx<'_>, &Batch<'_>, &Recipient) -> Result<T, store::Error> + Send + 'static,
    ) -> Result<T, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write(name, move |tx| {
            let Some(account) = accounts::find(tx, account)? else { return Ok(Err(Error::NotFound)) };
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let Some(recipient) = find(tx, &batch, invitation)? else { return Ok(Err(Error::NotFound)) };
            act(tx, &batch, &recipient).map(Ok)
        });
        done.await?
    }
}

fn find(tx: &mut Tx<'_>, batch: &Batch<'_>, id: InvitationId) -> Result<Option<Recipient>, store::Error> {
    let account = batch.account.id;
    let Some((invitation, state)) = invitations::by_ids(tx, account, &[id])?.pop() else {
        return Ok(None);
    };
    let contact = contacts::by_ids(tx, account, &[invitation.contact])?.pop().ok_or(store::Error::Missing)?;
    let storefront = storefronts::find(tx, account, invitation.storefront)?.ok_or(store::Error::Missing)?;
    let response = responses::of_invitation(tx, account, id)?.filter(|one| one.suspected_for.is_none());
    let order = orders::find(tx, account, &[order_key(&invitation)].into())?.pop();
    let against = unsubscriptions(tx, batch, &invitation, &contact)?;
    Ok(Some(Recipient {
        awaited_until: order.and_then(|(_, order)| order.awaited_until),
        unsubscribed: !against.is_empty(),
        invitation,
        state,
        contact,
        storefront,
        response,
        now: batch.now,
    }))
}

/// The addresses by which this person was asked, and would be now.
pub(super) fn addresses(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    invitation: &Invitation,
    contact: &Contact,
) -> Result<Vec<AddressKey>, store::Error> {
    let account = batch.account.id;
    let sent = messages::of_invitations(tx, account, &[invitation.id])?;
    let used = sent.iter().filter(|message| message.channel == Channel::Email).map(|message| message.address);
    let current = contact.email.as_deref().map(|email| email_key(&batch.engine.secret, account, email));
    let mut addresses: Vec<_> = used.chain(current).collect();
    addresses.sort_unstable();
    addresses.dedup();
    Ok(addresses)
}

/// What this person asked to be spared of such requests.
pub(super) fn unsubscriptions(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    invitation: &Invitation,
    contact: &Contact,
) -> Result<Vec<Suppression>, store::Error> {
    let addresses = addresses(tx, batch, invitation, contact)?;
    let mut against = suppressions::of_addresses(tx, batch.account.id, &addresses)?;
    let group = invitation.purpose.group();
    against.retain(|stop| {
        let covers = stop.group.is_none_or(|covered| covered == group);
        stop.cause == Cause::Unsubscribed && stop.channel == Channel::Email && covers
    });
    Ok(against)
}
