//! commit: the last check of a due message and every reservation, in one transaction. The point of no return (trust 1):
//! a stopping fact wins if, and only if, it commits before this does.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rules::campaign::{Purpose, Storefront as StorefrontRules, Timing};
use rules::decide::{Action, Decided, decide};
use rules::decision::Outcome;
use rules::id::{AccountId, MessageId};
use rules::person::Person;
use rules::state::MessageStatus;
use rules::strategy::Role;

use super::Engine;
use super::claim::Claimed;
use super::dues::{self, Dues, Facts};
use super::guards::Guards;
use super::letter::{self, Letter, Occasion};
use super::products::{bought, follow, plan_alone};
use super::routing::{platform_of, route};
use super::take_in::Batch;
use super::templates::Templates;
use super::waves;
use crate::intake::product::Product;
use crate::store::accounts::Account;
use crate::store::invitations::{Invitation, State};
use crate::store::messages::Message;
use crate::store::{Error, Tx, accounts, campaigns, decisions, invitations, messages, orders, routes};

/// An owner that is not heard of for this long has lost its attempts in flight.
pub const IN_FLIGHT_LEASE: SignedDuration = SignedDuration::from_secs(60);

/// A committed attempt, on its way to the provider.
#[derive(Debug, Clone)]
pub struct Attempt {
    pub account: AccountId,
    pub message: Message,
    /// None where a lost node's attempt was taken over: it is not handed over again.
    pub letter: Option<Arc<Letter>>,
    pub context: Arc<Context>,
}

/// What settling needs to know besides the outcome.
#[derive(Debug, Clone)]
pub struct Context {
    pub person: Person,
    pub storefront: StorefrontRules,
    pub timing: Timing,
    /// Channels that earlier messages of the invitation used.
    pub used: Vec<rules::address::Channel>,
    /// Reminders are on, were on at creation and at the first message, and were never struck.
    pub reminders: bool,
}

impl Engine {
    /// Decides claimed invitations and commits attempts for those that may go now.
    ///
    /// # Errors
    /// Those of the store; what was claimed comes free when its lease ends.
    pub async fn commit(&self, node_now: Timestamp, claimed: Claimed) -> Result<Vec<Attempt>, Error> {
        let engine = self.clone();
        let claimed = Arc::new(claimed);
        let attempts = self.store.write("commit", move |tx| {
            let account = accounts::find_steady(tx, claimed.account)?.ok_or(Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            let ids: Vec<_> = claimed.claims.iter().map(|claim| claim.invitation).collect();
            let fences: BTreeMap<_, _> = claimed.claims.iter().map(|claim| (claim.invitation, claim.fence)).collect();
            let mut due = invitations::by_ids(tx, account.id, &ids)?;
            // Whatever was written since the claim, an answer or a cancellation, has raised the fence.
            due.retain(|(invitation, state)| fences.get(&invitation.id) == Some(&state.stored.fence));
            let on_forms = due.iter().filter_map(|(_, state)| state.product).map(|(campaign, _)| campaign);
            let asking = due.iter().map(|(invitation, _)| invitation.campaign).chain(on_forms).collect();
            campaigns::keep_steady(tx, account.id, &asking)?;
            commit_due(tx, &batch, due)
        });
        attempts.await
    }
}

/// Decides due invitations, writes what was decided, and answers the attempts that are now committed.
pub(super) fn commit_due(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    due: Vec<(Invitation, State)>,
) -> Result<Vec<Attempt>, Error> {
    let account = batch.account;
    let due: Vec<_> = due.into_iter().filter(|(_, state)| state.queued.is_some()).collect();
    let before = waves::hold_fast(tx, batch, &due)?;
    let mut guards = Guards::of_people(tx, account.id, &due)?;
    let contacts = dues::contacts_of(tx, batch, &due)?;
    guards.add_addresses(tx, batch, &contacts)?;
    let mut loaded = Dues::load_with(tx, batch, due, contacts)?;
    let mut histories = std::mem::take(&mut loaded.people.histories);
    let facts = loaded.facts()?;
    let rules = dues::account_rules(account)?;
    let dues: Vec<_> = facts.iter().map(Facts::due).collect();
    let mut waves = before.clone();
    let decided = decide(batch.now, &rules, &dues, &mut histories, &mut waves);

    let templates = Templates::load(tx, account.id, &loaded)?;
    let mut states: Vec<_> = facts.iter().map(|facts| facts.state.clone()).collect();
    let (mut attempts, mut routed) = (Vec::with_capacity(facts.len()), Vec::new());
    for ((facts, decided), state) in facts.iter().zip(&decided).zip(&mut states) {
        match attempt(batch, &loaded, &templates, facts, decided) {
            Some(attempt) => {
                reserve(state, facts, &attempt, batch.now);
                if attempt.message.role == Role::First {
                    routed.extend(route(batch, facts.stored, &facts.invitation.pinned));
                }
                state.product = state.product.filter(|_| asks_about_products(facts, decided));
                attempts.push(attempt);
            }
            None => dues::apply(state, decided, batch.now),
        }
    }
    guards.raise(tx, account.id, &attempts)?;
    waves::save(tx, batch, &before, waves)?;
    take_reminders(tx, account, &facts, &attempts)?;
    routes::insert(tx, account.id, &routed)?;
    let committed: Vec<_> = attempts.iter().map(|attempt| attempt.message.clone()).collect();
    messages::commit(tx, account.id, &batch.engine.settings.owner, batch.now + IN_FLIGHT_LEASE, &committed)?;
    let parted: Vec<_> = facts.iter().zip(&states).filter_map(|(facts, state)| facts.parted(state)).collect();
    let states: Vec<_> = facts.iter().zip(&states).map(|(facts, state)| (facts.stored.id, state)).collect();
    invitations::save(tx, account.id, &states)?;
    let records: Vec<_> =
        facts.iter().zip(&decided).flat_map(|(facts, decided)| facts.records(batch, decided)).collect();
    decisions::insert(tx, account.id, &records)?;
    follow(tx, batch, facts.iter().zip(&decided).filter(|(_, decided)| is_first(decided)).map(|(facts, _)| facts))?;
    plan_alone(tx, batch, &parted)?;
    Ok(attempts)
}

fn is_first(decided: &Decided) -> bool {
    matches!(decided.action, Action::Send { role: Role::First, .. })
}

/// Whether the form that a message leads to asks about the products too: as its first message said.
pub(super) fn asks_about_products(facts: &Facts<'_>, decided: &Decided) -> bool {
    let on_form = facts.product.is_some();
    decided.product.as_ref().map_or(on_form, |decision| decision.outcome == Outcome::Send)
}

fn take_reminders(tx: &mut Tx<'_>, account: &Account, facts: &[Facts<'_>], attempts: &[Attempt]) -> Result<(), Error> {
    let reminders: BTreeSet<_> = attempts
        .iter()
        .filter(|attempt| attempt.message.role == Role::Reminder)
        .map(|attempt| attempt.message.invitation)
        .collect();
    let taken: Vec<_> = facts
        .iter()
        .filter(|facts| reminders.contains(&facts.stored.id))
        .map(|facts| (dues::order_key(facts.stored), facts.stored.id))
        .collect();
    orders::take_reminders(tx, account.id, &taken)
}

