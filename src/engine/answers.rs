//! Answers: one that is complete stops everything that is still to come for its order and purpose (AW-8, V7).

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use rules::address::Channel;
use rules::campaign::Purpose;
use rules::id::{AccountId, InvitationId, ResponseId};
use rules::questionnaire::{Answer as Given, Value};
use rules::reason::Code;
use rules::state::{InvitationStatus, MessageStatus};
use rules::strategy::Role;
use serde_json::{Value as Json, json};

use super::dues::order_key;
use super::error::Refusable;
use super::orders::{cancel, cancelled_decision, record};
use super::take_in::Batch;
use super::{Engine, Error, learned};
use crate::intake::product::Product;
use crate::store::invitations::{Invitation, State};
use crate::store::messages::Message;
use crate::store::reminder_counts::Counts;
use crate::store::responses::{Response, Suspicion};
use crate::store::{
    self, Tx, accounts, contacts, decisions, events, holdout_members, invitations, messages, orders, reminder_counts,
    responses,
};

/// How long a complete answer may still be changed.
const CHANGEABLE_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A complete answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    pub invitation: InvitationId,
    /// The message whose link was followed.
    pub via: Option<(Role, Channel)>,
    /// A JSON array of questions and values.
    pub answers: String,
}

impl Engine {
    /// Records complete answers. One that is there already is left as it is.
    ///
    /// # Errors
    /// For each answer [`Error::NotFound`] or [`Error::State`] where the form has closed; those of the store.
    pub async fn answer(&self, account: AccountId, answers: Vec<Answer>) -> Result<Vec<Result<(), Error>>, Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let answers = Arc::new(answers);
        let done = self.store.write("answer", move |tx| {
            let account = accounts::find(tx, account)?.ok_or(store::Error::Missing)?;
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            answers.iter().map(|answer| answer_one(tx, &batch, answer)).collect::<Result<Vec<_>, store::Error>>()
        });
        Ok(done.await?)
    }
}

fn answer_one(tx: &mut Tx<'_>, batch: &Batch<'_>, answer: &Answer) -> Refusable<()> {
    let account = batch.account.id;
    let Some((invitation, state)) = invitations::by_ids(tx, account, &[answer.invitation])?.pop() else {
        return Ok(Err(Error::NotFound));
    };
    if state.status == InvitationStatus::Completed {
        return Ok(Ok(()));
    }
    if !is_open(state.expires_at, batch.now) {
        return Ok(Err(closed()));
    }
    let known = responses::of_invitation(tx, account, invitation.id)?.filter(counts);
    let mut response = known.unwrap_or_else(|| begun(batch, &invitation));
    response.via = answer.via;
    response.answers.clone_from(&answer.answers);
    complete(tx, batch, &invitation, state, response)?;
    Ok(Ok(()))
}

/// From the first message until its term is over, also where nothing more of it is sent.
pub(super) fn is_open(expires_at: Option<Timestamp>, now: Timestamp) -> bool {
    expires_at.is_some_and(|closes_at| now < closes_at)
}

fn closed() -> Error {
    Error::State { code: "invitation.closed", detail: "the form of this invitation is not open" }
}

/// Not one of those that count nowhere.
fn counts(response: &Response) -> bool {
    response.suspected_for.is_none()
}

fn begun(batch: &Batch<'_>, invitation: &Invitation) -> Response {
    Response {
        id: ResponseId::new(batch.now, batch.engine.world.chance.bits()),
        invitation: invitation.id,
        contact: invitation.contact,
        storefront: invitation.storefront,
        reference: invitation.reference.clone(),
        started_at: batch.now,
        completed_at: None,
        via: None,
        answers: String::new(),
        suspected_for: None,
    }
}

/// The one place where an answer becomes complete. The invitation is saved first: of answers that come at the same time
/// one finds the other's fence and starts over (V10).
fn complete(
    tx: &mut Tx<'_>,
    batch: &Batch<'_>,
    invitation: &Invitation,
    mut state: State,
    mut response: Response,
) -> Result<(), store::Error> {
    let account = batch.account.id;
    let purpose = invitation.purpose.as_str();
    let was_queued = state.queued.is_some();
    state.end(InvitationStatus::Completed, None, batch.now);
    // Completed also where it had been cancelled or refused meanwhile: the answer came.
    state.status = InvitationStatus::Completed;
    invitations::save(tx, account, &[(invitation.id, &state)])?;
    response.completed_at = Some(batch.now);
    learned::count(tx, batch, invitation, &response)?;
    let by_reminder = response.via.is_some_and(|(role, _)| role == Role::Reminder);
    responses::save(tx, account, &[response])?;
    let answered = purposes(invitation, &state);
    for purpose in &answered {
        orders::answer(tx, account, &order_key(invitation), *purpose)?;
    }
    holdout_members::mark_answer(tx, account, invitation.contact, batch.now)?;
    if was_queued {
        let decision = cancelled_decision(batch.now, Code::ResponseReceived, purpose);
        decisions::insert(tx, account, &[record(batch, invitation, &decision)])?;
    }
    let of_order = events::of_order(tx, account, invitation.storefront, &invitation.reference)?;
    let ids: Vec<_> = of_order.iter().map(|event| event.id).collect();
    let mut others = invitations::by_events(tx, account, &ids)?;
    others.retain(|(other, state)| {
        other.id != invitation.id && answered.contains(&other.purpose) && state.ended_at.is_none()
    });
    cancel(tx, batch, others, Code::ResponseReceived, purpose)?;
    // Last, as in settling: whoever counts waits for nobody afterwards.
    let counts = Counts { answered: 1, answered_by_reminder: i64::from(by_reminder), ..Counts::default() };
    reminder_counts::add(tx, account, &[((invitation.campaign, invitation.version), counts)].into())
}

