//! explain: why a message was or was not sent, and when the next one is due, rule by rule (AW-1).

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::Timestamp;
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::decision::{Outcome, Stage, StoredCheck, read};
use rules::id::{AccountId, CampaignId, ContactId, DecisionId, EventId, InvitationId};
use rules::reason::Code;
use rules::strategy::Role;
use rules::time::Zone;

use super::dues::account_rules;
use super::outlook::stoppers;
use super::people::{email_key, external_key, phone_key};
use super::search::search;
use super::{Engine, Error};
use crate::store::events::Event;
use crate::store::{self, Tx, accounts, campaigns, contacts, decisions, events, invitations, routes, storefronts};
use crate::texts::{Language, sentence};

/// What somebody asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Event(EventId),
    Invitation(InvitationId),
    Contact(ContactId),
    /// Whatever somebody types: see [`search()`]. The latest events that it may mean.
    Search(String),
    /// An email, a phone number or the shop's own customer id.
    Known(String),
    /// An order, at one storefront or at any.
    Reference {
        reference: String,
        storefront: Option<String>,
    },
}

/// One decision, told.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explanation {
    pub id: DecisionId,
    pub at: Timestamp,
    pub stage: Stage,
    pub outcome: Outcome,
    pub reason: Option<Code>,
    pub due_at: Option<Timestamp>,
    pub event: EventId,
    pub event_type: String,
    pub storefront: String,
    pub reference: String,
    pub contact: ContactId,
    pub campaign: Option<CampaignId>,
    pub purpose: Option<Purpose>,
    pub invitation: Option<InvitationId>,
    /// The reason in words.
    pub sentence: String,
    pub rules: Vec<ToldRule>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ToldRule {
    pub check: StoredCheck,
    pub sentence: String,
}

/// What is still to come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upcoming {
    pub invitation: InvitationId,
    pub role: Role,
    pub channel: Channel,
    /// None: waits for a person.
    pub at: Option<Timestamp>,
    pub held_for: Option<Code>,
    /// What may still happen that keeps it from going.
    pub stoppers: Vec<Code>,
}

/// All that there is to say about a subject, the newest decision first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Told {
    pub explanations: Vec<Explanation>,
    pub upcoming: Vec<Upcoming>,
}

/// The latest events of a contact that are told about.
const MOST_EVENTS: i64 = 100;
/// The latest events that a search tells about, and those of each person it finds.
pub const MOST_FOUND: usize = 20;

impl Engine {
    /// # Errors
    /// [`Error::NotFound`] where the account knows nothing of the subject; those of the store.
    pub async fn explain(&self, account: AccountId, subject: Subject, language: Language) -> Result<Told, Error> {
        let engine = self.clone();
        let subject = Arc::new(subject);
        let told = self.store.read("explain", move |tx| {
            let (events, only) = events_of(tx, &engine, account, &subject)?;
            if events.is_empty() {
                return Ok(Err(Error::NotFound));
            }
            tell(tx, account, &events, only, language).map(Ok)
        });
        told.await?
    }
}

/// The events that a subject is about, and the one invitation that is asked about, if it is one.
fn events_of(
    tx: &mut Tx<'_>,
    engine: &Engine,
    account: AccountId,
    subject: &Subject,
) -> Result<(Vec<Event>, Option<InvitationId>), store::Error> {
    let found = match subject {
        Subject::Event(id) => events::by_ids(tx, account, &[*id])?,
        Subject::Invitation(id) => {
            let ids: Vec<_> =
                invitations::by_ids(tx, account, &[*id])?.iter().map(|(invitation, _)| invitation.event).collect();
            return Ok((events::by_ids(tx, account, &ids)?, Some(*id)));
        }
        Subject::Contact(id) => events::of_contact(tx, account, *id, MOST_EVENTS)?,
        Subject::Search(text) => found_events(tx, engine, account, text)?,
        Subject::Known(text) => {
            let keys = [
                external_key(&engine.secret, account, text),
                email_key(&engine.secret, account, text),
                phone_key(&engine.secret, account, text),
            ];
            let contacts: BTreeSet<_> =
                contacts::identified(tx, account, &keys)?.into_iter().map(|(_, contact)| contact.id).collect();
            let mut found = Vec::new();
            for contact in contacts {
                found.extend(events::of_contact(tx, account, contact, MOST_EVENTS)?);
            }
            found
        }
        Subject::Reference { reference, storefront } => {
            let all = storefronts::all(tx, account)?;
            let asked = all.iter().filter(|one| storefront.as_ref().is_none_or(|slug| *slug == one.slug));
            let mut found = Vec::new();
            for storefront in asked {
                found.extend(events::of_order(tx, account, storefront.id, reference)?);
            }
            found
        }
    };
    Ok((found, None))
}