fn attempt(
    batch: &Batch<'_>,
    loaded: &Dues,
    templates: &Templates,
    facts: &Facts<'_>,
    decided: &Decided,
) -> Option<Attempt> {
    let new_id = || MessageId::new(batch.now, batch.engine.world.chance.bits());
    let message = message(batch.now, facts, decided, new_id)?;
    let write = || {
        let occasion = Occasion {
            account: batch.account.id,
            invitation: facts.stored.id,
            message: message.id,
            purpose: facts.stored.purpose,
            role: message.role,
            reference: &facts.stored.reference,
            products: products_of(loaded, facts, decided),
            storefront: loaded.storefronts.get(&facts.stored.storefront)?,
            contact: loaded.contacts.get(&facts.stored.contact)?,
            platform: platform_of(facts.stored.id, &facts.invitation.pinned).map(|platform| &*platform.name),
            own: templates.own(loaded, facts.stored),
            date: batch.now,
        };
        letter::write(batch.engine, &occasion)
    };
    let letter = Arc::new(earlier_letter(&message).or_else(write)?);
    let context = Arc::new(context(facts, message.role));
    Some(Attempt { account: batch.account.id, message, letter: Some(letter), context })
}

/// The message that a decision sends, as it stood where it was tried before.
pub(super) fn message(
    now: Timestamp,
    facts: &Facts<'_>,
    decided: &Decided,
    new_id: impl FnOnce() -> MessageId,
) -> Option<Message> {
    let Action::Send { role, step, channel, address, consent } = decided.action else {
        return None;
    };
    let step = i64::try_from(step).expect("a strategy has few steps");
    let earlier = facts.messages.iter().find(|message| message.step == step);
    Some(Message {
        id: earlier.map_or_else(new_id, |earlier| earlier.id),
        invitation: facts.stored.id,
        campaign: Some(facts.stored.campaign),
        role,
        step,
        channel,
        status: MessageStatus::Sending,
        tries: earlier.map_or(0, |earlier| earlier.tries) + 1,
        address,
        consent,
        rendered: earlier.and_then(|earlier| earlier.rendered.clone()),
        first_tried_at: earlier.map_or(now, |earlier| earlier.first_tried_at),
        committed_at: now,
        sent_at: None,
        delivered_at: None,
        opened_at: None,
        clicked_at: None,
        bounced_at: None,
        complained_at: None,
        failure: None,
    })
}

/// What settling a message of this role needs to know.
pub(super) fn context(facts: &Facts<'_>, role: Role) -> Context {
    let invitation = &facts.invitation;
    let at_first = if role == Role::First { facts.campaign.reminder } else { invitation.reminder_at_first };
    Context {
        person: facts.person.clone(),
        storefront: facts.storefront.clone(),
        timing: invitation.pinned.clone(),
        used: invitation.used.clone(),
        reminders: invitation.reminder_at_creation && at_first && !invitation.reminder_struck,
    }
}

/// What the form asks about besides the service, or alone.
fn products_of(loaded: &Dues, facts: &Facts<'_>, decided: &Decided) -> Vec<Product> {
    let asks = facts.stored.purpose == Purpose::ProductReview || asks_about_products(facts, decided);
    let details = loaded.details.get(&facts.stored.event).filter(|_| asks);
    bought(details.map(String::as_str))
}

/// A message that is tried again goes as it was rendered the first time, under the same Message-ID (trust 1).
fn earlier_letter(message: &Message) -> Option<Letter> {
    serde_json::from_str(message.rendered.as_deref()?).ok()
}

/// The state of an invitation whose attempt is committed: nothing is queued until its outcome is known.
pub(super) fn reserve(state: &mut State, facts: &Facts<'_>, attempt: &Attempt, now: Timestamp) {
    state.queued = None;
    state.released_from = None;
    state.held_for = None;
    state.reason = None;
    match attempt.message.role {
        Role::First => {
            state.first_sent_at = Some(now);
            state.address = Some(attempt.message.address);
            state.reminder_at_first = facts.campaign.reminder.then_some(now);
        }
        Role::Reminder => state.reminded_at = Some(now),
        Role::FollowUp => {}
    }
}
