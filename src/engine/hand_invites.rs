//! hand_invites: people to ask by hand (ET-13), whom somebody names by an address, a customer number or an order number.
//! A rehearsal runs everything to its end and then takes it back: it says exactly what would become of each.

use std::sync::{Arc, Mutex, PoisonError};

use rules::id::{AccountId, CampaignId, ContactId, StorefrontId};

use super::invite::{Wish, invite_one};
use super::people::{email_key, external_key, phone_key};
use super::take_in::{Batch, PlannedRequest};
use super::{Engine, Error};
use crate::intake::phone::Phone;
use crate::store::audit_log::{self, Act, Actor};
use crate::store::{self, Tx, accounts, campaigns, contacts, events};

/// Orders of one person among which the latest is looked for.
const MOST_ORDERS: i64 = 50;

/// Whom to ask, as somebody wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Named {
    /// An address, a phone number, a customer number, the id of a contact, or an order number.
    pub who: String,
    /// The order; none: their latest.
    pub reference: Option<String>,
}

/// What became of one, or would.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answered {
    pub contact: ContactId,
    pub reference: String,
    pub planned: PlannedRequest,
}

type Answers = Vec<Result<Answered, Error>>;

impl Engine {
    /// What would become of these if they were asked now. Nothing stays of it.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the campaign; those of the store.
    pub async fn rehearse_hand_invites(
        &self,
        account: AccountId,
        (campaign, named): (CampaignId, Vec<Named>),
    ) -> Result<Answers, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let slot = Arc::new(Mutex::new(None));
        let inside = Arc::clone(&slot);
        let taken_back: Result<(), _> = self
            .store
            .write("rehearse_hand_invites", move |tx| {
                let answers = ask_all(tx, &engine, (account, node_now), (campaign, &named))?;
                *inside.lock().unwrap_or_else(PoisonError::into_inner) = Some(answers);
                Err(store::Error::Abandoned("it was a rehearsal"))
            })
            .await;
        match (taken_back, slot.lock().unwrap_or_else(PoisonError::into_inner).take()) {
            (Err(store::Error::Abandoned(_)), Some(answers)) => answers,
            (Err(error), _) => Err(error.into()),
            (Ok(()), _) => Err(Error::NotFound),
        }
    }

    /// Asks these people, each through the rules; who cannot be found fails alone.
    ///
    /// # Errors
    /// [`Error::NotFound`] for the campaign; those of the store: then nobody was asked.
    pub async fn invite_by_hand(
        &self,
        account: AccountId,
        (campaign, named): (CampaignId, Vec<Named>),
        by: Actor,
    ) -> Result<Answers, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let done = self.store.write("invite_by_hand", move |tx| {
            let answers = ask_all(tx, &engine, (account, node_now), (campaign, &named))?;
            let now = accounts::find(tx, account)?.ok_or(store::Error::Missing)?.now(node_now);
            let made = answers.iter().flatten().flatten().filter_map(|answered| answered.planned.invitation);
            let made: Vec<_> = made.map(|id| id.to_string()).collect();
            audit_log::append_all(tx, account, now, (by, Act::InvitationMade), &made)?;
            Ok(answers)
        });
        done.await?
    }
}

fn ask_all(
    tx: &mut Tx<'_>,
    engine: &Engine,
    (account, node_now): (AccountId, jiff::Timestamp),
    (campaign, named): (CampaignId, &[Named]),
) -> Result<Result<Answers, Error>, store::Error> {
    let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
    let batch = Batch { engine, account: &account, now: account.now(node_now) };
    let Some(campaign) = campaigns::find(tx, account.id, campaign)? else { return Ok(Err(Error::NotFound)) };
    let mut answers = Vec::with_capacity(named.len());
    for one in named {
        let meant = match find(tx, &batch, campaign.storefront, one)? {
            Ok((contact, reference)) => Wish { campaign: campaign.id, contact, reference },
            Err(error) => {
                answers.push(Err(error));
                continue;
            }
        };
        let planned = invite_one(tx, &batch, &meant)?;
        answers.push(planned.map(|planned| Answered { contact: meant.contact, reference: meant.reference, planned }));
    }
    Ok(Ok(answers))
}

/// Whom and which order this names.
fn find(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    storefront: StorefrontId,
    named: &Named,
) -> Result<Result<(ContactId, String), Error>, store::Error> {
    let account = batch.account.id;
    if let Some(contact) = person(tx, batch, &named.who)? {
        let reference = match &named.reference {
            Some(reference) => Some(reference.clone()),
            None => latest_order(tx, account, contact, storefront)?,
        };
        let no_order = Error::State { code: "contact.no_order", detail: "no order of theirs is known here: name one" };
        return Ok(reference.map(|reference| (contact, reference)).ok_or(no_order));
    }
    let ordered = events::of_reference(tx, account, &[storefront], &named.who)?;
    let unknown = Error::State { code: "contact.unknown", detail: "no contact and no order here has this" };
    Ok(ordered.first().map(|event| (event.contact, event.reference.clone())).ok_or(unknown))
}

fn person(tx: &mut Tx<'_>, batch: &Batch<'_>, text: &str) -> Result<Option<ContactId>, store::Error> {
    let (account, secret) = (batch.account.id, &batch.engine.secret);
    if let Ok(id) = text.parse::<ContactId>() {
        return Ok(contacts::by_ids(tx, account, &[id])?.first().map(|contact| contact.id));
    }
    let phone = Phone::parse(text, None).map_or_else(|_| text.to_owned(), |phone| phone.as_str().to_owned());
    // In the order in which they count (rules 1).
    let keys =
        [external_key(secret, account, text), email_key(secret, account, text), phone_key(secret, account, &phone)];
    let known = contacts::identified(tx, account, &keys)?;
    let of = |key| known.iter().find(|(known, _)| *known == key).map(|(_, contact)| contact.id);
    Ok(keys.into_iter().find_map(of))
}

fn latest_order(
    tx: &mut Tx<'_>,
    account: AccountId,
    contact: ContactId,
    storefront: StorefrontId,
) -> Result<Option<String>, store::Error> {
    let mut events = events::of_contact(tx, account, contact, MOST_ORDERS)?;
    events.retain(|event| event.storefront == storefront);
    Ok(events.into_iter().max_by_key(|event| event.occurred_at).map(|event| event.reference))
}