fn found_events(tx: &mut Tx<'_>, engine: &Engine, account: AccountId, text: &str) -> Result<Vec<Event>, store::Error> {
    let meant = search(tx, &engine.secret, account, text)?;
    let mut found = meant.events;
    for contact in meant.contacts {
        found.extend(events::of_contact(tx, account, contact.id, MOST_EVENTS)?.into_iter().take(MOST_FOUND));
    }
    found.sort_unstable_by_key(|event| Reverse(event.id));
    found.dedup_by_key(|event| event.id);
    found.truncate(MOST_FOUND);
    Ok(found)
}

fn tell(
    tx: &mut Tx<'_>,
    account: AccountId,
    events: &[Event],
    only: Option<InvitationId>,
    language: Language,
) -> Result<Told, store::Error> {
    let ids: Vec<_> = events.iter().map(|event| event.id).collect();
    let by_id: BTreeMap<_, _> = events.iter().map(|event| (event.id, event)).collect();
    let shops = events.iter().map(|event| event.storefront).collect();
    let shops: BTreeMap<_, _> =
        storefronts::by_ids(tx, account, &shops)?.into_iter().map(|shop| (shop.id, shop)).collect();
    let mut stored = decisions::of_events(tx, account, &ids)?;
    stored.retain(|decision| only.is_none() || decision.invitation == only);
    // At one instant what stops a message comes after what sent the one before.
    stored.sort_by_key(|one| Reverse((one.decided_at, one.outcome == Outcome::Cancelled, one.id)));
    let mut told = Told::default();
    for decision in stored {
        let (Some(event), rules) = (by_id.get(&decision.event), read(&decision.checks)) else { continue };
        let Some(shop) = shops.get(&event.storefront) else { continue };
        let rules = told_rules(rules, language, &shop.zone);
        told.explanations.push(Explanation {
            id: decision.id,
            at: decision.decided_at,
            stage: decision.stage,
            outcome: decision.outcome,
            reason: decision.reason,
            due_at: decision.due_at,
            event: event.id,
            event_type: event.kind.clone(),
            storefront: shop.slug.clone(),
            reference: event.reference.clone(),
            contact: event.contact,
            campaign: decision.campaign,
            purpose: decision.purpose,
            invitation: decision.invitation,
            sentence: reason_sentence(&rules, decision.reason),
            rules,
        });
    }
    let mut asked = invitations::by_events(tx, account, &ids)?;
    asked.retain(|(invitation, state)| state.queued.is_some() && only.is_none_or(|only| only == invitation.id));
    let rules = account_rules(&accounts::find(tx, account)?.ok_or(store::Error::Missing)?)?;
    let asking = asked.iter().map(|(invitation, _)| invitation.campaign).collect();
    let asking = campaigns::by_ids(tx, account, &asking)?;
    let open: Vec<_> = asked.iter().map(|(invitation, _)| invitation.id).collect();
    let routes = routes::of_invitations(tx, account, &open)?;
    for (invitation, state) in asked {
        let Some(queued) = state.queued else { continue };
        let campaign = asking.iter().find(|campaign| campaign.id == invitation.campaign);
        let campaign = campaign.ok_or(store::Error::Missing)?.rules()?;
        told.upcoming.push(Upcoming {
            invitation: invitation.id,
            role: queued.role,
            channel: queued.channel,
            at: queued.at,
            held_for: state.held_for,
            stoppers: stoppers(
                queued.role,
                &campaign,
                &rules,
                routes.iter().any(|one| one.invitation == invitation.id),
            ),
        });
    }
    Ok(told)
}

fn told_rules(checks: Vec<StoredCheck>, language: Language, zone: &Zone) -> Vec<ToldRule> {
    let told = checks
        .into_iter()
        .map(|check| ToldRule { sentence: sentence(language, zone, check.code, check.verdict, &check.facts), check });
    told.collect()
}

fn reason_sentence(rules: &[ToldRule], reason: Option<Code>) -> String {
    let named = rules.iter().find(|rule| Some(rule.check.code) == reason);
    named.map(|rule| rule.sentence.clone()).unwrap_or_default()
}