/// What a form asks about: a joint one about the products too.
pub(super) fn purposes(invitation: &Invitation, state: &State) -> Vec<Purpose> {
    std::iter::once(invitation.purpose).chain(state.product.map(|_| Purpose::ProductReview)).collect()
}

/// What a form brought about the service, or about one product.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    pub product: Option<Product>,
    pub answers: Vec<Given>,
}

/// What a form brought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submission {
    pub invitation: InvitationId,
    pub answers: Vec<Section>,
    /// False: to be continued.
    pub finished: bool,
    pub suspicion: Option<Suspicion>,
}

impl Engine {
    /// Records what a form brought: a whole answer, a half-finished one, or a changed one. A doubtful one is kept as such,
    /// where there is no other, and changes nothing else.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::State`] where the form has closed or its answer stands; those of the store.
    pub async fn submit(&self, account: AccountId, submission: Submission) -> Result<(), Error> {
        let node_now = self.now().await?;
        let engine = self.clone();
        let submission = Arc::new(submission);
        let done = self.store.write("submit", move |tx| {
            let Some(account) = accounts::find(tx, account)? else { return Ok(Err(Error::NotFound)) };
            let batch = Batch { engine: &engine, account: &account, now: account.now(node_now) };
            submit_one(tx, &batch, &submission)
        });
        done.await?
    }
}

fn submit_one(tx: &mut Tx<'_>, batch: &Batch<'_>, submission: &Submission) -> Refusable<()> {
    let account = batch.account.id;
    let Some((invitation, mut state)) = invitations::by_ids(tx, account, &[submission.invitation])?.pop() else {
        return Ok(Err(Error::NotFound));
    };
    let erased = contacts::by_ids(tx, account, &[invitation.contact])?.iter().any(|one| one.erased_at.is_some());
    if erased || !is_open(state.expires_at, batch.now) {
        return Ok(Err(closed()));
    }
    let known = responses::of_invitation(tx, account, invitation.id)?.filter(counts);
    if known.as_ref().is_some_and(|known| stands(known.completed_at, batch.now)) {
        let detail = "the answer can no longer be changed";
        return Ok(Err(Error::State { code: "response.final", detail }));
    }
    let is_new = known.is_none();
    let mut response = known.unwrap_or_else(|| begun(batch, &invitation));
    if is_new {
        response.via = via(&messages::of_invitations(tx, account, &[invitation.id])?);
    }
    response.answers = to_text(&submission.answers);
    response.suspected_for = submission.suspicion;
    match (submission.suspicion, submission.finished, response.completed_at) {
        (Some(_), _, _) if is_new => responses::save(tx, account, &[response])?,
        // A doubtful answer takes no other's place, nor does half a one that of a whole one.
        (Some(_), _, _) | (None, false, Some(_)) => {}
        (None, true, None) => complete(tx, batch, &invitation, state, response)?,
        (None, false, None) | (None, true, Some(_)) => {
            if state.ended_at.is_none() {
                state.status = state.status.advanced(InvitationStatus::Started);
            }
            invitations::save(tx, account, &[(invitation.id, &state)])?;
            responses::save(tx, account, &[response])?;
        }
    }
    Ok(Ok(()))
}

/// Long enough complete to be relied on.
pub(super) fn stands(completed_at: Option<Timestamp>, now: Timestamp) -> bool {
    completed_at.is_some_and(|completed_at| now.duration_since(completed_at) >= CHANGEABLE_FOR)
}

/// Every message of an invitation has the same link; whoever follows it mostly has the latest before them.
fn via(sent: &[Message]) -> Option<(Role, Channel)> {
    use MessageStatus::{Bounced, Cancelled, Failed, Queued};
    let carried = sent.iter().filter(|message| !matches!(message.status, Queued | Failed | Bounced | Cancelled));
    carried.max_by_key(|message| message.committed_at).map(|message| (message.role, message.channel))
}

/// Answers as they are stored and as the API shows them.
fn to_text(sections: &[Section]) -> String {
    let of_section = |section: &Section| -> Vec<Json> {
        section.answers.iter().map(|answer| to_json(answer, section.product.as_ref())).collect()
    };
    sections.iter().flat_map(of_section).collect::<Json>().to_string()
}

fn to_json(answer: &Given, product: Option<&Product>) -> Json {
    let mut told = match &answer.value {
        Value::Rating(stars) => json!({ "question": answer.question, "value": stars }),
        Value::Comment(text) => json!({ "question": answer.question, "value": text }),
    };
    if let Some(product) = product {
        told["product"] = json!({ "sku": product.sku, "name": product.shown_name() });
    }
    told
}

/// Answers as they were stored.
#[derive(Debug, Clone, Default)]
pub struct Answers(Vec<Json>);

impl Answers {
    pub fn read(text: &str) -> Self {
        Self(serde_json::from_str(text).unwrap_or_default())
    }

    /// The text of an answer about the service, or about the product of this number, as a form shows it again.
    pub fn to(&self, question: &str, sku: Option<&str>) -> Option<String> {
        let is_about = |answer: &&Json| answer["question"] == question && answer["product"]["sku"].as_str() == sku;
        let value = &self.0.iter().find(is_about)?["value"];
        Some(value.as_str().map_or_else(|| value.to_string(), str::to_owned))
    }
}
